"""Settled addresses put back by a person's word, and the counts by which that is decided."""

from __future__ import annotations

import pytest

from pipelines.archive import ArchiveReader, ArchiveSession, Failed, Gone, Rejected
from pipelines.archive.leasing import MAX_TRIES
from tests.archives import NOW, Clock, found, rows, stored, value

pytest_plugins = ["tests.archive_fixtures"]

WHY = {
    11: "timeout: 30 s",
    12: "http_503: HTTP status 503",
    13: "http_50: no such status",
    14: "http_503",
    15: "timeout: of another kind: with a colon",
}
"""Why the failed ones failed, each with all its tries."""


@pytest.fixture
def session(session: ArchiveSession) -> ArchiveSession:
    """An archive with addresses in every state, of two bureaus."""
    session.add_found(found(n) for n in range(1, 30))
    session.add_found([found(n, "ambon", priority=10) for n in (1, 11)])
    of = {n: session.frontier_id("bali", n) for n in range(1, 30)}
    for _ in range(MAX_TRIES):
        session.store([Failed(of[n], why) for n, why in WHY.items()])
        session.store([Failed(session.frontier_id("ambon", 11), "timeout: 30 s")])
    session.store(
        [
            stored(1),
            Gone(of[2], 404),
            Rejected(of[3], "soft_404", "tidak ada"),
            Rejected(of[4], "robots", "Disallow: /"),
            Rejected(of[5], "key_collision", "foto"),
            Failed(of[6], "timeout: 30 s"),
        ]
    )
    return session


def back(session: ArchiveSession) -> list[int]:
    """The ids of settled addresses that are pending again."""
    sql = (
        "SELECT article_id FROM frontier WHERE state = 'pending' AND bureau = 'bali' "
        "AND article_id BETWEEN 1 AND 15 AND article_id NOT BETWEEN 6 AND 10 ORDER BY 1"
    )
    return [row[0] for row in rows(session, sql)]


@pytest.mark.parametrize(
    ("states", "reason", "found", "ids"),
    [
        (("failed",), None, {("failed", "http_50"): 1, ("failed", "http_503"): 2}, [*WHY]),
        (("failed",), "http_503", {("failed", "http_503"): 2}, [12, 14]),
        (("failed",), "http_50", {("failed", "http_50"): 1}, [13]),
        (("failed",), "HTTP_503", {}, []),
        (("failed",), "http_503: HTTP status 503", {}, []),  # the kind is asked for, not the text
        (("failed",), "soft_404", {}, []),
        (("failed",), "%", {}, []),
        (("failed",), "", {}, []),
        (("gone",), None, {("gone", ""): 1}, [2]),
        (("rejected",), None, {("rejected", "soft_404"): 1, ("rejected", "robots"): 1}, [3, 4]),
        (("rejected",), "key_collision", {("rejected", "key_collision"): 1}, [5]),
        (("rejected", "gone"), None, {("rejected", "robots"): 1, ("gone", ""): 1}, [2, 3, 4]),
        ((), None, {}, []),
    ],
)
def test_what_comes_back(
    session: ArchiveSession, states: tuple, reason: str | None, found: dict, ids: list
) -> None:
    would = session.requeue(["bali"], states, reason, dry_run=True)
    assert back(session) == []
    done = session.requeue(["bali"], states, reason)
    assert done == would
    assert done.items() >= found.items()
    assert sum(done.values()) == len(ids)
    assert back(session) == ids
    assert session.requeue(["bali"], states, reason) == {}


def test_a_reason_is_counted_by_its_first_word(session: ArchiveSession) -> None:
    assert session.requeue(None, ("failed",), "timeout") == {("failed", "timeout"): 3}


def test_what_comes_back_is_as_if_it_had_never_been_tried(session: ArchiveSession) -> None:
    before = rows(session, "SELECT id, url, found_at, priority FROM frontier")
    session.requeue(None, ("failed", "gone", "rejected"))
    assert rows(session, "SELECT id, url, found_at, priority FROM frontier") == before
    columns = "tries, next_try, reason, seen, settled_at, lease_run, revisit_at"
    assert set(rows(session, f"SELECT {columns} FROM frontier WHERE article_id IN (2, 3, 11)")) == {
        (0, None, None, None, None, None, None)
    }
    given = []
    while row := session.lease("bali"):
        given.append(row.article_id)
    assert {2, 3, 4, *WHY} <= set(given)
    assert not {1, 5, 6} & set(given)  # held, a collision, waiting


def test_only_of_the_bureaus_that_are_named(session: ArchiveSession) -> None:
    assert session.requeue(["ambon"], ("failed",)) == {("failed", "timeout"): 1}
    assert back(session) == []
    assert session.requeue(["nowhere"], ("failed",)) == {}
    assert session.requeue([], ("failed",)) == {}


def test_observations_of_before_stay(session: ArchiveSession) -> None:
    count = value(session, "SELECT count(*) FROM observations")
    session.requeue(None, ("failed", "gone", "rejected"))
    assert value(session, "SELECT count(*) FROM observations") == count


@pytest.mark.parametrize("state", ["stored", "pending", "faild"])
def test_no_other_state_comes_back(session: ArchiveSession, state: str) -> None:
    with pytest.raises(ValueError, match=f"What is {state} cannot come back"):
        session.requeue(None, (state,))


def test_nothing_comes_back_where_there_is_no_archive(folder, clock: Clock) -> None:
    with ArchiveSession.claim(folder / "none.db", "live", clock=clock) as closed:
        assert closed.requeue(dry_run=True) == {}


def test_the_counts(session: ArchiveSession) -> None:
    with ArchiveReader(session.path) as reader:
        counts = reader.frontier(["bali"])
        assert {row["bureau"] for row in reader.frontier()} == {"ambon", "bali"}
        assert reader.frontier([]) == []
    assert {(row["state"], row["reason"]): row["count"] for row in counts} == {
        ("failed", "http_50"): 1,
        ("failed", "http_503"): 2,
        ("failed", "timeout"): 2,
        ("gone", None): 1,
        ("pending", None): 18,
        ("pending", "timeout"): 1,
        ("rejected", "key_collision"): 1,
        ("rejected", "robots"): 1,
        ("rejected", "soft_404"): 1,
        ("stored", None): 1,
    }
    (waiting,) = [row for row in counts if (row["state"], row["reason"]) == ("pending", "timeout")]
    assert waiting == {
        "bureau": "bali",
        "state": "pending",
        "reason": "timeout",
        "priority": 30,
        "count": 1,
        "due": 0,
        "next_try": "2026-11-23T10:10:00Z",
        "last_try": NOW,
    }
    assert sum(row["due"] for row in counts) == 18


def test_counts_are_told_apart_by_priority(session: ArchiveSession) -> None:
    session.add_found([found(n, "ambon", priority=0) for n in (50, 51)])
    with ArchiveReader(session.path) as reader:
        pending = [row for row in reader.frontier(["ambon"]) if row["state"] == "pending"]
    assert [(row["priority"], row["count"], row["due"]) for row in pending] == [
        (10, 1, 1),
        (0, 2, 2),
    ]


def test_the_first_and_the_last_of_a_group_are_told(session: ArchiveSession, clock: Clock) -> None:
    for hour, number in enumerate((17, 16, 18), 15):
        clock.now = f"2026-11-24T{hour}:00:00Z"
        session.store([Failed(session.frontier_id("bali", number), "dns: unknown")])
    with ArchiveReader(session.path) as reader:
        (waiting,) = [row for row in reader.frontier() if row["reason"] == "dns"]
    tries = rows(session, "SELECT next_try, last_try FROM frontier WHERE reason LIKE 'dns%'")
    assert len(set(tries)) == waiting["count"] == 3
    assert waiting["next_try"] == min(first for first, _ in tries)
    assert waiting["last_try"] == max(last for _, last in tries)
