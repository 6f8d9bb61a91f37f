"""Which places of a page are not its main column."""

from __future__ import annotations

import re
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


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield a node's parents from the nearest to the outermost below <html>."""
    parent = node.parent
    while parent is not None and parent.tag not in ("html", "-document", "-undef"):
        yield parent
        parent = parent.parent


def is_aside(node: LexborNode) -> bool:
    """Tell whether a node stands in a menu, a side bar, a header, a footer or a related box.

    A header inside an <article> is the article's own and no place aside.
    """
    if _named_aside(node):
        return True
    chain = list(ancestors(node))
    for index, parent in enumerate(chain):
        if parent.tag == "body":
            break
        if parent.tag in ASIDE_TAGS:
            of_an_article = any(outer.tag == "article" for outer in chain[index + 1 :])
            if parent.tag != "header" or not of_an_article:
                return True
        if _named_aside(parent):
            return True
    return False


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
