"""The formats by their name: what their files are called, need and refuse, and what begins one.

Most formats are made of rows, and begin a new file after so many of them. One is made of the
archive's own tables and is always one file. What fills them sees no difference: see `Files`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from pipelines.archive.splitting import SPLITS
from pipelines.exports import sqlite
from pipelines.exports.comma import Csv
from pipelines.exports.errors import ExportRefused
from pipelines.exports.fields import chosen
from pipelines.exports.jsonl import JsonLines
from pipelines.exports.parquet import Parquet
from pipelines.exports.shards import OneFile, Shards
from pipelines.exports.sink import ENDINGS
from pipelines.exports.tei import Tei, check_fields

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive.export_walk import Revisions
    from pipelines.exports.fields import Field
    from pipelines.exports.outputs import Copy, Files, Order
    from pipelines.exports.rows import Rows, Shape
    from pipelines.exports.sink import Packing, Sink


class Writer(Protocol):
    """One file of a format."""

    def write(self, rows: Rows) -> None:
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

    lines: bool = False
    """Whether lines of JSON are all that its files are made of: see `rows.Made`."""

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
        lines=True,
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


def lines_alone(formats: Sequence[str]) -> bool:
    """Return whether all of these formats are made of lines of JSON and of nothing else."""
    return all(isinstance(of := FORMATS[name], Format) and of.lines for name in formats)


def fitting(formats: Sequence[str], style: Style) -> Style:
    """Return a style that was asked for with other formats, without what does nothing for these."""
    packs = any(isinstance(of := FORMATS[name], Format) and of.needs is _packs for name in formats)
    return replace(
        style,
        packing=style.packing if packs else "none",
        raw_csv=style.raw_csv and "csv" in formats,
        shard_size=style.shard_size if any_of_rows(formats) else None,
    )


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
