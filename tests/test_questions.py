"""The ten questions of a newsroom, and the flat view: what they answer, and at what cost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from crawler.items import Credit, Role
from pipelines.archive import ArchiveReader, ArchiveSession, Filters, Gone
from pipelines.archive.connection import connect_reader
from pipelines.archive.questions import QUESTIONS, Question
from pipelines.archive.states import TELLING
from pipelines.datasette import make_app
from pipelines.datasette.cells import KEYS
from tests.archives import Clock, found, stored
from tests.asked import DOCUMENT, answer, document, make_sample
from tests.looked_around import AFTER, BEFORE, on
from tests.served import pages

if TYPE_CHECKING:
    from pathlib import Path

BY_NAME = {question.name: question for question in QUESTIONS}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: Any) -> Path:
    """The sample site's archive, as `make demo` makes it."""
    path: Path = tmp_path_factory.mktemp("sample") / "archive.db"
    make_sample(path)
    return path


@pytest.fixture(scope="module")
def app(sample: Path) -> Any:
    return make_app(sample, "sample", immutable=False)


@pytest.mark.slow
def test_the_document_has_the_answers_of_the_demo(sample: Path) -> None:
    """`python -m tests.asked` writes it."""
    assert DOCUMENT.read_text(encoding="utf-8") == document(sample)


def test_there_are_ten_each_in_two_languages() -> None:
    assert len(QUESTIONS) == len(BY_NAME) == 10
    for each in QUESTIONS:
        assert each.title.endswith("?")
        assert each.title_en.endswith("?")
        for name in each.example:
            assert f":{name}" in each.sql
            assert f"{name}" in each.description
            assert f"{name}" in each.description_en
        assert set(re.findall(r"(?<!:):([a-z]+)", each.sql)) == set(each.example)


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
def test_each_is_a_page_with_fields_and_the_same_rows(
    app: Any, sample: Path, question: Question
) -> None:
    asked = "&".join(f"{name}={value}" for name, value in question.example.items())
    page, given, empty = pages(
        app,
        f"/archive/{question.name}?{asked}",
        f"/archive/{question.name}.json?{asked}&_shape=arrays",
        f"/archive/{question.name}",
    )
    assert page.status_code == empty.status_code == given.status_code == 200
    for name in question.example:
        assert f'name="{name}"' in page.text
    assert question.title_en in page.text
    assert question.description in page.text
    names, rows = answer(sample, question)
    assert given.json()["columns"] == names
    assert [tuple(row) for row in given.json()["rows"]] == rows
    for at, name in enumerate(names):
        if name in KEYS and rows:
            assert f'<a href="/a/{rows[0][at]}">' in page.text


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
def test_none_reads_all_articles(sample: Path, question: Question) -> None:
    """A scan of a step before, of the hits of a word or of the bureaus is none of all articles."""
    db = connect_reader(sample)
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {question.sql}", question.example)]
    db.close()
    scans = [step for step in plan if step.startswith("SCAN")]
    small = ("articles_fts VIRTUAL", "found", "of_month", "m", "there", "b USING COVERING")
    assert [step for step in scans if not step.removeprefix("SCAN ").startswith(small)] == []


@pytest.mark.parametrize("typed", ['"', "'", '" OR "', "banjir*", "", "NEAR(", "%"])
def test_whatever_is_typed_is_a_word_and_no_error(sample: Path, typed: str) -> None:
    for question in QUESTIONS:
        answer(sample, question, **dict.fromkeys(question.example, typed))


def credited(*names: str) -> dict[str, Any]:
    return {"credits": [Credit(Role.REPORTER, name, name) for name in names]}


def test_what_they_leave_out(tmp_path: Path) -> None:
    """Bounds of days and months, a change that was told, a page that is gone."""
    path, clock = tmp_path / "archive.db", Clock("2026-03-01T00:00:00Z")

    def on(number: int, moment: str, utc: str, **changes: Any) -> Any:
        dated = {"published": moment, "published_utc": utc, "published_day": moment[:10]}
        return stored(number, **{**dated, "fetched_at": clock.now, **changes})

    last = on(1, "2026-01-31T23:30:00+08:00", "2026-01-31T15:30:00Z", **credited("Ani", "Ani"))
    first = on(
        2, "2026-02-01T00:30:00+08:00", "2026-01-31T16:30:00Z", **credited("Budi"), tags=["x"]
    )
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.add_found([found(1), found(2), found(3)])
        session.store([last, first])
        clock.now = "2026-03-05T00:00:00Z"
        told = {"updated": "2026-03-04T09:00:00+07:00", "fetched_at": clock.now}
        for each, change in ((last, {"title": "Diam"}), (first, {"title": "Berkata", **told})):
            session.store([type(each)(None, {**each.article, "fetched_at": clock.now, **change})])
        session.store([Gone(session.frontier_id("bali", 2), 410)])

    def rows(name: str, **parameters: str) -> list[Any]:
        return answer(path, BY_NAME[name], **parameters)[1]

    (row,) = rows("terbit_hari_itu", biro="bali", hari="2026-02-01")
    assert row[-1] == "bali/2"
    assert rows("hari_tersibuk", tahun="2026-01", biro="") == [("2026-01-31", 1)]
    assert rows("hari_tersibuk", tahun="2026", biro="sumsel") == []
    assert rows("penulis_kata", kata="pasar") == [("Ani", 1), ("Budi", 1)]
    assert rows("kata_per_bulan", kata="dibuka kembali") == [
        ("2026-01", 1, 1, 100.0),
        ("2026-02", 1, 1, 100.0),
    ]
    changed = rows("diubah_diam_diam", bulan="2026-03")
    assert [(each[1], each[3]) for each in changed] == [("bali/1", "Diam")]
    assert rows("diubah_diam_diam", bulan="2026-02") == []
    (gone,) = rows("hilang_dari_situs", sejak="2026-03-05")
    assert gone[2] == "bali/2"
    assert rows("hilang_dari_situs", sejak="2026-03-06") == []
    everything = {"tempat": "Denpasar", "sejak": "", "sampai": ""}
    assert rows("kabar_tempat", **everything)[-1] == ("x", 1)
    assert ("x", 1) not in rows("kabar_tempat", **{**everything, "sampai": "2026-01-30"})
    assert [each[-1] for each in rows("artikel_pewarta", pewarta="Ani")] == ["bali/1"]


def test_a_month_is_the_bureaus_own(tmp_path: Path) -> None:
    """Half past midnight in Bali is the day before in UTC."""
    path = tmp_path / "archive.db"
    text = " ".join(f"Kalimat rekaan nomor {n} dari pasar." for n in range(60))
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store(
            [
                stored(
                    number,
                    bureau,
                    text=text,
                    published=f"2026-02-01T00:{minute}:00+08:00",
                    published_utc=f"2026-01-31T16:{minute}:00Z",
                    published_day="2026-02-01",
                )
                for number, bureau, minute in ((1, "bali", 10), (2, "ambon", 12))
            ]
        )
    for name, wanted in (("paling_banyak_biro", 2), ("salinan_tercepat", 120)):
        assert answer(path, BY_NAME[name], bulan="2026-01")[1] == []
        ((first, *_),) = answer(path, BY_NAME[name], bulan="2026-02")[1]
        assert first == wanted


def test_a_copy_of_the_same_bureau_is_no_fast_one(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    text = " ".join(f"Kalimat rekaan nomor {n} dari pasar." for n in range(60))
    moments = {number: f"2026-02-01T00:{number:02}:00Z" for number in (10, 11, 13)}
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store(
            [
                stored(
                    number,
                    "ambon" if number == 13 else "bali",
                    text=text,
                    published=moment,
                    published_utc=moment,
                    published_day=moment[:10],
                )
                for number, moment in moments.items()
            ]
        )
    copies = answer(path, BY_NAME["salinan_tercepat"], bulan="2026-02")[1]
    assert [each[:3] for each in copies] == [(180, "bali/10", "ambon/13")]


@pytest.mark.parametrize(
    ("updated", "silent"),
    [("2026-03-03", True), ("2026-03-04", False), ("2026-03-05", False), ("", False)],
)
def test_a_day_tells_of_a_change_unless_it_is_before_the_last_look(
    tmp_path: Path, updated: str, silent: bool
) -> None:
    """The page was seen unchanged on the fourth, and changed on the sixth."""
    path, clock = tmp_path / "archive.db", Clock("2026-03-04T12:00:00Z")
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.store([stored(1, fetched_at=clock.now)])
        clock.now = "2026-03-06T12:00:00Z"
        session.store([stored(1, title="Lain", updated=updated, fetched_at=clock.now)])
    changed = answer(path, BY_NAME["diubah_diam_diam"], bulan="2026-03")[1]
    assert [each[1] for each in changed] == (["bali/1"] if silent else [])
    with ArchiveReader(path) as reader:
        (change,) = reader.history("bali", 1)
    assert (change["silent"] is True) is silent, "the pages say the same"


TITLES = [
    *(f"{word.title()}: pasar" for word in TELLING),
    *("(RALAT) pasar", "Ralat - pasar", "ralat : pasar", "[Koreksi] pasar", "“Ralat:” pasar"),
    *("Ralat pasar", "Pasar ralat: x", "Koreksian: pasar", "Ralatan: x", "Pasar", ":ralat:"),
    *("Tim revisi (baru) bekerja", "revisi(baru)", "  ralat\t: x", "Corrected] x", "'Ralat': x"),
]


@pytest.fixture
def retitled(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    clock = Clock(BEFORE)
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.store([on(n, 1) for n in range(1, len(TITLES) + 1)])
        clock.now = AFTER
        session.store(
            [on(n, 1, title=title, fetched_at=AFTER) for n, title in enumerate(TITLES, 1)]
        )
    return path


def test_the_question_and_the_reader_mean_the_same_by_silent(retitled: Path) -> None:
    def changed(month: str) -> set[str]:
        return {row[3] for row in answer(retitled, BY_NAME["diubah_diam_diam"], bulan=month)[1]}

    with ArchiveReader(retitled) as reader:
        silent = {each["title"] for each in reader.corrected(Filters(), 100) if each["silent"]}
    assert changed("2026-01") == changed("") == silent
    assert not changed("2025-12")
    assert not changed("2026-02")
    assert 0 < len(silent) < len(TITLES)


def test_a_place_is_asked_about_by_days_of_its_own_zone(tmp_path: Path) -> None:
    night = {
        "published": "2026-02-01T00:30:00+08:00",
        "published_utc": "2026-01-31T16:30:00Z",
        "published_day": "2026-02-01",
    }
    with ArchiveSession.claim(tmp_path / "archive.db", "live", clock=Clock()) as session:
        session.open()
        session.store([stored(1, **night)])

    def tags(since: str, until: str) -> list[Any]:
        asked = {"tempat": "Denpasar", "sejak": since, "sampai": until}
        return answer(tmp_path / "archive.db", BY_NAME["kabar_tempat"], **asked)[1]

    assert tags("2026-02-01", "2026-02-28")
    assert not tags("2026-01-01", "2026-01-31")
    assert tags("", "")


def test_keys_are_links_wherever_a_question_has_one() -> None:
    """The names under which the statements give a key: what is put together as BUREAU/NUMBER."""
    named = {
        name
        for question in QUESTIONS
        for name in re.findall(r"\|\| '/' \|\| [\w.]+ AS (\w+)", question.sql)
    }
    assert named == set(KEYS) == {"kunci", "pertama", "salinan"}


def test_stories_are_ordered_by_bureaus_and_by_haste(sample: Path) -> None:
    carried = answer(sample, BY_NAME["paling_banyak_biro"])[1]
    assert [each[0] for each in carried] == sorted((each[0] for each in carried), reverse=True)
    assert len(answer(sample, BY_NAME["paling_banyak_biro"], bulan="2026-10")[1]) == 0
    seconds = [each[0] for each in answer(sample, BY_NAME["salinan_tercepat"])[1]]
    assert seconds == sorted(seconds)
    assert all(each > 0 for each in seconds)


def test_the_flat_view_comes_first_and_is_described(app: Any) -> None:
    database, view = pages(app, "/archive", "/archive/berita")
    headings = re.findall(r'<h3><a href="/archive/(\w+)">', database.text)
    assert headings[0] == "berita"
    assert "alamat" in database.text
    assert "400 rows" in database.text
    assert 'id="views"' in database.text, "rejected stays among the views"
    assert database.text.count('href="/archive/berita"') == 1
    for question in QUESTIONS:
        assert f'<a href="/archive/{question.name}"' in database.text
    assert "Satu baris per artikel" in view.text
    assert "jumlah kata, dateline tidak dihitung" in view.text
    days = re.findall(r'class="col-tanggal[^"]*">(\d{4}-\d\d-\d\d)<', view.text)
    assert len(days) == 20
    assert days == sorted(days, reverse=True)
