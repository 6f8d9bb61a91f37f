"""Decompression that notices where a stream was cut off, and never grows past the limit.

Scrapy's own gives back whatever could be read of a cut-off stream, as if it were the page.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped]
from scrapy.http import TextResponse
from scrapy.responsetypes import responsetypes

from crawler.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

ACCEPTED = b"gzip, deflate, br"
GZIP_MAGIC = b"\x1f\x8b\x08"
BROKEN = "broken_stream"
"""Set in `request.meta` to what is wrong with the stream; `Completeness` asks again."""
CUT_AT = "cut_at"
"""In `request.meta`: bytes, as sent and again unpacked, of which no more are read. Such an answer
is cut off there and taken as it is, where any other one would be refused."""
STOPPED = "download_stopped"
"""Scrapy's flag of a response that was cut off as it came."""

_CODINGS = frozenset(
    {"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi"}
    | {"aes128gcm", "pack200-gzip"}
)
"""What IANA has registered. Anything else in a header, "utf-8" or "none", is no compression, and
browsers pass over it."""
_MARKUP = re.compile(
    rb"[\s\xef\xbb\xbf]*<(?:!doctype|html|\?xml|rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]",
    re.IGNORECASE,
)
"""How a page or a feed begins that is not packed, whatever its header says."""
_CHUNK = 64 * 1024
_MEMBERS = 100
"""Gzip streams in one answer; each of them copies what is left."""


class BrokenStreamError(ValueError):
    """A compressed body that ends too early or is none."""


class Compression:
    """Asks for compressed answers and unpacks them, up to DOWNLOAD_MAXSIZE bytes.

    Also unpacks gzip that no header speaks of: some feeds were served so whatever was asked. And
    takes a page that begins as plain markup for one, though a header calls it packed.
    """

    def __init__(self, max_size: int) -> None:
        self.max_size = max_size

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the limit (bytes) from the settings."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Say which compressions are understood."""
        request.headers["Accept-Encoding"] = ACCEPTED

    def process_response(self, request: Request, response: Response) -> Response:
        """Unpack the body; leave a broken one as it is and mark it in `request.meta`.

        Raises:
            TooLarge: when it grows past the limit.
        """
        request.meta.pop(BROKEN, None)
        body = response.body
        if not body or not (_encodings(response) or body.startswith(GZIP_MAGIC)):
            return response
        one = _cutting(request, response) if CUT_AT in request.meta else decompress
        try:
            body = unpack(response, self.max_size, one)
        except BrokenStreamError as error:
            request.meta[BROKEN] = str(error)
            return response
        except OverflowError:
            message = f"more than {self.max_size:,} bytes once decompressed (DOWNLOAD_MAXSIZE)"
            raise TooLarge(message, response.status) from None
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        changes: dict[str, Any] = {"headers": headers, "body": body}
        if issubclass(kind, TextResponse):
            changes["encoding"] = None  # guessed from the unpacked body
        return response.replace(cls=kind, **changes)


def unpack(
    response: Response,
    max_size: int,
    one: Callable[[bytes, str, int], bytes] | None = None,
) -> bytes:
    """Return the body of an answer without its compressions.

    Args:
        response: as it came.
        max_size: the most bytes of the result.
        one: takes off one layer, as `decompress` does.

    Raises:
        BrokenStreamError: as `decompress`.
        OverflowError: as `decompress`.
    """
    body, one = response.body, one or decompress
    for encoding in () if _MARKUP.match(body) else reversed(_encodings(response)):
        body = one(body, encoding, max_size)
    return one(body, "gzip", max_size) if body.startswith(GZIP_MAGIC) else body


def decompress(data: bytes, encoding: str, max_size: int) -> bytes:
    """Unpack one layer.

    Args:
        data: the packed bytes.
        encoding: gzip, x-gzip, deflate, br or identity.
        max_size: the most bytes of the result.

    Raises:
        BrokenStreamError: when the stream is cut off, damaged, or none of that encoding.
        OverflowError: when the result would be larger than `max_size`.
    """
    out = bytearray()
    _unpack(data, encoding, out, max_size)
    return bytes(out)


def _cutting(request: Request, response: Response) -> Callable[[bytes, str, int], bytes]:
    """Return a `decompress` that cuts off at CUT_AT instead of refusing."""
    limit: int = request.meta[CUT_AT]

    def unpack(data: bytes, encoding: str, max_size: int) -> bytes:
        out = bytearray()
        try:
            _unpack(data, encoding, out, min(limit, max_size))
        except OverflowError:
            pass
        except BrokenStreamError:
            if STOPPED not in response.flags:
                raise
        return bytes(out)

    return unpack


def _unpack(data: bytes, encoding: str, out: bytearray, max_size: int) -> None:
    """Append one layer unpacked to `out`, which is full or part of it when this raises."""
    unpack = _UNPACKERS.get(encoding)
    if unpack is None:
        raise BrokenStreamError(f"unknown encoding {encoding[:40]!r}")
    try:
        unpack(data, out, max_size)
    except (zlib.error, brotli.error) as error:
        raise BrokenStreamError(f"not a whole {encoding} stream: {error}") from error


def _keep(data: bytes, out: bytearray, _max_size: int) -> None:
    out += data  # of an answer, which is bounded as it is sent


def _gunzip(data: bytes, out: bytearray, max_size: int) -> None:
    for _ in range(_MEMBERS):
        data = _inflate_one(data, 31, out, max_size)
        if not data.startswith(GZIP_MAGIC):
            return  # what follows the last member, if anything, is padding
    raise BrokenStreamError(f"more than {_MEMBERS} gzip members")


def _inflate(data: bytes, out: bytearray, max_size: int) -> None:
    # RFC 9110 means zlib's format; some servers send it without its header and sum.
    zlib_header = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
    _inflate_one(data, 15 if zlib_header else -15, out, max_size)


def _inflate_one(data: bytes, wbits: int, out: bytearray, max_size: int) -> bytes:
    """Append one stream to `out` and return the bytes behind it."""
    stream = zlib.decompressobj(wbits)
    while not stream.eof:
        piece = stream.decompress(data, _CHUNK)
        data = stream.unconsumed_tail
        _append(out, piece, max_size)
        if not piece and not data and not stream.eof:
            raise BrokenStreamError("a compressed stream that is cut off")
    return stream.unused_data


def _unbrotli(data: bytes, out: bytearray, max_size: int) -> None:
    stream = brotli.Decompressor()
    _append(out, stream.process(data, output_buffer_limit=_CHUNK), max_size)
    while not stream.is_finished():
        piece = stream.process(b"", output_buffer_limit=_CHUNK)
        if not piece and not stream.is_finished():
            raise BrokenStreamError("a compressed stream that is cut off")
        _append(out, piece, max_size)


def _append(out: bytearray, piece: bytes, max_size: int) -> None:
    room = max_size - len(out)
    out += piece[:room]
    if len(piece) > room:
        raise OverflowError


def _encodings(response: Response) -> list[str]:
    values = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
    words = [value.strip().lower() for value in values.split(",")]
    return [word for word in words if word in _CODINGS]


_UNPACKERS: dict[str, Callable[[bytes, bytearray, int], None]] = {
    "identity": _keep,
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
}
