"""What the search of an archive finds for a word, and in which order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crawler.items import Credit, Role
from tests.searched import Archive, on, says

if TYPE_CHECKING:
    pass

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def archive(folder: Path) -> Archive:
    return Archive(folder / "archive.db")


# Words and their other forms


def test_other_forms_are_found_after_the_word_itself(archive: Archive) -> None:
    archive.store(
        says(1, "Warga membangun jembatan.", **on("2026-11-03")),
        says(2, "Pembangunan jembatan selesai.", **on("2026-11-02")),
        says(3, "Mereka bangun pagi.", **on("2026-11-01")),
        says(4, "Bangunlah!", **on("2026-10-01")),
        says(5, "Hujan turun.", **on("2026-11-04")),
    )
    assert archive.found("bangun") == [3, 1, 2, 4]
    assert archive.found("pembangunan")[0] == 2
    assert set(archive.found("pembangunan")) == {1, 2, 3, 4}
    assert archive.found('"membangun"') == [1]
    assert archive.found("-- bangun -pembangunan") == [3, 1, 4]
    assert "[Pembangunan] jembatan" in archive.hits("bangun")[2]["snippet"]


def test_a_place_is_never_stemmed(archive: Archive) -> None:
    archive.store(says(1, "Wisata di Bali ramai."), says(2, "Karung bal dibuka. Bal itu berat."))
    assert archive.found("Bali") == [1]
    assert archive.found("bali") == [1]
    assert archive.found("bal") == [2]


def test_a_person_is_known_by_capitals(archive: Archive) -> None:
    """Satu is no list's name; within sentences it always has a capital."""
    archive.store(
        *(says(n, f"Menurut Bakari {n}, bakar itu mahal.") for n in range(1, 6)),
        says(6, "Kebakaran hutan."),
    )
    assert archive.found("bakari") == [5, 4, 3, 2, 1]
    assert "bakari" not in archive.forms("bakar")
    assert 6 in archive.found("bakar")


def test_credits_and_datelines_make_names(archive: Archive) -> None:
    credit = [Credit(Role.REPORTER, "Putu Tanami", "Pewarta : Putu Tanami")]
    for n in range(1, 5):
        archive.store(says(n, "Hujan.", credits=credit))
    archive.store(says(5, "Tanami dibaca."), says(6, "Mereka tanam padi."))
    assert archive.forms("tanami") == set()
    assert archive.forms("tanam") == set()


def test_a_place_is_not_found_by_other_words(archive: Archive) -> None:
    archive.store(says(1, "Mereka menyerang kapal."), says(2, "Pasar di Serang ramai."))
    assert archive.found("menyerang") == [1]
    assert archive.found("diserang") == [1]
    assert archive.found("serang") == [2]


def test_a_capital_at_the_beginning_of_a_sentence_makes_no_name(archive: Archive) -> None:
    archive.store(*(says(n, f"Makanan {n}. Makanan.\n\nMakanan itu.") for n in range(1, 9)))
    assert archive.forms("makan") == {"makan", "makanan"} - {"makan"}


def test_doubled_words(archive: Archive) -> None:
    archive.store(
        says(1, "Anak-anak bermain."),
        says(2, "Anak anak bermain."),
        says(3, "Anak2 bermain."),
        says(4, "Seorang anak bermain."),
        says(5, "Sayur-mayur dijual."),
        says(6, "Sayur dijual."),
    )
    for typed in ("anak-anak", "anak2"):
        assert set(archive.found(typed)[:3]) == {1, 2, 3}
        assert archive.found(typed)[3] == 4
    assert set(archive.found('"anak anak"')) == {1, 2}
    assert archive.found("sayur-mayur") == [5]


def test_hyphens_and_accents(archive: Archive) -> None:
    archive.store(
        says(1, "Gerakan antikorupsi."), says(2, "Gerakan anti-korupsi."), says(3, "Café baru.")
    )
    for typed in ("antikorupsi", "anti-korupsi", '"gerakan" antikorupsi'):
        assert set(archive.found(typed)) == {1, 2}
    assert archive.found("cafe") == archive.found("CAFÉ") == archive.found("Cafe\u0301") == [3]


def test_amounts(archive: Archive) -> None:
    archive.store(
        says(1, "Nilainya Rp9 triliun."),
        says(2, "Nilainya Rp 9 triliun."),
        says(3, "Nilainya 9 triliun rupiah."),
        says(4, "Nilainya Rp9,5 triliun."),
        says(5, "Sebanyak 9.000 orang."),
        says(6, "Sebanyak 9 000 orang."),
        says(7, "Sebanyak 9000 orang."),
        says(8, "Sebesar 9,5 persen."),
    )
    for typed in ("Rp9 triliun", "Rp 9 triliun", '"Rp9 triliun"'):
        assert set(archive.found(typed)) == {1, 2, 3}
    for typed in ("9.000", "9 000", "9000 orang"):
        assert set(archive.found(typed)) == {5, 6, 7}
    assert archive.found("9,5 persen") == [8]
    assert archive.found("Rp9,5 triliun") == [4]


def test_prefixes(archive: Archive) -> None:
    archive.store(
        says(1, "Banjir."), says(2, "Banjarmasin."), says(3, "Longsor."), says(4, "Bantuan banjir.")
    )
    assert set(archive.found("banj*")) == {1, 2, 4}
    assert set(archive.found("ban*")) == {1, 2, 4}
    assert archive.found("xyz*") == []
    assert archive.found("longsor*") == [3]


def test_a_prefix_of_too_many_words_says_so(archive: Archive, monkeypatch: Any) -> None:
    monkeypatch.setattr("pipelines.archive.search_words.MOST_BEGUN", 2)
    archive.store(says(1, "Banjir bandang."), says(2, "Bantuan. Bangku."))
    hits = archive.hits("ban*")
    assert [hit["article_id"] for hit in hits] == [1]
    assert hits.notes == ["More words begin so than can be looked for: write more of it."]


def test_not(archive: Archive) -> None:
    archive.store(says(1, "Banjir di kota."), says(2, "Banjir di desa."), says(3, "Desa tenang."))
    assert archive.found("banjir -desa") == [1]
    assert archive.found("banjir NOT desa") == [1]
    assert archive.found('banjir -"di kota"') == [2]
    assert archive.found("di -banjir") == []
    assert archive.hits("-desa").notes == [
        "Words to leave out need a word to look for beside them."
    ]


# Order


def test_titles_come_first_and_phrases_in_them(archive: Archive) -> None:
    archive.store(
        says(1, "Donor darah. " * 9, **on("2026-11-09")),
        says(2, "Isi.", title="Darah untuk donor", **on("2026-11-08")),
        says(3, "Isi.", title="Aksi donor darah", **on("2026-11-01")),
        says(4, "Donor darah " * 5, title="Donor baru", **on("2026-11-09")),
    )
    assert archive.found("donor darah") == [3, 2, 4, 1]


def test_newer_ones_come_first_of_equal_ones(archive: Archive) -> None:
    archive.store(
        says(1, "Banjir.", **on("2020-01-01")),
        says(2, "Banjir.", **on("2026-01-01")),
        says(3, "Banjir.", **dict.fromkeys(on(""))),
    )
    assert archive.found("banjir") == [2, 1, 3]
    scores = [hit["score"] for hit in archive.hits("banjir")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_how_often_counts_and_in_how_many_words(archive: Archive) -> None:
    archive.store(
        says(1, "Banjir, banjir, banjir besar."),
        says(2, "Banjir besar."),
        says(3, "Banjir besar. " + "Hal lain. " * 400),
    )
    assert archive.found("banjir") == [1, 2, 3]


def test_the_word_itself_counts_more_than_many_other_forms(archive: Archive) -> None:
    archive.store(
        says(1, "Ada gerak.", **on("2026-11-01")),
        says(2, "Gerakan, gerakan, pergerakan.", **on("2026-11-03")),
        says(3, "Gerakan, gerakan, gerak.", title="Gerakan", **on("2026-11-02")),
    )
    assert archive.found("gerak") == [3, 1, 2]
