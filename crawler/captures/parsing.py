"""One WARC record, parsed as it is unpacked. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hashlib import _Hash

    from crawler.captures.members import Member

ALGORITHMS: Final = ("sha256", "sha1", "sha512", "md5")
"""The digests that are recomputed; the first is what this software writes."""
NOT_ITS_END: Final = "it does not end where its Content-Length says"
REQUIRED: Final = ("warc-type", "warc-record-id", "warc-date", "content-length")

_HEAD_MOST = 64 * 1024
_HTTP_MOST = 1024 * 1024
_END = b"\r\n\r\n"
_NAME = re.compile(r"[!-9;-~]+")
_BLANK = re.compile(rb"\n\r?\n")
_CONTENT_TYPE = re.compile(rb"^content-type:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})(?:[ \r\n]|$)")
_WITH_HTTP = ("response", "request", "revisit")


@dataclass(slots=True)
class Record:
    """What a whole member holds.

    `offset`, `length` are bytes of the file, `size` is unpacked. Of `headers` the names are in
    small letters, and of equal names the first counts; `concurrent` are all WARC-Concurrent-To.
    `sha256` is that of the payload: what follows the HTTP head, as it came. `content_type` is what
    the HTTP head says of it, empty when it says nothing. `problems` are phrases
    that follow the record's name, empty when it is sound. `altered` are the bytes of the member
    that are not as written although everything reads as it should; `compared` tells whether that
    could be seen.
    """

    offset: int
    length: int
    size: int
    headers: dict[str, str]
    concurrent: tuple[str, ...]
    status: int | None
    sha256: str
    problems: list[str] = field(default_factory=list)
    altered: tuple[int, ...] = ()
    compared: bool = False
    content_type: str = ""
    habits: list[str] = field(default_factory=list)
    """Those of the problems that may be another writer's habit: a payload's digest over the body
    with its chunks or without, an algorithm that is not known here."""

    @property
    def kind(self) -> str:
        """WARC-Type: warcinfo, response, request, revisit …; empty when it has none."""
        return self.headers.get("warc-type", "")

    @property
    def record_id(self) -> str:
        """WARC-Record-ID; empty when it has none."""
        return self.headers.get("warc-record-id", "")

    @property
    def url(self) -> str | None:
        """WARC-Target-URI, without the angle brackets that early writers put around it."""
        found = self.headers.get("warc-target-uri")
        return found.removeprefix("<").removesuffix(">") if found else None

    @property
    def date(self) -> str:
        """WARC-Date, UTC; empty when it has none."""
        return self.headers.get("warc-date", "")


def read_digest(text: str) -> tuple[str, bytes] | None:
    """Read `sha256:<hex>` or `sha1:<base32>`: the algorithm and the digest; None for neither.

    >>> read_digest("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")[1].hex()
    'da39a3ee5e6b4b0d3255bfef95601890afd80709'
    """
    name, _, value = text.strip().partition(":")
    name = name.lower().replace("-", "")
    if name not in ALGORITHMS:
        return None
    size = hashlib.new(name, usedforsecurity=False).digest_size
    try:
        if len(value) == 2 * size:
            found = bytes.fromhex(value)
        else:
            found = base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except (ValueError, binascii.Error):
        return None
    return (name, found) if len(found) == size else None


class Parser:
    """Reads one record as it is unpacked; a `members.Listener`."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._state = self._head
        self._headers: dict[str, str] = {}
        self._concurrent: list[str] = []
        self._problems: list[str] = []
        self._habits: list[str] = []
        self._left = 0
        self._tail = bytearray()
        self._status: int | None = None
        self._content_type = ""
        self._has_payload = True
        self._sha256 = hashlib.sha256()
        self._block: tuple[_Hash, bytes] | None = None
        self._payload: tuple[_Hash, bytes] | None = None

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        self._state(data)

    def record(self, member: Member) -> Record:
        """Return what was read, once the member is known to be whole."""
        if self._state == self._head:
            self._problems.append("its head has no end")
        elif self._state == self._http:
            self._begin_payload(bytes(self._waiting), headless=True)
        if self._left:
            self._problems.append(f"{self._left} bytes of its Content-Length are missing")
        elif self._state == self._after and self._tail != _END:
            self._problems.append(NOT_ITS_END)
        for what, digest in (("Block", self._block), ("Payload", self._payload)):
            if digest is not None and digest[0].digest() != digest[1]:
                self._problems.append(f"its content has not its WARC-{what}-Digest")
                self._habits += self._problems[-1:] if what == "Payload" else []
        return Record(
            member.offset,
            member.length,
            member.size,
            self._headers,
            tuple(self._concurrent),
            self._status,
            self._sha256.hexdigest(),
            self._problems,
            member.altered,
            member.compared,
            self._content_type,
            self._habits,
        )

    def _head(self, data: bytes) -> None:
        self._waiting += data
        end = self._waiting.find(_END)
        if end < 0:
            if len(self._waiting) > _HEAD_MOST:
                self._problems.append(f"its head is longer than {_HEAD_MOST} bytes")
                self._state = self._ignored
            return
        lines, rest = bytes(self._waiting[:end]), bytes(self._waiting[end + len(_END) :])
        self._waiting.clear()
        self._read_head(lines.decode("utf-8", "replace"))
        self._state = self._http if self._with_http() else self._body
        self.feed(rest)

    def _read_head(self, text: str) -> None:
        lines = re.sub(r"\r\n[ \t]+", " ", text).split("\r\n")
        if lines[0] not in ("WARC/1.0", "WARC/1.1"):
            self._problems.append("its version is neither WARC/1.0 nor WARC/1.1")
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            name, value = name.strip().lower(), value.strip()
            if not colon or not _NAME.fullmatch(name):
                self._problems.append("a line of its head is no header")
            elif name == "warc-concurrent-to":
                self._concurrent.append(value)
            self._headers.setdefault(name, value)
        missing = [name for name in REQUIRED if name not in self._headers]
        if missing:
            self._problems.append(f"its head lacks {', '.join(missing)}")
        length = self._headers.get("content-length", "")
        if length.isascii() and length.isdigit():
            self._left = int(length)
        elif length:
            self._problems.append("its Content-Length is no number")
        self._block = self._digest("warc-block-digest")
        if self._headers.get("warc-type") != "revisit":  # there it is that of another record's body
            self._payload = self._digest("warc-payload-digest")

    def _digest(self, name: str) -> tuple[_Hash, bytes] | None:
        text = self._headers.get(name)
        if text is None:
            return None
        found = read_digest(text)
        if found is None:
            self._problems.append(f"its {name} cannot be read")
            self._habits.append(self._problems[-1])
            return None
        if name == "warc-payload-digest" and found[0] == "sha256":
            return self._sha256, found[1]  # computed in any case
        return hashlib.new(found[0], usedforsecurity=False), found[1]

    def _with_http(self) -> bool:
        kind = self._headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind == "application/http" and self._headers.get("warc-type") in _WITH_HTTP

    def _take_block(self, data: bytes) -> bytes:
        """Return what of the data belongs to the block; the rest is the record's end."""
        block = data[: self._left]
        self._left -= len(block)
        if self._block:
            self._block[0].update(block)
        if len(block) < len(data):
            # Four bytes are right; one more is enough to know that they are too many.
            self._tail += data[len(block) :][: len(_END) + 1 - len(self._tail)]
        return block

    def _http(self, data: bytes) -> None:
        self._waiting += self._take_block(data)
        blank = _BLANK.search(self._waiting)
        if blank:
            self._begin_payload(bytes(self._waiting[: blank.end()]))
            rest = bytes(self._waiting[blank.end() :])
            self._waiting.clear()
            self._pay(rest)
        elif len(self._waiting) > _HTTP_MOST or self._left == 0:
            self._begin_payload(bytes(self._waiting), headless=True)
            self._waiting.clear()

    def _begin_payload(self, head: bytes, *, headless: bool = False) -> None:
        found = _STATUS.match(head)
        self._status = int(found[1]) if found else None
        named = _CONTENT_TYPE.search(head)
        self._content_type = named[1].decode("latin-1").strip() if named else ""
        if headless and not found:
            self._problems.append("it holds no HTTP message")
        self._state = self._body if self._left else self._after

    def _body(self, data: bytes) -> None:
        self._pay(self._take_block(data))
        if not self._left:
            self._state = self._after

    def _pay(self, data: bytes) -> None:
        self._sha256.update(data)
        if self._payload and self._payload[0] is not self._sha256:
            self._payload[0].update(data)

    def _after(self, data: bytes) -> None:
        self._take_block(data)

    def _ignored(self, data: bytes) -> None:
        pass
