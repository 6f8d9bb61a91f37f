"""The SQLite file of an export: what it holds, what it cannot hold, the same bytes each time."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from sqlite_utils import Database

from pipelines.archive import ArchiveReader, Filters
from pipelines.archive.derived_columns import EXPORTED, FATES, Fate
from pipelines.archive.export_walk import Choice
from pipelines.archive.exported_tables import (
    AI_USE,
    NUMBERED_ANEW,
    ORDER,
    ROWS,
    Rows,
    column_names,
    read_for_export,
)
from pipelines.archive.library import sqlite3
from pipelines.archive.migrations import migrate
from pipelines.archive.soundness import problems
from pipelines.exports.fields import chosen
from pipelines.exports.rows import Shape
from tests.archives import ask
from tests.command_line import run_antara
from tests.exported import (
    BESIDE,
    exported,
    jsonl,
    make_story,
    on_day,
    plan,
    store,
    withdraw,
)
from tests.rightful import GONE, SHOWN, WITHDRAWN, WORDS, execute, make_rightful
from tests.stock.make import make_stock
from tests.test_derived import NOTES, SECRET, bytes_of, leaked

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]
BY_KEY = "SELECT a.bureau || '/' || a.article_id, {} FROM {} AS t JOIN articles AS a ON a.id = t.{}"
NO_TEXT = {"shape": Shape(chosen(None, with_text=False), "live", with_text=False), "purpose": None}


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stock") / "archive.db"
    make_stock(path, 100, 1)
    return path


@pytest.fixture
def rightful(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    make_rightful(path)
    return path


def made(archive: Path, *formats: str, **changes: Any) -> Path:
    """Export into a new folder beside the archive; returns the folder."""
    out = archive.parent / f"out-{len(list(archive.parent.glob('out-*')))}"
    exported(archive, out, plan("sqlite", *formats, **changes))
    return out


def file_of(archive: Path, **changes: Any) -> Path:
    return made(archive, **changes) / "articles.db"


# --- what it holds


CHOICES = {
    "all": Choice(Filters()),
    "filtered": Choice(Filters(bureaus=("bali", "aceh", "jateng"), since="2020-01-01")),
    "stories": Choice(Filters(), 60, "story"),
    "texts": Choice(Filters(kind="article"), 0, "text"),
    "states": Choice(Filters(), revisions="all"),
}


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_it_holds_what_the_other_formats_of_the_export_hold(stock: Path, choice: Choice) -> None:
    out = made(stock, "jsonl", choice=choice)
    rows = {row["key"]: row for row in jsonl(out / "articles.jsonl")}  # the last is the current one
    path = out / "articles.db"
    assert problems(shutil.copy(path, out.parent / "checked.db")) == []
    db = Database(sqlite3.connect(path))
    held = list(db.query("SELECT * FROM articles ORDER BY id"))
    assert [f"{each['bureau']}/{each['article_id']}" for each in held] == list(rows)
    assert [each["id"] for each in held] == list(range(1, len(rows) + 1))
    keys = dict(zip(range(1, len(rows) + 1), rows, strict=True))
    for each in held:
        row = rows[keys[each["id"]]]
        for name in each.keys() & row.keys():
            assert each[name] == row[name], name
    for name, sql in (
        ("credits", "SELECT article, role, name, printed FROM credits ORDER BY article, seq"),
        ("images", "SELECT article, url, caption, credit FROM images ORDER BY article, seq"),
    ):
        lists: dict[str, list[Any]] = {key: [] for key in rows}
        for entry in db.query(sql):
            lists[keys[entry.pop("article")]].append(entry)
        assert lists == {key: row[name] for key, row in rows.items()}
    tags: dict[str, list[str]] = {key: [] for key in rows}
    for article, tag in db.execute(
        "SELECT article, name FROM article_tags JOIN tags ON id = tag ORDER BY article, seq"
    ):
        tags[keys[article]].append(tag)
    assert tags == {key: row["tags"] for key, row in rows.items()}
    stories = {
        keys[article]: f"{bureau}/{number}"
        for article, bureau, number in db.execute(
            "SELECT m.article, s.bureau, s.article_id FROM story_members AS m "
            "JOIN stories AS s ON s.id = m.story"
        )
    }
    assert stories == {key: row["story"] for key, row in rows.items() if row["story"]}
    uses = {
        keys[article]: (use, json.loads(by))
        for article, use, by in db.execute("SELECT article, ai_use, reserved_by FROM ai_use")
    }
    assert uses == {key: (row["ai_use"], row["reserved_by"]) for key, row in rows.items()}
    states = dict(db.execute("SELECT article, count(*) FROM revisions GROUP BY 1"))
    wanted = 1 if choice.revisions == "latest" else 0
    assert states == {n: wanted or rows[key]["revisions"] for n, key in keys.items()}
    db.close()


@pytest.mark.parametrize("texts", [True, False])
def test_what_belongs_to_an_article_is_what_belonged_to_it(stock: Path, texts: bool) -> None:
    path = file_of(stock, choice=Choice(Filters(), revisions="all"), **({} if texts else NO_TEXT))
    for table, read in read_for_export(texts=texts).items():
        by = "id" if table == "articles" else "article"
        kept = [name for name, what in read.items() if name == what and name != by]
        sql = BY_KEY.format(", ".join(f"t.{name}" for name in kept), table, by)
        assert sorted(ask(path, sql), key=repr) == sorted(ask(stock, sql), key=repr), table


def test_only_members_that_are_in_it_and_what_they_name(session, folder: Path) -> None:
    store(
        session,
        ("bali", 1, {"text": "Satu dua tiga.", "tags": ["a", "b"]}),
        ("sumsel", 2, {"text": "Satu dua empat.", "tags": ["b", "c"], "category": "Olahraga"}),
        ("ambon", 3, {"text": "Lain sama sekali.", "tags": ["d"]}),
        ("ambon", 4, {"text": "Lain lagi.", "tags": ["e"]}),
    )
    make_story(session, ("bali", 1), ("sumsel", 2))
    make_story(session, ("ambon", 3), ("ambon", 4))
    session._db.execute("INSERT INTO story_aliases SELECT 'papua', 8 + id, id, '' FROM stories")
    path = file_of(folder / "archive.db", choice=Choice(Filters(bureaus=("sumsel",))))
    assert ask(path, "SELECT bureau, article_id FROM stories") == [("bali", 1)]
    assert ask(path, "SELECT article FROM story_members") == [(1,)]
    assert ask(path, "SELECT bureau, article_id FROM story_aliases") == [("papua", 9)]
    # The bureau after whose article the story is named has to be known, and no other.
    assert ask(path, "SELECT name FROM bureaus ORDER BY 1") == [("bali",), ("sumsel",)]
    assert ask(path, "SELECT name FROM tags ORDER BY 1") == [("b",), ("c",)]
    assert ask(path, "SELECT * FROM month_counts") == [("sumsel", "2026-11", 1)]
    assert ask(path, "SELECT DISTINCT name FROM name_counts WHERE what = 'tag'") == [("b",), ("c",)]
    assert ("section", "olahraga", "Olahraga") in ask(
        path, "SELECT what, folded, name FROM search_names"
    )
    assert ask(path, "SELECT 1 FROM terms WHERE term = 'lain'") == []
    with ArchiveReader(path) as reader:
        story = reader.story("sumsel", 2)
        assert (story["story"], [each["key"] for each in story["members"]]) == (
            "bali/1",
            ["sumsel/2"],
        )


def test_one_state_or_all_of_them(rightful: Path) -> None:
    """Each article of this archive was corrected once; its first state is found by its words."""
    execute(rightful, "UPDATE revisions SET state = replace(state, 'pagi', 'petang') WHERE seq = 1")
    latest = file_of(rightful)
    every = file_of(rightful, choice=Choice(Filters(), revisions="all"))
    assert ask(latest, "SELECT article, seq FROM revisions") == [(1, 2), (2, 2)]
    assert ask(every, "SELECT article, seq FROM revisions") == [(1, 1), (1, 2), (2, 1), (2, 2)]
    found = "SELECT rowid FROM revisions_fts WHERE revisions_fts MATCH 'petang'"
    assert (ask(latest, found), ask(every, found)) == ([], [(1,)])
    assert b"petang" not in bytes_of(latest)
    with ArchiveReader(every) as reader:
        assert [each["seq"] for each in reader.history("bali", SHOWN)] == [2]
    with ArchiveReader(latest) as reader:
        assert [each["seq"] for each in reader.states("bali", SHOWN)] == [2]


def test_it_says_what_it_is(rightful: Path) -> None:
    path = file_of(rightful, purpose="newsroom")
    meta = dict(ask(path, "SELECT key, value FROM meta"))
    held = dict(ask(rightful, "SELECT key, value FROM meta"))
    assert {name: meta[name] for name in ("origin", "derived", "exported_for", "permission")} == {
        "origin": "live",
        "derived": EXPORTED,
        "exported_for": "newsroom",
        "permission": "no permission on record",
    }
    for name in ("archive_id", "created_at", "schema_version"):
        assert meta[name] == held[name]
    without = dict(ask(file_of(rightful, **NO_TEXT), "SELECT key, value FROM meta"))
    assert "exported_for" not in without


# --- what it cannot hold


def test_what_was_withdrawn_is_in_no_byte_and_what_is_gone_says_so(rightful: Path) -> None:
    path = file_of(rightful, choice=Choice(Filters(), revisions="all"))
    held = bytes_of(path)
    assert WORDS[WITHDRAWN].encode() not in held
    assert WORDS[SHOWN].encode() in held
    assert ask(path, "SELECT article_id, missing_since IS NULL FROM articles ORDER BY 1") == [
        (SHOWN, 1),
        (GONE, 0),
    ]
    assert ask(path, "SELECT count(*) FROM tombstones") == [(0,)]


def test_what_is_the_keepers_or_the_crawls_is_not_in_it(rightful: Path) -> None:
    execute(rightful, *NOTES, "ANALYZE")
    path = file_of(rightful)
    assert SECRET.encode() not in bytes_of(path)
    for table, rows in ROWS.items():
        if rows is Rows.NONE:
            assert ask(path, f"SELECT count(*) FROM {table}") == [(0,)], table
    for table, fates in FATES.items():
        for column, fate in fates.items():
            if fate in (Fate.CRAWL, Fate.PRIVATE):
                asked = f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL"
                assert ask(path, asked) == [(0,)], (table, column)
    known = [name for (name,) in ask(path, "SELECT name FROM sqlite_master")]
    assert not [
        name for name in known if name.startswith(("found", "notes", "mine", "sqlite_stat"))
    ]
    assert "ai_use" in known


def test_without_texts_no_sentence_is_in_it(stock: Path, rightful: Path) -> None:
    every = Choice(Filters(), revisions="all")
    for archive in (stock, rightful):
        path = file_of(archive, choice=every, **NO_TEXT)
        assert leaked(archive, path) == []
        assert leaked(archive, file_of(archive, choice=every)) != []
    for word in WORDS.values():  # not even in an index, small or large
        assert word.encode() not in bytes_of(path)
        assert word.lower().encode() not in bytes_of(path)
    assert problems(path) == []
    with ArchiveReader(path) as reader:
        assert [hit["article_id"] for hit in reader.search("burung nomor 2")] == [GONE]


def test_an_article_that_is_left_out_leaves_nothing(session, folder: Path) -> None:
    store(session, ("bali", 1, {"text": "Kata aneh zirafah di sini."}), ("bali", 2, {}))
    withdraw(session, "bali", 1)
    path = file_of(folder / "archive.db")
    assert ask(path, "SELECT article_id FROM articles") == [(2,)]
    assert b"zirafah" not in bytes_of(path)


def test_bytes_that_are_no_text(session, folder: Path) -> None:
    store(session, ("bali", 1, {"text": "Satu\0dua tiga"}), ("bali", 2, {"text": "x"}))
    session._db.execute("UPDATE articles SET text = CAST(x'61ff62' AS TEXT) WHERE article_id = 2")
    path = file_of(folder / "archive.db")
    held = dict(ask(path, "SELECT article_id, text FROM articles"))
    assert held == {1: "Satu\0dua tiga", 2: "a\ufffdb"}


# --- the schema


def test_it_is_said_of_each_table_which_rows_it_has() -> None:
    assert ROWS.keys() == FATES.keys()
    for table in (name for name, rows in ROWS.items() if rows is Rows.NAMED):
        assert column_names(table) == list(FATES[table])
    with pytest.raises(ValueError, match="not for others"):
        column_names("runs")
    own = read_for_export(texts=True)
    assert set(own) == {table for table, rows in ROWS.items() if rows is Rows.OWN}
    assert set(ORDER) == set(own) - {"articles"}
    for table, read in own.items():
        for column in read:
            assert FATES[table][column] in (Fate.KEPT, Fate.TEXT), (table, column)
    for table, read in read_for_export(texts=False).items():
        for column, what in read.items():
            assert FATES[table][column] is Fate.KEPT or what != column, (table, column)


def test_nothing_that_is_exported_points_to_what_is_numbered_anew() -> None:
    db = Database(memory=True)
    migrate(db)
    for table, rows in ROWS.items():
        if rows in (Rows.OWN, Rows.NAMED):
            for key in db[table].foreign_keys:
                assert key.other_table != NUMBERED_ANEW, table
                # And of the rows that are kept none points to a table that stands empty.
                if ROWS[key.other_table] is Rows.NONE:
                    assert FATES[table][key.column] is Fate.CRAWL, table


def test_its_schema_is_the_archives_and_one_table_more(rightful: Path) -> None:
    asked = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
    path = file_of(rightful)
    held = {each[:2]: each[2] for each in ask(path, asked)}
    before = {each[:2]: each[2] for each in ask(rightful, asked) if "sqlite_stat" not in each[1]}
    index = ("table", "articles_fts")
    assert held.pop(index) == before.pop(index).replace("'articles'", '"articles"')
    assert held.pop(("table", "ai_use")) == AI_USE
    assert held == before


# --- always the same


def test_the_same_archive_gives_the_same_bytes(stock: Path, tmp_path: Path) -> None:
    """In two processes that shuffle their sets differently, of the archive and of a copy of it."""
    copy = tmp_path / "copy.db"
    shutil.copy(stock, copy)
    written = []
    for n, archive in enumerate((stock, copy)):
        done = run_antara(
            *("export", f"out-{n}", "--format", "sqlite", "--revisions", "all"),
            *("--purpose", "research"),
            cwd=tmp_path,
            ANTARA_ARCHIVE_PATH=str(archive),
            PYTHONHASHSEED=str(n + 1),
        )
        assert done.status == 0, done.err
        out = tmp_path / f"out-{n}"
        assert {path.name for path in out.iterdir()} == {"articles.db", *BESIDE}
        written.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert written[0] == written[1]


def test_the_order_is_that_of_the_export_and_not_of_the_archive(session, folder: Path) -> None:
    store(
        session,
        ("sumsel", 1, on_day("2026-11-03")),
        ("bali", 3, on_day("2026-11-05")),
        ("bali", 2, on_day("2026-11-01")),
    )
    path = file_of(folder / "archive.db")
    assert ask(path, "SELECT id, bureau, article_id FROM articles ORDER BY id") == [
        *((1, "bali", 2), (2, "bali", 3), (3, "sumsel", 1)),
    ]
