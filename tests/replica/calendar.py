"""When the invented articles appeared and which ids they have: dense lately, thin before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from tests.replica.hosts import WIB, Host

DEFAULT_NOW = datetime(2026, 11, 20, 12, 0, tzinfo=WIB)
"""The site's time unless told otherwise: fixed, so that the newest article always is the same."""

_WWW_IDS = (
    (datetime(2015, 1, 1, tzinfo=UTC), 471_000),
    (datetime(2015, 11, 5, tzinfo=UTC), 527_615),
    (datetime(2017, 5, 15, tzinfo=UTC), 629_369),
    (datetime(2020, 3, 15, tzinfo=UTC), 1_357_722),
    (datetime(2021, 4, 20, tzinfo=UTC), 2_110_802),
    (datetime(2023, 5, 1, tzinfo=UTC), 3_430_407),
    (datetime(2025, 9, 1, tzinfo=UTC), 5_129_056),
    (datetime(2026, 8, 20, tzinfo=UTC), 5_678_453),
)


def number_at(host: Host, when: datetime, now: datetime) -> int:
    """Return roughly the id that a host gives out at a time."""
    anchors: tuple[tuple[datetime, int], ...] = _WWW_IDS
    if host.name != "www":
        start = datetime(2015, 1, 1, tzinfo=UTC)
        anchors = ((start, int(host.last_id * 0.2)), (now, host.last_id))
    for (t0, n0), (t1, n1) in pairwise(anchors):
        if when <= t1:
            return n0 + int((n1 - n0) * ((when - t0) / (t1 - t0)))
    (t0, n0), (t1, n1) = anchors[-2:]
    return n1 + int((n1 - n0) * ((when - t1) / (t1 - t0)))


def _between(rng: Random, start: datetime, end: datetime, count: int) -> list[datetime]:
    span = (end - start).total_seconds()
    return [start + timedelta(seconds=rng.uniform(0, span)) for _ in range(count)]


def moments(host: Host, count: int, now: datetime, seed: int) -> list[datetime]:
    """Return `count` times of publication, oldest first, the newest minutes before `now`."""
    rng = Random(f"calendar:{seed}:{host.name}:{count}")
    if host.name == "otomotif":
        return sorted(
            _between(
                rng, datetime(2016, 1, 4, tzinfo=WIB), datetime(2017, 11, 20, tzinfo=WIB), count
            )
        )
    recent = max(1, round(count * 0.55))
    times = []
    when = now - timedelta(seconds=rng.randint(180, 900))
    for _ in range(recent):
        times.append(when)
        when -= timedelta(minutes=rng.uniform(8, 2 * 14 * 1440 / recent))
    old = count - recent
    if host.name == "www":
        g1 = round(old * 0.4)
        times += _between(
            rng, datetime(2015, 6, 1, tzinfo=WIB), datetime(2017, 11, 20, tzinfo=WIB), g1
        )
        times += _between(
            rng, datetime(2018, 1, 5, tzinfo=WIB), datetime(2024, 2, 20, tzinfo=WIB), old - g1
        )
    elif host.name == "en":
        times += _between(
            rng, datetime(2018, 6, 1, tzinfo=WIB), datetime(2024, 2, 20, tzinfo=WIB), old
        )
    else:
        times += _between(rng, datetime(2019, 2, 1, tzinfo=WIB), now - timedelta(days=30), old)
    return sorted(times)


def numbered(host: Host, times: list[datetime], now: datetime) -> list[tuple[int, datetime]]:
    """Return ids for times, strictly rising with gaps."""
    out: list[tuple[int, datetime]] = []
    last = 0
    for i, when in enumerate(times):
        last = max(last + 1 + (i * 7) % 5, number_at(host, when, now))
        out.append((last, when))
    return out
