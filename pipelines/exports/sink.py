"""A new file that knows its size and its SHA-256 while it is written, packed or not."""

from __future__ import annotations

import gzip
import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, Protocol, cast

from pipelines.exports.needed import need

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Packing = Literal["none", "gzip", "zstd"]
ENDINGS: Final[dict[Packing, str]] = {"none": "", "gzip": ".gz", "zstd": ".zst"}
"""The ways in which text files are packed, and what their names end with."""
GZIP_LEVEL: Final = 6
ZSTD_LEVEL: Final = 6
_BUFFER: Final = 1024 * 1024


class Sink:
    """A new file, written from its beginning to its end.

    Args:
        path: Nothing stands there.

    Raises:
        OSError: it cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bytes = 0
        self.closed = False
        self._hash = hashlib.sha256()
        self._file = path.open("xb", buffering=_BUFFER)

    @property
    def sha256(self) -> str:
        """The digest of what was written so far, in hexadecimal."""
        return self._hash.hexdigest()

    def write(self, data: bytes | memoryview) -> int:
        """Write all of the data, or nothing when it is closed.

        Whatever packs may still want to end its work, after the export was given up.
        """
        size = memoryview(data).nbytes
        if not self.closed:
            self._file.write(data)
            self._hash.update(data)
            self.bytes += size
        return size

    def as_paper(self) -> dict[str, Any]:
        """Return its name, bytes and sha256, as the manifest has them of a paper."""
        return {"name": self.path.name, "bytes": self.bytes, "sha256": self.sha256}

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self.bytes

    def flush(self) -> None:
        """Hand on what is in memory."""
        if not self.closed:
            self._file.flush()

    def close(self) -> None:
        """Put the file on the disk; what goes wrong is raised here, not later."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self.closed = True

    def give_up(self) -> None:
        """Close the file as it is; it will be removed. Never raises."""
        self.closed = True
        with suppress(OSError):
            self._file.close()


class Packed(Protocol):
    """What takes bytes and packs them; to close it ends that, and leaves the sink open."""

    @property
    def write(self) -> Callable[[bytes], int]:
        """Write all of the data."""

    def close(self) -> None:
        """End the packing."""


def packed(sink: Sink, packing: Packing) -> Packed:
    """Return a file to write to, whose bytes come out packed in the sink.

    The same bytes give the same file: no name and no time is noted in it.

    Raises:
        ExportRefused: what packs is not installed.
    """
    if packing == "gzip":
        return gzip.GzipFile("", "wb", GZIP_LEVEL, cast("BinaryIO", sink), mtime=0)
    if packing == "zstd":
        compressor: Any = need("zstandard", "zstd").ZstdCompressor(level=ZSTD_LEVEL)
        return cast("Packed", compressor.stream_writer(sink, closefd=False))
    return _Open(sink)


class _Open:
    """Hands everything on, and leaves the sink open when it is closed."""

    def __init__(self, sink: Sink) -> None:
        self.write = sink.write

    def close(self) -> None:
        """Do nothing."""
