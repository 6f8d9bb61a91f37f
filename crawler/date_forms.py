"""The words and forms of dates: tables of names and the patterns that `crawler.dates` reads by.

Every pattern has bounded repetitions only, so that a megabyte of digits costs a megabyte's time.
Groups are named year, month, day, name (a month's), hour, minute, second, half (am, pm), zone;
where a pattern has alternatives, d2, m2, n2, y2 and so on stand for day, month, name, year.
"""

from __future__ import annotations

import re

_MONTH_NAMES = (
    "januari january jan",
    "februari pebruari february feb peb",
    "maret march mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agt agu ags agst aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTHS = {name: i for i, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Indonesian and English months, full and short, with the older spellings."""

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon",
            "selasa sel tuesday tues tue",
            "rabu rab wednesday wed",
            "kamis kam thursday thurs thur thu",
            "jumat jum'at jum friday fri",
            "sabtu sab saturday sat",
            "minggu min ahad sunday sun",
        ),
        1,
    )
    for name in names.split()
}
"""Days of the week as ISO numbers, Monday 1; a curly apostrophe is written straight here."""

ZONES = {"wib": 420, "wita": 480, "wit": 540, "z": 0, "ut": 0, "utc": 0, "gmt": 0}
"""Minutes east of UTC."""


def _words(names: dict[str, int]) -> str:
    return "|".join(names).replace("'", "['’‘`]")


_MONTH = _words(MONTHS)
WEEKDAY = rf"(?:(?:{_words(WEEKDAYS)})\.?\s{{0,3}},?\s{{0,3}})?"
"""What may stand before a date: its day of the week, or nothing."""
_OFFSET = r"[+-](?:0[0-9]|1[0-4]):?[0-5][0-9](?![0-9])"
_ZONE = (
    rf"(?P<zone>(?:gmt|utc)\s?[+-]\s?[0-9]{{1,2}}(?::?[0-5][0-9])?(?![0-9])"
    rf"|{_OFFSET}|(?:wita|wib|wit|utc|gmt|ut|z)(?!\w))"
)
_CLOCK = r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2}))?(?![0-9])"

ISO = re.compile(
    r"(?P<year>[0-9]{4})(?P<dash>[-/]?)(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})"
    r"(?:(?:t|\s{1,3})(?P<hour>[0-9]{1,2}(?=:)|[0-9]{2}):?(?P<minute>[0-9]{2})"
    r"(?::?(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    rf"\s{{0,3}}(?:{_ZONE}|(?P<short>[+-][0-9]{{2}}))?)?",
    re.IGNORECASE,
)
MAIL = re.compile(
    r"(?:[^\W\d_]{2,10}['’]?[^\W\d_]{0,3}\.?\s{0,3},?\s{0,3})?"
    rf"(?P<day>[0-9]{{1,2}})[\s-]{{1,3}}(?P<name>{_MONTH})\.?[\s-]{{1,3}}(?P<year>[0-9]{{2,4}})\s{{1,3}}"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    rf"(?:\s{{0,3}}{_ZONE})?(?:\s{{0,3}}\([a-z]{{1,5}}\))?",
    re.IGNORECASE,
)
PRINTED = re.compile(
    # No digit before it, nor a digit and a separator: "1.12 Mei 2023" is not 12 May.
    r"(?<![0-9])(?<![0-9][.,/:-])(?:"
    r"(?P<year>[0-9]{4})(?P<dash>[-/])(?P<month>[0-9]{1,2})(?P=dash)(?P<day>[0-9]{1,2})(?![0-9])"
    r"|(?P<d2>[0-9]{1,2})(?P<dash2>[/.-])(?P<m2>[0-9]{1,2})(?P=dash2)(?P<y2>[0-9]{4})(?![0-9])"
    r"|(?P<d3>[0-9]{1,2})(?:st|nd|rd|th)?(?:\s{1,3}of)?[\s./-]{0,3}"
    rf"(?P<n3>{_MONTH})[\s.,/-]{{0,3}}(?P<y3>[0-9]{{4}})(?![0-9])"
    rf"|(?<!\w)(?P<n4>{_MONTH})\.?\s{{1,3}}(?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?"
    r"\s{0,3},?\s{1,3}(?P<y4>[0-9]{4})(?![0-9])"
    r")(?:(?:t|[\s,|•·/(–—-]{1,6}(?:(?:pukul|pkl|pk|jam|at)\.?\s{1,3})?)"
    rf"{_CLOCK}(?:[.,][0-9]{{1,9}})?\s{{0,3}}(?P<half>[ap]\.?m\.?(?!\w))?\s{{0,3}}\(?{_ZONE}?)?",
    re.IGNORECASE,
)
DATELINE = re.compile(
    rf"[\s(]{{0,5}}{WEEKDAY}\(?(?:"
    r"(?P<day>[0-9]{1,2})(?P<dash>[/.-])(?P<month>[0-9]{1,2})(?:(?P=dash)(?P<year>[0-9]{4}|[0-9]{2}))?"
    rf"|(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s./-]{{0,3}}(?P<n2>{_MONTH})\.?"
    r"(?:[\s,./-]{1,3}(?P<y2>[0-9]{4}|[0-9]{2}))?"
    rf"|(?P<n3>{_MONTH})\.?\s{{0,3}}(?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th)?"
    r"(?:\s{0,3},?\s{1,3}(?P<y3>[0-9]{4}))?"
    r")[\s),.]{0,5}",
    re.IGNORECASE,
)
