"""What becomes of articles between two exports, in words for a person."""

from __future__ import annotations

from typing import Any

from crawler.terminal import printable

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
WHY = {
    ("added", ""): "new",
    ("added", "earlier"): "read before that export was made, but not in it",
    ("added", "withdrawn"): "withdrawn then",
    ("added", "too_short"): "too short then",
    ("added", "copy"): "a copy of another then",
    ("added", "reserved"): "reserved from AI then",
    ("added", "other_split"): "of another split than its story's then",
    ("left", "not_selected"): "does not pass the filters, or is not in the archive any more",
    ("left", "too_short"): "too short now",
    ("left", "copy"): "a copy of another now",
    ("left", "reserved"): "reserved from AI now",
    ("left", "other_split"): "of another split than its story's now",
}


def reason(kind: str, why: str, on: str = "") -> str:
    """Return why an article came or left, in words."""
    if kind == "withdrawn":
        return f"withdrawn on request, {on}" if on else "withdrawn on request"
    return WHY.get((kind, why)) or printable(why.replace("_", " "))


def argument(value: Any) -> str:
    """Return an argument of an export for a person."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        value = ",".join(map(str, value))
    return printable("none" if value in (None, "") else str(value))
