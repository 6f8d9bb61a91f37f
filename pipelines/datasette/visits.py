"""A Datasette plugin: what one request has taken so far, and whether who asked is still there."""

from __future__ import annotations

import asyncio
import threading
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from datasette import hookimpl  # type: ignore[import-untyped]

from pipelines.datasette import limits

if TYPE_CHECKING:
    from collections.abc import Callable


class ClientLeftError(Exception):
    """Nobody waits for the answer any more."""


@dataclass(slots=True)
class Visit:
    """A request that is being answered."""

    whole: bool = False
    """A download of a whole table: each of its queries is bounded, their sum is not."""
    seconds: float = 0.0
    """What its queries have taken."""
    taken: int = 0
    """Bytes of their answers."""
    left: bool = False
    """Whether the client has closed the connection."""
    _turns: threading.BoundedSemaphore | None = None
    """Where it has its turn for a large answer; few have it at one time."""
    _ended: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)
    """Turns are taken in the threads that ask, and given back where the request is answered."""

    def milliseconds(self, most: int) -> int:
        """Return how long the next query may take; 0 when there may be none.

        >>> Visit().milliseconds(800), Visit(seconds=0.9).milliseconds(800)
        (800, 400)
        >>> Visit(seconds=1.4).milliseconds(800), Visit(seconds=1.7).milliseconds(800)
        (50, 0)
        """
        if self.whole:
            return most
        if self.seconds >= limits.REQUEST_SECONDS + limits.LATE_SECONDS:
            return 0
        remain = round(1000 * (limits.REQUEST_SECONDS - self.seconds))
        return min(most, max(remain, limits.LEAST_MILLISECONDS))

    def takes(self, size: int) -> bool:
        """Count an answer of so many bytes; False when it is one too many."""
        self.taken += size
        return self.whole or self.taken <= limits.MOST_TEXT

    def turn(self) -> bool:
        """Return whether it may have a large answer now, from whatever thread."""
        with self._lock:
            # A thread may ask on for a request that was broken off: nobody would give it back.
            wanted = not self.whole and not self._ended and self._turns is None
            if wanted and _turns.acquire(blocking=False):
                self._turns = _turns
            return self.whole or self._turns is not None

    async def wait(self) -> bool:
        """Wait for its turn; False when that takes too long, or nobody waits for it any more."""
        end = time.monotonic() + limits.LARGE_SECONDS
        while not (had := self.turn()) and time.monotonic() < end and not self.left:
            await asyncio.sleep(_LOOK)
        return had

    def over(self) -> None:
        """Let the next one have its turn; this one gets none any more."""
        with self._lock:
            self._ended = True
            if self._turns is not None:
                self._turns.release()
                self._turns = None


_turns: Final = threading.BoundedSemaphore(limits.LARGE_AT_ONCE)
_LOOK: Final = 0.05
"""Seconds between two looks whether it is one's turn."""
visit: ContextVar[Visit | None] = ContextVar("visit", default=None)
"""The request that is being answered; None where none is."""


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Any], Any]:
    """Give each request a visit, and notice when its client leaves."""
    return wrapped


def wrapped(app: Any) -> Any:
    """Return the application, which reads no body: everything is asked for by an address."""

    @wraps(app)
    async def visited(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        asks = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        now = Visit(whole="_stream" in asks and scope["path"].endswith(".csv"))
        before = visit.set(now)
        watching = asyncio.create_task(_watch(receive, now))
        try:
            await asyncio.sleep(0)  # so that it looks once before anything is begun
            await app(scope, _nothing, _in_pieces(send))
        finally:
            watching.cancel()
            now.over()
            visit.reset(before)

    return visited


async def _watch(receive: Any, now: Visit) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    now.left = True


async def _nothing() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


def _in_pieces(send: Any) -> Any:
    """Send a large answer as fast as it is taken: only a piece of it lies at the connection."""

    async def sending(event: dict[str, Any]) -> None:
        body = event.get("body", b"")
        if event["type"] == "http.response.body" and len(body) > limits.PIECE:
            more = event.get("more_body", False)
            for at in range(0, len(body), limits.PIECE):
                piece = body[at : at + limits.PIECE]
                rest = more or at + limits.PIECE < len(body)
                await send({"type": event["type"], "body": piece, "more_body": rest})
        else:
            await send(event)

    return sending
