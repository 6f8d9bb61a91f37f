"""Disguising a page: markup stays, words, numbers and days are invented, everywhere the same."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler.dates import machine_moment, printed_moment
from crawler.fixtures.disguise import Undisguisable, disguise
from crawler.fixtures.leaks import leaks
from crawler.fixtures.markup import pieces
from crawler.fixtures.piece import Kind
from crawler.fixtures.sameness import differences
from crawler.fixtures.units import meant, units_of, written
from crawler.fixtures.vocabulary import kept_words
from crawler.items import Article
from crawler.layouts import extract
from tests.layout_pages import CREDITS, SENTENCES, URL, paragraphs, regional

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(str(page.parent.relative_to(FIXTURES)) for page in FIXTURES.glob("*/*/page.html"))
TAG = re.compile(r"</?[a-z][a-z0-9]*|(?:class|id|style|rel|itemprop)=(?:\"[^\"]*\"|'[^']*')")
LONG_NUMBER = re.compile(r"[0-9]{4,}")


def copy(markup: str, url: str = URL, seed: str = "s") -> str:
    """What becomes of a page, as text."""
    return disguise(markup.encode(), url, seed)[0].decode()


def body(markup: str) -> str:
    """What becomes of markup in an article's body."""
    page = copy(regional(markup))
    return page.partition("font17'>")[2].partition("</div><footer")[0]


# ---- every committed page


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_committed_page_is_disguised_and_reads_the_same(case):
    original = (FIXTURES / case / "page.html").read_bytes()
    url = json.loads((FIXTURES / case / "meta.json").read_text(encoding="utf-8"))["url"]
    made, address = disguise(original, url, "committed")
    assert [str(leak) for leak in leaks(original, url, made, address)] == []
    assert differences(extract(original, url), extract(made, address)) == []
    skeletons = [
        [LONG_NUMBER.sub("#", part) for part in TAG.findall(text.decode("utf-8", "replace"))]
        for text in (original, made)
    ]
    assert skeletons[0] == skeletons[1]


# ---- markup


VARIED = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">
<HTML lang=id><head><meta charset='utf-8'><meta name="viewport" content="width=device-width">
<style>.kotak{background:url(/img/rahma.jpg)} /* buatan Rahma */</style></head>
<body class="kotak merah" data-nama="Rahma Dewi"><!--[if lt IE 9]><p class=z>Kuno</p><![endif]-->
<p class=font17 style="min-width:300px;min-height:1250px" onclick="buka('Rahma')">A &amp; B<br/>
<a href='/berita/819013/rahma-dewi?utm_source=x&amp;id=819013'
 title="Rahma "Dewi" berkata">klik<b><i>di</b> sini</i>
<Rahma Dewi mengatakan onrahma> 5 < 6 &nbsp;&copy; <o:p></o:p><amp-img src="x"></amp-img>
<table><tr><td>satu<td>dua</table> </tidakada> <![CDATA[ Rahma ]]> <? php ?>
<script>var nama = "Rahma \\u0044ewi", id = 819013;</script>
<script type="application/ld+json">{"@context":"http:\\/\\/schema.org","@type":"NewsArticle",
"headline":"Rahma Dewi", "image":{"width":1200,"height":800}, "n":819013}</script>
<textarea>Rahma</textarea"""


def test_markup_stays_byte_for_byte():
    made = copy(VARIED)
    for kept in (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">\n<HTML lang=id>',
        '<meta charset=\'utf-8\'><meta name="viewport" content="width=device-width">',
        "<style>.kotak{background:url(/img/",
        '<body class="kotak merah" data-nama="',
        "<!--[if lt IE 9]><p class=z>",
        "</p><![endif]-->",
        '<p class=font17 style="min-width:300px;min-height:1250px" onclick="',
        "A &amp; B<br/>\n<a href='/berita/",
        "<b><i>di</b>",
        ' &nbsp;&copy; <o:p></o:p><amp-img src="x"></amp-img>\n<table><tr><td>',
        '"@context":"http:\\/\\/schema.org","@type":"NewsArticle",\n"headline":"',
        '"image":{"width":1200,"height":800}',
        "</textarea",
    ):
        assert kept in made
    assert re.search(r"rahma|dewi|819013|berkata|mengatakan|u0044", made, re.IGNORECASE) is None
    assert len(made) == len(VARIED)


def shape(markup: str) -> str:
    """A page with each letter and each digit made one, so that only its structure is left."""
    return re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", re.sub(r"[0-9]", "0", markup)))


def test_letters_are_letters_and_digits_are_digits():
    assert shape(copy(VARIED)) == shape(VARIED)


PARTS = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<p class='a 12345'>",
            '<a href="',
            "'",
            '"',
            ">",
            "<",
            "</",
            "<!--",
            "-->",
        ),
        *(
            "<script>",
            "</script>",
            '<script type="application/ld+json">',
            '{"a":',
            '"',
            "}",
            "\\u0041",
        ),
        *(
            "<title>",
            "</title>",
            "<style>",
            "</style>",
            "&amp;",
            "&eacute;",
            "&#233;",
            "%20",
            "&#x41",
        ),
        *(
            "Rahma",
            " Dewi",
            "menanam",
            " bibit",
            "12 Mei 2023",
            "2023-05-12T08:30:00+07:00",
            "819013",
        ),
        *(
            "rahma@contoh.id",
            "Pewarta: ",
            "Editor",
            " - ",
            "\n",
            "é",
            "日本",
            "=",
            "/",
            "title=",
            "\x00",
        ),
    ]
)


@given(st.lists(PARTS, max_size=30).map("".join))
@settings(max_examples=150)
def test_whatever_the_markup_no_character_is_lost_and_nothing_leaks(markup):
    assert "".join(piece.source for piece in pieces(markup)) == markup
    made, address = disguise(markup.encode(), URL, "p")
    assert [str(leak) for leak in leaks(markup.encode(), URL, made, address)] == []
    kept = [piece.source for piece in pieces(markup) if piece.kind is Kind.MARKUP]
    again = [piece.source for piece in pieces(made.decode()) if piece.kind is Kind.MARKUP]
    assert kept == again


@given(st.text(max_size=60) | st.lists(PARTS, max_size=12).map("".join))
def test_units_lose_no_character(text):
    units = units_of(text)
    assert written(units) == text
    assert all(len(unit.character) == 1 for unit in units)


def test_disguising_again_changes_no_structure():
    once = copy(regional(paragraphs(*SENTENCES)))
    twice = copy(once, seed="t")
    assert [piece.kind for piece in pieces(once)] == [piece.kind for piece in pieces(twice)]
    assert differences(extract(once, URL), extract(twice, URL)) == []


# ---- words


def test_a_word_is_the_same_wherever_and_however_it_stands():
    made = copy(
        "<title>Zoë Kartika</title><p>ZOË kartika Zo&euml; Zo&#235; zoe "
        "<a href='/berita/1/zoe-kartika?q=Zo%C3%AB'>x</a><script>\"Zo\\u00eb\"</script>"
    )
    name = meant(units_of(re.search("<title>(.*?) ", made)[1]))
    assert name != "Zoë"
    assert name[-1] == "ë" or name[-1] in "äïöü"
    text = meant(units_of(made))
    assert text.casefold().count(name.casefold()) == 6
    plain = name.casefold().translate(str.maketrans("äëïöü", "aeiou"))
    assert f"{plain}-" in made


def test_capitals_and_lengths_stay():
    before = "RAHMA Rahma rahma iPhone McDonald 日本語 Кремль"
    after = copy(f"<p>{before}").removeprefix("<p>")
    assert [len(word) for word in before.split()] == [len(word) for word in after.split()]
    assert [c.isupper() for c in before] == [c.isupper() for c in after]
    assert not set(before.split()) & set(after.split())


def test_different_words_stay_different():
    drawn = {f"{a}{b}{c}" for a in "bcdkmst" for b in "aeiou" for c in "rnltg"}
    words = sorted(drawn - kept_words())
    after = copy(f"<p>{' '.join(words)}").removeprefix("<p>").split()
    assert len(set(after)) == len(words)
    assert not set(after) & set(words)


def test_labels_glued_to_names_stay():
    made = body(
        "<p>Habis.</p><p>Pewarta: Rani RekaanEditor: Budi UmpamaCOPYRIGHT © ANTARA 2023</p>"
    )
    assert re.search(
        r"Pewarta: [A-Z][a-z]{3} [A-Z][a-z]{5}Editor: [A-Z][a-z]{3} [A-Z][a-z]{5}COPY", made
    )
    assert "Rekaan" not in made


def test_a_place_in_the_dateline_is_exchanged_for_one_that_the_code_knows():
    glued = "Warga menolak rencana itu, kata KPKJakarta (ANTARA) - Warga desa berkumpul pagi itu."
    made = copy(regional(paragraphs(glued, *SENTENCES[1:3])))
    found = extract(made, URL)
    assert isinstance(found, Article)
    assert found.pull_quote
    assert len(found.dateline_place) == 7
    assert found.dateline_place != "Jakarta"


def test_hosts_of_antara_stay_and_others_become_nobodys():
    made = copy(
        '<a href="https://sumsel.antaranews.com/berita/819013/judul">x</a> sumsel.antaranews.com '
        '<a href="https://www.tokobuku.co.id/rahma?x=819013">y</a> redaksi@antaranews.com '
        '<img src="https://cdn.antaranews.com/cache/800x533/2022/11/08/rahma.jpg">'
    )
    assert made.count("sumsel.antaranews.com") == 2
    assert re.search(r'href="https://www\.[a-z]{8}\.[a-z]{2}\.example/[a-z]{5}\?x=\d{6}"', made)
    assert "redaksi@antaranews.com" not in made
    assert re.search(r"/800x533/(19|20)\d\d/\d\d/\d\d/[a-z]{5}\.jpg", made)
    assert "2022/11/08" not in made


def test_the_article_keeps_its_bureau_and_loses_its_number():
    _, url = disguise(b"<p>x", "https://sumsel.antaranews.com/berita/819013/judul-lama?a=1", "s")
    assert re.fullmatch(
        r"https://sumsel\.antaranews\.com/berita/\d{6}/[a-z]{5}-[a-z]{4}\?a=\d", url
    )
    assert "819013" not in url


def test_another_seed_gives_other_words():
    page = regional(paragraphs(*SENTENCES))
    assert copy(page, seed="a") == copy(page, seed="a")
    titles = [re.search("<h1[^>]*>(.*?)<", copy(page, seed=seed))[1].split() for seed in "ab"]
    assert not set(titles[0]) & set(titles[1])


# ---- days


def test_all_forms_of_one_time_still_agree():
    page = regional(
        paragraphs(
            "Umpama (ANTARA) - Pada Senin (2/1/2023) dan Senin (2/1) warga menanam bibit bakau.",
            *SENTENCES[1:4],
        )
    ).replace(
        "</head>",
        '<meta property="article:published_time" content="2023-01-02T08:30:00+07:00">'
        '<script type="application/ld+json">{"@type":"NewsArticle",'
        '"datePublished":"2023-01-02T01:30:00Z","dateModified":"Mon, 02 Jan 2023 09:10:00 +0700"}'
        "</script></head>",
    )
    made = copy(page)
    element = re.search("<time datetime='([^']+)'>([^<]+)<", made)
    moment = machine_moment(element[1], "Asia/Jakarta")
    assert printed_moment(element[2], "Asia/Jakarta").utc == moment.utc
    assert element[2].startswith("Senin, ")
    assert datetime.fromisoformat(moment.day).isoweekday() == 1
    meta = re.search('published_time" content="([^"]+)"', made)[1]
    assert machine_moment(meta, "Asia/Jakarta").utc == moment.utc
    found = re.search('"datePublished":"([^"]+)","dateModified":"([^"]+)"', made)
    assert machine_moment(found[1], "Asia/Jakarta").utc == moment.utc
    changed = machine_moment(found[2], "Asia/Jakarta")
    gap = datetime.fromisoformat(changed.iso) - datetime.fromisoformat(moment.iso)
    assert gap.total_seconds() == 40 * 60
    _, month, day = map(int, moment.day.split("-"))
    assert f"({day}/{month}/{moment.day[:4]})" in made
    assert f"Senin ({day}/{month})" in made
    assert f"ANTARA {moment.day[:4]}" in made  # the year of the copyright line
    assert "2023" not in made


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("12 Mei 2023", r"\d{1,2} [A-Z][a-z]+ \d{4}"),
        ("12 MEI 2023 8:05 WITA", r"\d{1,2} [A-Z]+ \d{4} \d{1,2}:\d\d WITA"),
        ("08-11-2022", r"\d\d-\d\d-\d{4}"),
        ("2022-11-08 14:20:11", r"\d{4}-\d\d-\d\d \d\d:\d\d:11"),
        ("Nov 8, 2022", r"[A-Z][a-z]{2} \d{1,2}, \d{4}"),
        ("pukul 14.20 WIB", r"pukul \d\d\.\d\d WIB"),
    ],
)
def test_forms_of_dates_stay(printed, form):
    made = copy(f"<p>{printed}</p>").removeprefix("<p>").removesuffix("</p>")
    assert re.fullmatch(form, made)
    assert made != printed
    if "2" in form[:4] or "4" in form:
        assert printed_moment(made, "Asia/Jakarta") is not None or "pukul" in made


@pytest.mark.parametrize("seed", "abcdefghijkl")
def test_no_year_is_moved_to_a_number_that_the_page_has(seed):
    numbers = " ".join(str(year) for year in range(2040, 2090) if year != 2061)
    page = f"<p>2 Januari 2023</p><p>{numbers}</p>".encode()
    made, address = disguise(page, URL, seed)
    assert [str(leak) for leak in leaks(page, URL, made, address)] == []


def test_words_glued_of_kept_ones_are_no_leak():
    page = b"<p>Lewat WhatsApp. Pewarta: Rani, S.PEditor: Budi. AntaraNewsHome</p>"
    made, address = disguise(page, URL, "s")
    assert "WhatsApp" in made.decode()
    assert "S.PEditor" in made.decode()
    assert [str(leak) for leak in leaks(page, URL, made, address)] == []


@given(st.integers(min_value=0, max_value=40))
@settings(max_examples=20)
def test_no_time_passes_midnight(number):
    made = copy(
        "<p>2 Januari 2023 00:03 WIB</p><p>2 Januari 2023 23:55 WIB</p>", seed=f"seed {number}"
    )
    days = [text.rpartition(" ")[0][:-6] for text in re.findall("<p>(.*?)</p>", made)]
    assert days[0] == days[1]


# ---- encodings


@pytest.mark.parametrize(
    ("original", "flag"),
    [
        ("<p>Kafé Rahma</p>".encode("cp1252"), True),
        (b"<meta charset=windows-1252><p>Kaf\xe9 Rahma \x93ya\x94</p>", False),
        (b"\xef\xbb\xbf<p>Kaf\xc3\xa9 Rahma</p>", False),
        ("\ufeff<p>Kafé Rahma</p>".encode("utf-16-le"), False),
        (b"<meta charset=utf-8><p>Kaf\xc3\xa9 Rahma \xe9l\xe8ve</p>", True),
    ],
)
def test_the_encoding_stays(original, flag):
    from crawler.layouts.decode import decode

    made, _ = disguise(original, URL, "s")
    assert len(made) == len(original)
    before, after = decode(original), decode(made)
    assert after[1] == before[1] == flag
    assert [c.isalpha() for c in before[0]] == [c.isalpha() for c in after[0]]
    assert "Rahma" not in after[0]
    assert made[:3] == original[:3]


def test_letters_of_a_declared_encoding_are_read_as_such():
    """In Windows-1252 the byte of a capital Yo is no letter, and would stay."""
    page = "<meta charset=windows-1251><p>Ёлка Ёж".encode("cp1251")
    made = disguise(page, URL, "s")[0].decode("cp1251")
    assert len(made) == len(page)
    assert "Ё" not in made.partition("<p>")[2]


def test_what_cannot_be_written_back_is_refused():
    with pytest.raises(Undisguisable):
        disguise(b"\xff\xfea\x00\x00\xd8", URL, "s")


def test_the_copy_of_an_article_is_read_with_names_of_its_own():
    page = regional(paragraphs(*SENTENCES))
    made, url = disguise(page.encode(), URL, "s")
    before, after = extract(page, URL), extract(made, url)
    assert [credit.role for credit in after.credits] == [credit.role for credit in before.credits]
    assert not {c.name for c in before.credits} & {c.name for c in after.credits}
    assert after.title == LexborHTMLParser(made).css_first("h1").text()
    assert CREDITS.partition(" :")[0] in made.decode()
