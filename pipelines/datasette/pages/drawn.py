"""What the drawings of months share: columns, the years above or below them, the sheet. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH: Final = 860
"""Pixels that months may take, with what stands left of them."""
YEAR_ROOM: Final = 34
"""Pixels that a year takes."""
HELD: Final = "held"
"""The class of what stands for articles: pages.css has its colours."""


def years_along(months: Sequence[str], wide: float) -> Iterator[tuple[str, float]]:
    """Yield the years for which there is room, and how far from the first month each stands.

    Args:
        months: of `months.months_between`.
        wide: pixels of each.

    >>> list(years_along(["2025-12", "2026-01"], 20)), list(years_along(["2025-12", "2026-01"], 40))
    ([('2025', 0)], [('2025', 0), ('2026', 40)])
    """
    free = 0.0
    for column, month in enumerate(months):
        x = column * wide
        if (column == 0 or month.endswith("-01")) and x >= free:
            free = x + YEAR_ROOM
            yield month[:4], x


def sheet(parts: Markup, title: str, role: str, size: tuple[int, int]) -> Markup:
    """Return the drawing of what stands in it.

    Args:
        parts: elements of SVG.
        title: what it shows.
        role: img, or group where there are links in it.
        size: width and height, in pixels.
    """
    wide, high = size
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="{}" aria-label="{}" viewBox="0 0 {} {}" '
        'width="{}" height="{}">{}</svg>'
    ).format(role, title, wide, high, wide, high, parts)
