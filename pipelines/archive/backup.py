"""`antara backup`: a proved copy of an archive in a folder, the older ones rotated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.archive import copying, files, identity, rotation
from pipelines.archive.clock import utc_now
from pipelines.archive.copying import CopyUnsound, copy_archive
from pipelines.archive.errors import (
    ArchiveError,
    ArchiveMissing,
    ArchiveWriteFailed,
    NotAnArchive,
)
from pipelines.archive.lock import SideCarLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelines.archive.copying import Copied, Tick

KEEP: Final = 7


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made, opened and found sound."""

    path: Path
    origin: str
    made_at: str
    """UTC, the moment whose state it holds."""
    verified_at: str
    """UTC, when its checks ended."""
    bytes: int
    articles: int
    removed: tuple[Path, ...] = ()
    """Older backups that made room."""
    notes: tuple[str, ...] = ()


def make_backup(
    path: Path,
    folder: Path,
    keep: int = KEEP,
    *,
    clock: Callable[[], str] = utc_now,
    tick: Tick = copying.quiet,
) -> Backup:
    """Copy an archive into a folder as <name>-<UTC>.db, checked before it gets that name.

    A crawl may be writing meanwhile. Older backups are removed only once the new one stands.

    Args:
        path: The archive.
        folder: Where backups are kept. It is not made: at a mount point whose disk is missing,
            a new folder would fill the disk below.
        keep: How many backups of this archive to keep there, this one included.
        clock: Tells the time as YYYY-MM-DDTHH:MM:SSZ.
        tick: Told of each step.

    Raises:
        ArchiveMissing: There is no archive.
        NotAnArchive: Another file, or one that was exported or made to be shown.
        ArchiveLocked: Another backup is being written there.
        ArchiveError: See `copying.copy_archive`. Nothing is left behind, no older one removed.
    """
    if not path.is_file():
        raise ArchiveMissing(f"There is no archive at {path}: nothing to back up.")
    found = identity.look_at(path)
    if found and found.derived:
        # A backup is noted in what it is of, and takes the place of older ones of that archive.
        raise NotAnArchive(
            f"{identity.no_archive(path, found.derived)}: nothing to back up. Copy it as it is, or "
            "name the archive with ARCHIVE_PATH."
        )
    check_folder(folder)
    # Before the lock is made, in the same folder: whoever may not write there learns it here.
    lock = SideCarLock.take(folder / f"{path.stem}.backup")
    try:
        part = folder / f".{path.stem}.backup-part"
        files.remove(part)  # of a backup that was killed; the lock says that it is not going on
        copied = _copy(path, part, clock, tick)
        target = folder / rotation.stamped(path.stem, copied.made_at)
        _name(part, target)
        verified_at = clock()
        removed, notes = _rotate(target, path.stem, copied, keep)
    finally:
        lock.release()
    if folder.stat().st_dev == path.stat().st_dev:
        notes.append(f"{folder} is on the archive's own disk: what ends that disk ends both.")
    return Backup(
        target,
        copied.identity.origin,
        copied.made_at,
        verified_at,
        copied.bytes,
        copied.rows.get("articles", 0),
        tuple(removed),
        tuple(notes),
    )


def check_folder(folder: Path) -> None:
    """Refuse a folder for backups that is missing, or is none.

    Raises:
        ArchiveError: saying what to do.
    """
    if not folder.exists():
        raise ArchiveError(
            f"There is no folder {folder} for backups: make it, or mount the disk that it is on."
        )
    if not folder.is_dir():
        raise ArchiveError(f"{folder} is no folder: name one for backups.")


def _copy(path: Path, part: Path, clock: Callable[[], str], tick: Tick) -> Copied:
    try:
        return copy_archive(path, part, clock, tick)
    except CopyUnsound as error:
        raise NotAnArchive(
            f"The copy of {path} is not sound ({error.found}) and was removed; older backups are "
            "as they were. The archive or a disk is damaged: 'antara doctor' tells which."
        ) from error


def _name(part: Path, target: Path) -> None:
    """Give the proved copy its name, which stands for good from then on."""
    try:
        if target.exists():
            raise ArchiveError(f"{target} exists already and was left alone; start again.")
        part.rename(target)
        files.sync_folder(target.parent)
    except OSError as error:
        raise ArchiveWriteFailed(
            f"The backup cannot be named {target} ({error.strerror}); check its folder."
        ) from error
    finally:
        files.remove(part)


def _rotate(newest: Path, stem: str, copied: Copied, keep: int) -> tuple[list[Path], list[str]]:
    """Remove surplus backups; one that cannot be removed is a note, the new one is good."""
    removed, notes = [], []
    backups = rotation.backups_of(newest.parent, stem, copied.meta)
    for path in rotation.surplus(backups, newest, keep):
        try:
            path.unlink()
        except OSError as error:
            notes.append(f"{path} should have made room and cannot be removed: {error.strerror}.")
        else:
            removed.append(path)
    return removed, notes
