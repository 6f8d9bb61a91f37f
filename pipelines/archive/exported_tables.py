"""What an archive's tables hold in a file that is exported. Pure.

What becomes of each column is said in `derived_columns`: this file keeps those that others may see
and, where texts are exported, the sentences. Here it is said which rows. A table that a later
version adds stands empty in such a file before somebody has decided about it, and a test holds this
list against the schema.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from pipelines.archive.derived_columns import FATES, Fate, read_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class Rows(StrEnum):
    """Which rows of a table an exported file has."""

    OWN = "own"
    NAMED = "named"
    ANEW = "anew"
    NONE = "none"


MEANINGS: Final = {
    Rows.OWN: "those of the exported articles",
    Rows.NAMED: "those that the exported articles name",
    Rows.ANEW: "made anew of what the file holds",
    Rows.NONE: "none: what the crawl and the keeper note for themselves, and what is gathered",
}


def _each(rows: Rows, tables: str) -> dict[str, Rows]:
    return dict.fromkeys(tables.split(), rows)


ROWS: Final[Mapping[str, Rows]] = {
    # In the order of writing: articles before what belongs to them.
    **_each(
        Rows.OWN,
        "articles revisions credits article_tags images provenance ledger flags signals "
        "story_members",
    ),
    **_each(Rows.NAMED, "bureaus tags stories story_aliases"),
    **_each(
        Rows.ANEW, "month_counts reporter_articles tag_articles name_counts terms search_names"
    ),
    **_each(
        Rows.NONE,
        "audit_answers audit_articles audit_strata audits backups bureau_state bureau_watch "
        "captures class_names drifts erasures findings frontier gathered gathered_sources "
        "listed_days measurements "
        "observations permissions robots run_bureaus run_hosts runs splits story_index "
        "story_numbers story_queue tombstones walks withdrawn withdrawn_captures",
    ),
}
"""By table. The full-text indexes are made anew, by the triggers of what they hold."""

ORDER: Final[Mapping[str, str]] = {
    **{"flags": "rowid", "provenance": "rowid", "signals": "carrier", "story_members": "article"},
    **dict.fromkeys(("revisions", "credits", "article_tags", "images", "ledger"), "seq"),
}
"""By table in which order the rows of one article are read and written."""
NUMBERED_ANEW: Final = "revisions"
"""The table whose internal numbers are given anew: nothing that is exported points to them."""

AI_USE: Final = """\
CREATE TABLE ai_use ( -- Who says of each article that its text is not for AI; nothing is granted.
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  ai_use TEXT NOT NULL CHECK (ai_use IN ('reserved', 'unstated')),
    -- reserved: page or host say so; unstated: nobody says anything, which allows nothing
  reserved_by TEXT NOT NULL CHECK (json_valid(reserved_by)) -- JSON: who says so, a list
) STRICT"""
"""The one table that an archive has not: it is made of articles.rights_notice and signals."""


def read_for_export(*, texts: bool) -> dict[str, dict[str, str]]:
    """Return by table of `Rows.OWN` each column that is written, and what is read for it.

    Args:
        texts: whether sentences of the articles are exported.
    """
    kept = {Fate.KEPT, Fate.TEXT} if texts else {Fate.KEPT}
    tables = {table: read_of(table, kept) for table, rows in ROWS.items() if rows is Rows.OWN}
    del tables[NUMBERED_ANEW]["id"]
    return tables


def tables_by_rows() -> list[tuple[str, str]]:
    """Return for each of `Rows` what it means and its tables, for docs/datasets.md."""
    return [
        (MEANINGS[rows], ", ".join(sorted(table for table in ROWS if ROWS[table] is rows)))
        for rows in Rows
    ]


def column_names(table: str) -> list[str]:
    """Return the columns of a table of `Rows.NAMED`, all of which others may see.

    Raises:
        ValueError: one of them may not be seen.
    """
    columns = FATES[table]
    if set(columns.values()) != {Fate.KEPT}:
        raise ValueError(f"{table} has columns that are not for others.")
    return list(columns)
