"""`antara status --expect 26h`: whether there was a good run of late, for any monitor."""

from __future__ import annotations

import argparse
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crawler.clock import utc_moment

if TYPE_CHECKING:
    from datetime import datetime

_SPAN = re.compile(r"([0-9]{1,6})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def span(value: str) -> timedelta:
    """Read a span of the command line: 90m, 26h, 2d.

    Raises:
        argparse.ArgumentTypeError: for anything else, and for none at all.
    """
    found = _SPAN.fullmatch(value.strip())
    length = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta(0)
    if not length:
        raise argparse.ArgumentTypeError(f"'{value}' is not a span of time such as 90m, 26h or 2d")
    return length


def judge(last: dict[str, Any] | None, within: timedelta, now: datetime) -> dict[str, Any]:
    """Return whether the last good run is recent enough, as plain JSON values. Pure.

    Args:
        last: of `ArchiveReader.last_good`.
        within: how old it may be.
        now: aware.

    Keys: ok, expected_seconds, age_seconds (None: there was none), last_good, line.
    """
    if last is None:
        line = "NOT OK: no run has ended well yet."
        age = None
    else:
        passed = now - utc_moment(last["finished_at"])
        # A clock that was set back must not make a run that just ended look like none.
        age = max(passed.total_seconds(), 0.0)
        good = age <= within.total_seconds()
        said = "OK" if good else "NOT OK"
        line = (
            f"{said}: the last good run ended {in_words(age)} ago "
            f"({last['finished_at']}, {last['command']}); expected within "
            f"{in_words(within.total_seconds())}."
        )
    return {
        "ok": age is not None and age <= within.total_seconds(),
        "expected_seconds": int(within.total_seconds()),
        "age_seconds": None if age is None else int(age),
        "last_good": last,
        "line": line,
    }


def in_words(seconds: float) -> str:
    """Return a span for a person.

    >>> in_words(93_600), in_words(9_000), in_words(5_400), in_words(3 * 86_400 + 7_200)
    ('26 h', '2 h 30 min', '90 min', '3 days 2 h')
    """
    minutes = int(seconds // 60)
    if minutes < 120:
        return f"{minutes} min"
    parts = ((minutes // 60, "h"), (minutes % 60, "min"))
    if minutes >= 72 * 60:
        parts = ((minutes // 1440, "days"), (minutes // 60 % 24, "h"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)
