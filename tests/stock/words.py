"""Words as they fall: frequencies like Zipf's law, drawn fast, the same from the same seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.stock import affixes, stems
from tests.stock.stems import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BITS = 12
"""A table holds 4096 places; a frequent word takes many of them, so that a draw is a look-up."""


def zipf_table(words: Sequence[str], seed: int, exponent: float = 0.85) -> list[str]:
    """Return 2**_BITS places that the words share by rank; the ranks are drawn by `seed`."""
    ranked = list(words)
    Random(seed).shuffle(ranked)
    weights = [(rank + 3.0) ** -exponent for rank in range(len(ranked))]
    places, total = 2**_BITS - len(ranked), sum(weights)
    table: list[str] = []
    for word, weight in zip(ranked, weights, strict=True):
        table += [word] * (1 + int(places * weight / total))
    return table + ranked[: 2**_BITS - len(table)]


NOUNS = zipf_table(affixes.NOUNS, 1)
ACTIVE = zipf_table(affixes.ACTIVE, 2)
PASSIVE = zipf_table(affixes.PASSIVE, 3)
INTRANSITIVE = zipf_table(affixes.INTRANSITIVE, 4)
PROCESS = zipf_table(affixes.PROCESS, 5)
ABSTRACT = zipf_table(affixes.ABSTRACT, 6)
ADJECTIVES = zipf_table(stems.ADJECTIVES, 7, 0.7)
REDUPLICATED = zipf_table(stems.REDUPLICATED, 8)
PEOPLE = zipf_table(stems.PEOPLE, 9, 0.7)
OWNED = zipf_table(affixes.OWNED, 10)
ADVERBS = zipf_table(stems.ADVERBS, 11)


def drawer(rng: Random, table: Sequence[str]) -> Callable[[], str]:
    """Return what draws a word of a table of 2**_BITS places."""
    bits = rng.getrandbits
    return lambda: table[bits(_BITS)]


_ONSETS = listed("b c d g h j k l m n p r s t w y br kr pr tr ng ny")
_VOWELS = listed("a a a i u e o")
_CODAS = ["", "", "", "", "n", "r", "s", "ng", "k", "t", "m", "l"]
_FIRST = listed("""
Adi Agus Ahmad Andi Anita Ari Arif Asep Ayu Bambang Budi Cahyo Citra Darma Deni Desi Dewi Dian Eka
Endang Fajar Farida Fitri Galih Gede Hadi Hari Hendra Herlina Ida Iman Indra Intan Irma Joko Kadek
Komang Kurnia Lestari Lilis Lukman Made Maria Mega Muhammad Nanda Ningsih Nita Nur Nyoman Oki Putra
Putri Rahmat Ratna Reni Restu Rian Rini Rizal Rudi Samuel Sari Satria Siti Slamet Sri Sugeng Suharti
Surya Susi Taufik Tini Toni Tri Umar Untung Wahyu Wati Wayan Widya Yanti Yohanes Yudi Yulia Yusuf
""")


def coined(rng: Random, syllables: int) -> str:
    """Return a name that sounds like one of the islands and belongs to nobody."""
    r = rng.random
    parts = [
        _ONSETS[int(r() * 22)] + _VOWELS[int(r() * 7)] + _CODAS[int(r() * 12)]
        for _ in range(syllables)
    ]
    name = "".join(parts)
    return name[0].upper() + name[1:]


def person(rng: Random) -> str:
    """Return the name of somebody who does not exist; the family name is coined."""
    first = _FIRST[int(rng.random() * len(_FIRST))]
    return f"{first} {coined(rng, 2 + (rng.random() < 0.5))}"
