"""The frontier: which addresses are known, and by which ways they were found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipelines.archive import tokens
from pipelines.archive.again import is_better, may_be_there_now
from pipelines.archive.outcomes import Found
from pipelines.archive.requeue import TO_ASK_FOR
from pipelines.archive.tombstones import withdrawn_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlite_utils import Database

_IDS_A_QUERY = 500
_BETTER = "url = ?, feed_published = ?, day = ?, priority = ?, tries = ?"
_TAKE_OVER = f"UPDATE frontier SET {_BETTER} WHERE id = ?"  # noqa: S608
_ASK_AGAIN = f"UPDATE frontier SET {_BETTER}, {TO_ASK_FOR} WHERE id = ?"  # noqa: S608


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


@dataclass(slots=True)
class _Known:
    """What the frontier holds of a key, as this transaction knows it."""

    id: int
    url: str
    kind: str
    state: str
    feed_published: str | None
    day: str | None
    priority: int
    reason: str | None = None
    tries: int = 0
    last_try: str | None = None


def add_found(
    db: Database, found: Iterable[Found], now: str
) -> tuple[list[int], list[int], list[tuple[int, Found]]]:
    """Put what listings named into the frontier; to be called inside a transaction.

    An AMP address gives way to the desktop one, one with a query to one without, unless the article
    is held. What gave no article is asked for again when it is named again: at once by a better
    address, else after a while, some times (see `again`). The number of an article that is held, or
    still to be asked for, under the path of another kind cannot be asked for under the same key:
    it is noted as a key collision. Each way is noted with the first time that it named the key.
    What was withdrawn counts as known, and is written nowhere.

    Returns:
        Article ids that are new, ids that were known, and new collisions with their frontier row.
    """
    items = list(found)
    know_bureaus(db, (item.bureau for item in items))
    known = _known(db, items)
    withdrawn = withdrawn_among(db, ((item.bureau, item.article_id) for item in items))
    new: dict[int, None] = {}
    old: dict[int, None] = {}
    collisions = []
    for item in items:
        key = (item.bureau, item.article_id)
        if key in withdrawn:
            old[item.article_id] = None
            continue
        row = known.get(key)
        if row is None:
            row = known[key] = _insert(db, item, now)
            new[item.article_id] = None
        else:
            if item.article_id not in new:
                old[item.article_id] = None
            _found_again(db, item, row, now)
            other_kind = row.state in ("stored", "pending") and item.kind != row.kind
            if other_kind and _note_collision(db, item, now):
                collisions.append((row.id, item))
        db.conn.execute(
            "INSERT INTO findings (frontier, way, found_at) VALUES (?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (row.id, item.way, now),
        )
    return list(new), list(old), collisions


def _known(db: Database, items: Sequence[Found]) -> dict[tuple[str, int], _Known]:
    known = {}
    for bureau in {item.bureau for item in items}:
        ids = (item.article_id for item in items if item.bureau == bureau)
        columns = (
            "article_id, id, url, kind, state, feed_published, day, priority, reason, tries, "
            "last_try"
        )
        for article_id, *rest in rows_of_keys(db, columns, "frontier", bureau, ids):
            known[bureau, article_id] = _Known(*rest)
    return known


def _insert(db: Database, item: Found, now: str) -> _Known:
    cursor = db.conn.execute(
        "INSERT INTO frontier (bureau, article_id, url, kind, found_at, feed_published, day, "
        "priority) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            item.bureau,
            item.article_id,
            item.url,
            str(item.kind),
            now,
            item.feed_published,
            item.day,
            item.priority,
        ),
    )
    return _Known(
        int(cursor.lastrowid or 0),
        item.url,
        str(item.kind),
        "pending",
        item.feed_published,
        item.day,
        item.priority,
    )


def _found_again(db: Database, item: Found, row: _Known, now: str) -> None:
    """Take over what is better in a new finding, and ask again for what gave no article."""
    before = replace(row)
    row.feed_published = row.feed_published or item.feed_published
    row.day = row.day or item.day
    row.priority = max(row.priority, item.priority)
    if row.state != "stored" and item.kind == row.kind:
        _hope_again(item, row, now)
    if row != before:
        sql = _TAKE_OVER if row.state == before.state else _ASK_AGAIN
        better = (row.url, row.feed_published, row.day, row.priority, row.tries)
        db.conn.execute(sql, (*better, row.id))


def _hope_again(item: Found, row: _Known, now: str) -> None:
    """Take over a better address of what is not held, and make it one to ask for where it may be.

    What is only noted, because nobody wants its days yet, is no reason to ask.
    """
    if row.reason != tokens.KEY_COLLISION and is_better(item.url, row.url):
        row.url = item.url
        if row.state != "pending":
            row.state, row.tries = "pending", 0  # nobody has asked for this address so far
    elif item.priority > tokens.KNOWN_ONLY and may_be_there_now(
        row.state, row.reason, row.tries, row.last_try, now
    ):
        row.state, row.tries = "pending", row.tries + 1


def ask_instead(db: Database, frontier_id: int, url: str, asked: str) -> bool:
    """Write another address of the same article if it is a better one.

    Args:
        db: the archive.
        frontier_id: of the article's row.
        url: the address.
        asked: the one that was asked for, or was to be.

    Returns:
        Whether the row has a better address than `asked`; a listing may have named it meanwhile.
    """
    row = db.execute("SELECT url FROM frontier WHERE id = ?", (frontier_id,)).fetchone()
    if row is None:
        return False
    if is_better(row[0], asked):
        return True
    if not is_better(url, row[0]):
        return False
    db.conn.execute("UPDATE frontier SET url = ? WHERE id = ?", (url, frontier_id))
    return True


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
    """Return which of the ids have an outcome, or were withdrawn."""
    ids = list(ids)
    rows = rows_of_keys(db, "article_id, state", "frontier", bureau, ids)
    withdrawn = withdrawn_among(db, ((bureau, each) for each in ids))
    return {article_id for article_id, state in rows if state != "pending"} | {
        article_id for _, article_id in withdrawn
    }


def published(db: Database, bureau: str, ids: Iterable[int]) -> dict[int, str]:
    """Return published_utc of those of the ids that are stored with a date."""
    rows = rows_of_keys(db, "article_id, published_utc", "articles", bureau, ids)
    return {article_id: moment for article_id, moment in rows if moment is not None}
