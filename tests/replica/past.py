"""Fills a site with years of articles: when each appeared, and which listings name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.replica.calendar import numbered
from tests.replica.hosts import HOSTS
from tests.replica.odd import ODDS, Odd
from tests.replica.rhythm import spread
from tests.replica.shelf import Entry, Shelf, entry_of

if TYPE_CHECKING:
    from tests.replica.world import Site

YEAR = timedelta(days=365.25)
YEARS_BUREAUS = ("www", "sumsel", "jateng", "kalteng", "bali", "ambon", "papuatengah", "gorontalo")
"""Eight bureaus with every manner that hosts have here."""
INDEKS = {"www": "days", "sumsel": "days", "bali": "days", "ambon": "newest"}
"""What /indeks/DD-MM-YYYY answers, where it answers: that day, or the newest whatever the day."""
SITEMAPS = ("jateng",)
ONLY: Mapping[str, float] = {"section": 0.01, "tag": 0.005, "indeks": 0.01, "sitemap": 0.02}
"""The share of the articles that one way alone names, on hosts that have it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What one bureau got."""

    shelf: Shelf
    unlisted: list[int]
    odd: dict[int, Odd]


def fill(site: Site, bureau: str, count: int, decoys: int) -> Filled:
    """Return the shelf of a bureau.

    Args:
        site: Whose it is; tells the years, the time and the listings that hosts have.
        bureau: Short name.
        count: About how many articles appear in the years before the site's time.
        decoys: How many more there are that no listing names.
    """
    assert site.years
    host, now = HOSTS[bureau], site.now
    span = YEAR * site.years
    later = round(count * (site.ahead / span))
    times = spread(host, count + decoys, now - span, now, site.seed)
    times += spread(host, later, now, now + site.ahead, site.seed, "ahead") if later else []
    ways = {"terkini", "section", "tag"}
    ways |= {"indeks"} if site.indeks.get(bureau) == "days" else set()
    ways |= {"sitemap"} if bureau in site.sitemaps else set()
    only = {way: share for way, share in site.only.items() if way in ways}
    entries = [
        entry_of(host, site.seed, number, when, only) for number, when in numbered(host, times, now)
    ]
    unlisted = _hide(entries, count + decoys, decoys)
    odd = {} if site.only_clean else _misplace(site, bureau, entries, count)
    clock = _Clock(site)
    shelf = Shelf(host, site.seed, entries, frozenset(ways), frozenset(odd), clock)
    return Filled(shelf, unlisted, odd)


@dataclass(frozen=True, slots=True)
class _Clock:
    site: Site

    def __call__(self) -> datetime:
        return self.site.now


def _hide(entries: list[Entry], past: int, decoys: int) -> list[int]:
    """Take some articles of the past, spread evenly, out of all listings; their ids."""
    step = max(1, past // (decoys + 1))
    places = [step * n for n in range(1, decoys + 1) if step * n < len(entries)]
    for place in places:
        entries[place] = replace(entries[place], only="menu", link="plain")
    return [entries[place].number for place in places]


def _misplace(site: Site, bureau: str, entries: list[Entry], past: int) -> dict[int, Odd]:
    """Choose the addresses that answer with no article, spread over the years."""
    odds = [one for one in ODDS if one[1] == bureau and one[0] not in frozenset(site.without)]
    if past < 12 * len(odds):
        return {}
    found = {}
    for n, (name, _, reasons, status) in enumerate(odds):
        place = past * (2 * n + 1) // (2 * len(odds)) + 1
        while entries[place].only is not None:
            place += 1
        entries[place] = replace(entries[place], link="plain")
        found[entries[place].number] = Odd(name, reasons, status)
    return found
