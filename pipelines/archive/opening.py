"""Opening an archive for writing, one transaction at a time, and closing it."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from pipelines.archive import leasing
from pipelines.archive.connection import connect_quietly, connect_writer, transaction, translated
from pipelines.archive.errors import ArchiveError
from pipelines.archive.identity import identify
from pipelines.archive.migrations import migrate
from pipelines.archive.place import Place, clear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    from pipelines.archive.captures import Capture


class Opening:
    """The file of a session: locked from the start, opened later, closed for sure.

    Args:
        place: Where the archive stands, locked.
        clock: Tells the time as YYYY-MM-DDTHH:MM:SSZ.
        migrations: The schema to bring it to.
    """

    def __init__(self, place: Place, clock: Callable[[], str], migrations: Migrations) -> None:
        self.path = place.path
        self.origin = place.origin
        self.notes = place.notes
        self.run: int | None = None
        self._place = place
        self._clock = clock
        self._migrations = migrations
        self._db: Database | None = None
        self._leased: set[int] = set()
        self._lease_written: set[int] = set()
        self.archive_id: str | None = None
        """Six letters and digits that name this archive in its files of captures, once open."""
        self.keeps_lists = True
        """Whether the lists beside the captures are written with what they are of. Not while an
        archive is made from them: it may be thrown away, and what they say would stay."""
        self._new_captures: list[Capture] = []

    def flush(self) -> None:
        """Write what is queued; see `ArchiveSession.flush`."""
        raise NotImplementedError

    @property
    def opened(self) -> bool:
        """Whether the archive is open for writing."""
        return self._db is not None

    @property
    def exists(self) -> bool:
        """Whether there is an archive of this origin already."""
        return self._place.exists and self._place.moves_to is None

    def open(self) -> None:
        """Make or migrate the archive and open it for writing. A second call does nothing."""
        if self._db is not None:
            return
        found = self.exists
        clear(self._place)
        db = connect_writer(self.path)
        try:
            with translated(self.path):
                self._prepare(db, found=found)
        except BaseException:
            db.close()
            raise
        self._db = db

    def _prepare(self, db: Database, *, found: bool) -> None:
        with transaction(db):
            identify(db, self.path, self._migrations)
            done = migrate(db, self._migrations)
            db.conn.execute(
                "INSERT INTO meta (key, value) VALUES ('origin', ?), ('created_at', ?), "
                "('archive_id', ?) ON CONFLICT DO NOTHING",
                (self.origin, self._clock(), secrets.token_hex(3)),
            )
            (self.archive_id,) = db.execute(
                "SELECT value FROM meta WHERE key = 'archive_id'"
            ).fetchone()
        if done and found:
            self.notes.append(f"{self.path} was migrated: {', '.join(done)}.")

    def close(self) -> None:
        """Write what is queued, check the log into the file and give the lock back.

        The lock is given back whatever happens; a batch that could not be written raises its
        `ArchiveError` afterwards.
        """
        db = self._db
        try:
            if db is not None:
                self.flush()
        finally:
            self._db = None
            try:
                if db is not None:
                    with translated(self.path):
                        db.execute("PRAGMA optimize")
                        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                if db is not None:
                    db.close()
                self._place.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        """One transaction of this session; leases given since the last one go in with it."""
        if self._db is None:
            raise ArchiveError(f"{self.path} is not open for writing.")
        with translated(self.path):
            with transaction(self._db):
                given = self._leased - self._lease_written
                freed = self._lease_written - self._leased
                leasing.write_leases(self._db, self.run, given, freed)
                yield self._db
            self._lease_written = set(self._leased)

    @contextmanager
    def _reading(self) -> Iterator[Database | None]:
        """The connection, or before `open` a passing one; None where there is no archive yet."""
        if self._db is not None:
            with translated(self.path):
                yield self._db
            return
        if not self._place.exists or self._place.moves_to is not None:
            yield None
            return
        db = connect_quietly(self.path)
        try:
            with translated(self.path):
                yield db
        finally:
            db.close()
