"""What `antara probe` reads from an answer: robots.txt, listings, the article, headers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response, XmlResponse

from crawler.layouts import extract
from crawler.middlewares.robots_memory import Answer
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
from crawler.probing.headers import conditions_of, server_of, skew_of, target_of
from crawler.probing.printed import printed_zone
from crawler.ways import Link
from tests.minisite import listing_of as terkini
from tests.probe_reports import BALI, HOST
from tests.probed import index_of, page

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
