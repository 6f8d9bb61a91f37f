"""Texts that a spreadsheet shows and does not run.

Excel and LibreOffice take a cell that begins with one of a few signs for a formula, also in a
file that came from elsewhere, and a formula can send what stands in other cells to a stranger.
"""

from __future__ import annotations

import re
from typing import Any, Final

FORMULAS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
MARK: Final = "'"
_UNSEEN: Final = (
    "\\s\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
)
_FIRST: Final = re.compile(rf"\A([{_UNSEEN}]*[{re.escape(''.join(FORMULAS))}])")
_BETWEEN: Final = (
    "\0-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2069"
    "\u3000\ufeff\ufff9-\ufffb"
)
"""All of `_UNSEEN` but what parts cells and lines: a text of line ends is gone through once."""
_WITHIN: Final = re.compile(rf"([;\t\r\n][{_BETWEEN}\"]*)([=@＝＠]|[+\-＋－](?!\s))")
"""A dash with a blank behind it is one of prose."""
_PART: Final = re.compile(r"[;\t\r\n]")
"""What parts cells and lines."""


def _is_plain(text: str) -> bool:
    """Return whether a text can be no formula: nearly all cells are such, and there are many."""
    return text[:1].isalnum() and _PART.search(text) is None


def harmless(value: Any) -> Any:
    """Return a text that no spreadsheet takes for a formula; numbers stay numbers.

    >>> harmless("=1+1"), harmless(" -x"), harmless("a=b"), harmless(-5)
    ("'=1+1", "' -x", 'a=b', -5)

    Where a list is parted by semicolons, as in Indonesia, or by tabs, a cell begins after each:

    >>> harmless("naik;=1+1;turun")
    "naik;'=1+1;turun"
    """
    if not isinstance(value, str) or _is_plain(value):
        return value
    marked = _WITHIN.sub(rf"\1{MARK}\2", _FIRST.sub(rf"{MARK}\1", value))
    # A tab or a carriage return at the beginning may hide one from whoever looks for it.
    return MARK + marked if marked.startswith(("\t", "\r")) else marked
