"""Bounds for pages that would keep a parser busy for minutes: no page of ANTARA comes near.

Parsers compare each attribute of an element with the others, and look through all open
elements at many tags: their time grows with the square of both.
"""

from __future__ import annotations

import re

_HUGE_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*+)[^<>]{10000,}+>?")
_SEPARATOR = re.compile(r"[\s\"'/]")
_MOST_ATTRIBUTES = 2_000
_MANY_TAGS = 20_000
_DEEPEST = 10_000
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)")
_CLOSED_BY_THEMSELVES = frozenset(
    (
        *("area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link"),
        *("meta", "option", "p", "param", "path", "source", "td", "th", "tr", "track", "wbr"),
    )
)


def bounded(html: str) -> str | None:
    """Return a page that a parser can read in seconds, None where that cannot be had.

    Attributes of an element with thousands of them are dropped, its text stays. A page nested
    more than 10,000 deep is none: its elements would take minutes to find.
    """
    if html.count("<") > _MANY_TAGS and _is_too_deep(html):
        return None
    return _HUGE_TAG.sub(_without_attributes, html)


def _without_attributes(tag: re.Match[str]) -> str:
    few = sum(1 for _ in _SEPARATOR.finditer(tag[0])) <= _MOST_ATTRIBUTES
    return tag[0] if few else f"<{tag[1]}>"


def _is_too_deep(html: str) -> bool:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[1]:
            depth = max(0, depth - 1) if tag[2].lower() not in _CLOSED_BY_THEMSELVES else depth
        elif tag[2].lower() not in _CLOSED_BY_THEMSELVES:
            depth += 1
            if depth > _DEEPEST:
                return True
    return False
