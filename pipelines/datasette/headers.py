"""A Datasette plugin: what every answer says to a browser and to a robot.

Datasette sends no Content-Security-Policy. Ours allows the few scripts that stand in Datasette's
own templates, by the hash of what is installed, never of what is answered: a script that somebody
smuggled into a title would be allowed with it.
"""

from __future__ import annotations

import base64
import re
import time
from functools import cache, wraps
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.datasette.apart import REQUEST_SECONDS, ends
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


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Any], Any]:
    """Add the headers to every answer; take paths of this machine out of Datasette's own."""
    return wrapped


def wrapped(app: Any) -> Any:
    """Return the application with what is added."""

    @wraps(app)
    async def with_headers(scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        hides = scope["path"].endswith(("/-/databases", "/-/databases.json"))
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        # A download of a whole table goes on; each of its queries is bounded.
        ends.set(None if "_stream" in asked else time.monotonic() + REQUEST_SECONDS)
        as_they_are.set("1" in asked.get("_raw", ()))
        await app(scope, receive, _sender(send, hides=hides))

    return with_headers


def _sender(send: Send, *, hides: bool) -> Send:
    told = [
        (b"content-security-policy", policy().encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"x-frame-options", b"DENY"),
        (b"x-robots-tag", b"noindex, nofollow, noarchive, noai, noimageai"),
    ]
    own = {name for name, _ in told}

    async def send_with(event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            kept = [pair for pair in event.get("headers", []) if pair[0].lower() not in own]
            if hides:  # its length changes
                kept = [pair for pair in kept if pair[0].lower() != b"content-length"]
            event = {**event, "headers": [*map(_kept_here, kept), *told]}
        elif hides and event["type"] == "http.response.body":
            event = {**event, "body": _without_paths(event.get("body", b""))}
        await send(event)

    return send_with


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
