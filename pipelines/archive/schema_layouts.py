"""The fourth migration: a layout is whatever the reader calls it.

The reader's layouts are declared in one place, and a new one is no change of the schema: so the
archive no longer lists them, and checks the form of a name only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.errors import ArchiveError
from pipelines.archive.library import sqlite3

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES: Final = ("articles", "measurements", "class_names", "drifts")
LISTED: Final = "CHECK (layout IN ('g1', 'g2', 'g3', 'r', 'amp', 'generic'))"
FORMED: Final = "CHECK (layout GLOB '[a-z]*' AND layout NOT GLOB '*[^a-z0-9_]*')"

_RELAX: Final = (
    "UPDATE sqlite_master SET sql = replace(sql, ?, ?) "
    "WHERE type = 'table' AND name = ? AND instr(sql, ?) > 0"
)


def relax_layouts(db: Database) -> None:
    """Let a layout be any small word; to be called inside a transaction.

    A constraint that goes is no part of the rows, so only the text of the schema is written, as
    SQLite's documentation of ALTER TABLE says ("Making other kinds of table schema changes"): a
    table made anew would cost a copy of all articles, and dropping the old one would take along
    what belongs to them.

    Raises:
        ArchiveError: A table is not as the migrations before left it.
    """
    conn: Any = db.conn
    # Some builds of SQLite forbid it until they are told otherwise.
    defensive = getattr(sqlite3, "SQLITE_DBCONFIG_DEFENSIVE", None)
    if defensive is not None:
        conn.setconfig(defensive, False)
    (version,) = conn.execute("PRAGMA schema_version").fetchone()
    conn.execute("PRAGMA writable_schema = ON")
    try:
        for table in TABLES:
            written = conn.execute(_RELAX, (LISTED, FORMED, table, LISTED)).rowcount
            if written != 1:
                raise ArchiveError(
                    f"The table {table} is not as this software made it, so the archive cannot be "
                    "migrated: restore a backup, or make it again with 'antara rebuild'."
                )
        # Whoever has the file open reads the schema again.
        conn.execute(f"PRAGMA schema_version = {version + 1}")
    finally:
        conn.execute("PRAGMA writable_schema = OFF")
