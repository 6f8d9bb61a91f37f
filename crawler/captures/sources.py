"""The WARC files that `antara import` is given: as they are, or within a WACZ."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, cast
from zipfile import BadZipFile, ZipFile, is_zipfile

from crawler.captures.heads import origin_in
from crawler.captures.members import MAGIC
from crawler.captures.scan import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SINGLE: Final = "it does not end where its Content-Length says"


class NoSourceError(Exception):
    """A file cannot be imported; the text says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file from elsewhere: a WARC file, or one that a WACZ has in it."""

    path: Path
    inside: str | None = None

    @property
    def name(self) -> str:
        """What the archive calls it."""
        return self.path.name if self.inside is None else f"{self.path.name}/{self.inside}"

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open it for reading."""
        if self.inside is None:
            with self.path.open("rb") as file:
                yield file
            return
        with ZipFile(self.path) as packed, packed.open(self.inside) as member:
            yield cast("BinaryIO", member)

    def size(self) -> int:
        """Return its bytes."""
        if self.inside is None:
            return self.path.stat().st_size
        with ZipFile(self.path) as packed:
            return packed.getinfo(self.inside).file_size


def sources_of(path: Path) -> list[Source]:
    """Return what is to be read of a file.

    Raises:
        NoSourceError: it is not there, cannot be read, or is no WARC file that can be taken.
    """
    try:
        if is_zipfile(path):
            with ZipFile(path) as packed:
                inside = [
                    name
                    for name in packed.namelist()
                    if name.startswith("archive/") and name.endswith((".warc.gz", ".warc"))
                ]
            found = [Source(path, name) for name in inside]
            if not found:
                raise NoSourceError(
                    f"{path} is a ZIP file without a folder archive with WARC files."
                )
        else:
            found = [Source(path)]
        for source in found:
            _check(source)
    except (OSError, BadZipFile) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise NoSourceError(f"{path} cannot be read: {why}.") from error
    return found


def origin_of(source: Source) -> str:
    """Return the origin of a file's answers: what its head says, and live where it says nothing."""
    with source.opened() as file:
        first = next(records(file, header=None), None)
        if not isinstance(first, Record) or first.kind != "warcinfo":
            return "live"
        file.seek(first.offset)
        return origin_in(file.read(first.length)) or "live"


def _check(source: Source) -> None:
    """See that a file has records, each packed for itself."""
    with source.opened() as file:
        head = file.read(len(MAGIC))
        file.seek(0)
        repack = f"'warcio recompress {source.path.name} packed.warc.gz' makes such a file of it."
        if head == b"WAR":
            raise NoSourceError(
                f"{source.path} is a WARC file that is not compressed; records have to be packed "
                f"one by one. {repack}"
            )
        first = next(records(file, header=None), None) if head == MAGIC else None
        if not isinstance(first, Record):
            raise NoSourceError(
                f"{source.path} is no WARC file (.warc.gz, or a WACZ with such files in it)."
            )
        if _SINGLE in first.problems:
            raise NoSourceError(
                f"{source.path} is packed as a whole; records have to be packed one by one. "
                f"{repack}"
            )
