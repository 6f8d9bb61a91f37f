"""Days that a visitor asks for. Pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def is_day(text: str) -> bool:
    """Return whether a text is a day, YYYY-MM-DD.

    >>> is_day("2026-01-31"), is_day("2026-02-31"), is_day("20260131")
    (True, False, False)
    """
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def not_days(asked: Mapping[str, str], words: Mapping[str, str]) -> list[str]:
    """Return what is said of a since and until that are no days.

    Args:
        asked: since and until, each empty for none.
        words: of `labels.labels_in`.
    """
    return [
        words["not_a_day"].format(words[what], asked[what])
        for what in ("since", "until")
        if asked[what] and not is_day(asked[what])
    ]
