"""`antara coverage`: its tables, its JSON, and what it refuses."""

from __future__ import annotations

import json

import pytest
import time_machine

from crawler.coverage_view import percent, verdict_of
from tests.command_line import as_terminal
from tests.report_archives import HandMade, days


@pytest.fixture
def covered(antara):
    made = HandMade(antara.archive)
    made.many("bali", 10, days("2026-01-30", 4), 2)
    made.walk("bali", "2026-01-30", "2026-01-31", made_at="2026-02-01T00:00:00Z")
    made.known("bali", 14, "stored", "2026-02-01")
    made.known("bali", 99, "pending", "2026-02-02")
    made.known("bali", 500, "gone")
    made.listed("bali", "2026-02-01", 4, 4, seen_at="2026-02-03T00:00:00Z")
    made.held("ambon", 7, "2026-02-01 10:00")
    made.held("ambon", 900, "2026-02-02 10:00")
    made.found("bali", 14, "feed", "terkini")
    made.found("bali", 99, "terkini")
    made.close()
    with time_machine.travel("2026-02-04T05:00:00Z", tick=False):
        yield antara


def table(result):
    assert result.status == 0, result.err
    return [line.split("\t") for line in result.out.splitlines()]


def json_lines(result):
    assert result.status == 0, result.err
    return [json.loads(line) for line in result.out.splitlines()]


def test_days_in_a_pipe(covered):
    found = table(covered("coverage", "--bureau", "bali", "--by", "day"))
    assert found == [
        ["bali", "2026-01-30", "2", "-", "-", "0", "0", "0", "0", "complete"],
        ["bali", "2026-01-31", "2", "-", "-", "0", "0", "0", "0", "complete"],
        ["bali", "2026-02-01", "2", "4", "4", "0", "0", "0", "0", "complete"],
        ["bali", "2026-02-02", "2", "-", "-", "1", "0", "0", "0", "partial: 1 pending"],
        [
            *["bali", "2026-02-03", "0", "-", "-", "0", "0", "0", "0"],
            "not walked: no listing was read over it",
        ],
        ["bali", "2026-02-04", "0", "-", "-", "0", "0", "0", "0", "not over"],
        [
            *["bali", "no day", "0", "-", "-", "0", "0", "1", "0"],
            "unknown day",
        ],
    ]


def test_months_are_the_default_and_all_bureaus_that_are_known(covered):
    found = table(covered("coverage"))
    assert [row[:3] for row in found] == [
        ["ambon", "2026-02", "2"],
        ["bali", "2026-01", "4"],
        ["bali", "2026-02", "4"],
        ["bali", "no day", "0"],
    ]
    assert found[2][-1] == "partial 1, not walked 1 of 4 days"


def test_json_says_all_of_it(covered):
    rows = json_lines(covered("coverage", "--json", "--bureau", "bali", "--by", "year"))
    assert [row["period"] for row in rows] == ["2026", None]
    assert rows[0]["verdicts"] == {"complete": 3, "partial": 1, "not_walked": 1, "not_over": 1}
    assert rows[0]["holes"][0] == {
        "first_day": "2026-02-02",
        "last_day": "2026-02-02",
        "reason": "partial: 1 pending",
        "verdict": "partial",
    }


def test_ids(covered):
    (report,) = json_lines(covered("coverage", "--ids", "--bureau", "ambon", "--json"))
    assert (report["missing"], report["share"]) == (892, 2 / 894)
    assert table(covered("coverage", "--ids", "--bureau", "ambon")) == [
        ["ambon", "8", "899", "892", "2026-02-01 to 2026-02-02"]
    ]


def test_ways(covered):
    assert table(covered("coverage", "--ways")) == [
        ["bali", "terkini", "2", "1", "66.7 %", "1", "2026-01-01", "2026-01-01"],
        ["bali", "feed", "1", "0", "33.3 %", "1", "2026-01-01", "2026-01-01"],
    ]
    assert len(json_lines(covered("coverage", "--ways", "--json"))) == 2


def test_a_terminal_gets_the_holes_and_what_fills_them(covered, monkeypatch):
    as_terminal(monkeypatch, 80)
    lines = covered("coverage").out.splitlines()
    assert lines[0].split()[:3] == ["BUREAU", "PERIOD", "HELD"]
    assert "HOLES" in lines
    assert "bali  2026-02-02  partial: 1 pending" in lines
    assert lines[-1] == "antara crawl gaps --bureau ambon,bali"
    few = covered("coverage", "--limit", "1").out.splitlines()
    assert "and 2 more: --json tells them all." in few
    ids = covered("coverage", "--ids").out
    assert "ambon: of 894 numbers 2 held; of 892 nothing is known, in 1 run." in ids


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("words", [[], ["--by", "day"], ["--ids"], ["--ways"]])
def test_nothing_overflows(covered, monkeypatch, width, words):
    as_terminal(monkeypatch, width)
    assert max(map(len, covered("coverage", *words).out.splitlines())) <= width


@pytest.mark.parametrize(
    "words",
    [
        ["--by", "week"],
        ["--ids", "--ways"],
        ["--ways", "--by", "day"],
        ["--since", "2026-02-30"],
        ["--since", "2026-02-02", "--until", "2026-02-01"],
        ["--bureau", "balli"],
        ["--limit", "0"],
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(covered, words):
    result = covered("coverage", *words)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)


def test_an_empty_archive_says_so(antara):
    HandMade(antara.archive).close()
    for words in ([], ["--ids"], ["--ways"]):
        result = antara("coverage", *words)
        assert (result.status, result.out) == (0, "")
        assert result.err.splitlines()[-1] == "The archive holds nothing of that."


def test_cells():
    assert percent(0) == "0 %"
    row = {"days": 1, "verdict": "complete", "reason": "2 where 20 are usual", "verdicts": {}}
    assert verdict_of(row) == "complete: 2 where 20 are usual"
