"""The summary of a crawl: a table that fits the terminal, and what waits for another try."""

from __future__ import annotations

import os
import re
from dataclasses import replace

import pytest

from crawler.status_view import pending_lines
from crawler.summary import RunSummary
from crawler.summary_view import render, table_of
from pipelines.archive import KNOWN_ONLY, ArchiveReader, ArchiveSession, Failed
from tests.archives import Clock, found

COLOUR = re.compile(r"\x1b\[\d+m")


def summary_of(archive: object, origin: str = "live") -> RunSummary:
    summary = RunSummary("latest", origin, str(archive), seconds=90.0, responses=45)
    for name in ("papuatengah", "bali"):
        each = summary.of(name)
        each.listed, each.skipped, each.stored, each.ended = 12_345, 10_000, 678, "stale"
    return summary


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120, 200])
def test_no_row_is_wider_than_the_terminal(monkeypatch, width):
    size = os.terminal_size((width, 24))
    monkeypatch.setattr("crawler.summary_view.shutil.get_terminal_size", lambda: size)
    summary = summary_of("/x/archive.db")
    lines = COLOUR.sub("", render(summary, terminal=True)).splitlines()
    rows = lines[1 : 1 + len(table_of(summary))]
    assert [row.split()[0] for row in rows] == ["bureau", "papuatengah", "bali", "together"]
    assert max(map(len, rows)) <= max(width, 72)
    assert all(row.split()[1] in ("12345", "24690") for row in rows[1:])
    assert ("nothing unsettled" in rows[1]) is (width >= 120)


def test_a_pipe_gets_every_column(monkeypatch):
    monkeypatch.setattr(
        "crawler.summary_view.shutil.get_terminal_size", lambda: os.terminal_size((40, 24))
    )
    text = render(summary_of("/x/archive.db"), terminal=False)
    assert "pages/s  ended by" in text
    assert "\x1b" not in text


def test_what_failed_is_told_with_the_time_of_its_next_try(tmp_path):
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live", clock=Clock("2026-11-23T19:54:30Z")) as session:
        session.open()
        session.begin_run("crawl latest", {})
        session.add_found([found(1), found(2), found(3, "ambon")])
        session.store([Failed(session.frontier_id("bali", 1), "timeout", None)])
    with ArchiveReader(path) as reader:
        assert reader.pending() == {
            "ambon": {"articles": 1, "tried": 0, "next_try": None, "known_only": 0},
            "bali": {
                "articles": 2,
                "tried": 1,
                "next_try": "2026-11-23T20:04:30Z",
                "known_only": 0,
            },
        }
    lines = render(summary_of(path), terminal=False).splitlines()
    assert (
        "1 article waits for another try, at 2026-11-23 20:04 UTC: crawls before that leave it, "
        "later ones ask again." in lines
    )
    assert "1 article found and not yet asked for: the next crawl does." in lines
    interrupted = summary_of(path)
    interrupted.interrupted = True
    assert "waits for another try" not in render(interrupted, terminal=False)


def pending_of(articles: int, known_only: int = 0) -> dict[str, object]:
    return {"articles": articles, "tried": 0, "next_try": None, "known_only": known_only}


def test_the_next_crawl_is_promised_for_wanted_articles_only():
    assert list(pending_lines({"bali": pending_of(9, known_only=9)})) == [
        "9 articles found outside of the days that crawls were for, and wanted by nobody yet: "
        "'antara crawl backfill' over their days asks for them."
    ]
    both = list(pending_lines({"bali": pending_of(9, known_only=2), "ambon": pending_of(1)}))
    assert both[0] == "8 articles found and not yet asked for: the next crawl does."
    assert both[1].startswith("2 articles found outside of the days")


def test_nobody_asks_for_articles_of_hosts_without_a_bureau():
    (line,) = pending_lines({"rekaan": pending_of(4), "khayalan": pending_of(23, known_only=20)})
    assert line == (
        "27 articles of khayalan, rekaan found, and no crawl asks for them: no bureau is declared "
        "for these hosts. docs/ways.md says what to do."
    )
    # Whoever lists a host as perhaps its own asks for what is there.
    (line,) = pending_lines({"papuabarat": pending_of(1)})
    assert line == "1 article found and not yet asked for: the next crawl does."


def test_what_is_known_only_is_counted(tmp_path):
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live") as session:
        session.open()
        session.begin_run("crawl backfill", {})
        session.add_found([found(1), replace(found(2), priority=KNOWN_ONLY)])
    with ArchiveReader(path) as reader:
        assert reader.pending()["bali"] == pending_of(2, known_only=1)


def test_several_wait():
    pending = {
        "bali": {"articles": 2, "tried": 2, "next_try": "2026-11-23T21:00:00Z", "known_only": 0},
        "ambon": {"articles": 1, "tried": 1, "next_try": "2026-11-23T20:04:00Z", "known_only": 0},
    }
    (line,) = pending_lines(pending)
    assert line.startswith("3 articles wait for another try, the next at 2026-11-23 20:04 UTC")


@pytest.mark.parametrize("origin", ["sample", "live"])
def test_what_the_sample_site_plants_is_called_so(origin):
    summary = summary_of("/x/archive.db", origin)
    planted = "The sample site plants these on purpose."
    assert planted not in render(summary, terminal=False)
    summary.of("bali").rejected["listing"] += 1
    assert (planted in render(summary, terminal=False)) is (origin == "sample")
