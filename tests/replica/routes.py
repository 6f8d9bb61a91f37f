"""Which address of which host gives what."""

from __future__ import annotations

import re
from email.utils import formatdate
from random import Random
from typing import TYPE_CHECKING

from tests.replica.feeds import feed
from tests.replica.hosts import HOSTS, Host
from tests.replica.listings import listing
from tests.replica.odd import HTML, Reply, not_found, redirect, robots
from tests.replica.parts import slugify
from tests.replica.pieces import Piece

if TYPE_CHECKING:
    from tests.replica.world import Site

_ARTICLE = re.compile(r"/(amp/)?(berita|news|foto|video)/(\d+)(?:/([^/?]*))?")
_WORDS = {"foto": "photo", "video": "video", "berita": "article", "news": "article"}
_PAGED = re.compile(r"(/[^?]*?)(?:/(\d+))?")


class Routes:
    """Answers for one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.canonical = {HOSTS[name].host: name for name in site.bureaus}
        self.moved: dict[str, str] = {}
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
            return robots()
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
        return self._listing(bureau, path, query)

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
            return not_found(site.chromes[bureau])
        if key in site.odd:
            return site.odd_reply(piece, site.odd[key])
        if key in site.withdrawn:
            return not_found(site.chromes[bureau], 410)
        if piece.layout == "amp" and not amp:
            return not_found(site.chromes[bureau])
        reply = Reply(200, site.page(piece, amp=amp))
        changed = piece.when.timestamp() + 3600 * piece.revision
        reply.headers["Last-Modified"] = _http_date(changed)
        if "empty_once" in piece.traps:
            reply.headers["X-Replica"] = "empty-once"
        return reply

    def _feed(self, bureau: str, path: str) -> Reply:
        host = HOSTS[bureau]
        name = path.removeprefix("/rss").strip("/").removesuffix(".xml")
        newest = self.site.listed[bureau]
        if name in ("terkini", "news"):
            chosen = newest[:20]
        elif name == "top-news":
            chosen = newest[1:20:2]
        elif name == "daerah":
            chosen = [one for one in newest if one.category == "Lintas Daerah"][:20]
        else:
            chosen = [one for one in newest if slugify(one.category or "") == name][:20]
            if not chosen:
                return not_found(self.site.chromes[bureau])
        body, headers = feed(host, chosen, self.site.now, f"{name}.xml")
        return Reply(200, body, headers)

    def _listing(self, bureau: str, path: str, query: str) -> Reply:
        site, host = self.site, HOSTS[bureau]
        found = _PAGED.fullmatch(path.rstrip("/") or "/")
        if found is None or path.startswith("/ajax"):
            return not_found(site.chromes[bureau])
        base, page = found[1], int(found[2] or 1)
        all_cards = self._cards(bureau, base, query)
        if not all_cards:
            return not_found(site.chromes[bureau])
        size = site.page_size
        last = max(1, -(-len(all_cards) // size))
        if page > last:
            if host.past_end == "404":
                return not_found(site.chromes[bureau])
            shown = all_cards[(last - 1) * size :] if host.past_end == "repeat" else []
            # What is repeated is the last page, sticky card and pager and all.
            page = min(page, last)
        else:
            shown = all_cards[(page - 1) * size : page * size]
        cards = [(one, self._printed_link(one, base)) for one in shown]
        sticky = self._sticky(host, site.listed[bureau])
        if sticky and base == "/terkini" and shown:
            cards.insert(0, (sticky, sticky.found_url))
        if base == "/terkini":
            cards += self._extras(bureau, page, last)
        html = listing(
            site.chromes[bureau],
            cards,
            path=base,
            page=page,
            last=last,
            heading=base.strip("/").split("/")[-1].replace("-", " ").title() or "Beranda",
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

    def _cards(self, bureau: str, base: str, query: str) -> list[Piece]:
        pieces = self.site.listed[bureau]
        word = base.strip("/").split("/")
        if base in ("/terkini", "/indeks"):
            return pieces
        if base == "/":
            return pieces[:10]
        if base == "/top-news":
            return pieces[1:40:2]
        if word[0] == "tag":
            return [one for one in pieces if word[-1] in {slugify(tag) for tag in one.tags}]
        if word[0] == "search":
            wanted = slugify(query.partition("q=")[2].split("&")[0] or word[-1]).split("-")
            return [one for one in pieces if all(part in one.slug for part in wanted)]
        return [one for one in pieces if slugify(one.category or "") == word[-1]]

    @staticmethod
    def _sticky(host: Host, pieces: list[Piece]) -> Piece | None:
        if host.sticky is None or len(pieces) < 15:
            return None
        return pieces[0] if host.sticky == "new" else pieces[-3]

    def _extras(self, bureau: str, page: int, last: int) -> list[tuple[Piece, str]]:
        """Return cards that stand twice: an AMP twin, another host's article, given addresses."""
        site = self.site
        own = site.articles_of(bureau)
        cards: list[tuple[Piece, str]] = []
        if page == 2 and len(own) > 30 and not site.only_clean and own[0].layout != "amp":
            cards.append((own[0], own[0].amp_url))
        if bureau == "www" and page == 1 and "bali" in site.listed and not site.only_clean:
            other = site.articles_of("bali")
            if len(other) > 6:
                cards.append((other[5], other[5].url))
        if page == 1:
            cards += [(own[0], url) for url in site.extra_cards.get(bureau, [])]
        return cards


def _http_date(stamp: float) -> str:
    return formatdate(stamp, usegmt=True)
