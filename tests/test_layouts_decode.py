"""From bytes to text."""

from __future__ import annotations

import codecs

import pytest

from crawler.items import Article, Flag
from crawler.layouts import extract
from crawler.layouts.decode import decode
from tests.layout_pages import SENTENCES, URL, paragraphs, regional

WORDS = "Café “Rekaan” – señor, naïf; harga 5 €"
LATIN = "Café Rekaan, señor naïf"


@pytest.mark.parametrize("name", ["utf-8", "utf-16", "utf-8-sig", "utf-32"])
def test_unicode_encodings_with_and_without_a_mark(name: str) -> None:
    assert decode(f"<p>{WORDS}</p>".encode(name)) == (f"<p>{WORDS}</p>", False)


@pytest.mark.parametrize(
    ("mark", "name"), [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")]
)
def test_big_endian_by_its_mark(mark: bytes, name: str) -> None:
    assert decode(mark + WORDS.encode(name)) == (WORDS, False)


def test_mark_wins_over_declaration() -> None:
    text = f"<meta charset=iso-8859-1>{WORDS}"
    assert decode(codecs.BOM_UTF8 + text.encode()) == (text, False)


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "latin1", "us-ascii"])
def test_declared_single_byte_page(declared: str) -> None:
    text = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">{LATIN}'
    assert decode(text.encode("cp1252")) == (text, False)


def test_declared_latin_that_is_utf8_all_the_same() -> None:
    text = f"<meta charset='iso-8859-1'>{WORDS}"
    assert decode(text.encode()) == (text, False)


def test_declared_latin_that_is_mostly_utf8_is_repaired() -> None:
    text = f"<meta charset='iso-8859-1'>{WORDS}" + "é" * 20
    data = text.encode() + "ñ".encode("latin-1")
    assert decode(data) == (text + "ñ", True)


@pytest.mark.parametrize(
    ("stray", "read"), [(b"\xe9", "é"), (b"\x93", "“"), (b"\xa0", "\xa0"), (b"\xff", "ÿ")]
)
def test_stray_byte_in_utf8_is_read_as_browsers_do(stray: bytes, read: str) -> None:
    assert decode("Kafé ".encode() + stray + " – ujung".encode()) == (f"Kafé {read} – ujung", True)


def test_byte_that_no_encoding_knows_is_a_replacement_and_not_a_loss_of_its_neighbours() -> None:
    assert decode(b"satu\x81dua\xe9") == ("satu\ufffddua\xe9", True)


def test_other_declared_encoding() -> None:
    text = "<meta charset=shift_jis>日本語のページ"
    assert decode(text.encode("shift_jis")) == (text, False)


@pytest.mark.parametrize("name", ["no-such-code", "utf-8", "x" * 300, "rot13", "hex", "idna"])
def test_declared_nonsense_counts_for_nothing(name: str) -> None:
    text, repaired = decode(f"<meta charset={name}>Caf".encode() + b"\xe9 selesai")
    assert text.endswith("Café selesai")
    assert repaired


def test_cut_in_the_middle_of_a_character() -> None:
    text, repaired = decode("satu é".encode()[:-1])
    assert text.startswith("satu ")
    assert repaired


@pytest.mark.parametrize("text", ["a\x00b", "a\x08b", "a\ud800b", "a\x0eb", "a\x7fb", "a\x1fb"])
def test_what_html_forbids_is_dropped(text: str) -> None:
    assert decode(text) == ("ab", False)


def test_controls_are_read_as_the_signs_that_they_were() -> None:
    text = "kata \u0093ya\u0094 \u0096 lalu\u0085 satu\u0081"
    assert decode(text.encode()) == ("kata “ya” – lalu… satu", True)
    assert decode(text) == ("kata “ya” – lalu… satu", True)


def test_whitespace_controls_stay() -> None:
    assert decode(b"a\tb\nc\rd\x0ce") == ("a\tb\nc\rd\x0ce", False)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252"])
def test_a_page_reads_the_same_in_any_encoding(encoding: str) -> None:
    html = regional(paragraphs(*SENTENCES[:3], LATIN)).replace(
        "<head>", "<head><meta charset=cp1252>"
    )
    want, got = extract(html.encode("utf-8"), URL), extract(html.encode(encoding), URL)
    assert isinstance(want, Article)
    assert want == got


def test_repaired_page_says_so() -> None:
    html = regional(paragraphs(*SENTENCES[:2], "Kafé")).encode() + b"<!-- \xe9 -->"
    article = extract(html, URL)
    assert isinstance(article, Article)
    assert Flag.ENCODING_REPAIRED in article.flags
    assert article.text is not None
    assert article.text.endswith("Kafé")
