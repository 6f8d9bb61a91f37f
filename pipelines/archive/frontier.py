"""The frontier: which addresses are known, and which to ask for next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.archive import tokens
from pipelines.archive.outcomes import Found, Pending

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from sqlite_utils import Database

RETRY_AFTER_SECONDS = (600, 3_600, 6 * 3_600, 86_400, 3 * 86_400)
"""Delay after the first, second, … failed try; a try beyond them is the last one."""
MAX_TRIES = len(RETRY_AFTER_SECONDS) + 1
_IDS_A_QUERY = 500


def is_amp(url: str) -> bool:
    """Say whether an address is that of an AMP page (/amp/berita/…)."""
    return urlsplit(url).path.startswith("/amp/")


def know_bureaus(db: Database, names: Iterable[str]) -> None:
    """Make sure that each bureau has a row, to which others can point."""
    db.conn.executemany(
        "INSERT INTO bureaus (name) VALUES (?) ON CONFLICT DO NOTHING",
        [(name,) for name in sorted(set(names))],
    )


def rows_of_keys(
    db: Database, columns: str, table: str, bureau: str, ids: Iterable[int]
) -> Iterator[tuple[Any, ...]]:
    """Yield the columns of a table's rows with these keys of one bureau. Names are trusted."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _IDS_A_QUERY):
        part = wanted[start : start + _IDS_A_QUERY]
        marks = ",".join("?" * len(part))
        yield from db.execute(
            f"SELECT {columns} FROM {table} "  # noqa: S608 - names from this package only
            f"WHERE bureau = ? AND article_id IN ({marks})",
            (bureau, *part),
        )


def add_found(
    db: Database, found: Iterable[Found], now: str
) -> tuple[list[int], list[int], list[tuple[int, Found]]]:
    """Put what listings named into the frontier; to be called inside a transaction.

    A pending AMP address gives way to the desktop one. The number of an article that is held, or
    still to be asked for, under the path of another kind cannot be asked for under the same key:
    it is noted as a key collision.

    Returns:
        Article ids that are new, ids that were known, and new collisions with their frontier row.
    """
    items = list(found)
    know_bureaus(db, (item.bureau for item in items))
    known: dict[tuple[str, int], tuple[int, str, str, str, str | None, str | None]] = {}
    for bureau in {item.bureau for item in items}:
        ids = (item.article_id for item in items if item.bureau == bureau)
        columns = "article_id, id, url, kind, state, ways, feed_published"
        for article_id, *rest in rows_of_keys(db, columns, "frontier", bureau, ids):
            known[bureau, article_id] = (rest[0], rest[1], rest[2], rest[3], rest[4], rest[5])
    new: dict[int, None] = {}
    old: dict[int, None] = {}
    collisions = []
    for item in items:
        row = known.get((item.bureau, item.article_id))
        if row is None:
            cursor = db.conn.execute(
                "INSERT INTO frontier (bureau, article_id, url, kind, ways, found_at, "
                "feed_published) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    item.bureau,
                    item.article_id,
                    item.url,
                    str(item.kind),
                    item.way,
                    now,
                    item.feed_published,
                ),
            )
            new[item.article_id] = None
            known[item.bureau, item.article_id] = (
                int(cursor.lastrowid or 0),
                item.url,
                str(item.kind),
                "pending",
                item.way,
                item.feed_published,
            )
            continue
        if item.article_id not in new:
            old[item.article_id] = None
        known[item.bureau, item.article_id] = _found_again(db, item, row)
        other_kind = row[3] in ("stored", "pending") and item.kind != row[2]
        if other_kind and _note_collision(db, item, now):
            collisions.append((row[0], item))
    return list(new), list(old), collisions


def _found_again(
    db: Database, item: Found, row: tuple[int, str, str, str, str | None, str | None]
) -> tuple[int, str, str, str, str | None, str | None]:
    frontier_id, url, kind, state, ways, feed_published = row
    better = state == "pending" and item.kind == kind and is_amp(url) and not is_amp(item.url)
    new_url, new_kind = (item.url, str(item.kind)) if better else (url, kind)
    new_ways = ways
    if item.way not in (ways or "").split():
        new_ways = f"{ways} {item.way}" if ways else item.way
    new_feed = feed_published or item.feed_published
    again = (frontier_id, new_url, new_kind, state, new_ways, new_feed)
    if again != row:
        db.conn.execute(
            "UPDATE frontier SET url = ?, kind = ?, ways = ?, feed_published = ? WHERE id = ?",
            (new_url, new_kind, new_ways, new_feed, frontier_id),
        )
    return again


def _note_collision(db: Database, item: Found, now: str) -> bool:
    """Record once that another kind's address carries a held article's number."""
    key = (item.bureau, item.article_id, tokens.KEY_COLLISION, item.url)
    if db.execute(
        "SELECT 1 FROM observations WHERE bureau = ? AND article_id = ? AND outcome = ? "
        "AND seen = ?",
        key,
    ).fetchone():
        return False
    db.conn.execute(
        "INSERT INTO observations (bureau, article_id, outcome, seen, asked_at, reason) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (*key, now, tokens.KEY_COLLISION),
    )
    return True


def settled(db: Database, bureau: str, ids: Iterable[int]) -> set[int]:
    """Return which of the ids have an outcome."""
    rows = rows_of_keys(db, "article_id, state", "frontier", bureau, ids)
    return {article_id for article_id, state in rows if state != "pending"}


def published(db: Database, bureau: str, ids: Iterable[int]) -> dict[int, str]:
    """Return published_utc of those of the ids that are stored with a date."""
    rows = rows_of_keys(db, "article_id, published_utc", "articles", bureau, ids)
    return {article_id: moment for article_id, moment in rows if moment is not None}


def next_pending(db: Database, bureau: str, now: str, leased: Collection[int]) -> Pending | None:
    """Return the row to ask for now: highest priority, then newest (highest id), due, unleased."""
    cursor = db.conn.execute(
        "SELECT id, url, bureau, article_id, kind, feed_published, tries FROM frontier "
        "WHERE state = 'pending' AND bureau = ? AND (next_try IS NULL OR next_try <= ?) "
        "ORDER BY priority DESC, article_id DESC",
        (bureau, now),
    )
    for row in cursor:
        if row[0] not in leased:
            cursor.close()
            return Pending(*row)
    return None


def write_leases(
    db: Database, run: int | None, leased: Iterable[int], freed: Iterable[int]
) -> None:
    """Write which rows this run is asking for; to be called inside a transaction."""
    db.conn.executemany("UPDATE frontier SET lease_run = NULL WHERE id = ?", [(i,) for i in freed])
    if run is not None:
        db.conn.executemany(
            "UPDATE frontier SET lease_run = ? WHERE id = ? AND state = 'pending'",
            [(run, i) for i in leased],
        )


def after_failure(tries: int, now: str, later: Callable[[str, int], str]) -> str | None:
    """Return when to try again after the given number of failed tries; None: never."""
    if tries >= MAX_TRIES:
        return None
    return later(now, RETRY_AFTER_SECONDS[tries - 1])
