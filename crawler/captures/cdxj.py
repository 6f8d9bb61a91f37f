"""The index of a WARC file in the form CDXJ, sorted and packed, in memory that does not grow.

    com,antaranews,bali)/berita/21/judul 20261120010203 {"url": "https://…", "mime": …}

The lines are sorted and packed in blocks, each a gzip member; a second, small file tells with
which line each block begins (ZipNum). So a reader finds an address in a large index by reading two
of its blocks.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import re
import tempfile
import zlib
from typing import TYPE_CHECKING, Final, Self

from crawler.captures.surt import surt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from crawler.captures.scan import Record

BLOCK: Final = 1024
"""Lines that are packed together, as other tools do."""
MOST: Final = 8 * 1024 * 1024
"""Characters of lines that are sorted in memory; more go to the disk in sorted parts."""


def line(record: Record, *, offset: int, filename: str) -> str:
    """Return the line for a response or a revisit.

    Args:
        record: as it was read.
        offset: where it stands in the new file.
        filename: of the new file.
    """
    fields = {
        "url": record.url or "",
        "mime": "warc/revisit" if record.kind == "revisit" else _mime(record.content_type),
        "status": "" if record.status is None else str(record.status),
        "digest": record.headers.get("warc-payload-digest", f"sha256:{record.sha256}"),
        "length": str(record.length),
        "offset": str(offset),
        "filename": filename,
    }
    told = {name: value for name, value in fields.items() if value}
    moment = re.sub(r"\D", "", record.date)[:14]
    return f"{surt(record.url or '')} {moment} {json.dumps(told)}\n"


def _mime(content_type: str) -> str:
    return re.split(r"[;\s]", content_type, maxsplit=1)[0].strip()


class SortedLines:
    """Takes lines in any order and gives them back sorted; a context manager.

    Args:
        folder: has room for what does not fit into the memory; nothing is left there, whatever
            happens.
        most: characters that are kept in memory.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder = folder
        self._most = most
        self._lines: list[str] = []
        self._size = 0
        self._parts: list[IO[str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for part in self._parts:
            part.close()

    def add(self, text: str) -> None:
        """Take a line with its end."""
        self._lines.append(text)
        self._size += len(text)
        if self._size < self._most:
            return
        part = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._folder)  # noqa: SIM115
        self._parts.append(part)
        part.writelines(sorted(self._lines))
        part.seek(0)
        self._lines, self._size = [], 0

    def __iter__(self) -> Iterator[str]:
        return heapq.merge(*self._parts, sorted(self._lines))


def blocks(lines: Iterable[str], filename: str) -> Iterator[tuple[bytes, str]]:
    """Yield the packed blocks of an index, each with the line that tells where it is.

    Args:
        lines: sorted.
        filename: of the packed index, which the first line names.
    """
    at = 0
    told = f"!meta 0 {json.dumps({'format': 'cdxj-gzip-1.0', 'filename': filename})}\n"
    for block in _blocks(lines):
        pack = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
        packed = pack.compress("".join(block).encode()) + pack.flush()
        facts = {
            "offset": at,
            "length": len(packed),
            "digest": f"sha256:{hashlib.sha256(packed).hexdigest()}",
        }
        yield packed, f"{told}{block[0].partition(' {')[0]} {json.dumps(facts)}\n"
        at += len(packed)
        told = ""


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for each in lines:
        block.append(each)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block
