# ruff: noqa: E501 - markup reads best as it stands in a page
"""Listings as pure functions: the main column in known markup, and in markup that no shape knows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.urls import identify
from crawler.ways import ListingShape, read_listing
from crawler.ways.links import Link, Links
from tests.ways_pages import FOOT, HOST, MENU, SIDE, TERKINI, article, card, g2, g3, post, urls


def test_g2_names_the_main_column_only() -> None:
    page = read_listing(g2(post(12), post(11), post(10)), TERKINI)
    assert urls(page) == [article(12), article(11), article(10)]
    assert page.shape is ListingShape.G2


@pytest.mark.parametrize("heading", ["h2", "h5"])
def test_g3_names_the_main_column_only(heading: str) -> None:
    page = read_listing(g3(card(12, heading), card(11, heading)), TERKINI)
    assert urls(page) == [article(12), article(11)]
    assert page.shape is ListingShape.G3


def test_g1_names_the_main_column_only() -> None:
    rows = "".join(
        f'<li><div class="paging_ekonomi"><div class="bxpd"><h3><a href="{article(n)}">Judul</a>'
        "</h3></div></div></li>"
        for n in (12, 11)
    )
    body = f"<html><body>{MENU}<ul class='ul_rubrik'>{rows}</ul>{SIDE}</body></html>"
    page = read_listing(body, TERKINI)
    assert urls(page) == [article(12), article(11)]
    assert page.shape is ListingShape.G1


def test_home_list_is_known() -> None:
    rows = "".join(
        f'<article class="simple-post clearfix"><h3><a href="{article(n)}">Judul</a></h3></article>'
        for n in (12, 11)
    )
    body = f"<html><body>{MENU}<div class='terkini'>{rows}</div>{SIDE}</body></html>"
    assert read_listing(body, HOST).shape is ListingShape.HOME
    assert urls(read_listing(body, HOST)) == [article(12), article(11)]


def test_class_names_may_stand_in_any_order_and_quotes() -> None:
    body = g2(post(12), post(11)).replace(
        'class="simple-post simple-big clearfix"', "class='clearfix\n  simple-big   simple-post '"
    )
    assert urls(read_listing(body, TERKINI)) == [article(12), article(11)]


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("/berita/12/slug", f"{HOST}/berita/12/slug"),
        ("//bali.antaranews.com/berita/12/slug", f"{HOST}/berita/12/slug"),
        ("http://bali.antaranews.com/berita/12/slug", "http://bali.antaranews.com/berita/12/slug"),
        (f"{HOST}/berita/12/slug?utm_source=x&amp;utm_medium=y", None),
        (f"\n  {HOST}/berita/12/\n  slug ", f"{HOST}/berita/12/  slug"),
        (f"{HOST}/amp/berita/12/slug", f"{HOST}/amp/berita/12/slug"),
        (f"{HOST}/foto/12/slug", f"{HOST}/foto/12/slug"),
        (f"{HOST}/video/12/slug", f"{HOST}/video/12/slug"),
        ("https://jogja.antaranews.com/berita/12/slug", None),
        (f"{HOST}/berita/12/slug#komentar", f"{HOST}/berita/12/slug"),
    ],
)
def test_links_may_be_written_in_many_ways(href: str, found: str | None) -> None:
    (link,) = read_listing(g2(post(12, href)), TERKINI).found
    assert link.url == (found or href.replace("&amp;", "&"))


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)",
        "#",
        "",
        "mailto:redaksi@antaranews.com",
        "https://example.org/berita/1/x",
        "http://[/berita/12",
        "/daerah/denpasar",
        "/tag/ikan",
    ],
)
def test_what_is_no_article_is_not_named(href: str) -> None:
    page = read_listing(g2(post(12), post(11, href)), TERKINI)
    assert urls(page) == [article(12)]


def test_desktop_address_is_preferred_to_its_amp_twin() -> None:
    amp = f"{HOST}/amp/berita/12/slug"
    page = read_listing(g2(post(12, amp), post(11), post(12)), TERKINI)
    assert urls(page) == [article(12), article(11)]


def test_base_element_is_heeded() -> None:
    body = g2(post(12, "berita/12/slug")).replace("<html>", f'<html><head><base href="{HOST}/x/">')
    assert read_listing(body, TERKINI).found == []
    body = g2(post(12, "berita/12/slug")).replace("<html>", f'<html><head><base href="{HOST}/">')
    assert urls(read_listing(body, TERKINI)) == [f"{HOST}/berita/12/slug"]


def test_what_a_listing_says_of_time_is_not_read() -> None:
    (link,) = read_listing(g2(post(12)), TERKINI).found
    assert link.published_raw is None


def test_listing_may_hold_latin_1_bytes() -> None:
    body = g2(post(12)).encode().replace(b"Daerah", b"D\xe9rah")
    assert urls(read_listing(body, TERKINI)) == [article(12)]


@pytest.mark.parametrize("body", ["", "Sedang dalam perbaikan", "<html></html>", g2(), g3()])
def test_listing_without_articles_in_its_main_column_names_none(body: str) -> None:
    page = read_listing(body, TERKINI)
    assert page.found == []
    assert page.shape is ListingShape.NONE


# --- markup that no shape knows

UNKNOWN = {
    "cards in sections": "".join(
        f'<section class="kartu"><a class="gambar" href="{article(n)}"><img></a>'
        f'<h4 class="judul"><a href="{article(n)}">Judul {n}</a></h4></section>'
        for n in range(20, 10, -1)
    ),
    "a list": "<ul>"
    + "".join(f'<li><a href="{article(n)}">Judul {n}</a></li>' for n in range(20, 10, -1))
    + "</ul>",
    "links around headings": "".join(
        f'<a class="item" href="{article(n)}"><h3>Judul {n}</h3></a>' for n in range(20, 10, -1)
    ),
    "rows of two": "".join(
        f'<div class="row">{"".join(f"<div><h2><a href={article(n - k)!r}>Judul</a></h2></div>" for k in (0, 1))}</div>'
        for n in range(20, 10, -2)
    ),
    "a table": "<table>"
    + "".join(
        f"<tr><td>{n}</td><td><a href='{article(n)}'>Judul</a></td></tr>" for n in range(20, 10, -1)
    )
    + "</table>",
}


@pytest.mark.parametrize("markup", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_unknown_markup_still_names_its_articles(markup: str) -> None:
    body = f"<html><body>{MENU}<div class='isi'>{markup}</div>{SIDE}{FOOT}</body></html>"
    page = read_listing(body, TERKINI)
    assert urls(page) == [article(n) for n in range(20, 10, -1)]
    assert page.shape is ListingShape.GENERIC


@pytest.mark.parametrize(
    "box",
    [
        '<div class="popular-posts">{}</div>',
        '<aside><div class="x">{}</div></aside>',
        '<div id="terpopuler">{}</div>',
        '<div class="related_box">{}</div>',
        '<div role="complementary">{}</div>',
        "<nav>{}</nav>",
        "<footer><section>{}</section></footer>",
    ],
)
def test_longer_lists_elsewhere_are_not_taken_for_the_main_column(box: str) -> None:
    links = "".join(f'<p><a href="{article(900 + n)}">Lain</a></p>' for n in range(40))
    markup = UNKNOWN["cards in sections"]
    body = f"<html><body>{box.format(links)}<div class='isi'>{markup}</div></body></html>"
    assert urls(read_listing(body, TERKINI)) == [article(n) for n in range(20, 10, -1)]


def test_lists_of_mere_links_weigh_less_than_cards() -> None:
    links = "".join(f'<p><a href="{article(900 + n)}">Lain</a></p>' for n in range(15))
    body = f"<html><body><div>{links}</div><div>{UNKNOWN['cards in sections']}</div></body></html>"
    assert urls(read_listing(body, TERKINI)) == [article(n) for n in range(20, 10, -1)]


def test_main_element_is_where_the_articles_are() -> None:
    links = "".join(f'<h3><a href="{article(900 + n)}">Lain</a></h3>' for n in range(40))
    body = f"<html><body><div>{links}</div><main>{UNKNOWN['a list']}</main></body></html>"
    assert urls(read_listing(body, TERKINI)) == [article(n) for n in range(20, 10, -1)]


def test_class_that_tells_how_a_page_is_divided_is_no_side_bar() -> None:
    body = f"<html><body class='sidebar-right'><div class='with-sidebar'>{UNKNOWN['a list']}</div></body></html>"
    assert len(read_listing(body, TERKINI).found) == 10


@settings(max_examples=100)
@given(cut=st.integers(0, 3000), stray=st.binary(max_size=12))
def test_listing_reader_never_raises(cut: int, stray: bytes) -> None:
    body = g3(card(12), card(11)).encode()
    for broken in (body[:cut] + stray + body[cut:], body[:cut] + stray):
        found = urls(read_listing(broken, TERKINI))
        assert len(found) <= 4
        assert all(identify(url) for url in found)


@pytest.mark.slow
def test_deep_nesting_is_survived() -> None:
    body = "<div>" * 20_000 + f'<a href="{article(1)}">x</a>'
    assert urls(read_listing(f"<html><body>{body}", TERKINI)) == []
    known = g2(post(12)).replace("<html>", "<html>" + "<div>" * 20_000)
    assert urls(read_listing(known, TERKINI)) == [article(12)]


def test_two_kinds_under_one_number_are_two_links() -> None:
    links = Links()
    for path in ("berita/55/judul", "foto/55/judul", "berita/55/judul?utm_source=x"):
        address = f"https://bali.antaranews.com/{path}"
        key = identify(address)
        assert key is not None
        links.add(key, Link(address, None))
    assert [link.url.split("/")[3] for link in links.as_list()] == ["berita", "foto"]
