"""robots.txt, obeyed, and taken for a "not now" whenever it could not be read.

Scrapy's own middleware lets everything pass when robots.txt answers 500 or 429 or not at all,
and lets a disallowed address pass when several requests wait for the same robots.txt.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler import DISTRIBUTION
from crawler.clock import utc_text
from crawler.errors import Refused, RobotsDenied, RobotsUnavailable
from crawler.middlewares.incomplete import MAY_BE_EMPTY
from crawler.middlewares.robots_text import judge
from crawler.outcomes import classify
from crawler.pace import Pace
from pipelines.archive import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from protego import Protego
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_MARK = "robots_txt"


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says; `parsed` is None when it could not be read."""

    read_at: float
    """Seconds of the middleware's clock."""
    parsed: Protego | None
    reason: str
    status: int | None


@dataclass(slots=True)
class Answer:
    """One fetch of a robots.txt, as the archive keeps it."""

    host: str
    fetched_at: str
    """UTC, YYYY-MM-DDTHH:MM:SSZ."""
    status: int | None
    body: bytes
    verdict: str
    """"rules", "no rules" or "not now: " and why."""


@dataclass(slots=True)
class _Host:
    task: asyncio.Task[Rules]
    rules: Rules | None = field(default=None)


class Robots:
    """Asks each scheme and host for its robots.txt once, and obeys it.

    However many requests wait for one, there is one task that fetches it and they all get its
    result. It is read again after ROBOTS_MAX_AGE seconds, one that could not be read after
    ROBOTS_RETRY_AFTER; until then everything on that host is `RobotsUnavailable`.
    """

    def __init__(
        self,
        crawler: Crawler,
        max_age: float,
        retry_after: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.crawler = crawler
        self.max_age = max_age
        self.retry_after = retry_after
        self.clock = clock
        self.on_robots: Callable[[Answer], None] = self._keep
        """Called with each answer that came."""
        self._hosts: dict[tuple[str, str], _Host] = {}
        self._unsaved: list[Answer] = []
        self._token = object()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the ages (seconds) from the settings."""
        robots = cls(
            crawler,
            crawler.settings.getfloat("ROBOTS_MAX_AGE"),
            crawler.settings.getfloat("ROBOTS_RETRY_AFTER"),
        )
        crawler.signals.connect(robots.spider_closed, signals.spider_closed)
        return robots

    async def process_request(self, request: Request) -> None:
        """Let the request pass when its host's robots.txt allows it.

        Raises:
            RobotsDenied: when it does not.
            RobotsUnavailable: when that could not be found out.
        """
        if self._unsaved:
            self._save()
        # The token is known to this object only: no other request can claim to be one for
        # robots.txt, and a retried or redirected one still carries it.
        if request.meta.get(_MARK) is self._token:
            return
        rules = await self._rules(request)
        if rules.parsed is None:
            self._count("unavailable")
            raise RobotsUnavailable(f"robots.txt: {rules.reason}", rules.status)
        if not rules.parsed.can_fetch(request.url, DISTRIBUTION):
            self._count("denied")
            raise RobotsDenied("robots.txt disallows it", rules.status)

    def spider_closed(self) -> None:
        """Save what is left, and end the tasks that still wait."""
        self._save()
        for host in self._hosts.values():
            host.task.cancel()

    async def _rules(self, request: Request) -> Rules:
        parts = urlparse_cached(request)
        key = (parts.scheme, parts.hostname or "")
        known = self._hosts.get(key)
        if known is None or self._is_old(known.rules):
            url = f"{parts.scheme}://{parts.netloc}/robots.txt"
            known = _Host(asyncio.ensure_future(self._fetch(key[1], url)))
            self._hosts[key] = known
        # One waiter that is cancelled must not take the others' answer along.
        known.rules = await asyncio.shield(known.task)
        return known.rules

    def _is_old(self, rules: Rules | None) -> bool:
        if rules is None:
            return False
        age = self.clock() - rules.read_at
        return age > (self.max_age if rules.parsed is not None else self.retry_after)

    async def _fetch(self, host: str, url: str) -> Rules:
        """Fetch and judge one robots.txt; whatever goes wrong closes the host."""
        asked = Request(
            url,
            meta={_MARK: self._token, MAY_BE_EMPTY: True},
            callback=NO_CALLBACK,
        )
        try:
            assert self.crawler.engine is not None
            response = await self.crawler.engine.download_async(asked)
            parsed, reason = judge(response.status, response.body)
            rules = Rules(self.clock(), parsed, reason, response.status)
        except Exception as error:
            outcome = classify(error)
            if not isinstance(error, Refused):
                logger.info("%s: %r", asked.url, error)
            rules = Rules(self.clock(), None, outcome.text, outcome.status)
            response = None
        self._count("fetched")
        if rules.parsed is None:
            logger.warning("%s closed: robots.txt: %s", host, rules.reason)
        self._tell_pace(host, rules)
        if rules.status is not None:
            body = response.body if response is not None else b""
            verdict = rules.reason if rules.parsed is not None else f"not now: {rules.reason}"
            now = utc_text(datetime.now(UTC))
            self.on_robots(Answer(host, now, rules.status, body, verdict))
        return rules

    def _tell_pace(self, host: str, rules: Rules) -> None:
        pace = self.crawler.get_extension(Pace)
        if pace is not None and rules.parsed is not None:
            pace.crawl_delay(host, rules.parsed.crawl_delay(DISTRIBUTION))

    def _count(self, what: str) -> None:
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"robots/{what}")

    def _keep(self, answer: Answer) -> None:
        self._unsaved.append(answer)
        self._save()

    def _save(self) -> None:
        """Write to the archive what waits, once it is open: the first answer opens it."""
        session = _session(self.crawler)
        if session is None or not session.opened:
            return
        # Cleared first: what fails once is not tried again with each request.
        waiting, self._unsaved = self._unsaved, []
        try:
            for each in waiting:
                session.save_robots(
                    each.host, each.fetched_at, each.status, each.body, each.verdict
                )
        except ArchiveError as error:
            # The verdict holds all the same; the spider ends the run when it cannot write.
            logger.error("robots.txt was not saved: %s", error)


def _session(crawler: Crawler) -> Any:
    return getattr(crawler, "archive_session", None)
