"""A search as a filter of exports: all that `antara search` finds, in the order of exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveReader, Filters
from pipelines.archive.errors import ArchiveRefused
from pipelines.archive.export_walk import Choice, query
from pipelines.archive.search_notes import LEFT_OUT
from pipelines.archive.searched import HITS, searched
from tests.exported import exported, jsonl, keys, make_story, on_day, plan, store
from tests.test_exporting import fates, snapshot_of, taken

if TYPE_CHECKING:
    from pathlib import Path

    from tests.command_line import CommandLine

pytest_plugins = ["tests.archive_fixtures"]


def about(day: str, text: str) -> dict[str, str | None]:
    return {**on_day(day), "title": "Judul", "subtitle": None, "text": text}


@pytest.fixture
def some(session, folder: Path) -> Path:
    store(
        session,
        ("sumsel", 1, about("2026-11-01", "Banjir melanda kota.")),
        ("bali", 2, about("2026-11-03", "Warga kebanjiran di Jakarta.")),
        ("bali", 3, about("2026-11-02", "Banjir rob di pesisir, banjir lagi.")),
        ("ambon", 4, about("2026-11-02", "Pasar dibuka.")),
        ("ambon", 5, {**about("2026-11-04", "Pasar."), "title": "Tidak banjir"}),
    )
    return folder


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("banjir", ["ambon/5", "bali/3", "bali/2", "sumsel/1"]),
        ('"banjir rob"', ["bali/3"]),
        ('"banjir"', ["ambon/5", "bali/3", "sumsel/1"]),
        ("banj*", ["ambon/5", "bali/3", "sumsel/1"]),
        ("banjir -jakarta", ["ambon/5", "bali/3", "sumsel/1"]),
        ("banjir NOT pasar", ["bali/3", "bali/2", "sumsel/1"]),
        ("banjir pasar", ["ambon/5"]),
        ('"); DROP banjir', []),
        ("hutan", []),
    ],
)
def test_it_takes_what_a_search_finds_in_the_order_of_exports(some, typed, wanted):
    choice = Choice(Filters(), search=typed)
    assert taken(some, choice) == wanted
    with snapshot_of(some) as snapshot:
        assert snapshot.count(choice) == len(wanted)
    with ArchiveReader(some / "archive.db") as reader:
        hits = [f"{hit['bureau']}/{hit['article_id']}" for hit in reader.search(typed)]
    assert sorted(hits) == sorted(wanted)


def test_with_other_filters(some):
    only = Filters(bureaus=["bali", "sumsel"], since="2026-11-02")
    assert taken(some, Choice(only, search="banjir")) == ["bali/3", "bali/2"]
    longer = Choice(only, min_words=5, search="banjir")
    assert taken(some, longer) == ["bali/3"]
    assert fates(some, longer) == ["too_short"]


def test_one_snapshot_can_be_asked_twice(some):
    with snapshot_of(some) as snapshot:
        counts = [snapshot.count(Choice(Filters(), search=each)) for each in ("pasar", "banjir")]
        assert [*counts, snapshot.count(Choice(Filters()))] == [2, 4, 5]


def test_of_copies_the_first_that_answers_comes(some, session):
    make_story(session, ("ambon", 4), ("bali", 3), ("sumsel", 1))
    assert taken(some, Choice(Filters(), unique="story")) == ["ambon/5", "bali/2", "sumsel/1"]
    assert taken(some, Choice(Filters(), unique="story", search="pasar")) == ["ambon/4", "ambon/5"]
    assert taken(some, Choice(Filters(), unique="story", search="rob")) == ["bali/3"]


@pytest.mark.parametrize("unique", [None, "text", "story"])
@pytest.mark.parametrize("filters", [Filters(), Filters(sections=["a"], reporters=["Made Rekaan"])])
def test_nothing_is_sorted_and_nothing_asked_again(some, filters, unique):
    """The index of exports is walked; the words were looked up once, for all bureaus."""
    choice = Choice(filters, 5, unique, search="banjir")
    with snapshot_of(some) as snapshot:
        snapshot.search_notes(choice)
        sql, values = query(choice, "bali")
        steps = [row[3] for row in snapshot._db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        hits = [row[3] for row in snapshot._db.execute(f"EXPLAIN QUERY PLAN {HITS}", ["banjir"])]
    assert any("articles_bureau_published (bureau=?" in step for step in steps), steps
    assert [step for step in (*steps, *hits) if "TEMP B-TREE" in step] == []
    assert [step for step in steps if "articles_fts" in step] == []


def test_what_was_found_is_kept_as_numbers(some):
    with snapshot_of(some) as snapshot:
        found = searched(snapshot._db, "banjir")
    assert found.ids.tolist() == sorted(found.ids)
    assert [number in found for number in (0, 1, 4, 5, 6)] == [False, True, False, True, False]
    assert found.ids.itemsize == 8


def test_nothing_to_look_for(some):
    with snapshot_of(some) as snapshot, pytest.raises(ArchiveRefused, match="add one to look for"):
        snapshot.count(Choice(Filters(), search="-banjir"))
    with snapshot_of(some) as snapshot, pytest.raises(ArchiveRefused, match="No word"):
        next(snapshot.batches(Choice(Filters(), search="")))


def test_what_was_not_looked_for_is_told(some):
    words = " ".join(f"kata{number}" for number in range(40))
    with snapshot_of(some) as snapshot:
        notes = snapshot.search_notes(Choice(Filters(), search=f"{words} b*"))
        assert [note.code for note in notes] == [LEFT_OUT]
        assert snapshot.search_notes(Choice(Filters(), search="b*")) == ()


def test_the_papers_know_it(some):
    made = exported(
        some / "archive.db",
        some / "out",
        plan(choice=Choice(Filters(bureaus=["bali"]), search="-jakarta 'banjir\"")),
    )
    assert made["arguments"]["search"] == "-jakarta 'banjir\""
    card = (some / "out" / "README.md").read_text()
    assert """--bureau bali '--search=-jakarta '"'"'banjir"'""" in card
    assert "did not ask for (bureaus, search; see the command)" in card
    assert keys(jsonl(some / "out" / "articles.jsonl")) == ["bali/3"]


def test_the_command(held: CommandLine, tmp_path: Path):
    out = tmp_path / "dataset"
    done = held("export", str(out), "--purpose", "research", "--search=-padi ikan*", "--json")
    assert done.status == 0, done.err
    assert keys(jsonl(out / "articles.jsonl")) == ["ambon/11", "bali/22"]
    words = " ".join(f"ikan NOT kata{number}" for number in range(40))
    done = held("export", str(out) + "2", "--no-text", "--search", words)
    assert (done.status, "8 words were too many and were left out." in done.err) == (0, True)
