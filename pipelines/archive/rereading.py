"""Articles read again from their captures: the states that today's reader finds, in place.

A reading by a newer reader is no revision: whatever it finds otherwise is the reader's doing. So an
article's revisions are made again from all its captures, by the same rules that a crawl follows, as
if today's reader had read each of them then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.archive import filters as conditions
from pipelines.archive import terms, tokens
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
# Of two answers of one second the observations' order says which came first.
_LAST_SEEN = (
    "UPDATE revisions AS r SET last_seen = max(r.last_seen, coalesce((SELECT max(o.asked_at) "
    "FROM observations AS o WHERE o.bureau = ? AND o.article_id = ? "
    "AND o.outcome IN ('stored', 'revised', 'unchanged', 'not_modified') "
    "AND o.asked_at >= r.first_seen AND NOT EXISTS (SELECT 1 FROM revisions AS n "
    "WHERE n.article = r.article AND n.seq = r.seq + 1 AND (o.asked_at > n.first_seen "
    "OR o.asked_at = n.first_seen AND o.id >= coalesce((SELECT min(f.id) FROM observations AS f "
    "WHERE f.capture = n.capture), 0)))), '')) WHERE r.article = ?"
)
_STATES = "SELECT state_sha256 FROM revisions WHERE article = ?"
_SAME_STATE = (
    "SELECT 1 FROM revisions WHERE article = ?1 AND state_sha256 = ?2 "
    "AND ?3 BETWEEN first_seen AND last_seen"
)
_PROVE = (
    "UPDATE revisions SET capture = ? WHERE article = ? AND state_sha256 = ? AND capture IS NULL"
)
_PROVE_ARTICLE = (
    "UPDATE articles SET capture = (SELECT capture FROM revisions WHERE article = ? "
    "ORDER BY seq DESC LIMIT 1) WHERE id = ? AND capture IS NULL"
)
_REVISION = (
    "INSERT INTO revisions (article, seq, state, state_sha256, extractor_version, layout, updated, "
    "capture, first_seen, last_seen) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?)"
)


UNPLACED = "unplaced"
"""Reason of an observation: a page older than what is held, whose place among an article's states
could not be told."""


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
) -> bool:
    """Make an article's state and revisions those that its captures give today.

    What is known from answers without a page stays: when it was seen first and last, what its host
    says of automatic use, whether it is missing.

    Args:
        db: The archive, inside a transaction.
        row: articles.id.
        readings: The fields of `Article.as_dict()`, the oldest first; at least one.
        now: UTC.
        whole: Make all revisions again; else only the newest state, in its place.

    Returns:
        False where one reading is refused behind the one before it, as another article's: then
        nothing is changed.
    """
    try:
        with db.atomic():
            _write_again(db, row, readings, now, whole=whole)
    except _Refused:
        return False
    return True


class _Refused(Exception):  # noqa: N818 - it names what happens
    """A reading is another article's than the one before it."""


def _write_again(
    db: Database, row: int, readings: Sequence[Mapping[str, Any]], now: str, *, whole: bool
) -> None:
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
            if meet(db, held, each, now) == tokens.KEY_COLLISION:
                raise _Refused
        # Answers without a page, or with the same one, say how long each state was seen.
        db.conn.execute(_LAST_SEEN, (*first.key, row))
    else:
        db.conn.execute(
            "UPDATE revisions SET state = ?, state_sha256 = ?, extractor_version = ?, layout = ?, "
            "updated = ?, capture = ? WHERE id = (SELECT id FROM revisions WHERE article = ? "
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
    outcomes: Sequence[Stored],
    row: int,
    readings: Sequence[Mapping[str, Any]],
    run: int | None,
    now: str,
) -> list[str] | None:
    """Write pages that are older than what is known of their article.

    Args:
        db: The archive, inside a transaction.
        outcomes: What was read off them, the oldest first.
        row: articles.id.
        readings: Those of all the article's captures, these among them, in the order of time;
            empty where they cannot be made again: then a page is only taken as the proof of a
            state that is held.
        run: The run that brought them.
        now: UTC.

    Returns:
        For each "revised" where it shows a state that was not known, else "unchanged". None where
        their place among the states could not be told: then nothing is written.
    """
    pages = [Reading.of(outcome.article, now) for outcome in outcomes]
    known = {sha for (sha,) in db.execute(_STATES, (row,)).fetchall()}
    if readings:
        if not _placed(db, row, pages, readings, now):
            return None
    elif not all(_is_proof(db, row, page) for page in pages):
        return None
    results = []
    for outcome, page in zip(outcomes, pages, strict=True):
        results.append("unchanged" if page.state_sha256 in known else "revised")
        known.add(page.state_sha256)
        key = {"bureau": page.key[0], "article_id": page.key[1]}
        observe(db, outcome, results[-1], key, run, page.seen_at)
    if not readings:
        for page in pages:
            db.conn.execute(_PROVE, (page.article.get("capture"), row, page.state_sha256))
        db.conn.execute(_PROVE_ARTICLE, (row, row))
    return results


def note_unplaced(db: Database, outcome: Stored, run: int | None, now: str) -> None:
    """Write that a page was older than what is held, and found no place among the states."""
    page = Reading.of(outcome.article, now)
    key = {"bureau": page.key[0], "article_id": page.key[1]}
    observe(db, outcome, "rejected", key, run, page.seen_at, UNPLACED)


def _placed(
    db: Database,
    row: int,
    pages: Sequence[Reading],
    readings: Sequence[Mapping[str, Any]],
    now: str,
) -> bool:
    span = db.execute("SELECT first_seen, last_seen FROM articles WHERE id = ?", (row,)).fetchone()
    widen = "UPDATE articles SET first_seen = ?, last_seen = ? WHERE id = ?"
    moments = [page.seen_at for page in pages]
    wider = min(span[0], *moments), max(span[1], *moments)
    db.conn.execute(widen, (*wider, row))
    if write_again(db, row, readings, now, whole=True):
        return True
    db.conn.execute(widen, (*span, row))
    return False


def _is_proof(db: Database, row: int, page: Reading) -> bool:
    """Whether a page shows a state that is held, as the same reader read it, at its time."""
    found = db.execute(_SAME_STATE, (row, page.state_sha256, page.seen_at)).fetchone()
    return found is not None
