"""/.well-known/tdmrep.json: what a site says of text and data mining, asked for and kept.

The TDM Reservation Protocol (W3C community group, 2024) puts there which paths reserve their
rights. It forbids no crawl; the archive keeps it, and with each article what it says of that, for
whoever uses them (pipelines/archive/signals.py).
"""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.captures.about import ABOUT
from crawler.clock import utc_text
from crawler.errors import OverBudget, RobotsDenied, RobotsUnavailable
from crawler.middlewares.compression import CUT_AT
from crawler.middlewares.daily import AskedDaily
from crawler.middlewares.incomplete import MAY_BE_EMPTY
from crawler.middlewares.robots_memory import NOT_NOW, Answer
from crawler.middlewares.robots_text import NOT_NOW as NOT_NOW_STATUSES
from crawler.outcomes import classify
from crawler.urls import identify
from pipelines.archive.tdmrep import NO_RULES, RULES, TDMREP_FILE, rules_of

MOST_READ = 64 * 1024
"""Bytes."""


class Tdmrep(AskedDaily):
    """Asks a host for its tdmrep.json once a day, when the first article of it is asked for.

    It goes through robots.txt and the host's own queue like any page, waits for nothing and
    keeps nothing waiting but the host's next turn, and whatever comes of it fails no article.
    Without an archive it is not asked.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._next: dict[str, float] = {}
        """By host, from when on it is asked again."""
        self._tasks: set[asyncio.Task[None]] = set()

    def process_request(self, request: Request) -> None:
        """Let the request pass; start a task when its host is due to be asked."""
        session = self.memory.session
        if session is None or not session.opened or identify(request.url) is None:
            return
        parts = urlparse_cached(request)
        host = parts.hostname or ""
        if parts.scheme != "https" or self._next.get(host, float("-inf")) > self.clock():
            return
        found = self.memory.last(host, TDMREP_FILE)
        if found is not None:
            row, age = found
            left = self._holds(row.verdict) - age
            if left > 0:
                self._next[host] = self.clock() + left
                return
        self._next[host] = self.clock() + self.max_age
        task = asyncio.ensure_future(self._ask(host))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def spider_closed(self) -> None:
        """End what still waits; another run asks."""
        for task in self._tasks:
            task.cancel()

    def _holds(self, verdict: str) -> float:
        return self.retry_after if verdict.startswith(NOT_NOW) else self.max_age

    async def _ask(self, host: str) -> None:
        asked = Request(
            f"https://{host}/{TDMREP_FILE}",
            meta={
                MAY_BE_EMPTY: True,
                CUT_AT: MOST_READ,
                "max_retry_times": 0,
                ABOUT: {"kind": "robots"},
            },
            callback=NO_CALLBACK,
        )
        text = ""
        status: int | None
        try:
            assert self.crawler.engine is not None
            response = await self.crawler.engine.download_async(asked)
            status = response.status
            text = text_of(response.body)
            verdict = judge(response.status, text)
        except (OverBudget, RobotsUnavailable):
            return
        except RobotsDenied:
            return  # it is the host's will, and robots.txt is kept
        except Exception as error:
            outcome = classify(error)
            status, verdict = outcome.status, NOT_NOW + outcome.text
        self._next[host] = self.clock() + self._holds(verdict)
        now = utc_text(datetime.now(UTC))
        body = text.encode() if verdict == RULES else b""
        self.memory.keep(Answer(host, now, status, body, verdict, TDMREP_FILE))


def text_of(body: bytes) -> str:
    """Return a JSON file as text; UTF-16 and UTF-32, which some editors write, are told apart."""
    return body.decode(json.detect_encoding(body), "replace")


def judge(status: int, text: str) -> str:
    """Return the verdict on an answer: "rules", "none", or "not now: " and why.

    Rules are what `rules_of` finds; a file without any, with status 200, is none.
    """
    if status == 200:
        return RULES if rules_of(text) else NO_RULES
    if status == 204 or (400 <= status < 500 and status not in NOT_NOW_STATUSES):
        return NO_RULES
    return f"{NOT_NOW}HTTP status {status}"
