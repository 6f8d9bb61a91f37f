"""The files for others, written: see `derived`, which says when and where."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

from pipelines.archive import files, terms, withholding
from pipelines.archive.connection import connect_reader, transaction, translated
from pipelines.archive.copying import copy_archive
from pipelines.archive.derived_columns import (
    BY_ARTICLE,
    CONTENTS,
    FATES,
    IN_ORDER,
    META,
    WORDS,
    Kind,
    left_out_of_permitted,
    read_for_titles,
)
from pipelines.archive.errors import ArchiveMissing
from pipelines.archive.identity import identify
from pipelines.archive.library import Database, sqlite3
from pipelines.archive.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pipelines.archive.copying import Tick

_A_TIME: Final = 1_000
"""Articles that are read at once."""
_TAKEN: Final = ("created_at", "archive_id")
"""The facts about an archive that are written into the file of titles; it has others of its own."""
_OBJECTS: Final = (
    "SELECT type, name FROM sqlite_master "
    # An index without SQL is a part of its table, and SQLite keeps its list of counters.
    "WHERE sql IS NOT NULL AND name <> 'sqlite_sequence' "
    # A table is dropped last, what keeps others for itself before these.
    "ORDER BY type = 'table', sql NOT LIKE 'CREATE VIRTUAL %'"
)


def write(
    kind: Kind, archive: Path, part: Path, mark: str, clock: Callable[[], str], tick: Tick
) -> None:
    """Write the file of a kind at `part`, where nothing stands.

    Args:
        kind: What is left out.
        archive: What it is made of; somebody may be writing to it.
        part: The file.
        mark: Of `derived.fingerprint`, from before.
        clock: Tells the time as YYYY-MM-DDTHH:MM:SSZ.
        tick: Told now and then how far it is.

    Raises:
        ArchiveError: No room, no permission; the archive cannot be read.
    """
    facts = {"derived": kind.value, "derived_of": mark, "derived_at": clock()}
    if kind is Kind.TITLES:
        _titles(archive, part, facts, tick)
    else:
        _permitted(archive, part, facts, clock, tick)


def _titles(archive: Path, part: Path, facts: Mapping[str, str], tick: Tick) -> None:
    source = connect_reader(archive)
    try:
        with files.new_file(part, archive), closing(_new_database(part)) as conn:
            source.conn.execute("BEGIN")  # one state of the archive, whatever is written meanwhile
            found = identify(source, archive)
            if found is None:
                raise ArchiveMissing(f"{archive} holds no archive.")
            db = Database(conn)
            with translated(part), transaction(db):
                migrate(db)
                _copy(source, db, tick)
                with translated(archive):
                    held = dict(source.execute("SELECT key, value FROM meta").fetchall())
                taken = {name: held[name] for name in _TAKEN if name in held}
                _say(db, {**taken, "origin": found.origin, **facts})
                for statement in CONTENTS:
                    db.conn.execute(statement)
                terms.catch_up(db)
    finally:
        source.close()


def _new_database(path: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(str(path), isolation_level=None)
    # Nothing is there that a journal could protect; the file gets its name when it is whole.
    conn.execute("PRAGMA journal_mode = OFF")
    conn.execute("PRAGMA synchronous = OFF")
    return conn


def _copy(source: Database, db: Database, tick: Tick) -> None:
    # The triggers keep indexes and queues that this file has not, and counts that are copied.
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    tables = read_for_titles()
    for table, columns in tables.items():
        if table not in BY_ARTICLE:
            _copy_rows(source, db, table, columns)
    total, last = source.execute("SELECT count(*), coalesce(max(id), 0) FROM articles").fetchone()
    done = first = 0
    while first < last:
        end = source.execute(
            "SELECT max(id), count(*) FROM "
            "(SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?)",
            (first, _A_TIME),
        ).fetchone()
        for table, column in BY_ARTICLE.items():
            # What is read in the order of its writing is written in that order again.
            order = f"ORDER BY {column}, rowid" if table in IN_ORDER else ""
            where = f"WHERE {column} > ? AND {column} <= ? {order}"
            _copy_rows(source, db, table, tables[table], where, (first, end[0]))
        first, done = end[0], done + end[1]
        tick(Kind.TITLES, done, total)


def _copy_rows(
    source: Database,
    db: Database,
    table: str,
    columns: Mapping[str, str],
    where: str = "",
    values: tuple[int, ...] = (),
) -> None:
    read = ", ".join(columns.values())
    marks = ", ".join("?" * len(columns))
    rows = source.conn.execute(f"SELECT {read} FROM {table} {where}", values)  # noqa: S608
    db.conn.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
        rows,
    )


def _say(db: Database, facts: Mapping[str, str]) -> None:
    db.conn.executemany(
        "INSERT INTO meta (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        list(facts.items()),
    )


def _permitted(
    archive: Path, part: Path, facts: Mapping[str, str], clock: Callable[[], str], tick: Tick
) -> None:
    copy = files.beside(part, "-copy")
    files.remove(copy)
    try:
        copy_archive(archive, copy, clock, tick)
        files.check_room(part.parent, copy.stat().st_size)
        with closing(_new_database(copy)) as conn:
            db = Database(conn)
            with translated(part):
                # A file by itself, which can be opened without a log beside it.
                conn.execute("PRAGMA journal_mode = DELETE")
                with transaction(db):
                    _drop_what_is_not_ours(db)
                    _leave_out(db)
                    _say(db, facts)
                tick("leaving out", 0, 0)
                # Pages keep pieces of what once stood in them, also those that were copied.
                with files.new_file(part, archive):
                    conn.execute("VACUUM INTO ?", (str(part),))
    finally:
        files.remove(copy)


def _leave_out(db: Database) -> None:
    db.conn.execute(f"CREATE TEMP TABLE withheld AS {withholding.ROWS}")
    # The index has the words of withdrawn articles, too, until its parts are merged.
    (any_withheld,) = db.execute(
        "SELECT EXISTS (SELECT 1 FROM withheld UNION ALL SELECT 1 FROM tombstones)"
    ).fetchone()
    statements = (*withholding.EVIDENCE, *left_out_of_permitted())
    for statement in (*statements, *(WORDS if any_withheld else ())):
        db.conn.execute(statement)
    marks = ", ".join("?" * len(META))
    db.conn.execute(f"DELETE FROM meta WHERE key NOT IN ({marks})", META)  # noqa: S608


def _drop_what_is_not_ours(db: Database) -> None:
    """Drop from a copy what no migration has made, tables and columns of the keeper's own.

    With them go the samples that ANALYZE takes of columns: they may be pieces of texts.
    """
    ours = Database(memory=True)
    try:
        migrate(ours)
        known = set(ours.execute(_OBJECTS).fetchall())
        columns = {table: _columns(ours, table) for table in FATES}
    finally:
        ours.close()
    for what, name in db.execute(_OBJECTS).fetchall():
        if (what, name) not in known:
            db.conn.execute(f"DROP {what} IF EXISTS {_quoted(name)}")
    for table, names in columns.items():
        for name in _columns(db, table):
            if name not in names:
                db.conn.execute(f"ALTER TABLE {table} DROP COLUMN {_quoted(name)}")


def _columns(db: Database, table: str) -> list[str]:
    return [row[0] for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
