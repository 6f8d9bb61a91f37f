"""`make demo`: the sample site corrects some articles, and the archive shows it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from crawler.items import Article
from crawler.layouts import extract
from pipelines.archive import ArchiveReader, ArchiveSession, Filters, Found, Stored
from pipelines.archive.states import difference
from tests import score
from tests.archives import Clock, ask
from tests.command_line import REPOSITORY
from tests.replica import Site, demo, running_site
from tests.replica_client import ask as ask_site

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ["added", "cut", "number", "number", "title", "words"]
"""Of the corrections on the site of `make demo`."""
AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def corrected(archive: Path) -> dict[str, tuple[list[str], bool | None]]:
    """What `antara diff` lists: by key, the kinds and whether it was silent."""
    with ArchiveReader(archive) as reader:
        rows = reader.corrected(Filters(), 50)
    assert len({row["key"] for row in rows}) == len(rows), "one was corrected twice"
    return {row["key"]: (row["kinds"], row["silent"]) for row in rows}


def wanted(site: Site) -> dict[str, tuple[list[str], bool | None]]:
    # The title that was corrected begins with "Ralat:": it says so itself.
    return {
        f"{bureau}/{number}": ([one.kind], not one.stated and one.kind != "title")
        for (bureau, number), one in site.corrections.items()
    }


def held(archive: Path, site: Site, seen: str, origin: str = "sample") -> None:
    """Store each article that the site corrects as its page has it, seen at a time."""
    pieces = [site.pieces[key] for key in site.corrections]
    read = [extract(site.page(piece), piece.url) for piece in pieces]
    with ArchiveSession.claim(archive, origin, clock=Clock(seen)) as session:
        session.open()
        session.add_found(
            [Found(one.url, one.bureau, one.article_id, "article", "terkini") for one in pieces]
        )
        rows = [each.as_dict() for each in read if isinstance(each, Article)]
        session.store([Stored(None, row | {"fetched_at": seen}) for row in rows])


def due(archive: Path) -> set[tuple[str, int]]:
    rows: list[Any] = ask(
        archive,
        "SELECT bureau, article_id FROM frontier WHERE revisit_at <= '2020-01-01T00:00:00Z'",
    )
    return set(rows)


def test_the_site_corrects_six_articles_and_one_of_them_says_so() -> None:
    site = Site()
    assert sorted(one.kind for one in site.corrections.values()) == KINDS
    assert [one.kind for one in site.corrections.values() if one.stated] == ["number"]
    urls = {site.pieces[key].url for key in site.corrections}
    assert not urls & set(site.traps.values()), "a trap or a story is to be corrected"
    assert Site(years=1, articles=100, bureaus=("bali",)).corrections == {}


def test_each_correction_is_of_the_kind_that_it_says() -> None:
    site = Site()
    before = site.truth()
    assert site.correct(AT) == set(site.corrections)
    changed = {}
    for old, new in zip(before, site.truth(), strict=True):
        if old == new:
            continue
        key = (new["bureau"], new["article_id"])
        changed[key] = difference(old, new)["kinds"]
        stated = site.corrections[key].stated
        assert old["updated"] is None
        assert (new["updated"] is not None) is stated
        assert not stated or datetime.fromisoformat(new["updated"]) == AT
        assert old["url"] == new["url"]
    assert changed == {key: [one.kind] for key, one in site.corrections.items()}
    assert site.correct(AT + timedelta(days=1)) == set(), "corrected twice"


def test_corrected_pages_are_read_as_they_are_now_and_no_other_has_changed() -> None:
    site = Site(articles=100)
    assert len(site.corrections) == len(KINDS)
    with running_site(site) as server:
        tags = {
            key: ask_site(server, piece.url)[1].get("etag")
            for key, piece in site.pieces.items()
            if piece.kind == "article" and key not in site.odd and piece.layout == "r"
        }
        site.correct(AT)
        again = {
            key: ask_site(server, site.pieces[key].url, If_None_Match=tag)[0]
            for key, tag in tags.items()
            if tag
        }
    changed = {key for key, status in again.items() if status == 200}
    assert changed == {key for key in site.corrections if key in again}
    assert len(changed) >= 4
    assert score.read_pages(site).is_perfect


def test_the_demo_makes_due_what_it_corrects_and_nothing_twice(tmp_path: Path) -> None:
    archive, site = tmp_path / "archive.db", Site(articles=100)
    assert demo.correct(site, archive) == set(), "there is no archive"
    held(archive, site, "2026-11-30T10:00:00Z")
    assert demo.held_corrections(site, archive) == {}
    assert due(archive) == set()
    assert demo.correct(site, archive) == set(site.corrections)
    assert due(archive) == set(site.corrections)
    assert all(site.pieces[key].revision == 1 for key in site.corrections)

    held(archive, site, "2026-11-30T11:00:00Z")
    again = Site(articles=100)
    found = demo.held_corrections(again, archive)
    assert set(found) == set(again.corrections)
    for key, stated in found.items():
        assert stated == site.pieces[key].updated
    assert demo.correct(again, archive) == set()


def test_a_demo_that_was_stopped_corrects_only_the_rest(tmp_path: Path) -> None:
    archive, site = tmp_path / "archive.db", Site(articles=100)
    first, *rest = site.corrections
    held(archive, site, "2026-11-30T10:00:00Z")
    site.correct(AT, first)
    held(archive, site, "2026-11-30T11:00:00Z")
    again = Site(articles=100)
    assert set(demo.held_corrections(again, archive)) == {first}
    assert demo.correct(again, archive) == set(rest) == due(archive)


def test_the_archive_of_real_articles_is_left_alone(tmp_path: Path) -> None:
    archive, site = tmp_path / "live.db", Site(articles=100)
    held(archive, site, "2026-11-30T10:00:00Z", origin="live")
    assert demo.correct(site, archive) == set()
    assert due(archive) == set()
    assert not any(piece.revision for piece in site.pieces.values())


@pytest.mark.parametrize(
    ("words", "settings", "named"),
    [
        ([], [], None),
        (
            ["--bureau", "bali", "-s", "ARCHIVE_PATH=x/y.db"],
            ["-s", "ARCHIVE_PATH=x/y.db"],
            "x/y.db",
        ),
        (["--set", "A=1", "--pages", "2"], ["-s", "A=1"], None),
    ],
)
def test_the_demo_knows_which_archive_is_meant(
    words: list[str], settings: list[str], named: str | None, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert demo._settings(words) == settings
    if named:
        assert demo._archive(settings) == tmp_path / named
    else:
        assert str(demo._archive(settings)) == os.environ["ANTARA_ARCHIVE_PATH"]


def run_demo(archive: Path, *words: str) -> str:
    clean = {name: text for name, text in os.environ.items() if not name.startswith("ANTARA_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.replica.demo", *words],
        cwd=REPOSITORY,
        env={**clean, "ANTARA_ARCHIVE_PATH": str(archive)},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_demo_shows_corrections_and_finds_nothing_new_the_next_time(tmp_path: Path) -> None:
    archive, site = tmp_path / "archive.db", Site()
    said = run_demo(archive)
    assert "has just corrected 6 articles" in said
    assert said.count("Crawl latest: finished") == said.count("Crawl revisit: finished") == 1
    assert corrected(archive) == wanted(site)
    counted = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM revisions)"
    rows: list[Any] = ask(archive, counted)
    assert rows == [(400, 406)]
    with ArchiveReader(archive) as reader:
        titles = {row["title"] for row in reader.articles()}

    said = run_demo(archive)
    assert "Nothing new." in said
    assert "revisit" not in said
    assert "corrected: " in said
    assert corrected(archive) == wanted(site)
    rows = ask(archive, counted)
    assert rows == [(400, 406)]
    with ArchiveReader(archive) as reader:
        assert {row["title"] for row in reader.articles()} == titles


@pytest.mark.slow
def test_a_demo_of_a_bureau_without_corrections_makes_none(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    said = run_demo(archive, "--bureau", "kalteng")
    assert "correct" not in said
    assert corrected(archive) == {}
