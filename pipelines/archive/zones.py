"""Days of a bureau's zone and moments of UTC. Pure.

The zones of Indonesia, and that of Kuala Lumpur, have had no summer time since 1988, so that one
shift holds for all years of a news site.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from sqlite_utils import Database

DEFAULT_ZONE = "Asia/Jakarta"
"""Of a bureau without a zone of its own: the one its published_day is counted in, too."""
_FORM = "%Y-%m-%dT%H:%M:%SZ"
_A_MOMENT = datetime(2020, 1, 1, tzinfo=UTC)


def shift_of(zone: str | None) -> timedelta:
    """Return how far a zone is ahead of UTC.

    >>> shift_of("Asia/Jayapura")
    datetime.timedelta(seconds=32400)
    """
    try:
        shift = _A_MOMENT.astimezone(ZoneInfo(zone or DEFAULT_ZONE)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return shift_of(DEFAULT_ZONE)
    return shift or timedelta(0)


def shifts(db: Database) -> dict[str, timedelta]:
    """Return how far each known bureau is ahead of UTC."""
    rows = db.execute("SELECT name, zone FROM bureaus").fetchall()
    return {name: shift_of(zone) for name, zone in rows}


def start_of(day: int, shift: timedelta) -> str:
    """Return the moment (UTC) at which a day (ordinal) begins.

    >>> start_of(date(2026, 1, 2).toordinal(), timedelta(hours=9))
    '2026-01-01T15:00:00Z'
    """
    midnight = datetime.combine(date.fromordinal(day), datetime.min.time(), UTC)
    return (midnight - shift).strftime(_FORM)


def day_at(moment: str, shift: timedelta) -> int:
    """Return the day (ordinal) in which a moment (UTC, or a bare day) lies.

    >>> day_at("2026-01-01T15:00:00Z", timedelta(hours=9)) - date(2026, 1, 2).toordinal()
    0
    """
    if len(moment) == len("2026-01-02"):
        return ordinal(moment)
    when = datetime.strptime(moment, _FORM).replace(tzinfo=UTC)
    return (when + shift).toordinal()


def whole_days(start: str, end: str, shift: timedelta) -> tuple[int, int]:
    """Return the first and last day (ordinals) that lie in a span of moments, or days, as a whole.

    The last lies before the first where there is none.

    >>> a = date(2026, 1, 2).toordinal()
    >>> first, last = whole_days("2026-01-01T15:00:00Z", "2026-01-04T00:00:00Z", timedelta(hours=9))
    >>> first - a, last - a
    (0, 1)
    """
    first = day_at(start, shift)
    first += len(start) > len("2026-01-02") and start_of(first, shift) < start
    # The day of a moment is not over; a bare day counts whole.
    return first, day_at(end, shift) - (len(end) > len("2026-01-02"))


def feed_day(printed: str, shift: timedelta) -> str | None:
    """Return the day, YYYY-MM-DD, of a time as a feed prints it: RFC 822 or ISO 8601.

    One that states no zone is the bureau's own. None for what is no such time.

    >>> feed_day("Fri, 20 Nov 2026 23:30:00 +0700", timedelta(hours=9))
    '2026-11-21'
    """
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, OverflowError):
            when = read(printed.strip())
            own = when if when.tzinfo is None else when.astimezone(UTC) + shift
            return own.date().isoformat()
    return None


def ordinal(day: str) -> int:
    """Return a day, YYYY-MM-DD, as its ordinal.

    Raises:
        ValueError: it is no such day.
    """
    return date.fromisoformat(day).toordinal()
