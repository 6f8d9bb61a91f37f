"""Reading: from a page's markup to an `Article`, or to the reason why it is none.

    >>> from crawler.layouts import extract
    >>> found = extract(b"<html>...", "https://sumsel.antaranews.com/berita/1/judul")

One module a layout; layout.py is the machinery that interprets them, generic.py the fallback.
A layout is chosen by looking at the page, never by its date.
"""

from __future__ import annotations

import logging
import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.bureaus import is_antara_host
from crawler.dates import feed_moment
from crawler.items import GENERIC, Article, DropReason, Flag, Kind, NotAnArticle, PublishedSource
from crawler.layouts.amp import AMP
from crawler.layouts.bounds import bounded
from crawler.layouts.decode import decode
from crawler.layouts.frame import names_around
from crawler.layouts.generic import read_generic
from crawler.layouts.known import LAYOUTS
from crawler.layouts.layout import Layout, read_page, set_published
from crawler.layouts.page import Page, zone_of
from crawler.layouts.refuse import (
    MANY_LISTED,
    has_lead,
    listed_articles,
    not_found,
    notice_instead,
    notice_page,
    why_no_article,
)
from crawler.layouts.region import find_region
from crawler.layouts.watch import Watcher
from crawler.urls import ArticleUrl, identify

logger = logging.getLogger(__name__)

SURE = 4
"""The score from which a page is taken for a layout's: a headline or a container of its own."""
_LISTING_PATH = re.compile(r"^/(?:[a-z-]+/\d{1,4}/?)?$|^/(?:terkini|tag|search|indeks|top-news)\b")
_LEAST_TEXT = 200
"""Characters of text without which a page in unknown markup must show more to be an article."""


def extract(html: bytes | str, url: str) -> Article | NotAnArticle:
    """Read one page.

    Pure: no network, no clock, no memory of other pages. Never raises for what a page holds.

    Args:
        html: the page as it came, or decoded.
        url: its address; the key and the canonical address come from it.

    Returns:
        The article with its ledger, or what the page is instead and what says so.
    """
    return examine(html, url)[0]


def extract_watched(html: bytes | str, url: str, watcher: Watcher | None) -> Article | NotAnArticle:
    """Read one page as `extract` does, and tell a watcher how.

    Args:
        html: the page as it came, or decoded.
        url: its address.
        watcher: is told what is not in the result; not called for what is never parsed.
    """
    return examine(html, url, watcher)[0]


def examine(
    html: bytes | str, url: str, watcher: Watcher | None = None
) -> tuple[Article | NotAnArticle, tuple[str, ...]]:
    """Read one page as `extract` does, and return the names around its container too.

    These are no part of the article; they help to notice that the site has changed its markup.
    """
    try:
        return _extract(html, url, watcher)
    except (RecursionError, MemoryError) as error:  # a page made to exhaust a parser
        logger.warning("cannot read %s: %r", url, error)
        why = f"cannot be parsed: {type(error).__name__}"
        return NotAnArticle(DropReason.EMPTY, why), ()


def _extract(
    html: bytes | str, url: str, watcher: Watcher | None
) -> tuple[Article | NotAnArticle, tuple[str, ...]]:
    if not is_antara_host(_host(url)):
        return NotAnArticle(DropReason.NOT_ANTARA, f"the address {url[:200]!r}"), ()
    decoded, repaired = decode(html)
    if not decoded.strip():
        return NotAnArticle(DropReason.EMPTY, "no bytes"), ()
    text = bounded(decoded)
    if text is None:
        return NotAnArticle(DropReason.EMPTY, "cannot be parsed: nested too deep"), ()
    key = identify(url)
    if key is None:
        return _without_key(text, url), ()
    page = Page(text, url, key, watcher)
    result = _read_known(page) or _read_unknown(page)
    if isinstance(result, Article):
        result.url = _canonical(page)
        if repaired:
            result.flags.append(Flag.ENCODING_REPAIRED)
    return result, page.names


def _host(url: str) -> str:
    try:
        return urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""


def _without_key(html: str, url: str) -> NotAnArticle:
    """Say what stands at an ANTARA address that names no article."""
    host = _host(url)
    name = host.split(".")[0]
    page = Page(html, url, ArticleUrl(name, 0, Kind.ARTICLE, f"https://{host}/", False))
    if listed_articles(page) >= MANY_LISTED or _LISTING_PATH.search(urlsplit(url).path):
        return NotAnArticle(DropReason.LISTING, f"the address {url[:200]!r} names no article")
    return notice_page(page) or NotAnArticle(
        DropReason.NO_KEY, f"the address {url[:200]!r} names no article"
    )


def choose_layout(page: Page) -> Layout | None:
    """Return the layout for which the page's markup speaks loudest, None for unknown markup."""
    scored = [(layout.score(page), -number) for number, layout in enumerate(LAYOUTS)]
    best, number = max(scored)
    return LAYOUTS[-number] if best >= SURE else None


def _read_known(page: Page) -> Article | NotAnArticle | None:
    layout = choose_layout(page)
    if layout is None:
        return None
    container = layout.find_container(page)
    if container is None and page.key.kind is Kind.ARTICLE:
        return None
    page.names = names_around(container)
    article = read_page(page, layout, container)
    if article is None:
        return None
    instead = notice_instead(page, article.text or "", _is_signed(article))
    if instead is None and container is not None and not _is_signed(article):
        lead = has_lead(page, container, article.text or "")
        instead = None if lead else _listing_instead(page, container, article)
    if instead:
        return instead
    if article.text is None and article.published is None and not article.images:
        return None
    return article


def _read_unknown(page: Page) -> Article | NotAnArticle:
    layout = choose_layout(page)
    name = AMP.name if layout is AMP else GENERIC
    region = find_region(page)
    page.names = names_around(region.container if region else None)
    article = read_generic(page, region, name)
    if article is None:
        return why_no_article(page)
    instead = notice_instead(page, article.text or "", _is_signed(article))
    if instead is None and region is not None:
        instead = _listing_instead(page, region.container, article)
    if instead:
        return instead
    return article if _is_article(page, article) else why_no_article(page)


def _listing_instead(page: Page, container: LexborNode, article: Article) -> NotAnArticle | None:
    """Tell whether what was read as a body is a list of other articles with their first lines."""
    text = article.text or ""
    listed = listed_articles(page, container)
    # Cards bring three lines each; an article has a headline of its own and more text.
    has_own = "h1" in article.provenance["title"] and has_lead(page, container, text)
    cards = 2 if has_own else 4
    if listed < MANY_LISTED or cards * listed < text.count("\n\n") + 1:
        return None
    return not_found(page) or NotAnArticle(
        DropReason.LISTING, f"{listed} articles listed in its main column"
    )


def _is_signed(article: Article) -> bool:
    """Tell whether a time, a dateline or somebody's name stands for it: on a notice none does."""
    return bool(article.published or article.source_label or article.credits)


def _is_article(page: Page, article: Article) -> bool:
    """Tell whether a page in unknown markup is an article: it must say so in two ways."""
    text = article.text or ""
    signs = [
        "article" in " ".join(page.meta("og:type")).casefold(),
        bool(page.json_ld),
        article.published is not None,
        article.source_label is not None,
        bool(article.credits),
        len(text) >= _LEAST_TEXT,
    ]
    if article.kind is not Kind.ARTICLE:
        # A video's page may hold nothing but its headline.
        return sum(signs) >= 1 or article.provenance["title"].startswith("h1")
    return len(text) > 0 and sum(signs) >= 2


def _canonical(page: Page) -> str:
    """Return the canonical address: with the page's own slug where the URL had none."""
    if page.key.canonical.rstrip("/").rsplit("/", 1)[-1] != str(page.key.article_id):
        return page.key.canonical
    candidates = [node.attributes.get("href") or "" for node in page.all("link[rel='canonical']")]
    candidates += page.meta("og:url")
    for candidate in candidates:
        named = identify(candidate)
        if named and (named.bureau, named.article_id, named.kind) == (
            page.key.bureau,
            page.key.article_id,
            page.key.kind,
        ):
            return named.canonical
    return page.key.canonical


def with_feed_date(article: Article, published_raw: str) -> Article:
    """Fill the time of publication from a feed's, when the page itself showed none.

    Args:
        article: the article as read; it is changed and returned.
        published_raw: the feed's <pubDate> as printed.
    """
    if article.published is None and published_raw:
        moment = feed_moment(published_raw, zone_of(article.bureau))
        if moment is not None:
            set_published(article, moment, PublishedSource.FEED, "feed pubDate")
            article.flags = [flag for flag in article.flags if flag is not Flag.NO_DATE]
    return article
