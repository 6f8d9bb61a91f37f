# ruff: noqa: E501 - markup reads best as it stands in a page
"""Pagers: where a listing goes on, and that no page between is passed over."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.ways import pager, read_listing
from tests.ways_pages import TERKINI, article, g2, post


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


BESIDE = [
    '<div class="text-center"><a class="btn load-more" href="/terkini?page={}">Muat lainnya</a></div>',
    '<div class="paging"><a href="?page={}">Selanjutnya</a></div>',
    '<button class="more" data-url="https://bali.antaranews.com/terkini/?page={}">Muat</button>',
    '<p><a href="/terkini?urut=baru&amp;halaman={}">Berita lainnya</a></p>',
]


@pytest.mark.parametrize("inner", BESIDE)
@pytest.mark.parametrize("number", [1, 7])
def test_a_link_beside_pagers_leads_on_by_the_query(inner: str, number: int) -> None:
    here = TERKINI if number == 1 else f"{TERKINI}?page={number}"
    found = pager_of(inner.format(number + 1), here) or ""
    assert found.startswith((f"{TERKINI}?", f"{TERKINI}/?"))
    assert found.endswith(f"={number + 1}")


@pytest.mark.parametrize(
    "inner",
    [
        '<a href="/ekonomi?page=2">Ekonomi</a>',
        '<a href="/terkini?page=9">»</a>',
        '<a href="/terkini?tampil=2">dua kolom</a>',
        '<button data-url="/ajax/terkini?page=2">Muat</button>',
        '<a href="https://jogja.antaranews.com/terkini?page=2">Jogja</a>',
        '<a href="/terkini/2?utm_source=x">2</a>',
    ],
)
def test_what_else_stands_beside_pagers_leads_nowhere(inner: str) -> None:
    assert pager_of(inner) is None
