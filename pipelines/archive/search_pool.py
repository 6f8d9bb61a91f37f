"""The articles among which a search ranks: all that match, or of many the newest.

FTS5 gives hits in the order in which articles came into the archive, and a backfill brings old
ones last. So for a common word the articles are walked newest first instead, and those that match
are picked out of them. Each step has a bound; docs/search.md tells what that means for people.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.filters import where, within_days
from pipelines.archive.tokens import KINDS, REPORTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from pipelines.archive.outcomes import Filters

FEW = 6_000
"""Hits up to which all are ranked."""
POOL = 1_000
"""Of more hits, so many are ranked: the newest by publication."""
MOST_HITS = 20_000
"""Hits that are looked through for these."""
MOST_ASKED = 200
"""Articles that are asked for one by one, where too many hits lie between them."""
MOST_WALKED = 30_000
"""Articles that are walked."""
_MERGED: Final = 16
"""Bureaus, places or spellings of a section up to which their walks are merged."""
SAMPLE = 1_000
"""Last hits by which it is judged how many there are."""
_ROWS: Final = (500, 20_000)
"""How many articles are walked at once, at least and at most."""

HEAD = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
RANGE = (
    "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ? "
    "ORDER BY rowid DESC LIMIT ?"
)
_ALONG = "SELECT id, published_utc FROM articles INDEXED BY {} WHERE {}"
_NEWEST_FIRST = " ORDER BY published_utc DESC, id DESC"
_ASKED = (
    "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? "
    "AND rowid IN (SELECT value FROM json_each(?))"
)


@dataclass(slots=True)
class Pool:
    """Articles that match and pass the filters."""

    published: dict[int, str] = field(default_factory=dict)
    """articles.id to published_utc, "" where it is not known."""
    whole: bool = True
    """Whether these are all of them."""
    to: str | None = None
    """Where they are not: published_utc of the oldest article that was looked at, "" of an
    undated one."""


def gather(db: Database, expression: str, filters: Filters) -> Pool:
    """Return the articles to rank.

    Args:
        db: The archive.
        expression: For FTS5.
        filters: Which articles may be among them; `limit` is not used.
    """
    cursor = db.execute(HEAD, (expression, FEW + 1))
    head = [row for (row,) in cursor.fetchmany(SAMPLE)]
    share = len(head) / (head[0] - head[-1] + 1) if head else 0.0
    # Of a common word the last hits tell enough: the others need not be found.
    if len(head) < SAMPLE or share * head[0] <= 2 * FEW:
        head += [row for (row,) in cursor.fetchall()]
        if len(head) <= FEW:
            return Pool(_passing(db, head, filters))
    cursor.close()
    return _Walk(db, expression, filters, share).walk()


def checked(filters: Filters) -> tuple[str, list[Any]]:
    """Return the statement that says which of some articles pass, and its values but the first."""
    condition, values = where(filters)
    return (
        "SELECT a.id, coalesce(a.published_utc, '') FROM articles AS a "  # noqa: S608
        "INDEXED BY articles_search "
        f"WHERE a.id IN (SELECT value FROM json_each(?)) AND {condition}"
    ), values


def walked(filters: Filters) -> tuple[str, list[Any]]:
    """Return the statement that walks articles newest first, and its values.

    Only by the filter that leaves the fewest, and by days: what is left is checked of those that
    match the words.
    """
    days, values = within_days(filters, column="published_utc")
    if filters.reporters is not None:
        marks = ",".join("?" * len(filters.reporters))
        return (
            "SELECT DISTINCT a.id, a.published_utc FROM credits AS c INDEXED BY credits_name "  # noqa: S608
            "CROSS JOIN articles AS a INDEXED BY articles_search ON a.id = c.article "
            f"WHERE c.name IN ({marks}) AND c.role IN {REPORTERS} AND {days} {_NEWEST_FIRST}"
        ), [*filters.reporters, *values]
    # Of the usual kind are nearly all: it has no index.
    kinds = None if filters.kind in (None, KINDS[0]) else (str(filters.kind),)
    for index, condition, wanted in (
        ("articles_place", "dateline_place = ?", filters.places),
        ("articles_other_kinds", f"kind = ? AND kind <> '{KINDS[0]}'", kinds),
        ("articles_section", "category = ?", filters.sections),
        ("articles_bureau_published", "bureau = ?", filters.bureaus),
    ):
        names = list(dict.fromkeys(wanted or ()))
        if 0 < len(names) <= _MERGED:
            # Each along the index, merged: nothing has to be sorted.
            each = _ALONG.format(index, f"{condition} AND {days}")
            return (
                " UNION ALL ".join([each] * len(names)) + _NEWEST_FIRST,
                [value for name in names for value in (name, *values)],
            )
    return _ALONG.format("articles_published", days) + _NEWEST_FIRST, values


def _passing(db: Database, ids: Sequence[int], filters: Filters) -> dict[int, str]:
    if not ids:
        return {}
    sql, values = checked(filters)
    return dict(db.execute(sql, (json.dumps(ids), *values)).fetchall())


class _Walk:
    """One walk, newest first.

    Args:
        db: The archive.
        expression: For FTS5.
        filters: Which articles pass.
        share: Of all articles, about how many match.
    """

    def __init__(self, db: Database, expression: str, filters: Filters, share: float) -> None:
        self._db = db
        self._expression = expression
        self._filters = filters
        self._filtered = bool(where(filters)[1])
        self._share = share
        self._hits_left = MOST_HITS
        self._asked_left = MOST_ASKED

    def walk(self) -> Pool:
        """Return the newest articles that match and pass."""
        pool = Pool()
        sql, values = walked(self._filters)
        cursor = self._db.execute(sql, values)
        left = MOST_WALKED
        least, most = _ROWS
        while left > 0:
            missing = POOL - len(pool.published)
            size = min(max(least, int(1.2 * missing / self._share)), most, left)
            rows = cursor.fetchmany(size)
            left -= len(rows)
            found, done = self._matching([row for row, _ in rows])
            if found and self._filtered:
                found = set(_passing(self._db, sorted(found), self._filters))
            pool.published |= {row: utc or "" for row, utc in rows if row in found}
            if len(rows) < size and done == len(rows):
                return pool
            pool.to = rows[max(done - 1, 0)][1] or ""
            if done < len(rows) or len(pool.published) >= POOL:
                break
        pool.whole = False
        return pool

    def _matching(self, ids: list[int]) -> tuple[set[int], int]:
        """Return which of these match, and how many of them could be asked for."""
        if not ids:
            return set(), 0
        low, high = min(ids), max(ids)
        between = (high - low + 1) * min(1.0, self._share * 1.5)
        if between <= self._hits_left:
            hits = self._db.execute(
                RANGE, (self._expression, low, high, self._hits_left + 1)
            ).fetchall()
            if len(hits) <= self._hits_left:
                self._hits_left -= len(hits)
                return {row for (row,) in hits} & set(ids), len(ids)
        if len(ids) > MOST_ASKED:
            # The newest of them may lie closer together.
            half = len(ids) // 2
            found, done = self._matching(ids[:half])
            if done < half:
                return found, done
            more, also = self._matching(ids[half:])
            return found | more, done + also
        asked = ids[: self._asked_left]
        self._asked_left -= len(asked)
        rows = self._db.execute(_ASKED, (self._expression, json.dumps(sorted(asked)))).fetchall()
        return {row for (row,) in rows}, len(asked)
