"""Small loopback servers that behave as they are told, and crawls that ask them.

A `Server` answers on 127.0.0.1 as the gateway of a crawl, so that every host of ANTARA is one
port here. What it sends is invented. `crawl` runs a real Scrapy crawl with this project's
settings in a process of its own and returns what became of each request.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = b"<!DOCTYPE html><html><body><p>Halaman contoh.</p></body></html>"
CHECKOUT = Path(__file__).resolve().parent.parent
PROBE = Path(__file__).with_name("probe.py")


@dataclass
class Asked:
    """One request as the server saw it."""

    at: float  # time.monotonic()
    method: str
    target: str
    headers: dict[str, str]

    @property
    def host(self) -> str:
        return urlsplit(self.target).hostname or self.headers.get("host", "")

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def url(self) -> str:
        """Host and path, without the scheme that is lost on the wire."""
        return f"{self.host}{self.path}"


def answer(
    body: bytes = PAGE,
    status: int = 200,
    content_type: str | None = "text/html; charset=utf-8",
    length: int | None = None,
    **headers: str,
) -> bytes:
    """Return the bytes of one HTTP answer; underscores in names of headers become hyphens."""
    lines = [f"HTTP/1.1 {status} Invented"]
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(to: str, status: int = 302) -> bytes:
    return answer(b"", status, Location=to)


Reply = bytes | None | tuple[float, bytes | None]
"""Bytes to send; None to drop the connection; a tuple waits for that many seconds before."""


@dataclass
class Server:
    """Answers each request with what `reply` returns for it, on a free port of 127.0.0.1.

    A connection is closed after an answer whose length does not fit, and kept open otherwise.
    """

    reply: Callable[[Asked], Reply]
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Server:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port: int = self._socket.getsockname()[1]
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        with self._lock:
            for connection in self._open:
                # One that the other side has left already is none.
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    @property
    def gateway(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def urls(self, host: str = "") -> list[str]:
        return [each.url for each in self.asked if not host or each.host == host]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open.add(connection)
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as lines:
                while (first := lines.readline()).strip():
                    method, target, _ = first.decode("latin-1").split(None, 2)
                    headers = {}
                    while (line := lines.readline().decode("latin-1").strip()) != "":
                        name, _, value = line.partition(":")
                        headers[name.lower()] = value.strip()
                    asked = Asked(time.monotonic(), method, target, headers)
                    with self._lock:
                        self.asked.append(asked)
                    if not self._send(connection, self.reply(asked)):
                        return
        except OSError:
            return
        finally:
            with self._lock:
                self._open.discard(connection)

    def _send(self, connection: socket.socket, reply: Reply) -> bool:
        if isinstance(reply, tuple):
            if self._over.wait(reply[0]):
                return False
            reply = reply[1]
        if reply is None:
            return False
        connection.sendall(reply)
        head, _, body = reply.partition(b"\r\n\r\n")
        if head[9:12] in (b"204", b"304"):
            return True  # complete without a body: the connection may carry the next request
        return f"Content-Length: {len(body)}".encode() in head.split(b"\r\n")


@dataclass
class Crawled:
    """What a crawl reported: one entry for each request that ended."""

    results: dict[str, dict[str, Any]]
    stats: dict[str, Any]
    robots: list[dict[str, Any]]
    log: str
    hosts: dict[str, dict[str, Any]]

    def __getitem__(self, url: str) -> dict[str, Any]:
        return self.results[url]

    def ok(self, url: str) -> bool:
        return "page" in self.results[url]


def crawl(
    urls: list[str | dict[str, Any]],
    gateway: str = "",
    dns: dict[str, str] | None = None,
    broken: dict[str, Any] | None = None,
    max_requests: int | None = None,
    **settings: Any,
) -> Crawled:
    """Crawl addresses and wait for the end.

    Args:
        urls: addresses, or the arguments of a Request as a dictionary.
        gateway: GATEWAY.
        dns: the only names that resolve, and to which address; no real lookup is made.
        broken: what to break in the crawler, so that a test can see what would happen: "port"
            is allowed beside the default ones, "trusting" takes each IP address for public.
        max_requests: the crawl's budget.
        settings: of Scrapy; delays are 0 and retries 1 unless given, None leaves ours.
    """
    given = {
        "DOWNLOAD_DELAY": 0,
        "RETRY_TIMES": 1,
        "BACKOFF_MAX": 0,
        "DOWNLOAD_TIMEOUT": 10,
        "GATEWAY": gateway,
    } | settings
    given = {name: value for name, value in given.items() if value is not None}
    asked = json.dumps(
        {
            "urls": urls,
            "settings": given,
            "dns": dns or {},
            "broken": broken or {},
            "max_requests": max_requests,
        }
    )
    environ = {key: value for key, value in os.environ.items() if not key.startswith("ANTARA_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(PROBE)],
        input=asked,
        capture_output=True,
        text=True,
        timeout=100,
        cwd=CHECKOUT,
        env=environ | {"PYTHONPATH": str(CHECKOUT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads(done.stdout.splitlines()[-1])
    assert len(report["results"]) == len(urls), done.stderr[-3000:]
    return Crawled(
        report["results"], report["stats"], report["robots"], done.stderr, report["hosts"]
    )
