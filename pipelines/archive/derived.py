"""The file that is shown to others: made of an archive, without what they may not see.

Whoever serves an archive beyond the own machine serves such a file and never the archive, so that
no page, table, query or export can show what the file does not hold. There are two:

- "metadata", where no permission to show texts is on record: it is built from nothing and gets the
  columns of `derived_columns.KEPT` only, so that no text is ever written into it;
- "permitted", where there is one: a copy without the texts of articles that are gone from the site
  or withdrawn.

docs/rights.md says the same to people.
"""

from __future__ import annotations

import os
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from pipelines.archive import copying, files, terms, withholding
from pipelines.archive.clock import utc_now
from pipelines.archive.connection import connect_reader, transaction, translated
from pipelines.archive.copying import copy_archive
from pipelines.archive.derived_columns import BY_ARTICLE, CONTENTS, IN_ORDER, KEPT
from pipelines.archive.errors import ArchiveError, ArchiveMissing, ArchiveWriteFailed
from pipelines.archive.identity import identify, look_at
from pipelines.archive.library import sqlite3
from pipelines.archive.lock import SideCarLock
from pipelines.archive.migrations import latest_version, migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelines.archive.copying import Tick

METADATA: Final = "metadata"
PERMITTED: Final = "permitted"
NAMES: Final = {METADATA: "metadata-only", PERMITTED: "permitted"}
"""What stands in the name of a file of each kind."""
RECIPE: Final = 1
"""Changes with what is left out, so that files of an earlier version are made anew."""
_A_TIME: Final = 1_000
"""Articles that are read at once."""

_META: Final = ("created_at", "archive_id")
_BLANKED: Final = (
    "UPDATE articles SET text = NULL, subtitle = NULL, pull_quote = NULL WHERE id IN withheld",
    "UPDATE revisions SET state = json_replace(state, '$.text', NULL, '$.subtitle', NULL) "
    "WHERE article IN withheld",
    "UPDATE ledger SET text = '' WHERE article IN withheld",
    "UPDATE images SET caption = NULL WHERE article IN withheld",
    "DELETE FROM story_numbers WHERE article IN withheld",
    "DELETE FROM story_index WHERE article IN withheld",
    "DELETE FROM story_queue WHERE article IN withheld",
)
"""Texts of articles in the table `withheld`; triggers take them out of the full-text indexes."""
_WORDS: Final = (
    # The index only notes that a word is gone from an article, until its parts are merged.
    "INSERT INTO articles_fts (articles_fts) VALUES ('optimize')",
    "INSERT INTO revisions_fts (revisions_fts) VALUES ('optimize')",
    "CREATE VIRTUAL TABLE temp.held_words USING fts5vocab('main', 'articles_fts', 'row')",
    "DELETE FROM terms WHERE term NOT IN (SELECT term FROM temp.held_words)",
    "DROP TABLE temp.held_words",
)
"""A word that stood in nothing but such texts goes, too: it may be somebody's name."""
_PRIVATE: Final = (
    "DELETE FROM permissions",
    "DELETE FROM backups",
    "UPDATE tombstones SET reason = '', requested_by = NULL",
    "UPDATE runs SET options = '{}', pid = 0",
    # What was seen of a page that was no article, or is no more: a piece of its text, perhaps.
    "UPDATE frontier SET seen = NULL WHERE seen IS NOT NULL",
    "UPDATE observations SET seen = NULL WHERE seen IS NOT NULL",
)
"""What is nobody's business but the keeper's."""


def path_for(archive: Path, kind: str) -> Path:
    """Return where the file made of an archive is: beside it, or else in the user's cache folder.

    >>> path_for(Path("/nowhere/at/all/archive.db"), METADATA).name
    'archive.metadata-only-4a36e7b8.db'
    """
    archive = archive.absolute()
    if os.access(archive.parent, os.W_OK):
        return archive.with_name(f"{archive.stem}.{NAMES[kind]}.db")
    # Archives of one name in several folders share the cache.
    mark = sha256(str(archive).encode()).hexdigest()[:8]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "arsip-antara"
    return cache / f"{archive.stem}.{NAMES[kind]}-{mark}.db"


def fingerprint(archive: Path) -> str:
    """Return what changes with every write into an archive, and with this software's recipe."""
    parts: list[object] = [RECIPE, latest_version(), sqlite3.sqlite_version]
    for ending in ("", "-wal"):
        path = files.beside(archive, ending)
        held = path.stat() if path.exists() else None
        # An empty log is what a mere reader leaves.
        parts += [held.st_ino, held.st_size, held.st_mtime_ns] if held and held.st_size else [0]
    return ":".join(map(str, parts))


def is_current(made: Path, archive: Path, kind: str) -> bool:
    """Return whether the file was made of an archive as it is now."""
    if not made.is_file():
        return False
    try:
        held = _meta_of(made)
    except (ArchiveError, sqlite3.Error):  # what is damaged, or something else, is made anew
        return False
    return (held.get("derived"), held.get("derived_of")) == (kind, fingerprint(archive))


def make(
    archive: Path,
    kind: str,
    *,
    clock: Callable[[], str] = utc_now,
    tick: Tick = copying.quiet,
) -> Path:
    """Return the file for others, made anew unless it is of the archive as it is now.

    It is written beside its name and gets it once it is whole and on the disk: nobody is ever
    served half of one. A crawl may be writing to the archive meanwhile.

    Args:
        archive: The archive; an `ArchiveReader` has accepted it.
        kind: `METADATA` or `PERMITTED`.
        clock: Tells the time as YYYY-MM-DDTHH:MM:SSZ.
        tick: Told now and then how far it is: articles of "metadata", bytes of "permitted".

    Raises:
        ArchiveLocked: Another process is making it.
        ArchiveError: No room, no permission; the archive cannot be read.
    """
    made = path_for(archive, kind)
    if is_current(made, archive, kind):
        return made
    try:
        made.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveWriteFailed(
            f"There is no place for the file that others are shown: {made.parent} cannot be made "
            f"({error.strerror}). Set XDG_CACHE_HOME to a folder that can be written."
        ) from error
    lock = SideCarLock.take(made)
    part = made.with_name(f".{made.name}.part")
    try:
        files.remove(part)  # of a process that was killed; the lock says that it is not going on
        _MAKERS[kind](archive, part, clock, tick)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(made)
        files.sync_folder(made.parent)
    except OSError as error:
        raise ArchiveWriteFailed(f"{made} cannot be written: {error.strerror}.") from error
    finally:
        files.remove(part)
        lock.release()
    return made


def forget(archive: Path, kind: str) -> None:
    """Remove the file of a kind, if it was made of this archive; nothing else in its place.

    Args:
        archive: The archive.
        kind: `METADATA` or `PERMITTED`.
    """
    made = path_for(archive, kind)
    try:
        if look_at(made) is not None and _meta_of(made).get("derived") == kind:
            files.remove(made)
    except ArchiveError:
        return


def _meta_of(made: Path) -> dict[str, str]:
    with closing(connect_reader(made, immutable=True).conn) as conn:
        return dict(conn.execute("SELECT key, value FROM meta").fetchall())


def _metadata(archive: Path, part: Path, clock: Callable[[], str], tick: Tick) -> None:
    mark = fingerprint(archive)
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
                _say(db, archive, source, {"origin": found.origin, **_about(METADATA, mark, clock)})
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
    for table in KEPT:
        if table not in BY_ARTICLE:
            _copy_rows(source, db, table, "", ())
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
            _copy_rows(source, db, table, where, (first, end[0]))
        first, done = end[0], done + end[1]
        tick(METADATA, done, total)


def _copy_rows(
    source: Database, db: Database, table: str, where: str, values: tuple[int, ...]
) -> None:
    columns = KEPT[table]
    read = ", ".join(columns.values())
    marks = ", ".join("?" * len(columns))
    rows = source.conn.execute(f"SELECT {read} FROM {table} {where}", values)  # noqa: S608
    db.conn.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
        rows,
    )


def _about(kind: str, mark: str, clock: Callable[[], str]) -> dict[str, str]:
    return {"derived": kind, "derived_of": mark, "derived_at": clock()}


def _say(db: Database, archive: Path, source: Database, facts: Mapping[str, str]) -> None:
    with translated(archive):
        held = dict(source.execute("SELECT key, value FROM meta").fetchall())
    kept = {name: held[name] for name in _META if name in held}
    db.conn.executemany(
        "INSERT INTO meta (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        list({**kept, **facts}.items()),
    )


def _permitted(archive: Path, part: Path, clock: Callable[[], str], tick: Tick) -> None:
    mark = fingerprint(archive)
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
                conn.execute("PRAGMA foreign_keys = ON")
                with transaction(db):
                    conn.execute(f"CREATE TEMP TABLE withheld AS {withholding.ROWS}")
                    (any_withheld,) = conn.execute(
                        "SELECT EXISTS (SELECT 1 FROM withheld)"
                    ).fetchone()
                    for statement in (*_BLANKED, *(_WORDS if any_withheld else ()), *_PRIVATE):
                        conn.execute(statement)
                    _say(db, archive, db, _about(PERMITTED, mark, clock))
                tick("leaving out", 0, 0)
                # Pages keep pieces of what once stood in them, also those that were copied.
                with files.new_file(part, archive):
                    conn.execute("VACUUM INTO ?", (str(part),))
    finally:
        files.remove(copy)


_MAKERS: Final = {METADATA: _metadata, PERMITTED: _permitted}
