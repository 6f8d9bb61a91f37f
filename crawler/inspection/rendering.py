"""The page itself, made harmless, with the container outlined and its blocks marked.

It is written anew from the parsed tree: elements and attributes of two short lists, everything
else escaped text. So nothing of the page can run, load, lead anywhere or hide a mark, whatever
browsers make of broken markup; the policy and the sandbox around it are a second fence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from crawler.inspection.style import PAGE_STYLE, POLICY
from crawler.items import Fate
from crawler.layouts.blocks import BLOCK_TAGS, MACHINE_TAGS, squash
from crawler.terminal import shorten

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from crawler.inspection.marks import Marks
    from crawler.items import LedgerEntry

_SHOWN = frozenset(
    (
        *("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br"),
        *("caption", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt"),
        *("em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "i", "ins", "kbd", "li", "main", "nav", "ol", "p", "pre", "q", "s", "section"),
        *("small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "time", "tr", "u", "ul", "wbr"),
    )
)
_VOID = frozenset(("br", "hr", "wbr", "col"))
_ATTRIBUTES = ("id", "class", "lang", "dir", "datetime", "colspan", "rowspan", "start")
_NO_CHIP_INSIDE = _VOID | frozenset(("table", "tbody", "thead", "tfoot", "tr", "colgroup"))
_PLAYERS = frozenset(("iframe", "video", "audio", "object", "embed", "form"))
OWN = "antara-"
"""What the names of our own anchors begin with; no element of the page keeps such an id."""
CONTAINER = f"{OWN}container"
_LONGEST_DATA = 2_000_000
_CHIP_TEXT = 60
_DEEPEST = 400
"""Open elements; deeper ones are written as if they stood here. Browsers do the same at 512."""

SIGNS = {Fate.KEPT: "✓", Fate.REMOVED: "✕", Fate.PUT_BACK: "↩"}
"""Fates for eyes that do not tell colours apart."""


@dataclass(slots=True)
class Outlined:
    """What is drawn on the page."""

    ledger: Sequence[LedgerEntry]
    marks: Marks
    container: int | None
    about: Mapping[int, str] = field(default_factory=dict)
    """By entry: what is shown when the pointer rests on it."""


def anchor(entry: int) -> str:
    """Return the name of an entry's first mark on the page."""
    return f"{OWN}{entry + 1}"


def label(number: int, entry: LedgerEntry) -> str:
    """Return the words that stand before a mark: sign, number, and why it was removed."""
    sign = f"{SIGNS[entry.fate]} {number + 1}"
    if entry.fate is Fate.KEPT:
        return sign
    return f"{sign} {entry.reason or str(entry.fate).replace('_', ' ')}"


def render(nodes: Sequence[tuple[LexborNode, int]], drawn: Outlined, language: str) -> str:
    """Return the page as a document of its own.

    Args:
        nodes: all nodes of the page in document order, each with its depth.
        drawn: the container and the marks.
        language: the page's.
    """
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">{POLICY}'
        f"<title>The page</title><style>{PAGE_STYLE}</style></head><body>"
        f"{''.join(_Writer(nodes, drawn).write())}</body></html>"
    )


class _Writer:
    """Writes the nodes one after another; elements are closed when the depth says so."""

    def __init__(self, nodes: Sequence[tuple[LexborNode, int]], drawn: Outlined) -> None:
        self._nodes = nodes
        self._drawn = drawn
        self._above = _above(nodes, drawn.container)
        self._out: list[str] = []
        self._open: list[tuple[int, str]] = []

    def write(self) -> list[str]:
        """Return the page in pieces."""
        number = 0
        while number < len(self._nodes):
            node, depth = self._nodes[number]
            self._close(depth)
            inside = True
            if node.is_text_node:
                self._text(number, node.text_content or "")
            elif node.is_element_node:
                inside = self._element(number, node, depth)
            number += 1
            while not inside and number < len(self._nodes) and self._nodes[number][1] > depth:
                number += 1
        self._close(0)
        return self._out

    def _close(self, depth: int) -> None:
        while self._open and self._open[-1][0] >= depth:
            self._out.append(f"</{self._open.pop()[1]}>")

    def _element(self, number: int, node: LexborNode, depth: int) -> bool:
        """Begin an element; return whether what it holds is written too."""
        tag = node.tag or ""
        chips = [self._chip(entry) for entry in self._drawn.marks.chips.get(number, ())]
        if (tag in MACHINE_TAGS or tag == "base") and number not in self._above:
            self._out += chips
            if not chips and tag in _PLAYERS:
                self._out.append(_note(tag))
            return False
        if tag == "html":
            return True
        if tag in ("img", "amp-img"):
            self._out += [*chips, _picture(node)]
            chips = []
            if tag == "img":
                return False
        blocky = tag in BLOCK_TAGS or number in self._above
        shown = tag if tag in _SHOWN else "div" if blocky else "span"
        inside = tag not in _NO_CHIP_INSIDE
        if not inside:
            self._out += chips
        if len(self._open) < _DEEPEST or shown in _VOID:
            self._out.append(f"<{shown}{self._attributes(number, node)}>")
            if shown not in _VOID:
                self._open.append((depth, shown))
        if inside:
            self._out += chips
        return True

    def _attributes(self, number: int, node: LexborNode) -> str:
        attributes = node.attributes
        kept = [(name, attributes[name] or "") for name in _ATTRIBUTES if name in attributes]
        written = [
            f' {name}="{escape(value)}"'
            for name, value in kept
            if not (name == "id" and value.strip().startswith(OWN))
        ]
        if node.tag == "a" and attributes.get("href"):
            written.append(f' title="{escape(shorten(attributes["href"] or "", 300))}"')
        if number == self._drawn.container:
            written = [each for each in written if not each.startswith(' id="')]
            written.append(f' id="{CONTAINER}"')
            written.append(' data-antara="container"')
        return "".join(written)

    def _text(self, number: int, text: str) -> None:
        at = 0
        for span in self._drawn.marks.spans.get(number, ()):
            self._out.append(escape(text[at : span.start]))
            opened = self._mark(span.entry, first=span.first)
            self._out.append(f"{opened}{escape(text[span.start : span.end])}</mark>")
            at = span.end
        self._out.append(escape(text[at:]))

    def _mark(self, entry: int, *, first: bool) -> str:
        found = self._drawn.ledger[entry]
        about = self._drawn.about.get(entry, "")
        start = f' id="{anchor(entry)}" data-label="{escape(label(entry, found))}"' if first else ""
        number = f'data-entry="{entry + 1}"'
        return f'<mark data-antara="{found.fate}" {number}{start} title="{escape(about)}">'

    def _chip(self, entry: int) -> str:
        """Return the mark of an entry whose text is not shown, or that has none."""
        found = self._drawn.ledger[entry]
        inside = escape(shorten(squash(found.text), _CHIP_TEXT)) or "<i>(no text)</i>"
        return f"{self._mark(entry, first=True)}{inside}</mark>"


def _above(nodes: Sequence[tuple[LexborNode, int]], container: int | None) -> set[int]:
    """Return the container with all it stands in: that is written, whatever elements it is."""
    if container is None or not 0 <= container < len(nodes):
        return set()
    above, depth = {container}, nodes[container][1]
    for number in range(container, -1, -1):
        if nodes[number][1] < depth:
            depth = nodes[number][1]
            above.add(number)
    return above


def _picture(node: LexborNode) -> str:
    """Return a picture that the page itself holds; of others what they say, and their name."""
    source = (node.attributes.get("src") or "").strip()
    alternative = squash(node.attributes.get("alt") or "")
    if source.lower().startswith("data:image/") and len(source) <= _LONGEST_DATA:
        return f'<img src="{escape(source)}" alt="{escape(alternative)}">'
    name = source.partition("?")[0].rpartition("/")[2]
    return _note("picture", ": ".join(filter(None, (alternative, shorten(name, 80)))))


def _note(what: str, text: str = "") -> str:
    return f'<span data-antara="note">{escape(f"{what}: {text}" if text else what)}</span>'
