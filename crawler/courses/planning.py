"""Which listings of a bureau have to be read over which days, and which were read already. Pure.

A listing is read once over a day: what a done walk covers is not walked again, what an
interrupted one has begun is gone on with, and a listing that did not exist, or did not reach
the days, is asked again only after some weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.courses.course import State
from crawler.courses.spans import day_after, meet, without
from crawler.dates import zone_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.bureaus import Bureau
    from crawler.courses.spans import Days
    from pipelines.archive import BureauState, WalkRow

ASKED_AGAIN_DAYS = 30
"""Days after which a listing is asked for again that was not there, or ended too early."""


class Way(StrEnum):
    """The ways that a backfill can take; the words of the archive's walks."""

    INDEKS = "indeks"
    TERKINI = "terkini"
    SECTION = "section"
    TAG = "tag"
    SEARCH = "search"
    SITEMAP = "sitemap"


USUAL_WAYS = (Way.INDEKS, Way.TERKINI, Way.SECTION, Way.SITEMAP)
"""What is taken unless a person says otherwise. Tags are many, a search needs words."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A listing to be read over a span of days."""

    way: Way
    listing: str
    """Address of the first page; of a date index and of sitemaps the host's, for the whole."""
    days: Days
    row: WalkRow | None = None
    """The walk that is gone on with."""


def plan_listing(
    way: Way,
    listing: str,
    days: Days,
    rows: Iterable[WalkRow],
    bureau: Bureau,
    now: str,
    latest: BureauState | None = None,
    *,
    again_after_days: int | None = None,
) -> list[Planned]:
    """Return what is left to be read of one listing, the oldest days first.

    Args:
        way: the kind of listing.
        listing: its address.
        days: first and last wanted day, in the bureau's zone.
        rows: the bureau's walks, of any listing and state.
        bureau: whose it is.
        now: UTC.
        latest: the span that the runs of latest have walked without a hole; they read /terkini.
        again_after_days: what was read so many days ago is read again; None: never. What is
            not there is asked for again only after ASKED_AGAIN_DAYS all the same.
    """
    mine = [row for row in rows if (row.way, row.listing) == (way, listing)]
    unfinished = [
        row
        for row in mine
        if row.state in ("open", State.FAILED) and meet((row.since, row.until), days)
    ]
    begun = [
        Planned(way, listing, (row.since, row.until), row)
        for row in unfinished
        if not waits(row, now, again_after_days)
    ]
    taken = [(row.since, row.until) for row in unfinished]
    for row in mine:
        span = _read_by(row, bureau, now)
        if span is not None and not _is_old(row, bureau, now, again_after_days):
            taken.append(span)
    if way is Way.TERKINI and latest is not None and again_after_days is None:
        taken += whole_days(latest, bureau.zone)
    fresh = [Planned(way, listing, left) for left in without(days, taken)]
    return sorted([*begun, *fresh], key=lambda plan: plan.days)


def waits(row: WalkRow, now: str, again_after_days: int | None) -> bool:
    """Tell whether a walk that failed again and again is left for now.

    A person's --anew does not wait, nor does what a clock has put off that was ahead.
    """
    put_off = row.next_try is not None and row.updated_at <= now < row.next_try
    return row.state == State.FAILED and put_off and again_after_days != 0


def _is_old(row: WalkRow, bureau: Bureau, now: str, again_after_days: int | None) -> bool:
    """Tell whether a walk was done so long ago that it is to be done again."""
    if row.state != State.DONE or again_after_days is None:
        return False
    again = day_after(zone_day(row.updated_at, bureau.zone), again_after_days)
    return zone_day(now, bureau.zone) >= again


def _read_by(row: WalkRow, bureau: Bureau, now: str) -> Days | None:
    """Return the days that an ended walk settles: read, or known not to be listed there.

    None by a clock that was ahead: what was over when it walked nobody knows.
    """
    if zone_day(row.made_at, bureau.zone) > zone_day(now, bureau.zone) or row.updated_at > now:
        return None
    if row.state == State.DONE:
        # The day on which it was made was not over, and later ones had not begun.
        return row.since, min(row.until, day_after(zone_day(row.made_at, bureau.zone), -1))
    if row.state == State.NOTHING:
        age = day_after(zone_day(row.updated_at, bureau.zone), ASKED_AGAIN_DAYS)
        return (row.since, row.until) if zone_day(now, bureau.zone) < age else None
    return None


def whole_days(state: BureauState, zone: str) -> list[Days]:
    """Return the days, one span or none, that lie wholly in what the runs of latest completed."""
    if state.complete_from is None or state.complete_to is None:
        return []
    first, last = zone_day(state.complete_from, zone), zone_day(state.complete_to, zone)
    span = day_after(first), day_after(last, -1)
    return [span] if span[0] <= span[1] else []


def learnt_sections(rows: Sequence[WalkRow]) -> list[str]:
    """Return the sections that earlier walks learnt from the bureau's menu."""
    return list(dict.fromkeys(row.listing for row in rows if row.way == Way.SECTION))
