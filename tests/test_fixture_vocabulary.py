"""The words that stay on a disguised page are those by which the code decides."""

from __future__ import annotations

import re

import pytest

from crawler.date_forms import MONTHS, WEEKDAYS, ZONES
from crawler.fixtures.disguise import disguise
from crawler.fixtures.vocabulary import kept_numbers, kept_words, modules, spelled
from crawler.layouts import credits, layout, residue, sources
from crawler.layouts.dateline import KNOWN_PLACES
from crawler.urls import KIND_OF_WORD

URL = "https://sumsel.antaranews.com/berita/7/judul"
PHRASES = (
    "Baca juga: Baca pula: Baca selengkapnya Lihat juga Berita terkait Related news",
    "COPYRIGHT © ANTARA Copyright © Hak Cipta LKBN ANTARA",
    "Dilarang keras mengambil situs web ini izin kantor berita ANTARA crawling pengindeksan",
    "Dilarang keras mengutip menyalin memperbanyak permission strictly prohibited",
    "halaman tidak ditemukan error 404 not found maintenance sedang dalam perbaikan",
    "(ANTARA FOTO) (Antara/PRNewswire) (ANTARA News) prwir Rilis Pers",
    "Dibaca 12345 kali".replace("12345", "0"),
    "Bagikan Facebook Twitter WhatsApp Telegram Iklan Advertisement Tags Topik",
    "pukul jam WIB WITA WIT GMT UTC Selasa Jum'at Desember Nopember",
)


def untouched(text: str) -> bool:
    return disguise(f"<p>{text}</p>".encode(), URL, "s")[0].decode() == f"<p>{text}</p>"


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrases_that_pages_are_read_by_stay(phrase):
    assert untouched(phrase)


@pytest.mark.parametrize(
    "table",
    [
        credits._ROLES,
        credits._NAME_PARTICLES,
        layout._PRESS_RELEASE,
        sources._NO_SECTIONS,
        MONTHS,
        WEEKDAYS,
        ZONES,
        KIND_OF_WORD,
    ],
)
def test_every_entry_of_the_tables_stays(table):
    for word in table:
        assert untouched(word), word
        assert untouched(word.upper()), word
        assert untouched(word.capitalize()), word


def test_every_word_that_a_pattern_of_the_code_names_stays():
    """Another reading of the patterns than the vocabulary's: plain words between plain signs."""
    places = {word.casefold() for place in KNOWN_PLACES for word in place.split()}
    known = " ".join(kept_words() | places)  # "utip" of "meng(?:utip|ambil)" is in "mengutip"
    missing = {}
    for module in modules():
        for name, value in vars(module).items():
            if not isinstance(value, re.Pattern) or not isinstance(value.pattern, str):
                continue
            plain = re.sub(
                r"\\.|\[[^\]]*\]|\(\?P?<\w*>|\(\?P=\w+\)|\(\?<?[:=!]", " ", value.pattern
            )
            words = re.findall(r"(?<![\w?*+)}])[A-Za-z]{3,}(?![\w(?*{])", plain)
            lost = {word for word in words if word.casefold() not in known}
            if lost:
                missing[f"{module.__name__}.{name}"] = lost
    assert missing == {}


def test_the_packages_that_read_pages_are_searched():
    names = {module.__name__ for module in modules()}
    assert {credits.__name__, residue.__name__, "crawler.date_forms", "crawler.ways.pager"} <= names


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"baca\s+(?:juga|pula)", {"baca", "juga", "pula"}),
        (r"meng(?:utip|ambil)\b", {"mengutip", "mengambil"}),
        (r"views?", {"view", "views"}),
        (r"(?:Jan|Mei)[a-z]*", {"Jan", "Mei"}),
        (r"(?<=foto)\s(?!video)x++", {"foto", "video", "x"}),
        (r"side-?bar", {"side", "bar"}),
        (r"\b404\b", {"404"}),
        (r"jum[ae]t", {"jumat", "jumet"}),
        (r"[^a]\W\d{3}", set()),
    ],
)
def test_what_a_pattern_spells(pattern, words):
    assert spelled(re.compile(pattern)) == words


def test_a_pattern_of_endless_forms_is_given_up():
    assert len(spelled(re.compile("(?:a|b)" * 40))) < 20_000


def test_places_are_content_and_do_not_stay():
    assert not {"jakarta", "palembang", "gowa"} & kept_words()
    assert {"kota", "kabupaten"} <= kept_words()
    assert "404" in kept_numbers()
    assert not untouched("Jakarta")


def test_the_vocabulary_is_small():
    """Hundreds of words, as of labels; thousands would leave sentences standing."""
    assert 300 < len(kept_words()) < 900
    assert not {"warga", "petani", "presiden", "government", "police"} & kept_words()
