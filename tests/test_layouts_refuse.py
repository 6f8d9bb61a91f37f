"""Pages that hold no article although they answered 200, and articles that sound like them."""

from __future__ import annotations

import re

import pytest

from crawler.items import Article, DropReason, NotAnArticle
from crawler.layouts import extract
from crawler.layouts.refuse import has_lead, headings, listed_articles, visible_text
from tests.layout_pages import SENTENCES as S
from tests.layout_pages import URL, page, paragraphs, regional, unknown

HOST = "https://sumsel.antaranews.com"
HEADLINES = "".join(f"<h3><a href='/berita/{n}/x'>Kabar {n}</a></h3>" for n in range(100, 109))


def reason(html: bytes | str, url: str = URL) -> DropReason:
    found = extract(html, url)
    assert isinstance(found, NotAnArticle), f"read as an article: {found.title}"
    assert found.seen
    return found.reason


def is_article(html: str, url: str = URL) -> bool:
    return isinstance(extract(html, url), Article)


def undated(html: str) -> str:
    return re.sub(r"<time.*?</time>", "", html)


def plain(title: str, text: str) -> str:
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body><h1>{title}</h1><p>{text}</p></body></html>"


def cards(count: int, summary: str = "Ringkasan berita yang pendek.") -> str:
    return "".join(
        f"<article class='simple-post'><h3><a href='/berita/{100 + n}/x'>Kabar rekaan {n}</a></h3>"
        f"<p>Umpama / 12 January 2025</p><p>{summary}</p></article>"
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("404", "Halaman tidak ditemukan"),
        ("Error 404 - ANTARA News", "Kembali ke beranda"),
        ("410 Gone", "antara"),
        ("Maaf", "Berita yang Anda cari tidak tersedia lagi di ANTARA"),
        ("Page not found - ANTARA News", "Sorry"),
        ("ANTARA News", "This page is no longer available."),
        ("Halaman tidak dapat ditemukan", "Silakan kembali ke beranda antaranews.com."),
    ],
)
def test_soft_404(title: str, text: str) -> None:
    assert reason(plain(title, text)) is DropReason.SOFT_404


def test_soft_404_in_the_markup_of_a_layout() -> None:
    html = undated(regional("<p>Maaf, berita tidak ditemukan.</p>", title="404", credits=""))
    assert reason(html) is DropReason.SOFT_404


@pytest.mark.parametrize("count", [12, 300])
def test_a_soft_404_that_lists_other_articles_is_no_listing(count: int) -> None:
    summary = "Seribu bibit bakau ditanam warga Desa Rekaan di pesisir pada Sabtu pagi itu."
    html = plain("404", "Halaman tidak ditemukan").replace("</body>", cards(count, summary))
    assert reason(html) is DropReason.SOFT_404


def test_soft_404_among_hundreds_of_links() -> None:
    page_404 = plain("404 - ANTARA News", "Halaman tidak ditemukan")
    menu = "".join(f"<li><a href='/berita/{n}/x'>Kabar {n}</a></li>" for n in range(300))
    assert reason(page_404.replace("<h1>", f"<ul>{menu}</ul><h1>")) is DropReason.SOFT_404


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Situs sedang dalam pemeliharaan", "Mohon maaf."),
        ("ANTARA", "Kami sedang melakukan maintenance, silakan kembali nanti."),
        ("ANTARA", "Layanan sedang mengalami gangguan."),
        ("Under construction", "Back soon"),
        ("503", "Service unavailable. Silakan coba beberapa saat lagi."),
    ],
)
def test_maintenance(title: str, text: str) -> None:
    assert reason(plain(title, text)) is DropReason.MAINTENANCE


ABOUT = (
    "Jalan Umpama dalam perbaikan",
    "Kereta masuk masa maintenance, warga beralih ke bus",
    "Kabar bohong: halaman 404 tidak ditemukan di buku itu",
    "Nelayan hilang tidak ditemukan di Kali Rekaan",
    "Server sibuk saat pendaftaran sekolah",
    "Data penduduk tidak tersedia di tiga desa",
    "Pemeliharaan jaringan, listrik padam sementara",
    "New bridge under construction in Umpama",
)


@pytest.mark.parametrize("title", ABOUT)
def test_articles_about_such_things_stay_articles(title: str) -> None:
    short = "Umpama (ANTARA) - Warga diminta sabar."
    no_credits = regional(paragraphs(short), title=title, credits="")
    assert is_article(regional(paragraphs(*S[:3]), title=title))
    assert is_article(no_credits)  # its date stands for it
    assert is_article(undated(no_credits))  # its dateline
    assert is_article(undated(regional(paragraphs("Warga diminta sabar."), title=title)))  # a name
    assert is_article(unknown(paragraphs(*S[:4]), title=title))
    assert is_article(undated(regional(paragraphs(*S, title + "."), title="Judul")))


def test_words_in_a_menu_say_nothing() -> None:
    html = regional(paragraphs(*S)).replace("<body>", "<body><nav>404 Not Found maintenance</nav>")
    assert is_article(html)


@pytest.mark.parametrize(
    "html",
    [
        "",
        b"",
        "  \n\t ",
        "\x00\x00",
        b"\xff\xfe",
        "<html></html>",
        "<html><head><title>ANTARA</title></head><body></body></html>",
        "<html><body><script>document.write('a')</script><style>p{}</style></body></html>",
        "<body>&nbsp;<br></body>",
        "<!-- hanya catatan -->",
    ],
)
def test_empty(html: bytes | str) -> None:
    assert reason(html) is DropReason.EMPTY


def test_another_site_is_told_by_its_address_and_by_its_words() -> None:
    assert reason(regional(paragraphs(*S)), "https://berita.example/berita/7/x") is (
        DropReason.NOT_ANTARA
    )
    assert reason(plain("Toko Rekaan", "Barang murah setiap hari.")) is DropReason.NOT_ANTARA
    for url in (
        "",
        "http://",
        "https://[::1",
        "\x00",
        "berita/7/x",
        "https://antaranews.com.example/",
    ):
        assert reason(regional(paragraphs(*S)), url) is DropReason.NOT_ANTARA


@pytest.mark.parametrize(
    "path", ["/", "/terkini", "/terkini/3", "/tag/bakau", "/search/bakau/2", "/kabar-desa/4"]
)
def test_listing_by_its_address(path: str) -> None:
    assert reason(plain("ANTARA", "kata"), HOST + path) is DropReason.LISTING


def test_address_that_names_no_article() -> None:
    assert reason(regional(paragraphs(*S)), f"{HOST}/tentang-kami") is DropReason.NO_KEY
    assert reason(plain("a", cards(6)), f"{HOST}/aneka") is DropReason.LISTING
    assert reason(plain("404", "tidak ditemukan"), f"{HOST}/aneka") is DropReason.SOFT_404
    closed = plain("ANTARA", "Situs dalam pemeliharaan")
    assert reason(closed, f"{HOST}/aneka") is DropReason.MAINTENANCE


@pytest.mark.parametrize("heading", ["", "<h1>Terkini</h1>"])
@pytest.mark.parametrize(
    "summary", ["Ringkas.", "Ringkasan berita rekaan yang sedikit lebih panjang."]
)
def test_listing_at_an_articles_address(heading: str, summary: str) -> None:
    body = f"<body>{heading}{cards(12, summary)}</body>"
    html = f"<html><title>Terkini - ANTARA News</title>{body}</html>"
    assert reason(html) is DropReason.LISTING


@pytest.mark.parametrize("summary", ["", "Ringkasan berita rekaan yang sedikit lebih panjang."])
def test_listing_in_the_container_of_a_layout(summary: str) -> None:
    html = regional(cards(12, summary), title="Kabar Daerah", credits="")
    assert reason(undated(html)) is DropReason.LISTING


@pytest.mark.parametrize(
    "html",
    [
        regional(cards(6)),
        undated(regional(paragraphs(*S) + cards(6))),
        undated(regional(paragraphs(*S[1:]) + HEADLINES, credits="")),
    ],
)
def test_a_round_up_in_the_container_of_a_layout_is_an_article(html: str) -> None:
    assert is_article(html)


def test_article_that_lists_others_below_its_text_is_none() -> None:
    html = unknown(f"<div>{paragraphs(*S)}</div><div>{cards(8)}</div>")
    assert is_article(html)


def test_what_counts_as_listed() -> None:
    own = "<h3><a href='/berita/7/judul'>Ini sendiri</a></h3>"
    twice = "<h3><a href='/berita/100/x'>Kabar rekaan 0</a></h3>"
    aside = f"<aside>{cards(9)}</aside><div class='widget'>{cards(9)}</div><nav>{cards(9)}</nav>"
    other = "<h3><a href='https://toko.example/berita/9/x'>Toko</a></h3><h3><a>tanpa</a></h3>"
    assert listed_articles(page(f"<body>{cards(3)}{own}{twice}{aside}{other}</body>")) == 3


def test_lead_is_what_stands_before_the_first_headline() -> None:
    one = page(f"<body><div id='a'>{cards(5)}</div></body>")
    box = one.first("#a")
    assert box is not None
    assert has_lead(one, box, "\n\n".join([*S[:4], "Kabar rekaan 0"]))
    assert not has_lead(one, box, "Ringkasan.\n\nKabar rekaan 0\n\n" + "\n\n".join(S))


def test_headings_and_visible_text() -> None:
    one = page(
        "<title>Judul - ANTARA News</title><body><h1>Kepala</h1><script>x</script>isi</body>"
    )
    assert headings(one) == "Judul / Kepala"
    assert visible_text(one) == "Kepala isi"


def test_a_break_in_a_heading_parts_words() -> None:
    html = "<h1>Halaman tidak<br>ditemukan</h1><h2 class=post-title><div>Kami</div>mohon maaf</h2>"
    assert headings(page(html)) == "Halaman tidak ditemukan / Kami mohon maaf"
