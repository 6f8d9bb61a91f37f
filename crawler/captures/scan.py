"""The records of a WARC file: what each says, and whether it is what it says. Pure over a file.

The parser is an own one. warcio's reads a file from its beginning and takes the unpacking on
itself: it gives no exact length, skips what follows a record's content, checks no revisit, and ends
at the first error. This one is fed by `members.walk` while a member is unpacked, so that one pass
over the file checks its compressed form, its lengths and its digests, in memory that does not grow.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, cast

from crawler.captures.members import GZIP_HEADER, MOST, Damage, Fault, member_at, walk
from crawler.captures.parsing import Parser, Record, read_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Record", "first_in", "read_digest", "record_at", "records", "unresolved"]


def records(
    file: BinaryIO,
    *,
    start: int = 0,
    stop: int | None = None,
    header: bytes | None = GZIP_HEADER,
    most: int = MOST,
    exact: bool = False,
) -> Iterator[Record | Damage]:
    """Yield the records of a file, and what is none, in order; see `members.walk`."""
    for found in walk(
        file, start=start, stop=stop, listen=Parser, header=header, most=most, exact=exact
    ):
        if isinstance(found, Damage):
            yield found
        else:
            yield cast("Parser", found.listener).record(found)


def first_in(file: BinaryIO) -> Record | Fault:
    """Return the first record of a file, or why it begins with none. Nothing behind it is read.

    Args:
        file: can be sought.
    """
    found = member_at(file, 0, file.seek(0, io.SEEK_END), Parser)
    return found if isinstance(found, Fault) else cast("Parser", found.listener).record(found)


def record_at(
    file: BinaryIO, offset: int, length: int, *, header: bytes | None = GZIP_HEADER
) -> Record | Damage:
    """Return the one record that is said to stand at a place of a file.

    Args:
        file: can be sought.
        offset: its first byte.
        length: bytes; a record that ends elsewhere is a `Damage`.
        header: as of `members.walk`.
    """
    first = next(records(file, start=offset, stop=offset + length, header=header), None)
    if isinstance(first, Record) and first.length != length:
        return Damage(offset, length, Fault.LENGTH, None, None)
    return first or Damage(offset, length, Fault.CUT, None, None)


def unresolved(revisit: Record, target: Record) -> str | None:
    """Say why a revisit's body is not that of another record; None when it is.

    Whatever the revisit says of the other one has to agree, and it has to say something.
    """
    said = {
        "WARC-Refers-To": target.record_id,
        "WARC-Refers-To-Target-URI": target.url,
        "WARC-Refers-To-Date": target.date,
    }
    found = {name: revisit.headers.get(name.lower()) for name in said}
    if not any(found.values()):
        return "it refers to no record"
    for name, value in found.items():
        if value is not None and value.strip("<>") != (said[name] or "").strip("<>"):
            return f"its {name} is not that of the record that has its body"
    digest = read_digest(revisit.headers.get("warc-payload-digest", ""))
    if digest is not None and digest[0] == "sha256" and digest[1].hex() != target.sha256:
        return "its digest is not that of the body it refers to"
    return None
