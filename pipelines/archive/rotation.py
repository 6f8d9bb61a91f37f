"""Which backups make room for newer ones: only those that are provably of the same archive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.archive.connection import connect_reader, translated
from pipelines.archive.copying import meta_of
from pipelines.archive.errors import ArchiveError
from pipelines.archive.files import COMPANIONS, beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_STAMP = r"([0-9]{8}T[0-9]{6}Z)"
_SAME = ("origin", "created_at")
"""Facts of `meta` that two archives do not share."""
_LAST_WRITTEN = "SELECT max(coalesce(finished_at, started_at)) FROM runs"


def stamped(stem: str, moment: str) -> str:
    """Return the name of a backup that was made at a moment (YYYY-MM-DDTHH:MM:SSZ). Pure.

    >>> stamped("archive", "2026-11-24T06:00:00Z")
    'archive-20261124T060000Z.db'
    """
    return f"{stem}-{moment.replace('-', '').replace(':', '')}.db"


def surplus(backups: Iterable[Path], newest: Path, keep: int) -> list[Path]:
    """Return which backups to remove, the oldest last. Pure.

    The one that was just made is kept whatever its name says: a clock may have been set back.

    Args:
        backups: all of the archive; their names tell when they were made.
        newest: the one that was just made.
        keep: how many to keep, that one included; at least 1.
    """
    others = sorted((each for each in backups if each != newest), reverse=True)
    return others[max(keep, 1) - 1 :]


def backups_of(folder: Path, stem: str, meta: Mapping[str, str]) -> list[Path]:
    """Return the backups of one archive in a folder.

    Args:
        folder: where they stand.
        stem: what their names begin with.
        meta: the archive's facts about itself.
    """
    name = re.compile(rf"{re.escape(stem)}-{_STAMP}\.db")
    found = []
    for path in folder.iterdir():
        match = name.fullmatch(path.name)
        if match and _is_backup(path, match[1], meta):
            found.append(path)
    return found


def newest_in(folder: Path) -> Path | None:
    """Return the newest backup in a folder, by the names alone; None where it has none.

    What `antara restore` moved aside is no backup.
    """
    name = re.compile(rf"(?!.*\.before-restore-).+-{_STAMP}\.db")
    found = [(match[1], path) for path in folder.iterdir() if (match := name.fullmatch(path.name))]
    return max(found)[1] if found else None


def _is_backup(path: Path, stamp: str, meta: Mapping[str, str]) -> bool:
    """Return whether a file is what `antara backup` made of the archive, and nothing more since.

    A file that somebody opened for writing, or crawled into, is theirs. What cannot be read is
    no proof.
    """
    if path.is_symlink() or not path.is_file():
        return False
    if any(beside(path, each).exists() for each in (*COMPANIONS, ".lock")):
        return False
    try:
        db = connect_reader(path, immutable=True)
        with translated(path):
            facts = meta_of(db)
            written = db.execute(_LAST_WRITTEN).fetchone()[0] or ""
            db.close()
    except ArchiveError:
        return False
    if any(facts.get(each) is None or facts[each] != meta.get(each) for each in _SAME):
        return False
    return bool(written.replace("-", "").replace(":", "") <= stamp)
