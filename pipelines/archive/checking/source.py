"""A state of an article as lines to compare with: title, subtitle, sentences, captions. Pure."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.checking.furniture import is_doubtful
from pipelines.archive.checking.passage import DATELINE
from pipelines.archive.checking.tokens import Token, folded, plains, tokens_of
from pipelines.archive.state import without_dateline
from pipelines.archive.text_changes import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_CHARACTERS: Final = 200_000
"""Of a text that is looked at: the longest report has a tenth of it."""
_OF_A_DATELINE: Final = 200
"""Characters in which it stands."""


class Field(StrEnum):
    """Where in an article a line stands."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    DATELINE = "dateline"
    TEXT = "text"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Line:
    """A title, a caption, or a sentence of the text."""

    field: Field
    at: int
    """Of the lines of its field, which one."""
    text: str
    tokens: tuple[Token, ...]
    plain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One state of an article."""

    article: int
    """articles.id"""
    seq: int
    """Which of its states, 1 the first."""
    lines: tuple[Line, ...]
    place: str | None
    """The place of its dateline, as it stands in the text."""
    day: str | None
    """The day in it, such as 4/3; where it has none, that of the publication."""
    starts: Mapping[str, Sequence[Line]] = field(repr=False)
    """The lines that begin with a word, the longest first."""

    @property
    def has_doubtful(self) -> bool:
        """Whether its text has lines that a page, a mail or a message may have put there."""
        return any(is_doubtful(line.text) for line in self.of_text())

    def of_text(self) -> list[Line]:
        """Return the sentences of the text in order."""
        return [line for line in self.lines if line.field is Field.TEXT]


def source_of(
    article: int,
    seq: int,
    state: Mapping[str, Any],
    place: str | None,
    day: str | None = None,
    captions: Sequence[str] = (),
) -> Source:
    """Prepare a state for comparison.

    Args:
        article: articles.id
        seq: which state
        state: with title, subtitle and text
        place: the article's dateline_place; the text of an earlier state may have another one
        day: the article's dateline_day, else its published_day (YYYY-MM-DD); a text may print one
        captions: of its pictures
    """
    place, printed = _dateline(state.get("text") or "", place)
    lines = list(_lines(state, place, captions))
    starts: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        starts[line.plain[0]].append(line)
    for each in starts.values():
        each.sort(key=lambda line: -len(line.plain))
    return Source(article, seq, tuple(lines), place, printed or _as_printed(day), starts)


def _dateline(text: str, place: str | None) -> tuple[str | None, str | None]:
    """Return the place and the day before "(ANTARA) -" of a text."""
    found = DATELINE.match(folded(text.lstrip()[:_OF_A_DATELINE]))
    day = found["day"].strip("()") if found and found["day"] else None
    if found and not (place and text.lstrip().startswith(unicodedata.normalize("NFC", place))):
        place = found["place"].strip(" ,") or place
    return place, day


def _as_printed(day: str | None) -> str | None:
    """Return a day, YYYY-MM-DD, as datelines print it.

    >>> _as_printed("2026-03-04")
    '4/3'
    """
    try:
        found = date.fromisoformat(day or "")
    except ValueError:
        return None
    return f"{found.day}/{found.month}"


def _lines(state: Mapping[str, Any], place: str | None, captions: Sequence[str]) -> Iterator[Line]:
    text = (state.get("text") or "")[:MOST_CHARACTERS]
    bare = without_dateline(text, place)
    # Only what ends the text is what is left of it.
    dateline = text[: len(text) - len(bare)] if text.endswith(bare) else ""
    for name, pieces in (
        (Field.TITLE, [state.get("title") or ""]),
        (Field.SUBTITLE, [state.get("subtitle") or ""]),
        (Field.DATELINE, [dateline]),
        (Field.TEXT, split_sentences(folded(bare))),
        (Field.CAPTION, captions),
    ):
        at = 0
        for piece in pieces:
            plain = folded(piece).strip()
            if tokens := tokens_of(plain):
                yield Line(name, at, plain, tokens, plains(tokens))
                at += 1
