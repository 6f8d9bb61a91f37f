"""What runs leave of hosts and of themselves: files of rules, requests, the newest time."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from pipelines.archive import ArchiveRefused, ArchiveSession
from pipelines.archive.runs import last_moment
from tests.archives import NOW, Clock, rows, value

pytest_plugins = ["tests.archive_fixtures"]

HOST = "bali.antaranews.com"
TDMREP = ".well-known/tdmrep.json"
DAYS = [f"2026-11-{day:02}T00:00:00Z" for day in range(1, 10)]
ROBOTS = "SELECT host, file, status, verdict, fetched_at, last_seen FROM robots ORDER BY id"


# Files of rules


def test_each_change_is_a_version_and_going_back_is_one_too(session: ArchiveSession) -> None:
    answers = ["A", "A", "B", "A", "A"]
    for moment, body in zip(DAYS, answers, strict=False):
        session.save_robots(HOST, moment, 200, body, "rules")
    assert rows(session, "SELECT body, fetched_at, last_seen FROM robots ORDER BY id") == [
        ("A", DAYS[0], DAYS[1]),
        ("B", DAYS[2], DAYS[2]),
        ("A", DAYS[3], DAYS[4]),
    ]
    assert session.robots(HOST).body == "A"
    assert session.robots(HOST).fetched_at == DAYS[3]


@pytest.mark.parametrize(
    "other",
    [(200, "A", "closed"), (403, "A", "rules"), (200, None, "rules"), (None, None, "not now: x")],
)
def test_another_status_body_or_verdict_is_another_answer(
    session: ArchiveSession, other: tuple
) -> None:
    session.save_robots(HOST, DAYS[0], 200, "A", "rules")
    session.save_robots(HOST, DAYS[1], *other)
    assert value(session, "SELECT count(*) FROM robots") == 2
    last = session.robots(HOST)
    assert (last.status, last.body, last.verdict) == other
    # The same failure again is the same answer.
    session.save_robots(HOST, DAYS[2], *other)
    assert value(session, "SELECT count(*) FROM robots") == 2
    assert session.robots(HOST).last_seen == DAYS[2]


def test_each_host_and_file_has_versions_of_its_own(session: ArchiveSession) -> None:
    session.save_robots(HOST, DAYS[0], 200, "A", "rules")
    session.save_robots(HOST, DAYS[1], 404, None, "none", TDMREP)
    session.save_robots("ambon.antaranews.com", DAYS[2], 200, "A", "rules")
    session.save_robots(HOST, DAYS[3], 200, "A", "rules")
    assert rows(session, ROBOTS) == [
        (HOST, "robots.txt", 200, "rules", DAYS[0], DAYS[3]),
        (HOST, TDMREP, 404, "none", DAYS[1], DAYS[1]),
        ("ambon.antaranews.com", "robots.txt", 200, "rules", DAYS[2], DAYS[2]),
    ]
    assert session.robots(HOST, TDMREP).status == 404
    assert session.robots("jogja.antaranews.com") is None
    assert session.robots("ambon.antaranews.com", TDMREP) is None


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b"User-agent: *\n", "User-agent: *\n"),
        ("Disallow: /é\n", "Disallow: /é\n"),
        (b"Disallow: /\xff\n", "Disallow: /\ufffd\n"),
        (b"", ""),
        (None, None),
    ],
)
def test_the_hash_is_of_what_is_kept(
    session: ArchiveSession, body: str | bytes | None, kept: str | None
) -> None:
    session.save_robots(HOST, DAYS[0], 200, body, "rules")
    digest = None if kept is None else hashlib.sha256(kept.encode()).hexdigest()
    assert rows(session, "SELECT body, sha256 FROM robots") == [(kept, digest)]


def test_the_last_answer_is_found_along_an_index(session: ArchiveSession) -> None:
    plan = rows(
        session,
        "EXPLAIN QUERY PLAN SELECT body FROM robots WHERE host = ? AND file = ? "
        "ORDER BY id DESC LIMIT 1",
        HOST,
        TDMREP,
    )
    assert [step[3] for step in plan] == [
        "SEARCH robots USING INDEX robots_host (host=? AND file=?)"
    ]


# What was asked of each host


def host(name: str = HOST, **changes: Any) -> dict[str, Any]:
    return {
        "host": name,
        "requests": 3,
        "bytes": 1_000,
        "statuses": {"304": 1, "200": 1, "timeout": 1},
        "smallest_gap": 2.5,
        "mean_gap": 3.25,
        "retries": 1,
        **changes,
    }


def test_what_was_asked_is_written_and_a_later_count_replaces_it(session: ArchiveSession) -> None:
    session.save_hosts([host(), host("ambon.antaranews.com", requests=1, smallest_gap=None)])
    session.save_hosts([host(requests=4, statuses={"200": 3, "timeout": 1})])
    columns = "host, requests, bytes, smallest_gap, mean_gap, retries"
    assert rows(session, f"SELECT {columns} FROM run_hosts ORDER BY host") == [
        ("ambon.antaranews.com", 1, 1_000, None, 3.25, 1),
        (HOST, 4, 1_000, 2.5, 3.25, 1),
    ]
    statuses = value(session, "SELECT statuses FROM run_hosts WHERE host = ?", HOST)
    assert json.loads(statuses) == {"200": 3, "timeout": 1}
    session.save_hosts([])
    assert value(session, "SELECT count(*) FROM run_hosts") == 2


def test_each_run_has_its_own_counts(session: ArchiveSession) -> None:
    first = session.run
    session.save_hosts([host()])
    session.finish_run("finished", {})
    session.save_hosts([host(requests=99)])  # outside of a run: nothing to write it to
    second = session.begin_run("crawl latest", {})
    session.save_hosts([host(requests=5)])
    assert rows(session, "SELECT run, requests FROM run_hosts ORDER BY run") == [
        (first, 3),
        (second, 5),
    ]


def test_a_count_that_is_no_number_is_refused(session: ArchiveSession) -> None:
    with pytest.raises(ArchiveRefused):
        session.save_hosts([host(requests="many")])
    assert value(session, "SELECT count(*) FROM run_hosts") == 0


# The newest time


def test_the_newest_time_is_the_end_or_else_the_beginning(
    session: ArchiveSession, clock: Clock
) -> None:
    assert last_moment(session._db) == NOW
    clock.now = DAYS[0]
    session.finish_run("finished", {})
    assert last_moment(session._db) == DAYS[0]
    session.begin_run("crawl latest", {})
    clock.now = "2026-12-01T00:00:00Z"
    session.finish_run("finished", {})
    assert last_moment(session._db) == clock.now
    session._db.execute("DELETE FROM runs")
    assert last_moment(session._db) is None


def test_a_clock_that_was_set_back_is_told(session: ArchiveSession, clock: Clock) -> None:
    session.finish_run("finished", {})
    session.notes.clear()
    session.begin_run("crawl latest", {})
    assert session.notes == []
    clock.now = "2026-01-01T00:00:00Z"
    session.begin_run("crawl latest", {})
    (note,) = session.notes
    assert clock.now in note
    assert NOW in note
    assert "check the clock" in note
