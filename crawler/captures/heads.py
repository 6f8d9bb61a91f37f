"""What the first record of a file, and of a run in it, says: whose answers follow."""

from __future__ import annotations

import gzip
import re
import zlib
from typing import TYPE_CHECKING

from crawler.captures.scan import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def origins_of(files: Iterable[Path]) -> set[str]:
    """Return the origins that the heads of files name; "" where one names none."""
    found = set()
    for path in files:
        with path.open("rb") as file:
            first = next(records(file), None)
        info = isinstance(first, Record) and first.kind == "warcinfo"
        found.add(said_of(path, first, "origin") if info and isinstance(first, Record) else "")
    return found


def origin_in(packed: bytes) -> str:
    """Return the origin that a packed warcinfo record names; empty where it names none."""
    return _field_in(packed, "origin")


def run_of(path: Path, info: Record) -> str:
    """Return the run that a warcinfo record names; empty where it names none."""
    return said_of(path, info, "isPartOf")


def said_of(path: Path, info: Record, name: str) -> str:
    """Return a field of a warcinfo record; empty where it has none."""
    with path.open("rb") as file:
        file.seek(info.offset)
        return _field_in(file.read(info.length), name)


def _field_in(packed: bytes, name: str) -> str:
    try:
        text = gzip.decompress(packed).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error):
        return ""
    found = re.search(rf"^{name}:([^\r\n]*)", text, re.MULTILINE)
    return found[1].strip() if found else ""
