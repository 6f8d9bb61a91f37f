"""Erasing withdrawn articles for good: out of the rows, then out of the file's free space.

The first is one transaction, after which nothing can be restored. The second writes the whole file
anew: a page of it keeps pieces of what once stood in it, of earlier writings too, that no statement
reaches. In between the captures are rid of it, which is another module's matter
(`crawler.captures.erasing`). What was interrupted can be gone on with at any point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.archive import gathering
from pipelines.archive.connection import transaction
from pipelines.archive.errors import ArchiveLocked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlite_utils import Database

    from pipelines.archive.keys import Key

_MOVED: Final = (
    "reason = 'redirected' AND (instr(seen, '/' || ?2 || '/') "
    "OR instr(seen, ?1 || '/' || ?2 || ' at ') = 1)"
)
_ERASE: Final = (
    "DELETE FROM withdrawn WHERE bureau = ?1 AND article_id = ?2",
    # What was seen of a page that was refused may be its title, or a piece of its text.
    "UPDATE observations SET seen = NULL WHERE bureau = ?1 AND article_id = ?2",
    # An address has the title in it, that of a page which was moved there as well.
    f"UPDATE frontier SET seen = NULL WHERE state = 'rejected' AND {_MOVED}",  # noqa: S608
    f"UPDATE observations SET seen = NULL WHERE outcome = 'rejected' AND {_MOVED}",  # noqa: S608
    "UPDATE drifts SET example_url = '' WHERE bureau = ?1 AND example_id = ?2",
    "DELETE FROM story_aliases WHERE bureau = ?1 AND article_id = ?2",
)
_NOTE: Final = "INSERT INTO erasures (bureau, article_id, erased_at) VALUES (?, ?, ?)"
_MERGED: Final = (
    # An index only notes that a word is gone from an article, until its parts are merged.
    "INSERT INTO articles_fts (articles_fts) VALUES ('optimize')",
    "INSERT INTO revisions_fts (revisions_fts) VALUES ('optimize')",
)
_LEFT: Final = """\
SELECT count(*) FROM withdrawn_captures JOIN erasures USING (bureau, article_id)
WHERE bureau = ? AND article_id = ?"""
_COUNT: Final = "UPDATE erasures SET answers = answers + ? WHERE bureau = ? AND article_id = ?"
_FINISH: Final = """\
UPDATE erasures SET finished_at = ? WHERE finished_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM withdrawn_captures AS w
  WHERE w.bureau = erasures.bureau AND w.article_id = erasures.article_id)"""


def overwrite_what_goes(db: Database) -> None:
    """Let SQLite write zeros over whatever is deleted from now on; outside of a transaction."""
    db.execute("PRAGMA secure_delete = ON").fetchall()


def erase_rows(db: Database, keys: Iterable[Key], now: str) -> None:
    """Delete what is kept of withdrawn articles; to be called inside a transaction.

    Args:
        db: The archive.
        keys: Of articles with a tombstone; one that is erased stays so.
        now: UTC.
    """
    for key in keys:
        for statement in _ERASE:
            db.conn.execute(statement, key)
        db.conn.execute(f"{_NOTE} ON CONFLICT DO NOTHING", (*key, now))
    for statement in _MERGED:
        db.conn.execute(statement)
    gathering.forget_sources(db)


def answers_left(db: Database, key: Key) -> int:
    """Return how many answers of an erased article are still in the captures."""
    return int(db.execute(_LEFT, key).fetchone()[0])


def count_answers(db: Database, counts: dict[Key, int]) -> None:
    """Note how many answers went out of the captures; to be called inside a transaction."""
    db.conn.executemany(_COUNT, [(count, *key) for key, count in counts.items()])


def sweep(db: Database, path: Path, now: str) -> None:
    """Write the file anew, empty its log, and note the erasures that are through.

    Args:
        db: The archive, outside of a transaction.
        path: Its file.
        now: UTC.

    Raises:
        ArchiveLocked: Somebody reads the archive, so that its log cannot be emptied.
        sqlite3.Error: No room.
    """
    db.execute("VACUUM")
    _empty_log(db, path)
    with transaction(db):
        db.conn.execute(_FINISH, (now,))


def _empty_log(db: Database, path: Path) -> None:
    busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise ArchiveLocked(
            f"The log of {path} cannot be emptied while another program reads the archive, and it "
            "may still hold what was erased: end 'antara serve' and whatever else has it open, "
            "and give the same command again."
        )
