"""A passage against one state of an article: what is the same, what differs, what is missing. Pure.

First each sentence of the article is looked for in the passage, word by word, so that it does not
matter where the passage's lines break. What is left over is compared with the sentence that it is
most like.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from pipelines.archive.checking.source import Field, Line, Source
from pipelines.archive.checking.tokens import Token, folded, plains, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipelines.archive.checking.passage import Passage

LEAST: Final = 0.55
"""Share of a fragment's words, rare ones counting more, that a sentence must have."""
LEAST_OF_LINE: Final = 0.4
"""Share of the sentence's words that the fragment must have, unless it is a piece of it."""
LEAST_WORDS: Final = 3
"""Words that must agree; of a shorter fragment all."""
LEAST_RUN: Final = 2
"""Words in a row, below which agreement counts half: any two texts share single words."""
SHORT_LINE: Final = 3
"""Words of a sentence up to which it is only found where it follows the one before it."""

MANY_NUMBERS: Final = 4
MOSTLY: Final = 0.8
"""So many numbers, and of all that differs this share, are rather those of another day."""


_STOP: Final = re.compile(r"[.!?]")


Places = tuple[tuple[str, ...], dict[str, list[int]]]
"""A passage's tokens as they are compared, and where each of them stands."""


class Likeness(StrEnum):
    """How a part of a passage stands to what is held."""

    SAME = "same"
    ALTERED = "altered"
    CLIPPED = "clipped"
    """Word by word, but its sentence begins earlier or goes on."""
    MISSING = "missing"


class Kind(StrEnum):
    """What kind of difference it is."""

    WORD = "word"
    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the passage, and what in its place is held; one of them may be empty."""

    kind: Kind
    given: str
    held: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the passage."""

    start: int
    end: int
    """Tokens of the passage."""
    likeness: Likeness
    line: Line | None = None
    """None where it is missing."""
    differences: tuple[Difference, ...] = ()
    same: float = 0.0
    """Tokens that agree."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage compared with one state of an article."""

    source: Source
    parts: tuple[Part, ...]
    cut: tuple[Line, ...] = ()
    """Sentences that stand between those that the passage has."""
    moved: tuple[Line, ...] = ()
    """Sentences that stand in another order."""
    dateline: Difference | None = None
    size: int = 0
    """Tokens of the passage."""

    @property
    def verbatim(self) -> bool:
        """Whether the whole passage stands there so, in whole sentences, in this order."""
        return (
            bool(self.parts)
            and all(part.likeness is Likeness.SAME for part in self.parts)
            and not (self.cut or self.moved or self.dateline)
        )

    @property
    def share(self) -> float:
        """Share of the passage that is found, altered or not; 0 to 1."""
        found = sum(p.end - p.start for p in self.parts if p.likeness is not Likeness.MISSING)
        return found / self.size if self.size else 0.0

    @property
    def score(self) -> float:
        """Tokens that agree: by it the best of several states is taken."""
        return sum(part.same for part in self.parts)

    @property
    def differences(self) -> list[Difference]:
        """All that differs within sentences."""
        found = [each for part in self.parts for each in part.differences]
        return [*([self.dateline] if self.dateline else []), *found]

    @property
    def spelt_alike(self) -> float:
        """How near to each other the words that differ are written, 0 to 100 on average."""
        pairs = [(each.given, each.held) for each in self.differences]
        return sum(ratio(*pair) for pair in pairs) / len(pairs) if pairs else 100.0

    @property
    def routine(self) -> bool:
        """Whether it is rather another report from the same template.

        What an office sends out every day keeps its words, and changes its day and its numbers.
        """
        kinds = [each.kind for each in self.differences]
        numbers = kinds.count(Kind.NUMBER)
        return (Kind.DATE in kinds and numbers > 0) or (
            numbers >= MANY_NUMBERS and numbers >= MOSTLY * len(kinds)
        )


def exact_lines(places: Places, source: Source) -> list[Line]:
    """Return the lines of a source that stand whole in a passage; quickly, and in any order.

    Args:
        places: Of the passage, by `places_of`.
        source: The state.
    """
    plain, starts = places
    return [
        line
        for line in source.lines
        if len(line.plain) > SHORT_LINE
        and any(
            plain[at : at + len(line.plain)] == line.plain for at in starts.get(line.plain[0], ())
        )
    ]


def places_of(passage: Passage) -> Places:
    """Return a passage's tokens, and where each of them stands."""
    plain = plains(passage.tokens)
    starts: dict[str, list[int]] = {}
    for at, word in enumerate(plain):
        starts.setdefault(word, []).append(at)
    return plain, starts


def compare(passage: Passage, source: Source, weights: Mapping[str, float]) -> Finding:
    """Compare a passage with one state of an article.

    Args:
        passage: What was pasted.
        source: The state.
        weights: How much a token counts, 0 to 1; 1 where none is given.
    """
    tokens = passage.tokens
    plain = plains(tokens)
    exact = _exact(plain, source)
    parts = [
        Part(at, at + len(line.plain), Likeness.SAME, line, (), len(line.plain))
        for at, line in exact
    ]
    used = {id(line) for _, line in exact}
    for start, end in _left_over(passage, parts):
        parts.append(_nearest(tokens, plain, (start, end), source, weights, used))
    parts = _joined(sorted(parts, key=lambda part: part.start), tokens, plain, source, weights)
    stops = _stops(passage)
    quotes = (
        None
        if '"' not in "".join(each.text for each in passage.sentences)
        else _quotes([(each.text, each.tokens) for each in passage.sentences])
    )
    parts = [_quoted(_parted(part, tokens, stops), tokens, quotes) for part in parts]
    cut, moved = _order(parts, source)
    return Finding(source, tuple(parts), cut, moved, _dateline(passage, source), size=len(tokens))


def _exact(plain: tuple[str, ...], source: Source) -> list[tuple[int, Line]]:
    found: list[tuple[int, Line]] = []
    at = 0
    last: Line | None = None
    while at < len(plain):
        # Each article that may be the source is walked through so: most words begin no line of it.
        beginning = source.starts.get(plain[at])
        if beginning is None:
            at += 1
            continue
        fitting = [
            line
            for line in beginning
            if plain[at : at + len(line.plain)] == line.plain
            # A question mark makes another sentence of it.
            and plain[at + len(line.plain) : at + len(line.plain) + 1] != ("?",)
            and _may_stand(line, at, len(plain), last, found)
        ]
        if not fitting:
            at += 1
            continue
        line = next((each for each in fitting if _follows(each, last)), fitting[0])
        found.append((at, line))
        at += len(line.plain)
        last = line
    return found


def _may_stand(
    line: Line, at: int, size: int, last: Line | None, found: Sequence[tuple[int, Line]]
) -> bool:
    if len(line.plain) > SHORT_LINE or len(line.plain) == size:
        return True
    beside = bool(found) and found[-1][0] + len(found[-1][1].plain) == at
    return beside and (_follows(line, last) or line.field in (Field.SUBTITLE, Field.DATELINE))


def _follows(line: Line, last: Line | None) -> bool:
    if line.field is not Field.TEXT:
        return False
    if last is None or last.field is not Field.TEXT:
        return line.at == 0
    return line.at == last.at + 1


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
        if _within(fragment, line.plain):
            value = 2.0 + value
        if best is None or value > best[0]:
            best = value, line
    if best is None:
        return Part(start, end, Likeness.MISSING)
    return _judged(tokens, plain, stretch, best[1], weights)


def _judged(
    tokens: Sequence[Token],
    plain: Sequence[str],
    stretch: tuple[int, int],
    line: Line,
    weights: Mapping[str, float],
) -> Part:
    start, end = stretch
    fragment = tuple(plain[start:end])
    if fragment == line.plain:
        return Part(start, end, Likeness.SAME, line, (), len(fragment))
    if len(fragment) >= LEAST_WORDS and _within(fragment, line.plain):
        rest = _rest(fragment, line)
        return Part(start, end, Likeness.CLIPPED, line, (rest,), 0.9 * len(fragment))
    codes = list(LCSseq.opcodes(fragment, line.plain))
    same = weighed = 0.0
    for code in codes:
        if code.tag == "equal":
            length = code.src_end - code.src_start
            of_run = 1.0 if length >= LEAST_RUN else 0.5
            same += length
            weighed += of_run * sum(
                weights.get(word, 1.0) for word in fragment[code.src_start : code.src_end]
            )
    whole = sum(weights.get(word, 1.0) for word in fragment)
    # A stretch that is longer than its line has something added; one that is shorter, cut out.
    if (
        same < min(LEAST_WORDS, len(fragment))
        or weighed < LEAST * whole
        or same < LEAST_OF_LINE * len(line.plain)
    ):
        return Part(start, end, Likeness.MISSING)
    differences = tuple(_differences(tokens[start:end], line.tokens, codes))
    return Part(start, end, Likeness.ALTERED, line, differences, 0.8 * same)


def _within(fragment: tuple[str, ...], line: tuple[str, ...]) -> bool:
    size = len(fragment)
    return size < len(line) and any(
        line[at : at + size] == fragment for at in range(len(line) - size + 1)
    )


def _rest(fragment: tuple[str, ...], line: Line) -> Difference:
    """Return what of a line a piece of it leaves out."""
    size = len(fragment)
    at = next(at for at in range(len(line.plain)) if line.plain[at : at + size] == fragment)
    before = _text(line.tokens[:at])
    after = _text(line.tokens[at + size :])
    return Difference(Kind.WORD, "", " … ".join(each for each in (before, after) if each))


def _differences(
    given: Sequence[Token], held: Sequence[Token], codes: Sequence[object]
) -> Iterator[Difference]:
    old: list[Token] = []
    new: list[Token] = []
    for code in [*codes, None]:
        if code is not None and code.tag != "equal":  # type: ignore[attr-defined]
            new += given[code.src_start : code.src_end]  # type: ignore[attr-defined]
            old += held[code.dest_start : code.dest_end]  # type: ignore[attr-defined]
            continue
        if old or new:
            yield Difference(_kind(new, old), _text(new), _text(old))
        old, new = [], []


def _kind(given: Sequence[Token], held: Sequence[Token]) -> Kind:
    both = [*given, *held]
    if all(token.plain == "?" for token in both):
        return Kind.SIGN
    if any(token.is_date for token in given) or any(token.is_date for token in held):
        return Kind.DATE
    if any(token.is_number for token in both):
        return Kind.NUMBER
    # At the beginning of a sentence a capital says nothing.
    if given and held and all(token.is_name and token.start > 0 for token in both):
        return Kind.NAME
    return Kind.WORD


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.surface for token in tokens)


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
            whole = _judged(tokens, plain, (last.start, part.end), line, weights)
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
        return Difference(Kind.NAME, _text(given), _text(held))
    day, other = passage.dateline_day, source.day
    if day and other and _day(day) != _day(other):
        return Difference(Kind.DATE, day, other)
    return None


def _day(printed: str) -> list[int]:
    """Return day and month of 4/3 or 04/03/26."""
    return [int(each) for each in printed.split("/")[:2] if each]
