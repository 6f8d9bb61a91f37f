"""What a doctor asks of an archive: is its file sound, who permitted it, how fresh is it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import backup_log, library, permissions, runs
from pipelines.archive.library import sqlite3

if TYPE_CHECKING:
    from sqlite_utils import Database


def checkup(db: Database) -> dict[str, Any]:
    """Return what is to be known of an archive before anything is asked of it.

    Keys: problems (lines of SQLite's quick check, empty when sound), sqlite_version,
    sqlite_warning (None: good), last_time (UTC, the newest time that a run wrote; None: none
    did), good_runs ({bureau: UTC of the end of its last run without an error}), bureaus (those
    that hold anything), permissions (see `permissions.rows`), backup (see
    `backup_log.last_backup`).
    """
    return {
        "problems": _problems(db),
        "sqlite_version": library.version(),
        "sqlite_warning": library.version_warning(),
        "last_time": runs.last_moment(db),
        "good_runs": _good_runs(db),
        "bureaus": [
            name
            for (name,) in db.execute(
                "SELECT name FROM bureaus WHERE EXISTS (SELECT 1 FROM frontier WHERE "
                "frontier.bureau = bureaus.name) ORDER BY name"
            )
        ],
        "permissions": permissions.rows(db),
        "backup": backup_log.last_backup(db),
    }


def _problems(db: Database) -> list[str]:
    try:
        found = [row[0] for row in db.execute("PRAGMA quick_check(5)")]
    except sqlite3.OperationalError:  # locked and the like: says nothing of the file
        raise
    except sqlite3.DatabaseError as error:  # so damaged that the check itself ends
        found = [str(error)]
    return [] if found == ["ok"] else found


def _good_runs(db: Database) -> dict[str, str]:
    """Return when each bureau's part of a run last went without an error."""
    rows = db.execute(
        "SELECT bureau, max(finished_at) FROM run_bureaus JOIN runs ON runs.id = run "
        "WHERE finished_at IS NOT NULL AND outcome IN ('finished', 'errors') "
        "AND json_array_length(counts, '$.errors') = 0 GROUP BY bureau"
    )
    return dict(rows.fetchall())
