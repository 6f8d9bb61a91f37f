"""`antara crawl urls FILE`: a person's own list of addresses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from crawler.bureaus import bureau_named
from crawler.spiders.base import ArchiveSpider
from crawler.ways import ListedUrl, read_list_lines
from pipelines.archive import ASKED_FOR, ArchiveError, Found, Want

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy import Request

    from crawler.spiders.lane import Lane

AT_ONCE = 1_000
"""Addresses that are written in one transaction."""


class UrlsSpider(ArchiveSpider):
    """Asks for the addresses of a list, also for those that failed or were rejected before.

    Articles that are held are left to revisits.
    """

    name = "urls"
    arguments = (*ArchiveSpider.arguments, "file")
    opens_at_once: ClassVar[bool] = True
    want = Want(least=ASKED_FOR)

    def __init__(self, file: str, bureau: str | None = None, **kwargs: Any) -> None:
        """Read the list's bureaus from `bureau`, which the command fills from the list itself."""
        super().__init__(None, **kwargs)
        self.file = file
        named = [bureau_named(name) for name in (bureau or "").split(",") if name]
        self.bureaus = [each for each in named if each is not None]

    async def start(self) -> AsyncIterator[Any]:
        """Put the list into the frontier, then ask for it."""
        try:
            self._take()
        except ArchiveError as error:
            self.stop_all(str(error))
        async for each in super().start():
            yield each

    def _take(self) -> None:
        if not self.session.opened:
            return
        waiting: list[ListedUrl] = []
        with Path(self.file).open(encoding="utf-8", errors="replace") as lines:
            for each in read_list_lines(lines):
                if isinstance(each, ListedUrl):
                    waiting.append(each)
                if len(waiting) >= AT_ONCE:
                    self._write(waiting)
                    waiting.clear()
        self._write(waiting)

    def _write(self, listed: list[ListedUrl]) -> None:
        """Write some addresses, and make those of them pending that are settled but not held."""
        self.session.add_found(
            Found(
                each.url,
                each.bureau,
                each.article_id,
                str(each.kind),
                "list",
                priority=ASKED_FOR,
            )
            for each in listed
        )
        ids: dict[str, set[int]] = {}
        for each in listed:
            ids.setdefault(each.bureau, set()).add(each.article_id)
        for name, numbers in ids.items():
            counts = self.summary.of(name)
            counts.listed += len(numbers)
            counts.skipped += self.session.want_keys(name, numbers).get("stored", 0)

    def listing_request(self, lane: Lane) -> Request | None:
        """Return nothing: the list is all there is."""
        lane.counts.ended = "nothing_left"
        return None

    def wind_up(self, reason: str) -> None:
        """Say of the bureaus that are not done why, then close."""
        for lane in self.lanes:
            if lane.counts.ended is None or lane.closed or lane.left_alone:
                lane.counts.ended = self.unfinished(lane, reason)
        super().wind_up(reason)
