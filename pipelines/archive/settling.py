"""What an outcome does to its frontier row, and the observation that it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import tokens
from pipelines.archive.clock import later
from pipelines.archive.frontier import after_failure
from pipelines.archive.outcomes import Failed, Gone, Rejected, Stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from pipelines.archive.rows import Reading

_SETTLE = (
    "UPDATE frontier SET state = ?, reason = ?, seen = ?, last_status = ?, last_try = ?, "
    "settled_at = ?, next_try = NULL, lease_run = NULL WHERE id = ?"
)


def settle(db: Database, outcome: Rejected | Gone | Failed, run: int | None, now: str) -> str:
    """Write an outcome that brings no article; a held article stays held whatever comes."""
    row = _frontier_row(db, outcome.frontier_id)
    if isinstance(outcome, Failed):
        return _fail(db, outcome, row, run, now)
    if isinstance(outcome, Gone):
        state, reason, seen = "gone", None, None
    else:
        state, reason, seen = "rejected", outcome.reason, outcome.seen
    observed = tokens.KEY_COLLISION if reason == tokens.KEY_COLLISION else state
    if row is not None and row["state"] in ("pending", "failed"):
        # What is refused now does not undo what is held.
        became = ("stored", None, None) if _is_held(db, row) else (state, reason, seen)
        db.conn.execute(_SETTLE, (*became, outcome.status, now, now, row["id"]))
    _observe(db, row, run, now, observed, outcome.status, reason, seen)
    return "gone" if isinstance(outcome, Gone) else "rejected"


def _fail(
    db: Database, outcome: Failed, row: dict[str, Any] | None, run: int | None, now: str
) -> str:
    tries = (row["tries"] if row else 0) + 1
    next_try = after_failure(tries, now, later)
    result = "retry" if next_try else "failed"
    if row is not None and row["state"] == "pending":
        if next_try:
            db.conn.execute(
                "UPDATE frontier SET tries = ?, next_try = ?, reason = ?, last_status = ?, "
                "last_try = ?, lease_run = NULL WHERE id = ?",
                (tries, next_try, outcome.why, outcome.status, now, row["id"]),
            )
        else:
            db.conn.execute(
                _SETTLE, ("failed", outcome.why, None, outcome.status, now, now, row["id"])
            )
            db.conn.execute("UPDATE frontier SET tries = ? WHERE id = ?", (tries, row["id"]))
    _observe(db, row, run, now, result, outcome.status, outcome.why, None)
    return result


def settle_article(
    db: Database, outcome: Stored, reading: Reading, result: str, run: int | None, now: str
) -> Sequence[int]:
    """Write what a read article does to the frontier row of its key.

    When another row was asked for and redirected to this article, that one is settled as
    redirected.

    Returns:
        The frontier rows that were settled.
    """
    bureau, article_id = reading.key
    article = reading.article
    status, kind = article.get("status"), str(article["kind"])
    collided = result == tokens.KEY_COLLISION
    # Of a page that was refused, the validators must not stand for the one that is held.
    validators = (
        "" if collided else ", etag = excluded.etag, last_modified = excluded.last_modified"
    )
    cursor = db.conn.execute(
        "INSERT INTO frontier (bureau, article_id, url, kind, found_at, state, last_status, "  # noqa: S608
        "last_try, settled_at, etag, last_modified) "
        "VALUES (?, ?, ?, ?, ?, 'stored', ?, ?, ?, ?, ?) "
        "ON CONFLICT (bureau, article_id) DO UPDATE SET state = 'stored', reason = NULL, "
        "seen = NULL, tries = 0, next_try = NULL, last_status = excluded.last_status, "
        "last_try = excluded.last_try, settled_at = coalesce(settled_at, excluded.settled_at), "
        f"lease_run = NULL{validators} RETURNING id",
        (
            bureau,
            article_id,
            str(article["url"]),
            kind,
            now,
            status,
            reading.seen_at,
            now,
            article.get("etag"),
            article.get("last_modified"),
        ),
    )
    settled = [int(cursor.fetchone()[0])]
    cursor.close()
    key = {"bureau": bureau, "article_id": article_id}
    reason = tokens.KEY_COLLISION if collided else None
    seen = f"{kind}: {article['title']}" if collided else None
    _observe(db, key, run, reading.seen_at, result, status, reason, seen)
    asked = outcome.frontier_id
    if asked is not None and asked not in settled:
        moved = Rejected(asked, "redirected", str(article["url"]), status)
        settle(db, moved, run, now)
        settled.append(asked)
    return settled


def _frontier_row(db: Database, frontier_id: int | None) -> dict[str, Any] | None:
    if frontier_id is None:
        return None
    row = db.execute(
        "SELECT id, bureau, article_id, state, tries FROM frontier WHERE id = ?", (frontier_id,)
    ).fetchone()
    names = ("id", "bureau", "article_id", "state", "tries")
    return dict(zip(names, row, strict=True)) if row else None


def _is_held(db: Database, key: dict[str, Any]) -> bool:
    found = db.execute(
        "SELECT 1 FROM articles WHERE bureau = ? AND article_id = ?",
        (key["bureau"], key["article_id"]),
    ).fetchone()
    return found is not None


def _observe(
    db: Database,
    key: dict[str, Any] | None,
    run: int | None,
    asked_at: str,
    outcome: str,
    status: int | None,
    reason: str | None,
    seen: str | None,
) -> None:
    bureau, article_id = (key["bureau"], key["article_id"]) if key else (None, None)
    db.conn.execute(
        "INSERT INTO observations (run, bureau, article_id, asked_at, outcome, status, reason, "
        "seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (run, bureau, article_id, asked_at, outcome, status, reason, seen),
    )
