"""Spans of days: what is left of one when others are taken out of it. Pure.

A day is text, YYYY-MM-DD, and compared as such. Both ends of a span are included.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Days: TypeAlias = tuple[str, str]
"""First and last day."""


def day_after(day: str, days: int = 1) -> str:
    """Return the day so many days later; earlier ones for a negative number.

    >>> day_after("2026-02-28"), day_after("2026-03-01", -1)
    ('2026-03-01', '2026-02-28')
    """
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def length(days: Days) -> int:
    """Return how many days a span has; 0 for one that ends before it begins."""
    first, last = map(dt.date.fromisoformat, days)
    return max(0, (last - first).days + 1)


def without(days: Days, taken: Iterable[Days]) -> list[Days]:
    """Return what is left of a span when others are taken out of it, in order.

    >>> without(("2026-01-01", "2026-01-31"), [("2026-01-10", "2026-01-12")])
    [('2026-01-01', '2026-01-09'), ('2026-01-13', '2026-01-31')]
    """
    left = []
    first, last = days
    for start, end in sorted(taken):
        if end < first or start > last or end < start:
            continue
        if start > first:
            left.append((first, day_after(start, -1)))
        if end >= last:
            return left
        first = day_after(end)
    return [*left, (first, last)] if first <= last else left


def meet(one: Days, other: Days) -> bool:
    """Tell whether two spans have a day in common."""
    return one[0] <= other[1] and other[0] <= one[1]
