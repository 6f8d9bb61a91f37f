"""One hit for articles that say the same: equal texts, or one story."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.archive.filters import where
from pipelines.archive.publication import first_to_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from pipelines.archive.filters import Unique
    from pipelines.archive.outcomes import Filters
    from pipelines.archive.search_rank import Ranked

MOST_COPIES = 100
"""Articles of one text or story among which the earliest is looked for."""

_TEXT = "SELECT id, text_sha256 FROM articles WHERE id IN (SELECT value FROM json_each(?))"
_STORY = (
    "SELECT article, story FROM story_members WHERE article IN (SELECT value FROM json_each(?))"
)
_MEMBERS = {
    "text": "SELECT id FROM articles INDEXED BY articles_text_sha256 WHERE text_sha256 = ?",
    "story": "SELECT article FROM story_members WHERE story = ?",
}


def first_of_each(
    db: Database,
    ranked: Sequence[Ranked],
    expression: str,
    filters: Filters,
    limit: int,
    unique: Unique,
) -> list[Ranked]:
    """Return one hit for each text or story, where the best of them stood.

    It is the one that was published first, of those that match and pass the filters.

    Args:
        db: The archive.
        ranked: Hits, best first.
        expression: What they match.
        filters: What they passed.
        limit: How many are wanted.
        unique: "text" or "story". What is in no story yet, or has no text, stands for itself.
    """
    ids = json.dumps([hit.id for hit in ranked])
    groups: dict[int, Any] = dict(
        db.execute(_STORY if unique == "story" else _TEXT, (ids,)).fetchall()
    )
    kept: list[Ranked] = []
    seen: set[Any] = set()
    for hit in ranked:
        group = groups.get(hit.id)
        if group is None:
            kept.append(hit)
        elif group not in seen:
            seen.add(group)
            kept.append(_earliest(db, hit, group, expression, filters, unique))
        if len(kept) >= limit:
            break
    return kept


def _earliest(
    db: Database, hit: Ranked, group: Any, expression: str, filters: Filters, unique: Unique
) -> Ranked:
    condition, values = where(filters)
    rows = db.execute(
        "SELECT a.id, coalesce(a.published_utc, ''), a.text, a.subtitle, a.title "  # noqa: S608
        f"FROM articles AS a WHERE a.id IN ({_MEMBERS[unique]} LIMIT {MOST_COPIES}) "
        f"AND {condition} ORDER BY {first_to_last('a')}",
        (group, *values),
    ).fetchall()
    matches = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?"
    for row, published, *texts in rows:
        if row == hit.id:
            return hit
        if db.execute(matches, (expression, row)).fetchone():
            text, subtitle, title = texts
            return replace(hit, id=row, published=published, texts=(text, subtitle, title))
    return hit
