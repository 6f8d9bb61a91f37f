"""How a crawl of the latest ends: killed, with Ctrl-C, and with its counts in the archive."""

from __future__ import annotations

import json
import random
import signal
import time
from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from crawler.status_view import warnings_in
from pipelines.archive import ArchiveReader
from tests.minisite import ALL, BALI, MiniSite, held, rows, span
from tests.servers import Asked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 12))]
)
def test_killed_runs_leave_no_hole(archive: Path, seed: int) -> None:
    rng = random.Random(seed)
    with MiniSite(("bali", "jogja"), 60) as site:
        for _ in range(3):
            site.forget()
            crawling = site.start(archive, *ALL)
            crawling.wait_for(site, rng.randint(1, 70))
            crawling.kill()
            if rng.random() < 0.5:
                site.publish("bali", rng.randint(1, 12))
        site.forget()
        run = site.crawl(archive, *ALL)
        assert run.status == 0, run.log
        assert held(archive) == site.keys()
        assert len(site.asked()) == len(set(site.asked()))


@pytest.mark.slow
def test_killed_run_does_not_move_what_is_complete(archive: Path) -> None:
    with MiniSite(count=60) as site:
        site.crawl(archive, *ALL)
        before = span(archive)
        site.publish("bali", 25)
        site.forget()
        crawling = site.start(archive, *ALL)
        crawling.wait_for(site, 12)
        crawling.kill()
        assert span(archive) == before
        site.crawl(archive)
        assert held(archive) == site.keys()


def test_ctrl_c_ends_in_order_and_the_next_run_goes_on(archive: Path) -> None:
    with MiniSite(count=60) as site:
        site.replies[BALI] = lambda asked: (0.05, site.usual(asked))  # type: ignore[dict-item, return-value]
        crawling = site.start(archive, *ALL)
        crawling.wait_for(site, 15)
        crawling.interrupt()
        stopped = crawling.end()
        assert stopped.status == 130, stopped.log
        assert stopped.summary["outcome"] == "interrupted"
        assert rows(archive, "SELECT outcome FROM runs") == [("interrupted",)]
        assert rows(archive, "SELECT count(*) FROM frontier WHERE lease_run IS NOT NULL") == [(0,)]
        assert span(archive) is None
        stored = held(archive)
        assert stored
        site.replies.clear()
        site.forget()
        run = site.crawl(archive, *ALL)
        assert run.status == 0, run.log
        assert held(archive) == site.keys()
        assert len(site.asked()) == len(site.keys()) - len(stored)


@pytest.mark.parametrize(
    ("spider", "number"),
    [
        ("latest", signal.SIGINT),
        pytest.param("backfill", signal.SIGTERM, marks=pytest.mark.slow),
    ],
)
def test_the_second_ctrl_c_ends_a_crawl_at_once_and_says_so(
    archive: Path, spider: str, number: int
) -> None:
    line = archive.with_name("runs.jsonl")
    with MiniSite(count=40) as site:
        slow = cycle([0.0] * 20 + [60.0] * 999)
        site.replies[""] = lambda asked: (next(slow), site.usual(asked))
        crawling = site.start(archive, *ALL, "--append", str(line), spider=spider)
        crawling.wait_for(site, 21)
        began = time.monotonic()
        crawling.interrupt(number)
        time.sleep(0.5)  # two signals that come at once are one to the process
        crawling.interrupt(number)
        stopped = crawling.end()
        assert time.monotonic() - began < 50
        assert stopped.status == 130, stopped.log
        told = stopped.summary
        assert (told["outcome"], told["exit_status"]) == ("interrupted", 130)
        assert told["seconds"] > 0.5
        assert told["bureaus"]["bali"]["ended"] == "interrupted"
        assert told == json.loads(line.read_text())
        stored = held(archive)
        assert rows(
            archive, "SELECT outcome, finished_at > '', stored FROM runs JOIN run_bureaus"
        ) == [("interrupted", 1, len(stored))]
        assert rows(archive, "SELECT count(*) FROM frontier WHERE lease_run IS NOT NULL") == [(0,)]
        assert stored
        site.replies.clear()
        site.forget()
        run = site.crawl(archive, *ALL, spider=spider)
        assert run.status == 0, run.log
        assert held(archive) == site.keys()
        assert len(site.asked()) <= len(site.keys()) - len(stored)


def test_a_killed_run_is_interrupted_once_its_process_is_gone(archive: Path) -> None:
    with MiniSite(count=60) as site:
        site.replies[BALI] = lambda asked: (0.05, site.usual(asked))  # type: ignore[dict-item, return-value]
        crawling = site.start(archive, *ALL)
        crawling.wait_for(site, 12)
        with ArchiveReader(archive) as reader:
            assert [run["outcome"] for run in reader.status()["runs"]] == [None]
            month = reader.month(crawling_month(reader), "2099-01-01T00:00:00Z")
            assert list(month["runs"]) == ["under_way"]
        crawling.kill()
    with ArchiveReader(archive) as reader:
        status = reader.status()
        month = reader.month(crawling_month(reader), "2099-01-01T00:00:00Z")
    assert [run["outcome"] for run in status["runs"]] == ["interrupted"]
    assert "the last run ended so: interrupted." in list(warnings_in(status))
    assert list(month["runs"]) == ["interrupted"]


def crawling_month(reader: ArchiveReader) -> str:
    return reader.status()["runs"][0]["started_at"][:7]


def test_run_leaves_its_counts_in_the_archive(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.crawl(archive, *ALL)
    assert rows(archive, "SELECT command, outcome FROM runs") == [("crawl latest", "finished")]
    assert rows(archive, "SELECT bureau, listed, fetched, stored FROM run_bureaus") == [
        ("bali", 12, 12, 12)
    ]


def test_every_answer_is_asked_for_once(archive: Path) -> None:
    with MiniSite(count=12) as site:
        counted: dict[str, int] = {}

        def count(asked: Asked) -> object:
            counted[asked.url] = counted.get(asked.url, 0) + 1
            return site.usual(asked)

        site.replies[""] = count  # type: ignore[assignment]
        site.crawl(archive, *ALL)
    assert set(counted.values()) == {1}
