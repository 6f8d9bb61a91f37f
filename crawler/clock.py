"""UTC as text, to the second: the form of every time that the crawler keeps. Pure.

Whoever needs the time now takes it from `datetime`, so that it is seen who reads a clock.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def utc_text(moment: datetime) -> str:
    """Return an aware time as YYYY-MM-DDTHH:MM:SSZ.

    >>> utc_text(datetime.fromisoformat("2026-03-20T12:00:00+07:00"))
    '2026-03-20T05:00:00Z'
    """
    return moment.astimezone(UTC).strftime(_FORM)


def utc_moment(text: str) -> datetime:
    """Read a time that `utc_text` wrote.

    Raises:
        ValueError: when it is not of that form.
    """
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)


def days_before(text: str, days: int) -> str:
    """Return the time `days` times 24 hours before `text`; both YYYY-MM-DDTHH:MM:SSZ."""
    return utc_text(utc_moment(text) - timedelta(days=days))
