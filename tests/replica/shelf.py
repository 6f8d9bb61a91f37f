"""The articles of one bureau of a site over years: known by their entries, made when asked for.

An entry is what listings need to know of an article. Its page, which costs far more, is made
when somebody asks for it or for a listing that names it, and kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import overload

from tests.replica import english, make
from tests.replica.hosts import Host
from tests.replica.parts import slugify
from tests.replica.pieces import Piece
from tests.replica.sections import place_of
from tests.replica.text import subject

Where = tuple[str, str]
"""A way and one of its listings: ("section", "ekonomi"), ("indeks", "2021-03-12")."""
EVERYTHING: Where = ("all", "")
ARTICLES: Where = ("articles", "")
TERKINI: Where = ("terkini", "")
SITEMAP: Where = ("sitemap", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an article before its page is made."""

    number: int
    when: datetime
    section: str
    """The path of the section that names it."""
    label: str
    """What its page prints as its section."""
    tags: tuple[str, ...]
    """As slugs."""
    only: str | None = None
    """The one way that names it; "menu" for those that only menus and side bars name."""
    link: str = "plain"


def entry_of(
    host: Host, seed: int, number: int, when: datetime, only: Mapping[str, float]
) -> Entry:
    """Return the entry of an article: what `make.article` will draw, and where it stands.

    Args:
        host: Its host.
        seed: The site's seed.
        number: Its id.
        when: Its time of publication.
        only: For each way that the host has, the share of the articles that it alone names.
    """
    rng = Random(f"article:{seed}:{host.name}:{number}")
    city = rng.choice(host.cities)
    if host.language == "en":
        about = english.subject(rng)
        tags = english.tags(about, city)
    else:
        about = subject(rng)
        tags = about.tags(city)
    section = place_of(host, about.category, city, number)
    chance = rng.random()
    alone = None
    for way, share in only.items():
        if chance < share:
            alone = way
            break
        chance -= share
    local = when.astimezone(host.zone).replace(microsecond=0)
    slugs = tuple(slugify(tag) for tag in tags)
    return Entry(number, local, section.path, section.label, slugs, alone, _link(host, when, rng))


def _link(host: Host, when: datetime, rng: Random) -> str:
    """Return how listings address an article; old ones stand there under old domains."""
    chance = rng.random()
    if chance < 0.02 and when.year < 2020:
        if host.old_domains:
            return "old"
        if host.alias:
            return "alias"
        if host.name == "www":
            return "m"
    return "utm" if chance < 0.09 else "http" if chance < 0.14 else "plain"


class Shelf:
    """The entries of one bureau, oldest first, and in which listings each one stands.

    Args:
        host: Its host.
        seed: The site's seed.
        entries: Oldest first, those of the future too.
        ways: The ways that the host has: terkini, section, tag, indeks, sitemap.
        odd: Ids whose addresses answer with no article.
        clock: The site's time; what is later is not there yet.
    """

    def __init__(
        self,
        host: Host,
        seed: int,
        entries: Sequence[Entry],
        ways: frozenset[str],
        odd: frozenset[int],
        clock: Callable[[], datetime],
    ) -> None:
        self.host, self.seed, self.entries = host, seed, entries
        self.ways, self.odd, self.clock = ways, odd, clock
        self.lists: dict[Where, list[int]] = {EVERYTHING: [], ARTICLES: [], TERKINI: []}
        """The places of the entries of each listing, rising."""
        self._times = [one.when for one in entries]
        self._places = {one.number: place for place, one in enumerate(entries)}
        self._made: dict[int, Piece] = {}
        for place, one in enumerate(entries):
            for where in self._where(one):
                self.lists.setdefault(where, []).append(place)

    def _where(self, one: Entry) -> Iterator[Where]:
        if one.only == "menu":
            return
        yield EVERYTHING
        if one.number not in self.odd:
            yield ARTICLES
        named: list[Where] = [
            TERKINI,
            ("section", one.section),
            *(("tag", tag) for tag in dict.fromkeys(one.tags)),
            ("indeks", one.when.date().isoformat()),
            SITEMAP,
        ]
        for where in named:
            if where[0] in self.ways and one.only in (None, where[0]):
                yield where

    @property
    def shown(self) -> int:
        """How many entries have appeared."""
        return bisect_right(self._times, self.clock())

    def row(self, *where: str) -> Row:
        """Return a listing, `row("section", "ekonomi")`; one that nothing stands in is empty."""
        way, name = (*where, "")[:2]
        return Row(self, self.lists.get((way, name), []))

    def get(self, number: int) -> Piece | None:
        """Return an article that has appeared, or None."""
        place = self._places.get(number)
        return None if place is None or place >= self.shown else self.piece(place)

    def piece(self, place: int) -> Piece:
        """Return the article at a place, made now if it was not before."""
        piece = self._made.get(place)
        if piece is None:
            one = self.entries[place]
            piece = make.article(self.seed, self.host.name, one.number, one.when)
            piece.category, piece.link = one.label, one.link
            # A fourth tag, which not each report carries, would be known from its page only.
            piece.tags = piece.tags[:3]
            if one.number in self.odd:
                piece.kind, piece.link = "article", "plain"
            self._made[place] = piece
        return piece

    def unlist(self, number: int) -> None:
        """Take an article out of every listing; its page stays."""
        place = self._places[number]
        for where in self._where(self.entries[place]):
            places = self.lists[where]
            at = bisect_left(places, place)
            if places[at : at + 1] == [place]:
                del places[at]

    def relist(self, number: int) -> None:
        """Put an article back where it stood."""
        place = self._places[number]
        for where in self._where(self.entries[place]):
            if place not in self.lists[where]:
                insort(self.lists[where], place)


class Row(Sequence[Piece]):
    """What one listing names at this moment, newest first; pages are made as they are read.

    Args:
        shelf: Where they stand.
        places: Their places, rising; the shelf's own list.
        most: How many of the newest are shown at most.
    """

    def __init__(self, shelf: Shelf, places: list[int], most: int | None = None) -> None:
        self.shelf, self._all, self.most = shelf, places, most

    def places(self) -> list[int]:
        """Return the places of what is shown, newest first."""
        end = bisect_left(self._all, self.shelf.shown)
        begin = 0 if self.most is None else max(0, end - self.most)
        return self._all[begin:end][::-1]

    def numbers(self) -> list[int]:
        """Return the ids of what is shown, newest first, without making a page."""
        return [self.shelf.entries[place].number for place in self.places()]

    def __len__(self) -> int:
        end = bisect_left(self._all, self.shelf.shown)
        return end if self.most is None else min(end, self.most)

    @overload
    def __getitem__(self, at: int) -> Piece: ...

    @overload
    def __getitem__(self, at: slice) -> list[Piece]: ...

    def __getitem__(self, at: int | slice) -> Piece | list[Piece]:
        if isinstance(at, slice):
            return [self.shelf.piece(place) for place in self.places()[at]]
        end = bisect_left(self._all, self.shelf.shown)
        place = range(len(self))[at]
        return self.shelf.piece(self._all[end - 1 - place])

    def __iter__(self) -> Iterator[Piece]:
        return (self.shelf.piece(place) for place in self.places())


class Pieces(Mapping[tuple[str, int], Piece]):
    """The articles of all shelves by key, those only that have appeared."""

    def __init__(self, shelves: Mapping[str, Shelf]) -> None:
        self._shelves = shelves

    def __getitem__(self, key: tuple[str, int]) -> Piece:
        shelf = self._shelves.get(key[0])
        piece = shelf.get(key[1]) if shelf else None
        if piece is None:
            raise KeyError(key)
        return piece

    def __iter__(self) -> Iterator[tuple[str, int]]:
        for name, shelf in self._shelves.items():
            yield from ((name, one.number) for one in shelf.entries[: shelf.shown])

    def __len__(self) -> int:
        return sum(shelf.shown for shelf in self._shelves.values())
