"""The addresses that are known and gave no article, or were withdrawn, by their likely day."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from pipelines.archive import tokens
from pipelines.archive.ids import days_of
from pipelines.archive.zones import DEFAULT_ZONE, feed_day, shift_of, shifts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import timedelta

    from sqlite_utils import Database

Counts = dict[str, int]
"""By state: pending, rejected, gone, failed, withdrawn."""
ByDay = dict[str | None, Counts]
"""By day, YYYY-MM-DD; None for those whose day cannot be told."""

# Only what is pending has an index by day; the settled ones without an article are few.
_DATED: Final = (
    "SELECT bureau, day, 'pending', count(*) FROM frontier INDEXED BY frontier_day "
    "WHERE state = 'pending' AND day IS NOT NULL{} GROUP BY bureau, day",
    "SELECT bureau, day, state, count(*) FROM frontier INDEXED BY frontier_counts "
    "WHERE state IN ('rejected', 'gone', 'failed') AND day IS NOT NULL{} "
    "GROUP BY bureau, day, state",
)
_UNDATED: Final = (
    "SELECT bureau, article_id, 'pending', NULL FROM frontier INDEXED BY frontier_day "
    "WHERE state = 'pending' AND day IS NULL{} ORDER BY bureau, article_id",
    "SELECT bureau, article_id, state, feed_published FROM frontier INDEXED BY frontier_counts "
    "WHERE state IN ('rejected', 'gone', 'failed') AND day IS NULL{} "
    "ORDER BY bureau, article_id",
    # Whoever counts what lacks is not to look for what was withdrawn.
    "SELECT bureau, article_id, 'withdrawn', NULL FROM tombstones WHERE 1{} "
    "ORDER BY bureau, article_id",
)
# Whatever a feed names is wanted as the latest is, by the index: of the many that only a backfill
# wants no row is looked at.
_FED: Final = (
    "SELECT bureau, article_id, feed_published "  # noqa: S608
    "FROM frontier INDEXED BY frontier_lease "
    f"WHERE state = 'pending' AND priority >= {tokens.LATEST} "
    "AND day IS NULL AND feed_published IS NOT NULL{}"
)
STATEMENTS: Final = (*_DATED, *_UNDATED, _FED)
"""What is asked, for a look at the query plans; the braces take a condition on the bureau."""


def unheld_days(db: Database, only: str | None = None) -> dict[str, ByDay]:
    """Return by bureau and likely day how many addresses there are without an article.

    The day is the one that a listing told, else that of the time in its feed, else the one between
    the numbers' held neighbours.

    Args:
        db: the archive.
        only: one bureau; None for all.
    """
    found: dict[str, ByDay] = {}
    values = () if only is None else (only,)
    dated, undated, (fed,) = (
        [sql.format("" if only is None else " AND bureau = ?") for sql in statements]
        for statements in (_DATED, _UNDATED, (_FED,))
    )
    for sql in dated:
        for bureau, day, state, count in db.execute(sql, values):
            _add(found, bureau, day, state, count)
    zones = shifts(db)
    fed_pending: dict[str, dict[int, str]] = {}
    for bureau, number, printed in db.execute(fed, values):
        fed_pending.setdefault(bureau, {})[number] = printed
    for sql in undated:
        for bureau, rows in groupby(db.execute(sql, values), key=itemgetter(0)):
            shift = zones.get(bureau, shift_of(DEFAULT_ZONE))
            for day, state in _likely_days(db, bureau, rows, shift, fed_pending.get(bureau, {})):
                _add(found, bureau, day, state, 1)
    return found


def _likely_days(
    db: Database,
    bureau: str,
    rows: Iterator[tuple[str, int, str, str | None]],
    shift: timedelta,
    fed_pending: Mapping[int, str],
) -> Iterator[tuple[str | None, str]]:
    """Yield a likely day and the state for each row; rows are read as they are asked for."""
    states: list[str] = []
    fed: list[tuple[str | None, str]] = []

    def numbers() -> Iterator[int]:
        for _, number, state, printed in rows:
            told = printed or fed_pending.get(number)
            day = feed_day(told, shift) if told else None
            if day is not None:
                fed.append((day, state))
                continue
            states.append(state)
            yield number

    for day in days_of(db, bureau, numbers()):
        yield day, states.pop()
    yield from fed


def _add(found: dict[str, ByDay], bureau: str, day: str | None, state: str, count: int) -> None:
    counts = found.setdefault(bureau, {}).setdefault(day, {})
    counts[state] = counts.get(state, 0) + count
