"""Full-text search for what a person types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelines.archive.filters import where

if TYPE_CHECKING:
    from sqlite_utils import Database

    from pipelines.archive.outcomes import Filters

POOL = 2_000
"""Hits that are ranked: the newest in the archive.

Ranking every hit of a common word takes over a second with a million articles, the newest
2,000 a few hundredths.
"""
MOST_WORDS = 64
"""Words and phrases of a query that are used; a pasted page must not stall the archive."""
MARKS = ("[", "]")
"""What stands around a found word in a snippet."""
_WEIGHTS = "10.0, 4.0, 1.0"
"""Of title, subtitle and text in bm25."""
_PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')
_COLUMNS = ("bureau", "article_id", "url", "kind", "title", "published", "published_day", "layout")


def match_expression(words: str) -> str | None:
    """Return an FTS5 expression for typed words, or None when they hold nothing to look for.

    Words must all occur; words within double quotes must stand side by side. Everything is
    passed on as a quoted string, so that nothing in it is an operator: AND, NOT, *, ^, a column
    filter, an unclosed quote.
    """
    pieces = [quoted or word for quoted, word in _PIECE.findall(words.replace("\0", " "))]
    # A string of signs alone would be an empty phrase, to which nothing answers.
    useful = [piece for piece in pieces if any(sign.isalnum() for sign in piece)]
    if not useful:
        return None
    cleaned = (piece.encode("utf-8", "replace").decode() for piece in useful[:MOST_WORDS])
    return " AND ".join(f'"{piece}"' for piece in cleaned)


def search(db: Database, words: str, filters: Filters, limit: int) -> list[dict[str, Any]]:
    """Return the best hits, best first, equal ones newest first.

    Ranked by bm25, with a word in the title worth ten in the text, among the `POOL` articles
    that came into the archive last.

    Returns:
        For each bureau, article_id, url, kind, title, published, published_day, layout, score
        (higher is better) and snippet, with `MARKS` around the words found.
    """
    expression = match_expression(words)
    if expression is None or limit <= 0:
        return []
    condition, values = where(filters)
    pool = dict(
        db.execute(
            "SELECT a.id, a.published_utc FROM articles_fts "  # noqa: S608
            "CROSS JOIN articles AS a ON a.id = articles_fts.rowid "
            f"WHERE articles_fts MATCH ? AND {condition} ORDER BY articles_fts.rowid DESC LIMIT ?",
            (expression, *values, POOL),
        ).fetchall()
    )
    if not pool:
        return []
    ranked = [
        (rank, row)
        for row, rank in db.execute(
            f"SELECT rowid, bm25(articles_fts, {_WEIGHTS}) FROM articles_fts "  # noqa: S608
            "WHERE articles_fts MATCH ? AND rowid >= ?",
            (expression, min(pool)),
        )
        if row in pool
    ]
    ranked.sort(key=lambda hit: (pool[hit[1]] or "", hit[1]), reverse=True)
    ranked.sort(key=lambda hit: hit[0])
    return [_hit(db, expression, row, rank) for rank, row in ranked[:limit]]


def _hit(db: Database, expression: str, row: int, rank: float) -> dict[str, Any]:
    columns = ", ".join(f"a.{name}" for name in _COLUMNS)
    *values, snippet = db.execute(
        f"SELECT {columns}, snippet(articles_fts, -1, ?, ?, ' … ', 24) FROM articles_fts "  # noqa: S608
        "JOIN articles AS a ON a.id = articles_fts.rowid "
        "WHERE articles_fts MATCH ? AND articles_fts.rowid = ?",
        (*MARKS, expression, row),
    ).fetchone()
    found: dict[str, Any] = dict(zip(_COLUMNS, values, strict=True))
    found["score"] = round(-rank, 4)
    found["snippet"] = " ".join(snippet.split())
    return found
