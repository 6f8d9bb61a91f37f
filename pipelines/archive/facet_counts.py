"""How often values stand in a column: what small tables know of it, and what its first rows say.

The statements have two columns, value and count, and take two parameters: bureau (None for all)
and most (values).
"""

from __future__ import annotations

from typing import Final

FIRST_ROWS: Final = 10_000
"""Rows that are counted where all of them are too many."""
_MONTHS: Final = (
    "SELECT bureau AS value, sum(articles) AS count FROM month_counts "
    "WHERE articles > 0 AND (:bureau IS NULL OR bureau = :bureau) "
    "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most"
)
_NAMES: Final = (
    "SELECT name AS value, sum(articles) AS count FROM name_counts "
    "WHERE what = '{}' AND articles > 0 AND (:bureau IS NULL OR bureau = :bureau) "
    "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most"
)
_TAGS: Final = (
    "SELECT t.id AS value, sum(c.articles) AS count FROM name_counts AS c "
    "CROSS JOIN tags AS t ON t.name = c.name WHERE c.what = 'tag' AND c.articles > 0 "
    "AND :bureau IS NULL "
    "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most"
)
SMALL: Final[dict[tuple[str, str], str]] = {
    ("articles", "bureau"): _MONTHS,
    ("berita", "biro"): _MONTHS,
    ("articles", "category"): _NAMES.format("section"),
    ("berita", "rubrik"): _NAMES.format("section"),
    ("articles", "dateline_place"): _NAMES.format("place"),
    ("berita", "tempat"): _NAMES.format("place"),
    ("article_tags", "tag"): _TAGS,
}
"""The statements that know how often each value of a column stands in a table."""
BUREAU: Final = {"articles": "bureau", "berita": "biro"}
"""The one column that the small tables can be asked by."""


def first_rows(sql: str) -> str:
    """Return a statement for the first `FIRST_ROWS` rows of another one's.

    >>> first_rows("SELECT 1")
    'SELECT * FROM (SELECT 1) LIMIT 10000'
    """
    return f"SELECT * FROM ({sql}) LIMIT {FIRST_ROWS}"  # noqa: S608 - a statement of Datasette's
