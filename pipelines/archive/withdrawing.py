"""Withdrawing articles on request, and undoing it: each in one transaction with its tombstone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.errors import ArchiveRefused
from pipelines.archive.frontier import know_bureaus
from pipelines.archive.tombstones import Tombstone, tombstone
from pipelines.archive.withdrawn_rows import bring_back, take_out, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlite_utils import Database

    from pipelines.archive.keys import Key

_ROW: Final = "SELECT id FROM articles WHERE bureau = ? AND article_id = ?"
_KEPT: Final = "SELECT kept FROM withdrawn WHERE bureau = ? AND article_id = ?"
_BURY: Final = (
    "INSERT INTO tombstones (bureau, article_id, removed_at, reason, requested_by) "
    "VALUES (?, ?, ?, ?, ?)"
)
# The record that has a body, and the revisits that refer to it, are evidence of the same article.
_EVIDENCE: Final = """\
INSERT INTO withdrawn_captures (capture, bureau, article_id)
SELECT id, ?2, ?3 FROM captures WHERE id = ?1 OR same_as = ?1
OR id = (SELECT same_as FROM captures WHERE id = ?1)
OR same_as = (SELECT same_as FROM captures WHERE id = ?1)
ON CONFLICT DO NOTHING"""
_TOLD: Final = ("removed_at", "reason", "requested_by", "erased_at", "finished_at")
_PARTICULARS: Final = ("title", "kind", "published", "url")
_LIFT: Final = tuple(
    f"DELETE FROM {table} WHERE bureau = ? AND article_id = ?"  # noqa: S608 - the names below
    for table in ("withdrawn", "withdrawn_captures", "tombstones")
)


def withdraw(
    db: Database,
    keys: Mapping[Key, Iterable[int]],
    reason: str,
    requested_by: str | None,
    now: str,
) -> None:
    """Withdraw articles; to be called inside a transaction, which is all or nothing.

    Args:
        db: The archive.
        keys: Of each article the captures that are evidence of it.
        reason: Why.
        requested_by: Who asked for it.
        now: UTC.

    Raises:
        ArchiveRefused: One of them is not held, or withdrawn already.
    """
    for key, captures in keys.items():
        if tombstone(db, *key) is not None:
            raise ArchiveRefused(f"{key[0]}/{key[1]} is withdrawn already.")
        bury(db, Tombstone(*key, now, reason, requested_by), now)
        note_evidence(db, key, captures)
        if db.execute(_KEPT, key).fetchone() is None:
            raise ArchiveRefused(f"{key[0]}/{key[1]} is not held.")


def bury(db: Database, stone: Tombstone, now: str) -> None:
    """Put a tombstone, and take the article's rows aside if it is held.

    Args:
        db: The archive, inside a transaction, without a tombstone of this article.
        stone: What is on record; of the erasure nothing is written.
        now: UTC.
    """
    row = db.execute(_ROW, stone.key).fetchone()
    kept = take_out(db, row[0], now) if row else None
    know_bureaus(db, [stone.bureau])
    db.conn.execute(_BURY, (*stone.key, stone.removed_at, stone.reason, stone.requested_by))
    if kept is not None:
        db.conn.execute("INSERT INTO withdrawn VALUES (?, ?, ?)", (*stone.key, kept))


def note_evidence(db: Database, key: Key, captures: Iterable[int]) -> None:
    """Note which captures are evidence of a withdrawn article, with all that have the same body."""
    db.conn.executemany(_EVIDENCE, [(capture, *key) for capture in captures])


def lift(db: Database, keys: Iterable[Key]) -> list[Key]:
    """Undo withdrawals; to be called inside a transaction, which is all or nothing.

    Returns:
        Those of which nothing was kept, such as in an archive that was made again without the
        captures of them: a crawl may ask for them again.

    Raises:
        ArchiveRefused: One of them is not withdrawn, or was erased.
    """
    nothing = []
    for key in keys:
        stone = tombstone(db, *key)
        if stone is None or stone.erased_at is not None:
            why = "is not withdrawn" if stone is None else "was erased, and cannot be restored"
            raise ArchiveRefused(f"{key[0]}/{key[1]} {why}.")
        found = db.execute(_KEPT, key).fetchone()
        for statement in _LIFT:
            db.conn.execute(statement, key)
        if found:
            bring_back(db, found[0])
        else:
            nothing.append(key)
    return nothing


def on_record(db: Database, bureau: str, article_id: int) -> dict[str, Any] | None:
    """Return what the keeper sees of a withdrawn article; None of one that is not withdrawn.

    Keys: key, removed_at, reason, requested_by, erased_at, finished_at (all of `Tombstone`), and
    unless nothing is kept of it its particulars: title, kind, published, url. No sentence of it.
    """
    stone = tombstone(db, bureau, article_id)
    if stone is None:
        return None
    told = {"key": f"{bureau}/{article_id}"} | {name: getattr(stone, name) for name in _TOLD}
    found = db.execute(_KEPT, stone.key).fetchone()
    if found is None:
        return told
    (article,) = unpack(found[0])["articles"]
    return told | {name: article[name] for name in _PARTICULARS}
