"""The parts of `antara probe` that ask nothing: reading answers, comparing, telling."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response, XmlResponse
from scrapy.settings import Settings

from crawler.bureaus import Bureau, load_bureaus
from crawler.errors import OverBudget
from crawler.layouts import extract
from crawler.middlewares.robots_memory import Answer
from crawler.probing import spider as probing
from crawler.probing.answers import (
    feed_of,
    indeks_of,
    listing_of,
    newest,
    published_days,
    robots_of,
    sample_of,
    sections_of,
)
from crawler.probing.differences import differences
from crawler.probing.eight import MOST_REQUESTS, EightEach, accounts_of
from crawler.probing.headers import conditions_of, server_of, skew_of, target_of
from crawler.probing.printed import printed_zone
from crawler.probing.report import INTERRUPTED, BureauReport, Listing, Robots, Sample
from crawler.probing.view import LONGEST, lines_of
from crawler.ways import Link
from tests.minisite import listing_of as terkini
from tests.probed import index_of, page
from tests.test_probe import DIFFERENCES

REPOSITORY = Path(__file__).parent.parent
BALI = load_bureaus()["bali"]
MATARAM = load_bureaus()["mataram"]
HOST = "https://bali.antaranews.com"
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def html(body: bytes | str, url: str = f"{HOST}/terkini", status: int = 200, **headers: str) -> Any:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    data = body.encode() if isinstance(body, str) else body
    return HtmlResponse(
        url, status=status, headers={"Content-Type": "text/html"} | given, body=data
    )


# --- robots.txt


@pytest.mark.parametrize(
    ("status", "verdict", "body", "delay", "sitemaps", "closed"),
    [
        (200, "rules", b"User-agent: *\nCrawl-delay: 7\n", 7.0, [], False),
        (200, "rules", b"User-agent: *\nRequest-rate: 1/9\n", 9.0, [], False),
        (200, "rules", b"User-agent: lain\nCrawl-delay: 7\n", None, [], False),
        (
            *(200, "rules", b"Sitemap: /peta.xml\nsitemap: https://lain.example/p.xml\n"),
            *(None, [f"{HOST}/peta.xml"], False),
        ),
        (404, "no rules", b"", None, [], False),
        (503, "not now: HTTP status 503", b"", None, [], True),
        (200, "not now: a web page instead of rules", b"", None, [], True),
        (None, "not now: timeout", b"", None, [], True),
    ],
)
def test_robots(status, verdict, body, delay, sitemaps, closed) -> None:
    robots = robots_of(Answer("bali.antaranews.com", "2026-03-02T04:00:00Z", status, body, verdict))
    assert (robots.status, robots.verdict) == (status, verdict)
    assert robots.crawl_delay == delay
    assert robots.sitemaps == sitemaps
    assert robots.closed is closed


# --- listings

ITEM = "<item><title>x</title><link>{url}</link><pubDate>{date}</pubDate></item>"


def rss(*items: tuple[str, str]) -> bytes:
    inner = "".join(ITEM.format(url=url, date=date) for url, date in items)
    return f'\n<?xml version="1.0"?><rss version="2.0"><channel>{inner}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("date", "offset"),
    [
        ("Mon, 02 Mar 2026 12:00:00 +0800", "+08:00"),
        ("Mon, 02 Mar 2026 04:00:00 GMT", "+00:00"),
        ("2026-03-02T12:00:00+09:00", "+09:00"),
        ("Mon, 02 Mar 2026 12:00:00", None),
        ("kemarin", None),
    ],
)
def test_a_feeds_offset(date: str, offset: str | None) -> None:
    url = f"{HOST}/rss/terkini.xml"
    body = rss((f"{HOST}/berita/7/x", "bukan tanggal"), (f"{HOST}/berita/8/y", date))
    named = feed_of(XmlResponse(url, headers={"Content-Type": "text/xml"}, body=body), url)
    assert named.listing.articles == 2
    assert named.listing.trouble is None
    assert named.listing.offset == offset


@pytest.mark.parametrize(
    ("response", "trouble"),
    [
        (html("<html></html>", status=404), "HTTP status 404"),
        (html("<html><body>Beranda</body></html>"), "it is no feed, or an empty one"),
        (html(rss()), "it is no feed, or an empty one"),
        (
            Response(f"{HOST}/rss", headers={"Content-Type": "image/png"}, body=b"\x89PNG"),
            "image/png",
        ),
    ],
)
def test_what_is_no_feed(response, trouble: str) -> None:
    listing = feed_of(response, "asked").listing
    assert (listing.url, listing.articles, listing.trouble) == ("asked", 0, trouble)
    assert not listing.answers


@pytest.mark.parametrize(
    ("ids", "before", "repeats"),
    [
        ([1, 2, 3], [], False),
        ([1, 2, 3], [1, 2, 3], True),
        ([3, 2], [1, 2, 3], True),
        ([3, 4], [1, 2, 3], False),  # a sticky card
        ([], [1, 2, 3], False),
    ],
)
def test_a_page_that_repeats(ids: list[int], before: list[int], repeats: bool) -> None:
    links = [Link(f"{HOST}/berita/{n}/lain?utm_source=x") for n in before]
    listing = listing_of(html(terkini(ids)), "asked", links).listing
    assert listing.articles == len(ids)
    assert listing.repeats is repeats


def test_a_listing_tells_where_its_pager_goes_on() -> None:
    named = listing_of(html(terkini([1, 2], "/terkini/2?halaman=dua")), "asked")
    assert named.next_url == f"{HOST}/terkini/2?halaman=dua"
    assert listing_of(html("<html></html>", status=500), "asked").next_url is None


def test_sections_of_a_page_that_is_none() -> None:
    menu = '<html><body><nav><a href="/ekonomi">Ekonomi</a></nav></body></html>'
    assert sections_of(html(menu)) == ["ekonomi"]
    assert sections_of(html(menu, status=404)) == []


DAY = "2026-03-01"
OTHER = dt.date(2026, 3, 2)
UNDATED = terkini([1, 2, 3])
PLAIN_INDEX = "<html><body><div class='col-md-8'><h1>Indeks 01-03-2026</h1>{}</div></body></html>"


@pytest.mark.parametrize(
    ("body", "published", "shown", "answers"),
    [
        (index_of(dt.date(2026, 3, 1), [1, 2]), {}, DAY, True),
        (index_of(OTHER, [1, 2]), {}, "2026-03-02", False),
        # What the page says counts more than what the feed says of its articles.
        (index_of(dt.date(2026, 3, 1), [1, 2]), {1: "2026-03-02", 2: "2026-03-02"}, DAY, True),
        (UNDATED, {}, None, True),
        (UNDATED, {1: DAY, 2: DAY}, DAY, True),
        (UNDATED, {1: "2026-03-02", 2: "2026-03-02", 3: DAY}, "2026-03-02", False),
        (UNDATED, {1: DAY, 2: DAY, 3: "2020-01-01"}, DAY, True),  # one sticky card
        (UNDATED, {1: "2026-03-02", 2: DAY, 3: "2026-02-27"}, "2026-03-02", False),
        (UNDATED, {9: "2026-03-02"}, None, True),
        (PLAIN_INDEX.format("<p>(0 berita)</p>"), {}, DAY, True),
        (PLAIN_INDEX.format("<p>Tidak ada berita</p>"), {}, DAY, True),
        (PLAIN_INDEX.format(""), {}, DAY, False),
        (index_of(dt.date(2026, 3, 1), [1, 2]).decode().encode("utf-16"), {}, DAY, True),
    ],
)
def test_a_date_index(body, published: dict[int, str], shown: str | None, answers: bool) -> None:
    url = f"{HOST}/indeks/01-03-2026"
    listing = indeks_of(html(body, url), url, DAY, published)
    assert listing.day == shown
    assert listing.answers is answers
    assert listing.ignores_date is (shown not in (None, DAY))
    assert (listing.trouble is None) is answers


@pytest.mark.parametrize("path", ["/", "/terkini", "/indeks", "/indeks/02-03-2026"])
def test_an_index_that_was_redirected_is_none(path: str) -> None:
    listing = indeks_of(html(terkini([1]), HOST + path), f"{HOST}/indeks/01-03-2026", DAY, {})
    assert not listing.answers
    assert listing.trouble == f"it leads to {HOST}{path}"


# --- the article


@pytest.mark.parametrize(
    ("urls", "chosen"),
    [
        ([], None),
        (["/berita/7/x", "/berita/9/y", "/berita/8/z"], f"{HOST}/berita/9/y"),
        (["/berita/7/x", "/foto/900000/y"], f"{HOST}/berita/7/x"),
        (["/foto/900000/y", "/video/800000/x"], f"{HOST}/foto/900000/y"),
        (["/amp/berita/7/x?utm_source=rss"], f"{HOST}/berita/7/x"),
        (["http://bali.antaranews.com:80/berita/7/x"], f"{HOST}/berita/7/x"),
        (["https://www.antaranews.com/berita/7/x", "/tag/7/x"], None),
    ],
)
def test_the_newest_article(urls: list[str], chosen: str | None) -> None:
    links = [Link(url if ":" in url else HOST + url) for url in urls]
    assert newest(links, BALI) == chosen


def test_published_days_are_those_of_the_bureaus_zone() -> None:
    links = [
        Link(f"{HOST}/berita/1/x", "Mon, 02 Mar 2026 17:30:00 +0000"),
        Link(f"{HOST}/berita/2/x", "tidak tahu"),
        Link(f"{HOST}/berita/3/x"),
        Link("https://www.antaranews.com/berita/4/x", "Mon, 02 Mar 2026 17:30:00 +0000"),
    ]
    assert published_days(links, BALI) == {1: "2026-03-03"}


def test_a_sample_says_what_is_filled_and_missing() -> None:
    url = f"{HOST}/berita/530/kabar"
    response = html(page(530, NOON, "WITA"), url, Last_Modified="Mon, 02 Mar 2026 04:00:00 GMT")
    sample = sample_of(response, "2026-03-02T12:00:00+08:00")
    assert (sample.layout, sample.missing, sample.trouble) == ("r", (), None)
    assert (sample.published, sample.published_source) == (NOON.isoformat(), "time_element")
    assert (sample.etag, sample.last_modified, sample.answers_304) == (False, True, None)
    assert sample.rights_notice is False
    bare = sample_of(
        html(page(530, NOON, "WITA").partition(b"<footer")[0] + b"</body></html>", url)
    )
    assert bare.missing == ("credits", "tags", "copyright")


@pytest.mark.parametrize(
    ("response", "trouble"),
    [
        (html("<html></html>", f"{HOST}/berita/1/x", 410), "HTTP status 410"),
        (html("", f"{HOST}/berita/1/x"), "empty: "),
        (html("<h1>Situs dalam pemeliharaan</h1>", f"{HOST}/berita/1/x"), "maintenance: "),
    ],
)
def test_a_sample_that_is_no_article(response, trouble: str) -> None:
    sample = sample_of(response)
    assert sample.layout is None
    assert sample.trouble is not None
    assert sample.trouble.startswith(trouble)


@pytest.mark.parametrize(
    ("printed", "zone"),
    [
        ("Senin, 2 Maret 2026 12:00 WITA", "WITA"),
        ("02-03-2026 12:00 WITA", "WITA"),
        ("2 March 2026 11:00 WIB", "WIB"),  # the same moment
        ("2 Maret 2026 12:00 WIB", "WIB"),  # the same clock, another zone than the markup's
        ("Senin, 2 Mar 2026 12.00\n wit", "WIT"),
        ("2 Maret 2026 12:00 GMT+8", "GMT+8"),
        ("2 Maret 2026 12:00", None),
        ("3 Maret 2026 12:00 WIB", None),  # a menu's, or the page's head
        ("dimulai pukul 10.00 WIB", None),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_zone_that_is_printed_beside_the_time(
    printed: str, zone: str | None, encoding: str
) -> None:
    body = (
        page(530, NOON, "")
        .decode()
        .replace(f"{NOON:%d-%m-%Y} 12:00 ", f"<b>1 Januari 2020 7:15 WIT</b> <i>{printed}</i>")
        .encode(encoding)
    )
    article = extract(body, f"{HOST}/berita/530/kabar")
    assert printed_zone(body, article) == zone  # type: ignore[arg-type]


# --- headers

NOW = dt.datetime(2026, 3, 2, 4, 0, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("headers", "skew"),
    [
        ({"Date": "Mon, 02 Mar 2026 04:00:00 GMT"}, 0.0),
        ({"Date": "Mon, 02 Mar 2026 05:00:00 GMT"}, 3600.0),
        ({"Date": "Mon, 02 Mar 2026 03:59:30 GMT"}, -30.0),
        ({"Date": "Mon, 02 Mar 2026 03:00:00 GMT", "Age": "3600"}, 0.0),
        ({"Date": "Mon, 02 Mar 2026 03:00:00 GMT", "Age": "-1"}, -3600.0),
        ({"Date": "Mon, 02 Mar 2026 11:00:00 +0700"}, 0.0),
        ({"Date": "Mon, 02 Mar 2026 04:00:00 -0000"}, 0.0),
        ({"Date": "tadi"}, None),
        ({"Date": "\x1b[2J"}, None),
        ({"Date": ""}, None),
        ({}, None),
    ],
)
def test_the_skew_of_two_clocks(headers: dict[str, str], skew: float | None) -> None:
    assert skew_of(Response(HOST, headers=headers), NOW) == skew


@pytest.mark.parametrize(
    ("status", "location", "target"),
    [
        (301, "/terbaru", f"{HOST}/terbaru"),
        (302, "https://www.antaranews.com/x#y", "https://www.antaranews.com/x"),
        (307, "//kl.antaranews.com", "https://kl.antaranews.com"),
        (308, "mailto:a@b.example", None),
        (303, "", None),
        (304, "/terbaru", None),
        (200, "/terbaru", None),
        (301, "http://[", None),
    ],
)
def test_where_a_redirect_leads(status: int, location: str, target: str | None) -> None:
    response = Response(f"{HOST}/terkini", status=status, headers={"Location": location})
    assert target_of(response) == target


def test_what_headers_say_besides() -> None:
    response = Response(HOST, headers={"Server": " nginx ", "ETag": 'W/"1"'})
    assert server_of(response) == "nginx"
    assert server_of(Response(HOST)) is None
    assert conditions_of(response) == {"If-None-Match": b'W/"1"'}
    both = Response(HOST, headers={"Last-Modified": "kemarin", "ETag": "1"})
    assert list(conditions_of(both)) == ["If-None-Match", "If-Modified-Since"]
    assert conditions_of(Response(HOST)) == {}


# --- eight requests


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("bali.antaranews.com", {"bali"}),
        ("m.antaranews.com", {"www"}),
        ("www.antarakalteng.com", {"kalteng"}),
        ("papuabarat.antaranews.com", {"papuabarat", "papuatengah"}),
        ("www.antarasumsel.com", {"sumsel"}),
        ("baru.antaranews.com", {"baru"}),
        ("a.b.antaranews.com", {"a.b.antaranews.com"}),
    ],
)
def test_for_whom_a_request_counts(host: str, names: set[str]) -> None:
    assert accounts_of(host) == names


def ledger(*, running: bool = True) -> EightEach:
    engine = SimpleNamespace(running=running)
    return EightEach(SimpleNamespace(engine=engine, spider=None))  # type: ignore[arg-type]


def test_the_ninth_request_does_not_leave() -> None:
    counts = ledger()
    for number in range(MOST_REQUESTS):
        assert counts.left("bali") == MOST_REQUESTS - number
        counts.began(Request(f"{HOST}/{number}"), "bali.antaranews.com")
    with pytest.raises(OverBudget, match="bali has had its 8 requests"):
        counts.began(Request(f"{HOST}/9"), "bali.antaranews.com")
    counts.began(Request("https://kl.antaranews.com/"), "kl.antaranews.com")
    assert counts.hosts["bali.antaranews.com"].requests == MOST_REQUESTS


def test_a_redirect_counts_for_whom_it_came_from_and_where_it_leads() -> None:
    counts = ledger()
    came = {"redirect_urls": ["https://papuabarat.antaranews.com/robots.txt", f"{HOST}/robots.txt"]}
    counts.began(Request("https://www.antaranews.com/robots.txt", meta=came), "www.antaranews.com")
    assert counts.sent == dict.fromkeys(("papuabarat", "papuatengah", "bali", "www"), 1)


def test_a_request_that_one_of_them_has_no_share_for_counts_for_none() -> None:
    counts = ledger()
    counts.sent["papuatengah"] = MOST_REQUESTS
    with pytest.raises(OverBudget, match="papuatengah"):
        counts.began(Request("https://papuabarat.antaranews.com/"), "papuabarat.antaranews.com")
    assert counts.sent["papuabarat"] == 0
    assert counts.hosts == {}


def test_nothing_leaves_after_ctrl_c() -> None:
    with pytest.raises(OverBudget, match="ending"):
        ledger(running=False).began(Request(HOST), "bali.antaranews.com")


# --- all bureaus


def probe_with(monkeypatch, ask_all, told=lambda _: None) -> probing.ProbeSpider:
    """Run a spider whose questions are replaced."""
    monkeypatch.setattr(probing, "ask_all", ask_all)
    bureaus = [BALI, MATARAM]
    spider = probing.ProbeSpider(bureaus=bureaus, told=told)
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    spider.settings = settings
    spider.crawler = SimpleNamespace(  # type: ignore[assignment]
        settings=settings,
        get_extension=lambda _: ledger(),
        get_downloader_middleware=lambda _: SimpleNamespace(on_robots=None),
    )

    async def start() -> list[Any]:
        return [each async for each in spider.start()]

    assert asyncio.run(start()) == []
    return spider


def test_a_fault_of_the_program_ends_no_other_bureau(monkeypatch, caplog) -> None:
    async def ask_all(_asker, bureau: Bureau, report: BureauReport) -> None:
        if bureau is BALI:
            raise AssertionError("rusak")
        report.robots = Robots(200, "rules")

    reports = {each.bureau: each for each in probe_with(monkeypatch, ask_all).reports}
    assert reports["bali"].differences == ["the probe itself failed: AssertionError: rusak"]
    assert reports["mataram"].differences == []
    assert "Error while asking bali.antaranews.com" in caplog.text


def test_output_that_cannot_be_written_ends_all_questions(monkeypatch) -> None:
    async def ask_all(_asker, bureau: Bureau, _report) -> None:
        await asyncio.sleep(0 if bureau is BALI else 3600)

    told = []

    def tell(report: BureauReport) -> None:
        told.append(report.bureau)
        raise BrokenPipeError

    spider = probe_with(monkeypatch, ask_all, tell)
    assert told == ["bali"]
    assert isinstance(spider.broken, BrokenPipeError)
    assert [each.stopped for each in spider.reports] == [None, INTERRUPTED]


# --- differences that need no host


def report_of(bureau: Bureau = BALI, **parts: Any) -> BureauReport:
    return BureauReport(bureau.name, bureau.host, 7, robots=Robots(200, "rules"), **parts)


def led(url: str, name: str = "terkini") -> Listing:
    return Listing(f"{HOST}/{name}", 301, trouble=f"it leads to {url}", leads_to=url)


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("baru.antaranews.com", "give that host a block, with bali.antaranews.com as its alias"),
        ("jatim.antaranews.com", "an alias of [jatim] by now"),
        ("m.antaranews.com", "an alias of [www] by now"),
        ("img.antaranews.com", "which is no bureau of ANTARA; nothing is asked there"),
        ("belanja.example", "which is no bureau of ANTARA; nothing is asked there"),
    ],
)
def test_a_host_that_moved_is_told_once(host: str, said: str) -> None:
    report = report_of(feed=led(f"https://{host}/rss"), terkini=led(f"https://{host}/terkini"))
    (line,) = differences(BALI, report)
    assert line.startswith(f"bali.antaranews.com leads to {host}")
    assert line.endswith(said)


def test_a_bureau_that_leads_to_its_own_alias() -> None:
    www = load_bureaus()["www"]
    listing = Listing("https://www.antaranews.com/terkini", 302)
    listing.leads_to = "https://m.antaranews.com/terkini"
    (line,) = differences(www, report_of(www, terkini=listing))
    assert line.endswith("an alias in its own block: host may have to be that one")


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (Sample("u", 200, layout="r", published="2026-03-02T12:00:00+08:00"), []),
        (Sample("u", 200, layout="r", published="2026-03-02"), []),
        (Sample("u", 200, layout="r", published=None), []),
        (
            Sample("u", 200, layout="r", published="2026-03-02T04:00:00+00:00"),
            ["article: 2026-03-02T04:00:00+00:00 is not in the time of Asia/Makassar: u"],
        ),
        (
            Sample("u", 200, layout="r", published="2026-03-02T12:00:00+08:00", printed_zone="WIB"),
            ["article: prints WIB, not the time of Asia/Makassar"],
        ),
        (
            Sample(
                *("u", 200, None, "r"),
                published="2026-03-02T12:00:00+08:00",
                feed_published="2026-03-02T12:20:00+08:00",
            ),
            [],
        ),
        (
            Sample(
                *("u", 200, None, "r"),
                published="2026-03-02T12:00:00+08:00",
                feed_published="2026-03-02T12:00:00+07:00",
            ),
            [
                "article: the feed says 2026-03-02T12:00:00+07:00, the page "
                "2026-03-02T12:00:00+08:00: one of them may be in a wrong zone"
            ],
        ),
    ],
)
def test_times_of_the_article(article: Sample, said: list[str]) -> None:
    assert differences(BALI, report_of(article=article)) == said


@pytest.mark.parametrize(("newest_id", "told"), [(None, 0), (395_157, 1), (395_158, 0)])
def test_ids_that_begin_anew(newest_id: int | None, told: int) -> None:
    assert len(differences(BALI, report_of(newest_id=newest_id))) == told
    assert differences(MATARAM, report_of(MATARAM, newest_id=newest_id)) == []


@pytest.mark.parametrize(("skew", "told"), [(None, 0), (60.0, 0), (-60.0, 0), (61.0, 1), (-61, 1)])
def test_clocks_may_differ_a_little(skew: float | None, told: int) -> None:
    assert len(differences(BALI, report_of(skew=skew))) == told


def test_an_index_that_does_not_tell_its_day_is_to_be_looked_at() -> None:
    (line,) = differences(BALI, report_of(indeks=Listing("i", 200, 3)))
    assert "if they are of that day, set indeks = true" in line


def test_what_was_not_asked_differs_from_nothing() -> None:
    assert differences(BALI, BureauReport("bali", BALI.host, stopped=INTERRUPTED)) == []


# --- what a person reads


def reports() -> list[BureauReport]:
    """The invented reports behind the example of docs/probe.md."""
    fields = ("title", "text", "published", "credits", "tags", "category", "copyright")
    bali = BureauReport(
        *("bali", BALI.host, 7),
        server="nginx",
        seconds=[0.21, 0.9, 0.34],
        skew=-1.2,
        robots=Robots(200, "rules", 10.0, [f"{HOST}/sitemap.xml"]),
        feed=Listing(f"{HOST}/rss/terkini.xml", 200, 20, offset="+08:00"),
        terkini=Listing(f"{HOST}/terkini", 200, 10, shape="g2"),
        second_page=Listing(f"{HOST}/terkini/2", 200, 10, shape="g2"),
        indeks=Listing(
            *(f"{HOST}/indeks/01-03-2026", 200, 10),
            shape="g2",
            announced=34,
            day="2026-03-01",
        ),
        sections=["bali-terkini", "ekonomi", "hukum", "wisata"],
        article=Sample(
            *(f"{HOST}/berita/400123/pasar-rekaan-dibuka", 200),
            layout="g3",
            filled=tuple(name for name in fields if name != "category"),
            missing=("category",),
            published="2026-03-02T12:05:00+08:00",
            published_source="meta",
            feed_published="2026-03-02T12:05:00+08:00",
            printed_zone="WITA",
            rights_notice=True,
            etag=True,
            answers_304=True,
        ),
        newest_id=400_123,
    )
    barat, tengah = "papuabarat.antaranews.com", "papuatengah.antaranews.com"
    papuabarat = BureauReport(
        *("papuabarat", barat, 3),
        seconds=[0.3, 0.4],
        robots=Robots(404, "no rules"),
        feed=Listing(f"https://{barat}/rss/terkini.xml", 301),
        terkini=Listing(f"https://{barat}/terkini", 301),
    )
    for listing in (papuabarat.feed, papuabarat.terkini):
        assert listing is not None
        listing.leads_to = listing.url.replace(barat, tengah)
        listing.trouble = f"it leads to {listing.leads_to}"
    riau = load_bureaus()["riau"]
    closed = BureauReport(
        *("riau", riau.host, 1),
        stopped="its robots.txt closes it",
        robots=Robots(503, "not now: HTTP status 503"),
    )
    sumsel = BureauReport(
        *("sumsel", "sumsel.antaranews.com"),
        stopped="it is asked at 22:00-05:00 only, again from 2026-03-02 15:00 UTC on",
    )
    from crawler.bureaus import bureau_named

    for each in (bali, papuabarat, closed):
        bureau = bureau_named(each.bureau)
        assert bureau is not None
        each.differences = differences(bureau, each)
    return [bali, papuabarat, closed, sumsel]


def test_the_example_in_the_document_is_what_is_printed() -> None:
    text = (REPOSITORY / "docs/probe.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    printed = [line for report in reports() for line in lines_of(report)]
    assert example.splitlines() == printed


def explained(heading: str) -> list[str]:
    """What stands as code in the first column of the table below a heading of docs/probe.md."""
    text = (REPOSITORY / "docs/probe.md").read_text(encoding="utf-8")
    rows = text.partition(f"## {heading}\n")[2].partition("\n## ")[0].splitlines()
    return [
        word
        for row in rows
        if row.startswith("| `")
        for word in re.findall(r"`([^`]+)`", row.split(" | ")[0])
    ]


def test_every_part_of_a_report_is_explained() -> None:
    whole = report_of(stopped="it has had its 8 requests")
    lines = [line for report in [*reports(), whole] for line in lines_of(report)]
    names = {line[2:10].strip() for line in lines if line.startswith("  ")}
    names = {name[:1] if name.startswith("!") else name for name in names} - {""}
    assert names == set(explained("What it prints"))


def test_every_kind_of_difference_is_explained_and_no_other() -> None:
    kinds = explained("What to do with a difference")
    patterns = {kind: re.escape(kind).replace("…", ".+") for kind in kinds}
    told = [
        *(line for lines in DIFFERENCES.values() for line in lines),
        "nothing answers: timeout",
        "feed: https://x/rss leads to https://x/feed; write that path into feeds",
        "clock: the site's is 90 s ahead of this machine's: one of the two is wrong",
        "article: the feed says 2026-03-02T12:00:00+07:00, the page 2026-03-02T12:00:00+08:00",
        "the probe itself failed: AssertionError: rusak",
    ]
    met = {line: [kind for kind in kinds if re.match(patterns[kind], line)] for line in told}
    assert [line for line, kind in met.items() if not kind] == []
    assert set(kinds) == {kind for each in met.values() for kind in each}


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (report_of(terkini=Listing("t", 200, 1, shape="home")), "  terkini  200: 1 article (home)"),
        (
            report_of(terkini=Listing("t", 200, 9, shape="g2", leads_to="https://x/y")),
            "  terkini  200: 9 articles (g2), at https://x/y",
        ),
        (
            report_of(second_page=Listing("t/2", 200, 9, shape="g2", repeats=True)),
            "  page 2   200: 9 articles (g2), those of page 1 again",
        ),
        (
            report_of(indeks=Listing("i", 200, trouble="ignores its date: it shows 2026-03-02")),
            "  indeks   200: ignores its date: it shows 2026-03-02",
        ),
        (report_of(feed=Listing("f", None, trouble="timeout")), "  feed     no answer: timeout"),
        (
            report_of(feed=Listing("f", None, trouble="robots.txt disallows it", denied=True)),
            "  feed     not asked: robots.txt disallows it",
        ),
        (
            report_of(article=Sample("u", 404, "HTTP status 404")),
            "  article  HTTP status 404",
        ),
        (
            report_of(article=Sample("u", 200, layout="r", published="2026-03-02")),
            "           time: 2026-03-02 by None, no zone printed",
        ),
        (
            report_of(article=Sample("u", 200, layout="r", last_modified=True, answers_304=False)),
            "           validators: Last-Modified, not answered by 304",
        ),
        (report_of(article=Sample("u", 200, layout="r")), "           validators: none"),
        (report_of(skew=90.0), "  clock    the site's is 90 s ahead of this machine's"),
        (report_of(stopped="it has had its 8 requests"), "  stopped  it has had its 8 requests"),
        (
            report_of(sections=[f"kanal-{n}" for n in range(10)]),
            "  menu     10: kanal-0, kanal-1, kanal-2, kanal-3, kanal-4, kanal-5, kanal-6, kanal-7"
            " and 2 more",
        ),
    ],
)
def test_a_line_of_the_report(report: BureauReport, line: str) -> None:
    assert line in list(lines_of(report))


def test_lines_are_short_and_cannot_steer_the_terminal() -> None:
    evil = "\x1b[2J\r\n\x9b1m\u202e" + "x" * 5000
    report = report_of(
        server=evil,
        sections=[evil],
        feed=Listing(evil, 200, trouble=evil),
        article=Sample(evil, 200, evil),
        stopped=evil,
        differences=[evil],
    )
    report.robots = Robots(200, evil, sitemaps=[evil])
    for line in lines_of(report):
        assert len(line) <= LONGEST
        assert line.isprintable()


def test_json_has_plain_values_only() -> None:
    for report in reports():
        value = report.as_dict()
        assert json.loads(json.dumps(value)) == json.loads(json.dumps(value, default=repr))
        assert value["answered"] is (report.bureau != "sumsel")
    assert reports()[1].as_dict()["moved_to"] == ["papuatengah.antaranews.com"]
