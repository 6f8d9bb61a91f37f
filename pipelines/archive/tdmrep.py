"""What a host's /.well-known/tdmrep.json says of one address. Pure.

The TDM Reservation Protocol (W3C community group, 2024) has a list of rules there, each with a
`location`, matched as in robots.txt, `tdm-reservation` (1: reserved, 0: not) and perhaps
`tdm-policy`, an address. The first rule that matches is the one that holds, however long others
are: "The most specific match is the first in sequence."
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

TDMREP_FILE: Final = ".well-known/tdmrep.json"
"""Its name in the table robots."""
RULES: Final = "rules"
NO_RULES: Final = "none"
"""The verdicts on an answer that was one; any other says why there was none."""
LONGEST: Final = 500
"""Characters of a value that are kept."""

_PROPERTIES = ("tdm-reservation", "tdm-policy")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})|[^!-~]")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def rules_of(text: str) -> list[dict[str, Any]]:
    """Return the rules of a file in its order, [] where it has none.

    What stands among them without a `location` is no rule and spoils no other one.
    """
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    return [rule for rule in found if isinstance(rule, dict) and _is_text(rule.get("location"))]


def said_of(rules: Iterable[dict[str, Any]], url: str) -> str | None:
    """Return what the first rule that matches an address says, None where none does.

    >>> said_of([{"location": "/berita/*", "tdm-reservation": 1}], "https://h/berita/1/judul")
    'tdm-reservation: 1'

    Args:
        rules: of `rules_of`.
        url: of an article.
    """
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    for rule in rules:
        if matches(rule["location"].strip(), path):
            said = [(name, _plain(rule.get(name))) for name in _PROPERTIES]
            return ", ".join(f"{name}: {value}" for name, value in said if value) or None
    return None


def matches(location: str, path: str) -> bool:
    """Tell whether a path begins as a location says: `*` is any run, `$` at its end the end.

    >>> matches("/berita/*/judul$", "/berita/1/judul"), matches("/berita", "/foto/1/judul")
    (True, False)
    """
    whole = location.endswith("$")
    first, *others = (_unescaped(piece) for piece in location.removesuffix("$").split("*"))
    path = _unescaped(path)
    if not location or not path.startswith(first):
        return False
    last = others.pop() if whole and others else None
    at = len(first)
    for piece in others:
        # The leftmost place leaves the most for what follows, so nothing is ever tried again.
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not whole:
        return True
    return at == len(path) if last is None else len(path) - len(last) >= at and path.endswith(last)


def _unescaped(text: str) -> str:
    """Return a path, or a piece of one, in the one form in which octets can be compared."""

    def one(found: re.Match[str]) -> str:
        if found[1] is None:
            return quote(found[0], errors="replace")
        character = chr(int(found[1], 16))
        return character if _UNRESERVED.match(character) else found[0].upper()

    return _ESCAPED.sub(one, text).replace("*", "%2A").replace("$", "%24")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _plain(value: object) -> str:
    """Return a value on one line, "" for what is no single value."""
    if not isinstance(value, str | int | float):
        return ""
    text = value if isinstance(value, str) else json.dumps(value)
    return "".join(c for c in " ".join(text.split()) if c.isprintable())[:LONGEST]
