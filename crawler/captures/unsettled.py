"""Answers that a killed crawl had got, and of which its archive came to hold nothing.

A record is on the disk before its row, and its row may be there before what was made of it. What a
killed process had not written yet, the next one asks for again. So the archive knows nothing of
such answers; but whoever makes it again from the records alone would meet them. Hence each run's
head names those that the run before it left.

Behind the last record with a row stands, too, what was kept after a backup was made that was put in
the archive's place since. That had been stored, and a restore leaves its moment in the archive, so
that no head names what is older.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crawler.captures.findings import digest_of
from crawler.captures.heads import said_of
from crawler.captures.names import FOLDER
from crawler.captures.record import IMPORTED_FROM, KIND
from crawler.captures.scan import Record, record_at, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pipelines.archive.captures import Capture

FIELD: Final = "unsettled"
"""Of a warcinfo record: the ids of answers for articles, of earlier runs, that no row tells of."""


@dataclass(frozen=True, slots=True)
class Left:
    """An answer for an article that is kept, and that no row names."""

    file: str
    """Relative to the archive's folder."""
    offset: int
    length: int
    record_id: str
    url: str
    date: str
    sha256: str
    revisit: bool
    imported: bool


def left_behind(
    folder: Path, files: Sequence[Path], known_end: Callable[[str], int]
) -> Iterator[Left]:
    """Yield the answers for articles that are kept, and that no row names.

    They stand behind the last record that has a row: rows come in the order of their records.

    Args:
        folder: the archive's.
        files: its files of captures, in the order in which they were written.
        known_end: tells up to which byte of a file, named relative to `folder`, there are rows.
    """
    for path in reversed(files):
        name = f"{FOLDER}/{path.name}"
        known = known_end(name)
        with (folder / name).open("rb") as file:
            for each in records(file, start=known):
                if not isinstance(each, Record) or each.headers.get(KIND.lower()) != "article":
                    continue
                yield Left(
                    name,
                    each.offset,
                    each.length,
                    each.record_id,
                    each.url or "",
                    each.date,
                    digest_of(each) or "",
                    each.kind == "revisit",
                    IMPORTED_FROM.lower() in each.headers,
                )
        if known:
            break


def ids_of(folder: Path, rows: Iterable[Capture]) -> list[str]:
    """Return the ids of the records that rows name; of one that is not there, nothing."""
    found = []
    for row in rows:
        try:
            with (folder / row.file).open("rb") as file:
                record = record_at(file, row.offset, row.length)
        except OSError:
            continue
        if isinstance(record, Record):
            found.append(record.record_id)
    return found


def unsettled_in(files: Iterable[Path]) -> set[str]:
    """Return the ids that the heads in files name."""
    found: set[str] = set()
    for path in files:
        with path.open("rb") as file:
            for each in records(file):
                if isinstance(each, Record) and each.kind == "warcinfo":
                    found.update(said_of(path, each, FIELD).split())
    return found
