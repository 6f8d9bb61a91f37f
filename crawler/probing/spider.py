"""Asks each bureau its few questions, one after the other, all bureaus side by side."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.http.request import NO_CALLBACK

from crawler import DISTRIBUTION
from crawler.errors import RobotsUnavailable
from crawler.middlewares.incomplete import MAY_BE_EMPTY
from crawler.one_page import ARCHIVE_EXTENSION
from crawler.outcomes import classify
from crawler.probing.answers import feed_of, listing_of, newest, robots_of, sample_of
from crawler.probing.report import BureauReport, Listing, Robots, Sample, differences
from crawler.ways import indeks_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from crawler.bureaus import Bureau
    from crawler.ways import Link

MOST_REQUESTS = 8
"""To one bureau, robots.txt and redirects included."""


class Enough(Exception):  # noqa: N818 - no error: a bureau was asked as much as is polite
    """The bureau has been asked as much as it may be."""


class ProbeSpider(Spider):
    """Fills a report for each bureau; nothing is written to the archive.

    It stands outside SPIDER_MODULES: there is nothing to crawl with it.
    """

    name = "probe"

    def __init__(
        self,
        bureaus: Sequence[Bureau],
        reports: list[BureauReport],
        told: Callable[[BureauReport], None],
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self.bureaus = bureaus
        self.reports = reports
        self.told = told
        self._of_host: dict[str, BureauReport] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take the archive and repeated attempts out; robots.txt, pace and guards stay."""
        super().update_settings(settings)
        extensions = {**settings.getdict("EXTENSIONS"), ARCHIVE_EXTENSION: None}
        settings.set("EXTENSIONS", extensions, priority="spider")
        settings.set("ITEM_PIPELINES", {}, priority="spider")
        settings.set("RETRY_ENABLED", False, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Count what is really sent, and see each robots.txt."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._sent, signals.request_reached_downloader)
        crawler.signals.connect(spider._came, signals.response_downloaded)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Ask all bureaus; nothing is yielded, so the crawl ends when they have answered."""
        await asyncio.gather(*(self._bureau(each) for each in self.bureaus))
        nothing: tuple[Request, ...] = ()
        for each in nothing:
            yield each

    # --- one bureau

    async def _bureau(self, bureau: Bureau) -> None:
        report = BureauReport(bureau.name, bureau.host)
        self._of_host[bureau.host] = report
        try:
            await self._questions(bureau, report)
        except Enough:
            pass
        except RobotsUnavailable as closed:
            status = report.robots.status if report.robots else closed.status
            report.robots = Robots(status, f"not now: {closed.reason}")
        report.differences = differences(bureau, report)
        self.reports.append(report)
        self.told(report)

    async def _questions(self, bureau: Bureau, report: BureauReport) -> None:
        """Ask in the order of what matters most, in case eight requests are not enough."""
        links: list[Link] = []
        if bureau.feeds:
            report.feed, links = await self._listing(report, bureau.feeds[0], feed_of)
        first: list[Link] = []
        if bureau.terkini:
            report.terkini, first = await self._listing(report, bureau.terkini, listing_of)
            links += first
        best = newest(links, bureau)
        if best is not None:
            report.newest_id = best[0]
            await self._article(report, best[1])
        yesterday = dt.datetime.now(ZoneInfo(bureau.zone)).date() - dt.timedelta(days=1)
        day = indeks_page(bureau, yesterday.isoformat(), 1)
        report.indeks, _ = await self._listing(report, day, listing_of)
        if first and bureau.terkini:
            report.second_page, _ = await self._listing(
                report, f"{bureau.terkini}/2", lambda response: listing_of(response, first)
            )

    async def _listing(
        self,
        report: BureauReport,
        url: str,
        read: Callable[[Response], tuple[Listing, list[Link]]],
    ) -> tuple[Listing, list[Link]]:
        response, why = await self._ask(report, url)
        if response is None:
            return Listing(url, None, trouble=why), []
        host = urlsplit(response.url).hostname
        if host and host != report.host:
            report.moved_to = host
        return read(response)

    async def _article(self, report: BureauReport, url: str) -> None:
        response, why = await self._ask(report, url)
        if response is None:
            report.article = Sample(url, None, trouble=why)
            return
        report.article = sample_of(response)
        headers = {}
        for name, condition in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
            value = response.headers.get(name)
            if value is not None:
                headers[condition] = value
        if headers and report.article.layout is not None:
            again, _ = await self._ask(report, response.url, headers)
            report.article.answers_304 = again is not None and again.status == 304

    async def _ask(
        self, report: BureauReport, url: str, headers: dict[str, bytes] | None = None
    ) -> tuple[Response | None, str]:
        """Return the response whatever its status, or why there is none.

        Raises:
            Enough: The bureau has had its requests.
            RobotsUnavailable: Its robots.txt could not be read: nothing else is asked.
        """
        if report.requests >= MOST_REQUESTS:
            raise Enough
        request = Request(url, callback=NO_CALLBACK, headers=headers, meta={MAY_BE_EMPTY: True})
        assert self.crawler.engine is not None
        try:
            return await self.crawler.engine.download_async(request), ""
        except RobotsUnavailable:
            raise
        except Exception as error:
            return None, classify(error).text

    # --- what is really sent and comes

    def _sent(self, request: Request) -> None:
        # A redirect to another host is still a question to this bureau.
        for url in (request.url, *request.meta.get("redirect_urls", ())):
            report = self._of_host.get(urlsplit(url).hostname or "")
            if report is not None:
                report.requests += 1
                return

    def _came(self, response: Response) -> None:
        parts = urlsplit(response.url)
        report = self._of_host.get(parts.hostname or "")
        if report is not None and parts.path == "/robots.txt":
            report.robots = robots_of(response.status, response.body, DISTRIBUTION)
