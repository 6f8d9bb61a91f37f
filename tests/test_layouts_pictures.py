"""Which pictures are an article's, their addresses, captions and credits, on small pages."""

from __future__ import annotations

import pytest

from crawler.layouts import pictures
from crawler.layouts.pictures import images
from crawler.layouts.regional import R
from tests.layout_pages import page

IMAGE = "https://cdn.antaranews.com/cache/800x533/2023/01/02/bakau.jpg"


@pytest.mark.parametrize(
    ("attributes", "want"),
    [
        (f"src='{IMAGE}'", IMAGE),
        (f"src='data:image/gif;base64,R0' data-src='{IMAGE}'", IMAGE),
        (f"src='/img/blank.gif' data-original='{IMAGE}'", IMAGE),
        (f"srcset='{IMAGE} 800w, {IMAGE}.webp 1200w'", f"{IMAGE}.webp"),
        ("src='//img.antaranews.com/a.jpg'", "https://img.antaranews.com/a.jpg"),
        ("src='/cache/a.jpg'", "https://sumsel.antaranews.com/cache/a.jpg"),
        ("src='https://www.antaranews.com/img/logo.png'", None),
        ("src='placeholder.png'", None),
        ("src=' '", None),
        ("", None),
    ],
)
def test_image_url(attributes: str, want: str | None) -> None:
    one = page(f"<img {attributes}>")
    node = one.first("img")
    assert node is not None
    assert pictures.image_url(one, node) == want


@pytest.mark.parametrize(
    ("caption", "want"),
    [
        ("Warga menanam bakau. (ANTARA FOTO/Budi Umpama)", "ANTARA FOTO/Budi Umpama"),
        ("Warga menanam bakau (ANTARA/Budi).", "ANTARA/Budi"),
        ("Warga menanam bakau. (Foto Antara/Budi/ss)", "Foto Antara/Budi/ss"),
        ("Warga (kiri) menanam bakau. ANTARA/Budi Umpama", "ANTARA/Budi Umpama"),
        ("Warga menanam bakau (HO/Humas Desa)", "HO/Humas Desa"),
        ("Warga menanam bakau. REUTERS/Jane Rekaan", "REUTERS/Jane Rekaan"),
        ("Warga menanam bakau. Xinhua/Rekaan", "Xinhua/Rekaan"),
        ("Warga menanam bakau. Umpama/Rekaan", None),
        ("Warga menanam bakau milik REUTERS/Rekaan", None),
        ("Warga menanam bakau (Rekaan/Budi)", "Rekaan/Budi"),
        ("Warga menanam bakau. Foto: Budi Umpama", "Budi Umpama"),
        ("Warga menanam bakau di Rekaan ANTARA/Budi Umpama", "ANTARA/Budi Umpama"),
        (
            "Warga menanam bakau di Rekaan ANTARA FOTO/Budi Umpama/rek",
            "ANTARA FOTO/Budi Umpama/rek",
        ),
        ("Warga menanam bakau di Rekaan ANTARA/HO-Humas Desa", "ANTARA/HO-Humas Desa"),
        ("Warga melihat foto milik ANTARA/Rekaan", None),
        ("Warga menimbang antara/Budi Umpama", None),
        ("Warga menonton siaran ANTARA/Rekaan pada hari itu", None),
        ("Warga (kiri) menanam bakau.", None),
        ("Warga menanam bakau (2023)", None),
        ("", None),
        (None, None),
    ],
)
def test_caption_credit(caption: str | None, want: str | None) -> None:
    assert pictures.caption_credit(caption) == want


def test_images_each_with_its_own_caption() -> None:
    figure = (
        "<figure><img src='https://img.antaranews.com/{0}.jpg'>"
        "<figcaption>Foto {0}. (ANTARA/Budi)</figcaption></figure>"
    )
    html = figure.format(1) + figure.format(2) + figure.format(1)
    found = pictures.images("img").read(page(html)) or []
    assert [(one.url[-5:], one.caption, one.credit) for one in found] == [
        ("1.jpg", "Foto 1. (ANTARA/Budi)", "ANTARA/Budi"),
        ("2.jpg", "Foto 2. (ANTARA/Budi)", "ANTARA/Budi"),
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "<figcaption>Bakau (2/1/2023).<br>ANTARA/Budi</figcaption>",
        "<figcaption><p>Bakau (2/1/2023).</p><p>ANTARA/Budi</p></figcaption>",
        "<div class='wp-caption-text'>Ba<i>kau</i> (2/1/2023).<div>ANTARA/Budi</div></div>",
        "Bakau (2/1/2023).<br>ANTARA/Budi<script>var x</script>",
    ],
)
def test_a_caption_is_one_line(caption: str) -> None:
    html = f"<figure><img src='{IMAGE}'>{caption}</figure>"
    (one,) = pictures.images("img").read(page(html)) or []
    assert (one.caption, one.credit) == ("Bakau (2/1/2023). ANTARA/Budi", "ANTARA/Budi")


BIGGER = IMAGE.replace("800x533", "1200x800")


OTHER = IMAGE.replace("bakau", "ikan")


CAPTION = "<figcaption>Bakau. (ANTARA/Budi)</figcaption>"


LAZY = f"<img src='/img/blank.gif' data-src='{IMAGE}'>"


@pytest.mark.parametrize(
    ("markup", "want"),
    [
        (f"{LAZY}<noscript><img src='{BIGGER}'></noscript>", [IMAGE]),
        (f"<noscript><img src='{BIGGER}.webp'></noscript>{LAZY}", [IMAGE]),
        (f"<picture>{LAZY}</picture><noscript><a><img src='{BIGGER}?x=1'></a></noscript>", [IMAGE]),
        (f"<img src='/img/blank.gif'><noscript><img src='{BIGGER}'></noscript>", [BIGGER]),
    ],
)
def test_a_copy_for_browsers_without_scripts(markup: str, want: list[str]) -> None:
    found = pictures.images("img").read(page(f"<figure>{markup}{CAPTION}</figure>")) or []
    assert [one.url for one in found] == want
    assert [one.credit for one in found] == ["ANTARA/Budi"]


def test_another_picture_in_a_noscript_counts() -> None:
    html = f"<figure>{LAZY}<noscript><img src='{BIGGER}'><img src='{OTHER}'></noscript></figure>"
    assert [one.url for one in pictures.images("img").read(page(html)) or []] == [IMAGE, OTHER]


@pytest.mark.parametrize(
    ("box", "counts"),
    [
        ("<div style='min-width:336px;min-height:280px'><a href='/x'>{}</a></div>", False),
        ("<ins class='adsbygoogle'><script>var x = 'kata kata kata';</script>{}</ins>", False),
        ("<div class='ads_top_728'><p>Iklan</p>{}</div>", False),
        ("<div class='baca-juga'><a href='/x'>{}</a>Baca juga: <a href='/x'>Ikan</a></div>", False),
        ("<ul class='related-news'>" + "<li><a>{}" + "Judul lain " * 60 + "</a></li></ul>", False),
        ("<div style='min-height:280px'><figure>{}</figure></div>", True),
        ("<div style='min-height:280px'>{}<p class='caption'>Ikan.</p></div>", True),
        (
            "<div class='ads_top_728'>{}<p>" + "Ikan berenang di laut rekaan. " * 9 + "</p></div>",
            True,
        ),
    ],
)
def test_pictures_of_advertisements_and_of_other_articles(box: str, counts: bool) -> None:
    inside = box.format(f"<img src='{OTHER}'>")
    html = f"<figure><img src='{IMAGE}'></figure><div>{inside}</div>"
    found = [one.url for one in pictures.images("img").read(page(html)) or []]
    assert found == ([IMAGE, OTHER] if counts else [IMAGE])


@pytest.mark.parametrize(
    ("markup", "want"),
    [
        (f"<source data-srcset='{IMAGE}'><img src='data:image/gif;base64,R0'>", IMAGE),
        (f"<source srcset='{IMAGE} 800w, {BIGGER} 1200w'><img>", BIGGER),
        (f"<source srcset='/img/blank.gif'>\n<source data-srcset='{IMAGE}'><img class='x'>", IMAGE),
        (f"<source srcset='{OTHER}'><source srcset='{BIGGER}'><img alt=''>", OTHER),
        (f"<source srcset='{BIGGER}'><img src='{IMAGE}'>", IMAGE),
        ("<source srcset='data:image/gif;base64,R0'><img>", None),
    ],
)
def test_an_address_that_only_a_source_names(markup: str, want: str | None) -> None:
    one = page(f"<picture>{markup}</picture>")
    node = one.first("img")
    assert node is not None
    assert pictures.image_url(one, node) == want


def test_a_source_outside_a_picture_names_none() -> None:
    html = f"<video><source src='{OTHER}' srcset='{OTHER}'><img></video>"
    assert pictures.images("img").read(page(html)) is None


@pytest.mark.parametrize(
    "markup",
    [
        "<header class='post-header'></header>{}",
        "<header class='post-header'></header><p>{}</p>",
        "<div class='post-content'>{}</div>",
    ],
)
def test_a_bare_picture_of_regional_pages(markup: str) -> None:
    picture = f"<img class='u-max-full-width' srcset='{IMAGE} 800w'>"
    html = f"<div id='print_content'>{markup.format(picture)}</div><aside>{picture}</aside>"
    (source, *_) = R.images
    assert [one.url for one in source.read(page(html)) or []] == [IMAGE]


def test_one_picture_and_a_caption_elsewhere() -> None:
    html = f"<div><img src='{IMAGE}'></div><p>teks</p><div><b id=c>Bakau. (ANTARA/Budi)</b></div>"
    (one,) = pictures.images("img", "#c").read(page(html)) or []
    assert one.caption == "Bakau. (ANTARA/Budi)"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "caption",
    ["(" + "/" * 200_000, "(ANTARA " * 50_000, "a/" * 100_000 + ")", ". ANTARA/" * 30_000],
)
def test_huge_captions_end(caption: str) -> None:
    pictures.caption_credit(caption)


def test_thousands_of_pictures_are_cut_off() -> None:
    html = "".join(f"<img src='https://img.antaranews.com/{n}.jpg'>" for n in range(2_000))
    assert len(pictures.images("img").read(page(html)) or []) == 300


def test_what_stands_between_a_picture_and_its_sources_is_looked_at_for_a_while_only() -> None:
    near = "<picture><source srcset='https://img.antaranews.com/a.jpg'>\n<img alt='x'></picture>"
    far = near.replace("\n", "<i></i>" * 5_000)
    found = [images("img").read(page(f"<html><body>{each}</body></html>")) for each in (near, far)]
    assert [each and each[0].url for each in found] == ["https://img.antaranews.com/a.jpg", None]
