"""The rest of a body that a stray end tag cut off.

Pasted markup brings end tags without a beginning. A `</div>` among the paragraphs, or the end of
an element around the body, ends the container there: what follows stands behind it on the page,
and would be lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.items import Residue
from crawler.layouts.blocks import MACHINE_TAGS, Line, squash, text_lines, walk, weight
from crawler.layouts.opening import is_prose
from crawler.layouts.residue import classify, is_copyright

_TEXT_TAGS = frozenset(
    (
        *("p", "br", "b", "strong", "i", "em", "u", "a", "span", "font", "small", "sup", "sub"),
        *("h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "figure", "img", "hr"),
        *("center", "script", "style", "noscript", "ins"),
    )
)
"""What a body is written in. A <div> is it where it has neither class nor id."""
_ARTICLE_TAGS = frozenset(("article", "main", "section"))
_MOST_LOOKED_AT = 1_000
_MOST_ENDS = 3
"""Stray end tags in one body; more are markup that nobody can make sense of."""


def take_back(html: str, container: LexborNode, residue: Mapping[str, Residue]) -> None:
    """Move what belongs to a body, and stands behind its container, into it.

    Prose behind a body may be something else, such as an invitation to subscribe. So the page
    has to have more end tags of the container's kind than beginnings, or the copyright line has to
    stand behind that prose. It ends a body: nothing comes back to one that has it.

    Args:
        html: the page.
        container: of the body; it is changed.
        residue: the layout's selectors of what else can stand in a body.
    """
    ends = min(_ends_of_body(html, container), _MOST_ENDS)
    behind = list(islice(_behind(container, residue, ends), _MOST_LOOKED_AT))
    told = [_said(node) for node in behind]
    prose = any("prose" in each for each in told)
    owner = any("copyright" in each for each in told)
    if not (prose or owner) or (not ends and not _is_owned(told)):
        return
    if any(map(is_copyright, text_lines(container))):
        return
    last = max(number for number, each in enumerate(told) if each)
    for node in behind[: last + 1]:
        container.insert_child(node)
        node.decompose()


def stray_ends(html: str, tag: str) -> int:
    """Return how many more end tags than beginnings of a tag a page has.

    >>> stray_ends("<div><p>A</p></div></div>", "div")
    1
    """
    begun = len(re.findall(rf"<{tag}[\s/>]", html, re.IGNORECASE))
    return max(len(re.findall(rf"</{tag}[\s/>]", html, re.IGNORECASE)) - begun, 0)


def _ends_of_body(html: str, container: LexborNode) -> int:
    """Return how many stray end tags may have cut a body.

    One of an element around the container ends both, and counts as two of the container's kind.
    """
    around = {each.tag for each in _around(container)} & _ARTICLE_TAGS
    cut = any(stray_ends(html, tag) for tag in around if tag is not None)
    return max(stray_ends(html, container.tag or ""), 2 if cut else 0)


def _around(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around a container, as far out as an article's can be."""
    above = node.parent
    for _ in range(2 * _MOST_ENDS):
        if above is None:
            return
        yield above
        above = above.parent


def _behind(
    container: LexborNode, residue: Mapping[str, Residue], ends: int
) -> Iterator[LexborNode]:
    """Yield what follows a container up to the page's frame.

    A second stray tag ends an element around the container, and what stands between the two.
    """
    around = container.parent
    for _ in range(2 * ends if ends > 1 else 1):
        if around is None or around.tag == "html":
            return
        node = container.next
        while node is not None:
            if node.is_element_node and not _is_written_in(node) and not _is_named(node, residue):
                return
            yield node
            node = node.next
        container, around = around, around.parent


def _is_owned(told: list[set[str]]) -> bool:
    """Tell whether a copyright line ends the prose of some pieces; see `_said`."""
    prose = next((number for number, each in enumerate(told) if "prose" in each), None)
    return prose is not None and any("copyright" in each for each in told[prose:])


def _is_written_in(node: LexborNode) -> bool:
    if node.tag == "div":
        return not {"class", "id"} & node.attributes.keys()
    return node.tag in _TEXT_TAGS


def _is_named(node: LexborNode, residue: Mapping[str, Residue]) -> bool:
    """Tell whether the layout knows an element as what may stand in a body."""
    first = node.css_first(", ".join(residue))  # an element comes before what it holds
    return first is not None and first.mem_id == node.mem_id


def _lines(node: LexborNode) -> list[Line]:
    if node.is_text_node:
        text = squash(node.text_content or "")
        return [Line(text)] if text else []
    if node.tag == "a":
        return [Line(text, weight(text)) for text in text_lines(node)]
    blocks = walk(node, {}) if node.is_element_node and node.tag not in MACHINE_TAGS else []
    return [line for block in blocks if block.reason is None for line in block.lines]


def _said(node: LexborNode) -> set[str]:
    """Return what a piece has of a body: "prose", and the kinds of residue that words tell."""
    said = set()
    for line in _lines(node):
        found = classify(line.text, line.link_share)
        if is_prose(line):
            said.add("prose")
        elif found is not None:
            said.add(str(found))
    return said
