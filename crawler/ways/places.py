"""Which places of a page are not its main column."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

ASIDE_TAGS = {"aside", "nav", "footer", "header", "template", "noscript", "dialog"}

_MENUS = "nav, [role=navigation], [class*=menu], [class*=nav], [id*=menu], [id*=nav]"

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

# Columns of a Bootstrap grid, which both themes stand on.
_WIDE = re.compile(r"(?:^|\s)col-(?:[a-z]{2}-)?(?:7|8|9|10)(?:$|\s)")
_NARROW = re.compile(r"(?:^|\s)col-(?:[a-z]{2}-)?(?:2|3|4|5)(?:$|\s)")
_MOST_COLUMNS = 12
_RETNEWS_LIST = re.compile(r"(?:^|\s)wrapper__list__article(?:$|\s)")


class Column(StrEnum):
    """Where a page's grid puts something."""

    MAIN = "main"
    SIDE = "side"
    NONE = "none"  # the page has no such grid


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield a node's parents from the nearest to the outermost below <html>."""
    parent = node.parent
    while parent is not None and parent.tag not in ("html", "-document", "-undef"):
        yield parent
        parent = parent.parent


def column_of(node: LexborNode) -> Column:
    """Return the column in which a node stands, by the outermost one that tells.

    A narrow column is a side bar only beside a wide one: a grid of cards has narrow ones too.
    """
    for parent in reversed(list(ancestors(node))):
        names = parent.attributes.get("class") or ""
        if _WIDE.search(names):
            return Column.MAIN
        if _NARROW.search(names) and _has_wide_neighbour(parent):
            return Column.SIDE
    return Column.NONE


def _has_wide_neighbour(node: LexborNode) -> bool:
    return node.parent is not None and any(
        _WIDE.search(other.attributes.get("class") or "") is not None
        for other in islice(node.parent.iter(), _MOST_COLUMNS)
    )


def is_aside(node: LexborNode, *, whole: bool = False) -> bool:
    """Tell whether a node stands in a menu, a side bar, a header, a footer or a related box.

    A header inside an <article> is the article's own and no place aside. Neither is the list
    that the theme Retnews writes as <aside> in its main column.

    Args:
        node: any element.
        whole: whether a header without a menu in it and an article's footer, where tags stand,
            belong to the column too.
    """
    if _named_aside(node):
        return True
    chain = list(ancestors(node))
    for index, parent in enumerate(chain):
        if parent.tag == "body":
            break
        if parent.tag in ASIDE_TAGS and not _is_main_list(parent):
            of_an_article = any(outer.tag == "article" for outer in chain[index + 1 :])
            if parent.tag == "header":
                own = of_an_article or (whole and parent.css_first(_MENUS) is None)
            else:
                own = whole and of_an_article and parent.tag == "footer"
            if not own:
                return True
        if _named_aside(parent):
            return True
    return False


def _is_main_list(node: LexborNode) -> bool:
    names = node.attributes.get("class") or ""
    return (
        node.tag == "aside"
        and _RETNEWS_LIST.search(names) is not None
        and column_of(node) is Column.MAIN
    )


def _named_aside(node: LexborNode) -> bool:
    if node.tag in ("body", "main"):
        return False
    attributes = node.attributes
    names = (attributes.get("class") or "").lower().split()
    names += (attributes.get("id") or "").lower().split()
    if (attributes.get("role") or "").lower() in ("navigation", "complementary", "menu"):
        return True
    return any(
        name in _WHOLE or (_PARTS.search(name) is not None and not _MODIFIER.match(name))
        for name in names
    )
