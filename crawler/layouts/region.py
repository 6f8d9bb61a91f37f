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
from crawler.layouts.blocks import Block, Line, walk, weight
from crawler.layouts.body import bare
from crawler.layouts.page import Page
from crawler.layouts.residue import classify
from crawler.layouts.text import page_lines

_LONG = 60
_SHORT = 20
SENTENCE_ENDS = ".!?\"”'’)…"
_MOST_BLOCKS = 20_000
_DEEPEST = 200
_NEIGHBOURS = 12
"""Blocks below the container, and above it where no headline is found."""


@dataclass(frozen=True, slots=True)
class Region:
    """The container behind trafilatura's text, and what stands around it."""

    container: LexborNode
    before: list[Block]
    """From the headline to the container."""
    after: list[Block]
    """The next blocks behind the container."""
    lines: list[str]
    span: tuple[int, int]
    """Where headline and container's end stand, in elements from the page's start."""
    order: dict[int, int]

    def is_near(self, node: LexborNode) -> bool:
        """Tell whether an element stands between the headline and the container's end."""
        start, end = self.span
        return start <= self.order.get(node.mem_id, -1) <= end


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
    headline = _headline(blocks, numbers[0], page)
    return Region(
        container,
        blocks[headline : numbers[0]],
        blocks[numbers[-1] + 1 : numbers[-1] + 1 + _NEIGHBOURS],
        lines,
        *_span(page, blocks[headline].element, container),
    )


def _span(
    page: Page, headline: LexborNode | None, container: LexborNode
) -> tuple[tuple[int, int], dict[int, int]]:
    root = page.tree.root
    order: dict[int, int] = {}
    if root is not None:
        for number, node in enumerate(root.traverse()):
            order[node.mem_id] = number
    start = order.get(headline.mem_id, 0) if headline is not None else 0
    last = container.last_child
    end = order.get(container.mem_id, 0)
    while last is not None:
        end = order.get(last.mem_id, end)
        last = last.last_child
    return (start, end), order


def is_prose(line: Line) -> bool:
    """Tell whether a line reads like a sentence of a text: no link, no residue, no label."""
    if line.link_share > 0.4 or classify(line.text, line.link_share) is not None:
        return False
    return len(line.text) >= _LONG or (
        len(line.text) >= _SHORT and line.text.rstrip()[-1] in SENTENCE_ENDS
    )


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
    best = max(scores, key=lambda key: (scores[key], depth[key]), default=None)
    return nodes[best] if best is not None and scores[best] > 0 else None


def _ancestors(node: LexborNode | None) -> Iterator[LexborNode]:
    for _ in range(_DEEPEST):
        if node is None or node.tag in ("html", "-document"):
            return
        yield node
        node = node.parent


def _within(node: LexborNode | None, container: LexborNode) -> bool:
    return any(above.mem_id == container.mem_id for above in _ancestors(node))


def _headline(blocks: list[Block], before: int, page: Page) -> int:
    """Return the block of the headline: the last <h1>, or the title's words, above the text."""
    title = _title(page)
    for number in range(before - 1, -1, -1):
        if blocks[number].tag == "h1" or (title and blocks[number].text == title):
            return number
    return max(0, before - _NEIGHBOURS)


def _title(page: Page) -> str | None:
    for source in common.TITLE_ELSE:
        title = source.read(page)
        if title:
            return title
    return None
