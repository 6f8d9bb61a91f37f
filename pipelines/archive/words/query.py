"""What a person types, read as a query: pure, without SQL, and nothing typed is an error.

The grammar, which docs/search.md explains to people:

    banjir jakarta     both words, in any of their forms
    "banjir rob"       side by side, in just these forms
    banj*              words that begin so
    -jakarta           not this word; so does NOT jakarta
    anak-anak          the doubled word, before other forms of it
    Rp9 triliun        one amount, however its blanks and dots stand

Everything else is text: operators of SQL or FTS5, brackets, an unclosed quote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.archive.words.amounts import read_amount
from pipelines.archive.words.folding import words
from pipelines.archive.words.stemmer import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CHARACTERS = 10_000
"""Of what was typed; a pasted page must not stall the archive."""
MOST_UNITS = 32
"""Words and phrases that are looked for."""
MOST_WORDS = 64
"""Words of a phrase."""

_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE: Final = re.compile(r'(-?)"([^"]*)"?|([^\s"]+)')
_DOUBLED: Final = re.compile(r"([a-z]{3,})2")
_BOUND: Final = re.compile(
    r"(anti|antar|eks|infra|inter|maha|makro|mikro|multi|non|pasca|pra|pro|semi|sub|super|tuna|ultra)"
    r"([a-z]{4,})"
)
"""Prefixes that some write apart: antikorupsi, anti-korupsi, anti korupsi."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to look for."""

    exact: tuple[tuple[str, ...], ...]
    """Folded words side by side, any of which is the thing itself."""
    word: str | None = None
    """The word whose other forms count too, if less; None: no others do."""
    prefix: bool = False
    """Whether words that begin with `exact` are meant."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, all of it, and what must not occur."""

    wanted: tuple[Unit, ...] = ()
    unwanted: tuple[Unit, ...] = ()
    left_out: int = 0
    """Words that were too many."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    quoted: bool = False
    unwanted: bool = False


def parse(typed: str) -> Query:
    """Return the query that was typed; an empty one where nothing can be looked for.

    >>> [unit.exact for unit in parse('Anak-anak "di Bali"').wanted]
    [(('anak', 'anak'), ('anak2',)), (('di', 'bali'),)]
    >>> parse("banjir -jakarta NOT bogor").unwanted[1].exact
    (('bogor',),)
    """
    cut = typed[:MOST_CHARACTERS]
    left_out = len(typed[MOST_CHARACTERS:].split())
    wanted: dict[Unit, None] = {}
    unwanted: dict[Unit, None] = {}
    for unit, is_unwanted in _units(list(_pieces(cut))):
        (unwanted if is_unwanted else wanted)[unit] = None
    left_out += max(0, len(wanted) - MOST_UNITS) + max(0, len(unwanted) - MOST_UNITS)
    return Query(tuple(wanted)[:MOST_UNITS], tuple(unwanted)[:MOST_UNITS], left_out)


def _pieces(typed: str) -> Iterator[_Piece]:
    """Yield words and phrases as they were typed, with what makes them unwanted taken off."""
    clean = "".join(" " if ord(c) < 32 else c for c in typed.translate(_QUOTES))
    negated = False
    found = _PIECE.findall(clean)
    for at, (minus, phrase, word) in enumerate(found):
        if word == "NOT" and any(words(p + w) for _, p, w in found[at + 1 :]):
            negated = True
            continue
        # A minus before a number is a temperature.
        unwanted = bool(minus) or (word[:1] == "-" and word[1:2].isalpha())
        yield _Piece(phrase or word, not word, unwanted or negated)
        negated = False


def _units(pieces: list[_Piece]) -> Iterator[tuple[Unit, bool]]:
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.quoted:
            unit, taken = _phrase(piece.text), 1
        else:
            row = [each.text for each in _row(pieces, at)]
            exact, taken = read_amount(row)
            unit = Unit(exact) if exact else None
            if not taken:
                unit, taken = _word(piece.text), 1
        if unit is not None:
            yield unit, piece.unwanted
        at += taken


def _row(pieces: list[_Piece], at: int) -> Iterator[_Piece]:
    """Yield the plain words from here on, up to a phrase or to what is unwanted."""
    yield pieces[at]
    for piece in pieces[at + 1 :]:
        if piece.quoted or piece.unwanted:
            return
        yield piece


def _phrase(text: str) -> Unit | None:
    row = text.split()
    exact, taken = read_amount(row)
    if exact and taken == len(row):
        return Unit(exact)
    found = tuple(words(text)[:MOST_WORDS])
    return Unit((found,)) if found else None


def _word(text: str) -> Unit | None:
    found = tuple(words(text)[:MOST_WORDS])
    if not found:
        return None
    if len(found) == 1:
        return _single(found[0], prefix=text.endswith("*"))
    if len(found) == 2 and "-" in text and not text.endswith("*"):
        return _hyphened(*found)
    return Unit((found,))


def _single(word: str, *, prefix: bool) -> Unit:
    if prefix:
        return Unit(((word,),), prefix=True)
    if doubled := _DOUBLED.fullmatch(word):
        half = doubled.group(1)
        return Unit(((half, half), (word,)), word=half)
    if bound := _BOUND.fullmatch(word):
        return Unit(((word,), (bound.group(1), bound.group(2))), word=word)
    return Unit(((word,),), word=word)


def _hyphened(first: str, second: str) -> Unit:
    """Return the unit of a doubled word, or of one that others write in one word."""
    if first == second:
        return Unit(((first, first), (f"{first}2",)), word=first)
    both = (first, second)
    if stem(first) == stem(second) and first.isalpha():  # tolong-menolong, anak-anaknya
        return Unit((both,), word=first)
    return Unit((both, (first + second,)))
