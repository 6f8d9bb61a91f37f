"""The fallback: markup that no layout knows, after a redesign or on a page never seen.

The fields come from what pages say to machines and from what stands around the text
(region.py): never from menus, side bars or related articles. Each such article carries the
flag `generic_layout`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

from crawler.dates import Moment, machine_moment, printed_moment
from crawler.items import (
    Article,
    Credit,
    Flag,
    Image,
    Kind,
    PublishedSource,
    Residue,
    Role,
)
from crawler.layouts import common
from crawler.layouts.blocks import SENTENCE_ENDS, Block, Line, squash, walk, weight
from crawler.layouts.body import Body, bare, named_residue, settle
from crawler.layouts.credits import parse_credits
from crawler.layouts.dateline import find_dateline
from crawler.layouts.keywords import keywords_of, tags_of
from crawler.layouts.layout import Layout, finish, read_fields
from crawler.layouts.opening import is_prose, name_headings
from crawler.layouts.page import Page
from crawler.layouts.pictures import ends_with_credit, image_meta, images_of, name_captions
from crawler.layouts.region import Region
from crawler.layouts.residue import is_copyright, is_notice
from crawler.layouts.sources import (
    TAG_LINK,
    Source,
    TimeSource,
    breadcrumb,
    credit_json_ld,
    credit_meta,
    element,
    for_kinds,
    section_meta,
    time_json_ld,
    time_meta,
)
from crawler.layouts.tags import longest_list, tag_json_ld, tag_links, tag_meta
from crawler.layouts.tidying import tidy

_LONGEST_DATE = 120
_BELOW = 120
"""Nodes behind the container among which a list of tags is looked for."""


def read_generic(page: Page, region: Region | None, name: str) -> Article | None:
    """Read a page by what its region shows; None when it has no title.

    Args:
        page: the page.
        region: where its text stands, None where trafilatura found none.
        name: `generic`, or `amp` for an AMP page whose container is unknown.
    """
    article = read_fields(page, _layout(region, name))
    if article is None:
        return None
    body = _read_body(article, region, page) if region else Body()
    in_json = json_ld_lines(page) if body.text is None else []
    if in_json:
        blocks = [Block([Line(line)], "p") for line in in_json]
        body = settle(tidy(blocks), in_json, sum(map(weight, in_json)))
    elif body.text is None and Flag.NO_TEXT not in body.flags:
        body.flags.append(Flag.NO_TEXT)
    finish(article, body)
    # Where the body has its own copyright line, the one below it is the site's.
    article.copyright = body.copyright or article.copyright
    if in_json:
        article.provenance["text"] = "json_ld articleBody"
    article.flags.insert(0, Flag.GENERIC_LAYOUT)
    return article


def _layout(region: Region | None, name: str) -> Layout:
    """Return the declaration for one page: its sources see what stands around the text."""
    return Layout(
        name=name,
        seen="anything else",
        known_since=1,
        paragraphs="as found",
        markers={},
        container=(),
        title=(
            Source("h1 above the text", lambda page: _heading(region)),
            element("h1"),
            *common.TITLE_ELSE,
        ),
        published=(
            TimeSource(
                PublishedSource.TIME_ELEMENT,
                "time near the text",
                lambda page: _time_elements(page, region),
            ),
            time_meta("article:published_time"),
            time_meta("datepublished"),
            time_json_ld("datePublished"),
            TimeSource(None, "printed near the text", lambda page: _printed(page, region)),
        ),
        updated=(
            time_meta("article:modified_time"),
            time_meta("datemodified"),
            time_json_ld("dateModified"),
        ),
        credits=(Source("lines around the text", lambda page: _credits(region)),),
        credits_else=(
            credit_json_ld({"creator": Role.REPORTER, "author": Role.EDITOR}),
            credit_meta("author", Role.REPORTER),
        ),
        category=(
            breadcrumb("[class*='breadcrumb'] li"),
            breadcrumb("[class*='breadcrumb'] a"),
            section_meta(),
        ),
        tags=(
            tag_links("ul.tags-widget a, .blog-tags a, a[rel='tag']"),
            Source("tag links near the text", lambda page: _tags(page, region)),
            Source("keyword line", lambda page: keywords_of(_before(region))),
            tag_meta("keywords"),
            tag_json_ld(),
        ),
        images=(
            Source("pictures near the text", lambda page: _images(page, region)),
            for_kinds(image_meta("og:image"), Kind.PHOTO, Kind.VIDEO),
        ),
        copyright=(Source("copyright line", lambda page: _line(region, is_copyright)),),
        rights_notice=(Source("notice", lambda page: _line(region, is_notice)),),
        residue=common.RESIDUE,
    )


def _before(region: Region | None) -> Iterator[str]:
    return _lines(region.before) if region else iter(())


def _lines(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if block.reason is None:
            for line in block.lines:
                yield line.text


def _heading(region: Region | None) -> str | None:
    if region is None or not region.before:
        return None
    first = region.before[0]
    return first.text if first.tag == "h1" and first.reason is None else None


def _time_elements(page: Page, region: Region | None) -> list[Moment]:
    if region is None:
        return []
    moments = [
        machine_moment(node.attributes.get("datetime") or "", page.zone)
        for node in page.all("time[datetime]")
        if region.is_near(node)
    ]
    return [moment for moment in moments if moment is not None]


def _printed(page: Page, region: Region | None) -> list[Moment]:
    """Return the times printed between headline and text.

    A caption, a sentence and a keyword line have days that are not the article's.
    """
    if region is None:
        return []
    moments = [
        printed_moment(line, page.zone)
        for line in _lines(region.before[1:])
        if len(line) <= _LONGEST_DATE
        and not ends_with_credit(line)
        and not is_prose(Line(line))
        and keywords_of([line]) is None
    ]
    return [moment for moment in moments if moment is not None]


def _credits(region: Region | None) -> list[Credit] | None:
    if region is None:
        return None
    pieces = [*tidy(region.before[1:]), *tidy(region.after)]
    lines = [block.text for block in pieces if block.reason is Residue.CREDIT_LINE]
    return [credit for line in lines for credit in parse_credits(line)] or None


def _line(region: Region | None, test: Callable[[str], bool]) -> str | None:
    for block in tidy(region.after) if region else []:
        if test(block.text):
            return block.text
    return None


def _tags(page: Page, region: Region | None) -> list[str] | None:
    """Return the tags of the largest list of tag links."""
    if region is None:
        return None
    links = (
        node
        for node in page.all("a[href]")
        if TAG_LINK.search(node.attributes.get("href") or "") and region.is_near(node, below=_BELOW)
    )
    return tags_of(longest_list(links))


def _images(page: Page, region: Region | None) -> list[Image] | None:
    if region is None:
        return None
    nodes = [node for node in page.all("img, amp-img") if region.is_near(node)]
    return images_of(page, [node for node in nodes if _is_picture(node)])


def _is_picture(node: LexborNode) -> bool:
    """Tell whether an <img> is a press picture: in a figure, or from the site's image hosts."""
    source = "".join(node.attributes.get(name) or "" for name in ("src", "data-src"))
    parent = node.parent
    in_figure = parent is not None and parent.tag in ("figure", "picture")
    return in_figure or "img.antaranews" in source or "cdn.antaranews" in source


def json_ld_lines(page: Page) -> list[str]:
    """Return the lines of JSON-LD's articleBody, [] when no article there has one."""
    for thing in page.json_ld:
        text = thing.get("articleBody")
        if isinstance(text, str) and text.strip():
            lines = [squash(line) for line in text.splitlines()]
            return [line for line in lines if line]
    return []


# --- the body -------------------------------------------------------------------------------


def _read_body(article: Article, region: Region, page: Page) -> Body:
    container = region.container
    characters = weight(container.text(deep=True))
    walked = walk(container, named_residue(container, common.RESIDUE))
    if page.watcher is not None:
        page.watcher.walked(container, walked)
    blocks = tidy(walked)
    taken = bare("".join(region.lines))
    name_headings(blocks, article, page.zone)
    name_captions(blocks, article)
    open_blocks = [block for block in blocks if block.reason is None]
    prose = [n for n, block in enumerate(open_blocks) if any(map(is_prose, block.lines))]
    first, last = (prose[0], prose[-1]) if prose else (0, len(open_blocks) - 1)
    for number, block in enumerate(open_blocks):
        if block.reason is None and number < first and region.headline_inside:
            # Section, share links, a lone label: the header's, not the text's.
            block.reason = None if find_dateline(block.text) else Residue.NOT_TEXT
        if block.reason is None and number > last and block.tag == "li":
            linked = all(line.link_share > 0.9 for line in block.lines)
            block.reason = Residue.NOT_TEXT if linked else None
        if block.reason is None and not (bare(block.text) in taken or first < number < last):
            ends = block.text.rstrip()[-1] in SENTENCE_ENDS
            link = max(line.link_share for line in block.lines) > 0.6
            block.reason = Residue.NOT_TEXT if link or not ends else None
    return settle(blocks, region.lines, characters)
