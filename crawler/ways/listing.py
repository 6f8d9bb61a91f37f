"""Any listing's page: /terkini, a section, a tag, a search or a day's index, about ten articles.

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

from crawler.items import DropReason, Kind, NotAnArticle
from crawler.layouts.page import Page
from crawler.layouts.refuse import notice_page
from crawler.urls import ArticleUrl
from crawler.ways.generic import read_longest_row
from crawler.ways.links import Link, Links, ListingPage, ListingShape, article_at
from crawler.ways.page import MAX_LINKS, open_page
from crawler.ways.pager import read_pager

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from crawler.ways.page import OpenPage


@dataclass(frozen=True, slots=True)
class Shape:
    """A listing's markup: the element of one article, and the link in it."""

    name: ListingShape
    item: str
    link: str
    many: bool = False
    """Whether one such element holds several articles: the list, and not a card."""


_RETNEWS_LINK = (
    ".card__post__title h2 a[href], .card__post__title h5 a[href], .card__post__title a[href], "
    ".article__content h5 a[href], .article__content a[href]"
)
SHAPES = (
    # www and en, 2024 to 2026: lists, and the grids of the theme's section pages. The side bar's
    # boxes have the same classes; the column tells.
    Shape(
        ListingShape.G3,
        ".wrapper__list__article .card__post, .wrapper__list__article .article__entry",
        _RETNEWS_LINK,
    ),
    Shape(ListingShape.G3, ".card__post-list, .article__entry", _RETNEWS_LINK),
    # www 2018 to 2024; regional hosts 2019 to 2026. Side boxes lack simple-big.
    Shape(ListingShape.G2, "article.simple-post.simple-big", "header h3 a[href], h3 a[href]"),
    # www's own list on its first page, same years.
    Shape(ListingShape.HOME, "div.terkini > article.simple-post", "h3 a[href], a[href]"),
    Shape(ListingShape.HOME, ".latest-news", "a[href]", many=True),
    # www to November 2017.
    Shape(ListingShape.G1, "ul.ul_rubrik > li", ".bxpd h3 a[href], .bxpd a[href], h3 a[href]"),
)


def read_listing(body: bytes | str, url: str) -> ListingPage:
    """Return the articles that a listing page names in its main column, and where it goes on.

    Args:
        body: the page, unpacked.
        url: its address, for relative links and the number of the page.

    Returns:
        articles of any bureau and kind, in the page's order.
    """
    page = open_page(body, url)
    return no_listing() if page is None else read_open_listing(page)


def no_listing() -> ListingPage:
    """Return what is said of an answer that is no page at all."""
    nothing = NotAnArticle(DropReason.EMPTY, "no markup")
    return ListingPage([], None, False, ListingShape.NONE, nothing)


def read_open_listing(page: OpenPage) -> ListingPage:
    """Return what `read_listing` returns, of a page that is open already."""
    pager = read_pager(page.tree, page.base, page.url)
    for shape in SHAPES:
        found = _read_shape(page, shape)
        if found:
            return ListingPage(found, pager.next_url, pager.present, shape.name)
    found = read_longest_row(page)
    if found:
        return ListingPage(found, pager.next_url, pager.present, ListingShape.GENERIC)
    return ListingPage([], pager.next_url, pager.present, ListingShape.NONE, _notice(page))


def _notice(page: OpenPage) -> NotAnArticle | None:
    """Return what a page without articles says of itself, if it is no empty listing."""
    host = urlsplit(page.url).hostname or ""
    nobody = ArticleUrl(host.partition(".")[0], 0, Kind.ARTICLE, f"https://{host}/", amp=False)
    return notice_page(Page(page.text, page.url, nobody))


def _read_shape(page: OpenPage, shape: Shape) -> list[Link]:
    links = Links[Link]()
    for item in page.tree.css(shape.item)[:MAX_LINKS]:
        if page.places.is_aside(item):
            continue
        # The first of the alternatives that holds an article: a title, not a "read also" box.
        for selector in shape.link.split(", "):
            if _add_all(links, item.css(selector), page.base, many=shape.many):
                break
    return links.as_list()


def _add_all(links: Links[Link], anchors: list[LexborNode], base: str, *, many: bool) -> bool:
    added = False
    for anchor in anchors:
        at = article_at(base, anchor.attributes.get("href"))
        if at is not None:
            links.add(at[1], Link(at[0]))
            added = True
            if not many:
                break
    return added
