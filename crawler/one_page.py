"""Fetching one page for a person, through the guards of a crawl and past the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from crawler.items import Article
from crawler.layouts import extract
from crawler.outcomes import classify, readable
from crawler.received import note_response

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.items import NotAnArticle

ARCHIVE_EXTENSION = "crawler.extensions.ArchiveExtension"


@dataclass(slots=True)
class PageResult:
    """What came of the one request: a reading, or why there is none; neither when interrupted."""

    found: Article | NotAnArticle | None = None
    failure: str | None = None
    body: bytes | None = None
    """The page as it came, None when there is none."""
    url: str | None = None
    """The address that answered, after redirects."""


class OnePage(Spider):
    """Asks for one page, politely, and keeps what was read in `result`.

    It stands outside SPIDER_MODULES: there is nothing to crawl with it.
    """

    name = "one-page"

    def __init__(self, url: str, result: PageResult, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.url = url
        self.result = result

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take the archive out of the crawl; robots.txt, pace and guards stay as they are."""
        super().update_settings(settings)
        extensions = {**settings.getdict("EXTENSIONS"), ARCHIVE_EXTENSION: None}
        settings.set("EXTENSIONS", extensions, priority="spider")
        settings.set("ITEM_PIPELINES", {}, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page."""
        yield Request(self.url, callback=self.parse_page, errback=self.note_failure)

    def parse_page(self, response: Response) -> None:
        """Read the page, unless its status or type forbids it."""
        refused = readable(response)
        if refused is not None:
            self.result.failure = refused.text
            return
        self.result.body, self.result.url = response.body, response.url
        found = extract(response.body, response.url)
        if isinstance(found, Article):
            note_response(found, response)
        self.result.found = found
        self.result.body, self.result.url = response.body, response.url

    def note_failure(self, failure: Failure) -> None:
        """Keep why there is no page."""
        self.result.failure = classify(failure).text
