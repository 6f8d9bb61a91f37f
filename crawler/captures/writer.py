"""The file that captures are appended to: whole records only, on disk when they are asked for."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from crawler.captures.names import FOLDER, files_of, name_after
from crawler.captures.tear import cut_torn_tail
from pipelines.archive import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class CaptureFailedError(ArchiveError):
    """A capture could not be written; what it was of is neither stored nor settled."""


class CaptureWriter:
    """Appends records to the newest file of an archive, and begins another when that is full.

    Args:
        folder: The archive's folder.
        archive_id: Six hexadecimal digits.
        most: Bytes after which a file is full.
        known_end: Tells up to which byte of a file, named relative to `folder`, rows of the
            archive name records: what stands behind it may be torn.
    """

    def __init__(
        self, folder: Path, archive_id: str, most: int, known_end: Callable[[str], int]
    ) -> None:
        self.folder = folder
        self.archive_id = archive_id
        self.most = most
        self.notes: list[str] = []
        """What a person should know of the files, for the summary."""
        self._known_end = known_end
        self._descriptor: int | None = None
        self._name = ""
        self._end = 0
        self._synced = True
        self._torn = False

    def place(self, now: str) -> tuple[str, int]:
        """Return where the next record begins: its file, relative to the folder, and the byte.

        Args:
            now: UTC, YYYY-MM-DDTHH:MM:SSZ; a new file is named after it.

        Raises:
            CaptureFailedError: There is no place: no permission, a full disk.
        """
        if self._descriptor is not None and self._torn:
            with self._explained():
                self._cut(self._descriptor)
        if self._descriptor is not None and self._end >= self.most:
            self.close()
        if self._descriptor is None:
            with self._explained():
                self._open(now)
        return f"{FOLDER}/{self._name}", self._end

    def append(self, record: bytes) -> None:
        """Write a record where `place` said; a part of one is taken away again.

        Where it cannot, the next `place` tries again: behind it a record would not stand where its
        row says.

        Raises:
            CaptureFailedError: It could not be written.
        """
        assert self._descriptor is not None
        self._synced = False
        written = 0
        try:
            while written < len(record):
                written += os.write(self._descriptor, record[written:])
        except OSError as error:
            self._torn = True
            with suppress(OSError):
                self._cut(self._descriptor)
            raise self._failed(error) from error
        self._end += written

    def sync(self) -> None:
        """Put on disk what was written; to be called before a row that names it is committed.

        Raises:
            CaptureFailedError: It could not be put there.
        """
        if self._descriptor is None or self._synced:
            return
        with self._explained():
            os.fsync(self._descriptor)
        self._synced = True

    def close(self) -> None:
        """Put everything on disk and close the file; the next record opens one."""
        if self._descriptor is None:
            return
        try:
            self.sync()
        finally:
            os.close(self._descriptor)
            self._descriptor = None

    def _cut(self, descriptor: int) -> None:
        """Take away the part of a record that could not be written whole."""
        os.ftruncate(descriptor, self._end)
        self._torn = False

    def _open(self, now: str) -> None:
        folder = self.folder / FOLDER
        if not folder.is_dir():
            folder.mkdir()
            _sync_folder(self.folder)
        last = next(reversed(files_of(self.folder, self.archive_id)), None)
        if last is not None and self._takes_more(last):
            self._name = last.name
            flags = os.O_WRONLY | os.O_APPEND
        else:
            self._name = name_after(last.name if last else None, self.archive_id, now)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL
        self._descriptor = os.open(folder / self._name, flags, 0o644)
        _sync_folder(folder)
        self._end = os.fstat(self._descriptor).st_size

    def _takes_more(self, path: Path) -> bool:
        """Cut off what a killed process left half written; say whether the file is to go on."""
        known = self._known_end(f"{FOLDER}/{path.name}")
        if path.stat().st_size < known:
            self.notes.append(
                f"{path} is shorter than it was: captures are missing; see 'antara verify'."
            )
            return False
        torn = cut_torn_tail(path, known)
        if torn.cut:
            self.notes.append(
                f"{path}: {torn.cut} bytes of a record that a killed crawl left half written "
                "were cut off."
            )
        return path.stat().st_size < self.most

    def _explained(self) -> _Explained:
        return _Explained(self)

    def _failed(self, error: OSError) -> CaptureFailedError:
        path = self.folder / FOLDER / self._name
        return CaptureFailedError(
            f"{path} cannot be written ({error.strerror}). Nothing that was stored is lost; free "
            "some space or mend the permissions, and start the same command again."
        )


class _Explained:
    """Turns an OSError into a `CaptureFailedError`."""

    def __init__(self, writer: CaptureWriter) -> None:
        self.writer = writer

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, OSError):
            raise self.writer._failed(error) from error


def _sync_folder(folder: Path) -> None:
    """Put a folder's list of files on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
