"""What is known of a robots.txt holds for a day, a failure for an hour, in every process.

Status by what is remembered by kind of failure, without a network: an engine that answers as it
is told, and an archive that is a dictionary.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)
from scrapy.http import TextResponse

from crawler import errors
from crawler.clock import utc_text
from crawler.middlewares.robots import Robots
from crawler.middlewares.robots_memory import NOT_NOW
from pipelines.archive import ArchiveError

HOST = "bali.antaranews.com"
RULES = b"User-agent: *\nDisallow: /ajax/\n"
NEW_RULES = b"User-agent: *\nDisallow: /berita/\n"
DAY, HOUR = 86400.0, 3600.0


@dataclass
class Row:
    last_seen: str
    status: int | None
    body: str | None
    verdict: str


class Session:
    """Stands for the archive."""

    opened = True

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Row] = {}
        self.saved: list[tuple[Any, ...]] = []

    def robots(self, host, file):
        return self.rows.get((host, file))

    def save_robots(self, host, fetched_at, status, body, verdict, file):
        self.saved.append((host, status, body, verdict, file))
        self.rows[host, file] = Row(fetched_at, status, body.decode(), verdict)

    def put(self, ago: float, status: int | None, body: str, verdict: str, host: str = HOST):
        seen = utc_text(datetime.now(UTC) - timedelta(seconds=ago))
        self.rows[host, "robots.txt"] = Row(seen, status, body, verdict)


class Engine:
    """Stands for Scrapy's; an answer is (status, body) or an error."""

    def __init__(self, answer) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def download_async(self, request):
        self.asked.append(request.url)
        if isinstance(self.answer, Exception):
            raise self.answer
        status, body = self.answer
        return TextResponse(request.url, status=status, body=body, request=request)


class FakeCrawler:
    stats = None

    def __init__(self, engine, session) -> None:
        self.engine = engine
        self.archive_session = session

    def get_extension(self, _):
        return None


def judged(session, answer, *paths: str, scheme: str = "https", clock=None) -> tuple[str, int]:
    """What becomes of /berita/1/a and /ajax/1, as letters, and how often robots.txt was asked."""
    engine = Engine(answer)
    extra = {} if clock is None else {"clock": clock}
    robots = Robots(FakeCrawler(engine, session), DAY, HOUR, **extra)

    async def scenario():
        letters = ""
        for path in paths or ("/berita/1/a", "/ajax/1"):
            try:
                await robots.process_request(Request(f"{scheme}://{HOST}{path}"))
                letters += "+"
            except errors.RobotsDenied:
                letters += "-"
            except errors.RobotsUnavailable:
                letters += "?"
            except errors.OverBudget:
                letters += "b"
        return letters

    return asyncio.run(scenario()), len(engine.asked)


REMEMBERED = {
    # what the archive holds: (put, what holds then; None: it must be asked)
    "nothing": (None, None),
    "rules of an hour ago": ((HOUR, 200, RULES.decode(), "rules"), "+-"),
    "rules of almost a day": ((DAY - 60, 200, RULES.decode(), "rules"), "+-"),
    "rules of more than a day": ((DAY + 60, 200, RULES.decode(), "rules"), None),
    "rules from the future": ((-HOUR, 200, RULES.decode(), "rules"), None),
    "rules that were no UTF-8": ((HOUR, 200, "User-agent: *\ufffd\n", "rules"), None),
    "none of an hour ago": ((HOUR, 404, "", "no rules"), "++"),
    "none of more than a day": ((DAY + 60, 404, "", "no rules"), None),
    "503 of a moment ago": ((60, 503, "", f"{NOT_NOW}HTTP status 503"), "??"),
    "503 of more than an hour": ((HOUR + 60, 503, "", f"{NOT_NOW}HTTP status 503"), None),
    "a cut answer of a moment ago": ((60, 200, "", f"{NOT_NOW}the answer is empty"), "??"),
    "a timeout of a moment ago": ((60, None, "", f"{NOT_NOW}timeout"), "??"),
    "a timeout of more than an hour": ((HOUR + 60, None, "", f"{NOT_NOW}timeout"), None),
}
ANSWERS = {
    # what robots.txt answers now: (answer, what holds then, the verdict that is kept)
    "200": ((200, NEW_RULES), "-+", "rules"),
    "200, empty": ((200, b""), "++", "no rules"),
    "204": ((204, b""), "++", "no rules"),
    **{
        str(status): ((status, b"x"), "++", "no rules")
        for status in (400, 404, 405, 406, 408, 410, 418, 425, 451, 499)
    },
    **{
        str(status): ((status, b"x"), "??", f"{NOT_NOW}HTTP status {status}")
        for status in (401, 403, 429, 500, 502, 503, 504, 520, 599, 304, 206)
    },
    "a page": ((200, b"<html>"), "??", f"{NOT_NOW}a web page instead of rules"),
    "binary": ((200, bytes(range(256))), "??", f"{NOT_NOW}not a text"),
    "timeout": (DownloadTimeoutError("slow"), "??", f"{NOT_NOW}slow"),
    "refused": (DownloadConnectionRefusedError("shut"), "??", f"{NOT_NOW}shut"),
    "cut off": (errors.Incomplete("cut", 200), "??", f"{NOT_NOW}cut"),
    "off the site": (errors.OffSite("away", 302), "??", f"{NOT_NOW}away"),
    "a loop": (errors.RedirectLoop("round", 302), "??", f"{NOT_NOW}round"),
    "no such name": (CannotResolveHostError("no name"), "??", None),
    "a private address": (errors.PrivateAddress("10.0.0.1"), "??", None),
    "something else": (KeyError("x"), "??", f"{NOT_NOW}'x'"),
}


@pytest.mark.parametrize("now", ANSWERS)
@pytest.mark.parametrize("before", REMEMBERED)
def test_status_by_cache_by_kind(before, now):
    put, holds = REMEMBERED[before]
    answer, says, verdict = ANSWERS[now]
    session = Session()
    if put is not None:
        session.put(*put)
    found, asked = judged(session, answer)
    if holds is not None:
        assert (found, asked, session.saved) == (holds, 0, [])
        return
    # Also where older rules are known: they are not used when they are due.
    assert (found, asked) == (says, 1)
    kept = [row[3] for row in session.saved]
    assert kept == ([verdict] if verdict is not None else [])


def test_what_one_process_learns_holds_for_the_next():
    session = Session()
    assert judged(session, (200, RULES)) == ("+-", 1)
    assert judged(session, (500, b"")) == ("+-", 0)


def test_a_failure_holds_for_the_next_process_too_and_says_since_when():
    session = Session()
    assert judged(session, (503, b"")) == ("??", 1)
    assert judged(session, (200, RULES)) == ("??", 0)
    engine = Engine((200, RULES))
    robots = Robots(FakeCrawler(engine, session), DAY, HOUR)

    async def why():
        with pytest.raises(errors.RobotsUnavailable) as caught:
            await robots.process_request(Request(f"https://{HOST}/berita/1/a"))
        return caught.value

    error = asyncio.run(why())
    assert error.status == 503
    assert error.reason.startswith("robots.txt: HTTP status 503, at 20")


def test_the_age_in_the_archive_counts_on_in_the_process():
    session, now = Session(), [0.0]
    session.put(DAY - 100, 200, RULES.decode(), "rules")
    engine = Engine((200, NEW_RULES))
    robots = Robots(FakeCrawler(engine, session), DAY, HOUR, clock=lambda: now[0])

    async def opened() -> bool:
        try:
            await robots.process_request(Request(f"https://{HOST}/berita/1/a"))
        except errors.RobotsDenied:
            return False
        return True

    async def scenario():
        before = await opened()
        now[0] = 90.0
        still = await opened()
        now[0] = 110.0
        session.rows.clear()  # which has grown old by the wall clock as well
        return before, still, await opened(), len(engine.asked)

    assert asyncio.run(scenario()) == (True, True, False, 1)


def test_http_and_https_are_kept_apart():
    session = Session()
    assert judged(session, (200, RULES), scheme="http") == ("+-", 1)
    assert judged(session, (200, b""), scheme="https") == ("++", 1)
    assert judged(session, (500, b""), scheme="http") == ("+-", 0)
    assert [row[0] for row in session.saved] == [f"http://{HOST}", HOST]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_what_is_kept_is_what_was_read(encoding):
    session = Session()
    assert judged(session, (200, RULES.decode().encode(encoding))) == ("+-", 1)
    assert session.saved == [(HOST, 200, RULES, "rules", "robots.txt")]
    assert judged(session, (500, b"")) == ("+-", 0)


def test_a_page_of_errors_is_not_kept():
    session = Session()
    judged(session, (404, b"<html>" * 1000))
    assert session.saved == [(HOST, 404, b"", "no rules", "robots.txt")]


def test_an_archive_that_cannot_be_read_is_as_if_it_knew_nothing():
    session = Session()
    session.put(60, 200, "", "no rules")

    def broken(*_):
        raise ArchiveError("locked")

    session.robots = broken
    assert judged(session, (200, RULES)) == ("+-", 1)


def test_what_may_not_be_asked_for_closes_nothing():
    session = Session()
    over = errors.OverBudget("its budget of 1 request is spent")
    assert judged(session, over) == ("bb", 2)
    assert session.saved == []
