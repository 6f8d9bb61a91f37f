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
from itertools import groupby

from selectolax.lexbor import LexborNode

from crawler.items import Article, Fate, Flag, LedgerEntry, Residue, Role
from crawler.layouts.blocks import MACHINE_TAGS, UNSEEN, Block, Line, shown, squash, walk, weight
from crawler.layouts.colophon import whole_lines
from crawler.layouts.credits import credit_tail, find_labels
from crawler.layouts.dateline import Dateline
from crawler.layouts.opening import find_opening, is_prose, name_headings
from crawler.layouts.repeats import repeated_paragraphs
from crawler.layouts.residue import (
    COPYRIGHT_INLINE,
    LONGEST_READ_ALSO,
    NOTICE_INLINE,
    READ_ALSO_INLINE,
    READ_ALSO_WORDS,
    classify,
    is_copyright,
    is_notice,
    is_read_also_heading,
    is_sentence,
)
from crawler.layouts.text import fragment_lines
from crawler.layouts.watch import Watcher

SHORT_TEXT = 50
"""Characters under which a text is flagged: mostly videos (53 of 1,080 articles of 2023)."""

_LEDGER_SCRIPT = 120
_MOST_LOOKED_AT = 5_000_000
"""Characters of elements that may be residue. Boxes nested thousands deep hold each other's; what
is met beyond this stays in the text, unless its words name it."""
_READ_ALSO_HINT = re.compile(READ_ALSO_WORDS, re.IGNORECASE)
# Residue whose words say nothing about what it is.
_SURE = (Residue.PULL_QUOTE, Residue.CAPTION, Residue.TAGS, Residue.READ_ALSO)
# What may stand glued behind text, with words to look for first: most lines hold none.
_INLINE = (
    (NOTICE_INLINE, Residue.NOTICE, ("ilarang", "ILARANG", "rohibited", "orbidden")),
    (COPYRIGHT_INLINE, Residue.COPYRIGHT, ("©",)),
)
_BRACKET_CLOSED = re.compile(r"\s*\)(?:\s*\.$)?")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)\s*\.?$")
"""What is left where a link to another article stood in brackets."""
_READ_ALSO_INLINE_TAGS = "b, strong, span, em, i, u, font, small, a"
UNSHOWN = (Residue.SCRIPT, Residue.EMPTY)
"""What stands between two blocks and parts them for nobody."""
_NEWSROOM = (Role.REPORTER, Role.UPLOADER)
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
    if _READ_ALSO_HINT.search(container.text(deep=True)):
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
                    named.update(dict.fromkeys(between, Residue.READ_ALSO))
        elif _READ_ALSO_HINT.match(text) and classify(text, _link_share(node)):
            named[node.mem_id] = Residue.READ_ALSO


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


# --- lines ----------------------------------------------------------------------------------


def tidy(blocks: list[Block]) -> list[Block]:
    """Cut residue that shares a line with text, and name the lines that are residue."""
    tidied: list[Block] = []
    announced = False
    for block in _with_whole_notices(blocks):
        if block.reason in UNSHOWN:
            tidied.append(block)
            continue
        paragraph: list[Line] = []
        for line in block.lines:
            for piece, found in _cut(line, block.reason):
                reason = found
                if block.reason is None and reason is None and announced and _is_link(piece):
                    reason = Residue.READ_ALSO
                if reason is None and not shown(piece.text):
                    reason = Residue.EMPTY
                announced = is_read_also_heading(piece.text) or (
                    announced and reason in (Residue.READ_ALSO, Residue.ADVERTISEMENT)
                )
                if reason is None:
                    paragraph.append(piece)
                    continue
                if paragraph:
                    tidied.append(Block(paragraph, block.tag, None, block.element))
                    paragraph = []
                by_words = block.reason is None
                tidied.append(Block([piece], block.tag, reason, block.element, by_words))
        if paragraph:
            tidied.append(Block(paragraph, block.tag, None, block.element))
    _spare_inner_labels(tidied)
    return tidied


def _with_whole_notices(blocks: list[Block]) -> list[Block]:
    """Put a notice or a copyright line that <br> divides together again.

    Within a paragraph; and within an element of which `walk` made a block a line: a named one, or
    one whose lines are so long that they are paragraphs.
    """
    whole: list[Block] = []
    for (_, reason), group in groupby(blocks, key=_box):
        members = list(group)
        if reason in (None, Residue.CREDIT_LINE, Residue.COPYRIGHT):
            if all(len(block.lines) == 1 for block in members):
                lines = [block.lines[0] for block in members]
                joined = whole_lines(lines)
                if len(joined) < len(lines):
                    first = members[0]
                    members = [Block([line], first.tag, reason, first.element) for line in joined]
            for block in members:
                block.lines = whole_lines(block.lines)
        whole += members
    return whole


def _box(block: Block) -> tuple[int, Residue | None]:
    return block.element.mem_id if block.element is not None else 0, block.reason


def _spare_inner_labels(blocks: list[Block]) -> None:
    """Give a lone "Penulis: Andrea Hirata" back to the text that goes on behind it.

    Credits stand above the first sentence or below the last one; between sentences such a line
    belongs to a list or an interview, unless a selector or a second label says otherwise. One on
    a line beside it does so where it is a newsroom's: a book has an author and an editor, too.
    """
    prose = [n for n, b in enumerate(blocks) if b.reason is None and any(map(is_prose, b.lines))]
    seen = [number for number, block in enumerate(blocks) if block.reason not in UNSHOWN]
    labels = [
        [role for _, _, role in find_labels(blocks[n].text)] if _is_by_words(blocks[n]) else []
        for n in seen
    ]
    for place, number in enumerate(seen):
        if len(labels[place]) != 1 or not prose or not prose[0] < number < prose[-1]:
            continue
        beside = [role for near in labels[max(place - 1, 0) : place + 2] for role in near]
        if len(beside) == 1 or not any(role in _NEWSROOM for role in beside):
            blocks[number].reason = None


def _is_by_words(block: Block) -> bool:
    return block.by_words and block.reason is Residue.CREDIT_LINE


def _is_link(line: Line) -> bool:
    return line.link_share >= 0.9


def _cut(line: Line, reason: Residue | None) -> list[tuple[Line, Residue | None]]:
    """Return the pieces of a line with the reason of each that is residue.

    A line of named residue keeps its reason unless its words say another: the colophon of a
    page holds credits, copyright and notice under one selector.
    """
    if not line.text:
        return [(line, reason)]
    pieces: list[tuple[Line, Residue | None]] = []
    rest = line
    if reason is None or reason is Residue.CREDIT_LINE:
        for pattern, piece_reason, signs in _INLINE:
            match = pattern.search(rest.text) if any(s in rest.text for s in signs) else None
            if match is None:
                continue
            tail = rest.text[match.start() :]
            if piece_reason is Residue.NOTICE and not is_notice(tail):
                continue
            if piece_reason is Residue.COPYRIGHT and len(tail) > match.end() - match.start() + 40:
                continue
            pieces.insert(0, (Line(tail), piece_reason))
            rest = Line(rest.text[: match.start()].rstrip(), rest.link_characters, rest.last_link)
        start = credit_tail(rest.text) if ":" in rest.text or "：" in rest.text else None
        if start is not None:
            pieces.insert(0, (Line(rest.text[start:]), Residue.CREDIT_LINE))
            rest = Line(rest.text[:start].rstrip(), rest.link_characters, rest.last_link)
    if reason is None and (empty := _EMPTY_BRACKETS.search(rest.text)):
        pieces.insert(0, (Line(empty[0]), Residue.READ_ALSO))
        rest = Line(rest.text[: empty.start()].rstrip(), rest.link_characters, rest.last_link)
    if rest.text:
        found = classify(rest.text, rest.link_share)
        if reason is not None:
            named = found if found is not None and reason not in _SURE else reason
            pieces.insert(0, (rest, named))
        elif found is not None:
            pieces.insert(0, (rest, found))
        else:
            pieces[0:0] = _cut_read_also(rest)
    return pieces


def _cut_read_also(line: Line) -> list[tuple[Line, Residue | None]]:
    """Cut "Baca juga: <link>" out of the line of text that it shares."""
    match = READ_ALSO_INLINE.search(line.text) if _READ_ALSO_HINT.search(line.text) else None
    # "..., baca juga: ..." with a small letter goes on with its sentence.
    if match is None or not match[0][0].isupper():
        return [(line, None)]
    tail = line.text[match.end() :]
    at = tail.find(line.last_link) if line.last_link else -1
    if 0 <= at <= LONGEST_READ_ALSO:
        end = match.end() + at + len(line.last_link)
    elif len(tail) <= LONGEST_READ_ALSO and not is_sentence(line.text[match.start() :], 0.0):
        # No link tells where it ends: it takes the rest of the line.
        end = len(line.text)
    else:
        return [(line, None)]
    pieces: list[tuple[Line, Residue | None]] = []
    start = match.start()
    if line.text[:start].endswith("(") and (closed := _BRACKET_CLOSED.match(line.text, end)):
        start, end = start - 1, closed.end()
    before, after = line.text[:start].rstrip(), line.text[end:].strip()
    if before:
        pieces.append((Line(before), None))
    pieces.append((Line(line.text[start:end], weight(line.last_link)), Residue.READ_ALSO))
    if after:
        pieces.append((Line(after), None))
    return pieces
