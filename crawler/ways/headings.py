"""What a listing says of itself above its first article: headings, counts, dates.

Not what stands in menus, side boxes, cards and links: a headline may hold any number and date.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from crawler.urls import identify
from crawler.ways.links import ListingShape, article_at
from crawler.ways.places import Column, ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from crawler.urls import ArticleUrl
    from crawler.ways.links import ListingPage
    from crawler.ways.page import OpenPage

LONGEST = 200
"""Characters of a heading; what is longer is a text."""

_MOST_TEXTS = 4000
"""Pieces of text above the first article that are looked at; a large menu has hundreds."""
_DEEPEST = 100
"""Elements around a heading."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    {"b", "big", "em", "font", "i", "label", "mark", "small", "span", "strong", "sup", "time", "u"}
)
_SILENT = frozenset({"a", "button", "option", "script", "select", "style", "template", "textarea"})
_CARDS = frozenset({"simple-post", "news-block", "card__post", "article__entry", "bxpd"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A short text above the list."""

    text: str
    """On one line."""
    marked: bool
    """Whether it is marked as a heading, h1 to h6."""
    in_main: bool
    """Whether it surely stands in the main column, by the page's grid or its <main>."""


def read_headings(page: OpenPage, listing: ListingPage) -> Iterator[Heading]:
    """Yield the short texts of the main column above the first article, in their order.

    In markup that is not known only what is marked as a heading: a card's parts may stand
    above its link.

    Args:
        page: the page.
        listing: what was read from it. Where it names no article, the whole column counts.
    """
    lines = _Lines()
    for node in islice(_texts(page, listing), _MOST_TEXTS):
        chain = list(islice(ancestors(node), _DEEPEST + 1))
        if len(chain) > _DEEPEST or any(_is_silent(each) for each in chain):
            continue
        line = lines.take(node, chain)
        place = page.places.of(chain[0])
        if not line or place.far_aside or place.column is Column.SIDE:
            continue
        marked = any(each.tag in _HEADINGS for each in chain)
        if marked or listing.shape is not ListingShape.GENERIC:
            yield Heading(line, marked, place.column is Column.MAIN or place.in_main)


def _texts(page: OpenPage, listing: ListingPage) -> Iterator[LexborNode]:
    """Yield the page's pieces of text up to the first article of the listing."""
    first = identify(listing.found[0].url) if listing.found else None
    body = page.tree.body
    for node in body.traverse(include_text=True) if body is not None else ():
        if node.tag == "-text":
            if (node.text_content or "").strip():
                yield node
        elif node.tag == "a" and first is not None:
            at = article_at(page.base, node.attributes.get("href"))
            if at is not None and _key(at[1]) == _key(first) and not page.places.is_aside(node):
                return


class _Lines:
    """Puts the pieces of text together that stand on one line: "(", "12" in bold, " berita)"."""

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._long: set[int] = set()

    def take(self, node: LexborNode, chain: list[LexborNode]) -> str:
        """Return the line that a piece of text is on; "" if it is too long or was returned.

        Args:
            node: the piece.
            chain: its ancestors, the nearest first.
        """
        block, line = node, _squash(node.text_content or "")
        for parent in chain:
            if parent.mem_id in self._long:
                break
            whole = _squash(parent.text(deep=True))
            if len(whole) > LONGEST:
                self._long.add(parent.mem_id)
                break
            block, line = parent, whole
            if parent.tag not in _INLINE:
                break
        if block.mem_id in self._taken or len(line) > LONGEST:
            return ""
        self._taken.add(block.mem_id)
        return line


def _is_silent(node: LexborNode) -> bool:
    names = (node.attributes.get("class") or "").split()
    return node.tag in _SILENT or not _CARDS.isdisjoint(names)


def _key(article: ArticleUrl) -> tuple[str, int, str]:
    return article.bureau, article.article_id, article.kind


def _squash(text: str) -> str:
    return " ".join(text.split())
