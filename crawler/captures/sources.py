"""The WARC files that `antara import` is given: as they are, or within a WACZ."""

from __future__ import annotations

import json
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Final, cast
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from crawler.captures.heads import origin_in
from crawler.captures.members import MAGIC, Damage, Fault
from crawler.captures.parsing import NOT_ITS_END
from crawler.captures.scan import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNREADABLE: Final = (OSError, BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)
"""What reading a file, or a part of a zip, may fail with: an encrypted one is a RuntimeError."""
_PORTION: Final = 1024 * 1024
_MANIFEST: Final = 16 * 1024 * 1024
"""Bytes of a WACZ's manifest that are read."""


class NoSourceError(Exception):
    """A file cannot be imported; the text says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file from elsewhere: a WARC file, or one that a WACZ has in it."""

    path: Path
    inside: ZipInfo | None = None

    @property
    def name(self) -> str:
        """What the archive calls it: on one line, whatever the file's name holds."""
        within = "" if self.inside is None else f"/{self.inside.filename}"
        return "".join(sign if sign.isprintable() else "?" for sign in f"{self.path.name}{within}")

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open it for reading, at any place of it."""
        if self.inside is None:
            with self.path.open("rb") as file:
                yield file
            return
        # A zip's own reader goes back by reading from the beginning; records are read to and fro.
        with TemporaryFile() as unpacked:
            with ZipFile(self.path) as packed, packed.open(self.inside) as member:
                copyfileobj(member, unpacked, _PORTION)
            unpacked.seek(0)
            yield cast("BinaryIO", unpacked)

    def size(self) -> int:
        """Return its bytes."""
        if self.inside is None:
            return self.path.stat().st_size
        return self.inside.file_size


def sources_of(path: Path) -> list[Source]:
    """Return what is to be read of a file.

    Raises:
        NoSourceError: it is not there, cannot be read, or is no WARC file that can be taken.
    """
    try:
        if path.exists() and not path.is_file():
            raise NoSourceError(f"{path} is no file.")
        if is_zipfile(path):
            with ZipFile(path) as packed:
                inside = [
                    each
                    for each in packed.infolist()
                    if each.filename.startswith("archive/")
                    and each.filename.endswith((".warc.gz", ".warc"))
                ]
            found = [Source(path, each) for each in inside]
            if not found:
                raise NoSourceError(
                    f"{path} is a ZIP file without a folder archive with WARC files."
                )
        else:
            found = [Source(path)]
        for source in found:
            _check(source)
    except UNREADABLE as error:
        raise unreadable(path, error) from error
    return found


def unreadable(path: Path, error: Exception) -> NoSourceError:
    """Return the error that says why a file cannot be read."""
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return NoSourceError(f"{path} cannot be read: {why.rstrip('.')}.")


def origin_of(source: Source) -> str:
    """Return the origin of a file's answers: sample where it says so, else live.

    A WACZ of this software says it in its manifest, a WARC file in its head. What others write
    there means nothing.
    """
    if source.inside is not None and _manifest_says_sample(source.path):
        return "sample"
    with source.opened() as file:
        first = next(records(file, header=None), None)
        if not isinstance(first, Record) or first.kind != "warcinfo":
            return "live"
        file.seek(first.offset)
        return "sample" if origin_in(file.read(first.length)) == "sample" else "live"


def _manifest_says_sample(path: Path) -> bool:
    with ZipFile(path) as packed:
        if "datapackage.json" not in packed.namelist():
            return False
        with packed.open("datapackage.json") as file:
            text = file.read(_MANIFEST)
    try:
        said = json.loads(text)
    except ValueError:
        return False
    antara = said.get("antara") if isinstance(said, dict) else None
    return isinstance(antara, dict) and antara.get("origin") == "sample"


def _check(source: Source) -> None:
    """See that a file has records, each packed for itself."""
    with source.opened() as file:
        head = file.read(len(MAGIC))
        file.seek(0)
        inner = source.path.name if source.inside is None else source.inside.filename
        repack = f"'warcio recompress {inner} packed.warc.gz' makes such a file of it."
        if head == b"WAR":
            raise NoSourceError(
                f"{source.name} is a WARC file that is not compressed; records have to be packed "
                f"one by one. {repack}"
            )
        if not head:
            raise NoSourceError(f"{source.path} is empty.")
        if head.startswith(b"PK"):
            raise NoSourceError(f"{source.path} is a ZIP file that is cut off: get it again.")
        first = next(records(file, header=None), None) if head == MAGIC else None
        if isinstance(first, Damage) and first.fault is Fault.CUT:
            raise NoSourceError(f"{source.path} is cut off within its first record: get it again.")
        if not isinstance(first, Record):
            raise NoSourceError(
                f"{source.path} is no WARC file (.warc.gz, or a WACZ with such files in it)."
            )
        if NOT_ITS_END in first.problems:
            raise NoSourceError(
                f"{source.name} is packed as a whole; records have to be packed one by one. "
                f"{repack}"
            )
