"""When a job starts, by the clock of the machine: what a person writes, and what follows; pure.

A start is a day of the week, Monday being 0, and a minute of the day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from crawler.options import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY
LEAST = 15
"""Minutes between two starts of a job: less would be no manners."""
FORMS = '"hourly", "every 2h", "02:30", "daily 06:00,18:00" or "mon,thu 03:00"'
"""The right ways to write times, for messages."""

_EVERY = re.compile(r"every ?(\d{1,4}) ?(m|h)")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")

Start: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Times:
    """The starts of a job in a week."""

    text: str
    """As a person wrote it, in small letters, with single blanks, and colons for points."""
    starts: tuple[Start, ...]
    """In order; never empty."""

    @classmethod
    def parse(cls, text: str) -> Times:
        """Read `hourly`, `every 2h`, `02:30`, `daily 06:00,18:00`, `mon,thu 03:00`, `mon-fri 4:00`.

        Raises:
            ValueError: saying in a sentence what is wrong with it.
        """
        words = re.sub(r" ?([,-]) ?", r"\1", " ".join(text.lower().split())).replace(".", ":")
        if words == "hourly":
            return cls(words, _each_day(range(0, DAY, 60)))
        if words.startswith("every"):
            return cls(words, _each_day(range(0, DAY, _interval(words))))
        head, _, tail = words.rpartition(" ")
        days = range(7) if head in ("", "daily") else _days(head)
        minutes = [_minute(each) for each in tail.split(",")]
        times = cls(words, tuple(sorted({(day, minute) for day in days for minute in minutes})))
        if times.shortest_pause() < LEAST:
            raise ValueError(f"Two of its starts are less than {LEAST} minutes apart.")
        return times

    def shortest_pause(self) -> int:
        """Return the fewest minutes between two starts."""
        return min(pauses(self.starts))

    def longest_pause(self) -> int:
        """Return the most minutes between two starts."""
        return max(pauses(self.starts))


class Row(NamedTuple):
    """Starts that one line of a timer or a crontab can say: every combination of these."""

    days: tuple[int, ...]
    hours: tuple[int, ...]
    minutes: tuple[int, ...]


def rows(starts: Iterable[Start]) -> list[Row]:
    """Say starts in few lines.

    >>> rows([(day, minute) for day in range(7) for minute in (150, 390)])
    [Row(days=(0, 1, 2, 3, 4, 5, 6), hours=(2, 6), minutes=(30,))]
    """
    days: defaultdict[int, set[int]] = defaultdict(set)
    for day, minute in starts:
        days[minute].add(day)
    hours: defaultdict[tuple[int, tuple[int, ...]], set[int]] = defaultdict(set)
    for minute, on in days.items():
        hours[minute % 60, tuple(sorted(on))].add(minute // 60)
    minutes: defaultdict[tuple[tuple[int, ...], tuple[int, ...]], set[int]] = defaultdict(set)
    for (minute, on_days), at in hours.items():
        minutes[on_days, tuple(sorted(at))].add(minute)
    return sorted(Row(days, hours, tuple(sorted(at))) for (days, hours), at in minutes.items())


def shifted(starts: Iterable[Start], minutes: int) -> tuple[Start, ...]:
    """Return the starts so many minutes later, over midnight and the end of the week too."""
    moved = ((day * DAY + minute + minutes) % WEEK for day, minute in starts)
    return tuple(sorted(divmod(minute, DAY) for minute in moved))


def pauses(starts: Iterable[Start]) -> list[int]:
    """Return the minutes from each start to the next one; a week when there is only one."""
    minutes = sorted({day * DAY + minute for day, minute in starts})
    following = [*minutes[1:], minutes[0] + WEEK]
    return [after - before for before, after in zip(minutes, following, strict=True)]


def next_start(starts: Iterable[Start], after: datetime) -> datetime:
    """Return the first start later than a moment, both by the clock on the wall.

    Args:
        starts: not empty.
        after: without a zone.
    """
    monday = after.replace(hour=0, minute=0, second=0, microsecond=0)
    monday -= timedelta(days=after.weekday())
    return min(
        moment
        for week in (0, 7)
        for day, minute in starts
        if (moment := monday + timedelta(days=day + week, minutes=minute)) > after
    )


def _each_day(minutes: Iterable[int]) -> tuple[Start, ...]:
    at = list(minutes)
    return tuple((day, minute) for day in range(7) for minute in at)


def _interval(words: str) -> int:
    """Return the minutes of `every 2h`; a day must hold them without a rest."""
    found = _EVERY.fullmatch(words)
    if not found:
        raise ValueError(f"'{words}' is not every so many minutes or hours.")
    minutes = int(found[1]) * (60 if found[2] == "h" else 1)
    if minutes < LEAST:
        raise ValueError(f"That is more often than every {LEAST} minutes.")
    if DAY % minutes:
        fitting = [each for each in range(LEAST, DAY + 1) if DAY % each == 0]
        near = min(fitting, key=lambda each: abs(each - minutes))
        shown = f"{near}m" if near % 60 else f"{near // 60}h"
        raise ValueError(f"A day does not divide by that; 'every {shown}' is nearest.")
    return minutes


def _days(head: str) -> list[int]:
    """Return the days of `mon,thu` or `fri-mon`."""
    found = []
    for part in head.split(","):
        first, _, last = part.partition("-")
        begin, end = _day(first), _day(last or first)
        found += [(begin + n) % 7 for n in range((end - begin) % 7 + 1)]
    return found


def _day(word: str) -> int:
    if word not in DAYS:
        raise ValueError(
            f"'{word}' is neither 'daily' nor a day of the week."
            + nearest(word, ("daily", "hourly", *DAYS))
        )
    return DAYS.index(word)


def _minute(word: str) -> int:
    found = _TIME.fullmatch(word)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        near = nearest(word, ("hourly",)) if word.isalpha() else ""
        raise ValueError(f"'{word}' is not a time of the day.{near}" if word else "It is empty.")
    return int(found[1]) * 60 + int(found[2])
