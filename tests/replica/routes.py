"""Which address of which host gives what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from tests.replica.chrome import Chrome
from tests.replica.feeds import feed
from tests.replica.hosts import HOSTS, Host
from tests.replica.listings import listing
from tests.replica.odd import HTML, Reply, not_found, redirect, robots
from tests.replica.pieces import Piece
from tests.replica.sitemaps import sitemap
from tests.replica.validators import validators

if TYPE_CHECKING:
    from tests.replica.world import Site

_ARTICLE = re.compile(r"/(amp/)?(berita|news|foto|video)/(\d+)(?:/([^/?]*))?")
_WORDS = {"foto": "photo", "video": "video", "berita": "article", "news": "article"}
_PAGE = re.compile(r"(?:^|&)page=(\d+)")
_PAGED = re.compile(r"(/[^?]*?)(?:/(\d+))?")


class Routes:
    """Answers for one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.canonical = {HOSTS[name].host: name for name in site.bureaus}
        self.moved: dict[str, str] = {}
        self._lost: dict[str, tuple[Chrome, bytes]] = {}
        for name in site.bureaus:
            for old in HOSTS[name].old_domains:
                self.moved[old] = name
            alias = HOSTS[name].alias
            if alias:
                self.moved[alias] = name
        if "www" in site.bureaus:
            self.moved |= {"m.antaranews.com": "www", "antaranews.com": "www"}

    def answer(self, host: str, target: str) -> Reply:
        """Return the answer; 502 for a host that is none of ANTARA's."""
        given = self.site.extra.get((host, target))
        if given:
            return given
        path, _, query = target.partition("?")
        if path == "/robots.txt" and (host in self.canonical or host in self.moved):
            own = self.canonical.get(host) in self.site.sitemaps
            return robots(f"https://{host}/sitemap.xml" if own else None)
        if host in self.moved:
            return self._moved(host, path, target)
        bureau = self.canonical.get(host)
        if bureau is None:
            return Reply(502, b"<html><body>No such host here.</body></html>")
        found = _ARTICLE.fullmatch(path)
        if found:
            return self._article(bureau, found)
        if path.startswith("/rss"):
            return self._feed(bureau, path)
        if path.startswith("/sitemap") and bureau in self.site.sitemaps:
            named = self.site.listings.sitemap(bureau)
            return sitemap(HOSTS[bureau], named, path) or self.lost(bureau)
        return self._listing(bureau, path, query)

    def lost(self, bureau: str, status: int = 404) -> Reply:
        """Return the page that says there is none; kept, because making it takes a while."""
        chrome = self.site.chromes[bureau]
        if self._lost.get(bureau, (None, 0))[0] is not chrome:
            self._lost[bureau] = (chrome, not_found(chrome).body)
        return Reply(status, self._lost[bureau][1])

    def _moved(self, host: str, path: str, target: str) -> Reply:
        bureau = self.moved[host]
        found = _ARTICLE.fullmatch(path)
        if host == "m.antaranews.com" and found and found[1]:
            return self._article(bureau, found)
        return redirect(f"https://{HOSTS[bureau].host}{target}")

    def _article(self, bureau: str, found: re.Match[str]) -> Reply:
        site = self.site
        key = (bureau, int(found[3]))
        piece = site.pieces.get(key)
        amp = bool(found[1])
        if piece is None or _WORDS[found[2]] != piece.kind:
            return self.lost(bureau)
        if key in site.odd:
            return site.odd_reply(piece, site.odd[key])
        if key in site.withdrawn:
            return self.lost(bureau, site.withdrawn[key])
        if piece.layout == "amp" and not amp:
            return self.lost(bureau)
        policy = site.validators.get(bureau, "body")
        reply = Reply(200, site.page(piece, amp=amp), tagged=policy == "body")
        reply.headers |= validators(policy, piece)
        if "empty_once" in piece.traps:
            reply.headers["X-Replica"] = "empty-once"
        return reply

    def _feed(self, bureau: str, path: str) -> Reply:
        host = HOSTS[bureau]
        name = path.removeprefix("/rss").strip("/").removesuffix(".xml")
        chosen = self.site.listings.feed(bureau, name)
        if not chosen and name not in ("terkini", "news", "top-news", "daerah"):
            return self.lost(bureau)
        body, headers = feed(host, chosen, self.site.now, f"{name}.xml")
        return Reply(200, body, headers)

    def _listing(self, bureau: str, path: str, query: str) -> Reply:
        site, host = self.site, HOSTS[bureau]
        found = _PAGED.fullmatch(path.rstrip("/") or "/")
        if found is None or path.startswith("/ajax"):
            return self.lost(bureau)
        base, page = found[1], int(found[2] or 1)
        shown = site.listings.shown(bureau, base, query)
        if shown is None:
            return self.lost(bureau)
        if shown.by_query and (asked := _PAGE.search(query)):
            page = int(asked[1])
        size, total = site.page_size, len(shown.cards)
        last = max(1, -(-total // size))
        if page > last:
            if host.past_end == "404":
                return self.lost(bureau)
            there = shown.cards[(last - 1) * size :] if host.past_end == "repeat" else []
            # What is repeated is the last page, sticky card and pager and all.
            page = min(page, last)
        else:
            there = shown.cards[(page - 1) * size : page * size]
        cards = [(one, self._printed_link(one, base)) for one in there]
        newest = site.listings.newest(bureau)
        sticky = self._sticky(host, newest) if base == "/terkini" and there else None
        if sticky:
            cards.insert(0, (sticky, sticky.found_url))
        if base == "/terkini":
            cards += self._extras(bureau, page, last)
        html = listing(
            site.chromes[bureau],
            cards,
            shown,
            page=page,
            last=last,
            now=site.now,
        )
        return Reply(200, html.encode(), {"Content-Type": HTML})

    @staticmethod
    def _printed_link(piece: Piece, base: str) -> str:
        """Return a card's href: now and then without the host, or without the scheme."""
        chance = Random(f"href:{piece.bureau}:{piece.article_id}:{base}").random()
        if piece.link == "plain" and chance < 0.06:
            return piece.path if chance < 0.04 else f"//{piece.facts.host}{piece.path}"
        return piece.found_url

    @staticmethod
    def _sticky(host: Host, pieces: Sequence[Piece]) -> Piece | None:
        if host.sticky is None or len(pieces) < 15:
            return None
        return pieces[0] if host.sticky == "new" else pieces[-3]

    def _extras(self, bureau: str, page: int, last: int) -> list[tuple[Piece, str]]:
        """Return cards that stand twice: an AMP twin, another host's article, given addresses."""
        site = self.site
        own = self._proper(bureau)
        cards: list[tuple[Piece, str]] = []
        many = len(site.articles_of(bureau)) > 30 if page == 2 else False
        if many and not site.only_clean and own[0].layout != "amp":
            cards.append((own[0], own[0].amp_url))
        if bureau == "www" and page == 1 and "bali" in site.listed and not site.only_clean:
            other = self._proper("bali")
            if len(other) > 6:
                cards.append((other[5], other[5].url))
        if page == 1:
            cards += [(own[0], url) for url in site.extra_cards.get(bureau, [])]
        return cards

    def _proper(self, bureau: str) -> list[Piece]:
        """Return the first articles of /terkini that answer with an article."""
        newest = self.site.listings.newest(bureau)[:12]
        return [one for one in newest if (bureau, one.article_id) not in self.site.odd]
