"""What the archive holds of each bureau's days, what it knows to be missing, and why.

Everything is counted in SQL along indexes; `verdicts` makes the days of it. Articles are counted
by the day of published_utc in the bureau's zone, which is what published_day says: published_utc
is the one with an index.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.proofs import first_listed, proofs_of, walked_by_day
from pipelines.archive.unheld import ByDay, unheld_days
from pipelines.archive.verdicts import (
    COMPLETE,
    HOLES,
    NOT_OVER,
    NOTHING_PUBLISHED,
    WITHDRAWN,
    Day,
    Facts,
    Gap,
    gaps_of,
    iso,
    judge_days,
)
from pipelines.archive.zones import DEFAULT_ZONE, day_at, ordinal, shift_of, shifts, start_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from sqlite_utils import Database

STEPS: Final = {"day": 10, "month": 7, "year": 4}
"""How a table may be cut, and how many letters of YYYY-MM-DD name such a period."""
EARLIEST: Final = ordinal("1990-01-01")
"""No web site is older: a day before it is a mistake, and no range begins before it."""
UNHELD: Final = ("pending", "rejected", "gone", "failed", "withdrawn")
_UNHELD: Final = attrgetter(*UNHELD)

_HELD: Final = """\
SELECT date(published_utc, ?) AS day, count(*) FROM articles INDEXED BY articles_bureau_published
WHERE bureau = ? AND published_utc >= ? AND published_utc < ? GROUP BY day"""
_HELD_IN_TIME: Final = """\
SELECT published_utc FROM articles INDEXED BY articles_bureau_published
WHERE bureau = ? AND published_utc >= ? ORDER BY published_utc"""
_UNDATED: Final = """\
SELECT count(*) FROM articles WHERE bureau = ? AND published_utc IS NULL"""
_LATER: Final = """\
SELECT count(*) FROM articles WHERE bureau = ? AND published_utc >= ?"""
_EARLIER: Final = """\
SELECT count(*) FROM articles WHERE bureau = ? AND published_utc < ?"""


@dataclass(slots=True)
class BureauDays:
    """A bureau's days with their verdicts, and what could be put to no day."""

    bureau: str
    days: list[Day]
    unknown: dict[str, int] = field(default_factory=dict)
    """held and `UNHELD`: without a day, or with an impossible one."""


def gaps(db: Database, bureau: str, since: str | None, until: str | None, today: str) -> list[Gap]:
    """Return the days of which less may be held than the site showed, oldest first.

    Args:
        db: the archive.
        bureau: short name.
        since: first day (YYYY-MM-DD); None for the first one held, listed or found.
        until: last day; None for yesterday.
        today: the bureau's day that is not over yet.
    """
    return gaps_of(bureau_days(db, bureau, since, until, ordinal(today)).days)


def coverage(
    db: Database,
    bureaus: Sequence[str] | None,
    since: str | None,
    until: str | None,
    now: str,
    by: str = "month",
    *,
    from_first: bool = False,
) -> Iterator[dict[str, Any]]:
    """Yield a row a bureau and period, oldest first, as plain JSON values.

    Args:
        db: the archive.
        bureaus: short names; None for those of which anything is known.
        since: first day (YYYY-MM-DD, of the bureau's zone); None for each bureau's first.
        until: last day; None for today.
        now: UTC; a day that is not over is not judged.
        by: day, month or year.
        from_first: begin no bureau before the first day of which anything is known.

    Keys: bureau, period (None: what could be put to no day), days, held, announced, named,
    pending, rejected, gone, failed, withdrawn, verdict, reason, verdicts ({verdict: days}), holes
    (list of first_day, last_day, reason, verdict).
    """
    zones = shifts(db)
    unheld = unheld_days(db, bureaus[0] if bureaus is not None and len(bureaus) == 1 else None)
    for bureau in sorted(zones) if bureaus is None else bureaus:
        today = day_at(now, zones.get(bureau, shift_of(DEFAULT_ZONE)))
        mine = unheld.get(bureau, {})
        start = since
        if bureaus is None or from_first:
            known = span_of(db, bureau, None, None, today, mine)
            if known is None and not mine and not _undated(db, bureau):
                continue
            if known and from_first and since:
                start = max(since, iso(known[0]))
        made = bureau_days(db, bureau, start, until, today, mine)
        length = STEPS[by]
        for name, days in groupby(made.days, key=lambda day: iso(day.facts.day)[:length]):
            yield _period(bureau, name, list(days))
        if made.unknown:
            yield _unknown(bureau, made.unknown)


def bureau_days(
    db: Database,
    bureau: str,
    since: str | None,
    until: str | None,
    today: int,
    unheld: ByDay | None = None,
) -> BureauDays:
    """Return a bureau's days with their verdicts; see `coverage` for the arguments.

    `today` is an ordinal; `unheld` is what `unheld_days` gave for this bureau, None to ask.
    """
    shift = shifts(db).get(bureau, shift_of(DEFAULT_ZONE))
    if unheld is None:
        unheld = unheld_days(db, bureau).get(bureau, {})
    found = span_of(db, bureau, since, until, today, unheld)
    last = ordinal(until) if until else today
    span = found or (last + 1, last)
    days = judge_days(list(_facts(db, bureau, found, shift, unheld, today)), today) if found else []
    unknown = _without_day(db, bureau, span, shift, unheld, open_end=until is None)
    return BureauDays(bureau, days, unknown)


def span_of(
    db: Database,
    bureau: str,
    since: str | None,
    until: str | None,
    today: int,
    unheld: ByDay | None = None,
) -> tuple[int, int] | None:
    """Return the first and last day (ordinals) to look at, None when nothing is known.

    Arguments as for `bureau_days`; without `unheld` only what is held and listed counts.
    """
    last = ordinal(until) if until else today
    if since:
        first: int | None = max(ordinal(since), EARLIEST)
    else:
        shift = shifts(db).get(bureau, shift_of(DEFAULT_ZONE))
        first = _first_day(db, bureau, shift, unheld or {})
    return None if first is None or first > last else (first, last)


def _first_day(db: Database, bureau: str, shift: timedelta, unheld: ByDay) -> int | None:
    days = [ordinal(day) for day in (first_listed(db, bureau), *unheld) if day]
    for (moment,) in db.execute(_HELD_IN_TIME, (bureau, start_of(EARLIEST, shift))):
        with suppress(ValueError):  # the 31st of February, which another program wrote
            days.append(day_at(moment, shift))
            break
    return min((day for day in days if day >= EARLIEST), default=None)


def _facts(
    db: Database, bureau: str, span: tuple[int, int], shift: timedelta, unheld: ByDay, today: int
) -> Iterator[Facts]:
    first, last = span
    bounds = (start_of(first, shift), start_of(last + 1, shift))
    seconds = f"{shift.total_seconds():+.0f} seconds"
    held = dict(db.execute(_HELD, (seconds, bureau, *bounds)).fetchall())
    proofs = proofs_of(db, bureau, shift, span, today)
    days = range(first, last + 1)
    walked = walked_by_day(proofs, days)
    for day in days:
        name = iso(day)
        yield Facts(
            day,
            held.get(name, 0),
            **unheld.get(name, {}),
            listed=tuple(proofs.listed.get(day, ())),
            walked=walked.get(day, {}),
            walk=proofs.unproven.get(day, ""),
        )


def _without_day(
    db: Database,
    bureau: str,
    span: tuple[int, int],
    shift: timedelta,
    unheld: ByDay,
    *,
    open_end: bool,
) -> dict[str, int]:
    """Return what has no day, or one that no range would show; only counts above 0."""
    counts = dict(unheld.get(None, {}))
    counts["held"] = _undated(db, bureau)
    counts["held"] += db.execute(_EARLIER, (bureau, start_of(EARLIEST, shift))).fetchone()[0]
    if open_end:
        after = start_of(span[1] + 1, shift)
        counts["held"] += db.execute(_LATER, (bureau, after)).fetchone()[0]
    for day, states in unheld.items():
        if day and (ordinal(day) < EARLIEST or (open_end and ordinal(day) > span[1])):
            for state, count in states.items():
                counts[state] = counts.get(state, 0) + count
    return {name: count for name, count in counts.items() if count}


def _undated(db: Database, bureau: str) -> int:
    return int(db.execute(_UNDATED, (bureau,)).fetchone()[0])


def _period(bureau: str, name: str, days: Sequence[Day]) -> dict[str, Any]:
    tally = dict(Counter(day.verdict for day in days))
    facts = [day.facts for day in days]
    holes = gaps_of(days)
    return {
        "bureau": bureau,
        "period": name,
        "days": len(days),
        "held": sum(each.held for each in facts),
        "announced": _sum(each.announced for each in facts),
        "named": _sum(each.named for each in facts),
        **dict(zip(UNHELD, map(sum, zip(*map(_UNHELD, facts), strict=True)), strict=True)),
        "verdict": _verdict(tally),
        "reason": days[0].reason if len(days) == 1 else "; ".join(map(_dated, holes)),
        "verdicts": tally,
        "holes": [asdict(each) for each in holes],
    }


def _dated(gap: Gap) -> str:
    until = "" if gap.first_day == gap.last_day else f" to {gap.last_day}"
    return f"{gap.first_day}{until} {gap.reason}"


def _verdict(tally: dict[str, int]) -> str:
    """Return the verdict of several days: the hole with the most of them, else the best."""
    holes = [(count, -HOLES.index(name), name) for name, count in tally.items() if name in HOLES]
    if holes:
        return max(holes)[2]
    good = (WITHDRAWN, COMPLETE, NOTHING_PUBLISHED, NOT_OVER)
    return next(each for each in good if each in tally)


def _unknown(bureau: str, counts: dict[str, int]) -> dict[str, Any]:
    only_withdrawn = counts.keys() == {WITHDRAWN}
    return {
        "bureau": bureau,
        "period": None,
        "days": 0,
        "held": counts.get("held", 0),
        "announced": None,
        "named": None,
        **{each: counts.get(each, 0) for each in UNHELD},
        "verdict": WITHDRAWN if only_withdrawn else "unknown_day",
        "reason": "no day is known, or an impossible one",
        "verdicts": {},
        "holes": [],
    }


def _sum(numbers: Iterator[int | None]) -> int | None:
    """Return the sum of the numbers that are known, None when none is."""
    known = [each for each in numbers if each is not None]
    return sum(known) if known else None
