"""When a share that fell is drift, and when it is over: pure functions, without a fixed percentage.

A run, the day and the three days up to it are each compared with the four weeks before them: a
redesign shows in one large run, or in several small ones. The rate of false alarms is stated for
the whole archive and shared out over time and over all that is judged at once (Bonferroni).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipelines.archive import odds
from pipelines.archive.drift_checks import (
    GENERIC,
    LAYOUT,
    LEAST_SHARE,
    MISSING,
    SOURCE,
    Check,
    Point,
    checks_of,
    points,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pipelines.archive.measurements import Measured

YEARS_TO_A_FALSE_ALARM: Final = 3
"""With all bureaus together, if the pages are as the model says: at least so long."""
MOST_AT_ONCE: Final = timedelta(days=1)
LEAST_AT_ONCE: Final = timedelta(minutes=10)
"""The time that one run stands for: since the run before, within these bounds."""
WEEKS: Final = timedelta(days=28)
"""What a run is compared with."""
WINDOWS: Final = (timedelta(0), timedelta(days=1), timedelta(days=3))
LEAST_PAGES: Final = 20
LEAST_RUNS: Final = 3
LEAST_HISTORY: Final = timedelta(days=7)
"""Nothing is judged before so many pages of so many runs over so long a time were read."""
SEVERAL: Final = 2
"""One page is a page; a redesign has more."""
SURE: Final = 100.0
"""How much likelier the pages must be in the old shares than in the drift's for it to be over."""
SUPERSEDED_PAGES: Final = 10
SUPERSEDED_CHANCE: Final = 0.01
"""So many pages of other layouts since a page of its own, and so small the chance of that if it had
kept its share: a layout that is no more does not drift."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A drift that a run notices."""

    bureau: str
    check: Check
    since: str
    since_run: int
    before: tuple[int, int]
    """Good pages, and all, of the weeks before."""
    now: tuple[int, int]
    """The same since it began."""
    example: int | None
    """The number of an article that is not good."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A share that is compared with that of the weeks before."""

    check: Check
    before: tuple[Point, ...]
    now: tuple[Point, ...]
    bureau: str = ""


def share_of_rate(gap: timedelta) -> float:
    """Return the chance of a false alarm that one run may take.

    Args:
        gap: the time since the run before.
    """
    years = min(max(gap, LEAST_AT_ONCE), MOST_AT_ONCE) / timedelta(days=365.25)
    return years / YEARS_TO_A_FALSE_ALARM


def candidates(
    bureau: str,
    measured: Sequence[Measured],
    run: int,
    *,
    skipped: Collection[tuple[str, str, str, str]] = (),
    spans: Iterable[tuple[tuple[str, str, str, str], int, int]] = (),
) -> list[Candidate]:
    """Return what can be judged of a bureau in a run.

    Args:
        bureau: its short name.
        measured: of its new articles, oldest first, this run's included.
        run: runs.id.
        skipped: keys of drifts that last: they are not noticed anew.
        spans: keys of drifts that are over, with their first run and the one that ended them:
            what was read in between is no measure of what is usual.
    """
    start = next((moment(one.started_at) for one in measured if one.run == run), None)
    if start is None:
        return []
    away = list(spans)
    usual = [one for one in measured if moment(one.started_at) < start - WINDOWS[-1]]
    found = []
    for check in checks_of(usual):
        if check.key in skipped or _says_more(check, skipped):
            continue
        gone = [(first, last) for key, first, last in away if key == check.key]
        series = points(check, measured)
        seen: set[int] = set()
        for window in WINDOWS:
            now = tuple(each for each in series if _in_window(each, run, start, window))
            if not now or now[-1][0] != run or len(now) in seen:
                continue
            seen.add(len(now))
            began = moment(now[0][1])
            before = tuple(
                each
                for each in series
                if each[0] < now[0][0]
                and moment(each[1]) >= began - WEEKS
                and not any(first <= each[0] < last for first, last in gone)
            )
            if _is_enough(before, began):
                found.append(Candidate(check, before, now, bureau))
    return found


def judge(found: Sequence[Candidate], rate: float) -> list[Verdict]:
    """Return which candidates are drift; of several windows of one check the shortest.

    Args:
        found: of all bureaus that are judged at once.
        rate: the chance of a false alarm that all of them together may take. Half of it is for
            what no layout reads, because that is the surest sign and there is little of it.
    """
    layouts = sum(each.check.what == LAYOUT for each in found)
    shares = {True: rate / 2 / max(layouts, 1), False: rate / 2 / max(len(found) - layouts, 1)}
    verdicts: dict[str, dict[tuple[str, str, str, str], Verdict]] = {}
    for each in found:
        begun = verdicts.setdefault(each.bureau, {})
        if each.check.key not in begun and chance(each) <= shares[each.check.what == LAYOUT]:
            begun[each.check.key] = _verdict(each)
    return [
        one
        for begun in verdicts.values()
        for one in begun.values()
        if not _says_more(one.check, begun)
    ]


def chance(each: Candidate) -> float:
    """Return how likely it is that no more pages are good than there are, if nothing changed."""
    good, pages = _sums(each.now)
    good_before, pages_before = _sums(each.before)
    newest = each.now[-1]
    if (
        pages - good < SEVERAL
        or newest[2] == newest[3]  # this run's pages are all right: it begins nothing
        or good * pages_before >= good_before * pages
        or good_before < LEAST_SHARE * pages_before
    ):
        return 1.0
    beta = odds.expected([(part, total) for _, _, part, total, _ in each.before])
    return odds.chance_of_at_most(good, pages, beta)


def is_over(
    check: Check,
    measured: Sequence[Measured],
    run: int,
    before: tuple[int, int],
    drifted: tuple[int, int],
    seen_run: int,
) -> bool:
    """Tell whether a drift is over: its pages are read well again, or its layout is no more.

    Args:
        check: what drifted.
        measured: of the bureau's new articles, oldest first.
        run: this run.
        before: good pages, and all, before it began.
        drifted: the same when it was noticed.
        seen_run: the run that noticed it.
    """
    start = next((moment(one.started_at) for one in measured if one.run == run), None)
    if start is None:
        return False
    series = [each for each in points(check, measured) if each[0] > seen_run]
    usual, ill = odds.expected([before]), odds.expected([drifted])
    for window in WINDOWS:
        good, pages = _sums([each for each in series if _in_window(each, run, start, window)])
        if not pages or good * drifted[1] <= drifted[0] * pages:
            continue
        if odds.chance_of(good, pages, usual) >= SURE * odds.chance_of(good, pages, ill):
            return True
    return check.what != LAYOUT and _is_superseded(check, measured, seen_run)


def _is_superseded(check: Check, measured: Sequence[Measured], seen_run: int) -> bool:
    """Tell whether other layouts have taken over the pages of the one that drifts."""
    known = [
        one for one in measured if one.stratum.kind == check.kind and one.stratum.layout != GENERIC
    ]
    own = [one for one in known if one.stratum.layout == check.layout]
    last = max((one.run for one in own), default=seen_run)
    pages = sum(one.counts.pages for one in own)
    until = sum(one.counts.pages for one in known if one.run <= last)
    since = sum(one.counts.pages for one in known if one.run > last)
    others = (until - pages) / until if until else 1.0
    return since >= SUPERSEDED_PAGES and others**since <= SUPERSEDED_CHANCE


def _says_more(check: Check, keys: Collection[tuple[str, str, str, str]]) -> bool:
    """Tell whether another drift says the same of a check, and more."""
    whole = check.field.partition(" (")[0]
    above = [] if whole == check.field else [(MISSING, whole)]
    if check.what == SOURCE:
        above.append((MISSING, check.field))
    if check.field in ("words", "paragraphs"):
        above.append((MISSING, "text"))
    if check.field == "captions":
        above.append((MISSING, "images"))
    return any((check.kind, check.layout, what, field) in keys for what, field in above)


def _verdict(each: Candidate) -> Verdict:
    first = next(n for n, point in enumerate(each.now) if point[2] < point[3])
    drifted = each.now[first:]
    run, since, *_ = drifted[0]
    return Verdict(
        bureau=each.bureau,
        check=each.check,
        since=since,
        since_run=run,
        before=_sums(each.before),
        now=_sums(drifted),
        example=next((point[4] for point in reversed(drifted) if point[4] is not None), None),
    )


def _in_window(point: Point, run: int, start: datetime, window: timedelta) -> bool:
    if point[0] == run:
        return True
    return point[0] < run and moment(point[1]) > start - window


def _is_enough(before: Sequence[Point], began: datetime) -> bool:
    return (
        len(before) >= LEAST_RUNS
        and sum(point[3] for point in before) >= LEAST_PAGES
        and moment(before[0][1]) <= began - LEAST_HISTORY
    )


def _sums(series: Sequence[Point]) -> tuple[int, int]:
    return sum(point[2] for point in series), sum(point[3] for point in series)


@lru_cache(maxsize=8192)
def moment(text: str) -> datetime:
    """Return a time of the archive."""
    return datetime.fromisoformat(text)
