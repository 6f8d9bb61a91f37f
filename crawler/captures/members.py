"""The gzip members of a WARC file, each a record, and what is none. Pure over a file.

gzip's own readers end at the first error, or pass over it: a file whose last record is cut off is
good to `warcio check`. Here each member is read to its checksum and its length, whatever is not a
whole member is named with its place, and reading goes on at the next member there is.

Memory does not grow with the file: what is unpacked goes to a listener in small portions.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from crawler.captures.likeness import Likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAGIC: Final = b"\x1f\x8b\x08"
"""What each gzip member begins with."""
GZIP_HEADER: Final = MAGIC + b"\0\0\0\0\0\x02\x03"
"""Begins each of our records: no name, no time, level 9, Unix. No checksum covers it, so that a
flipped bit in it is only seen because it is known."""
OPENING: Final = b"WARC/1."
"""What each record begins with."""
MOST: Final = 256 * 1024 * 1024
"""Bytes of a record at most; one page has some hundred thousand. More is taken for a bomb."""

_PORTION, _UNPACKED = 64 * 1024, 256 * 1024
"""Bytes read, and unpacked, at a time."""
_LOOK = 4096
"""Bytes that are read to see whether a record begins somewhere."""
_FIXED, _TRAILER = len(GZIP_HEADER), 8


class Fault(StrEnum):
    """Why a part of a file is no whole member."""

    CUT = "cut"  # the file ends within it
    HOLE = "hole"  # no member begins there: zeros, or anything else
    HEADER = "header"  # the member's head cannot be read
    STREAM = "stream"  # its compressed content cannot be unpacked
    CHECKSUM = "checksum"  # its content is not what was written
    LENGTH = "length"  # its content is shorter or longer than it says
    TOO_LARGE = "too_large"  # it unpacks to more than any record has
    NO_RECORD = "no_record"  # it is whole, and no WARC record


class Listener(Protocol):
    """Takes what a member unpacks to."""

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the content."""


@dataclass(frozen=True, slots=True)
class Member:
    """A whole gzip member.

    `offset` and `length` are bytes of the file, `size` the bytes it unpacks to. `altered` are the
    bytes, counted from the member's first, that are not as they were written although the content
    is; `compared` tells whether all of it could be looked at for that.
    """

    offset: int
    length: int
    size: int
    altered: tuple[int, ...] = ()
    compared: bool = False
    listener: Listener | None = None

    @property
    def end(self) -> int:
        """The first byte behind it."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Damage:
    """A part of a file that is no whole member.

    It reaches up to the next place where a record begins, or to the file's end. `before` and
    `after` are the offsets of the members around it, None where there is none: `before` is whole,
    `after` begins as a record does and is looked at next.
    """

    offset: int
    length: int
    fault: Fault
    before: int | None
    after: int | None

    @property
    def end(self) -> int:
        """The first byte behind it."""
        return self.offset + self.length


def walk(
    file: BinaryIO,
    *,
    start: int = 0,
    stop: int | None = None,
    listen: Callable[[], Listener] | None = None,
    header: bytes | None = GZIP_HEADER,
    most: int = MOST,
    exact: bool = False,
) -> Iterator[Member | Damage]:
    """Yield what a file consists of, in order and without a gap.

    Args:
        file: can be sought.
        start: where to begin, the first byte of a member.
        stop: where to end; where the file ends now when None.
        listen: makes a listener for each member that is begun; a whole one carries its own.
        header: the ten bytes that each member has to begin with; None: any good ones.
        most: bytes of content beyond which a member is a bomb.
        exact: also compress each member again, to see the flipped bits that change nothing.

    Raises:
        OSError: the file cannot be read.
    """
    if stop is None:
        stop = file.seek(0, io.SEEK_END)
    at, before = start, None
    while at < stop:
        found = _Reading(file, at, stop, listen, most, exact=exact).read(header)
        if isinstance(found, Member):
            yield found
            before, at = at, found.end
            continue
        after = find_member(file, at + 1, stop, header)
        if found is Fault.CUT and after is not None:
            found = Fault.STREAM  # it swallowed what follows it
        end = stop if after is None else after
        yield Damage(at, end - at, found, before, after)
        at = end


def member_at(
    file: BinaryIO, at: int, stop: int, listen: Callable[[], Listener], *, most: int = MOST
) -> Member | Fault:
    """Return the one member that begins at a place; or why there is none. Nothing else is read.

    Args:
        file: can be sought.
        at: its first byte.
        stop: where the file ends.
        listen: as of `walk`.
        most: as of `walk`.

    Raises:
        OSError: the file cannot be read.
    """
    return _Reading(file, at, stop, listen, most, exact=False).read(None)


def find_member(
    file: BinaryIO, start: int, stop: int, header: bytes | None = GZIP_HEADER
) -> int | None:
    """Return the first place from `start` on where a record begins, None if there is none.

    With a known header, one with a name is not looked for: garbage can be read as such a head,
    which swallows the next real one.
    """
    at = start
    while at < stop:
        file.seek(at)
        block = file.read(min(_PORTION, stop - at))
        if not block:
            return None
        hit = block.find(MAGIC)
        while hit >= 0:
            if _plausible(file, at + hit, stop, bare=header is not None):
                return at + hit
            hit = block.find(MAGIC, hit + 1)
        # The magic number may lie across two blocks.
        at += max(len(block) - len(MAGIC) + 1, 1)
    return None


def _plausible(file: BinaryIO, at: int, stop: int, *, bare: bool) -> bool:
    file.seek(at)
    look = file.read(min(_LOOK, stop - at))
    body = _body(look)
    if isinstance(body, Fault) or (bare and body > _FIXED):
        return False
    try:
        opening = zlib.decompressobj(-zlib.MAX_WBITS).decompress(look[body:], len(OPENING))
    except zlib.error:
        return False
    return opening == OPENING


def _body(data: bytes) -> int | Fault:
    """Return where the compressed content begins, by the head of a member (RFC 1952)."""
    if data[: len(MAGIC)] != MAGIC[: len(data)]:
        return Fault.HOLE
    if len(data) < _FIXED:
        return Fault.CUT
    flags = data[3]
    if flags & 0xE0:
        return Fault.HEADER
    at = _FIXED
    if flags & 4:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    for flag in (8, 16):  # a name, a comment
        if flags & flag:
            zero = data.find(b"\0", at)
            if zero < 0:
                return Fault.HEADER
            at = zero + 1
    if flags & 2:
        at += 2
    return at if at <= len(data) else Fault.HEADER


class _Reading:
    """One attempt to read the member at a place."""

    def __init__(
        self,
        file: BinaryIO,
        at: int,
        stop: int,
        listen: Callable[[], Listener] | None,
        most: int,
        *,
        exact: bool,
    ) -> None:
        self._file = file
        self._offset = self._next = at
        self._stop = stop
        self._most = most
        self._listener = listen() if listen else None
        self._likeness = Likeness() if exact else None
        self._opening = b""
        self._crc = 0
        self._size = 0
        self._altered: tuple[int, ...] | None = None

    def read(self, header: bytes | None) -> Member | Fault:
        """Read it to its end, or say why it is none."""
        data = self._portion()
        body = _body(data)
        if isinstance(body, Fault):
            return body
        found = () if header is None else _differing(data[:_FIXED], header)
        rest = self._unpack(data[body:])
        if isinstance(rest, Fault):
            return rest
        while len(rest) < _TRAILER and (more := self._portion()):
            rest += more
        if len(rest) < _TRAILER:
            return Fault.CUT
        if int.from_bytes(rest[:4], "little") != self._crc:
            return Fault.CHECKSUM
        if int.from_bytes(rest[4:_TRAILER], "little") != self._size & 0xFFFFFFFF:
            return Fault.LENGTH
        if self._opening != OPENING:
            return Fault.NO_RECORD
        compared = self._altered
        if compared:
            found += tuple(body + place for place in compared)
        length = self._next - len(rest) + _TRAILER - self._offset
        return Member(self._offset, length, self._size, found, compared is not None, self._listener)

    def _portion(self) -> bytes:
        self._file.seek(self._next)
        data = self._file.read(min(_PORTION, self._stop - self._next))
        self._next += len(data)
        return data

    def _unpack(self, data: bytes) -> bytes | Fault:
        """Unpack the content; returns what was read behind it."""
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        if self._likeness:
            self._likeness.packed(data)
        while not unpack.eof:
            try:
                out = unpack.decompress(data, _UNPACKED)
            except zlib.error:
                return Fault.STREAM
            if fault := self._take(out):
                return fault
            data = unpack.unconsumed_tail
            if not data and len(out) < _UNPACKED and not unpack.eof:
                data = self._portion()
                if not data:
                    return Fault.CUT
                if self._likeness:
                    self._likeness.packed(data)
        rest = unpack.unused_data
        self._altered = self._likeness.end(len(rest)) if self._likeness else None
        return rest

    def _take(self, out: bytes) -> Fault | None:
        self._size += len(out)
        if self._size > self._most:
            return Fault.TOO_LARGE
        self._crc = zlib.crc32(out, self._crc)
        if len(self._opening) < len(OPENING):
            self._opening += out[: len(OPENING) - len(self._opening)]
            if not OPENING.startswith(self._opening):
                return None  # a whole member may be no record: its checksum is asked first
        if self._listener:
            self._listener.feed(out)
        if self._likeness:
            self._likeness.content(out)
        return None


def _differing(data: bytes, expected: bytes) -> tuple[int, ...]:
    return tuple(place for place in range(_FIXED) if data[place] != expected[place])
