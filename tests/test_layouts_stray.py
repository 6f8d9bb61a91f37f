"""What a stray end tag cut off a body comes back; what stands behind a whole one stays out."""

from __future__ import annotations

import pytest

from crawler.items import Article
from crawler.layouts import extract
from crawler.layouts.stray import stray_ends
from tests.layout_pages import CREDITS, URL, paragraphs, regional
from tests.layout_pages import SENTENCES as S

OLD = "https://www.antaranews.com/berita/7/judul-rekaan"
COLOPHON = "<p class='text-muted'>Pewarta: Rani Rekaan<br>Editor: Budi Umpama<br>{}</p>"
OWNER = "COPYRIGHT © ANTARA 2019"


def g2(body: str, behind: str = "") -> str:
    """A page of www around the markup of a body, its colophon in the body."""
    return (
        "<html lang='id'><body><div class='main'><article><header class='post-header'>"
        "<h1 class='post-title'>Warga menanam bakau</h1><p class='simple-share'>"
        "<span class='article-date'>Senin, 2 Januari 2023 8:30 WIB</span></p></header>"
        f"<div class='post-content'>{body}</div>{behind}"
        "<footer class='post-meta'><ul class='tags-widget'><li><a>bakau</a></li></ul></footer>"
        "</article><div class='comments'><p>Silakan masuk untuk menulis komentar di bawah "
        "berita ini dengan sopan.</p></div></div></body></html>"
    )


def read(html: str, url: str = OLD) -> Article:
    found = extract(html, url)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    "gap", ["", "\n  ", "<br>", "<!-- x -->", "<ins class='adsbygoogle'></ins>"]
)
@pytest.mark.parametrize("ends", ["</div>", "</div></div>", "</article>", "</p></article></div>"])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_the_rest_of_the_text_comes_back(gap: str, ends: str, at: int) -> None:
    whole = g2(paragraphs(*S[:4]) + COLOPHON.format(OWNER))
    wanted = read(whole)
    assert wanted.text == "\n\n".join(S[:4])
    cut = f"{paragraphs(*S[:at])}{ends}{gap}{paragraphs(*S[at:4])}{COLOPHON.format(OWNER)}"
    found = read(g2(cut))
    assert found.text == wanted.text
    assert found.credits == wanted.credits
    assert found.copyright == wanted.copyright == OWNER
    assert found.flags == []


@pytest.mark.parametrize(
    "rest",
    [
        "<br>".join(S[1:4]),
        "<br><br>".join(S[1:4]),
        "".join(f"<div>{each}</div>" for each in S[1:4]),
        f"<b>{S[1]}</b><h3>{S[2]}</h3><blockquote>{S[3]}</blockquote>",
    ],
)
def test_in_whatever_markup(rest: str) -> None:
    found = read(g2(f"{paragraphs(S[0])}</div>{rest}"))
    assert found.text is not None
    assert found.text.split("\n\n") == list(S[:4])


def test_a_page_whose_frame_lacks_an_end_tag_shows_it_by_its_copyright_line() -> None:
    page = g2(f"{paragraphs(S[0])}</div>{paragraphs(*S[1:3])}{COLOPHON.format(OWNER)}")
    page = page.replace("<header", "<div class='bar'><header")  # never closed
    assert stray_ends(page, "div") == 0
    assert read(page).text == "\n\n".join(S[:3])


def test_what_stands_behind_a_whole_body_stays_out() -> None:
    invitation = "<p>Ikuti kabar terbaru kami di saluran pesan singkat agar tidak ketinggalan.</p>"
    for body in (
        paragraphs(*S[:2]) + COLOPHON.format(OWNER),
        paragraphs(*S[:2]),
    ):
        assert read(g2(body, invitation)).text == "\n\n".join(S[:2])
    signed = paragraphs(*S[:2]) + COLOPHON.format(OWNER)
    for end in ("</article>", "</div>"):
        assert read(g2(signed, invitation) + end).text == "\n\n".join(S[:2])
    owned = f"{invitation}<p>{OWNER}</p>"
    inside = paragraphs(*S[:2]) + COLOPHON.format(OWNER)
    assert read(g2(inside, owned)).text == "\n\n".join(S[:2])


def test_the_frame_stays_out_of_a_body_that_was_cut() -> None:
    links = (
        "<ul><li><a href='/berita/3/x'>Panen raya di Desa Andai berlangsung meriah</a></li></ul>"
    )
    for frame in (
        "<div class='side'>{}</div>",
        "<aside>{}</aside>",
        "<section>{}</section>",
        links,
    ):
        page = g2(f"{paragraphs(S[0])}</div>{paragraphs(S[1])}{frame.format(f'<p>{S[2]}</p>')}")
        assert read(page).text == "\n\n".join(S[:2])


def test_credits_below_a_regional_body_are_read_where_they_stand() -> None:
    cut = f"{paragraphs(S[0])}</div>{paragraphs(*S[1:3])}"
    found, wanted = (read(regional(body), URL) for body in (cut, paragraphs(*S[:3])))
    assert found.text == wanted.text
    assert [each.name for each in found.credits] == ["Rani Rekaan", "Budi Umpama"]
    assert found.credits == wanted.credits
    assert found.copyright == wanted.copyright
    assert CREDITS.endswith(str(found.copyright))


@pytest.mark.parametrize(
    ("html", "tag", "ends"),
    [
        ("<div><p>A</p></div></div>", "div", 1),
        ("<DIV\nclass=a></DIV ></div></div>", "div", 2),
        ("<div><div></div>", "div", 0),
        ("<divider></div>", "div", 1),
        ("<section></section></div>", "section", 0),
    ],
)
def test_stray_ends(html: str, tag: str, ends: int) -> None:
    assert stray_ends(html, tag) == ends
