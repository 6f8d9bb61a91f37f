"""The rows of captures: where each answer stands that was kept, and which record has its body."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database


@dataclass(slots=True, frozen=True)
class Capture:
    """One answer as it came: a record of a WARC file, and its row."""

    id: int
    file: str
    """Relative to the archive's folder, with forward slashes."""
    offset: int
    """Bytes before the record."""
    length: int
    """Bytes of the record, as it is packed."""
    sha256: str
    """Of the body as it came, still packed where the host packed it."""
    url: str
    fetched_at: str
    """UTC of the answer."""
    status: int | None
    kind: str
    """What was asked for, one of `tokens.CAPTURE_KINDS`."""
    record: str = "response"
    """response, or revisit: the body stands in the record of `same_as`."""
    same_as: int | None = None
    run: int | None = None
    imported_from: str | None = None


_NAMES = tuple(field.name for field in fields(Capture))
SELECT = f"SELECT {', '.join('c.' + name for name in _NAMES)} FROM captures AS c"  # noqa: S608
"""Asks for the columns of `Capture`, in its order; the table is called c."""


def insert(db: Database, captures: Iterable[Capture]) -> None:
    """Write rows; to be called inside a transaction.

    Args:
        db: The archive.
        captures: Their records have to be on disk before the transaction ends.
    """
    marks = ", ".join("?" * len(_NAMES))
    db.conn.executemany(
        f"INSERT INTO captures ({', '.join(_NAMES)}) VALUES ({marks})",  # noqa: S608
        map(astuple, captures),
    )


def next_id(db: Database) -> int:
    """Return the id of the next row. Only the archive's one writer may count on it."""
    return int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM captures").fetchone()[0])


def end_in(db: Database, file: str) -> int:
    """Return the bytes of a file up to the end of the last record that a row names."""
    sql = "SELECT coalesce(max(offset + length), 0) FROM captures WHERE file = ?"
    return int(db.execute(sql, (file,)).fetchone()[0])


def with_body(db: Database, url: str, sha256: str) -> Capture | None:
    """Return the newest record that has this body of this address in it, None without one."""
    row = db.execute(
        f"{SELECT} WHERE substr(sha256, 1, 16) = substr(?1, 1, 16) AND sha256 = ?1 "
        "AND url = ?2 AND record = 'response' ORDER BY id DESC LIMIT 1",
        (sha256, url),
    ).fetchone()
    return Capture(*row) if row else None


def same(db: Database, url: str, fetched_at: str, sha256: str) -> tuple[Capture, bool] | None:
    """Return the capture of this address, moment (UTC) and body, and whether it was settled.

    It is when an observation tells what was made of it.
    """
    row = db.execute(
        f"{SELECT} WHERE substr(sha256, 1, 16) = substr(?1, 1, 16) AND sha256 = ?1 "
        "AND url = ?2 AND fetched_at = ?3 ORDER BY id LIMIT 1",
        (sha256, url, fetched_at),
    ).fetchone()
    if row is None:
        return None
    settled = "SELECT 1 FROM observations WHERE capture = ?"
    return Capture(*row), db.execute(settled, (row[0],)).fetchone() is not None


def unsettled(db: Database, before: int) -> list[Capture]:
    """Return captures of articles of which nothing tells what was made of them.

    They are those of the last run that kept any. An answer that was asked for again at once, and
    settled then, is not among them.

    Args:
        db: The archive.
        before: runs.id of the run that begins.
    """
    rows = db.execute(
        f"{SELECT} WHERE c.run = (SELECT max(run) FROM captures WHERE run < ?) "  # noqa: S608
        "AND c.kind = 'article' AND c.imported_from IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM captures AS l JOIN observations AS o ON o.capture = l.id "
        "WHERE l.run = c.run AND l.id >= c.id AND l.url = c.url) ORDER BY c.id",
        (before,),
    ).fetchall()
    return [Capture(*row) for row in rows]


def of_article(db: Database, bureau: str, article_id: int) -> Capture | None:
    """Return the capture that has the body of a held article's state, None without one."""
    row = db.execute(
        f"{SELECT} WHERE c.id = (SELECT coalesce(r.same_as, r.id) FROM articles AS a "  # noqa: S608
        "JOIN captures AS r ON r.id = a.capture WHERE a.bureau = ? AND a.article_id = ?)",
        (bureau, article_id),
    ).fetchone()
    return Capture(*row) if row else None


def of_id(db: Database, number: int) -> Capture | None:
    """Return the row with this id."""
    row = db.execute(f"{SELECT} WHERE id = ?", (number,)).fetchone()
    return Capture(*row) if row else None
