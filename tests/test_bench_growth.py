"""What `make bench-growth` counts with: shares of processor time, steps, pairs of stories."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import bench_growth, growth_meter
from benchmarks.bench_growth import costs, found_of, longer, table, whole, yardsticks
from benchmarks.growth_meter import Meter, Record, Step

REPOSITORY = Path(__file__).parent.parent


def step(articles: int, added: int, processor: float, **shares: float) -> Step:
    return Step(articles, added, processor, 2 * processor, shares, 50_000_000)


@pytest.fixture
def clock(monkeypatch):
    """A processor's clock that only goes on when it is told to."""
    now = [0.0]
    monkeypatch.setattr(growth_meter, "_clock", lambda: now[0])

    def work(seconds: float) -> None:
        now[0] += seconds

    return work


def test_a_share_is_without_the_shares_that_it_calls(clock):
    meter = Meter()
    inner = meter.timed("inner", lambda: clock(2))

    def outer() -> str:
        clock(1)
        inner()
        inner()
        return "done"

    assert meter.timed("outer", outer)() == "done"
    assert meter.seconds == {"outer": 1, "inner": 4}


def test_a_share_is_counted_when_its_work_fails(clock):
    meter = Meter()

    def fails() -> None:
        clock(3)
        raise KeyError

    with pytest.raises(KeyError):
        meter.timed("inner", fails)()
    meter.timed("outer", lambda: clock(1))()
    assert meter.seconds == {"inner": 3, "outer": 1}


def test_steps_are_as_long_as_asked(clock):
    noted: list[Step] = []
    record = Record(Meter(), 100, noted.append)
    for stored in (60, 120, 180, 240):
        clock(6)
        record.tick(stored)
    clock(1)
    record.end(250)
    record.end(250)
    assert [(each.articles, each.added, each.processor) for each in noted] == [
        (120, 120, 12),
        (240, 120, 12),
        (250, 10, 1),
    ]
    assert record.steps == noted


def test_a_table_compares_with_the_first_step():
    quiet = step(1_000, 1_000, 2.0, inventing=0.5, grouping=0.75, words=0.25)
    busy = step(2_000, 1_000, 4.0, inventing=1.0, grouping=1.5, words=0.5)
    assert costs(quiet) == [1.5, 0.75, 0.25, 0, 0, 0.5]
    assert yardsticks(quiet) == yardsticks(busy) == 3
    head, rule, *lines = table([quiet, busy])
    assert head.count("|") == rule.count("|") == lines[0].count("|")
    assert lines[1].startswith("| 2,000 | 3.00 | 2.00 | 1.00 | 1.50 | 0.50 | 0.00 | 0.00 | 1.00 |")


def test_steps_are_put_together():
    steps = [step(100, 100, 1, words=1), step(400, 300, 2, words=3), step(450, 50, 1)]
    one, rest = longer(steps, 400)
    assert (one.articles, one.added, one.processor, one.shares) == (400, 400, 3, {"words": 4})
    assert rest == steps[2]
    assert whole(steps).added == whole(longer(steps, 1)).added == 450


def test_stories_are_counted_in_pairs():
    true = {"a": "s", "b": "s", "c": "s", "d": "t", "e": "t", "f": "f"}
    counted = found_of(true, {"a": 1, "b": 1, "d": 2, "e": 2, "f": 2})
    assert (counted.right, counted.found, counted.true) == (2, 4, 4)
    assert (counted.precision, counted.recall) == (0.5, 0.5)
    assert found_of({"a": "a"}, {}).precision == found_of({"a": "a"}, {}).recall == 1


@pytest.mark.slow
def test_a_small_one_comes_to_its_end(tmp_path):
    argv = ["benchmarks/bench_growth.py", "40", "80", "--folder", str(tmp_path)]
    told = subprocess.run(
        [sys.executable, *argv],
        cwd=REPOSITORY,
        env={"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "80 articles:" in told.stdout
    assert "recall 1.0000" in told.stdout or "recall 0." in told.stdout
    steps = (tmp_path / "stock-80.steps.jsonl").read_text().splitlines()
    assert json.loads(steps[-1])["articles"] == 80
    assert {"grouping", "words", "inventing", "commit"} <= json.loads(steps[-1])["shares"].keys()
    # What stands there is not made again.
    before = (tmp_path / "stock-80.db").stat().st_mtime_ns
    assert len(bench_growth.make(tmp_path / "stock-80.db", 80)) == len(steps)
    assert (tmp_path / "stock-80.db").stat().st_mtime_ns == before
