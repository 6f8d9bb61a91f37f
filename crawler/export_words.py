"""What becomes of articles between two exports, in words for a person."""

from __future__ import annotations

from typing import Any

from crawler.terminal import printable
from pipelines.exports.reasons import came, gone

HEADINGS = {
    "same": "same",
    "added": "added",
    "revised": "revised",
    "read_anew": "read anew",
    "particulars": "particulars",
    "withdrawn": "withdrawn",
    "left": "left",
}
"""What became of articles, by the words of `changes.KINDS`."""


def reason(kind: str, why: str, on: str = "", *, count: int = 1) -> str:
    """Return why so many articles came or left, in words."""
    said = came(why, count) if kind == "added" else gone(why, count)
    return printable(f"{said}, {on}" if on else said)


def argument(value: Any) -> str:
    """Return an argument of an export for a person."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        value = ",".join(map(str, value))
    return printable("none" if value in (None, "") else str(value))
