"""Whether a bureau's pages are read worse than before: noticed by the run, told once, remembered.

A drift begins, lasts and ends, as the alarms of `watch` do, and only the run in which it begins
needs a person. What is judged, and how, stands in drift_checks and drift_verdicts; here are the
rows.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.drift_checks import Check, checks_of
from pipelines.archive.drift_verdicts import (
    WEEKS,
    WINDOWS,
    Verdict,
    candidates,
    is_over,
    judge,
    moment,
    share_of_rate,
)
from pipelines.archive.measurements import Measured, fresh_bureaus, fresh_since, new_names

if TYPE_CHECKING:
    from sqlite_utils import Database

    from pipelines.archive.opening import Opening

MOST_NAMES: Final = 12
"""New class names that are kept with a drift."""
_FORM: Final = "%Y-%m-%dT%H:%M:%SZ"
_COLUMNS: Final = (
    *("bureau", "kind", "layout", "what", "field", "selector", "since", "since_run", "seen_run"),
    *("told_run", "before_good", "before_pages", "now_good", "now_pages", "example_id"),
    *("example_url", "capture", "class_names", "ended_at", "ended_run"),
)
_ROWS: Final = f"SELECT id, {', '.join(_COLUMNS)} FROM drifts"  # noqa: S608
_INSERT: Final = (
    f"INSERT INTO drifts ({', '.join(_COLUMNS)}) "  # noqa: S608
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_BEFORE: Final = """\
SELECT started_at FROM runs
WHERE id = (SELECT max(run) FROM measurements WHERE run < ? AND fresh = 1)"""
_EXAMPLE: Final = "SELECT url, capture FROM articles WHERE bureau = ? AND article_id = ?"


@dataclass(frozen=True, slots=True)
class Drift:
    """A row of drifts."""

    bureau: str
    kind: str
    layout: str
    what: str
    field: str
    selector: str | None
    since: str
    since_run: int
    seen_run: int
    told_run: int | None
    before_good: int
    before_pages: int
    now_good: int
    now_pages: int
    example_id: int | None = None
    example_url: str | None = None
    capture: int | None = None
    class_names: tuple[str, ...] = ()
    ended_at: str | None = None
    ended_run: int | None = None
    id: int = 0

    @property
    def check(self) -> Check:
        """What drifts; the bounds of a number are not remembered."""
        return Check(self.kind, self.layout, self.what, self.field, self.selector)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        values = {name: getattr(self, name) for name in _COLUMNS}
        return {**values, "class_names": list(self.class_names)}


@dataclass(frozen=True, slots=True)
class DriftChange:
    """What a run found of a drift."""

    kind: str
    """begun, spread (the same is known of other pages of the bureau), muted (it lasts, and its
    bureau is muted), continuing or ended."""
    drift: Drift


def record_drift(
    db: Database, run: int, now: str, muted: Collection[str] = ()
) -> list[DriftChange]:
    """Judge the bureaus of which a run read new articles; to be called in a transaction.

    A bureau of which it read none is not judged: nothing begins there and nothing ends.

    Args:
        db: the archive.
        run: runs.id.
        now: UTC, the run's end.
        muted: bureaus of which nothing is told; what begins there is told when that is over.
    """
    started = db.execute("SELECT started_at FROM runs WHERE id = ?", (run,)).fetchone()[0]
    found = []
    changes: list[DriftChange] = []
    for bureau in fresh_bureaus(db, run):
        rows = [_drift(row) for row in db.execute(f"{_ROWS} WHERE bureau = ?", (bureau,))]
        lasting = [each for each in rows if each.ended_at is None]
        measured = fresh_since(db, bureau, _first_needed(started, lasting))
        skipped = {each.check.key for each in lasting}
        spans = [(e.check.key, e.since_run, e.ended_run) for e in rows if e.ended_run is not None]
        found += candidates(bureau, measured, run, skipped=skipped, spans=spans)
        changes += [
            change
            for each in lasting
            if (change := _go_on(db, each, measured, run, now, bureau in muted))
        ]
    last = db.execute(_BEFORE, (run,)).fetchone()
    gap = moment(started) - moment(last[0]) if last else timedelta.max
    # All bureaus at once: each has its part of what may be a mistake.
    told = {_redesign(each): each.told_run for each in drifts(db) if each.told_run is not None}
    for verdict in judge(found, share_of_rate(gap)):
        drift = _remember(db, verdict, run, None if verdict.bureau in muted else run)
        kind = "muted" if drift.told_run is None else "begun"
        if kind == "begun" and told.setdefault(_redesign(drift), run) != run:
            kind = "spread"
        changes.append(DriftChange(kind, drift))
    return changes


def _redesign(drift: Drift) -> tuple[str, str, str]:
    """Return by what drifts of several kinds or layouts are one and the same change of a site.

    Photo pages are few: that they lost the same as articles did is noticed days later.
    """
    return (drift.bureau, drift.what, drift.field)


def record_drifts(session: Opening, now: str, muted: Collection[str] = ()) -> list[DriftChange]:
    """Do `record_drift` in a transaction of an open session, for its run.

    Raises:
        ArchiveError: it could not be written.
    """
    if session.run is None:
        return []
    with session._writing() as db:
        return record_drift(db, session.run, now, muted)


def drifts(db: Database) -> list[Drift]:
    """Return the drifts that last, those that began first before the others."""
    return [_drift(row) for row in db.execute(f"{_ROWS} WHERE ended_at IS NULL ORDER BY since, id")]


def _first_needed(started: str, lasting: list[Drift]) -> str:
    """Return from when on measurements are needed: for this run, and for the drifts that last."""
    firsts = [moment(started) - WINDOWS[-1], *(moment(each.since) for each in lasting)]
    return (min(firsts) - WEEKS).strftime(_FORM)


def _go_on(
    db: Database, drift: Drift, measured: list[Measured], run: int, now: str, muted: bool
) -> DriftChange | None:
    """Say what becomes of a drift that lasts; None where this run read none of its pages."""
    usual = [one for one in measured if one.run < drift.since_run]
    # A number's bounds are found again in what was read before it drifted.
    check = next((each for each in checks_of(usual) if each.key == drift.check.key), drift.check)
    check = replace(check, layout=drift.layout, selector=drift.selector)
    before = (drift.before_good, drift.before_pages)
    if is_over(check, measured, run, before, (drift.now_good, drift.now_pages), drift.seen_run):
        db.conn.execute(
            "UPDATE drifts SET ended_at = ?, ended_run = ? WHERE id = ?", (now, run, drift.id)
        )
        return DriftChange("ended", replace(drift, ended_at=now, ended_run=run))
    if drift.told_run is None and not muted:
        db.conn.execute("UPDATE drifts SET told_run = ? WHERE id = ?", (run, drift.id))
        return DriftChange("begun", replace(drift, told_run=run))
    if any(one.run == run and check.covers(one) for one in measured):
        return DriftChange("continuing" if drift.told_run is not None else "muted", drift)
    return None


def _remember(db: Database, verdict: Verdict, run: int, told: int | None) -> Drift:
    bureau, check = verdict.bureau, verdict.check
    url, capture = None, None
    if verdict.example is not None:
        row = db.execute(_EXAMPLE, (bureau, verdict.example)).fetchone()
        url, capture = row or (None, None)
    names = tuple(new_names(db, bureau, verdict.since_run)[:MOST_NAMES])
    drift = Drift(
        bureau=bureau,
        kind=check.kind,
        layout=check.layout,
        what=check.what,
        field=check.field,
        selector=check.selector,
        since=verdict.since,
        since_run=verdict.since_run,
        seen_run=run,
        told_run=told,
        before_good=verdict.before[0],
        before_pages=verdict.before[1],
        now_good=verdict.now[0],
        now_pages=verdict.now[1],
        example_id=verdict.example,
        example_url=url,
        capture=capture,
        class_names=names,
    )
    values = {name: getattr(drift, name) for name in _COLUMNS}
    values["class_names"] = json.dumps(names, ensure_ascii=False)
    cursor = db.conn.execute(_INSERT, [values[name] for name in _COLUMNS])
    return replace(drift, id=int(cursor.lastrowid or 0))


def _drift(row: Any) -> Drift:
    number, *values = row
    columns = dict(zip(_COLUMNS, values, strict=True))
    columns["class_names"] = tuple(json.loads(columns["class_names"]))
    return Drift(**columns, id=number)
