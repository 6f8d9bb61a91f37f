"""Whether a compressed record is bit for bit what was written. Pure.

A checksum over the content cannot see every flipped bit of its compressed form: the bits that fill
up the last byte mean nothing, and in a run of equal characters two distances give the same text.
Compressing the content again shows them, because zlib gives the same bytes for the same content.
Another library or version may give others; then the forms part for good, and nothing is said.
"""

from __future__ import annotations

import zlib
from typing import Final

LEVEL: Final = 9
"""How hard the records are compressed; what warcio does."""
FLIPPED_BYTES: Final = 2
"""Bytes that may differ for it to be called a flip; another compressor differs in many more."""


class Likeness:
    """Compares a deflate stream with what compressing its content again gives.

    Fed as the stream is read, in any portions; memory stays within some hundred kilobytes.
    """

    def __init__(self) -> None:
        self._again = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._ours = bytearray()
        self._theirs = bytearray()
        self._compared = 0
        self._differing: list[int] = []
        self._other = False

    def packed(self, data: bytes) -> None:
        """Take the next bytes of the stream; at its end there may be some too many."""
        if not self._other:
            self._theirs += data

    def content(self, data: bytes) -> None:
        """Take the next bytes of what it unpacks to."""
        if not self._other:
            self._ours += self._again.compress(data)
            self._compare()

    def end(self, surplus: int) -> tuple[int, ...] | None:
        """Return which bytes of the stream are not as written.

        Args:
            surplus: how many of the bytes given to `packed` lie behind the stream's end.

        Returns:
            their places in the stream, from 0; empty when all are as written; None when it was
            written by another compressor, so that nothing can be said.
        """
        if self._other:
            return None
        self._ours += self._again.flush()
        if surplus:
            del self._theirs[-surplus:]
        self._compare()
        if self._other or self._ours or self._theirs:
            return None
        return tuple(self._differing)

    def _compare(self) -> None:
        length = min(len(self._ours), len(self._theirs))
        ours, theirs = self._ours[:length], self._theirs[:length]
        if ours != theirs:
            places = (
                n for n, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]
            )
            for place in places:
                if len(self._differing) == FLIPPED_BYTES:
                    self._other = True
                    self._ours.clear()
                    self._theirs.clear()
                    return
                self._differing.append(self._compared + place)
        self._compared += length
        del self._ours[:length], self._theirs[:length]
