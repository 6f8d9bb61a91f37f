"""How many there are by month, drawn as SVG: a bar for each month. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from pipelines.datasette.pages.drawn import HELD, WIDTH, sheet, years_along
from pipelines.months import months_between

if TYPE_CHECKING:
    from collections.abc import Mapping

HEIGHT: Final = 120
LEFT: Final = 56
BASE: Final = 18
"""Pixels below the bars, for the years."""
WIDEST: Final = 24


def bars(counts: Mapping[str, int], title: str) -> Markup | None:
    """Return the drawing, None where nothing has a month.

    Args:
        counts: by month (YYYY-MM); what has no month is left out.
        title: what it shows.
    """
    dated = {month: count for month, count in counts.items() if month and count > 0}
    if not dated:
        return None
    months = months_between(min(dated), max(dated))
    wide = min(WIDEST, max(1.0, (WIDTH - LEFT) / len(months)))
    most = max(dated.values())
    high = HEIGHT - BASE - 12
    parts = [
        Markup('<text x="{}" y="18" text-anchor="end">{}</text>').format(LEFT - 6, most),
        Markup('<line x1="{0}" y1="{1}" x2="{2:.1f}" y2="{1}" stroke="currentColor"/>').format(
            LEFT, HEIGHT - BASE, LEFT + wide * len(months)
        ),
    ]
    parts += [
        Markup('<text x="{:.1f}" y="{}">{}</text>').format(LEFT + x, HEIGHT - 4, year)
        for year, x in years_along(months, wide)
    ]
    for column, month in enumerate(months):
        if count := dated.get(month):
            tall = max(1.0, high * count / most)
            parts.append(
                Markup(
                    '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}">'
                    "<title>{}: {}</title></rect>"
                ).format(
                    *(LEFT + column * wide, HEIGHT - BASE - tall, max(0.8, wide - 1), tall),
                    *(HELD, month, count),
                )
            )
    return sheet(Markup("").join(parts), title, "img", (WIDTH, HEIGHT))
