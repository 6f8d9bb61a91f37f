"""A figure as SVG, read in light and in dark, by eye and by ear; no script and no link. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.exports.xml_text import attribute, content

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE: Final = 22
"""Pixels from one line to the next."""
LEFT: Final = 132
"""Pixels before the drawing, for the names of what stands in a line."""
TOP: Final = 34
"""Pixels above it, for the title."""
FOOT: Final = 30
LONGEST: Final = 16
"""Characters of a name that are shown."""
_STYLE: Final = """
text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:#1f2328}
.title{font-size:14px;font-weight:600}.strong{font-weight:600}.faint{fill:#59636e}
.end{text-anchor:end}.middle{text-anchor:middle}
.back{fill:#fff}.empty{fill:#eaeef2}.bar{fill:#6aa9e2}
.none{fill:#1f6fb8}.few{fill:#8fc1ec}.many{fill:#f0b25d}.all{fill:#c4570f}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.faint{fill:#9aa4ae}
.back{fill:#0d1117}.empty{fill:#21262d}.bar{fill:#2a66a8}
.none{fill:#58a6ff}.few{fill:#2b5c91}.many{fill:#96651f}.all{fill:#f08c3a}}
"""
"""Classes for what is drawn. An image in a page follows the reader's scheme, not the page's."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a figure is."""

    title: str
    says: str
    """What can be seen in it, in a sentence or two, for who sees it not."""
    parts: tuple[str, ...]
    """Elements of SVG, below each other from `TOP` on."""
    width: int
    height: int
    """Without title and foot."""


def label(x: float, y: float, text: str, classes: str = "") -> str:
    """Return a text; y is its baseline."""
    kind = f' class="{classes}"' if classes else ""
    return f'<text x="{_number(x)}" y="{_number(y)}"{kind}>{content(text)}</text>'


def name(y: float, text: str) -> str:
    """Return what stands before a line, cut if it is long."""
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return label(LEFT - 8, y, short, "end")


def box(x: float, y: float, width: float, height: float, classes: str, shade: float = 1) -> str:
    """Return a filled rectangle."""
    faint = f' fill-opacity="{shade:.2f}"' if shade < 1 else ""
    where = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}"'
    return f'<rect class="{classes}" {where} height="{_number(height)}"{faint}/>'


def boxes(places: Iterable[tuple[int, int, int]], height: int, classes: str) -> str:
    """Return many rectangles of one class and height as one path: x, y and width of each."""
    drawn = "".join(f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width in places)
    return f'<path class="{classes}" d="{drawn}"/>' if drawn else ""


def svg(drawing: Drawing, key: str, foot: str, also: str) -> str:
    """Return the whole file.

    Args:
        drawing: the figure.
        key: distinguishes it from others in the same page.
        foot: a line below it.
        also: what is said of it besides, to who does not see it.
    """
    height = TOP + drawing.height + FOOT
    said = f"{drawing.says} {also}".strip()
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width}" height="{height}" '
        f'viewBox="0 0 {drawing.width} {height}" role="img" '
        f'aria-labelledby="{attribute(key)}-title {attribute(key)}-desc">',
        f'<title id="{key}-title">{content(drawing.title)}</title>',
        f'<desc id="{key}-desc">{content(said)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="back" width="{drawing.width}" height="{height}" rx="6"/>',
        label(12, 22, drawing.title, "title"),
        *(part for part in drawing.parts if part),
        label(12, height - 11, foot, "faint"),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
