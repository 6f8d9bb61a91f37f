# ruff: noqa: E501 - markup reads best as it stands in a page
"""The ways as pure functions, on invented markup that follows the nesting of the real one."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler.urls import identify
from crawler.ways import ListingShape, pager, read_feed, read_listing
from crawler.ways.links import Link, Links

HOST = "https://bali.antaranews.com"
FEED = f"{HOST}/rss/terkini.xml"
TERKINI = f"{HOST}/terkini"


def article(number: int, slug: str = "pasar-ikan-baru", word: str = "berita") -> str:
    return f"{HOST}/{word}/{number}/{slug}"


def urls(page: object) -> list[str]:
    return [link.url for link in page.found]  # type: ignore[attr-defined]


# --- feeds

ITEM = """<item><title>{title}</title><link>{link}</link>
<pubDate>Fri, 20 Mar 2026 10:00:00 +0800</pubDate>
<description>&lt;img src="https://img.antaranews.com/x.jpg"&gt;Ringkasan.</description>
<guid isPermaLink="false">{link}</guid></item>"""


def rss(*items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    return (
        f'{head}<rss version="2.0"><channel><title>ANTARA News Bali</title>'
        f"<link>{HOST}</link>{''.join(items)}</channel></rss>"
    )


def item(number: int, title: str = "Pasar ikan baru dibuka") -> str:
    return ITEM.format(link=article(number), title=title)


def test_feed_names_its_articles_in_order() -> None:
    page = read_feed(rss(item(12), item(11)).encode(), FEED)
    assert urls(page) == [article(12), article(11)]


def test_feed_hands_the_date_on_as_it_stands() -> None:
    (link,) = read_feed(rss(item(12)), FEED).found
    assert link.published_raw == "Fri, 20 Mar 2026 10:00:00 +0800"


@pytest.mark.parametrize(
    "before", ["\n", "\r\n\r\n", "   ", "\ufeff", "\ufeff\n", "<!-- cache -->\n"]
)
def test_feed_may_have_something_before_its_declaration(before: str) -> None:
    assert urls(read_feed((before + rss(item(12))).encode(), FEED)) == [article(12)]


def test_feed_may_hold_bare_ampersands() -> None:
    page = read_feed(rss(item(12, "Sayur & buah & ikan"), item(11)), FEED)
    assert urls(page) == [article(12), article(11)]


def test_feed_may_hold_latin_1_bytes() -> None:
    body = rss(item(12, "Kafé élan – ulang")).encode()
    body = body.replace("é".encode(), b"\xe9", 1)
    page = read_feed(body, FEED)
    assert urls(page) == [article(12)]


def test_feed_may_be_utf_16() -> None:
    body = rss(item(12), head='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")
    assert urls(read_feed(body, FEED)) == [article(12)]


def test_feed_may_use_cdata() -> None:
    entry = item(12).replace(article(12), f"<![CDATA[ {article(12)} ]]>")
    assert urls(read_feed(rss(entry), FEED)) == [article(12)]


@pytest.mark.parametrize("permanent", ["", ' isPermaLink="false"', ' isPermaLink="true"'])
def test_feed_may_name_an_article_by_its_guid_only(permanent: str) -> None:
    entry = f"<item><title>T</title><guid{permanent}>{article(12)}</guid></item>"
    assert urls(read_feed(rss(entry), FEED)) == [article(12)]


def test_feed_whose_link_is_elsewhere_names_the_guid() -> None:
    entry = f"<item><link>https://bit.ly/x</link><guid>{article(12)}</guid></item>"
    assert urls(read_feed(rss(entry), FEED)) == [article(12)]


@pytest.mark.parametrize(
    "href",
    ["/berita/12/pasar-ikan-baru", "//bali.antaranews.com/berita/12/pasar-ikan-baru"],
)
def test_feed_links_may_be_relative(href: str) -> None:
    entry = f"<item><title>T</title><link>{href}</link></item>"
    assert urls(read_feed(rss(entry), FEED)) == [article(12)]


def test_feed_may_be_atom() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>'
        f'<link rel="alternate" href="{article(12)}"/><id>tag:1</id>'
        "<updated>2026-03-20T02:00:00Z</updated></entry></feed>"
    )
    (link,) = read_feed(body, FEED).found
    assert (link.url, link.published_raw) == (article(12), "2026-03-20T02:00:00Z")


def test_feed_names_each_article_once_and_nothing_else() -> None:
    other = "<item><title>T</title><link>https://example.org/a</link></item>"
    page = read_feed(rss(item(12), item(12), other), FEED)
    assert urls(page) == [article(12)]


def test_photos_and_videos_stand_among_the_articles() -> None:
    entries = [
        f"<item><link>{article(number, word=word)}</link></item>"
        for number, word in ((3, "foto"), (2, "video"), (1, "berita"))
    ]
    assert len(read_feed(rss(*entries), FEED).found) == 3


@pytest.mark.parametrize(
    "body",
    [b"", b"\x1f\x8b\x00", b"Sedang dalam perbaikan", b"<html><body><p>404</p></body></html>"],
)
def test_what_is_no_feed_names_nothing(body: bytes) -> None:
    assert read_feed(body, FEED).found == []


def test_feed_reader_opens_neither_addresses_nor_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "feed.xml"
    saved.write_text(rss(item(12)))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refuse)
    for body in (str(saved), str(saved).encode(), FEED, FEED.encode()):
        assert read_feed(body, FEED).found == []


def test_entities_are_not_expanded_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("RAHASIA")
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e SYSTEM "file://{secret}">]>'
    entry = f"<item><link>{article(12)}</link><pubDate>&e;</pubDate></item>"
    page = read_feed(rss(entry, head=head), FEED)
    assert urls(page) == [article(12)]
    assert "RAHASIA" not in str(page)


@settings(max_examples=150)
@given(cut=st.integers(0, 900), stray=st.binary(max_size=8))
def test_feed_reader_never_raises(cut: int, stray: bytes) -> None:
    body = rss(item(12), item(11)).encode()
    for broken in (body[:cut] + stray + body[cut:], body[:cut] + stray, stray + body):
        found = urls(read_feed(broken, FEED))
        assert len(found) <= 2
        assert all(identify(url) for url in found)


# --- listings

MENU = f"""<header class="header"><nav class="navbar"><div class="dropdown mega-menu">
<article class="simple-post clearfix"><h3><a href="{article(901)}">Menu</a></h3></article>
<article class="simple-post simple-big clearfix"><header><h3><a href="{article(902)}">Menu</a></h3>
</header></article></div></nav></header>"""
SIDE = f"""<div class="col-md-4"><aside class="sidebar"><div class="widget">
<article class="simple-post clearfix"><h3><a href="{article(903)}">Populer</a></h3></article>
<article class="simple-post simple-big clearfix"><header><h3><a href="{article(904)}">Populer</a>
</h3></header></article></div></aside></div>"""
FOOT = f'<footer><a href="{article(905)}">Kaki</a></footer>'


def post(number: int, href: str | None = None) -> str:
    href = article(number) if href is None else href
    return f"""<article class="simple-post simple-big clearfix">
<div class="simple-thumb"><a href="{href}"><picture><img></picture></a></div>
<header><p class="simple-share"><a href="/daerah">Daerah</a> / <span>5 menit lalu</span></p>
<h3><a title="Pasar ikan {number}" href="{href}">Pasar ikan {number}</a></h3>
</header></article>"""


def g2(*posts: str, pager: str = "") -> str:
    return f"""<!DOCTYPE html><html><body>{MENU}<div class="main-content mag-content clearfix">
<div class="row"><div class="col-md-8">{"".join(posts)}{pager}</div>{SIDE}</div></div>{FOOT}
</body></html>"""


def card(number: int, heading: str = "h2") -> str:
    return f"""<div class="card__post card__post-list"><div class="card__post__body">
<div class="card__post__content"><div class="card__post__title">
<{heading}><a href="{article(number)}">Pasar ikan {number}</a></{heading}></div>
<span class="text-secondary">2 jam lalu</span></div></div></div>"""


def g3(*cards: str, pager: str = "") -> str:
    return f"""<!DOCTYPE html><html><body>{MENU}<section><div class="row"><div class="col-md-8">
<div class="wrapper__list__article">{"".join(cards)}</div>{pager}</div>
<div class="col-md-4"><aside class="wrapper__list__article"><div class="wrapper__list__article">
{card(906)}</div></aside></div></div></section>{FOOT}</body></html>"""


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


# --- the pager


def pager_of(inner: str, url: str = TERKINI) -> str | None:
    return read_listing(g2(post(12), pager=inner), url).next_url


@pytest.mark.parametrize(
    "inner",
    [
        f'<ul class="pagination pagination-sm"><li class="active"><a>1</a></li><li><a href="{TERKINI}/2">2</a></li></ul>',
        f'<ul class="pagination"><li><a href="#">1</a></li><li><a href="{TERKINI}/2">Next</a></li></ul>',
        '<ul class="pagination"><li><a href="/terkini/2">Selanjutnya »</a></li></ul>',
        '<ul class="pagination"><li><a href="/terkini/9">»</a></li><li><a href="/terkini/2">2</a></li></ul>',
        '<ul class="pagination"><li><a href="/terkini/2">»</a></li></ul>',
        '<div class="pagination-area"><div class="pagination"><a class="active" href="/terkini">1</a><a href="/terkini/2">2</a><a href="/terkini/3">3</a></div></div>',
        '<div class="pagination"><a aria-label="Next" href="//bali.antaranews.com/terkini/2">&gt;&gt;&gt;</a></div>',
        '<a rel="next" href="http://bali.antaranews.com/terkini/2">x</a>',
    ],
)
def test_pager_leads_to_the_next_page(inner: str) -> None:
    assert pager_of(inner) == f"{TERKINI}/2"


def test_number_of_the_page_is_read_off_its_address() -> None:
    inner = '<ul class="pagination">' + "".join(
        f'<li><a href="/terkini/{n}">{n}</a></li>' for n in range(1, 9)
    )
    assert pager_of(f"{inner}</ul>", f"{TERKINI}/4") == f"{TERKINI}/5"


@pytest.mark.parametrize(
    "inner",
    [
        "",
        '<ul class="pagination"><li><a href="/terkini/1">Prev</a></li></ul>',
        '<ul class="pagination"><li class="active"><a href="/terkini/4">4</a></li></ul>',
        '<ul class="pagination"><li><a href="https://example.org/terkini/2">Next</a></li></ul>',
        '<ul class="pagination"><li><a href="https://jogja.antaranews.com/terkini/2">Next</a></li></ul>',
        '<ul class="pagination"><li><a href="javascript:go(2)">Next</a></li></ul>',
        '<ul class="pagination"><li><a href="#">Next</a></li></ul>',
        f'<ul class="pagination"><li><a href="{article(5)}">Next</a></li></ul>',
        '<ul class="pagination"><li><a>Next</a></li></ul>',
    ],
)
def test_pager_without_a_next_page(inner: str) -> None:
    assert pager_of(inner, f"{TERKINI}/4") is None


def block_pager(current: int, last: int, arrow: str = "»", path: str = "/terkini/{}") -> str:
    """A pager in blocks of five whose arrow leads to the last page."""
    first = (current - 1) // 5 * 5 + 1
    links = "".join(
        f'<li class="active"><span>{n}</span></li>'
        if n == current
        else f'<li><a href="{path.format(n)}">{n}</a></li>'
        for n in range(first, min(first + 5, last + 1))
    )
    end = f'<li><a href="{path.format(last)}">{arrow}</a></li>' if current < last else ""
    return f'<ul class="pagination">{links}{end}</ul>'


@pytest.mark.parametrize("arrow", ["»", "Next", "10", "Terakhir"])
@pytest.mark.parametrize("current", range(1, 10))
def test_a_link_to_the_last_page_is_not_the_next_page(current: int, arrow: str) -> None:
    here = TERKINI if current == 1 else f"{TERKINI}/{current}"
    assert pager_of(block_pager(current, 10, arrow), here) == f"{TERKINI}/{current + 1}"


def test_the_last_page_of_numbers_has_no_next_one() -> None:
    assert pager_of(block_pager(10, 10), f"{TERKINI}/10") is None


def test_the_next_pages_address_is_made_in_the_pagers_own_form() -> None:
    inner = block_pager(5, 12, path="/search?q=padi&amp;page={}&amp;sort=new")
    url = "https://bali.antaranews.com/search?q=padi&page=5&sort=new"
    assert pager_of(inner, url) == url.replace("page=5", "page=6")


def test_a_lone_arrow_to_the_last_page_is_not_the_next_page() -> None:
    inner = '<ul class="pagination"><li><a href="/terkini/9">»</a></li></ul>'
    assert pager_of(inner, f"{TERKINI}/4") == f"{TERKINI}/5"


def test_a_rel_next_that_jumps_gives_way_to_the_link_with_the_next_number() -> None:
    inner = f'<a rel="next" href="/terkini/9">x</a>{block_pager(2, 5)}'
    assert pager_of(inner, f"{TERKINI}/2") == f"{TERKINI}/3"


def test_addresses_that_count_articles_are_followed_as_they_are() -> None:
    inner = (
        '<ul class="pagination"><li class="active"><a>2</a></li>'
        '<li><a href="/terkini/20">3</a></li><li><a href="/terkini/30">4</a></li>'
        '<li><a href="/terkini/20">Next</a></li></ul>'
    )
    assert pager_of(inner, f"{TERKINI}/10") == f"{TERKINI}/20"


def test_addresses_without_numbers_are_followed_as_they_are() -> None:
    inner = '<ul class="pagination"><li><a href="/terkini?after=abc">Next</a></li></ul>'
    assert pager_of(inner, f"{TERKINI}/4") == f"{TERKINI}?after=abc"


def test_the_number_of_a_tag_is_no_pages_number() -> None:
    url = "https://bali.antaranews.com/tag/2024"
    inner = '<ul class="pagination"><li><a href="/tag/2024/9">»</a></li></ul>'
    assert pager_of(inner, url) == f"{url}/2"


def test_pager_is_reported_even_without_a_next_page() -> None:
    inner = '<ul class="pagination"><li class="active"><a>4</a></li></ul>'
    assert read_listing(g2(post(12), pager=inner), f"{TERKINI}/4").has_pager
    assert not read_listing(g2(post(12)), f"{TERKINI}/4").has_pager


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


def test_nested_pagers_name_each_link_once() -> None:
    links = "".join(f"<a href='/terkini/{number}'>{number}</a>" for number in range(1, 300))
    html = f"<html><body>{'<div class=pagination>' * 300}{links}</body></html>"
    calls = []
    page = LexborHTMLParser(html)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pager, "absolute", lambda base, href: calls.append(href) or f"{base}{href}")
        found = pager.read_pager(
            page, "https://bali.antaranews.com", "https://bali.antaranews.com/terkini/2"
        )
    assert found.next_url == "https://bali.antaranews.com/terkini/3"
    assert len(calls) == len(set(calls)) == 200
