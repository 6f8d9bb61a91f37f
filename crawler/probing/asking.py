"""How one question is asked: within the bureau's hours, its share, and its host's patience."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.config import hours_of
from crawler.errors import RobotsDenied, RobotsUnavailable
from crawler.middlewares.incomplete import MAY_BE_EMPTY
from crawler.middlewares.robots_memory import NOT_NOW
from crawler.outcomes import classify
from crawler.pace import SLOW_DOWN
from crawler.probing.eight import MOST_REQUESTS, EightEach
from crawler.probing.headers import server_of, skew_of, target_of
from crawler.probing.report import Listing, Robots

if TYPE_CHECKING:
    import asyncio

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.bureaus import Bureau
    from crawler.probing.report import BureauReport

MOST_REDIRECTS = 2
"""That are followed for one question, on the host itself only."""


class Stopped(Exception):  # noqa: N818 - no error: it says why no more is asked of a bureau
    """Nothing more is asked of the bureau; its text says why."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one question."""

    url: str
    """As asked."""
    response: Response | None = None
    trouble: str | None = None
    """Why there is no response, or none of the bureau's own."""
    status: int | None = None
    """Of the answer, also where it is not handed on."""
    leads_to: str | None = None
    """Where the last redirect led."""
    denied: bool = False
    """Whether robots.txt disallows it."""

    def as_listing(self) -> Listing:
        """Return what a report says of a listing that gave nothing to read."""
        return Listing(
            self.url,
            self.status,
            trouble=self.trouble,
            leads_to=self.leads_to,
            denied=self.denied,
        )


class Asker:
    """Asks one bureau, one question after the other, and notes in its report what each shows.

    A redirect within the host is followed; one that leads to another host is only told: asking
    there would be a question to another bureau.
    """

    def __init__(
        self, crawler: Crawler, bureau: Bureau, report: BureauReport, places: asyncio.Semaphore
    ) -> None:
        ledger = crawler.get_extension(EightEach)
        assert ledger is not None
        self.crawler = crawler
        self.bureau = bureau
        self.report = report
        self.places = places
        self.ledger = ledger
        self.hours = hours_of(crawler.settings, bureau.name)
        self.not_now: int | None = None
        """A status by which the host asked for a pause: a probe can wait for another day."""

    async def ask(self, url: str, headers: dict[str, bytes] | None = None) -> Answered:
        """Ask one question, whatever status comes.

        Args:
            url: on the bureau's host.
            headers: besides the usual ones.

        Raises:
            Stopped: when the bureau may not be asked now.
        """
        first = url
        leads_to = None
        for _ in range(MOST_REDIRECTS + 1):
            self._check()
            try:
                response = await self._send(url, headers)
            except RobotsUnavailable as closed:
                self._closed(url, closed)
                return Answered(first, None, closed.reason, None, leads_to)
            except Exception as error:
                outcome = classify(error)
                denied = isinstance(error, RobotsDenied)
                status = None if denied else outcome.status
                return Answered(first, None, outcome.text, status, leads_to, denied)
            target = target_of(response)
            if target is None:
                return Answered(first, response, None, response.status, leads_to)
            leads_to = url = target
            if urlsplit(target).hostname != self.bureau.host:
                break
        trouble = f"it leads to {leads_to}"
        return Answered(first, None, trouble, response.status, leads_to)

    def _check(self) -> None:
        """See whether one more question may be asked.

        Raises:
            Stopped: when it may not.
        """
        now = dt.datetime.now(dt.UTC)
        if not self.hours.open_at(now, self.bureau.zone):
            opening = self.hours.next_opening(now, self.bureau.zone)
            raise Stopped(
                f"it is asked at {self.hours.text} only, again from {opening:%Y-%m-%d %H:%M} UTC on"
            )
        if self.ledger.left(self.bureau.name) <= 0:
            raise Stopped(f"it has had its {MOST_REQUESTS} requests")
        if self.not_now is not None:
            raise Stopped(f"it answered {self.not_now}, which asks for a pause")

    async def _send(self, url: str, headers: dict[str, bytes] | None) -> Response:
        request = Request(
            url,
            callback=NO_CALLBACK,
            headers=headers,
            # An empty answer is told as one. Redirects are followed here.
            meta={MAY_BE_EMPTY: True, "dont_redirect": True},
        )
        assert self.crawler.engine is not None
        async with self.places:
            response = await self.crawler.engine.download_async(request)
        self._note(response)
        return response

    def _note(self, response: Response) -> None:
        """Take what the headers of each answer say."""
        report = self.report
        if response.status in SLOW_DOWN:
            self.not_now = response.status
        report.server = report.server or server_of(response)
        latency = response.meta.get("download_latency")
        if latency is not None:
            report.seconds.append(round(latency, 3))
        skew = skew_of(response, dt.datetime.now(dt.UTC))
        # The nearest counts: what a cache kept too long without saying so is older.
        if skew is not None and (report.skew is None or abs(skew) < abs(report.skew)):
            report.skew = round(skew, 1)

    def _closed(self, url: str, closed: RobotsUnavailable) -> None:
        """Keep why robots.txt closes the host, and ask no more there.

        Raises:
            Stopped: unless it is the robots.txt of http only, where a redirect led.
        """
        if not url.startswith("https://"):
            return
        if self.report.robots is None:
            why = closed.reason.removeprefix("robots.txt: ")
            self.report.robots = Robots(closed.status, NOT_NOW + why)
        raise Stopped("its robots.txt closes it")
