"""The files of an archive: its own, and what SQLite keeps beside it."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from pipelines.archive.errors import ArchiveWriteFailed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""What SQLite may keep beside a file."""
SPARE_BYTES: Final = 1024 * 1024
"""Room that must be free beyond a copy's own size: its checks need a log of their own."""


def itself(path: Path) -> Path:
    """Return the file that a path leads to, through links of its own name.

    SQLite keeps what it needs beside that file, whatever name it was opened by.
    """
    return path.resolve() if path.is_symlink() else path


def beside(path: Path, ending: str) -> Path:
    """Return the file whose name is that of `path` itself with an ending: archive.db-wal."""
    path = itself(path)
    return path.with_name(path.name + ending)


def remove(path: Path) -> None:
    """Remove a file and what SQLite left beside it, if anything stands there."""
    for ending in COMPANIONS:
        beside(path, ending).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def check_room(folder: Path, needed: int) -> None:
    """Refuse to begin a copy of `needed` bytes that a folder's disk has no room for.

    Raises:
        ArchiveWriteFailed: With what is missing.
    """
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise ArchiveWriteFailed(
            f"The copy needs {(needed + SPARE_BYTES) / 1e6:,.0f} MB, and {folder} has "
            f"{free / 1e6:,.0f} MB free; nothing was copied. Free some room there, or name another "
            "folder."
        )


def is_full(folder: Path) -> bool:
    """Return whether a folder's disk has less room than the checks of a copy need."""
    return shutil.disk_usage(folder).free < SPARE_BYTES


@contextmanager
def new_file(path: Path, like: Path) -> Iterator[int]:
    """Make an empty file that nobody may read who may not read `like`; yield a descriptor."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        take_mode(path, like)
        yield descriptor
    finally:
        os.close(descriptor)


def take_mode(path: Path, like: Path) -> None:
    """Give a file the permissions of another one; its owner may always write to it."""
    with suppress(OSError):  # file systems of other systems know no permissions
        path.chmod(stat.S_IMODE(like.stat().st_mode) | stat.S_IWUSR)


def sync_file(descriptor: int) -> None:
    """Put a file on the disk and forget what memory holds of it: checks then read the disk."""
    os.fsync(descriptor)
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def sync_folder(folder: Path) -> None:
    """Put a folder's names on the disk, so that a renamed file keeps its name at a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems cannot
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
