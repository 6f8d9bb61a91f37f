"""Since which day a bureau's articles are wanted, in archives made by hand."""

from __future__ import annotations

from typing import Any

from pipelines.archive.asked_days import asked_for, asked_since
from pipelines.archive.coverage import gaps
from pipelines.archive.verdicts import iso
from pipelines.archive.zones import ordinal

pytest_plugins = ["tests.archive_fixtures"]

TODAY = "2026-03-31"


def ran(made, started: str, command: str = "crawl latest", **options: Any) -> None:
    run = made.run(started, command=command)
    bureaus = '["sumsel", "ambon"]'
    told = f'"{options["since"]}"' if "since" in options else "null"
    made.db.conn.execute(
        "UPDATE runs SET options = ? WHERE id = ?",
        (f'{{"bureaus": {bureaus}, "since": {told}}}', run),
    )


def since(made, bureau: str = "ambon") -> str | None:
    found = asked_since(made.db, bureau, ordinal(TODAY))
    return None if found is None else iso(found)


def test_of_whom_nobody_asked_nothing_is_known(made):
    made.held("ambon", 1, "2020-01-01 08:00")
    ran(made, "2026-03-01T00:00:00Z", "crawl revisit")
    assert since(made) is None
    assert asked_for(
        made.db, "ambon", (found := gaps(made.db, "ambon", None, None, TODAY)), TODAY
    ) == (
        found,
        None,
    )
    assert found != []


def test_a_bureau_whose_articles_only_others_have_named_is_left_alone(made):
    made.held("bali", 1, "2019-01-01 08:00")
    ran(made, "2026-03-05T00:00:00Z")
    found = gaps(made.db, "bali", None, None, TODAY)
    assert found[0].first_day == "2019-01-01"
    assert asked_for(made.db, "bali", found, TODAY) == ([], TODAY)


def test_the_first_run_of_latest_counts_in_the_bureaus_zone(made):
    ran(made, "2026-03-05T15:30:00Z")  # half past midnight in Ambon
    ran(made, "2026-03-09T00:00:00Z")
    assert (since(made), since(made, "sumsel"), since(made, "bali")) == (
        "2026-03-06",
        "2026-03-05",
        TODAY,
    )


def test_so_does_the_day_that_a_run_was_told(made):
    ran(made, "2026-03-05T00:00:00Z")
    ran(made, "2026-03-09T00:00:00Z", since="2026-02-01")
    assert (since(made), since(made, "bali")) == ("2026-02-01", TODAY)


def test_a_first_run_by_a_clock_that_was_ahead_counts_not(made):
    ran(made, "2035-05-01T00:00:00Z")
    assert since(made) is None
    ran(made, "2026-03-05T00:00:00Z")
    ran(made, "2026-03-09T00:00:00Z")
    assert since(made) == "2026-03-05"


def test_and_the_beginning_of_the_span_that_was_read_without_a_hole(made):
    ran(made, "2026-03-05T00:00:00Z")
    span = {"complete_from": "2026-03-02T20:00:00Z", "complete_to": "2026-03-06T00:00:00Z"}
    made.insert("bureau_state", bureau="ambon", updated_at="2026-03-06T00:00:00Z", **span)
    assert since(made) == "2026-03-03"


def test_and_the_days_of_a_walk_but_not_those_of_a_topic(made):
    ran(made, "2026-03-05T00:00:00Z")
    made.walk("ambon", "2026-02-10", "2026-02-20")
    made.walk("ambon", "2026-01-10", "2026-02-20", way="search", listing="https://x/search?q=a")
    assert since(made) == "2026-02-10"


def test_an_archive_made_again_is_asked_for_since_its_first_walk(made):
    ran(made, "2026-03-01T00:00:00Z", "rebuild")
    ran(made, "2026-03-05T00:00:00Z")
    assert since(made) is None  # what it was asked for before nobody knows
    made.walk("ambon", "2026-01-10", "2026-02-20")
    assert since(made) == "2026-01-10"


def test_what_is_no_moment_is_left_aside(made):
    ran(made, "2026-03-05T00:00:00Z", since="2026-02-31")
    made.walk("ambon", "2026-13-01", "2026-13-02")
    assert since(made) == "2026-03-05"


def test_gaps_before_are_left_out_and_one_across_is_cut(made):
    made.held("ambon", 1, "2026-03-01 08:00")
    made.walk("ambon", "2026-03-03", "2026-03-04")
    made.walk("ambon", "2026-03-06", "2026-03-31")
    ran(made, "2026-03-04T03:00:00Z")
    found = gaps(made.db, "ambon", None, None, TODAY)
    assert [(gap.first_day, gap.last_day) for gap in found] == [
        ("2026-03-01", "2026-03-02"),
        ("2026-03-05", "2026-03-05"),
    ]
    kept, first = asked_for(made.db, "ambon", found, TODAY)
    assert ([(gap.first_day, gap.last_day) for gap in kept], first) == (
        [("2026-03-05", "2026-03-05")],
        "2026-03-03",
    )
    made.db.conn.execute("UPDATE walks SET since = '2026-03-02' WHERE since = '2026-03-03'")
    made.db.conn.execute("UPDATE walks SET state = 'open'")
    found = gaps(made.db, "ambon", None, None, TODAY)
    kept, first = asked_for(made.db, "ambon", found, TODAY)
    assert (kept[0].first_day, first) == ("2026-03-02", "2026-03-02")
