"""A short write into an archive that a crawl may be writing to.

SQLite keeps two writers apart, each waiting for the other's transaction, so that a crawl is not
disturbed. What SQLite cannot see is that the file under its name is exchanged, as a restore or
the move of a sample does, always under the side-car lock. Hence: take that lock for the moment of
the write; where a crawl holds it, which it does up to its end, nobody else can exchange the file
and the write may go in beside it; where anybody else holds it, refuse.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines.archive.connection import connect_writer, transaction, translated
from pipelines.archive.errors import ArchiveLocked
from pipelines.archive.lock import SideCarLock, named_holder
from pipelines.archive.reading import ArchiveReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

_UNDER_WAY = "SELECT pid FROM runs WHERE outcome IS NULL ORDER BY id DESC LIMIT 1"


@contextmanager
def write_beside(path: Path) -> Iterator[Database]:
    """Run the block in one transaction on an archive that exists and needs no migration.

    Raises:
        ArchiveLocked: another command than a crawl holds it, or a writer did not end in time.
        ArchiveError: there is none, or it cannot be used: as `ArchiveReader`.
    """
    with ArchiveReader(path) as reader, translated(path):
        row = reader._db.execute(_UNDER_WAY).fetchone()
    lock: SideCarLock | None = None
    try:
        lock = SideCarLock.take(path)
    except ArchiveLocked:
        if row is None or named_holder(path) != str(row[0]):
            raise
    try:
        db = connect_writer(path)
        try:
            with translated(path):
                if lock is None:
                    # Only one connection checkpoints: the crawl's.
                    db.execute("PRAGMA wal_autocheckpoint = 0")
                with transaction(db):
                    yield db
        finally:
            db.close()
    finally:
        if lock is not None:
            lock.release()
