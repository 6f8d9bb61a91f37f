"""The one SQLite library of a process, and sqlite-utils, for everything that touches an archive.

sqlite-utils takes pysqlite3 when that is installed and Python's own library otherwise. Two
SQLite libraries in one process break each other's POSIX locks, so nobody imports another.

It also imports pandas and numpy wherever they are installed, and an archive has no use for either:
100 MB of memory and most of a second, at each start of each command. So they are hidden from it.
"""

from __future__ import annotations

import sys

_HIDDEN = [name for name in ("pandas", "numpy") if name not in sys.modules]
for _name in _HIDDEN:
    sys.modules[_name] = None  # type: ignore[assignment]  # as Python has what cannot be imported
try:
    from sqlite_utils import Database as Database
    from sqlite_utils.migrations import Migrations as Migrations
    from sqlite_utils.utils import sqlite3 as sqlite3  # type: ignore[attr-defined]
finally:
    for _name in _HIDDEN:
        del sys.modules[_name]


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
