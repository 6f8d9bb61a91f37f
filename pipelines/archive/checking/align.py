"""A passage against one state of an article: what is the same, what differs, what is missing. Pure.

First each sentence of the article is looked for in the passage, word by word, so that it does not
matter where the passage's lines break. What is left over is compared with the sentence that it is
most like.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from pipelines.archive.checking import exact
from pipelines.archive.checking.finding import Difference, Finding, Kind, Likeness, Part
from pipelines.archive.checking.judging import LEAST_WORDS, is_within, judged, text_of
from pipelines.archive.checking.marks import with_marks
from pipelines.archive.checking.source import Field, Line, Source
from pipelines.archive.checking.tokens import Token, folded, plains, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipelines.archive.checking.passage import Passage


def compare(passage: Passage, source: Source, weights: Mapping[str, float]) -> Finding:
    """Compare a passage with one state of an article.

    Args:
        passage: What was pasted.
        source: The state.
        weights: How much a token counts, 0 to 1; 1 where none is given.
    """
    tokens = passage.tokens
    plain = plains(tokens)
    whole = exact.in_order(plain, source)
    parts = [
        Part(at, at + len(line.plain), Likeness.SAME, line, (), len(line.plain))
        for at, line in whole
    ]
    used = {id(line) for _, line in whole}
    for start, end in _left_over(passage, parts):
        parts.append(_nearest(tokens, plain, (start, end), source, weights, used))
    parts = _joined(sorted(parts, key=lambda part: part.start), tokens, plain, source, weights)
    parts = with_marks(parts, passage)
    cut, moved = _order(parts, source)
    return Finding(source, tuple(parts), cut, moved, _dateline(passage, source), size=len(tokens))


def _left_over(passage: Passage, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that no sentence is equal to, cut where the passage's sentences end."""
    taken = bytearray(len(passage.tokens))
    for part in parts:
        taken[part.start : part.end] = b"\1" * (part.end - part.start)
    at = 0
    for sentence in passage.sentences:
        end = at + len(sentence.tokens)
        while at < end:
            stop = at
            while stop < end and taken[stop] == taken[at]:
                stop += 1
            if not taken[at]:
                yield at, stop
            at = stop


def _nearest(
    tokens: Sequence[Token],
    plain: Sequence[str],
    stretch: tuple[int, int],
    source: Source,
    weights: Mapping[str, float],
    used: set[int],
) -> Part:
    """Return the stretch beside the line that it is most like."""
    start, end = stretch
    fragment = tuple(plain[start:end])
    best: tuple[float, Line] | None = None
    for line in source.lines:
        if id(line) in used and len(fragment) < len(line.plain):
            continue
        common = LCSseq.similarity(fragment, line.plain)
        if common < min(LEAST_WORDS, len(fragment)):
            continue
        value = 2 * common / (len(fragment) + len(line.plain))
        if is_within(fragment, line.plain):
            value = 2.0 + value
        if best is None or value > best[0]:
            best = value, line
    if best is None:
        return Part(start, end, Likeness.MISSING)
    return judged(tokens, plain, stretch, best[1], weights)


def _joined(
    parts: list[Part],
    tokens: Sequence[Token],
    plain: Sequence[str],
    source: Source,
    weights: Mapping[str, float],
) -> list[Part]:
    """Join neighbours that are pieces of one sentence, as where a program broke a line."""
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if last is not None and _may_join(last, part):
            line = last.line or part.line
            assert line is not None
            whole = judged(tokens, plain, (last.start, part.end), line, weights)
            if whole.likeness is not Likeness.MISSING and (
                whole.same > last.same + part.same or whole.likeness is Likeness.SAME
            ):
                found[-1] = whole
                continue
        found.append(part)
    return found


def _may_join(last: Part, part: Part) -> bool:
    if Likeness.SAME in (last.likeness, part.likeness):
        return False
    lines = {id(each.line) for each in (last, part) if each.line is not None}
    return last.end == part.start and len(lines) == 1


def _order(parts: Sequence[Part], source: Source) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the sentences that are cut out between those that are there, and those moved."""
    met = [p.line for p in parts if p.line is not None and p.line.field is Field.TEXT]
    there = {line.at for line in met}
    of_text = source.of_text()
    cut: list[Line] = []
    moved: list[Line] = []
    for one, other in pairwise(met):
        if other.at <= one.at:
            moved.append(other)
        elif other.at > one.at:
            cut += [line for line in of_text[one.at + 1 : other.at] if line.at not in there]
    return tuple(dict.fromkeys(cut)), tuple(dict.fromkeys(moved))


def _dateline(passage: Passage, source: Source) -> Difference | None:
    """Return how the place before "(ANTARA) -" differs, where the passage has one."""
    if passage.dateline is None:
        return None
    given, held = tokens_of(passage.dateline), tokens_of(folded(source.place or ""))
    if given and plains(given) != plains(held):
        return Difference(Kind.NAME, text_of(given), text_of(held))
    day, other = passage.dateline_day, source.day
    if day and other and _day(day) != _day(other):
        return Difference(Kind.DATE, day, other)
    return None


def _day(printed: str) -> list[int]:
    """Return day and month of 4/3 or 04/03/26."""
    return [int(each) for each in printed.split("/")[:2] if each]
