"""Which places of a page are not its main column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

ASIDE_TAGS = {"aside", "nav", "footer", "header", "template", "noscript", "dialog"}

# As any part of a class or id: "sidebar-left", "news_popular", "megamenu".
_PARTS = re.compile(
    r"(?:^|[-_])(?:side-?bar|mega-?menu|menu|navbar|nav|dropdown|footer|related|terkait|popular|"
    r"populer|terpopuler|trending|most-?read|breadcrumbs?|offcanvas|ticker|banner|iklan|"
    r"comments?|share|read-?also|baca-?juga)(?:$|[-_\d])"
)
# Only as a whole class or id: as a part they are common in what is a main column.
_WHOLE = {"widget", "side", "mega", "aside", "breaking", "sticky-top", "right-column"}
# A class such as "with-sidebar" tells how the page is divided, and stands on the main column.
_MODIFIER = re.compile(r"^(?:with|has|no|without|is)[-_]")
_ROLES = {"navigation", "complementary", "menu"}
_MENUS = "nav, [role=navigation], [class*=menu], [class*=nav], [id*=menu], [id*=nav]"

# Columns of a Bootstrap grid, which both themes stand on.
_WIDE = re.compile(r"(?:^|\s)col-(?:[a-z]{2}-)?(?:7|8|9|10)(?:$|\s)")
_NARROW = re.compile(r"(?:^|\s)col-(?:[a-z]{2}-)?(?:2|3|4|5)(?:$|\s)")
_MOST_COLUMNS = 12
_RETNEWS_LIST = "wrapper__list__article"


class Column(StrEnum):
    """Where a page's grid puts something, by the outermost column that tells."""

    MAIN = "main"
    SIDE = "side"  # narrow, beside a wide one: a grid of cards has narrow columns too
    NONE = "none"  # there is no such grid


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands."""

    aside: bool = False
    """In a menu, a side bar, a header, a footer or a related box.

    A header inside an <article> is the article's own and no place aside. Neither is the list
    that the theme Retnews writes as <aside> in its main column.
    """
    far_aside: bool = False
    """The same, but a header without a menu in it and an article's footer, where tags stand,
    belong to the column too."""
    column: Column = Column.NONE
    in_main: bool = False
    """Inside <main>."""
    in_article: bool = False
    in_header: bool = False


class Places:
    """The places of one page's elements.

    What was found is kept, because cards share their ancestors: a page may nest them thousands
    deep.
    """

    def __init__(self) -> None:
        self._known: dict[int, Place] = {}

    def of(self, node: LexborNode) -> Place:
        """Return where an element stands, its own name included."""
        between = []
        place = Place()
        for each in chain((node,), ancestors(node)):
            known = self._known.get(each.mem_id)
            if known is not None:
                place = known
                break
            between.append(each)
        for each in reversed(between):
            place = self._known[each.mem_id] = _below(place, each)
        return place

    def is_aside(self, node: LexborNode) -> bool:
        """Tell whether an element is outside the main column."""
        place = self.of(node)
        return place.aside or place.column is Column.SIDE


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield a node's parents from the nearest to the outermost below <html>."""
    parent = node.parent
    while parent is not None and parent.tag not in ("html", "-document", "-undef"):
        yield parent
        parent = parent.parent


def _below(outer: Place, node: LexborNode) -> Place:
    """Return the place that an element makes of the one it stands in."""
    tag = node.tag or ""
    if tag == "body":
        return Place(column=_column(node))
    aside = far = tag in ASIDE_TAGS
    if tag == "header":
        aside = not outer.in_article
        # What stands in a header without a menu has none either.
        far = aside and not outer.in_header and node.css_first(_MENUS) is not None
    elif tag == "footer":
        far = not outer.in_article
    elif tag == "aside" and outer.column is Column.MAIN:
        aside = far = _RETNEWS_LIST not in (node.attributes.get("class") or "").split()
    named = _named_aside(node)
    return Place(
        aside=outer.aside or named or aside,
        far_aside=outer.far_aside or named or far,
        column=_column(node) if outer.column is Column.NONE else outer.column,
        in_main=outer.in_main or tag == "main" or node.attributes.get("role") == "main",
        in_article=outer.in_article or tag == "article",
        in_header=outer.in_header or tag == "header",
    )


def _column(node: LexborNode) -> Column:
    names = node.attributes.get("class") or ""
    if _WIDE.search(names):
        return Column.MAIN
    if node.parent is not None and _NARROW.search(names):
        columns = islice(node.parent.iter(), _MOST_COLUMNS)
        if any(_WIDE.search(other.attributes.get("class") or "") for other in columns):
            return Column.SIDE
    return Column.NONE


def _named_aside(node: LexborNode) -> bool:
    if node.tag == "main":
        return False
    attributes = node.attributes
    names = (attributes.get("class") or "").lower().split()
    names += (attributes.get("id") or "").lower().split()
    return (attributes.get("role") or "").lower() in _ROLES or any(
        name in _WHOLE or (_PARTS.search(name) is not None and not _MODIFIER.match(name))
        for name in names
    )
