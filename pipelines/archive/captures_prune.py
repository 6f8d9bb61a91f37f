"""Giving captures up: which rows may go, and the one transaction that moves the others.

The files are another module's matter, `crawler.captures.prune`: it copies what stays into a new
file, then calls `Pruning.swap`, then deletes the old file.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines.archive.captures_choice import condition
from pipelines.archive.captures_read import Captures
from pipelines.archive.connection import connect_writer, transaction, translated
from pipelines.archive.lock import SideCarLock
from pipelines.archive.reading import ArchiveReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from pipelines.archive.captures_choice import Choice

_OF_ARTICLES = "UPDATE articles SET capture = NULL WHERE capture = ?"
_OF_REVISIONS = "UPDATE revisions SET capture = NULL WHERE capture = ?"
_OF_DRIFTS = "UPDATE drifts SET capture = NULL WHERE capture = ?"
_OF_OBSERVATIONS = "UPDATE observations SET capture = NULL WHERE capture = ?"


class Pruning:
    """A locked archive whose captures are given up. All methods raise `ArchiveError`."""

    def __init__(self, db: Database, path: Path) -> None:
        self.path = path
        self.captures = Captures(db, path)
        self._db = db

    def files(self, choice: Choice) -> list[str]:
        """Return the files that something would go from, those with the newest rows first.

        A revisit is newer than the record that has its body, so it is gone when that one's turn
        comes.
        """
        going, values = condition(choice)
        sql = f"SELECT c.file FROM captures AS c WHERE {going} GROUP BY 1 ORDER BY max(c.id) DESC"  # noqa: S608
        with translated(self.path):
            return [row[0] for row in self._db.execute(sql, values)]

    def going(self, file: str, choice: Choice) -> set[int]:
        """Return the numbers of the rows of a file that can go now, all else staying."""
        going, values = condition(choice, within_file=True)
        sql = f"SELECT c.id FROM captures AS c WHERE c.file = ? AND {going}"  # noqa: S608
        with translated(self.path):
            return {row[0] for row in self._db.execute(sql, [file, *values])}

    def has_rows(self, file: str) -> bool:
        """Return whether any row names a file."""
        with translated(self.path):
            sql = "SELECT 1 FROM captures WHERE file = ? LIMIT 1"
            return self._db.execute(sql, (file,)).fetchone() is not None

    def swap(
        self, old: str, new: str, going: Iterable[int], places: Iterable[tuple[int, int]]
    ) -> None:
        """Give rows up and move all others of a file to a new one, in one transaction.

        Whoever pointed to a row that goes points to nothing afterwards, which means that no
        capture was kept.

        Args:
            old: the file, as rows name it.
            new: its successor.
            going: numbers of the rows to give up.
            places: number and new offset of each row that stays.

        Raises:
            ArchiveError: something still needs one of the rows; nothing was changed.
        """
        gone = [(number,) for number in going]
        moved = [(new, offset, number, old) for number, offset in places]
        with translated(self.path), transaction(self._db):
            conn = self._db.conn
            # A revisit and the record that has its body may go together, in any order.
            conn.execute("PRAGMA defer_foreign_keys = ON")
            for statement in (_OF_ARTICLES, _OF_REVISIONS, _OF_OBSERVATIONS, _OF_DRIFTS):
                conn.executemany(statement, gone)
            conn.executemany("DELETE FROM captures WHERE id = ?", gone)
            conn.executemany(
                "UPDATE captures SET file = ?, offset = ? WHERE id = ? AND file = ?", moved
            )


@contextmanager
def pruning(path: Path) -> Iterator[Pruning]:
    """Hold an archive as a crawl does, for giving captures up.

    Raises:
        ArchiveLocked: another process holds it; it is named.
        ArchiveError: there is none, or it cannot be used: as `ArchiveReader`.
    """
    with ArchiveReader(path):
        pass  # before a lock's file is made beside what is no archive
    lock = SideCarLock.take(path)
    try:
        with ArchiveReader(path):
            pass  # nobody can exchange it any more
        db = connect_writer(path)
        try:
            yield Pruning(db, path)
        finally:
            db.close()
    finally:
        lock.release()
