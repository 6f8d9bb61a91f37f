"""Captures in a session: their rows wait for the next transaction, and their records go before it.

A row may point to a capture only when its record is on disk. So each transaction writes the rows
of the captures made since the last one, and has the files synced just before it is committed,
whatever else it is for.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipelines.archive import captures, rereading
from pipelines.archive.captures import Capture
from pipelines.archive.captures_prune import Pruning
from pipelines.archive.errors import ArchiveError
from pipelines.archive.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlite_utils import Database

    from pipelines.archive.outcomes import Filters
    from pipelines.archive.rereading import ToReread


class Capturing(Opening):
    """The part of `ArchiveSession` that knows of captures; `sync_captures` is set by who writes."""

    sync_captures: Callable[[], None] | None = None
    """Puts on disk what was written of the files so far. Raises `ArchiveError`."""
    _new_captures: list[Capture]
    _next_capture: int | None = None

    def next_capture_id(self) -> int:
        """Return the id that the next capture is to have."""
        if self._next_capture is None:
            with self._reading() as db:
                self._next_capture = captures.next_id(db) if db else 1
        return self._next_capture

    def add_capture(self, capture: Capture) -> None:
        """Take the row of a record that was written; it goes in with the next transaction.

        Raises:
            ValueError: Its id is not the next one.
        """
        if capture.id != self.next_capture_id():
            raise ValueError(f"Capture {capture.id} is not the next one.")
        self._new_captures.append(capture)
        self._next_capture = capture.id + 1

    def capture_with_body(self, url: str, sha256: str) -> Capture | None:
        """Return the newest record that has this body of this address in it, None without one."""
        for capture in reversed(self._new_captures):
            if (capture.url, capture.sha256, capture.record) == (url, sha256, "response"):
                return capture
        with self._reading() as db:
            return captures.with_body(db, url, sha256) if db else None

    def capture_of(self, bureau: str, article_id: int) -> Capture | None:
        """Return the capture that a held article's state was read from, None without one."""
        with self._reading() as db:
            return captures.of_article(db, bureau, article_id) if db else None

    def captures_end_in(self, file: str) -> int:
        """Return the bytes of a file up to the end of the last record that a row names."""
        with self._reading() as db:
            return captures.end_in(db, file) if db else 0

    def assign_captures(self, runs: Sequence[tuple[int, int]]) -> None:
        """Write which runs captures are of.

        Args:
            runs: Of each run runs.id, and captures.id of its first one; in their order.
        """
        with self._writing() as db:
            db.conn.executemany("UPDATE captures SET run = ? WHERE id >= ?", runs)

    def unsettled_captures(self) -> list[Capture]:
        """Return captures of an earlier run of which nothing was made: see `captures.unsettled`."""
        with self._reading() as db:
            return captures.unsettled(db, self.run) if db and self.run else []

    def restored_at(self) -> str:
        """Return when this archive was put in its place by a restore, UTC; empty: it never was."""
        with self._reading() as db:
            sql = "SELECT value FROM meta WHERE key = 'restored_at'"
            found = db.execute(sql).fetchone() if db else None
        return str(found[0]) if found else ""

    def pruning(self) -> Pruning:
        """Return what finishes a prune that was killed; needs `open` before it.

        Raises:
            ArchiveError: The archive is not open.
        """
        if self._db is None:
            raise ArchiveError(f"{self.path} is not open for writing.")
        return Pruning(self._db, self.path)

    def to_reread(
        self, filters: Filters, after: int, count: int, version: str | None
    ) -> list[ToReread]:
        """Return the next articles to read again: see `rereading.to_reread`."""
        with self._reading() as db:
            return rereading.to_reread(db, filters, after, count, version) if db else []

    def write_again(
        self, articles: Iterable[tuple[int, Sequence[Mapping[str, Any]], bool]]
    ) -> list[int]:
        """Write articles that were read again, in one transaction: see `rereading.write_again`.

        Args:
            articles: Of each articles.id, its readings, and whether all revisions are made again.

        Returns:
            articles.id of those that stay as they are, as their readings do not follow each other.
        """
        with self._writing() as db:
            return [
                row
                for row, readings, whole in articles
                if not rereading.write_again(db, row, readings, self._clock(), whole=whole)
            ]

    def held_later(self, bureau: str, article_id: int, at: str) -> ToReread | None:
        """Return an article of which something newer than a moment is known."""
        with self._reading() as db:
            return rereading.held_later(db, bureau, article_id, at) if db else None

    def same_capture(self, url: str, fetched_at: str, sha256: str) -> tuple[Capture, bool] | None:
        """Return the capture of this address, moment and body, and whether it was settled."""
        asked = (url, fetched_at, sha256)
        for each in self._new_captures:
            if (each.url, each.fetched_at, each.sha256) == asked:
                return each, True
        with self._reading() as db:
            return captures.same(db, *asked) if db else None

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        new = list(self._new_captures)
        with super()._writing() as db:
            captures.insert(db, new)
            yield db
            if new and self.sync_captures is not None:
                self.sync_captures()
        del self._new_captures[: len(new)]

    def _write_captures(self) -> None:
        """Write the rows that wait, where nothing else was to be written."""
        if self._new_captures:
            with self._writing():
                pass
