"""What an outcome does to its frontier row. Of held articles `held` tells the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import held, revisits, tokens
from pipelines.archive.leasing import after_failure
from pipelines.archive.observing import observe
from pipelines.archive.outcomes import Failed, Gone, NotModified, Rejected, Stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from pipelines.archive.keys import Key
    from pipelines.archive.rows import Reading

_SETTLE = (
    "UPDATE frontier SET state = ?, reason = ?, seen = ?, last_status = ?, last_try = ?, "
    "settled_at = ?, next_try = NULL, lease_run = NULL WHERE id = ?"
)
_PUT_OFF = (
    "UPDATE frontier SET tries = ?, next_try = ?, reason = ?, last_status = ?, last_try = ?, "
    "lease_run = NULL WHERE id = ?"
)
_GONE_SINCE = (
    "UPDATE articles SET missing_since = (SELECT min(asked_at) FROM observations "
    "WHERE bureau = ? AND article_id = ? AND outcome = 'gone' AND asked_at > ?) "
    "WHERE bureau = ? AND article_id = ?"
)
WITHDRAWN = "withdrawn"
"""Reason of an observation: the page was that of an article that was taken out on request."""
_OF_ROW = ("id", "bureau", "article_id", "state", "tries")


def settle(
    db: Database,
    outcome: Rejected | Gone | Failed | NotModified,
    run: int | None,
    now: str,
    plan: Sequence[float] = revisits.PLAN,
) -> str:
    """Write an outcome that brings no article; a held article stays held whatever comes.

    Args:
        db: The archive, inside a transaction.
        outcome: What came of the asking.
        run: The run that asked.
        now: UTC.
        plan: Days from publication at which a held article is asked for again.

    Returns:
        "rejected", "gone", "missing" (gone, but held), "retry", "failed" or "not_modified".
    """
    row = _frontier_row(db, outcome.frontier_id)
    if row is not None and row["state"] == "stored":
        return held.settle_held(db, outcome, row, run, now, plan)
    if isinstance(outcome, NotModified):
        # Nothing is held, so nothing was asked conditionally: the server is mistaken.
        outcome = Failed(
            outcome.frontier_id,
            "http_304: nothing is held",
            outcome.status,
            capture=outcome.capture,
            at=outcome.at,
        )
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
    observe(db, outcome, observed, row or _key_of(outcome), run, now, reason, seen)
    return state


def _fail(
    db: Database, outcome: Failed, row: dict[str, Any] | None, run: int | None, now: str
) -> str:
    tries = (row["tries"] if row else 0) + 1
    next_try = after_failure(tries, now)
    result = "retry" if next_try else "failed"
    if row is not None and row["state"] == "pending":
        put_off = (tries, next_try, outcome.why, outcome.status, now, row["id"])
        db.conn.execute(_PUT_OFF, put_off)
        if next_try is None:
            last = ("failed", outcome.why, None, outcome.status, now, now, row["id"])
            db.conn.execute(_SETTLE, last)
    observe(db, outcome, result, row or _key_of(outcome), run, now, outcome.why)
    return result


def settle_article(
    db: Database,
    outcome: Stored,
    reading: Reading,
    result: str,
    run: int | None,
    now: str,
    plan: Sequence[float] = revisits.PLAN,
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
    if collided and outcome.imported:
        _observe_article(db, outcome, reading, result, run)
        return []
    # Of a page that was refused, or that somebody else got, the validators must not stand for
    # the one that is held.
    foreign = collided or outcome.imported
    validators = "" if foreign else ", etag = excluded.etag, last_modified = excluded.last_modified"
    cursor = db.conn.execute(
        "INSERT INTO frontier (bureau, article_id, url, kind, found_at, state, last_status, "  # noqa: S608
        "last_try, settled_at, etag, last_modified) "
        "VALUES (?, ?, ?, ?, ?, 'stored', ?, ?, ?, ?, ?) "
        "ON CONFLICT (bureau, article_id) DO UPDATE SET state = 'stored', reason = NULL, "
        "seen = NULL, tries = 0, next_try = NULL, last_status = excluded.last_status, "
        "last_try = max(coalesce(last_try, ''), excluded.last_try), "
        "settled_at = coalesce(settled_at, excluded.settled_at), "
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
            None if outcome.imported else article.get("etag"),
            None if outcome.imported else article.get("last_modified"),
        ),
    )
    settled = [int(cursor.fetchone()[0])]
    cursor.close()
    key = {"bureau": bureau, "article_id": article_id}
    new = result == "stored"
    # Also after a collision: it would be due, and asked for, again and again.
    # What was imported was seen by others, at its time: the plan goes on from now.
    answered, first = (now, False) if outcome.imported else (reading.seen_at, new)
    held.plan_next(db, settled[0], answered, plan, first=first)
    if not new and not collided:
        held.is_there(db, key, reading.seen_at)
    if new and outcome.imported:
        # A crawl may have seen since that it is gone.
        db.conn.execute(_GONE_SINCE, (*reading.key, reading.seen_at, *reading.key))
    _observe_article(db, outcome, reading, result, run)
    asked = outcome.frontier_id
    if asked is not None and asked not in settled:
        moved = Rejected(asked, "redirected", str(article["url"]), status)
        settle(db, moved, run, now, plan)
        settled.append(asked)
    return settled


def settle_withdrawn(
    db: Database,
    outcome: Stored,
    key: Key,
    run: int | None,
    now: str,
    plan: Sequence[float] = revisits.PLAN,
) -> list[int]:
    """Write that a page was that of a withdrawn article, and nothing of it.

    A redirect, or a file from elsewhere, can lead to one that nobody asks for.

    Returns:
        The frontier row that was settled, if one was asked for.
    """
    asked = outcome.frontier_id
    if asked is not None:
        # The address that it led to has the title in it.
        where = f"{key[0]}/{key[1]}"
        moved = Rejected(asked, "redirected", where, outcome.article.get("status"))
        settle(db, moved, run, now, plan)
        return [asked]
    named = {"bureau": key[0], "article_id": key[1]}
    observe(db, outcome, "rejected", named, run, now, WITHDRAWN)
    return []


def _key_of(outcome: Rejected | Gone | Failed) -> dict[str, Any] | None:
    if outcome.key is None:
        return None
    return dict(zip(("bureau", "article_id"), outcome.key, strict=True))


def _observe_article(
    db: Database, outcome: Stored, reading: Reading, result: str, run: int | None
) -> None:
    article = reading.article
    collided = result == tokens.KEY_COLLISION
    reason = tokens.KEY_COLLISION if collided else None
    seen = f"{article['kind']}: {article['title']}" if collided else None
    key = {"bureau": reading.key[0], "article_id": reading.key[1]}
    observe(db, outcome, result, key, run, reading.seen_at, reason, seen)


def _frontier_row(db: Database, frontier_id: int | None) -> dict[str, Any] | None:
    if frontier_id is None:
        return None
    row = db.execute(
        f"SELECT {', '.join(_OF_ROW)} FROM frontier WHERE id = ?",  # noqa: S608 - the names above
        (frontier_id,),
    ).fetchone()
    return dict(zip(_OF_ROW, row, strict=True)) if row else None


def _is_held(db: Database, key: dict[str, Any]) -> bool:
    found = db.execute(
        "SELECT 1 FROM articles WHERE bureau = ? AND article_id = ?",
        (key["bureau"], key["article_id"]),
    ).fetchone()
    return found is not None
