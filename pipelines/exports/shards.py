"""The files of one format while they are made: several of rows, or the one of tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.splitting import SPLITS
from pipelines.exports.digest import digest_of
from pipelines.exports.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipelines.exports.fields import Field
    from pipelines.exports.formats import Format, Style, Whole, Writer
    from pipelines.exports.outputs import Batch, Order
    from pipelines.exports.rows import Made, Rows

STEM: Final = "articles"
"""What the names of the files begin with."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written."""

    name: str
    format: str
    rows: int
    bytes: int
    sha256: str
    split: str | None = None


class Shards:
    """The files of one format: articles.csv, or articles-00001.csv and so on.

    Of a split they are articles-train.csv, or articles-train-00001.csv.

    Args:
        name: of `FORMATS`.
        of: that format.
        fields: of the rows, in their order.
        style: of the export.
        folder: where they are made.
        facts: those of the manifest that are known before the first row; of what is written only
            TEI begins with them.
        split: whose rows they have; None where there are no splits.
    """

    def __init__(
        self,
        name: str,
        of: Format,
        fields: Sequence[Field],
        style: Style,
        folder: Path,
        facts: Mapping[str, Any],
        split: str | None = None,
    ) -> None:
        self.split = split
        self._name = name
        self._of = of
        self._fields = fields
        self._style = replace(style, at_once=len(SPLITS)) if split else style
        self._folder = folder
        self._facts = facts
        self._sink: Sink | None = None
        self._writer: Writer | None = None
        self._rows = 0
        self.files: list[File] = []

    def take(self, batch: Batch) -> None:
        """Write articles: see `write`."""
        self.write(batch.rows)

    def write(self, rows: Rows | Made) -> None:
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
        file = File(sink.path.name, self._name, rows, sink.bytes, sink.sha256, self.split)
        self.files.append(file)
        self._writer, self._sink, self._rows = None, None, 0

    def give_up(self) -> None:
        """Close the file that is open as it is."""
        if self._sink is not None:
            self._sink.give_up()

    def _begin(self) -> Writer:
        stem = f"{STEM}-{self.split}" if self.split else STEM
        number = f"-{len(self.files) + 1:05}" if self._style.shard_size else ""
        # Kept before anything is written: whatever fails, it is closed.
        self._sink = Sink(self._folder / f"{stem}{number}{self._of.ending(self._style)}")
        return self._of.begin(self._sink, self._fields, self._style, self._facts)

    def _pieces(self, rows: Rows | Made) -> Iterator[Any]:
        size, at = self._style.shard_size, 0
        while at < len(rows):
            room = len(rows) if size is None else size - self._rows
            yield rows.some(range(at, min(at + room, len(rows))))
            at += room


class OneFile:
    """The one file of a format that is made of the archive's own tables: articles.db.

    Args:
        name: of `FORMATS`.
        of: that format.
        order: what is wanted.

    Raises:
        OSError: the disk refuses it.
    """

    def __init__(self, name: str, of: Whole, order: Order) -> None:
        self._name = name
        self._path = order.folder / f"{STEM}{of.ending}"
        self._beat = order.beat
        self._rows = 0
        self.split: str | None = None
        self._copy = of.begin(order, self._path)
        self.files: list[File] = []

    def take(self, batch: Batch) -> None:
        """Write articles.

        Raises:
            OSError: the disk refuses it.
            ArchiveError: the archive cannot be read.
        """
        self._copy.take(batch.articles)
        self._rows += len(batch.rows)

    def close(self) -> None:
        """End the file, put it on the disk, and read it once more for its digest.

        Without an article it is taken away: formats of rows have no file then.
        """
        if not self._rows:
            self.give_up()
            self._path.unlink()
            return
        self._copy.close()
        digest = digest_of(self._path, lambda _: self._beat())
        size = self._path.stat().st_size
        self.files.append(File(self._path.name, self._name, self._rows, size, digest))

    def give_up(self) -> None:
        """Close the file as it is."""
        self._copy.give_up()
