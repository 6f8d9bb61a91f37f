"""The listings that a backfill walks, and what listings by days say: rows that survive a kill."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.clock import later
from pipelines.archive.frontier import know_bureaus
from pipelines.archive.outcomes import WalkRow
from pipelines.archive.verdicts import iso
from pipelines.archive.zones import DEFAULT_ZONE, shift_of, shifts, whole_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlite_utils import Database

WAIT_SECONDS: Final = (0, 0, 86_400, 3 * 86_400, 7 * 86_400)
"""How long a walk waits after its first, second, … failure in a row; then as after the last."""
_COLUMNS = (
    "id, bureau, way, listing, since, until, state, ended, position, pages, named, found_new, "
    "tries, next_try, made_at, updated_at"
)


def _row(values: Sequence[Any]) -> WalkRow:
    row = list(values)
    row[8] = json.loads(row[8]) if row[8] else {}
    return WalkRow(*row)


def open_walk(
    db: Database, bureau: str, way: str, listing: str, days: tuple[str, str], now: str
) -> WalkRow:
    """Return the walk of a listing over these days, whatever its state; a new one is open.

    Args:
        db: The archive, inside a transaction.
        bureau: Short name.
        way: One of `tokens.WALKED_WAYS`.
        listing: Address of its first page.
        days: First and last day, in the bureau's zone.
        now: UTC.
    """
    know_bureaus(db, [bureau])
    db.conn.execute(
        "INSERT INTO walks (bureau, way, listing, since, until, made_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (bureau, way, listing, *days, now, now),
    )
    row = db.execute(
        f"SELECT {_COLUMNS} FROM walks WHERE bureau = ? AND way = ? AND listing = ? "  # noqa: S608
        "AND since = ? AND until = ?",
        (bureau, way, listing, *days),
    ).fetchone()
    return _row(row)


def walks(db: Database, bureau: str, states: Sequence[str]) -> list[WalkRow]:
    """Return a bureau's walks in these states, in the order in which they were made."""
    marks = ",".join("?" * len(states))
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM walks WHERE bureau = ? AND state IN ({marks}) ORDER BY id",  # noqa: S608
        (bureau, *states),
    )
    return [_row(row) for row in rows.fetchall()]


def save_walk(
    db: Database,
    walk: int,
    run: int | None,
    position: Mapping[str, Any],
    counts: tuple[int, int, int],
    now: str,
) -> None:
    """Write where a walk goes on, and its pages, named and found_new so far."""
    db.conn.execute(
        "UPDATE walks SET position = ?, pages = ?, named = ?, found_new = ?, updated_at = ?, "
        "run = ? WHERE id = ?",
        (json.dumps(dict(position), ensure_ascii=False), *counts, now, run, walk),
    )


def end_walk(db: Database, walk: int, run: int | None, state: str, ended: str, now: str) -> None:
    """Write that a walk is done, failed, or that there is no such listing.

    One that failed is gone on with at once by whoever starts the command again; after some
    failures in a row it waits, so that a page that never comes is not walked to each night.
    """
    tries = 0
    if state == "failed":
        tries = 1 + db.execute("SELECT tries FROM walks WHERE id = ?", (walk,)).fetchone()[0]
    place = min(tries, len(WAIT_SECONDS)) - 1
    wait = WAIT_SECONDS[place] if tries else 0
    db.conn.execute(
        "UPDATE walks SET state = ?, ended = ?, updated_at = ?, run = ?, tries = ?, "
        "next_try = ?, readings = readings + (? = 'done') WHERE id = ?",
        (state, ended, now, run, tries, later(now, wait) if wait else None, state, walk),
    )


def resume_walk(db: Database, walk: int, now: str) -> None:
    """Go on with a walk that failed, where it was."""
    db.conn.execute(
        "UPDATE walks SET state = 'open', ended = NULL, updated_at = ? WHERE id = ?", (now, walk)
    )


def narrow_walk(
    db: Database, walk: int, run: int | None, reached: str, before: str, why: str, now: str
) -> None:
    """End a walk whose listing ended before the first day: done from `reached` on.

    The days before it become a walk of their own in the state nothing, so that it is known why
    they are missing and they are not walked again each time.

    Args:
        db: The archive, inside a transaction.
        walk: The row.
        run: The run that walked.
        reached: The first day that the listing had.
        before: The day before that one.
        why: What is known of the end, for a person.
        now: UTC.
    """
    db.conn.execute(
        "INSERT INTO walks (bureau, way, listing, since, until, state, ended, made_at, "
        "updated_at, run) SELECT bureau, way, listing, since, ?, 'nothing', ?, made_at, ?, ? "
        "FROM walks WHERE id = ? ON CONFLICT DO NOTHING",
        (before, why, now, run, walk),
    )
    # The same days may have been walked before: of two rows for one thing the newer one counts.
    db.conn.execute(
        "DELETE FROM walks WHERE id <> ? AND (bureau, way, listing, since, until) = "
        "(SELECT bureau, way, listing, ?, until FROM walks WHERE id = ?)",
        (walk, reached, walk),
    )
    db.conn.execute("UPDATE walks SET since = ? WHERE id = ?", (reached, walk))
    end_walk(db, walk, run, "done", why, now)


def keep_read(db: Database, bureau: str, listing: str, span: tuple[str, str]) -> None:
    """Keep as a done walk that the runs of latest have read the whole days of a span.

    The span itself is forgotten when a later one begins behind a hole. Without this row all that
    it proved would be gaps, and be read again.

    Args:
        db: The archive, inside a transaction.
        bureau: Short name.
        listing: Address of its first page.
        span: From when to when, UTC.
    """
    first, last = whole_days(*span, shifts(db).get(bureau, shift_of(DEFAULT_ZONE)))
    if first > last:
        return
    read_at = span[1]
    db.conn.execute(
        "INSERT INTO walks (bureau, way, listing, since, until, state, ended, readings, made_at, "
        "updated_at) VALUES (?, 'terkini', ?, ?, ?, 'done', 'runs of latest read it', 1, ?, ?) "
        "ON CONFLICT DO UPDATE SET state = 'done', ended = excluded.ended, position = NULL, "
        "tries = 0, next_try = NULL, readings = readings + 1, made_at = "
        "max(made_at, excluded.made_at), updated_at = max(updated_at, excluded.updated_at)",
        (bureau, listing, iso(first), iso(last), read_at, read_at),
    )


def reopen_walk(db: Database, walk: int, now: str) -> None:
    """Begin a walk anew: to be walked from its first page on."""
    db.conn.execute(
        "UPDATE walks SET state = 'open', ended = NULL, position = NULL, pages = 0, named = 0, "
        "found_new = 0, made_at = ?, updated_at = ? WHERE id = ?",
        (now, now, walk),
    )


def save_listed_day(
    db: Database,
    bureau: str,
    day: str,
    way: str,
    said: tuple[int | None, int, bool],
    now: str,
) -> None:
    """Write what a listing says of a day: announced, named, and whether it was read to its end."""
    know_bureaus(db, [bureau])
    announced, named, complete = said
    db.table("listed_days").upsert(
        {
            "bureau": bureau,
            "day": day,
            "way": way,
            "announced": announced,
            "named": named,
            "complete": int(complete),
            "seen_at": now,
        },
        pk=("bureau", "day", "way"),
    )


def tags_of(db: Database, bureau: str, since: str, until: str) -> Iterator[tuple[str, int]]:
    """Yield the tags of the articles held of these days, most used first, with their counts."""
    rows = db.execute(
        "SELECT t.name, count(*) AS used FROM articles AS a "
        "JOIN article_tags AS x ON x.article = a.id JOIN tags AS t ON t.id = x.tag "
        "WHERE a.bureau = ? AND a.published_day BETWEEN ? AND ? "
        "GROUP BY t.id ORDER BY used DESC, t.name",
        (bureau, since, until),
    )
    yield from rows.fetchall()
