"""A file put in an archive's place, which is never empty: the old one stands there, then the new.

The old file gets a second name, and one rename puts the new one over its first. A process that is
killed in between leaves the old archive in its place, under two names.
"""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING

from pipelines.archive.connection import connect_writer, transaction, translated
from pipelines.archive.errors import (
    ArchiveLocked,
    ArchiveNewer,
    ArchiveWriteFailed,
    NotAnArchive,
)
from pipelines.archive.files import COMPANIONS, beside, sync_folder, take_mode
from pipelines.archive.identity import look_at

if TYPE_CHECKING:
    from pathlib import Path


def exchange(part: Path, place: Path, moment: str) -> Path | None:
    """Put a file in an archive's place, whose lock is held.

    Args:
        part: The file; it is on the disk, and in the same folder.
        place: The archive, no symbolic link; it need not exist.
        moment: YYYY-MM-DDTHH:MM:SSZ, for the name of what stood there.

    Returns:
        The new name of what stood there; None when nothing did.

    Raises:
        ArchiveLocked: Another program writes to it, or reads what is only in its log.
        ArchiveWriteFailed: The folder does not allow it. All is as it was.
    """
    if not place.exists():
        for ending in COMPANIONS:  # of no file; the new one would take them for its own
            beside(place, ending).unlink(missing_ok=True)
        return _put(part, place, None)
    _quieten(place)
    take_mode(part, place)
    aside = _second_name(place, moment)
    try:
        # Whoever has the old file open goes on with these under their new names.
        _move_companions(place, aside)
        return _put(part, place, aside)
    except BaseException:
        if place.exists() and not part.exists():  # it is done, and was interrupted behind that
            raise
        _move_companions(aside, place)
        if place.exists():
            aside.unlink()
        else:
            aside.rename(place)
        raise


def _put(part: Path, place: Path, aside: Path | None) -> Path | None:
    try:
        part.replace(place)
        sync_folder(place.parent)
    except OSError as error:
        raise ArchiveWriteFailed(
            f"{place} cannot be exchanged ({error.strerror}); it is as it was. Check its folder."
        ) from error
    return aside


def _move_companions(place: Path, to: Path) -> None:
    for ending in COMPANIONS:
        if beside(place, ending).exists():
            beside(place, ending).rename(beside(to, ending))


def _quieten(place: Path) -> None:
    """See that nobody writes to the present archive, and that its file is whole without its log.

    Raises:
        ArchiveLocked: Another program writes to it, or reads what is only in its log.
    """
    try:
        if look_at(place) is None:
            return
    except NotAnArchive:
        return  # damaged, or another file: it is moved as it is, with its log
    except ArchiveNewer:
        pass
    db = connect_writer(place)
    try:
        with translated(place):
            with transaction(db):
                pass
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except NotAnArchive:
        return  # its damage was met just now
    finally:
        db.close()
    if busy:
        raise ArchiveLocked(
            f"{place} is being read by another program; close that program and start again."
        )


def _second_name(place: Path, moment: str) -> Path:
    """Give the present file a second name beside its own: archive.before-restore-<UTC>.db."""
    stem = f"{place.stem}.before-restore"
    for left in place.parent.glob(f"{stem}-*{place.suffix}"):
        if left.samefile(place) and not _has_companions(left):
            return left  # of a restore that was killed before its last step
    stamp = moment.replace("-", "").replace(":", "")
    names = (f"{stem}-{stamp}{f'.{n}' if n else ''}{place.suffix}" for n in count())
    aside = next(
        path
        for path in map(place.with_name, names)
        if not path.exists() and not _has_companions(path)
    )
    try:
        os.link(place, aside)
    except OSError as error:
        try:
            place.rename(aside)  # file systems of other systems know one name for a file
        except OSError:
            raise ArchiveWriteFailed(
                f"{place} cannot be moved aside ({error.strerror}); nothing was changed. Check its "
                "folder."
            ) from error
    return aside


def _has_companions(path: Path) -> bool:
    return any(beside(path, ending).exists() for ending in COMPANIONS)
