"""The formats by their name: what their files are called, need and refuse, and what begins one.

Most formats are made of rows, and begin a new file after so many of them. One is made of the
archive's own tables and is always one file. What fills them sees no difference: see `Files`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from pipelines.archive.splitting import SPLITS
from pipelines.exports import sqlite
from pipelines.exports.comma import Csv
from pipelines.exports.digest import digest_of
from pipelines.exports.errors import ExportRefused
from pipelines.exports.fields import chosen
from pipelines.exports.jsonl import JsonLines
from pipelines.exports.parquet import Parquet
from pipelines.exports.sink import ENDINGS, Sink
from pipelines.exports.tei import Tei, check_fields

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive.export_walk import Revisions
    from pipelines.exports.fields import Field
    from pipelines.exports.outputs import Batch, Copy, Files, Order
    from pipelines.exports.rows import Row, Shape
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
    at_once: int = 1
    """Files of one format that are written at the same time: they share the memory."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is made of rows: what its files are called, and what begins one."""

    ending: Callable[[Style], str]
    begin: Callable[[Sink, Sequence[Field], Style, Mapping[str, Any]], Writer]
    needs: Callable[[Style], Mapping[str, str]]
    """Packages that an export may lack, and what each is needed for: see `needed.need`."""
    check: Callable[[Sequence[str], Revisions], None] = lambda _, __: None
    """Raises `ExportRefused` where of these fields, by name, none of its files can be made."""

    def files(self, name: str, order: Order) -> Sequence[Files]:
        """Return its files, those of each split, of which none is begun yet."""
        of = (name, self, order.shape.fields, order.style, order.folder, order.facts)
        return [Shards(*of, split) for split in (SPLITS if order.choice.shares else (None,))]


@dataclass(frozen=True, slots=True)
class Whole:
    """A format that is one file, made of the archive's own tables: its name, and what begins it."""

    ending: str
    begin: Callable[[Order, Path], Copy]

    def needs(self, style: Style) -> Mapping[str, str]:
        """Return nothing: whoever has an archive has what it needs."""
        return {}

    def files(self, name: str, order: Order) -> Sequence[Files]:
        """Return its file, which takes the articles of all splits.

        Raises:
            OSError: the disk refuses it.
        """
        return [OneFile(name, self, order)]


def _packs(style: Style) -> Mapping[str, str]:
    """Return what a format needs whose files are packed as a person asks."""
    return {"zstandard": "zstd"} if style.packing == "zstd" else {}


FORMATS: Final[dict[str, Format | Whole]] = {
    "parquet": Format(
        lambda _: ".parquet",
        lambda sink, fields, style, _: Parquet(sink, fields, style.at_once),
        lambda _: {"pyarrow": "Parquet"},
    ),
    "jsonl": Format(
        lambda style: f".jsonl{ENDINGS[style.packing]}",
        lambda sink, _, style, __: JsonLines(sink, style.packing),
        _packs,
    ),
    "csv": Format(
        lambda style: f".csv{ENDINGS[style.packing]}",
        lambda sink, fields, style, _: Csv(sink, fields, style.packing, raw=style.raw_csv),
        _packs,
    ),
    "tei": Format(
        lambda style: f".xml{ENDINGS[style.packing]}",
        lambda sink, _, style, facts: Tei(sink, style.packing, facts),
        _packs,
        check_fields,
    ),
    "sqlite": Whole(sqlite.ENDING, sqlite.begin),
}
"""The formats by their name."""


def any_of_rows(formats: Sequence[str]) -> bool:
    """Return whether one of these formats is made of rows, whose files can be packed and cut."""
    return any(isinstance(FORMATS[name], Format) for name in formats)


def check(formats: Sequence[str], revisions: Revisions, shape: Shape, style: Style) -> None:
    """Refuse what a format could do only in part, or not at all.

    Raises:
        ExportRefused: naming the option.
    """
    names = [each.name for each in shape.fields]
    for name in formats:
        if isinstance(of := FORMATS[name], Format):
            of.check(names, revisions)
    _check_whole(formats, shape, style)


def _check_whole(formats: Sequence[str], shape: Shape, style: Style) -> None:
    whole = [name for name in formats if isinstance(FORMATS[name], Whole)]
    if not whole:
        return
    of_rows = "is about rows, and {} has the archive's own tables: leave one of them out."
    if not set(chosen(None, with_text=shape.with_text)) <= set(shape.fields):
        raise ExportRefused(f"--fields {of_rows.format(whole[0])}")
    if not shape.with_dateline:
        raise ExportRefused(f"--no-dateline {of_rows.format(whole[0])}")
    if any_of_rows(formats):
        return  # then these are for the other formats
    for option, given in (
        ("--shard-size", style.shard_size is not None),
        ("--compress", style.packing != "none"),
    ):
        if given:
            raise ExportRefused(
                f"{option} does nothing for {whole[0]}, which is one file as it is: leave it out."
            )


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

    def write(self, rows: Sequence[Row]) -> None:
        """Write rows, into new files where one is full.

        Raises:
            OSError: the disk refuses it.
            ExportRefused: what the format needs is not installed.
        """
        for piece in self._pieces(rows):
            self.begin().write(piece)
            self._rows += len(piece)
            if self._rows == self._style.shard_size:
                self.close()

    def begin(self) -> Writer:
        """Return the file that is open, or a new one, which stays empty if no row comes.

        Raises:
            OSError: the disk refuses it.
            ExportRefused: what the format needs is not installed.
        """
        if self._writer is None:
            self._writer = self._begin()
        return self._writer

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

    def _pieces(self, rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
        size, at = self._style.shard_size, 0
        while at < len(rows):
            room = len(rows) if size is None else size - self._rows
            yield rows[at : at + room]
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

    def begin(self) -> None:
        """Do nothing: the file is there."""

    def close(self) -> None:
        """End the file, put it on the disk, and read it once more for its digest."""
        self._copy.close()
        digest = digest_of(self._path, lambda _: self._beat())
        size = self._path.stat().st_size
        self.files.append(File(self._path.name, self._name, self._rows, size, digest))

    def give_up(self) -> None:
        """Close the file as it is."""
        self._copy.give_up()
