"""Naming the articles of a listing whose markup is not known.

A listing is a row: siblings of one kind, each with a link to another article. The longest
such row outside menus and side bars is taken for the main column, and rows whose members
have a heading count more, because lists of mere links are boxes at the side.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from crawler.ways.links import Link, Links, article_at
from crawler.ways.page import MAX_LINKS
from crawler.ways.places import ancestors

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from crawler.urls import ArticleUrl
    from crawler.ways.page import OpenPage

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
MAX_DEPTH = 8
"""How far above a link its place in the row may be."""


@dataclass(slots=True)
class _Anchor:
    article: ArticleUrl
    url: str
    heading: bool


@dataclass(slots=True)
class _Row:
    """Siblings with one tag below one parent."""

    order: int
    members: dict[int, list[_Anchor]] = field(default_factory=dict)
    in_main: bool = False

    def weight(self) -> tuple[bool, float, int]:
        keys = {
            (a.article.bureau, a.article.article_id)
            for anchors in self.members.values()
            for a in anchors
        }
        headed = sum(any(a.heading for a in anchors) for anchors in self.members.values())
        # A member with several articles is a section of the page, not an article's card.
        rows = min(len(self.members), len(keys))
        return self.in_main, rows + headed, -self.order


def read_longest_row(page: OpenPage) -> list[Link]:
    """Return the articles of the longest row of siblings that each link to another article.

    Returns:
        at least two articles, or none.
    """
    rows: dict[tuple[int, str], _Row] = {}
    for order, node in enumerate(page.tree.css("a[href]")[:MAX_LINKS]):
        at = article_at(page.base, node.attributes.get("href"))
        place = page.places.of(node)
        if at is None or place.aside:
            continue
        chain = list(islice(ancestors(node), MAX_DEPTH))
        anchor = _Anchor(at[1], at[0], _in_heading(node, chain))
        member = node
        for parent in chain:
            row = rows.setdefault((parent.mem_id, member.tag or ""), _Row(order))
            row.members.setdefault(member.mem_id, []).append(anchor)
            row.in_main |= place.in_main
            member = parent
    best = max(rows.values(), key=_Row.weight, default=None)
    if best is None:
        return []
    links = _links(best)
    return links if len(links) > 1 else []


def _links(row: _Row) -> list[Link]:
    links = Links[Link]()
    for anchors in row.members.values():
        titled = [a for a in anchors if a.heading]
        for a in titled or anchors:
            links.add(a.article, Link(a.url))
    return links.as_list()


def _in_heading(node: LexborNode, chain: list[LexborNode]) -> bool:
    return any(parent.tag in HEADINGS for parent in chain[:3]) or any(
        child.tag in HEADINGS for child in node.iter()
    )
