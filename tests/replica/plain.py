"""What the listings of a small site name: everything it has, in lists made whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tests.replica.listings import Shown
from tests.replica.parts import slugify
from tests.replica.pieces import Piece

if TYPE_CHECKING:
    from tests.replica.world import Site


class PlainListings:
    """The listings of a site without years."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def newest(self, bureau: str) -> Sequence[Piece]:
        """Return what /terkini names, newest first."""
        return self.site.listed[bureau]

    def feed(self, bureau: str, name: str) -> Sequence[Piece]:
        """Return what a feed names; nothing for one that is not there."""
        newest = self.site.listed[bureau]
        if name in ("terkini", "news"):
            return newest[:20]
        if name == "top-news":
            return newest[1:20:2]
        if name == "daerah":
            return [one for one in newest if one.category == "Lintas Daerah"][:20]
        return [one for one in newest if slugify(one.category or "") == name][:20]

    def shown(self, bureau: str, base: str, query: str) -> Shown | None:
        """Return what a listing names, None where there is none."""
        cards = self._cards(bureau, base, query)
        if not cards:
            return None
        heading = base.strip("/").split("/")[-1].replace("-", " ").title() or "Beranda"
        return Shown(cards, heading, base)

    def _cards(self, bureau: str, base: str, query: str) -> Sequence[Piece]:
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

    def named(self, bureau: str) -> dict[str, Iterable[int]]:
        """Return for each way the ids that its listings name at this moment."""
        pieces = self.site.listed[bureau]
        return {
            "feed": [one.article_id for one in self.feed(bureau, "terkini")],
            "terkini": [one.article_id for one in pieces],
            "section": [one.article_id for one in pieces if one.category],
            "tag": [one.article_id for one in pieces if one.tags],
        }
