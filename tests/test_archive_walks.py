"""The rows of walks: how they end, wait, are gone on with, and are narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive.walks import WAIT_SECONDS
from tests.archives import rows

if TYPE_CHECKING:
    from pipelines.archive import ArchiveSession
    from tests.archives import Clock

pytest_plugins = ["tests.archive_fixtures"]

TERKINI = "https://bali.antaranews.com/terkini"
JANUARY = ("2026-01-01", "2026-01-31")


def begin(session: ArchiveSession, days=JANUARY):
    return session.open_walk("bali", "terkini", TERKINI, *days)


def test_a_walk_is_gone_on_with_where_it_was(session: ArchiveSession) -> None:
    walk = begin(session)
    session.save_walk(walk.id, {"page": 7, "oldest": "2026-01-20"}, 7, 70, 68)
    (again,) = session.walks("bali")
    assert (again.position, again.pages, again.named) == (
        {"page": 7, "oldest": "2026-01-20"},
        7,
        70,
    )
    session.end_walk(walk.id, "failed", "HTTP status 503")
    assert session.walks("bali") == []
    session.resume_walk(walk.id)
    assert session.walks("bali")[0].position["page"] == 7


def test_failures_in_a_row_make_it_wait_and_an_end_forgets_them(
    session: ArchiveSession, clock: Clock
) -> None:
    walk = begin(session)
    waits = []
    for _ in range(len(WAIT_SECONDS) + 1):
        session.end_walk(walk.id, "failed", "HTTP status 500")
        (row,) = session.walks("bali", ("failed",))
        waits.append(row.next_try)
    assert waits[:2] == [None, None]
    assert waits[2:] == sorted(filter(None, waits))
    assert waits[-1] == waits[-2]
    session.end_walk(walk.id, "done", "it was read to the first wanted day")
    (row,) = session.walks("bali", ("done",))
    assert (row.tries, row.next_try) == (0, None)


def test_each_reading_to_the_end_counts(session: ArchiveSession) -> None:
    walk = begin(session)
    for _ in range(2):
        session.end_walk(walk.id, "done", "")
        session.reopen_walk(walk.id)
    session.end_walk(walk.id, "failed", "timeout")
    assert rows(session, "SELECT readings, state FROM walks") == [(2, "failed")]


def test_a_listing_that_ended_early_leaves_the_rest_as_not_there(session: ArchiveSession) -> None:
    walk = begin(session)
    session.narrow_walk(walk.id, "2026-01-10", "2026-01-09", "the listing ends at 2026-01-09")
    assert rows(session, "SELECT since, until, state, readings FROM walks ORDER BY since") == [
        ("2026-01-01", "2026-01-09", "nothing", 0),
        ("2026-01-10", "2026-01-31", "done", 1),
    ]


def test_of_two_walks_over_the_same_days_the_newer_one_is_kept(session: ArchiveSession) -> None:
    old = begin(session, ("2026-01-10", "2026-01-31"))
    session.end_walk(old.id, "done", "")
    walk = begin(session)
    session.narrow_walk(walk.id, "2026-01-10", "2026-01-09", "the listing ends at 2026-01-09")
    assert rows(session, "SELECT id, state FROM walks WHERE since = '2026-01-10'") == [
        (walk.id, "done")
    ]
