"""Where copies of an archive's articles are: backups, and the data sets that were exported of it.

Backups are on record in the archive. An export only reads it, so that its folder is noted in a file
beside: archive.db-exports, a JSON object a line.
"""

from __future__ import annotations

import json
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipelines.archive.connection import connect_reader, translated
from pipelines.archive.errors import ArchiveError
from pipelines.archive.files import beside
from pipelines.archive.library import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.archive.keys import Key

EXPORTS: Final = "-exports"
"""Ends the name of the file in which the folders of exports are noted."""
_TABLES: Final = ("articles", "withdrawn")
_HAS: Final = "SELECT 1 FROM {} WHERE bureau = ? AND article_id = ?"


def note_export(archive: Path, folder: Path) -> None:
    """Note where a data set was exported to; where nothing can be written nothing is.

    Args:
        archive: its file.
        folder: absolute.
    """
    if folder in exports(archive):
        return
    with suppress(OSError), beside(archive, EXPORTS).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"folder": str(folder)}) + "\n")


def exports(archive: Path) -> list[Path]:
    """Return the folders that data sets of an archive were exported to, each once.

    What stands there now is another question: folders are moved, removed and filled anew.
    """
    found: dict[Path, None] = {}
    with suppress(OSError):
        for line in beside(archive, EXPORTS).read_text("utf-8", "replace").splitlines():
            with suppress(ValueError, TypeError, KeyError):  # of a process that was killed
                found[Path(json.loads(line)["folder"])] = None
    return list(found)


def backup_holds(path: Path, keys: Iterable[Key]) -> bool | None:
    """Return whether a backup holds one of these articles; None: it cannot be read.

    It is opened such that nothing is left beside it, by which a backup is known to be one.
    """
    try:
        with closing(connect_reader(path, immutable=True)) as db, translated(path):
            return any(
                db.execute(_HAS.format(table), key).fetchone()
                for table in set(_TABLES) & set(db.table_names())
                for key in keys
            )
    except (ArchiveError, sqlite3.Error):
        return None
