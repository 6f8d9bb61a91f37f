"""How far back a walk goes, and what is complete after it. Pure: times are given, in UTC.

All times are text, YYYY-MM-DDTHH:MM:SSZ, and compared as such.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from crawler.clock import days_before, utc_text
from crawler.dates import zone_day

BEGINNING = "1970-01-01T00:00:00Z"
"""The horizon of a walk that has none: before every article."""


@dataclass(frozen=True, slots=True)
class Span:
    """What earlier walks completed without a hole, UTC; both None before the first one."""

    complete_from: str | None = None
    complete_to: str | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a walk goes."""

    horizon: str
    """UTC, "YYYY-MM-DDTHH:MM:SSZ"."""
    chosen: bool
    """Whether a person chose it (--since, --pages)."""


def reach_of(
    now: str,
    span: Span,
    zone: str,
    *,
    reach_back_days: int,
    first_contact_days: int,
    since: str | None = None,
    pages: int | None = None,
) -> Reach:
    """Return how far back a walk goes.

    Args:
        now: the walk's start, UTC.
        span: what earlier walks completed.
        zone: the bureau's IANA zone, in which `since` is a day.
        reach_back_days: the most that is made up for since the last good walk.
        first_contact_days: how far back a bureau's first walk goes.
        since: a day, YYYY-MM-DD, both ends included.
        pages: the number of listing pages asked for; without `since` the only limit.
    """
    if since is not None:
        midnight = dt.datetime.fromisoformat(since).replace(tzinfo=ZoneInfo(zone))
        # Years that no clock of the site has seen would not survive the conversion.
        if midnight.year < 1970:
            return Reach(BEGINNING, chosen=True)
        return Reach(utc_text(midnight), chosen=True)
    if pages is not None:
        return Reach(BEGINNING, chosen=True)
    if span.complete_to is None:
        return Reach(days_before(now, first_contact_days), chosen=False)
    return Reach(max(span.complete_to, days_before(now, reach_back_days)), chosen=False)


def span_after(span: Span, reach: Reach, now: str) -> tuple[str, str] | None:
    """Return what is complete (from, to) after a good walk; None if that does not change.

    Args:
        span: what was complete before.
        reach: how far back the walk went.
        now: when it began.
    """
    if span.complete_from is None or span.complete_to is None:
        return reach.horizon, now
    if reach.horizon <= span.complete_to:
        return min(span.complete_from, reach.horizon), max(span.complete_to, now)
    # A person asked for less than what is missing: the next plain run makes up for it.
    return None if reach.chosen else (reach.horizon, now)


def days_between(span: Span, reach: Reach, zone: str) -> tuple[str, str] | None:
    """Return the first and last day, in the zone, between what was complete and the walk.

    None where the two touch, or nothing was complete.
    """
    if span.complete_to is None or reach.horizon <= span.complete_to:
        return None
    return zone_day(span.complete_to, zone), zone_day(reach.horizon, zone)
