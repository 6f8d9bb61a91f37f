"""A page in a file: its bytes, and the address that it says it has."""

from __future__ import annotations

import gzip
import io
import re
import sys
import zlib
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from crawler.layouts.decode import decode
from crawler.urls import identify

GZIP_MAGIC = b"\x1f\x8b"
STANDARD_INPUT = "-"
ADDRESSES = (
    ("link[rel~='canonical' i]", "href"),
    ("meta[property='og:url' i]", "content"),
    ("link[rel~='amphtml' i]", "href"),
)
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
SAVED_FROM_WITHIN = 4096
"""Characters at a page's beginning in which a browser writes where it was saved from."""


class UnreadablePage(Exception):  # noqa: N818 - it names the page
    """A file that cannot be read as a page; its text is one line."""


def read_page(name: str, limit: int) -> bytes:
    """Return a page's bytes, unpacked if they are gzip.

    Args:
        name: a path, or "-" for standard input.
        limit: the most bytes wanted, packed and unpacked alike.

    Raises:
        UnreadablePage: when there is no such file, it is larger, or its gzip is broken.
    """
    try:
        if name == STANDARD_INPUT:
            content = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(limit + 1)
        if content.startswith(GZIP_MAGIC):
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as unpacked:
                content = unpacked.read(limit + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadablePage(f"'{name}' is broken gzip: {error}.") from None
    except OSError as error:
        raise UnreadablePage(f"Cannot read '{name}': {error.strerror or error}.") from None
    if content.startswith((b"WARC/", b"PK\x03\x04")):
        kind = "a WARC file" if content.startswith(b"WARC/") else "a ZIP file, such as a WACZ"
        raise UnreadablePage(
            f"'{name}' is {kind} and no page: 'antara import' reads the pages in it."
        )
    if len(content) > limit:
        raise UnreadablePage(f"'{name}' has more than {limit:,} bytes (DOWNLOAD_MAXSIZE).")
    return content


def address_in(html: bytes | str) -> str | None:
    """Return the address of the article that a page says it is.

    In this order: `link rel=canonical`, `og:url`, the link to its AMP twin, and the line that
    a browser writes into a page that it saves. The first two may be empty (seen on pages of
    2015 to 2017) or name a listing; only the address of an article counts.

    Args:
        html: a page.
    """
    text, _ = decode(html)
    tree = LexborHTMLParser(text)
    addresses = [
        node.attributes.get(attribute) or ""
        for selector, attribute in ADDRESSES
        for node in tree.css(selector)
    ]
    addresses += SAVED_FROM.findall(text[:SAVED_FROM_WITHIN])
    for address in addresses:
        article = identify(address.strip())
        if article is not None:
            return article.canonical
    return None
