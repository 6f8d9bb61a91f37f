"""The observation that every asking leaves, whatever came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive.outcomes import Stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from pipelines.archive.outcomes import Outcome


def observe(
    db: Database,
    outcome: Outcome,
    result: str,
    key: Mapping[str, Any] | None,
    run: int | None,
    asked_at: str,
    reason: str | None = None,
    seen: str | None = None,
) -> None:
    """Write what was asked for and what came of it; to be called inside a transaction.

    Args:
        db: The archive.
        outcome: What came of the asking.
        result: One of `tokens.OBSERVATION_OUTCOMES`.
        key: Has bureau and article_id; None where the address names no article.
        run: The run that asked.
        asked_at: UTC of the answer.
        reason: The drop reason, or why a try failed.
        seen: What was seen that says so.
    """
    status = outcome.article.get("status") if isinstance(outcome, Stored) else outcome.status
    db.conn.execute(
        "INSERT INTO observations (run, bureau, article_id, asked_at, outcome, status, reason, "
        "seen, conditional, capture) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run,
            key["bureau"] if key else None,
            key["article_id"] if key else None,
            asked_at,
            result,
            status,
            reason,
            seen,
            1 if outcome.conditional else None,
            outcome.capture,
        ),
    )
