"""Where a listing goes on: by its own pager, and by counting where it has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.urls import identify
from crawler.ways.links import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

PAGERS = "ul.pagination, ol.pagination, div.pagination, nav.pagination, .pagination-area, .pager"
"""AdMag has ul.pagination, Retnews div.pagination-area > div.pagination."""

_NEXT = re.compile(
    r"^\W*(?:next|selanjutnya|berikutnya|lanjut|older)\b(?:\s*(?:page|halaman))?\W*$", re.IGNORECASE
)
_ARROWS = ("›", ">", "→", "»", ">>")
_NUMBER = re.compile(r"^\d{1,6}$")
_LAST_SEGMENT = re.compile(r"/(\d{1,6})/?$")
_PAGE_OF_QUERY = re.compile(r"(?:^|&)page=(\d{1,6})(?:&|$)")
"""www counts the pages of a search in the query."""


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

    Args:
        page: the parsed page.
        base: the address that relative links start from.
        url: the page's own address.
    """
    boxes = page.css(PAGERS)
    anchors = [anchor for box in boxes for anchor in box.css("a")]
    for anchor in _ranked(page, anchors, _current(boxes, url)):
        found = _same_listing(absolute(base, anchor.attributes.get("href")), url)
        if found is not None:
            return Pager(present=True, next_url=found)
    return Pager(present=bool(anchors), next_url=None)


def _ranked(
    page: LexborHTMLParser, anchors: list[LexborNode], current: int
) -> Iterator[LexborNode]:
    yield from page.css("link[rel~=next], a[rel~=next]")
    labelled = [(" ".join(anchor.text().split()), anchor) for anchor in anchors]
    for label, anchor in labelled:
        if _NUMBER.match(label) and int(label) == current + 1:
            yield anchor
    for label, anchor in labelled:
        aria = anchor.attributes.get("aria-label") or anchor.attributes.get("title") or ""
        if _NEXT.match(label) or _NEXT.match(aria):
            yield anchor
    # On some themes » is the last page: only where nothing better is there.
    for arrow in _ARROWS:
        for label, anchor in labelled:
            if label == arrow:
                yield anchor


def _current(boxes: list[LexborNode], url: str) -> int:
    """Return the number of the page: as the pager marks it, else as its address ends."""
    for box in boxes:
        for node in box.css(".active, .current, [aria-current]"):
            label = node.text().strip()
            if _NUMBER.match(label):
                return int(label)
    parts = urlsplit(url)
    match = _LAST_SEGMENT.search(parts.path) or _PAGE_OF_QUERY.search(parts.query)
    return int(match[1]) if match else 1


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
