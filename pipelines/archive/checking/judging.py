"""A stretch of a passage beside one sentence: the same, altered, a piece of it, another. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import LCSseq

from pipelines.archive.checking.finding import Difference, Kind, Likeness, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipelines.archive.checking.source import Line
    from pipelines.archive.checking.tokens import Token

LEAST: Final = 0.55
"""Share of a fragment's words, rare ones counting more, that a sentence must have."""
LEAST_OF_LINE: Final = 0.4
"""Share of the sentence's words that the fragment must have, unless it is a piece of it."""
LEAST_WORDS: Final = 3
"""Words that must agree; of a shorter fragment all."""
LEAST_RUN: Final = 2
"""Words in a row, below which agreement counts half: any two texts share single words."""
OF_A_PIECE: Final = 0.9
OF_AN_ALTERED: Final = 0.8
"""What a word that agrees counts in a sentence that is not the same: of two states of an article
the one that says it just so must win, and then the one that only says less."""


def judged(
    tokens: Sequence[Token],
    plain: Sequence[str],
    stretch: tuple[int, int],
    line: Line,
    weights: Mapping[str, float],
) -> Part:
    """Return a stretch of a passage as a part, compared with one line.

    Args:
        tokens: Of the whole passage.
        plain: The same as they are compared.
        stretch: First token, and the one behind the last.
        line: Of the article.
        weights: How much a token counts, 0 to 1; 1 where none is given.
    """
    start, end = stretch
    fragment = tuple(plain[start:end])
    if fragment == line.plain:
        return Part(start, end, Likeness.SAME, line, (), len(fragment))
    if len(fragment) >= LEAST_WORDS and is_within(fragment, line.plain):
        rest = _rest(fragment, line)
        return Part(start, end, Likeness.CLIPPED, line, (rest,), OF_A_PIECE * len(fragment))
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
    return Part(start, end, Likeness.ALTERED, line, differences, OF_AN_ALTERED * same)


def is_within(fragment: tuple[str, ...], line: tuple[str, ...]) -> bool:
    """Return whether a fragment is a piece of a longer line, word by word."""
    size = len(fragment)
    return size < len(line) and any(
        line[at : at + size] == fragment for at in range(len(line) - size + 1)
    )


def _rest(fragment: tuple[str, ...], line: Line) -> Difference:
    """Return what of a line a piece of it leaves out."""
    size = len(fragment)
    at = next(at for at in range(len(line.plain)) if line.plain[at : at + size] == fragment)
    before = text_of(line.tokens[:at])
    after = text_of(line.tokens[at + size :])
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
            yield Difference(_kind(new, old), text_of(new), text_of(old))
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


def text_of(tokens: Sequence[Token]) -> str:
    """Return tokens as they stand in their text, a blank between them."""
    return " ".join(token.surface for token in tokens)
