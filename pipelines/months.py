"""Months by their names (YYYY-MM): what pages and figures put in a row. Pure."""

from __future__ import annotations

from typing import Final

MOST_MONTHS: Final = 600


def months_between(first: str, last: str) -> list[str]:
    """Return the months from one to another, both included (YYYY-MM), the last `MOST_MONTHS`.

    >>> months_between("2025-11", "2026-01")
    ['2025-11', '2025-12', '2026-01']
    """
    at, end = _number(first), _number(last)
    at = max(at, end + 1 - MOST_MONTHS)
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in range(at, end + 1)]


def _number(month: str) -> int:
    year, _, of_year = month.partition("-")
    return int(year) * 12 + int(of_year) - 1
