"""What of a page is left in its copy is found, however it is spelled and wherever it stands."""

from __future__ import annotations

import pytest

from crawler.fixtures.leaks import leaks
from crawler.fixtures.sameness import differences
from crawler.items import DropReason, NotAnArticle
from crawler.layouts import extract
from tests.layout_pages import SENTENCES, URL, paragraphs, regional

ADDRESS = "https://sumsel.antaranews.com/berita/819013/warga-menanam-bakau"
ORIGINAL = regional(
    paragraphs(
        "Palembang (ANTARA) - Bupati Zoë Kartika menanam bibit bakau senilai 8192000 rupiah.",
        "Pesan ke zoe.kartika@contoh.id atau 081234567, kata warga desa itu kepada wartawan.",
        "Kemarin Kepala Desa Umpama berharap desa itu hijau lagi.",
        *SENTENCES[1:4],
    )
).encode()
CLEAN = "https://sumsel.antaranews.com/berita/100000/x"


def found(copy: str, url: str = CLEAN, keep: frozenset[str] = frozenset()) -> list[str]:
    return [str(leak) for leak in leaks(ORIGINAL, ADDRESS, copy.encode(), url, keep)]


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        ("<p>Kartika</p>", "the word 'kartika', in line 1 (text)"),
        ("\n\n<p>KARTIKA</p>", "the word 'kartika', in line 3 (text)"),
        ("<a title='Ibu Kartika'>", "the word 'kartika', in line 1 (attribute title of <a>)"),
        ("<!-- kartika -->", "the word 'kartika', in line 1 (comment)"),
        ("<script>var a='kartika'</script>", "the word 'kartika', in line 1 (script)"),
        ("<script>'\\u004bartika'</script>", "the word 'kartika'"),
        ("<p>&#75;artika", "the word 'kartika'"),
        ("<p>&amp;#75;artika", "the word 'kartika'"),
        ("<a href='/x?q=%4bartika'>", "the word 'kartika'"),
        ("<a href='/x?q=%254bartika'>", "the word 'kartika'"),
        ("<a href='/x?q=%E9%4bartika'>", "the word 'kartika'"),
        ("<p>IbuKartikaJaya", "the word 'kartika'"),
        ("<i class='foto-kartika'>", "the word 'kartika', in line 1 (attribute class of <i>)"),
        ("<kartika>", "the word 'kartika', in line 1 (name of an element)"),
        ("<p kartika>", "the word 'kartika', in line 1 (name of an attribute)"),
        ("<style>a{background:url(kartika.jpg)}", "the word 'kartika'"),
        ("<style>a:before{content:'Kartika'}", "the word 'kartika', in line 1 (style)"),
        ('<script type="application/ld+json">{"name":"Kartika"}</script>', "(JSON-LD, name)"),
        ('<script type="application/ld+json">{"Kartika": 1}</script>', "the word 'kartika'"),
        ("<meta name=description content=Kartika>", "the word 'kartika'"),
        ("<![CDATA[Kartika]]>", "the word 'kartika'"),
        ("<title>Kartika", "the word 'kartika'"),
        ("<p>819013", "the number 819013"),
        ("<i id=artikel-819013>", "the number 819013"),
        ("<p>Rp8192000", "the number 8192000"),
        ("<p>081234567", "the number 081234567"),
        ("<p>zoe.kartika@contoh.id", "the address zoe.kartika@contoh.id"),
        ("<p>menanam bibit bakau", "the words 'menanam bibit bakau'"),
        ("<a href='/menanam-bibit-bakau'>", "the words 'menanam bibit bakau'"),
        ("<p>2023", "the number 2023"),
    ],
)
def test_what_is_left_is_found(copy, said):
    assert any(said in each for each in found(copy)), found(copy)


@pytest.mark.parametrize(
    "copy",
    [
        "<p>menanam bibit</p><p>bakau",  # no three in a row
        "<p>Pewarta : Editor : COPYRIGHT © ANTARA Senin Januari WIB",
        "<p>bakau 81 819 Zo",
        "<a href='/?q=Mei%2023'>",
        "<a href='https://sumsel.antaranews.com/'>sumsel.antaranews.com",
        "<i style='width:2023px'>",
        "<i class='post-content kotak menu-desa'>",
    ],
)
def test_what_is_nobodys_is_none(copy):
    assert found(copy) == []


def test_the_copys_address_is_looked_at():
    left = found("<p>x", url=ADDRESS)
    assert "the number 819013, in line 1 (the page's address)" in left
    assert "the words 'warga menanam bakau', in line 1 (the page's address)" in left


def test_a_person_can_let_a_word_stay():
    assert found("<p>Kartika", keep=frozenset({"kartika"})) == []


# ---- reading the same way


BODY = paragraphs(*SENTENCES)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("Editor : Budi Umpama<br>", ""), "credits: 1 x reporter instead of"),
        (("<p>", "<p><br>"), ""),
        ((SENTENCES[3], ""), "paragraphs: "),
        (("</p><p>", "</p><span class='baca-juga'>Baca juga: x</span><p>"), "ledger: "),
        (("print_content", "cetak"), "provenance: "),
        (("2023-01-02T08:30:00+07:00", ""), "published_source: printed_zone instead of"),
        (("lang='id'", "lang='en'"), "language: en instead of id"),
    ],
)
def test_a_difference_of_structure_is_told(change, said):
    before = regional(BODY)
    told = differences(extract(before, URL), extract(before.replace(*change), URL))
    assert any(said in line for line in told) if said else told == []


def test_other_words_are_no_difference():
    before = regional(BODY)
    after = before.replace("Rani Rekaan", "Tono Contoh").replace("menanam", "memanen")
    assert differences(extract(before, URL), extract(after, URL)) == []


def test_an_article_and_none_are_different():
    none = NotAnArticle(DropReason.LISTING, "x")
    told = differences(extract(regional(BODY), URL), none)
    assert told == ["it is read as no article (listing) instead of an article in layout r"]
    assert differences(none, NotAnArticle(DropReason.LISTING, "y")) == []
    assert differences(none, NotAnArticle(DropReason.EMPTY, "x")) != []
