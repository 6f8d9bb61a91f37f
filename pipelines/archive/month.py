"""What happened in a month: the numbers behind `antara status --monthly`, and the last good run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sqlite_utils import Database

GOOD_OUTCOME: Final = "finished"
"""How a good run ends; one that ended with errors needed a person. A rebuild asks nobody."""

_LAST_GOOD: Final = """\
SELECT id, command, started_at, finished_at FROM runs
WHERE outcome = ? AND finished_at IS NOT NULL AND command LIKE 'crawl %'
ORDER BY finished_at DESC LIMIT 1"""
_RUNS: Final = """\
SELECT coalesce(outcome, iif(id IS ?, 'under_way', 'interrupted')), count(*),
  sum(unixepoch(finished_at) - unixepoch(started_at)) FROM runs
WHERE started_at >= ? AND started_at < ? GROUP BY 1"""
_BUREAUS: Final = """\
SELECT b.bureau, sum(b.stored), sum(b.revised), sum(b.gone), sum(b.failed), sum(b.rejected)
FROM runs AS r JOIN run_bureaus AS b ON b.run = r.id
WHERE r.started_at >= ? AND r.started_at < ? GROUP BY b.bureau"""
_HOSTS: Final = """\
SELECT h.host, h.requests, h.bytes, h.statuses, h.smallest_gap, h.mean_gap, h.retries
FROM runs AS r JOIN run_hosts AS h ON h.run = r.id
WHERE r.started_at >= ? AND r.started_at < ? ORDER BY h.host"""
_HOSTS_OF: Final = """\
SELECT host, requests, bytes, statuses, smallest_gap, mean_gap, retries FROM run_hosts
WHERE run = ? ORDER BY host"""
_OF_A_HOST: Final = (
    "host",
    "requests",
    "bytes",
    "statuses",
    "smallest_gap",
    "mean_gap",
    "retries",
)
_OF_A_BUREAU: Final = ("stored", "revised", "gone", "failed", "rejected")


def last_good(db: Database) -> dict[str, Any] | None:
    """Return the last good run: id, command, started_at, finished_at (UTC); None: there is none."""
    row = db.execute(_LAST_GOOD, (GOOD_OUTCOME,)).fetchone()
    return (
        dict(zip(("id", "command", "started_at", "finished_at"), row, strict=True)) if row else None
    )


def runs_between(
    db: Database, start: str, end: str, under_way: int | None = None
) -> dict[str, dict[str, float]]:
    """Return by outcome how many runs began in a span, and their hours.

    Args:
        db: the archive.
        start: UTC.
        end: UTC, not included.
        under_way: the run that is writing now, of `runs.under_way`; it stands under "under_way",
            another one without an outcome under "interrupted".
    """
    return {
        outcome: {"runs": count, "hours": (seconds or 0) / 3600}
        for outcome, count, seconds in db.execute(_RUNS, (under_way, start, end))
    }


def bureaus_between(db: Database, start: str, end: str) -> dict[str, dict[str, int]]:
    """Return what the runs that began in a span did for each bureau.

    Keys by bureau: stored (new articles), revised, gone, failed, rejected.
    """
    return {
        bureau: dict(zip(_OF_A_BUREAU, (count or 0 for count in counts), strict=True))
        for bureau, *counts in db.execute(_BUREAUS, (start, end))
    }


def hosts_of_run(db: Database, run: int) -> list[dict[str, Any]]:
    """Return what a run asked of each host.

    Keys: host, requests, bytes, statuses ({status: n}), smallest_gap and mean_gap (seconds
    between two requests; None for a single one), retries.
    """
    return [_host(row) for row in db.execute(_HOSTS_OF, (run,))]


def hosts_between(db: Database, start: str, end: str) -> list[dict[str, Any]]:
    """Return what all runs that began in a span asked of each host; keys as `hosts_of_run`."""
    return merged(_host(row) for row in db.execute(_HOSTS, (start, end)))


def merged(rows: Any) -> list[dict[str, Any]]:
    """Return the rows of the same host as one, in their order. Pure.

    The mean gap is weighed by the requests that it is the mean of.
    """
    hosts: dict[str, dict[str, Any]] = {}
    weights: dict[str, float] = {}
    for row in rows:
        host = hosts.get(row["host"])
        weight = max(row["requests"] - 1, 0) if row["mean_gap"] is not None else 0
        if host is None:
            hosts[row["host"]] = {**row, "statuses": dict(row["statuses"])}
            weights[row["host"]] = weight
            continue
        for name in ("requests", "bytes", "retries"):
            host[name] += row[name]
        for status, count in row["statuses"].items():
            host["statuses"][status] = host["statuses"].get(status, 0) + count
        gaps = [each for each in (host["smallest_gap"], row["smallest_gap"]) if each is not None]
        host["smallest_gap"] = min(gaps, default=None)
        total = weights[row["host"]] + weight
        if weight:
            before = (host["mean_gap"] or 0.0) * weights[row["host"]]
            host["mean_gap"] = (before + row["mean_gap"] * weight) / total
        weights[row["host"]] = total
    return list(hosts.values())


def _host(row: tuple[Any, ...]) -> dict[str, Any]:
    host = dict(zip(_OF_A_HOST, row, strict=True))
    host["statuses"] = json.loads(host["statuses"] or "{}")
    for name in ("requests", "bytes", "retries"):
        host[name] = host[name] or 0
    return host
