"""The schema: its words, its meanings, its migrations, and what it refuses."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from crawler import items
from crawler.layouts.known import LAYOUT_NAMES
from pipelines.archive import (
    ArchiveNewer,
    ArchiveOlder,
    ArchiveReader,
    ArchiveSession,
    NotAnArchive,
    describe_schema,
    tokens,
)
from pipelines.archive.describe import described_tables
from pipelines.archive.drift_checks import DRIFTS
from pipelines.archive.library import sqlite3, version_warning
from pipelines.archive.migrations import MIGRATIONS, latest_version, migrate
from pipelines.archive.reading import ARTICLE_FIELDS
from pipelines.archive.rows import FIELDS
from pipelines.archive.runs import COUNT_COLUMNS
from pipelines.archive.splitting import SPLITS
from tests.archives import Clock, ask, stored

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]

TABLES = (
    *("meta", "bureaus", "bureau_state", "articles", "revisions", "credits", "tags"),
    *("article_tags", "images", "provenance", "ledger", "flags", "frontier", "rejected"),
    *("observations", "captures", "runs", "run_bureaus", "robots", "stories"),
    *("story_members", "story_aliases", "permissions", "tombstones"),
    *("findings", "walks", "listed_days", "run_hosts", "signals", "bureau_watch", "backups"),
    *("measurements", "class_names", "drifts", "terms", "search_names"),
    *("story_numbers", "story_index", "story_queue"),
    *("month_counts", "name_counts", "reporter_articles", "tag_articles", "berita"),
    *("withdrawn", "withdrawn_captures", "erasures", "splits"),
    *("audits", "audit_strata", "audit_articles", "audit_answers"),
    *("gathered", "gathered_sources"),
)

WORDS = {
    "KINDS": items.Kind,
    "PUBLISHED_SOURCES": items.PublishedSource,
    "PRECISIONS": items.Precision,
    "ROLES": items.Role,
    "RESIDUES": items.Residue,
    "FLAGS": items.Flag,
    "DROP_REASONS": items.DropReason,
    "CARRIERS": items.Carrier,
}


@pytest.mark.parametrize("name", WORDS)
def test_tokens_are_the_words_of_the_items(name: str) -> None:
    assert getattr(tokens, name) == tuple(str(word) for word in WORDS[name])


def test_stored_fates_are_all_but_kept() -> None:
    assert set(tokens.FATES_STORED) == {str(f) for f in items.Fate} - {"kept"}


def checked_words(table: str, column: str) -> set[str]:
    """The words of the CHECK that begins on a column's line, or speaks of that column."""
    db = Database(memory=True)
    migrate(db)
    sql = db[table].schema
    db.close()
    match = re.search(rf"\b{column} IN \(([^)]*)\)", sql)
    assert match, f"no CHECK for {table}.{column}"
    return set(re.findall(r"'(\w+)'", match.group(1)))


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("articles", "kind", tokens.KINDS),
        ("articles", "published_source", tokens.PUBLISHED_SOURCES),
        ("articles", "published_precision", tokens.PRECISIONS),
        ("credits", "role", tokens.ROLES),
        ("ledger", "fate", tokens.FATES_STORED),
        ("ledger", "reason", tokens.RESIDUES),
        ("flags", "flag", tokens.FLAGS),
        ("frontier", "kind", tokens.KINDS),
        ("frontier", "state", tokens.STATES),
        ("frontier", "reason", tokens.DROP_REASONS),
        ("observations", "outcome", tokens.OBSERVATION_OUTCOMES),
        ("findings", "way", tokens.WAYS),
        ("walks", "way", tokens.WAYS),
        ("walks", "state", tokens.WALK_STATES),
        ("measurements", "kind", tokens.KINDS),
        ("drifts", "kind", tokens.KINDS),
        ("drifts", "what", DRIFTS),
        ("listed_days", "way", tokens.WAYS),
        ("signals", "carrier", tokens.CARRIERS),
        ("splits", "split", SPLITS),
        ("splits", "yields_to", SPLITS[1:]),
    ],
)
def test_checks_hold_the_tokens(table: str, column: str, words: tuple[str, ...]) -> None:
    assert checked_words(table, column) == set(words)


OF_A_LAYOUT = ("articles", "measurements", "class_names", "drifts")


@pytest.mark.parametrize("table", OF_A_LAYOUT)
def test_a_layout_is_any_small_word(session: ArchiveSession, table: str) -> None:
    """A new layout is no change of the schema, and nonsense is none."""
    session.note_names("bali", 1, [".post-content"])
    session.queue(stored(1))
    session.flush()
    execute = session._db.conn.execute
    execute(
        "INSERT INTO drifts (bureau, kind, layout, what, field, since, since_run, seen_run, "
        "before_good, before_pages, now_good, now_pages) "
        "VALUES ('bali', 'article', 'r', 'missing', 'credits', 'x', 1, 1, 9, 9, 0, 9)"
    )
    assert execute(f"UPDATE {table} SET layout = 'r2_b'").rowcount == 1
    for wrong in ("", "2r", "R2", "r 2", "r-2"):
        with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
            execute(f"UPDATE {table} SET layout = ?", (wrong,))


def test_the_words_of_the_reader_are_such_words() -> None:
    for name in LAYOUT_NAMES:
        assert items.LAYOUT_NAME.fullmatch(name), name
    assert len(set(LAYOUT_NAMES)) == len(LAYOUT_NAMES)


OF_THEIR_OWN_TABLES = {"credits", "tags", "images", "signals", "ledger", "flags", "provenance"}


def test_articles_have_the_fields_of_the_article() -> None:
    names = [field.name for field in fields(items.Article)]
    assert list(ARTICLE_FIELDS) == names
    assert set(FIELDS) == set(names) - OF_THEIR_OWN_TABLES


def test_all_tables_of_the_data_model_exist() -> None:
    assert {table.name for table in described_tables()} == set(TABLES)


def test_every_table_and_column_has_a_meaning() -> None:
    missing = [
        f"{table.name}.{column}"
        for table in described_tables()
        for column, (_, meaning) in table.columns.items()
        if not meaning
    ]
    assert missing == []
    assert [table.name for table in described_tables() if not table.meaning] == []


def test_meanings_stand_with_their_own_column() -> None:
    tables = {table.name: table for table in described_tables()}
    articles = tables["articles"].columns
    assert articles["published_precision"][1].startswith("the smallest unit")
    assert articles["published_source"][1].startswith("how the time is known")
    assert articles["text"][1].startswith("body as printed")
    assert tables["credits"].columns["role"][1].startswith("what they did")
    assert tables["frontier"].columns["state"][1].startswith("pending, or settled")
    assert tables["rejected"].columns["status"][1] == "HTTP status"


def test_the_description_names_each_column() -> None:
    text = describe_schema()
    for table in described_tables():
        assert f"### {table.name}\n" in text
        for column in table.columns:
            assert f"| {column} |" in text
    assert "article → articles.id" in text


def test_count_columns_exist() -> None:
    run_bureaus = next(t for t in described_tables() if t.name == "run_bureaus")
    assert set(COUNT_COLUMNS) <= set(run_bureaus.columns)


def test_foreign_keys_and_checks_are_enforced(session: ArchiveSession) -> None:
    session.store([stored(1)])
    execute = session._db.conn.execute
    for sql in (
        "INSERT INTO credits VALUES (999, 0, 'editor', 'x', 'x')",
        "DELETE FROM bureaus",
        "UPDATE articles SET kind = 'rumour'",
        "UPDATE articles SET title = ''",
        "UPDATE articles SET article_id = 'one'",
        "UPDATE frontier SET state = 'rejected', reason = 'a whim'",
        "UPDATE frontier SET state = 'pending'",
        "INSERT INTO flags VALUES (1, 'nice')",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            execute(sql)
    execute("DELETE FROM articles")
    for table in ("revisions", "credits", "article_tags", "images", "ledger", "provenance"):
        assert execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_every_foreign_key_has_an_index() -> None:
    """Without one a deletion reads the whole child table."""
    db = Database(memory=True)
    MIGRATIONS.apply(db)
    bare = []
    for table in TABLES:
        keys: dict[tuple[int, str], list[str]] = {}
        for key in db.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            keys.setdefault((key[0], key[2]), []).append(key[3])
        for (_, parent), columns in keys.items():
            if parent in ("bureaus", "runs"):  # rows that are never deleted
                continue
            met = " AND ".join(f"{column} = 1" for column in columns)
            plan = db.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {met}").fetchall()
            if not any("SEARCH" in step[3] for step in plan):
                bare.append(f"{table}: {met}")
    db.close()
    assert bare == []


# Migrations


def grown(*, broken: bool = False) -> Migrations:
    """The migrations of a later version."""
    later = Migrations(MIGRATIONS.name)
    later._migrations.extend(MIGRATIONS._migrations)

    @later(name="9999_add_mood")
    def add_mood(db: Database) -> None:
        db.execute("ALTER TABLE articles ADD COLUMN mood TEXT")
        if broken:
            raise RuntimeError("power cut")

    return later


def test_opening_migrates_and_says_so(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as first:
        first.open()
        first.store([stored(1)])
        assert first.notes == []
    with pytest.raises(ArchiveOlder, match="antara migrate"):
        ArchiveReader(path, migrations=grown())
    with ArchiveSession.claim(path, "live", clock=clock, migrations=grown()) as second:
        second.open()
        assert second.notes == [f"{path} was migrated: 9999_add_mood."]
    with ArchiveReader(path, migrations=grown()) as reader:
        assert reader.schema_version == latest_version() + 1
        assert [a["article_id"] for a in reader.articles()] == [1]


def test_a_newer_archive_is_refused_and_unchanged(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock, migrations=grown()) as newer:
        newer.open()
    before = path.read_bytes()
    with pytest.raises(ArchiveNewer, match="newer version"):
        ArchiveSession.claim(path, "live")
    with pytest.raises(ArchiveNewer, match="Upgrade"):
        ArchiveReader(path)
    assert path.read_bytes() == before
    assert [each.name for each in folder.iterdir() if each.name.endswith(".lock")] == []


def test_a_failed_migration_leaves_the_old_schema(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as first:
        first.open()
        first.store([stored(1)])
    with ArchiveSession.claim(path, "live", clock=clock, migrations=grown(broken=True)) as second:
        with pytest.raises(RuntimeError):
            second.open()
        assert not second.opened
    with ArchiveReader(path) as reader:
        assert reader.schema_version == latest_version()
    assert "mood" not in {row[1] for row in ask(path, "PRAGMA table_info(articles)")}


def test_a_new_archive_is_whole_or_nothing(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "archive.db"
    with (
        ArchiveSession.claim(path, "live", clock=clock, migrations=grown(broken=True)) as made,
        pytest.raises(RuntimeError),
    ):
        made.open()
    assert ask(path, "SELECT name FROM sqlite_master") == []
    with ArchiveSession.claim(path, "sample", clock=clock) as again:
        again.open()  # whose origin is not settled yet either
    with ArchiveReader(path) as reader:
        assert reader.origin == "sample"


def test_an_archive_killed_at_its_making_is_made_again(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    path.touch()
    with ArchiveSession.claim(path, "sample", clock=clock) as made:
        made.open()
    with ArchiveReader(path) as reader:
        assert reader.origin == "sample"


def test_what_is_no_archive_is_refused_and_unchanged(tmp_path: Path) -> None:
    text = tmp_path / "notes.db"
    text.write_text("buku catatan\n" * 1000)
    other = tmp_path / "other.db"
    conn = sqlite3.connect(str(other))
    conn.execute("CREATE TABLE meta (key, value)")
    conn.commit()
    conn.close()
    for path in (text, other):
        before = path.read_bytes()
        for opening in (ArchiveReader, lambda path: ArchiveSession.claim(path, "live")):
            with pytest.raises(NotAnArchive, match=r"^[^\n]+$"):
                opening(path)
        assert path.read_bytes() == before


def test_a_damaged_archive_gives_one_line(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as made:
        made.open()
        made.store([stored(n) for n in range(1, 60)])
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(NotAnArchive, match=r"^[^\n]+damaged[^\n]+$"):
        ArchiveSession.claim(path, "live")


def test_a_library_with_the_wal_bug_is_named() -> None:
    assert version_warning("3.51.3") is None
    assert version_warning("3.53.4") is None
    assert "3.40.1" in str(version_warning("3.40.1"))
