"""Putting settled addresses back among those to ask for, by a person's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

REQUEUED = ("failed", "rejected", "gone")
"""The states from which an address may come back. A held article is asked for by `revisit`."""

TO_ASK_FOR = (
    "state = 'pending', reason = NULL, seen = NULL, next_try = NULL, settled_at = NULL, "
    "lease_run = NULL"
)
"""What makes an address one that is to be asked for."""
PENDING_AGAIN = f"{TO_ASK_FOR}, tries = 0"
"""What makes it one as at first."""
_WORD = (
    "CASE WHEN instr(reason, ':') THEN substr(reason, 1, instr(reason, ':') - 1) ELSE reason END"
)
"""The first word of a reason, which says its kind."""
_GROUP = ("bureau", "state", "reason", "priority")


def counts(db: Database, bureaus: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Return how many addresses stand where, as rows.

    Keys: bureau, state, reason (the first word of it), priority, count, due (pending ones that
    may be asked for now have no next_try), next_try (the first), last_try (the last).
    """
    condition, values = _of(bureaus)
    rows = db.execute(
        f"SELECT bureau, state, {_WORD}, priority, next_try, last_try "  # noqa: S608
        f"FROM frontier WHERE {condition}",
        values,
    )
    # Counted here: GROUP BY would sort a million rows, in memory, to make a handful of them.
    groups: dict[tuple[str, str, str | None, int], dict[str, Any]] = {}
    for *group, next_try, last_try in rows:
        counted = groups.get(tuple(group))
        if counted is None:
            counted = {"count": 0, "due": 0, "next_try": None, "last_try": None}
            groups[tuple(group)] = counted
        counted["count"] += 1
        counted["due"] += group[1] == "pending" and next_try is None
        if next_try is not None and (counted["next_try"] or next_try) >= next_try:
            counted["next_try"] = next_try
        if last_try is not None and (counted["last_try"] or last_try) <= last_try:
            counted["last_try"] = last_try
    ordered = sorted(groups, key=lambda group: (group[0], group[1], group[2] or "", -group[3]))
    return [dict(zip(_GROUP, group, strict=True)) | groups[group] for group in ordered]


def requeue(
    db: Database,
    bureaus: Sequence[str] | None,
    states: Sequence[str],
    reason: str | None,
    *,
    dry_run: bool = False,
) -> dict[tuple[str, str], int]:
    """Make addresses pending again.

    Key collisions stay as they are, unless that reason is named: the same key would collide
    again.

    Args:
        db: The archive, inside a transaction.
        bureaus: Short names; None for all.
        states: Some of `REQUEUED`.
        reason: The first word of why, such as "timeout" or "soft_404"; None for any.
        dry_run: Count only.

    Returns:
        How many by state and reason; "" where no reason was noted.

    Raises:
        ValueError: One of the states is not of `REQUEUED`.
    """
    for state in states:
        if state not in REQUEUED:
            raise ValueError(f"What is {state} cannot come back; only {', '.join(REQUEUED)}.")
    condition, values = _of(bureaus)
    marks = ",".join("?" * len(states))
    condition += f" AND state IN ({marks})"
    values += states
    if reason is not None:
        condition += f" AND {_WORD} = ?"
        values.append(reason)
    if reason != tokens.KEY_COLLISION:
        condition += f" AND coalesce(reason, '') <> '{tokens.KEY_COLLISION}'"
    found = db.execute(
        f"SELECT state, {_WORD}, count(*) FROM frontier WHERE {condition} GROUP BY 1, 2",  # noqa: S608
        values,
    ).fetchall()
    if not dry_run:
        db.conn.execute(
            f"UPDATE frontier SET {PENDING_AGAIN} WHERE {condition}",  # noqa: S608
            values,
        )
    return {(state, word or ""): count for state, word, count in found}


def _of(bureaus: Sequence[str] | None) -> tuple[str, list[Any]]:
    if bureaus is None:
        return "1", []
    return f"bureau IN ({','.join('?' * len(bureaus))})", list(bureaus)
