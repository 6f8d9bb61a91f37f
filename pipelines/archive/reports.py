"""The reports of `ArchiveReader`: coverage, numbers, ways, watches, a month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from statistics import mean
from typing import TYPE_CHECKING, Any

from pipelines.archive import (
    backup_log,
    coverage,
    drift,
    ids,
    month,
    runs,
    tokens,
    walks,
    watch,
    ways_found,
)
from pipelines.archive.connection import translated
from pipelines.archive.verdicts import COMPLETE, NOTHING_PUBLISHED, iso
from pipelines.archive.zones import DEFAULT_ZONE, day_at, ordinal, shift_of, shifts, start_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta
    from pathlib import Path

    from sqlite_utils import Database

    from pipelines.archive.drift import Drift
    from pipelines.archive.outcomes import BureauState, WalkRow
    from pipelines.archive.verdicts import Gap
    from pipelines.archive.watch_verdicts import Watch


LEAST_DAYS = 7
"""Complete days that a bureau's usual number is taken from, at least."""


ENOUGH_ARTICLES = 1_000
"""Articles from which on a file's bytes tell what one more will take."""


_BEGAN = """\
SELECT min(moment) FROM (SELECT value AS moment FROM meta WHERE key = 'created_at'
UNION ALL SELECT min(started_at) FROM runs)"""
_CRAWLED = """\
SELECT bureau FROM bureau_state UNION SELECT bureau FROM walks
UNION SELECT name FROM bureaus WHERE EXISTS
  (SELECT 1 FROM articles WHERE articles.bureau = bureaus.name)"""
"""Bureaus of which anything is held or was walked: a mere alias that redirects has no holes."""


class Reports:
    """What `ArchiveReader` tells of the crawl's reach; all raise `ArchiveError`."""

    path: Path
    _db: Database

    def coverage(
        self,
        bureaus: Sequence[str] | None,
        since: str | None,
        until: str | None,
        now: str,
        by: str = "month",
    ) -> Iterator[dict[str, Any]]:
        """Yield a row a bureau and period: see `coverage.coverage`."""
        with translated(self.path):
            yield from coverage.coverage(self._db, bureaus, since, until, now, by)

    def gaps(self, bureau: str, since: str | None, until: str | None, today: str) -> list[Gap]:
        """Return the days of which less may be held than was shown: see `coverage.gaps`."""
        with translated(self.path):
            return coverage.gaps(self._db, bureau, since, until, today)

    def ids(
        self,
        bureaus: Sequence[str] | None,
        since: str | None,
        until: str | None,
        now: str,
        by: str = "year",
        most: int = 20,
    ) -> Iterator[dict[str, Any]]:
        """Yield what is held of each host's numbers: see `ids.id_reports`.

        Args:
            bureaus: short names; None for all.
            since: first day of the periods (not of the runs); None for each bureau's first.
            until: their last day; None for today.
            now: UTC.
            by: day, month or year.
            most: runs of missing numbers to return for each bureau.
        """
        with translated(self.path):
            zones = shifts(self._db)

            def periods_of(bureau: str) -> list[ids.Period]:
                shift = zones.get(bureau, shift_of(DEFAULT_ZONE))
                span = coverage.span_of(self._db, bureau, since, until, day_at(now, shift))
                return periods(*span, by, shift) if span else []

            names = sorted(zones) if bureaus is None else bureaus
            yield from ids.id_reports(self._db, names, periods_of, most)

    def ways(self, bureaus: Sequence[str] | None) -> list[dict[str, Any]]:
        """Return what each way finds that no other does: see `ways_found.ways_found`."""
        with translated(self.path):
            return list(ways_found.ways_found(self._db, bureaus))

    def walks(self, bureau: str) -> list[WalkRow]:
        """Return a bureau's walks, whatever their state."""
        with translated(self.path):
            return walks.walks(self._db, bureau, tokens.WALK_STATES)

    def state(self, bureau: str, now: str) -> BureauState:
        """Return the span over which a bureau was walked without a hole, until `now` (UTC)."""
        with translated(self.path):
            return runs.state(self._db, bureau, now)

    def held_of_days(self, bureau: str, since: str, until: str) -> int:
        """Return how many articles are held of these days, both included."""
        sql = "SELECT count(*) FROM articles WHERE bureau = ? AND published_utc BETWEEN ? AND ?"
        with translated(self.path):
            shift = shifts(self._db).get(bureau, shift_of(DEFAULT_ZONE))
            bounds = (start_of(ordinal(since), shift), start_of(ordinal(until) + 1, shift))
            return int(self._db.execute(sql, (bureau, *bounds)).fetchone()[0])

    def began(self) -> str | None:
        """Return when the archive was begun, UTC: when it was made, or its first run if earlier."""
        with translated(self.path):
            return self._db.execute(_BEGAN).fetchone()[0]  # type: ignore[no-any-return]

    def bytes_an_article(self) -> float | None:
        """Return the bytes of the file and of the captures for each article.

        None where too few are held to tell.
        """
        with translated(self.path):
            count, kept = self._db.execute(
                "SELECT (SELECT count(*) FROM articles), "
                "(SELECT coalesce(sum(length), 0) FROM captures)"
            ).fetchone()
            size = self.path.stat().st_size + kept
            return size / count if count >= ENOUGH_ARTICLES else None

    def a_day(self, bureau: str, now: str) -> float | None:
        """Return how many articles a complete day of a bureau has, on average.

        None where fewer than `LEAST_DAYS` are complete.
        """
        with translated(self.path):
            shift = shifts(self._db).get(bureau, shift_of(DEFAULT_ZONE))
            days = coverage.bureau_days(self._db, bureau, None, None, day_at(now, shift)).days
        held = [day.facts.held for day in days if day.verdict in (COMPLETE, NOTHING_PUBLISHED)]
        return mean(held) if len(held) >= LEAST_DAYS else None

    def watches(self, now: str) -> list[Watch]:
        """Return which bureaus alarm or are muted: see `watch.watches`."""
        with translated(self.path):
            return watch.watches(self._db, now)

    def drifts(self) -> list[Drift]:
        """Return where pages are read worse than before: see `drift.drifts`."""
        with translated(self.path):
            return drift.drifts(self._db)

    def last_good(self) -> dict[str, Any] | None:
        """Return the last good run: see `month.last_good`."""
        with translated(self.path):
            return month.last_good(self._db)

    def last_backup(self) -> dict[str, Any] | None:
        """Return the last backup that was noted: see `backup_log.last_backup`."""
        with translated(self.path):
            return backup_log.last_backup(self._db)

    def month(self, name: str, now: str) -> dict[str, Any]:
        """Return what happened in a month, as plain JSON values.

        Args:
            name: the month, YYYY-MM. Runs count by UTC, articles and days by the bureau's zone.
            now: UTC.

        Keys: month, runs and hours ({outcome: {runs, hours}}), bureaus ({bureau: {stored,
        revised, gone, failed, rejected, before (stored in the month before), published, holes
        (days), gaps (list), pending}}), hosts (see `month.hosts_between`), last_good.
        """
        first, after = month_days(name)
        before = month_days(iso(first - 1)[:7])[0]
        start, end = f"{iso(first)}T00:00:00Z", f"{iso(after)}T00:00:00Z"
        with translated(self.path):
            did = month.bureaus_between(self._db, start, end)
            did_before = month.bureaus_between(self._db, f"{iso(before)}T00:00:00Z", start)
            bureaus: dict[str, dict[str, Any]] = {}
            rows = coverage.coverage(
                self._db, None, iso(first), iso(after - 1), now, from_first=True
            )
            crawled = {row[0] for row in self._db.execute(_CRAWLED)}
            held = {
                row["bureau"]: row
                for row in rows
                if row["period"] is not None and row["bureau"] in crawled
            }
            for bureau in sorted({*did, *did_before, *held}):
                row = held.get(bureau)
                none = dict.fromkeys(("stored", "revised", "gone", "failed", "rejected"), 0)
                bureaus[bureau] = {
                    **did.get(bureau, none),
                    "before": did_before.get(bureau, none)["stored"],
                    "published": row["held"] if row else 0,
                    "pending": row["pending"] if row else 0,
                    "holes": _hole_days(row["holes"]) if row else 0,
                    "gaps": row["holes"] if row else [],
                }
            return {
                "month": name,
                "runs": month.runs_between(
                    self._db, start, end, runs.under_way(self._db, self.path)
                ),
                "bureaus": bureaus,
                "hosts": month.hosts_between(self._db, start, end),
                "last_good": month.last_good(self._db),
            }


def month_days(name: str) -> tuple[int, int]:
    """Return the first day of a month (YYYY-MM) and the day after its last, as ordinals.

    Raises:
        ValueError: it is no such month.
    """
    first = date.fromisoformat(f"{name}-01")
    return first.toordinal(), first.toordinal() + monthrange(first.year, first.month)[1]


def periods(first: int, last: int, by: str, shift: timedelta) -> list[tuple[str, str, str]]:
    """Return the days, months or years between two days: name, first moment, the one after it.

    The first and last may be cut. Pure.
    """
    length = coverage.STEPS[by]
    found: list[tuple[str, str, str]] = []
    start = first
    for day in range(first, last + 1):
        name = iso(day)[:length]
        if day == last or iso(day + 1)[:length] != name:
            found.append((name, start_of(start, shift), start_of(day + 1, shift)))
            start = day + 1
    return found


def _hole_days(holes: list[dict[str, Any]]) -> int:
    return sum(ordinal(each["last_day"]) - ordinal(each["first_day"]) + 1 for each in holes)
