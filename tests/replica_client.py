"""A plain client of the sample site, and what it notices."""

from __future__ import annotations

import gzip
import http.client
from typing import TYPE_CHECKING

from tests.replica import Site

if TYPE_CHECKING:
    from tests.replica import SiteServer


def ask(
    server: SiteServer, target: str, *, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Ask once in the gateway form; status, headers in lower case, body."""
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        client.request(method, target, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = client.getresponse()
        fields = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, fields, answer.read()
    finally:
        client.close()


def answered(site: Site, url: str) -> bytes:
    """The body that an address gives, redirects followed."""
    for _ in range(3):
        host, _, path = url.partition("://")[2].partition("/")
        reply = site.answer(host, f"/{path}")
        if reply.status not in (301, 302):
            assert reply.status == 200, url
            return reply.body
        url = reply.headers["Location"]
    raise AssertionError(url)


def broken(server: SiteServer, url: str) -> str:
    """What a plain client notices: a status, or the name of what went wrong."""
    try:
        status, fields, body = ask(server, url)
    except (http.client.HTTPException, OSError) as error:
        return type(error).__name__
    if fields.get("content-encoding") == "gzip":
        try:
            gzip.decompress(body)
        except EOFError:
            return "cut"
    return str(status) if body else f"{status} empty"
