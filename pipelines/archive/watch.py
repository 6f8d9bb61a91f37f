"""Whether a bureau deserves a look: its rows in bureau_watch, judged by `watch_verdicts`.

An alarm begins, goes on and ends. Only the run in which it begins needs a person; the row in
bureau_watch is what later runs remember it by.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.frontier import know_bureaus
from pipelines.archive.watch_verdicts import (
    FORM,
    LEAST_DAYS,
    NO_EVIDENCE,
    READS_THE_NEWEST,
    RHYTHM_DAYS,
    Change,
    Rhythm,
    Watch,
    change_of,
    decide,
    moment_of,
    rhythm_of,
    state_of,
    trouble_in,
)
from pipelines.archive.zones import DEFAULT_ZONE, day_at, ordinal, shift_of, shifts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlite_utils import Database

    from pipelines.archive.opening import Opening

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
    old_enough = bool(first) and moment_of(now) - moment_of(first[0]) >= timedelta(days=LEAST_DAYS)
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
    start = (moment_of(newest) - timedelta(days=RHYTHM_DAYS)).strftime(FORM)
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
