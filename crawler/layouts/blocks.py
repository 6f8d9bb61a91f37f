"""From a container's markup to its lines of text, each with the reason it is residue, if any.

ANTARA marks paragraphs with <p>, with <div>, with <br><br>, with a single <br>, or leaves
bare text between other elements. The walk turns all of them into the same list of blocks.
It is iterative, because pages nest as deep as they like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.items import Residue

_BLOCK_TAGS = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol "
    "p pre section summary table tbody tfoot thead tr ul caption"
)
BLOCK_TAGS = frozenset(_BLOCK_TAGS.split())
_MACHINE_TAGS = (
    "script style noscript template iframe object embed svg canvas math xml head title link "
    "meta form button select textarea input audio video map area amp-ad amp-analytics amp- "
    "iframe amp-sticky-ad amp-auto-ads amp-pixel"
)
MACHINE_TAGS = frozenset(_MACHINE_TAGS.split())
"""Elements whose text is made for machines; what they hold is never the article."""

CELL_TAGS = frozenset(("td", "th"))
_INLINE_READ_ALSO_TAGS = frozenset(("b", "strong", "span", "em", "i", "u", "font", "small", "a"))
BOXED = 99
NOTHING = 0
SENTENCE_ENDS = ".!?\"”'’)…"
LONG_LINE = 60
"""Characters from which lines between single <br> are, on average, paragraphs."""


UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"
"""Characters without a width, left by pasting: 9 of 540 texts of 2023 have some."""
_UNSEEN = dict.fromkeys(map(ord, UNSEEN))


def squash(text: str) -> str:
    """Return `text` with each run of whitespace (no-break spaces too) as one space."""
    return " ".join(text.split())


def shown(text: str) -> str:
    """Return `text` without whitespace and characters without a width at its ends.

    >>> shown(" \u200bHarga cabai naik. \u200b")
    'Harga cabai naik.'
    """
    return text.strip() if text.isascii() else text.strip(f" \t\r\n\f\v\xa0{UNSEEN}")


def visible(text: str) -> str:
    """Return `text` without characters that have no width, wherever they stand.

    >>> visible("Rani\u200b Rekaan")
    'Rani Rekaan'
    """
    return text if text.isascii() else text.translate(_UNSEEN)


def weight(text: str) -> int:
    """Return the characters of `text` that are not whitespace: what the ledger counts."""
    return len("".join(text.split()))


@dataclass(slots=True)
class Line:
    """A stretch of text between two breaks, with the parts of it that are links."""

    text: str
    link_characters: int = 0
    last_link: str = ""
    sources: Sequence[LexborNode] = field(default=(), compare=False, repr=False)
    """The text nodes that `walk` read it from, or the machine element. A piece that was cut out
    of a line has none; after residue was cut out of the page they must not be touched."""

    @property
    def link_share(self) -> float:
        """Return how much of the line stands in links, 0 to 1."""
        return self.link_characters / max(weight(self.text), 1)


@dataclass(slots=True)
class Block:
    """One paragraph, or one piece of residue, in document order."""

    lines: list[Line]
    tag: str
    reason: Residue | None = None
    element: LexborNode | None = None
    """The block element around it."""
    by_words: bool = False
    """Whether its words alone say that it is residue, and no selector."""

    @property
    def text(self) -> str:
        """Return the block's lines joined by line breaks."""
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class _Chunk:
    """What stands between two block boundaries: lines with the number of <br> after each."""

    element: LexborNode
    lines: list[tuple[Line, int]] = field(default_factory=list)
    """Lines, each with the number of <br> after it; BOXED where a box was taken out there, NOTHING
    for a line in which nothing can be seen."""
    parts: list[tuple[str, bool]] = field(default_factory=list)
    sources: list[LexborNode] = field(default_factory=list)
    """The text nodes of the parts."""
    removed: list[Block] = field(default_factory=list)
    seen: int = 0
    """Boxes that were taken out before the last line's end."""
    is_rest: bool = False
    """Whether something of the same element came before."""

    def end_line(self) -> None:
        """Close the line that is being read and count the break that closes it."""
        text = squash("".join(part for part, _ in self.parts))
        if text and shown(text):
            links = [squash(part) for part, is_link in self.parts if is_link]
            last = next((link for link in reversed(links) if link), "")
            line = Line(text, sum(map(weight, links)), last, self.sources)
            self.lines.append((line, 1))
            self.seen = len(self.removed)
        else:
            if self.lines and self.lines[-1][1] != NOTHING:
                line, breaks = self.lines[-1]
                boxed = len(self.removed) > self.seen
                self.lines[-1] = (line, BOXED if boxed else breaks + 1)
            if text:
                self.lines.append((Line(text, sources=self.sources), NOTHING))
        self.parts, self.sources = [], []

    def blocks(self) -> Iterator[Block]:
        """Yield the chunk's paragraphs, then the residue that was met inside it."""
        lines = self.lines
        tag = self.element.tag or ""
        if lines:
            inner = [breaks for _, breaks in lines[:-1] if breaks not in (BOXED, NOTHING)]
            singles = inner.count(1)
            total = sum(len(line.text) for line, _ in lines)
            # A page divides its paragraphs by one <br> or by two.
            all_long = 2 * singles > len(inner) and total >= LONG_LINE * len(lines)
            by_two = len(inner) > singles
            paragraph: list[Line] = []
            for number, (line, breaks) in enumerate(lines):
                if breaks == NOTHING:  # the line before it ended its paragraph
                    yield Block([line], tag, Residue.EMPTY, self.element)
                    continue
                paragraph.append(line)
                following = lines[number + 1][0] if number + 1 < len(lines) else None
                if (
                    following is None
                    or breaks >= 2
                    or (all_long and not (by_two and _are_listed(line, following)))
                    or _sentences_meet(line, following)
                ):
                    yield Block(paragraph, tag, element=self.element)
                    paragraph = []
        elif not self.removed and not self.is_rest and tag in ("p", "li"):
            yield Block([Line("")], tag, Residue.EMPTY, self.element)
        yield from self.removed


def _are_listed(line: Line, following: Line) -> bool:
    """Tell whether two lines look like a list's or a poem's: short, the first without a stop."""
    short = len(line.text) < LONG_LINE and len(following.text) < LONG_LINE
    return short and line.text[-1] not in SENTENCE_ENDS


def _sentences_meet(line: Line, following: Line) -> bool:
    """Tell whether a single <br> between two lines ends a paragraph."""
    long = len(line.text) >= LONG_LINE and len(following.text) >= LONG_LINE
    return long and line.text[-1] in SENTENCE_ENDS


def walk(
    container: LexborNode, removed: Mapping[int, Residue], *, nested: bool = False
) -> list[Block]:
    """Return the blocks of `container` in document order.

    Args:
        container: the element to walk; it is not changed.
        removed: the elements and texts (by `mem_id`) that were named as residue. Each becomes
            one or more blocks with that reason.
        nested: whether the container is itself named residue; what is named inside it keeps
            its own reason, one level deep.
    """
    inner: Mapping[int, Residue] = {} if nested else removed
    blocks: list[Block] = []
    chunk = _Chunk(container)
    stack: list[LexborNode] = [container]
    node = container.first_child
    links = 0
    trail: list[LexborNode] = []

    def flush() -> None:
        nonlocal chunk
        chunk.end_line()
        blocks.extend(chunk.blocks())
        chunk = _Chunk(stack[-1], is_rest=True)

    while True:
        if node is None:
            if not trail:
                break
            parent = trail.pop()
            tag = parent.tag or ""
            if tag == "a":
                links -= 1
            if tag in BLOCK_TAGS:
                flush()
                stack.pop()
                chunk = _Chunk(stack[-1], is_rest=True)
            elif tag in CELL_TAGS:
                chunk.parts.append((" ", False))
            node = parent.next
            continue
        tag = node.tag or ""
        if node.is_text_node:
            text = node.text_content or ""
            reason = removed.get(node.mem_id)
            if reason is None:
                chunk.parts.append((text, links > 0))
                chunk.sources.append(node)
            else:
                line = Line(squash(text), sources=(node,))
                chunk.removed.append(Block([line], "", reason, stack[-1]))
        elif tag == "br":
            chunk.end_line()
        elif node.is_element_node:
            reason = removed.get(node.mem_id)
            if reason is None and tag in MACHINE_TAGS:
                reason = Residue.SCRIPT
            if reason is not None:
                if tag in BLOCK_TAGS:
                    flush()
                chunk.removed.extend(_residue_blocks(node, tag, reason, inner))
                if tag in BLOCK_TAGS:
                    flush()
            else:
                if tag in BLOCK_TAGS:
                    flush()
                    stack.append(node)
                    chunk = _Chunk(node)
                elif tag == "a":
                    links += 1
                child = node.first_child
                trail.append(node)
                node = child
                continue
        node = node.next
    flush()
    return blocks


def _residue_blocks(
    node: LexborNode, tag: str, reason: Residue, removed: Mapping[int, Residue]
) -> Iterator[Block]:
    """Yield a removed element as blocks, one a line, so that each line can be told apart."""
    if tag in MACHINE_TAGS:
        text = squash(node.text(deep=True, separator=" "))
        if text:
            yield Block([Line(text, sources=(node,))], tag, reason, node)
        return
    found = False
    for block in walk(node, removed, nested=True):
        if block.reason is Residue.EMPTY:
            continue
        for line in block.lines:
            found = True
            yield Block([line], tag, block.reason or reason, node)
    if not found:
        yield Block([Line("")], tag, reason, node)


def text_lines(node: LexborNode) -> list[str]:
    """Return the lines of an element's text, machine elements left out."""
    return [
        line.text
        for block in walk(node, {})
        if block.reason is None
        for line in block.lines
        if line.text
    ]


def has_text(node: LexborNode) -> bool:
    """Tell whether an element holds any text that is not made for machines."""
    return any(block.reason is None and block.text for block in walk(node, {}))


_MOST_READ = 5
"""Elements of a selector that are read for a text. What pages print is the first or second."""


def one_line(node: LexborNode) -> str:
    """Return an element's text on one line, for what is a single phrase: a title, a caption.

    A space stands for each break and around each block element, never for inline markup;
    machine elements are left out.
    """
    child = node.first_child
    if child is not None and child.is_text_node and child.next is None:
        return squash(child.text_content or "")
    return " ".join(text_lines(node))


def first_line(nodes: Iterable[LexborNode]) -> str | None:
    """Return the text, on one line, of the first of some elements with any."""
    # Thousands of empty boxes within each other are passed over without a walk through each.
    written = (node for node in nodes if squash(node.text(deep=True)))
    return next(filter(None, map(one_line, islice(written, _MOST_READ))), None)
