"""What a response says besides its page: what `extract` cannot know."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from crawler.captures.about import CAPTURE, FETCHED_AT
from crawler.clock import utc_text
from crawler.items import Carrier
from crawler.layouts.rights import gathered

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.items import Article


SIGNAL_HEADERS = {
    "X-Robots-Tag": Carrier.X_ROBOTS_TAG,
    "TDM-Reservation": Carrier.TDM_HEADER,
    "TDM-Policy": Carrier.TDM_POLICY,
}


def note_response(article: Article, response: Response) -> None:
    """Fill `fetched_at` (UTC), `status`, `etag`, `last_modified`, `content_sha256`, `capture`.

    The headers for machines join the signals that stand on the page. What X-Robots-Tag says to
    another crawler by its name stays in it: the name cannot be told from a directive that has a
    value ("unavailable_after: …").

    Args:
        article: what was read off the response's body; it is changed.
        response: as it came, its body decompressed.
    """
    meta = response.request.meta if response.request else {}
    article.fetched_at = meta.get(FETCHED_AT) or utc_text(dt.datetime.now(dt.UTC))
    article.capture = meta.get(CAPTURE)
    article.status = response.status
    article.etag = _header(response, "ETag")
    article.last_modified = _header(response, "Last-Modified")
    article.content_sha256 = hashlib.sha256(response.body).hexdigest()
    said = [(signal.carrier, signal.value) for signal in article.signals]
    for name, carrier in SIGNAL_HEADERS.items():
        said += [(carrier, value.decode("latin-1")) for value in response.headers.getlist(name)]
    article.signals = gathered(said)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None
