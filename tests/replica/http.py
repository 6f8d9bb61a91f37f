"""A small HTTP/1.1 protocol for the sample site: the gateway form, keep-alive, bad manners."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.replica.odd import HTML, Reply
from tests.replica.wrong import wrong

if TYPE_CHECKING:
    from tests.replica.server import Asked, SiteServer

PHRASES = {
    200: "OK",
    301: "Moved Permanently",
    302: "Found",
    304: "Not Modified",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    410: "Gone",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
UNSENT = 2**20
"""An endless body waits while so many bytes have not been taken."""


def head(status: int, headers: dict[str, str]) -> bytes:
    """Return a response's head as bytes."""
    lines = [f"HTTP/1.1 {status} {PHRASES.get(status, 'Other')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


class Connection(asyncio.Protocol):
    """One client's connection: requests are answered one after the other."""

    def __init__(self, server: SiteServer) -> None:
        self.server = server
        self.transport: asyncio.Transport | None = None
        self.buffer = b""
        self.busy = False
        self.timer: asyncio.TimerHandle | None = None
        self.open_host: str | None = None
        self.asked: Asked | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.server.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.timer:
            self.timer.cancel()
        self._done()
        self.server.connections.discard(self)
        self.transport = None

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        self._next()

    def _next(self) -> None:
        while not self.busy and self.transport:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            text, self.buffer = self.buffer[:end], self.buffer[end + 4 :]
            self._request(text.decode("latin-1"))

    def _request(self, text: str) -> None:
        first, *lines = text.split("\r\n")
        method, _, rest = first.partition(" ")
        target = rest.rpartition(" ")[0]
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        host, path, scheme = headers.get("host", ""), target, ""
        if "://" in target:
            parts = urlsplit(target)
            scheme, host = parts.scheme, parts.netloc
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host = host.lower().removesuffix(":80").removesuffix(":443")
        self.open_host = host
        self.asked = self.server.log(host, path, scheme, method, headers)
        self.busy = True
        if method not in ("GET", "HEAD"):
            # CONNECT too: the gateway is no tunnel.
            self._send(method, Reply(405, b"GET only"), headers)
            return
        faults = self.server.faults
        fault = faults.pick(host, path, self.server.site.now)
        delay = faults.delay(host)
        if fault and fault.endswith("timeout"):
            delay, fault = faults.hold, "drop"
        elif fault == "slow_first_byte":
            delay, fault = faults.silence, None
        rest_of_it = (host, path, method, headers, fault)
        if delay:
            loop = asyncio.get_running_loop()
            self.timer = loop.call_later(delay, self._answer, *rest_of_it)
        else:
            self._answer(*rest_of_it)

    def _done(self) -> None:
        if self.open_host is not None:
            self.server.finished(self.open_host)
            self.open_host = None

    def _answer(
        self, host: str, path: str, method: str, headers: dict[str, str], fault: str | None
    ) -> None:
        self.timer = None
        if fault is None:
            self._send(method, self.server.reply(host, path), headers)
        elif fault.startswith("robots:"):
            self._robots(host, fault.removeprefix("robots:"), headers)
        else:
            faults = self.server.faults
            reply = wrong(
                fault, host, path, faults, self.server.port, lambda: self.server.reply(host, path)
            )
            if reply is not None:
                self._send(method, reply, headers)
            elif fault in ("endless", "endless_slow"):
                self._flow(faults.drip if fault == "endless_slow" else 0.0)
            else:
                self._break(fault, self.server.reply(host, path))
        if self.transport and self.buffer:
            self._next()

    def _robots(self, host: str, kind: str, headers: dict[str, str]) -> None:
        plain = {"Content-Type": "text/plain"}
        rules = self.server.reply(host, "/robots.txt").body
        if kind.isdigit():
            self._send("GET", Reply(int(kind), b"", dict(plain)), headers)
        elif kind == "drop":
            self._break("drop", Reply())
        else:
            reply = {
                "off_site": Reply(302, b"", {"Location": "https://robots.example/robots.txt"}),
                "utf16": Reply(200, rules.decode().encode("utf-16"), plain),
                "empty": Reply(200, b"", plain),
                "bom": Reply(200, b"\xef\xbb\xbf" + rules, plain),
                "disallow": Reply(200, b"User-agent: *\nDisallow: /\n", plain),
            }[kind]
            self._send("GET", reply, headers)

    def _break(self, kind: str, reply: Reply) -> None:
        """Send less than was promised; then close, where that is how it shows."""
        assert self.transport
        body = reply.body
        fields = dict(reply.headers)
        if kind == "truncated":
            fields["Content-Length"] = str(len(body))
            self.transport.write(head(reply.status, fields) + body[: len(body) // 2])
        elif kind == "truncated_chunked":
            fields["Transfer-Encoding"] = "chunked"
            half = body[: len(body) // 2]
            chunk = f"{len(half):x}\r\n".encode() + half + b"\r\n"
            self.transport.write(head(reply.status, fields) + chunk)
        elif kind == "cut_gzip":
            packed = body if fields.get("Content-Encoding") else gzip.compress(body, 1, mtime=0)
            packed = packed[: len(packed) // 2]
            fields |= {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}
            self.transport.write(head(reply.status, fields) + packed)
            # The answer is as long as it says: the connection stays open. Closed without a
            # word, it would fail whichever request is sent over it next, a second fault.
            self._done()
            self.busy = False
            return
        self._done()
        if kind == "drop":
            self.transport.abort()
        else:
            self.transport.close()

    def _flow(self, drip: float, *, begun: bool = False) -> None:
        """Send a page that never ends, until the other side has had enough.

        Args:
            drip: Seconds between two drops; with 0 it flows as fast as it is taken.
            begun: Whether its head is sent.
        """
        if self.transport is None:
            return
        if not begun:
            self.transport.write(
                head(200, {"Content-Type": HTML, "Transfer-Encoding": "chunked"})
                + b"20\r\n<!DOCTYPE html><html><body><p>  \r\n"
            )
        if self.transport.get_write_buffer_size() < UNSENT:
            text = b"lanjut " * (1 if drip else 9362)
            self.transport.write(f"{len(text):x}\r\n".encode() + text + b"\r\n")
        loop = asyncio.get_running_loop()
        self.timer = loop.call_later(drip or 0.001, lambda: self._flow(drip, begun=True))

    def _send(self, method: str, reply: Reply, asked: dict[str, str]) -> None:
        if self.transport is None:
            return
        data = self.server.packed(reply, asked)
        if self.asked:
            self.asked.status, self.asked.size = int(data[9:12]), len(data)
        if method == "HEAD":
            data = data[: data.index(b"\r\n\r\n") + 4]
        self.transport.write(data)
        self._done()
        self.busy = False
        if asked.get("connection", "").lower() == "close":
            self.transport.close()
