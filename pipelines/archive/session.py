"""The one writing connection of a crawl: `ArchiveSession`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self

from pipelines.archive import frontier, gathering, leasing, rereading, runs, stories, tokens
from pipelines.archive.batch import Batch
from pipelines.archive.clock import utc_now
from pipelines.archive.connection import translated
from pipelines.archive.migrations import MIGRATIONS
from pipelines.archive.outcomes import BureauState, Found, Outcome, Pending, Rejected, Stored, Want
from pipelines.archive.place import Place, take_place
from pipelines.archive.withdrawals import Withdrawals
from pipelines.archive.writing import held_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from sqlite_utils.migrations import Migrations

    from pipelines.archive.sameness import Held


WANTED_BY_LATEST = Want()


class ArchiveSession(Withdrawals):
    """A crawl's hold on its archive, made by `claim`.

    Until `open` nothing is written, so that a crawl without network leaves the archive as it was;
    what is asked before is answered from the file as it stands. All methods that touch the file
    raise `ArchiveError`. For one thread.
    """

    BATCH = 100
    """Outcomes in one transaction: then synchronous=FULL costs nothing measurable.

    For a session that no crawler set up; tests hold it equal to the default of the setting
    BATCH_SIZE, which `pipelines.store` hands on."""

    GROUPING = 60.0
    """Seconds that the end of a run spends on articles that wait to be grouped into stories."""

    def __init__(self, place: Place, clock: Callable[[], str], migrations: Migrations) -> None:
        super().__init__(place, clock, migrations)
        self.on_result: Callable[[Outcome, str], None] | None = None
        self._batch = Batch(self.BATCH, self._writing, self.report)
        self._conditional: set[tuple[str, int]] = set()
        """The keys that were leased to be asked for with their validators."""
        self._names: dict[tuple[str, Any], tuple[str, ...]] = {}
        """Of pages that were read and are not queued yet: names around their containers."""

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
        """Begin a run and free what a killed one had leased; returns the run's number.

        A clock that is behind the archive's last run is told in `notes`.
        """
        now = self._clock()
        with self._writing() as db:
            last = runs.last_moment(db)
            run = runs.begin_run(db, command, options, now)
            leasing.plan_anew(db, now, self.revisit_days)
        if last is not None and last > now:
            self.notes.append(
                f"The clock says {now}, but {self.path} was last written at {last}: check the "
                "clock. Nothing is lost; what was put off is asked for again all the same."
            )
        self.run = run
        self._lease_written.clear()
        return run

    def _group_rest(self) -> None:
        """Group what waits from before, for a while: the next run goes on with what is left."""
        end = time.monotonic() + self.GROUPING
        while time.monotonic() < end and self.group_waiting(self.BATCH):
            pass

    def group_waiting(self, most: int) -> int:
        """Look for the stories of articles that wait, in one transaction; return how many."""
        with self._writing() as db:
            return stories.group(db, self._clock(), most)

    def finish_run(self, outcome: str, per_bureau: Mapping[str, Mapping[str, Any]]) -> None:
        """Write what is queued, then the end of the run with its counts by bureau.

        Whoever interrupts a run does not want to wait: then the grouping is left to the next one.
        """
        self.flush()
        if self.run is None:
            return
        if outcome != "interrupted":
            self._group_rest()
        with self._writing() as db:
            gathering.catch_up(db)
            runs.finish_run(db, self.run, outcome, per_bureau, self._clock())
        self.run = None

    def save_bureaus(self, bureaus: Iterable[runs.BureauFacts]) -> None:
        """Write names, hosts and zones of bureaus."""
        with self._writing() as db:
            runs.save_bureaus(db, bureaus)

    def state(self, bureau: str) -> BureauState:
        """Return the span over which a bureau was walked without a hole."""
        with self._reading() as db:
            return runs.state(db, bureau, self._clock()) if db else BureauState(None, None)

    def finish_walk(
        self, bureau: str, complete_from: str, complete_to: str, listing: str = ""
    ) -> None:
        """End an uninterrupted, error-free walk: see `runs.finish_walk`."""
        self.flush()
        with self._writing() as db:
            span = (complete_from, complete_to)
            runs.finish_walk(db, bureau, span, self._clock(), listing)

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

    def lease(self, bureau: str, want: Want = WANTED_BY_LATEST) -> Pending | None:
        """Take the next address to ask a bureau for: wanted and due; None if there is none.

        Leases count in this process at once and are written with the next transaction: a lease
        that a kill loses leaves its row pending, which is all that a lease protects. Before
        `open` nothing is leased.
        """
        if self._db is None:
            return None
        with translated(self.path):
            due = leasing.come_due(self._db, bureau, self._clock())
        if due:
            with self._writing() as db:
                leasing.wake(db, due)
        with translated(self.path):
            row = leasing.next_pending(self._db, bureau, self._leased, want)
        if row is not None:
            self._leased.add(row.frontier_id)
        return row

    def lease_revisit(self, bureau: str) -> Pending | None:
        """Take the held article to ask a bureau for again, the one due longest; as `lease`."""
        if self._db is None:
            return None
        with translated(self.path):
            row = leasing.next_revisit_due(self._db, bureau, self._clock(), self._leased)
        if row is not None:
            self._leased.add(row.frontier_id)
            key = (row.bureau, row.article_id)
            self._conditional.discard(key)
            if row.conditional:
                self._conditional.add(key)
        return row

    def lease_key(self, bureau: str, article_id: int) -> Pending | None:
        """Take this address, if it is pending, not waiting for another try and not leased."""
        if self._db is None:
            return None
        with translated(self.path):
            row = leasing.pending_key(self._db, bureau, article_id)
        if row is None or row.frontier_id in self._leased:
            return None
        self._leased.add(row.frontier_id)
        return row

    def release(self, frontier_id: int) -> None:
        """Give a leased row back untouched; it may be leased again at once."""
        self._leased.discard(frontier_id)

    def ask_instead(self, frontier_id: int, url: str, asked: str) -> bool:
        """Give a leased row back if it has a better address than the one that was asked for.

        Args:
            frontier_id: of the row.
            url: written into it where it is better than the row's.
            asked: the address that was asked for.

        Returns:
            Whether there is one.
        """
        with self._writing() as db:
            better = frontier.ask_instead(db, frontier_id, url, asked)
        if better:
            self.release(frontier_id)
        return better

    # Outcomes

    def queue(self, outcome: Outcome) -> None:
        """Put an outcome into the batch, which is written when it is full, or by `flush`.

        Raises:
            ArchiveError: The batch could not be written. The outcome is in it all the same.
        """
        self._mark(outcome)
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
    def revisit_days(self) -> Sequence[float]:
        """Days from publication at which a held article is asked for again."""
        return self._batch.plan

    @revisit_days.setter
    def revisit_days(self, days: Sequence[float]) -> None:
        self._batch.plan = tuple(days)

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
        self._write_captures()

    def store(self, outcomes: Sequence[Outcome]) -> list[str]:
        """Write outcomes in one transaction, each with its frontier row and observation.

        Returns:
            For each "stored", "revised", "unchanged", "not_modified", "rejected", "gone",
            "missing" (gone, but held), "withdrawn", "retry" or "failed".
        """
        for outcome in outcomes:
            self._mark(outcome)
        written, touched = self._batch.store(outcomes, self.run, self._clock())
        self._forget(touched)
        return [result for _, result in written]

    def store_earlier(
        self, outcomes: Sequence[Stored], row: int, readings: Sequence[Mapping[str, Any]]
    ) -> bool:
        """Write pages older than what is known of their article, in one transaction.

        See `rereading.write_earlier`; what became of each is reported to `on_result`.

        Returns:
            Whether they found their place; if not, nothing was written.
        """
        now = self._clock()
        with self._writing() as db:
            results = rereading.write_earlier(db, outcomes, row, readings, self.run, now)
        for outcome, result in zip(outcomes, results or (), strict=False):
            self.report(outcome, result)
        return results is not None

    def note_unplaced(self, outcome: Stored) -> None:
        """Write that a page found no place among its article's states."""
        with self._writing() as db:
            rereading.note_unplaced(db, outcome, self.run, self._clock())

    def note_names(self, bureau: str, article_id: int, names: Sequence[str]) -> None:
        """Note the names around the container of a page that the pipelines will queue."""
        self._names[bureau, article_id] = tuple(names)

    def _mark(self, outcome: Outcome) -> None:
        """Note on a page that was read what its item does not tell.

        It comes by the pipelines, which know nothing of leases nor of markup.
        """
        if isinstance(outcome, Stored):
            key = (str(outcome.article.get("bureau")), outcome.article.get("article_id"))
            outcome.conditional = outcome.conditional or key in self._conditional
            outcome.names = outcome.names or self._names.pop(key, ())

    def _forget(self, settled: set[int]) -> None:
        self._leased -= settled
        self._lease_written -= settled

    def report(self, outcome: Outcome, result: str) -> None:
        """Tell `on_result` what became of an outcome."""
        if self.on_result is not None:
            self.on_result(outcome, result)
