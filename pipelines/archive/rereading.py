"""Articles read again from their captures: the states that today's reader finds, in place.

A reading by a newer reader is no revision: whatever it finds otherwise is the reader's doing. So an
article's revisions are made again from all its captures, by the same rules that a crawl follows, as
if today's reader had read each of them then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.archive import filters as conditions
from pipelines.archive import terms
from pipelines.archive.observing import observe
from pipelines.archive.rows import Reading, replace_article
from pipelines.archive.writing import held_article, meet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlite_utils import Database

    from pipelines.archive.outcomes import Filters, Stored

_CAPTURES = (
    "SELECT o.asked_at, c.id, c.file, c.offset, c.length, c.sha256, b.file, b.offset, b.length "
    "FROM observations AS o JOIN captures AS c ON c.id = o.capture "
    "LEFT JOIN captures AS b ON b.id = c.same_as "
    "WHERE o.bureau = ? AND o.article_id = ? AND o.outcome IN ('stored', 'revised', 'unchanged') "
    "ORDER BY o.asked_at, o.id"
)
_UNKEPT = "SELECT count(*) FROM revisions WHERE article = ? AND capture IS NULL"
_TDMREP = "SELECT value FROM signals WHERE article = ? AND carrier = 'tdmrep'"
_LAST_SEEN = (
    "UPDATE revisions AS r SET last_seen = max(r.last_seen, coalesce((SELECT max(o.asked_at) "
    "FROM observations AS o WHERE o.bureau = ? AND o.article_id = ? "
    "AND o.outcome IN ('stored', 'revised', 'unchanged', 'not_modified') "
    "AND o.asked_at >= r.first_seen AND o.asked_at < coalesce((SELECT n.first_seen "
    "FROM revisions AS n WHERE n.article = r.article AND n.seq = r.seq + 1), '9999')), '')) "
    "WHERE r.article = ?"
)
_REVISION = (
    "INSERT INTO revisions (article, seq, state, state_sha256, extractor_version, layout, capture, "
    "first_seen, last_seen) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a page of an article stands, and where its body does."""

    capture: int
    file: str
    offset: int
    length: int
    body: tuple[str, int, int] | None
    asked_at: str
    """UTC of the answer."""


@dataclass(frozen=True, slots=True)
class ToReread:
    """An article, and the captures that it is to be read from, the oldest first."""

    row: int
    """articles.id."""
    bureau: str
    article_id: int
    sources: tuple[Source, ...]
    whole: bool
    """Whether each of its revisions has a capture, so that all of them can be made again."""


def to_reread(
    db: Database, filters: Filters, after: int, count: int, version: str | None
) -> list[ToReread]:
    """Return the next articles to read again, in the order of their rows.

    Args:
        db: The archive.
        filters: Which ones.
        after: articles.id of the last one that is done.
        count: How many at most.
        version: Only those that another version of the reader has read; None: all.
    """
    condition, values = conditions.where(filters)
    if version is not None:
        condition += " AND a.extractor_version <> ?"
        values.append(version)
    rows = db.execute(
        "SELECT a.id, a.bureau, a.article_id FROM articles AS a NOT INDEXED "  # noqa: S608
        f"WHERE a.id > ? AND a.capture IS NOT NULL AND {condition} ORDER BY a.id LIMIT ?",
        [after, *values, count],
    ).fetchall()
    return [_of_row(db, *row) for row in rows]


def held_later(db: Database, bureau: str, article_id: int, at: str) -> ToReread | None:
    """Return an article of which something is known that is newer than a moment, None without one.

    Args:
        db: The archive.
        bureau: Its short name; with `article_id` the key.
        article_id: Its number.
        at: UTC.
    """
    row = db.execute(
        "SELECT id FROM articles WHERE bureau = ? AND article_id = ? "
        "AND max(last_seen, coalesce(missing_since, '')) > ?",
        (bureau, article_id, at),
    ).fetchone()
    return _of_row(db, row[0], bureau, article_id) if row else None


def _of_row(db: Database, row: int, bureau: str, article_id: int) -> ToReread:
    sources = tuple(_sources(db, bureau, article_id))
    whole = db.execute(_UNKEPT, (row,)).fetchone()[0] == 0
    return ToReread(row, bureau, article_id, sources, whole)


def how_many(db: Database, filters: Filters, version: str | None) -> tuple[int, int]:
    """Return how many articles are to be read again, and how many of them have no capture."""
    condition, values = conditions.where(filters)
    if version is not None:
        condition += " AND a.extractor_version <> ?"
        values.append(version)
    kept, all_ = db.execute(
        f"SELECT count(a.capture), count(*) FROM articles AS a WHERE {condition}",  # noqa: S608
        values,
    ).fetchone()
    return kept, all_ - kept


def _sources(db: Database, bureau: str, article_id: int) -> Iterator[Source]:
    """Yield the captures of a key that brought a page, without one that repeats the one before."""
    last = None
    rows = db.execute(_CAPTURES, (bureau, article_id))
    for asked_at, number, file, offset, length, sha256, *body in rows:
        if sha256 != last:
            where = tuple(body) if body[0] else None
            yield Source(number, file, offset, length, where, asked_at)
        last = sha256


def write_again(
    db: Database, row: int, readings: Sequence[Mapping[str, Any]], now: str, *, whole: bool
) -> None:
    """Make an article's state and revisions those that its captures give today.

    What is known from answers without a page stays: when it was seen first and last, what its host
    says of automatic use, whether it is missing.

    Args:
        db: The archive, inside a transaction.
        row: articles.id.
        readings: The fields of `Article.as_dict()`, the oldest first; at least one.
        now: UTC.
        whole: Make all revisions again; else only the newest state, in its place.
    """
    seen = "SELECT first_seen, last_seen FROM articles WHERE id = ?"
    first_seen, last_seen = db.execute(seen, (row,)).fetchone()
    tdmrep = db.execute(_TDMREP, (row,)).fetchall()
    all_ = [Reading.of(each, now) for each in readings]
    first = all_[0] if whole else all_[-1]
    replace_article(db, row, first)
    if whole:
        db.conn.execute("DELETE FROM revisions WHERE article = ?", (row,))
        seen_at = (first_seen, first.seen_at)
        db.conn.execute(_REVISION, (row, *first.revision(), *seen_at))
        for each in all_[1:]:
            held = held_article(db, *each.key)
            assert held is not None
            meet(db, held, each, now)
        # Answers without a page, or with the same one, say how long each state was seen.
        db.conn.execute(_LAST_SEEN, (*first.key, row))
    else:
        db.conn.execute(
            "UPDATE revisions SET state = ?, state_sha256 = ?, extractor_version = ?, layout = ?, "
            "capture = ? WHERE id = (SELECT id FROM revisions WHERE article = ? "
            "ORDER BY seq DESC LIMIT 1)",
            (*first.revision(), row),
        )
    db.conn.execute(
        "UPDATE articles SET first_seen = ?, last_seen = ? WHERE id = ?",
        (first_seen, last_seen, row),
    )
    db.conn.execute(
        "UPDATE revisions SET last_seen = max(last_seen, ?) WHERE id = "
        "(SELECT id FROM revisions WHERE article = ? ORDER BY seq DESC LIMIT 1)",
        (last_seen, row),
    )
    terms.note_again(db, row)
    db.conn.executemany(
        "INSERT INTO signals VALUES (?, 'tdmrep', ?) ON CONFLICT DO NOTHING",
        [(row, value) for (value,) in tdmrep],
    )


def write_earlier(
    db: Database,
    outcome: Stored,
    row: int,
    readings: Sequence[Mapping[str, Any]],
    run: int | None,
    now: str,
) -> str:
    """Write a page that is older than what is known of its article.

    Args:
        db: The archive, inside a transaction.
        outcome: What was read off it.
        row: articles.id.
        readings: Those of all the article's captures, this one among them, in the order of time;
            empty where they cannot be made again: then the page is noted, and no state changes.
        run: The run that brought it.
        now: UTC.

    Returns:
        "revised" where it shows a state that was not known, else "unchanged".
    """
    page = Reading.of(outcome.article, now)
    states = "SELECT count(*) FROM revisions WHERE article = ?"
    (before,) = db.execute(states, (row,)).fetchone()
    if readings:
        db.conn.execute(
            "UPDATE articles SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1) "
            "WHERE id = ?2",
            (page.seen_at, row),
        )
        write_again(db, row, readings, now, whole=True)
    (after,) = db.execute(states, (row,)).fetchone()
    result = "revised" if after > before else "unchanged"
    key = {"bureau": page.key[0], "article_id": page.key[1]}
    observe(db, outcome, result, key, run, page.seen_at)
    return result
