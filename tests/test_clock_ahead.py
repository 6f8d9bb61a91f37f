"""A clock that was ahead once: nothing after now counts as walked."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlite_utils.utils import sqlite3

from crawler.clock import utc_text
from pipelines.archive import BureauState
from tests.archives import Clock, rows, value
from tests.minisite import BALI, MiniSite, held, span

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive import ArchiveSession

pytest_plugins = ["tests.archive_fixtures"]

START = "2026-11-01T00:00:00Z"
GOOD = "2026-11-10T10:00:00Z"
AHEAD = "2026-12-23T10:00:00Z"
NOW = "2026-11-23T10:00:00Z"


def crawl(
    session: ArchiveSession, clock: Clock, at: str, complete_from: str, *, complete: bool = True
) -> None:
    """A run of latest that walks bali from a moment on to its own."""
    clock.now = at
    session.begin_run("crawl latest", {})
    if complete:
        session.finish_walk("bali", complete_from, at)
    session.finish_run("finished", {"bali": {"complete": complete}})


def test_what_a_clock_ahead_completed_is_believed_up_to_the_good_walk_before(
    session: ArchiveSession, clock: Clock
) -> None:
    crawl(session, clock, GOOD, START)
    crawl(session, clock, "2026-11-11T10:00:00Z", GOOD, complete=False)
    crawl(session, clock, AHEAD, GOOD)
    # A run with the right clock again that did not end well; then it counts, whatever it says.
    crawl(session, clock, "2026-11-12T10:00:00Z", GOOD, complete=False)
    clock.now = NOW
    assert session.state("bali") == BureauState(START, GOOD)
    assert session.state("ambon") == BureauState(None, None)
    crawl(session, clock, NOW, GOOD)
    assert rows(session, "SELECT complete_from, complete_to FROM bureau_state") == [(START, NOW)]
    clock.now = AHEAD
    assert session.state("bali") == BureauState(START, NOW)


def test_without_a_good_walk_before_nothing_but_the_beginning_is_believed(
    session: ArchiveSession, clock: Clock
) -> None:
    session.finish_run("finished", {})
    crawl(session, clock, AHEAD, START)
    clock.now = NOW
    assert session.state("bali") == BureauState(START, START)


@pytest.mark.parametrize("good", [True, False])
def test_a_span_that_lies_ahead_as_a_whole_is_not_believed(
    session: ArchiveSession, clock: Clock, *, good: bool
) -> None:
    session.finish_run("finished", {})
    crawl(session, clock, GOOD, START, complete=good)
    crawl(session, clock, AHEAD, "2026-12-16T10:00:00Z")
    clock.now = NOW
    believed = (GOOD, GOOD) if good else (None, None)
    assert session.state("bali") == BureauState(*believed)
    crawl(session, clock, NOW, GOOD)
    assert rows(session, "SELECT complete_from, complete_to FROM bureau_state") == [(GOOD, NOW)]


def test_nothing_after_now_is_written_as_walked(session: ArchiveSession, clock: Clock) -> None:
    """The clock is set right while a walk is under way."""
    clock.now = NOW
    session.finish_walk("bali", GOOD, AHEAD)
    session.finish_walk("ambon", "2026-12-16T10:00:00Z", AHEAD)
    assert session.state("bali") == BureauState(GOOD, NOW)
    assert session.state("ambon") == BureauState(None, None)
    assert value(session, "SELECT max(complete_to) FROM bureau_state") == NOW


def test_crawl_after_one_with_a_clock_ahead_misses_nothing(archive: Path) -> None:
    """What that one left: its run and the span lie ahead, and it read the first page."""

    def later(hours: int) -> str:
        return utc_text(dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours))

    with MiniSite(count=5, hours=0.1) as site:
        site.crawl(archive)
        with closing(sqlite3.connect(archive)) as connection, connection:
            connection.execute(
                "INSERT INTO runs (command, options, pid, started_at, finished_at) "
                "VALUES ('crawl latest', '{}', 1, ?, ?)",
                (later(24 * 30), later(24 * 30)),
            )
            connection.execute(
                "UPDATE bureau_state SET complete_from = ?, complete_to = ?",
                (later(24 * 23), later(24 * 30)),
            )
        site.publish("bali", 25)
        site.forget()
        run = site.crawl(archive)
        assert site.asked(f"{BALI}/terkini/3")
        assert held(archive) == site.keys()
    assert run.status == 0
    walked = span(archive)
    assert walked is not None
    assert walked[1] <= later(0)
