"""Times as ANTARA's pages, metadata and feeds state them. Pure: nothing here reads a clock.

Three sources, in the order of trust: machine times (`<time datetime>`, meta, JSON-LD), printed
times and the times of feeds. A time without a zone is read in the bureau's zone and says so; a
relative one ("5 menit lalu", "yesterday 21:40") is no time at all, because what it is relative
to is not in the text. A day that does not exist is not repaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from crawler.clock import utc_moment, utc_text
from crawler.date_forms import DATELINE, ISO, MAIL, MONTHS, PRINTED, ZONES
from crawler.items import Precision

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""No article of a web site is older; 1970-01-01 is an empty field and no date."""

_LONGEST_OFFSET = 14 * 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of publication and how exactly it was stated."""

    iso: str
    """ISO 8601 with the stated offset (or the bureau's); only the day when no time is stated."""
    utc: str
    """YYYY-MM-DDTHH:MM:SSZ; of a day only, its beginning in the bureau's zone."""
    day: str
    """YYYY-MM-DD in the bureau's zone."""
    precision: Precision
    zone_known: bool
    """False when the bureau's zone had to be assumed."""


def machine_moment(value: str, zone: str) -> Moment | None:
    """Read a time written for machines: ISO 8601 and its variants, or RFC 822.

    Args:
        value: The attribute or text, nothing around it but whitespace.
        zone: IANA name of the bureau's zone, for a time that states none.

    Returns:
        None if it is no such time. Fractions of a second are dropped.

    Raises:
        KeyError: If `zone` is no IANA zone.
    """
    text = value.strip()
    found = ISO.fullmatch(text) or MAIL.fullmatch(text)
    return _moment(found, zone) if found else None


def printed_moment(value: str, zone: str) -> Moment | None:
    """Read the first valid date that a text prints, with the time and zone after it if any.

    Args:
        value: Such as " Kamis, 30 November 2023 21:34 WIB | 699 Views". That it is the
            article's own date and not a menu's is the caller's business.
        zone: IANA name of the bureau's zone, for a time that states none.

    Returns:
        None if no absolute date with a four-digit year stands there. Days come before months
        in numbers.

    Raises:
        KeyError: If `zone` is no IANA zone.
    """
    found = PRINTED.search(value)
    while found:
        moment = _moment(found, zone)
        if moment:
            return moment
        found = PRINTED.search(value, found.start() + 1)
    return None


def feed_moment(value: str, zone: str) -> Moment | None:
    """Read a feed's pubDate: RFC 822, as feeds of 2015 to 2026 had it, or ISO 8601.

    Args and errors as for `machine_moment`.
    """
    return machine_moment(value, zone)


def dateline_day(printed: str, published_day: str | None) -> str | None:
    """Read the day of a dateline, such as "7/12" in "Mataram, 7/12 (Antara) -".

    Args:
        printed: Only the day: "23 Februari 2016", "7/12", "7/12/15", "Dec 7", "Senin (7/12)".
        published_day: ISO day of publication; a missing year is the one that brings the day
            nearest to it.

    Returns:
        The ISO day, None when it is not known.
    """
    found = DATELINE.fullmatch(printed)
    if found is None:
        return None
    part = _parts(found)
    month = MONTHS.get(part["name"].lower()) if part.get("name") else int(part.get("month", 0))
    day = int(part["day"])
    if part.get("year"):
        stated = _day(_full_year(part["year"]), month or 0, day)
        return stated.isoformat() if stated else None
    published = _iso_day(published_day)
    if published is None:
        return None
    near = [_day(published.year + years, month or 0, day) for years in (-1, 0, 1)]
    days = [one for one in near if one and abs(one - published) <= timedelta(days=183)]
    return min(days, key=lambda one: abs(one - published)).isoformat() if days else None


def zone_day(utc: str, zone: str) -> str:
    """Return the ISO day of a YYYY-MM-DDTHH:MM:SSZ time in an IANA zone.

    Raises:
        ValueError: If `utc` is no such time.
        KeyError: If `zone` is no IANA zone.
    """
    return utc_moment(utc).astimezone(ZoneInfo(zone)).date().isoformat()


def _parts(found: re.Match[str]) -> dict[str, str]:
    # The alternatives of a pattern number their groups: d2, m2, n3 and so on.
    names = {"d": "day", "m": "month", "y": "year", "n": "name"}
    return {
        names[key[0]] if len(key) == 2 else key: text
        for key, text in found.groupdict().items()
        if text is not None
    }


def _moment(found: re.Match[str], zone: str) -> Moment | None:
    part = _parts(found)
    home = ZoneInfo(zone)
    month = MONTHS.get(part["name"].lower()) if part.get("name") else int(part.get("month", 0))
    stated = _day(_full_year(part["year"]), month or 0, int(part["day"]))
    if stated is None:
        return None
    if "hour" not in part:
        start = datetime(stated.year, stated.month, stated.day, tzinfo=home)
        iso = stated.isoformat()
        return Moment(iso, utc_text(start), iso, Precision.DAY, zone_known=False)
    hour = _hour(int(part["hour"]), part.get("half", ""))
    minute, second = int(part["minute"]), int(part.get("second", 0))
    if hour is None or minute > 59 or second > 59:
        return None
    printed_zone = part.get("zone") or part.get("short")
    offset: tzinfo | None = _offset(printed_zone) if printed_zone else home
    if offset is None:
        return None
    when = datetime(stated.year, stated.month, stated.day, hour, minute, second, tzinfo=offset)
    precision = Precision.SECOND if "second" in part else Precision.MINUTE
    day = when.astimezone(home).date().isoformat()
    return Moment(when.isoformat(), utc_text(when), day, precision, zone_known=bool(printed_zone))


def _hour(hour: int, half: str) -> int | None:
    half = half[:1].lower()
    if half and hour <= 12:
        return hour % 12 + (12 if half == "p" else 0)
    # "21:40 PM" is printed now and then and says the same twice; "21:40 AM" contradicts itself.
    return None if hour > 23 or half == "a" else hour


def _offset(printed: str) -> timezone | None:
    text = "".join(printed.lower().split())
    if text in ZONES:
        return timezone(timedelta(minutes=ZONES[text]))
    sign = -1 if "-" in text else 1
    digits = text.lstrip("gmtuc+-").replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    total = int(hours) * 60 + int(minutes)
    return timezone(timedelta(minutes=sign * total)) if total <= _LONGEST_OFFSET else None


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) == 4:
        return number
    return 0 if len(year) != 2 else number + (1900 if number >= FIRST_YEAR % 100 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso_day(value: str | None) -> date | None:
    if value is None or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
