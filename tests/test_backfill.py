"""`antara crawl backfill`: the past of a bureau, stopped and gone on with, within its budget."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from sqlite_utils.utils import sqlite3

from tests.minisite import BALI, WITA, MiniSite, held, listing_of, rows, start
from tests.servers import Asked, answer

if TYPE_CHECKING:
    from pathlib import Path


def day(back: int) -> str:
    """Return the day in Bali so many days ago."""
    return (dt.datetime.now(WITA) - dt.timedelta(days=back)).date().isoformat()


def of_days(site: MiniSite, since: str, until: str) -> set[tuple[str, int]]:
    return {
        ("bali", number)
        for number, when in site.articles["bali"].items()
        if since <= when.date().isoformat() <= until
    }


def span(first: int, last: int) -> tuple[str, ...]:
    return ("--since", day(first), "--until", day(last), "--yes")


def test_the_days_are_held_and_little_else_is_asked_for(archive: Path) -> None:
    with MiniSite(count=600, hours=6) as site:
        run = site.crawl(archive, *span(100, 96), spider="backfill")
        assert run.status == 0, run.log
        wanted = of_days(site, day(100), day(96))
        assert wanted <= held(archive)
        # 600 articles on 60 pages; the days hold 20 on two or three of them.
        assert len(site.asked()) < len(wanted) + 40
        assert len(site.asked("/terkini")) < 20
        assert len(site.asked()) == len(set(site.asked()))
    assert run.of("bali")["ended"] == "walked"


@pytest.mark.slow
def test_the_same_command_again_asks_for_the_menu_only(archive: Path) -> None:
    with MiniSite(count=80, hours=6) as site:
        site.crawl(archive, *span(15, 2), spider="backfill")
        site.forget()
        run = site.crawl(archive, *span(15, 2), spider="backfill")
        assert run.status == 0, run.log
        assert run.summary["nothing_new"]
        assert site.asked("") == [f"{BALI}/"]
        site.forget()
        site.crawl(archive, *span(15, 2), "--anew", spider="backfill")
        assert site.asked("/terkini")
        assert site.asked() == []


@pytest.mark.slow
@pytest.mark.parametrize("end", ["kill", "interrupt"])
def test_a_backfill_that_was_stopped_goes_on_where_it_was(archive: Path, end: str) -> None:
    with MiniSite(count=300, hours=6) as site:
        stopped = site.start(archive, *span(70, 5), "-s", "BATCH_SIZE=3", spider="backfill")
        stopped.wait_for(site, 160)
        stopped.kill() if end == "kill" else stopped.interrupt()
        status = stopped.end().status
        assert status == (130 if end == "interrupt" else -9)
        before = set(site.asked())
        pages = set(site.asked("/terkini"))
        assert len(pages) > 8
        site.forget()
        run = site.crawl(archive, *span(70, 5), spider="backfill")
        assert run.status == 0, run.log
        assert of_days(site, day(70), day(5)) <= held(archive)
        # Only what was under way, or waited to be written, is asked for again.
        assert len(before & set(site.asked())) <= 5
        assert len(pages & set(site.asked("/terkini"))) <= 2
    states = rows(archive, "SELECT DISTINCT state FROM walks WHERE way = 'terkini'")
    assert states == [("done",)]


@pytest.mark.slow
def test_its_budget_ends_it_in_order_and_it_goes_on(archive: Path) -> None:
    with MiniSite(count=100, hours=6) as site:
        first = site.crawl(archive, *span(20, 1), "--max-requests", "25", spider="backfill")
        assert first.status == 0, first.log
        assert len(site.server.asked) == 25
        assert "budget of 25 requests is spent" in " ".join(first.summary["notes"])
        assert first.of("bali")["ended"] == "budget"
        for _ in range(8):
            run = site.crawl(archive, *span(20, 1), "--max-requests", "25", spider="backfill")
            assert run.status == 0, run.log
            if run.of("bali")["ended"] == "walked":
                break
        assert of_days(site, day(20), day(1)) <= held(archive)


def test_its_minutes_end_it(archive: Path) -> None:
    with MiniSite(count=50, hours=6) as site:
        run = site.crawl(archive, *span(20, 1), "--max-minutes", "0.001", spider="backfill")
    assert run.status == 0, run.log
    assert "budget of 0.001 minutes is spent" in " ".join(run.summary["notes"])


def test_outside_its_hours_a_bureau_is_not_asked(archive: Path) -> None:
    now = dt.datetime.now(WITA)
    later = f"{(now + dt.timedelta(hours=5)):%H:%M}-{(now + dt.timedelta(hours=6)):%H:%M}"
    with MiniSite(count=30) as site:
        run = site.crawl(archive, "-s", f"ALLOWED_HOURS={later}")
        assert run.status == 0, run.log
        assert site.server.asked == []
    assert f"bali is asked at {later} only" in " ".join(run.summary["notes"])
    assert not archive.exists()


def test_the_estimate_comes_first(archive: Path) -> None:
    with MiniSite(count=60, hours=6) as site:
        words = ("--since", day(9), "--until", day(0))
        only = start(
            site.server.gateway, ("bali",), archive, *words, "--estimate", shown=(),
            spider="backfill",
        ).end()  # fmt: skip
        assert only.status == 0, only.log
        assert site.asked("") == []
        assert not archive.exists()
        head, line, *below = only.out.splitlines()
        assert head.split() == ["BUREAU", "DAYS", "ARTICLES", "REQUESTS", "TIME", "DISK"]
        assert line.split()[:3] == ["bali", "10", "~400"]
        assert "40 articles a day are assumed" in below[-1]
        # Nobody is there to be asked, so it goes on.
        run = start(
            site.server.gateway, ("bali",), archive, *words, shown=(), spider="backfill"
        ).end()
        assert run.out.startswith("BUREAU")
        assert of_days(site, day(9), day(0)) <= held(archive)
        again = site.crawl(archive, *words, "--estimate", spider="backfill")
        found = json.loads(again.out)["estimate"][0]
    # Ten complete days tell how much there is in one; only today is left to be walked.
    assert found["assumed"] is False
    assert (found["days"], found["requests"] < 60) == (1, True)


def test_a_topic_is_asked_of_the_search_only(archive: Path) -> None:
    with MiniSite(count=60, hours=6) as site:
        hits = list(site.articles["bali"])[10:25]

        def search(asked: Asked) -> bytes:
            parts = unquote(asked.path).strip("/").split("/")
            number = int(parts[-1]) if parts[-1].isdigit() else 1
            found = hits[(number - 1) * 10 : number * 10]
            return answer(listing_of(found)) if found else answer(b"<html></html>", 404)

        site.replies[BALI] = lambda asked: (
            search(asked) if asked.path.startswith("/search") else site.usual(asked)
        )
        run = site.crawl(archive, *span(30, 0), "--query", 'kabut "asap" & api', spider="backfill")
        assert run.status == 0, run.log
        assert held(archive) == {("bali", number) for number in hits}
        first = next(asked for asked in site.server.asked if "/search" in asked.target)
        assert "startDate=" in first.target
        assert site.asked("/terkini") == []


@pytest.mark.slow
def test_a_listing_that_ends_early_leaves_a_gap_with_its_reason(archive: Path) -> None:
    with MiniSite(count=200, hours=6) as site:
        everything = site.articles["bali"]
        newest = dict(list(everything.items())[:80])

        def shallow(asked: Asked) -> bytes:
            site.articles["bali"] = newest if "/terkini" in asked.path else everything
            return site.usual(asked)

        site.replies[BALI] = shallow
        run = site.crawl(archive, *span(45, 1), spider="backfill")
        assert run.status == 0, run.log
        assert len(held(archive)) == pytest.approx(77, abs=4)
        site.forget()
        site.crawl(archive, *span(45, 1), spider="backfill")
        assert site.asked("/terkini") == []
    spans = rows(
        archive,
        "SELECT since, until, state, ended FROM walks WHERE way = 'terkini' ORDER BY since",
    )
    assert [state for _, _, state, _ in spans] == ["nothing", "done"]
    assert spans[0][3].startswith("the listing ends at ")
    assert spans[0][0] == day(45)
    assert spans[1][1] == day(1)


@pytest.mark.slow
def test_a_host_that_fails_is_an_error_and_the_walk_goes_on_later(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), count=60, hours=6) as site:
        fails = True

        def sometimes(asked: Asked) -> bytes:
            broken = fails and asked.path in ("/terkini/2", "/terkini/3")
            return answer(b"", 503) if broken else site.usual(asked)

        site.replies[BALI] = sometimes
        first = site.crawl(archive, *span(12, 0), spider="backfill")
        assert first.status == 1
        assert any("/terkini/2" in error for error in first.of("bali")["errors"])
        assert first.of("jogja")["ended"] == "walked"
        fails = False
        second = site.crawl(archive, *span(12, 0), spider="backfill")
        assert second.status == 0, second.log
        assert of_days(site, day(12), day(0)) <= held(archive)


def test_a_walk_that_failed_again_and_again_and_waits_is_told(archive: Path) -> None:
    words = (*span(8, 4), "--ways", "terkini")
    with MiniSite(count=40, hours=6) as site:
        site.replies[f"{BALI}/terkini/3"] = answer(b"", 503)
        assert site.crawl(archive, *words, spider="backfill").status == 1
        with closing(sqlite3.connect(archive)) as connection, connection:
            connection.execute("UPDATE walks SET tries = 3, next_try = '2999-01-01T00:00:00Z'")
        site.forget()
        run = site.crawl(archive, *words, spider="backfill")
        assert site.asked("/terkini") == []
    assert run.of("bali")["errors"] == [f"https://{BALI}/terkini/3: HTTP status 503"]
    assert (run.of("bali")["ended"], run.of("bali")["complete"]) == ("failed", False)
    assert run.status == 0, run.log  # the alarm since the first run lasts
    waits, told = run.summary["notes"]
    assert waits.startswith(
        f"https://{BALI}/terkini failed 3 times in a row: its walk goes on from "
    )
    assert "told before" in told


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["application/xml", "application/x-gzip", "text/plain", "text/html", None]
)
def test_the_sitemaps_of_robots_txt_are_read_whatever_their_type(
    archive: Path, kind: str | None
) -> None:
    with MiniSite(count=160, hours=6) as site:
        everything = site.articles["bali"]
        alone = list(everything)[20]
        urls = "".join(
            f"<url><loc>https://{BALI}/berita/{number}/kabar-{number}</loc>"
            f"<lastmod>{when.date()}</lastmod></url>"
            for number, when in everything.items()
        )
        pages = {
            "/robots.txt": answer(
                f"User-agent: *\nDisallow:\nSitemap: https://{BALI}/peta.xml\n".encode(),
                content_type="text/plain",
            ),
            "/peta.xml": answer(
                f"<sitemapindex><sitemap><loc>https://{BALI}/peta/1.xml.gz</loc></sitemap>"
                "</sitemapindex>".encode(),
                content_type=kind,
            ),
            "/peta/1.xml.gz": answer(
                gzip.compress(f"<urlset>{urls}</urlset>".encode()), content_type=kind
            ),
        }

        def without_it(asked: Asked) -> bytes:
            listed = {number: when for number, when in everything.items() if number != alone}
            site.articles["bali"] = listed if "/terkini" in asked.path else everything
            return pages.get(asked.path) or site.usual(asked)

        site.replies[BALI] = without_it
        run = site.crawl(archive, *span(12, 0), spider="backfill")
        assert run.status == 0, run.log
        # Its day is the one of its neighbours: of a sitemap only a news date is believed.
        assert ("bali", alone) in held(archive)
        assert of_days(site, day(12), day(0)) <= held(archive)
        assert ("bali", min(everything)) not in held(archive)
    ways = rows(
        archive, f"SELECT way FROM findings f JOIN frontier u ON u.id = f.frontier "
        f"WHERE u.article_id = {alone}",
    )  # fmt: skip
    assert ways == [("sitemap",)]


def test_sitemaps_alone_are_found_in_an_archive_that_knows_no_robots_txt(archive: Path) -> None:
    with MiniSite(count=40, hours=6) as site:
        urls = "".join(
            f"<url><loc>https://{BALI}/berita/{number}/kabar-{number}</loc>"
            f"<lastmod>{when.date()}</lastmod></url>"
            for number, when in site.articles["bali"].items()
        )
        rules = f"User-agent: *\nDisallow:\nSitemap: https://{BALI}/peta.xml\n".encode()
        pages = {
            "/robots.txt": answer(rules, content_type="text/plain"),
            "/peta.xml": answer(f"<urlset>{urls}</urlset>".encode(), content_type="text/xml"),
        }
        site.replies[BALI] = lambda asked: pages.get(asked.path) or site.usual(asked)
        run = site.crawl(archive, *span(6, 1), "--ways", "sitemap", spider="backfill")
        assert run.status == 0, run.log
        assert of_days(site, day(6), day(1)) <= held(archive)
        site.forget()
        site.crawl(archive, *span(6, 1), "--ways", "sitemap", spider="backfill")
        assert site.asked("/robots.txt") == []
    assert rows(archive, "SELECT state FROM walks")[0] == ("done",)


def test_a_backfill_to_the_first_article_wants_what_a_sitemap_names_without_a_day(
    archive: Path,
) -> None:
    with MiniSite(count=6) as site:
        robots = f"Sitemap: https://{BALI}/peta.xml\n".encode()
        named = "".join(
            f"<url><loc>/berita/{n}/kabar-{n}</loc></url>" for n in site.articles["bali"]
        )
        site.replies[f"{BALI}/robots.txt"] = answer(robots, content_type="text/plain")
        site.replies[f"{BALI}/peta.xml"] = answer(f"<urlset>{named}</urlset>".encode())
        site.crawl(archive, "--ways", "sitemap", spider="backfill")
        assert held(archive) == site.keys()


def test_a_robots_txt_without_sitemaps_ends_the_way_and_not_the_run(archive: Path) -> None:
    with MiniSite(count=20, hours=6) as site:
        run = site.crawl(archive, *span(4, 1), "--ways", "sitemap", spider="backfill")
        assert run.status == 0, run.log
        assert held(archive) == set()
    assert rows(archive, "SELECT state FROM walks") == [("nothing",)]


@pytest.mark.slow
def test_without_network_it_ends_although_robots_txt_is_remembered(archive: Path) -> None:
    with MiniSite(count=20, hours=6) as site:
        site.crawl(archive)
        gateway = site.server.gateway
    before = held(archive)
    run = start(gateway, ("bali",), archive, *span(30, 1), spider="backfill").end()
    assert run.status == 2
    assert "Nothing answered" in run.log
    assert held(archive) == before
    assert rows(archive, "SELECT count(*) FROM walks") == [(0,)]


@pytest.mark.slow
@pytest.mark.parametrize("most", [5, 16, 17])
def test_latest_that_has_spent_its_budget_is_no_error(archive: Path, most: int) -> None:
    with MiniSite(("bali", "jogja", "jatim"), count=60) as site:
        run = site.crawl(archive, "--max-requests", str(most))
        assert run.status == 0, run.log
        assert len(site.server.asked) == most
    for name in ("bali", "jogja", "jatim"):
        assert run.of(name)["errors"] == []
        assert run.of(name)["failed"] == 0  # what was leased and not asked did not fail
    assert rows(archive, "SELECT count(*) FROM frontier WHERE lease_run IS NOT NULL OR tries") == [
        (0,)
    ]
