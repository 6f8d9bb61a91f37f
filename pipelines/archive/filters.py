"""From `Filters` to a WHERE clause that leaves the walk along an index possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive.clock import day_shifted
from pipelines.archive.tokens import REPORTERS

if TYPE_CHECKING:
    from pipelines.archive.outcomes import Filters


def where(filters: Filters) -> tuple[str, list[Any]]:
    """Return conditions on `a` (articles), joined by AND, and their values.

    Days are compared with published_day. The range of published_utc only bounds the walk: no
    zone is more than fourteen hours from UTC.
    """
    conditions: list[str] = []
    values: list[Any] = []
    bureaus = list(dict.fromkeys(filters.bureaus or ()))
    if filters.bureaus is not None:
        if len(bureaus) == 1:
            conditions.append("a.bureau = ?")
        else:
            conditions.append(f"a.bureau IN ({','.join('?' * len(bureaus))})")
        values += bureaus
    if filters.since:
        conditions.append("a.published_day >= ?")
        values.append(filters.since)
    if filters.until:
        conditions.append("a.published_day <= ?")
        values.append(filters.until)
    bounds, limits = within_days(filters, column="a.published_utc")
    if limits:
        conditions.append(bounds)
        values += limits
    if filters.kind:
        conditions.append("a.kind = ?")
        values.append(str(filters.kind))
    if filters.layout:
        conditions.append("a.layout = ?")
        values.append(str(filters.layout))
    for column, wanted in (("category", filters.sections), ("dateline_place", filters.places)):
        if wanted is not None:
            conditions.append(f"a.{column} IN ({','.join('?' * len(wanted))})")
            values += wanted
    if filters.reporters is not None:
        marks = ",".join("?" * len(filters.reporters))
        conditions.append(
            "a.id IN (SELECT article FROM credits WHERE "  # noqa: S608
            f"role IN {REPORTERS} AND name IN ({marks}))"
        )
        values += filters.reporters
    return " AND ".join(conditions) or "1", values


def within_days(filters: Filters, *, column: str) -> tuple[str, list[Any]]:
    """Return the bounds of published_utc that hold all of the days, and their values."""
    conditions: list[str] = []
    values: list[Any] = []
    if filters.since:
        conditions.append(f"{column} >= ?")
        values.append(day_shifted(filters.since, -1))
    if filters.until:
        conditions.append(f"{column} < ?")
        values.append(day_shifted(filters.until, 2))
    return " AND ".join(conditions) or "1", values


def walk(filters: Filters) -> str:
    """Return INDEXED BY with the index along which articles stand newest first.

    It has to be named: for several bureaus SQLite would take the other one, and sort. Of the few
    articles of one reporter, sorting costs less than a walk over all.
    """
    if filters.reporters is not None:
        return ""
    for index, wanted in (
        ("articles_place", filters.places),
        ("articles_section", filters.sections),
        ("articles_bureau_published", filters.bureaus),
    ):
        if wanted is not None and len(set(wanted)) == 1:
            return f"INDEXED BY {index}"
    return "INDEXED BY articles_published"
