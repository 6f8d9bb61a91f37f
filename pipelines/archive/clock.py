"""The software's own times: UTC text, to the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def utc_now() -> str:
    """Return the time now as YYYY-MM-DDTHH:MM:SSZ."""
    return datetime.now(UTC).strftime(_FORM)


def later(moment: str, seconds: int) -> str:
    """Return the moment that lies `seconds` after `moment` (both YYYY-MM-DDTHH:MM:SSZ)."""
    return (_parse(moment) + timedelta(seconds=seconds)).strftime(_FORM)


def day_shifted(day: str, days: int) -> str:
    """Return the day (YYYY-MM-DD) that lies `days` after `day`, at most the calendar's last.

    Raises:
        ValueError: `day` is not an ISO day.
    """
    moment = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)
    try:
        return (moment + timedelta(days=days)).strftime("%Y-%m-%d")
    except OverflowError:
        return "9999-12-31" if days > 0 else "0001-01-01"


def _parse(moment: str) -> datetime:
    return datetime.strptime(moment, _FORM).replace(tzinfo=UTC)
