"""What a person has to know about the hits of a search: sentences, each with its code. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipelines.archive.search_words import Match
    from pipelines.archive.words.query import Query

ONLY_UNWANTED: Final = "only_unwanted"
TOO_LONG: Final = "too_long"
SINCE: Final = "ranked_since"
DATED: Final = "ranked_dated"
LEFT_OUT: Final = "left_out"
BEGINNINGS: Final = "beginnings"
SENTENCES: Final = {
    ONLY_UNWANTED: "Words to leave out need a word to look for beside them.",
    TOO_LONG: "The search took over {} s and was ended: narrow it down.",
    SINCE: (
        "Too many articles match to rank them all: those since {} were. --until shows earlier ones."
    ),
    DATED: (
        "Too many articles match to rank them all: those with a date were. "
        "--until shows earlier ones."
    ),
    LEFT_OUT: "{} words were too many and were left out.",
    BEGINNINGS: "More words begin so than can be looked for: write more of it.",
}


class Note(str):
    """A sentence in English, with what a page needs to say it in another language."""

    __slots__ = ("about", "code")
    code: str
    """Of `SENTENCES`."""
    about: str
    """The number or day in it; empty for none."""

    def __new__(cls, code: str, about: object = "") -> Note:
        """Make the sentence of a code.

        >>> Note(LEFT_OUT, "12")
        '12 words were too many and were left out.'
        """
        note = super().__new__(cls, SENTENCES[code].format(about))
        note.code, note.about = code, str(about)
        return note


def notes_of(query: Query, match: Match) -> list[Note]:
    """Return what was not looked for: words that were too many, beginnings of too many words."""
    notes = []
    if query.left_out:
        notes.append(Note(LEFT_OUT, f"{query.left_out:,}"))
    for part in match.wanted:
        if part.cut and not part.others:
            notes.append(Note(BEGINNINGS))
    return notes
