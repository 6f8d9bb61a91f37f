"""The list of splits beside the captures, from which an archive can be made again.

What is made of captures alone, or of an older backup, would draw anew what has been handed on. So
each archive keeps a copy of its splits where its captures are, and travels, in a file with its own
mark: `captures/antara-<mark>-splits.csv.gz`. The archive itself is the truth; the list is written
with each export that has splits. It has keys, and nothing else of an article.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
from typing import TYPE_CHECKING, Final

from pipelines.archive import files
from pipelines.archive.errors import ArchiveError, ArchiveWriteFailed
from pipelines.archive.splitting import SPLITS, Fixed
from pipelines.archive.tombstone_file import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipelines.archive.splits import Row
    from pipelines.archive.splitting import Split

HEADER: Final = ("origin", "bureau", "article_id", "split", "yields_to")
_LEVEL: Final = 6


def list_path(archive: Path, archive_id: str) -> Path:
    """Return where an archive's list is.

    Args:
        archive: Its file.
        archive_id: Its mark.
    """
    return files.itself(archive).parent / FOLDER / f"antara-{archive_id}-splits.csv.gz"


def write(archive: Path, archive_id: str, origin: str, rows: Iterable[Row]) -> None:
    """Write an archive's list, whole or not at all. The same rows give the same bytes.

    Args:
        archive: Its file.
        archive_id: Its mark.
        origin: live or sample: equal keys name different articles there.
        rows: What is kept, in the order of the keys.

    Raises:
        ArchiveWriteFailed: No room, no permission.
    """
    path = list_path(archive, archive_id)
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        part.unlink(missing_ok=True)  # of a process that was killed
        with files.new_file(part, archive) as descriptor:
            with (
                os.fdopen(descriptor, "wb", closefd=False) as file,
                gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed,
                io.TextIOWrapper(packed, "utf-8", newline="") as text,
            ):
                lines = csv.writer(text, lineterminator="\n")
                lines.writerow(HEADER)
                for key, fixed in rows:
                    lines.writerow((origin, *key, fixed.split, fixed.yields_to))
            os.fsync(descriptor)
        part.replace(path)
        files.sync_folder(path.parent)
    except OSError as error:
        raise ArchiveWriteFailed(
            f"The list of splits, {path}, cannot be written ({error.strerror}). Mend that and "
            "start again."
        ) from error


def lists(folder: Path) -> list[Path]:
    """Return the lists beside captures, whichever archives they are of.

    Args:
        folder: The one that has the folder of captures.
    """
    return sorted((folder / FOLDER).glob("antara-*-splits.csv.gz"))


def read(path: Path, origin: str) -> Iterator[Row]:
    """Yield what a list says.

    Args:
        path: Of the list.
        origin: live or sample: what the other says is passed over.

    Raises:
        ArchiveError: It cannot be read: without it something might be seen in two splits.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            lines = csv.reader(file, strict=True)
            if tuple(next(lines, ())) != HEADER:
                raise ValueError
            for of, bureau, number, split, yields_to in lines:
                if of == origin:
                    fixed = Fixed(_split(split), _split(yields_to) if yields_to else None)
                    yield (bureau, int(number)), fixed
    except (OSError, EOFError, ValueError, csv.Error) as error:
        why = getattr(error, "strerror", None) or "it is damaged"
        raise ArchiveError(
            f"{path}, the list of the splits of exported articles, cannot be read ({why}): what "
            "it names might be exported in another split. Put a good copy in its place."
        ) from error


def _split(word: str) -> Split:
    if word not in SPLITS:
        raise ValueError
    return word
