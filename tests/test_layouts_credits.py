"""Labels, names, and the ways in which they are glued together; all names are made up."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Role
from crawler.layouts.credits import (
    LONGEST_NAME,
    credit_tail,
    is_credit_line,
    make_credits,
    parse_credits,
    split_names,
)

R, A, E, T, U, P, W = (
    Role.REPORTER,
    Role.AUTHOR,
    Role.EDITOR,
    Role.TRANSLATOR,
    Role.UPLOADER,
    Role.PHOTOGRAPHER,
    Role.WIRE,
)


def read(text: str) -> list[tuple[Role, str]]:
    return [(credit.role, credit.name) for credit in parse_credits(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Pewarta: Rani Rekaan", [(R, "Rani Rekaan")]),
        ("Pewarta : Rani RekaanEditor : Budi", [(R, "Rani Rekaan"), (E, "Budi")]),
        (
            "Pewarta:Rani\xa0RekaanEditor:BudiCOPYRIGHT © ANTARA 2023",
            [(R, "Rani\xa0Rekaan"), (E, "Budi")],
        ),
        ("Penerjemah: Rani, Editor: Budi", [(T, "Rani"), (E, "Budi")]),
        ("Penerjemah: Rani/Editor: Budi", [(T, "Rani"), (E, "Budi")]),
        ("Translator: Rani Rekaan; Editor: Budi Umpama", [(T, "Rani Rekaan"), (E, "Budi Umpama")]),
        ("PEWARTA: RANI EDITOR: BUDI", [(R, "RANI"), (E, "BUDI")]),
        ("Pewarta : Rani\nEditor : Budi\nUploader : Cici", [(R, "Rani"), (E, "Budi"), (U, "Cici")]),
        ("Oleh Rani Rekaan", [(A, "Rani Rekaan")]),
        ("Oleh: Rani Rekaan *)", [(A, "Rani Rekaan")]),
        ("By Rani Rekaan", [(A, "Rani Rekaan")]),
        ("Pewarta Foto: Budi", [(P, "Budi")]),
        ("Fotografer: Budi", [(P, "Budi")]),
        ("Pewarta foto : Budi\nEditor : Rani", [(P, "Budi"), (E, "Rani")]),
        ("Foto oleh: BudiEditor: Rani", [(P, "Budi"), (E, "Rani")]),
        ("PEWARTA FOTO: BUDI", [(P, "BUDI")]),
        ("Pewarta : Oleh Rani Rekaan\nEditor : Budi", [(R, "Rani Rekaan"), (E, "Budi")]),
        ("Oleh Rani Rekaan, Kepala BPS Umpama", [(A, "Rani Rekaan")]),
        ("Oleh Rani, M.Si, Dosen Fakultas Ekonomi dan Bisnis", [(A, "Rani, M.Si")]),
        ("Reporter： Rani", [(R, "Rani")]),
        ("\u200bPewarta\u200b: Ra\xadni\nEditor:\ufeff Budi\u200b", [(R, "Rani"), (E, "Budi")]),
        ("\u200bOleh Rani\u200b Rekaan", [(A, "Rani Rekaan")]),
        ("Redaktur: Budi", [(E, "Budi")]),
        ("Editor:\nBudi Umpama", [(E, "Budi Umpama")]),
        ("Pewarta: Rani\nWarga berkumpul pagi itu.", [(R, "Rani")]),
        ("Pewarta: RaniPewarta: Rani", [(R, "Rani")]),
        ("Foto: Istimewa", []),
        ("Pewarta: Rani (Foto: Budi Umpama)", [(R, "Rani"), (P, "Budi Umpama")]),
        ("Pewarta: Rani Rekaan (Magang)", [(R, "Rani Rekaan (Magang)")]),
        ("Pewarta : Rani Rekaan (*)", [(R, "Rani Rekaan")]),
        ("Pewarta : Rani Rekaan/KR-RRK", [(R, "Rani Rekaan")]),
        ("Foto: Ist\nPewarta: Istiqomah", [(R, "Istiqomah")]),
        ("Pewarta: ", []),
        ("Editor: -", []),
        ("Editor: 123", []),
        ("Foto: https://rekaan.example/foto/1.jpg\nPewarta: Rani", [(R, "Rani")]),
        ("Foto: www.rekaan.example/foto", []),
        ("Oleh Rani Rekaan *) Selasa, 5 Desember 2023 8:09 WIB", [(A, "Rani Rekaan")]),
        ("Oleh Rani RekaanJum’at, 8 Desember 2023", [(A, "Rani Rekaan")]),
        ("Pewarta: Rani | 05/12/2023 08:09 | Editor: Budi", [(R, "Rani"), (E, "Budi")]),
        ("Pewarta: Rani Mingguan5 Mei 2023", [(R, "Rani Mingguan")]),
        ("Pewarta: Rani Rekaan, dkk", [(R, "Rani Rekaan")]),
        ("Pewarta: Rani dan tim\nEditor: Timur", [(R, "Rani"), (E, "Timur")]),
        ("Rani Rekaan", []),
        ("", []),
    ],
)
def test_parse(text: str, want: list[tuple[Role, str]]) -> None:
    assert read(text) == want


@pytest.mark.parametrize(
    ("printed", "want"),
    [
        ("Rani dan Budi", ["Rani", "Budi"]),
        ("Rani, Budi", ["Rani", "Budi"]),
        ("Rani, Budi dan Cici", ["Rani", "Budi", "Cici"]),
        ("Rani, Budi, dan Cici", ["Rani", "Budi", "Cici"]),
        ("Rani and Budi", ["Rani", "Budi"]),
        ("Rani & Budi/Cici", ["Rani", "Budi", "Cici"]),
        ("Dan Rekaan dan Ramadan Umpama", ["Dan Rekaan", "Ramadan Umpama"]),
        ("Andi Sandang", ["Andi Sandang"]),
        ("Rani Rekaan, M.Si", ["Rani Rekaan, M.Si"]),
        ("Rani Rekaan, S.H., M.H. dan Budi", ["Rani Rekaan, S.H., M.H.", "Budi"]),
        ("Dr. Rani Rekaan, S.Sos., M.Si, Budi", ["Dr. Rani Rekaan, S.Sos., M.Si", "Budi"]),
        ("Rani, SE, Budi, MM", ["Rani, SE", "Budi, MM"]),
        ("H. Budi Rekaan, Lc, MAg, Rani", ["H. Budi Rekaan, Lc, MAg", "Rani"]),
        ("Rani Rekaan, Wakil Ketua Tani, dan lain-lain", ["Rani Rekaan"]),
        ("Rani, Budi, Dosen di Umpama", ["Rani", "Budi"]),
        ("Rani, Direktur", ["Rani", "Direktur"]),
        ("Kepala Rekaan, Budi", ["Kepala Rekaan", "Budi"]),
        ("Achmad M.", ["Achmad M."]),
        ("Rani Rekaan.", ["Rani Rekaan"]),
        ("  , Rani ,, ", ["Rani"]),
        ("Nur'aini d'Umpama-Rekaan", ["Nur'aini d'Umpama-Rekaan"]),
        ("", []),
    ],
)
def test_split_names(printed: str, want: list[str]) -> None:
    assert split_names(printed) == want


@pytest.mark.parametrize("code", ["prwir", "PRWIRE", "PR Wire", "PRNewswire", "PR Newswire"])
def test_a_wire_code_is_nobody(code: str) -> None:
    assert read(f"Pewarta: {code}Editor: Budi") == [(W, code), (E, "Budi")]
    assert [c.role for c in make_credits(Role.EDITOR, code)] == [E]
    assert read("Pewarta: Prwirono") == [(R, "Prwirono")]


def test_printed_keeps_label_and_names() -> None:
    (one, two) = parse_credits("Pewarta : Rani dan BudiCOPYRIGHT © ANTARA 2023")
    assert {one.printed, two.printed} == {"Pewarta : Rani dan Budi"}


def test_prose_behind_a_label_is_no_name() -> None:
    assert make_credits(R, "a" * (LONGEST_NAME + 1)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Pewarta: Rani RekaanEditor: Budi Umpama  COPYRIGHT © ANTARA 2023",
        "Editor: Budi",
        "Pewarta:",
        "Oleh Rani Rekaan",
        "\u2060Pewarta\u200b: Rani Rekaan\u200b",
        "Oleh Dan Rekaan dan Budi Umpama",
        "Editor: budi",
        "Pewarta: Muhammad bin Abdullah Rekaan van Umpama",
        "Editor: BudiCopyright © ANTARA 2025 Dilarang keras mengambil konten tanpa izin.",
    ],
)
def test_credit_lines(line: str) -> None:
    assert is_credit_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Oleh sebab itu, warga diminta waspada.",
        "Oleh Presiden Rekaan, bendungan itu diresmikan kemarin.",
        "Oleh Budi, lukisan itu dijual.",
        "Oleh Budi lukisan dijual",
        "By Friday, he left.",
        "Editor buletin desa memuatnya setiap Jumat.",
        "Foto: warga desa berkumpul di balai desa pada pagi hari untuk rapat",
        "Penulis: buku itu laris karena sampulnya bagus, kata Budi",
        "Editor: hak cipta lagu daerah harus didaftarkan agar tidak diklaim negara lain.",
        "Editor: Budi COPYRIGHT © ANTARA 2023 Warga kembali ke rumah masing-masing setelah air "
        "surut pada Senin malam dan membersihkan lumpur.",
        "Kata Pewarta: Rani",
        "Pewartaan itu",
        "Foto: https://rekaan.example/foto/1.jpg",
        "Photo: www.rekaan.example/foto",
        "",
    ],
)
def test_prose_is_no_credit_line(line: str) -> None:
    assert not is_credit_line(line)


@pytest.mark.parametrize("seam", ["", " ", "\n", ". ", "\xa0\xa0"])
@pytest.mark.parametrize(
    "tail",
    ["Pewarta: Rani RekaanEditor: Budi Umpama", "Penerjemah: Rani, Editor: Budi", "Editor: B C"],
)
def test_tail_is_cut_where_the_first_label_begins(seam: str, tail: str) -> None:
    prose = "Warga kembali ke rumah setelah air surut, kata dia" + seam
    start = credit_tail(prose + tail)
    assert start is not None
    assert (prose + tail)[start:] == tail


@pytest.mark.parametrize(
    "text",
    [
        "Warga bertanya kepada editor: apakah benar buku itu akan terbit bulan depan di kota kami",
        "Tampak dalam Foto: warga desa berkumpul di balai desa pada pagi hari untuk rapat bulanan",
        "Oleh Rani Rekaan di baris pertama tidak berarti baris ini ekor kredit sama sekali.",
        "Tidak ada label di sini.",
        "Sumber Foto: BMKG",
        "Warga menanam bakau di pesisir. (Foto: ANTARA/Rani Rekaan)",
        "Dokumentasi Foto: Desa Rekaan",
    ],
)
def test_prose_has_no_tail(text: str) -> None:
    assert credit_tail(text) is None


def test_a_photographer_stands_behind_a_sentence() -> None:
    text = "Warga menanam bakau. Foto: Rani"
    assert credit_tail(text) == text.index("Foto")
    assert credit_tail(text.replace(". ", "")) == text.index("Foto") - 2


def test_words_about_an_editor_do_not_hide_the_tail_behind_them() -> None:
    text = (
        "Kata sang Editor: mari kita terus menulis buku untuk anak desa.Pewarta: RaniEditor: Budi"
    )
    start = credit_tail(text)
    assert start is not None
    assert text[start:] == "Pewarta: RaniEditor: Budi"


NAMES = st.lists(
    st.text(string.ascii_lowercase, min_size=2, max_size=8).map(str.capitalize),
    min_size=1,
    max_size=3,
).map(" ".join)


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Pewarta", "Editor", "Penerjemah"]), NAMES),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([": ", " : ", ":"]),
    st.sampled_from(["", " ", "\n", ", "]),
)
def test_what_is_printed_comes_out(parts: list[tuple[str, str]], colon: str, glue: str) -> None:
    roles = {"Pewarta": R, "Editor": E, "Penerjemah": T}
    line = glue.join(f"{label}{colon}{name}" for label, name in parts)
    wires = ("Prwir", "Prwire")
    want = [(W if n in wires and la != "Editor" else roles[la], n) for la, n in parts]
    assert read(line) == list(dict.fromkeys(want))
    assert is_credit_line(line)
    assert credit_tail(line) == 0


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "Editor: Budi " * 50_000,
        "Editor: budi adalah orang yang baik hati dan rajin menolong " * 10_000,
        "Pewarta: " + "Aa, " * 200_000,
        "Oleh A\n" * 50_000,
        "a" * 1_000_000,
    ],
)
def test_huge_texts_end(text: str) -> None:
    parse_credits(text)
    credit_tail(text)
    is_credit_line(text)
