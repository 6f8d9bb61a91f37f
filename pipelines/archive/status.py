"""What an archive holds, in numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelines.archive import drift, library, month, runs, tokens

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

LAST_RUNS = 5


def status(db: Database, path: Path) -> dict[str, Any]:
    """Return the numbers of an archive as plain JSON values.

    Keys: path, origin, schema_version, created_at, bytes, articles, by_bureau ({bureau: {kind:
    n}}), by_kind, layouts, flags, oldest and newest (published_utc), undated, revisions (beyond
    the first of each article), pending (see `pending`), frontier ({state: n}), frontier_reasons
    ({state: {reason: n}}), rejected ({reason: n}), complete ({bureau: [from, to]}), watch (a list
    of bureau, alarm, since, muted_until, mute_reason), drifts (those that last: the columns of the
    table of that name), runs (the last ones, newest first, each
    with hosts: see `month.hosts_of_run`; one without an outcome is under way), sqlite_version,
    sqlite_warning.
    """
    meta = dict(db.execute("SELECT key, value FROM meta"))
    by_bureau: dict[str, dict[str, int]] = {}
    by_kind: dict[str, int] = {}
    layouts: dict[str, int] = {}
    counts = db.execute(
        "SELECT bureau, kind, layout, count(*) FROM articles GROUP BY bureau, kind, layout"
    )
    for bureau, kind, layout, count in counts:
        for group, name in (
            (by_bureau.setdefault(bureau, {}), kind),
            (by_kind, kind),
            (layouts, layout),
        ):
            group[name] = group.get(name, 0) + count
    frontier: dict[str, int] = {}
    reasons: dict[str, dict[str, int]] = {}
    for state, reason, count in db.execute(
        "SELECT state, reason, count(*) FROM frontier GROUP BY state, reason"
    ):
        frontier[state] = frontier.get(state, 0) + count
        if reason is not None:
            reasons.setdefault(state, {})[reason] = count
    articles = sum(by_kind.values())
    journal_mode = _one(db, "PRAGMA journal_mode")
    return {
        "path": str(path),
        "origin": meta["origin"],
        "schema_version": int(meta["schema_version"]),
        "created_at": meta.get("created_at"),
        "bytes": _size(path),
        "articles": articles,
        "by_bureau": by_bureau,
        "by_kind": by_kind,
        "layouts": layouts,
        "flags": _counts(db, "SELECT flag, count(*) FROM flags GROUP BY flag"),
        "oldest": _one(db, "SELECT min(published_utc) FROM articles"),
        "newest": _one(db, "SELECT max(published_utc) FROM articles"),
        "undated": _one(db, "SELECT count(*) FROM articles WHERE published_utc IS NULL"),
        "revisions": _one(db, "SELECT count(*) FROM revisions") - articles,
        "pending": pending(db),
        "frontier": frontier,
        "frontier_reasons": reasons,
        "rejected": _counts(db, "SELECT reason, count(*) FROM rejected GROUP BY reason"),
        "complete": {
            bureau: [start, end]
            for bureau, start, end in db.execute(
                "SELECT bureau, complete_from, complete_to FROM bureau_state ORDER BY bureau"
            )
        },
        "watch": _watch(db),
        "drifts": [each.as_dict() for each in drift.drifts(db)],
        "runs": _runs(db, path),
        "sqlite_version": library.version(),
        "sqlite_warning": library.version_warning() if journal_mode == "wal" else None,
    }


def pending(db: Database) -> dict[str, dict[str, Any]]:
    """Return the addresses without an outcome, by bureau.

    Keys: articles (how many), tried (those of them that failed before and wait for another try),
    next_try (UTC, the first of these; None when none waits), known_only (those of the others that
    no crawl has wanted so far).
    """
    return {
        bureau: {"articles": articles, "tried": tried, "next_try": next_try, "known_only": known}
        for bureau, articles, tried, next_try, known in db.execute(
            "SELECT bureau, count(*), count(next_try), min(next_try), "
            "count(*) FILTER (WHERE next_try IS NULL AND priority = ?) "
            "FROM frontier INDEXED BY frontier_lease WHERE state = 'pending' GROUP BY bureau",
            (tokens.KNOWN_ONLY,),
        )
    }


def _one(db: Database, sql: str) -> Any:
    return db.execute(sql).fetchone()[0]


def _counts(db: Database, sql: str) -> dict[str, int]:
    return dict(db.execute(sql).fetchall())


def _size(path: Path) -> int:
    """Return the bytes of the archive with its write-ahead log."""
    files = (path, path.with_name(path.name + "-wal"))
    return sum(each.stat().st_size for each in files if each.exists())


def _watch(db: Database) -> list[dict[str, Any]]:
    names = ("bureau", "alarm", "since", "muted_until", "mute_reason")
    rows = db.execute(
        f"SELECT {', '.join(names)} FROM bureau_watch "  # noqa: S608 - the names above
        "WHERE alarm IS NOT NULL OR muted_until IS NOT NULL ORDER BY bureau"
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def _runs(db: Database, path: Path) -> list[dict[str, Any]]:
    names = ("id", "command", "options", "started_at", "finished_at", "outcome")
    under_way = runs.under_way(db, path)
    found = []
    for row in db.execute(
        f"SELECT {', '.join(names)} FROM runs ORDER BY id DESC LIMIT ?",  # noqa: S608
        (LAST_RUNS,),
    ).fetchall():
        run: dict[str, Any] = dict(zip(names, row, strict=True))
        if run["outcome"] is None and run["id"] != under_way:
            run["outcome"] = "interrupted"
        run["options"] = json.loads(run["options"])
        run["bureaus"] = {
            bureau: json.loads(counts)
            for bureau, counts in db.execute(
                "SELECT bureau, counts FROM run_bureaus WHERE run = ? ORDER BY bureau", (row[0],)
            )
        }
        run["hosts"] = month.hosts_of_run(db, row[0])
        found.append(run)
    return found
