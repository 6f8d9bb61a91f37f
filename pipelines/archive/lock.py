"""The side-car lock: one process at a time writes to an archive.

`flock` on `<archive>.lock` is held by the kernel for the process and ends with it, also at
kill -9; SQLite's own lock would only be held during a transaction. The file names the process
for people; nothing is decided by what stands in it.
"""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from pipelines.archive.errors import ArchiveError, ArchiveLocked
from pipelines.archive.files import beside

if TYPE_CHECKING:
    from pathlib import Path


class SideCarLock:
    """A held lock on an archive. Made by `SideCarLock.take`, ended by `release`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, archive: Path) -> SideCarLock:
        """Take the lock for `archive` without waiting.

        Raises:
            ArchiveLocked: Another process holds it, named in the message.
            ArchiveError: The lock file cannot be made, for instance because the folder is missing.
        """
        path = lock_path(archive)
        while True:
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            except OSError as error:
                raise ArchiveError(
                    f"{archive} cannot be locked for writing: {error.strerror} ({path}). "
                    "Check that the folder exists and may be written."
                ) from error
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
                os.close(descriptor)
                who = f"process {holder}" if holder.isdigit() else "another process"
                raise ArchiveLocked(
                    f"{archive} is being written by {who}; wait until it ends, or stop it, "
                    "and start again."
                ) from error
            if _is_still(path, descriptor):
                held = cls(path, descriptor)
                try:
                    os.ftruncate(descriptor, 0)
                    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
                except OSError as error:  # a full disk: nothing could be written later either
                    held.release()
                    raise ArchiveError(
                        f"{archive} cannot be locked for writing: {error.strerror} ({path}). "
                        "Nothing was done; free some room and start again."
                    ) from error
                return held
            os.close(descriptor)  # its last holder removed the file just now: take the new one

    def release(self) -> None:
        """Give the lock back and remove its file. A second call does nothing."""
        if self._descriptor is None:
            return
        # Removed while it is held: whoever opened the old file sees that it is gone.
        self.path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None


def lock_path(archive: Path) -> Path:
    """Return the file whose lock is the archive's."""
    return beside(archive, ".lock")


def named_holder(archive: Path) -> str | None:
    """Return the number of the process that the lock's file names; None when it is gone."""
    try:
        return lock_path(archive).read_text("ascii", "replace").strip()
    except OSError:
        return None


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    ours = os.fstat(descriptor)
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)
