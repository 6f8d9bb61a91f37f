"""The sample site: what exists on it, what is true of it, and how it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.replica import make, past, special
from tests.replica.calendar import DEFAULT_NOW, moments, numbered
from tests.replica.changes import Changes
from tests.replica.chrome import Chrome
from tests.replica.corrections import Correction, Key, to_correct
from tests.replica.hosts import DEFAULT_BUREAUS, HOSTS
from tests.replica.listed import Listings
from tests.replica.odd import ODDS, Odd, Reply, odd_reply
from tests.replica.pieces import Piece
from tests.replica.plain import PlainListings
from tests.replica.render import article_page
from tests.replica.routes import Routes
from tests.replica.sections import PLAIN_MENU, menu_of
from tests.replica.shelf import ARTICLES, EVERYTHING, Pieces, Row, Shelf
from tests.replica.syndicated import syndicate

DECOYS = 3
"""Articles of each bureau that exist but that only menus and side bars name."""


@dataclass
class Site(Changes):
    """An imitation of ANTARA's hosts, the same for the same arguments.

    Args:
        seed: Another seed, other articles.
        articles: About how many articles the listings name: 10 to 5,000, or with years any number.
        bureaus: Short names of the hosts that have articles.
        now: The site's time: the newest article is minutes older.
        redesign: Article pages in markup that no layout knows.
        page_size: Cards on a page of a listing.
        weight: Articles in each panel of the mega-menu: the pages' size.
        without: Names of traps and odd answers to leave out.
        only_clean: Leave out every trap and odd answer.
        years: Spread the articles over so many years, each bureau in its own rhythm, and make
            their pages when they are asked for. Such a site has sections with child sections,
            days, dated searches and sitemaps. It has the odd answers, but not the traps that
            need an article of their own.
        ahead: With years: how long it goes on publishing at the same rate once its time is
            moved on by `advance`.
        indeks: With years: what /indeks/DD-MM-YYYY answers on a host: "days", or "newest"
            whatever day was asked for; hosts that are not named answer 404.
        sitemaps: With years: the hosts whose robots.txt names a sitemap.
        terkini_depth: With years: after how many pages /terkini ends on a host.
        only: With years: for each way, the share of the articles that it alone names.
        validators: For a host, one of `validators.POLICIES`; "body" where nothing is said.
    """

    seed: int = 1
    articles: int = 400
    bureaus: tuple[str, ...] = DEFAULT_BUREAUS
    now: datetime = DEFAULT_NOW
    redesign: bool = False
    page_size: int = 10
    weight: int = 5
    without: Iterable[str] = ()
    only_clean: bool = False
    years: float | None = None
    ahead: timedelta = timedelta()
    indeks: Mapping[str, str] = field(default_factory=lambda: past.INDEKS)
    sitemaps: tuple[str, ...] = past.SITEMAPS
    terkini_depth: Mapping[str, int] = field(default_factory=dict)
    only: Mapping[str, float] = field(default_factory=lambda: past.ONLY)
    validators: Mapping[str, str] = field(default_factory=dict)
    traps: dict[str, str] = field(default_factory=dict, init=False)
    """Where each trap was placed: name and address."""
    corrections: dict[Key, Correction] = field(default_factory=dict, init=False)
    """What its newsrooms will correct, by article; none on a site over years. See `correct`."""
    version: int = field(default=0, init=False)
    """Raised by each change, so that a server drops what it kept."""

    def __post_init__(self) -> None:
        self.without = frozenset(self.without)
        self.listed: dict[str, Sequence[Piece]] = {}
        self._unlisted: dict[str, list[Piece]] = {}
        self.odd: dict[tuple[str, int], Odd] = {}
        self.shelves: dict[str, Shelf] = {}
        self._begin()
        for bureau, count in self._shares().items():
            if self.years:
                self._fill(bureau, count)
            else:
                self._populate(bureau, count)
        self.listings: Listings | PlainListings
        if self.years:
            self.listings = Listings(self, self.shelves)
            self.pieces: Mapping[tuple[str, int], Piece] = Pieces(self.shelves)
        else:
            self._be_plain()
        self.corrections = {} if self.years else to_correct(self)
        self.chromes = {name: self._chrome(name) for name in self.bureaus}
        self.routes = Routes(self)

    def _be_plain(self) -> None:
        """Place the traps, and make what a site over years has in its own way."""
        self.listings, self.sitemaps = PlainListings(self), ()
        if not self.only_clean:
            listed = {name: self.articles_of(name) for name in self.bureaus}
            self.traps |= special.place(listed, self.seed, frozenset(self.without))
            self.traps |= syndicate(listed, set(self.traps.values()))
            self._vary_links()
        self.pieces = {
            (one.bureau, one.article_id): one
            for group in (self.listed, self._unlisted)
            for many in group.values()
            for one in many
        }

    def _shares(self) -> dict[str, int]:
        rest = [name for name in self.bureaus if name != "www"]
        www = self.articles // 4 if "www" in self.bureaus and rest else 0
        if not rest:
            return {"www": self.articles}
        each, more = divmod(self.articles - www, len(rest))
        shares = {name: each + (i < more) for i, name in enumerate(rest)}
        return {name: shares.get(name, www) for name in self.bureaus}

    def _populate(self, bureau: str, count: int) -> None:
        host = HOSTS[bureau]
        odd = [one for one in ODDS if one[1] == bureau and one[0] not in self.without]
        if self.only_clean or count < 12:
            odd = []
        times = moments(host, count + len(odd) + DECOYS, self.now, self.seed)
        pieces = [
            make.article(self.seed, bureau, number, when)
            for number, when in numbered(host, times, self.now)
        ]
        # Decoys are spread over the years; odd answers stand among the newer articles.
        step = max(1, len(pieces) // (DECOYS + 1))
        self._unlisted[bureau] = [pieces.pop(step * i) for i in range(DECOYS, 0, -1)]
        pieces.reverse()
        for i, (name, _, reasons, status) in enumerate(odd):
            piece = pieces[4 + 3 * i]
            piece.kind, piece.link = "article", "plain"
            self.odd[bureau, piece.article_id] = Odd(name, reasons, status)
            self.traps[name] = piece.url
        self.listed[bureau] = pieces

    def _fill(self, bureau: str, count: int) -> None:
        filled = past.fill(self, bureau, count, DECOYS)
        shelf = self.shelves[bureau] = filled.shelf
        self.listed[bureau] = Row(shelf, shelf.lists[EVERYTHING])
        decoys = [shelf.get(number) for number in filled.unlisted]
        self._unlisted[bureau] = [one for one in decoys if one]
        for number, odd in filled.odd.items():
            self.odd[bureau, number] = odd
            piece = shelf.get(number)
            assert piece
            self.traps[odd.name] = piece.url

    def _chrome(self, bureau: str, edition: int = 0) -> Chrome:
        decoys = [(one.title, one.url) for one in self._unlisted[bureau]]
        host, grown = HOSTS[bureau], bool(self.years)
        menu = menu_of(host) if grown else PLAIN_MENU
        return Chrome(
            host, self.now, decoys, self.seed, self.weight, menu, pooled=grown, edition=edition
        )

    def articles_of(self, bureau: str) -> Sequence[Piece]:
        """Return the listed articles of a bureau, newest first, without the odd answers."""
        if self.years:
            shelf = self.shelves[bureau]
            return Row(shelf, shelf.lists[ARTICLES])
        return [one for one in self.listed[bureau] if (bureau, one.article_id) not in self.odd]

    def _vary_links(self) -> None:
        for bureau in self.bureaus:
            rng = Random(f"links:{self.seed}:{bureau}")
            for piece in self.articles_of(bureau):
                chance = rng.random()
                if piece.link == "plain" and chance < 0.14:
                    piece.link = "utm" if chance < 0.09 else "http"

    # What is true

    def truth(self, bureau: str | None = None) -> list[dict[str, Any]]:
        """Return every field of every article that the listings name, newest first by bureau."""
        return [
            one.truth(redesign=self.redesign and one.layout != "amp")
            for name in ([bureau] if bureau else self.bureaus)
            for one in self.articles_of(name)
            if (name, one.article_id) not in self.withdrawn
        ]

    def named_by(self, bureau: str | None = None) -> dict[tuple[str, int], set[str]]:
        """Return the keys that listings name at this moment, and the ways that name each.

        Odd addresses and withdrawn articles are among them where listings name them. A search
        finds anything, so that none is counted here: see `Listings.search`.
        """
        named: dict[tuple[str, int], set[str]] = {}
        for name in [bureau] if bureau else self.bureaus:
            for way, numbers in self.listings.named(name).items():
                for number in numbers:
                    named.setdefault((name, number), set()).add(way)
        return named

    def reachable(self, bureau: str | None = None) -> set[tuple[str, int]]:
        """Return the keys that whoever reads every listing holds: articles that answer."""
        return {
            key
            for key in self.named_by(bureau)
            if key not in self.odd and key not in self.withdrawn
        }

    def listed_urls(self, bureau: str | None = None) -> list[str]:
        """Return the addresses as the listings print them, odd answers included."""
        names = [bureau] if bureau else self.bureaus
        return [one.found_url for name in names for one in self.listed[name]]

    def amp_twins(self, bureau: str) -> list[tuple[str, bytes, dict[str, Any]]]:
        """Return the AMP page of each article of a bureau: address, bytes, truth."""
        pieces = [one.as_amp() for one in self.articles_of(bureau)]
        return [(one.amp_url, self.page(one), one.truth()) for one in pieces]

    def unlisted(self) -> list[dict[str, Any]]:
        """Return the truth of articles that only menus and side bars name."""
        return [one.truth() for many in self._unlisted.values() for one in many]

    def not_articles(self) -> list[dict[str, Any]]:
        """Return the listed addresses that must not become articles, and why.

        Each has bureau, article_id, url, name, reasons (any of them is right) and the status of
        its first answer.
        """
        return [
            {
                "bureau": bureau,
                "article_id": number,
                "url": self.pieces[bureau, number].url,
                "name": odd.name,
                "reasons": odd.reasons,
                "status": odd.status,
            }
            for (bureau, number), odd in self.odd.items()
        ]

    def redirects(self) -> dict[str, str]:
        """Return listed addresses of other hosts and the addresses to which they redirect."""
        return {
            one.found_url: one.url
            for many in self.listed.values()
            for one in many
            if one.link in ("old", "alias", "m")
        }

    # How it answers

    def answer(self, host: str, target: str) -> Reply:
        """Return the answer for a path (with its query) on a host; never raises."""
        return self.routes.answer(host.lower(), target)

    def odd_reply(self, piece: Piece, odd: Odd) -> Reply:
        """Return what an odd address answers."""
        chrome = self.chromes[piece.bureau]
        return odd_reply(odd, piece.path, chrome, self.articles_of(piece.bureau)[0].url)

    def page(self, piece: Piece, *, amp: bool = False) -> bytes:
        """Return the bytes of an article's page."""
        if amp and piece.layout != "amp":
            piece = piece.as_amp()
        how = self.redesigns.get(piece.bureau, "whole" if self.redesign else None)
        return article_page(piece, self.chromes[piece.bureau], redesign=how)
