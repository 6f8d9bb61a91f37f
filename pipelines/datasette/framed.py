"""A Datasette plugin: Datasette's own pages, its errors too, stand in the frame of ours.

It makes its pages of errors without saying what was asked; hence what is remembered here.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.utils.asgi import Request  # type: ignore[import-untyped]

from pipelines.datasette.pages.serving import framing

if TYPE_CHECKING:
    from collections.abc import Callable

asked: ContextVar[Any] = ContextVar("asked", default=None)
"""The request that is being answered."""


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Any], Any]:
    """Remember what is asked while it is answered."""

    def wrapped(app: Any) -> Any:
        @wraps(app)
        async def remembering(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                asked.set(Request(scope, receive))
            await app(scope, receive, send)

        return remembering

    return wrapped


def frame(datasette: Any) -> dict[str, Any]:
    """Return what stands around the page that is being made: see `serving.framing`."""
    return framing(datasette, asked.get())
