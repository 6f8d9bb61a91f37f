"""Pure functions from an article's fields to its state and hashes."""

from __future__ import annotations

import json
import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

STATE_FIELDS = ("title", "subtitle", "text", "credits", "tags")
"""A change of one of these is a revision."""

_DETAIL_FIELDS = (
    "url",
    "published",
    "published_utc",
    "published_day",
    "published_precision",
    "published_source",
    "updated",
    "dateline_place",
    "dateline_day",
    "source_label",
    "category",
    "language",
    "images",
    "pull_quote",
    "copyright",
    "rights_notice",
    "signals",
    "is_press_release",
    "flags",
)
_REST_OF_DATELINE = re.compile(r"[^()\n]{0,80}\([^()\n]{0,80}\)\s*[-–—:]*\s*")
"""What follows the place: perhaps a day, then the source in brackets, then a dash."""
_BARE_DASH = re.compile(r"\s*[-–—]+\s+")


def text_sha256(text: str | None, dateline_place: str | None = None) -> str | None:
    """Return the SHA-256 by which equal texts are found, or None without text.

    Of the NFC text without any whitespace and without its dateline, so that the same report
    under "Palembang (ANTARA) - " and "Jakarta (ANTARA) - ", or as AMP page without any, counts
    as equal.
    """
    if not text:
        return None
    bare = "".join(without_dateline(unicodedata.normalize("NFC", text), dateline_place).split())
    return _sha256(bare) if bare else None


def without_dateline(text: str, dateline_place: str | None) -> str:
    """Return the text without "Place (ANTARA) - " at its beginning, if it begins with that place.

    Another rule gives other lengths: raise `gathering.VERSION` with it.

    Args:
        text: The article's text.
        dateline_place: The place that was read from it; None leaves the text as it is.
    """
    if not dateline_place:
        return text
    start = text.lstrip()
    place = unicodedata.normalize("NFC", dateline_place)
    if not start.startswith(place):
        return text
    match = _REST_OF_DATELINE.match(start, len(place))
    if match and "antara" in match.group().casefold():
        return start[match.end() :]
    match = _BARE_DASH.match(start, len(place))
    return start[match.end() :] if match else text


def state_json(article: Mapping[str, Any]) -> str:
    """Return the state of an article as canonical JSON: what a revision keeps."""
    return _canonical({name: article.get(name) for name in STATE_FIELDS})


def details_sha256(article: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a page says beyond the state.

    The ledger is left out, because a view count in it changes with every look.
    """
    return _sha256(_canonical({name: article.get(name) for name in _DETAIL_FIELDS}))


def json_sha256(text: str) -> str:
    """Return the SHA-256 of a JSON text."""
    return _sha256(text)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha256(text: str) -> str:
    # A lone surrogate, which no page should yield, must not end a hash with an error.
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
