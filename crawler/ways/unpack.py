"""A body that is still packed with gzip: as much of it as is whole and wanted.

The download unpacks what it gets and refuses what is too large or cut off; this is for what is
packed twice, or comes from elsewhere.
"""

from __future__ import annotations

import zlib

GZIP = b"\x1f\x8b"
"""How such a body begins."""

_MEMBERS = 100
_CHUNK = 64
"""Packed bytes that are unpacked at once: so much is lost where a stream is damaged."""


def unpacked(body: bytes, most: int) -> bytes:
    """Return a body without one layer of gzip.

    Args:
        body: the packed bytes; it may be cut off or damaged.
        most: bytes of the result; the rest is left packed.
    """
    out = bytearray()
    for _ in range(_MEMBERS):
        stream = zlib.decompressobj(31)
        at = 0
        while at < len(body) and not stream.eof:
            try:
                out += stream.decompress(body[at : at + _CHUNK], most - len(out))
            except zlib.error:
                return bytes(out)
            if len(out) >= most:
                return bytes(out)
            at += _CHUNK
        body = stream.unused_data + body[at:]
        if not body.startswith(GZIP):
            break
    return bytes(out)
