"""Pictures, their captions and the credits that end them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from crawler.items import Image
from crawler.layouts.blocks import squash
from crawler.layouts.page import Page
from crawler.layouts.sources import Source

_PHOTO_CREDIT = re.compile(
    r"\(\s*((?:ANTARA|Antara|Foto|FOTO|Photo|REUTERS|Reuters|AFP|AP|HO|Xinhua|dok|Dok|ist|Ist|"
    r"ANTARAFOTO)(?:[\s/:.,-][^()]*|))\)?\s*[.,]?\s*$"
)
_ANY_CREDIT = re.compile(r"\(\s*([^()]*?/[^()]*?)\s*\)\s*\.?\s*$")
_BARE_CREDIT = re.compile(
    r"(?<=[.!?\"”)])\s+((?:ANTARA|Antara)(?:\s+(?:FOTO|Foto|News))?\s*/\s*[^()\n.]{2,60}?)\s*\.?$"
)
"""A credit without its brackets, behind the caption's last sentence."""
_LABELLED_CREDIT = re.compile(
    r"(?:^|[\s.])(?:Foto|FOTO|Photo|Sumber foto|Kredit)\s*:\s*([^()\n]{3,80})$"
)
_PLACEHOLDER = re.compile(
    r"^data:|blank\.|/pixel\b|spacer|placeholder|lazy[-_]?load|loading\.gif|/1x1|grey\.gif|"
    r"/(?:img|images|assets|static)/(?:logo|icon|default|no-?image)|"
    # The site's own pictures: press pictures come from img. and cdn.antaranews.com.
    r"//(?:www|m|static|[a-z]+)\.antaranews\.com/(?:img|assets|static)/",
    re.IGNORECASE,
)
_CAPTIONS = "figcaption, .wp-caption-text, #caption_news, .caption, .image-caption"
_CAPTION_CLIMB = 4
_LONGEST_CREDIT = 400
"""Characters at the end of a caption among which its credit is looked for."""
_MOST_IMAGES = 300
_IMAGE_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "src")


def _absolute(page: Page, address: str) -> str | None:
    try:
        return urljoin(page.key.canonical, address)
    except ValueError:  # "http://[x": an address of nothing
        return None


def image_url(page: Page, node: LexborNode) -> str | None:
    """Return the address of an <img> or <amp-img>, a lazy loader's placeholder passed over."""
    attributes = node.attributes
    for name in _IMAGE_ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        if value and not _PLACEHOLDER.search(value):
            return _absolute(page, value)
    candidates = (attributes.get("srcset") or attributes.get("data-srcset") or "").split(",")
    for candidate in reversed(candidates):
        value = candidate.strip().split(" ")[0]
        if value and not _PLACEHOLDER.search(value):
            return _absolute(page, value)
    return None


def caption_credit(caption: str | None) -> str | None:
    """Return the photo credit that ends a caption: "(ANTARA FOTO/Budi)"."""
    if not caption:
        return None
    caption = caption[-_LONGEST_CREDIT:]
    for pattern in (_PHOTO_CREDIT, _ANY_CREDIT, _BARE_CREDIT, _LABELLED_CREDIT):
        match = pattern.search(caption)
        if match:
            return squash(match[1]).strip(" /.") or None
    return None


def ends_with_credit(text: str) -> bool:
    """Tell whether a line ends with a photo's credit, as captions do."""
    return bool(_PHOTO_CREDIT.search(text) or _BARE_CREDIT.search(text))


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
    """Return the pictures of some <img> elements, each address once."""
    found: list[Image] = []
    seen: set[str] = set()
    for node in islice(nodes, 5 * _MOST_IMAGES):
        url = image_url(page, node)
        if url is None or url in seen:
            continue
        if len(seen) == _MOST_IMAGES:
            break
        seen.add(url)
        text = _caption_near(node)
        if text is None and caption and not found:
            text = page.text(caption)
        found.append(Image(url, text, caption_credit(text)))
    return found or None


def _caption_near(node: LexborNode) -> str | None:
    """Return the caption in the smallest box that holds this picture and no other.

    A caption box directly behind the picture's own counts too: pages with several pictures
    set figure, caption, figure, caption in a row.
    """
    box: LexborNode | None = node
    for _ in range(_CAPTION_CLIMB):
        if box is None or box.tag in ("body", "html") or len(box.css("img, amp-img")) > 1:
            return None
        following = box.next
        while following is not None and not following.is_element_node:
            following = following.next
        for place in (box, following):
            if place is None or (place is following and place.css_first("img, amp-img")):
                continue
            for caption in place.css(_CAPTIONS):
                text = squash(caption.text(deep=True))
                if text:
                    return text
            # Without a class that says so: what a figure holds, or a line behind the picture
            # that ends with a photo's credit.
            text = squash(place.text(deep=True)) if len(place.css("p")) <= 1 else ""
            if text and (place.tag == "figure" or ends_with_credit(text)):
                return text
        box = box.parent
    return None


def image_meta(name: str) -> Source[list[Image]]:
    """Return the picture that a <meta> names."""

    def read(page: Page) -> list[Image] | None:
        urls = [u for u in page.meta(name) if not _PLACEHOLDER.search(u)]
        url = _absolute(page, urls[0]) if urls else None
        return [Image(url)] if url else None

    return Source(f"meta {name}", read)
