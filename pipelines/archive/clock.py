"""The software's own times: UTC text, to the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def utc_now() -> str:
    """Return the time now as YYYY-MM-DDTHH:MM:SSZ."""
    return datetime.now(UTC).strftime(_FORM)


def later(moment: str, seconds: int) -> str:
    """Return the moment that lies `seconds` after `moment` (both YYYY-MM-DDTHH:MM:SSZ).

    >>> later("2024-02-28T23:59:59Z", 1)
    '2024-02-29T00:00:00Z'
    """
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
    # strptime takes twenty times as long, a tenth of what storing an article costs; it is left to
    # say what is wrong with anything of another form.
    if len(moment) == 20 and moment[4::3] == "--T::Z":
        return datetime.fromisoformat(moment)
    return datetime.strptime(moment, _FORM).replace(tzinfo=UTC)
