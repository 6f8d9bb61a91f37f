"""A record of a WARC file from elsewhere, as an answer that a crawl could have got. Pure.

Web archives keep pages in several ways: with the chunks they were sent in or without, packed or
unpacked under headers that still say "gzip", under the site's own address or under the archive's.
What is known of them:

- wget, Heritrix and Browsertrix write what was sent, the chunks of its transfer coding included.
- Common Crawl unpacks bodies and renames the headers that spoke of packing to X-Crawl-….
- The Wayback Machine serves a page as it came at /web/<14 digits>id_/<address>, with the site's
  headers as X-Archive-Orig-…; without "id_" it adds a banner and changes every link.
- cdx_toolkit (0.9) copies such pages under their own address, with an unpacked body, the site's
  headers that speak of a packed one, and the place that it was got from in WARC-Source-URI. Where
  the site sent no Date, its WARC-Date is that of the copying.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from crawler.bureaus import MAIN_DOMAIN, bureau_at
from crawler.captures.kept import Kept
from crawler.captures.record import FEED_PUBLISHED
from crawler.clock import utc_text
from crawler.middlewares.compression import BrokenStreamError, decompress
from crawler.urls import identify

if TYPE_CHECKING:
    from collections.abc import Iterator

Headers = tuple[tuple[str, str], ...]

_IN_ARCHIVE: Final = re.compile(r"https?://[^?#]*?/(\d{14})([a-z]{2}_)?/(https?:/+[^/].*)", re.I)
"""An address at a web archive: when, in which form, and of what."""
_WARC_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?Z")
"""WARC/1.1 allows parts of a second, and coarser ones than a second."""
_AS_IT_CAME: Final = "id_"
_ORIGINAL: Final = "x-archive-orig-"
_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_LAST_CHUNK: Final = re.compile(rb"(?:^|\n)0+[ \t]*(?:;[^\n]*)?\r?\n(?:[^\n]+\n)*\r?\n?\Z")
_END: Final = 1_024
"""Bytes in which a body's last chunk stands, with whatever headers may follow it."""
_MOST_UNPACKED: Final = 64 * 1024 * 1024
PAGES: Final = frozenset({200, 404, 410})
"""HTTP statuses that say something of an article; a redirect or an error of the moment does not."""


class Skipped(StrEnum):
    """Why a record is not taken; the words are those of the summary."""

    OTHER = "no answers (requests, file heads, metadata)"
    NOT_ANTARA = "answers of other sites"
    NO_ARTICLE = "answers of ANTARA's hosts that are no articles"
    NO_PAGE = "redirects and errors"
    REWRITTEN = "pages as a web archive shows them, changed by it (fetch them with id_)"
    ELSEWHERE = "repeated answers whose page stands in another file"
    KNOWN = "known already"
    WITHDRAWN = "of articles that were withdrawn"
    AHEAD = "dated after today"
    UNREADABLE = "records that are no answers as HTTP has them"
    UNDATED = "without the hour at which they were got"
    LARGE = "records larger than any page, such as films"


@dataclass(frozen=True, slots=True)
class Foreign:
    """An answer from elsewhere."""

    kept: Kept
    """As our own records have it: the site's address and headers, without transfer coding."""
    record_id: str
    payload_digest: str | None
    """As its writer computed it: what a repeated answer is known by."""
    refers_to: str | None
    """The address that a repeated answer refers to."""


def passed_over(kind: str, url: str | None) -> Skipped | None:
    """Say of a record's head whether it need not be read at all, and why.

    Args:
        kind: its WARC-Type.
        url: its WARC-Target-URI.
    """
    if kind.lower() not in ("response", "revisit"):
        return Skipped.OTHER
    return None if MAIN_DOMAIN in (url or "").lower() else Skipped.NOT_ANTARA


def read_foreign(packed: bytes, name: str, most: int) -> Foreign | Skipped:
    """Read one record.

    Args:
        packed: a gzip member.
        name: of the file that it stands in.
        most: bytes that a page may have, packed or unpacked.

    Returns:
        The answer, or why there is none that tells of an article.
    """
    try:
        for record in ArchiveIterator(BytesIO(packed)):
            return _taken(record, name, most)
    except (ArchiveLoadFailed, ValueError, EOFError, OSError):
        pass
    return Skipped.UNREADABLE


def _taken(record: Any, name: str, most: int) -> Foreign | Skipped:
    fields = record.rec_headers
    url = (fields.get_header("WARC-Target-URI") or "").strip("<>")
    date = _date(fields.get_header("WARC-Date") or "")
    inside = _IN_ARCHIVE.fullmatch(url)
    if inside is not None:
        if identify(_site_address(inside[3])) is None:
            return Skipped.NOT_ANTARA
        if inside[2] != _AS_IT_CAME:
            return Skipped.REWRITTEN
        url, date = _site_address(inside[3]), _moment(inside[1]) or date
    elif got := _IN_ARCHIVE.fullmatch(fields.get_header("WARC-Source-URI") or ""):
        date = _moment(got[1]) or date
    named = identify(url)
    if named is None:
        host = urlsplit(url).hostname or ""
        return Skipped.NO_ARTICLE if bureau_at(host) else Skipped.NOT_ANTARA
    if record.http_headers is None:
        return Skipped.UNREADABLE
    if date is None:
        return Skipped.UNDATED
    status = record.http_headers.get_statuscode()
    if not (status.isascii() and status.isdigit()) or int(status) not in PAGES:
        return Skipped.NO_PAGE
    headers = tuple(_site_headers(record.http_headers.headers))
    body, whole = b"", True
    repeated = record.rec_type.lower() == "revisit"
    if not repeated:
        headers, body, whole = _without_chunks(headers, record.raw_stream.read())
        headers, whole = _as_it_is(headers, body, whole=whole)
        if _is_larger(headers, body, most):
            return Skipped.LARGE
    kept = Kept(
        url=url,
        date=date,
        record="revisit" if repeated else "response",
        status=int(status),
        headers=headers,
        body=body,
        kind="article",
        key=f"{named.bureau}/{named.article_id}",
        feed_published=fields.get_header(FEED_PUBLISHED),
        imported_from=name,
        truncated=not whole or fields.get_header("WARC-Truncated") is not None,
    )
    return Foreign(
        kept,
        record_id=fields.get_header("WARC-Record-ID") or "",
        payload_digest=fields.get_header("WARC-Payload-Digest"),
        refers_to=fields.get_header("WARC-Refers-To-Target-URI"),
    )


def _site_address(text: str) -> str:
    """Return an address as the site has it; web archives may drop one of its slashes."""
    return re.sub(r"^(https?):/+", r"\1://", text, flags=re.I)


def _date(text: str) -> str | None:
    """Return a WARC-Date as YYYY-MM-DDTHH:MM:SSZ; None where it does not name a minute."""
    found = _WARC_DATE.match(text.strip())
    return _moment("".join(part or "00" for part in found.groups())) if found else None


def _moment(digits: str) -> str | None:
    """Return 20190131235959… as UTC, YYYY-MM-DDTHH:MM:SSZ; None where it is no moment."""
    try:
        found = dt.datetime.strptime(digits[:14], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    # Before there was a Web nothing was got from it: a clock that was never set.
    return utc_text(found) if found.year >= 1991 else None


def _site_headers(headers: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the site's own headers, where a web archive has put its own around them."""
    wrapped = any(name.lower().startswith(_ORIGINAL) for name, _ in headers)
    for name, value in headers:
        lower = name.lower()
        if lower.startswith(_ORIGINAL):
            own = name[len(_ORIGINAL) :]
        elif wrapped and lower != "content-type":
            continue
        else:
            own = name
        if _NAME.fullmatch(own):
            yield own, value


def _without_chunks(headers: Headers, body: bytes) -> tuple[Headers, bytes, bool]:
    """Return headers and body without transfer coding, and whether the last chunk was there."""
    coding = next((value for name, value in headers if name.lower() == "transfer-encoding"), "")
    if "chunked" not in coding.lower():
        return headers, body, True
    headers = _renamed(headers, "transfer-encoding")
    if not re.match(rb"[0-9A-Fa-f]+[ \t]*(?:;[^\n]*)?\r?\n", body):
        return headers, body, True  # taken out by whoever wrote the record
    whole = _LAST_CHUNK.search(body[-_END:]) is not None
    return headers, bytes(ChunkedDataReader(BytesIO(body)).read()), whole


def _as_it_is(headers: Headers, body: bytes, *, whole: bool) -> tuple[Headers, bool]:
    """Rename what headers say of a body that was unpacked since; see whether it is all there."""
    said = {name.lower(): value for name, value in headers}
    coding = said.get("content-encoding", "").strip().lower()
    length = said.get("content-length", "").strip()
    if (
        coding
        and body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        and not _unpacks(body, coding)
    ):
        return _renamed(_renamed(headers, "content-encoding"), "content-length"), whole
    if length.isascii() and length.isdigit() and len(body) < int(length):
        whole = False
    return headers, whole


def _unpacks(body: bytes, coding: str) -> bool:
    try:
        decompress(body, coding, _MOST_UNPACKED)
    except (BrokenStreamError, OverflowError):
        return False
    return True


def _is_larger(headers: Headers, body: bytes, most: int) -> bool:
    """Whether a page is larger than `most`, unpacked as a crawl would unpack it."""
    said = {name.lower(): value for name, value in headers}
    for coding in reversed(said.get("content-encoding", "").lower().split(",")):
        try:
            body = decompress(body, coding.strip(), most) if coding.strip() else body
        except OverflowError:
            return True
        except BrokenStreamError:
            break
    return len(body) > most


def _renamed(headers: Headers, lower: str) -> Headers:
    """Rename a header that is no longer true, as Common Crawl does."""
    return tuple(
        (f"X-Crawl-{name}" if name.lower() == lower else name, value) for name, value in headers
    )
