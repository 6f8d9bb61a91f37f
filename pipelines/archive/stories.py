"""Which articles carry the same report: grouped in the transaction that stores them.

An article's numbers (`story_index`) name others of the weeks around its publication that may be
the same; an equal text is found whatever its date. The likest of them are compared by their texts
(`story_check`), and those that carry the same report are one story. A restart costs nothing: all
of it stands in the archive.
"""

from __future__ import annotations

import json
import logging
from collections import Counter, OrderedDict
from dataclasses import dataclass
from datetime import date
from struct import pack, unpack
from typing import TYPE_CHECKING, Final

from pipelines.archive.library import sqlite3
from pipelines.archive.story_check import SHORT, likeness
from pipelines.archive.story_index import METHOD, numbers_of
from pipelines.archive.story_text import report_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from pipelines.archive.story_text import Report

logger = logging.getLogger(__name__)

COMPARED: Final = 24
"""Candidates whose texts are read, those with the most numbers in common first."""
OF_A_NUMBER: Final = 200
"""Articles looked at of one number in one week: a template's sentence has hundreds."""
LOOSE_SHARE: Final = 0.3
"""What a new member must have in common with the story's first one, besides being the same as
another member: so that no chain of small changes leads from one report to another."""
CACHED: Final = 2_000
_A_STORY: Final = 2
"""Articles that it takes at least."""
_ARTICLE: Final = (
    "SELECT id, bureau, article_id, title, text, dateline_place, text_sha256, "
    "coalesce(published_utc, first_seen) FROM articles WHERE id = ?"
)
_FOUND: Final = (
    "SELECT group_concat(found) FROM (SELECT (SELECT group_concat(article) FROM ("
    "SELECT article FROM story_index WHERE week = near.week AND number = own.value "
    "ORDER BY article DESC LIMIT ?3)) AS found FROM json_each(?1) AS own, "
    "(SELECT ?2 - 1 AS week UNION ALL SELECT ?2 UNION ALL SELECT ?2 + 1) AS near)"
)
"""One statement for all numbers of an article: a hundred of them cost seven times as much."""


@dataclass(frozen=True, slots=True)
class _Article:
    id: int
    bureau: str
    article_id: int
    title: str
    report: Report
    text_sha256: str | None
    week: int


class _Prepared:
    """Texts prepared for comparison, the last ones used; they serve for many articles."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str | None, str | None], Report] = OrderedDict()

    def report(self, text: str | None, place: str | None) -> Report:
        """Return an article's text prepared."""
        key = (text, place)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._kept[key] = report_of(text, place)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found


_PREPARED: Final = _Prepared(CACHED)


def waiting(db: Database) -> int:
    """Return how many articles wait to be grouped."""
    return int(db.execute("SELECT count(*) FROM story_queue").fetchone()[0])


def group(db: Database, now: str, most: int) -> int:
    """Look for the stories of articles that wait; to be called inside a transaction.

    Args:
        db: The archive.
        now: UTC.
        most: Articles at the most, the first stored first.

    Returns:
        How many were looked at.
    """
    _check_method(db)
    rows = [
        row[0]
        for row in db.execute("SELECT article FROM story_queue ORDER BY article LIMIT ?", (most,))
    ]
    for row in rows:
        article = _read(db, row)
        if article is not None:
            _note_numbers(db, article)
            _place(db, article, now)
    db.conn.executemany("DELETE FROM story_queue WHERE article = ?", [(row,) for row in rows])
    return len(rows)


def _check_method(db: Database) -> None:
    """Begin the index anew where it was made by another method; stories stay as they are."""
    row = db.execute("SELECT value FROM meta WHERE key = 'story_method'").fetchone()
    if row is not None and row[0] == METHOD:
        return
    db.conn.execute(
        "INSERT INTO meta (key, value) VALUES ('story_method', ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (METHOD,),
    )
    if row is not None:
        db.conn.execute("DELETE FROM story_index")
        db.conn.execute("DELETE FROM story_numbers")
        db.conn.execute("INSERT OR IGNORE INTO story_queue SELECT id FROM articles")


def _read(db: Database, row: int) -> _Article | None:
    found = db.execute(_ARTICLE, (row,)).fetchone()
    if found is None:
        return None
    number, bureau, article_id, title, text, place, sha256, day = found
    return _Article(
        number,
        bureau,
        article_id,
        title,
        _PREPARED.report(text, place),
        sha256,
        _week(day),
    )


def _week(moment: str) -> int:
    """Return the weeks from 1970-01-01 to a moment, YYYY-MM-DD…; 0 for what is no day."""
    try:
        return (date.fromisoformat(moment[:10]).toordinal() - date(1970, 1, 1).toordinal()) // 7
    except ValueError:
        return 0


def _note_numbers(db: Database, article: _Article) -> None:
    """Write what an article is found by, in place of what it was found by before."""
    numbers = numbers_of(article.report, article.title)
    packed = pack(f">{len(numbers)}q", *numbers)
    before = db.execute(
        "SELECT week, numbers FROM story_numbers WHERE article = ?", (article.id,)
    ).fetchone()
    if before == (article.week, packed):
        return
    _unindex(db, article.id, before)
    db.conn.execute(
        "INSERT OR REPLACE INTO story_numbers VALUES (?, ?, ?)", (article.id, article.week, packed)
    )
    db.conn.executemany(
        "INSERT OR IGNORE INTO story_index VALUES (?, ?, ?)",
        [(article.week, number, article.id) for number in numbers],
    )


def _unindex(db: Database, article: int, before: tuple[int, bytes] | None) -> None:
    """Take an article's numbers out of the index: its week, and the numbers packed."""
    if before is not None:
        week, old = before
        db.conn.executemany(
            "DELETE FROM story_index WHERE week = ? AND number = ? AND article = ?",
            [(week, number, article) for number in unpack(f">{len(old) // 8}q", old)],
        )


def _place(db: Database, article: _Article, now: str) -> None:
    """Find an article's story and let it join."""
    same: dict[int, float] = {}
    first: dict[int, int] = {}
    """Of each story that was met, the row of its first member by time of storing."""
    for candidate in _candidates(db, article):
        other = _read(db, candidate)
        if other is None:
            continue
        found = likeness(article.report, other.report, whole=False)
        if not found.same:
            continue
        story = _story_of(db, other.id)
        if story is not None and story not in first:
            first[story] = _first_of(db, story)
        if story is not None and not _fits(db, article, first[story], other.id):
            continue
        same[other.id] = found.share
    if same:
        _join(db, article, same, now)


def _fits(db: Database, article: _Article, first: int, met: int) -> bool:
    """Whether an article is near enough to a story's first member."""
    if first in (met, article.id):
        return True
    other = _read(db, first)
    if other is None:
        return True
    found = likeness(article.report, other.report, whole=False)
    return found.share >= LOOSE_SHARE and found.facts


def _candidates(db: Database, article: _Article) -> Iterable[int]:
    """Return the rows of articles that may carry the same report, the likest first."""
    (packed,) = db.execute(
        "SELECT numbers FROM story_numbers WHERE article = ?", (article.id,)
    ).fetchone()
    numbers = unpack(f">{len(packed) // 8}q", packed)
    (met,) = db.execute(_FOUND, (json.dumps(numbers), article.week, OF_A_NUMBER)).fetchone()
    counted = Counter(met.split(",") if met else ())
    shared = Counter({int(row): count for row, count in counted.items()})
    if article.text_sha256 is not None and len(article.report.words) >= SHORT:
        equal = "SELECT id FROM articles WHERE text_sha256 = ? ORDER BY id LIMIT ?"
        for (row,) in db.execute(equal, (article.text_sha256, COMPARED)):
            shared[row] += len(packed)
    del shared[article.id]
    # Of equally like ones the first stored: the outcome must not depend on the order of rows.
    ranked = sorted(shared.items(), key=lambda each: (-each[1], each[0]))
    return [row for row, _ in ranked[:COMPARED]]


def _join(db: Database, article: _Article, same: dict[int, float], now: str) -> None:
    """Make one story of an article, those that carry the same report, and all their stories."""
    marks = ",".join("?" * (len(same) + 1))
    rows = [article.id, *same]
    held: dict[int, int] = dict(
        db.execute(
            f"SELECT article, story FROM story_members WHERE article IN ({marks})",  # noqa: S608
            rows,
        ).fetchall()
    )
    stories = sorted(set(held.values()), key=lambda story: _first_of(db, story))
    new = [row for row in sorted(rows) if row not in held]
    if stories:
        kept = stories[0]
        for other in stories[1:]:
            _merge(db, other, kept, now)
        if new and new[0] < _first_of(db, kept):
            _call_by(db, kept, new[0], now)
    else:
        kept = _make(db, new[0], now)
    best = max(same.values())
    db.conn.executemany(
        "INSERT OR IGNORE INTO story_members VALUES (?, ?, ?, ?)",
        [(row, kept, round(same.get(row, best), 4), now) for row in new],
    )


def leave(db: Database, article: int, now: str) -> None:
    """Take an article out of its story and of what reprints find each other by.

    The story goes on without it, called by another member if it was called by this one; of a
    single member it is none. To be called inside a transaction, before the article goes.

    Args:
        db: The archive.
        article: articles.id.
        now: UTC.
    """
    execute = db.conn.execute
    packed = execute("SELECT week, numbers FROM story_numbers WHERE article = ?", (article,))
    _unindex(db, article, packed.fetchone())
    story = _story_of(db, article)
    if story is None:
        return
    called_by = _first_of(db, story)
    execute("DELETE FROM story_members WHERE article = ?", (article,))
    left = execute("SELECT min(article), count(*) FROM story_members WHERE story = ?", (story,))
    first, count = left.fetchone()
    if count < _A_STORY:
        execute("DELETE FROM stories WHERE id = ?", (story,))
    elif called_by == article:
        _call_by(db, story, first, now)


def _make(db: Database, first: int, now: str) -> int:
    cursor = db.conn.execute(
        "INSERT INTO stories (bureau, article_id, made_at) "
        "SELECT bureau, article_id, ? FROM articles WHERE id = ?",
        (now, first),
    )
    return int(cursor.lastrowid or 0)


def _call_by(db: Database, story: int, first: int, now: str) -> None:
    """Call a story by an article that was stored before all of its members.

    Such a one is met where a third article is the same as both. The id from before leads on.
    """
    execute = db.conn.execute
    execute(
        "INSERT OR REPLACE INTO story_aliases SELECT bureau, article_id, id, ? FROM stories "
        "WHERE id = ?",
        (now, story),
    )
    execute(
        "UPDATE stories SET (bureau, article_id) = "
        "(SELECT bureau, article_id FROM articles WHERE articles.id = ?) WHERE id = ?",
        (first, story),
    )


def _merge(db: Database, story: int, into: int, now: str) -> None:
    """Let a story become a part of an older one; its id goes on to lead there."""
    execute = db.conn.execute
    execute("UPDATE story_members SET story = ? WHERE story = ?", (into, story))
    execute("UPDATE story_aliases SET story = ? WHERE story = ?", (into, story))
    execute(
        "INSERT OR REPLACE INTO story_aliases SELECT bureau, article_id, ?, ? FROM stories "
        "WHERE id = ?",
        (into, now, story),
    )
    execute("DELETE FROM stories WHERE id = ?", (story,))


def _story_of(db: Database, article: int) -> int | None:
    row = db.execute("SELECT story FROM story_members WHERE article = ?", (article,)).fetchone()
    return row[0] if row else None


def _first_of(db: Database, story: int) -> int:
    """Return articles.id of the member that a story is called by, else of its first one."""
    row = db.execute(
        "SELECT a.id FROM stories AS s JOIN articles AS a USING (bureau, article_id) "
        "WHERE s.id = ?",
        (story,),
    ).fetchone()
    if row is None:
        row = db.execute(
            "SELECT min(article) FROM story_members WHERE story = ?", (story,)
        ).fetchone()
    return int(row[0] or 0)


def group_safely(db: Database, now: str, most: int) -> None:
    """Group in a savepoint: whatever happens in it, the articles of the transaction are stored.

    What could not be grouped goes on waiting, and is told in the log.
    """
    try:
        with db.atomic():
            group(db, now, most)
    except sqlite3.Error:
        raise  # a full disk or a lock concerns the articles just as well
    except Exception:
        logger.exception("Stories could not be looked for; they are looked for later.")
