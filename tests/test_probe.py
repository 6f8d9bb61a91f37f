# ruff: noqa: E501 - what is printed reads best as it stands there
"""`antara probe`: what it asks, how politely, what it says of each difference."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import threading
from collections import Counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from crawler.bureaus import load_bureaus
from crawler.clock import utc_text
from crawler.probing.eight import MOST_REQUESTS, accounts_of
from pipelines.archive import ArchiveSession
from tests.command_line import ANTARA, make_archive
from tests.minisite import MiniSite, feed_of, listing_of, page_of
from tests.probed import QUICK, Bureaus, index_of, page, probe, start
from tests.replica import Site, running_site
from tests.servers import answer, redirect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.probed import Probed
    from tests.servers import Asked, Reply

DAY = dt.timedelta(days=1)
NEWEST = 530
"""The id of the newest article of each bureau of `Bureaus`."""


def host(bureau: str) -> str:
    return f"{bureau}.antaranews.com"


def today(bureau: str) -> dt.date:
    return dt.datetime.now(ZoneInfo(load_bureaus()[bureau].zone)).date()


# --- each kind of difference, one a bureau, all asked side by side

ROBOTS = b"User-agent: *\nDisallow: /ajax/\n"
UNKNOWN_MARKUP = (
    "<!DOCTYPE html><html><body><main><ul class='daftar'>"
    + "".join(f"<li><h4><a href='/berita/{n}/k'>Kabar {n}</a></h4></li>" for n in range(521, 531))
    + "</ul></main></body></html>"
).encode()
UNKNOWN_PAGE = (
    "<!DOCTYPE html><html><head><title>Kabar 530</title><meta property='og:title' content='Kabar"
    " 530'></head><body><main><h1>Kabar 530</h1><div class='isi'>"
    + "<p>Denpasar (ANTARA) - Pedagang menyambut pasar baru itu dengan riang sejak pagi.</p>" * 3
    + "</div></main></body></html>"
).encode()


def in_two_hours(_: Asked) -> Reply:
    """Answer as a site whose clock is two hours ahead."""
    date = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    return answer(listing_of(list(range(521, 531))), Date=f"{date:%a, %d %b %Y %H:%M:%S} GMT")


def in_circles(asked: Asked) -> Reply:
    """Redirect everything but robots.txt to itself."""
    if asked.path == "/robots.txt":
        return answer(ROBOTS, content_type="text/plain")
    return redirect(f"https://{asked.host}{asked.path}")


def faults(site: Bureaus) -> dict[str, Reply | Callable[[Asked], Reply]]:
    """Return what answers in place of a bureau's usual page, by address."""

    def newest(bureau: str) -> str:
        return f"{host(bureau)}/berita/{NEWEST}/kabar-{NEWEST}"

    def when(bureau: str) -> dt.datetime:
        zone = ZoneInfo(load_bureaus()[bureau].zone)
        return site.articles[bureau][NEWEST].astimezone(zone)

    def indeks(bureau: str) -> str:
        return f"{host(bureau)}/indeks/{today(bureau) - DAY:%d-%m-%Y}"

    wita = when("lampung").astimezone(ZoneInfo("Asia/Makassar"))
    off = when("makassar").replace(tzinfo=dt.timezone(dt.timedelta(hours=7)))
    return {
        f"{host('aceh')}/rss/terkini.xml": answer(
            b"<rss><channel></channel></rss>", content_type="text/xml"
        ),
        f"{host('sumut')}/terkini": answer(b"<html><body>404</body></html>", 404),
        newest("sumbar"): answer(UNKNOWN_PAGE),
        f"{host('riau')}/terkini": answer(UNKNOWN_MARKUP),
        f"{host('kepri')}/terkini/2": answer(listing_of(list(range(521, 531)))),
        indeks("jambi"): answer(index_of(today("jambi") - DAY, [511, 512])),
        indeks("bengkulu"): answer(index_of(today("bengkulu"), [529, 530])),
        newest("lampung"): answer(page(NEWEST, wita, "WITA")),
        host("megapolitan"): redirect("https://bogor.antaranews.com/"),
        f"{host('jabar')}/robots.txt": answer(b"", 503),
        f"{host('jateng')}/robots.txt": answer(b"User-agent: *\nDisallow: /\n"),
        f"{host('jogja')}/robots.txt": None,
        f"{host('kalbar')}/rss/terkini.xml": answer(b"", 429, Retry_After="3600"),
        newest("kalsel"): answer(page_of("Kabar 530", when("kalsel"))),
        newest("kaltim"): answer(b"<html><body>404</body></html>", 404),
        f"{host('kaltara')}/terkini": redirect("/terbaru"),
        f"{host('kaltara')}/terbaru": answer(listing_of(list(range(521, 531)))),
        f"{host('makassar')}/rss/terkini.xml": answer(
            feed_of(host("makassar"), {NEWEST: off}), content_type="text/xml"
        ),
        f"{host('sulteng')}/terkini": in_two_hours,
        f"{host('manado')}/rss/terkini.xml": answer(
            feed_of(host("bali"), {NEWEST: when("manado")}), content_type="text/xml"
        ),
        f"{host('manado')}/terkini": answer(
            listing_of([1]).replace(b'href="/berita', b'href="https://bali.antaranews.com/berita')
        ),
        host("papuabarat"): redirect("https://papuatengah.antaranews.com/"),
        f"{host('gorontalo')}/robots.txt": answer(
            ROBOTS + b"Crawl-delay: 0.5\nSitemap: https://gorontalo.antaranews.com/sitemap.xml\n"
            b"Sitemap: https://belanja.example/sitemap.xml\n"
        ),
        f"{host('sultra')}/robots.txt": redirect("https://sultra.antaranews.com/aturan.txt"),
        f"{host('sultra')}/aturan.txt": answer(ROBOTS, content_type="text/plain"),
        newest("ambon"): answer(page(NEWEST, when("ambon"), "WIT")),
        indeks("papua"): redirect("/terkini"),
        host("kl"): in_circles,
        host("en"): lambda asked: redirect(f"https://{asked.host}{asked.path}x"),
        f"{host('kupang')}/rss/terkini.xml": answer(
            b"\x1f\x8b\x08cut off", Content_Encoding="gzip"
        ),
    }


# fmt: off
DIFFERENCES = {
    "mataram": [],
    "aceh": ["feed: https://aceh.antaranews.com/rss/terkini.xml names no article (it is no feed, or an empty one)"],
    "sumut": ["terkini: https://sumut.antaranews.com/terkini names no article (HTTP status 404)"],
    "sumbar": [f"article: layout generic, expected r: https://sumbar.antaranews.com/berita/{NEWEST}/kabar-{NEWEST}",
               f"article: no published, credits, tags, category, copyright: https://sumbar.antaranews.com/berita/{NEWEST}/kabar-{NEWEST}"],
    "riau": ["terkini: https://riau.antaranews.com/terkini is in markup that is not known; it needs a shape of its own"],
    "kepri": ["terkini: https://kepri.antaranews.com/terkini/2 does not go on (it repeats page 1)"],
    "jambi": ["date index: https://jambi.antaranews.com/indeks/{yesterday} answers; set indeks = true in its block"],
    "bengkulu": [],  # it ignores its date, as expected of a host without an index
    "papua": [],  # so does a redirect
    "lampung": ["article: {wita} is not in the time of Asia/Jakarta: https://lampung.antaranews.com/berita/530/kabar-530",
                "article: prints WITA, not the time of Asia/Jakarta"],
    "megapolitan": ["megapolitan.antaranews.com leads to bogor.antaranews.com: give that host a block, with megapolitan.antaranews.com as its alias"],
    "jabar": ["robots.txt closes the host (HTTP status 503): a crawl asks nothing of it while it is so"],
    "jateng": ["robots.txt disallows all listings; a crawl finds nothing on this host"],
    "kalbar": ["feed: https://kalbar.antaranews.com/rss/terkini.xml names no article (HTTP status 429)"],
    "kalsel": ["article: no tags, category: https://kalsel.antaranews.com/berita/530/kabar-530"],
    "kaltim": ["article: https://kaltim.antaranews.com/berita/530/kabar-530 was not read (HTTP status 404)"],
    "kaltara": ["terkini: https://kaltara.antaranews.com/terkini leads to https://kaltara.antaranews.com/terbaru; write that path into terkini"],
    "manado": ["manado.antaranews.com lists no article of its own, only of bali: an alias, perhaps"],
    "otomotif": ['feed: https://otomotif.antaranews.com/rss/terkini.xml names articles; add feeds = ["rss/terkini.xml"] to its block',
                 'terkini: https://otomotif.antaranews.com/terkini names articles; add terkini = "terkini" to its block'],
    "papuabarat": ["papuabarat.antaranews.com leads to papuatengah.antaranews.com: move it from unproven_aliases to aliases in [papuatengah]"],
    "gorontalo": ["ids: the newest article has 530, below 382002, which was seen before: they may have begun anew"],
    "sultra": [],
}
# fmt: on
"""What each bureau of `probed` differs by; those with a line of their own below are left out."""


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
        line.replace("{yesterday}", f"{today(bureau) - DAY:%d-%m-%Y}").replace("{wita}", wita)
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
    yesterday = f"/indeks/{today('mataram') - DAY:%d-%m-%Y}"
    article = f"/berita/{NEWEST}/kabar-{NEWEST}"
    assert order == [
        *("/robots.txt", "/rss/terkini.xml", "/terkini", article, article),
        *(yesterday, "/terkini/2"),
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


def test_the_traps_of_the_sample_site_cost_no_more(tmp_path: Path) -> None:
    with running_site(Site(seed=2, articles=120)) as server:
        names = ",".join(server.site.bureaus)
        result = probe(tmp_path, server.gateway, "--json", "--bureau", names)
        sent = Counter(name for one in server.requests for name in accounts_of(one.host))
    assert result.status == 1  # www has no date index there, and ids are lower
    assert max(sent.values()) <= MOST_REQUESTS
    layouts = {name: each["article"]["layout"] for name, each in result.reports.items()}
    assert layouts == dict.fromkeys(layouts, "r") | {"www": "g3"}


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


# --- when it ends otherwise


def test_nothing_that_answers_ends_with_status_2(tmp_path: Path) -> None:
    with MiniSite() as site:
        site.replies[""] = None
        result = probe(tmp_path, site.server.gateway, "--bureau", "bali,riau")
        assert site.server.urls() == [
            "bali.antaranews.com/robots.txt",
            "riau.antaranews.com/robots.txt",
        ]
    assert result.status == 2
    assert result.log.splitlines()[-1].startswith(
        "No bureau answered. Check the network and the gateway"
    )
    assert "  ! nothing answers: " in result.out


def test_ctrl_c_tells_what_is_known_so_far(tmp_path: Path) -> None:
    over = threading.Event()

    def never(_: Asked) -> Reply:
        over.wait(60)
        return None

    with Bureaus(("mataram", "riau"), 30) as site:
        site.replies["riau.antaranews.com/terkini"] = never
        probing = start(tmp_path, site.server.gateway, "--bureau", "mataram,riau")
        try:
            probing.wait_for(site, 10)  # seven of mataram, three of riau
            probing.interrupt()
            result = probing.finish()
        finally:
            over.set()
        assert len(site.server.urls(host("riau"))) == 3
    assert result.status == 130
    assert "mataram: as expected (7 requests" in result.out
    riau = result.out[result.out.index("riau: ") :].splitlines()
    assert riau[0].startswith("riau: as expected so far (3 requests")
    assert "  feed     200: 30 articles, times in +07:00" in riau
    assert "  stopped  interrupted" in riau
    assert result.log.splitlines()[1:] == ["Interrupted: 1 of 2 bureaus were asked all."]


def closed_hours(bureau: str) -> str:
    """Return hours in which a bureau may not be asked now."""
    now = dt.datetime.now(ZoneInfo(load_bureaus()[bureau].zone))
    begin, end = now + dt.timedelta(hours=2), now + dt.timedelta(hours=3)
    return f"{begin:%H:%M}-{end:%H:%M}"


def test_a_bureau_outside_its_hours_is_not_asked_and_that_is_said(tmp_path: Path) -> None:
    hours = closed_hours("riau")
    (tmp_path / "antara.toml").write_text(f'[hours]\nriau = "{hours}"\n')
    with Bureaus(("mataram", "riau"), 30) as site:
        result = probe(tmp_path, site.server.gateway, "--bureau", "mataram,riau")
        assert site.server.urls(host("riau")) == []
    assert result.status == 0
    (line,) = [line for line in result.out.splitlines() if line.startswith("riau")]
    assert line.startswith(f"riau: not asked: it is asked at {hours} only, again from 20")
    assert result.log.splitlines()[1:] == ["Not asked: riau.", "As expected: 1 bureau."]


def test_all_bureaus_outside_their_hours_end_with_status_2(tmp_path: Path) -> None:
    with Bureaus(("riau",), 30) as site:
        result = probe(
            *(tmp_path, site.server.gateway, "--json", "--bureau", "riau"),
            ANTARA_ALLOWED_HOURS=closed_hours("riau"),
        )
        assert site.server.urls() == []
    assert result.status == 2
    assert result.reports["riau"]["requests"] == 0
    assert result.log.splitlines()[-1].startswith("No bureau was asked: ")


def test_without_a_contact_nothing_is_asked(tmp_path: Path) -> None:
    result = probe(tmp_path, "", "--bureau", "bali")
    assert result.status == 2
    assert result.log.startswith("CONTACT is empty")
    assert len(result.log.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--bureau", "mataran"), "Unknown bureau 'mataran'. Did you mean 'mataram'?"),
        (("--bureau", " ,"), "--bureau names none."),
        (("mataram",), "Surplus word 'mataram'"),
        (("--jsn",), "Did you mean '--json'?"),
        (("-s", "GATEWAY=ftp://x"), "GATEWAY='ftp://x' is not of the form"),
        (("-s", "ALLOWED_HOURS=malam"), "'malam' is no span of hours"),
    ],
)
def test_refusals_are_one_line_with_status_2(antara, words: tuple[str, ...], line: str) -> None:
    result = antara("probe", *words)
    assert (result.status, result.out) == (2, "")
    assert line in result.err
    assert len(result.err.splitlines()) == 1


# --- the archive


def test_an_archive_is_left_as_it_is_and_its_robots_are_not_used(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    with ArchiveSession.claim(archive, "live") as session:
        session.open()
        session.begin_run("crawl latest", {})
        now = utc_text(dt.datetime.now(dt.UTC))
        session.save_robots(host("mataram"), now, 503, b"", "not now: HTTP status 503")
        session.finish_run("finished", {})
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    with Bureaus(("mataram",), 30) as site:
        result = probe(tmp_path, site.server.gateway, "--bureau", "mataram")
    assert result.status == 0
    left = {each.name: each for each in tmp_path.iterdir() if each.name != "run"}
    written = {"out.txt", "log.txt"}
    assert {name: left[name].read_bytes() for name in left.keys() - written} == before
    assert {each.name for each in (tmp_path / "run").iterdir()} == {"out.txt", "log.txt"}


def test_a_crawl_of_the_archive_and_a_probe_do_not_ask_at_once(tmp_path: Path) -> None:
    with Bureaus(("mataram",), 3) as site, ArchiveSession.claim(tmp_path / "archive.db", "live"):
        result = probe(tmp_path, site.server.gateway, "--bureau", "mataram")
        assert site.server.urls() == []
    assert result.status == 2
    assert "is being written by process " in result.log
    assert len(result.log.splitlines()) == 1


def test_a_folder_that_is_not_there_is_no_hindrance(tmp_path: Path) -> None:
    with Bureaus(("mataram",), 30) as site:
        result = probe(
            *(tmp_path, site.server.gateway, "--bureau", "mataram"),
            ANTARA_ARCHIVE_PATH=str(tmp_path / "nowhere" / "archive.db"),
        )
    assert result.status == 0
    assert not (tmp_path / "nowhere").exists()


# --- manners


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


# --- what a host may do to whoever reads

HIDDEN = "\u202e\x9b31m"
HOSTILE = "\x1b]0;milikku\x07\x1b[2J" + HIDDEN


def test_no_host_can_steer_the_terminal(tmp_path: Path) -> None:
    evil = HOSTILE.encode()
    page = (
        b"<html><head><title>Pemeliharaan" + evil + b"</title></head><body><h1>Situs sedang dalam"
    )
    page += (
        b" pemeliharaan" + evil + b'</h1><nav><a href="/eko\x1b[31mnomi">x</a></nav></body></html>'
    )
    with Bureaus(("mataram", "riau"), 30) as site:
        site.replies["mataram.antaranews.com/terkini"] = answer(page, Server=f"nginx{HOSTILE}")
        site.replies["mataram.antaranews.com/robots.txt"] = answer(
            ROBOTS + b"Sitemap: https://mataram.antaranews.com/" + HIDDEN.encode() + b".xml\n"
        )
        site.replies["riau.antaranews.com"] = lambda asked: (
            site.usual(asked)
            if asked.path == "/robots.txt"
            else redirect(f"https://x.antaranews.com/{HOSTILE}")
        )
        result = probe(tmp_path, site.server.gateway, "--bureau", "mataram,riau")
    assert result.status == 1
    assert "(Pemeliharaan" in result.out
    assert "\N{REPLACEMENT CHARACTER}[2J" in result.out  # of the header Server
    assert "  sitemaps 1: https://mataram.antaranews.com/" in result.out
    for text in (result.out, result.log):
        assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert max(map(len, result.out.splitlines())) <= 400


def test_a_reader_that_has_enough_ends_the_questions(tmp_path: Path) -> None:
    with Bureaus(("mataram", "riau"), 30) as site:
        probing = subprocess.Popen(
            [str(ANTARA), "probe", "--bureau", "mataram,riau"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env=os.environ | QUICK | {"ANTARA_GATEWAY": site.server.gateway},
        )
        assert probing.stdout is not None
        probing.stdout.close()
        assert probing.stderr is not None
        said = probing.stderr.read()
        assert probing.wait(60) == 0
        probing.stderr.close()
    assert len(said.splitlines()) == 1, said
