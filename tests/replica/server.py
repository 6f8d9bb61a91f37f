"""Serves a Site on one loopback port, in a thread of its own, and writes down who asked what."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.replica.faults import Faults
from tests.replica.http import Connection, head
from tests.replica.odd import Reply
from tests.replica.validators import is_unchanged
from tests.replica.world import Site

KEPT_BYTES = 128 * 1024 * 1024
"""What is kept of answers is dropped when it is more."""


@dataclass(slots=True)
class Asked:
    """One request as it came, and what was answered. `at` is in seconds of time.monotonic()."""

    at: float
    host: str
    path: str
    scheme: str
    """http or https in the gateway form, "" when only a path was asked."""
    method: str
    headers: dict[str, str]
    at_once: int
    """Requests to this host that were open at this moment, this one included."""
    when: datetime
    """The site's time."""
    status: int | None = None
    """What was answered; None for no whole answer."""
    size: int = 0
    """Its bytes, the head included."""

    @property
    def url(self) -> str:
        """The address on the site, whatever the scheme on the wire."""
        return f"https://{self.host}{self.path}"


@dataclass
class SiteServer:
    """A site on a port. Use `running_site`, which starts and stops it.

    Args:
        site: What is served.
        faults: How it misbehaves; may be changed while it runs.
        compress: Whether it gzips for clients that accept it.
        keep_log: Whether requests are written down.
        pace: How far the site's time moves on with each request.
    """

    site: Site
    faults: Faults = field(default_factory=Faults)
    compress: bool = False
    keep_log: bool = True
    pace: timedelta = timedelta()
    port: int = 0
    requests: list[Asked] = field(default_factory=list)
    foreign: list[Asked] = field(default_factory=list)
    """Requests for hosts that are none of the site's: each one is somebody's mistake."""

    def __post_init__(self) -> None:
        self.connections: set[Connection] = set()
        self._open: Counter[str] = Counter()
        self._kept: dict[tuple[str, str], Reply] = {}
        self._bytes: dict[tuple[int, bool], bytes] = {}
        self._size = 0
        self._version = self.site.version
        self._emptied: set[tuple[str, str]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None

    @property
    def gateway(self) -> str:
        """The address for ANTARA_GATEWAY."""
        return f"http://127.0.0.1:{self.port}"

    def asked(self, host: str | None = None, prefix: str = "") -> list[str]:
        """Return the addresses asked so far, of one host or all, whose path begins so."""
        return [
            one.url
            for one in list(self.requests)
            if host in (None, one.host) and one.path.startswith(prefix)
        ]

    def most_at_once(self) -> dict[str, int]:
        """Return for each host the most requests that were open at one moment."""
        most: dict[str, int] = {}
        for one in list(self.requests):
            most[one.host] = max(most.get(one.host, 0), one.at_once)
        return most

    def forget(self) -> None:
        """Empty the log."""
        self.requests.clear()
        self.foreign.clear()

    # For the protocol

    def log(
        self, host: str, path: str, scheme: str, method: str, headers: dict[str, str]
    ) -> Asked | None:
        """Write a request down, if requests are; those for foreign hosts always are."""
        self._open[host] += 1
        if self.pace:
            self.site.advance(self.site.now + self.pace)
        known = host in self.site.routes.canonical or host in self.site.routes.moved
        if known and not self.keep_log:
            return None
        at, open_now = time.monotonic(), self._open[host]
        one = Asked(at, host, path, scheme, method, headers, open_now, self.site.now)
        self.requests.append(one)
        if not known:
            self.foreign.append(one)
        return one

    def finished(self, host: str) -> None:
        self._open[host] -= 1

    def reply(self, host: str, path: str) -> Reply:
        """Return the site's answer, kept from the last time if nothing changed since."""
        if self._version != self.site.version or self._size > KEPT_BYTES:
            self._kept.clear()
            self._bytes.clear()
            self._version, self._size = self.site.version, 0
        key = (host, path)
        reply = self._kept.get(key)
        if reply is None:
            reply = self.site.answer(host, path)
            self._keep(reply)
            self._kept[key] = reply
        if "X-Replica" in reply.headers and key not in self._emptied:
            self._emptied.add(key)
            return Reply(200, b"")
        return reply

    def _keep(self, reply: Reply) -> None:
        reply.kept = True
        self._size += len(reply.body)
        if reply.status == 200 and reply.body and reply.tagged:
            reply.headers.setdefault("ETag", f'"{hashlib.sha1(reply.body).hexdigest()[:16]}"')

    def packed(self, reply: Reply, asked: dict[str, str]) -> bytes:
        """Return an answer's bytes, compressed or cut down to 304 as the client may have it."""
        fields = {name: value for name, value in reply.headers.items() if name != "X-Replica"}
        if reply.status == 200 and is_unchanged(fields, asked):
            fields.pop("Content-Type", None)
            return head(304, fields | {"Content-Length": "0"})
        accepts = self.compress and "gzip" in asked.get("accept-encoding", "")
        squeeze = accepts and "Content-Encoding" not in fields and len(reply.body) > 1000
        key = (id(reply), squeeze)
        data = self._bytes.get(key)
        if data is None:
            body = gzip.compress(reply.body, 1, mtime=0) if squeeze else reply.body
            if squeeze:
                fields["Content-Encoding"] = "gzip"
            fields["Content-Length"] = str(len(body))
            data = head(reply.status, {"Server": "replica", **fields}) + body
            # An id is only good while its object lives, in _kept.
            if reply.kept:
                self._bytes[key] = data
                self._size += len(data)
        return data

    # Its thread

    def start(self, port: int = 0) -> None:
        """Start serving on 127.0.0.1; returns when the port is open."""
        ready = threading.Event()

        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            self._stop = asyncio.Event()
            listener = await self._loop.create_server(
                lambda: Connection(self), "127.0.0.1", port, backlog=512
            )
            self.port = listener.sockets[0].getsockname()[1]
            ready.set()
            await self._stop.wait()
            listener.close()
            for one in list(self.connections):
                if one.transport:
                    one.transport.abort()
            await asyncio.sleep(0)
            await asyncio.sleep(0)

        def run() -> None:
            try:
                asyncio.run(serve())
            except BaseException as error:
                self._failure = error
            finally:
                ready.set()

        self._thread = threading.Thread(target=run, name="sample-site", daemon=True)
        self._thread.start()
        ready.wait(30)
        if self._failure:
            raise RuntimeError(f"The sample site could not start: {self._failure}")

    def stop(self) -> None:
        """Stop serving and wait for the thread."""
        if self._loop and self._stop and self._thread and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)


@contextmanager
def running_site(
    site: Site | None = None,
    *,
    faults: Faults | None = None,
    compress: bool = False,
    keep_log: bool = True,
    pace: timedelta = timedelta(),
    port: int = 0,
) -> Iterator[SiteServer]:
    """Serve a site for the length of a block; see SiteServer for the arguments."""
    server = SiteServer(
        site or Site(), faults or Faults(), compress=compress, keep_log=keep_log, pace=pace
    )
    server.start(port)
    try:
        yield server
    finally:
        server.stop()
