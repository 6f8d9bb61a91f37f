"""From `Filters` to a WHERE clause that leaves the walk along an index possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive.clock import day_shifted

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
        conditions.append("a.published_day >= ? AND a.published_utc >= ?")
        values += (filters.since, day_shifted(filters.since, -1))
    if filters.until:
        conditions.append("a.published_day <= ? AND a.published_utc < ?")
        values += (filters.until, day_shifted(filters.until, 2))
    if filters.kind:
        conditions.append("a.kind = ?")
        values.append(str(filters.kind))
    if filters.layout:
        conditions.append("a.layout = ?")
        values.append(str(filters.layout))
    return " AND ".join(conditions) or "1", values


def walk(filters: Filters) -> str:
    """Return the index along which articles stand newest first for these filters.

    It has to be named: for several bureaus SQLite would take the other one, and sort.
    """
    one = filters.bureaus is not None and len(set(filters.bureaus)) == 1
    return "articles_bureau_published" if one else "articles_published"
