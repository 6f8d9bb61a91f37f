"""Why an article is not in an export, or is in one of two only: in words for people. Pure.

The manifest and the index have the keys; here stand the words, for the card and for a terminal.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Words(NamedTuple):
    """How a reason is said."""

    one: str
    """Of one article; "then" or "now" may follow."""
    several: str
    """The same of several."""
    in_card: str
    """In the card, where nobody can ask what is meant."""


LEFT_OUT: Final[dict[str, Words]] = {
    "other_split": Words(
        "of another split than its story's",
        "of another split than their story's",
        "exported before in another split than their story has now that it was found to be one "
        "with another; `left-out.csv` names them",
    ),
    "copy": Words(
        "a copy of another",
        "copies of others",
        "copies of others: each report (or text) is in it once",
    ),
    "too_short": Words("too short", "too short", "shorter than was asked for"),
    "unchanged": Words(
        "unchanged", "unchanged", "as they stand in the export that this one builds on"
    ),
    "reserved": Words(
        "reserved from AI",
        "reserved from AI",
        "reserved from AI: page or host say so, and no permission on record covers them",
    ),
}
"""Why an article that passes the filters has no row."""
_GONE: Final = {
    "withdrawn": "withdrawn on request",
    "not_selected": "no longer answering to what was asked for, or no longer in the archive",
}
_CAME: Final = {
    "": "new",
    "earlier": "read before that export was made, but not in it",
    "withdrawn": "withdrawn then",
}


def left_out(why: str, count: int = 1) -> str:
    """Return why articles have no row.

    >>> left_out("copy"), left_out("copy", 2)
    ('a copy of another', 'copies of others')

    Args:
        why: of `LEFT_OUT`; another version of this software may know more of them.
        count: of how many articles it is said.
    """
    words = LEFT_OUT.get(why)
    if words is None:
        return why.replace("_", " ")
    return words.one if count == 1 else words.several


def gone(why: str, count: int = 1) -> str:
    """Return why what an earlier export has is in a later one no more: see `left_out`.

    >>> gone("copy", 2), gone("withdrawn", 2)
    ('copies of others now', 'withdrawn on request')
    """
    return _GONE.get(why) or f"{left_out(why, count)} now"


def came(why: str, count: int = 1) -> str:
    """Return why what a later export has was not in an earlier one: see `left_out`.

    >>> came("too_short"), came("")
    ('too short then', 'new')
    """
    return _CAME.get(why) or f"{left_out(why, count)} then"
