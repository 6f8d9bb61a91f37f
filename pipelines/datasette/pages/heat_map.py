"""A map of what is held: a row for each bureau, a column for each month, drawn as SVG. Pure.

The names are a drawing of their own: on a phone the months are scrolled, and the names stay.
"""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup, escape

from pipelines.datasette.pages.drawn import HELD, WIDTH, sheet, years_along
from pipelines.months import months_between

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CELL: Final = 14
"""Pixels of a square."""
LEAST: Final = 2
"""Pixels of a month's column, when there are many."""
LEFT: Final = 92
"""Pixels of the names."""
TOP: Final = 18
FAINTEST: Final = 0.5
"""Of a month with one article: one that is fainter is not seen beside an empty one."""


class HeatMap(NamedTuple):
    """Two drawings whose rows stand beside each other."""

    names: Markup
    months: Markup


def heat_map(
    held: Mapping[str, Mapping[str, int]],
    title: str,
    names_title: str,
    link: Callable[[str], str],
) -> HeatMap | None:
    """Return the drawings, None where no article has a month.

    Args:
        held: by bureau and month, how many articles; what has no month is left out.
        title: what it shows.
        names_title: what its rows are.
        link: from a bureau to the address of its page.
    """
    all_of_them = {month for each in held.values() for month in each if month}
    if not all_of_them:
        return None
    months = months_between(min(all_of_them), max(all_of_them))
    wide = max(LEAST, min(CELL, (WIDTH - LEFT) // len(months)))
    most = max(count for each in held.values() for month, count in each.items() if month)
    column = {month: at for at, month in enumerate(months)}
    names = []
    parts = [f'<text x="{x}" y="12">{escape(year)}</text>' for year, x in years_along(months, wide)]
    # Some thousand squares: what is the same in a row is escaped and said once.
    square = f'width="{wide if wide <= LEAST else wide - 1}" height="{CELL - 2}"'
    for row, (bureau, counts) in enumerate(held.items()):
        y = TOP + row * CELL
        name = escape(bureau)
        names.append(
            f'<a href="{escape(link(bureau))}"><text x="{LEFT - 6}" y="{y + CELL - 3}" '
            f'text-anchor="end">{name}</text></a>'
        )
        parts.append(
            f'<rect x="0" y="{y}" width="{len(months) * wide}" height="{CELL - 2}" '
            f'fill="currentColor" opacity=".06"/><g class="{HELD}">'
        )
        for month, count in counts.items():
            if month in column and count:
                shade = FAINTEST + (1 - FAINTEST) * log1p(count) / log1p(most)
                parts.append(
                    f'<rect x="{column[month] * wide}" y="{y}" {square} '
                    f'opacity="{shade:.2f}"><title>{name} {month}: {count}</title></rect>'
                )
        parts.append("</g>")
    height = TOP + len(held) * CELL
    return HeatMap(
        sheet(Markup("".join(names)), names_title, "group", (LEFT, height)),
        sheet(Markup("".join(parts)), title, "group", (len(months) * wide + 4, height)),
    )
