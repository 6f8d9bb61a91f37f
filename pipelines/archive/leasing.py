"""Which address to ask for next: an index walked from its first row, whatever its length.

Rows that failed wait behind a `next_try`. They are kept apart from the others by that column of
the index, so that no lease walks over them; the ones that have come due get their null back
first, some hundreds in a transaction.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.clock import later
from pipelines.archive.outcomes import Pending
from pipelines.archive.revisits import farthest, planned_anew

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlite_utils import Database

    from pipelines.archive.outcomes import Want

RETRY_AFTER_SECONDS: Final = (600, 3_600, 6 * 3_600, 86_400, 3 * 86_400)
"""Delay after the first, second, … failed try; a try beyond them is the last one."""
MAX_TRIES: Final = len(RETRY_AFTER_SECONDS) + 1
FARTHEST_SECONDS: Final = RETRY_AFTER_SECONDS[-1] + 3_600
"""No try lies further ahead, unless the clock was wrong when it was set."""
WOKEN_AT_ONCE: Final = 500
"""Rows made due in one transaction: more than are asked for until the next one, and so few that
the crawl does not stand still for it."""
PLAINLY_EVERY: Final = 10
"""Of so many revisits one is asked without validators, because some servers' lie."""

_WAITING = "FROM frontier INDEXED BY frontier_lease WHERE state = 'pending' AND bureau = ?"
_DUE = f"SELECT id {_WAITING} AND next_try <= ? LIMIT ?"
_BEYOND = f"SELECT id {_WAITING} AND next_try > ? LIMIT ?"
_COLUMNS = "id, url, bureau, article_id, kind, feed_published, tries"
_OF_KEY = (
    f"SELECT {_COLUMNS} FROM frontier WHERE bureau = ? AND article_id = ? "  # noqa: S608
    "AND state = 'pending' AND next_try IS NULL"
)
_REVISITED = (
    f"SELECT {_COLUMNS}, true, revisits, etag, last_modified FROM frontier "  # noqa: S608
    "INDEXED BY frontier_revisit WHERE bureau = ? AND revisit_at <= ? ORDER BY revisit_at"
)
_TOO_FAR = (
    "SELECT f.id, a.published_utc, a.first_seen, f.revisits "
    "FROM frontier AS f INDEXED BY frontier_revisit "
    "JOIN articles AS a USING (bureau, article_id) "
    "WHERE f.bureau = :bureau AND f.revisit_at > :farthest "
    "AND (a.published_utc IS NULL OR a.published_utc <= :now) LIMIT :most"
)
"""What a page says of its publication is more than what this clock says: where it lies ahead, it
is the clock that is behind, and the plan stands."""
_IS_MISSING = (
    "SELECT 1 FROM articles WHERE bureau = ? AND article_id = ? AND missing_since IS NOT NULL"
)


def come_due(db: Database, bureau: str, now: str) -> list[int]:
    """Return some waiting rows that are to be made due with `wake`; none in the usual case.

    A try that lies further ahead than the longest delay was set by a clock that ran ahead: it
    counts as due, so that it does not block its row for years.
    """
    rows = db.execute(_DUE, (bureau, now, WOKEN_AT_ONCE)).fetchall()
    if not rows:
        horizon = later(now, FARTHEST_SECONDS)
        rows = db.execute(_BEYOND, (bureau, horizon, WOKEN_AT_ONCE)).fetchall()
    return [row[0] for row in rows]


def wake(db: Database, rows: Iterable[int]) -> None:
    """Make waiting rows due; to be called inside a transaction."""
    db.conn.executemany(
        "UPDATE frontier SET next_try = NULL WHERE id = ?", [(row,) for row in rows]
    )


def next_pending(db: Database, bureau: str, leased: Collection[int], want: Want) -> Pending | None:
    """Return the row to ask for now: wanted, not waiting, not leased, in the order of `want`."""
    sql, values = lease_query(bureau, want)
    cursor = db.conn.execute(sql, values)
    for row in cursor:
        if row[0] not in leased:
            cursor.close()
            return Pending(*row)
    return None


def pending_key(db: Database, bureau: str, article_id: int) -> Pending | None:
    """Return the row of a key if it may be asked for now."""
    row = db.execute(_OF_KEY, (bureau, article_id)).fetchone()
    return Pending(*row) if row else None


def lease_query(bureau: str, want: Want) -> tuple[str, dict[str, Any]]:
    """Return the statement that walks what is wanted of a bureau, and its values.

    By priority, then by number: both ways along one index, so that nothing that is less wanted,
    a million addresses that are only known for instance, is walked over.
    """
    conditions = ["priority >= :least"]
    values: dict[str, Any] = {"bureau": bureau, "least": want.least}
    if want.most is not None:
        conditions.append("priority <= :most")
        values["most"] = want.most
    order = "priority, article_id" if want.oldest_first else "priority DESC, article_id DESC"
    return (
        f"SELECT {_COLUMNS} FROM frontier INDEXED BY frontier_lease "  # noqa: S608
        "WHERE state = 'pending' AND bureau = :bureau AND next_try IS NULL "
        f"AND {' AND '.join(conditions)} ORDER BY {order}",
        values,
    )


def next_revisit_due(
    db: Database, bureau: str, now: str, leased: Collection[int]
) -> Pending | None:
    """Return the held article to ask for again: the one that is due longest, not leased."""
    cursor = db.conn.execute(_REVISITED, (bureau, now))
    for row in cursor:
        if row[0] not in leased:
            cursor.close()
            due = Pending(*row)
            return replace(due, held=True, conditional=_asks_conditionally(db, due))
    return None


def _asks_conditionally(db: Database, due: Pending) -> bool:
    """Say whether to send the validators; for what is missing they would prove nothing."""
    if not (due.etag or due.last_modified) or asks_plainly(due.article_id, due.revisits):
        return False
    return db.execute(_IS_MISSING, (due.bureau, due.article_id)).fetchone() is None


def plan_anew(db: Database, now: str, plan: Sequence[float]) -> None:
    """Plan those revisits anew that lie further ahead than any plan made by this clock.

    To be called inside a transaction, when a run begins: a clock that once ran ahead by years
    must not keep articles from being asked for. A revisit that failed waits for its next try,
    which may lie beyond a short plan.
    """
    far = max(farthest(now, plan), later(now, FARTHEST_SECONDS))
    for (bureau,) in db.execute("SELECT name FROM bureaus").fetchall():
        values = {"bureau": bureau, "farthest": far, "now": now, "most": WOKEN_AT_ONCE}
        while rows := db.execute(_TOO_FAR, values).fetchall():
            db.conn.executemany(
                "UPDATE frontier SET revisit_at = ? WHERE id = ?",
                [
                    (planned_anew(published, first_seen, revisits, now, plan), row)
                    for row, published, first_seen, revisits in rows
                ],
            )


def asks_plainly(article_id: int, revisits: int) -> bool:
    """Say whether to leave the validators out this time; spread over articles and revisits.

    >>> [asks_plainly(n, 0) for n in (9, 10, 11)]
    [False, True, False]
    """
    return (article_id + revisits) % PLAINLY_EVERY == 0


def write_leases(
    db: Database, run: int | None, leased: Iterable[int], freed: Iterable[int]
) -> None:
    """Write which rows this run is asking for; to be called inside a transaction."""
    db.conn.executemany("UPDATE frontier SET lease_run = NULL WHERE id = ?", [(i,) for i in freed])
    if run is not None:
        db.conn.executemany(
            "UPDATE frontier SET lease_run = ? WHERE id = ? AND state IN ('pending', 'stored')",
            [(run, i) for i in leased],
        )


def after_failure(tries: int, now: str) -> str | None:
    """Return when to try again after the given number of failed tries; None: never."""
    if tries >= MAX_TRIES:
        return None
    return later(now, RETRY_AFTER_SECONDS[tries - 1])
