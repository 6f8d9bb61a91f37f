"""What a page showed while it was read, kept as numbers and words: no node outlives the reading.

A node is known by its number: its place among all nodes of the page, in document order. The same
page parsed once more has the same numbers, also after residue was cut out of the first tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborNode

from crawler.dates import Moment
from crawler.items import Credit, Image, Residue
from crawler.layouts.blocks import MACHINE_TAGS, weight
from crawler.layouts.watch import Watcher

if TYPE_CHECKING:
    from crawler.layouts.blocks import Block, Line
    from crawler.layouts.layout import Layout
    from crawler.layouts.page import Page

FIELDS = (
    *("title", "subtitle", "published", "updated", "credits", "category", "tags", "images"),
    *("pull_quote", "copyright", "rights_notice"),
)
"""The fields for which a layout declares sources."""
BY_WORDS = "its words"
_DEEPEST = 50
"""Elements above a line among which the one that is named as residue is looked for."""
_ELSE = {"credits": "credits_else"}


def preorder(root: LexborNode | None) -> Iterator[tuple[LexborNode, int]]:
    """Yield all nodes below and with `root` in document order, each with its depth."""
    if root is None:
        return
    node, depth = root, 0
    while True:
        yield node, depth
        below = node.first_child
        if below is not None:
            node, depth = below, depth + 1
            continue
        following = node.next
        while depth and following is None:
            parent = node.parent
            assert parent is not None
            node, depth = parent, depth - 1
            following = node.next
        if depth == 0 or following is None:
            return
        node = following


@dataclass(frozen=True, slots=True)
class WalkedLine:
    """A line of the container as the walk met it."""

    characters: int
    """Without whitespace."""
    sources: tuple[int, ...]
    """The text nodes that hold it, or the one machine element."""
    element: int
    """The element that it belongs to."""
    reason: Residue | None
    """Why the markup alone makes it residue."""
    selector: str | None
    """Which selector, or which element for machines, says so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A source of a field, and what it gives on this page; None for nothing."""

    source: str
    value: str | None


@dataclass(slots=True)
class Recorder(Watcher):
    """Keeps what it is told of one page."""

    asked: dict[str, list[Asked]] = field(default_factory=dict)
    """Each field's sources in the order of trust, by the declaration that was used last."""
    container: int | None = None
    lines: list[WalkedLine] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)
    _residue: dict[str, Residue] = field(default_factory=dict)

    def parsed(self, page: Page) -> None:
        """Number the page's nodes."""
        self._numbers = {
            node.mem_id: number for number, (node, _) in enumerate(preorder(page.tree.root))
        }

    def declared(self, page: Page, layout: Layout) -> None:
        """Ask every source of the declaration, those behind the one that is used too."""
        self._residue = dict(layout.residue)
        self.container, self.lines = None, []
        self.asked = {
            name: [
                Asked(source.name, _given(source, page))
                for declared in (name, _ELSE.get(name))
                if declared
                for source in getattr(layout, declared)
            ]
            for name in FIELDS
        }

    def walked(self, container: LexborNode, blocks: list[Block]) -> None:
        """Keep the lines of the container and what they stand in."""
        self.container = self._numbers.get(container.mem_id)
        selectors: dict[int, str] = {}
        for selector in self._residue:
            for node in container.css(selector):
                selectors.setdefault(node.mem_id, selector)
        self.lines = [
            self._line(line, block, selectors) for block in blocks for line in block.lines
        ]

    def _line(self, line: Line, block: Block, selectors: dict[int, str]) -> WalkedLine:
        selector = element = None
        if block.element is not None:
            element = self._numbers.get(block.element.mem_id)
            selector = self._selector(line, block, selectors)
        machine = line.sources[0].tag if len(line.sources) == 1 else None
        if block.reason is Residue.SCRIPT and machine in MACHINE_TAGS:
            selector = f"<{machine}>"
        return WalkedLine(
            weight(line.text),
            tuple(self._numbers.get(node.mem_id, -1) for node in line.sources),
            -1 if element is None else element,
            block.reason,
            selector,
        )

    def _selector(self, line: Line, block: Block, selectors: dict[int, str]) -> str | None:
        """Return the selector that names a line's residue, the innermost: boxes hold others."""
        if block.reason is None or block.element is None:
            return None
        above: LexborNode | None = line.sources[0] if line.sources else block.element
        for _ in range(_DEEPEST):
            if above is None:
                break
            selector = selectors.get(above.mem_id)
            if selector is not None and self._residue[selector] is block.reason:
                return selector
            if above.mem_id == block.element.mem_id:
                break
            above = above.parent
        return None


def _given(source: Any, page: Page) -> str | None:
    """Return what a source gives, in words."""
    try:
        return _in_words(source.read(page))
    except Exception as error:  # a source that reading never came to must not end the reading
        return f"(cannot be read: {type(error).__name__})"


def _in_words(value: Any) -> str | None:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_in_words, value))) or None
    if isinstance(value, Moment):
        return value.iso
    if isinstance(value, Credit):
        return f"{value.role}: {value.name}"
    if isinstance(value, Image):
        return value.url
    return str(value) if value else None
