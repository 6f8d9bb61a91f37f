"""What is asked for next: in the wanted order, along indexes, whatever waits and whatever clock."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from pipelines.archive import ArchiveSession, Failed, Gone, NotModified, Want, leasing
from pipelines.archive.clock import later
from pipelines.archive.leasing import (
    FARTHEST_SECONDS,
    MAX_TRIES,
    PLAINLY_EVERY,
    RETRY_AFTER_SECONDS,
    after_failure,
    asks_plainly,
    come_due,
    lease_query,
)
from pipelines.archive.revisits import PLAN
from pipelines.archive.tokens import ASKED_FOR, BACKFILL, KNOWN_ONLY, LATEST
from tests.archives import NOW, Clock, found, rows, stored, value

pytest_plugins = ["tests.archive_fixtures"]

DAY = 86_400
YEARS = 4_000 * DAY


def leased(session: ArchiveSession, want: Want | None = None, bureau: str = "bali") -> list[int]:
    ids = []
    while row := session.lease(bureau, want or Want()):
        ids.append(row.article_id)
    return ids


def fail(session: ArchiveSession, article_id: int) -> str:
    (result,) = session.store([Failed(session.frontier_id("bali", article_id), "timeout")])
    return result


# What is wanted, and in which order

FOUND = [
    found(1, day="2019-05-02", priority=BACKFILL),
    found(2, day="2019-05-01", priority=BACKFILL),
    found(3, day="2019-05-01", priority=BACKFILL),
    found(4, day="2019-05-03", priority=KNOWN_ONLY),
    found(5, priority=BACKFILL),
    found(6, priority=ASKED_FOR),
    found(7, day="2019-05-02", priority=LATEST),
    found(8, priority=LATEST),
]


@pytest.mark.parametrize(
    ("want", "order"),
    [
        (Want(), [8, 7]),
        (Want(least=ASKED_FOR), [8, 7, 6]),
        (Want(least=ASKED_FOR, most=ASKED_FOR), [6]),
        (Want(least=BACKFILL), [8, 7, 6, 5, 3, 2, 1]),
        (Want(least=KNOWN_ONLY), [8, 7, 6, 5, 3, 2, 1, 4]),
        (Want(least=BACKFILL, oldest_first=True), [1, 2, 3, 5, 6, 7, 8]),
        (Want(least=BACKFILL, most=ASKED_FOR, oldest_first=True), [1, 2, 3, 5, 6]),
        (Want(least=KNOWN_ONLY, oldest_first=True), [4, 1, 2, 3, 5, 6, 7, 8]),
    ],
)
def test_the_order_of_what_is_wanted(session: ArchiveSession, want: Want, order: list[int]) -> None:
    session.add_found(FOUND)
    session.add_found([found(9, "ambon", day="2019-05-01")])
    assert leased(session, want) == order


def test_what_one_crawl_has_leased_another_want_does_not_get(session: ArchiveSession) -> None:
    session.add_found(FOUND)
    assert leased(session) == [8, 7]
    assert leased(session, Want(least=BACKFILL)) == [6, 5, 3, 2, 1]


WANTS = [
    Want(least=least, most=most, oldest_first=oldest_first)
    for least, most, oldest_first in itertools.product(
        (KNOWN_ONLY, LATEST), (None, LATEST), (False, True)
    )
]


def plan_of(session: ArchiveSession, sql: str, values: Any) -> list[str]:
    cursor = session._db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", values)
    return [row[3] for row in cursor]


@pytest.mark.parametrize("want", WANTS, ids=str)
def test_a_lease_walks_an_index_from_its_first_row(session: ArchiveSession, want: Want) -> None:
    (step,) = plan_of(session, *lease_query("bali", want))
    # One step, so nothing is sorted; next_try stands in it, so nothing that waits is walked over.
    assert step.startswith("SEARCH frontier USING INDEX frontier_lease")
    assert "(bureau=? AND next_try=?" in step
    assert "priority>?" in step


@pytest.mark.parametrize(
    ("sql", "values", "index"),
    [
        (leasing._DUE, ("bali", NOW, 1), "COVERING INDEX frontier_lease (bureau=? AND next_try<?)"),
        (
            leasing._BEYOND,
            ("bali", NOW, 1),
            "COVERING INDEX frontier_lease (bureau=? AND next_try>?)",
        ),
        (
            leasing._REVISITED,
            ("bali", NOW),
            "INDEX frontier_revisit (bureau=? AND revisit_at<?)",
        ),
    ],
    ids=["due", "beyond", "revisit"],
)
def test_what_comes_due_is_found_along_an_index(
    session: ArchiveSession, sql: str, values: tuple, index: str
) -> None:
    assert plan_of(session, sql, values) == [f"SEARCH frontier USING {index}"]


def test_planning_anew_walks_the_revisits_that_lie_too_far(session: ArchiveSession) -> None:
    values = {"bureau": "bali", "farthest": NOW, "now": NOW, "most": 1}
    first, second = plan_of(session, leasing._TOO_FAR, values)
    assert first == "SEARCH f USING INDEX frontier_revisit (bureau=? AND revisit_at>?)"
    assert second.startswith("SEARCH a USING INDEX")


def test_leasing_does_the_same_work_whatever_waits(session: ArchiveSession) -> None:
    """Counted in steps of SQLite's machine, which do not depend on the clock or the computer."""

    def steps() -> int:
        count = 0

        def tick() -> int:
            nonlocal count
            count += 1
            return 0

        session._db.conn.set_progress_handler(tick, 10)
        given = [session.lease("bali", Want(least=BACKFILL)) for _ in range(5)]
        assert session.lease_revisit("bali") is None
        session._db.conn.set_progress_handler(None, 0)
        for row in given:
            session.release(row.frontier_id)
        return count

    session.add_found(found(n) for n in range(1, 30))
    few = steps()
    session.add_found(found(n, priority=LATEST) for n in range(1_000, 6_000))
    session._db.execute(
        "UPDATE frontier SET next_try = ? WHERE article_id >= 1000", (later(NOW, 3_600),)
    )
    assert steps() <= few + 3


# Failed tries wait, and come due


def test_the_delays_grow_and_end() -> None:
    assert list(RETRY_AFTER_SECONDS) == sorted(RETRY_AFTER_SECONDS)
    moments = [after_failure(tries, NOW) for tries in range(1, MAX_TRIES + 2)]
    assert moments == [*(later(NOW, seconds) for seconds in RETRY_AFTER_SECONDS), None, None]


def test_a_lease_wakes_what_has_come_due_and_nothing_else(
    session: ArchiveSession, clock: Clock
) -> None:
    session.add_found([found(1), found(2), found(3)])
    fail(session, 3)
    fail(session, 2)
    fail(session, 2)
    assert leased(session) == [1]
    clock.now = later(NOW, 600)
    assert leased(session) == [3]
    assert rows(session, "SELECT article_id, next_try FROM frontier ORDER BY 1") == [
        (1, None),
        (2, later(NOW, 3_600)),
        (3, None),
    ]
    clock.now = later(NOW, 3_600)
    assert leased(session) == [2]


def test_what_comes_due_takes_its_place_in_the_order(session: ArchiveSession, clock: Clock) -> None:
    session.add_found([found(1), found(2), found(3)])
    fail(session, 2)
    clock.now = later(NOW, DAY)
    assert leased(session) == [3, 2, 1]


def test_many_come_due_in_parts(session: ArchiveSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leasing, "WOKEN_AT_ONCE", 3)
    session.add_found(found(n) for n in range(1, 11))
    session._db.execute("UPDATE frontier SET next_try = ?", (NOW,))
    waiting = "SELECT count(*) FROM frontier WHERE next_try IS NOT NULL"
    assert session.lease("bali") is not None
    assert value(session, waiting) == 7
    assert len(leased(session)) == 9


def test_a_try_that_a_wrong_clock_put_far_ahead_counts_as_due(
    session: ArchiveSession, clock: Clock
) -> None:
    session.add_found([found(1), found(2)])
    clock.now = later(NOW, YEARS)
    fail(session, 1)
    clock.now = NOW
    assert leased(session) == [2, 1]


@pytest.mark.parametrize(("beyond", "due"), [(0, []), (1, [1])])
def test_the_longest_delay_is_believed(session: ArchiveSession, beyond: int, due: list) -> None:
    session.add_found([found(1)])
    moment = later(NOW, FARTHEST_SECONDS + beyond)
    session._db.execute("UPDATE frontier SET next_try = ?", (moment,))
    assert leased(session) == due


def test_every_delay_is_believed_by_a_clock_that_is_right(session: ArchiveSession) -> None:
    session.add_found([found(1)])
    for tries in range(1, MAX_TRIES):
        session._db.execute("UPDATE frontier SET next_try = ?", (after_failure(tries, NOW),))
        assert come_due(session._db, "bali", NOW) == []


def test_only_a_bureaus_own_rows_come_due(session: ArchiveSession, clock: Clock) -> None:
    session.add_found([found(1), found(1, "ambon")])
    session._db.execute("UPDATE frontier SET next_try = ?", (NOW,))
    assert leased(session, bureau="ambon") == [1]
    assert value(session, "SELECT next_try FROM frontier WHERE bureau = 'bali'") == NOW


def test_nothing_is_leased_before_the_archive_is_open(folder: Any, clock: Clock) -> None:
    with ArchiveSession.claim(folder / "archive.db", "live", clock=clock) as session:
        assert session.lease("bali") is None
        assert session.lease_revisit("bali") is None


# Held articles


def revisited(session: ArchiveSession) -> list[int]:
    ids = []
    while row := session.lease_revisit("bali"):
        ids.append(row.article_id)
    return ids


def at(published: str, **changes: Any) -> dict[str, Any]:
    return {"published_utc": published, **changes}


def test_held_articles_come_when_they_are_due_longest_due_first(
    session: ArchiveSession, clock: Clock
) -> None:
    session.store([stored(n, **at(f"2026-11-23T0{9 - n}:00:00Z")) for n in range(1, 5)])
    assert revisited(session) == []
    clock.now = "2026-11-24T06:59:59Z"
    assert revisited(session) == [4, 3]
    clock.now = "2026-11-24T08:00:00Z"
    assert revisited(session) == [2, 1]


def test_a_revisit_brings_what_is_needed_to_ask(session: ArchiveSession, clock: Clock) -> None:
    session.store([stored(7, last_modified="Mon, 23 Nov 2026 08:00:00 GMT")])
    clock.now = "2026-12-23T00:00:00Z"
    row = session.lease_revisit("bali")
    assert (row.bureau, row.article_id, row.kind) == ("bali", 7, "article")
    assert row.held is True
    assert (row.etag, row.last_modified) == ('"a1"', "Mon, 23 Nov 2026 08:00:00 GMT")
    assert (row.revisits, row.tries, row.conditional) == (0, 0, True)
    # The other way round: what is to be found for the first time is no revisit.
    session.add_found([found(8)])
    assert session.lease("bali").held is False


@pytest.mark.parametrize(
    ("changes", "conditional"),
    [
        ({}, True),
        ({"etag": None, "last_modified": "Mon, 23 Nov 2026 08:00:00 GMT"}, True),
        ({"etag": None}, False),
        ({"article_id": 10}, False),  # its turn to be asked plainly
    ],
)
def test_validators_are_sent_where_there_are_any(
    session: ArchiveSession, clock: Clock, changes: dict, conditional: bool
) -> None:
    session.store([stored(**changes)])
    clock.now = "2026-12-23T00:00:00Z"
    assert session.lease_revisit("bali").conditional is conditional


def test_what_is_missing_is_asked_for_plainly(session: ArchiveSession, clock: Clock) -> None:
    """Validators could make a server answer 304 for a page that nobody can see."""
    session.store([stored(1, **at("2026-11-23T09:00:00Z"))])
    for moment in ("2026-11-24T09:00:00Z", "2026-11-30T09:00:00Z"):
        clock.now = moment
        row = session.lease_revisit("bali")
        assert row.conditional is (moment < "2026-11-30")
        session.store([Gone(row.frontier_id, 404, conditional=row.conditional)])


def test_one_of_ten_is_asked_plainly_spread_over_articles_and_revisits() -> None:
    plainly = [[asks_plainly(n, revisits) for n in range(100)] for revisits in range(3)]
    assert [sum(each) for each in plainly] == [100 // PLAINLY_EVERY] * 3
    assert not any(all(both) for both in zip(*plainly, strict=True))


def test_a_leased_revisit_is_not_given_twice_and_can_be_given_back(
    session: ArchiveSession, clock: Clock
) -> None:
    session.store([stored(1), stored(2)])
    clock.now = "2026-12-23T00:00:00Z"
    first = session.lease_revisit("bali")
    assert len(revisited(session)) == 1
    session.release(first.frontier_id)
    assert session.lease_revisit("bali") == first
    session.add_found([])  # writes the leases
    assert value(session, "SELECT count(*) FROM frontier WHERE lease_run IS NOT NULL") == 2
    session.store([NotModified(first.frontier_id)])
    assert value(session, "SELECT count(*) FROM frontier WHERE lease_run IS NOT NULL") == 1


# Revisits that lie too far ahead


def begin_again(session: ArchiveSession) -> None:
    session.finish_run("finished", {})
    session.begin_run("crawl revisit", {})


def planned(session: ArchiveSession) -> list[str | None]:
    return [row[0] for row in rows(session, "SELECT revisit_at FROM frontier ORDER BY article_id")]


def test_a_run_plans_anew_what_a_wrong_clock_planned(session: ArchiveSession, clock: Clock) -> None:
    ahead = clock.now = later(NOW, YEARS)
    session.store(
        [
            stored(1, fetched_at=ahead, **at("2026-11-23T09:00:00Z")),
            stored(2, fetched_at=ahead, **at("2026-05-01T00:00:00Z")),
            stored(3, fetched_at=ahead, published_utc=None),
        ]
    )
    assert min(planned(session)) > later(NOW, YEARS)
    clock.now = NOW
    begin_again(session)
    assert planned(session) == ["2026-11-24T09:00:00Z", later(NOW, 7 * DAY), later(NOW, DAY)]


def test_a_clock_that_is_behind_moves_nothing(session: ArchiveSession, clock: Clock) -> None:
    session.store([stored(1, **at("2026-11-23T09:00:00Z"))])
    before = planned(session)
    clock.now = "2020-01-01T00:00:00Z"
    begin_again(session)
    assert planned(session) == before


def test_a_shorter_plan_counts_from_the_next_run_on(session: ArchiveSession, clock: Clock) -> None:
    session.revisit_days = (30,)
    session.store(
        [stored(1, **at("2026-11-23T09:00:00Z")), stored(2, **at("2026-11-20T09:00:00Z"))]
    )
    assert planned(session) == ["2026-12-23T09:00:00Z", "2026-12-20T09:00:00Z"]
    session.revisit_days = (1, 2)
    begin_again(session)
    # The second had its first reading after the last point of the new plan.
    assert planned(session) == ["2026-11-24T09:00:00Z", "2026-11-25T10:00:00Z"]


@pytest.mark.parametrize("plan", [PLAN, (1,), (0.25, 1)], ids=str)
def test_planning_anew_leaves_what_waits_for_another_try(
    session: ArchiveSession, clock: Clock, plan: tuple
) -> None:
    """The longest delay may reach beyond a short plan."""
    session.revisit_days = plan
    session.store([stored(1, **at("2026-11-23T09:00:00Z"))])
    clock.now = "2026-11-24T09:00:00Z"
    for _ in range(MAX_TRIES - 1):
        assert fail(session, 1) == "retry"
        waits = planned(session)
        begin_again(session)
        assert planned(session) == waits
    assert waits == [later(clock.now, 3 * DAY)]


def test_planning_anew_goes_through_all_of_them(
    session: ArchiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leasing, "WOKEN_AT_ONCE", 2)
    session.store([stored(n) for n in range(1, 8)])
    session.store([stored(n, "ambon") for n in range(1, 4)])
    session._db.execute("UPDATE frontier SET revisit_at = ?", (later(NOW, YEARS),))
    begin_again(session)
    assert max(planned(session)) <= later(NOW, 8 * DAY)
