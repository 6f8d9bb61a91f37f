"""What the listings of a site over years name: sections, tags, days, searches, feeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote_plus, unquote_plus

from tests.replica.listings import Shown
from tests.replica.parts import slugify
from tests.replica.pieces import Piece
from tests.replica.sections import LOCAL, menu_of, section_of
from tests.replica.shelf import EVERYTHING, SITEMAP, TERKINI, Row, Shelf
from tests.replica.text import long_date

if TYPE_CHECKING:
    from tests.replica.world import Site

FEED_LENGTH = 20


class Listings:
    """The listings of a site over years."""

    def __init__(self, site: Site, shelves: dict[str, Shelf]) -> None:
        self.site, self.shelves = site, shelves

    def newest(self, bureau: str) -> Row:
        """Return what /terkini names, newest first, as deep as it goes."""
        shelf = self.shelves[bureau]
        depth = self.site.terkini_depth.get(bureau)
        return Row(shelf, shelf.lists[TERKINI], depth and depth * self.site.page_size)

    # Feeds

    def feed(self, bureau: str, name: str) -> Sequence[Piece]:
        """Return what a feed names; nothing for one that is not there."""
        row = self._feed_row(bureau, name)
        if row is None:
            return []
        return row[1:FEED_LENGTH:2] if name == "top-news" else row[:FEED_LENGTH]

    def _feed_row(self, bureau: str, name: str) -> Row | None:
        if name in ("terkini", "news", "top-news"):
            return self.newest(bureau)
        if name not in self.feeds_of(bureau):
            return None
        shelf = self.shelves[bureau]
        path = section_of(shelf.host, LOCAL).path if name == "daerah" else name
        return shelf.row("section", path)

    def feeds_of(self, bureau: str) -> list[str]:
        """Return the names of a bureau's feeds; only www has one for each section."""
        sections = [one.path for one in menu_of(self.shelves[bureau].host)]
        return ["terkini", "top-news", "daerah", *(sections if bureau == "www" else [])]

    # Pages

    def shown(self, bureau: str, base: str, query: str) -> Shown | None:
        """Return what a listing names, None where there is none."""
        shelf = self.shelves[bureau]
        word, *rest = base.strip("/").split("/")
        if base == "/":
            return Shown(self.newest(bureau)[:10], "Beranda", "")
        if base == "/top-news":
            return Shown(self.newest(bureau)[1:40:2], "Top News", base)
        if base == "/terkini":
            return Shown(self.newest(bureau), "Terkini", base)
        if word == "tag" and rest:
            return self._unless_empty(shelf.row("tag", rest[-1]), f"Tag: {rest[-1]}", base)
        if word == "search":
            return self._search(shelf, rest, query)
        if word == "indeks":
            return self._indeks(bureau, rest)
        path = base.strip("/")
        return self._unless_empty(shelf.row("section", path), path.split("/")[-1].title(), base)

    @staticmethod
    def _unless_empty(row: Row, heading: str, base: str) -> Shown | None:
        return Shown(row, heading, base) if row else None

    # Days

    def _indeks(self, bureau: str, rest: list[str]) -> Shown | None:
        shelf = self.shelves[bureau]
        manner = self.site.indeks.get(bureau, "404")
        if manner == "newest":
            # Whatever day was asked for, and whatever section.
            row = self.newest(bureau)
            return Shown(row, "Indeks Berita", "/".join(["/indeks", *rest]), count=len(row))
        printed = rest[-1] if rest else self.site.now.astimezone(shelf.host.zone).strftime(DAY)
        day = day_of(printed)
        if manner != "days" or day is None or len(rest) > 2:
            return None
        row = shelf.row("indeks", day.isoformat())
        if len(rest) == 2:
            sections = {one.path for one in menu_of(shelf.host)}
            if rest[0] not in sections:
                return None
            own = [
                place
                for place in reversed(row.places())
                if shelf.entries[place].section.split("/")[0] == rest[0]
            ]
            row = Row(shelf, own)
        heading = f"Indeks Berita {long_date(day)}"
        return Shown(row, heading, "/".join(["/indeks", *rest]), count=len(row))

    # Words

    def _search(self, shelf: Shelf, rest: list[str], query: str) -> Shown | None:
        given = {name: values[0] for name, values in parse_qs(query).items()}
        words = given.get("q") or (unquote_plus(rest[0]) if rest else "")
        days = [given.get("startDate"), given.get("endDate")]
        if len(rest) == 3:
            days = list(rest[1:])
        bounds = [day_of(one) if one else None for one in days]
        if not slugify(words) or (any(days) and None in bounds):
            return None
        row = Row(shelf, self._found(shelf, words, bounds[0], bounds[1]))
        told = quote_plus(words)
        heading = f'Hasil pencarian "{words}"'
        if any(days):
            return Shown(row, heading, f"/search/{told}/{days[0]}/{days[1]}")
        if shelf.host.name == "www":
            return Shown(row, heading, f"/search?q={told}", by_query=True)
        return Shown(row, heading, f"/search/{told}")

    @staticmethod
    def _found(shelf: Shelf, words: str, since: date | None, until: date | None) -> list[int]:
        """Return the places of what a search finds: each word is one of a tag or the section."""
        wanted = set(slugify(words).split("-"))
        found = []
        for place in shelf.lists[EVERYTHING]:
            one = shelf.entries[place]
            if one.only is not None:
                continue
            if since and until and not since <= one.when.date() <= until:
                continue
            if wanted <= set("-".join([*one.tags, one.section.replace("/", "-")]).split("-")):
                found.append(place)
        return found

    # What is named

    def search(
        self, bureau: str, words: str, since: date | None = None, until: date | None = None
    ) -> set[int]:
        """Return the ids that a search on a host finds, days included."""
        shelf = self.shelves[bureau]
        return set(Row(shelf, self._found(shelf, words, since, until)).numbers())

    def sitemap(self, bureau: str) -> Row:
        """Return what the sitemaps of a host name; nothing where it has none."""
        shelf = self.shelves[bureau]
        return Row(shelf, shelf.lists.get(SITEMAP, []))

    def named(self, bureau: str) -> dict[str, Iterable[int]]:
        """Return for each way the ids that its listings name at this moment."""
        shelf = self.shelves[bureau]
        feeds = [self.feed(bureau, name) for name in self.feeds_of(bureau)]
        named: dict[str, Iterable[int]] = {
            "feed": {one.article_id for many in feeds for one in many},
            "terkini": self.newest(bureau).numbers(),
            "sitemap": self.sitemap(bureau).numbers(),
        }
        for way in ("section", "tag", "indeks"):
            rows = [Row(shelf, places) for where, places in shelf.lists.items() if where[0] == way]
            named[way] = set(chain.from_iterable(row.numbers() for row in rows))
        return named


DAY = "%d-%m-%Y"


def day_of(text: str) -> date | None:
    """Read a day as addresses carry it, DD-MM-YYYY; None for anything else."""
    try:
        return datetime.strptime(text, DAY).date()  # noqa: DTZ007
    except ValueError:
        return None
