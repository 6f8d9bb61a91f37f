"""From `Filters` to a WHERE clause that leaves the walk along an index possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from pipelines.archive.clock import day_shifted
from pipelines.archive.publication import earlier
from pipelines.archive.tokens import REPORTERS

if TYPE_CHECKING:
    from pipelines.archive.outcomes import Filters


Unique = Literal["text", "story"]
"""What is to be shown once: equal texts, or a story."""

# The copies of `a` are `e`. Where a text or a story has many, each is looked at; articles_search
# has what the filters ask for without a look at the text.
_COPIES: Final[dict[Unique, str]] = {
    "text": (
        "articles AS o INDEXED BY articles_text_sha256 "
        "CROSS JOIN articles AS e INDEXED BY articles_search ON e.id = o.id "
        "WHERE o.text_sha256 = a.text_sha256"
    ),
    "story": (
        "story_members AS m "
        "CROSS JOIN story_members AS o INDEXED BY story_members_story ON o.story = m.story "
        "CROSS JOIN articles AS e INDEXED BY articles_search ON e.id = o.article "
        "WHERE m.article = a.id"
    ),
}


def where(filters: Filters, table: str = "a") -> tuple[str, list[Any]]:
    """Return conditions on articles, joined by AND, and their values.

    Days are compared with published_day. The range of published_utc only bounds the walk: no
    zone is more than fourteen hours from UTC.

    Args:
        filters: which articles.
        table: the name that the statement gives to the table.
    """
    conditions: list[str] = []
    values: list[Any] = []
    bureaus = list(dict.fromkeys(filters.bureaus or ()))
    if filters.bureaus is not None:
        if len(bureaus) == 1:
            conditions.append(f"{table}.bureau = ?")
        else:
            conditions.append(f"{table}.bureau IN ({','.join('?' * len(bureaus))})")
        values += bureaus
    if filters.since:
        conditions.append(f"{table}.published_day >= ?")
        values.append(filters.since)
    if filters.until:
        conditions.append(f"{table}.published_day <= ?")
        values.append(filters.until)
    bounds, limits = within_days(filters, column=f"{table}.published_utc")
    if limits:
        conditions.append(bounds)
        values += limits
    if filters.kind:
        conditions.append(f"{table}.kind = ?")
        values.append(str(filters.kind))
    if filters.layout:
        conditions.append(f"{table}.layout = ?")
        values.append(str(filters.layout))
    for column, wanted in (("category", filters.sections), ("dateline_place", filters.places)):
        if wanted is not None:
            conditions.append(f"{table}.{column} IN ({','.join('?' * len(wanted))})")
            values += wanted
    if filters.reporters is not None:
        marks = ",".join("?" * len(filters.reporters))
        conditions.append(
            f"{table}.id IN (SELECT article FROM credits WHERE "  # noqa: S608
            f"role IN {REPORTERS} AND name IN ({marks}))"
        )
        values += filters.reporters
    return " AND ".join(conditions) or "1", values


def first_only(filters: Filters, unique: Unique, also: str = "1") -> tuple[str, list[Any]]:
    """Return the condition that no copy of `a` that passes the filters was published before it.

    What has no text, or is in no story, has no copy. See `publication` for what comes before.

    Args:
        filters: which articles.
        unique: what is shown once.
        also: what else must be true of a copy `e`, in SQL.
    """
    condition, values = where(filters, "e")
    return (
        f"NOT EXISTS (SELECT 1 FROM {_COPIES[unique]} "  # noqa: S608
        f"AND {earlier('e', 'a')} AND {condition} AND {also})"
    ), values


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
