"""The way of the date index: /indeks/DD-MM-YYYY[/<n>], all articles of one day, ten a page.

Its header announces how many there are, "(12 berita)", so that what was found can be checked.
Seen on www from 2019 to 2022; a host that does not know the address may answer with something
else, its newest articles for instance, so what the page itself says of its day is read too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from crawler.bureaus import DEFAULT_ZONE, zone_of
from crawler.date_forms import PRINTED
from crawler.dates import printed_moment
from crawler.items import Precision
from crawler.ways.days import INDEKS_PATH, address_day, day_of_address
from crawler.ways.headings import read_headings
from crawler.ways.links import ListingPage, absolute
from crawler.ways.listing import no_listing, read_open_listing
from crawler.ways.page import open_page
from crawler.ways.pager import PAGERS, check_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.bureaus import Bureau
    from crawler.ways.headings import Heading
    from crawler.ways.page import OpenPage

_NUMBER = r"(?<![\d.,/:-])([0-9]{1,3}(?:[.,\s][0-9]{3}){1,2}|[0-9]{1,7})"
_ARTICLES = r"(?:buah\s+)?(?:berita|artikel|news|articles?)"
_IN_BRACKETS = re.compile(rf"[(\[]\s*{_NUMBER}\s*{_ARTICLES}\s*[)\]]", re.IGNORECASE)
_IN_WORDS = re.compile(
    rf"(?:^|\s){_NUMBER}\s*{_ARTICLES}"
    r"(?=\W*$|\s+(?:pada|untuk|tanggal|hari\s+ini|ditemukan|on|for|found)\b)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^\W*(?:tidak|belum)\s+ada\s+(?:berita|artikel)\b|^\W*no\s+(?:news|articles?)\b", re.IGNORECASE
)
_SAYS_INDEX = re.compile(r"\b(?:indeks(?!\s+harga)|index|arsip|archive|tanggal)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class IndeksPage(ListingPage):
    """A listing page, with what it says of the whole day."""

    announced: int | None = None
    """How many articles the day has, by the page's header; None where it does not say."""
    day: str | None = None
    """The day that the page says it lists, YYYY-MM-DD; None where it does not say. A pager that
    repeats the address asked for says nothing."""


def indeks_page(bureau: Bureau, day: str, number: int = 1, section: str | None = None) -> str:
    """Return the address of a page of a day's index.

    Args:
        bureau: whose.
        day: YYYY-MM-DD, of the bureau's zone.
        number: the page's, from 1 on.
        section: a section's path, for its articles only.

    Raises:
        ValueError: for what is no such day, or a number below 1.
    """
    check_number(number)
    words = ["indeks", *quote((section or "").strip("/")).split("/"), address_day(day)]
    if number > 1:
        words.append(str(number))
    return f"https://{bureau.host}/{'/'.join(word for word in words if word)}"


def read_indeks(body: bytes | str, url: str) -> IndeksPage:
    """Return what a page of a day's index names and says of itself.

    Args:
        body: the page, unpacked.
        url: its address.

    Returns:
        As `read_listing`; a pager that leads to another day than the address, or out of the index,
        leads nowhere.
    """
    page = open_page(body, url)
    listing = no_listing() if page is None else read_open_listing(page)
    announced = day = None
    next_url = listing.next_url
    if page is not None:
        headings = list(read_headings(page, listing))
        announced = _announced(headings, empty=not listing.found)
        day = _day(page, headings)
        if next_url and _leads_elsewhere(next_url, url):
            next_url = None
    return IndeksPage(
        listing.found, next_url, listing.has_pager, listing.shape, listing.instead, announced, day
    )


def _leads_elsewhere(next_url: str, url: str) -> bool:
    there, here = day_of_address(next_url), day_of_address(url)
    if there is None:
        return here is not None and not urlsplit(next_url).path.startswith("/indeks")
    return there != here


def _announced(headings: list[Heading], *, empty: bool) -> int | None:
    """Return the number in the likeliest place: in brackets, in a heading, beside the day."""
    found: list[tuple[bool, bool, bool, int, int]] = []
    for order, heading in enumerate(headings):
        # The year of a date is no number of articles: "Indeks 12 Januari 2025 Berita".
        text = PRINTED.sub(" | ", heading.text)
        bracketed = _IN_BRACKETS.search(text)
        number = bracketed or _IN_WORDS.search(text)
        if number:
            says = text != heading.text or _SAYS_INDEX.search(text) is not None
            count = int(re.sub(r"\D", "", number[1]))
            found.append((not bracketed, not says, not heading.marked, order, count))
    if found:
        return min(found)[-1]
    return 0 if empty and any(_NOTHING.search(heading.text) for heading in headings) else None


def _day(page: OpenPage, headings: list[Heading]) -> str | None:
    """Return the day by the heading that tells of the index, another heading, title or pager.

    A day without such a word may be today's, printed at the top; then it has no place in the
    main column, or a time beside it.
    """
    zone = zone_of(page.bureau.name) if page.bureau else DEFAULT_ZONE
    title = page.tree.css_first("title")
    plain = [each.text for each in headings if each.marked and each.in_main]
    for text in (
        *(each.text for each in headings if _tells_of_index(each.text)),
        *(text for text in plain if not _tells_of_index(text)),
        *(text for text in [title.text() if title else ""] if _tells_of_index(text)),
    ):
        moment = printed_moment(text, zone)
        if moment is not None and moment.precision is Precision.DAY:
            return moment.day
    days = set(_days_of_pager(page))
    # A host that ignores the day still hands on the address that it was asked for.
    days -= {day_of_address(page.url)}
    return days.pop() if len(days) == 1 else None


def _tells_of_index(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_SAYS_INDEX, _IN_BRACKETS))


def _days_of_pager(page: OpenPage) -> Iterator[str]:
    """Yield the days of links to numbered pages; "yesterday" and "tomorrow" have no number."""
    for box in page.tree.css(PAGERS):
        for anchor in box.css("a[href]"):
            url = absolute(page.base, anchor.attributes.get("href"))
            day = day_of_address(url) if url else None
            if url is None or day is None:
                continue
            path = INDEKS_PATH.fullmatch(urlsplit(url).path)
            if anchor.text().strip().isdecimal() or (path and path["number"]):
                yield day
