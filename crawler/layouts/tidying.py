"""The lines of a body: residue that shares a line with text cut off, and named by its words."""

from __future__ import annotations

import re
from itertools import groupby

from crawler.items import Residue, Role
from crawler.layouts.blocks import Block, Line, shown, weight
from crawler.layouts.colophon import whole_lines
from crawler.layouts.credits import credit_tail, find_labels
from crawler.layouts.opening import is_prose
from crawler.layouts.residue import (
    COPYRIGHT_INLINE,
    LONGEST_READ_ALSO,
    NOTICE_INLINE,
    READ_ALSO_BEFORE_LINK,
    READ_ALSO_HINT,
    READ_ALSO_INLINE,
    classify,
    is_notice,
    is_read_also_heading,
    is_sentence,
)

# Residue whose words say nothing about what it is.
_SURE = (Residue.PULL_QUOTE, Residue.CAPTION, Residue.TAGS, Residue.READ_ALSO)
# What may stand glued behind text, with words to look for first: most lines hold none.
_INLINE = (
    (NOTICE_INLINE, Residue.NOTICE, ("ilarang", "ILARANG", "rohibited", "orbidden")),
    (COPYRIGHT_INLINE, Residue.COPYRIGHT, ("©",)),
)
_BRACKET_CLOSED = re.compile(r"\s*[)\]](?:\s*\.$)?")
_EMPTY_BRACKETS = re.compile(r"(?:\(\s*\)|\[\s*\])\s*\.?$")
"""What is left where a link to another article stood in brackets."""
_POINTER = re.compile(r"[»›→►▶•*|]\s*$")
"""What an editor sets before "Baca juga"."""
_WORD = re.compile(r"\w")
_UNSHOWN = (Residue.SCRIPT, Residue.EMPTY)
"""What stands between two blocks and parts them for nobody."""
_PARTICULAR = re.compile(r"[A-Z][\w /-]{1,30}[:：]\s*\S.{0,80}$")
_FOOTNOTE = re.compile(r"\s*(?:\*|\(\*|Penulis\s+(?:adalah|merupakan)\b)")
_MOST_LISTED = 8
"""Labels in a row that can be a list's."""
_NEWSROOM = (Role.REPORTER, Role.UPLOADER)


def tidy(blocks: list[Block]) -> list[Block]:
    """Cut residue that shares a line with text, and name the lines that are residue."""
    tidied: list[Block] = []
    origins: list[int] = []
    announced = False
    for origin, block in enumerate(_with_whole_notices(blocks)):
        if block.reason in _UNSHOWN:
            tidied.append(block)
            origins.append(origin)
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
        origins += [origin] * (len(tidied) - len(origins))
    return _rejoined(tidied, origins, _spare_inner_labels(tidied))


def _rejoined(blocks: list[Block], origins: list[int], spared: set[int]) -> list[Block]:
    """Return blocks, those that were parted for nothing put together again.

    Args:
        blocks: in order.
        origins: the number of the paragraph that each was cut out of.
        spared: the numbers of those that were taken for residue and are text.
    """
    whole: list[Block] = []
    for number, block in enumerate(blocks):
        if (
            {number - 1, number} & spared
            and whole
            and whole[-1].reason is block.reason is None
            and origins[number - 1] == origins[number]
        ):
            whole[-1].lines = [*whole[-1].lines, *block.lines]
        else:
            whole.append(block)
    return whole


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


def _spare_inner_labels(blocks: list[Block]) -> set[int]:
    """Give a lone "Penulis: Andrea Hirata" back to the text that it belongs to.

    Credits stand above the first sentence or below the last one; between sentences such a line
    belongs to a list or an interview, unless a selector or a second label says otherwise. One on
    a line beside it does so where it is a newsroom's: a book has an author and an editor, too. So
    it does at the end of a text, between "Judul: ..." and "Penerbit: ...".

    Returns:
        The numbers of the blocks that are text again.
    """
    prose = [n for n, b in enumerate(blocks) if b.reason is None and any(map(_goes_on, b.lines))]
    seen = [number for number, block in enumerate(blocks) if block.reason not in _UNSHOWN]
    labels = [
        [role for _, _, role in find_labels(blocks[n].text)] if _is_by_words(blocks[n]) else []
        for n in seen
    ]
    visible = [blocks[number] for number in seen]
    spared: set[int] = set()
    for place, number in enumerate(seen):
        if len(labels[place]) != 1 or not prose or number < prose[0]:
            continue
        beside = [role for near in labels[max(place - 1, 0) : place + 2] for role in near]
        alone = len(beside) == 1 or not any(role in _NEWSROOM for role in beside)
        if alone and (number < prose[-1] or _is_listed(visible, labels, place)):
            spared.add(number)
    for number in spared:
        blocks[number].reason = None
    return spared


def _is_listed(blocks: list[Block], labels: list[list[Role]], place: int) -> bool:
    """Tell whether particulars that are nobody's credits stand before and behind some labels.

    Args:
        blocks: those that are seen.
        labels: the labels of each.
        place: of one with a single label. A newsroom's is never listed.
    """
    if labels[place][0] in _NEWSROOM:
        return False
    before = reversed(range(max(place - _MOST_LISTED, 0), place))
    behind = range(place + 1, min(place + _MOST_LISTED, len(blocks)))
    ends = [
        next((blocks[near] for near in side if len(labels[near]) != 1), None)
        for side in (before, behind)
    ]
    lines = [
        block.lines[end].text
        for block, end in zip(ends, (-1, 0), strict=True)
        if block is not None and block.reason is None
    ]
    return len(lines) == 2 and all(map(_PARTICULAR.match, lines))


def _goes_on(line: Line) -> bool:
    """Tell whether a line is a sentence of the text, and no footnote about who wrote it."""
    return is_prose(line) and not _FOOTNOTE.match(line.text)


def _is_by_words(block: Block) -> bool:
    return block.by_words and block.reason is Residue.CREDIT_LINE


def _is_link(line: Line) -> bool:
    """Tell whether a line is a link and no more than a dash or a dot before it."""
    beside = weight(line.text) - line.link_characters
    return line.link_share >= 0.9 or (line.link_characters > 0 and beside <= 1)


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


def _announcement(line: Line) -> re.Match[str] | None:
    """Find "Baca juga:", and "Baca juga" without a colon before a link that ends the line."""
    found = READ_ALSO_INLINE.search(line.text)
    at = line.text.rfind(line.last_link) if line.last_link else -1
    if found is None and at >= 0 and not _WORD.search(line.text, at + len(line.last_link)):
        found = READ_ALSO_BEFORE_LINK.search(line.text, 0, at)
    return found


def _cut_read_also(line: Line) -> list[tuple[Line, Residue | None]]:
    """Cut "Baca juga: <link>" out of the line of text that it shares."""
    match = _announcement(line) if READ_ALSO_HINT.search(line.text) else None
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
    if line.text[:start].endswith(("(", "[")) and (closed := _BRACKET_CLOSED.match(line.text, end)):
        start, end = start - 1, closed.end()
    elif pointer := _POINTER.search(line.text[:start]):
        start = pointer.start()
    if not _WORD.search(line.text, end):  # a stop behind the link ends no sentence
        end = len(line.text)
    before, after = line.text[:start].rstrip(), line.text[end:].strip()
    if before:
        pieces.append((Line(before), None))
    pieces.append((Line(line.text[start:end], weight(line.last_link)), Residue.READ_ALSO))
    if after:
        pieces.append((Line(after), None))
    return pieces
