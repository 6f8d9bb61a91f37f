"""A list that an archive keeps beside its captures, from which one that is made again has it.

What is made of captures alone, or of an older backup, would not know what a person has decided:
what was withdrawn, what was found right, in which split a story was handed on. So each archive
keeps copies of these tables where its captures are, and travels, in files with its own mark:
`captures/antara-<mark>-<ending>`. The archive itself is the truth.
"""

from __future__ import annotations

import csv
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from pipelines.archive import files
from pipelines.archive.errors import ArchiveError, ArchiveWriteFailed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER: Final = "captures"
_DAMAGED: Final = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, csv.Error)


@dataclass(frozen=True, slots=True)
class KeptList:
    """What a list is called, and what is said where it cannot be written or read."""

    ending: str
    what: str
    unwritten: str
    """What a person has to know who could not write it, and do."""
    unread: str
    """What might happen where it cannot be read, and what to do."""

    def path(self, archive: Path, archive_id: str) -> Path:
        """Return where an archive's list is.

        Args:
            archive: Its file.
            archive_id: Its mark.
        """
        return self.of_mark(files.itself(archive).parent, archive_id)

    def of_mark(self, folder: Path, mark: str) -> Path:
        """Return where the list with a mark is.

        Args:
            folder: The one that has the folder of captures.
            mark: Of an archive.
        """
        return folder / FOLDER / f"antara-{mark}-{self.ending}"

    def mark_of(self, path: Path) -> str:
        """Return the mark in a list's name; see `of_mark`."""
        return path.name.removeprefix("antara-").removesuffix(f"-{self.ending}")

    def all_in(self, folder: Path) -> list[Path]:
        """Return the lists beside captures, whichever archives they are of.

        Args:
            folder: The one that has the folder of captures.
        """
        return sorted((folder / FOLDER).glob(f"antara-*-{self.ending}"))

    @contextmanager
    def written(self, archive: Path, archive_id: str) -> Iterator[BinaryIO]:
        """Yield a file, which becomes the archive's list when the block ends well.

        Raises:
            ArchiveWriteFailed: No room, no permission.
        """
        path = self.path(archive, archive_id)
        part = path.with_name(f".{path.name}.part")
        with self._writing(path):
            path.parent.mkdir(exist_ok=True)
            part.unlink(missing_ok=True)  # of a process that was killed
            with files.new_file(part, archive) as descriptor:
                with os.fdopen(descriptor, "wb", closefd=False) as file:
                    yield file
                os.fsync(descriptor)
            part.replace(path)
            files.sync_folder(path.parent)

    def remove(self, archive: Path, archive_id: str) -> None:
        """Let an archive have none.

        Raises:
            ArchiveWriteFailed: No permission.
        """
        path = self.path(archive, archive_id)
        with self._writing(path):
            path.unlink(missing_ok=True)

    @contextmanager
    def _writing(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ArchiveWriteFailed(
                f"The list of {self.what}, {path}, cannot be written ({error.strerror})"
                f"{self.unwritten}"
            ) from error

    @contextmanager
    def being_read(self, path: Path) -> Iterator[None]:
        """Turn what goes wrong while a list is read, and understood, into a line for a person.

        Raises:
            ArchiveError: It cannot be read.
        """
        try:
            yield
        except _DAMAGED as error:
            why = getattr(error, "strerror", None) or "it is damaged"
            raise ArchiveError(
                f"{path}, the list of {self.what}, cannot be read ({why}){self.unread}"
            ) from error


def remove_parts(archive: Path, archive_id: str) -> None:
    """Remove what a killed process left of lists that it was writing; nothing in its place.

    Args:
        archive: Its file; its lock is held, so that nobody is writing them.
        archive_id: Its mark.
    """
    folder = files.itself(archive).parent / FOLDER
    for part in folder.glob(f".antara-{archive_id}-*.part"):
        with suppress(OSError):  # it has nothing that the archive has not, and hurts nobody
            part.unlink()


def json_lines(path: Path, origin: str) -> list[dict[str, Any]]:
    """Return the objects of a list that has one a line.

    Args:
        path: Of the list.
        origin: live or sample: what the other says is left out.
    """
    told = [json.loads(line) for line in path.read_bytes().decode().split("\n") if line]
    return [each for each in told if each["origin"] == origin]
