"""WARC files as a crawl writes them, made with warcio, for the tests of what reads them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2026-11-20T01:02:03Z"
MARK = "a1b2c3"
"""What the names of an archive's files carry."""


@dataclass(frozen=True)
class Written:
    """A record that was written: its place, and what a row of the archive says of it."""

    kind: str
    url: str | None
    offset: int
    length: int
    sha256: str
    record_id: str
    status: int | None = None


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Warc:
    """A WARC file in memory that grows record by record."""

    def __init__(self, data: bytes = b"") -> None:
        self._out = BytesIO()
        self._out.write(data)
        self._writer = WARCWriter(self._out, gzip=True, warc_version="WARC/1.1")
        self.written: list[Written] = []

    @property
    def data(self) -> bytes:
        return self._out.getvalue()

    def info(self) -> Written:
        facts = {"software": "arsip-antara", "format": "WARC File Format 1.1"}
        return self._write(self._writer.create_warcinfo_record("x.warc.gz", facts), b"")

    def response(
        self, url: str, body: bytes, status: int = 200, date: str = DATE, **more: str
    ) -> Written:
        head = StatusAndHeaders(f"{status} OK", [("Content-Type", "text/html")], "HTTP/1.1")
        own = {"WARC-Payload-Digest": f"sha256:{sha256(body)}", "WARC-Date": date}
        block = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html\r\n\r\n".encode() + body
        own["WARC-Block-Digest"] = f"sha256:{sha256(block)}"
        own |= {name.replace("_", "-"): value for name, value in more.items()}
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=head,
            warc_headers_dict=own,
        )
        return self._write(record, body, status)

    def request(self, url: str, to: str) -> Written:
        head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
        own = {"WARC-Concurrent-To": to, "WARC-Date": DATE}
        record = self._writer.create_warc_record(
            url, "request", http_headers=head, warc_headers_dict=own
        )
        return self._write(record, b"")

    def revisit(self, url: str, of: Written, date: str = DATE, **changed: Any) -> Written:
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
        record = self._writer.create_revisit_record(
            url, f"sha256:{of.sha256}", of.url, DATE, http_headers=head
        )
        record.rec_headers.add_header("WARC-Refers-To", of.record_id)
        record.rec_headers.replace_header("WARC-Date", date)
        for name, value in changed.items():
            record.rec_headers.replace_header(name.replace("_", "-"), value)
        return self._write(record, b"", 200, of.sha256)

    def page(self, url: str, body: bytes, status: int = 200, date: str = DATE) -> Written:
        """A response and the request for it, as a crawl writes them."""
        made = self.response(url, body, status, date)
        self.request(url, made.record_id)
        return made

    def _write(self, record, body: bytes, status=None, digest: str | None = None) -> Written:
        offset = self._out.tell()
        self._writer.write_record(record)
        made = Written(
            record.rec_type,
            record.rec_headers.get_header("WARC-Target-URI"),
            offset,
            self._out.tell() - offset,
            digest or sha256(body),
            record.rec_headers.get_header("WARC-Record-ID"),
            status,
        )
        self.written.append(made)
        return made


def small() -> Warc:
    """A file of five short records, one of them a revisit."""
    made = Warc()
    made.info()
    first = made.page("https://bali.antaranews.com/berita/1/pasar", b"<p>Pasar ikan" + b" " * 700)
    made.response("https://bali.antaranews.com/berita/2/padi", b"", 404)
    made.revisit("https://bali.antaranews.com/berita/1/pasar", first)
    return made


def flipped(data: bytes, bit: int) -> bytes:
    """The data with one bit flipped, counted from the first byte's lowest."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def warcio_check(*paths: Path) -> subprocess.CompletedProcess[str]:
    """`warcio check`, as a command."""
    program = Path(sys.executable).with_name("warcio")
    return subprocess.run(
        [str(program), "check", *map(str, paths)], capture_output=True, text=True, timeout=60
    )
