"""What a moment and a day are, as an archive writes them. Pure.

Another program may have written anything there: of what is none nobody could say when it was.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTH: Final = r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])-"
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_DAY_OF_EACH: Final = r"(?:0[1-9]|1\d|2[0-8])"
"""A day that each month has: it needs no look at a calendar."""
_CLOCK: Final = r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ"
_IS_DAY: Final = re.compile(_MONTH + _DAY, re.ASCII)
_IS_MOMENT: Final = re.compile(_MONTH + _DAY + _CLOCK, re.ASCII)
_IS_SURE: Final = re.compile(_MONTH + _DAY_OF_EACH + f"(?:{_CLOCK})", re.ASCII)


def is_moment(text: str) -> bool:
    """Return whether a text is a moment in UTC: YYYY-MM-DDTHH:MM:SSZ.

    >>> is_moment("2026-11-30T23:59:59Z"), is_moment("2026-11-31T00:00:00Z")
    (True, False)
    """
    return _IS_MOMENT.fullmatch(text) is not None and _in_calendar(text)


def is_day(text: str) -> bool:
    """Return whether a text is a day: YYYY-MM-DD."""
    return _IS_DAY.fullmatch(text) is not None and _in_calendar(text)


def are_moments(texts: Iterable[str]) -> bool:
    """Return whether all of some texts are moments: many of them in a fraction of the time."""
    return all(is_moment(text) for text in texts if not _IS_SURE.fullmatch(text))


def _in_calendar(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:  # the 31st of February
        return False
    return True
