"""From a request and its answer to the bytes of WARC records, each a gzip member of its own.

The WARC/1.1 standard (ISO 28500:2017) says what a record looks like; warcio writes it. What
Scrapy does not hand on is lost, and `INFO` says so in each file: the order and the case of
headers, the reason phrase, how the body was cut into chunks.
"""

from __future__ import annotations

import hashlib
import uuid
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING

from scrapy.utils.httpobj import urlparse_cached
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from crawler import DISTRIBUTION, __version__
from crawler.middlewares.compression import STOPPED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy import Request
    from scrapy.http import Response

    from crawler.captures.kept import Kept
    from crawler.captures.originals import Original
    from pipelines.archive.captures import Capture

KIND, KEY, FEED_PUBLISHED = "Antara-Kind", "Antara-Key", "Antara-Feed-Published"
"""Named fields of ours on response and revisit records: what was asked for, the key of the article
it was asked for, and the time of publication as a feed printed it. Whoever makes an archive again
from the records alone needs them; other readers of WARC pass over them."""
IMPORTED_FROM, IMPORTED_RECORD = "Antara-Imported-From", "Antara-Imported-Record"
"""And on those that were copied from a WARC file from elsewhere: its name, and the record's id."""
WARC_VERSION = "WARC/1.1"
SAME_BODY = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
INFO = {
    "software": f"{DISTRIBUTION}/{__version__} (Scrapy, warcio)",
    "format": "WARC File Format 1.1",
    "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "description": (
        "Answers as Scrapy hands them on: bodies as they were sent, still packed where the host "
        "packed them, without transfer encoding. Not kept: order and case of headers, reason "
        "phrases (those of the standard stand instead), repeated answers 1xx."
    ),
}
"""What a warcinfo record says besides the run."""


def record_id(file: str, offset: int, part: str = "") -> str:
    """Return the id of a record: always the same for a place in a file.

    >>> record_id("captures/a.warc.gz", 0)
    '<urn:uuid:5677e211-ee32-5f05-a9cc-11512da54dec>'
    """
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{file}#{offset}{part}')}>"


def pack_info(file: str, offset: int, date: str, facts: Mapping[str, str]) -> bytes:
    """Return a warcinfo record.

    Args:
        file: the file's path relative to the archive's folder.
        offset: bytes before the record.
        date: UTC.
        facts: what to say besides `INFO`: the run.
    """
    text = "".join(f"{name}: {value}\r\n" for name, value in {**INFO, **facts}.items())
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=WARC_VERSION)
    body = text.encode()
    record = writer.create_warc_record(
        "",
        "warcinfo",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type="application/warc-fields",
        warc_headers_dict={
            "WARC-Record-ID": record_id(file, offset),
            "WARC-Date": date,
            "WARC-Filename": file.rpartition("/")[2],
            "WARC-Block-Digest": _digest(body),
        },
    )
    writer.write_record(record)
    return out.getvalue()


def pack_answer(
    capture: Capture,
    response: Response,
    *,
    facts: Mapping[str, str],
    original: Original | None = None,
) -> bytes:
    """Return the record of an answer: a response, or a revisit where its body stands elsewhere.

    Args:
        capture: its row; the length is not looked at.
        response: as it came, before it was unpacked.
        facts: named fields of ours, see `KIND`.
        original: for a revisit, the record that has the body.
    """
    fields = dict(facts)
    if original is None and STOPPED in response.flags:
        fields["WARC-Truncated"] = "length"
    if response.ip_address is not None and response.ip_address.is_global:
        fields["WARC-IP-Address"] = str(response.ip_address)
    head = _head_of(response.status, _headers(response.headers))
    return _pack_answer(capture, head, response.body, fields, original)


def pack_imported(
    capture: Capture, kept: Kept, *, facts: Mapping[str, str], original: Original | None = None
) -> bytes:
    """Return the record of an answer that was copied from a WARC file from elsewhere.

    Args:
        capture: its row; the length is not looked at.
        kept: the answer; its headers stay in their order.
        facts: named fields of ours, see `IMPORTED_FROM`.
        original: for a revisit, the record that has the body.
    """
    fields = dict(facts)
    if original is None and kept.truncated:
        fields["WARC-Truncated"] = "unspecified"
    head = _head_of(kept.status, list(kept.headers))
    return _pack_answer(capture, head, kept.body, fields, original)


def _pack_answer(
    capture: Capture,
    head: StatusAndHeaders,
    body: bytes,
    facts: Mapping[str, str],
    original: Original | None,
) -> bytes:
    fields = {
        "WARC-Record-ID": record_id(capture.file, capture.offset),
        "WARC-Date": capture.fetched_at,
        "WARC-Payload-Digest": f"sha256:{capture.sha256}",
    }
    if original is not None:
        not_modified = capture.status == HTTPStatus.NOT_MODIFIED
        fields |= {
            "WARC-Profile": NOT_MODIFIED if not_modified else SAME_BODY,
            "WARC-Refers-To": original.record_id,
            "WARC-Refers-To-Target-URI": original.capture.url,
            "WARC-Refers-To-Date": original.capture.fetched_at,
            "WARC-Payload-Digest": f"sha256:{original.capture.sha256}",
        }
        body = b""
    fields["WARC-Block-Digest"] = _digest(head.to_ascii_bytes() + body)
    return _pack(capture.url, capture.record, body, head, fields | dict(facts))


def pack_request(capture: Capture, request: Request) -> bytes:
    """Return the record of the request that an answer's record belongs to."""
    parts = urlparse_cached(request)
    target = f"{parts.path or '/'}{';' + parts.params if parts.params else ''}"
    target += f"?{parts.query}" if parts.query else ""
    headers = [("Host", parts.netloc), *_headers(request.headers)]
    head = StatusAndHeaders(f"{request.method} {target} HTTP/1.1", headers, is_http_request=True)
    fields = {
        "WARC-Record-ID": record_id(capture.file, capture.offset, "-request"),
        "WARC-Concurrent-To": record_id(capture.file, capture.offset),
        "WARC-Date": capture.fetched_at,
        "WARC-Payload-Digest": _digest(request.body),
        "WARC-Block-Digest": _digest(head.to_ascii_bytes() + request.body),
    }
    return _pack(capture.url, "request", request.body, head, fields)


def _pack(
    url: str, kind: str, body: bytes, head: StatusAndHeaders, fields: Mapping[str, str]
) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=WARC_VERSION)
    record = writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        http_headers=head,
        warc_headers_dict=dict(fields),
    )
    writer.write_record(record)
    return out.getvalue()


def _head_of(status: int, headers: list[tuple[str, str]]) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    return StatusAndHeaders(f"{status} {phrase}".strip(), headers, protocol="HTTP/1.1")


def _headers(headers: Mapping[bytes, list[bytes]]) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    ]


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
