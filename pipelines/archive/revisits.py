"""When a held article is asked for again. Pure: times are UTC, YYYY-MM-DDTHH:MM:SSZ.

News changes after it is out, mostly soon. The plan counts days from publication; whoever comes
late to an article asks once more, because corrections of old articles are rare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.archive.clock import later

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY: Final = 86_400
PLAN: Final = (1.0, 7.0)
"""Days from publication, where no setting says otherwise."""
MOST_DAYS: Final = 3_650
LATE_DAYS: Final = 30
"""An article that was first read so many days after its publication is asked for once more."""
LEAST_APART: Final = 3_600
"""Seconds that a revisit comes after the reading before it, at the least."""


def plan_of(text: str) -> tuple[float, ...]:
    """Read a plan as a person writes it: days from publication, separated by commas.

    >>> plan_of("1, 7"), plan_of("0.5,2"), plan_of("")
    ((1.0, 7.0), (0.5, 2.0), ())

    Raises:
        ValueError: naming what is no number of days, or more than `MOST_DAYS`.
    """
    days = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        try:
            number = float(word)
        except ValueError:
            number = 0.0
        if not 0 < number <= MOST_DAYS:
            raise ValueError(f"'{word}' is not a number of days from 0 to {MOST_DAYS}")
        days.append(number)
    return tuple(sorted(days))


def next_revisit(
    published: str | None,
    first_seen: str,
    revisits: int,
    now: str,
    plan: Sequence[float] = PLAN,
) -> str | None:
    """Return when to ask again, None for never.

    Points of the plan that lie behind are not made up for. Of an article that was first read
    late, or after the plan's last point, the one revisit comes as many days after the first
    reading as that last point lies after a publication.

    Args:
        published: time of publication; without one the first reading counts.
        first_seen: time of the first reading.
        revisits: how often it was asked again and answered.
        now: of the last answer.
        plan: days from publication; empty: never.
    """
    if not plan:
        return None
    soonest = later(now, LEAST_APART)
    base = _base(published, first_seen)
    last = max(plan)
    beyond = later(base, round(last * DAY)) < later(first_seen, LEAST_APART)
    if beyond or later(base, LATE_DAYS * DAY) < first_seen:
        return None if revisits else max(later(first_seen, round(last * DAY)), soonest)
    points = (later(base, round(days * DAY)) for days in sorted(plan))
    return next((point for point in points if point >= soonest), None)


def farthest(now: str, plan: Sequence[float] = PLAN) -> str:
    """Return the moment after which no revisit can lie that was planned by the clock of `now`."""
    return later(now, round(max(plan, default=0.0) * DAY) + 2 * LEAST_APART)


def planned_anew(
    published: str | None, first_seen: str, revisits: int, now: str, plan: Sequence[float] = PLAN
) -> str | None:
    """Return when to ask for an article whose revisit lies beyond `farthest`, None for never.

    The plan was a longer one when that was written, or the clock ran ahead; so it may have at
    the first reading, which therefore counts as one of now. Arguments as for `next_revisit`; what
    is returned never lies beyond `farthest`.
    """
    return next_revisit(published, min(first_seen, now), revisits, now, plan)


def _base(published: str | None, first_seen: str) -> str:
    """Return the time from which the plan counts; one after the first reading is a mistake."""
    if not published or published > first_seen:
        return first_seen
    try:
        return later(published, 0)
    except ValueError:  # no such moment
        return first_seen
