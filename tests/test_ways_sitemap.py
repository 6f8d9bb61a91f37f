# ruff: noqa: E501 - markup reads best as it stands in a file
"""Sitemaps: only those that robots.txt names, read without trusting what they hold."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.urls import identify
from crawler.ways import SitemapPage, read_sitemap, sitemap_addresses
from crawler.ways.sitemap import MOST_BYTES
from crawler.ways.unpack import unpacked
from tests.listing_pages import HOST, article, urls

URL = f"{HOST}/sitemap-news.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NEWS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def entry(number: int, inner: str = "", loc: str | None = None) -> str:
    return f"<url><loc>{loc or article(number)}</loc>{inner}</url>\n"


def news(date: str) -> str:
    return f"<news:news><news:publication><news:name>ANTARA</news:name><news:language>id</news:language></news:publication><news:publication_date>{date}</news:publication_date><news:title>Pasar &amp; ikan</news:title></news:news>"


def urlset(*entries: str, head: str = HEAD, attributes: str = NEWS) -> str:
    return f"{head}<urlset {attributes}>\n{''.join(entries)}</urlset>\n"


def index(*addresses: str) -> str:
    inner = "".join(
        f"<sitemap><loc>{address}</loc><lastmod>2025-01-12</lastmod></sitemap>"
        for address in addresses
    )
    return f'{HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'


# --- what robots.txt names


@pytest.mark.parametrize(
    "line",
    [
        f"Sitemap: {HOST}/sitemap.xml",
        f"SITEMAP:{HOST}/sitemap.xml",
        f"  sitemap : {HOST}/sitemap.xml  # baru",
        "Sitemap: /sitemap.xml",
        "Sitemap: sitemap.xml",
        "Sitemap: //bali.antaranews.com/sitemap.xml",
        f"\ufeffSitemap: {HOST}/sitemap.xml",
        f"User-agent: *\r\nDisallow: /ajax/\r\nSitemap: {HOST}/sitemap.xml\r\n\r\nUser-agent: x\r\nDisallow: /",
        f"Sitemap: {HOST}/sitemap.xml\nsitemap: /sitemap.xml\n",
    ],
)
def test_robots_txt_names_sitemaps(line: str) -> None:
    assert sitemap_addresses(line, HOST) == [f"{HOST}/sitemap.xml"]
    assert sitemap_addresses(line, f"{HOST}/robots.txt") == [f"{HOST}/sitemap.xml"]


def test_the_order_is_kept_and_other_hosts_of_antara_count() -> None:
    robots = f"Sitemap: https://www.antaranews.com/b.xml\nSitemap: {HOST}/a.xml.gz?x=1\n"
    assert sitemap_addresses(robots, HOST) == [
        "https://www.antaranews.com/b.xml",
        f"{HOST}/a.xml.gz?x=1",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow: /ajax/*\n",
        f"# Sitemap: {HOST}/sitemap.xml",
        "Sitemap:",
        "Sitemap: https://example.org/sitemap.xml",
        "Sitemap: https://bali.antaranews.com.example.org/a.xml",
        "Sitemap: https://orang:rahasia@bali.antaranews.com/a.xml",
        "Sitemap: https://bali.antaranews.com:8080/a.xml",
        "Sitemap: http://127.0.0.1/a.xml",
        "Sitemap: file:///etc/passwd",
        "Sitemap: javascript:alert(1)",
        "Sitemap: http://[/a.xml",
        "<html><body>Sitemap</body></html>",
    ],
)
def test_nothing_else_is_a_sitemap(text: str) -> None:
    assert sitemap_addresses(text, HOST) == []


@given(text=st.text(max_size=200), host=st.text(max_size=20))
def test_robots_reader_never_raises(text: str, host: str) -> None:
    sitemap_addresses(text, HOST)
    sitemap_addresses(f"Sitemap: {text}", host)


# --- what a sitemap names


def test_articles_are_named_in_order() -> None:
    page = read_sitemap(urlset(entry(12), entry(11)), URL)
    assert isinstance(page, SitemapPage)
    assert urls(page) == [article(12), article(11)]
    assert page.more == []


def test_only_a_publication_date_is_a_time_of_publication() -> None:
    body = urlset(
        entry(12, f"<lastmod>2025-02-01T00:00:00+08:00</lastmod>{news('2025-01-12T23:30:00Z')}"),
        entry(11, "<lastmod>2025-02-01</lastmod><changefreq>daily</changefreq>"),
        entry(10, news("2025-01-12")),
        entry(9, news("kemarin")),
    )
    found = read_sitemap(body, URL).found
    assert [(link.day, link.lastmod) for link in found] == [
        ("2025-01-13", "2025-02-01T00:00:00+08:00"),  # Bali's day
        (None, "2025-02-01"),
        ("2025-01-12", None),
        (None, None),
    ]
    assert [link.published_raw for link in found] == [
        "2025-01-12T23:30:00Z",
        None,
        "2025-01-12",
        "kemarin",
    ]


def test_pictures_and_translations_are_not_taken() -> None:
    inner = (
        f"<image:image><image:loc>{article(901)}</image:loc></image:image>"
        f'<xhtml:link xmlns:xhtml="http://www.w3.org/1999/xhtml" rel="alternate" hreflang="en" href="{article(902)}"/>'
    )
    assert urls(read_sitemap(urlset(entry(12, inner)), URL)) == [article(12)]
    above = f"<url>{inner}<loc>{article(12)}</loc></url>"
    assert urls(read_sitemap(urlset(above), URL)) == [article(12)]


def test_what_is_no_article_is_not_named() -> None:
    body = urlset(
        entry(0, loc=HOST),
        entry(0, loc=f"{HOST}/ekonomi"),
        entry(0, loc="https://example.org/berita/5/x"),
        entry(0, loc="/berita/5/relatif"),
        entry(12),
        entry(12),
        "<url></url><url><loc/></url>",
    )
    assert urls(read_sitemap(body, URL)) == [f"{HOST}/berita/5/relatif", article(12)]


def test_an_index_names_more_sitemaps_of_antara() -> None:
    page = read_sitemap(
        index(
            f"{HOST}/a.xml",
            "/b.xml.gz",
            "https://www.antaranews.com/c.xml?p=1&amp;q=2",
            "https://example.org/d.xml",
            "http://10.0.0.1/e.xml",
            f"{HOST}/a.xml",
            URL,
        ),
        URL,
    )
    assert page.found == []
    assert page.more == [
        f"{HOST}/a.xml",
        f"{HOST}/b.xml.gz",
        "https://www.antaranews.com/c.xml?p=1&q=2",
    ]


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'xmlns="http://www.google.com/schemas/sitemap/0.84"',
        "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='x'",
    ],
)
def test_namespaces_do_not_matter(attributes: str) -> None:
    # In two of them the prefix news is not declared.
    page = read_sitemap(urlset(entry(12, news("2025-01-12")), attributes=attributes), URL)
    assert [(link.url, link.day) for link in page.found] == [(article(12), "2025-01-12")]


def test_prefixes_do_not_matter() -> None:
    body = f'{HEAD}<sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"><sm:url><sm:loc>{article(12)}</sm:loc></sm:url></sm:urlset>'
    assert urls(read_sitemap(body, URL)) == [article(12)]


@pytest.mark.parametrize("before", ["\n", "\r\n \n", "\ufeff", "\ufeff\n", "<!-- cache -->\n"])
def test_something_may_stand_before_the_declaration(before: str) -> None:
    assert urls(read_sitemap((before + urlset(entry(12))).encode(), URL)) == [article(12)]


@pytest.mark.parametrize(
    "encoding", ["utf-16", "ISO-8859-1", "windows-1252", "x-tidak-ada", "UTF-8"]
)
def test_a_declared_encoding_may_be_wrong(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    body = urlset(entry(12, "<!-- kafé -->"), head=head)
    assert urls(read_sitemap(body, URL)) == [article(12)]
    assert urls(read_sitemap(body.encode(), URL)) == [article(12)]
    assert urls(read_sitemap(body.encode("latin-1"), URL)) == [article(12)]
    assert urls(read_sitemap(body.encode("utf-16"), URL)) == [article(12)]


def test_addresses_may_be_written_carelessly() -> None:
    body = urlset(
        entry(0, loc=f"\n  {article(12)}?utm_source=a&utm_medium=b \n"),
        entry(0, loc=f"<![CDATA[{article(11)}?a=1&b=2&amp;c]]>"),
        entry(0, loc=article(10).replace("/berita", "&#47;berita")),
        entry(0, "&nbsp;", loc=article(9)),
    )
    assert urls(read_sitemap(body, URL)) == [
        f"{article(12)}?utm_source=a&utm_medium=b",
        f"{article(11)}?a=1&b=2&amp;c",
        article(10),
        article(9),
    ]


@pytest.mark.parametrize(
    "end",
    ["", "</url>", "]]></url>", "<![CDATA[</url>", "</urlset>", "<p>Fatal error</p></urlset>"],
)
def test_of_a_file_that_is_cut_off_what_was_whole_is_given(end: str) -> None:
    whole = urlset(entry(12), entry(11), entry(1234567))
    for cut in range(whole.index("/berita/1234567") + 8, whole.rindex("</loc>")):
        assert urls(read_sitemap(whole[:cut] + end, URL)) == [article(12), article(11)], cut


def test_an_entry_that_is_cut_off_is_not_given_with_half_a_date() -> None:
    whole = urlset(entry(12), entry(11, "<lastmod>2025-02-14</lastmod>" + news("2025-01-12")))
    for cut in range(whole.index("2025-02-14") + 1, whole.rindex("</url>")):
        assert urls(read_sitemap(whole[:cut], URL)) == [article(12)], cut


def test_plain_text_is_a_sitemap_too() -> None:
    body = f"\ufeff{article(12)}\r\n\r\n{HOST}/ekonomi\n https://example.org/berita/5/x\n{article(11)}\n"
    assert urls(read_sitemap(body.encode(), f"{HOST}/sitemap.txt")) == [article(12), article(11)]


def test_a_feed_is_a_sitemap_too() -> None:
    body = (
        f"{HEAD}<rss version='2.0'><channel><item><title>T</title><link>{article(12)}</link>"
        "<pubDate>Sun, 12 Jan 2025 10:00:00 +0800</pubDate></item></channel></rss>"
    )
    (link,) = read_sitemap(body, URL).found
    assert (link.url, link.published_raw) == (article(12), "Sun, 12 Jan 2025 10:00:00 +0800")
    assert (link.day, link.lastmod) == ("2025-01-12", None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"Sedang dalam perbaikan",
        b"<html><body><h1>404</h1><p><a href='/berita/5/x'>x</a></p></body></html>",
        b"<!DOCTYPE html><url><loc>",
        b"\x1f\x8b\x08\x00",
        b"<",
        b"<urlset>",
        b"<urlset></url></urlset>",
        "<urlset>\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_what_is_no_sitemap_names_nothing(body: bytes) -> None:
    assert read_sitemap(body, URL) == SitemapPage([], [])


# --- gzip


def test_a_packed_sitemap_is_unpacked() -> None:
    packed = gzip.compress(urlset(entry(12)).encode())
    assert urls(read_sitemap(packed, f"{URL}.gz")) == [article(12)]
    parts = urlset(entry(12), entry(11)).encode()
    twice = gzip.compress(parts[:200]) + gzip.compress(parts[200:]) + b"\0\0"
    assert urls(read_sitemap(twice, URL)) == [article(12), article(11)]
    assert urls(read_sitemap(gzip.compress(packed), URL)) == []


def test_of_a_packed_sitemap_that_is_cut_off_what_was_whole_is_given() -> None:
    whole = urlset(*(entry(number) for number in range(5000, 4000, -1)))
    packed = gzip.compress(whole.encode())
    found = urls(read_sitemap(packed[: len(packed) // 2], URL))
    assert 10 < len(found) < 1000
    assert found == [article(number) for number in range(5000, 5000 - len(found), -1)]
    assert urls(read_sitemap(packed[:-3] + b"xyz", URL)) == [
        article(number) for number in range(5000, 4000, -1)
    ]


def test_a_bomb_is_not_unpacked() -> None:
    bomb = urlset(entry(12)).encode().replace(b"</urlset>", b"") + b" " * 60_000_000
    packed = gzip.compress(bomb, 9)
    assert len(unpacked(packed, 5_000_000)) == 5_000_000
    assert len(unpacked(packed, MOST_BYTES)) == MOST_BYTES < 20_000_000
    assert urls(read_sitemap(packed, URL)) == [article(12)]


# --- hostile files


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(article(901))
    declarations = (
        f'<!ENTITY e SYSTEM "file://{secret}"><!ENTITY % p SYSTEM "file://{secret}">%p;'
        f'<!ENTITY i "{article(902)}">'
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">'
    )
    body = urlset(
        entry(0, loc="&e;"),
        entry(0, loc="&i;"),
        entry(0, loc=f"{HOST}/berita/903/&c;"),
        entry(12),
        head=f"{HEAD}<!DOCTYPE urlset [{declarations}]>",
    )
    page = read_sitemap(body, URL)
    assert article(901) not in str(page)
    assert article(902) not in str(page)
    assert "haha" not in str(page)
    assert urls(page)[-1] == article(12)


def test_external_documents_are_not_loaded(tmp_path: Path) -> None:
    dtd = tmp_path / "a.dtd"
    dtd.write_text(f'<!ENTITY e "{article(901)}">')
    head = f'{HEAD}<!DOCTYPE urlset SYSTEM "file://{dtd}">'
    assert urls(read_sitemap(urlset(entry(0, loc="&e;"), entry(12), head=head), URL)) == [
        article(12)
    ]
    inner = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{dtd}" parse="text"/>'
    )
    assert urls(read_sitemap(urlset(f"<url><loc>{inner}</loc></url>", entry(12)), URL)) == [
        article(12)
    ]


@pytest.mark.parametrize("depth", [300, 5_000, 100_000])
def test_deep_nesting_is_survived(depth: int) -> None:
    deep = "<a>" * depth + "</a>" * depth
    page = read_sitemap(urlset(entry(12), f"<url>{deep}<loc>{article(5)}</loc></url>"), URL)
    assert urls(page)[0] == article(12)
    read_sitemap(urlset("<url>" * depth + entry(12) + "</url>" * depth), URL)


def test_an_address_in_pieces_is_none() -> None:
    body = urlset(f"<url><loc>{HOST}/berita/9<b>9</b>/x</loc></url>", entry(12))
    assert urls(read_sitemap(body, URL)) == [article(12)]


@settings(max_examples=200)
@given(cut=st.integers(0, 1200), stray=st.binary(max_size=10), packed=st.booleans())
def test_reader_never_raises(cut: int, stray: bytes, packed: bool) -> None:
    body = urlset(
        entry(12, news("2025-01-12")), entry(11), entry(10, "<lastmod>x</lastmod>")
    ).encode()
    if packed:
        body = gzip.compress(body)
    for broken in (body[:cut] + stray + body[cut:], body[:cut] + stray, stray + body, stray):
        page = read_sitemap(broken, URL)
        assert all(identify(url) for url in urls(page))


@settings(max_examples=100)
@given(text=st.text(max_size=100), url=st.text(max_size=30))
def test_reader_survives_any_text(text: str, url: str) -> None:
    read_sitemap(text, URL)
    read_sitemap(f"<urlset><url><loc>{text}</loc></url></urlset>", url)
    read_sitemap(f"<sitemapindex><sitemap><loc>{text}</loc></sitemap></sitemapindex>", url)


def test_of_robots_txt_it_reads_which_sitemaps_there_are() -> None:
    url = "https://bali.antaranews.com/robots.txt"
    body = b"User-agent: *\nDisallow: /ajax/\nSitemap: /peta.xml\nSitemap: https://example.org/x\n"
    page = read_sitemap(body, url)
    assert (page.found, page.more) == ([], ["https://bali.antaranews.com/peta.xml"])
