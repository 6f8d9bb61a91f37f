"""A capture read back: the answer as it came, and as a crawl would have read it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from crawler.captures.about import ABOUT, CAPTURE, FETCHED_AT
from crawler.captures.record import FEED_PUBLISHED, IMPORTED_FROM, KEY, KIND
from crawler.errors import Refused
from crawler.middlewares.compression import BROKEN, Compression

if TYPE_CHECKING:
    from pathlib import Path


class CaptureUnreadableError(Exception):
    """There is no whole record where a row says that there is one; its text says where and why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer as a record has it."""

    url: str
    date: str
    """UTC of the answer."""
    record: str
    """response or revisit."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """As it came, still packed; empty in a revisit record."""
    kind: str | None = None
    """What was asked for, by our own field; None in files from elsewhere."""
    key: str | None = None
    """Of the article that was asked for, bureau/number."""
    feed_published: str | None = None
    imported_from: str | None = None
    """The file from elsewhere that it was taken from; None: asked for by this software."""
    truncated: bool = False
    """Whether its record says that it is not all that was sent."""

    def header(self, name: str) -> str | None:
        """Return the first header of this name."""
        lower = name.lower()
        return next((value for each, value in self.headers if each.lower() == lower), None)


def read_kept(folder: Path, file: str, offset: int, length: int) -> Kept:
    """Read one record.

    Args:
        folder: the archive's folder.
        file: relative to it.
        offset: bytes before the record.
        length: bytes of the record.

    Raises:
        CaptureUnreadableError: the file is missing, or has no whole answer there.
    """
    place = f"{file} at byte {offset}"
    try:
        with (folder / file).open("rb") as opened:
            opened.seek(offset)
            packed = opened.read(length)
    except OSError as error:
        raise CaptureUnreadableError(f"{place}: {error.strerror}") from error
    if len(packed) < length:
        raise CaptureUnreadableError(f"{place}: the file ends within the record")
    kept = kept_of(packed)
    if kept is None:
        raise CaptureUnreadableError(f"{place}: no answer is recorded there")
    return kept


def kept_of(packed: bytes) -> Kept | None:
    """Return the answer in a packed record, None where it is another kind of record, or broken."""
    try:
        for record in ArchiveIterator(BytesIO(packed)):
            if record.rec_type not in ("response", "revisit") or record.http_headers is None:
                return None
            fields = record.rec_headers
            return Kept(
                url=fields.get_header("WARC-Target-URI"),
                date=str(fields.get_header("WARC-Date"))[:19].rstrip("Z") + "Z",
                record=record.rec_type,
                status=int(record.http_headers.get_statuscode()),
                headers=tuple(record.http_headers.headers),
                body=_body(record),
                kind=fields.get_header(KIND),
                key=fields.get_header(KEY),
                feed_published=fields.get_header(FEED_PUBLISHED),
                imported_from=fields.get_header(IMPORTED_FROM),
                truncated=fields.get_header("WARC-Truncated") is not None,
            )
    except (ArchiveLoadFailed, ValueError, EOFError, OSError):
        return None
    return None


def _body(record: Any) -> bytes:
    """Return a record's body; files from elsewhere may keep it in the chunks it was sent in."""
    coding = str(record.http_headers.get_header("Transfer-Encoding") or "").lower()
    if coding == "chunked":
        return bytes(ChunkedDataReader(record.raw_stream).read())
    return bytes(record.raw_stream.read())


def response_of(kept: Kept, body: bytes, most: int, *, capture: int | None = None) -> Response:
    """Return the response that a crawl would have read: unpacked, and of the class of its type.

    Args:
        kept: the record; for a revisit that of the repeated answer.
        body: as it came; of a revisit that of the record that it refers to.
        most: bytes that it may have once unpacked, as DOWNLOAD_MAXSIZE.
        capture: captures.id, for what is made of it.

    Raises:
        TooLarge: it grows past `most`.
        Refused: its stream is cut off or damaged.
    """
    headers: dict[bytes, list[bytes]] = {}
    for name, value in kept.headers:
        headers.setdefault(name.encode("latin-1"), []).append(value.encode("latin-1", "replace"))
    request = Request(
        kept.url,
        meta={
            FETCHED_AT: kept.date,
            CAPTURE: capture,
            ABOUT: {"kind": kept.kind, "key": kept.key, "feed_published": kept.feed_published},
        },
    )
    kind = responsetypes.from_args(headers=Headers(headers), url=kept.url, body=body)
    bare = kind(kept.url, status=kept.status, headers=headers, body=body, request=request)
    response = Compression(most).process_response(request, bare)
    if BROKEN in request.meta:
        raise Refused(request.meta[BROKEN], kept.status)
    return response.replace(request=request)
