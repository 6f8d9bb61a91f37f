"""The numbers of a host: which are held, which are missing, and when those were likely given out.

Numbers count per host and grow with time, so that an unknown one has a likely day between those
of its held neighbours. It is never a publication time.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import date
from statistics import median_high, median_low
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlite_utils import Database

NEAR_DAYS = 7
"""Held neighbours further apart tell no day of what lies between them."""
AROUND = 5
"""Articles at each end of a period whose middle number counts: one stray number is none."""
MANY = 4 * AROUND
"""With fewer articles in a period its lowest and highest numbers count."""

Neighbour = tuple[int, str]
"""A held article's number and published_day."""
Period = tuple[str, str, str]
"""A name, the first moment and the moment after the last (UTC)."""

_KNOWN: Final = """\
SELECT article_id FROM articles WHERE bureau = :bureau
UNION SELECT article_id FROM frontier WHERE bureau = :bureau
UNION SELECT article_id FROM tombstones WHERE bureau = :bureau ORDER BY article_id"""
_BELOW: Final = """\
SELECT article_id, published_day FROM articles
WHERE bureau = ? AND article_id < ? AND published_day IS NOT NULL
ORDER BY article_id DESC LIMIT 1"""
_ABOVE: Final = """\
SELECT article_id, published_day FROM articles
WHERE bureau = ? AND article_id > ? AND published_day IS NOT NULL
ORDER BY article_id LIMIT 1"""
_RANGE: Final = """\
SELECT min(article_id), max(article_id), count(*) FROM articles WHERE bureau = ?"""
_SETTLED: Final = """\
SELECT bureau, state, count(*) FROM frontier INDEXED BY frontier_counts
WHERE state IN ('rejected', 'gone', 'failed') GROUP BY bureau, state"""
_PENDING: Final = """\
SELECT bureau, 'pending', count(*) FROM frontier INDEXED BY frontier_lease
WHERE state = 'pending' GROUP BY bureau"""
_WITHDRAWN: Final = "SELECT bureau, 'withdrawn', count(*) FROM tombstones GROUP BY bureau"
_FIRST_OF: Final = """\
SELECT article_id FROM articles INDEXED BY articles_bureau_published
WHERE bureau = ? AND published_utc >= ? AND published_utc < ?
ORDER BY published_utc LIMIT ?"""
_LAST_OF: Final = """\
SELECT article_id FROM articles INDEXED BY articles_bureau_published
WHERE bureau = ? AND published_utc >= ? AND published_utc < ?
ORDER BY published_utc DESC LIMIT ?"""


@dataclass(frozen=True, slots=True)
class MissingRun:
    """Numbers in a row of which nothing is known."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many."""
        return self.last - self.first + 1


def missing_runs(known: Iterable[int]) -> Iterator[MissingRun]:
    """Yield the runs of numbers that lie between known ones.

    Args:
        known: in ascending order.

    >>> [(run.first, run.last) for run in missing_runs([3, 4, 7, 9])]
    [(5, 6), (8, 8)]
    """
    before: int | None = None
    for number in known:
        if before is not None and number > before + 1:
            yield MissingRun(before + 1, number - 1)
        before = number


def likely_day(number: int, below: Neighbour | None, above: Neighbour | None) -> str | None:
    """Return the likely day of a number: by its share of the way between its neighbours.

    None when one of them is missing, or has a day that is none: another program wrote it.

    >>> likely_day(15, (10, "2026-03-01"), (20, "2026-03-05"))
    '2026-03-03'
    """
    if below is None or above is None or (days := _days(below, above)) is None:
        return None
    start, end = days
    share = (number - below[0]) / (above[0] - below[0])
    return date.fromordinal(start.toordinal() + round((end - start).days * share)).isoformat()


def near_day(number: int, below: Neighbour | None, above: Neighbour | None) -> str | None:
    """Return the likely day where the neighbours' days are near enough to tell it, else None."""
    if below is None or above is None or (days := _days(below, above)) is None:
        return None
    start, end = days
    return likely_day(number, below, above) if abs((end - start).days) <= NEAR_DAYS else None


def _days(below: Neighbour, above: Neighbour) -> tuple[date, date] | None:
    try:
        return date.fromisoformat(below[1]), date.fromisoformat(above[1])
    except ValueError:
        return None


def neighbours(db: Database, bureau: str, number: int) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the nearest held articles with a date, below and above a number."""
    below = db.execute(_BELOW, (bureau, number)).fetchone()
    above = db.execute(_ABOVE, (bureau, number)).fetchone()
    return (tuple(below) if below else None), (tuple(above) if above else None)


def days_of(db: Database, bureau: str, numbers: Iterable[int]) -> Iterator[str | None]:
    """Yield the near day of each number, None where it cannot be told.

    Those between the same two held articles are answered with one look.

    Args:
        db: the archive.
        bureau: short name.
        numbers: in ascending order; none of them held.
    """
    below: Neighbour | None = None
    above: Neighbour | None = None
    looked = False
    for number in numbers:
        if not looked or (above is not None and number > above[0]):
            below, above = neighbours(db, bureau, number)
            looked = True
        yield near_day(number, below, above)


def id_reports(
    db: Database,
    bureaus: Iterable[str],
    periods_of: Callable[[str], Sequence[Period]],
    most: int,
) -> Iterator[dict[str, Any]]:
    """Yield what is held of each host's numbers, as plain JSON values; nothing where none is.

    Args:
        db: the archive.
        bureaus: short names.
        periods_of: gives a bureau's periods in order.
        most: the most runs of missing numbers to return for each.

    Keys: bureau, first, last, numbers (how many lie in that range), held, share (of numbers),
    pending, rejected, gone, failed, withdrawn, missing (of which nothing is known), missing_runs
    (how many runs), runs (the largest first: first, last, count, first_day, last_day), periods
    (period, first, last, held, share). Days are likely ones.
    """
    unheld: dict[str, dict[str, int]] = {}
    for sql in (_SETTLED, _PENDING, _WITHDRAWN):
        for bureau, state, count in db.execute(sql):
            unheld.setdefault(bureau, {})[state] = count
    for bureau in bureaus:
        report = _report(db, bureau, most)
        if report is None:
            continue
        none = dict.fromkeys(("pending", "rejected", "gone", "failed", "withdrawn"), 0)
        counts = none | unheld.get(bureau, {})
        periods = list(_periods(db, bureau, periods_of(bureau)))
        yield {**report, **counts, "periods": periods}


def _report(db: Database, bureau: str, most: int) -> dict[str, Any] | None:
    first, last, held = db.execute(_RANGE, (bureau,)).fetchone()
    if first is None:
        return None
    runs = 0
    missing = 0
    known = (row[0] for row in db.execute(_KNOWN, {"bureau": bureau}))

    def counted() -> Iterator[MissingRun]:
        nonlocal runs, missing
        for run in missing_runs(known):
            # Numbers that are known beyond the held ones widen no range.
            first_in, last_in = max(run.first, first), min(run.last, last)
            if first_in <= last_in:
                runs += 1
                missing += last_in - first_in + 1
                yield MissingRun(first_in, last_in)

    largest = heapq.nsmallest(most, counted(), key=lambda run: (-run.count, run.first))
    return {
        "bureau": bureau,
        "first": first,
        "last": last,
        "numbers": last - first + 1,
        "held": held,
        "share": held / (last - first + 1),
        "missing": missing,
        "missing_runs": runs,
        "runs": [_dated(db, bureau, run) for run in largest],
    }


def _dated(db: Database, bureau: str, run: MissingRun) -> dict[str, Any]:
    below, above = neighbours(db, bureau, run.first)
    return {
        "first": run.first,
        "last": run.last,
        "count": run.count,
        "first_day": likely_day(run.first, below, above),
        "last_day": likely_day(run.last, below, above),
    }


def _periods(db: Database, bureau: str, periods: Sequence[Period]) -> Iterator[dict[str, Any]]:
    counting = (
        "SELECT count(*) FROM articles INDEXED BY articles_bureau_published "
        "WHERE bureau = ? AND published_utc >= ? AND published_utc < ?"
    )
    for name, start, end in periods:
        span = (bureau, start, end)
        held = db.execute(counting, span).fetchone()[0]
        if not held:
            continue
        firsts = [row[0] for row in db.execute(_FIRST_OF, (*span, AROUND))]
        lasts = [row[0] for row in db.execute(_LAST_OF, (*span, AROUND))]
        few = held < MANY
        first = min(firsts) if few else median_low(firsts)
        last = max(lasts) if few else median_high(lasts)
        numbers = max(last - first + 1, 1)
        yield {
            "period": name,
            "first": first,
            "last": last,
            "held": held,
            "share": min(held / numbers, 1.0),
        }
