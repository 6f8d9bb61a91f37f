"""What a session remembers besides articles: walks, listed days, rules of hosts, requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import (
    asked_days,
    coverage,
    permissions,
    refusals,
    requeue,
    runs,
    signals,
    walks,
    wanting,
)
from pipelines.archive.capturing import Capturing
from pipelines.archive.tdmrep import TDMREP_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipelines.archive.outcomes import RobotsRow, WalkRow
    from pipelines.archive.verdicts import Gap


class Remembering(Capturing):
    """The part of `ArchiveSession` that knows of listings and hosts.

    All methods raise `ArchiveError`; those that write need `open` before them.
    """

    # Walks

    def walks(self, bureau: str, states: Sequence[str] = ("open",)) -> list[WalkRow]:
        """Return a bureau's walks in these states; none before there is an archive."""
        with self._reading() as db:
            return walks.walks(db, bureau, states) if db else []

    def open_walk(self, bureau: str, way: str, listing: str, since: str, until: str) -> WalkRow:
        """Return the walk of a listing over these days, whatever its state; a new one is open."""
        with self._writing() as db:
            return walks.open_walk(db, bureau, way, listing, (since, until), self._clock())

    def save_walk(
        self, walk: int, position: Mapping[str, Any], pages: int, named: int, found_new: int
    ) -> None:
        """Write where a walk goes on, and its counts so far."""
        with self._writing() as db:
            counts = (pages, named, found_new)
            walks.save_walk(db, walk, self.run, position, counts, self._clock())

    def end_walk(self, walk: int, state: str, ended: str) -> None:
        """Write the end of a walk: done, failed or nothing, after what is queued."""
        self.flush()
        with self._writing() as db:
            walks.end_walk(db, walk, self.run, state, ended, self._clock())

    def narrow_walk(self, walk: int, reached: str, before: str, why: str) -> None:
        """End a walk whose listing ended before its first day: see `walks.narrow_walk`."""
        self.flush()
        with self._writing() as db:
            walks.narrow_walk(db, walk, self.run, reached, before, why, self._clock())

    def resume_walk(self, walk: int) -> None:
        """Go on with a walk that failed, where it was."""
        with self._writing() as db:
            walks.resume_walk(db, walk, self._clock())

    def reopen_walk(self, walk: int) -> None:
        """Begin a walk anew, from its first page on."""
        with self._writing() as db:
            walks.reopen_walk(db, walk, self._clock())

    def save_listed_day(
        self, bureau: str, day: str, way: str, announced: int | None, named: int, complete: bool
    ) -> None:
        """Write what a listing says of a day; the last word counts."""
        with self._writing() as db:
            said = (announced, named, complete)
            walks.save_listed_day(db, bureau, day, way, said, self._clock())

    def tags_of(self, bureau: str, since: str, until: str) -> list[tuple[str, int]]:
        """Return the tags of the articles held of these days, most used first."""
        with self._reading() as db:
            return list(walks.tags_of(db, bureau, since, until)) if db else []

    def gaps(self, bureau: str, since: str | None, until: str | None, today: str) -> list[Gap]:
        """Return the days of which less is held than the site showed: see `coverage.gaps`."""
        with self._reading() as db:
            return coverage.gaps(db, bureau, since, until, today) if db else []

    def gaps_asked_for(
        self, bureau: str, until: str | None, today: str
    ) -> tuple[list[Gap], str | None]:
        """Return those of days that somebody has asked for: see `asked_days.asked_for`."""
        with self._reading() as db:
            if not db:
                return [], None
            found = coverage.gaps(db, bureau, None, until, today)
            return asked_days.asked_for(db, bureau, found, today)

    # The frontier by a person's word

    def want_days(self, bureau: str, since: str, until: str) -> int:
        """Want the pending addresses that are probably of these days: see `wanting.want_days`."""
        self.flush()
        with self._writing() as db:
            return wanting.want_days(db, bureau, since, until)

    def want_failed(self, bureau: str, spans: Sequence[tuple[str, str]], before: str) -> int:
        """Ask again for failed addresses of these days: see `wanting.want_failed`."""
        with self._writing() as db:
            return wanting.want_failed(db, bureau, spans, before)

    def want_keys(self, bureau: str, ids: Iterable[int]) -> dict[str, int]:
        """Ask for addresses that a person named: see `wanting.want_keys`."""
        with self._writing() as db:
            return wanting.want_keys(db, bureau, ids)

    def requeue(
        self,
        bureaus: Sequence[str] | None = None,
        states: Sequence[str] = ("failed",),
        reason: str | None = None,
        *,
        dry_run: bool = False,
    ) -> dict[tuple[str, str], int]:
        """Make settled addresses pending again: see `requeue.requeue`."""
        if dry_run:
            with self._reading() as db:
                return requeue.requeue(db, bureaus, states, reason, dry_run=True) if db else {}
        with self._writing() as db:
            return requeue.requeue(db, bureaus, states, reason)

    def ask_refused_again(self, bureau: str, before: str, allowed: Callable[[str], bool]) -> int:
        """Make pending what robots.txt refused before a moment and allows now: see `refusals`.

        Args:
            bureau: Short name.
            before: UTC, since when the rules are what they are.
            allowed: Says of an address whether it may be asked for by today's rules.

        Returns:
            How many.
        """
        back = 0
        while True:
            with self._reading() as db:
                rows = refusals.refused_before(db, bureau, before) if db else []
            if not rows:
                return back
            free = {row for row, url in rows if allowed(url)}
            back += len(free)
            # A clock that was set back must not bring the same ones again and again.
            now = max(self._clock(), before)
            with self._writing() as db:
                refusals.judge_again(db, free, {row for row, _ in rows} - free, now)

    # Hosts

    def save_robots(
        self,
        host: str,
        fetched_at: str,
        status: int | None,
        body: str | bytes | None,
        verdict: str,
        file: str = runs.ROBOTS,
    ) -> None:
        """Write a host's file of rules as it answered; does nothing before `open`.

        What a tdmrep.json says is added to the articles that this run has read already.
        """
        if self._db is None:
            return
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
        with self._writing() as db:
            runs.save_robots(db, host, (status, text, str(verdict)), fetched_at, file)
            if file == TDMREP_FILE and self.run is not None:
                signals.note_tdmrep(db, signals.read_by(db, self.run, host))

    def robots(self, host: str, file: str = runs.ROBOTS) -> RobotsRow | None:
        """Return a host's last answer for a file of rules; None if it was never asked."""
        with self._reading() as db:
            return runs.robots(db, host, file) if db else None

    def save_hosts(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write what this run has asked of each host so far; does nothing outside a run."""
        if self._db is None or self.run is None:
            return
        with self._writing() as db:
            runs.save_hosts(db, self.run, rows)

    # Permissions

    def permissions(self) -> list[dict[str, Any]]:
        """Return the permissions on record: see `permissions.rows`."""
        with self._reading() as db:
            return permissions.rows(db) if db else []

    def add_permission(
        self,
        scopes: Sequence[str],
        who: str,
        days: tuple[str, str | None],
        file: tuple[str, str],
        note: str | None,
    ) -> list[int]:
        """Put a permission on record, a row for each scope: see `permissions.add`."""
        with self._writing() as db:
            return permissions.add(db, scopes, who, days, file, note, self._clock())

    def end_permission(self, number: int, until: str) -> bool:
        """Let a permission end with a day; return whether there is such a one."""
        with self._writing() as db:
            return permissions.end(db, number, until)

    def remove_permission(self, number: int) -> bool:
        """Take a permission off the record; return whether there was such a one."""
        with self._writing() as db:
            return permissions.remove(db, number)
