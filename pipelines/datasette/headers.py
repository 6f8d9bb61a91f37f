"""A Datasette plugin: what every answer says to a browser and to a robot.

Datasette sends no Content-Security-Policy. Ours allows the few scripts that stand in Datasette's
own templates, by the hash of what is installed, never of what is answered: a script that somebody
smuggled into a title would be allowed with it.
"""

from __future__ import annotations

import base64
import re
import traceback
from functools import cache, wraps
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.datasette.refusals import FAILED
from pipelines.datasette.spreadsheets import as_they_are

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Send = Callable[[dict[str, Any]], Awaitable[None]]

_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_FACETS: Final = ("true", "false")
"""What DATASETTE_ALLOW_FACET may be in table.html; the only script that is not constant."""
_PATHS: Final = re.compile(
    rb'((?:"|&#34;|&quot;)path(?:"|&#34;|&quot;)\s*:\s*(?:"|&#34;|&quot;)).*?("|&#34;|&quot;)'
)
"""As JSON, and as JSON within a page."""
ROBOTS: Final = "User-agent: *\nDisallow: /\n"


@cache
def policy() -> str:
    """Return the Content-Security-Policy of every answer."""
    scripts = " ".join(f"'sha256-{each}'" for each in script_hashes())
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {scripts}",
            # Datasette's pages have style attributes, which no hash allows.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


@cache
def script_hashes() -> tuple[str, ...]:
    """Return the hashes of the scripts that stand in the installed Datasette's templates."""
    found: dict[str, None] = {}
    for template in sorted(files("datasette").joinpath("templates").iterdir(), key=str):
        if not template.name.endswith(".html"):
            continue
        for script in _SCRIPT.findall(template.read_text("utf-8")):
            if "{{ datasette_allow_facet }}" in script:
                for value in _FACETS:
                    found[_hash(script.replace("{{ datasette_allow_facet }}", value))] = None
            elif "{{" not in script and "{%" not in script:
                found[_hash(script)] = None
    return tuple(found)


def _hash(script: str) -> str:
    return base64.b64encode(sha256(script.encode()).digest()).decode()


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    """Ask robots to leave."""
    return [(r"^/robots\.txt$", robots)]


async def robots() -> Response:
    """Answer /robots.txt: nothing here is for a robot."""
    return Response.text(ROBOTS)


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Any], Any]:
    """Add the headers to every answer; take paths of this machine out of Datasette's own.

    The last is the outermost: whatever else answers, or fails, is within.
    """
    return wrapped


def wrapped(app: Any) -> Any:
    """Return the application with what is added."""

    @wraps(app)
    async def with_headers(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        hides = scope["path"].endswith(("/-/databases", "/-/databases.json"))
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        as_they_are.set("1" in asked.get("_raw", ()))
        sender = _Sender(send, hides=hides)
        try:
            await app(scope, receive, sender)
        except Exception as exception:
            # Datasette answers what its pages raise; this is what failed around them.
            traceback.print_exception(exception)
            if sender.began:
                raise
            await Response.text(FAILED, status=500).asgi_send(sender)

    return with_headers


@cache
def told() -> tuple[tuple[bytes, bytes], ...]:
    """Return what every answer says."""
    return (
        (b"content-security-policy", policy().encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"x-frame-options", b"DENY"),
        (b"x-robots-tag", b"noindex, nofollow, noarchive, noai, noimageai"),
    )


class _Sender:
    """What is sent, with the headers; `began` when there is no way back."""

    def __init__(self, send: Send, *, hides: bool) -> None:
        self._send, self._hides = send, hides
        self.began = False

    async def __call__(self, event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            self.began = True
            own = {name for name, _ in told()}
            kept = [pair for pair in event.get("headers", []) if pair[0].lower() not in own]
            if self._hides:  # its length changes
                kept = [pair for pair in kept if pair[0].lower() != b"content-length"]
            event = {**event, "headers": [*map(_kept_here, kept), *told()]}
        elif self._hides and event["type"] == "http.response.body":
            event = {**event, "body": _without_paths(event.get("body", b""))}
        await self._send(event)


def _kept_here(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    r"""Return a header that leads to no other host.

    Datasette answers /\\a.example/ with a redirect to /\\a.example, which browsers take for
    //a.example.

    >>> _kept_here((b"location", b"/\\a.example"))
    (b'location', b'/a.example')
    """
    name, value = header
    if name.lower() == b"location" and value[:1] in (b"/", b"\\"):
        value = b"/" + value.lstrip(b"/\\")
    return name, value


def _without_paths(body: bytes) -> bytes:
    """Return a body without the place of the file on this machine.

    >>> _without_paths(b'[{"name": "archive", "path": "/home/x/archive.db"}]')
    b'[{"name": "archive", "path": "archive.db"}]'
    """
    return _PATHS.sub(rb"\1archive.db\2", body)
