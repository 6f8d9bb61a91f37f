"""The date index: its addresses, the number it announces, and the day it says it lists."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.bureaus import load_bureaus
from crawler.ways import IndeksPage, indeks_page, read_indeks
from tests.listing_pages import (
    HOST,
    WWW,
    admag,
    admag_pager,
    advert,
    article,
    card,
    g1,
    post,
    retnews,
    retnews_pager,
    urls,
)

DAY = f"{HOST}/indeks/12-01-2025"
BALI = load_bureaus()["bali"]


def block(text: str) -> str:
    return f'<h3 class="block-title"><span>{text}</span></h3>'


def announced(heading: str, *posts: str) -> int | None:
    return read_indeks(admag(*(posts or (post(12), post(11))), heading=heading), DAY).announced


# --- addresses


@pytest.mark.parametrize(
    ("number", "section", "path"),
    [
        (1, None, "indeks/12-01-2025"),
        (2, None, "indeks/12-01-2025/2"),
        (1, "ekonomi", "indeks/ekonomi/12-01-2025"),
        (31, "/ekonomi/", "indeks/ekonomi/12-01-2025/31"),
    ],
)
def test_addresses(number: int, section: str | None, path: str) -> None:
    assert indeks_page(BALI, "2025-01-12", number, section) == f"{HOST}/{path}"


def test_the_first_page_is_meant_where_no_number_is_given() -> None:
    assert indeks_page(load_bureaus()["www"], "2021-12-31") == f"{WWW}/indeks/31-12-2021"


@pytest.mark.parametrize("day", ["12-01-2025", "2025-02-30", "2025-1-2", "20250112", "", "x"])
def test_what_is_no_iso_day_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        indeks_page(BALI, day, 1)


def test_there_is_no_page_before_the_first() -> None:
    with pytest.raises(ValueError, match="0"):
        indeks_page(BALI, "2025-01-12", 0)


# --- the listing itself


def test_an_index_is_a_listing() -> None:
    pager = admag_pager("/indeks/12-01-2025", 1, 2)
    page = read_indeks(
        admag(post(12), post(11), heading=block("Indeks (12 berita)"), pager=pager), DAY
    )
    assert isinstance(page, IndeksPage)
    assert urls(page) == [article(12), article(11)]
    assert (page.next_url, page.has_pager, page.shape) == (f"{DAY}/2", True, "g2")


@pytest.mark.parametrize("path", ["indeks/13-01-2025", "terkini/2", "ekonomi/2"])
def test_a_pager_that_leads_to_another_day_or_listing_leads_nowhere(path: str) -> None:
    pager = f'<ul class="pagination"><li><a href="{HOST}/{path}">Next</a></li></ul>'
    page = read_indeks(admag(post(12), pager=pager), DAY)
    assert page.next_url is None
    assert page.has_pager


# --- the number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Indeks Berita Minggu, 12 Januari 2025 (123 berita)", 123),
        ("(12 berita)", 12),
        ("Indeks ( 1.204 Berita )", 1204),
        ("Indeks (1,204 BERITA)", 1204),
        ("Indeks (1&nbsp;204 berita)", 1204),
        ("Indeks (<b>12</b> berita)", 12),
        ("Indeks <small>\n(12\n berita)</small>", 12),
        ("<b>Indeks</b> <b>(12</b> <b>berita)</b>", 12),
        ("12 berita", 12),
        ("Ditemukan 12 berita", 12),
        ("Indeks 12 Januari 2025: 9 berita", 9),
        ("Indeks Berita 12/01/2025 - 9 Berita", 9),
        ("Menampilkan 1-10 dari 123 berita", 123),
        ("Terdapat 12 berita pada 12 Januari 2025", 12),
        ("(0 berita)", 0),
        ("Index of 12 January 2025 (12 news)", 12),
        ("Index (1 article)", 1),
        ("(7 artikel)", 7),
    ],
)
def test_the_announced_number_is_read(text: str, number: int) -> None:
    assert announced(block(text)) == number
    assert announced(f"<div class='judul-indeks'><p>{text}</p></div>") == number
    assert announced(f"<header class='page-header'><h1>{text}</h1></header>") == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Indeks Berita 12 Januari 2025",
        "Indeks 2025 Berita Terkini",
        "Indeks 12 Januari 2025 Berita",
        "Indeks 12-01-2025 Berita",
        "3 berita foto",
        "Menampilkan 10 berita per halaman",
        "10 berita terpopuler",
        "Terkini",
        "Indeks (12 foto)",
        "Indeks (berita)",
        "(1234567890123 berita)",
        "Wabah menyebar di 3 kota, kata berita itu",
    ],
)
def test_what_announces_nothing_is_no_number(text: str) -> None:
    assert announced(block(text)) is None
    assert announced(f"<p>{text}</p>") is None


def test_numbers_of_cards_menus_and_side_boxes_are_not_taken() -> None:
    headline = post(12, title="Dinas meralat (31 berita) soal pasar")
    assert announced("", headline, post(11)) is None
    assert announced("", advert(), headline) is None
    assert announced(block("Indeks"), advert(), headline) is None
    assert announced('<p><a href="/foto">Foto (3 berita)</a></p>') is None
    assert announced("<select><option>Politik (3 berita)</option></select>") is None
    assert announced("<script>var x = '(3 berita)';</script>") is None
    assert announced("<div class='widget'><h3>Terpopuler (3 berita)</h3></div>") is None


def test_a_number_of_cards_is_not_taken_in_markup_that_is_not_known() -> None:
    rows = "".join(
        f"<section><h4><a href='{article(n)}'>Judul</a></h4><p>Ralat (31 berita)</p></section>"
        for n in (12, 11)
    )
    body = f"<html><body><div>{{}}{rows}</div></body></html>"
    assert read_indeks(body.format(""), DAY).announced is None
    assert read_indeks(body.format("<h2>Indeks (2 berita)</h2>"), DAY).announced == 2


def test_a_number_above_the_link_of_a_card_is_not_taken_either() -> None:
    rows = "".join(
        f"<section><p>Ralat (31 berita)</p><h4><a href='{article(n)}'>Judul</a></h4></section>"
        for n in (12, 11)
    )
    assert read_indeks(f"<html><body><div>{rows}</div></body></html>", DAY).announced is None


def test_numbers_below_the_list_are_not_taken() -> None:
    page = read_indeks(admag(post(12), "<h3>Hari sebelumnya (40 berita)</h3>"), DAY)
    assert page.announced is None


def test_the_best_place_wins() -> None:
    heading = "<p>Arsip 4 berita</p>" + block("Indeks Minggu, 12 Januari 2025 (12 berita)")
    assert announced(heading) == 12


def test_all_themes_announce() -> None:
    page = read_indeks(retnews(card(12), heading="Indeks (8 berita)", wrapper="aside"), DAY)
    assert page.announced == 8
    assert read_indeks(g1(12, 11, heading="<h2>Indeks (9 berita)</h2>"), DAY).announced == 9


def test_a_day_without_articles() -> None:
    empty = read_indeks(admag(heading=block("Indeks 12 Januari 2025 (0 berita)")), DAY)
    assert (empty.found, empty.announced, empty.day) == ([], 0, "2025-01-12")
    said = read_indeks(admag(heading=block("Indeks") + "<p>Tidak ada berita.</p>"), DAY)
    assert said.announced == 0
    missing = read_indeks(admag(title="404", heading="<h1>Halaman tidak ditemukan</h1>"), DAY)
    assert missing.announced is None


def test_a_list_with_articles_is_not_called_empty() -> None:
    assert announced("<p>Tidak ada berita</p>") is None


# --- the day


@pytest.mark.parametrize(
    "text",
    [
        "Indeks Berita Minggu, 12 Januari 2025 (12 berita)",
        "Indeks Berita 12-01-2025",
        "Indeks: 12/01/2025",
        "Index of 12 January 2025",
        "Arsip berita tanggal 2025-01-12",
        "Minggu, 12 Januari 2025",
    ],
)
def test_the_day_is_read_off_the_heading(text: str) -> None:
    page = read_indeks(admag(post(12), heading=block(text)), f"{HOST}/indeks/01-02-2020")
    assert page.day == "2025-01-12"


def test_the_day_is_read_off_the_title_or_the_pager() -> None:
    title = "Indeks Berita 12 Januari 2025"
    assert read_indeks(admag(post(12), title=title), DAY).day == "2025-01-12"
    pager = admag_pager("/indeks/11-01-2025", 1, 3)
    assert read_indeks(admag(post(12), pager=pager), DAY).day == "2025-01-11"
    pager = retnews_pager("/indeks/ekonomi/11-01-2025", 2, 3)
    assert read_indeks(retnews(card(12), pager=pager), DAY).day == "2025-01-11"


def test_a_pager_that_repeats_the_day_asked_for_says_nothing() -> None:
    # A host that lists its newest articles on any day does that too.
    pager = admag_pager("/indeks/12-01-2025", 1, 3)
    page = read_indeks(admag(post(12), heading=block("Indeks (99 berita)"), pager=pager), DAY)
    assert (page.announced, page.day) == (99, None)


@pytest.mark.parametrize(
    "text",
    [
        "Selasa, 20 Januari 2026 10:15 WIB",
        "Indeks harga saham 20 Januari 2026",
        "20 Januari 2026 - 9:01",
    ],
)
def test_todays_date_is_not_taken_for_the_day(text: str) -> None:
    assert read_indeks(admag(post(12), heading=f"<p>{text}</p>"), DAY).day is None
    if ":" in text:
        assert read_indeks(admag(post(12), heading=block(text)), DAY).day is None
    body = admag(post(12)).replace(
        "<body>", "<body><div class='atas'><h5>20 Januari 2026</h5></div>"
    )
    assert read_indeks(body, DAY).day is None


def test_the_heading_counts_more_than_the_pager() -> None:
    pager = admag_pager("/indeks/11-01-2025", 1, 3)
    page = read_indeks(admag(post(12), heading=block("Indeks 12 Januari 2025"), pager=pager), DAY)
    assert page.day == "2025-01-12"


@pytest.mark.parametrize(
    "pager",
    [
        "",
        '<ul class="pagination"><li><a href="/terkini/2">2</a></li></ul>',
        '<ul class="pagination"><li><a href="/indeks/99-99-2025/2">2</a></li></ul>',
        '<ul class="pagination"><li><a href="/indeks/11-01-2025">Kemarin</a></li></ul>',
        '<ul class="pagination"><li><a href="/indeks/11-01-2025/2">2</a></li>'
        '<li><a href="/indeks/13-01-2025/3">3</a></li></ul>',
    ],
)
def test_a_page_may_not_say_which_day_it_lists(pager: str) -> None:
    # What the top of the page, the cards and the address say is no answer.
    assert read_indeks(admag(post(12), heading=block("Indeks"), pager=pager), DAY).day is None
    assert read_indeks(g1(12, 11), f"{WWW}/indeks/12-01-2017").day is None


# --- whatever a page contains

TEXTS = st.text(alphabet="(12 berita) .,\n<>/h3span&;Indeks-&nbsp;é\ud800", max_size=60)


@settings(max_examples=150)
@given(heading=TEXTS, cut=st.integers(0, 6000), stray=st.binary(max_size=8))
def test_reader_never_raises(heading: str, cut: int, stray: bytes) -> None:
    text = admag(post(12), post(11), heading=heading, pager=admag_pager("/indeks/1-1-25", 1, 2))
    body = text.encode(errors="replace")
    for broken in (text, body[:cut] + stray + body[cut:], body[:cut] + stray):
        page = read_indeks(broken, DAY)
        assert page.announced is None or 0 <= page.announced < 10_000_000
        assert page.day is None or len(page.day) == 10


def test_deep_nesting_is_survived() -> None:
    for piece in ("<div>", "<span>12 berita ", "<section><p>(12 berita)</p>"):
        body = piece * 3_000 + "<h1>Indeks (12 berita)</h1>"
        read_indeks(f"<html><body>{body}", DAY)
        assert read_indeks(f"<html><body>{piece * 60_000}", DAY).found == []
