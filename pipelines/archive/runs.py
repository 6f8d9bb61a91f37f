"""Rows about the crawl itself: runs, bureaus, the spans that were walked, robots.txt files."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, Protocol

from pipelines.archive.clock import day_shifted
from pipelines.archive.frontier import know_bureaus
from pipelines.archive.lock import named_holder
from pipelines.archive.outcomes import BureauState, RobotsRow
from pipelines.archive.walks import keep_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sqlite_utils import Database

ROBOTS = "robots.txt"

COUNT_COLUMNS = (
    "listed",
    "fetched",
    "stored",
    "revised",
    "unchanged",
    "skipped",
    "rejected",
    "gone",
    "failed",
)
"""The counts of a run that have columns of their own in run_bureaus."""

_UNDER_WAY = "SELECT id, pid FROM runs WHERE outcome IS NULL ORDER BY id DESC LIMIT 1"

_LAST_SOUND = """\
SELECT max(started_at) FROM runs JOIN run_bureaus ON run = id
WHERE bureau = :bureau AND command = 'crawl latest' AND json_extract(counts, '$.complete')
  AND started_at <= :now AND id < coalesce((
    SELECT min(id) FROM runs WHERE max(started_at, coalesce(finished_at, started_at)) > :now
  ), 9e18)"""
"""When the last good walk of a bureau began of those before the clock was first ahead."""


class BureauFacts(Protocol):
    """What the archive notes of a bureau; `crawler.bureaus.Bureau` fits."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def host(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def province(self) -> str | None: ...  # noqa: D102
    @property
    def zone(self) -> str: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def since(self) -> str | None: ...  # noqa: D102


def save_bureaus(db: Database, bureaus: Iterable[BureauFacts]) -> None:
    """Write what is known of bureaus; articles of others get a row with a name only."""
    names = ("name", "host", "title", "province", "zone", "language", "since")
    rows = [{name: getattr(bureau, name) for name in names} for bureau in bureaus]
    db.table("bureaus").upsert_all(rows, pk="name")


def begin_run(db: Database, command: str, options: Mapping[str, Any], now: str) -> int:
    """Write the beginning of a run, and the end of those that were killed.

    Only to be called with the archive's lock held: a run without an end is then a dead one, and
    what it had leased is free again.
    """
    db.execute("UPDATE runs SET outcome = 'interrupted' WHERE outcome IS NULL")
    db.execute("UPDATE frontier SET lease_run = NULL WHERE lease_run IS NOT NULL")
    cursor = db.conn.execute(
        "INSERT INTO runs (command, options, pid, started_at) VALUES (?, ?, ?, ?)",
        (command, json.dumps(dict(options), ensure_ascii=False, default=str), os.getpid(), now),
    )
    return int(cursor.lastrowid or 0)


def under_way(db: Database, path: Path) -> int | None:
    """Return the run that is writing to an archive: its process holds the archive and lives.

    None where nothing writes. A run without an end is then one that was killed: `begin_run` will
    call it interrupted, and so does already whoever reports on it.

    Args:
        db: the archive.
        path: where it stands; its lock is beside it.
    """
    last = db.execute(_UNDER_WAY).fetchone()
    if last is None or named_holder(path) != str(last[1]):
        return None
    try:
        os.kill(last[1], 0)
    except ProcessLookupError:
        return None
    except PermissionError:  # another user's
        return int(last[0])
    return int(last[0])


def last_moment(db: Database) -> str | None:
    """Return the newest time (UTC) that the last run wrote of itself; None: there was none.

    Of the last run only: one by a clock that was far ahead must not warn for ever.
    """
    row = db.execute(
        "SELECT coalesce(finished_at, started_at) FROM runs ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row[0] if row else None


def finish_run(
    db: Database, run: int, outcome: str, per_bureau: Mapping[str, Mapping[str, Any]], now: str
) -> None:
    """Write the end of a run and what it did for each bureau."""
    db.execute(
        "UPDATE runs SET finished_at = ?, outcome = ? WHERE id = ?", (now, str(outcome), run)
    )
    know_bureaus(db, per_bureau)
    rows = []
    for bureau, counts in per_bureau.items():
        row: dict[str, Any] = {"run": run, "bureau": bureau}
        row |= {name: _count(counts.get(name)) for name in COUNT_COLUMNS}
        row["counts"] = json.dumps(dict(counts), ensure_ascii=False, default=str)
        rows.append(row)
    if rows:
        db.table("run_bureaus").upsert_all(rows, pk=("run", "bureau"))


def _count(value: object) -> int | None:
    """Return a count; a mapping of reasons to counts is summed."""
    if isinstance(value, dict):
        return sum(int(part) for part in value.values())
    return value if isinstance(value, int) else None


def state(db: Database, bureau: str, now: str) -> BureauState:
    """Return the span over which a bureau was walked without a hole, none of it after `now`."""
    row = db.execute(
        "SELECT complete_from, complete_to FROM bureau_state WHERE bureau = ?", (bureau,)
    ).fetchone()
    held = BureauState(*row) if row else BureauState(None, None)
    if held.complete_to is None or held.complete_to <= now:
        return held
    return _believed(db, bureau, held, now)


def _believed(db: Database, bureau: str, held: BureauState, now: str) -> BureauState:
    """Return what is certain of a span that a clock wrote which was ahead.

    When it was really walked nobody knows, but not before the good walks that came before it.
    To cut it off at `now` would call complete what came out since.
    """
    start = held.complete_from
    sound = db.execute(_LAST_SOUND, {"bureau": bureau, "now": now}).fetchone()[0]
    if start is None or start > now:
        # It took the place of an earlier one, of which its last walk alone is left.
        return BureauState(sound, sound)
    return BureauState(start, max(start, sound or start))


def finish_walk(
    db: Database, bureau: str, span: tuple[str, str], now: str, listing: str = ""
) -> BureauState:
    """Write that a bureau's listings were walked over a span without a hole.

    A span that overlaps or touches the held one extends it. Of two with a hole between them the
    later one counts: that is where the next crawl goes on. The whole days of the earlier one stay
    proved by a row of walks. Nothing after `now` was walked, even if the clock has said so when
    the walk began.

    Args:
        db: the archive, inside a transaction.
        bureau: short name.
        span: from when to when, UTC.
        now: UTC.
        listing: address of the first page of what was walked.

    Raises:
        ValueError: The span ends before it begins.
    """
    start, end = span
    held = merged = state(db, bureau, now)
    if start <= now:
        merged = merge_spans(held, (start, min(end, now)))
    know_bureaus(db, [bureau])
    if held.complete_from and held.complete_to and held.complete_to < str(merged.complete_from):
        keep_read(db, bureau, listing, (held.complete_from, held.complete_to))
    db.table("bureau_state").upsert(
        {
            "bureau": bureau,
            "complete_from": merged.complete_from,
            "complete_to": merged.complete_to,
            "updated_at": now,
        },
        pk="bureau",
    )
    return merged


def merge_spans(held: BureauState, span: tuple[str, str]) -> BureauState:
    """Return what is complete after a walk over `span`. Both ends days, or both UTC times.

    Raises:
        ValueError: The span ends before it begins.
    """
    start, end = span
    if start > end:
        raise ValueError(f"The walk ends ({end}) before it begins ({start}).")
    if held.complete_from is None or held.complete_to is None:
        return BureauState(start, end)
    if start <= _after(held.complete_to) and held.complete_from <= _after(end):
        return BureauState(min(start, held.complete_from), max(end, held.complete_to))
    return held if held.complete_from > end else BureauState(start, end)


def _after(end: str) -> str:
    """Return what touches the end of a span: of a day the next one, of a time itself."""
    return day_shifted(end, 1) if len(end) == len("2026-01-31") else end


def save_robots(
    db: Database,
    host: str,
    answer: tuple[int | None, str | None, str],
    fetched_at: str,
    file: str = ROBOTS,
) -> None:
    """Write a host's answer for a file of rules (status, body, verdict); the same again once."""
    last = db.execute(
        "SELECT id, status, body, verdict FROM robots WHERE host = ? AND file = ? "
        "ORDER BY id DESC LIMIT 1",
        (host, file),
    ).fetchone()
    if last and tuple(last[1:]) == answer:
        db.execute("UPDATE robots SET last_seen = ? WHERE id = ?", (fetched_at, last[0]))
        return
    status, body, verdict = answer
    db.table("robots").insert(
        {
            "host": host,
            "fetched_at": fetched_at,
            "last_seen": fetched_at,
            "status": status,
            "body": body,
            "verdict": verdict,
            "file": file,
            "sha256": hashlib.sha256(body.encode()).hexdigest() if body is not None else None,
        }
    )


def robots(db: Database, host: str, file: str = ROBOTS) -> RobotsRow | None:
    """Return a host's last answer for a file of rules; None if it was never asked."""
    row = db.execute(
        "SELECT fetched_at, last_seen, status, body, verdict FROM robots WHERE host = ? "
        "AND file = ? ORDER BY id DESC LIMIT 1",
        (host, file),
    ).fetchone()
    return RobotsRow(*row) if row else None


def save_hosts(db: Database, run: int, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write what a run asked of each host; a second call replaces the first."""
    db.table("run_hosts").upsert_all(
        [
            {
                "run": run,
                "host": row["host"],
                "requests": row["requests"],
                "bytes": row["bytes"],
                "statuses": json.dumps(row["statuses"], sort_keys=True),
                "smallest_gap": row["smallest_gap"],
                "mean_gap": row["mean_gap"],
                "retries": row["retries"],
            }
            for row in rows
        ],
        pk=("run", "host"),
    )
