"""A request to the pages of an audit: its address, cookies, language and form."""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs

from pipelines.datasette.pages.language import COOKIE, language_of

MOST_BYTES: Final = 65_536
"""Of a form."""
_PORT: Final = re.compile(r":([0-9]{1,5})\Z")


class Asked:
    """A request."""

    def __init__(self, scope: dict[str, Any], receive: Any) -> None:
        self.scope = scope
        self._receive = receive
        self.method = str(scope["method"])
        self.path = str(scope["path"])
        self.headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        self.query = {name: values[0] for name, values in asked.items()}

    @property
    def cookies(self) -> dict[str, str]:
        """What cookies came; none where they are broken."""
        found = SimpleCookie()
        try:
            found.load(self.headers.get("cookie", ""))
        except CookieError:
            return {}
        return {name: each.value for name, each in found.items()}

    @property
    def cookie(self) -> str:
        """The name of our cookie: cookies do not know of ports, and each audit has its own."""
        port = _PORT.search(self.headers.get("host", ""))
        return f"audit-{port[1] if port else 80}"

    def language(self) -> str:
        """Return the language that is wanted."""
        accepted = self.headers.get("accept-language", "")
        return language_of(self.query.get("lang"), self.cookies.get(COOKIE), accepted)

    async def form(self) -> dict[str, str] | None:
        """Return the fields of a form; None for what is none, or too long."""
        body = b""
        while True:
            event = await self._receive()
            if event["type"] != "http.request":
                return None
            body += event.get("body", b"")
            if len(body) > MOST_BYTES:
                return None
            if not event.get("more_body"):
                break
        try:
            fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=50)
        except ValueError:
            return None
        return {name: values[-1] for name, values in fields.items()}
