"""What was read of a bureau's listings, day by day: the proof that a day is complete."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pipelines.archive.runs import state
from pipelines.archive.verdicts import WHOLE_WAYS, Listed, iso
from pipelines.archive.zones import day_at, ordinal, start_of, whole_days

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from sqlite_utils import Database

LATEST: Final = "latest"
"""Stands among the ways for the span that the runs of latest walked without a hole."""

_WALKS: Final = """\
SELECT way, listing, since, until, state, ended, made_at, readings FROM walks
WHERE bureau = ? ORDER BY id"""
_LISTED: Final = """\
SELECT day, way, announced, named, complete, seen_at FROM listed_days
WHERE bureau = ? AND day >= ? AND day <= ? ORDER BY day, way"""


@dataclass(slots=True)
class Proofs:
    """What is known of the days `first` to `last` (ordinals) of a bureau."""

    first: int
    last: int
    steps: dict[str, dict[int, int]] = field(default_factory=dict)
    """By way and day, by how much the number of done walks over it changes there."""
    unproven: dict[int, str] = field(default_factory=dict)
    """By day, of walks that cover it and prove nothing, what is known of the last one."""
    listed: dict[int, list[Listed]] = field(default_factory=dict)

    def cover(self, way: str, start: int, end: int, readings: int = 1) -> None:
        """Note that the days from `start` to `end`, both included, were read so often."""
        start, end = max(start, self.first), min(end, self.last)
        if start <= end:
            steps = self.steps.setdefault(way, {})
            steps[start] = steps.get(start, 0) + readings
            steps[end + 1] = steps.get(end + 1, 0) - readings

    def doubt(self, start: int, end: int, why: str, *, weak: bool = False) -> None:
        """Note of the days from `start` to `end` that a walk over them proves nothing.

        Args:
            start: ordinal.
            end: ordinal.
            why: what is known of the walk.
            weak: whether anything else that is known of a day says more.
        """
        for day in range(max(start, self.first), min(end, self.last) + 1):
            if not weak or day not in self.unproven:
                self.unproven[day] = why


def proofs_of(
    db: Database, bureau: str, shift: timedelta, span: tuple[int, int], today: int
) -> Proofs:
    """Read what was walked and listed.

    Args:
        db: the archive.
        bureau: short name.
        shift: how far the bureau's zone is ahead of UTC.
        span: first and last day (ordinals).
        today: the bureau's day that is not over yet; no later one was walked.
    """
    proofs = Proofs(*span)
    latest = state(db, bureau, start_of(today + 1, shift))
    if latest.complete_to:
        begun = latest.complete_from or start_of(proofs.first, shift)
        proofs.cover(LATEST, *whole_days(begun, latest.complete_to, shift))
    walks = db.execute(_WALKS, (bureau,))
    for way, listing, since, until, became, ended, made_at, readings in walks:
        start = ordinal(since) if since else proofs.first
        end = ordinal(until) if until else proofs.last
        if not names_everything(way, listing):
            proofs.doubt(start, end, "only listings of a part were read: " + way, weak=True)
        elif way == "indeks":
            continue  # what it says of each of its days stands in listed_days
        elif became == "nothing" and ended:
            proofs.doubt(start, end, ended)
        elif became == "done" and day_at(made_at, shift) > today:
            proofs.doubt(start, end, "it was walked when the clock was ahead")
        elif became == "done":
            # What came out after the walk began cannot have been seen by it; nor can the rest
            # of the day on which it was made.
            proofs.cover(way, start, min(end, day_at(made_at, shift) - 1), max(readings, 1))
        elif became == "open":
            proofs.doubt(start, end, "a walk over it has begun and is not done")
        elif became == "failed":
            proofs.doubt(start, end, f"a walk over it failed: {ended or 'no reason was noted'}")
    days = (iso(span[0]), iso(span[1]))
    for day, way, announced, named, complete, seen_at in db.execute(_LISTED, (bureau, *days)):
        if way in WHOLE_WAYS:
            number = ordinal(day)
            after = number < day_at(seen_at, shift) <= today  # later: by a clock that was ahead
            listed = Listed(way, announced, named, bool(complete), after)
            proofs.listed.setdefault(number, []).append(listed)
    return proofs


def first_listed(db: Database, bureau: str) -> str | None:
    """Return the first day of which a listing spoke."""
    sql = "SELECT min(day) FROM listed_days WHERE bureau = ?"
    return db.execute(sql, (bureau,)).fetchone()[0]  # type: ignore[no-any-return]


def names_everything(way: str, listing: str | None) -> bool:
    """Return whether a listing names all that a bureau publishes, not a section's part of it.

    >>> names_everything("indeks", "https://bali.antaranews.com/indeks/31-01-2026")
    True
    >>> names_everything("indeks", "https://bali.antaranews.com/indeks/wisata/31-01-2026")
    False
    """
    if way not in WHOLE_WAYS:
        return False
    parts = [part for part in urlsplit(listing or "").path.split("/") if part]
    return way != "indeks" or len(parts) < 2 or parts[1][:1].isdigit()


def walked_by_day(proofs: Proofs, days: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return by day and way how many done walks cover it; days without any are left out.

    Args:
        proofs: of the same days.
        days: in order, from the first on, none left out.
    """
    walked: dict[int, dict[str, int]] = {}
    now = dict.fromkeys(proofs.steps, 0)
    for day in days:
        changed = False
        for way, steps in proofs.steps.items():
            if step := steps.get(day):
                now[way] += step
                changed = True
        if changed or day == proofs.first:
            current = {way: count for way, count in now.items() if count}
        if current:
            walked[day] = current
    return walked
