"""The file that others are shown: what is in it, and what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from pipelines.archive import (
    ArchiveReader,
    derived,
    permissions,
)
from pipelines.archive.derived import Kind
from pipelines.archive.derived_columns import (
    BLANKS,
    BY_ARTICLE,
    FATES,
    META,
    Fate,
    read_for_titles,
)
from pipelines.archive.library import sqlite3
from pipelines.archive.migrations import migrate
from pipelines.archive.soundness import problems
from tests.archives import Clock, ask
from tests.command_line import run_antara
from tests.rightful import (
    GONE,
    NOW,
    SHOWN,
    WITHDRAWN,
    WORDS,
    body,
    execute,
    make_rightful,
    permit,
    sentences,
    shown,
    texts_of,
)
from tests.stock.make import make_stock

if TYPE_CHECKING:
    from pathlib import Path

CLOCK = Clock(NOW)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    make_rightful(path)
    return path


def bytes_of(path: Path) -> bytes:
    """The file's bytes, and those of the same file after VACUUM, which moves everything."""
    again = path.with_name(f"{path.name}.vacuumed")
    conn = sqlite3.connect(str(path))
    conn.execute("VACUUM INTO ?", (str(again),))
    conn.close()
    held = path.read_bytes() + again.read_bytes()
    again.unlink()
    return held


def leaked(archive: Path, made: Path, rows: set[int] | None = None) -> list[str]:
    """The sentences of an archive's texts that stand in a file and are no titles."""
    kept, held = shown(archive), bytes_of(made)
    asked = {
        sentence
        for row, text in texts_of(archive)
        if rows is None or row in rows
        for sentence in sentences(text)
        if sentence not in kept
    }
    assert asked  # else it proves nothing
    return [sentence for sentence in asked if sentence.encode() in held]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_sentence_of_a_stock_is_in_the_metadata(tmp_path: Path, seed: int) -> None:
    archive = tmp_path / "stock.db"
    make_stock(archive, 250, seed)
    made = derived.make(archive, Kind.TITLES)
    assert made.name == "stock.metadata-only.db"
    assert ask(made, "SELECT count(*) FROM articles") == ask(
        archive, "SELECT count(*) FROM articles"
    )
    assert leaked(archive, made) == []
    assert leaked(archive, archive) != []  # the looking finds what there is


@pytest.mark.slow
def test_no_sentence_of_the_sample_site_is_in_the_metadata(tmp_path: Path, site_server) -> None:
    archive = tmp_path / "archive.db"
    words = ["crawl", "latest", "--origin", "sample", "--bureau", "sumsel,bali"]
    settings = {"GATEWAY": site_server.gateway, "DOWNLOAD_DELAY": "0", "ARCHIVE_PATH": str(archive)}
    given = {f"ANTARA_{name}": value for name, value in settings.items()}
    crawled = run_antara(*words, cwd=tmp_path, **given)
    assert crawled.status == 0, crawled.err
    made = derived.make(archive, Kind.TITLES)
    assert leaked(archive, made) == []


def test_no_text_is_in_the_metadata_nor_anything_made_of_it(archive: Path) -> None:
    made = derived.make(archive, Kind.TITLES)
    assert leaked(archive, made) == []
    held = bytes_of(made)
    for word in WORDS.values():  # not even in an index, small or large
        assert word.encode() not in held
        assert word.lower().encode() not in held
    assert b"rahasia" not in held  # what a run was asked, who wanted an article taken out


def test_the_metadata_has_what_it_promises(archive: Path) -> None:
    made = derived.make(archive, Kind.TITLES, clock=CLOCK)
    assert problems(made) == []
    for table, columns in read_for_titles().items():
        names = ", ".join(name for name, read in columns.items() if name == read)
        query = f"SELECT {names} FROM {table}"
        assert sorted(ask(made, query), key=repr) == sorted(ask(archive, query), key=repr)
    meta = dict(ask(made, "SELECT key, value FROM meta"))
    assert (meta["origin"], meta["derived"], meta["derived_at"]) == ("live", Kind.TITLES, NOW)
    with ArchiveReader(made) as reader:
        assert reader.derived == Kind.TITLES
        with ArchiveReader(archive) as whole:
            for name in ("provenance", "flags", "credits", "tags"):
                assert str(reader.article("bali", 1)[name]) == str(whole.article("bali", 1)[name])
        (hit,) = reader.search("burung nomor 2")
        assert hit["snippet"] == "Judul [burung] [nomor] [2]"
        assert list(reader.search(WORDS[SHOWN])) == []
        states = reader.states("bali", SHOWN)
        assert [each["text"] for each in states] == [None, None]
        assert states[0]["title"] == f"Judul burung nomor {SHOWN}"


def test_each_column_of_the_schema_has_a_fate() -> None:
    """A column that a later version adds is shown to nobody before somebody decides it."""
    db = Database(memory=True)
    migrate(db)
    indexes = {name for name in db.table_names() if "_fts" in name}  # they hold what others hold
    of_its_own = {"meta", "_sqlite_migrations"}  # kept row by row, or made by the migrations
    schema = {
        name: {column.name for column in db[name].columns}
        for name in set(db.table_names()) - indexes - of_its_own
    }
    assert {table: set(fates) for table, fates in FATES.items()} == schema
    for table in ("articles", "revisions"):  # what such an index holds is text, but for titles
        assert {"text"} <= set(FATES[table].values())
    assert {name.partition("_fts")[0] for name in indexes} == {"articles", "revisions"}
    for name in BLANKS:
        table, _, column = name.partition(".")
        assert FATES[table][column] in (Fate.TEXT, Fate.PRIVATE)
    for table, fates in FATES.items():
        for column in db[table].columns:
            if fates[column.name] in (Fate.TEXT, Fate.PRIVATE) and len(set(fates.values())) > 1:
                # What may not be empty has something that stands for it.
                assert bool(column.notnull) == (f"{table}.{column.name}" in BLANKS), column
    grown = {table for table in read_for_titles() if "article" in FATES[table]}
    by_name = {"reporter_articles", "tag_articles"}
    assert set(BY_ARTICLE) == grown - by_name | {"articles"}


def test_a_column_without_a_fate_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(FATES["bureau_watch"], "mute_reason")
    with pytest.raises(AssertionError):
        test_each_column_of_the_schema_has_a_fate()


TITLES_ONLY = {
    "articles": {"text", "subtitle", "pull_quote", "capture"},
    "revisions": {"capture"},
    "images": {"caption"},
    "tombstones": {"requested_by"},
}
"""What the file of titles does not even have something that stands for, of the tables it has."""


def test_the_file_of_titles_is_as_strict_as_it_was() -> None:
    tables = read_for_titles()
    assert set(tables) == {
        *("bureaus", "tags", "stories", "story_aliases", "month_counts", "reporter_articles"),
        *("tag_articles", "name_counts", "runs", "tombstones", *BY_ARTICLE),
    }
    for table, columns in tables.items():
        assert set(FATES[table]) - set(columns) == TITLES_ONLY.get(table, set())
    made_up = {
        f"{table}.{name}"
        for table, columns in tables.items()
        for name, read in columns.items()
        if read != name
    }
    assert made_up == {
        *("runs.options", "runs.pid", "tombstones.reason", "ledger.text", "revisions.state"),
    }


def test_with_a_permission_only_texts_that_are_gone_or_withdrawn_are_left_out(
    archive: Path,
) -> None:
    permit(archive)
    made = derived.make(archive, Kind.PERMITTED)
    assert made.name == "archive.permitted.db"
    assert problems(made) == []
    rows = dict(ask(archive, "SELECT article_id, id FROM articles"))
    assert leaked(archive, made, {rows[GONE]}) == []
    assert leaked(archive, made, {rows[SHOWN]}) != []
    held = bytes_of(made)
    for number in (GONE, WITHDRAWN):
        assert WORDS[number].encode() not in held
        assert WORDS[number].lower().encode() not in held  # in the indexes
    for private in (b"rahasia", b"Redaksi Rekaan", b"surat.pdf"):
        assert private not in held
    with ArchiveReader(made) as reader:
        assert reader.derived == Kind.PERMITTED
        assert [hit["article_id"] for hit in reader.search(WORDS[SHOWN])] == [SHOWN]
        assert reader.article("bali", SHOWN)["text"].startswith(body(SHOWN))
        article = reader.article("bali", GONE)
        assert (article["text"], article["title"]) == (None, f"Judul burung nomor {GONE}")
        assert reader.article("bali", WITHDRAWN) is None
        told = reader.withdrawn("bali", WITHDRAWN)
        assert (told["removed_at"], told["reason"]) == (NOW, "")
        assert "title" not in told


SECRET = "rahasia"
NOTES = (
    f"INSERT INTO backups VALUES (7, '/{SECRET}/copy.db', '{NOW}', 1, 1, '{NOW}')",
    f"INSERT INTO bureau_watch VALUES ('bali', '{SECRET} 0', '{NOW}', 1, '2027-01-01', '{SECRET}')",
    "INSERT INTO captures (id, file, offset, length, sha256, url, fetched_at, imported_from) "
    f"VALUES (5, 'captures/x.warc.gz', 0, 1, '', 'https://x', '{NOW}', '/home/{SECRET}/x.warc')",
    "INSERT INTO frontier (bureau, article_id, url, kind, found_at, state, settled_at, reason, "
    f"seen) VALUES ('bali', 9, 'https://x', 'article', '{NOW}', 'rejected', '{NOW}', 'empty', "
    f"'{SECRET} 1')",
    "INSERT INTO observations (run, bureau, article_id, asked_at, outcome, seen) "
    f"VALUES (1, 'bali', 9, '{NOW}', 'rejected', '{SECRET} 2')",
    "INSERT INTO run_bureaus (run, bureau, stored, counts) "
    f"""VALUES (1, 'bali', 3, '{{"errors": ["{SECRET}"]}}')""",
    *(
        "INSERT INTO walks (bureau, way, listing, position, ended, made_at, updated_at) VALUES "
        f"""('bali', 'search', 'https://x/?q={SECRET}+{n}', '{{"q": "{SECRET}"}}', '{SECRET}',"""
        f" '{NOW}', '{NOW}')"
        for n in (1, 2)
    ),
    f"INSERT INTO meta VALUES ('{SECRET}', '{SECRET}')",
    # The keeper's own, in an archive of their own.
    f"CREATE TABLE notes AS SELECT '{SECRET} 3' AS note",
    f"CREATE VIRTUAL TABLE found USING fts5(note{SECRET})",
    f"CREATE VIEW mine AS SELECT '{SECRET} 4' AS note",
    f"CREATE INDEX mine_{SECRET} ON articles (title)",
    f"CREATE TRIGGER mine_t AFTER DELETE ON tags BEGIN SELECT '{SECRET} 5'; END",
    f"ALTER TABLE articles ADD COLUMN remark TEXT DEFAULT '{SECRET} 6'",
)


def test_what_is_the_keepers_is_in_neither_file(archive: Path) -> None:
    execute(archive, *NOTES)
    permit(archive)
    with ArchiveReader(archive) as reader:  # it is a good archive all the same
        assert reader.article("bali", SHOWN)
    before = ask(archive, "SELECT type, name FROM sqlite_master ORDER BY name")
    for kind in Kind:
        made = derived.make(archive, kind)
        assert SECRET.encode() not in bytes_of(made)
        assert problems(made) == []
        kept = ask(made, "SELECT type, name FROM sqlite_master ORDER BY name")
        known = [each for each in before if each[1] not in ("notes", "mine", "mine_t")]
        if kind is Kind.PERMITTED:
            assert kept == [
                each
                for each in known
                if not each[1].startswith(("found", f"mine_{SECRET}", "sqlite_stat"))
            ]
    # What the crawl knows besides is there, with the permission.
    assert ask(made, "SELECT file, imported_from FROM captures") == [("captures/x.warc.gz", None)]
    assert ask(made, "SELECT stored, counts FROM run_bureaus WHERE bureau = 'bali'") == [(3, "{}")]
    assert ask(made, "SELECT reason, seen FROM frontier WHERE article_id = 9") == [("empty", None)]
    assert ask(made, "SELECT way, listing FROM walks") == [("search", "1"), ("search", "2")]
    for table in ("backups", "bureau_watch", "permissions"):
        assert ask(made, f"SELECT count(*) FROM {table}") == [(0,)]
    own = ("derived", "derived_of", "derived_at")
    assert {row[0] for row in ask(made, "SELECT key FROM meta")} <= {*META, *own}


def test_what_stories_are_found_by_goes_with_the_text(archive: Path) -> None:
    execute(archive, "INSERT OR IGNORE INTO story_queue SELECT id FROM articles")
    rows = dict(ask(archive, "SELECT article_id, id FROM articles"))
    made = derived.make(archive, Kind.PERMITTED)
    for table in ("story_numbers", "story_index", "story_queue"):
        asked = f"SELECT DISTINCT article FROM {table} ORDER BY article"
        assert ask(archive, asked) == [(row,) for row in sorted(rows.values())]
        assert ask(made, asked) == [(rows[SHOWN],)]


def test_samples_that_analyze_took_are_not_handed_on(archive: Path) -> None:
    execute(archive, "ANALYZE")
    stat = "SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'"
    assert ask(archive, stat)
    for kind in Kind:
        assert ask(derived.make(archive, kind), stat) == []


def test_a_permission_for_it_decides_which_file(archive: Path) -> None:
    def kind(today: str = "2026-11-29") -> str:
        with ArchiveReader(archive) as reader:
            allowed = permissions.allowing(reader.permissions(), permissions.SERVE, today)
            return Kind.PERMITTED if allowed else Kind.TITLES

    assert kind() == Kind.TITLES
    permit(archive, "crawl", "dataset", "ai-training")
    assert kind() == Kind.TITLES
    permit(archive, "serve", until="2026-12-31")
    assert kind() == Kind.PERMITTED
    assert kind("2026-12-31") == Kind.PERMITTED
    assert kind("2027-01-01") == Kind.TITLES
    assert kind("2026-10-31") == Kind.TITLES
    execute(archive, "UPDATE permissions SET bureau = 'bali'")  # of one bureau: not of the archive
    assert kind() == Kind.TITLES
    execute(archive, "UPDATE permissions SET bureau = NULL, scope = 'all'")
    assert kind() == Kind.TITLES
