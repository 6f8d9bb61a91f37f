"""A notice or a copyright line that a page divides by <br>, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.layouts.blocks import Line
from crawler.layouts.residue import LONGEST_NOTICE, NOTICE_INLINE, is_copyright, is_notice

_MOST_LINES = 8
_BEGINS_COPYRIGHT = re.compile(r"(?:copyright|hak\s+cipta)?\s*(?:©|\(c\))?\s*$", re.IGNORECASE)


def whole_lines(lines: Sequence[Line]) -> list[Line]:
    """Return lines, those of one notice or copyright line as one.

    Args:
        lines: of a paragraph or a colophon, in order.
    """
    whole: list[Line] = []
    at = 0
    while at < len(lines):
        taken = _lines_of_one(lines[at : at + _MOST_LINES])
        whole.append(lines[at] if taken == 1 else _joined(lines[at : at + taken]))
        at += taken
    return whole


def _lines_of_one(lines: Sequence[Line]) -> int:
    """Return how many of some lines are one with the first."""
    text = lines[0].text
    notice = NOTICE_INLINE.search(text[:80]) is not None and not text.endswith(".")
    if not notice and not (text and _BEGINS_COPYRIGHT.match(text)):
        return 1
    taken = 1
    for number, line in enumerate(lines[1:], 2):
        text = f"{text} {line.text}"
        if not notice:
            return number if is_copyright(text) else 1
        if len(text) > LONGEST_NOTICE:
            break
        if is_notice(text):
            taken = number
        if text.endswith("."):
            break
    return taken


def _joined(lines: Sequence[Line]) -> Line:
    return Line(
        " ".join(line.text for line in lines),
        sum(line.link_characters for line in lines),
        lines[-1].last_link,
        [source for line in lines for source in line.sources],
    )
