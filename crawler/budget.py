"""What a run may spend, and the hours in which a bureau may be asked; pure.

A budget ends a run in order: what was not asked stays pending, and the same command goes on
with it later. `HostLedger` notes each request that is really sent, robots.txt, redirects and
retries included.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_DAY = 24 * 60
"""Minutes."""


@dataclass(slots=True)
class Budget:
    """The most that one run may ask; without limits it is never spent.

    The minutes count from the making of the budget.
    """

    max_requests: int | None = None
    max_minutes: float | None = None
    clock: Callable[[], float] = time.monotonic
    """Seconds; only differences count."""
    requests: int = 0
    """Requests that were sent."""
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()

    def note_request(self) -> None:
        """Count one request that is about to be sent."""
        self.requests += 1

    def spent(self) -> str | None:
        """Return which limit is reached, for a person; None while something is left.

        >>> Budget(max_requests=0).spent()
        'its budget of 0 requests is spent'
        """
        if self.max_requests is not None and self.requests >= self.max_requests:
            return f"its budget of {_counted(self.max_requests, 'request')} is spent"
        if self.max_minutes is not None and self.clock() - self._began >= self.max_minutes * 60:
            return f"its budget of {_counted(self.max_minutes, 'minute')} is spent"
        return None


@dataclass(frozen=True, slots=True)
class AllowedHours:
    """The spans of the day in which a bureau may be asked; none means always."""

    text: str = ""
    """As a person wrote it."""
    spans: tuple[tuple[int, int], ...] = ()
    """Minutes since midnight, beginning included, end not. One over midnight begins after it
    ends."""

    @classmethod
    def parse(cls, text: str) -> AllowedHours:
        """Read spans such as `22:00-05:00` or `12:00-13:00, 22:00-05:00`; "" means always.

        Raises:
            ConfigError: for anything else; it names the text.
        """
        spans = []
        for part in filter(None, (each.strip() for each in text.split(","))):
            match = _SPAN.fullmatch(part)
            times = [int(each) for each in match.groups()] if match else [99] * 4
            if not _is_time(times[0], times[1], 23) or not _is_time(times[2], times[3], 24):
                raise ConfigError(
                    f"'{part}' is no span of hours. Write it as 22:00-05:00, several of them "
                    "separated by commas."
                )
            begin, end = times[0] * 60 + times[1], times[2] * 60 + times[3]
            if begin == end:
                raise ConfigError(
                    f"'{part}' ends when it begins. Leave it out, or write 00:00-24:00 for always."
                )
            spans.append((begin, end))
        return cls(text.strip(), tuple(spans))

    def open_at(self, moment: datetime, zone: str) -> bool:
        """Tell whether a bureau may be asked.

        Args:
            moment: aware, as UTC.
            zone: IANA name of the bureau's zone, in which the hours are meant.
        """
        local = moment.astimezone(ZoneInfo(zone))
        minute = local.hour * 60 + local.minute
        return not self.spans or any(_holds(span, minute) for span in self.spans)

    def next_opening(self, moment: datetime, zone: str) -> datetime:
        """Return the first time, UTC, from `moment` on at which a bureau may be asked.

        It is `moment` itself while the hours are open. Where a change of the clock skips the
        beginning of a span, the span begins as much later.
        """
        if self.open_at(moment, zone):
            return moment.astimezone(UTC)
        place = ZoneInfo(zone)
        midnight = moment.astimezone(place).replace(hour=0, minute=0, second=0, microsecond=0)
        begins = [
            (midnight + timedelta(days=day, minutes=begin)).astimezone(UTC)
            for day in (0, 1, 2)
            for begin, _ in self.spans
        ]
        return min(each for each in begins if each > moment)


ALWAYS = AllowedHours()


def _is_time(hour: int, minute: int, last_hour: int) -> bool:
    return minute < 60 and (hour < 24 or (hour == last_hour and minute == 0))


def _holds(span: tuple[int, int], minute: int) -> bool:
    begin, end = span
    if begin < end:
        return begin <= minute < end
    return minute >= begin or minute < end


def _counted(number: float, word: str) -> str:
    return f"{number:g} {word}" + ("" if number == 1 else "s")
