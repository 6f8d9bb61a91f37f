"""Crawls of invented sites from the listing to the archive, each in a process of its own."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlite_utils.utils import sqlite3

from crawler.bureaus import load_bureaus
from crawler.clock import utc_text
from crawler.spiders.lane import Lane, next_in_turn
from crawler.summary import BureauSummary
from tests.minisite import ALL, BALI, JOGJA, MiniSite, held, page_of, rows, span, start
from tests.replica import Faults, Site, running_site
from tests.servers import answer

if TYPE_CHECKING:
    from pathlib import Path

SOME = ("sumsel", "kalteng", "papuatengah", "www")


# --- the sample site


def keys(truth: list[dict[str, Any]]) -> set[tuple[str, int]]:
    return {(one["bureau"], one["article_id"]) for one in truth}


@pytest.mark.slow
def test_sample_site_is_crawled_whole_and_a_second_run_finds_nothing_new(archive: Path) -> None:
    site = Site(seed=3, articles=100, bureaus=SOME)
    with running_site(site) as server:
        first = start(server.gateway, SOME, archive, *ALL).end()
        assert first.status == 0, first.log
        assert held(archive) == keys(site.truth())
        assert server.foreign == []
        assert max(server.most_at_once().values()) == 1
        server.forget()
        second = start(server.gateway, SOME, archive, *ALL).end()
        assert second.status == 0, second.log
        assert second.summary["nothing_new"]
        assert not [url for url in server.asked() if "/berita/" in url]
        assert held(archive) == keys(site.truth())
    wrong = {(one["bureau"], one["article_id"]): one["reasons"] for one in site.not_articles()}
    for bureau, number, reason in rows(
        archive,
        "SELECT bureau, article_id, coalesce(reason, 'gone') FROM frontier "
        "WHERE state IN ('rejected', 'gone')",
    ):
        assert reason == "redirected" or reason in wrong[bureau, number]


@pytest.mark.slow
def test_sample_site_whose_answers_fail_now_and_then_is_crawled_whole(archive: Path) -> None:
    site = Site(seed=4, articles=60, bureaus=SOME, without=["failed"])
    with running_site(site, faults=Faults(rate=0.05)) as server:
        run = start(server.gateway, SOME, archive, *ALL).end()
    assert held(archive) == keys(site.truth()), run.log


@pytest.mark.slow
def test_articles_in_unknown_markup_are_read_and_the_summary_says_so(archive: Path) -> None:
    site = Site(seed=5, articles=24, bureaus=("sumsel",), redesign=True, only_clean=True)
    with running_site(site) as server:
        run = start(server.gateway, ("sumsel",), archive, *ALL, shown=()).end()
    articles = keys(site.truth())
    assert held(archive) == articles
    flagged = rows(
        archive,
        "SELECT a.bureau, a.article_id FROM flags f JOIN articles a ON a.id = f.article "
        "WHERE f.flag = 'generic_layout' AND a.layout = 'generic'",
    )
    assert set(flagged) == articles
    printed = " ".join(run.out.split())
    number = len(articles)
    assert f"Warning: sumsel: {number} of {number} articles have markup that no layout" in printed


# --- listings and what they lead to


def test_every_listed_article_is_stored_and_none_asked_for_twice(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 45) as site:
        first = site.crawl(archive, *ALL)
        assert first.status == 0, first.log
        assert held(archive) == site.keys()
        assert len(site.asked()) == len(set(site.asked())) == 90
        site.forget()
        second = site.crawl(archive, *ALL)
        assert second.status == 0, second.log
        assert second.summary["nothing_new"]
        assert site.asked() == []
    assert first.of("bali")["stored"] == first.of("bali")["listed"] == 45
    assert second.of("bali")["skipped"] == second.of("bali")["listed"] > 0
    assert span(archive) is not None


@pytest.mark.slow
def test_later_run_brings_what_is_new(archive: Path) -> None:
    with MiniSite(count=30) as site:
        site.crawl(archive, *ALL)
        before = span(archive)
        new = site.publish("bali", 13)
        site.forget()
        run = site.crawl(archive)
        assert run.status == 0, run.log
        assert held(archive) == site.keys()
        assert len(site.asked()) == len(new)
    after = span(archive)
    assert before is not None
    assert after is not None
    assert after[0] == before[0]
    assert after[1] >= before[1]


@pytest.mark.slow
def test_first_contact_reaches_back_two_days(archive: Path) -> None:
    with MiniSite(count=100) as site:
        run = site.crawl(archive)
        wanted = {
            ("bali", n)
            for n, when in site.articles["bali"].items()
            if dt.datetime.now(dt.UTC) - when < dt.timedelta(days=2)
        }
    assert run.of("bali")["ended"] == "horizon"
    assert wanted <= held(archive)
    assert len(held(archive)) <= len(wanted) + 20


@pytest.mark.slow
def test_what_was_read_before_a_long_pause_is_no_gap(archive: Path) -> None:
    now = dt.datetime.now(dt.UTC)

    def days_ago(days: int) -> str:
        return utc_text(now - dt.timedelta(days=days))

    with MiniSite(count=60, hours=24) as site:
        site.crawl(archive, "--since", days_ago(45)[:10])
        with closing(sqlite3.connect(archive)) as connection, connection:
            begun = (days_ago(30), days_ago(30))
            connection.execute("UPDATE bureau_state SET complete_to = ?", begun[:1])
            connection.execute("UPDATE runs SET started_at = ?, finished_at = ?", begun)
        run = site.crawl(archive)
        assert run.of("bali")["uncovered"] is not None
        site.forget()
        again = site.crawl(
            archive,
            "--since",
            days_ago(40)[:10],
            "--until",
            days_ago(33)[:10],
            "--ways",
            "terkini",
            spider="backfill",
        )
        assert (again.status, site.asked("")) == (0, []), again.log
    ((listing, state),) = rows(archive, "SELECT listing, state FROM walks")
    assert (listing, state) == (f"https://{BALI}/terkini", "done")


def test_what_a_page_says_of_itself_is_kept_with_its_answer(archive: Path) -> None:
    with MiniSite(count=1) as site:
        when = site.articles["bali"][500 + 1]
        page = page_of("Kabar 501", when)
        site.replies[f"{BALI}/berita/501/kabar-501"] = answer(
            page, ETag='"satu"', Last_Modified="Fri, 20 Mar 2026 02:00:00 GMT"
        )
        site.crawl(archive, *ALL)
    ((title, status, etag, modified, digest, fetched),) = rows(
        archive,
        "SELECT title, status, etag, last_modified, content_sha256, fetched_at FROM articles",
    )
    assert (title, status, etag) == ("Kabar 501", 200, '"satu"')
    assert modified == "Fri, 20 Mar 2026 02:00:00 GMT"
    assert len(digest) == 64
    assert fetched.endswith("Z")


def test_date_of_the_feed_is_taken_where_the_page_has_none(archive: Path) -> None:
    with MiniSite(count=2) as site:
        dateless = page_of("Kabar 502", site.articles["bali"][502])
        dateless = (
            dateless[: dateless.index(b'<p class="simple-here">')]
            + b"</header>"
            + (dateless[dateless.index(b"</header>") + 9 :])
        )
        site.replies[f"{BALI}/berita/502/kabar-502"] = answer(dateless)
        site.crawl(archive, *ALL)
        wanted = site.articles["bali"][502].astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert rows(
        archive,
        "SELECT published_utc, published_source FROM articles WHERE article_id = 502",
    ) == [(wanted, "feed")]


# --- order


@pytest.mark.slow
def test_slow_host_does_not_hold_the_others_up(archive: Path) -> None:
    fast = ("bali", "sumsel", "riau", "jambi")
    slow = "jogja"
    with MiniSite((slow, *fast), 12) as site:
        site.replies[JOGJA] = lambda asked: (0.25, site.usual(asked))  # type: ignore[dict-item, return-value]
        run = site.crawl(archive, *ALL, "-s", "CONCURRENT_REQUESTS=3")
        assert run.status == 0, run.log
        assert held(archive) == site.keys()
        hosts = [asked.host.partition(".")[0] for asked in site.server.asked]
    last_fast = max(n for n, host in enumerate(hosts) if host != slow)
    assert hosts[:last_fast].count(slow) <= len(hosts) // 2 // len(fast) + 4


def test_turns_go_to_idle_hosts_first_and_never_to_one_with_two_under_way() -> None:
    bureaus = list(load_bureaus().values())[:4]
    lanes = [Lane(each, BureauSummary(each.name)) for each in bureaus]
    lanes[0].in_flight, lanes[0].served = 2, 1
    lanes[1].in_flight, lanes[1].served = 1, 2
    lanes[2].in_flight, lanes[2].served = 0, 9
    lanes[3].in_flight, lanes[3].served = 0, 4
    assert next_in_turn(lanes, 2) == [lanes[3], lanes[2], lanes[1]]
    lanes[3].left_alone = True
    assert next_in_turn(lanes, 2) == [lanes[2], lanes[1]]


def test_no_two_bureaus_ask_for_the_same_rows_of_the_frontier() -> None:
    names = [
        name
        for each in load_bureaus().values()
        for name in Lane(each, BureauSummary(each.name)).frontier_names
    ]
    assert len(names) == len(set(names))
    assert "papuabarat" in names


@pytest.mark.slow
def test_requests_that_a_component_drops_do_not_keep_the_crawl_waiting(archive: Path) -> None:
    with MiniSite(count=3) as site:
        run = site.crawl(archive, "-s", "URLLENGTH_LIMIT=20")
        assert site.asked("") == []
    assert run.status == 2
    assert not archive.exists()
