"""Addresses that robots.txt forbade, and what becomes of them when it is another one.

A rule holds as long as it stands: what it forbade is asked for once it is gone. Each address is
looked at once for each version of the rules, whatever comes of it: its `settled_at` is then later
than that version, so that rules which forbid a hundred thousand for ever cost a crawl nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive import tokens
from pipelines.archive.requeue import PENDING_AGAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

AT_ONCE = 1_000
"""Addresses that are looked at in one transaction."""
_REFUSED = (
    "SELECT id, url FROM frontier INDEXED BY frontier_counts WHERE state = 'rejected' "
    "AND reason = ? AND bureau = ? AND settled_at < ? LIMIT ?"
)


def refused_before(db: Database, bureau: str, moment: str) -> list[tuple[int, str]]:
    """Return some of the addresses that were refused before a moment: their rows' ids and them."""
    return db.execute(_REFUSED, (tokens.ROBOTS, bureau, moment, AT_ONCE)).fetchall()


def judge_again(db: Database, allowed: Iterable[int], refused: Iterable[int], now: str) -> None:
    """Make rows pending that are allowed now, and note of the others that they are still refused.

    To be called inside a transaction.
    """
    db.conn.executemany(
        f"UPDATE frontier SET {PENDING_AGAIN} WHERE id = ?",  # noqa: S608
        [(row,) for row in allowed],
    )
    db.conn.executemany(
        "UPDATE frontier SET settled_at = ? WHERE id = ?", [(now, row) for row in refused]
    )
