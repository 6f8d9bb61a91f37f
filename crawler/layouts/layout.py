"""What a layout is, and the machinery that reads a page by it.

A layout is a declaration: markers that tell it is this one, the container of the body, the
sources of each field in the order of trust, and the residue inside the container with the
reason of each. How pages are read stands here, once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from selectolax.lexbor import LexborNode

from crawler.dates import Moment, dateline_day
from crawler.items import (
    Article,
    Credit,
    Fate,
    Flag,
    Image,
    Kind,
    PublishedSource,
    Residue,
    Role,
)
from crawler.layouts.blocks import has_text, one_line, weight
from crawler.layouts.body import Body, read_body
from crawler.layouts.credits import parse_credits
from crawler.layouts.page import Page
from crawler.layouts.rights import signals_on
from crawler.layouts.sources import Source, TimeSource
from crawler.layouts.stray import take_back

T = TypeVar("T")
_CONFLICT = 86_400
_MOST_CONTAINERS = 20
_HEADINGS = "h1, h2, h3"
_PRESS_RELEASE = (
    *("newswire", "pr wire", "prwire", "business wire", "media outreach", "asianet"),
    *("rilis pers", "press release"),
)
"""Words of those who spread press releases, and of the section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One generation of page markup, declared."""

    name: str
    seen: str
    """When and where the markup is known from."""
    known_since: int
    """The first `EXTRACTOR_VERSION` that reads it."""
    paragraphs: str
    """What divides its paragraphs, in the words of docs/reading.md."""
    markers: Mapping[str, int]
    """Selectors that speak for this layout, and how loudly."""
    container: Sequence[str]
    """Selectors of the body; the first that holds text is used."""
    media_container: Sequence[str] = ()
    """Where photo and video pages keep their text, when there is no container."""
    title: Sequence[Source[str]]
    subtitle: Sequence[Source[str]] = ()
    published: Sequence[TimeSource]
    updated: Sequence[TimeSource] = ()
    credits: Sequence[Source[list[Credit]]] = ()
    """Printed credits outside the container; all are read."""
    credits_else: Sequence[Source[list[Credit]]] = ()
    """Asked in turn only when nothing is printed."""
    category: Sequence[Source[str]] = ()
    tags: Sequence[Source[list[str]]] = ()
    images: Sequence[Source[list[Image]]] = ()
    pull_quote: Sequence[Source[str]] = ()
    copyright: Sequence[Source[str]] = ()
    rights_notice: Sequence[Source[str]] = ()
    residue: Mapping[str, Residue] = field(default_factory=dict)

    def score(self, page: Page) -> int:
        """Return how loudly the page's markup speaks for this layout, 0 for not at all."""
        return sum(points for selector, points in self.markers.items() if page.first(selector))

    def find_container(self, page: Page) -> LexborNode | None:
        """Return the element that holds the body, of several at the headline the fullest."""
        selectors = [*self.container]
        if page.key.kind is not Kind.ARTICLE:
            selectors += self.media_container
        empty = None
        for selector in selectors:
            nodes = page.all(selector)[:_MOST_CONTAINERS]
            if nodes:
                nodes = self._at_headline(page, nodes, selector)
                fullest = max(nodes, key=lambda node: weight(node.text(deep=True)))
                if has_text(fullest):
                    return fullest
                empty = empty or fullest
        return empty

    def _at_headline(self, page: Page, nodes: list[LexborNode], selector: str) -> list[LexborNode]:
        """Return those of some containers that stand between the headline and another heading.

        Some sites set the next article below the first, and what is fuller is not what was asked
        for. All are returned where none stands there.
        """
        if len(nodes) == 1:
            return nodes
        title = next(filter(None, (source.read(page) for source in self.title)), None)
        containers = {node.mem_id for node in nodes}
        inside = {heading.mem_id for node in nodes for heading in node.css(_HEADINGS)}
        own: list[LexborNode] = []
        below = filled = False
        for node in page.all(f"{_HEADINGS}, {selector}"):
            if node.mem_id in containers:
                own += [node] if below else []
                filled = filled or (below and has_text(node))
            elif node.mem_id not in inside and one_line(node) == title:
                below = True
            elif node.mem_id not in inside and filled:
                break
        return own or nodes


def read_page(page: Page, layout: Layout, container: LexborNode | None) -> Article | None:
    """Read a page by a layout whose container was found. None when there is no title."""
    article = read_fields(page, layout)
    if article is None:
        return None
    body = Body()
    if container is not None:
        take_back(page.html, container, layout.residue)
        body = read_body(container, layout.residue, article, page.zone, page.watcher)
    else:
        body.flags.append(Flag.NO_TEXT)
    finish(article, body)
    return article


def read_fields(page: Page, layout: Layout) -> Article | None:
    """Read everything but the body."""
    if page.watcher is not None:
        page.watcher.declared(page, layout)
    key = page.key
    provenance: dict[str, str] = {}

    def first(name: str, sources: Sequence[Source[T]]) -> T | None:
        for source in sources:
            value = source.read(page)
            if value:
                provenance[name] = source.name
                return value
        return None

    title = first("title", layout.title)
    if not title:
        return None
    article = Article(
        bureau=key.bureau,
        article_id=key.article_id,
        url=key.canonical,
        kind=key.kind,
        title=title,
        layout=layout.name,
        provenance=provenance,
    )
    if provenance["title"].startswith(("meta", "json_ld", "title")):
        article.flags.append(Flag.TITLE_FROM_META)
    article.subtitle = first("subtitle", layout.subtitle)
    if article.subtitle == title:
        article.subtitle = None
    article.category = first("category", layout.category)
    article.tags = first("tags", layout.tags) or []
    article.images = first("images", layout.images) or []
    article.pull_quote = first("pull_quote", layout.pull_quote)
    article.copyright = first("copyright", layout.copyright)
    article.rights_notice = first("rights_notice", layout.rights_notice)
    article.signals = signals_on(page)
    article.language = _language(page)
    _read_times(page, layout, article)
    for source in layout.credits:
        add_credits(article, source.read(page) or [], source.name)
    # Kept apart until the body has shown whether it prints any.
    if not article.credits:
        article.credits = first("credits", layout.credits_else) or []
    return article


def add_credits(article: Article, credits: Sequence[Credit], source: str) -> None:
    """Add printed credits that are not there yet."""
    for credit in credits:
        if not any(c.role == credit.role and c.name == credit.name for c in article.credits):
            article.credits.append(credit)
            sources = article.provenance.get("credits")
            if sources is None:
                article.provenance["credits"] = source
            elif source not in sources.split(" + "):
                article.provenance["credits"] = f"{sources} + {source}"


def _language(page: Page) -> str | None:
    """Return the language; a bureau's own wins where the template says "id" everywhere."""
    declared = None
    root = page.first("html")
    if root is not None:
        declared = (root.attributes.get("lang") or "").strip().lower().split("-")[0] or None
    if page.bureau_language == "en" or declared is None:
        return page.bureau_language
    return declared


def _read_times(page: Page, layout: Layout, article: Article) -> None:
    seen: list[Moment] = []
    for source in layout.published:
        moments = source.read(page)
        if not moments:
            continue
        seen.append(moments[0])
        if len(seen) == 1:
            set_published(article, moments[0], source.kind, source.name)
    if len(seen) > 1:
        instants = [_seconds(moment.utc) for moment in seen]
        if max(instants) - min(instants) > _CONFLICT:
            article.flags.append(Flag.DATE_CONFLICT)
    for source in layout.updated:
        for moment in source.read(page):
            if article.published_utc is None or moment.utc > article.published_utc:
                article.updated = moment.iso
                article.provenance["updated"] = source.name
                return


def _seconds(utc: str) -> float:
    return datetime.fromisoformat(utc).timestamp()


def set_published(
    article: Article, moment: Moment, kind: PublishedSource | None, source: str
) -> None:
    """Fill the five fields of publication; `kind` None means printed on the page."""
    if kind is None:
        kind = (
            PublishedSource.PRINTED_ZONE
            if moment.zone_known
            else PublishedSource.PRINTED_ZONE_ASSUMED
        )
    article.published = moment.iso
    article.published_utc = moment.utc
    article.published_day = moment.day
    article.published_precision = moment.precision
    article.published_source = kind
    article.provenance["published"] = source
    if not moment.zone_known:
        article.flags.append(Flag.ZONE_ASSUMED)


def finish(article: Article, body: Body) -> None:
    """Bring the body into the article, and what the body says about the other fields."""
    article.text = body.text
    article.ledger = body.ledger
    printed = [credit for line in body.credit_lines for credit in parse_credits(line)]
    if printed:
        if article.provenance.get("credits", "").startswith(("meta", "json_ld", "colophon")):
            article.credits = []
            del article.provenance["credits"]
        add_credits(article, printed, "body")
    article.copyright = article.copyright or body.copyright
    article.rights_notice = article.rights_notice or body.rights_notice
    if article.pull_quote is None and body.pull_quote:
        article.pull_quote = body.pull_quote
        article.provenance["pull_quote"] = "body"
    if body.dateline is not None:
        article.dateline_place = body.dateline.place
        article.source_label = body.dateline.label
        if body.dateline.day:
            article.dateline_day = dateline_day(body.dateline.day, article.published_day)
    if article.text:
        # Where it took nothing at all, every block was put back and the text is the walk's.
        taken = any(entry.fate is Fate.KEPT for entry in body.ledger)
        article.provenance["text"] = "trafilatura" if taken else "container"
    if article.published is None:
        article.flags.append(Flag.NO_DATE)
    article.flags += [flag for flag in body.flags if flag not in article.flags]
    hints = [article.source_label or "", article.category or ""]
    hints += [credit.name for credit in article.credits if credit.role is Role.EDITOR]
    article.is_press_release = any(c.role is Role.WIRE for c in article.credits) or any(
        word in hint.casefold() for hint in hints for word in _PRESS_RELEASE
    )
