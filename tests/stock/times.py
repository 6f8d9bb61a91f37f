"""When the stock's articles came out: ten years with the rhythm of a newsroom."""

from __future__ import annotations

from bisect import bisect
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

FIRST_DAY: Final = date(2016, 11, 1)
LAST_DAY: Final = date(2026, 10, 31)
LONGEST_LAG: Final = 3 * 86_400
"""Seconds between an original and its latest copy; originals end so long before the stock does."""
_GROWTH = 0.5
"""By so much of the first day's output the last day's is larger."""
_WEEKDAYS = (1.0, 1.05, 1.05, 1.05, 1.0, 0.65, 0.6)
_HOURS = (2, 1, 1, 1, 2, 6, 14, 26, 38, 46, 48, 46, 36, 42, 46, 46, 44, 38, 32, 32, 28, 20, 10, 4)
_HOUR_SUMS = list(accumulate(_HOURS))
EPOCH: Final = date(1970, 1, 1).toordinal()


def shares() -> Iterator[tuple[date, float]]:
    """Yield each day on which originals come out, and the share of all articles until its end."""
    days = (LAST_DAY - FIRST_DAY).days + 1 - LONGEST_LAG // 86_400
    weights = [
        (1 + _GROWTH * number / days) * _WEEKDAYS[(FIRST_DAY + timedelta(number)).weekday()]
        for number in range(days)
    ]
    total = sum(weights)
    for number, until in enumerate(accumulate(weights)):
        yield FIRST_DAY + timedelta(number), until / total


def second_of_day(rng: Random) -> int:
    """Draw a second of a local day: few at night, most before noon and in the afternoon."""
    hour = bisect(_HOUR_SUMS, rng.random() * _HOUR_SUMS[-1])
    return hour * 3600 + int(rng.random() * 3600)


def offset_of(zone: str) -> int:
    """Return the seconds by which a zone without summer time is ahead of UTC."""
    ahead = datetime(2020, 1, 1, tzinfo=ZoneInfo(zone)).utcoffset()
    return round((ahead or timedelta()).total_seconds())


def midnight(day: date) -> int:
    """Return the seconds since 1970 at which a day begins in UTC."""
    return (day.toordinal() - EPOCH) * 86_400


def utc(moment: int) -> str:
    """Return seconds since 1970 as YYYY-MM-DDTHH:MM:SSZ."""
    return f"{datetime.fromtimestamp(moment, UTC).isoformat()[:19]}Z"


def local(moment: int, offset: int) -> str:
    """Return seconds since 1970 as a page prints them, ISO 8601 with offset."""
    clock = datetime.fromtimestamp(moment + offset, UTC).isoformat()[:19]
    return f"{clock}+{offset // 3600:02d}:00"


def share_of_span(moment: int) -> float:
    """Return which part of the ten years is over, 0 to 1."""
    first = midnight(FIRST_DAY)
    return (moment - first) / (midnight(LAST_DAY) + 86_400 - first)
