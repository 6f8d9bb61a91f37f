"""What alarms, and when: the pure decisions behind `watch`.

There are three states besides "all is well": quiet (nothing new for unusually long), unread (the
run for the newest got nothing of the bureau: robots.txt, its listings or its articles failed) and
errors (some of it failed, or what another command asked for). An outage changes its face from hour
to hour, so unread lasts until a run has no error, and errors as long as no other error comes up.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RHYTHM_DAYS = 56
"""The rhythm is that of so many days before the newest article."""
LEAST_DAYS = 14
"""No silence alarms before the archive, and the rhythm, are so many days old."""
LEAST_SILENCES = 10
"""Silences between two articles that a rhythm is made of, at least."""
SHARE = 0.99
"""So many of its silences a bureau may break without an alarm: the rest is unusual."""
MARGIN = 1.5
"""How much longer than that a silence has to be; the longest of few is broken often."""
LEAST_QUIET_SECONDS = 86_400.0

READS_THE_NEWEST: Final = ("crawl latest",)
"""The commands whose runs ask for what is newest: only after them a silence is the bureau's."""
UNREAD: Final = ("robots", "left_alone", "listings")
"""The kinds of alarm of a run that got nothing of the bureau."""
FAULTS: Final = ("could not be read: ", "could not be stored: ", "left alone by an error")
"""What marks an error of this program or of the archive: no state of the bureau, always news."""
NO_EVIDENCE: Final = (None, "interrupted", "failed", "budget", "hours")
"""Ends of a walk after which nothing is known of what is newest."""

FORM: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known of how a bureau publishes."""

    newest: str
    """UTC of its newest article."""
    quiet_seconds: float
    """A longer silence is unusual."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A row of bureau_watch as it counts now."""

    bureau: str
    alarm: str | None = None
    """Its kind, a colon and a sentence: quiet, listings, robots, left_alone or errors."""
    since: str | None = None
    told_run: int | None = None
    muted_until: str | None = None
    mute_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a run found of a bureau's alarm."""

    bureau: str
    kind: str
    """none, begun, continuing or ended."""
    alarm: str | None
    since: str | None
    muted_until: str | None
    mute_reason: str | None
    errors: tuple[str, ...] = ()
    """The run's errors that are this alarm."""


def rhythm_of(moments: Sequence[str]) -> Rhythm | None:
    """Return a bureau's rhythm, None while too little is known of it.

    Args:
        moments: UTC of its articles in ascending order, of RHYTHM_DAYS at most.
    """
    times = [moment_of(each) for each in moments]
    if len(times) <= LEAST_SILENCES or times[-1] - times[0] < timedelta(days=LEAST_DAYS):
        return None
    silences = sorted((later - earlier).total_seconds() for earlier, later in pairwise(times))
    usual = silences[math.ceil(SHARE * len(silences)) - 1]
    return Rhythm(moments[-1], max(LEAST_QUIET_SECONDS, MARGIN * usual))


def trouble_in(counts: Mapping[str, Any]) -> tuple[str, tuple[str, ...]] | None:
    """Return what a run's counts say of a bureau that could not be read, and its errors.

    Args:
        counts: as in run_bureaus.counts.
    """
    errors = tuple(
        error
        for error in map(str, counts.get("errors") or ())
        if not any(mark in error for mark in FAULTS)
    )
    for kind, mark in (("robots", "robots.txt"), ("left_alone", "left alone")):
        if found := [each for each in errors if mark in each]:
            return f"{kind}: {found[0]}", errors
    if counts.get("ended") == "failed":
        return f"listings: {errors[0] if errors else 'its listings gave nothing'}", errors
    return (f"errors: {errors[0]}", errors) if errors else None


def decide(rhythm: Rhythm | None, now: str, last: str | None) -> str | None:
    """Return the alarm of a bureau whose newest articles were just asked for; None: all is well.

    Args:
        rhythm: its own; without one nothing alarms.
        now: UTC.
        last: the alarm so far, which keeps its words while it goes on.
    """
    if rhythm is None:
        return None
    quiet = (moment_of(now) - moment_of(rhythm.newest)).total_seconds()
    if quiet <= rhythm.quiet_seconds:
        return None
    if kind_of(last) == "quiet":
        return last
    newest = f"{rhythm.newest[:10]} {rhythm.newest[11:16]} UTC"
    return (
        f"quiet: no new article since {newest}; "
        f"more than {rhythm.quiet_seconds / 86_400:.1f} days of silence are unusual for it"
    )


def kind_of(alarm: str | None) -> str | None:
    """Return the kind of an alarm: the word before its colon."""
    return alarm.partition(":")[0] if alarm else None


def state_of(alarm: str | None) -> str | None:
    """Return an alarm's state: quiet, unread or errors; None when all is well."""
    kind = kind_of(alarm)
    return "unread" if kind in UNREAD else kind


def change_of(
    last: Watch,
    alarm: str | None,
    now: str,
    *,
    errors: Sequence[str] = (),
    told: Iterable[str] = (),
) -> Change:
    """Return what becomes of a bureau's alarm.

    An alarm that began while the bureau was muted begins, for a person, when the mute is over.

    Args:
        last: the alarm so far.
        alarm: what this run says.
        now: UTC.
        errors: of this run, as `trouble_in` returns them.
        told: the errors of the run in which the alarm so far began.
    """
    muted = (last.muted_until, last.mute_reason)
    if alarm is None:
        return Change(last.bureau, "ended" if last.alarm else "none", last.alarm, now, *muted)
    states = (state_of(last.alarm), state_of(alarm))
    same = states[0] == states[1] or states == ("unread", "errors")
    if same and states[0] == "errors":
        same = {_shape(each) for each in errors} <= {_shape(each) for each in told}
    text, since = (last.alarm, last.since) if same else (alarm, now)
    known = same and (last.told_run is not None or last.muted_until is not None)
    return Change(last.bureau, "continuing" if known else "begun", text, since, *muted)


def _shape(error: str) -> str:
    """Return an error without what differs from run to run: numbers, such as a page's.

    >>> _shape("https://bali.antaranews.com/terkini/12: HTTP status 503")
    'https://bali.antaranews.com/terkini/…: HTTP status …'
    """
    return re.sub(r"\d+", "…", error)


def moment_of(text: str) -> datetime:
    """Return a UTC time of the archive as a moment."""
    return datetime.strptime(text, FORM).replace(tzinfo=UTC)
