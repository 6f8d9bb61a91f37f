"""A new file that knows its size and its SHA-256 while it is written, packed or not."""

from __future__ import annotations

import gzip
import hashlib
import os
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, cast

from pipelines.exports.needed import need
from pipelines.exports.one_behind import OneBehind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Packing = Literal["none", "gzip", "zstd"]
ENDINGS: Final[dict[Packing, str]] = {"none": "", "gzip": ".gz", "zstd": ".zst"}
"""The ways in which text files are packed, and what their names end with."""
GZIP_LEVEL: Final = 6
ZSTD_LEVEL: Final = 6
_BUFFER: Final = 1024 * 1024
_BYTES_TO_SETTLE: Final = 64 * 1024 * 1024
"""Bytes that may wait in memory to go to the disk."""
_BYTES_AT_ONCE: Final = 256 * 1024
"""Bytes that are packed at once."""


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
        self._unsettled = 0
        self._settling: OneBehind | None = None

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
            self._unsettled += size
            if self._unsettled >= _BYTES_TO_SETTLE:
                self._settle()
        return size

    def _settle(self) -> None:
        """Let what was written go to the disk meanwhile: at the end little of it is left to do."""
        self._settling = self._settling or OneBehind()
        self._settling.do(partial(os.fsync, self._file.fileno()))
        self._unsettled = 0

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
        if self._settling is not None:
            self._settling.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self.closed = True

    def give_up(self) -> None:
        """Close the file as it is; it will be removed. Never raises."""
        self.closed = True
        with suppress(OSError):
            self._file.close()


class Packed:
    """What takes bytes, and hands them on to be packed and written meanwhile.

    Args:
        pack: takes bytes, and writes them packed into the sink.
        end: ends the packing, and leaves the sink open.
    """

    def __init__(self, pack: Callable[[bytes], object], end: Callable[[], object]) -> None:
        self._pack = pack
        self._end = end
        self._packing = OneBehind()
        self._kept: list[bytes] = []
        self._bytes = 0

    def write(self, data: bytes) -> None:
        """Take all of the data.

        Raises:
            OSError: what was taken before could not be written.
        """
        self._kept.append(data)
        self._bytes += len(data)
        if self._bytes >= _BYTES_AT_ONCE:
            self._hand_on()

    def close(self) -> None:
        """Write what is left, and end the packing.

        Raises:
            OSError: it could not be written.
        """
        self._hand_on()
        self._packing.close()
        self._end()

    def _hand_on(self) -> None:
        self._packing.do(partial(self._pack, b"".join(self._kept)))
        self._kept, self._bytes = [], 0


def packed(sink: Sink, packing: Packing, gzip_level: int = GZIP_LEVEL) -> Packed:
    """Return what to write to, whose bytes come out packed in the sink.

    The same bytes give the same file: no name and no time is noted in it.

    Args:
        sink: the new file.
        packing: how it is packed.
        gzip_level: 1 to 9, should that be gzip.

    Raises:
        ExportRefused: what packs is not installed.
    """
    if packing == "gzip":
        file = gzip.GzipFile("", "wb", gzip_level, cast("BinaryIO", sink), mtime=0)
        return Packed(file.write, file.close)
    if packing == "zstd":
        compressor: Any = need("zstandard", "zstd").ZstdCompressor(level=ZSTD_LEVEL)
        stream = compressor.stream_writer(sink, closefd=False)
        return Packed(stream.write, stream.close)
    return Packed(sink.write, sink.flush)
