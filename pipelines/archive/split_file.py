"""The list of splits beside the captures (`kept_list`), an article a line of packed CSV.

It is written with each export that has splits. It has keys, and nothing else of an article.
"""

from __future__ import annotations

import csv
import gzip
import io
from typing import TYPE_CHECKING, Final

from pipelines.archive.kept_list import KeptList
from pipelines.archive.splitting import SPLITS, Fixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipelines.archive.splits import Row
    from pipelines.archive.splitting import Split

LIST: Final = KeptList(
    "splits.csv.gz",
    "the splits of exported articles",
    ". Mend that and start again.",
    ": what it names might be exported in another split. Put a good copy in its place.",
)
HEADER: Final = ("origin", "bureau", "article_id", "split", "yields_to")
_LEVEL: Final = 6


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
    with (
        LIST.written(archive, archive_id) as file,
        gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed,
        io.TextIOWrapper(packed, "utf-8", newline="") as text,
    ):
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow(HEADER)
        for key, fixed in rows:
            lines.writerow((origin, *key, fixed.split, fixed.yields_to))


def read(path: Path, origin: str) -> Iterator[Row]:
    """Yield what a list says.

    Args:
        path: Of the list.
        origin: live or sample: what the other says is passed over.

    Raises:
        ArchiveError: It cannot be read: without it something might be seen in two splits.
    """
    with LIST.being_read(path), gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        if tuple(next(lines, ())) != HEADER:
            raise ValueError
        for of, bureau, number, split, yields_to in lines:
            if of == origin:
                fixed = Fixed(_split(split), _split(yields_to) if yields_to else None)
                yield (bureau, int(number)), fixed


def _split(word: str) -> Split:
    if word not in SPLITS:
        raise ValueError
    return word
