"""Where the tags of an article may stand on a page: part of the vocabulary of `sources`."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from crawler.layouts.blocks import BLOCK_TAGS, one_line, text_lines, weight
from crawler.layouts.keywords import keywords_of, tags_of
from crawler.layouts.page import Page
from crawler.layouts.sources import Source

_HIGHEST = 12
"""Elements above one that are looked at."""
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_MOST_WRAPPED = 2
"""Elements of its own that each tag of a list may stand in."""


def tag_links(selector: str) -> Source[list[str]]:
    """Return the texts of tag links, "#" cut off; a side bar's list of topics is none's."""

    def read(page: Page) -> list[str] | None:
        links = (node for node in page.all(selector) if not _stands_aside(node))
        return tags_of(map(one_line, links))

    return Source(selector, read)


def _stands_aside(node: LexborNode) -> bool:
    """Tell whether an element stands in a side bar, a menu or the page's footer.

    One without an end has swallowed the headline, too.
    """
    above = node.parent
    in_footer = False
    for _ in range(_HIGHEST):
        if above is None:
            break
        names = above.attributes.get("class") or ""
        if above.tag in ("aside", "nav") or "sidebar" in names or "widget" in names.split():
            return above.css_first("h1") is None
        if above.tag in ("article", "main"):
            return False
        in_footer = in_footer or (above.tag == "footer" and "post-" not in names)
        above = above.parent
    return in_footer


def longest_list(links: Iterable[LexborNode]) -> list[str]:
    """Return the texts of the largest list that some links make; those in a sentence make none.

    Args:
        links: to the pages of tags, wherever they stand.
    """
    lists: dict[int, list[str]] = {}
    listing: dict[int, bool] = {}
    for link in links:
        if link.css_first(_HEADINGS) is not None:  # a topic of the day in a side bar
            continue
        box = link.parent
        for _ in range(_MOST_WRAPPED):
            above = box.parent if box is not None else None
            if box is None or above is None or box.tag == "p" or not _holds_only(box, link):
                break
            if not _lists(above, listing):
                # <em> around a link in a sentence is no list of one.
                box = box if box.tag in BLOCK_TAGS else None
                break
            box = above
        if box is not None and _lists(box, listing):
            lists.setdefault(box.mem_id, []).append(one_line(link))
    return max(lists.values(), key=len, default=[])


def _holds_only(box: LexborNode, link: LexborNode) -> bool:
    """Tell whether a box holds a link and nothing else that is read."""
    return weight(box.text(deep=True).replace("#", "")) <= weight(link.text(deep=True))


def _lists(box: LexborNode, known: dict[int, bool]) -> bool:
    """Tell whether a box is a list of links: most of its text is theirs.

    A paragraph that is a link points to something; that of a list has more of them.
    """
    if box.mem_id not in known:
        links = box.css("a")
        linked = sum(weight(one.text(deep=True)) for one in links)
        few = box.tag == "p" and len(links) < 2
        known[box.mem_id] = not few and 2 * linked >= weight(box.text(deep=True))
    return known[box.mem_id]


def tag_meta(name: str) -> Source[list[str]]:
    """Return the keywords of a <meta> without the site's boilerplate words."""

    def read(page: Page) -> list[str] | None:
        return tags_of([word for text in page.meta(name) for word in text.split(",")])

    return Source(f"meta {name}", read)


def tag_text(selector: str) -> Source[list[str]]:
    """Return the keywords of an element that holds them with commas."""

    def read(page: Page) -> list[str] | None:
        text = page.text(selector)
        return tags_of(text.split(",")) if text else None

    return Source(selector, read)


def tag_json_ld() -> Source[list[str]]:
    """Return the keywords of the JSON-LD, a text or a list, nested as on pages of 2017."""

    def read(page: Page) -> list[str] | None:
        words: list[str] = []

        def gather(value: object, depth: int) -> None:
            if isinstance(value, str):
                words.extend(value.split(","))
            elif isinstance(value, list) and depth < 4:
                for item in value:
                    gather(item, depth + 1)

        for thing in page.json_ld:
            gather(thing.get("keywords"), 0)
        return tags_of(words)

    return Source("json_ld keywords", read)


def keyword_line(selector: str) -> Source[list[str]]:
    """Return the keywords of the line "id <keyword>,<keyword>,..." of regional pages."""

    def read(page: Page) -> list[str] | None:
        return keywords_of(line for node in page.all(selector) for line in text_lines(node))

    return Source(f"keyword line of {selector}", read)
