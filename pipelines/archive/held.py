"""What an answer about a held article does: it stays, and the archive remembers what was said.

Only 404 and 410 say that an article is missing, and only its page, or 304, that it is there.
What could not be fetched, or gave another page, says neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import revisits, tokens
from pipelines.archive.leasing import after_failure
from pipelines.archive.observing import observe
from pipelines.archive.outcomes import Failed, Gone, NotModified, Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

_PUT_OFF = (
    "UPDATE frontier SET tries = ?, last_status = ?, last_try = ?, lease_run = NULL, "
    "revisit_at = CASE WHEN revisit_at IS NULL THEN NULL ELSE ? END WHERE id = ?"
)
_ANSWERED = (
    "UPDATE frontier SET tries = 0, next_try = NULL, last_status = ?, last_try = ?, "
    "lease_run = NULL WHERE id = ?"
)
_TIMES = (
    "SELECT a.published_utc, a.first_seen, f.revisits FROM frontier AS f "
    "JOIN articles AS a USING (bureau, article_id) WHERE f.id = ?"
)
_SAME_REVISION = (
    "UPDATE revisions SET last_seen = max(last_seen, ?) WHERE id = (SELECT r.id FROM revisions "
    "AS r JOIN articles AS a ON a.id = r.article WHERE a.bureau = ? AND a.article_id = ? "
    "ORDER BY r.seq DESC LIMIT 1)"
)


def settle_held(
    db: Database,
    outcome: Rejected | Gone | Failed | NotModified,
    row: Mapping[str, Any],
    run: int | None,
    now: str,
    plan: Sequence[float],
) -> str:
    """Write an outcome about a held article that brought no page of it.

    Args:
        db: The archive, inside a transaction.
        outcome: What came of the asking.
        row: Its frontier row: id, bureau, article_id and tries.
        run: The run that asked.
        now: UTC.
        plan: Days from publication at which a held article is asked for again.

    Returns:
        "not_modified", "missing", "rejected", "retry" or "failed".
    """
    if isinstance(outcome, Failed):
        return _fail_held(db, outcome, row, run, now, plan)
    reason = seen = None
    if isinstance(outcome, NotModified):
        result = observed = "not_modified"
        is_there(db, row, now)
        db.conn.execute(_SAME_REVISION, (now, row["bureau"], row["article_id"]))
    elif isinstance(outcome, Gone):
        result, observed = "missing", "gone"
        db.conn.execute(
            "UPDATE articles SET missing_since = coalesce(missing_since, ?) "
            "WHERE bureau = ? AND article_id = ?",
            (now, row["bureau"], row["article_id"]),
        )
    else:
        result = observed = "rejected"
        reason, seen = outcome.reason, outcome.seen
        if reason == tokens.KEY_COLLISION:
            observed = tokens.KEY_COLLISION
    _answered(db, row, outcome.status, now, plan)
    observe(db, outcome, observed, row, run, now, reason, seen)
    return result


def _fail_held(
    db: Database,
    outcome: Failed,
    row: Mapping[str, Any],
    run: int | None,
    now: str,
    plan: Sequence[float],
) -> str:
    """Try again later; when the tries are used up, at the next point of the plan."""
    tries = row["tries"] + 1
    next_try = after_failure(tries, now)
    if next_try is None:
        _answered(db, row, outcome.status, now, plan)
    else:
        db.conn.execute(_PUT_OFF, (tries, outcome.status, now, next_try, row["id"]))
    result = "retry" if next_try else "failed"
    observe(db, outcome, result, row, run, now, outcome.why)
    return result


def is_there(db: Database, key: Mapping[str, Any], now: str) -> None:
    """Write that a held article was seen, so that it is not missing, or no more."""
    db.conn.execute(
        "UPDATE articles SET missing_since = NULL, last_seen = max(last_seen, ?) "
        "WHERE bureau = ? AND article_id = ?",
        (now, key["bureau"], key["article_id"]),
    )


def _answered(
    db: Database, row: Mapping[str, Any], status: int | None, now: str, plan: Sequence[float]
) -> None:
    db.conn.execute(_ANSWERED, (status, now, row["id"]))
    plan_next(db, row["id"], now, plan)


def plan_next(
    db: Database, frontier_id: int, now: str, plan: Sequence[float], *, first: bool = False
) -> None:
    """Count an answer about a held article, and plan when it is asked for again.

    Args:
        db: The archive, inside a transaction.
        frontier_id: The article's row.
        now: UTC of the answer.
        plan: Days from publication.
        first: Whether this was the first reading, which is no revisit.
    """
    times = db.execute(_TIMES, (frontier_id,)).fetchone()
    if times is None:
        return
    published, first_seen, before = times
    count = before + (not first)
    at = revisits.next_revisit(published, first_seen, count, now, plan)
    db.conn.execute(
        "UPDATE frontier SET revisits = ?, revisit_at = ? WHERE id = ?", (count, at, frontier_id)
    )
