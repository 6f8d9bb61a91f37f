"""The body of one page: its paragraphs, and the ledger that accounts for every block.

trafilatura says what is text, of the container cut out and wrapped. The walk over the same
container knows each block of it, so that nothing is lost silently: a block that trafilatura
took is kept, with the page's own characters; others are removed for a named reason, or put
back where trafilatura dropped them and no rule had removed them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.items import Article, Fate, Flag, LedgerEntry, Residue
from crawler.layouts.blocks import MACHINE_TAGS, UNSEEN, Block, squash, walk, weight
from crawler.layouts.dateline import Dateline
from crawler.layouts.opening import find_opening, name_headings
from crawler.layouts.pictures import name_captions
from crawler.layouts.repeats import repeated_paragraphs
from crawler.layouts.residue import (
    READ_ALSO_HINT,
    classify,
    is_copyright,
    is_read_also_heading,
)
from crawler.layouts.text import fragment_lines
from crawler.layouts.tidying import tidy
from crawler.layouts.watch import Watcher

SHORT_TEXT = 50
"""Characters under which a text is flagged: mostly videos (53 of 1,080 articles of 2023)."""

_LEDGER_SCRIPT = 120
_MOST_LOOKED_AT = 5_000_000
"""Characters of elements that may be residue. Boxes nested thousands deep hold each other's; what
is met beyond this stays in the text, unless its words name it."""
_READ_ALSO_INLINE_TAGS = "b, strong, span, em, i, u, font, small, a"
# How much prose (characters outside links, without whitespace) an element may hold and still
# be taken for residue by its markup alone: an advertisement's box that wraps paragraphs is none.
_MOST_PROSE = {
    Residue.ADVERTISEMENT: 60,
    Residue.SHARE_BAR: 160,
    Residue.VIEW_COUNT: 80,
    Residue.TAGS: 300,
    Residue.READ_ALSO: 400,
    Residue.PULL_QUOTE: 1200,
    Residue.CREDIT_LINE: 900,
    Residue.CAPTION: 3000,
}


@dataclass(slots=True)
class Body:
    """What the container holds: text, and what was set apart from it."""

    paragraphs: list[str] = field(default_factory=list)
    ledger: list[LedgerEntry] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    credit_lines: list[str] = field(default_factory=list)
    copyright: str | None = None
    rights_notice: str | None = None
    pull_quote: str | None = None
    dateline: Dateline | None = None

    @property
    def text(self) -> str | None:
        """Return the paragraphs joined by an empty line, None when there are none."""
        return "\n\n".join(self.paragraphs) or None


def named_residue(container: LexborNode, residue: Mapping[str, Residue]) -> dict[int, Residue]:
    """Return the elements (by `mem_id`) that selectors name as residue.

    An element that holds more prose than its kind of residue can is left in the text.
    """
    named: dict[int, Residue] = {}
    budget = _MOST_LOOKED_AT
    for selector, reason in residue.items():
        most = _MOST_PROSE.get(reason, 10**9)
        for node in container.css(selector):
            if node.mem_id == container.mem_id or node.mem_id in named:
                continue
            if budget < 0:
                break
            text = node.text(deep=True)
            budget -= len(text)
            if len(text) > most:  # what holds less in all needs no walk
                budget -= len(node.html or "")
                if _prose(node) > most:
                    continue
            named[node.mem_id] = reason
    if READ_ALSO_HINT.search(container.text(deep=True)):
        _name_inline_read_also(container, named)
    return named


def _prose(node: LexborNode) -> int:
    """Return the characters of an element outside links and machine elements."""
    return sum(
        weight(line.text) - line.link_characters
        for block in walk(node, {})
        if block.reason is not Residue.SCRIPT
        for line in block.lines
    )


def _name_inline_read_also(container: LexborNode, named: dict[int, Residue]) -> None:
    """Add <b>Baca juga: ...</b> and <b>Baca juga:</b> <a>...</a> inside a paragraph."""
    budget = _MOST_LOOKED_AT
    for node in container.css(_READ_ALSO_INLINE_TAGS):
        whole = node.text(deep=True)
        budget -= len(whole)
        if budget < 0:
            break
        text = squash(whole) if len(whole) <= 2_000 else ""
        if not text or len(text) > 300 or node.mem_id in named:
            continue
        if is_read_also_heading(text):
            link, between = _next_element(node)
            if link is not None and (link.tag == "a" or link.css_first("a")):
                named[node.mem_id] = Residue.READ_ALSO
                if weight(link.text(deep=True)) <= 300:
                    named[link.mem_id] = Residue.READ_ALSO
                    between += _stop_behind(link)
                    named.update(dict.fromkeys(between, Residue.READ_ALSO))
        elif READ_ALSO_HINT.match(text) and classify(text, _link_share(node)):
            stop = _stop_behind(node)
            named.update(dict.fromkeys([node.mem_id, *stop], Residue.READ_ALSO))


def _stop_behind(node: LexborNode) -> list[int]:
    """Return the text (by `mem_id`) that sets a stop behind an element, and says nothing else."""
    text = node.next
    is_stop = text is not None and text.is_text_node and squash(text.text_content or "") == "."
    return [text.mem_id] if text is not None and is_stop else []


def _link_share(node: LexborNode) -> float:
    if node.tag == "a":
        return 1.0
    links = sum(weight(link.text(deep=True)) for link in node.css("a"))
    return links / max(weight(node.text(deep=True)), 1)


def _next_element(node: LexborNode) -> tuple[LexborNode | None, list[int]]:
    """Return the element that follows `node` with nothing but whitespace or ":" between.

    And the texts between (by `mem_id`) that hold a colon.
    """
    between: list[int] = []
    following = node.next
    while following is not None and following.is_text_node:
        text = squash(following.text_content or "")
        if text.strip(": "):
            return None, []
        if text:
            between.append(following.mem_id)
        following = following.next
    return following, between


def read_body(
    container: LexborNode,
    residue: Mapping[str, Residue],
    article: Article,
    zone: str,
    watcher: Watcher | None = None,
) -> Body:
    """Read a container whose layout is known.

    Args:
        container: the element that holds the body. It is changed: what the layout names as
            residue is cut out before trafilatura sees it, so read everything else first.
        residue: selectors with the reason for which what they match is no text.
        article: the fields as read, to know the headline where it is repeated.
        zone: the bureau's IANA zone.
        watcher: is told the container's blocks.
    """
    characters = weight(container.text(deep=True))
    named = named_residue(container, residue)
    walked = walk(container, named)
    if watcher is not None:
        watcher.walked(container, walked)
    blocks = tidy(walked)
    name_headings(blocks, article, zone)
    name_captions(blocks, article)
    found = container.css(", ".join([*residue, *MACHINE_TAGS, _READ_ALSO_INLINE_TAGS]))
    residues = {
        node.mem_id: node for node in found if node.mem_id in named or node.tag in MACHINE_TAGS
    }
    # The inner ones first: an element whose parent is gone must not be touched.
    for node in reversed(residues.values()):
        node.decompose()
    return settle(blocks, fragment_lines(container.html or ""), characters)


def settle(blocks: list[Block], taken: list[str], characters: int) -> Body:
    """Decide each block's fate and put the body together.

    Args:
        blocks: the container's blocks, tidied.
        taken: the lines that trafilatura took from it.
        characters: what the container holds, without whitespace; the ledger must account
            for all of it.
    """
    body = Body()
    body.dateline = find_opening(blocks)
    kept = [block for block in blocks if block.reason is None]
    for number in repeated_paragraphs([block.text for block in kept]):
        kept[number].reason = Residue.REPEATED_BLOCK
        if Flag.REPEATED_BLOCK not in body.flags:
            body.flags.append(Flag.REPEATED_BLOCK)
    stream = _Stream(taken)
    for block in blocks:
        text = block.text
        if block.reason is not None:
            _set_apart(block.reason, text, body)
            shown = text if block.reason is not Residue.SCRIPT else text[:_LEDGER_SCRIPT]
            body.ledger.append(LedgerEntry(Fate.REMOVED, block.reason, shown, weight(text)))
            continue
        fate = Fate.KEPT if stream.holds(text) else Fate.PUT_BACK
        body.paragraphs.append(text)
        body.ledger.append(LedgerEntry(fate, None, text, weight(text)))
    if any(entry.fate is Fate.PUT_BACK for entry in body.ledger):
        body.flags.append(Flag.TEXT_PUT_BACK)
    if sum(entry.characters for entry in body.ledger) != characters:
        body.flags.append(Flag.TEXT_UNACCOUNTED)
    if not body.paragraphs:
        body.flags.append(Flag.NO_TEXT)
    elif sum(map(len, body.paragraphs)) < SHORT_TEXT:
        body.flags.append(Flag.SHORT_TEXT)
    return body


def _set_apart(reason: Residue, text: str, body: Body) -> None:
    """Keep what the residue says about the article: credits, rights, the pull quote."""
    if reason is Residue.CREDIT_LINE:
        body.credit_lines.append(text)
    elif reason is Residue.COPYRIGHT and body.copyright is None and _names_owner(text):
        body.copyright = text
    elif reason is Residue.NOTICE and text:
        body.rights_notice = f"{body.rights_notice} {text}" if body.rights_notice else text
    elif reason is Residue.PULL_QUOTE and text and body.pull_quote is None:
        body.pull_quote = text


def _names_owner(text: str) -> bool:
    """Tell whether what stands at the place of the copyright line is one: a day is none."""
    return "©" in text or is_copyright(text)


class _Stream:
    """The lines that trafilatura took, without whitespace and its own marks."""

    def __init__(self, lines: list[str]) -> None:
        self._text = "".join(bare(line) for line in lines)
        self._at = 0

    def holds(self, text: str) -> bool:
        """Tell whether `text` was taken; looks on from the last hit, then from the start."""
        wanted = bare(text)
        if not wanted:
            return True
        at = self._text.find(wanted, self._at)
        if at < 0:
            at = self._text.find(wanted)
        if at < 0:
            return False
        self._at = at + len(wanted)
        return True


# trafilatura marks list items with "- " and cells with "|": neither is printed on the page.
_MARKS = re.compile(rf"[\s|•{UNSEEN}-]+")


def bare(text: str) -> str:
    """Return `text` without whitespace and list or table marks: how texts are compared."""
    return _MARKS.sub("", text)
