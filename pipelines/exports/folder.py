"""A folder that is there whole or not at all: made beside its name and renamed at the end."""

from __future__ import annotations

import errno
import shutil
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines.archive import files
from pipelines.archive.lock import SideCarLock
from pipelines.exports.errors import ExportFailed, ExportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check_target(target: Path) -> None:
    """Refuse a folder that cannot be made without touching what is there.

    Args:
        target: absolute; an empty folder may stand there.

    Raises:
        ExportRefused: something else does, the folder around it does not exist, or neither can be
            looked at.
    """
    try:
        _check(target)
    except OSError as error:  # a name that is too long, a folder that may not be read
        raise ExportRefused(
            f"{target} can be no folder to fill: {error.strerror}. Name another one."
        ) from error


def _check(target: Path) -> None:
    if not target.parent.is_dir():
        raise ExportRefused(
            f"{target.parent} is no folder, so that {target.name} cannot be made in it: make it "
            "first, or name another place."
        )
    if is_export(target.parent):
        raise ExportRefused(
            f"{target.parent} is an export, whose checksums would not count what stands in it: "
            "name a folder beside it."
        )
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ExportRefused(f"{target} is there already, and no folder: name another one.")
    if target.is_dir() and any(target.iterdir()):
        raise ExportRefused(
            f"{target} is not empty, and an export writes over nothing: name another folder, or "
            "move that one away."
        )


def is_export(folder: Path) -> bool:
    """Return whether a folder has what every export has."""
    from pipelines.exports.manifest import NAME, SUMS

    return all((folder / name).is_file() for name in (NAME, SUMS))


def unfinished(target: Path) -> Path:
    """Return where a folder stands while it is made, and what a killed process left of it."""
    return target.with_name(f".{target.name}.unfinished")


@contextmanager
def being_made(target: Path) -> Iterator[Path]:
    """Yield a folder to fill, which gets its name when the block ends well, and is removed if not.

    What a process that was killed left of the same export is removed first.

    Args:
        target: absolute.

    Raises:
        ExportRefused: see `check_target`.
        ExportFailed: no room, no permission, a broken disk.
        ArchiveLocked: another process is writing the same export.
        ArchiveError: the folder around it cannot be written.
    """
    check_target(target)
    lock = SideCarLock.take(target)
    part = unfinished(target)
    try:
        if part.exists():
            shutil.rmtree(part)
        part.mkdir()
        yield part
        files.sync_folder(part)
        part.rename(target)  # onto an empty folder, too
        files.sync_folder(target.parent)
    except OSError as error:
        raise ExportFailed(_why(target, error)) from error
    finally:
        with _heedless():
            shutil.rmtree(part, ignore_errors=True)
            lock.release()


@contextmanager
def _heedless() -> Iterator[None]:
    """Take no notice of Ctrl-C: who presses it twice wants no half of a folder either."""
    if threading.current_thread() is not threading.main_thread():
        yield  # which hears of none
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _why(target: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error):
        what, step = "no room is left there", "free some room, or name a folder on another disk"
    elif error.errno in (errno.ENOTEMPTY, errno.EEXIST):
        what, step = "something has been put there meanwhile", "name another folder"
    else:
        what, step = error.strerror or str(error), "check the disk and its permissions"
    return f"{target} could not be written: {what}. Nothing was left of it. Next: {step}."
