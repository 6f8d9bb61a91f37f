"""Opening the file: one connection that writes, others that only read, and honest transactions."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipelines.archive.errors import (
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveRefused,
    ArchiveWriteFailed,
    NotAnArchive,
)
from pipelines.archive.files import beside
from pipelines.archive.library import Database, sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_SECONDS = 5.0
"""How long a statement waits for another connection's lock. The crawl stands still meanwhile."""
JOURNAL_SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes that the -wal file keeps after a checkpoint; a reader that stays open lets it grow."""
REFUSALS = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)
"""What SQLite raises for values that do not fit, whatever the state of the file."""


def connect_writer(path: Path) -> Database:
    """Open the one connection that writes to and checkpoints an archive.

    WAL lets Datasette read meanwhile; synchronous=FULL because WAL with NORMAL loses committed
    batches at a power cut, and costs nothing measurable with a hundred rows a batch.

    Raises:
        ArchiveError: The file cannot be opened or is no database, or the file system has no WAL.
    """
    with translated(path):
        conn = sqlite3.connect(str(path), isolation_level=None, timeout=BUSY_SECONDS)
        try:
            conn.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
            mode = conn.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            if mode != "wal":
                raise ArchiveError(
                    f"{path} is on a file system where SQLite's WAL mode does not work; "
                    "put the archive on a local disk."
                )
            conn.execute("PRAGMA synchronous = FULL")
            conn.execute("PRAGMA foreign_keys = ON")
            conn.execute(f"PRAGMA journal_size_limit = {JOURNAL_SIZE_LIMIT}")
            return Database(conn)
        except BaseException:
            conn.close()
            raise


def connect_reader(path: Path, *, immutable: bool = False) -> Database:
    """Open a connection that can only read; never creates a file at `path`.

    Args:
        path: The archive.
        immutable: Leave no -wal or -shm file behind; only for when nobody writes. A log with
            anything in it is read all the same.

    Raises:
        ArchiveMissing: There is no such file.
        NotAnArchive: It is no SQLite database.
        ArchiveError: What was written last stands in a log that cannot be read here.
    """
    conn, _ = _opened(path, immutable=immutable)
    conn.execute("PRAGMA query_only = ON")
    return Database(conn)


def read_as_immutable(path: Path, *, unchanging: bool = False) -> bool:
    """Return whether a file is to be read as immutable (SQLite's immutable=1) or beside a writer.

    A closed archive in a folder without write permission, or on a full disk, can be read in no
    other way: even a reader needs -wal and -shm files. One with anything in its log is never read
    so, because the log would be left out: a withdrawal that was written last, perhaps.

    Args:
        path: The archive, or a file made of one.
        unchanging: Nobody ever writes to it.

    Raises:
        ArchiveError: As `connect_reader`.
    """
    conn, immutable = _opened(path, immutable=unchanging)
    conn.close()
    return immutable


def connect_quietly(path: Path) -> Database:
    """Open an archive for a look that leaves no trace; only with the archive's lock held.

    A reader of a WAL database leaves a -wal and a -shm file behind, one that takes the file for
    immutable does not. A log that a killed writer left has to be read, though.

    Raises:
        ArchiveError: As `connect_reader`.
    """
    return connect_reader(path, immutable=True)


def _opened(path: Path, *, immutable: bool) -> tuple[sqlite3.Connection, bool]:
    """Return a connection that has read, and whether it is immutable; decided here only."""
    if not path.is_file():
        raise ArchiveMissing(
            f"There is no archive at {path}. 'antara crawl latest' or 'make demo' makes one."
        )
    with translated(path):
        if immutable and not _has_log(path):
            return _connected(path, "immutable=1"), True
        try:
            return _connected(path, "mode=ro"), False
        except sqlite3.OperationalError as error:
            if isinstance(explain(error, path), ArchiveLocked):
                raise
            # On a full disk the attempt itself has left an empty -wal file.
            if _has_log(path):
                raise ArchiveError(
                    f"{path} was not closed: what was written last stands in {path.name}-wal, "
                    f"which cannot be read in a folder that cannot be written ({error}). Start "
                    f"this where {path.parent} can be written, or copy the archive and its -wal "
                    "to another folder and name the copy with ARCHIVE_PATH."
                ) from error
            return _connected(path, "immutable=1"), True


def _has_log(path: Path) -> bool:
    wal = beside(path, "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _connected(path: Path, parameter: str) -> sqlite3.Connection:
    conn = _connect_uri(path, parameter)
    try:
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        conn.close()
        raise
    return conn


def _connect_uri(path: Path, parameter: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?{parameter}"
    # One thread at a time uses it, but not always the one that opened it: see `exporting`.
    return sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
    )


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Run the block in one transaction that takes the write lock at its start.

    sqlite-utils' own writes inside it become savepoints of it. `with conn:` would not do:
    sqlite-utils commits behind its back.
    """
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:  # a full disk ends the transaction by itself
            db.conn.execute("ROLLBACK")
        raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into an `ArchiveError` that names the archive and the next step."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error


def explain(error: sqlite3.Error, path: Path) -> ArchiveError:
    """Return the `ArchiveError` for an error of SQLite."""
    text = str(error)
    if "decode to UTF-8" in text:  # SQLite's words quote it, and it may be what is to be withdrawn
        column = re.search(r"column '(\w+)'", text)
        return ArchiveError(
            f"{path} has a text that is no UTF-8{f' in a column {column[1]}' if column else ''}: "
            "another program wrote it, or the disk is damaged. Mend it there, or put a good copy "
            "of the archive in its place, and give the same command again."
        )
    if isinstance(error, REFUSALS):
        return ArchiveRefused(f"{path} refuses a value: {text}.")
    if "not a database" in text or "malformed" in text:
        return NotAnArchive(
            f"{path} is no archive, or a damaged one ({text}); nothing was changed. "
            "Move it away, or put a good copy in its place."
        )
    if "locked" in text or "busy" in text:
        return ArchiveLocked(
            f"{path} is locked by another program that writes to it ({text}); "
            "close that program and start again."
        )
    if "full" in text:
        return ArchiveWriteFailed(
            f"No room left for {path} ({text}). Nothing that was stored is lost; "
            "free some space and give the same command again."
        )
    if "readonly" in text:
        return ArchiveWriteFailed(
            f"{path} cannot be written ({text}); check the permissions of the file and its folder."
        )
    if "unable to open" in text:
        return ArchiveError(
            f"{path} cannot be opened ({text}); check that its folder exists and its permissions."
        )
    if "I/O" in text:
        return ArchiveWriteFailed(
            f"{path} cannot be read or written ({text}); check that the disk is sound and not full."
        )
    return ArchiveError(f"{path}: {text}.")
