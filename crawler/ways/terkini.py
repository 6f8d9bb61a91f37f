"""The way of the listings: /terkini/<n>, newest first, about ten a page, one after the other.

Links come from the main column only. Mega-menus, side bars, related boxes and popular lists
carry article links too, and old ones (the regional menus of January 2026 were months old).

A known shape is one line of `SHAPES`. For markup that none of them knows, a redesign for
instance, `crawler.ways.generic` names the articles of the page's longest row, and the
summary of the run says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.items import DropReason, Kind, NotAnArticle
from crawler.layouts.decode import decode
from crawler.layouts.page import Page
from crawler.layouts.refuse import notice_page
from crawler.urls import ArticleUrl
from crawler.ways.generic import read_longest_row
from crawler.ways.links import (
    Link,
    Links,
    ListingPage,
    ListingShape,
    absolute,
    article_at,
)
from crawler.ways.pager import read_pager
from crawler.ways.places import is_aside

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


@dataclass(frozen=True, slots=True)
class Shape:
    """A listing's markup: the element of one article, and the link in it."""

    name: ListingShape
    item: str
    link: str
    many: bool = False
    """Whether one such element holds several articles: the list, and not a card."""


SHAPES = (
    # www and en, 2024 to 2026. The side bar is <aside class="wrapper__list__article">.
    Shape(
        ListingShape.G3,
        "div.wrapper__list__article .card__post",
        ".card__post__title h2 a[href], .card__post__title h5 a[href], .card__post__title a[href]",
    ),
    # www 2018 to 2024; regional hosts 2019 to 2026. Side boxes lack simple-big.
    Shape(ListingShape.G2, "article.simple-post.simple-big", "header h3 a[href], h3 a[href]"),
    # www's own list on its first page, same years.
    Shape(ListingShape.HOME, "div.terkini > article.simple-post", "h3 a[href], a[href]"),
    Shape(ListingShape.HOME, ".latest-news", "a[href]", many=True),
    # www to November 2017.
    Shape(ListingShape.G1, "ul.ul_rubrik > li", ".bxpd h3 a[href], .bxpd a[href], h3 a[href]"),
)


def read_terkini(body: bytes | str, url: str) -> ListingPage:
    """Return the articles that a listing page names in its main column, and where it goes on.

    Args:
        body: the page, unpacked.
        url: its address, for relative links and the number of the page.

    Returns:
        articles of any bureau and kind, in the page's order.
    """
    text = decode(body)[0]
    if "<" not in text:
        nothing = NotAnArticle(DropReason.EMPTY, "no markup")
        return ListingPage([], None, False, ListingShape.NONE, nothing)
    page = LexborHTMLParser(text)
    base = _base(page, url)
    pager = read_pager(page, base, url)
    for shape in SHAPES:
        found = _read_shape(page, base, shape)
        if found:
            return ListingPage(found, pager.next_url, pager.present, shape.name)
    found = read_longest_row(page, base)
    if found:
        return ListingPage(found, pager.next_url, pager.present, ListingShape.GENERIC)
    instead = _notice(text, url)
    return ListingPage([], pager.next_url, pager.present, ListingShape.NONE, instead)


def _notice(text: str, url: str) -> NotAnArticle | None:
    """Return what a page without articles says of itself, if it is no empty listing."""
    host = urlsplit(url).hostname or ""
    nobody = ArticleUrl(host.partition(".")[0], 0, Kind.ARTICLE, f"https://{host}/", amp=False)
    return notice_page(Page(text, url, nobody))


def _base(page: LexborHTMLParser, url: str) -> str:
    element = page.css_first("base[href]")
    return (absolute(url, element.attributes.get("href")) if element else None) or url


def _read_shape(page: LexborHTMLParser, base: str, shape: Shape) -> list[Link]:
    links = Links()
    for item in page.css(shape.item):
        if is_aside(item):
            continue
        # The first of the alternatives that holds an article: a title, not a "read also" box.
        for selector in shape.link.split(", "):
            if _add_all(links, item.css(selector), base, many=shape.many):
                break
    return links.as_list()


def _add_all(links: Links, anchors: list[LexborNode], base: str, *, many: bool) -> bool:
    added = False
    for anchor in anchors:
        at = article_at(base, anchor.attributes.get("href"))
        if at is not None:
            links.add(at[1], Link(at[0]))
            added = True
            if not many:
                break
    return added
