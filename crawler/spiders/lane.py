"""One bureau's part of a crawl, as the spider keeps it in mind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.budget import ALWAYS
from crawler.bureaus import bureau_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from crawler.budget import AllowedHours
    from crawler.bureaus import Bureau
    from crawler.summary import BureauSummary


@dataclass
class Lane:
    """A bureau, what is under way there, and what this run has learnt of it."""

    bureau: Bureau
    counts: BureauSummary
    hours: AllowedHours = ALWAYS
    """When its host may be asked."""
    in_flight: int = 0
    """Requests given to Scrapy whose answer has not been dealt with."""
    served: int = 0
    """When it was given its last turn, as a growing number."""
    left_alone: bool = False
    """Whether nothing more is asked of its host in this run, because of its answers."""
    closed: bool = False
    """Whether nothing more is asked in this run, because its hours are over."""
    dry: bool = False
    """Whether the frontier had nothing due when it was last asked."""
    published: dict[int, str] = field(default_factory=dict)
    """When articles were published, UTC: by feeds and by this run's readings."""
    settled: set[int] = field(default_factory=set)
    """Articles with an outcome in this run, which may not be written yet."""
    rules_known: bool = False
    """Whether what its host's robots.txt had refused was looked at in this run."""
    named: set[int] = field(default_factory=set)
    failures_in_a_row: int = 0

    @property
    def frontier_names(self) -> tuple[str, ...]:
        """The bureaus whose pending articles this lane asks for.

        Its own, and those of hosts that may be its own: only by asking does a redirect prove it.
        """
        perhaps = [bureau_at(host) for host in self.bureau.unproven_aliases]
        return (self.bureau.name, *(each.name for each in perhaps if each is not None))

    def close_outside_hours(self, now: dt.datetime) -> str | None:
        """Close the lane when its hours are over; return why, the first time.

        Args:
            now: aware.
        """
        if self.closed or self.hours.open_at(now, self.bureau.zone):
            return None
        self.closed = True
        opening = self.hours.next_opening(now, self.bureau.zone)
        return (
            f"{self.bureau.name} is asked at {self.hours.text} only: again from "
            f"{opening:%Y-%m-%d %H:%M} UTC on, where this run stopped."
        )

    def leave_alone(self, why: str) -> None:
        """Ask nothing more of the host in this run, and say why in the summary."""
        self.left_alone = True
        self.counts.error(why)

    def name_articles(self, ids: Iterable[int], settled: Iterable[int]) -> None:
        """Count what a listing named: each article once, and whether it was settled already."""
        new = set(ids) - self.named
        self.named |= new
        self.counts.listed += len(new)
        self.counts.skipped += len(new & set(settled) - self.settled)


def next_in_turn(lanes: Sequence[Lane], most: int) -> list[Lane]:
    """Return the lanes that may be given work, the one whose turn it is first.

    Hosts with nothing under way come first, then those that have waited longest, so that a
    slow host never takes the places of the others.

    Args:
        lanes: all of them.
        most: requests under way at one host.
    """
    ready = [
        lane for lane in lanes if not lane.left_alone and not lane.closed and lane.in_flight < most
    ]
    return sorted(ready, key=lambda lane: (lane.in_flight, lane.served))
