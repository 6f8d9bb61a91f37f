"""The rows of measurements and of class names: written with the articles that they are of.

They are written in the transaction that stores the articles, so that a killed run loses none of
them; what it did not live to judge, the next run does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.measuring import (
    Measurement,
    Stratum,
    gathered,
    is_fresh,
    measure,
    stratum_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlite_utils import Database

MOST_NAMES: Final = 3_000
"""Class names that are remembered of a bureau. One that makes a new name for each page would
fill the archive with them, and a new one would say nothing."""

_JSON: Final = ("fields", "words", "paragraphs", "put_back")
_COLUMNS: Final = ("pages", "generic", *_JSON)
_KEY: Final = "run = ? AND bureau = ? AND kind = ? AND layout = ? AND fresh = ?"
_ROW: Final = f"SELECT {', '.join(_COLUMNS)} FROM measurements WHERE {_KEY}"  # noqa: S608
_SAVE: Final = (
    "INSERT OR REPLACE INTO measurements (run, bureau, kind, layout, fresh, "  # noqa: S608
    f"{', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SINCE: Final = (
    "SELECT m.run, r.started_at, m.kind, m.layout, "  # noqa: S608
    f"{', '.join(f'm.{name}' for name in _COLUMNS)} "
    "FROM measurements AS m JOIN runs AS r ON r.id = m.run "
    "WHERE m.bureau = ? AND m.fresh = 1 AND m.run >= ? ORDER BY m.run"
)
_NAME: Final = (
    "INSERT INTO class_names (bureau, name, run, layout) SELECT ?1, ?2, ?3, ?4 WHERE "
    "NOT EXISTS (SELECT 1 FROM class_names WHERE bureau = ?1 AND name = ?2) AND "
    "(SELECT count(*) FROM class_names WHERE bureau = ?1) < ?5"
)


@dataclass(slots=True, frozen=True)
class Measured:
    """What one run read of one stratum."""

    run: int
    started_at: str
    stratum: Stratum
    counts: Measurement


def note(
    db: Database,
    run: int | None,
    now: str,
    read: Iterable[tuple[Mapping[str, Any], str, Sequence[str]]],
) -> None:
    """Count pages that were just stored; to be called in their transaction.

    Args:
        db: the archive.
        run: runs.id; outside a run nothing is counted.
        now: UTC.
        read: an article's fields, what became of it, and the names around its container.
    """
    pages = list(read)
    if run is None or not pages:
        return
    command = db.execute("SELECT command FROM runs WHERE id = ?", (run,)).fetchone()[0]
    named = [
        (str(article["bureau"]), name, run, str(article["layout"]), MOST_NAMES)
        for article, _, names in pages
        for name in names
    ]
    found = gathered(
        (stratum_of(article, fresh=is_fresh(article, result, command, now)), measure(article))
        for article, result, _ in pages
    )
    for stratum, counts in found.items():
        key = (run, stratum.bureau, stratum.kind, stratum.layout, int(stratum.fresh))
        row = db.execute(_ROW, key).fetchone()
        held = Measurement() if row is None else _counts(row)
        held.add(counts)
        packed = [json.dumps(getattr(held, name), ensure_ascii=False) for name in _JSON]
        db.conn.execute(_SAVE, (*key, held.pages, held.generic, *packed))
    db.conn.executemany(_NAME, dict.fromkeys(named))


def fresh_since(db: Database, bureau: str, since: str) -> list[Measured]:
    """Return what was read of a bureau's new articles in the runs that began since a moment (UTC).

    Oldest first.
    """
    # A clock that was ahead once must not hide the runs after it: hence the first run since then.
    first = db.execute("SELECT min(id) FROM runs WHERE started_at >= ?", (since,)).fetchone()[0]
    if first is None:
        return []
    return [
        Measured(run, started, Stratum(bureau, kind, layout), _counts(counts))
        for run, started, kind, layout, *counts in db.execute(_SINCE, (bureau, first))
    ]


def fresh_bureaus(db: Database, run: int) -> list[str]:
    """Return the bureaus of which a run read new articles."""
    rows = db.execute(
        "SELECT DISTINCT bureau FROM measurements WHERE run = ? AND fresh = 1 ORDER BY bureau",
        (run,),
    )
    return [row[0] for row in rows]


def new_names(db: Database, bureau: str, since_run: int) -> list[str]:
    """Return the names around a bureau's containers that no run before one had met."""
    rows = db.execute(
        "SELECT name FROM class_names WHERE bureau = ? AND run >= ? ORDER BY name",
        (bureau, since_run),
    )
    return [row[0] for row in rows]


def _counts(row: Sequence[Any]) -> Measurement:
    pages, generic, *packed = row
    return Measurement(pages, generic, *map(json.loads, packed))
