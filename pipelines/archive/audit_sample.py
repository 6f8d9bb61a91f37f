"""Which articles a sample has: so many of each bureau, year and layout, chosen by a hash. Pure.

Articles are shared out among the strata in proportion. Where one of each stratum takes no more
than half of the sample, each gets one first, so that a rare layout is looked at too; where there
are more strata than that, the proportion alone counts, since a sample of nothing but single
articles would say most about the smallest. Within a stratum those are taken whose hash of seed and
key is the lowest: who draws again with the same seed gets the same articles, and no order of the
archive's, nor anybody's liking, has a part in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelines.archive.keys import Key

_SPARE: Final = 64


@dataclass(frozen=True, slots=True, order=True)
class Stratum:
    """A part of an archive from which a part of the sample comes."""

    bureau: str
    year: str
    """Of publication; "" without a day."""
    layout: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn."""

    seed: int
    size: int
    """Articles that were asked for; so many at most were drawn."""
    chosen: list[tuple[Key, Stratum]]
    """In the order in which they are shown."""
    held: dict[Stratum, int]
    """How many articles of each stratum could be drawn."""
    articles: int
    """How many articles were asked about."""
    without_page: int
    """How many of these could not be drawn, because their page is not kept."""

    def drawn(self) -> dict[Stratum, int]:
        """Return how many articles of each stratum are in it."""
        counts = dict.fromkeys(self.held, 0)
        for _, stratum in self.chosen:
            counts[stratum] += 1
        return counts


def allocate(held: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """Return how many articles of each stratum a sample has, by largest remainder.

    Args:
        held: how many there are of each, all above 0.
        size: of the sample.

    >>> bali, ambon = Stratum("bali", "2026", "r"), Stratum("ambon", "2015", "g1")
    >>> allocate({bali: 97, ambon: 1}, 10) == {bali: 9, ambon: 1}
    True
    """
    total = sum(held.values())
    if size >= total:
        return dict(held)
    if len(held) * 2 > size:
        return _shared(held, size)
    rest = _shared({each: count - 1 for each, count in held.items()}, size - len(held))
    return {each: 1 + rest[each] for each in held}


def _shared(held: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """Share out in proportion; equal remainders go to the first by bureau, year and layout.

    Nobody gets more than there is: a part of a whole number below it, rounded up, is at most that.
    """
    total = sum(held.values())
    if not total:
        return dict.fromkeys(held, 0)
    shares = {each: divmod(size * count, total) for each, count in held.items()}
    given = {each: whole for each, (whole, _) in shares.items()}
    left = size - sum(given.values())
    for each in sorted(held, key=lambda one: (-shares[one][1], one))[:left]:
        given[each] += 1
    return given


def rank(seed: int, key: Key) -> bytes:
    """Return by what an article is chosen within its stratum; the lowest are."""
    return sha256(f"{seed} {key[0]}/{key[1]}".encode()).digest()


def turn(seed: int, key: Key) -> bytes:
    """Return by what the articles of a sample are put into order.

    By another hash than that by which they were chosen: so the first so many of them are a sample
    of the sample, and one that is not finished still says something of all.
    """
    return sha256(f"turn {seed} {key[0]}/{key[1]}".encode()).digest()


@dataclass(slots=True)
class Draw:
    """Takes articles in any order and keeps of each stratum those that are chosen.

    Args:
        seed: of the sample.
        wanted: of `allocate`.
    """

    seed: int
    wanted: Mapping[Stratum, int]
    _best: dict[Stratum, list[tuple[bytes, Key]]] = field(default_factory=dict)

    def take(self, articles: Iterable[tuple[Key, Stratum]]) -> None:
        """Look at articles; memory does not grow with how many they are."""
        for key, stratum in articles:
            most = self.wanted.get(stratum, 0)
            if not most:
                continue
            best = self._best.setdefault(stratum, [])
            best.append((rank(self.seed, key), key))
            if len(best) > 2 * most + _SPARE:
                self._best[stratum] = sorted(best)[:most]

    def chosen(self) -> list[tuple[Key, Stratum]]:
        """Return the articles of the sample, in the order in which they are shown."""
        return sorted(self._chosen(), key=lambda each: turn(self.seed, each[0]))

    def _chosen(self) -> Iterator[tuple[Key, Stratum]]:
        for stratum, best in self._best.items():
            for _, key in sorted(best)[: self.wanted[stratum]]:
                yield key, stratum
