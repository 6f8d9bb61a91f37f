"""Any listing page's main column, in all themes; test_ways.py has the finer points of links."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import DropReason
from crawler.urls import identify
from crawler.ways import ListingShape, listing_page, read_listing
from tests.listing_pages import (
    HOST,
    WWW,
    admag,
    admag_pager,
    advert,
    article,
    card,
    entry,
    g1,
    post,
    retnews,
    retnews_pager,
    urls,
)

MANY = range(500_000, 502_600)
LISTINGS = (
    f"{HOST}/terkini/2",
    f"{HOST}/kabar-bali/denpasar",
    f"{HOST}/tag/pasar/3",
    f"{HOST}/search/pasar/01-01-2025/31-01-2025/2",
    f"{HOST}/search?q=pasar&startDate=01-01-2025&endDate=31-01-2025",
    f"{HOST}/indeks/12-01-2025",
)


def www(*numbers: int) -> list[str]:
    return [f"{WWW}/berita/{number}/pasar-ikan" for number in numbers]


@pytest.mark.parametrize("url", LISTINGS)
def test_every_listing_of_admag_is_read_alike(url: str) -> None:
    page = read_listing(admag(post(12), post(11, slug="Video"), post(10)), url)
    assert urls(page) == [article(12), article(11), article(10)]
    assert page.shape is ListingShape.G2


@pytest.mark.parametrize("heading", ["h2", "h5", "h6"])
@pytest.mark.parametrize("wrapper", ["div", "aside", "section"])
def test_retnews_list_may_be_an_aside(wrapper: str, heading: str) -> None:
    page = read_listing(retnews(card(12, heading), card(11, heading), wrapper=wrapper), WWW)
    assert urls(page) == www(12, 11)
    assert page.shape is ListingShape.G3


def test_retnews_grids_are_read() -> None:
    page = read_listing(retnews(entry(12), entry(11), wrapper="aside"), f"{WWW}/politik")
    assert urls(page) == www(12, 11)
    assert page.shape is ListingShape.G3


def test_retnews_grid_and_list_on_one_page_are_one_listing() -> None:
    page = read_listing(retnews(entry(12), entry(11), card(10), card(9)), f"{WWW}/politik")
    assert urls(page) == www(12, 11, 10, 9)


def test_a_narrow_column_beside_a_wide_one_is_a_side_bar() -> None:
    side = f'<div class="col-lg-4"><div class="wrapper__list__article">{card(907)}</div></div>'
    assert urls(read_listing(retnews(card(12), side=side), WWW)) == www(12)
    below = side.replace("col-lg-4", "col-md-12 col-lg-4")
    assert urls(read_listing(retnews(card(12), side=below), WWW)) == www(12)


def test_columns_of_a_grid_are_no_side_bars() -> None:
    cells = "".join(f'<div class="col-md-4">{post(n)}</div>' for n in (12, 11, 10))
    grid = f'<div class="row">{cells}</div>'
    for body in (admag(grid), f"<html><body>{grid}</body></html>"):
        page = read_listing(body, f"{HOST}/ekonomi")
        assert urls(page) == [article(12), article(11), article(10)]
        assert page.shape is ListingShape.G2


def test_a_page_without_its_wrapper_is_read_all_the_same() -> None:
    body = retnews(card(12), card(11)).replace("wrapper__list__article", "daftar-berita")
    page = read_listing(body, f"{WWW}/search?q=pasar&page=1")
    assert urls(page) == www(12, 11)
    assert page.shape is ListingShape.G3


def test_g1_is_read() -> None:
    page = read_listing(g1(12, 11), "http://www.antaranews.com/nasional/umum")
    assert urls(page) == [f"http://www.antaranews.com/berita/{n}/judul" for n in (12, 11)]
    assert page.shape is ListingShape.G1


def test_promotional_and_sticky_cards_do_not_matter() -> None:
    page = read_listing(admag(advert(), post(3), post(12), post(11), post(3)), f"{HOST}/terkini")
    assert urls(page) == [article(3), article(12), article(11)]


@pytest.mark.parametrize(
    "body", [admag(), retnews(), g1(), admag(advert()), "<p>Tidak ada berita</p>"]
)
def test_menus_and_side_boxes_are_no_listing(body: str) -> None:
    page = read_listing(body, f"{HOST}/tag/tidak-ada")
    assert page.found == []
    assert page.shape is ListingShape.NONE


def test_a_page_that_is_not_found_says_so() -> None:
    page = read_listing(admag(title="404", heading="<h1>Halaman tidak ditemukan</h1>"), HOST)
    assert page.instead is not None
    assert page.instead.reason is DropReason.SOFT_404


# --- where it goes on


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/terkini", f"{HOST}/terkini/2"),
        ("/kabar-bali/denpasar", f"{HOST}/kabar-bali/denpasar/2"),
        ("/tag/78/pasar", f"{HOST}/tag/78/pasar/2"),
        ("/indeks/12-01-2025", f"{HOST}/indeks/12-01-2025/2"),
    ],
)
def test_the_pager_leads_on(path: str, url: str) -> None:
    page = read_listing(admag(post(12), pager=admag_pager(path, 2, 4)), url)
    assert page.next_url == f"{HOST}{path}/3"
    page = read_listing(retnews(card(12), pager=retnews_pager("/tag/x", 1, 3)), f"{WWW}/tag/x")
    assert page.next_url == f"{WWW}/tag/x/2"


def test_the_pager_of_a_search_may_count_in_the_query() -> None:
    links = "".join(f'<a href="/search?q=pasar&amp;page={n}">{n}</a>' for n in range(1, 6))
    pager = f'<div class="pagination">{links}</div>'
    page = read_listing(retnews(card(12), pager=pager), f"{WWW}/search?q=pasar&page=3")
    assert page.next_url == f"{WWW}/search?q=pasar&page=4"


@pytest.mark.parametrize("number", [1, 2, 100])
@pytest.mark.parametrize(
    "first", [f"{HOST}/terkini", f"{HOST}/terkini/", f"{HOST}/kabar-bali?utm_source=menu#x"]
)
def test_pages_without_a_pager_are_numbered(first: str, number: int) -> None:
    path = "/terkini" if "terkini" in first else "/kabar-bali"
    wanted = f"{HOST}{path}" if number == 1 else f"{HOST}{path}/{number}"
    assert listing_page(first, number) == wanted


def test_there_is_no_page_before_the_first() -> None:
    with pytest.raises(ValueError, match="0"):
        listing_page(f"{HOST}/terkini", 0)


@settings(max_examples=80)
@given(
    cut=st.integers(0, 9000), stray=st.binary(max_size=12), body=st.sampled_from(["g1", "g2", "g3"])
)
def test_reader_never_raises(cut: int, stray: bytes, body: str) -> None:
    whole = {
        "g1": g1(12, 11),
        "g2": admag(post(12), post(11)),
        "g3": retnews(card(12), entry(11), wrapper="aside"),
    }[body].encode()
    for broken in (whole[:cut] + stray + whole[cut:], whole[:cut] + stray):
        for link in read_listing(broken, f"{HOST}/terkini").found:
            assert identify(link.url) is not None


def test_cards_below_thousands_of_elements_are_survived() -> None:
    cards = "".join(post(number) for number in range(1, 300))
    for piece in ("<div class='col-md-4'>", "<aside class='wrapper__list__article'>", "<header>"):
        read_listing(f"<html><body>{piece * 2_000}{cards}", f"{HOST}/terkini")
        assert read_listing(f"<html><body>{piece * 60_000}{cards}", HOST).found == []


def test_many_links_before_the_main_column_hide_nothing() -> None:
    menu = "".join(f'<li><a href="/berita/{n}/arsip">Arsip</a></li>' for n in range(1, 10_000))
    rows = "".join(f'<tr><td><a href="/berita/{n}/pasar">Pasar</a></td></tr>' for n in MANY[:9])
    page = f'<html><body><div class="offcanvas-menu"><ul>{menu}</ul></div><table>{rows}</table>'
    assert urls(read_listing(page, f"{HOST}/terkini")) == [article(n, "pasar") for n in MANY[:9]]


def test_a_long_list_on_one_page_is_read_whole() -> None:
    rows = "".join(f'<tr><td><a href="/berita/{n}/pasar">Pasar</a></td></tr>' for n in MANY)
    found = read_listing(f"<html><body><table>{rows}</table>", f"{HOST}/terkini").found
    assert len(found) == len(MANY)
    assert len(read_listing(admag(*map(post, MANY)), f"{HOST}/terkini").found) == len(MANY)
