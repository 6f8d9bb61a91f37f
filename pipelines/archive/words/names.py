"""Words that are names: no stem is made of them, and no stem finds them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pipelines.archive.words.folding import words
from pipelines.archive.words.stemmer import roots

SEEN = 3
"""Articles in which a word has to stand, within sentences, before its capitals tell anything."""
SHARE = 0.9
"""The share of them with a capital from which a word is a name."""

_ORDINARY = frozenset(("kepulauan", "pegunungan", "seribu", "bagian", "meriah"))
"""Ordinary words within names of places."""


@cache
def place_words() -> frozenset[str]:
    """Return the words that are names of places, from places.txt beside this.

    Of a name of several words only those that are no ordinary ones: "Batang" alone is a name,
    in "Batang Hari" it is a word.
    """
    text = files(__package__).joinpath("places.txt").read_text("utf-8")
    names = [words(line) for line in text.splitlines() if not line.startswith("#")]
    alone = {name[0] for name in names if len(name) == 1}
    within = {word for name in names if len(name) > 1 for word in name}
    return frozenset(alone | (within - roots() - _ORDINARY))


def is_name(word: str, capital: int, small: int) -> bool:
    """Return whether a folded word is a name.

    Args:
        word: folded.
        capital: in how many articles it was seen with a capital within a sentence, or as the
            name of a person or place.
        small: in how many it was seen without.
    """
    if word in place_words():
        return True
    return capital >= SEEN and capital >= SHARE * (capital + small)
