"""Raising what is wanted: addresses that are known, and were not asked for so far.

What a listing names outside of the days that are asked for is known only. Once somebody wants
those days, their addresses are asked for without walking the listing again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive import tokens
from pipelines.archive.frontier import rows_of_keys
from pipelines.archive.ids import NEAR_DAYS, days_of
from pipelines.archive.requeue import PENDING_AGAIN
from pipelines.archive.zones import DEFAULT_ZONE, feed_day, ordinal, shift_of, shifts, start_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlite_utils import Database

_OF_DAYS = (
    "SELECT id FROM frontier INDEXED BY frontier_day WHERE state = 'pending' AND bureau = ? "
    "AND day BETWEEN ? AND ? AND priority < ?"
)
_WITHOUT_DAY = (
    "SELECT id, article_id FROM frontier INDEXED BY frontier_day WHERE state = 'pending' "
    "AND bureau = ? AND day IS NULL AND article_id BETWEEN ? AND ? AND priority < ? "
    "ORDER BY article_id"
)
_NUMBERS = (
    "SELECT min(article_id), max(article_id) FROM articles INDEXED BY articles_bureau_published "
    "WHERE bureau = ? AND published_utc >= ? AND published_utc < ?"
)
_AGAIN = f"UPDATE frontier SET {PENDING_AGAIN}, priority = max(priority, ?) WHERE id = ?"  # noqa: S608


def want_days(
    db: Database, bureau: str, since: str, until: str, priority: int = tokens.BACKFILL
) -> int:
    """Want the pending addresses that are probably of these days; returns how many are new to it.

    The day is the one that a listing told, else the one between the numbers' held neighbours.

    Args:
        db: The archive, inside a transaction.
        bureau: Short name.
        since: First day, YYYY-MM-DD.
        until: Last day.
        priority: One of `tokens.ASKED_FOR`, `tokens.BACKFILL`.
    """
    found = [row[0] for row in db.execute(_OF_DAYS, (bureau, since, until, priority))]
    numbers = _numbers_around(db, bureau, since, until)
    rows = db.execute(_WITHOUT_DAY, (bureau, *numbers, priority))
    found += [row for row, day in _likely_days(db, bureau, rows) if since <= day <= until]
    db.conn.executemany(
        "UPDATE frontier SET priority = ? WHERE id = ?", [(priority, row) for row in found]
    )
    return len(found)


def _numbers_around(db: Database, bureau: str, since: str, until: str) -> tuple[int, int]:
    """Return the numbers between which those lie whose held neighbours tell a day of the span."""
    shift = shifts(db).get(bureau, shift_of(DEFAULT_ZONE))
    start = start_of(ordinal(since) - NEAR_DAYS - 1, shift)
    end = start_of(ordinal(until) + NEAR_DAYS + 2, shift)
    first, last = db.execute(_NUMBERS, (bureau, start, end)).fetchone()
    return (first, last) if first is not None else (0, -1)


def _likely_days(
    db: Database, bureau: str, rows: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, str]]:
    """Yield the rows whose likely day is known, with it; they are read as they are asked for."""
    waiting: list[int] = []

    def numbers() -> Iterator[int]:
        for row, number in rows:
            waiting.append(row)
            yield number

    for day in days_of(db, bureau, numbers()):
        row = waiting.pop()
        if day is not None:
            yield row, day


def want_failed(db: Database, bureau: str, spans: Sequence[tuple[str, str]], before: str) -> int:
    """Make failed addresses of these days pending again that were last tried before a moment.

    Args:
        db: The archive, inside a transaction.
        bureau: Short name.
        spans: First and last day, YYYY-MM-DD, of each span.
        before: UTC.
    """
    rows = db.execute(
        "SELECT id, article_id, day, feed_published FROM frontier INDEXED BY frontier_counts "
        "WHERE state = 'failed' AND bureau = ? AND coalesce(last_try, '') < ? ORDER BY article_id",
        (bureau, before),
    ).fetchall()
    shift = shifts(db).get(bureau, shift_of(DEFAULT_ZONE))
    told = [day or (feed_day(fed, shift) if fed else None) for *_, day, fed in rows]
    dated = [(row[0], day) for row, day in zip(rows, told, strict=True) if day is not None]
    untold = [row[:2] for row, day in zip(rows, told, strict=True) if day is None]
    dated += _likely_days(db, bureau, untold)
    found = [row for row, day in dated if any(since <= day <= until for since, until in spans)]
    db.conn.executemany(_AGAIN, [(tokens.BACKFILL, row) for row in found])
    return len(found)


def want_keys(db: Database, bureau: str, ids: Iterable[int]) -> dict[str, int]:
    """Ask for addresses that a person named, whatever became of them before.

    Articles that are held stay as they are.

    Args:
        db: The archive, inside a transaction.
        bureau: Short name.
        ids: Article ids that are in the frontier.

    Returns:
        How many there are by the state that they were in.
    """
    rows = list(rows_of_keys(db, "id, state", "frontier", bureau, ids))
    counts: dict[str, int] = {}
    for _, state in rows:
        counts[state] = counts.get(state, 0) + 1
    db.conn.executemany(
        _AGAIN, [(tokens.ASKED_FOR, row) for row, state in rows if state != "stored"]
    )
    return counts
