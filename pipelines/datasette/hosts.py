"""A Datasette plugin: under which names this server answers.

A page of any site may name its own host and have the browser ask 127.0.0.1 for it (DNS rebinding);
its scripts could then read whatever is answered. They cannot choose the header Host, though: it
names the page's own host.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.utils.asgi import Response  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable

LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names of this machine for itself."""
MISDIRECTED: Final = 421
SAID: Final = (
    "This archive is served to its own machine and answers as localhost or 127.0.0.1 only.\n"
    "For a proxy on this machine that gives it to others there is 'antara serve --public-name'.\n"
)


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Answer only to the names of `app.make_app`."""

    def wrapped(app: Any) -> Any:
        @wraps(app)
        async def of_a_name(scope: dict[str, Any], receive: Any, send: Any) -> None:
            names = datasette.jinja_env.globals["names"]
            if scope["type"] == "http" and names is not None and name_of(scope) not in names:
                await Response.text(SAID, status=MISDIRECTED).asgi_send(send)
                return
            await app(scope, receive, send)

        return of_a_name

    return wrapped


def name_of(scope: dict[str, Any]) -> str:
    """Return the name that a request asks for, without the port; empty for none or several.

    >>> name_of({"headers": [(b"host", b"LocalHost:8001")]})
    'localhost'
    >>> name_of({"headers": [(b"host", b"[::1]:8001")]})
    '::1'
    """
    given = [value for name, value in scope["headers"] if name.lower() == b"host"]
    if len(given) != 1:
        return ""
    host: str = given[0].decode("latin-1").strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].removesuffix(".")
