"""Where the article stands on a page whose markup no layout knows.

trafilatura works on the whole page. The container is the element in which what it took most
outweighs anything else; the headline is the last <h1> above it. What stands between them, and
directly below, is where an article's date and credits are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.layouts import common
from crawler.layouts.blocks import Block, walk, weight
from crawler.layouts.body import bare
from crawler.layouts.opening import is_prose
from crawler.layouts.page import Page
from crawler.layouts.pictures import ends_with_credit
from crawler.layouts.residue import classify
from crawler.layouts.text import page_lines

_MOST_BLOCKS = 20_000
_DEEPEST = 200
_FARTHEST = 25
"""Blocks between headline and container; what stands further down is the page's frame, as on
a video's page that has no text."""
_NEIGHBOURS = 12
"""Blocks below the container that may be its colophon."""


@dataclass(frozen=True, slots=True)
class Region:
    """The container behind trafilatura's text, and what stands around it."""

    container: LexborNode
    before: list[Block]
    """From the headline to the first sentence."""
    after: list[Block]
    """The next blocks behind the container."""
    lines: list[str]
    headline_inside: bool
    """Whether the container holds the headline too."""
    span: tuple[int, int]
    """Where headline and container's end stand, in elements from the page's start."""
    order: dict[int, int]

    def is_near(self, node: LexborNode, below: int = 0) -> bool:
        """Tell whether an element stands between the headline and the container's end.

        Args:
            node: the element.
            below: how many nodes behind the container still count.
        """
        start, end = self.span
        return start <= self.order.get(node.mem_id, -1) <= end + below


def find_region(page: Page) -> Region | None:
    """Find the container of a page's text, None when trafilatura finds no text."""
    lines = page_lines(page.html)
    body = page.tree.body
    if body is None or not lines:
        return None
    blocks = walk(body, {})[:_MOST_BLOCKS]
    container = _enclosing(blocks, bare("".join(lines)))
    if container is None:
        return None
    inside = {id(block) for block in blocks if _within(block.element, container)}
    numbers = [number for number, block in enumerate(blocks) if id(block) in inside]
    if not numbers:
        return None
    headline = _headline(blocks, numbers, page)
    start = numbers[0] if headline is None else headline
    if numbers[0] - start > _FARTHEST:
        return None
    first = next((n for n in numbers if n > start and _is_body(blocks[n])), numbers[-1])
    return Region(
        container,
        blocks[start:first],
        blocks[numbers[-1] + 1 : numbers[-1] + 1 + _NEIGHBOURS],
        lines,
        headline is not None and headline in numbers,
        *_span(page, blocks[start].element, container),
    )


def _is_body(block: Block) -> bool:
    """Tell whether a block is a sentence of the text and no caption."""
    return any(is_prose(line) and not ends_with_credit(line.text) for line in block.lines)


def _span(
    page: Page, headline: LexborNode | None, container: LexborNode
) -> tuple[tuple[int, int], dict[int, int]]:
    root = page.tree.root
    order: dict[int, int] = {}
    if root is not None:
        for number, node in enumerate(root.traverse(include_text=True)):
            order[node.mem_id] = number
    start = order.get(headline.mem_id, 0) if headline is not None else 0
    last = container.last_child
    end = order.get(container.mem_id, 0)
    while last is not None:
        end = order.get(last.mem_id, end)
        last = last.last_child
    return (start, end), order


def _enclosing(blocks: list[Block], taken: str) -> LexborNode | None:
    """Return the element in which the taken prose most outweighs everything else.

    The body's parents hold no more prose but menus, cards and dates; a single paragraph
    holds less prose.
    """
    scores: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    depth: dict[int, int] = {}
    for block in blocks:
        if block.reason is not None:
            continue
        amount = 0
        for line in block.lines:
            was_taken = bare(line.text) in taken
            if is_prose(line):
                # What trafilatura dropped may be text all the same, among other prose.
                amount += weight(line.text) if was_taken else weight(line.text) // 4
            elif line.link_share > 0.4 or not (was_taken or classify(line.text)):
                amount -= weight(line.text)
        if not amount:
            continue
        for level, node in enumerate(reversed(list(_ancestors(block.element)))):
            key = node.mem_id
            scores[key] = scores.get(key, 0) + amount
            nodes[key] = node
            depth[key] = level
    if not scores:
        return None
    best = max(scores, key=lambda key: (scores[key], depth[key]))
    return nodes[best] if scores[best] > 0 else None


def _ancestors(node: LexborNode | None) -> Iterator[LexborNode]:
    for _ in range(_DEEPEST):
        if node is None or node.tag in ("html", "-document"):
            return
        yield node
        node = node.parent


def _within(node: LexborNode | None, container: LexborNode) -> bool:
    return any(above.mem_id == container.mem_id for above in _ancestors(node))


def _headline(blocks: list[Block], inside: list[int], page: Page) -> int | None:
    """Return the block of the headline: an <h1> with the title's words, else one of both.

    In the container first, then the last one above it. None where neither is found: what
    stands above the text is then the page's frame, and says nothing about the article.
    """
    title = _title(page)
    above = range(inside[0] - 1, -1, -1)
    headings = {number for number in (*inside, *above) if blocks[number].tag == "h1"}
    named = {number for number in (*inside, *above) if blocks[number].text == title}
    places = (
        # A body may repeat its headline, or begin with an <h1> of its own.
        [number for number in (*inside, *above) if number in headings & named],
        [number for number in inside if number in headings],
        [number for number in inside if number in named],
        [number for number in above if number in headings | named],
    )
    found = (number for among in places for number in among if blocks[number].text)
    return next(found, None)


def _title(page: Page) -> str | None:
    for source in common.TITLE_ELSE:
        title = source.read(page)
        if title:
            return title
    return None
