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
from pipelines.archive.zones import DEFAULT_ZONE, ordinal, shift_of, shifts, start_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    found += _within(db, bureau, rows, since, until)
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


def _within(
    db: Database, bureau: str, rows: Iterable[tuple[int, int]], since: str, until: str
) -> Iterator[int]:
    """Yield the rows whose likely day lies within; rows are read as they are asked for."""
    waiting: list[int] = []

    def numbers() -> Iterator[int]:
        for row, number in rows:
            waiting.append(row)
            yield number

    for day in days_of(db, bureau, numbers()):
        row = waiting.pop()
        if day is not None and since <= day <= until:
            yield row


def want_failed(db: Database, bureau: str, since: str, until: str, before: str) -> int:
    """Make failed addresses of these days pending again that were last tried before a moment.

    Args:
        db: The archive, inside a transaction.
        bureau: Short name.
        since: First day, YYYY-MM-DD.
        until: Last day.
        before: UTC.
    """
    rows = db.execute(
        "SELECT id, article_id, day, last_try FROM frontier INDEXED BY frontier_counts "
        "WHERE state = 'failed' AND bureau = ? ORDER BY article_id",
        (bureau,),
    ).fetchall()
    old = [row for row in rows if (row[3] or "") < before]
    found = [row[0] for row in old if row[2] is not None and since <= row[2] <= until]
    found += _within(db, bureau, [row[:2] for row in old if row[2] is None], since, until)
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
