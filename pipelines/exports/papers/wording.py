"""Numbers and texts of somebody's, as papers write them. Pure."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 300
"""Characters of a notice that are shown; the manifest has all of it."""
_CONTROL: Final = re.compile(
    "[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_MARKS: Final = re.compile(r"([\\`*_\[\]<>|~#&$])")


def counted(count: int, word: str) -> str:
    """Return a number with its word.

    >>> counted(1, "row"), counted(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def share(part: int, whole: int) -> str:
    """Return a share such that only all is 100 % and only none is 0 %.

    >>> share(3, 3), share(9_999, 10_000), share(1, 10_000), share(0, 3)
    ('100 %', '99.9 %', '0.1 %', '0 %')
    """
    if part in (0, whole):
        return "100 %" if part else "0 %"
    return f"{min(max(part / whole * 100, 0.1), 99.9):.1f} %"


def shown(text: str, most: int | None = LONGEST) -> str:
    r"""Return a text of somebody's such that Markdown shows it as it is, on one line.

    >>> print(shown("a *b* <i>\n|"))
    a \*b\* \<i\> \|
    """
    return escaped(_line(text, most))


def code(text: str, most: int) -> str:
    r"""Return the beginning of a text as code in a cell of a table.

    >>> print(code("meta[name='a|b'], h1", 16))
    `meta[name='a\|b'…`
    """
    # Nothing else has a meaning in code; and it cannot hold its own end.
    line = _line(text, most).replace("`", "'").replace("|", r"\|")
    return f"`{line or ' '}`"


def _line(text: str, most: int | None) -> str:
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if most is None or len(line) <= most else line[: most - 1] + "…"


def escaped(text: str) -> str:
    """Return a text whose signs Markdown does not take for its own."""
    return _MARKS.sub(r"\\\1", text)
