"""Answers that a killed crawl had got, and of which its archive came to hold nothing.

A record is on the disk before its row, and its row may be there before what was made of it. What a
killed process had not written yet, the next one asks for again. So the archive knows nothing of
such answers; but whoever makes it again from the records alone would meet them. Hence each run's
head names those that the run before it left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crawler.captures.heads import said_of
from crawler.captures.names import FOLDER
from crawler.captures.record import IMPORTED_FROM, KIND
from crawler.captures.scan import Record, record_at, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from pipelines.archive.captures import Capture

FIELD: Final = "unsettled"
"""Of a warcinfo record: the ids of answers for articles, of earlier runs, that no row tells of."""


def left_behind(
    folder: Path,
    files: Sequence[Path],
    known_end: Callable[[str], int],
    rows: Iterable[Capture],
) -> list[str]:
    """Return the ids of answers that are kept, and of which the archive has nothing.

    Args:
        folder: the archive's.
        files: its files of captures, in the order in which they were written.
        known_end: tells up to which byte of a file, named relative to `folder`, there are rows.
        rows: captures of articles without an observation.
    """
    found = []
    for path in reversed(files):
        known = known_end(f"{FOLDER}/{path.name}")
        with path.open("rb") as file:
            found += [
                each.record_id
                for each in records(file, start=known)
                if isinstance(each, Record) and _is_article(each)
            ]
        if known:
            break
    for row in rows:
        with (folder / row.file).open("rb") as file:
            record = record_at(file, row.offset, row.length)
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


def _is_article(record: Record) -> bool:
    """Whether a record is an answer that this software got when it asked for an article.

    An imported answer has its own time: met twice, it changes nothing.
    """
    fields = record.headers
    return fields.get(KIND.lower()) == "article" and IMPORTED_FROM.lower() not in fields
