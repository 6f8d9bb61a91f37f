"""`antara status --expect` and `--monthly`: one line for a monitor, one page for a person."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlite_utils.migrations import Migrations

from crawler.expect import in_words, judge, span
from crawler.monthly import alarms_and_mutes, page, problems
from pipelines.archive import ArchiveReader, ArchiveSession
from pipelines.archive.month import merged
from pipelines.archive.schema_articles import STATEMENTS as FIRST
from pipelines.archive.schema_crawl import STATEMENTS as SECOND
from pipelines.archive.watch import mute
from pipelines.archive.watch_verdicts import Watch
from tests.report_archives import HandMade, days

NOW = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


@pytest.fixture
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def made_at(antara, *runs, **options):
    made = HandMade(antara.archive)
    for started, changes in runs:
        made.run(started, **changes)
    for each in options.get("more", ()):
        each(made)
    return made.close()


# ---- --expect


@pytest.mark.parametrize(
    ("text", "expected"),
    [("26h", timedelta(hours=26)), ("90m", timedelta(minutes=90)), ("2d", timedelta(days=2))],
)
def test_spans(text, expected):
    assert span(text) == expected


@pytest.mark.parametrize("text", ["", "26", "h", "0h", "-1h", "1w", "1.5h", "9999999d", "1h 2m"])
def test_what_is_no_span(text):
    with pytest.raises(argparse.ArgumentTypeError, match="90m, 26h or 2d"):
        span(text)


def test_a_run_in_the_future_is_recent():
    last = {"finished_at": "2026-04-01T12:00:00Z", "command": "crawl latest"}
    judged = judge(last, timedelta(hours=1), NOW)
    assert (judged["ok"], judged["age_seconds"]) == (True, 0)
    assert in_words(86_400 * 2) == "48 h"


@pytest.mark.parametrize(
    ("runs", "status"),
    [
        ([], 1),
        ([("2026-03-30T09:30:00Z", {})], 0),  # ended 10:00, 26 h ago to the second
        ([("2026-03-30T09:29:59Z", {})], 1),
        ([("2026-03-31T09:00:00Z", {"outcome": "errors"})], 1),
        ([("2026-03-31T09:00:00Z", {"outcome": "failed"})], 1),
        ([("2026-03-31T09:00:00Z", {"outcome": "interrupted"})], 1),
        ([("2026-03-31T09:00:00Z", {"outcome": None})], 1),
        ([("2026-03-31T03:00:00Z", {}), ("2026-03-31T09:00:00Z", {"outcome": "failed"})], 0),
    ],
)
def test_expect_is_one_line_and_a_status(antara, at_noon, runs, status):
    made_at(antara, *runs)
    result = antara("status", "--expect", "26h")
    assert result.status == status
    assert result.out.count("\n") == 1
    assert result.out.startswith("OK" if status == 0 else "NOT OK")
    told = json.loads(antara("status", "--expect", "26h", "--json").out)
    assert told["ok"] is (status == 0)
    assert told["expected_seconds"] == 93_600


def test_expect_names_the_run(antara, at_noon):
    made_at(antara, ("2026-03-31T09:00:00Z", {}))
    assert antara("status", "--expect", "2h").out == (
        "NOT OK: the last good run ended 2 h 30 min ago (2026-03-31T09:30:00Z, crawl latest); "
        "expected within 2 h.\n"
    )


def test_expect_without_an_archive_ends_with_2(antara):
    result = antara("status", "--expect", "26h")
    assert (result.status, result.out) == (2, "")
    assert "There is no archive" in result.err


@pytest.mark.parametrize(
    "words",
    [
        ["--expect", "soon"],
        ["--month", "2026-01"],
        ["--monthly", "--month", "2026-13"],
        ["--monthly", "--month", "January"],
        ["--monthly", "--expect", "1d"],
    ],
)
def test_what_is_no_report_is_refused_in_one_line(antara, words):
    result = antara("status", *words)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)


# ---- an archive of schema 1


def schema_1(path):
    migrations = Migrations("arsip-antara")

    @migrations(name="0001_first_schema")
    def first(db):
        for statement in (*FIRST, *SECOND):
            db.execute(statement)

    with ArchiveSession.claim(path, "live", migrations=migrations) as session:
        session.open()


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["status", "--expect", "1d"],
        ["status", "--monthly"],
        ["coverage"],
        ["coverage", "--ids"],
        ["coverage", "--ways"],
        ["bureaus"],
        ["bureaus", "--mute", "bali", "--until", "2099-01-01", "--reason", "r"],
    ],
)
def test_an_older_archive_is_not_read_and_the_next_step_is_said(antara, words):
    schema_1(antara.archive)
    before = antara.archive.read_bytes()
    result = antara(*words)
    assert (result.status, result.out) == (2, "")
    assert "schema of an older version" in result.err
    assert "antara migrate" in result.err
    assert antara.archive.read_bytes() == before


# ---- --monthly

HOST = {
    "host": "bali.antaranews.com",
    "requests": 3,
    "bytes": 2048,
    "statuses": '{"200": 3}',
    "smallest_gap": 5.0,
    "mean_gap": 6.0,
    "retries": 0,
}


def whole_february(made):
    made.many("bali", 1, days("2026-02-01", 28), 2)
    made.walk("bali", "2026-02-01", "2026-02-28")
    for day, outcome in zip(days("2026-02-01", 28), ["finished"] * 28, strict=True):
        counts = {"bali": {"stored": 2, "revised": 1, "gone": 0}}
        made.run(f"{day}T23:00:00Z", outcome=outcome, bureaus=counts, hosts=[HOST])
    made.run("2026-01-31T23:00:00Z", bureaus={"bali": {"stored": 9}})
    made.run("2026-03-01T00:00:00Z", bureaus={"bali": {"stored": 100}})


def test_a_good_month_is_well_in_the_first_line(antara, at_noon):
    made_at(antara, more=[whole_february])
    result = antara("status", "--monthly")  # in March: of February
    assert result.status == 0, result.out
    lines = result.out.splitlines()
    assert lines[0] == "All is well: 2026-02."
    assert max(map(len, lines)) <= 80
    assert "Runs: 28 (28 finished), 14.0 hours." in lines
    (bali,) = [line.split() for line in lines if line.startswith("bali ")]
    # new, before, published, revised, gone, failed, holes
    assert bali == ["bali", "56", "9", "56", "28", "0", "0", "0"]
    (host,) = [line.split() for line in lines if line.startswith("bali.")]
    assert host == ["bali.antaranews.com", "84", "56.0", "KiB", "5.0", "s", "6.0", "s", "0"]
    told = json.loads(antara("status", "--monthly", "--json").out)
    assert (told["ok"], told["problems"], told["month"]) == (True, [], "2026-02")


def trouble(made):
    made.many("bali", 1, days("2026-01-01", 20), 2)
    made.known("bali", 9999, "pending", "2026-01-03")
    made.insert(
        "bureau_watch", bureau="sumsel", alarm="quiet: no news", since="2026-01-09T00:00:00Z"
    )
    mute(made.db, ["ambon"], "2026-12-31", "host is moved")
    refusing = HOST | {"statuses": '{"200": 1, "503": 2}'}
    counts = {"bali": {"stored": 5, "failed": 2}}
    made.run("2026-01-05T00:00:00Z", outcome="errors", bureaus=counts, hosts=[refusing])
    made.run("2026-01-06T00:00:00Z", outcome="interrupted")


def test_a_bad_month_says_what_is_not_well(antara, at_noon):
    made_at(antara, more=[trouble])
    result = antara("status", "--monthly", "--month", "2026-01")
    assert result.status == 1
    lines = result.out.splitlines()
    assert lines[0] == "NOT WELL: 2026-01, 5 things to look at."
    assert max(map(len, lines)) <= 80
    wrong = [line for line in lines if line.startswith("- ")]
    assert wrong == [
        "- No run ended well.",
        "- Alarm: sumsel: no news, since 2026-01-09.",
        "- Holes: 31 days at bali.",
        "- 2 tries failed and 1 article still waits.",
        "- bali.antaranews.com refused 2 of 3 requests.",
    ]
    assert "Muted: ambon until 2026-12-31 (host is moved)" in lines
    assert "Hole: bali 2026-01-03: partial: 1 pending" in lines


def test_a_month_without_anything(antara, at_noon):
    made_at(antara)
    made = antara("status", "--monthly", "--month", "2026-01")
    assert made.status == 0
    lines = made.out.splitlines()
    assert lines[0].startswith("Nothing to judge: 2026-01 was over before 20")
    assert "No bureau was crawled." in lines


def test_a_month_in_which_nothing_ran_is_not_well(antara, at_noon):
    made_at(antara, ("2019-12-20T00:00:00Z", {}))
    lines = antara("status", "--monthly", "--month", "2020-02").out.splitlines()
    assert lines[0] == "NOT WELL: 2020-02, 1 thing to look at."
    assert "- No run ended well." in lines


def test_a_month_that_has_not_begun_is_refused(antara, at_noon):
    made_at(antara)
    refused = antara("status", "--monthly", "--month", "2199-01")
    assert refused.status == 2
    assert "--month 2199-01 has not begun." in refused.err


def test_a_page_never_grows_wider_than_80():
    row = dict.fromkeys(("stored", "before", "published", "revised", "gone", "failed"), 123_456)
    gap = {"first_day": "2026-01-01", "last_day": "2026-01-31", "reason": "x " * 90}
    host = HOST | {"host": "h" * 70, "statuses": {"503": 10**7}, "requests": 10**7, "bytes": 10**12}
    facts = {
        "month": "2026-01",
        "runs": {"finished": {"runs": 10_000, "hours": 9_999.9}},
        "bureaus": {"b" * 40: {**row, "pending": 9, "holes": 31, "gaps": [gap] * 12}},
        "hosts": [host],
        "last_good": {"finished_at": "2026-01-31T00:00:00Z", "command": "crawl latest"},
        "stale_days": 9,
        "alarms": [{"bureau": "bali", "text": "words " * 40}],
        "mutes": [{"bureau": "bali", "text": "words " * 40}],
        "archive": "/a/b/archive.db",
        "bytes": 10**12,
        "articles": 10**6,
        "origin": "sample",
        "backup": None,
    }
    assert max(map(len, page(facts))) <= 80
    assert any("and 2 more" in line for line in page(facts))
    assert "The last good run is 9 days old." in problems(facts)


def test_a_muted_alarm_is_no_problem():
    watches = [
        Watch("bali", "quiet: no news", "2026-01-01T00:00:00Z", 1, "2026-02-01", "moved"),
        Watch("ambon", "quiet: no news", "2026-01-01T00:00:00Z", 1),
        Watch("sumsel"),
    ]
    alarms, mutes = alarms_and_mutes(watches)
    assert [each["bureau"] for each in alarms] == ["ambon"]
    assert mutes == [
        {
            "bureau": "bali",
            "text": "until 2026-02-01 (moved); it alarms: no news, since 2026-01-01",
        }
    ]


def test_hosts_of_several_runs_are_added_up():
    one = {**HOST, "statuses": {"200": 2}, "requests": 3, "smallest_gap": 5.0, "mean_gap": 6.0}
    two = {**one, "statuses": {"200": 1, "503": 1}, "requests": 2, "mean_gap": 12.0}
    single = {**one, "requests": 1, "smallest_gap": None, "mean_gap": None}
    (host,) = merged([single, one, two])
    assert host["statuses"] == {"200": 5, "503": 1}
    assert (host["requests"], host["smallest_gap"]) == (6, 5.0)
    assert host["mean_gap"] == pytest.approx((6.0 * 2 + 12.0) / 3)


def test_status_json_has_the_manners_and_the_watch(antara):
    made_at(antara, ("2026-01-01T00:00:00Z", {"hosts": [HOST]}), more=[trouble])
    status = json.loads(antara("status", "--json").out)
    by_start = {run["started_at"]: run["hosts"] for run in status["runs"]}
    assert by_start["2026-01-01T00:00:00Z"] == [HOST | {"statuses": {"200": 3}}]
    assert [each["bureau"] for each in status["watch"]] == ["ambon", "sumsel"]
    lines = antara("status").out.splitlines()
    assert "sumsel alarms since 2026-01-09: no news." in lines
    assert "ambon is muted until 2026-12-31: host is moved" in lines


def test_the_last_good_run_is_the_one_that_ended_last(antara):
    made_at(antara, ("2026-01-02T00:00:00Z", {"minutes": 1}), ("2026-01-01T00:00:00Z", {}))
    with ArchiveReader(antara.archive) as reader:
        assert reader.last_good()["started_at"] == "2026-01-02T00:00:00Z"
