"""Numbers and ways: what is missing, when it was likely given out, and who finds it."""

from __future__ import annotations

import pytest

from pipelines.archive import ArchiveReader
from pipelines.archive.coverage import _HELD
from pipelines.archive.ids import days_of, likely_day, missing_runs, near_day
from pipelines.archive.reports import month_days, periods
from pipelines.archive.unheld import STATEMENTS
from pipelines.archive.verdicts import iso
from pipelines.archive.ways_found import ways_found
from pipelines.archive.zones import shift_of
from tests.report_archives import days

pytest_plugins = ["tests.archive_fixtures"]

NOW = "2026-03-31T05:00:00Z"
HUGE = 2**62


def ids(made, bureau="bali", by="year", most=20, since=None, until=None):
    with ArchiveReader(made.path) as reader:
        (report,) = reader.ids([bureau], since, until, NOW, by, most)
    return report


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([], []),
        ([7], []),
        ([7, 8, 9], []),
        ([1, 3], [(2, 2, 1)]),
        ([1, 5, 6, 9], [(2, 4, 3), (7, 8, 2)]),
        ([1, HUGE], [(2, HUGE - 1, HUGE - 2)]),
    ],
)
def test_runs_of_missing_numbers(known, expected):
    found = [(run.first, run.last, run.count) for run in missing_runs(known)]
    assert found == expected


@pytest.mark.parametrize(
    ("number", "below", "above", "likely", "near"),
    [
        (15, (10, "2026-03-01"), (20, "2026-03-03"), "2026-03-02", "2026-03-02"),
        (11, (10, "2026-03-01"), (12, "2026-03-01"), "2026-03-01", "2026-03-01"),
        (15, (10, "2026-03-01"), (20, "2026-03-08"), "2026-03-05", "2026-03-05"),
        (15, (10, "2026-03-01"), (20, "2026-03-09"), "2026-03-05", None),
        # An article that was moved: numbers and days run against each other.
        (15, (10, "2026-03-03"), (20, "2026-03-01"), "2026-03-02", "2026-03-02"),
        (15, (10, "2026-03-01"), None, None, None),
        (15, None, (20, "2026-03-01"), None, None),
    ],
)
def test_likely_days(number, below, above, likely, near):
    assert likely_day(number, below, above) == likely
    assert near_day(number, below, above) == near


def test_numbers_between_the_same_neighbours_take_one_look(made, monkeypatch):
    made.held("bali", 10, "2026-03-01 10:00")
    made.held("bali", 5000, "2026-03-03 10:00")
    made.held("bali", 5002, "2026-03-03 10:00")
    looks = []
    from pipelines.archive import ids as module

    real = module.neighbours
    monkeypatch.setattr(module, "neighbours", lambda *a: looks.append(a) or real(*a))
    found = list(days_of(made.db, "bali", [*range(11, 4000), 5001, 6000, 7000]))
    assert len(looks) == 3
    assert (found[0], found[2495]) == ("2026-03-01", "2026-03-02")
    assert found[-3:] == ["2026-03-03", None, None]


def test_known_numbers_are_not_missing(made):
    made.held("bali", 10, "2026-03-01 10:00")
    for number, state in ((11, "pending"), (12, "gone"), (13, "rejected"), (14, "failed")):
        made.known("bali", number, state)
    made.known("bali", 3, "pending")  # outside the held range: it widens nothing
    made.known("bali", 99, "gone")
    made.held("bali", 20, "2026-03-11 10:00")
    report = ids(made)
    assert report["runs"] == [
        {
            "first": 15,
            "last": 19,
            "count": 5,
            "first_day": "2026-03-06",
            "last_day": "2026-03-10",
        }
    ]
    assert (report["first"], report["last"], report["numbers"], report["held"]) == (10, 20, 11, 2)
    assert (report["missing"], report["missing_runs"]) == (5, 1)
    assert [report[name] for name in ("pending", "gone", "rejected", "failed")] == [2, 2, 1, 1]


def test_the_largest_runs_come_first_and_all_are_counted(made):
    for number in (1, 3, 10, 12, 1_000_000_000_000):
        made.held("bali", number, "2026-03-01 10:00")
    report = ids(made, most=2)
    assert [run["count"] for run in report["runs"]] == [1_000_000_000_000 - 13, 6]
    assert report["missing_runs"] == 4
    assert report["missing"] == 1_000_000_000_000 - 5
    assert 0 < report["share"] < 1e-10


def test_undated_neighbours_tell_no_day(made):
    made.held("bali", 10, None)
    made.held("bali", 20, None)
    (run,) = ids(made)["runs"]
    assert (run["first_day"], run["last_day"]) == (None, None)


@pytest.mark.parametrize("day", ["2026-1-1", "2026-02-31", "kemarin", ""])
def test_neighbours_of_an_impossible_day_tell_none(made, day):
    """Another program may have written it."""
    made.held("bali", 10, "2026-01-01")
    made.held("bali", 20, "2026-01-02")
    made.db.execute("UPDATE articles SET published_day = ? WHERE article_id = 20", (day,))
    (run,) = ids(made)["runs"]
    assert (run["first_day"], run["last_day"]) == (None, None)


def test_the_range_of_numbers_in_time(made):
    number = made.many("bali", 100, days("2025-12-01", 31), 2)
    made.many("bali", number + 62, days("2026-01-01", 10), 2)
    made.held("bali", 9_999_999, "2025-12-02 10:00")  # a stray number
    december, january = ids(made)["periods"]
    assert (december["period"], december["held"]) == ("2025", 63)
    assert december["last"] < 200
    assert january["first"] >= 224
    assert 0.9 < january["share"] <= 1
    part = ids(made, by="month", since="2026-01-01")
    assert [each["period"] for each in part["periods"]] == ["2026-01"]


def test_periods_are_cut_at_the_ends():
    shift = shift_of("Asia/Jayapura")
    first, after = month_days("2026-02")
    assert (iso(first), iso(after)) == ("2026-02-01", "2026-03-01")
    assert periods(first + 26, after, "month", shift) == [
        ("2026-02", "2026-02-26T15:00:00Z", "2026-02-28T15:00:00Z"),
        ("2026-03", "2026-02-28T15:00:00Z", "2026-03-01T15:00:00Z"),
    ]
    with pytest.raises(ValueError, match="month must be in"):
        month_days("2026-13")


def test_ways_tell_what_only_they_find(made):
    for number in (1, 2, 3, 4):
        made.known("bali", number, "stored" if number < 3 else "gone")
    made.known("ambon", 1)
    made.found("bali", 1, "feed", "terkini")
    made.found("bali", 2, "terkini", at="2026-02-01T00:00:00Z")
    made.found("bali", 3, "terkini", at="2025-01-01T00:00:00Z")
    made.found("bali", 4, "indeks", "terkini", "feed")
    made.found("ambon", 1, "list")
    with ArchiveReader(made.path) as reader:
        found = reader.ways(["bali"])
        assert [row["bureau"] for row in reader.ways(None)] == ["ambon", *["bali"] * 3]
    assert [(row["way"], row["found"], row["only"], row["stored"]) for row in found] == [
        ("terkini", 4, 2, 2),
        ("feed", 2, 0, 1),
        ("indeks", 1, 0, 0),
    ]
    assert [row["share"] for row in found] == [1.0, 0.5, 0.25]
    assert found[0]["first_found"] == "2025-01-01T00:00:00Z"
    assert found[0]["last_found"] == "2026-02-01T00:00:00Z"


def plan(made, sql, *values):
    rows = made.db.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    return [row[-1] for row in rows]


def test_counts_walk_indexes_and_never_the_articles(made):
    found = plan(made, _HELD, "+8 hours", "bali", "2026-01-01", "2026-02-01")
    assert "SEARCH articles USING COVERING INDEX articles_bureau_published" in found[0]
    pending, settled, pending_undated, settled_undated, withdrawn, fed = (
        plan(made, sql.format(" AND bureau = 'bali'")) for sql in STATEMENTS
    )
    assert "COVERING INDEX frontier_day" in pending[0]
    assert not [line for line in pending + pending_undated if "TEMP B-TREE" in line]
    assert "COVERING INDEX frontier_day" in pending_undated[0]
    # Only the few that are settled without an article are looked at.
    assert "INDEX frontier_counts (state=?)" in settled[0]
    assert "INDEX frontier_counts (state=?)" in settled_undated[0]
    assert len(withdrawn) == 1  # by its own key, without a sorter
    assert "INDEX frontier_lease" in fed[0]


@pytest.mark.parametrize(
    "count",
    [
        lambda reader: reader.pending(),
        lambda reader: reader.frontier(),
        lambda reader: reader.frontier(["bali"]),
        lambda reader: list(ways_found(reader._db, None)),
    ],
)
def test_no_count_sorts_the_addresses_for_sorting_takes_memory_for_each(made, count):
    made.db.execute("ANALYZE")
    asked = []
    with ArchiveReader(made.path) as reader:
        reader._db.conn.set_trace_callback(asked.append)
        count(reader)
        reader._db.conn.set_trace_callback(None)
    plans = [line for sql in asked for line in plan(made, sql)]
    assert any("frontier" in line or " f " in line for line in plans)
    assert not [line for line in plans if "TEMP B-TREE" in line]
