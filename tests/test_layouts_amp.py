"""AMP pages: no markup of them was seen, so what ends them is looked for in several places."""

from __future__ import annotations

import pytest

from crawler.items import Article, Role
from crawler.layouts import extract
from tests.layout_pages import CREDITS, SENTENCES, paragraphs

URL = "https://bali.antaranews.com/amp/berita/7/judul-rekaan"
BODY = SENTENCES[1:4]
PEOPLE = [(Role.REPORTER, "Rani Rekaan"), (Role.EDITOR, "Budi Umpama")]


def amp(body: str, behind: str = "", box: str = "div class='article-content'") -> str:
    return (
        "<!doctype html><html amp lang='id'><head><title>Warga menanam bakau</title>"
        "<style amp-boilerplate></style></head><body><main><article><h1>Warga menanam bakau</h1>"
        f"<{box}>{body}</{box.split()[0]}>{behind}</article></main>"
        "<footer><p>Copyright © ANTARA 2026</p></footer></body></html>"
    )


def read(html: str) -> Article:
    article = extract(html, URL)
    assert isinstance(article, Article)
    assert article.layout == "amp"
    return article


@pytest.mark.parametrize(
    "box",
    [
        "div class='article-content'",
        "section class='article-body'",
        "div itemprop='articleBody'",
        "div class='isi-rekaan'",
    ],
)
@pytest.mark.parametrize("colophon", [f"<p>{CREDITS}</p>", f"<div>{CREDITS}</div>"])
@pytest.mark.parametrize("inside", [True, False])
def test_the_colophon_within_the_text_or_behind_it(box: str, colophon: str, inside: bool) -> None:
    body = paragraphs(*BODY)
    article = read(amp(body + colophon, box=box) if inside else amp(body, colophon, box))
    assert article.text == "\n\n".join(BODY)
    assert [(credit.role, credit.name) for credit in article.credits] == PEOPLE
    assert article.copyright == "COPYRIGHT © ANTARA 2023"


@pytest.mark.parametrize("box", ["div class='article-content'", "div class='isi-rekaan'"])
def test_pictures_in_whatever_box(box: str) -> None:
    picture = "https://img.antaranews.com/cache/800x533/2023/01/02/bakau.jpg"
    caption = "Warga menanam bakau. (ANTARA/Rani Rekaan)"
    figure = (
        f"<figure><amp-img src='{picture}'></amp-img><figcaption>{caption}</figcaption></figure>"
    )
    html = amp(paragraphs(*BODY, CREDITS), box=box).replace("</h1>", f"</h1>{figure}")
    (image,) = read(html).images
    assert (image.url, image.caption, image.credit) == (picture, caption, "ANTARA/Rani Rekaan")


STAMP = "<time datetime='{}'>lalu</time>"
META = "<meta property='article:published_time' content='2023-01-02T08:30:00+08:00'>"


@pytest.mark.parametrize(
    ("above", "inside", "want"),
    [
        ("", "", "2023-01-02T08:30:00+08:00"),
        (STAMP.format("2023-01-02T08:31:00+08:00"), "", "2023-01-02T08:31:00+08:00"),
        ("", STAMP.format("2023-01-02T08:32:00+08:00"), "2023-01-02T08:32:00+08:00"),
    ],
)
def test_the_times_of_articles_that_are_listed_below(above: str, inside: str, want: str) -> None:
    listed = f"<ul><li><a href='/amp/berita/9/x'>Lain</a> {STAMP.format('2020-02-02')}</li></ul>"
    html = amp(inside + paragraphs(*BODY), listed).replace("</h1>", f"</h1>{above}")
    assert read(html.replace("</head>", f"{META}</head>")).published == want


def test_what_stands_behind_the_text_and_is_no_colophon() -> None:
    behind = "<p>Editor: kata ini dipakai warga untuk penyunting buletin desa mereka.</p>"
    article = read(amp(paragraphs(*BODY), behind))
    assert article.credits == []
    assert article.copyright is None


def test_printed_names_go_before_those_behind_the_text() -> None:
    printed = paragraphs(*BODY, "Pewarta: Cici Umpama")
    article = read(amp(printed, f"<p>{CREDITS}</p>"))
    assert [credit.name for credit in article.credits] == ["Cici Umpama"]


@pytest.mark.timeout(60)
def test_thousands_of_neighbours_are_no_square() -> None:
    many = "<p>Pewarta: Rani Rekaan</p>" * 8_000
    extract(amp("a", "<div class='post-content'>a</div>" * 8_000 + many), URL)
