"""`antara crawl revisit`: whether the articles that are held are still there, and still so."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from crawler.spiders.base import ArchiveSpider

if TYPE_CHECKING:
    from scrapy import Request

    from crawler.spiders.lane import Lane
    from pipelines.archive import Pending


class RevisitSpider(ArchiveSpider):
    """Asks for each held article whose time has come, with its validators, and for nothing else.

    When that is stands in `pipelines.archive.revisits`.
    """

    name = "revisit"
    opens_at_once: ClassVar[bool] = True

    def lease(self, bureau: str) -> Pending | None:
        """Take the held article that is due longest."""
        return self.session.lease_revisit(bureau)

    def listing_request(self, lane: Lane) -> Request | None:
        """Return nothing: listings say nothing of what is held already."""
        lane.counts.ended = "nothing_left"
        return None

    def wind_up(self, reason: str) -> None:
        """Say of the bureaus that are not done why, then close."""
        for lane in self.lanes:
            if lane.counts.ended is None or lane.closed or lane.left_alone:
                lane.counts.ended = self.unfinished(lane, reason)
        super().wind_up(reason)
