"""The one SQLite library of a process, for everything that touches an archive.

sqlite-utils takes pysqlite3 when that is installed and Python's own library otherwise. Two
SQLite libraries in one process break each other's POSIX locks, so nobody imports another.
"""

from __future__ import annotations

from sqlite_utils.utils import sqlite3 as sqlite3  # type: ignore[attr-defined]

WAL_RESET_FIXED = (3, 51, 3)
"""The first SQLite without the WAL-reset corruption of 3.7.0 to 3.51.2."""


def version() -> str:
    """Return the version of the SQLite library in use, such as "3.53.4"."""
    return str(sqlite3.sqlite_version)


def version_warning(found: str | None = None) -> str | None:
    """Return one line of warning when the library has the WAL-reset bug, else None.

    Args:
        found: A version to judge; by default the library in use.
    """
    found = found or version()
    if tuple(int(part) for part in found.split(".")) >= WAL_RESET_FIXED:
        return None
    return (
        f"SQLite {found} has a rare bug that can corrupt a database in WAL mode (fixed in 3.51.3). "
        "Only one process writes an archive here, which avoids it; do not write to the archive "
        "with other tools during a crawl."
    )
