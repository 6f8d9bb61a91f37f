"""The backups that an archive knows of: a row for each that was made and found sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sqlite_utils import Database

    from pipelines.archive.backup import Backup

_COLUMNS: Final = ("path", "made_at", "bytes", "articles", "verified_at")


def note_backup(db: Database, made: Backup) -> None:
    """Write down a backup, within a transaction of `beside.write_beside`."""
    row = {name: getattr(made, name) for name in _COLUMNS} | {"path": str(made.path)}
    db.table("backups").insert(row)


def last_backup(db: Database) -> dict[str, Any] | None:
    """Return the last backup; None when the archive knows of none.

    Keys: path, made_at and verified_at (UTC), bytes, articles.
    """
    row = db.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM backups ORDER BY id DESC LIMIT 1"  # noqa: S608
    ).fetchone()
    return dict(zip(_COLUMNS, row, strict=True)) if row else None
