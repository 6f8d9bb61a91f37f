"""What the rights' owner allowed in writing: the record, and whether it allows something today.

The letter itself is not kept: its name and its SHA-256 prove later which one was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.errors import ArchiveRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlite_utils import Database

VALID: Final = "valid"
OVER: Final = "over"
"""States of a permission; see `state`."""
CRAWL: Final = "crawl"
SERVE: Final = "serve"
DATASET: Final = "dataset"
AI_TRAINING: Final = "ai-training"
SCOPES: Final[dict[str, str]] = {
    CRAWL: "to ask ANTARA's sites for articles automatically",
    SERVE: "to show the texts to others: antara serve --host, beyond this machine",
    DATASET: "to hand the texts on as a data set",
    AI_TRAINING: "to train or evaluate AI with the texts",
}
"""Each thing that can be allowed, and what it means. The only list of them; a row with another
word, as somebody's own SQL may write, allows nothing."""

COLUMNS: Final = (
    *("id", "bureau", "scope", "granted_by", "granted_at", "valid_until"),
    *("file_name", "file_sha256", "note", "noted_at"),
)
_ROWS: Final = f"SELECT {', '.join(COLUMNS)} FROM permissions ORDER BY granted_at DESC, id DESC"  # noqa: S608
_ADD: Final = (
    "INSERT INTO permissions (scope, granted_by, granted_at, valid_until, file_name, file_sha256, "
    "note, noted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def rows(db: Database) -> list[dict[str, Any]]:
    """Return the permissions on record, the newest first; keys are `COLUMNS`."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in db.execute(_ROWS).fetchall()]


def state(row: Mapping[str, Any], today: str) -> str:
    """Return whether a permission allows its scope on a day, both of its ends included.

    Args:
        row: of `rows`.
        today: YYYY-MM-DD, at ANTARA's.

    Returns:
        `VALID`, `OVER`, "not yet", "unknown scope" or "one bureau only": the last two allow
        nothing, because nothing here writes such rows and goes by them.

    >>> row = {"scope": "serve", "bureau": None, "granted_at": "2026-01-05", "valid_until": None}
    >>> state(row, "2026-01-04"), state(row, "2026-01-05")
    ('not yet', 'valid')
    >>> state({**row, "valid_until": "2026-06-30"}, "2026-06-30")
    'valid'
    >>> state({**row, "bureau": "bali"}, "2026-01-05")
    'one bureau only'
    """
    if row["scope"] not in SCOPES:
        return "unknown scope"
    if row["bureau"] is not None:
        return "one bureau only"  # it would have to leave the others out
    if row["granted_at"] > today:
        return "not yet"
    return OVER if (row["valid_until"] or today) < today else VALID


def allowing(
    found: Iterable[Mapping[str, Any]], scope: str, today: str
) -> Mapping[str, Any] | None:
    """Return the newest permission that allows something today; None when none does.

    Args:
        found: of `rows`.
        scope: one of `SCOPES`.
        today: YYYY-MM-DD, at ANTARA's.

    Raises:
        ValueError: unknown scope.
    """
    if scope not in SCOPES:
        raise ValueError(f"Unknown scope {scope!r}; it is one of {', '.join(SCOPES)}.")
    for row in found:
        if row["scope"] == scope and state(row, today) == VALID:
            return row
    return None


def add(
    db: Database,
    scopes: Sequence[str],
    who: str,
    days: tuple[str, str | None],
    file: tuple[str, str],
    note: str | None,
    now: str,
) -> list[int]:
    """Put a permission on record, a row for each scope; to be called inside a transaction.

    Args:
        db: The archive.
        scopes: Of `SCOPES`.
        who: Who allowed it.
        days: Its day, and the last one on which it holds or None (YYYY-MM-DD).
        file: The letter's name, without its folder, and its SHA-256.
        note: Conditions, where the letter is kept; None for none.
        now: UTC.

    Returns:
        The ids of the rows.

    Raises:
        ArchiveRefused: An unknown scope.
    """
    for scope in scopes:
        if scope not in SCOPES:
            raise ArchiveRefused(f"Unknown scope '{scope}'; it is one of {', '.join(SCOPES)}.")
    return [
        int(db.conn.execute(_ADD, (scope, who, *days, *file, note, now)).lastrowid or 0)
        for scope in scopes
    ]


def end(db: Database, number: int, until: str) -> bool:
    """Let a permission end with a day; return whether there is such a one."""
    sql = "UPDATE permissions SET valid_until = ? WHERE id = ?"
    return bool(db.conn.execute(sql, (until, number)).rowcount)


def remove(db: Database, number: int) -> bool:
    """Take a permission off the record; return whether there was such a one."""
    return bool(db.conn.execute("DELETE FROM permissions WHERE id = ?", (number,)).rowcount)
