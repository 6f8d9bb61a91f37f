"""How a body begins: headline, date and keywords that some pages repeat inside the container.

And the dateline, with the pull quote that may stand before it without markup.
"""

from __future__ import annotations

import re

from crawler.date_forms import MONTHS, WEEKDAYS, ZONES
from crawler.dates import printed_moment
from crawler.items import Article, Kind, Residue
from crawler.layouts.blocks import SENTENCE_ENDS, Block, Line
from crawler.layouts.dateline import LONGEST_QUOTE, Dateline, find_dateline
from crawler.layouts.keywords import keywords_of
from crawler.layouts.residue import classify

# The keyword line sets no space behind its commas; a sentence that begins "id card, ..." does.
_COMMA_BEFORE_WORD = re.compile(r",\S")
_LONG = 60
_SHORT = 20
_LONGEST_DATE = 120
_ANY_ZONE = "Asia/Jakarta"
"""What makes a line a date is the same in each zone."""
_WORDS = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"[0-9]{4}")
"""What each printed date has: to look for it first is cheap."""
_DATE_WORDS = frozenset((*MONTHS, *WEEKDAYS, *ZONES, "pukul", "jam", "views", "dibaca", "kali"))
_MOST_BESIDE_DATE = 3
"""Words that may stand beside a date: a label, a place."""


def is_prose(line: Line) -> bool:
    """Tell whether a line reads like a sentence: no link, no residue, no label, no date."""
    if line.link_share > 0.4 or classify(line.text, line.link_share) is not None:
        return False
    if "," in line.text and keywords_of([line.text]):
        return False
    if len(line.text) <= _LONGEST_DATE and is_date(line.text, _ANY_ZONE):
        return False
    return len(line.text) >= _LONG or (
        len(line.text) >= _SHORT and line.text.rstrip()[-1] in SENTENCE_ENDS
    )


def name_headings(blocks: list[Block], article: Article, zone: str) -> None:
    """Name what stands above the first sentence and is no text: headline, date, keywords.

    Args:
        blocks: the body's blocks; the reasons of some are set.
        article: the article as far as it has been read.
        zone: the bureau's IANA zone, to recognise a printed date.
    """
    captions = _captions_above(blocks, article)
    for block in blocks:
        if block.reason is not None:
            continue
        text = block.text
        if text in (article.title, article.subtitle) or block.tag == "h1":
            block.reason = Residue.HEADING
        elif find_dateline(text) is not None:
            return
        elif len(text) <= _LONGEST_DATE and is_date(text, zone):
            block.reason = Residue.HEADING
        elif _COMMA_BEFORE_WORD.search(text) and keywords_of([text]):
            block.reason = Residue.TAGS
        elif text in captions:
            block.reason = Residue.CAPTION
        elif any(map(is_prose, block.lines)):
            return


def _captions_above(blocks: list[Block], article: Article) -> set[str | None]:
    """Return the captions that are no text; on a photo page they may be all there is to read."""
    captions = {image.caption for image in article.images}
    others = (*captions, article.title, article.subtitle)
    has_text = any(
        block.reason is None and block.text not in others and any(map(is_prose, block.lines))
        for block in blocks
    )
    return captions if has_text or article.kind is not Kind.PHOTO else set()


def is_date(text: str, zone: str) -> bool:
    """Tell whether a line is a printed date and no sentence, however short, that holds one."""
    if not _YEAR.search(text) or printed_moment(text, zone) is None:
        return False
    words = (word.casefold() for word in _WORDS.findall(text))
    return sum(word not in _DATE_WORDS for word in words) <= _MOST_BESIDE_DATE


def _begins_in_second_line(block: Block) -> bool:
    """Tell whether a single <br> parts a pull quote from the dateline behind it."""
    if len(block.lines) < 2 or find_dateline(block.lines[0].text) is not None:
        return False
    dateline = find_dateline(block.lines[1].text)
    return dateline is not None and dateline.place is not None and dateline.start == 0


def find_opening(blocks: list[Block]) -> Dateline | None:
    """Find the dateline, and set a pull quote apart that stands before it without markup.

    Args:
        blocks: the body's blocks. A block in which quote and text stand glued becomes two.
    """
    kept = [number for number, block in enumerate(blocks) if block.reason is None]
    if kept and _begins_in_second_line(blocks[kept[0]]):
        whole = blocks[kept[0]]
        blocks[kept[0] : kept[0] + 1] = [
            Block(lines, whole.tag, None, whole.element)
            for lines in (whole.lines[:1], whole.lines[1:])
        ]
        kept = [number for number, block in enumerate(blocks) if block.reason is None]
    for place, number in enumerate(kept[:3]):
        block = blocks[number]
        first = block.lines[0]
        dateline = find_dateline(first.text)
        if dateline is None:
            continue
        quote = dateline.quote(first.text)
        if place > 0 and (dateline.place is None or quote):
            continue
        if place > 0:
            if sum(len(blocks[before].text) for before in kept[:place]) > LONGEST_QUOTE:
                return None
            for before in kept[:place]:
                blocks[before].reason = Residue.PULL_QUOTE
        if quote:
            rest = Line(first.text[dateline.start :], first.link_characters, first.last_link)
            blocks[number : number + 1] = [
                Block([Line(quote)], block.tag, Residue.PULL_QUOTE, block.element),
                Block([rest, *block.lines[1:]], block.tag, None, block.element),
            ]
        return dateline
    return None
