"""What a way returns, and what all ways do with an address and with bytes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urljoin, urlsplit

from crawler.urls import identify

if TYPE_CHECKING:
    from crawler.items import NotAnArticle
    from crawler.urls import ArticleUrl


class ListingShape(StrEnum):
    """How the articles of a listing were found in its markup."""

    G3 = "g3"  # cards of the theme Retnews, www and en since 2024
    G2 = "g2"  # posts of the theme AdMag, www and en to 2024, regional hosts
    HOME = "home"  # the same theme's list on the first page of a host
    G1 = "g1"  # www to 2017
    GENERIC = "generic"  # markup that is not known: the page's longest row of articles
    NONE = "none"  # no article in the main column


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a listing names."""

    url: str
    """Absolute, as found (tracking parameters, AMP and old hosts included)."""
    published_raw: str | None = None
    """The feed's date as it stands there; always None from a page."""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What one feed names, in its order, each article once."""

    found: list[Link]


@dataclass(frozen=True, slots=True)
class ListingPage:
    """What one listing page names in its main column, in its order, each article once."""

    found: list[Link]
    next_url: str | None
    """The next page by the pager's own link; None where it has none."""
    has_pager: bool
    shape: ListingShape
    instead: NotAnArticle | None = None
    """Where no article is named: what the page says it is, such as maintenance or "not found"."""


def absolute(base: str, href: str | None) -> str | None:
    """Return a link's absolute http(s) address, without its fragment; None for anything else.

    Args:
        base: the address of the page.
        href: the attribute as it stands, whitespace and line breaks included.
    """
    # Browsers drop line breaks and tabs inside an address, and so does ANTARA's wrapped markup.
    href = "".join((href or "").split("\n")).replace("\r", "").replace("\t", "").strip()
    if not href or href.startswith("#"):
        return None
    try:
        url = urljoin(base, href).partition("#")[0]
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return url


def article_at(base: str, href: str | None) -> tuple[str, ArticleUrl] | None:
    """Return a link's absolute address and whose article it is; None if it is no article's."""
    url = absolute(base, href)
    if url is None:
        return None
    article = identify(url)
    return None if article is None else (url, article)


LinkT = TypeVar("LinkT", bound=Link)


class Links(Generic[LinkT]):
    """Collects links in order, each key and kind once; a desktop address replaces its AMP twin.

    Two kinds under one number are two pages: which of them holds the key is not for a way to say.
    """

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, int, str], tuple[bool, LinkT]] = {}

    def add(self, article: ArticleUrl, link: LinkT) -> None:
        """Add a link unless its article is there already, in full or as AMP."""
        key = (article.bureau, article.article_id, str(article.kind))
        held = self._by_key.get(key)
        if held is None or (held[0] and not article.amp):
            self._by_key[key] = (article.amp, link)

    def __len__(self) -> int:
        return len(self._by_key)

    def as_list(self) -> list[LinkT]:
        """Return the links in the order in which their articles were first named."""
        return [link for _, link in self._by_key.values()]
