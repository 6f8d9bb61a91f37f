"""The one writing connection of a crawl: `ArchiveSession`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pipelines.archive import frontier, runs, tokens
from pipelines.archive.batch import Batch
from pipelines.archive.clock import utc_now
from pipelines.archive.connection import translated
from pipelines.archive.migrations import MIGRATIONS
from pipelines.archive.opening import Opening
from pipelines.archive.outcomes import BureauState, Found, Outcome, Pending, Rejected
from pipelines.archive.place import Place, take_place
from pipelines.archive.writing import held_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from sqlite_utils.migrations import Migrations

    from pipelines.archive.sameness import Held


class ArchiveSession(Opening):
    """A crawl's hold on its archive, made by `claim`.

    Until `open` nothing is written, so that a crawl without network leaves the archive as it was;
    what is asked before is answered from the file as it stands. All methods that touch the file
    raise `ArchiveError`. For one thread.
    """

    BATCH = 100
    """Outcomes in one transaction: then synchronous=FULL costs nothing measurable.

    For a session that no crawler set up; tests hold it equal to the default of the setting
    BATCH_SIZE, which `pipelines.store` hands on."""

    def __init__(self, place: Place, clock: Callable[[], str], migrations: Migrations) -> None:
        super().__init__(place, clock, migrations)
        self.on_result: Callable[[Outcome, str], None] | None = None
        self._batch = Batch(self.BATCH, self._writing, self.report)

    @classmethod
    def claim(
        cls,
        path: Path,
        origin: str,
        *,
        clock: Callable[[], str] = utc_now,
        migrations: Migrations = MIGRATIONS,
    ) -> Self:
        """Take the lock of the archive at `path` and check what stands there, changing nothing.

        Args:
            path: The archive; it need not exist.
            origin: live or sample. A sample asked for beside a live archive gets a file of its
                own, a sample in the place of a live one is moved aside by `open`: `path` and
                `notes` tell.
            clock: Tells the time as YYYY-MM-DDTHH:MM:SSZ.
            migrations: The schema to bring the archive to.

        Raises:
            ArchiveLocked: Another process holds it.
            ArchiveNewer: Made by a newer version.
            NotAnArchive: Another file, or a damaged one.
            ArchiveError: No such folder, no permission.
        """
        return cls(take_place(path, origin), clock, migrations)

    # Runs, bureaus, walks

    def begin_run(self, command: str, options: Mapping[str, Any]) -> int:
        """Begin a run and free what a killed one had leased; returns the run's number."""
        with self._writing() as db:
            run = runs.begin_run(db, command, options, self._clock())
        self.run = run
        self._lease_written.clear()
        return run

    def finish_run(self, outcome: str, per_bureau: Mapping[str, Mapping[str, Any]]) -> None:
        """Write what is queued, then the end of the run with its counts by bureau."""
        self.flush()
        if self.run is None:
            return
        with self._writing() as db:
            runs.finish_run(db, self.run, outcome, per_bureau, self._clock())
        self.run = None

    def save_bureaus(self, bureaus: Iterable[runs.BureauFacts]) -> None:
        """Write names, hosts and zones of bureaus."""
        with self._writing() as db:
            runs.save_bureaus(db, bureaus)

    def save_robots(
        self, host: str, fetched_at: str, status: int | None, body: str | bytes | None, verdict: str
    ) -> None:
        """Write a host's robots.txt as it answered; does nothing before `open`."""
        if self._db is None:
            return
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
        with self._writing() as db:
            runs.save_robots(db, host, (status, text, str(verdict)), fetched_at)

    def state(self, bureau: str) -> BureauState:
        """Return the span over which a bureau was walked without a hole."""
        with self._reading() as db:
            return runs.state(db, bureau) if db else BureauState(None, None)

    def finish_walk(self, bureau: str, complete_from: str, complete_to: str) -> None:
        """End an uninterrupted, error-free walk: see `runs.finish_walk`."""
        self.flush()
        with self._writing() as db:
            runs.finish_walk(db, bureau, (complete_from, complete_to), self._clock())

    # The frontier

    def add_found(self, found: Iterable[Found]) -> tuple[list[int], list[int]]:
        """Put what a listing named into the frontier, in one transaction.

        A held article's number under another kind's address is reported to `on_result` as a
        key collision, once.

        Returns:
            The article ids that are new, and those that were known.
        """
        with self._writing() as db:
            new, known, collisions = frontier.add_found(db, found, self._clock())
        for frontier_id, item in collisions:
            outcome = Rejected(frontier_id, tokens.KEY_COLLISION, item.url, bureau=item.bureau)
            self.report(outcome, "rejected")
        return new, known

    def settled(self, bureau: str, ids: Iterable[int]) -> set[int]:
        """Return which of the ids have an outcome."""
        with self._reading() as db:
            return frontier.settled(db, bureau, ids) if db else set()

    def published(self, bureau: str, ids: Iterable[int]) -> dict[int, str]:
        """Return published_utc of those of the ids that are stored with a date."""
        with self._reading() as db:
            return frontier.published(db, bureau, ids) if db else {}

    def frontier_id(self, bureau: str, article_id: int) -> int | None:
        """Return the frontier row of a key, None if it was never found."""
        with self._reading() as db:
            rows = frontier.rows_of_keys(db, "id", "frontier", bureau, [article_id]) if db else ()
            return next((row[0] for row in rows), None)

    def held(self, bureau: str, article_id: int) -> Held | None:
        """Return what is held under a key, None if nothing is."""
        with self._reading() as db:
            return held_article(db, bureau, article_id) if db else None

    def lease(self, bureau: str) -> Pending | None:
        """Take the next address to ask a bureau for: due, newest first; None if there is none.

        Leases count in this process at once and are written with the next transaction: a lease
        that a kill loses leaves its row pending, which is all that a lease protects. Before
        `open` nothing is leased.
        """
        if self._db is None:
            return None
        with translated(self.path):
            row = frontier.next_pending(self._db, bureau, self._clock(), self._leased)
        if row is not None:
            self._leased.add(row.frontier_id)
        return row

    def release(self, frontier_id: int) -> None:
        """Give a leased row back untouched; it may be leased again at once."""
        self._leased.discard(frontier_id)

    # Outcomes

    def queue(self, outcome: Outcome) -> None:
        """Put an outcome into the batch, which is written when it is full, or by `flush`.

        Raises:
            ArchiveError: The batch could not be written. The outcome is in it all the same.
        """
        if self._batch.add(outcome):
            self.flush()

    @property
    def batch_size(self) -> int:
        """Outcomes that make a batch full."""
        return self._batch.size

    @batch_size.setter
    def batch_size(self, size: int) -> None:
        self._batch.size = max(1, size)

    @property
    def queued(self) -> int:
        """How many outcomes wait to be written."""
        return len(self._batch)

    def flush(self) -> None:
        """Write the batch in one transaction and report each result to `on_result`.

        Raises:
            ArchiveError: It could not be written. The batch is still held, and its rows of the
                frontier are still pending.
        """
        self._forget(self._batch.write(self.run, self._clock()))

    def store(self, outcomes: Sequence[Outcome]) -> list[str]:
        """Write outcomes in one transaction, each with its frontier row and observation.

        Returns:
            For each "stored", "revised", "unchanged", "rejected", "gone", "retry" or "failed".
        """
        written, touched = self._batch.store(outcomes, self.run, self._clock())
        self._forget(touched)
        return [result for _, result in written]

    def _forget(self, settled: set[int]) -> None:
        self._leased -= settled
        self._lease_written -= settled

    def report(self, outcome: Outcome, result: str) -> None:
        """Tell `on_result` what became of an outcome."""
        if self.on_result is not None:
            self.on_result(outcome, result)
