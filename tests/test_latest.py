"""Crawls of invented sites from the listing to the archive, each in a process of its own."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from crawler.bureaus import load_bureaus
from crawler.spiders.lane import Lane, next_in_turn
from crawler.summary import BureauSummary
from tests.minisite import MiniSite, held, listing_of, page_of, rows, start
from tests.replica import Faults, Site, running_site
from tests.servers import Asked, answer, redirect

if TYPE_CHECKING:
    from pathlib import Path

ALL = ("--since", "2000-01-01")
SOME = ("sumsel", "kalteng", "papuatengah", "www")
BALI, JOGJA = "bali.antaranews.com", "jogja.antaranews.com"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def span(archive: Path, bureau: str = "bali") -> tuple[str, str] | None:
    found = rows(
        archive, f"SELECT complete_from, complete_to FROM bureau_state WHERE bureau = '{bureau}'"
    )
    return found[0] if found else None


# --- the sample site


def keys(truth: list[dict[str, Any]]) -> set[tuple[str, int]]:
    return {(one["bureau"], one["article_id"]) for one in truth}


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


def test_sample_site_whose_answers_fail_now_and_then_is_crawled_whole(archive: Path) -> None:
    site = Site(seed=4, articles=60, bureaus=SOME, without=["failed"])
    with running_site(site, faults=Faults(rate=0.05)) as server:
        run = start(server.gateway, SOME, archive, *ALL).end()
    assert held(archive) == keys(site.truth()), run.log


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


# --- failures


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
    assert span(archive) is None


def test_listing_without_articles_is_an_error(archive: Path) -> None:
    with MiniSite(count=5) as site:
        for n in ("", "/1", "/2", "/3"):
            site.replies[f"{BALI}/terkini{n}"] = answer(b"<html><body><p>Halo.</p></body></html>")
        run = site.crawl(archive, *ALL)
    assert run.status == 1
    assert run.of("bali")["errors"]
    assert span(archive) is None


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


# --- redirects


def test_old_host_joins_its_bureau(archive: Path) -> None:
    old = "http://www.antarakalteng.com/berita/7/kabar-7"
    with MiniSite(("kalteng",), 5) as site:
        when = site.articles["kalteng"][501]
        site.articles["kalteng"][7] = when
        first = listing_of([505, 504, 503, 502, 501]).replace(
            b"/berita/501/kabar-501?utm_source=terkini", old.encode()
        )
        del site.articles["kalteng"][501]
        host = "kalteng.antaranews.com"
        site.replies[f"{host}/terkini"] = answer(first)
        site.replies["www.antarakalteng.com/robots.txt"] = answer(b"", 404)
        site.replies["www.antarakalteng.com"] = redirect(f"https://{host}/berita/7/kabar-7", 301)
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys(), run.log
    assert rows(archive, "SELECT url FROM articles WHERE article_id = 7") == [
        (f"https://{host}/berita/7/kabar-7",)
    ]


def test_redirect_to_another_article_is_kept_under_its_own_key(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.replies[f"{BALI}/berita/505/kabar-505"] = redirect(
            f"https://{JOGJA}/berita/77/kabar-77"
        )
        site.articles["jogja"] = {77: site.articles["bali"][505]}
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys("bali") - {("bali", 505)} | {("jogja", 77)}
    assert run.status == 0, run.log
    ((state, reason, seen),) = rows(
        archive, "SELECT state, reason, seen FROM frontier WHERE article_id = 505"
    )
    assert (state, reason) == ("rejected", "redirected")
    assert "jogja/77" in seen


def test_unproven_alias_joins_by_its_redirect_only(archive: Path) -> None:
    host, alias = "papuatengah.antaranews.com", "papuabarat.antaranews.com"
    with MiniSite(("papuatengah",), 6) as site:
        first = listing_of([506, 505, 504, 503, 502, 501])
        first = first.replace(b"/berita/501/", f"https://{alias}/berita/501/".encode())
        first = first.replace(b"/berita/502/", f"https://{alias}/berita/502/".encode())
        site.replies[f"{host}/terkini"] = answer(first)
        site.replies[f"{host}/terkini/2"] = answer(b"", 404)
        site.replies[f"{host}/rss/terkini.xml"] = answer(b"<rss></rss>")
        site.replies[f"{alias}/robots.txt"] = answer(b"", 404)
        site.replies[f"{alias}/berita/501/kabar-501"] = redirect(
            f"https://{host}/berita/501/kabar-501"
        )
        site.replies[f"{alias}/berita/502/kabar-502"] = answer(
            page_of("Kabar lama", site.articles["papuatengah"][502])
        )
        site.crawl(archive, *ALL)
    assert held(archive) == {
        *(("papuatengah", n) for n in (506, 505, 504, 503, 501)),
        ("papuabarat", 502),
    }


def test_article_of_another_bureau_waits_until_that_one_is_crawled(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 5) as site:
        first = listing_of([505, 504, 503, 502, 501]).replace(
            b"/berita/503/", f"https://{JOGJA}/berita/44/".encode()
        )
        site.replies[f"{BALI}/terkini"] = answer(first)
        site.articles["jogja"][44] = site.articles["jogja"][501]
        site.bureaus = ("bali",)
        site.crawl(archive, *ALL)
        assert ("jogja", 44) not in held(archive)
        site.bureaus = ("jogja",)
        site.crawl(archive, "--pages", "1")
        assert ("jogja", 44) in held(archive)


# --- order


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


def test_requests_that_a_component_drops_do_not_keep_the_crawl_waiting(archive: Path) -> None:
    with MiniSite(count=3) as site:
        run = site.crawl(archive, "-s", "URLLENGTH_LIMIT=20")
        assert site.asked("") == []
    assert run.status == 2
    assert not archive.exists()


# --- ends that nobody planned


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 12))]
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
