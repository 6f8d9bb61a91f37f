"""WARC files as others write them, with invented pages, for the tests of `antara import`."""

from __future__ import annotations

import datetime as dt
import gzip
from io import BytesIO
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.minisite import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Head = tuple[tuple[str, str], ...]
HTML: Head = (("Content-Type", "text/html; charset=utf-8"),)
PUBLISHED = dt.datetime(2019, 3, 4, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def url_of(number: int, host: str = "bali.antaranews.com") -> str:
    return f"https://{host}/berita/{number}/kabar-{number}"


def page(title: str = "Pasar Umpama dibuka", text: str = "Pedagang datang.") -> bytes:
    return page_of(title, PUBLISHED, text)


def chunked(body: bytes, *, end: bytes = b"0\r\n\r\n") -> bytes:
    """The body in chunks, as HTTP/1.1 sends it."""
    parts = [body[at : at + 700] for at in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + end


class ForeignWarc:
    """A WARC file that grows record by record."""

    def __init__(self, *, gzipped: bool = True, version: str = "WARC/1.0") -> None:
        self.out = BytesIO()
        self._writer = WARCWriter(self.out, gzip=gzipped, warc_version=version)

    def info(self, **fields: str) -> None:
        self._writer.write_record(
            self._writer.create_warcinfo_record("x.warc.gz", {"software": "another", **fields})
        )

    def response(
        self,
        url: str,
        body: bytes,
        date: str,
        *,
        head: Head = HTML,
        status: str = "200 OK",
        kind: str = "response",
        **fields: str,
    ) -> str:
        """Write a response as it is given; returns the digest of its payload."""
        headers = StatusAndHeaders(status, list(head), protocol="HTTP/1.1")
        more = {name.replace("_", "-"): value for name, value in fields.items()}
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": date, **more},
        )
        self._writer.write_record(record)
        return record.rec_headers.get_header("WARC-Payload-Digest")

    def request(self, url: str) -> None:
        head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
        self._writer.write_record(
            self._writer.create_warc_record(url, "request", http_headers=head)
        )

    def revisit(self, url: str, digest: str, date: str, of: str = "") -> None:
        head = StatusAndHeaders("200 OK", list(HTML), protocol="HTTP/1.1")
        record = self._writer.create_revisit_record(
            url, digest, of or url, "2019-01-01T00:00:00Z", http_headers=head
        )
        record.rec_headers.replace_header("WARC-Date", date)
        self._writer.write_record(record)

    def save(self, path: Path) -> Path:
        path.write_bytes(self.out.getvalue())
        return path


def as_wget(file: ForeignWarc, url: str, body: bytes, date: str) -> None:
    """What was sent: packed, in chunks, and the request behind it."""
    head = (*HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    file.response(url, chunked(gzip.compress(body)), date, head=head)
    file.request(url)


def as_common_crawl(file: ForeignWarc, url: str, body: bytes, date: str) -> None:
    """The body unpacked, and the headers that spoke of packing renamed."""
    head = (
        *HTML,
        ("X-Crawl-Content-Encoding", "gzip"),
        ("X-Crawl-Transfer-Encoding", "chunked"),
        ("Content-Length", str(len(body))),
    )
    file.response(url, body, date, head=head)


def as_wayback(file: ForeignWarc, url: str, body: bytes, date: str) -> None:
    """A page that was got from a web archive: its address, and its headers around the site's."""
    digits = "".join(letter for letter in date if letter.isdigit())
    head = (
        ("Server", "nginx"),
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("x-archive-orig-x-robots-tag", "noai"),
        ("x-archive-orig-server", "another"),
        ("x-archive-src", "somewhere.warc.gz"),
    )
    address = f"https://web.archive.org/web/{digits}id_/{url}"
    file.response(address, body, "2026-11-01T00:00:00Z", head=head)


def as_cdx_toolkit(file: ForeignWarc, url: str, body: bytes, date: str) -> None:
    """Copied from a web archive: unpacked, under headers that say that it is packed."""
    digits = "".join(letter for letter in date if letter.isdigit())
    source = f"https://web.archive.org/web/{digits}id_/{url}"
    head = (
        *HTML,
        ("Content-Encoding", "gzip"),
        ("Content-Length", "117"),
        ("X-Archive-Date", "Sun, 01 Nov 2026 00:00:00 GMT"),
    )
    file.response(url, body, "2026-11-01T00:00:00Z", head=head, WARC_Source_URI=source)


WRITERS = (as_wget, as_common_crawl, as_wayback, as_cdx_toolkit)


def warc_of(path: Path, pages: Iterable[tuple[int, str, bytes]], **info: str) -> Path:
    """A file with pages: number, date and body of each."""
    made = ForeignWarc()
    made.info(**info)
    for number, date, body in pages:
        made.response(url_of(number), body, date)
    return made.save(path)
