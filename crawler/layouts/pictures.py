"""Pictures, their captions and the credits that end them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from crawler.items import Article, Image, Kind, Residue
from crawler.layouts.blocks import (
    BLOCK_TAGS,
    MACHINE_TAGS,
    Block,
    first_line,
    one_line,
    squash,
    walk,
    weight,
)
from crawler.layouts.common import RESIDUE
from crawler.layouts.dateline import GLUED, find_dateline
from crawler.layouts.page import Page
from crawler.layouts.sources import Source

_PHOTO_CREDIT = re.compile(
    rf"\(\s*((?:(?:ANTARA|Antara){GLUED}?|Foto|FOTO|Photo|REUTERS|Reuters|AFP|AP|HO|Xinhua|"
    r"[dD]ok|[iI]st|[iI]stimewa)(?:[\s/:.,-][^()]*|))\)?\s*[.,]?\s*$"
)
_ANY_CREDIT = re.compile(r"\(\s*([^()]*?/[^()]*?)\s*\)\s*\.?\s*$")
_BARE_CREDIT = re.compile(
    r"(?<=[.!?\"”)])\s+((?:(?:ANTARA|Antara)(?:\s+(?:FOTO|Foto|News))?|REUTERS|Reuters|AFP|AP|Xinhua)"
    r"\s*/\s*[^()\n.]{2,60}?)\s*\.?$"
)
"""A credit without its brackets, behind the caption's last sentence."""
_UNSTOPPED_CREDIT = re.compile(
    r"\s(ANTARA(?:\s(?:FOTO|Foto))?/(?:HO-)?[A-Z][\w'’.-]*"
    r"(?:(?:\s[A-Z][\w'’.-]*){1,3}(?:/[A-Za-z]{2,4})?|/[A-Za-z]{2,4}))\.?$"
)
"""The same without a stop before it: a full name, or a name and the code of who sent it. One name
alone may be another agency's."""
_LABELLED_CREDIT = re.compile(
    r"(?:^|[\s.])(?:Foto|FOTO|Photo|Sumber foto|Kredit)\s*:\s*([^()\n]{3,80})$"
)
_NAMED = re.compile(r"[/:]|(?:ho|dok|ist|istimewa)\b", re.IGNORECASE)
"""What a credit has that says more than the agency's name: whose the picture is."""
_CREDITS = (_PHOTO_CREDIT, _ANY_CREDIT, _BARE_CREDIT, _LABELLED_CREDIT, _UNSTOPPED_CREDIT)
_PLACEHOLDER = re.compile(
    r"^data:|blank\.|/pixel\b|spacer|placeholder|lazy[-_]?load|loading\.gif|/1x1|grey\.gif|"
    r"/(?:img|images|assets|static)/(?:logo|icon|default|no-?image)|"
    # The site's own pictures: press pictures come from img. and cdn.antaranews.com.
    r"//(?:www|m|static|[a-z]+)\.antaranews\.com/(?:img|assets|static)/",
    re.IGNORECASE,
)
_CAPTIONS = "figcaption, .wp-caption-text, #caption_news, .caption, .image-caption, .flex-caption"
_CAPTION_CLIMB = 4
_LONGEST_CREDIT = 400
"""Characters at the end of a caption among which its credit is looked for."""
_LONGEST_LINE = 300
"""Characters of a line that can be a caption; what is longer may be a paragraph."""
_LONGEST_CAPTION = 1_000
_MOST_PARTS = 20
"""Texts and inline elements of one caption."""
_MOST_IMAGES = 300
_PICTURES = "img, amp-img"
_UNSCRIPTED = "noscript img, noscript amp-img"
_MOST_BOXES = 20
_MOST_COPIES = _MOST_SOURCES = 10
_MOST_PROSE = {Residue.ADVERTISEMENT: 60, Residue.READ_ALSO: 400}
"""Characters up to which a box of these kinds is one; what an unclosed one swallows is not its."""
_IMAGE_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "src")


def _absolute(page: Page, address: str) -> str | None:
    try:
        return urljoin(page.key.canonical, address)
    except ValueError:  # "http://[x": an address of nothing
        return None


def image_url(page: Page, node: LexborNode) -> str | None:
    """Return the address of an <img> or <amp-img>, a lazy loader's placeholder passed over.

    Where it has none itself, its <picture> may name it in a <source>.
    """
    attributes = node.attributes
    for name in _IMAGE_ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        if value and not _PLACEHOLDER.search(value):
            return _absolute(page, value)
    for one in (node, *_sources_before(node)):
        for name in ("srcset", "data-srcset"):
            largest = _of_set(one.attributes.get(name) or "")
            if largest:
                return _absolute(page, largest)
    return None


def _sources_before(node: LexborNode) -> list[LexborNode]:
    """Return the <source> elements of an <img>'s <picture>, in its order."""
    sources: list[LexborNode] = []
    parent, before = node.parent, node.prev
    if parent is None or parent.tag != "picture":
        return []
    for _ in range(4 * _MOST_SOURCES):  # whitespace stands between them
        if before is None or len(sources) == _MOST_SOURCES:
            break
        if before.tag == "source":
            sources.append(before)
        before = before.prev
    return sources[::-1]


def _of_set(candidates: str) -> str | None:
    """Return the last address of a `srcset`, its largest by custom."""
    if _PLACEHOLDER.match(candidates.strip()):  # a data address has a comma of its own
        return None
    for candidate in reversed(candidates.split(",")):
        value = candidate.strip().split(" ")[0]
        if value and not _PLACEHOLDER.search(value):
            return value
    return None


def caption_credit(caption: str | None) -> str | None:
    """Return the photo credit that ends a caption: "(ANTARA FOTO/Budi)"."""
    if not caption:
        return None
    caption = caption[-_LONGEST_CREDIT:]
    for pattern in _CREDITS:
        match = pattern.search(caption)
        if match:
            return squash(match[1]).strip(" /.") or None
    return None


def ends_with_credit(text: str) -> bool:
    """Tell whether a line ends with a photo's credit, as captions do."""
    return bool(_PHOTO_CREDIT.search(text) or _BARE_CREDIT.search(text))


def name_captions(blocks: Iterable[Block], article: Article) -> None:
    """Name the captions that stand in a body as lines like others, below their pictures.

    They end with a photo's credit, which names somebody: a report that ends with "(ANTARA)" does
    not. On the page of a photo, and with a dateline, a caption is what there is to read.

    Args:
        blocks: the body's blocks; the reasons of some are set.
        article: the article with its images.
    """
    captions = {image.caption for image in article.images if image.caption}
    if article.kind is Kind.PHOTO or not captions:
        return
    for block in blocks:
        text = squash(block.text)
        if block.reason is None and len(text) <= _LONGEST_LINE and text in captions:
            credit = caption_credit(text) if ends_with_credit(text) else None
            if credit and _NAMED.search(credit) and find_dateline(text) is None:
                block.reason = Residue.CAPTION


def images(selector: str, caption: str | None = None) -> Source[list[Image]]:
    """Return pictures with their captions.

    Args:
        selector: the <img> elements.
        caption: a selector for the caption; it is looked for in the picture's own figure
            first, and on the page when there is one picture and one caption.
    """
    return Source(selector, lambda page: images_of(page, page.all(selector), caption))


def images_of(
    page: Page, nodes: Iterable[LexborNode], caption: str | None = None
) -> list[Image] | None:
    """Return the pictures of some <img> elements, each address once.

    Pictures of advertisements and of other articles are left out, and copies for browsers
    without scripts.
    """
    found: list[Image] = []
    seen: set[str] = set()
    nodes = list(islice(nodes, 5 * _MOST_IMAGES))
    left_out = _foreign(page, nodes) | _copies(page, nodes) if nodes else set()
    for node in nodes:
        url = image_url(page, node)
        if url is None or url in seen or node.mem_id in left_out:
            continue
        if len(seen) == _MOST_IMAGES:
            break
        seen.add(url)
        text = _caption_near(page, node)
        if text is None and caption and not found:
            text = page.text(caption)
        found.append(Image(url, text, caption_credit(text)))
    return found or None


def _foreign(page: Page, nodes: Iterable[LexborNode]) -> set[int]:
    """Return those pictures (by `mem_id`) in boxes of advertisements and of other articles."""
    wanted = {node.mem_id for node in nodes}
    foreign: set[int] = set()
    budget = _MOST_BOXES
    for selector, reason in RESIDUE.items():
        for box in page.all(selector) if reason in _MOST_PROSE else ():
            inside = {picture.mem_id for picture in box.css(_PICTURES)} & wanted
            if inside - foreign and budget > 0:
                budget -= 1
                foreign |= inside if _is_foreign(box, reason) else set()
    return foreign


def _is_foreign(box: LexborNode, reason: Residue) -> bool:
    """Tell whether a box that a selector names holds nothing of the article.

    A page may set an article's own picture, with its caption, into a box of a fixed size, as
    advertisements have.
    """
    if reason is Residue.ADVERTISEMENT and box.css_first(f"figure, {_CAPTIONS}") is not None:
        return False
    prose = sum(
        weight(line.text) - line.link_characters
        for block in walk(box, {})
        if block.reason is None
        for line in block.lines
    )
    return prose <= _MOST_PROSE[reason]


def _copies(page: Page, nodes: Iterable[LexborNode]) -> set[int]:
    """Return the pictures (by `mem_id`) in a <noscript> whose file another <img> names too.

    They stand behind a lazily loaded picture, for browsers without scripts, in any size.
    """
    unscripted = {node.mem_id for node in page.all(_UNSCRIPTED)}
    if not unscripted:
        return unscripted
    named = [(node.mem_id, image_url(page, node)) for node in nodes]
    shown = {_file_name(url) for one, url in named if url and one not in unscripted}
    return {one for one, url in named if url and one in unscripted and _file_name(url) in shown}


def _file_name(url: str) -> str:
    """Return a picture's file name; sizes stand in the folders before it."""
    return url.partition("?")[0].rpartition("/")[2].removesuffix(".webp")


def _caption_near(page: Page, node: LexborNode) -> str | None:
    """Return the caption in the smallest box that holds this picture and no other.

    A caption box directly behind the picture's own counts too: pages with several pictures
    set figure, caption, figure, caption in a row.
    """
    box: LexborNode | None = node
    for _ in range(_CAPTION_CLIMB):
        if box is None or box.tag in ("body", "html") or _holds_several(page, box):
            return None
        following = box.next
        while following is not None and not following.is_element_node:
            following = following.next
        for place in (box, following):
            if place is None or (place is following and place.css_first(_PICTURES)):
                continue
            text = first_line(place.css(_CAPTIONS))
            if text:
                return text
            # Without a class that says so: what a figure holds, or a line behind the picture
            # that ends with a photo's credit.
            text = one_line(place) if len(place.css("p")) <= 1 else ""
            if text and (place.tag == "figure" or _is_credited(text)):
                return text
        text = _line_behind(box)
        if _is_credited(text):
            return text
        box = box.parent
    return None


def _is_credited(text: str) -> bool:
    """Tell whether a text is a line that ends with a photo's credit; a body may end so, too."""
    return len(text) <= _LONGEST_CAPTION and ends_with_credit(text)


def _line_behind(node: LexborNode) -> str:
    """Return the text behind a picture that stands among text, up to the next break.

    One break may stand before it.
    """
    text = ""
    breaks = 0
    following = node.next
    for _ in range(_MOST_PARTS):
        if following is None or following.tag in BLOCK_TAGS | {"img", "amp-img"}:
            break
        if following.tag == "br":
            breaks += 1
            if squash(text) or breaks > 1:
                break
        elif following.is_text_node:
            text += following.text_content or ""
        elif following.is_element_node and following.tag not in MACHINE_TAGS:
            text += following.text(deep=True)
        following = following.next
    return squash(text)


def _holds_several(page: Page, box: LexborNode) -> bool:
    """Tell whether a box holds more than one picture; a copy in another size is the same one."""
    pictures = box.css(_PICTURES)
    if len(pictures) > _MOST_COPIES:
        return True
    addresses = [image_url(page, picture) for picture in pictures] if len(pictures) > 1 else []
    return len({_file_name(url) for url in addresses if url}) > 1


def image_meta(name: str) -> Source[list[Image]]:
    """Return the picture that a <meta> names."""

    def read(page: Page) -> list[Image] | None:
        urls = [u for u in page.meta(name) if not _PLACEHOLDER.search(u)]
        url = _absolute(page, urls[0]) if urls else None
        return [Image(url)] if url else None

    return Source(f"meta {name}", read)
