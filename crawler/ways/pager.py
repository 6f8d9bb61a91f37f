"""Where a listing goes on: by its own pager, and by counting where it has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.urls import identify
from crawler.ways.links import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

PAGERS = "ul.pagination, ol.pagination, div.pagination, nav.pagination, .pagination-area, .pager"
"""AdMag has ul.pagination, Retnews div.pagination-area > div.pagination."""
_ANCHORS = ", ".join(f"{box} a" for box in PAGERS.split(", "))
_MOST_LINKS = 200

_NEXT = re.compile(
    r"^\W*(?:next|selanjutnya|berikutnya|lanjut|older)\b(?:\s*(?:page|halaman))?\W*$", re.IGNORECASE
)
_ARROWS = ("›", ">", "→", "»", ">>")
_NUMBER = re.compile(r"^\d{1,6}$")
_IN_QUERY = re.compile(r"^(.*[?&](?:page|halaman|hal|p)=)(\d{1,6})((?:&.*)?)$")
"""www counts the pages of a search in the query."""
_BESIDE = "a[href*='='], [data-url*='='], [data-href*='='], [data-next*='=']"
_MOST_BESIDE = 2000
_LAST_SEGMENT = re.compile(r"^([^?]*/)(\d{1,6})(/?(?:\?.*)?)$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An address that carries a number, and what stands around it."""

    before: str
    number: int
    after: str

    def at(self, number: int) -> str:
        """Return the address of this form with another number."""
        return f"{self.before}{number}{self.after}"


def numbered(url: str) -> Numbered | None:
    """Return where an address carries a number, as those of pages do; None if it has none.

    >>> numbered("https://bali.antaranews.com/terkini/7").at(8)
    'https://bali.antaranews.com/terkini/8'
    """
    match = _IN_QUERY.match(url) or _LAST_SEGMENT.match(url)
    return Numbered(match[1], int(match[2]), match[3]) if match else None


def form_of_page(url: str | None, number: int) -> Numbered | None:
    """Return the form of the addresses of pages where this is the one of a page; else None.

    Args:
        url: what a pager leads to; None where it leads nowhere.
        number: of the page that it leads to.

    >>> form_of_page("https://bali.antaranews.com/terkini?page=2", 2).at(9)
    'https://bali.antaranews.com/terkini?page=9'
    >>> form_of_page("https://bali.antaranews.com/terkini/10", 2) is None
    True
    """
    form = None if url is None else numbered(url)
    return form if form is not None and form.number == number else None


@dataclass(frozen=True, slots=True)
class Pager:
    """Whether a page has a pager, and its link to the next page."""

    present: bool
    next_url: str | None


def listing_page(first: str, number: int) -> str:
    """Return the address of a page of /terkini, a section or a tag, where no pager says it.

    Args:
        first: the address of the listing's first page; its query is left out.
        number: from 1 on.

    Raises:
        ValueError: for a number below 1.
    """
    check_number(number)
    first = first.partition("#")[0].partition("?")[0].rstrip("/")
    return first if number == 1 else f"{first}/{number}"


def check_number(number: int) -> None:
    """Refuse what is no page's number.

    Raises:
        ValueError: for a number below 1.
    """
    if number < 1:
        raise ValueError(f"there is no page {number}: pages are counted from 1")


def read_pager(page: LexborHTMLParser, base: str, url: str) -> Pager:
    """Return what the pager says.

    In the order of trust: rel=next, a link with the number after the current page's, a link
    called Next, » or Selanjutnya. Only addresses of the same host that are no article's count.
    Where none of these is there, a link anywhere to this listing with the next number in the query.
    Where the addresses carry the pages' numbers, a link that leads beyond the next number is not
    the next page, whatever it is called: on some themes » is the last one. Then the next page's
    address is made of that link's, so that no page between is passed over.

    Args:
        page: the parsed page.
        base: the address that relative links start from.
        url: the page's own address.
    """
    boxes = page.css(PAGERS)
    # Each once, however its boxes are nested.
    anchors = list({anchor.mem_id: anchor for anchor in page.css(_ANCHORS)}.values())[:_MOST_LINKS]
    links = [_link(anchor, base, url) for anchor in anchors]
    current = _current(boxes, links, url)
    marked = [_link(each, base, url) for each in page.css("link[rel~=next], a[rel~=next]")]
    next_url = _next_of([*marked, *_ranked(links, current)], links, current)
    return Pager(bool(anchors), next_url or _beside(page, base, url))


@dataclass(frozen=True, slots=True)
class _Link:
    """A link of a pager: what it is called, and where it leads."""

    label: str
    title: str
    url: str | None
    """None for what leads to no page of this host."""

    @property
    def called(self) -> int | None:
        """The number that it is called by."""
        return int(self.label) if _NUMBER.match(self.label) else None

    @property
    def form(self) -> Numbered | None:
        """Where its address carries a number."""
        return None if self.url is None else numbered(self.url)


def _link(anchor: LexborNode, base: str, url: str) -> _Link:
    return _Link(
        " ".join(anchor.text().split()),
        anchor.attributes.get("aria-label") or anchor.attributes.get("title") or "",
        _same_listing(absolute(base, anchor.attributes.get("href")), url),
    )


def _next_of(ranked: Iterable[_Link], links: Sequence[_Link], current: int) -> str | None:
    """Return the address of the next page by the pager's links, the most trusted first."""
    by_pages = _count_pages(links)
    beyond: Numbered | None = None
    for link in ranked:
        if link.url is None:
            continue
        form = link.form
        # What an address counts that is not its page, articles for instance, says nothing here.
        if form is None or not by_pages or form.number <= current + 1:
            return link.url
        beyond = beyond or form
    if beyond is None and by_pages:
        beyond = next((form for form in _page_forms(links) if form.number > current), None)
    return None if beyond is None else beyond.at(current + 1)


def _beside(page: LexborHTMLParser, base: str, url: str) -> str | None:
    """Return what leads to this listing's next page by the query, without being in a pager.

    "Muat lebih banyak" is such a link, or a button. Where paths carry the pages' numbers, the next
    address is computed, and needs no such link.
    """
    own = _IN_QUERY.match(url)
    number = int(own[2]) + 1 if own else 2
    path = urlsplit(url).path.rstrip("/")
    for node in page.css(_BESIDE)[:_MOST_BESIDE]:
        for name in ("href", "data-url", "data-href", "data-next"):
            found = _same_listing(absolute(base, node.attributes.get(name)), url)
            if found is None:
                continue
            match = _IN_QUERY.match(found)
            if match and int(match[2]) == number and urlsplit(found).path.rstrip("/") == path:
                return found
    return None


def _page_forms(links: Sequence[_Link]) -> list[Numbered]:
    """Return the addresses of the form that the links called by their own numbers have."""
    forms = [(link.called, form) for link in links if (form := link.form) is not None]
    own = {form.at(0) for called, form in forms if called == form.number}
    return [form for _, form in forms if form.at(0) in own]


def _count_pages(links: Iterable[_Link]) -> bool:
    """Tell whether the numbers in the addresses are the pages'; where nothing speaks against it."""
    pairs = [(link.called, form.number) for link in links if (form := link.form) is not None]
    said = [called == number for called, number in pairs if called is not None]
    return any(said) or not said


def _ranked(links: Sequence[_Link], current: int) -> Iterator[_Link]:
    for link in links:
        if link.called == current + 1:
            yield link
    for link in links:
        if _NEXT.match(link.label) or _NEXT.match(link.title):
            yield link
    # On some themes » is the last page: only where nothing better is there.
    for arrow in _ARROWS:
        for link in links:
            if link.label == arrow:
                yield link


def _current(boxes: Iterable[LexborNode], links: Iterable[_Link], url: str) -> int:
    """Return the number of the page: as the pager marks it, else as its address ends."""
    for box in boxes:
        for node in box.css(".active, .current, [aria-current]"):
            label = node.text().strip()
            if _NUMBER.match(label):
                return int(label)
    own = url.partition("#")[0].rstrip("/")
    # The first page of the tag 2024 ends with a number that is not its own.
    if any(form.before.rstrip("/") == own for link in links if (form := link.form) is not None):
        return 1
    here = numbered(own)
    return 1 if here is None else here.number


def _same_listing(found: str | None, url: str) -> str | None:
    """Return a next page's address with the page's own scheme; None for what is no next page."""
    if found is None:
        return None
    there, here = urlsplit(found), urlsplit(url)
    if (there.hostname or "") != (here.hostname or "") or identify(found) is not None:
        return None
    if (there.path.rstrip("/"), there.query) == (here.path.rstrip("/"), here.query):
        return None
    return there._replace(scheme=here.scheme, netloc=here.netloc).geturl()
