"""`antara crawl urls FILE`: a person's own list of addresses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.bureaus import bureau_named
from crawler.spiders.known import KnownSpider
from crawler.ways import ListedUrl, read_list_lines
from pipelines.archive import ASKED_FOR, ArchiveError, Found, Want

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


AT_ONCE = 1_000
"""Addresses that are written in one transaction."""


class UrlsSpider(KnownSpider):
    """Asks for the addresses of a list, also for those that failed or were rejected before.

    Articles that are held are left to revisits.
    """

    name = "urls"
    arguments = (*KnownSpider.arguments, "file")
    want = Want(least=ASKED_FOR)
    doubts_lost = False  # no listing has just named them: a list may well be of dead links

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
