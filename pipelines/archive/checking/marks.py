"""Full stops and quotation marks: the same words say something else with others. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipelines.archive.checking.finding import Difference, Kind, Likeness, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.archive.checking.passage import Passage
    from pipelines.archive.checking.tokens import Token

_STOP: Final = re.compile(r"[.!?]")


def with_marks(parts: Sequence[Part], passage: Passage) -> list[Part]:
    """Return the parts of a passage; one with the same words and other marks is altered."""
    tokens = passage.tokens
    stops = _stops(passage)
    sentences = [(each.text, each.tokens) for each in passage.sentences]
    quotes = _quotes(sentences) if any('"' in text for text, _ in sentences) else None
    return [_quoted(_parted(part, tokens, stops), tokens, quotes) for part in parts]


def _stops(passage: Passage) -> list[int]:
    """Return the tokens behind which the passage ends a sentence with a full stop."""
    found: list[int] = []
    at = 0
    for sentence in passage.sentences:
        at += len(sentence.tokens)
        if _STOP.search(sentence.text, sentence.tokens[-1].start):
            found.append(at)
    return found


def _parted(part: Part, tokens: Sequence[Token], stops: Sequence[int]) -> Part:
    """Return a part that stands so, unless a full stop makes two sentences of one.

    "Tidak. Ada bukti" has the words of "Tidak ada bukti".
    """
    line = part.line
    if part.likeness is not Likeness.SAME or line is None:
        return part
    differences = []
    for stop in stops[bisect_right(stops, part.start) : bisect_left(stops, part.end)]:
        held, after = line.tokens[stop - part.start - 1 : stop - part.start + 1]
        if not _STOP.search(line.text[held.start : after.start]):
            given = tokens[stop - 1].surface
            differences.append(Difference(Kind.SIGN, f"{given}.", held.surface))
    if not differences:
        return part
    return replace(part, likeness=Likeness.ALTERED, differences=tuple(differences))


def _quotes(sentences: Sequence[tuple[str, Sequence[Token]]]) -> set[int]:
    """Return the tokens before which a quotation mark stands, behind another token."""
    found: set[int] = set()
    at = 0
    before = ""
    for text, tokens in sentences:
        end = 0
        for number, token in enumerate(tokens):
            gap = text[end : token.start]
            if '"' in (before + gap if number == 0 else gap) and at + number > 0:
                found.add(at + number)
            end = token.end
        before = text[end:]
        at += len(tokens)
    return found


def _quoted(part: Part, tokens: Sequence[Token], quotes: set[int] | None) -> Part:
    """Return a part that stands so, unless other words are in quotation marks.

    Where a passage has none at all, whoever passed it on left them out: that changes no sentence.
    """
    line = part.line
    if quotes is None or part.likeness is not Likeness.SAME or line is None:
        return part
    given = {at - part.start for at in quotes if part.start < at < part.end}
    held = _quotes([(line.text, line.tokens)])
    if given == held:
        return part
    differences = tuple(
        Difference(
            Kind.SIGN,
            ('" ' if at in given else "") + tokens[part.start + at].surface,
            ('" ' if at in held else "") + line.tokens[at].surface,
        )
        for at in sorted(given ^ held)
    )
    return replace(part, likeness=Likeness.ALTERED, differences=differences)
