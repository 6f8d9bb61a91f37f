"""Answers with status 200 that are empty or cut off: asked for again, never read."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.retry import get_retry_request

from crawler.errors import Incomplete
from crawler.middlewares.compression import BROKEN, BrokenStreamError, unpack
from crawler.outcomes import is_html, is_xml

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MAY_BE_EMPTY = "may_be_empty"
"""In `request.meta`: an empty or unclosed answer means something here, as for robots.txt."""

_UNCLOSED = "unclosed_sha256"
_END = 4096
"""Bytes at the end of an unclosed page that must come twice."""
_CHANGING = re.compile(rb"\b[0-9a-f]{8,}\b|\d+", re.IGNORECASE)
"""Numbers, and the hexadecimal ones of nonces and machines."""
_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]*)")
_LAST_TAG = re.compile(
    rb"</(?:html|rss|feed|rdf:rdf|urlset|sitemapindex)\s*>\s*(?:<!--(?:(?!-->).)*-->\s*)*$",
    re.IGNORECASE | re.DOTALL,
)
"""The end of a page or a feed; some servers put a comment behind it."""
_NOTHING = b" \t\r\n\0\xef\xbb\xbf\xfe\xff"


class Completeness:
    """Asks again for a 200 that is empty, cut off, or not closed at its end.

    A page that is not closed (no `</html>`, no closing tag of a feed) may have been made so:
    when it ends with the same bytes twice it is the page as it is, and passes. (The end and
    not the whole, because a counter of views further up changes with each answer; and no number
    in it, because some servers end a page with the seconds that it took them.) An empty one, or a
    compressed stream that is cut off, does not pass however often it comes.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Keep the crawler: a retry needs its spider, settings and stats."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Pass the response, or ask for it again up to RETRY_TIMES.

        Raises:
            Incomplete: when the retries are used up.
        """
        if response.status != 200:
            return response
        why = request.meta.get(BROKEN)
        if why is None and not request.meta.get(MAY_BE_EMPTY):
            why = incomplete(response)
        if why is None:
            return response
        digest = end_digest(response.body)
        if why == NOT_CLOSED and request.meta.get(_UNCLOSED) == digest:
            return response
        assert self.crawler.spider is not None
        again = get_retry_request(request, spider=self.crawler.spider, reason="incomplete")
        if again is None:
            raise Incomplete(why, response.status)
        again.meta[_UNCLOSED] = digest
        return again


NOT_CLOSED = "the page has no end"


def end_digest(body: bytes) -> str:
    """Return the SHA-256 of the end of a page without its numbers: what must come twice.

    >>> end_digest(b"<p>Made in 0.12 s") == end_digest(b"<p>Made in 13.4 s")
    True
    """
    return hashlib.sha256(_CHANGING.sub(b"", body[-_END:])).hexdigest()


def ends_by_itself(response: Response, max_size: int) -> bool:
    """Tell whether a page or a feed is whole by its own last tag, whatever length was announced.

    Some servers announce the length that a page has once it is unpacked, or had before a change:
    nothing more would come however often it is asked for.

    Args:
        response: with status 200, as it came.
        max_size: the most bytes that it may have once unpacked.
    """
    if response.status != 200 or not (is_html(response) or is_xml(response)):
        return False
    try:
        body = unpack(response, max_size)
    except (BrokenStreamError, OverflowError):
        return False
    return _LAST_TAG.search(body[-_END:]) is not None


def incomplete(response: Response) -> str | None:
    """Say what is missing of a response with status 200, None when it seems whole."""
    body = response.body
    if not body.strip(_NOTHING):
        return "the answer is empty"
    if is_xml(response):
        root = _ROOT.search(body)
        end = b"</" + root[1] if root else None
        whole = end is not None and (end in body or body.rstrip(_NOTHING).endswith(b"/>"))
    elif is_html(response):
        whole = b"</html" in body.lower()
    else:
        return None
    return None if whole else NOT_CLOSED
