"""An index in memory, a bureau at a time."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from pipelines.exports.index import Entry, by_bureau, damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_RECORD: Final = struct.Struct("<I8s8sIqqII")
_SIGNS: Final = str.maketrans("", "", "-T:Z")


class Articles:
    """The articles of one bureau, some 160 bytes each.

    Args:
        articles: number and entry of each.

    Raises:
        ValueError: an entry is none.
    """

    def __init__(self, articles: Iterable[tuple[int, Entry]] = ()) -> None:
        self._names: dict[str, int] = {}
        try:
            self._records = {number: self._packed(entry) for number, entry in articles}
        except struct.error as error:
            raise ValueError(str(error)) from error
        self._named = list(self._names)

    def pop(self, number: int) -> Entry | None:
        """Take an article out; None where there is none."""
        record = self._records.pop(number, None)
        return None if record is None else self._entry(record)

    def left(self) -> Iterator[tuple[int, Entry]]:
        """Yield number and entry of those that were not taken out, by number."""
        for number in sorted(self._records):
            yield number, self._entry(self._records[number])

    def _packed(self, entry: Entry) -> bytes:
        return _RECORD.pack(
            entry.rows,
            bytes.fromhex(entry.row),
            bytes.fromhex(entry.state),
            int(entry.revision or 0),
            int(entry.state_first_seen.translate(_SIGNS) or 0),
            int(entry.last_seen.translate(_SIGNS) or 0),
            self._number(entry.extractor_version),
            self._number(entry.left_out),
        )

    def _number(self, name: str) -> int:
        return self._names.setdefault(name, len(self._names))

    def _entry(self, record: bytes) -> Entry:
        rows, row, state, revision, first, last, version, left_out = _RECORD.unpack(record)
        return Entry(
            rows,
            _hex(row),
            _hex(state),
            str(revision or ""),
            _moment(first),
            _moment(last),
            self._named[version],
            self._named[left_out],
        )


class Bureaus:
    """The bureaus of an index, asked for in their order.

    Args:
        path: of the index, whose digest is that of the manifest.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._groups = by_bureau(path)
        self._next = next(self._groups, None)

    def passed(self, bureau: str | None = None) -> Iterator[tuple[str, Articles]]:
        """Yield the bureaus that come before one and were not asked for; None: all that are left.

        Raises:
            ExportRefused: the index is damaged.
        """
        while self._next is not None and (bureau is None or self._next[0] < bureau):
            yield self._next[0], self._take()

    def held(self, bureau: str) -> Articles:
        """Return what the index has of a bureau, which is none of those that were passed.

        Raises:
            ExportRefused: the index is damaged.
        """
        return self._take() if self._next is not None and self._next[0] == bureau else Articles()

    def close(self) -> None:
        """Close the file, whether it was read to its end or not."""
        self._groups.close()

    def _take(self) -> Articles:
        assert self._next is not None
        try:
            found = Articles(self._next[1])
        except ValueError as error:
            raise damaged(self._path) from error
        self._next = next(self._groups, None)
        return found


def _hex(digest: bytes) -> str:
    return digest.hex() if any(digest) else ""


def _moment(number: int) -> str:
    if not number:
        return ""
    t = f"{number:014}"
    return f"{t[:4]}-{t[4:6]}-{t[6:8]}T{t[8:10]}:{t[10:12]}:{t[12:]}Z"
