"""The connections of `antara serve`: how many, how long one may say nothing, and when it ends.

uvicorn waits without end for the header of a request and for a client that takes nothing of its
answer, and takes as many connections as the system gives it.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from pipelines.datasette import limits

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Callable

LOGGERS: Final = ("asyncio", "uvicorn.error")
"""Those that tell of connections."""
_KINDS: Final = 100


class BoundedProtocol(H11Protocol):
    """A connection that is closed when its client is too slow, or when there are too many."""

    _header: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Take a connection, and close the one that has waited longest if there are too many."""
        self.began = self.loop.time()
        if len(self.connections) >= limits.CONNECTIONS - 1:
            self._make_room()
        super().connection_made(transport)
        # All are being answered; uvicorn says so to the first of those that are too many.
        if len(self.connections) > limits.CONNECTIONS:
            transport.abort()
        else:
            self._header = self._abort_in(limits.HEADER_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._forget_header()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; a header has to be whole some time after its first byte."""
        super().data_received(data)
        if not self.waits():
            self._forget_header()
        elif self._header is None:
            self._header = self._abort_in(limits.HEADER_SECONDS)

    def pause_writing(self) -> None:
        """Give the client some time to take what it was sent."""
        super().pause_writing()
        if self._taking is None:
            self._taking = self._abort_in(limits.HEADER_SECONDS)

    def resume_writing(self) -> None:
        """Go on; it has taken it."""
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None
        super().resume_writing()

    def waits(self) -> bool:
        """Return whether nothing is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _make_room(self) -> None:
        waiting = [
            each for each in self.connections if isinstance(each, BoundedProtocol) and each.waits()
        ]
        if waiting:
            oldest = min(waiting, key=lambda each: each.began)
            oldest.transport.abort()
            self.connections.discard(oldest)

    def _abort_in(self, seconds: float) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, self.transport.abort)

    def _forget_header(self) -> None:
        if self._header is not None:
            self._header.cancel()
            self._header = None


class Seldom(logging.Filter):
    r"""Lets a complaint through once in a while, in a line: a flood of them fills a disk.

    >>> record = logging.makeLogRecord({"msg": "accept() failed\nsocket: 7", "exc_info": True})
    >>> seldom = Seldom(lambda: 1.0)
    >>> seldom.filter(record), record.getMessage(), record.exc_info, seldom.filter(record)
    (True, 'accept() failed', None, False)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._told: OrderedDict[str, float] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether it is told."""
        kind = str(record.msg).partition("\n")[0]
        if not _is_of_connections(kind):
            return True
        now, before = self._clock(), self._told.get(kind)
        if before is not None and now - before < limits.SELDOM_SECONDS:
            return False
        self._told[kind] = now
        if len(self._told) > _KINDS:
            self._told.popitem(last=False)
        record.msg, record.exc_info = kind, None
        return True


def _is_of_connections(kind: str) -> bool:
    return "accept" in kind or kind in _OFTEN


_OFTEN: Final = (
    "Exceeded concurrency limit.",
    "Invalid HTTP request received.",
    "Unsupported upgrade request.",
)
"""What uvicorn says of a client; the last comes with a hint of what to install."""


def config(app: Any) -> uvicorn.Config:
    """Return how uvicorn serves an application."""
    made = uvicorn.Config(
        app,
        http=BoundedProtocol,
        ws="none",
        log_level="warning",
        lifespan="on",
        backlog=limits.BACKLOG,
        limit_concurrency=limits.CONNECTIONS,
        timeout_keep_alive=limits.IDLE_SECONDS,
        timeout_graceful_shutdown=limits.END_SECONDS,
    )
    for name in LOGGERS:
        logging.getLogger(name).addFilter(Seldom())
    return made


class Server(uvicorn.Server):
    """A server that says when it serves.

    Args:
        app: the application.
        begun: called once, when requests are answered and Ctrl-C ends it in good order. A Ctrl-C
            that comes before can find uvicorn between two steps, and make Python complain.
    """

    def __init__(self, app: Any, begun: Callable[[], None]) -> None:
        super().__init__(config(app))
        self._begun = begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, and say so."""
        await super().startup(sockets)
        if self.started:
            self._begun()
