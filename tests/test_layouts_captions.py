"""Pictures that stand in a body, and captions below them that nothing but their words names."""

from __future__ import annotations

import pytest

from crawler.items import Article, Residue
from crawler.layouts import extract
from tests.layout_pages import SENTENCES as S
from tests.layout_pages import URL, paragraphs, regional

PICTURE = "https://img.antaranews.com/cache/800x533/2023/01/02/bakau.jpg"
CAPTION = "Warga menanam bakau di pesisir Umpama, Senin (2/1/2023). (ANTARA/Rani Rekaan)"
TEXT = "\n\n".join(S[:2])


def read(html: str, url: str = URL) -> Article:
    article = extract(html, url)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    "box",
    [
        "<p><img src='{}'><br><em>{}</em></p>",
        "<p><img src='{}'></p><p><em>{}</em></p>",
        "<div><img src='{}'><div>{}</div></div>",
        "<figure><img src='{}'><figcaption>{}</figcaption></figure>",
    ],
)
def test_a_caption_is_the_pictures_and_no_text(box: str) -> None:
    body = f"<p>{S[0]}</p>{box.format(PICTURE, CAPTION)}<p>{S[1]}</p>"
    article = read(regional(body))
    assert article.text == TEXT
    assert [(image.url, image.caption) for image in article.images] == [(PICTURE, CAPTION)]
    assert [e.text for e in article.ledger if e.reason is Residue.CAPTION] == [CAPTION]


@pytest.mark.parametrize("layout", ["g1", "g2", "r"])
@pytest.mark.parametrize(
    "behind",
    [f"<br>{CAPTION}", f"<br><em>{CAPTION}</em>", f"\n<br>\n{CAPTION[:20]}<b>{CAPTION[20:]}</b>"],
)
def test_a_caption_among_text_that_breaks_divide(layout: str, behind: str) -> None:
    body = f"{S[0]}<br><br><img src='{PICTURE}'>{behind}<br><br>{S[1]}<br><br>{S[2]}"
    article = read(f"<html><body>{PAGES[layout].format(body)}</body></html>")
    assert [image.caption for image in article.images] == [CAPTION]
    assert article.text == "\n\n".join(S[:3])


@pytest.mark.parametrize(
    "credit",
    [
        "(Antarasumsel.com/Rani Rekaan/16)",
        "(Antaranews Umpama/Rani)",
        "(Dok. Dinas Rekaan)",
        "(dok)",
        "(ist)",
        "(Istimewa)",
        "(HO-Humas)",
    ],
)
def test_credits_of_bureaus_and_of_pictures_that_were_handed_over(credit: str) -> None:
    caption = f"Warga menanam bakau di pesisir Umpama, Senin (2/1/2023). {credit}"
    article = read(regional(f"<p>{S[0]}</p><p><img src='{PICTURE}'><br>{caption}</p><p>{S[1]}</p>"))
    assert [(i.caption, i.credit) for i in article.images] == [(caption, credit.strip("()"))]
    assert article.text == TEXT


@pytest.mark.parametrize("last", [S[2], f"{S[2]} {CAPTION}"])
def test_a_body_is_no_caption_whatever_ends_it(last: str) -> None:
    body = f"{S[0]}<br><br><img src='{PICTURE}'><br><br>{'<br><br>'.join(S[1:] * 2)}<br><br>{last}"
    assert [image.caption for image in read(regional(body)).images] == [None]


@pytest.mark.parametrize(
    "line",
    [
        "Panitia berencana mengulang penanaman bibit pada akhir tahun. (ANTARA)",
        "Panitia menanam seribu bibit pohon di tiga desa (antara lain bakau dan api-api)",
        "Umpama (ANTARA) - Warga menanam bakau di pesisir. (ANTARA/Rani Rekaan)",
        S[2],
        f"{S[2]} {S[3]} {S[4]} {S[5]} (ANTARA/Rani Rekaan)",
    ],
)
def test_a_paragraph_below_a_picture_stays(line: str) -> None:
    article = read(regional(f"<p>{S[0]}</p><p><img src='{PICTURE}'></p><p>{line}</p>"))
    assert article.text == f"{S[0]}\n\n{line}"


def test_a_line_that_is_no_pictures_caption_stays() -> None:
    article = read(regional(paragraphs(S[0], CAPTION, S[1])))
    assert article.text == "\n\n".join([S[0], CAPTION, S[1]])


def test_captions_of_a_photo_page_are_its_text() -> None:
    picture = f"<p><img src='{PICTURE}'><br>{CAPTION}</p>"
    for body, text in ((picture, CAPTION), (f"<p>{S[0]}</p>{picture}", f"{S[0]}\n\n{CAPTION}")):
        article = read(regional(body), "https://sumsel.antaranews.com/foto/7/judul-rekaan")
        assert article.text == text
        assert [image.caption for image in article.images] == [CAPTION]


PAGES = {
    "g1": "<div class='bjbrt'><h1 class='title'>Judul</h1><div id='content_news'>{}</div></div>",
    "g2": "<header class='post-header'><h1 class='post-title'>Judul</h1></header>"
    "<div class='post-content clearfix'>{}</div>",
    "g3": "<div class='wrap__article-detail-title'><h1>Judul</h1></div>"
    "<div class='wrap__article-detail-content'>{}</div>",
    "r": "<div id='print_content'><h1 class='post-title'>Judul</h1>"
    "<div class='post-content font17'>{}</div></div>",
}


PICTURES = (
    f"<img src='{PICTURE}'>",
    f"<figure><img src='{PICTURE}'></figure>",
    f"<p><img class='lazyload' data-src='{PICTURE}' src='data:image/gif;base64,R0'></p>",
)


@pytest.mark.parametrize(
    ("layout", "picture"),
    # Nothing was loaded late in 2017.
    [(layout, one) for layout in PAGES for one in PICTURES[: 2 if layout == "g1" else 3]],
)
def test_a_picture_in_the_body_is_the_articles(layout: str, picture: str) -> None:
    body = f"<p>{S[0]}</p>{picture}<p>{S[1]}</p>"
    article = read(f"<html><body>{PAGES[layout].format(body)}</body></html>")
    assert article.layout == layout
    assert article.text == TEXT
    assert [image.url for image in article.images] == [PICTURE]


def test_the_slides_captions_above_the_text_of_a_photo_page_are_no_text() -> None:
    """By the generic layout, too, which knows no slide; where there is nothing else they stay."""
    slides = "".join(
        f"<li><img src='{PICTURE}?{n}'><p class='caption'>{CAPTION}</p></li>" for n in range(3)
    )
    for rest, text in ((f"<p>{S[0]}</p>", S[0]), ("", "\n\n".join([CAPTION] * 3))):
        html = (
            "<html><head><title>Judul rekaan</title></head><body><div id='rx'><h1>Judul rekaan</h1>"
            f"<p>Senin, 2 Januari 2023 8:30 WIB</p><div>{slides}{rest}</div></div></body></html>"
        )
        article = read(html, "https://sumsel.antaranews.com/foto/7/judul-rekaan")
        assert (article.layout, article.text) == ("generic", text)
        assert [image.caption for image in article.images] == [CAPTION] * 3


@pytest.mark.parametrize("layout", ["g2", "r"])
def test_a_gallery_of_slides(layout: str) -> None:
    slides = "".join(
        f"<li><img src='{PICTURE}?{n}'><div class='flex-caption'>Bakau {n}. {S[0]}</div></li>"
        for n in range(3)
    )
    body = f"</div><div class='flexslider'><ul class='slides'>{slides}</ul>"
    html = f"<html><body><article>{PAGES[layout].format(body)}</article></body></html>"
    article = read(html, "https://sumsel.antaranews.com/foto/7/judul-rekaan")
    assert [image.url for image in article.images] == [f"{PICTURE}?{n}" for n in range(3)]
    assert [image.caption for image in article.images] == [f"Bakau {n}. {S[0]}" for n in range(3)]
