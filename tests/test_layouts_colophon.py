"""Credits, copyright line and notice: divided by <br>, or beside the body instead of in it."""

from __future__ import annotations

import pytest

from crawler.items import Article
from crawler.layouts import extract
from crawler.layouts.blocks import Line
from crawler.layouts.colophon import whole_lines
from tests.layout_pages import SENTENCES as S
from tests.layout_pages import paragraphs

URL = "https://www.antaranews.com/berita/7/judul-rekaan"
NOTICE = (
    "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI",
    "di situs web ini tanpa izin tertulis dari",
    "Kantor Berita ANTARA.",
)
WHOLE = " ".join(NOTICE)


@pytest.mark.parametrize(
    ("lines", "want"),
    [
        (NOTICE, [WHOLE]),
        ((*NOTICE, "Tautan lain"), [WHOLE, "Tautan lain"]),
        (("Pewarta: A B", *NOTICE), ["Pewarta: A B", WHOLE]),
        ((NOTICE[0], "Tautan lain"), [NOTICE[0], "Tautan lain"]),
        (("COPYRIGHT ©", "ANTARA 2016", "Tautan"), ["COPYRIGHT © ANTARA 2016", "Tautan"]),
        (("Hak Cipta", "© ANTARA 2016"), ["Hak Cipta © ANTARA 2016"]),
        (("COPYRIGHT ©", "Tautan"), ["COPYRIGHT ©", "Tautan"]),
        (
            ("Dilarang keras membuang sampah", "kata papan itu. Warga tertawa."),
            ["Dilarang keras membuang sampah", "kata papan itu. Warga tertawa."],
        ),
        ((), []),
        (("",), [""]),
    ],
)
def test_whole_lines(lines: tuple[str, ...], want: list[str]) -> None:
    assert [line.text for line in whole_lines([Line(text) for text in lines])] == want


def test_links_of_a_divided_notice_are_counted_together() -> None:
    (line,) = whole_lines([Line(NOTICE[0], 3, "a"), Line(NOTICE[1], 4, "b"), Line(NOTICE[2])])
    assert (line.link_characters, line.last_link) == (7, "")


def www(body: str, beside: str, meta: str = "") -> str:
    """A page of www since 2024, with something beside the body."""
    return (
        f"<html lang='id'><head>{meta}</head><body><article class='wrap__article-detail'>"
        "<div class='wrap__article-detail-title'><h1>Warga menanam bakau</h1></div>"
        "<ul class='wrap__article-detail-info'><li>Senin, 2 Januari 2026 8:30 WIB</li></ul>"
        f"<div class='wrap__article-detail-content'>{body}</div>{beside}</article></body></html>"
    )


def read(html: str) -> Article:
    found = extract(html, URL)
    assert isinstance(found, Article)
    return found


COLOPHON = (
    "<p class='text-muted'>Pewarta: Rani Rekaan<br>Editor: Budi Umpama<br>"
    "Copyright © ANTARA 2026</p>"
)
AUTHOR = "<meta name='author' content='Sari Andai'>"


@pytest.mark.parametrize("meta", ["", AUTHOR])
def test_credits_beside_the_body_are_read_where_the_body_has_none(meta: str) -> None:
    found = read(www(paragraphs(*S[:3]), COLOPHON, meta))
    assert [each.name for each in found.credits] == ["Rani Rekaan", "Budi Umpama"]
    assert found.copyright == "Copyright © ANTARA 2026"
    assert found.provenance["credits"] == "colophon"


def test_credits_of_the_body_come_before_those_beside_it() -> None:
    inside = paragraphs(*S[:3]) + "<p class='text-muted'>Pewarta: Tuti Misal</p>"
    found = read(www(inside, COLOPHON, AUTHOR))
    assert [each.name for each in found.credits] == ["Tuti Misal"]
    assert found.provenance["credits"] == "body"


def test_without_any_printed_the_page_head_says_who() -> None:
    found = read(www(paragraphs(*S[:3]), "", AUTHOR))
    assert [each.name for each in found.credits] == ["Sari Andai"]
