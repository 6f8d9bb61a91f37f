"""From an Indonesian word to its stem: pure, and the same for all forms of one word.

Every way of taking affixes off that ends at a root word is tried, and the longest root is taken:
"gerakan" is gerak + an, not gera + kan. Stemmers that stop at the first root they meet, such as
Sastrawi, whose list of roots is used here, take the other one (docs/search.md compares them).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHORTEST = 4
"""Letters of a word below which nothing can be taken off."""
LONGEST = 40
"""Letters of a word above which it is no word."""
_VOWELS: Final = frozenset("aeiou")
_WORD: Final = re.compile(r"[a-z]+")
_POSSESSIVE: Final = re.compile(r"(?:ku|mu|nya)$")
_PARTICLE: Final = re.compile(r"(?:lah|kah|tah|pun)$")
_NASALS: Final[tuple[tuple[str, frozenset[str], str], ...]] = (
    ("ng", frozenset("aeioughkqx"), "k"),
    ("ny", frozenset(), "s"),
    ("m", frozenset("bfpv"), "p"),
    ("n", frozenset("cdjstz"), "t"),
)
"""A nasal, the first letters of roots that stay behind it, and the one that it takes away."""
_LAYERS: Final = 3
"""Prefixes that may stand before each other: di-per-…, ke-ber-…-an, se-pe-…"""

_IMPOSSIBLE: Final = {
    "kan": ("ber", "ke", "se", "pe"),
    "i": ("ber", "ke", "se", "pe"),
    "an": ("di", "me", "ter", "ku", "kau"),
}
"""The outermost prefixes that no word has together with a suffix."""


@cache
def roots() -> frozenset[str]:
    """Return the root words of Indonesian, in small letters, without those we do not take."""
    text = files("Sastrawi.Stemmer").joinpath("data/kata-dasar.txt").read_text("utf-8")
    return frozenset(w for w in text.split() if _WORD.fullmatch(w)) - _not_taken()


@cache
def exceptions() -> Mapping[str, str]:
    """Return the words whose stem no rule finds, with it; from exceptions.txt beside this."""
    return dict(pair for pair in _lines() if len(pair) == 2)


@cache
def _not_taken() -> frozenset[str]:
    return frozenset(pair[0][1:] for pair in _lines() if pair[0].startswith("!"))


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    text = files(__package__).joinpath("exceptions.txt").read_text("utf-8")
    return tuple(
        tuple(line.split())
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    )


def stem(word: str) -> str:
    """Return the stem of a folded word; the word itself where it has none.

    >>> [stem(word) for word in ("kebakaran", "membakar", "terbakar", "dibakarnya")]
    ['bakar', 'bakar', 'bakar', 'bakar']
    >>> stem("covid19")
    'covid19'
    """
    if not SHORTEST <= len(word) <= LONGEST or _WORD.fullmatch(word) is None:
        return word
    known = roots()
    if found := exceptions().get(word):
        return found
    if word in known:
        return word
    best, rank = word, (0, False, -_LAYERS)
    for root, literal, prefixes in _analyses(word):
        # A short root with nothing before it is a name more often than a word: Bali, Susi.
        if root in known and (prefixes or len(root) >= SHORTEST):
            new = (len(root), literal, -prefixes)
            if new > rank:
                best, rank = root, new
    return best


def _analyses(word: str) -> Iterator[tuple[str, bool, int]]:
    """Yield (what may be the root, whether it is so written, how many prefixes were taken off)."""
    for ending, suffix in _endings(word):
        yield ending, True, 0
        yield from _without_prefixes(ending, suffix, _LAYERS)


def _endings(word: str) -> Iterator[tuple[str, str]]:
    """Yield the word without its endings, in each way, with the suffix that was taken off."""
    bare = {word}
    for ending in (_PARTICLE, _POSSESSIVE):
        bare |= {shorter for each in bare if (shorter := ending.sub("", each)) != each}
    for each in bare:
        if len(each) < 3:
            continue
        yield each, ""
        for suffix in ("kan", "an", "i"):
            if each.endswith(suffix) and len(each) - len(suffix) >= 3:
                yield each[: -len(suffix)], suffix


def _without_prefixes(
    word: str, suffix: str, layers: int, outer: str = "", inner: str = ""
) -> Iterator[tuple[str, bool, int]]:
    for prefix, rest, as_written in _prefixes(word):
        outermost = outer or prefix
        if len(rest) < 3 or outermost in _IMPOSSIBLE.get(suffix, ()) or prefix == inner:
            continue
        yield rest, as_written, _LAYERS + 1 - layers
        # Behind a letter that was put back stands the root: nothing more comes off.
        if layers > 1 and as_written:
            yield from _without_prefixes(rest, suffix, layers - 1, outermost, prefix)


def _prefixes(word: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (prefix, what stands behind it, whether that is as it is written)."""
    for prefix in ("di", "ke", "se", "ku", "kau"):
        if word.startswith(prefix):
            yield prefix, word[len(prefix) :], True
    for prefix in ("ber", "ter", "per"):
        if word.startswith(prefix):
            yield prefix, word[3:], True
            yield prefix, word[2:], True  # be-rasa, te-rasa
    if word.startswith(("bel", "pel")) and word[3:].startswith("ajar"):
        yield "ber", word[3:], True
    if word.startswith("be") and word[3:5] == "er":
        yield "ber", word[2:], True  # be-kerja, be-serta
    if word.startswith(("me", "pe")):
        yield from _nasal(word)


def _nasal(word: str) -> Iterator[tuple[str, str, bool]]:
    """Take off me- or pe- with the nasal that depends on the root's first letter."""
    prefix, rest = word[:2], word[2:]
    # pe-tani, pe-kerja and me-lihat; the root may itself begin with the nasal: me-masak.
    yield prefix + ("r" if prefix == "pe" else ""), rest, True
    yield prefix, rest, True
    for nasal, follows, elided in _NASALS:
        if not rest.startswith(nasal):
            continue
        behind = rest[len(nasal) :]
        if behind[:1] in follows:
            yield prefix, behind, True
        if behind[:1] in _VOWELS:
            yield prefix, elided + behind, False
        if nasal == "ng" and behind.startswith("e"):
            yield prefix, behind[1:], True  # menge-cek
