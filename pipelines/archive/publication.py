"""Which of several articles came first: by their time, those without one last, then as stored."""

from __future__ import annotations


def first_to_last(table: str) -> str:
    """Return what stands behind ORDER BY, so that the one published first comes first.

    Args:
        table: the name that the statement gives to articles.

    >>> first_to_last("a")
    'a.published_utc IS NULL, a.published_utc, a.id'
    """
    return f"{table}.published_utc IS NULL, {table}.published_utc, {table}.id"


def earlier(one: str, other: str) -> str:
    """Return the condition that one of two articles stands before the other in that order.

    Args:
        one: the name that the statement gives to articles.
        other: another one.
    """
    return f"({_compared(one)}) < ({_compared(other)})"


def _compared(table: str) -> str:
    # NULL is neither before nor behind anything.
    return f"{table}.published_utc IS NULL, coalesce({table}.published_utc, ''), {table}.id"
