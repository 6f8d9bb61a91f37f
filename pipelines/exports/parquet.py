"""Parquet: typed columns, lists as lists, packed with zstd.

Rows are taken in portions of a fixed size whatever they come in, and so many portions are a row
group: the bytes of a file depend on that. Nothing in it says when it was made.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.fields import NESTED
from pipelines.exports.needed import need
from pipelines.exports.one_behind import OneBehind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.exports.fields import Field
    from pipelines.exports.rows import Rows
    from pipelines.exports.sink import Sink

PORTION: Final = 1_000
"""Rows that are made columns at once."""
GROUP: Final = 4 * PORTION
"""Rows of a row group."""
MOST_CHARACTERS: Final = 16_000_000
"""Characters of texts after which a row group ends before it has so many rows."""
LEVEL: Final = 3
"""Of zstd."""


class Parquet:
    """One Parquet file.

    Args:
        sink: the new file.
        fields: its columns.
        at_once: so many files are written at the same time: the row groups are smaller by so much.

    Raises:
        OSError: it cannot be written.
        ExportRefused: pyarrow is not installed.
    """

    def __init__(self, sink: Sink, fields: Sequence[Field], at_once: int = 1) -> None:
        self._group = GROUP // PORTION // at_once * PORTION
        self._most = MOST_CHARACTERS // at_once
        self._arrow: Any = need("pyarrow", "Parquet")
        # Arrow's own pool keeps what it has had: 20 MB more, and no faster for it.
        self._arrow.set_memory_pool(self._arrow.system_memory_pool())
        parquet: Any = need("pyarrow.parquet", "Parquet")
        self._columns = [_Column(field, self._arrow) for field in fields]
        self._schema = self._arrow.schema([column.field for column in self._columns])
        self._values: list[list[Any]] = [[] for _ in fields]
        """By column, of the portion that is not full."""
        self._rows = 0
        """Of that portion."""
        self._text = next((n for n, field in enumerate(fields) if field.name == "text"), None)
        self._batches: list[Any] = []
        self._characters = 0
        # Plain pages where a dictionary would not help: texts are all different.
        repeated = [
            field.name for field in fields if field.type == "string" and field.name not in _UNIQUE
        ]
        self._packing = OneBehind()
        self._writer = parquet.ParquetWriter(
            sink,
            self._schema,
            compression="zstd",
            compression_level=LEVEL,
            use_dictionary=repeated or False,
            write_statistics=True,
            version="2.6",
        )

    def write(self, rows: Rows) -> None:
        """Write rows, or keep them until a portion is full."""
        lengths = self._lengths(rows.columns)
        at = 0
        while at < len(rows):
            to = at + self._taken(lengths[at : at + PORTION - self._rows])
            self._keep([values[at:to] for values in rows.columns], sum(lengths[at:to]))
            at = to

    def _taken(self, lengths: Sequence[int]) -> int:
        """Return how many of the next rows a portion takes: the one that fills it ends it."""
        characters = accumulate(lengths, initial=self._characters)
        return min(bisect_left([*characters][1:], self._most) + 1, len(lengths))

    def _lengths(self, columns: Sequence[Sequence[Any]]) -> list[int]:
        """Return of each row how long its text is."""
        if self._text is None:
            return [0] * len(columns[0])
        return [len(text or "") for text in columns[self._text]]

    def _keep(self, columns: Sequence[Sequence[Any]], characters: int) -> None:
        for values, more in zip(self._values, columns, strict=True):
            values.extend(more)
        self._rows += len(columns[0])
        self._characters += characters
        full = self._characters >= self._most
        if self._rows == PORTION or full:
            self._convert()
        if len(self._batches) * PORTION >= self._group or full:
            self._end_group()

    def close(self) -> None:
        """End the file."""
        self._convert()
        self._end_group()
        self._packing.close()
        self._writer.close()

    def _convert(self) -> None:
        if self._rows:
            turned = zip(self._columns, self._values, strict=True)
            arrays = [column.array(values) for column, values in turned]
            batch = self._arrow.RecordBatch.from_arrays(arrays, schema=self._schema)
            self._batches.append(batch)
            self._values = [[] for _ in self._columns]
            self._rows = 0

    def _end_group(self) -> None:
        if self._batches:
            table = self._arrow.Table.from_batches(self._batches, schema=self._schema)
            self._packing.do(partial(self._writer.write_table, table, row_group_size=GROUP))
            self._batches = []
            self._characters = 0


_UNIQUE: Final = ("key", "url", "title", "subtitle", "text", "pull_quote", "text_sha256")


class _Column:
    """How a field becomes a column."""

    def __init__(self, field: Field, arrow: Any) -> None:
        self._arrow = arrow
        self._type = _type(field, arrow)
        self._is_text = field.type in ("time", "day")
        about = {"meaning": field.meaning, "source": field.source, "unit": field.unit}
        self.field = arrow.field(
            field.name,
            self._type,
            nullable=field.nullable,
            metadata={name: text for name, text in about.items() if text},
        )

    def array(self, values: Sequence[Any]) -> Any:
        if self._is_text:  # of what Arrow itself makes a moment or a day
            return self._arrow.array(values, self._arrow.string()).cast(self._type)
        return self._arrow.array(values, self._type)


def _type(field: Field, arrow: Any) -> Any:
    if field.type in NESTED:
        return arrow.list_(arrow.struct([(name, arrow.string()) for name in NESTED[field.type]]))
    return {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
        "time": arrow.timestamp("ms", tz="UTC"),
        "day": arrow.date32(),
        "strings": arrow.list_(arrow.string()),
    }[field.type]
