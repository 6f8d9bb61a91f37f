"""How a host is asked: one request at a time, and slower when it says so."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy import signals

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

SLOW_DOWN = frozenset({429, 503})
FIRST_BACKOFF = 1.0
"""Seconds after the first such answer when there is neither Retry-After nor a delay."""


@dataclass(slots=True)
class _Pace:
    least: float = 0.0
    """Seconds, by Crawl-delay."""
    delay: float = 0.0
    """Seconds added by 429 and 503; halved by each good answer."""


class Pace:
    """Keeps each host's delay: the greatest of ours, its Crawl-delay and its Retry-After.

    Scrapy makes and forgets the queues of the hosts as it goes, so the delay is set anew
    whenever a request reaches its queue.
    """

    def __init__(
        self, crawler: Crawler, delay: float, jitter: float, most: float, at_once: int
    ) -> None:
        self.crawler = crawler
        self.at_once = at_once
        self.turns: dict[str, asyncio.Semaphore] = {}
        self.delay = delay
        self.jitter = jitter
        self.most = most
        self.paces: dict[str, _Pace] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the delays (seconds) from the settings and listen to the downloader."""
        settings = crawler.settings
        pace = cls(
            crawler,
            settings.getfloat("DOWNLOAD_DELAY"),
            settings.getfloat("DOWNLOAD_DELAY_JITTER"),
            settings.getfloat("BACKOFF_MAX"),
            settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
        )
        crawler.signals.connect(pace.about_to_ask, signals.request_reached_downloader)
        crawler.signals.connect(pace.answered, signals.response_downloaded)
        return pace

    def turn(self, host: str) -> asyncio.Semaphore:
        """Return what a request to this host holds while it is under way.

        Scrapy's own limit leaks at a delay of 0: its queue counts a request from the moment
        when its task begins, and by then has started the next ones.
        """
        if host not in self.turns:
            self.turns[host] = asyncio.Semaphore(self.at_once)
        return self.turns[host]

    def crawl_delay(self, host: str, seconds: float | None) -> None:
        """Note what the host's robots.txt asks for; at most BACKOFF_MAX is kept."""
        self.paces.setdefault(host, _Pace()).least = min(seconds or 0.0, self.most)

    def about_to_ask(self, request: Request) -> None:
        """Set the delay of the queue that this request waits in."""
        self._apply(request.meta.get("download_slot", ""))

    def answered(self, response: Response, request: Request) -> None:
        """Slow down at 429 and 503, speed up again at anything else."""
        host = request.meta.get("download_slot", "")
        pace = self.paces.get(host)
        if response.status in SLOW_DOWN:
            pace = self.paces.setdefault(host, _Pace())
            asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
            wait = asked or max(FIRST_BACKOFF, self.delay, pace.delay * 2)
            pace.delay = min(wait, self.most)
            logger.info("%s answered %s: %.0f s pause", host, response.status, pace.delay)
            # The downloader counts from the request's beginning, Retry-After from its end.
            self._apply(host, since_request=True)
        elif pace is not None and pace.delay:
            pace.delay = pace.delay / 2 if pace.delay > max(FIRST_BACKOFF, self.delay) else 0.0
            self._apply(host)

    def _apply(self, host: str, *, since_request: bool = False) -> None:
        pace = self.paces.get(host)
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(host) if engine and pace else None
        if slot is None or pace is None:
            return
        if pace.delay > self.delay:
            elapsed = time.monotonic() - slot.lastseen if since_request else 0.0
            slot.delay, slot.jitter = max(pace.delay + elapsed, pace.least), 0.0
        elif pace.least > self.delay:
            slot.delay, slot.jitter = pace.least, 0.0
        else:
            slot.delay, slot.jitter = self.delay, self.jitter


def retry_after(header: bytes | None, now: datetime) -> float | None:
    """Read a Retry-After header: seconds, or a date.

    Args:
        header: as it came.
        now: UTC.

    Returns:
        Seconds from now on; None when the header says nothing, or a time that is past.
    """
    text = (header or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9]) or None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = (moment - now).total_seconds()
    return seconds if seconds > 0 else None
