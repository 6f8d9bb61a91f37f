"""Whether a bureau deserves a look: judged against its own rhythm, told once per change of state.

An alarm begins, goes on and ends. Only the run in which it begins needs a person; the row in
bureau_watch is what later runs remember it by. The decisions are pure functions.

There are three states besides "all is well": quiet (nothing new for unusually long), unread (the
run for the newest got nothing of the bureau: robots.txt, its listings or its articles failed) and
errors (some of it failed, or what another command asked for). An outage changes its face from hour
to hour, so unread lasts until a run has no error, and errors as long as no other error comes up.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.frontier import know_bureaus
from pipelines.archive.zones import DEFAULT_ZONE, day_at, ordinal, shift_of, shifts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlite_utils import Database

    from pipelines.archive.opening import Opening

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

_FORM = "%Y-%m-%dT%H:%M:%SZ"
_COLUMNS: Final = ("bureau", "alarm", "since", "told_run", "muted_until", "mute_reason")
_ROWS: Final = f"SELECT {', '.join(_COLUMNS)} FROM bureau_watch ORDER BY bureau"  # noqa: S608
_TOLD: Final = """\
SELECT command, counts FROM runs JOIN run_bureaus ON run = runs.id
WHERE runs.id = ? AND bureau = ?"""
_NEWEST: Final = "SELECT max(published_utc) FROM articles WHERE bureau = ? AND published_utc <= ?"
_MOMENTS: Final = """\
SELECT published_utc FROM articles INDEXED BY articles_bureau_published
WHERE bureau = ? AND published_utc >= ? AND published_utc <= ? ORDER BY published_utc"""
_SAVE: Final = """\
INSERT INTO bureau_watch (bureau, alarm, since, told_run) VALUES (?, ?, ?, ?)
ON CONFLICT (bureau) DO UPDATE
SET alarm = excluded.alarm, since = excluded.since, told_run = excluded.told_run"""


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
    times = [_moment(each) for each in moments]
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
    quiet = (_moment(now) - _moment(rhythm.newest)).total_seconds()
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


def record_watch(
    db: Database, run: int | None, now: str, command: str, per_bureau: Mapping[str, Any]
) -> list[Change]:
    """Judge the bureaus of a run and remember what changed; to be called in a transaction.

    Args:
        db: the archive.
        run: runs.id.
        now: UTC, the run's end.
        command: as in runs.command.
        per_bureau: the counts of each bureau, as in run_bureaus.counts.

    Returns:
        A change a bureau, those without an alarm and without a mute left out.
    """
    first = db.execute("SELECT started_at FROM runs ORDER BY id LIMIT 1").fetchone()
    old_enough = bool(first) and _moment(now) - _moment(first[0]) >= timedelta(days=LEAST_DAYS)
    known = {row.bureau: row for row in watches(db, now)}
    changes = []
    for bureau, counts in per_bureau.items():
        last = known.get(bureau, Watch(bureau))
        begun_by, told = _told(db, last)
        trouble = trouble_in(counts)
        alarm, errors = trouble or (last.alarm, ())
        if trouble is not None and command not in READS_THE_NEWEST:
            alarm = f"errors: {trouble[0].partition(': ')[2]}"  # what is newest may well be read
        if trouble is None and counts.get("ended") not in NO_EVIDENCE:
            if command in READS_THE_NEWEST and state_of(last.alarm) != "errors":
                alarm = decide(_rhythm(db, bureau, now) if old_enough else None, now, last.alarm)
            elif begun_by in (command, None) and state_of(last.alarm) == "errors":
                alarm = None  # only who met an error can tell that it is over
        change = change_of(last, alarm, now, errors=errors, told=told)
        _remember(db, run, last, change)
        if change.kind != "none" or change.muted_until:
            changes.append(replace(change, errors=errors))
    return changes


def record_run(
    session: Opening, command: str, per_bureau: Mapping[str, Any], now: str
) -> list[Change]:
    """Do `record_watch` in a transaction of an open session.

    Raises:
        ArchiveError: it could not be written.
    """
    with session._writing() as db:
        return record_watch(db, session.run, now, command, per_bureau)


def watches(db: Database, now: str) -> list[Watch]:
    """Return the watched bureaus; a mute whose last day is over is none.

    Args:
        db: the archive.
        now: UTC.
    """
    zones = shifts(db)
    found = []
    for values in db.execute(_ROWS):
        row = dict(zip(_COLUMNS, values, strict=True))
        today = day_at(now, zones.get(row["bureau"], shift_of(DEFAULT_ZONE)))
        if row["muted_until"] is not None and ordinal(row["muted_until"]) < today:
            row["muted_until"] = row["mute_reason"] = None
        found.append(Watch(**row))
    return found


def mute(db: Database, bureaus: Iterable[str], until: str | None, reason: str | None) -> None:
    """Quiet bureaus up to a day of their zone, or with None end that; within a transaction."""
    names = list(bureaus)
    know_bureaus(db, names)
    db.conn.executemany(
        "INSERT INTO bureau_watch (bureau, muted_until, mute_reason) VALUES (?, ?, ?) "
        "ON CONFLICT (bureau) DO UPDATE "
        "SET muted_until = excluded.muted_until, mute_reason = excluded.mute_reason",
        [(name, until, reason) for name in names],
    )


def _rhythm(db: Database, bureau: str, now: str) -> Rhythm | None:
    newest = db.execute(_NEWEST, (bureau, now)).fetchone()[0]
    if newest is None:
        return None
    start = (_moment(newest) - timedelta(days=RHYTHM_DAYS)).strftime(_FORM)
    return rhythm_of([row[0] for row in db.execute(_MOMENTS, (bureau, start, newest))])


def _told(db: Database, last: Watch) -> tuple[str | None, list[str]]:
    """Return the command of the run in which an alarm began, and its errors of the bureau."""
    row = db.execute(_TOLD, (last.told_run, last.bureau)).fetchone()
    if row is None:  # none, or it began while the bureau was muted
        return None, [str(last.alarm).partition(": ")[2]]
    return row[0], [str(each) for each in json.loads(row[1]).get("errors") or ()]


def _remember(db: Database, run: int | None, last: Watch, change: Change) -> None:
    if change.kind == "ended":
        db.conn.execute(_SAVE, (change.bureau, None, None, None))
    elif change.kind == "begun":
        told = None if change.muted_until else run
        know_bureaus(db, [change.bureau])
        db.conn.execute(_SAVE, (change.bureau, change.alarm, change.since, told))


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
