"""Connections: what is too slow is closed, too many are, and the server ends when it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import time
from queue import Queue
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import uvicorn

from crawler.listening import say_serving
from pipelines.datasette import connections, limits
from pipelines.datasette.connections import Seldom
from tests.command_line import make_archive
from tests.nasty import FOREVER
from tests.served import Serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

BEGUN = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
WHOLE = BEGUN + b"\r\n"
SOON = 0.3


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HEADER_SECONDS", SOON)
    monkeypatch.setattr(limits, "CONNECTIONS", 5)
    monkeypatch.setattr(limits, "IDLE_SECONDS", 60)


async def small(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


@contextlib.asynccontextmanager
async def serving(app: Any) -> AsyncIterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    config = connections.config(app)
    config.lifespan = "off"
    server = uvicorn.Server(config)
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign]
    task = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await task


def run(test: Callable[[int], Any], app: Any = small) -> None:
    async def around() -> None:
        async with serving(app) as port, asyncio.timeout(20):
            await test(port)

    asyncio.run(around())


@contextlib.asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def ends(reader: asyncio.StreamReader) -> bytes:
    """Return what still comes until the connection is closed."""
    with contextlib.suppress(ConnectionError):
        return await reader.read()
    return b""


@pytest.mark.parametrize("first", [b"", b"G", BEGUN])
def test_a_header_has_to_be_whole_soon(first: bytes) -> None:
    async def test(port: int) -> None:
        async with connected(port) as (reader, writer):
            writer.write(first)
            began = time.monotonic()
            assert await ends(reader) == b""
            assert SOON * 0.9 < time.monotonic() - began < 5

    run(test)


def test_a_second_header_has_to_be_whole_soon_too() -> None:
    async def test(port: int) -> None:
        async with connected(port) as (reader, writer):
            writer.write(WHOLE)
            await reader.readuntil(b"ok")
            await asyncio.sleep(2 * SOON)  # between two requests it may wait longer
            writer.write(WHOLE)
            await reader.readuntil(b"ok")
            writer.write(BEGUN)
            await ends(reader)
            assert reader.at_eof()

    run(test)


def test_an_answer_that_takes_longer_is_no_late_header() -> None:
    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(3 * SOON)
        await small(scope, receive, send)

    async def test(port: int) -> None:
        async with connected(port) as (reader, writer):
            writer.write(WHOLE)
            await reader.readuntil(b"ok")

    run(test, slow)


def test_an_answer_that_is_not_taken_ends() -> None:
    over = asyncio.Event()

    async def large(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(1000):
            event = {"type": "http.response.body", "body": b"x" * 65_536, "more_body": True}
            await send(event)
        await send({"type": "http.response.body"})
        over.set()

    async def test(port: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as one:
            one.sendall(WHOLE)
            await over.wait()

    run(test, large)


def test_of_too_many_the_one_that_has_waited_longest_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def test(port: int) -> None:
        async with contextlib.AsyncExitStack() as stack:
            first, *_ = [await stack.enter_async_context(connected(port)) for _ in range(3)]
            for _ in range(10):
                reader, writer = await stack.enter_async_context(connected(port))
                writer.write(WHOLE)
                assert await reader.readuntil(b"ok")
            assert await ends(first[0]) == b""

    monkeypatch.setattr(limits, "HEADER_SECONDS", 60)
    run(test)


def test_complaints_about_connections_come_seldom_and_in_a_line() -> None:
    now = 0.0
    seldom = Seldom(lambda: now)

    def told(message: str) -> str | None:
        record = logging.makeLogRecord({"msg": message, "exc_info": (None, None, None)})
        return record.getMessage() if seldom.filter(record) else None

    accept = "socket.accept() out of system resource\nsocket: <7>"
    assert [told(accept) for _ in range(3)] == [accept.partition("\n")[0], None, None]
    assert [told("Exceeded concurrency limit.") for _ in range(2)][1] is None
    assert [told("Something else\nwith lines") for _ in range(2)] == [
        "Something else\nwith lines"
    ] * 2
    now = limits.SELDOM_SECONDS
    assert told(accept)


def test_uvicorn_is_told_of_the_limits() -> None:
    made = connections.config(small)
    assert (made.limit_concurrency, made.timeout_keep_alive) == (5, 60)
    assert (made.backlog, made.timeout_graceful_shutdown) == (limits.BACKLOG, limits.END_SECONDS)
    for name in connections.LOGGERS:
        assert any(isinstance(each, Seldom) for each in logging.getLogger(name).filters)


def test_a_ctrl_c_ends_a_server_in_good_order_as_soon_as_it_says_that_it_serves() -> None:
    said = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "lifespan"
        for event in ("startup", "shutdown"):
            assert (await receive())["type"] == f"lifespan.{event}"
            said.append(event)
            await send({"type": f"lifespan.{event}.complete"})

    def begun() -> None:
        said.append("serves")
        signal.raise_signal(signal.SIGINT)

    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(KeyboardInterrupt):
        connections.Server(app, begun).run(sockets=[listener])
    assert said == ["startup", "serves", "shutdown"]


def test_a_server_does_not_wait_for_the_browser(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, left, waited = Queue[str](), Event(), Queue[bool]()

    def browse(address: str) -> bool:
        asked.put(address)
        waited.put(left.wait(5))  # as one in the terminal does, until a person leaves it
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    say_serving("http://127.0.0.1:8001/", open_it=False)
    say_serving("http://127.0.0.1:8002/", open_it=True)
    assert asked.get(timeout=20) == "http://127.0.0.1:8002/"
    assert asked.empty()
    left.set()
    assert waited.get(timeout=20)
    assert capsys.readouterr().err.splitlines() == [
        "Serving at http://127.0.0.1:8001/ until Ctrl-C.",
        "Serving at http://127.0.0.1:8002/ until Ctrl-C.",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_ends_while_something_is_asked(tmp_path: Path, number: signal.Signals) -> None:
    make_archive(tmp_path / "archive.db")
    slow = quote(f"{FOREVER}select count(*) from c")
    with Serving(tmp_path / "archive.db") as served:
        with (
            socket.create_connection(("127.0.0.1", served.port)) as asking,
            socket.create_connection(("127.0.0.1", served.port)) as idle,
        ):
            idle.sendall(BEGUN)
            asking.sendall(f"GET /archive?sql={slow} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.2)
            began = time.monotonic()
            served.process.send_signal(number)
            served.process.wait(15)
        assert time.monotonic() - began < limits.END_SECONDS + 3
        assert "Traceback" not in served.process.stderr.read()
