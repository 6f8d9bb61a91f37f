"""rows.csv.gz: what an export holds of each article, so that two exports can be compared.

A line for each row, in their order, and one for each article that passed the filters and has none,
with the reason. Whatever its formats and fields are, each export has it; an export of what changed
since an earlier one has that of the whole data set which the two of them make.
"""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from contextlib import closing
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from pipelines.archive.keys import key_of
from pipelines.exports.comma import as_csv
from pipelines.exports.errors import ExportRefused
from pipelines.exports.sink import Sink, packed

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

NAME: Final = "rows.csv.gz"
VERSION: Final = 1
"""Of the index: changes when a column changes its meaning or goes."""
COLUMNS: Final[dict[str, str]] = {
    "key": "of the article",
    "revision": "which of its states the row is",
    "state_first_seen": "first reading of that state (UTC)",
    "last_seen": "last time that the article was seen (UTC)",
    "extractor_version": "version of the reader that made it",
    "state": "digest of title, subtitle, text, credits and tags",
    "row": "digest of the row, all of its fields",
    "left_out": "why the article has no row; empty where it has",
}
"""The columns, and what they mean."""
INDEXED: Final = (
    *("revision", "state_first_seen", "last_seen", "extractor_version", "state_sha256"),
)
"""What `lines_of` is told of each state."""
DIGITS: Final = 16
"""Hexadecimal digits of a digest: enough to tell the states of one article apart."""
_GZIP_LEVEL: Final = 1
"""Half of it is digests, which cannot be packed: more would take thrice the time for a tenth."""
_LINES_AT_ONCE: Final = 500
_LONGEST: Final = 64 * 1024
"""Characters of a line at the most: a packed file of some megabytes can have one of gigabytes."""
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DAMAGED: Final = (OSError, EOFError, zlib.error, csv.Error, ValueError, TypeError)


class Entry(NamedTuple):
    """What the index has of one article, by its newest row."""

    rows: int
    """How many it has; 0: it was left out."""
    row: str
    """Digest of all of its rows."""
    state: str
    """Digest of its newest state."""
    revision: str
    state_first_seen: str
    last_seen: str
    extractor_version: str
    left_out: str
    """Why it has no row; "" where it has."""


def digest(line: bytes) -> str:
    """Return the digest of a row, as JSON: equal ones have it in common, whatever the format.

    >>> digest(b'{"key":"bali/1"}')
    '2ae4e23841089748'
    """
    return sha256(line).hexdigest()[:DIGITS]


def lines_of(
    keys: Iterable[str], states: Mapping[str, Sequence[Any]], rows: Iterable[bytes]
) -> list[Sequence[str]]:
    """Return the lines of some rows.

    Args:
        keys: of the article of each.
        states: what `INDEXED` names of each state of `exporting.Snapshot.batches`.
        rows: that were made of them, as JSON.
    """
    return list(
        zip(
            keys,
            ["" if revision is None else str(revision) for revision in states["revision"]],
            map(_moment, states["state_first_seen"]),
            map(_moment, states["last_seen"]),
            [version.replace("\0", "") for version in states["extractor_version"]],
            [(state or "")[:DIGITS] for state in states["state_sha256"]],
            map(digest, rows),
            [""] * len(states["revision"]),
            strict=True,
        )
    )


def entry_of(lines: Sequence[Sequence[str]]) -> Entry:
    """Return what the lines of one article say of it.

    Raises:
        ValueError: they are no lines of an index.
    """
    _, revision, first, last, version, state, row, left_out = lines[-1]
    if left_out:
        return Entry(0, "", "", "", "", "", "", left_out)
    if len(row) != DIGITS or len(state) not in (0, DIGITS):
        raise ValueError(row)
    if len(lines) > 1:
        row = sha256("".join(each[6] for each in lines).encode()).hexdigest()[:DIGITS]
    return Entry(len(lines), row, state, revision, first, last, version, "")


class IndexWriter:
    """The index of an export while it is made.

    Args:
        folder: of the export.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._sink = Sink(folder / NAME)
        self._file = packed(self._sink, "gzip", _GZIP_LEVEL)
        self._lines: list[Sequence[str]] = [list(COLUMNS)]

    def write(self, lines: Sequence[Sequence[str]]) -> None:
        """Write the lines of an article."""
        self._lines += lines
        if len(self._lines) >= _LINES_AT_ONCE:
            self._flush()

    def leave_out(self, key: str, why: str) -> None:
        """Write that an article which passed the filters has no row."""
        self.write([[key, "", "", "", "", "", "", why]])

    def close(self) -> dict[str, Any]:
        """Put it on the disk; returns its name, bytes and sha256, as the manifest has it."""
        self._flush()
        self._file.close()
        self._sink.close()
        return self._sink.as_paper()

    def give_up(self) -> None:
        """Close the file as it is."""
        self._sink.give_up()

    def _flush(self) -> None:
        self._file.write(_as_csv(self._lines).encode("utf-8", "replace"))
        self._lines = []


def _as_csv(lines: Sequence[Sequence[str]]) -> str:
    """Return lines as `as_csv` does: a third of the time where none of the cells needs a quote."""
    text = "".join([f"{','.join(line)}\r\n" for line in lines])
    is_plain = (
        '"' not in text
        and text.count(",") == len(lines) * (len(COLUMNS) - 1)
        and text.count("\r") == text.count("\n") == len(lines)
    )
    return text if is_plain else as_csv(lines)


def by_bureau(path: Path) -> Generator[tuple[str, Iterator[tuple[int, Entry]]]]:
    """Yield the articles of an index, a bureau after the other.

    Args:
        path: of the index, whose digest is that of the manifest.

    Returns:
        Bureau, and the number and entry of each of its articles, to be read before the next bureau.

    Raises:
        ExportRefused: it cannot be read, or is no index.
    """
    before = ""
    with closing(_articles(path)) as articles:
        for bureau, found in groupby(articles, key=lambda each: each[0]):
            if bureau <= before:
                raise damaged(path)
            before = bureau
            yield bureau, ((number, entry) for _, number, entry in found)


def _articles(path: Path) -> Generator[tuple[str, int, Entry]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            lines = csv.reader(_lines(file, path), strict=True)
            if next(lines, None) != list(COLUMNS):
                raise damaged(path)
            for key, of in groupby(lines, key=lambda line: line[0] if line else ""):
                yield *key_of(key), entry_of(list(of))
    except _DAMAGED as error:
        raise damaged(path) from error


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    while line := file.readline(_LONGEST):
        if len(line) == _LONGEST:
            raise damaged(path)
        yield line


def damaged(path: Path) -> ExportRefused:
    """Return what to say of an index that cannot be read."""
    return ExportRefused(
        f"{path} is damaged, or no index of an export: 'antara export --verify' says what else is."
    )


@lru_cache(maxsize=10_000)  # the same ones come again and again
def _moment(text: str | None) -> str:
    # What another program wrote there and is none cannot be compared.
    return text if text and _MOMENT.fullmatch(text) else ""
