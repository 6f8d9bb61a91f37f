"""From markup to lines: what divides paragraphs, and what belongs to machines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Residue
from crawler.layouts.blocks import squash, text_lines, walk, weight
from tests.layout_pages import container

LONG = "Kalimat rekaan ini cukup panjang untuk berdiri sendiri sebagai satu paragraf penuh."
LONGER = "Kalimat kedua yang direka juga panjang dan berakhir dengan sebuah titik di ujungnya."


def texts(markup: str) -> list[str]:
    return [block.text for block in walk(container(markup), {}) if block.reason is None]


@pytest.mark.parametrize(
    ("markup", "want"),
    [
        ("<p>satu</p><p>dua</p>", ["satu", "dua"]),
        ("<div>satu</div>dua<div>tiga</div>", ["satu", "dua", "tiga"]),
        ("satu<br><br>dua", ["satu", "dua"]),
        ("satu<br> \n <br/>dua<br><br><br>tiga", ["satu", "dua", "tiga"]),
        ("<p>satu<br>dua</p>", ["satu\ndua"]),
        ("<p>satu&nbsp;<br>\xa0<br>dua</p>", ["satu", "dua"]),
        ("<p>sa<b>tu d</b>ua</p>", ["satu dua"]),
        ("<p>satu\n   dua\t tiga</p>", ["satu dua tiga"]),
        ("<ul><li>satu</li><li>dua</li></ul>", ["satu", "dua"]),
        (
            "<table><tr><td>satu</td><td>dua</td></tr><tr><td>tiga</td></tr></table>",
            ["satu dua", "tiga"],
        ),
        ("<blockquote><p>satu</p></blockquote>dua", ["satu", "dua"]),
        ("<span><p>satu</p></span><p>dua</p>", ["satu", "dua"]),
        ("satu<p>dua</p>tiga", ["satu", "dua", "tiga"]),
        ("<p>satu<!-- hilang -->dua</p>", ["satudua"]),
        ("<br><br>", []),
        ("", []),
    ],
)
def test_paragraphs(markup: str, want: list[str]) -> None:
    assert texts(markup) == want


def test_single_break_between_long_lines_divides_paragraphs() -> None:
    assert texts(f"{LONG}<br>{LONGER}<br>{LONG}") == [LONG, LONGER, LONG]


def test_single_break_between_long_lines_without_a_stop() -> None:
    lines = [f"{one.rstrip('.')} dan seterusnya" for one in (LONG, LONGER, LONG)]
    assert texts("<br>".join(lines)) == lines


def test_single_break_between_short_lines_keeps_them_together() -> None:
    poem = "Layang-layang<br>terbang tinggi<br>bawa salam"
    assert texts(poem) == ["Layang-layang\nterbang tinggi\nbawa salam"]


def test_a_list_by_single_breaks_is_one_paragraph_however_long_it_is() -> None:
    prices = [f"Harga emas {grams} gram Rp{grams}.942.000" for grams in range(1, 9)]
    markup = f"{LONG * 6}<br><br>{LONGER * 6}<br><br>{'<br>'.join(prices)}<br><br>{LONG * 3}"
    assert texts(markup) == [LONG * 6, LONGER * 6, "\n".join(prices), LONG * 3]


def test_where_single_breaks_alone_divide_short_lines_are_paragraphs_too() -> None:
    lines = [LONG * 3, "Pertama", "Kedua", LONGER * 3]
    assert texts("<br>".join(lines)) == lines


def test_double_breaks_divide_where_single_ones_are_lines() -> None:
    assert texts(f"{LONG}<br><br>baris satu<br>baris dua<br><br>{LONGER}") == [
        LONG,
        "baris satu\nbaris dua",
        LONGER,
    ]


def test_sentences_that_meet_at_a_single_break_are_two_paragraphs() -> None:
    assert texts(f"kecil<br>{LONG}<br>{LONGER}<br>kecil<br>kecil") == [
        f"kecil\n{LONG}",
        f"{LONGER}\nkecil\nkecil",
    ]


@pytest.mark.parametrize(
    "tag", ["script", "style", "noscript", "iframe", "svg", "button", "select", "video", "amp-ad"]
)
def test_what_is_made_for_machines_is_no_text(tag: str) -> None:
    blocks = walk(container(f"<p>satu <{tag}>kode()</{tag}> dua</p>"), {})
    assert [(b.text, b.reason) for b in blocks if b.text] in (
        [("satu dua", None), ("kode()", Residue.SCRIPT)],
        [("satu", None), ("kode()", Residue.SCRIPT), ("dua", None)],
    )


def test_named_elements_become_residue_where_they_stand() -> None:
    box = container("<p>satu</p><div class='iklan'><p>beli</p><p>ini</p></div><p>dua</p>")
    node = box.css_first(".iklan")
    assert node is not None
    found = [(b.text, b.reason) for b in walk(box, {node.mem_id: Residue.ADVERTISEMENT})]
    assert found == [
        ("satu", None),
        ("beli", Residue.ADVERTISEMENT),
        ("ini", Residue.ADVERTISEMENT),
        ("dua", None),
    ]


def test_residue_inside_residue_keeps_its_own_reason() -> None:
    box = container("<div id='a'>beli <span id='b'>Bagikan</span> lagi</div>")
    outer, inner = box.css_first("#a"), box.css_first("#b")
    assert outer is not None
    assert inner is not None
    named = {outer.mem_id: Residue.ADVERTISEMENT, inner.mem_id: Residue.SHARE_BAR}
    assert [(b.text, b.reason) for b in walk(box, named)] == [
        ("beli lagi", Residue.ADVERTISEMENT),
        ("Bagikan", Residue.SHARE_BAR),
    ]


def test_inline_box_between_two_texts_divides_them_only_at_breaks() -> None:
    box = container("satu <span id='a'>Baca juga: x</span> dua<br>tiga")
    node = box.css_first("#a")
    assert node is not None
    kept = [b.text for b in walk(box, {node.mem_id: Residue.READ_ALSO}) if b.reason is None]
    assert " ".join(" ".join(kept).split()) == "satu dua tiga"


def test_empty_paragraphs_are_named() -> None:
    blocks = walk(container("<p></p><p>&nbsp;</p><p>satu</p>"), {})
    assert [b.reason for b in blocks] == [Residue.EMPTY, Residue.EMPTY, None]


def test_links_of_a_line_are_weighed() -> None:
    (block,) = walk(container("<p>lihat <a href='/x'>judul berita</a> itu</p>"), {})
    (line,) = block.lines
    assert line.last_link == "judul berita"
    assert line.link_share == pytest.approx(11 / 19)


def test_text_lines_leave_scripts_out() -> None:
    assert text_lines(container("satu<br>dua<script>x</script>")) == ["satu", "dua"]


def test_depth_is_no_obstacle() -> None:
    deep = container("<div>" * 20_000 + "dasar" + "</div>" * 20_000)
    assert [b.text for b in walk(deep, {})] == ["dasar"]


PIECES = st.sampled_from(
    (
        *("<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "<a href=x>", "</a>"),
        *("<ul><li>", "<table><tr><td>", "</table>", "<script>a</script>", "<!-- k -->"),
        *("kata", " lagi ", "\xa0", "é"),
    )
)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=40))
def test_each_character_is_in_exactly_one_block(pieces: list[str]) -> None:
    box = container("".join(pieces))
    blocks = walk(box, {})
    assert sum(weight(block.text) for block in blocks) == weight(box.text(deep=True))
    for block in blocks:
        assert all(squash(line.text) == line.text for line in block.lines)
