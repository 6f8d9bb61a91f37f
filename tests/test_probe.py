# ruff: noqa: E501 - what is printed reads best as it stands there
"""`antara probe`: what it asks, how politely, what it says of each difference."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from crawler.probing.eight import MOST_REQUESTS, accounts_of
from tests.probe_faults import DAY, DIFFERENCES, NEWEST, faults, host, today
from tests.probed import Bureaus, probe
from tests.replica import Site, running_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.probed import Probed
    from tests.servers import Asked, Reply


# --- each kind of difference, one a bureau, all asked side by side


@pytest.fixture(scope="module")
def probed(tmp_path_factory) -> Iterator[tuple[Bureaus, Probed]]:
    """A site of many bureaus, each with one fault, and what a probe of all says."""
    folder = tmp_path_factory.mktemp("probed")
    names = [*DIFFERENCES, "jogja", "makassar", "sulteng", "ambon", "www", "kl", "en", "kupang"]
    with Bureaus(tuple(names), 30) as site:
        site.replies |= faults(site)
        yield site, probe(folder, site.server.gateway, "--json", "--bureau", ",".join(names))


@pytest.mark.parametrize("bureau", DIFFERENCES)
def test_each_difference_is_told_with_what_to_do(probed, bureau: str) -> None:
    site, result = probed
    wita = site.articles["lampung"][NEWEST].astimezone(ZoneInfo("Asia/Makassar")).isoformat()
    wanted = [
        line.replace("{asked_day}", f"{today(bureau) - DAY:%d-%m-%Y}").replace("{wita}", wita)
        if bureau in ("jambi", "lampung")
        else line
        for line in DIFFERENCES[bureau]
    ]
    assert result.reports[bureau]["differences"] == wanted


def test_no_bureau_is_sent_more_than_eight_requests(probed) -> None:
    site, result = probed
    sent: Counter[str] = Counter()
    for each in site.server.asked:
        sent.update(accounts_of(each.host))
    assert max(sent.values()) <= MOST_REQUESTS
    # What the reports say is what the server saw.
    said = {name: report["requests"] for name, report in result.reports.items()}
    # robots.txt of two led to another host, which counts for both.
    led = {"papuabarat": 1, "megapolitan": 1}
    assert said == {name: sent[name] + led.get(name, 0) for name in said}


def test_one_request_at_a_time_goes_to_a_host(probed) -> None:
    site, _ = probed
    order = [each.path for each in site.server.asked if each.host == host("mataram")]
    asked_day = f"/indeks/{today('mataram') - DAY:%d-%m-%Y}"
    article = f"/berita/{NEWEST}/kabar-{NEWEST}"
    assert order == [
        *("/robots.txt", "/rss/terkini.xml", "/terkini", article, article),
        *(asked_day, "/terkini/2"),
    ]


def test_what_is_learnt_of_a_bureau_in_order(probed) -> None:
    report = probed[1].reports["mataram"]
    assert report["robots"] == {
        "status": 200,
        "verdict": "rules",
        "crawl_delay": None,
        "sitemaps": [],
    }
    assert (report["feed"]["articles"], report["feed"]["offset"]) == (30, "+08:00")
    assert (report["terkini"]["articles"], report["terkini"]["shape"]) == (10, "g2")
    assert report["sections"] == ["ekonomi", "hukum/pidana"]
    assert report["second_page"]["repeats"] is False
    assert report["indeks"]["status"] == 404
    article = report["article"]
    assert (article["layout"], article["missing"], article["printed_zone"]) == ("r", [], "WITA")
    assert (article["etag"], article["last_modified"], article["answers_304"]) == (
        *(True, False, True),
    )
    assert report["newest_id"] == NEWEST
    assert report["answered"] is True
    assert report["stopped"] is None
    assert len(report["seconds"]) == 6


def test_robots_says_its_delay_and_its_sitemaps(probed) -> None:
    robots = probed[1].reports["gorontalo"]["robots"]
    assert robots["crawl_delay"] == 0.5
    assert robots["sitemaps"] == ["https://gorontalo.antaranews.com/sitemap.xml"]
    assert not probed[0].asked("sitemap")


def test_redirected_robots_are_read_where_they_lead(probed) -> None:
    assert probed[1].reports["sultra"]["robots"]["verdict"] == "rules"


def test_robots_that_do_not_answer_close_the_host(probed) -> None:
    site, result = probed
    report = result.reports["jogja"]
    assert report["answered"] is False
    assert report["differences"][0].startswith("nothing answers: ")
    assert site.server.urls(host("jogja")) == ["jogja.antaranews.com/robots.txt"]


@pytest.mark.parametrize("bureau", ["jabar", "jateng"])
def test_nothing_is_asked_past_robots_that_close_or_disallow(probed, bureau: str) -> None:
    assert probed[0].server.urls(host(bureau)) == [f"{host(bureau)}/robots.txt"]


def test_a_host_that_asks_for_a_pause_is_left_alone(probed) -> None:
    site, result = probed
    assert site.server.urls(host("kalbar")) == [
        "kalbar.antaranews.com/robots.txt",
        "kalbar.antaranews.com/rss/terkini.xml",
    ]
    assert result.reports["kalbar"]["stopped"] == "it answered 429, which asks for a pause"


def test_a_redirect_out_of_the_host_is_told_and_not_followed(probed) -> None:
    site, result = probed
    # But for robots.txt, of which RFC 9309 wants it.
    assert len(site.server.urls("bogor.antaranews.com")) == 1
    assert result.reports["megapolitan"]["moved_to"] == ["bogor.antaranews.com"]
    assert len(site.server.urls(host("megapolitan"))) == 3
    assert len(site.server.urls(host("papuatengah"))) == 1


def test_redirects_that_never_end_use_up_eight_requests_at_most(probed) -> None:
    site, result = probed
    assert len(site.server.urls(host("kl"))) == MOST_REQUESTS
    assert result.reports["kl"]["stopped"] == "it has had its 8 requests"
    # Five are followed for robots.txt, and then the host is closed.
    assert len(site.server.urls(host("en"))) == 6
    assert result.reports["en"]["differences"][0].startswith("robots.txt closes the host (more ")


def test_nothing_is_asked_twice_because_it_came_broken(probed) -> None:
    site, result = probed
    assert site.asked("kupang.antaranews.com/rss") == ["kupang.antaranews.com/rss/terkini.xml"]
    assert "not a whole gzip stream" in result.reports["kupang"]["feed"]["trouble"]


def test_a_date_index_that_shows_another_day_is_said_to_ignore_it(probed) -> None:
    indeks = probed[1].reports["bengkulu"]["indeks"]
    assert indeks["ignores_date"] is True
    assert indeks["trouble"] == f"ignores its date: it shows {today('bengkulu')}"
    assert probed[1].reports["jambi"]["indeks"]["announced"] == 2
    assert probed[1].reports["papua"]["indeks"]["trouble"].startswith("it leads to ")


def test_an_expected_date_index_that_does_not_answer(probed) -> None:
    lines = probed[1].reports["www"]["differences"]
    assert [line for line in lines if line.startswith("date index")] == [
        f"date index: https://www.antaranews.com/indeks/{today('www') - DAY:%d-%m-%Y} is none "
        "(HTTP status 404); remove indeks = true from its block"
    ]


def test_a_clock_that_differs(probed) -> None:
    report = probed[1].reports["sulteng"]
    assert 7_140 < report["skew"] < 7_210
    assert report["differences"] == [
        f"clock: the site's is {report['skew']:,.0f} s ahead of this machine's: one of the two is wrong"
    ]
    assert probed[1].reports["mataram"]["skew"] is None


def test_a_feed_in_a_wrong_zone(probed) -> None:
    (line,) = probed[1].reports["makassar"]["differences"]
    assert line.startswith("article: the feed says ")
    assert "+07:00, the page " in line


def test_something_that_differs_ends_with_status_1(probed) -> None:
    result = probed[1]
    assert result.status == 1
    first, last = result.log.splitlines()
    assert first.startswith("Asking 30 bureaus through the gateway http://127.0.0.1:")
    assert last.startswith("Different from what is expected: aceh, ambon, ")
    assert "mataram" not in last


def test_json_is_one_object_a_line(probed) -> None:
    result = probed[1]
    assert len(result.out.splitlines()) == len(result.reports) == 30


# --- the sample site


def test_the_sample_site_is_as_expected(tmp_path: Path) -> None:
    site = Site(seed=1, articles=60, bureaus=("jateng", "mataram"), only_clean=True)
    with running_site(site) as server:
        result = probe(tmp_path, server.gateway, "--bureau", "jateng,mataram")
        assert server.foreign == []
        assert set(server.most_at_once().values()) == {1}
        sent = Counter(one.host for one in server.requests)
    assert set(sent.values()) == {7}
    assert result.status == 0
    assert result.log.splitlines()[-1] == "As expected: 2 bureaus."
    jateng = result.out[result.out.index("jateng: ") :].splitlines()[:14]
    assert jateng[0].startswith("jateng: as expected (7 requests, answers in ")
    assert jateng[0].endswith(" s, replica)")
    assert [line[:11] for line in jateng[1:5]] == [
        *("  robots   ", "  feed     ", "  terkini  ", "  menu     ")
    ]
    assert "  article  200: layout r" in jateng
    assert "  indeks   HTTP status 404" in jateng
    assert "           validators: ETag and Last-Modified, answered by 304" in jateng
    assert not any(line.startswith("  !") for line in jateng)


@pytest.mark.slow
def test_the_traps_of_the_sample_site_cost_no_more(tmp_path: Path) -> None:
    with running_site(Site(seed=2, articles=120)) as server:
        names = ",".join(server.site.bureaus)
        result = probe(tmp_path, server.gateway, "--json", "--bureau", names)
        sent = Counter(name for one in server.requests for name in accounts_of(one.host))
    assert result.status == 1  # www has no date index there, and ids are lower
    assert max(sent.values()) <= MOST_REQUESTS
    layouts = {name: each["article"]["layout"] for name, each in result.reports.items()}
    assert layouts == dict.fromkeys(layouts, "r") | {"www": "g3"}


@pytest.mark.slow
def test_date_indexes_of_the_sample_site(tmp_path: Path) -> None:
    site = Site(
        seed=1,
        articles=9_000,
        years=1,
        bureaus=("jateng", "mataram"),
        indeks={"jateng": "days", "mataram": "newest"},
        now=dt.datetime.now(ZoneInfo("Asia/Jakarta")),
    )
    with running_site(site) as server:
        result = probe(tmp_path, server.gateway, "--json", "--bureau", "jateng,mataram")
    of_days, newest = (result.reports[name]["indeks"] for name in ("jateng", "mataram"))
    assert of_days["day"] == str(today("jateng") - DAY)
    assert of_days["announced"] >= of_days["articles"] > 0
    assert "set indeks = true" in result.reports["jateng"]["differences"][0]
    assert newest["ignores_date"] is True
    assert result.reports["mataram"]["differences"] == []
    assert result.reports["jateng"]["robots"]["sitemaps"] == [
        "https://jateng.antaranews.com/sitemap.xml"
    ]


# --- manners


@pytest.mark.slow
def test_the_delay_and_the_places_of_a_crawl_are_kept(tmp_path: Path) -> None:
    lock, open_now, most = threading.Lock(), 0, 0

    def counted(asked: Asked) -> Reply:
        nonlocal open_now, most
        with lock:
            open_now += 1
            most = max(most, open_now)
        threading.Event().wait(0.03)
        with lock:
            open_now -= 1
        return site.usual(asked)

    names = ("mataram", "riau", "jambi", "aceh")
    with Bureaus(names, 30) as site:
        site.replies[""] = counted
        result = probe(
            *(tmp_path, site.server.gateway, "--bureau", ",".join(names)),
            ANTARA_DOWNLOAD_DELAY="0.2",
            ANTARA_DOWNLOAD_DELAY_JITTER="0",
            ANTARA_CONCURRENT_REQUESTS="2",
        )
        for name in names:
            times = [each.at for each in site.server.asked if each.host == host(name)]
            assert len(times) == 7
            # Six delays. Where they arrive, a busy machine may bring two requests nearer together.
            assert times[-1] - times[0] > 5 * 0.2
    assert result.status == 0
    assert most == 2
