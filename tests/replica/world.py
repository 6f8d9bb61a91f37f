"""The sample site: what exists on it, what is true of it, and how it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.replica import make, special
from tests.replica.calendar import DEFAULT_NOW, moments, numbered
from tests.replica.chrome import Chrome
from tests.replica.hosts import DEFAULT_BUREAUS, HOSTS
from tests.replica.odd import ODDS, Odd, Reply, odd_reply
from tests.replica.parts import Block, slugify
from tests.replica.pieces import Piece
from tests.replica.render import article_page
from tests.replica.routes import Routes

DECOYS = 3
"""Articles of each bureau that exist but that only menus and side bars name."""


@dataclass
class Site:
    """An imitation of ANTARA's hosts, the same for the same arguments.

    Args:
        seed: Another seed, other articles.
        articles: About how many articles the listings name, 10 to 5,000.
        bureaus: Short names of the hosts that have articles.
        now: The site's time: the newest article is minutes older.
        redesign: Article pages in markup that no layout knows.
        page_size: Cards on a page of a listing.
        weight: Articles in each panel of the mega-menu: the pages' size.
        without: Names of traps and odd answers to leave out.
        only_clean: Leave out every trap and odd answer.
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
    traps: dict[str, str] = field(default_factory=dict, init=False)
    """Where each trap was placed: name and address."""
    version: int = field(default=0, init=False)
    """Raised by each change, so that a server drops what it kept."""

    def __post_init__(self) -> None:
        self.without = frozenset(self.without)
        self.listed: dict[str, list[Piece]] = {}
        self._unlisted: dict[str, list[Piece]] = {}
        self.odd: dict[tuple[str, int], Odd] = {}
        self.extra: dict[tuple[str, str], Reply] = {}
        self.extra_cards: dict[str, list[str]] = {}
        self.withdrawn: set[tuple[str, int]] = set()
        for bureau, count in self._shares().items():
            self._populate(bureau, count)
        if not self.only_clean:
            listed = {name: self.articles_of(name) for name in self.bureaus}
            self.traps |= special.place(listed, self.seed, frozenset(self.without))
            self._syndicate()
            self._vary_links()
        self.chromes = {name: self._chrome(name) for name in self.bureaus}
        self.pieces = {
            (one.bureau, one.article_id): one
            for group in (self.listed, self._unlisted)
            for many in group.values()
            for one in many
        }
        self.routes = Routes(self)

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

    def _chrome(self, bureau: str) -> Chrome:
        decoys = [(one.title, one.url) for one in self._unlisted[bureau]]
        return Chrome(HOSTS[bureau], self.now, decoys, self.seed, self.weight)

    def articles_of(self, bureau: str) -> list[Piece]:
        """Return the listed articles of a bureau, newest first, without the odd answers."""
        return [one for one in self.listed[bureau] if (bureau, one.article_id) not in self.odd]

    def _syndicate(self) -> None:
        """Let two reports stand on several hosts, with own datelines, credits and edits."""
        names = [name for name in self.bureaus if name not in ("en", "otomotif")]
        used = set(self.traps.values())
        for nth in range(2):
            source: Piece | None = None
            for name in names[nth::2]:
                free = [
                    one
                    for one in self.articles_of(name)[5:]
                    if one.kind == "article" and one.layout in ("r", "g3") and one.url not in used
                ]
                if not free:
                    continue
                piece = free[0]
                used.add(piece.url)
                if source is None:
                    source = piece
                else:
                    self._copy(source, piece)
                self.traps[f"syndicated_{nth + 1}_{name}"] = piece.url

    @staticmethod
    def _copy(source: Piece, piece: Piece) -> None:
        blocks = [Block(one.kind, one.items) for one in source.blocks]
        # A local desk cuts the end and changes a word.
        first = blocks[0].items[0].replace("Sebanyak", "Sedikitnya", 1)
        piece.blocks = [Block("p", (first,)), *blocks[1 : max(4, len(blocks) - 1)]]
        piece.title, piece.slug = source.title, slugify(source.title)
        piece.tags, piece.category = list(source.tags), source.category
        piece.boxes, piece.pull_quote = [], None
        piece.traps.discard("inline")
        if piece.style == "dropcap":
            piece.style = "p"

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

    # How it changes

    def revise(
        self, bureau: str, article_id: int, *, title: str | None = None, add: str | None = None
    ) -> dict[str, Any]:
        """Change an article as a newsroom does: another title, one more paragraph; the truth."""
        piece = self.pieces[bureau, article_id]
        piece.title = title or piece.title
        if add:
            piece.blocks.append(Block("p", (add,)))
        piece.revision += 1
        self.version += 1
        return piece.truth(redesign=self.redesign)

    def append(self, bureau: str, count: int = 1) -> list[dict[str, Any]]:
        """Publish new articles, ten minutes apart; the site's time moves on. Their truth."""
        new = []
        for _ in range(count):
            self.now += timedelta(minutes=10)
            number = max(one.article_id for one in self.listed[bureau]) + 3
            new.append(make.article(self.seed, bureau, number, self.now - timedelta(minutes=2)))
            self.listed[bureau].insert(0, new[-1])
            self.pieces[bureau, number] = new[-1]
        self.version += 1
        return [one.truth(redesign=self.redesign) for one in reversed(new)]

    def withdraw(self, bureau: str, article_id: int) -> None:
        """Answer 410 for an article from now on; listings still name it."""
        self.withdrawn.add((bureau, article_id))
        self.version += 1

    def serve(
        self,
        url: str,
        body: bytes,
        *,
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        listed_in: str | None = None,
    ) -> None:
        """Answer an address with these bytes, in place of what the site has.

        Args:
            url: Absolute, with its query if any; its scheme does not matter.
            body: The answer's body.
            status: The answer's status.
            content_type: The answer's type.
            listed_in: A bureau whose first listing page then names the address too.
        """
        host, _, path = url.split("://", 1)[1].partition("/")
        self.extra[host.lower(), f"/{path}"] = Reply(status, body, {"Content-Type": content_type})
        if listed_in:
            self.extra_cards.setdefault(listed_in, []).append(url)
        self.version += 1

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
        return article_page(piece, self.chromes[piece.bureau], redesign=self.redesign)
