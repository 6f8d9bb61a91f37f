"""ETag and Last-Modified of an article's page: right, missing, or lying."""

from __future__ import annotations

import hashlib
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime

from tests.replica.pieces import Piece

POLICIES = ("body", "right", "weak", "etag", "date", "none", "stale")
"""What a host tells of its pages:

body   an ETag of the whole page, menus and all, and when the article last changed
right  an ETag of the article, and when it last changed
weak   the same, the ETag marked W/ as behind a server that compresses
etag   the ETag only
date   the time only
none   nothing
stale  both as they were at first, whatever becomes of the article: a lie
"""


def validators(policy: str, piece: Piece) -> dict[str, str]:
    """Return the headers that a policy has; that of "body" gets its ETag from the server."""
    when = piece.when if policy == "stale" else piece.changed or piece.when
    state = 0 if policy == "stale" else piece.revision
    digest = hashlib.sha1(f"{piece.bureau}/{piece.article_id}/{state}".encode()).hexdigest()[:16]
    headers = {}
    if policy in ("body", "right", "weak", "date", "stale"):
        headers["Last-Modified"] = format_datetime(when.astimezone(UTC), usegmt=True)
    if policy in ("right", "etag", "stale"):
        headers["ETag"] = f'"{digest}"'
    elif policy == "weak":
        headers["ETag"] = f'W/"{digest}"'
    return headers


def is_unchanged(fields: dict[str, str], asked: dict[str, str]) -> bool:
    """Tell whether a conditional request gets 304.

    Args:
        fields: The answer's headers.
        asked: The request's, their names in lower case. If-None-Match wins over the time.
    """
    tags = asked.get("if-none-match")
    if tags is not None:
        return fields.get("ETag", "?") in tags
    since, changed = asked.get("if-modified-since"), fields.get("Last-Modified")
    if since is None or changed is None:
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(changed)
    except (ValueError, TypeError):
        return False
