"""What revisits and lists of addresses have in common: all that is asked for is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from crawler.spiders.base import ArchiveSpider

if TYPE_CHECKING:
    from scrapy import Request

    from crawler.spiders.lane import Lane


class KnownSpider(ArchiveSpider):
    """Asks for what the frontier holds, and reads no listing."""

    opens_at_once: ClassVar[bool] = True

    def listing_request(self, lane: Lane) -> Request | None:
        """Return nothing, and note that the bureau has nothing left."""
        lane.counts.ended = "nothing_left"
        return None

    def wind_up(self, reason: str) -> None:
        """Say of the bureaus that are not done why, then close."""
        for lane in self.lanes:
            if lane.counts.ended is None or lane.closed or lane.left_alone:
                lane.counts.ended = self.unfinished(lane, reason)
        super().wind_up(reason)
