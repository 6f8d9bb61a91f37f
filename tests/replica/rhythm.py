"""When a bureau publishes over the years: fewer at weekends, days with nothing, days with much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from tests.replica.hosts import Host

FIRST_HOUR, LAST_HOUR = 5.5, 22.5
"""Between these hours of the bureau's clock articles appear."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A bureau's habits, each a share.

    Args:
        weekend: What a Saturday or Sunday has of a weekday's articles.
        empty: The days with nothing.
        busy: The days with five times as much.
        young: What the first year's days had of the last one's.
    """

    weekend: float
    empty: float
    busy: float
    young: float


def rhythm_of(host: Host, seed: int) -> Rhythm:
    """Return a host's habits, the same for the same seed."""
    rng = Random(f"rhythm:{seed}:{host.name}")
    return Rhythm(
        weekend=rng.uniform(0.3, 0.65),
        empty=rng.uniform(0.01, 0.05),
        busy=rng.uniform(0.01, 0.03),
        young=rng.uniform(0.4, 0.8),
    )


def is_holiday(day: date) -> bool:
    """Tell whether nobody works: three days that come eleven days earlier each year."""
    first = (80 - 11 * (day.year - 2026)) % 365
    return 0 <= day.timetuple().tm_yday - 1 - first < 3


def weights(rhythm: Rhythm, days: list[date], rng: Random) -> list[float]:
    """Return how much of its articles a bureau brings out on each of some days."""
    out = []
    for number, day in enumerate(days):
        weight = rhythm.young + (1 - rhythm.young) * number / len(days)
        weight *= rng.uniform(0.6, 1.4) * (rhythm.weekend if day.weekday() > 4 else 1)
        chance = rng.random()
        if chance < rhythm.empty or is_holiday(day):
            weight = 0.0
        elif chance > 1 - rhythm.busy:
            weight *= 5
        out.append(weight)
    return out


def spread(
    host: Host, count: int, since: datetime, until: datetime, seed: int, name: str = ""
) -> list[datetime]:
    """Return `count` times of publication between two others, oldest first.

    Args:
        host: Whose rhythm and zone.
        count: How many.
        since: Aware; the first one is not before.
        until: Aware; the last one is before.
        seed: The site's seed.
        name: Tells two spans of one host apart.
    """
    rng = Random(f"spread:{seed}:{host.name}:{name}")
    begin, end = since.astimezone(host.zone), until.astimezone(host.zone)
    days = [begin.date() + timedelta(n) for n in range((end.date() - begin.date()).days + 1)]
    windows = [_window(host, day, begin, end) for day in days]
    heavy = weights(rhythm_of(host, seed), days, rng)
    usable = [
        w * (b - a).total_seconds() if b > a else 0.0
        for w, (a, b) in zip(heavy, windows, strict=True)
    ]
    if not any(usable):
        usable, windows = [1.0], [(begin, end)]
    total, so_far, given = sum(usable), 0.0, 0
    times: list[datetime] = []
    for weight, (first, last) in zip(usable, windows, strict=True):
        so_far += weight
        # What is rounded off one day is given to the next: the sum is exact.
        upto = round(count * so_far / total)
        seconds = (last - first).total_seconds()
        times += [
            first + timedelta(seconds=int(rng.uniform(0, seconds))) for _ in range(upto - given)
        ]
        given = upto
    return sorted(times)


def _window(host: Host, day: date, begin: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Return the part of a day in which articles appear, within the whole span."""
    midnight = datetime.combine(day, time(), host.zone)
    first = midnight + timedelta(hours=FIRST_HOUR)
    last = midnight + timedelta(hours=LAST_HOUR)
    return max(first, begin), min(last, end)
