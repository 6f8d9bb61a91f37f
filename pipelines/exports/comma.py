"""CSV as RFC 4180 has it, in UTF-8: a header, CRLF, quotes where they are needed.

Lists stand as JSON in their cell. Unless asked otherwise, texts that a spreadsheet would run are
marked (`pipelines.formulas`), which alters them. A null byte, for which the RFC has no place, is
U+FFFD in any case.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import orjson

from pipelines.archive.surrogates import UNKNOWN
from pipelines.exports.sink import packed
from pipelines.formulas import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.exports.fields import Field
    from pipelines.exports.rows import Rows
    from pipelines.exports.sink import Packing, Sink


def as_csv(lines: Iterable[Sequence[Any]]) -> str:
    """Return lines of cells as RFC 4180 has them."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


class Csv:
    """One file of CSV.

    Args:
        sink: the new file.
        fields: its columns.
        packing: how it is packed.
        raw: whether texts stay as they are, formulas too.

    Raises:
        OSError: it cannot be written.
        ExportRefused: what packs is not installed.
    """

    def __init__(self, sink: Sink, fields: Sequence[Field], packing: Packing, *, raw: bool) -> None:
        self._file = packed(sink, packing)
        self._raw = raw
        self._put([[field.name for field in fields]])

    def write(self, rows: Rows) -> None:
        """Write rows."""
        self._put([[self._cell(value) for value in row.values()] for row in rows])

    def close(self) -> None:
        """End the file."""
        self._file.close()

    def _put(self, lines: Sequence[Sequence[Any]]) -> None:
        self._file.write(as_csv(lines).encode())

    def _cell(self, value: Any) -> Any:
        if value is None or isinstance(value, bool):
            return None if value is None else str(value).lower()
        if isinstance(value, int):
            return value
        if not isinstance(value, str):
            value = orjson.dumps(value).decode()
        value = value.replace("\0", UNKNOWN)
        return value if self._raw else harmless(value)
