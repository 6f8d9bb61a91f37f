"""Whether an archive's file is sound, by SQLite's own three checks."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines.archive.connection import connect_writer, translated
from pipelines.archive.library import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

INDEXES = {"articles_fts": "articles", "revisions_fts": "earlier states"}
_LOST = """\
SELECT count(*) FROM revisions AS r WHERE r.article IN (SELECT article FROM revisions WHERE seq = 2)
AND EXISTS (SELECT 1 FROM revisions AS n WHERE n.article = r.article AND n.seq > r.seq)
AND NOT EXISTS (SELECT 1 FROM revisions_fts AS f WHERE f.rowid = r.id)"""
"""That index has its texts itself: its own check cannot miss a row."""
STEPS = 10_000
"""Steps of SQLite's machine between two chances to hear Ctrl-C; some tenths of a second."""


def problems(path: Path) -> list[str]:
    """Return what is wrong with the file of an archive; an empty list means that it is sound.

    The full-text index has a check of its own: integrity_check can say ok while the index is
    not in step with the articles. No text is changed, but the file is opened for writing,
    because that check is written as an INSERT.

    Raises:
        ArchiveError: It cannot be opened.
        KeyboardInterrupt: Ctrl-C; the checks of a large archive take minutes.
    """
    db = connect_writer(path)
    try:
        with translated(path), _interruptible(db):
            found = [" ".join(row[0].split()) for row in db.execute("PRAGMA integrity_check")]
            found = [] if found == ["ok"] else found
            for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
                found.append(f"row {row} of {table} points to no row of {parent}")
            # An archive of an older version has not all of them yet.
            for table in INDEXES.keys() & set(db.table_names()):
                what = INDEXES[table]
                try:
                    # Rank 1: compare the index with the table that it stands for, too.
                    db.conn.execute(
                        f"INSERT INTO {table} ({table}, rank) "  # noqa: S608
                        "VALUES ('integrity-check', 1)"
                    )
                except sqlite3.OperationalError:  # locked, interrupted: says nothing of the index
                    raise
                except sqlite3.DatabaseError as error:
                    found.append(f"the full-text index is not in step with the {what}: {error}")
            if "revisions_fts" in db.table_names():
                (lost,) = db.execute(_LOST).fetchone()
                if lost:
                    found.append(f"{lost} earlier states are not in their full-text index")
        return found
    finally:
        db.close()


@contextmanager
def _interruptible(db: Database) -> Iterator[None]:
    """Let Ctrl-C end a long statement: Python hears it only when SQLite calls back.

    What the callback raises SQLite reports as its own error, "interrupted".
    """
    db.conn.set_progress_handler(_go_on, STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        raise KeyboardInterrupt from None
    finally:
        db.conn.set_progress_handler(None, STEPS)


def _go_on() -> int:
    return 0
