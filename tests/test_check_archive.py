"""What checks make of small archives: what is looked at, and what of it is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from crawler.bureaus import choose_bureaus
from pipelines.archive import ArchiveError, ArchiveReader, ArchiveSession
from pipelines.archive.checking.align import compare
from pipelines.archive.checking.candidates import Candidates, rarity_of
from pipelines.archive.checking.comparing import MOST_COMPARED
from pipelines.archive.checking.covered import Covered, covered
from pipelines.archive.checking.passage import read_passage
from pipelines.archive.checking.period import Span
from pipelines.archive.library import sqlite3
from tests.archives import Clock, stored
from tests.report_archives import HandMade
from tests.searched import on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Check = Callable[..., dict[str, Any]]

NOW = "2026-11-23T10:00:00Z"
FIRST = "Sungai Contoh meluap setelah hujan semalaman di hulu."
SECOND = "Warga Desa Rekaan memindahkan ternak ke bukit sejak subuh."
THIRD = "Bupati meminta sekolah diliburkan sampai air surut kembali."
SAME = f"{FIRST} {SECOND} {THIRD}"


def held(path: Path, *articles: Any) -> Path:
    with ArchiveSession.claim(path, "sample", clock=Clock()) as session:
        session.open()
        session.save_bureaus(choose_bureaus("ambon,bali,www"))
        session.store(list(articles))
    return path


def check(path: Path, text: str, **asked: Any) -> dict[str, Any]:
    with ArchiveReader(path) as reader:
        return reader.checker(NOW).check(text, **asked)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def test_an_archive_that_cannot_be_read_is_told_in_a_line(path: Path) -> None:
    held(path, stored(1))
    conn = sqlite3.connect(str(path))
    conn.execute("DROP TABLE revisions_fts")
    conn.commit()
    conn.close()
    with pytest.raises(ArchiveError, match=re.escape(str(path))):
        check(path, SAME)


def test_one_article_is_no_articles(path: Path) -> None:
    held(path, stored(1, **on("2026-11-01")))
    line = check(path, "Tidak ada berita seperti ini")["coverage"]["line"]
    assert "The archive holds 1 article of 1 bureau, published from 2026-11-01 to" in line


def test_an_answer_is_the_callers_own(path: Path) -> None:
    held(path, stored(1))
    check(path, "")["parts"].append("mine")
    assert check(path, "")["parts"] == []


def test_a_caption_is_looked_at(path: Path) -> None:
    caption = "Dua petugas memasang papan di jembatan rekaan"
    image = {"url": "https://img.antaranews.com/1.jpg", "caption": caption, "credit": None}
    held(path, stored(1, text=f"{SAME} {caption} itu.", images=[image]))
    (part,) = check(path, caption)["parts"]
    assert (part["likeness"], part["field"]) == ("same", "caption")


def test_sentences_of_several_articles_stand_word_by_word(path: Path) -> None:
    """Less than half of the passage is in any one; all of it is held."""
    texts = (FIRST, SECOND, THIRD)
    held(path, *(stored(n, text=text, title=f"Judul {n}") for n, text in enumerate(texts, 1)))
    answer = check(path, "\n".join(texts))
    assert (answer["verdict"], answer["share"]) == ("partly_found", 1.0)
    assert "but not all of them in one article" in answer["reason"]
    assert [part["source"] for part in answer["parts"]] == ["bali/1", "bali/2", "bali/3"]
    added = check(path, "\n".join((*texts, "Gubernur mengundurkan diri karena banjir itu.")))
    assert "something else was put beside it" in added["reason"]


def test_of_equal_ones_the_first_published_is_the_source(path: Path) -> None:
    held(
        path,
        stored(3, "www", text=SAME, **{f"published{end}": None for end in ("", "_utc", "_day")}),
        stored(1, "bali", text=SAME, **on("2026-11-05")),
        stored(2, "ambon", text=SAME, **on("2026-11-03")),
    )
    answer = check(path, SAME)
    assert answer["source"]["key"] == answer["first"]["key"] == "ambon/2"
    assert answer["carried_by"] == ["ambon/2", "bali/1", "www/3"]


def test_of_equal_ones_the_one_that_is_named_is_the_source(path: Path) -> None:
    held(
        path,
        stored(1, "bali", text=SAME, **on("2026-11-05")),
        stored(2, "ambon", text=SAME, **on("2026-11-03")),
    )
    answer = check(path, f"{SAME}\nhttps://bali.antaranews.com/berita/1/judul")
    assert answer["source"]["key"] == "bali/1"
    assert answer["first"]["key"] == "ambon/2"


def test_an_address_says_of_which_bureau_it_is_asked(path: Path) -> None:
    held(path, stored(1, "bali"), stored(2, "ambon"))
    text = "Tidak ada berita seperti ini https://bali.antaranews.com/berita/9/x"
    assert check(path, text, since="2026-11-01")["coverage"]["bureaus"] == 1
    assert (
        check(path, text, bureaus=["bali", "ambon"], since="2026-11-01")["coverage"]["bureaus"] == 2
    )


def test_a_passage_that_is_too_long_is_not_verbatim(path: Path) -> None:
    held(path, stored(1, text=SAME))
    answer = check(path, SAME + " " * 200_000)
    assert answer["verdict"] == "partly_found"
    assert "It is too long" in answer["reason"]


@pytest.mark.parametrize("sentence", [FIRST, FIRST.replace("semalaman", "seharian")])
def test_a_state_of_which_nothing_is_left_is_found(path: Path, sentence: str) -> None:
    """As it was, and altered: both are looked for in the index of earlier states."""
    clock = Clock()
    with ArchiveSession.claim(path, "sample", clock=clock) as session:
        session.open()
        for hour, text in enumerate((SAME, "Naskah ini ditarik oleh redaksi.")):
            clock.now = f"2026-11-21T{10 + hour}:00:00Z"
            session.store([stored(1, text=text, title=f"Judul {hour}", fetched_at=clock.now)])
    answer = check(path, f"{sentence} {SECOND}")
    assert answer["verdict"] == ("verbatim" if sentence == FIRST else "altered")
    assert (answer["source"]["state"], answer["source"]["states"]) == (1, 2)


def test_a_question_mark_makes_another_sentence(path: Path) -> None:
    held(path, stored(1, text=SAME))
    (part,) = check(path, FIRST.replace(".", "?"))["parts"]
    assert part["differences"] == [{"kind": "sign", "given": "?", "held": ""}]


def test_three_words_are_no_piece_of_a_sentence(path: Path) -> None:
    held(path, stored(1, text=SAME, title="Sungai Contoh meluap lagi"))
    assert check(path, "Warga Desa Rekaan")["verdict"] == "cannot_tell"
    assert check(path, "Warga Desa Rekaan memindahkan ternak")["verdict"] == "altered"


def test_an_article_that_is_named_is_compared_first(path: Path) -> None:
    """However many have the sentence, the one whose address stands beside it is among them."""
    held(path, *(stored(n, text=SAME, title=f"Judul {n}") for n in range(1, 81)))
    answer = check(path, f"{FIRST} https://bali.antaranews.com/berita/77/x")
    assert answer["source"]["key"] == "bali/77"


def test_all_that_carry_it_are_named_though_few_are_compared(path: Path) -> None:
    report = " ".join(
        f"{SAME} Petugas ke-{n} mencatat tinggi air {n} sentimeter." for n in range(9)
    )
    bureaus = [each.name for each in choose_bureaus(None)][: MOST_COMPARED + 6]
    held(path, *(stored(1, bureau, text=report) for bureau in bureaus))
    assert set(check(path, report)["carried_by"]) == {f"{bureau}/1" for bureau in bureaus}


@pytest.fixture
def made(path: Path) -> Iterator[HandMade]:
    """Three days of which all is held."""
    found = HandMade(path)
    found.walk("bali", "2026-03-01", "2026-03-03")
    found.held("bali", 10, "2026-03-01 10:00")
    found.held("bali", 30, "2026-03-03 10:00")
    yield found
    found.close()


def of_days(made: HandMade, until: str = "2026-03-03", now: str = NOW) -> Covered:
    return covered(made.db, ["bali"], [Span("2026-03-01", until)], now, sure=True)


def test_where_all_is_held_all_is_complete(made: HandMade) -> None:
    found = of_days(made)
    assert (found.complete, found.held, found.holes) == (True, 2, ())
    assert found.line == (
        "Of 2026-03-01 to 2026-03-03 the archive holds 2 articles of bali; every day is complete."
    )


def test_a_day_that_is_not_over_is_a_gap(made: HandMade) -> None:
    found = of_days(made, now="2026-03-03T05:00:00Z")
    assert not found.complete
    assert found.holes[-1] == {
        "bureau": "bali",
        "first_day": "2026-03-03",
        "last_day": "2026-03-03",
        "verdict": "not_over",
        "reason": "not over",
    }


@pytest.mark.parametrize(
    ("state", "day", "complete"),
    [
        ("pending", "2026-03-02", False),
        ("failed", "2026-03-02", False),
        ("gone", "2026-03-02", False),
        ("rejected", "2026-03-02", True),
        ("pending", None, False),
        ("failed", None, False),
        # Of an unknown day, and never to be had: it would be a gap of every day for ever.
        ("gone", None, True),
    ],
)
def test_an_address_without_its_text_is_a_gap(
    made: HandMade, state: str, day: str | None, complete: bool
) -> None:
    made.known("bali", 20 if day else 900, state, day)
    found = of_days(made)
    assert found.complete is complete
    assert (f"1 {state}" in found.line) is not complete


def test_a_short_sentence_is_found_only_where_it_follows(path: Path) -> None:
    """'Ia diam.' stands everywhere: at another place it is not the same one."""
    held(path, stored(1, text=f"{FIRST} Ia diam. {SECOND} {THIRD}"))
    with ArchiveReader(path) as reader:
        (source,) = Candidates(reader._db, rarity_of(reader._db, ())).sources([1])

    def verbatim(text: str) -> bool:
        return compare(read_passage(text), source, {}).verbatim

    assert verbatim(f"{FIRST} Ia diam. {SECOND}")
    assert not verbatim(f"{SECOND} Ia diam. {THIRD}")
    assert verbatim("Ia diam.")


STOCK_SENTENCE = "Sekarang cukup jalan kaki ke pasar setiap hari."


def test_a_sentence_of_many_reports_has_its_first_and_its_number(path: Path) -> None:
    """Of more articles than are compared, the first by publication, which was stored last."""
    days = [f"2026-01-{31 - number:02}" for number in range(30)]
    for number, day in enumerate(days, 1):
        moment = f"{day}T01:00:00Z"
        dated = {"published": moment, "published_utc": moment, "published_day": day}
        held(path, stored(number, text=f"Kabar {number} rekaan saja. {STOCK_SENTENCE}", **dated))
    with ArchiveReader(path) as reader:
        answer = reader.checker(NOW).check(STOCK_SENTENCE)
    assert (answer["verdict"], answer["copies"]) == ("verbatim", 30)
    assert answer["first"]["key"] == "bali/30"


def test_only_who_has_the_same_words_carries_them(path: Path) -> None:
    for number, place in enumerate(("Palembang", "Palembang", "Makassar", "Prabumulih"), 1):
        title = f"DPRD {place} minta penyelesaian sengketa lahan pasar"
        held(path, stored(number, title=title, text=f"Isi berita {place} nomor {number}."))
    with ArchiveReader(path) as reader:
        check = reader.checker(NOW).check
        other = check("DPRD Bandung minta penyelesaian sengketa lahan pasar")
        misspelt = check("DPRD Palemabng minta penyelesaian sengketa lahan pasar")
    assert other["verdict"] == misspelt["verdict"] == "altered"
    assert len({each["held"] for part in other["parts"] for each in part["differences"]}) == 1
    # Of equally near ones that which is written most alike.
    assert misspelt["carried_by"] == ["bali/1", "bali/2"]


def test_what_became_of_a_sentence_is_told(path: Path) -> None:
    for state in ("Anggaran itu Rp58 miliar tahun ini.", "Anggaran itu Rp85 miliar tahun ini."):
        held(path, stored(1, text=f"{FIRST} {state} {SECOND}"))
    with ArchiveReader(path) as reader:
        check = reader.checker(NOW).check
        old = check("Anggaran itu Rp58 miliar tahun ini.")
        same = check(FIRST)
        new = check("Anggaran itu Rp85 miliar tahun ini.")
    assert [(each["new"], each["kind"]) for each in old["today"]] == [
        ("Anggaran itu Rp85 miliar tahun ini.", "number")
    ]
    assert same["today"] == new["today"] == []


@pytest.mark.parametrize(
    "dressed",
    [
        f"{FIRST[:-1]} - ANTARA News",
        f"{FIRST[:-1]} | ANTARA News Bali",
        f"ANTARA: {FIRST}",
        f"Diteruskan: {FIRST}",
        f"Forwarded many times: {FIRST}",
    ],
)
def test_the_name_of_the_site_beside_a_sentence_is_no_part_of_it(path: Path, dressed: str) -> None:
    held(path, stored(1, text=f"{FIRST} {SECOND}"))
    with ArchiveReader(path) as reader:
        assert reader.checker(NOW).check(dressed)["verdict"] == "verbatim"
