"""Statements that end in time."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipelines.archive.library import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_STEPS: Final = 20_000
"""Steps of SQLite's machine between two looks at the clock; about a millisecond."""


class TookTooLongError(Exception):
    """A statement was ended."""


@contextmanager
def no_longer_than(db: Database, seconds: float) -> Iterator[None]:
    """End SQLite's work in the block after so long.

    Args:
        db: The archive; it has one such limit at a time.
        seconds: For all statements of the block together.

    Raises:
        TookTooLongError: It was ended.
    """
    end = time.monotonic() + seconds
    db.conn.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        raise TookTooLongError from error
    finally:
        db.conn.set_progress_handler(None, _STEPS)
