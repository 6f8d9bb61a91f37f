"""Figures of a data set, drawn from the facts of its manifest. Pure.

Their names do not begin with those of the files of articles, of which the digest of a data set is
made.
"""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.verdicts import HOLES, NOT_OVER
from pipelines.exports.papers import said
from pipelines.exports.papers.drawing import (
    LEFT,
    LINE,
    TOP,
    Drawing,
    box,
    boxes,
    label,
    name,
    svg,
)
from pipelines.exports.papers.wording import counted
from pipelines.months import months_between

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BY_YEAR: Final = "figure-by-year.svg"
LENGTHS: Final = "figure-lengths.svg"
COVERAGE: Final = "figure-coverage.svg"
WIDTH: Final = 860
NARROWEST: Final = 46
"""Pixels of a column with numbers in it; wider ones take what `DIGIT` says."""
DIGIT: Final = 8
YEAR_ROOM: Final = 40
"""Pixels that a year takes above its months."""
MOST_YEARS: Final = 40
"""Columns; those before the last ones are counted together."""
FAINTEST: Final = 0.2
CELL: Final = 16
"""Pixels of a month, at most."""
LEGEND: Final = (
    ("none", "no hole"),
    ("few", "holes on fewer than half of its days"),
    ("many", "on half or more"),
    ("all", "on every day"),
)
UNKNOWN: Final = ("empty", "nothing known")
_NO_DAY: Final = "no day"
_EARLIER: Final = "earlier"


def figure(facts: Mapping[str, Any], key: str) -> str:
    """Return the whole file of a figure.

    Args:
        facts: of the manifest.
        key: one of `FIGURES`.
    """
    also = said.owners(facts) if said.is_sample(facts) else ""
    return svg(FIGURES[key](facts), key.removesuffix(".svg"), said.title(facts), also)


def sentence(facts: Mapping[str, Any], key: str) -> str:
    """Return what can be seen in a figure, for who sees it not."""
    drawn = FIGURES[key](facts)
    return f"{drawn.title}. {drawn.says}"


def by_year(facts: Mapping[str, Any]) -> Drawing:
    """Draw how many rows each bureau has of each year, with the numbers."""
    held = _by_column(facts["by_year"])
    columns = sorted({column for years in held.values() for column in years}, key=_place)
    totals = {column: sum(of.get(column, 0) for of in held.values()) for column in columns}
    most = max((rows for of in held.values() for rows in of.values()), default=0)
    wide = max(NARROWEST, DIGIT * max((len(f"{n:,}") for n in totals.values()), default=0) + 4)
    right = LEFT + len(columns) * wide + 76
    middles = [LEFT + at * wide + wide / 2 - 1 for at in range(len(columns))]
    parts = [
        label(x, TOP + 12, column, "middle faint")
        for x, column in zip(middles, columns, strict=True)
    ]
    y = TOP + 20
    for bureau, of in held.items():
        parts.append(name(y + 15, bureau))
        for at, column in enumerate(columns):
            rows = of.get(column, 0)
            shade = FAINTEST + (1 - FAINTEST) * log1p(rows) / log1p(most) if rows else 1
            kind = "bar" if rows else "empty"
            parts.append(box(LEFT + at * wide, y, wide - 2, LINE - 2, kind, shade))
            if rows:
                parts.append(label(middles[at], y + 14, f"{rows:,}", "middle"))
        parts.append(label(right, y + 15, f"{sum(of.values()):,}", "end strong"))
        y += LINE
    for x, total in zip(middles, totals.values(), strict=True):
        parts.append(label(x, y + 15, f"{total:,}", "middle strong"))
    parts.append(label(right, y + 15, f"{facts['rows']:,}", "end strong"))
    many = counted(len(held), "bureau")
    first, last = (facts[day] and facts[day][:4] for day in ("first_day", "last_day"))
    span = f", {' to '.join(dict.fromkeys((first, last)))}" if first else ""
    return Drawing(
        "Rows by bureau and year",
        f"{counted(facts['rows'], 'row')} of {many}{span}. README.md has the same as a table.",
        tuple(parts),
        max(right + 12, 420),
        y + LINE - TOP,
    )


def _by_column(by_year: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    years = sorted({year for of in by_year.values() for year in of if year})
    kept = set(years[-MOST_YEARS:])
    held: dict[str, dict[str, int]] = {}
    for bureau, of in by_year.items():
        columns = held.setdefault(bureau, {})
        for year, rows in of.items():
            column = year if year in kept else _EARLIER if year else _NO_DAY
            columns[column] = columns.get(column, 0) + rows
    return held


def _place(column: str) -> tuple[int, str]:
    return ((_NO_DAY, _EARLIER).index(column) if column in (_NO_DAY, _EARLIER) else 2, column)


def lengths(facts: Mapping[str, Any]) -> Drawing:
    """Draw how many rows have a text of so many words."""
    title, found = "Length of the texts, in words", facts["lengths"]
    if found is None and not facts["rows"]:
        return _without(title, "There is no row, so that no length is known.")
    if found is None:
        return _without(title, "The field words was not exported, so that no length is known.")
    most = max(each["rows"] for each in found)
    room = WIDTH - LEFT - 80
    parts = []
    for at, each in enumerate(found):
        y = TOP + at * LINE
        wide = max(1.0, room * each["rows"] / most) if each["rows"] else 0
        parts.append(name(y + 15, _span(each)))
        if wide:
            parts.append(box(LEFT, y + 1, wide, LINE - 4, "bar"))
        parts.append(label(LEFT + wide + 6, y + 15, f"{each['rows']:,}"))
    usual = max(found, key=lambda each: each["rows"])
    return Drawing(
        title,
        f"Most frequent: {_span(usual)} words, {counted(usual['rows'], 'row')}. "
        f"Without a text: {found[0]['rows']:,}.",
        tuple(parts),
        WIDTH,
        len(found) * LINE,
    )


def _span(each: Mapping[str, Any]) -> str:
    first, below = each["from"], each["below"]
    if below is None:
        return f"{first:,} or more"
    return f"{first:,}" if below == first + 1 else f"{first:,} to {below - 1:,}"


def coverage(facts: Mapping[str, Any]) -> Drawing:
    """Draw for each bureau and month on how many of its days there is a hole."""
    title, covered = "Days of which less may be held than the site showed", facts["coverage"]
    found = _levels(covered["months"]) if covered else {}
    if not found:
        return _without(title, "The archive does not know: no crawl of its own is noted in it.")
    every = [month for of in found.values() for month in of]
    months = months_between(min(every), max(every))
    place = {month: at for at, month in enumerate(months)}
    wide = max(1, min(CELL, (WIDTH - LEFT - 12) // len(months)))
    y = TOP + 20
    parts = [
        label(LEFT + at * wide, TOP + 12, month[:4], "faint") for at, month in _years(months, wide)
    ]
    squares: dict[str, list[tuple[int, int, int]]] = {level: [] for level, _ in LEGEND}
    for bureau, of in found.items():
        parts.append(name(y + 13, bureau))
        parts.append(box(LEFT, y, len(months) * wide, CELL, "empty"))
        for month, level in of.items():
            if month in place:
                x = LEFT + place[month] * wide
                squares[level].append((x, y, wide - 1 if wide > 3 else wide))
        y += CELL + 3
    parts += [boxes(places, CELL, level) for level, places in squares.items()]
    x = LEFT
    for level, words in (*LEGEND, UNKNOWN):
        parts += [box(x, y + 12, 12, 12, level), label(x + 18, y + 22, words)]
        x += 36 + 6 * len(words)
    holes = sum(level != "none" for of in found.values() for level in of.values())
    return Drawing(
        title,
        f"Of {counted(len(every), 'month')} of {counted(len(found), 'bureau')} "
        f"{len(every) - holes:,} have no hole and {holes:,} have some.",
        tuple(parts),
        WIDTH,
        y + 26 - TOP,
    )


def _levels(months: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return by bureau and month its class; months that are not over yet have none."""
    found: dict[str, dict[str, str]] = {}
    for month in months:
        days = sum(n for verdict, n in month["verdicts"].items() if verdict != NOT_OVER)
        holes = sum(month["verdicts"].get(verdict, 0) for verdict in HOLES)
        if days:
            level = "few" if 0 < 2 * holes < days else "many" if holes else "none"
            found.setdefault(month["bureau"], {})[month["month"]] = (
                "all" if holes == days else level
            )
    return found


def _years(months: list[str], wide: int) -> list[tuple[int, str]]:
    """Return the months above which a year stands, as many as there is room for."""
    found: list[tuple[int, str]] = []
    for at, month in enumerate(months):
        if (at == 0 or month.endswith("-01")) and (
            not found or (at - found[-1][0]) * wide >= YEAR_ROOM
        ):
            found.append((at, month))
    return found


def _without(title: str, why: str) -> Drawing:
    return Drawing(title, why, (label(12, TOP + 18, why),), WIDTH, LINE + 8)


FIGURES: Final[dict[str, Callable[[Mapping[str, Any]], Drawing]]] = {
    BY_YEAR: by_year,
    LENGTHS: lengths,
    COVERAGE: coverage,
}
"""The figures by the names of their files."""
