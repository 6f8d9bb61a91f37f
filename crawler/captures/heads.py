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


def run_of(path: Path, info: Record) -> str:
    """Return the run that a warcinfo record names; empty where it names none."""
    return said_of(path, info, "isPartOf")


def said_of(path: Path, info: Record, name: str) -> str:
    """Return a field of a warcinfo record; empty where it has none."""
    with path.open("rb") as file:
        file.seek(info.offset)
        try:
            text = gzip.decompress(file.read(info.length)).decode("utf-8", "replace")
        except (OSError, EOFError, zlib.error):
            return ""
    found = re.search(rf"^{name}: *(.*?)\s*$", text, re.MULTILINE)
    return found[1] if found else ""
