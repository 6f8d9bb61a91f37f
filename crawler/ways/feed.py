"""The way of the feeds: /rss/terkini.xml and its sisters, the twenty newest first.

Real feeds break the rules: the one of 2015 begins with an empty line before its XML
declaration; bare ampersands, byte order marks, Latin-1 bytes and text/html occur. The gzip that
no header speaks of (seen in 2021) is unpacked by `crawler.middlewares.compression`.
"""

from __future__ import annotations

import io
from typing import Any

import feedparser

from crawler.layouts.decode import decode
from crawler.ways.links import FeedPage, Link, Links, article_at


def read_feed(body: bytes | str, url: str) -> FeedPage:
    """Return the articles that a feed names.

    Args:
        body: RSS or Atom as it came, bytes or text; the download has unpacked it.
        url: the feed's address, for relative links.

    Returns:
        the articles in the feed's order; an empty list for what is no feed.
    """
    links = Links[Link]()
    for entry in _entries(decode(body)[0], url):
        for href in _addresses(entry):
            at = article_at(url, href)
            if at is not None:
                found, article = at
                links.add(article, Link(found, _date(entry)))
                break
    return FeedPage(links.as_list())


def _entries(text: str, url: str) -> list[Any]:
    text = text.lstrip()
    if not text.startswith("<"):
        return []
    # Text of ours in UTF-8: what the declaration says no longer holds. A stream and never a
    # string, because feedparser opens a string that looks like an address or a file's name.
    stream = io.BytesIO(text.encode("utf-8", errors="replace"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        return list(
            feedparser.parse(
                stream,
                response_headers=headers,
                resolve_relative_uris=False,
                sanitize_html=False,
            ).entries
        )
    except Exception:
        # feedparser promises not to raise, and does for some mutilated documents (6.0.14:
        # AssertionError from the SGML parser, RecursionError). Such a feed names nothing.
        return []


def _addresses(entry: Any) -> list[str]:
    """Return the addresses of an entry in the order of trust: link, other links, guid."""
    return [
        address
        for address in (
            entry.get("link"),
            *(link.get("href") for link in entry.get("links", [])),
            entry.get("id"),
        )
        if isinstance(address, str)
    ]


def _date(entry: Any) -> str | None:
    # Asking for "updated" where only "published" is known warns in feedparser.
    return _text(entry.get("published")) or (
        _text(entry.get("updated")) if "published" not in entry else None
    )


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
