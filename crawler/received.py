"""What a response says besides its page: the five fields that `extract` cannot know."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from crawler.clock import utc_text

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.items import Article


def note_response(article: Article, response: Response) -> None:
    """Fill `fetched_at` (UTC), `status`, `etag`, `last_modified` and `content_sha256`.

    Args:
        article: what was read off the response's body; it is changed.
        response: as it came, its body decompressed.
    """
    article.fetched_at = utc_text(dt.datetime.now(dt.UTC))
    article.status = response.status
    article.etag = _header(response, "ETag")
    article.last_modified = _header(response, "Last-Modified")
    article.content_sha256 = hashlib.sha256(response.body).hexdigest()


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None
