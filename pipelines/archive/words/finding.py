"""Where a query's words stand in a text, and the snippet that shows it: pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipelines.archive.words.folding import spans
from pipelines.archive.words.folding import words as words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKS: Final = ("[", "]")
"""What stands around a found word in a snippet."""
_BEGIN, _END = "\x02", "\x03"
"""The same inside: no text that is shown has them."""
WIDTH = 24
"""Words of a snippet."""
_BEFORE = 4
"""Words shown before the first found one."""


@dataclass(slots=True)
class Found:
    """What was found of each part of a query."""

    exact: list[int]
    """How often, in just its form."""
    others: list[int]
    """How often in another form."""
    words: int = 0
    """Words of the text."""
    places: list[tuple[int, int, int]] = field(default_factory=list)
    """Number of the word, how many words it is, and of which part."""

    def all_parts(self) -> bool:
        """Return whether each part was found."""
        return all(a or b for a, b in zip(self.exact, self.others, strict=True))


class Finder:
    """Finds parts of a query.

    Args:
        parts: for each part its exact forms, each of words side by side, and its other forms.
    """

    def __init__(self, parts: Sequence[tuple[Sequence[tuple[str, ...]], Sequence[str]]]) -> None:
        self._count = len(parts)
        self._by_first: dict[str, list[tuple[int, tuple[str, ...], bool]]] = {}
        for number, (exact, others) in enumerate(parts):
            for sequence in exact:
                self._by_first.setdefault(sequence[0], []).append((number, sequence, True))
            for word in others:
                self._by_first.setdefault(word, []).append((number, (word,), False))
        self._phrase = tuple(word for exact, _ in parts for word in exact[0])

    def find(self, words: Sequence[str]) -> Found:
        """Return what stands in folded words."""
        found = Found([0] * self._count, [0] * self._count, len(words))
        by_first = self._by_first
        for at, word in enumerate(words):
            if word not in by_first:
                continue
            for number, sequence, is_exact in by_first[word]:
                length = len(sequence)
                if length > 1 and tuple(words[at : at + length]) != sequence:
                    continue
                (found.exact if is_exact else found.others)[number] += 1
                found.places.append((at, length, number))
        return found

    def in_a_row(self, words: Sequence[str]) -> bool:
        """Return whether the whole query stands in folded words, several of them, as typed."""
        length = len(self._phrase)
        return length > 1 and any(
            tuple(words[at : at + length]) == self._phrase for at in range(len(words) - length + 1)
        )

    def snippet(self, fields: Sequence[str | None]) -> str:
        """Return the place with the most parts of the query, in the first text that has one.

        Args:
            fields: Texts, in the order of preference.
        """
        for text in fields:
            if text and (found := self.find(words_of(text))).places:
                return _shown(text, found)
        return ""


class Snippet(str):
    """A place in a text, with brackets around what was found."""

    __slots__ = ("pieces",)
    pieces: list[tuple[bool, str]]
    """The same without them, in pieces: whether it was found, and its text. A text may have
    brackets of its own."""

    def __new__(cls, marked: str) -> Snippet:
        """Make one of a text in which `_BEGIN` and `_END` stand around what was found."""
        pieces = [
            (at % 2 == 1, piece) for at, piece in enumerate(re.split(f"[{_BEGIN}{_END}]", marked))
        ]
        whole = marked.replace(_BEGIN, MARKS[0]).replace(_END, MARKS[1])
        snippet = super().__new__(cls, whole)
        snippet.pieces = [piece for piece in pieces if piece[1]]
        return snippet


def _shown(text: str, found: Found) -> Snippet:
    places = found.places
    best, most = 0, 0
    for at, (first, _, _) in enumerate(places):
        parts = len({part for n, _, part in places[at:] if n < first + WIDTH - _BEFORE})
        if parts > most:
            best, most = first, parts
        if at > 200:  # far enough into a text that is full of it
            break
    all_ = spans(text)
    start = max(0, min(best - _BEFORE, len(all_) - WIDTH))
    end = min(len(all_), start + WIDTH)
    marked: list[tuple[int, int]] = []
    for first, length, _ in places:
        last = first + length - 1
        if start <= first and last < end and (not marked or all_[first][0] >= marked[-1][1]):
            marked.append((all_[first][0], all_[last][1]))
    at = 0 if start == 0 else all_[start][0]
    stop = len(text) if end == len(all_) else all_[end][0]
    pieces = [] if start == 0 else ["… "]
    for begin, until in marked:
        pieces += (_bare(text[at:begin]), _BEGIN, _bare(text[begin:until]), _END)
        at = until
    rest = _bare(text[at:stop])
    pieces.append(rest if end == len(all_) else f"{rest.rstrip()} …")
    return Snippet(" ".join("".join(pieces).split()))


def _bare(text: str) -> str:
    return text.replace(_BEGIN, "").replace(_END, "")
