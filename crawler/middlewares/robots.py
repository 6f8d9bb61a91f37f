"""robots.txt, obeyed, and taken for a "not now" whenever it could not be read.

Scrapy's own middleware lets everything pass when robots.txt answers 500 or 429 or not at all,
and lets a disallowed address pass when several requests wait for the same robots.txt.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler import DISTRIBUTION
from crawler.captures.about import ABOUT
from crawler.errors import DISALLOWED, OverBudget, Refused, RobotsDenied, RobotsUnavailable
from crawler.middlewares.compression import CUT_AT, STOPPED
from crawler.middlewares.daily import AskedDaily
from crawler.middlewares.incomplete import MAY_BE_EMPTY
from crawler.middlewares.robots_memory import Answer, Rules, answer_of, kept_name
from crawler.middlewares.robots_text import MOST_READ, delay_of, judge
from crawler.outcomes import classify
from crawler.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

_MARK = "robots_txt"
_OUR_FAULT = frozenset({"dns", "private_address"})
"""Failures that say more of this machine's network than of the host: another run tries again."""


@dataclass(slots=True)
class _Host:
    task: asyncio.Task[Rules]
    rules: Rules | None = field(default=None)


class Robots(AskedDaily):
    """Asks each scheme and host for its robots.txt once, and obeys it.

    However many requests wait for one, there is one task that fetches it and they all get its
    result. It is read again after ROBOTS_MAX_AGE seconds, one that could not be read after
    ROBOTS_RETRY_AFTER; until then everything on that host is `RobotsUnavailable`. What another
    run read within these times is taken from the archive. Rules that are older are not used,
    also when no newer ones can be had.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_robots: Callable[[Answer], None] = self.memory.keep
        """Called with each answer that came, and each host that did not answer."""
        self._hosts: dict[tuple[str, str], _Host] = {}
        self._token = object()

    async def process_request(self, request: Request) -> None:
        """Let the request pass when its host's robots.txt allows it.

        Raises:
            RobotsDenied: when it does not.
            RobotsUnavailable: when that could not be found out.
            OverBudget: when robots.txt may not be asked for any more.
        """
        self.memory.save()
        # The token is known to this object only: no other request can claim to be one for
        # robots.txt, and a retried or redirected one still carries it.
        if request.meta.get(_MARK) is self._token:
            return
        rules = await self._rules(request)
        if rules.over_budget:
            raise OverBudget(rules.reason)
        if rules.parsed is None:
            self._count("unavailable")
            raise RobotsUnavailable(f"robots.txt: {rules.reason}", rules.status)
        if not rules.parsed.can_fetch(request.url, DISTRIBUTION):
            self._count("denied")
            raise RobotsDenied(DISALLOWED, rules.status)

    def spider_closed(self) -> None:
        """Save what is left, and end the tasks that still wait."""
        self.memory.save()
        for host in self._hosts.values():
            host.task.cancel()

    async def _rules(self, request: Request) -> Rules:
        parts = urlparse_cached(request)
        key = (parts.scheme, parts.hostname or "")
        known = self._hosts.get(key)
        if known is None or self._is_old(known.rules):
            url = f"{parts.scheme}://{parts.netloc}/robots.txt"
            known = _Host(asyncio.ensure_future(self._learn(key, url)))
            self._hosts[key] = known
        # One waiter that is cancelled must not take the others' answer along.
        known.rules = await asyncio.shield(known.task)
        return known.rules

    def _is_old(self, rules: Rules | None) -> bool:
        if rules is None:
            return False
        age = self.clock() - rules.read_at
        limit = self.max_age if rules.parsed is not None else self.retry_after
        return age > limit or rules.over_budget

    async def _learn(self, key: tuple[str, str], url: str) -> Rules:
        """Return a host's rules, from the archive where they are fresh there."""
        name = kept_name(*key)
        rules = self.memory.rules(name, self.clock(), self.max_age, self.retry_after)
        if rules is None:
            rules = await self._fetch(name, url)
        else:
            self._count("remembered")
        if rules.parsed is None:
            logger.warning("%s closed: robots.txt: %s", key[1], rules.reason)
        pace = self.crawler.get_extension(Pace)
        if pace is not None and rules.parsed is not None:
            pace.crawl_delay(key[1], delay_of(rules.parsed))
        return rules

    async def _fetch(self, name: str, url: str) -> Rules:
        """Fetch and judge one robots.txt; whatever goes wrong closes the host."""
        asked = Request(
            url,
            meta={
                _MARK: self._token,
                MAY_BE_EMPTY: True,
                CUT_AT: MOST_READ + 1,
                ABOUT: {"kind": "robots"},
            },
            callback=NO_CALLBACK,
        )
        body, keep = b"", True
        try:
            assert self.crawler.engine is not None
            response = await self.crawler.engine.download_async(asked)
            body = response.body
            if STOPPED in response.flags:
                body = body[: body.rfind(b"\n") + 1] or body
            parsed, reason = judge(response.status, body)
            rules = Rules(self.clock(), parsed, reason, response.status)
        except OverBudget as error:
            return Rules(self.clock(), None, error.reason, None, over_budget=True)
        except Exception as error:
            outcome = classify(error)
            if not isinstance(error, Refused):
                logger.info("%s: %r", asked.url, error)
            rules = Rules(self.clock(), None, outcome.text, outcome.status)
            keep = outcome.reason not in _OUR_FAULT
        self._count("fetched")
        if keep:
            self.on_robots(answer_of(name, rules, body))
        return rules

    def _count(self, what: str) -> None:
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"robots/{what}")
