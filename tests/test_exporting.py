"""The archive read for an export: order, filters, copies, states, one moment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import ArchiveReader, ArchiveSession, Filters
from pipelines.archive.export_walk import WITHDRAWN, Choice, query
from pipelines.archive.library import sqlite3
from tests.exported import make_story, on_day, store, withdraw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive.exporting import Snapshot
    from tests.archives import Clock

pytest_plugins = ["tests.archive_fixtures"]
EVERYTHING = Choice(Filters())


@contextmanager
def snapshot_of(folder: Path) -> Iterator[Snapshot]:
    with ArchiveReader(folder / "archive.db") as reader, reader.snapshot() as snapshot:
        yield snapshot


def taken(folder: Path, choice: Choice = EVERYTHING) -> list[str]:
    """The keys of the articles that are held, in the order in which they come."""
    return [f"{row['bureau']}/{row['article_id']}" for row in states(folder, choice)]


def states(folder: Path, choice: Choice = EVERYTHING) -> list[dict[str, Any]]:
    with snapshot_of(folder) as snapshot:
        return [
            state for batch in snapshot.batches(choice) for *_, found in batch for state in found
        ]


def fates(folder: Path, choice: Choice) -> list[str]:
    with snapshot_of(folder) as snapshot:
        return sorted(
            fate for batch in snapshot.batches(choice) for _, fate, _ in batch if fate != "held"
        )


@pytest.fixture
def some(session: ArchiveSession, folder: Path) -> Path:
    """Seven articles of three bureaus, stored in another order than that of exports."""
    undated = dict.fromkeys(("published", "published_utc", "published_day"))
    store(
        session,
        ("sumsel", 1, on_day("2026-11-03")),
        ("bali", 3, on_day("2026-11-05")),
        ("bali", 2, on_day("2026-11-01")),
        ("ambon", 9, {**on_day("2026-11-02"), "kind": "photo", "layout": "g1"}),
        ("bali", 7, undated),
        ("bali", 5, on_day("2026-11-01")),
        ("sumsel", 4, {**on_day("2026-11-02"), "category": "Olahraga"}),
    )
    return folder


def test_they_come_by_bureau_and_time_the_undated_first(some):
    assert taken(some) == [
        *("ambon/9", "bali/7", "bali/2", "bali/5", "bali/3", "sumsel/4", "sumsel/1"),
    ]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(bureaus=("sumsel", "ambon")), ["ambon/9", "sumsel/4", "sumsel/1"]),
        (Filters(since="2026-11-02", until="2026-11-03"), ["ambon/9", "sumsel/4", "sumsel/1"]),
        (Filters(kind="photo"), ["ambon/9"]),
        (Filters(layout="g1"), ["ambon/9"]),
        (Filters(sections=["Olahraga"]), ["sumsel/4"]),
        (Filters(places=["Jakarta"]), []),
        (Filters(reporters=["Made Rekaan"], bureaus=["ambon"]), ["ambon/9"]),
        (Filters(reporters=["Wayan Contoh"]), []),
    ],
)
def test_the_filters_are_those_of_other_commands(some, filters, wanted):
    assert taken(some, Choice(filters)) == wanted
    with snapshot_of(some) as snapshot:
        assert snapshot.count(Choice(filters)) == len(wanted)


@pytest.mark.parametrize("unique", [None, "text", "story"])
@pytest.mark.parametrize("withdrawn", [WITHDRAWN, "0"])
@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(bureaus=("bali", "sumsel"), since="2026-11-01", until="2026-11-30"),
        Filters(kind="photo", layout="g1", sections=["a"], places=["b"]),
        Filters(reporters=["Made Rekaan"]),
    ],
)
def test_nothing_is_ever_sorted(some, filters, unique, withdrawn):
    with snapshot_of(some) as snapshot:
        sql, values = query(Choice(filters, 5, unique), "bali", withdrawn)
        steps = [row[3] for row in snapshot._db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("articles_bureau_published (bureau=?" in step for step in steps), steps
    assert [step for step in steps if "TEMP B-TREE" in step] == []


def test_what_was_withdrawn_never_comes(some, session):
    withdraw(session, "bali", 3)
    assert "bali/3" not in taken(some)
    assert fates(some, EVERYTHING) == []
    # Nor would one whose rows another program had left there.
    session._db.execute(
        "INSERT INTO tombstones VALUES ('sumsel', 1, '2026-11-22T00:00:00Z', '', '')"
    )
    assert "sumsel/1" not in taken(some)
    assert fates(some, EVERYTHING) == ["withdrawn"]


def test_what_is_gone_comes_and_says_so(some, session):
    session._db.execute("UPDATE articles SET missing_since = '2026-11-10T00:00:00Z' WHERE id = 1")
    (gone,) = [row for row in states(some) if row["missing_since"]]
    assert (gone["bureau"], gone["article_id"]) == ("sumsel", 1)
    assert gone["text"]


def test_words_are_counted_without_the_dateline(session, folder):
    store(
        session,
        ("bali", 1, {"text": "Denpasar (ANTARA) - satu dua tiga"}),
        ("bali", 2, {"text": "satu dua tiga empat"}),
        ("bali", 3, {"text": None}),
    )
    assert taken(folder, Choice(Filters(), min_words=4)) == ["bali/2"]
    assert taken(folder, Choice(Filters(), min_words=3)) == ["bali/1", "bali/2"]
    assert fates(folder, Choice(Filters(), min_words=4)) == ["too_short", "too_short"]


@pytest.fixture
def copies(session: ArchiveSession, folder: Path) -> Path:
    """One report of three bureaus, the last two with the same text."""
    short = {"text": "Denpasar (ANTARA) - satu dua"}
    store(
        session,
        ("sumsel", 1, {**on_day("2026-11-01"), **short}),
        ("bali", 2, {**on_day("2026-11-02"), "text": "satu dua tiga empat"}),
        ("ambon", 3, {**on_day("2026-11-03"), "text": "satu dua tiga empat"}),
        ("ambon", 4, {**on_day("2026-11-03"), "text": "lain sama sekali"}),
    )
    make_story(session, ("sumsel", 1), ("bali", 2), ("ambon", 3))
    return folder


def test_of_copies_the_first_comes(copies):
    assert taken(copies, Choice(Filters(), unique="text")) == ["ambon/4", "bali/2", "sumsel/1"]
    assert taken(copies, Choice(Filters(), unique="story")) == ["ambon/4", "sumsel/1"]
    assert fates(copies, Choice(Filters(), unique="story")) == ["copy", "copy"]


def test_what_cannot_come_itself_makes_nothing_a_copy(copies, session):
    """Else the whole report would be lost with its first article."""
    short = Choice(Filters(), unique="story", min_words=3)
    assert taken(copies, short) == ["ambon/4", "bali/2"]
    withdraw(session, "bali", 2)
    assert taken(copies, short) == ["ambon/3", "ambon/4"]
    only = Choice(Filters(bureaus=["ambon"]), unique="story")
    assert taken(copies, only) == ["ambon/3", "ambon/4"]


def test_rows_that_were_left_of_a_withdrawn_article_make_nothing_a_copy(copies, session):
    session._db.execute("INSERT INTO tombstones VALUES ('bali', 2, '2026-11-22T00:00:00Z', '', '')")
    assert taken(copies, Choice(Filters(), unique="story", min_words=3)) == ["ambon/3", "ambon/4"]


def test_a_story_is_named_by_its_key(copies):
    assert {row["story"] for row in states(copies)} == {"sumsel/1", None}


@pytest.fixture
def changed(session: ArchiveSession, folder: Path, clock: Clock) -> Path:
    store(session, ("bali", 1, {"title": "Judul lama", "tags": ["lama"]}))
    clock.now = "2026-11-24T10:00:00Z"
    store(
        session,
        ("bali", 1, {"title": "Judul baru", "text": "Teks baru.", "fetched_at": clock.now}),
    )
    return folder


def test_the_latest_state_says_which_it_is(changed):
    (row,) = states(changed)
    assert (row["title"], row["revision"], row["revisions"]) == ("Judul baru", 2, 2)
    assert row["state_first_seen"] == "2026-11-24T10:00:00Z"
    assert row["first_seen"] == "2026-11-23T10:00:00Z"


def test_every_state_comes_with_what_was_its_own(changed):
    old, new = states(changed, Choice(Filters(), revisions="all"))
    assert (old["title"], old["revision"], old["revisions"]) == ("Judul lama", 1, 2)
    assert (new["title"], new["revision"]) == ("Judul baru", 2)
    assert old["tags"] == ["lama"]
    assert old["credits"][0]["name"] == "Made Rekaan"
    assert old["text"].startswith("Denpasar (ANTARA) - ")
    assert old["state_first_seen"] < new["state_first_seen"]
    assert old["text_sha256"] not in (new["text_sha256"], None)
    assert old["url"] == new["url"]


def test_the_archive_is_as_it_was_when_the_export_began(some, session):
    with snapshot_of(some) as snapshot:
        assert snapshot.facts()["articles"] == 7
        store(session, ("bali", 100, on_day("2026-11-01")))
        found = [len(batch) for batch in snapshot.batches(EVERYTHING)]
        assert sum(found) == 7
        assert snapshot.facts()["articles"] == 7
    assert len(taken(some)) == 8


def test_facts(some, session):
    withdraw(session, "bali", 3)
    with snapshot_of(some) as snapshot:
        facts = snapshot.facts()
    assert facts["origin"] == "live"
    assert facts["by_bureau"] == {"ambon": 1, "bali": 3, "sumsel": 2}
    assert (facts["articles"], facts["states"], facts["withdrawn"]) == (6, 6, 1)
    assert facts["last_run"]["command"] == "crawl latest"
    assert len(facts["archive_id"]) == 6


def test_memory_does_not_grow_with_long_texts(session, folder, monkeypatch):
    monkeypatch.setattr("pipelines.archive.export_walk._MOST_CHARACTERS", 1000)
    store(session, *[("bali", n, {"text": f"{n} " + "x" * 600}) for n in range(1, 8)])
    with snapshot_of(folder) as snapshot:
        assert [len(batch) for batch in snapshot.batches(EVERYTHING)] == [2, 2, 2, 1]


def test_a_text_that_is_no_utf8_is_read_all_the_same(some, session):
    session._db.execute(
        "UPDATE articles SET pull_quote = CAST(x'41ff42' AS TEXT) WHERE bureau = 'ambon'"
    )
    assert states(some)[0]["pull_quote"] == "A�B"
    session._db.execute("UPDATE articles SET pull_quote = NULL")


@pytest.mark.parametrize(
    "odd",
    [
        "UPDATE articles SET pull_quote = CAST(x'41ff42' AS TEXT) WHERE article_id = 333",
        "UPDATE credits SET name = CAST(x'41ff42' AS TEXT) WHERE article = "
        "(SELECT id FROM articles WHERE article_id = 333)",
    ],
    ids=["in the midst of a batch", "in its lists"],
)
def test_no_article_is_lost_or_doubled_where_a_text_is_no_utf8(session, folder, odd):
    store(session, *[("bali", n, on_day("2026-11-01")) for n in range(1, 450)])
    session._db.execute(odd)
    found = states(folder)
    assert [row["article_id"] for row in found] == [*range(1, 450)]
    said = found[332]["pull_quote"], found[332]["credits"][0]["name"]
    assert "A�B" in said
    session._db.execute("UPDATE articles SET pull_quote = NULL")


def test_a_copy_stays_one_where_a_text_is_no_utf8(session, folder):
    days = [("bali", n, on_day(f"2026-11-0{n}")) for n in (1, 2, 3)]
    store(session, *days)
    session._db.execute(
        "UPDATE articles SET text_sha256 = 'the same', text = text || CAST(x'20ff' AS TEXT)"
    )
    for words, wanted in ((2, ["bali/1"]), (1_000, [])):
        choice = Choice(Filters(), unique="text", min_words=words)
        assert taken(folder, choice) == wanted
    session._db.execute("UPDATE articles SET text = NULL")


def test_a_snapshot_leaves_the_reader_as_it_was(some):
    with ArchiveReader(some / "archive.db") as reader:
        factory = reader._db.conn.text_factory
        with reader.snapshot():
            assert reader._db.conn.in_transaction
        assert not reader._db.conn.in_transaction
        assert reader._db.conn.text_factory is factory
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._db.execute("DELETE FROM articles")
