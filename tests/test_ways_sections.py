"""The sections that a bureau's own menu names, and the tags that its pages name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.bureaus import load_bureaus
from crawler.ways import Section, Tag, read_sections, read_tags, section_address, tag_address
from tests.listing_pages import (
    HOST,
    WWW,
    admag,
    article,
    card,
    g1,
    post,
    retnews,
)

BALI = load_bureaus()["bali"]


def paths(body: str | bytes, url: str = f"{HOST}/terkini") -> list[str]:
    return [section.path for section in read_sections(body, url)]


def menu(*hrefs: str) -> str:
    links = "".join(f'<li><a href="{href}">Judul</a></li>' for href in hrefs)
    return f"<html><body><nav><ul>{links}</ul></nav></body></html>"


# --- the menus of the themes


def test_sections_of_a_regional_host() -> None:
    assert read_sections(admag(post(12)), f"{HOST}/terkini") == [
        Section("rilis-pers", "Rilis Pers"),
        Section("kabar-bali", "Kabar Bali"),
        Section("kabar-bali/denpasar", "Denpasar"),
        Section("kabar-bali/buleleng", "Buleleng"),
        Section("ekonomi", "Ekonomi"),
        Section("ekonomi/pasar-modal", "Pasar Modal"),
        Section("foto", "Foto (3 berita foto)"),
        Section("video", "Video"),
    ]


def test_sections_of_www() -> None:
    assert read_sections(retnews(card(12)), WWW) == [
        Section("politik", "Politik"),
        Section("politik/pemilu", "Pemilu"),
        Section("ekonomi", "Ekonomi"),
    ]


def test_sections_of_www_to_2017() -> None:
    assert paths(g1(12, 11), "http://www.antaranews.com/berita/5/x") == [
        "rilis-pers",
        "nasional",
        "nasional/umum",
        "nasional/polkam",
        "teknologi",
        "teknologi/Gadget",
        "video",
    ]
    titles = [section.title for section in read_sections(g1(12), "http://www.antaranews.com/")]
    assert titles[1:4] == ["Nasional", "Umum", "Polkam"]


def test_any_page_of_the_bureau_will_do() -> None:
    not_found = admag(title="404", heading="<h1>Halaman tidak ditemukan</h1>")
    assert paths(not_found, article(5)) == paths(admag(post(12)))


# --- what is a section


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/ekonomi", "ekonomi"),
        ("ekonomi", "ekonomi"),
        ("/ekonomi/", "ekonomi"),
        ("//bali.antaranews.com/ekonomi", "ekonomi"),
        ("http://bali.antaranews.com/ekonomi", "ekonomi"),
        ("https://BALI.antaranews.com:443/ekonomi", "ekonomi"),
        ("/ekonomi?utm_source=menu&amp;utm_medium=top#x", "ekonomi"),
        ("\n /ekonomi\n", "ekonomi"),
        ("/kabar-daerah/pulang-pisau", "kabar-daerah/pulang-pisau"),
        ("/sulbar", "sulbar"),
        ("/foto", "foto"),
        ("/pilihan-editor", "pilihan-editor"),
        ("/g20", "g20"),
        ("/budaya é", "budaya%20%C3%A9"),
    ],
)
def test_addresses_of_sections(href: str, path: str) -> None:
    assert paths(menu(href)) == [path]


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "",
        "#",
        "javascript:void(0)",
        "mailto:redaksi@antaranews.com",
        "http://[/x",
        "https://example.org/ekonomi",
        "https://jogja.antaranews.com/ekonomi",
        "https://www.antaranews.com/ekonomi",
        "https://bali.antaranews.com.example.org/ekonomi",
        "https://orang@bali.antaranews.com/ekonomi",
        article(5),
        "/foto/5/judul-foto",
        "/a/b/c",
        "/ekonomi/2",
        "/12-01-2025",
        "/tentang-kami",
        "/about-us",
        "/redaksi",
        "/susunan-redaksi",
        "/pedoman-media-siber",
        "/pedoman",
        "/kode-etik",
        "/kontak",
        "/kontak-kami",
        "/hubungi-kami",
        "/contact-us",
        "/privacy-policy",
        "/kebijakan-privasi",
        "/ketentuan-penggunaan",
        "/disclaimer",
        "/page/tentang-kami",
        "/rss",
        "/rss/terkini.xml",
        "/feed",
        "/terkini",
        "/Terkini/",
        "/top-news",
        "/terpopuler",
        "/indeks",
        "/indeks/ekonomi",
        "/tag/pasar",
        "/search",
        "/search?q=pasar",
        "/cari",
        "/ajax/menu",
        "/ucnews/x",
        "/user/login",
        "/login",
        "/register",
        "/logo.png",
        "/ekonomi/daftar.php",
        "/en",
    ],
)
def test_addresses_that_are_no_sections(href: str) -> None:
    assert paths(menu(href, "/hukum")) == ["hukum"]


@pytest.mark.parametrize(
    "place",
    [
        "<nav>{}</nav>",
        "<header>{}</header>",
        '<div class="main-menu">{}</div>',
        '<div id="topnav">{}</div>',
        '<ul class="navbar-nav">{}</ul>',
        '<div role="navigation">{}</div>',
        '<div class="dropdown-menu"><div><p>{}</p></div></div>',
    ],
)
def test_places_of_menus(place: str) -> None:
    link = '<a href="/ekonomi">Ekonomi</a>'
    assert paths(f"<html><body>{place.format(link)}</body></html>") == ["ekonomi"]


@pytest.mark.parametrize(
    "place",
    [
        "<div>{}</div>",
        '<footer><nav class="menu">{}</nav></footer>',
        '<div class="footer"><ul class="footer-menu">{}</ul></div>',
        '<nav class="breadcrumb">{}</nav>',
        '<nav aria-label="Page navigation"><ul class="pagination">{}</ul></nav>',
        '<article><header class="post-header">{}</header></article>',
        '<nav><div class="card__post">{}</div></nav>',
    ],
)
def test_places_that_are_no_menus(place: str) -> None:
    link = '<a href="/ekonomi">Ekonomi</a>'
    assert paths(f"<html><body>{place.format(link)}</body></html>") == []


def test_each_section_stands_once_with_the_first_title_it_has() -> None:
    body = (
        '<nav><a href="/ekonomi"><img></a><a href="/ekonomi/" title="Ekonomi dan Bisnis"></a>'
        '<a href="/hukum"> Hukum\n &amp; HAM </a><a href="/Ekonomi">Ekonomi</a>'
        '<a href="/olahraga"><i></i></a></nav>'
    )
    assert read_sections(body, HOST) == [
        Section("ekonomi", "Ekonomi dan Bisnis"),
        Section("hukum", "Hukum & HAM"),
        Section("olahraga", "olahraga"),
    ]


def test_a_host_that_is_not_antaras_has_no_sections() -> None:
    assert paths(menu("/ekonomi"), "https://example.org/") == []


def test_an_old_domain_names_the_sections_of_its_bureau() -> None:
    body = menu("http://www.antarakalteng.com/kabar-daerah", "/hukum")
    kalteng = "https://kalteng.antaranews.com"
    wanted = [Section("kabar-daerah", "Judul"), Section("hukum", "Judul")]
    assert read_sections(body, f"{kalteng}/") == wanted
    assert read_sections(body, "http://www.antarakalteng.com/berita/5/x") == wanted


def test_the_address_of_a_section() -> None:
    assert section_address(BALI, "kabar-bali/denpasar") == f"{HOST}/kabar-bali/denpasar"
    assert section_address(BALI, "/ekonomi/") == f"{HOST}/ekonomi"


# --- tags


@pytest.mark.parametrize(
    ("tag", "slug"),
    [
        ("pasar", "pasar"),
        ("Letusan Gunung", "letusan-gunung"),
        ("  Kasus   e-KTP ", "kasus-e-ktp"),
        ("#Pemilu 2024", "pemilu-2024"),
        ("COVID-19", "covid-19"),
        ("Gempa 6,2 SR", "gempa-62-sr"),
        ("Hari Jum'at", "hari-jumat"),
        ("A - B", "a-b"),
        ("Kafé Élan", "kafe-elan"),
        ("pasar/ikan", "pasar-ikan"),
        ("pasar-ikan", "pasar-ikan"),
        ("UMKM & koperasi", "umkm-koperasi"),
    ],
)
def test_tags_become_addresses(tag: str, slug: str) -> None:
    assert tag_address(BALI, tag) == f"{HOST}/tag/{slug}"


@pytest.mark.parametrize("tag", ["", " ", "#", "--", "../", "?"])
def test_a_tag_needs_a_letter_or_a_digit(tag: str) -> None:
    with pytest.raises(ValueError, match="letter or digit"):
        tag_address(BALI, tag)


@given(tag=st.text(max_size=40))
def test_a_tags_address_is_plain(tag: str) -> None:
    try:
        address = tag_address(BALI, tag)
    except ValueError:
        return
    slug = address.removeprefix(f"{HOST}/tag/")
    assert slug.isascii()
    assert slug.replace("-", "").isalnum()
    assert slug == slug.lower().strip("-")
    assert tag_address(BALI, slug) == address


def test_tags_of_an_article() -> None:
    body = f"""<html><body><nav><a href="/tag/menu">Menu</a></nav><article><h1>Judul</h1>
<footer class="post-meta"><div class="tags-wrapper"><ul class="tags-widget clearfix">
<li><span>Tags</span></li><li><a href="{HOST}/tag/pasar-ikan?utm_source=tag">pasar ikan</a></li>
<li><a href="/tag/78/letusan">#Letusan</a></li><li><a href="/tag/pasar-ikan/2">Pasar Ikan</a></li>
<li><a href="/tag/">Semua</a></li><li><a href="/tag/2024/2">2024</a></li>
<li><a href="/tag/sayur/3">sayur</a></li><li><a href="/tag/79/beras/3">beras</a></li>
<li><a href="https://jogja.antaranews.com/tag/lain">lain</a></li></ul></div></footer></article>
<aside class="sidebar"><a href="/tag/populer">populer</a></aside></body></html>"""
    assert read_tags(body, article(5)) == [
        Tag("tag/pasar-ikan", "pasar ikan"),
        Tag("tag/78/letusan", "Letusan"),
        Tag("tag/2024", "2024"),
        Tag("tag/sayur", "sayur"),
        Tag("tag/79/beras", "beras"),
    ]


def test_tags_of_pages_to_2017() -> None:
    assert read_tags(g1(12), WWW) == [
        Tag("tag/78/letusan-gunung", "Letusan Gunung"),
        Tag("tag/62/mudik", "Mudik"),
    ]


def test_tags_in_the_content_of_retnews() -> None:
    body = (
        '<div class="wrap__article-detail-content post-content"><p>Teks</p><div class="blog-tags">'
        '<ul class="list-inline blog-tags"><li class="list-inline-item"><i class="fa"></i></li>'
        '<li class="list-inline-item"><a href="https://www.antaranews.com/tag/pasar">#pasar</a></li>'
        "</ul></div></div>"
    )
    assert read_tags(body, f"{WWW}/berita/5/x") == [Tag("tag/pasar", "pasar")]


# --- whatever a page contains


@settings(max_examples=100)
@given(cut=st.integers(0, 6000), stray=st.binary(max_size=12), old=st.booleans())
def test_readers_never_raise(cut: int, stray: bytes, old: bool) -> None:
    body = (g1(12, 11) if old else admag(post(12))).encode()
    for broken in (body[:cut] + stray + body[cut:], body[:cut] + stray, stray):
        for section in read_sections(broken, WWW if old else HOST):
            assert 1 <= len(section.path.split("/")) <= 2
            assert section.title
        read_tags(broken, WWW if old else HOST)


@given(href=st.text(max_size=40))
def test_readers_survive_any_address(href: str) -> None:
    body = f"<nav><a href='{href}'>x</a></nav><a href='/tag/{href}'>x</a>"
    read_sections(body, HOST)
    read_tags(body, HOST)
    read_sections(body, href)
    read_tags(body, href)


def test_a_menu_behind_ten_thousand_links_is_found() -> None:
    many = "".join(f'<a href="/berita/{n}/arsip">Arsip</a>' for n in range(1, 10_000))
    page = menu("/ekonomi", "/hukum").replace("<body>", f"<body><div>{many}</div>")
    assert paths(page) == ["ekonomi", "hukum"]
