"""What a day of a bureau is worth: complete, or a hole with its reason. Pure.

docs/coverage.md tells a person how to read these; the numbers below are the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COMPLETE: Final = "complete"
NOTHING_PUBLISHED: Final = "nothing_published"
PARTIAL: Final = "partial"
NOT_WALKED: Final = "not_walked"
LOW: Final = "low"
NOT_OVER: Final = "not_over"
WITHDRAWN: Final = "withdrawn"
"""Complete, but for articles that were withdrawn on request: nobody is to look for them."""

VERDICTS: Final = (COMPLETE, NOTHING_PUBLISHED, WITHDRAWN, PARTIAL, NOT_WALKED, LOW, NOT_OVER)
WHOLE: Final = (COMPLETE, NOTHING_PUBLISHED, WITHDRAWN)
"""The verdicts of a day of which nothing is missing that could be fetched."""
HOLES: Final = (PARTIAL, NOT_WALKED, LOW)
"""The verdicts of a day of which we may hold less than the site showed."""

WHOLE_WAYS: Final = ("terkini", "indeks")
"""The ways whose listings name everything that a bureau publishes: only they prove a day."""

WEEKS_AROUND = 4
"""The usual number of a weekday is the median over so many weeks before and as many after."""
_APART: Final = [7 * week for week in (*range(-WEEKS_AROUND, 0), *range(1, WEEKS_AROUND + 1))]
LEAST_WEEKS = 4
"""With fewer of them known, a day is not judged by its number."""
USUAL_FOR_EMPTY = 6
"""From this usual number on, a day without any article is low."""
USUAL_FOR_FEW = 12
"""From this usual number on, less than a quarter of it is low."""
FEW = 4
CONFIRMED_BY = 2
"""So many readings of the day, each to its end, make a low number the site's own."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What one listing of a whole day said of it."""

    way: str
    announced: int | None
    """The number it states ("(12 berita)"); None when it states none."""
    named: int
    complete: bool
    """Whether it was read to its end."""
    after: bool
    """Whether it was read when the day was over."""


class Facts(NamedTuple):  # made for a hundred thousand days: a dataclass takes four times as long
    """What the archive knows of one day; `day` is its ordinal (`date.toordinal`)."""

    day: int
    held: int = 0
    pending: int = 0
    rejected: int = 0
    gone: int = 0
    failed: int = 0
    withdrawn: int = 0
    listed: tuple[Listed, ...] = ()
    walked: Mapping[str, int] = MappingProxyType({})
    """By way, how many done walks cover the whole day; "latest" is the span of the latest runs."""
    walk: str = ""
    """What is known of walks that should have covered it and did not end well."""

    @property
    def settled(self) -> int:
        """Articles with a final outcome."""
        return self.published + self.rejected + self.gone

    @property
    def published(self) -> int:
        """Articles that are known to have been there: held, or withdrawn on request."""
        return self.held + self.withdrawn

    @property
    def announced(self) -> int | None:
        """The largest number that a listing stated."""
        if not self.listed:  # so it is of most days, and there are a hundred thousand of them
            return None
        return max(
            (each.announced for each in self.listed if each.announced is not None), default=None
        )

    @property
    def named(self) -> int | None:
        """The largest number of articles that a listing named."""
        return max(each.named for each in self.listed) if self.listed else None


class Day(NamedTuple):
    """A day's facts with its verdict and the reason."""

    facts: Facts
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Days in a row that are holes of one kind, both ends included (YYYY-MM-DD)."""

    first_day: str
    last_day: str
    reason: str
    """For a person; begins with the verdict."""
    verdict: str
    """partial, not_walked or low."""


def judge_days(facts: Sequence[Facts], today: int) -> list[Day]:
    """Return the verdict of each day.

    Args:
        facts: the days in order; neighbours tell what is usual.
        today: ordinal of the bureau's day that is not over yet.
    """
    first = [judge(each, today) for each in facts]
    known = {day.facts.day: day.facts.published for day in first if day.verdict in WHOLE}
    most = max(known.values(), default=0)
    return [
        # What is not low beside the most is not low beside what is usual.
        judge_number(day, usual(known, day.facts.day))
        if day.verdict in WHOLE and is_low(day.facts.published, most)
        else day
        for day in first
    ]


def judge(facts: Facts, today: int) -> Day:
    """Return the verdict of one day, its number not yet compared with what is usual."""
    if facts.day >= today:
        return Day(facts, NOT_OVER, "the day is not over")
    if waiting := _waiting(facts):
        return Day(facts, PARTIAL, waiting)
    if not _proven(facts):
        if facts.listed:
            unread = any(not each.complete for each in facts.listed)
            why = "not read to its end" if unread else "read before the day was over"
            return Day(facts, PARTIAL, f"its listing was {why}")
        return Day(facts, NOT_WALKED, facts.walk or "no listing was read over it")
    if facts.settled == 0 and not facts.named:
        return Day(facts, NOTHING_PUBLISHED, "a listing was read to its end and named none")
    if facts.withdrawn:
        return Day(facts, WITHDRAWN, f"{facts.withdrawn:,} withdrawn on request")
    return Day(facts, COMPLETE, "")


def _waiting(facts: Facts) -> str:
    """Return what is known to be missing, "" for nothing."""
    if not (facts.pending or facts.failed or facts.listed):  # as of most days
        return ""
    parts = [
        f"{count:,} {word}"
        for count, word in ((facts.pending, "pending"), (facts.failed, "failed"))
        if count
    ]
    known = facts.settled + facts.pending + facts.failed
    for each in facts.listed:
        if each.announced is None:
            continue
        # What it names may carry another day: a report of 23:59 is listed the day after.
        reached = max(known, each.named if each.complete else 0)
        if reached < each.announced:
            parts.append(f"its listing announces {each.announced:,} and {reached:,} are known")
            break
    return ", ".join(parts)


def _proven(facts: Facts) -> bool:
    return readings_of(facts) > 0 or any(
        # A number below that of the articles that it names is no number.
        each.after and each.announced is not None and each.named <= each.announced <= facts.settled
        for each in facts.listed
    )


def readings_of(facts: Facts) -> int:
    """Return how often a listing of the whole day was read to its end after the day was over."""
    if not facts.listed:
        return sum(facts.walked.values())
    # A walk through a date index leaves a listed day too: the same reading, counted once.
    listed = {each.way: 1 for each in facts.listed if each.complete and each.after}
    ways = {*facts.walked, *listed}
    return sum(max(facts.walked.get(way, 0), listed.get(way, 0)) for way in ways)


def usual(known: Mapping[int, int], day: int) -> float | None:
    """Return the usual number of a day: the median of its weekday in the neighbouring weeks.

    Args:
        known: articles published by ordinal, of days that are fully known.
        day: ordinal.

    Returns:
        None where too few neighbours are known.
    """
    numbers = [known[day + apart] for apart in _APART if day + apart in known]
    return median(numbers) if len(numbers) >= LEAST_WEEKS else None


def is_low(held: int, usual_number: float | None) -> bool:
    """Return whether a number is clearly below what is usual.

    >>> is_low(0, 6), is_low(0, 5), is_low(2, 12), is_low(3, 12), is_low(1, 8)
    (True, False, True, False, False)
    """
    if usual_number is None:
        return False
    if held == 0:
        return usual_number >= USUAL_FOR_EMPTY
    return usual_number >= USUAL_FOR_FEW and held * FEW < usual_number


def judge_number(day: Day, usual_number: float | None) -> Day:
    """Return the verdict with the day's number compared with what is usual.

    A listing that itself states no more, or a second reading, makes a low number the site's own.
    """
    if day.verdict not in WHOLE or not is_low(day.facts.published, usual_number):
        return day
    number = f"{day.facts.published:,} where {usual_number:,.0f} are usual on this weekday"
    if day.reason:
        number = f"{day.reason}; {number}"
    announced = day.facts.announced
    if announced is not None and announced <= day.facts.settled:
        return day._replace(reason=f"{number}, and its listing says so")
    if (readings := readings_of(day.facts)) >= CONFIRMED_BY:
        return day._replace(reason=f"{number}, read {readings} times")
    return day._replace(verdict=LOW, reason=number)


def gaps_of(days: Iterable[Day]) -> list[Gap]:
    """Return the holes, days in a row of one verdict together, in the order of the days."""
    runs: list[list[Day]] = []
    for day in days:
        if day.verdict not in HOLES:
            continue
        last = runs[-1][-1] if runs else None
        if last and last.verdict == day.verdict and last.facts.day == day.facts.day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_gap(run) for run in runs]


def _gap(run: Sequence[Day]) -> Gap:
    verdict = run[0].verdict
    reasons = list(dict.fromkeys(day.reason for day in run))
    why = reasons[0]
    if len(run) > 1 and len(reasons) > 1:
        why = _sums(run) if verdict == PARTIAL else f"{reasons[0]}, and others"
    reason = f"{word(verdict)}: {why}"
    return Gap(iso(run[0].facts.day), iso(run[-1].facts.day), reason, verdict)


def _sums(run: Sequence[Day]) -> str:
    pending = sum(day.facts.pending for day in run)
    failed = sum(day.facts.failed for day in run)
    parts = [f"{n:,} {name}" for n, name in ((pending, "pending"), (failed, "failed")) if n]
    if any("listing" in day.reason for day in run):
        parts.append("listings that were not read to their end, or announce more")
    return ", ".join(parts)


def word(verdict: str) -> str:
    """Return a verdict as a person reads it.

    >>> word("not_walked")
    'not walked'
    """
    return verdict.replace("_", " ")


@lru_cache(maxsize=20_000)  # bureaus have the same days: half a century of them
def iso(day: int) -> str:
    """Return an ordinal as YYYY-MM-DD."""
    return date.fromordinal(day).isoformat()
