"""Which characters of a page each entry of its ledger is: exact, or not at all.

The ledger holds the container's characters in the order of the walk, each in one entry
(`Watcher.walked`). So the walk's lines, laid end to end and divided where the entries end, say
of each entry which text nodes it is, and from where to where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.inspection.recorder import BY_WORDS
from crawler.items import Fate, Residue

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from crawler.inspection.recorder import WalkedLine
    from crawler.items import LedgerEntry


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one text node that belongs to an entry."""

    start: int
    end: int
    entry: int
    first: bool
    """Whether the entry begins here: it has one number on the page."""


@dataclass(slots=True)
class Marks:
    """Where the entries of a ledger stand on the page; nodes by their number."""

    spans: dict[int, list[Span]] = field(default_factory=dict)
    """By text node, in order."""
    chips: dict[int, list[int]] = field(default_factory=dict)
    """By element: entries without visible text, such as scripts and empty paragraphs."""
    elements: dict[int, int] = field(default_factory=dict)
    """By entry: the element in which it begins."""
    why: dict[int, str] = field(default_factory=dict)
    """By removed entry: the selector that names it, or what else does."""


class _Unequal(Exception):  # noqa: N818 - it is said, not raised to a person
    """Ledger and walk do not hold the same characters."""


def find_marks(
    ledger: Sequence[LedgerEntry], lines: Sequence[WalkedLine], nodes: Sequence[LexborNode]
) -> Marks | None:
    """Find each entry on the page; None when ledger and page are not the same characters.

    Args:
        ledger: of the article.
        lines: of the container, in the order of the walk.
        nodes: all nodes of the page, in document order.
    """
    try:
        return _find(ledger, lines, nodes)
    except _Unequal:
        return None


def _find(
    ledger: Sequence[LedgerEntry], lines: Sequence[WalkedLine], nodes: Sequence[LexborNode]
) -> Marks:
    marks = Marks()
    cursor = _Cursor(ledger, marks)
    for line in lines:
        if line.characters == 0 or _is_machine(line, nodes):
            place = line.element if line.characters == 0 else line.sources[0]
            cursor.take_whole(line, place)
            continue
        for source in line.sources:
            cursor.take_text(line, source, nodes[source].text_content or "")
    cursor.end()
    return marks


def _is_machine(line: WalkedLine, nodes: Sequence[LexborNode]) -> bool:
    return any(source < 0 for source in line.sources) or not all(
        nodes[source].is_text_node for source in line.sources
    )


class _Cursor:
    """Goes through the ledger while the walk's characters are laid down."""

    def __init__(self, ledger: Sequence[LedgerEntry], marks: Marks) -> None:
        self._ledger = ledger
        self._marks = marks
        self._entry = 0
        self._taken: list[str] = []
        self._count = 0

    def take_whole(self, line: WalkedLine, place: int) -> None:
        """Lay down a line that is one entry and shows no text."""
        entry = self._entry
        if self._count or entry >= len(self._ledger) or place < 0:
            raise _Unequal
        if self._ledger[entry].characters != line.characters:
            raise _Unequal
        self._marks.chips.setdefault(place, []).append(entry)
        self._begin(line, place)
        self._entry += 1

    def take_text(self, line: WalkedLine, source: int, text: str) -> None:
        """Lay down the characters of one text node, divided among the entries."""
        places = [place for place, character in enumerate(text) if not character.isspace()]
        while places:
            if self._entry >= len(self._ledger):
                raise _Unequal
            first = self._count == 0
            missing = self._ledger[self._entry].characters - self._count
            if missing <= 0:
                raise _Unequal
            own, places = places[:missing], places[missing:]
            start, end = own[0], own[-1] + 1
            spans = self._marks.spans.setdefault(source, [])
            spans.append(Span(start, end, self._entry, first))
            if first:
                self._begin(line, line.element)
            self._taken.append("".join(text[start:end].split()))
            self._count += len(own)
            if len(own) == missing:
                self._check()

    def _begin(self, line: WalkedLine, element: int) -> None:
        self._marks.elements[self._entry] = element
        entry = self._ledger[self._entry]
        if entry.fate is Fate.REMOVED:
            by_markup = entry.reason is line.reason and line.selector
            why = line.selector if by_markup and line.selector else BY_WORDS
            if entry.reason in _BY_PLACE and not by_markup:
                why = _BY_PLACE[entry.reason]
            self._marks.why[self._entry] = why

    def _check(self) -> None:
        """End an entry: its characters have to be those of the page."""
        entry = self._ledger[self._entry]
        cut = entry.reason is Residue.SCRIPT  # of which the ledger keeps the beginning only
        if not cut and "".join(self._taken) != "".join(entry.text.split()):
            raise _Unequal
        self._entry, self._count, self._taken = self._entry + 1, 0, []

    def end(self) -> None:
        """Check that every entry was laid down."""
        if self._entry != len(self._ledger) or self._count:
            raise _Unequal


_BY_PLACE = {
    Residue.REPEATED_BLOCK: "the same paragraphs stand further up",
    Residue.HEADING: "it repeats headline or date",
    Residue.CAPTION: "it repeats a picture's caption",
    Residue.PULL_QUOTE: "it stands before the dateline",
    Residue.NOT_TEXT: "outside what trafilatura takes for the text",
    Residue.EMPTY: "no text in it",
}
"""What says so where neither a selector nor the words do."""
