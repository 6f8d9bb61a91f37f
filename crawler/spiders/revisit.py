"""`antara crawl revisit`: whether the articles that are held are still there, and still so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.spiders.known import KnownSpider

if TYPE_CHECKING:
    from pipelines.archive import Pending


class RevisitSpider(KnownSpider):
    """Asks for each held article whose time has come, with its validators.

    When that is stands in `pipelines.archive.revisits`.
    """

    name = "revisit"

    def lease(self, bureau: str) -> Pending | None:
        """Take the held article that is due longest."""
        return self.session.lease_revisit(bureau)
