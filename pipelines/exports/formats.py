"""The formats by their name, and files that are begun anew after so many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from pipelines.exports.comma import Csv
from pipelines.exports.jsonl import JsonLines
from pipelines.exports.parquet import Parquet
from pipelines.exports.sink import ENDINGS, Sink
from pipelines.exports.tei import Tei

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.exports.fields import Field
    from pipelines.exports.rows import Row
    from pipelines.exports.sink import Packing

STEM: Final = "articles"
"""What the names of the files begin with."""


class Writer(Protocol):
    """One file of a format."""

    def write(self, rows: Sequence[Row]) -> None:
        """Write rows, whose fields are in the order of the file's."""

    def close(self) -> None:
        """Write what is still kept back; the sink stays open."""


@dataclass(frozen=True, slots=True)
class Style:
    """What files of all formats have in common."""

    packing: Packing = "none"
    """Of text files; Parquet packs by itself."""
    raw_csv: bool = False
    """Whether CSV has texts as they are, also those that a spreadsheet would run."""
    shard_size: int | None = None
    """Rows of a file; None for one file a format."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what its files are called, and what begins one."""

    ending: Callable[[Style], str]
    begin: Callable[[Sink, Sequence[Field], Style, Mapping[str, Any]], Writer]


FORMATS: Final[dict[str, Format]] = {
    "parquet": Format(
        lambda _: ".parquet",
        lambda sink, fields, _, __: Parquet(sink, fields),
    ),
    "jsonl": Format(
        lambda style: f".jsonl{ENDINGS[style.packing]}",
        lambda sink, _, style, __: JsonLines(sink, style.packing),
    ),
    "csv": Format(
        lambda style: f".csv{ENDINGS[style.packing]}",
        lambda sink, fields, style, _: Csv(sink, fields, style.packing, raw=style.raw_csv),
    ),
    "tei": Format(
        lambda style: f".xml{ENDINGS[style.packing]}",
        lambda sink, _, style, facts: Tei(sink, style.packing, facts),
    ),
}
"""The formats by their name."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written."""

    name: str
    format: str
    rows: int
    bytes: int
    sha256: str


class Shards:
    """The files of one format: articles.csv, or articles-00001.csv and so on.

    Args:
        name: of `FORMATS`.
        fields: of the rows, in their order.
        style: of the export.
        folder: where they are made.
        facts: those of the manifest that are known before the first row; of what is written only
            TEI begins with them.
    """

    def __init__(
        self,
        name: str,
        fields: Sequence[Field],
        style: Style,
        folder: Path,
        facts: Mapping[str, Any],
    ) -> None:
        self._name = name
        self._fields = fields
        self._style = style
        self._folder = folder
        self._facts = facts
        self._sink: Sink | None = None
        self._writer: Writer | None = None
        self._rows = 0
        self.files: list[File] = []

    def write(self, rows: Sequence[Row]) -> None:
        """Write rows, into new files where one is full.

        Raises:
            OSError: the disk refuses it.
            ExportRefused: what the format needs is not installed.
        """
        for piece in self._pieces(rows):
            if self._writer is None:
                self._writer = self._begin()
            self._writer.write(piece)
            self._rows += len(piece)
            if self._rows == self._style.shard_size:
                self.close()

    def close(self) -> None:
        """End the file that is open, if one is, and put it on the disk."""
        if self._writer is None or self._sink is None:
            return
        self._writer.close()
        self._sink.close()
        sink, rows = self._sink, self._rows
        self.files.append(File(sink.path.name, self._name, rows, sink.bytes, sink.sha256))
        self._writer, self._sink, self._rows = None, None, 0

    def give_up(self) -> None:
        """Close the file that is open as it is."""
        if self._sink is not None:
            self._sink.give_up()

    def _begin(self) -> Writer:
        of = FORMATS[self._name]
        number = f"-{len(self.files) + 1:05}" if self._style.shard_size else ""
        # Kept before anything is written: whatever fails, it is closed.
        self._sink = Sink(self._folder / f"{STEM}{number}{of.ending(self._style)}")
        return of.begin(self._sink, self._fields, self._style, self._facts)

    def _pieces(self, rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
        size, at = self._style.shard_size, 0
        while at < len(rows):
            room = len(rows) if size is None else size - self._rows
            yield rows[at : at + room]
            at += room
