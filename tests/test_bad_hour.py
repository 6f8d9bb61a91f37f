"""A host whose articles all answer badly for a while: nothing is settled by it for good."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest
from sqlite_utils.utils import sqlite3

from tests.minisite import ALL, BALI, MiniSite, held, rows, span
from tests.servers import answer, redirect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers import Reply

PORTAL = b"""<!DOCTYPE html><html><head><title>Login ke jaringan</title></head><body>
<h1>Login ke jaringan</h1><p>Silakan masuk untuk memakai jaringan ini.</p></body></html>"""
NOT_FOUND = b"""<html><head><title>Halaman tidak ditemukan</title></head><body>
<h1>Halaman tidak ditemukan</h1></body></html>"""
MOST = 20_000
BAD: dict[str, tuple[str, Reply]] = {
    "challenge": ("http_202", answer(b"<html><body>Tunggu.</body></html>", 202)),
    "nothing": ("http_204", answer(b"", 204)),
    "nowhere": ("http_301", answer(b"", 301)),
    "refused": ("http_error", answer(b"<html></html>", 400)),
    "portal": ("not_antara", answer(PORTAL)),
    "json": ("not_html", answer(b'{"error": 1}', content_type="application/json")),
    "huge": ("too_large", answer(b"<html>" + b" " * MOST + b"</html>")),
    "home": ("listing", redirect(f"https://{BALI}/")),
    "away": ("off_site", redirect("https://example.org/parkir")),
    "gone": ("gone", answer(b"<html></html>", 404)),
    "soft": ("soft_404", answer(NOT_FOUND)),
}


@pytest.mark.slow
@pytest.mark.parametrize(("reason", "bad"), BAD.values(), ids=BAD)
def test_articles_of_a_bad_hour_are_asked_for_again(archive: Path, reason: str, bad: Reply) -> None:
    words = (*ALL, "-s", f"DOWNLOAD_MAXSIZE={MOST}")
    with MiniSite(count=12) as site:
        site.replies[BALI] = lambda asked: bad if "/berita/" in asked.path else site.usual(asked)
        run = site.crawl(archive, *words)
        assert len(set(site.asked(f"{BALI}/berita/"))) <= 6
    assert run.status == 1
    assert (
        f"5 articles in a row gave no usable answer (the last: {reason}"
        in (run.of("bali")["errors"][0])
    )
    assert run.of("bali")["failed_by_reason"] == {reason: run.of("bali")["failed"]}
    assert run.of("bali")["rejected"] == run.of("bali")["gone"] == 0
    assert span(archive) is None
    tried = rows(archive, "SELECT state, tries, next_try IS NULL FROM frontier WHERE tries > 0")
    assert set(tried) == {("pending", 1, 0)}
    assert len(tried) in (5, 6)
    assert rows(archive, "SELECT count(*) FROM frontier WHERE state <> 'pending'") == [(0,)]


@pytest.mark.slow
def test_after_the_bad_hour_all_of_it_is_held(archive: Path) -> None:
    lost = answer(b"<html></html>", 404)
    with MiniSite(count=12) as site:
        site.replies[BALI] = lambda asked: lost if "/berita/" in asked.path else site.usual(asked)
        site.crawl(archive, *ALL)
        site.replies.clear()
        with contextlib.closing(sqlite3.connect(archive)) as connection, connection:
            connection.execute("UPDATE frontier SET next_try = NULL")
        assert site.crawl(archive, *ALL).status == 0
        assert held(archive) == site.keys()


def test_odd_articles_between_good_ones_are_settled(archive: Path) -> None:
    with MiniSite(count=12) as site:
        for n in (511, 510, 509, 508, 503, 501):
            site.replies[f"{BALI}/berita/{n}/kabar-{n}"] = answer(b"<html></html>", 404)
        run = site.crawl(archive, *ALL)
        assert len(held(archive)) == 6
    assert run.status == 0, run.log
    assert run.of("bali")["gone"] == 6
    assert rows(archive, "SELECT state, count(*) FROM frontier WHERE state <> 'stored'") == [
        ("gone", 6)
    ]


@pytest.mark.slow
def test_few_articles_of_a_bad_hour_are_asked_for_twice(archive: Path) -> None:
    states = "SELECT state, count(*) FROM frontier WHERE article_id > 512 GROUP BY 1"
    with MiniSite(count=12) as site:
        site.crawl(archive, *ALL)
        for n in site.publish("bali", 3):
            site.replies[f"{BALI}/berita/{n}/kabar-{n}"] = answer(b"<html></html>", 404)
        for state in ("pending", "gone"):
            assert site.crawl(archive, *ALL).status == 0
            assert rows(archive, states) == [(state, 3)]
            with contextlib.closing(sqlite3.connect(archive)) as connection, connection:
                connection.execute("UPDATE frontier SET next_try = NULL")


def test_doubts_of_a_crawl_that_is_killed_stay_pending(archive: Path) -> None:
    with MiniSite(count=4) as site:
        for n in (504, 503):
            site.replies[f"{BALI}/berita/{n}/kabar-{n}"] = answer(b"<html></html>", 404)
        site.replies[f"{BALI}/berita/502/kabar-502"] = (60.0, None)
        crawl = site.start(archive, *ALL, "-s", "BATCH_SIZE=1")
        while not site.asked("/berita/502/"):
            assert crawl.process.is_alive()
            time.sleep(0.01)
        crawl.kill()
    assert rows(archive, "SELECT DISTINCT state FROM frontier") == [("pending",)]


def make_due(archive: Path) -> None:
    """Let all that waits for its next try, or its next revisit, be due."""
    with contextlib.closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE frontier SET next_try = NULL WHERE state = 'pending'")
        connection.execute(
            "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z' WHERE state = 'stored'"
        )


@pytest.mark.slow
def test_articles_that_were_all_taken_away_are_missing_at_the_third_revisit(archive: Path) -> None:
    missing = "SELECT count(*) FROM articles WHERE missing_since IS NOT NULL"
    with MiniSite(count=6) as site:
        site.crawl(archive, *ALL)
        site.replies[BALI] = lambda asked: (
            BAD["gone"][1] if "/berita/" in asked.path else site.usual(asked)
        )
        counts = []
        for _ in range(3):
            make_due(archive)
            site.crawl(archive, spider="revisit")
            counts += rows(archive, missing)
    assert counts[:2] == [(0,), (0,)]
    assert counts[2][0] >= 5  # a host is left alone after five; the last one is asked then


@pytest.mark.slow
def test_many_dead_links_in_a_row_do_not_keep_a_crawl_from_the_others(archive: Path) -> None:
    with MiniSite(count=20) as site:
        dead = sorted(site.articles["bali"])[5:15]
        site.replies[BALI] = lambda asked: (
            BAD["gone"][1]
            if any(f"/berita/{number}/" in asked.path for number in dead)
            else site.usual(asked)
        )
        for _ in range(8):
            site.crawl(archive, *ALL)
            make_due(archive)
        assert held(archive) == site.keys() - {("bali", number) for number in dead}
    states = rows(archive, "SELECT state, count(*) FROM frontier GROUP BY 1 ORDER BY 1")
    assert states == [("gone", 10), ("stored", 10)]
    assert span(archive) is not None
