"""What an answer's headers say besides its page: the server, its clock, where it leads. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from crawler.ways.links import absolute

if TYPE_CHECKING:
    from scrapy.http import Response

REDIRECTS = frozenset({301, 302, 303, 307, 308})
CONDITIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
"""The validator of an answer, and the header that asks again with it."""


def server_of(response: Response) -> str | None:
    """Return the software that answered, as it calls itself."""
    return _header(response, "Server")


def skew_of(response: Response, received: datetime) -> float | None:
    """Return by how many seconds the site's clock is ahead of ours.

    Args:
        response: as it came. What a cache answered for the site says by Age how old it is.
        received: when it came, by our clock, aware.

    Returns:
        None when the answer does not say what time it is.
    """
    try:
        date = parsedate_to_datetime(_header(response, "Date") or "")
    except (ValueError, TypeError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    age = _header(response, "Age") or ""
    cached = int(age[:9]) if age.isascii() and age.isdigit() else 0
    return (date - received).total_seconds() + cached


def target_of(response: Response) -> str | None:
    """Return the address that a redirect leads to; None for what is no redirect."""
    if response.status not in REDIRECTS:
        return None
    return absolute(response.url, _header(response, "Location"))


def conditions_of(response: Response) -> dict[str, bytes]:
    """Return the headers that ask for the same page again, if it has changed."""
    return {
        condition: value
        for name, condition in CONDITIONS.items()
        if (value := response.headers.get(name)) is not None
    }


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("utf-8", "replace").strip() or None if value else None
