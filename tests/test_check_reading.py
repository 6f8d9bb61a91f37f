"""How a pasted passage is read, and which days it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.checking.passage import MOST_CHARACTERS, read_passage
from pipelines.archive.checking.period import spans_named
from pipelines.archive.checking.tokens import folded, plains, tokens_of


def sentences(text: str) -> list[str]:
    return [each.text for each in read_passage(text).sentences]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harga “beras” naik", 'harga "beras" NAIK'),
        ("suhu \u22125 °C", "Suhu -5°C"),
        ("so\u00adal ban\u200bjir", "soal banjir"),
        ("Jum’at di Café", "jumat di Cafe\u0301"),
        ("Jum`at", "Jumat"),
        ("naik 18\u201319 persen", "naik 18-19 persen"),
        ("Rp\u00a05.000", "Rp 5.000"),
    ],
)
def test_what_is_written_in_two_ways_is_the_same(one: str, other: str) -> None:
    assert plains(tokens_of(folded(one))) == plains(tokens_of(folded(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("suhu -5 derajat", "suhu 5 derajat"),
        ("naik 9,5 persen", "naik 95 persen"),
        ("turun 5%", "turun 5"),
        ("5 persen?", "5 persen."),
        ("$5 juta", "€5 juta"),
        ("tidak ada", "ada"),
        ("pukul 10.30", "pukul 10 30"),
    ],
)
def test_what_says_something_else_is_not(one: str, other: str) -> None:
    assert plains(tokens_of(folded(one))) != plains(tokens_of(folded(other)))


@pytest.mark.parametrize(
    "dressed",
    [
        "*Harga beras naik.*",
        "_Harga beras naik._",
        "> Harga beras naik.",
        "• Harga beras naik.",
        "🔥 Harga beras naik. 😱",
        "Forwarded\nHarga beras naik.",
        "Diteruskan berkali-kali\nHarga beras naik.",
        "Harga beras naik.\nPewarta: Budi Rekaan\nEditor: Ani\nCOPYRIGHT © ANTARA 2026",
        "Harga beras naik.\nBaca juga: Harga gula turun",
        "Harga beras naik.\nhttps://sumsel.antaranews.com/berita/12/harga",
        "Palembang (ANTARA) - Harga beras naik.",
        "Palembang, 4/3 (ANTARA) - Harga beras naik.",
        "Harga beras\nnaik.",
    ],
)
def test_dressing_is_taken_off(dressed: str) -> None:
    assert sentences(dressed) == ["Harga beras naik."]


@pytest.mark.parametrize(
    "line",
    [
        "Sumber: ANTARA",
        "Sumber: antaranews.com",
        "Foto: ANTARA FOTO/Budi Rekaan/aww.",
        "Foto: Budi bin Rekaan",
        "Pewarta: budi rekaan",
        "Hak Cipta © ANTARA 2026",
        "COPYRIGHT (C) ANTARA 2026",
        "Baca juga Harga gula turun di Kota Palembang",
    ],
)
def test_lines_around_a_text_are_left_aside(line: str) -> None:
    assert read_passage(f"Harga beras naik.\n{line}").ignored == (line,)


@pytest.mark.parametrize(
    ("dressed", "taken"),
    [
        ("Harga beras naik. #beras #bohong via @akun", "#beras #bohong via @akun"),
        ("Harga beras naik. https://t.co/x1", "https://t.co/x1"),
        (
            "Harga beras naik. sumsel.antaranews.com/berita/12/x",
            "sumsel.antaranews.com/berita/12/x",
        ),
        ("[11/4 17.02] Bu Ratna: Harga beras naik.", "[11/4 17.02] Bu Ratna:"),
    ],
)
def test_what_is_taken_off_a_line_is_kept_to_be_told(dressed: str, taken: str) -> None:
    found = read_passage(dressed)
    assert [each.text for each in found.sentences] == ["Harga beras naik."]
    assert found.ignored == (taken,)


@pytest.mark.parametrize(
    "line",
    [
        "Sumber: Gubernur ditangkap polisi kemarin malam.",
        "Foto: Warga menunggu bantuan yang tidak datang.",
        "Hak cipta lagu daerah didaftarkan.",
        "Baca juga pesan ini, kata gubernur.",
        "Iklan itu ditolak warga.",
        "Editor: " + "rapat ditunda dan warga pulang " * 4,
    ],
)
def test_a_sentence_that_begins_as_such_a_line_is_compared(line: str) -> None:
    found = read_passage(f"Harga beras naik.\n{line}")
    assert (len(found.sentences), found.ignored) == (2, ())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("harga peme-\nrintah", "harga pemerintah"),
        ("harga peme- rintah", "harga pemerintah"),
        ("> harga peme-\n> rintah", "harga pemerintah"),
        ("harga peme\u00ad\nrintah", "harga pemerintah"),
        ("hal-hal itu", "hal-hal itu"),
        ("hal-\nhal itu", "hal- hal itu"),
        ("utara-\nselatan", "utara- selatan"),
        ("Ma-\nRi", "Ma- Ri"),
    ],
)
def test_words_that_were_parted_are_put_together(text: str, read: str) -> None:
    known = {"pemerintah", "halhal", "mari"}
    assert plains(read_passage(text, known).tokens) == plains(tokens_of(read))


def test_a_day_in_figures_is_a_date_and_a_time_is_none() -> None:
    """With another date a report is one of another day; with another time it is altered."""
    day, time, name = tokens_of("4/3 10:30 Senin")
    assert (day.is_date, time.is_date, name.is_date) == (True, False, True)


def test_a_dateline_and_an_address_are_kept_apart() -> None:
    found = read_passage(
        "Judul\n\nPalembang, 4/3 (ANTARA) - Isi. https://sumsel.antaranews.com/berita/12/x"
    )
    assert (found.dateline, found.dateline_day) == ("Palembang", "4/3")
    assert found.addresses == (("sumsel.antaranews.com", 12),)
    assert read_passage("https://antaranews.com.example/berita/12/x").hosts == ()


def test_of_several_datelines_the_first_counts() -> None:
    found = read_passage("Palembang, 4/3 (ANTARA) - Isi.\nJambi, 5/3 (ANTARA) - Isi lain.")
    assert (found.dateline, found.dateline_day) == ("Palembang", "4/3")
    assert len(found.sentences) == 2


def test_a_headline_does_not_run_into_the_text() -> None:
    text = "Harga beras di Palembang naik lagi bulan ini\nPalembang (ANTARA) - Harga beras naik."
    assert sentences(text) == ["Harga beras di Palembang naik lagi bulan ini", "Harga beras naik."]


@pytest.mark.parametrize("text", ["", " \n", "🔥🔥", "...", "\x00\x01", "\ud800"])
def test_nothing_is_nothing(text: str) -> None:
    assert read_passage(text).tokens == []


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read(text: str) -> None:
    found = read_passage(text)
    for sentence in found.sentences:
        for token in sentence.tokens:
            assert sentence.text[token.start : token.end] == token.surface


@pytest.mark.slow
def test_a_passage_of_any_size_is_read_in_time() -> None:
    """A test that takes minutes is ended: each piece takes about a second."""
    for piece in (
        "a",
        "(",
        "ANTARA ",
        "a.",
        "*",
        "http://",
        "1/",
        "- ",
        " ",
        "\n",
        "2 mei ",
        "a- ",
    ):
        assert not read_passage(piece * MOST_CHARACTERS).addresses
        assert spans_named(piece * MOST_CHARACTERS) == ()


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Palembang, Senin (2/3/2026)", "2026-02-23", "2026-03-09"),
        ("pada 2 Maret 2026", "2026-02-23", "2026-03-09"),
        ("on March 2, 2026", "2026-02-23", "2026-03-09"),
        ("2026-03-02", "2026-02-23", "2026-03-09"),
        ("pada Maret 2026", "2026-02-22", "2026-04-07"),
        ("pada 2 dan 5 Maret 2026", "2026-02-26", "2026-03-12"),
    ],
)
def test_days_that_are_named(text: str, since: str, until: str) -> None:
    (span,) = spans_named(text)
    assert (span.since, span.until) == (since, until)


@pytest.mark.parametrize(
    "text", ["Senin (2/3)", "31/2/2026", "tahun 2026", "1.2.2026.5", "Mei", "99/99/2026"]
)
def test_days_that_are_not_named(text: str) -> None:
    assert spans_named(text) == ()


def test_days_far_apart_are_apart() -> None:
    found = spans_named("sejak 17 Agustus 1945 sampai 2 Maret 2026")
    assert [each.since[:4] for each in found] == ["1945", "2026"]


def test_of_many_days_the_latest_count() -> None:
    found = spans_named("1 Mei 1945, 1 Mei 1965, 1 Mei 1998, 2 Maret 2026")
    assert [each.since[:4] for each in found] == ["1965", "1998", "2026"]
