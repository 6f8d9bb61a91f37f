"""Full-text search for what a person types.

`words.query` reads it, `search_words` adds the other forms of its words, `search_pool` picks the
articles that come into question, `search_rank` puts them in order. docs/search.md is for people.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelines.archive import search_notes, search_same
from pipelines.archive.limited import TookTooLongError, no_longer_than
from pipelines.archive.search_notes import Note
from pipelines.archive.search_pool import gather
from pipelines.archive.search_rank import Ranked, rank
from pipelines.archive.search_words import understood
from pipelines.archive.words.query import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from pipelines.archive.filters import Unique
    from pipelines.archive.outcomes import Filters
    from pipelines.archive.words.finding import Finder
    from pipelines.archive.words.query import Query

SECONDS = 1.0
"""Seconds after which a search ends with nothing rather than go on."""
_COLUMNS = ("bureau", "article_id", "url", "kind", "title", "published", "published_day", "layout")


class Hits(list[dict[str, Any]]):
    """The hits of a search, best first, with what a person has to know about them."""

    def __init__(self, hits: Sequence[dict[str, Any]] = (), notes: Sequence[Note] = ()) -> None:
        super().__init__(hits)
        self.notes = list(notes)
        """Sentences: what was not looked through, or not looked for."""


def search(
    db: Database, typed: str, filters: Filters, limit: int, unique: Unique | None = None
) -> Hits:
    """Return the best hits, best first, equal ones newest first. Nothing typed is an error.

    Args:
        db: The archive.
        typed: What a person typed; see `words.query`.
        filters: Which articles; `limit` in them is not used.
        limit: How many hits, at most.
        unique: "text": one hit for equal texts, "story": one for each story; the earliest of them.

    Returns:
        For each bureau, article_id, url, kind, title, published, published_day, layout, score
        (higher is better) and snippet, with marks around the words found.
    """
    query = parse(typed)
    if not query.wanted:
        return Hits(notes=[Note(search_notes.ONLY_UNWANTED)] if query.unwanted else [])
    if limit <= 0:
        return Hits()
    try:
        with no_longer_than(db, SECONDS):
            return _found(db, query, filters, limit, unique)
    except TookTooLongError:
        return Hits(notes=[Note(search_notes.TOO_LONG, f"{SECONDS:g}")])


def _found(db: Database, query: Query, filters: Filters, limit: int, unique: Unique | None) -> Hits:
    match = understood(db, query)
    pool = gather(db, match.expression, filters)
    ranked, finder = rank(db, match, pool, limit * 3 if unique else limit)
    if unique:
        ranked = search_same.first_of_each(db, ranked, match.expression, filters, limit, unique)
    hits = Hits(_shown(db, ranked[:limit], finder), search_notes.notes_of(query, match))
    if not pool.whole:
        code = search_notes.SINCE if pool.to else search_notes.DATED
        hits.notes.append(Note(code, (pool.to or "")[:10]))
    return hits


def _shown(db: Database, ranked: Sequence[Ranked], finder: Finder) -> list[dict[str, Any]]:
    columns = ", ".join(_COLUMNS)
    rows = {
        row: values
        for row, *values in db.execute(
            f"SELECT id, {columns} FROM articles "  # noqa: S608
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([hit.id for hit in ranked]),),
        )
    }
    return [
        {
            **dict(zip(_COLUMNS, rows[hit.id], strict=True)),
            "score": round(hit.score, 4),
            "snippet": finder.snippet(hit.texts),
        }
        for hit in ranked
    ]
