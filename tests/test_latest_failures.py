"""A crawl of the latest where hosts, listings or articles fail: who waits, goes on, is told of."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlite_utils.utils import sqlite3

from tests.minisite import ALL, BALI, MiniSite, held, listing_of, rows, span
from tests.servers import answer, redirect

if TYPE_CHECKING:
    from pathlib import Path


def test_bureau_that_fails_does_not_stop_the_others(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 25) as site:
        site.replies[BALI] = lambda asked: (
            site.usual(asked) if asked.path == "/robots.txt" else answer(b"", 500)
        )
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys("jogja")
    assert run.status == 1
    assert any("HTTP status 500" in error for error in run.of("bali")["errors"])
    assert run.of("jogja")["errors"] == []
    assert span(archive) is None
    assert span(archive, "jogja") is not None


def test_host_that_drops_every_connection_does_not_stop_the_others(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 25) as site:
        site.replies[BALI] = None
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys("jogja")
    assert run.status == 1
    assert run.of("bali")["errors"]


def test_robots_txt_that_cannot_be_read_means_not_now(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 15) as site:
        site.replies[f"{BALI}/robots.txt"] = answer(b"", 503)
        run = site.crawl(archive, *ALL)
        assert site.asked(f"{BALI}/rss") == site.asked(f"{BALI}/terkini") == []
    assert run.status == 1
    assert "robots.txt" in run.of("bali")["errors"][0]


@pytest.mark.slow
def test_pending_articles_wait_when_robots_txt_cannot_be_read(archive: Path) -> None:
    with MiniSite(count=15) as site:
        site.replies[f"{BALI}/berita/515/kabar-515"] = answer(b"", 500)
        site.crawl(archive, *ALL)
        site.replies[f"{BALI}/robots.txt"] = answer(b"", 503)
        site.crawl(archive, *ALL)
    assert rows(archive, "SELECT state, tries FROM frontier WHERE article_id = 515") == [
        ("pending", 1)
    ]


def test_old_host_without_robots_txt_holds_nothing_up(archive: Path) -> None:
    host, old = "kalteng.antaranews.com", "www.antarakalteng.com"
    with MiniSite(("kalteng",), 9) as site:
        ids = list(site.articles["kalteng"])
        first = listing_of(ids).replace(b"/berita/505/", f"http://{old}/berita/505/".encode())
        site.replies[f"{host}/terkini"] = answer(first)
        site.replies[f"{host}/rss/terkini.xml"] = answer(first.replace(b"article", b"p"))
        site.replies[f"{old}/robots.txt"] = answer(b"", 503)
        site.crawl(archive, *ALL)
        assert held(archive) == site.keys() - {("kalteng", 505)}
    assert rows(archive, "SELECT state, tries, lease_run FROM frontier WHERE article_id = 505") == [
        ("pending", 0, None)
    ]


def test_feed_that_fails_is_an_error_but_nothing_is_missed(archive: Path) -> None:
    with MiniSite(count=25) as site:
        site.replies[f"{BALI}/rss/terkini.xml"] = answer(b"", 404)
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys()
    assert run.status == 1
    assert "rss/terkini.xml" in run.of("bali")["errors"][0]
    assert span(archive) is not None  # /terkini was read whole, and names all of it


def test_listing_without_articles_is_an_error(archive: Path) -> None:
    with MiniSite(count=5) as site:
        for n in ("", "/1", "/2", "/3"):
            site.replies[f"{BALI}/terkini{n}"] = answer(b"<html><body><p>Halo.</p></body></html>")
        run = site.crawl(archive, *ALL)
    assert run.status == 1
    assert run.of("bali")["errors"]
    assert span(archive) is None


@pytest.mark.slow
def test_maintenance_page_does_not_end_a_listing(archive: Path) -> None:
    upkeep = b"""<html><head><title>Maintenance</title></head><body><h1>Situs sedang dalam
    pemeliharaan</h1><p>Kami segera kembali. Mohon maaf.</p></body></html>"""
    with MiniSite(count=45) as site:
        site.replies[f"{BALI}/terkini/3"] = answer(upkeep)
        site.replies[f"{BALI}/terkini/4"] = answer(upkeep)
        first = site.crawl(archive, *ALL)
        assert first.status == 1
        assert span(archive) is None
        site.replies.clear()
        site.crawl(archive, *ALL)
        assert held(archive) == site.keys()


def test_redesigned_listing_still_names_its_articles_and_the_summary_says_so(
    archive: Path,
) -> None:
    with MiniSite(count=15) as site:
        site.replies[f"{BALI}/terkini"] = answer(
            listing_of(list(site.articles["bali"])[:10], "/terkini/2", marker="kartu-baru")
        )
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys()
    assert run.of("bali")["shapes"]["generic"] == 1


def test_article_that_fails_stays_pending_for_a_later_run(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.replies[f"{BALI}/berita/505/kabar-505"] = answer(b"", 502)
        run = site.crawl(archive, *ALL)
    assert run.status == 0, run.log
    assert run.of("bali")["failed"] == 1
    assert rows(archive, "SELECT state, tries FROM frontier WHERE article_id = 505") == [
        ("pending", 1)
    ]


@pytest.mark.slow
def test_host_is_left_alone_after_five_failures_in_a_row(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 30) as site:
        site.replies[BALI] = lambda asked: (
            answer(b"", 500) if "/berita/" in asked.path else site.usual(asked)
        )
        run = site.crawl(archive, *ALL)
        # Two may be under way when the fifth fails; each is asked twice.
        assert len(set(site.asked(f"{BALI}/berita/"))) <= 6
        assert held(archive) == site.keys("jogja")
    assert run.status == 1
    assert "in a row" in run.of("bali")["errors"][0]
    assert span(archive) is None


@pytest.mark.parametrize("status", [404, 302])
def test_host_whose_articles_are_all_lost_is_left_alone(archive: Path, status: int) -> None:
    lost = answer(b"", 404) if status == 404 else redirect("https://example.org/parkir")
    with MiniSite(count=30) as site:
        site.replies[BALI] = lambda asked: lost if "/berita/" in asked.path else site.usual(asked)
        run = site.crawl(archive, *ALL)
        assert len(set(site.asked(f"{BALI}/berita/"))) <= 6
    assert run.status == 1
    assert "in a row" in run.of("bali")["errors"][0]
    assert span(archive) is None


def test_refused_and_maintained_articles_are_asked_for_again(archive: Path) -> None:
    upkeep = b"""<html><head><title>Maintenance</title></head><body><h1>Situs sedang dalam
    pemeliharaan</h1><p>Kami segera kembali. Mohon maaf.</p></body></html>"""
    with MiniSite(count=12) as site:
        site.replies[f"{BALI}/berita/505/kabar-505"] = answer(b"", 403)
        site.replies[f"{BALI}/berita/507/kabar-507"] = answer(upkeep)
        run = site.crawl(archive, *ALL)
    assert run.of("bali")["failed_by_reason"] == {"http_403": 1, "maintenance": 1}
    found = rows(archive, "SELECT state, reason FROM frontier WHERE state <> 'stored' ORDER BY 2")
    assert [state for state, _ in found] == ["pending", "pending"]
    assert found[1][1].startswith("maintenance: ")


@pytest.mark.slow
def test_gone_articles_and_pages_without_one_are_settled_with_their_reason(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.replies[f"{BALI}/berita/505/kabar-505"] = answer(b"<html></html>", 410)
        site.replies[f"{BALI}/berita/506/kabar-506"] = answer(
            b"%PDF-1.4", content_type="application/pdf"
        )
        site.replies[f"{BALI}/berita/507/kabar-507"] = redirect("https://example.org/x")
        run = site.crawl(archive, *ALL)
        site.forget()
        site.crawl(archive, *ALL)
        assert site.asked() == []
    assert run.status == 0, run.log
    assert run.of("bali")["gone"] == 1
    assert run.of("bali")["rejected_by_reason"] == {"not_html": 1, "off_site": 1}
    assert rows(
        archive,
        "SELECT article_id, state, reason FROM frontier WHERE state <> 'stored' ORDER BY 1",
    ) == [(505, "gone", None), (506, "rejected", "not_html"), (507, "rejected", "off_site")]


@pytest.mark.slow
def test_article_whose_page_comes_after_its_name_is_asked_for_again(archive: Path) -> None:
    with MiniSite(count=15) as site:
        page = f"{BALI}/berita/515/kabar-515"
        site.replies[page] = answer(b"", 404)
        assert site.crawl(archive, *ALL).of("bali")["gone"] == 1
        del site.replies[page]
        site.forget()
        run = site.crawl(archive, *ALL)  # too soon
        assert site.asked() == []
        assert run.of("bali")["skipped"] == 15
        with closing(sqlite3.connect(archive)) as connection, connection:
            connection.execute("UPDATE frontier SET last_try = '2026-01-01T00:00:00Z'")
        run = site.crawl(archive, *ALL)
        assert len(site.asked()) == 1
        assert held(archive) == site.keys()
    assert run.status == 0
    counts = run.of("bali")
    assert (counts["listed"], counts["skipped"], counts["stored"]) == (15, 14, 1)


@pytest.mark.slow
@pytest.mark.parametrize("also", ["", "Disallow: /berita/501/\n"])
def test_article_whose_listed_address_is_forbidden_is_asked_for_at_its_own(
    archive: Path, also: str
) -> None:
    """The listing's addresses have a query; the feed names the newest twenty without one."""
    with MiniSite(count=25) as site:
        rules = f"User-agent: *\nDisallow: /*?\n{also}".encode()
        site.replies[f"{BALI}/robots.txt"] = answer(rules, content_type="text/plain")
        run = site.crawl(archive, *ALL)
        forbidden = {("bali", 501)} if also else set()
        assert held(archive) == site.keys() - forbidden
        assert len(site.asked()) == 25 - len(forbidden)
        assert [url for url in site.asked() if "?" in url] == []
    assert run.status == 0
    assert run.of("bali")["rejected"] == len(forbidden)
    state = rows(archive, "SELECT state, url FROM frontier WHERE article_id = 501")
    assert state == [("rejected" if also else "stored", f"https://{BALI}/berita/501/kabar-501")]
