"""Markup that no layout knows: the article is found all the same, and flagged."""

from __future__ import annotations

import json

import pytest

from crawler.items import Article, Fate, Flag, NotAnArticle, PublishedSource, Role
from crawler.layouts import choose_layout, extract
from crawler.layouts.generic import json_ld_lines
from crawler.layouts.region import find_region
from tests.layout_pages import SENTENCES as S
from tests.layout_pages import URL, page, paragraphs, regional, unknown

HEAD = (
    "<meta property='og:type' content='article'>"
    "<meta property='article:published_time' content='2023-01-02T08:30:00+07:00'>"
)
MENU = (
    "<nav>"
    + "".join(
        f"<li><a href='/berita/{n}/x'>Judul menu {n} yang panjangnya seperti sebuah judul</a>"
        "<span>Selasa, 20 Januari 2026 6:59</span></li>"
        for n in range(40)
    )
    + "</nav>"
)


def read(html: str, url: str = URL) -> Article:
    found = extract(html, url)
    assert isinstance(found, Article), found
    return found


def test_unknown_markup_is_an_article_with_a_flag() -> None:
    article = read(unknown(paragraphs(*S), head=HEAD))
    assert article.layout == "generic"
    assert article.flags == [Flag.GENERIC_LAYOUT]
    assert article.title == "Warga menanam bakau"
    assert article.text == "\n\n".join(S)
    assert article.published_utc == "2023-01-02T01:30:00Z"
    assert article.published_source is PublishedSource.META
    assert article.dateline_place == "Umpama"


def test_a_renamed_container_reads_like_the_known_one() -> None:
    html = regional(paragraphs(*S))
    renamed = html.replace("post-", "zz-").replace("print_content", "zz").replace("simple-", "zz-")
    want, got = read(html), read(renamed)
    assert (want.layout, got.layout) == ("r", "generic")
    for name in ("title", "text", "published_utc", "credits", "copyright", "dateline_place"):
        assert getattr(got, name) == getattr(want, name), name


def test_dates_and_links_of_menus_are_never_the_articles() -> None:
    html = (
        unknown(paragraphs(*S))
        .replace("<main", f"{MENU}<main")
        .replace("</main>", f"</main>{MENU}")
    )
    article = read(html)
    assert article.published is None
    assert Flag.NO_DATE in article.flags
    assert article.text == "\n\n".join(S)


def test_a_printed_date_between_headline_and_text() -> None:
    article = read(unknown("<div>Selasa, 3 Januari 2023 08:00 WIB</div>" + paragraphs(*S)))
    assert article.published == "2023-01-03T08:00:00+07:00"
    assert article.published_source is PublishedSource.PRINTED_ZONE
    assert article.text == "\n\n".join(S)


@pytest.mark.parametrize(
    "line",
    [
        "Selasa, 3 Januari 2023 (08:00 WIB)",
        "Selasa, 3 Januari 2023 08:00 WIB (diperbarui Rabu, 4 Januari 2023 09:00 WIB)",
    ],
)
def test_a_printed_date_that_ends_like_a_sentence(line: str) -> None:
    by = "<div>Pewarta: Rani Rekaan</div>"
    article = read(unknown(f"<div>{line}</div>{by}<div>{paragraphs(*S)}</div>"))
    assert article.published == "2023-01-03T08:00:00+07:00"
    assert [credit.name for credit in article.credits] == ["Rani Rekaan"]
    assert article.text == "\n\n".join(S)


@pytest.mark.parametrize(
    "line",
    [
        "id bakau,hari bumi 22 April 2022,desa",
        "Warga bersama para pelajar menanam bakau, Senin (7/12/2020). (ANTARA/Rani Rekaan)",
    ],
)
def test_the_day_of_a_keyword_or_a_caption_is_not_the_articles(line: str) -> None:
    dated = "<div>Selasa, 3 Januari 2023 08:00 WIB</div>"
    for date, want in (("", None), (dated, "2023-01-03T08:00:00+07:00")):
        html = unknown(f"<div>{line}</div>{date}<div>{paragraphs(*S)}</div>")
        assert read(html).published == want


def test_a_caption_names_no_photographer_of_the_article() -> None:
    caption = "Warga menanam bakau di pesisir. (Foto: ANTARA/Rani Rekaan)"
    article = read(unknown(f"<p>{caption}</p><div>{paragraphs(*S)}</div>"))
    assert article.credits == []


def test_a_heading_of_the_body_is_not_the_headline() -> None:
    stamp = "<div>Selasa, 3 Januari 2023 08:00 WIB</div>"
    article = read(unknown(f"{stamp}<div><h1>Bibit bakau</h1>{paragraphs(*S)}</div>"))
    assert article.title == "Warga menanam bakau"
    assert article.published == "2023-01-03T08:00:00+07:00"


@pytest.mark.parametrize("logo", ["", "<h1>ANTARA Rekaan</h1>"])
def test_the_headline_repeated_above_the_text_hides_no_date(logo: str) -> None:
    stamp = "<div><time datetime='2023-01-03T08:00:00+07:00'>kemarin</time></div>"
    repeated = "<p><strong>Warga menanam bakau</strong></p>"
    article = read(
        unknown(f"{stamp}<div>{repeated}{paragraphs(*S)}</div>").replace("<main", f"{logo}<main")
    )
    assert article.published == "2023-01-03T08:00:00+07:00"
    assert article.text == "\n\n".join(S)


def test_a_logo_above_is_not_the_headline_in_the_container() -> None:
    inside = (
        "<div class='zz-t'>Warga menanam bakau</div><div>Selasa, 3 Januari 2023 08:00 WIB</div>"
    )
    html = unknown("", title="ANTARA Rekaan").replace(
        "<title>ANTARA Rekaan", "<title>Warga menanam bakau"
    )
    article = read(html.replace("</main>", f"<div>{inside}{paragraphs(*S)}</div></main>"))
    assert article.published == "2023-01-03T08:00:00+07:00"


def test_a_relative_date_is_none() -> None:
    assert read(unknown("<div>5 menit lalu</div>" + paragraphs(*S))).published is None


def test_a_sentence_with_a_date_is_no_date() -> None:
    first = (
        "Umpama (ANTARA) - Pada Selasa, 3 Januari 2023 08:00 WIB warga menanam seribu bibit bakau."
    )
    article = read(unknown(paragraphs(first, *S[1:])))
    assert article.published is None
    assert article.text is not None
    assert article.text.startswith(first)


def test_credits_and_copyright_around_the_text() -> None:
    html = unknown(
        f"<div>{paragraphs(*S)}</div><div>Pewarta: Rani Rekaan</div><div>Editor: Budi Umpama</div>"
        "<div>COPYRIGHT © ANTARA 2023</div>"
    )
    article = read(html)
    assert [(c.role, c.name) for c in article.credits] == [
        (Role.REPORTER, "Rani Rekaan"),
        (Role.EDITOR, "Budi Umpama"),
    ]
    assert article.copyright == "COPYRIGHT © ANTARA 2023"
    assert article.text == "\n\n".join(S)


def test_links_to_tags_in_the_text_are_not_the_list_of_tags() -> None:
    linked = S[1]
    for word in ("tani", "bibit", "kebun"):
        linked = linked.replace(word, f"<a href='/tag/{word}'>{word}</a>")
    body = f"{S[0]}<br><br>{linked}<br><br>{S[2]}<br><br>{S[3]}"
    tags = "<ul><li><a href='/tag/bakau'>bakau</a></li><li><a href='/tag/desa'>desa</a></li></ul>"
    assert read(unknown(f"<div>{body}</div>{tags}", head=HEAD)).tags == ["bakau", "desa"]


def test_topics_in_headings_are_not_the_tags() -> None:
    topics = "".join(f"<a href='/tag/7{n}/topik'># <h3><b>Topik {n}</b></h3></a>" for n in range(3))
    html = unknown(f"{paragraphs(*S)}<div>Topik Pilihan</div><div>{topics}</div>", head=HEAD)
    assert read(html).tags == []


def test_residue_goes_and_the_ledger_says_so() -> None:
    box = "<p>Baca juga: <a href='/berita/9/x'>Panen raya di Desa Andai</a></p>"
    article = read(unknown(paragraphs(*S[:4]) + box + paragraphs(*S[4:]), head=HEAD))
    assert article.text == "\n\n".join(S)
    reasons = [entry.reason for entry in article.ledger if entry.fate is Fate.REMOVED]
    assert "read_also" in reasons
    assert Flag.TEXT_UNACCOUNTED not in article.flags


def test_repeated_block_on_unknown_markup() -> None:
    article = read(unknown(paragraphs(*S, *S[1:]), head=HEAD))
    assert article.text == "\n\n".join(S)
    assert Flag.REPEATED_BLOCK in article.flags


def test_body_in_json_ld_only() -> None:
    thing = {"@type": "NewsArticle", "headline": "Warga menanam", "articleBody": "\n".join(S)}
    script = f"<script type='application/ld+json'>{json.dumps(thing)}</script>"
    head = f"<head><title>x</title>{script}{HEAD}</head>"
    html = f"<html>{head}<body><h1>Warga menanam</h1></body></html>"
    article = read(html)
    assert article.text == "\n\n".join(S)
    assert article.provenance["text"].startswith("json_ld")
    assert json_ld_lines(page(html)) == list(S)


def test_a_video_without_text_is_an_article_of_its_kind() -> None:
    html = unknown("<iframe src='https://video.example/1'></iframe>")
    article = read(html, "https://sumsel.antaranews.com/video/7/judul")
    assert (article.kind, article.text) == ("video", None)
    assert {Flag.GENERIC_LAYOUT, Flag.NO_TEXT} <= set(article.flags)
    assert isinstance(extract(html, URL), NotAnArticle)  # as an article it says nothing


@pytest.mark.parametrize("count", [1, 2])
def test_a_few_words_without_any_sign_are_no_article(count: int) -> None:
    texts = ["Selamat datang di laman ANTARA.", "Silakan pilih menu."][:count]
    assert isinstance(extract(unknown(paragraphs(*texts)), URL), NotAnArticle)


def test_known_markup_is_never_read_generically() -> None:
    layout = choose_layout(page(regional(paragraphs(*S))))
    assert layout is not None
    assert layout.name == "r"
    assert choose_layout(page(unknown(paragraphs(*S)))) is None
    assert (
        choose_layout(page("<div class='post-content'>x</div>")) is None
    )  # one hint is not enough


def test_region_is_the_smallest_box_around_the_text() -> None:
    html = unknown(
        f"<section><div id='text'>{paragraphs(*S)}</div><div>Bagikan</div></section>{MENU}"
    )
    region = find_region(page(html))
    assert region is not None
    assert region.container.attributes.get("id") == "text"
    assert [block.text for block in region.before] == ["Warga menanam bakau"]
    assert find_region(page("<html><body></body></html>")) is None


def test_region_leaves_a_box_of_other_things_out() -> None:
    side = "".join(f"<div><a href='/cuaca/{n}'>Cuaca {n}</a></div>" for n in range(40))
    other = "<div>Situs ini memuat kabar dari desa dan pesisir yang diperbarui setiap hari.</div>"
    html = unknown(f"<section><div id='text'>{paragraphs(*S)}</div>{side}{other}</section>")
    region = find_region(page(html))
    assert region is not None
    assert region.container.attributes.get("id") == "text"
    assert read(html).text == "\n\n".join(S)


def test_prose_far_below_the_headline_is_the_pages_frame() -> None:
    side = "".join(f"<div>Cuaca {n} derajat</div>" for n in range(40))
    html = unknown(
        f"<iframe src='x'></iframe>{side}<footer><div>{paragraphs(*S[:3])}</div></footer>"
    )
    article = read(html, "https://sumsel.antaranews.com/video/7/judul")
    assert article.text is None


@pytest.mark.parametrize("colophon", ["<p>{}</p>", "<div><small>{}</small></div>"])
def test_the_articles_own_copyright_line_goes_before_the_sites(colophon: str) -> None:
    line = colophon.format("Pewarta: Rani Rekaan<br>COPYRIGHT © ANTARA 2017")
    frame = "<div class='zz-foot'>Copyright © ANTARA 2026</div>"
    article = read(unknown(f"<div>{paragraphs(*S)}{line}</div>{frame}", head=HEAD))
    assert article.copyright == "COPYRIGHT © ANTARA 2017"
    assert article.text == "\n\n".join(S)


def test_without_a_title_there_is_no_article() -> None:
    html = f"<html><head>{HEAD}</head><body><div>{paragraphs(*S)}</div></body></html>"
    found = extract(html, URL)
    assert isinstance(found, NotAnArticle)
    assert found.reason == "no_title"
