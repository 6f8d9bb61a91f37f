"""The way of the sitemaps: only those that robots.txt names; none of ANTARA was ever confirmed.

A sitemap is somebody else's XML. Each reference but those to characters is made plain text
before a parser sees it, so that no entity, bomb or file, is ever expanded; what stands behind
the last whole entry is dropped, so that half an address is never taken for one.

A sitemap's `lastmod` is no time of publication; only `news:publication_date` is one.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from lxml import etree
from protego import Protego

from crawler.bureaus import is_antara_host, zone_of
from crawler.dates import machine_moment
from crawler.layouts.decode import decode
from crawler.ways.feed import read_feed
from crawler.ways.links import Link, Links, absolute, article_at
from crawler.ways.page import host_of
from crawler.ways.unpack import GZIP, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.urls import ArticleUrl

MOST_BYTES = 16 * 1024 * 1024
"""Bytes of a packed sitemap that are unpacked: 50,000 entries of 300 bytes."""

_PREFIX = r"(?:[\w.-]{1,40}:)?"
_END_OF_ENTRY = re.compile(rf"</{_PREFIX}(?:url|sitemap)\s{{0,9}}>", re.IGNORECASE)
_HALF_LOC = re.compile(rf"<{_PREFIX}loc\s{{0,9}}>(?![^<]*</{_PREFIX}loc\s{{0,9}}>)", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_ROOT = re.compile(r"<([A-Za-z][\w.:-]{0,40})")
_FEEDS = frozenset({"rss", "feed", "rdf:rdf"})
_ENTRIES = frozenset({"url", "sitemap"})


@dataclass(frozen=True, slots=True)
class SitemapLink(Link):
    """An article that a sitemap names; `published_raw` is its news:publication_date."""

    day: str | None = None
    """The day of that date in the bureau's zone, YYYY-MM-DD; None without one."""
    lastmod: str | None = None
    """When the sitemap says that the page changed, as it stands there: never a publication."""


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """What one sitemap names."""

    found: list[SitemapLink]
    """Articles, in its order, each once."""
    more: list[str]
    """Addresses of further sitemaps on hosts of ANTARA, each once."""


def sitemap_addresses(robots_text: str, host_url: str) -> list[str]:
    """Return the sitemaps that a robots.txt names, each once, in its order.

    Args:
        robots_text: the robots.txt; a byte order mark is tolerated.
        host_url: the host's address, for relative ones.

    Returns:
        absolute addresses on hosts of ANTARA only.
    """
    # A byte order mark would hide the first line.
    rules = Protego.parse(robots_text.lstrip("\ufeff"))
    return _antaras(rules.sitemaps, host_url)


def is_robots_txt(url: str) -> bool:
    """Tell whether an address is that of a host's robots.txt."""
    return urlsplit(url).path == "/robots.txt"


def read_sitemap(body: bytes | str, url: str) -> SitemapPage:
    """Return what a sitemap names: XML, a feed, or one address a line; or what robots.txt names.

    Args:
        body: as it came; it may still be packed with gzip.
        url: its address.

    Returns:
        what was whole, of a file that is cut off; nothing, of what is no sitemap.
    """
    if isinstance(body, bytes) and body.startswith(GZIP):
        body = unpacked(body, MOST_BYTES)
    text = decode(body)[0].lstrip("\ufeff \t\r\n")
    if is_robots_txt(url):
        return SitemapPage([], sitemap_addresses(text, url))
    links = Links[SitemapLink]()
    more = []
    for entry in _read(text, url):
        if entry.nested:
            more.append(entry.loc)
            continue
        at = article_at(url, entry.loc)
        if at is not None:
            links.add(at[1], entry.link(*at))
    return SitemapPage(links.as_list(), [each for each in _antaras(more, url) if each != url])


@dataclass(frozen=True, slots=True)
class _Entry:
    loc: str
    nested: bool = False
    """Whether it names another sitemap."""
    published: str | None = None
    lastmod: str | None = None

    def link(self, url: str, article: ArticleUrl) -> SitemapLink:
        moment = machine_moment(self.published or "", zone_of(article.bureau))
        return SitemapLink(url, self.published, moment.day if moment else None, self.lastmod)


def _read(text: str, url: str) -> Iterator[_Entry]:
    root = _ROOT.search(text)
    name = root[1].lower() if root else ""
    if not text.startswith("<"):
        yield from (_Entry(line) for line in text.split("\n") if "://" in line)
    elif name in _FEEDS:
        yield from (
            _Entry(link.url, False, link.published_raw) for link in read_feed(text, url).found
        )
    else:
        yield from _read_xml(text)


def _read_xml(text: str) -> Iterator[_Entry]:
    """Yield the entries of an XML sitemap that are whole."""
    ends = [end.end() for end in _END_OF_ENTRY.finditer(text)]
    text = _without_cdata(text[: ends[-1]] if ends else "")
    text = _HALF_LOC.sub("<half>", _REFERENCE.sub("&amp;", text))
    try:
        # Text of ours in UTF-8, whatever was declared. Depth is bounded by libxml2 itself.
        for _, element in etree.iterparse(
            io.BytesIO(text.encode("utf-8", errors="replace")),
            events=("end",),
            encoding="utf-8",
            recover=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        ):
            if _name(element) in _ENTRIES:
                texts = _texts(element)
                yield _Entry(
                    texts.get("loc", ""),
                    _name(element) == "sitemap",
                    texts.get("publication_date"),
                    texts.get("lastmod"),
                )
                element.clear()
                before, parent = element.getprevious(), element.getparent()
                if before is not None and parent is not None and _name(before) in _ENTRIES:
                    parent.remove(before)  # what was read is not kept
    except etree.LxmlError:
        return


def _without_cdata(text: str) -> str:
    """Return a document with its CDATA sections as plain text; one that does not end is empty."""
    before, *sections = text.split("<![CDATA[")
    parts = [before]
    for section in sections:
        inner, end, after = section.partition("]]>")
        parts += [escape(inner), after] if end else []
    return "".join(parts)


def _texts(entry: etree._Element) -> dict[str, str]:
    """Return the texts of an entry's own elements and those of its news; not of its pictures."""
    texts: dict[str, str] = {}
    for element in entry:
        for each in element if _name(element) == "news" else [element]:
            text = " ".join((each.text or "").split())
            if text:
                texts.setdefault(_name(each), text)
    return texts


def _name(element: etree._Element) -> str:
    """Return an element's name without its namespace, declared or not; "" of a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _antaras(addresses: Iterable[str], base: str) -> list[str]:
    """Return the addresses on hosts of ANTARA, absolute, each once."""
    found = (absolute(base, address) for address in addresses)
    return list(dict.fromkeys(url for url in found if url and is_antara_host(host_of(url) or "")))
