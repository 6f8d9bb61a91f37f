"""How a host is asked: one request at a time, and slower when it says so, or is slow itself."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy import signals

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

SLOW_DOWN = frozenset({429, 503})
REFUSALS = frozenset({403, 429, 503})
"""What a host answers that does not want to be asked now."""
REFUSING = 3
"""Such answers in a row, retries among them, by which a host counts as refusing."""
FIRST_BACKOFF = 1.0
"""Seconds after the first such answer when there is neither Retry-After nor a delay."""
LONGEST_REST = 3600.0
"""Seconds that a host which goes on refusing is left alone at a time."""


@dataclass(slots=True)
class _Pace:
    began: float = float("-inf")
    """When the last request was sent, by the monotonic clock."""
    least: float = 0.0
    """Seconds from one request's beginning to the next one's, by Crawl-delay."""
    delay: float = 0.0
    """Seconds by 429 and 503, from the answer on; halved by each good answer."""
    slow: float = 0.0
    """Seconds from the last request's beginning on, by the time that its answer took."""
    refusals: int = 0
    """In a row."""
    rests: int = 0
    """Rests since the last good answer."""
    rest_until: float = 0.0
    """By the monotonic clock."""


class Pace:
    """Keeps each host's delay: ours, or what the host asks for where that is more.

    It asks by Crawl-delay, by Retry-After, by answering 429 or 503, and by being slow. Scrapy
    makes and forgets the queues of the hosts as it goes, so the delay is set anew whenever a
    request reaches its queue.
    """

    def __init__(
        self,
        crawler: Crawler,
        delay: float,
        jitter: float,
        most: float,
        at_once: int,
        slowness: float = 0.0,
    ) -> None:
        self.crawler = crawler
        self.at_once = at_once
        self.turns: dict[str, asyncio.Semaphore] = {}
        self.delay = delay
        self.jitter = min(jitter, 1.0)
        self.most = most
        self.slowness = slowness
        self.paces: dict[str, _Pace] = {}
        self.notes: list[str] = []
        """What a host asked for and did not get, for a person; each once."""

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
            settings.getfloat("SLOWNESS_FACTOR"),
        )
        crawler.signals.connect(pace.about_to_ask, signals.request_reached_downloader)
        crawler.signals.connect(pace.answered, signals.response_downloaded)
        return pace

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until a request may be sent to this host; it is under way until the end.

        The queues of the downloader keep the delay. Here it is kept once more, to its shortest:
        a queue counts from the moment when it gives a request away, not when that leaves. Their
        limit of requests at once leaks at a delay of 0, for the same reason.
        """
        if host not in self.turns:
            self.turns[host] = asyncio.Semaphore(self.at_once)
        async with self.turns[host]:
            while (wait := self._due(host) - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            self.paces.setdefault(host, _Pace()).began = time.monotonic()
            yield

    def _due(self, host: str) -> float:
        pace = self.paces.setdefault(host, _Pace())
        return pace.began + max(self.delay * (1 - self.jitter), pace.least)

    def crawl_delay(self, host: str, seconds: float | None) -> None:
        """Note what the host's robots.txt asks for; at most BACKOFF_MAX is kept, and told."""
        wanted = seconds or 0.0
        self.paces.setdefault(host, _Pace()).least = min(wanted, self.most)
        if wanted > self.most:
            self._note(
                f"{host} asks for {wanted:g} seconds between two requests; {self.most:g} are "
                "kept (BACKOFF_MAX)."
            )

    def refusing(self, host: str) -> float | None:
        """Return for how many seconds a host is to be left alone; None when it does not refuse.

        It refuses after `REFUSING` answers 403, 429 or 503 in a row. The rest is BACKOFF_MAX, and
        after each rest without a better answer twice as long, at most `LONGEST_REST`.
        """
        pace = self.paces.get(host)
        if pace is None or not pace.rests:
            return None
        left = pace.rest_until - time.monotonic()
        return left if left > 0 else None

    def about_to_ask(self, request: Request) -> None:
        """Set the delay of the queue that this request waits in."""
        self._apply(request.meta.get("download_slot", ""))

    def took(self, host: str, seconds: float) -> None:
        """Note how long a request took, from its beginning to its answer or failure.

        The pause behind it is at least SLOWNESS_FACTOR times as long.
        """
        pace = self.paces.setdefault(host, _Pace())
        pace.slow = min(seconds * self.slowness, self.most) + seconds if self.slowness else 0.0
        self._apply(host)

    def answered(self, response: Response, request: Request) -> None:
        """Slow down at 429 and 503, speed up again at anything else."""
        host = request.meta.get("download_slot", "")
        pace = self.paces.setdefault(host, _Pace())
        self._watch(host, pace, response.status)
        if response.status in SLOW_DOWN:
            asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
            wait = asked or max(FIRST_BACKOFF, self.delay, pace.delay * 2)
            pace.delay = min(wait, self.most)
            logger.info("%s answered %s: %.0f s pause", host, response.status, pace.delay)
            if wait > self.most:
                self._note(
                    f"{host} asked for {wait:.0f} seconds of pause (Retry-After); "
                    f"{self.most:g} are kept (BACKOFF_MAX)."
                )
            # The downloader counts from the request's beginning, Retry-After from its end.
            self._apply(host, since_request=True)
        elif pace.delay:
            pace.delay = pace.delay / 2 if pace.delay > max(FIRST_BACKOFF, self.delay) else 0.0
            self._apply(host)

    def _watch(self, host: str, pace: _Pace, status: int) -> None:
        if status not in REFUSALS:
            pace.refusals = pace.rests = 0
            return
        pace.refusals += 1
        if pace.refusals % REFUSING == 0 and self.refusing(host) is None:
            rest = min(self.most * 2**pace.rests, max(LONGEST_REST, self.most))
            pace.rests = min(pace.rests + 1, 20)
            pace.rest_until = time.monotonic() + rest

    def _note(self, line: str) -> None:
        if line not in self.notes:
            self.notes.append(line)
            logger.warning("%s", line)

    def _apply(self, host: str, *, since_request: bool = False) -> None:
        pace = self.paces.get(host)
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(host) if engine and pace else None
        if slot is None or pace is None:
            return
        backoff = pace.delay if pace.delay > self.delay else 0.0
        if backoff and since_request:
            backoff += time.monotonic() - slot.lastseen
        least = max(backoff, pace.least, pace.slow)
        slot.delay, slot.jitter = spread(self.delay, self.jitter, least)


def spread(delay: float, jitter: float, least: float) -> tuple[float, float]:
    """Return the delay and the jitter that give our delay at random, but never below `least`.

    >>> spread(5.0, 0.5, 0.0), spread(5.0, 0.5, 5.0), spread(5.0, 0.5, 60.0)
    ((5.0, 0.5), (6.25, 0.2), (60.0, 0.0))
    """
    longest = delay * (1 + jitter)
    if least <= delay * (1 - jitter):
        return delay, jitter
    if least >= longest:
        return least, 0.0
    middle = (least + longest) / 2
    return middle, (longest - least) / 2 / middle


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
