"""Days as the addresses of ANTARA's listings have them: DD-MM-YYYY."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
INDEKS_PATH = re.compile(
    r"/indeks(?:/[^/]+)?/([0-9]{2})-([0-9]{2})-([0-9]{4})(?:/(?P<number>[0-9]{1,6}))?/?"
)
"""The path of a page of a date index."""


def address_day(day: str) -> str:
    """Return a day as it stands in an address.

    Args:
        day: YYYY-MM-DD.

    Raises:
        ValueError: for what is no such day.
    """
    found = _ISO.fullmatch(day)
    if found is None or iso_day(found[3], found[2], found[1]) is None:
        raise ValueError(f"{day!r} is no day: write YYYY-MM-DD")
    return f"{found[3]}-{found[2]}-{found[1]}"


def day_of_address(url: str) -> str | None:
    """Return the day, YYYY-MM-DD, whose index an address names; None for any other address."""
    found = INDEKS_PATH.fullmatch(urlsplit(url).path)
    return iso_day(found[1], found[2], found[3]) if found else None


def iso_day(day: str, month: str, year: str) -> str | None:
    """Return YYYY-MM-DD; None for a day that does not exist."""
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
