"""The WARC files that `antara import` is given: as they are, or within a WACZ."""

from __future__ import annotations

import json
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_END, SEEK_SET
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile, TemporaryFile, gettempdir
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from crawler.captures.heads import origin_in
from crawler.captures.members import MAGIC, MOST, Fault
from crawler.captures.parsing import NOT_ITS_END
from crawler.captures.scan import Record, first_in
from pipelines.archive import ArchiveError
from pipelines.archive.files import check_room

if TYPE_CHECKING:
    from collections.abc import Iterator

UNREADABLE: Final = (OSError, BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)
"""What reading a file, or a part of a zip, may fail with: an encrypted one is a RuntimeError."""
_PORTION: Final = 1024 * 1024
_SPOOLED: Final = 4 * 1024 * 1024
"""Bytes of a file's beginning that memory takes; first records are nearly always smaller."""
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
        """Open it for reading, at any place of it; what a WACZ has in it is unpacked first.

        Not more than the zip's directory says: its reader calls it damaged when there is more.

        Raises:
            ArchiveError: there is no room to unpack it, or it cannot be unpacked.
        """
        if self.inside is None:
            with self.path.open("rb") as file:
                yield file
            return
        self.check_room()
        # A zip's own reader goes back by reading from the beginning; records are read to and fro.
        with TemporaryFile() as unpacked:
            try:
                with ZipFile(self.path) as packed, packed.open(self.inside) as member:
                    copyfileobj(member, unpacked, _PORTION)
            except UNREADABLE as error:
                raise ArchiveError(str(unreadable(self.path, error))) from error
            unpacked.seek(0)
            yield cast("BinaryIO", unpacked)

    @contextmanager
    def looked_at(self) -> Iterator[BinaryIO]:
        """Open it for a look at its beginning: of a WACZ's no more is unpacked than is read."""
        if self.inside is None:
            with self.path.open("rb") as file:
                yield file
            return
        size = min(self.inside.file_size, MOST)
        with (
            ZipFile(self.path) as packed,
            packed.open(self.inside) as member,
            SpooledTemporaryFile(_SPOOLED) as held,
        ):
            yield cast("BinaryIO", _Beginning(cast("BinaryIO", member), size, held))

    def check_room(self) -> None:
        """Refuse what there is no room to unpack.

        Raises:
            ArchiveError: it says what is missing, and where.
        """
        if self.inside is None:
            return
        try:
            check_room(Path(gettempdir()), self.inside.file_size)
        except ArchiveError as error:
            raise ArchiveError(
                f"{self.name} is unpacked before it is read. {error} TMPDIR names it."
            ) from error

    def size(self) -> int:
        """Return its bytes."""
        if self.inside is None:
            return self.path.stat().st_size
        return self.inside.file_size


class _Beginning:
    """A part of a zip that can be sought, and is unpacked as far as somebody reads.

    Args:
        member: as it is unpacked, from its beginning.
        size: bytes that it has, or that are looked at.
        held: takes what was unpacked.
    """

    def __init__(self, member: BinaryIO, size: int, held: IO[bytes]) -> None:
        self._member = member
        self._size = size
        self._held = held
        self._at = 0

    def seek(self, place: int, whence: int = SEEK_SET) -> int:
        """Go to a place, which need not be unpacked yet."""
        self._at = place if whence == SEEK_SET else self._size + place
        return self._at

    def read(self, count: int) -> bytes:
        """Read up to so many bytes."""
        self._held.seek(0, SEEK_END)
        missing = min(self._at + count, self._size) - self._held.tell()
        if missing > 0:
            self._held.write(self._member.read(missing))
        self._held.seek(self._at)
        data = self._held.read(count)
        self._at += len(data)
        return data


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
            source.check_room()
    except ArchiveError as error:
        raise NoSourceError(str(error)) from error
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
    with source.looked_at() as file:
        first = first_in(file)
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
    with source.looked_at() as file:
        head = file.read(len(MAGIC))
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
        first = first_in(file) if head == MAGIC else None
        if first is Fault.CUT:
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
