"""The days that a passage names: of which days an answer must know what is held. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND: Final = 7
"""Days before and after one that is told in a sentence: a report may come before or after it."""
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january",
            "februari february",
            "maret march",
            "april",
            "mei may",
            "juni june",
            "juli july",
            "agustus august",
            "september",
            "oktober october",
            "november nopember",
            "desember december",
        ),
        1,
    )
    for name in names.split()
}
_IN_FIGURES: Final = re.compile(
    r"(?<![\d/.])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?![\d/]|\.\d)"
)
_ISO: Final = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\d-])")
_IN_WORDS: Final = re.compile(
    rf"(?:(?<!\d)(\d{{1,2}})\s{{0,4}})?(?<![^\W\d_])({'|'.join(_MONTHS)})"
    r"\s{1,4}(?:(\d{1,2}),\s{1,4})?((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_MOST: Final = 3
"""Days that are taken from a passage, the latest: reports look back more than ahead."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row, both included (YYYY-MM-DD)."""

    since: str
    until: str


def spans_named(text: str) -> tuple[Span, ...]:
    """Return the days in which a passage that names a day may have been published, oldest first.

    >>> spans_named("Palembang, Senin (2/3/2026): rapat digelar")
    (Span(since='2026-02-23', until='2026-03-09'),)
    >>> spans_named("pada Maret 2026")
    (Span(since='2026-02-22', until='2026-04-07'),)
    >>> spans_named("kemarin")
    ()
    """
    found = sorted(set(_named(text)))[-_MOST:]
    joined: list[tuple[date, date]] = []
    for first, last in found:
        since, until = _moved(first, -AROUND), _moved(last, AROUND)
        if joined and since <= _moved(joined[-1][1], 1):
            joined[-1] = joined[-1][0], max(joined[-1][1], until)
        else:
            joined.append((since, until))
    return tuple(Span(since.isoformat(), until.isoformat()) for since, until in joined)


def _named(text: str) -> Iterator[tuple[date, date]]:
    for day, month, year in _IN_FIGURES.findall(text):
        yield from _day(year, month, day)
    for year, month, day in _ISO.findall(text):
        yield from _day(year, month, day)
    for before, name, after, year in _IN_WORDS.findall(text):
        month = _MONTHS[name.lower()]
        if before or after:
            yield from _day(year, month, before or after)
            continue
        first = date(int(year), month, 1)
        yield first, _moved((first + timedelta(days=31)).replace(day=1), -1)


def _day(year: str, month: str | int, day: str) -> Iterator[tuple[date, date]]:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return
    yield found, found


def _moved(day: date, days: int) -> date:
    return day + timedelta(days=days)
