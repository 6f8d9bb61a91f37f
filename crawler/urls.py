"""Which article an address names. Pure: nothing is asked of anybody, nothing is raised.

Addresses of articles, as seen from 2015 to 2026 on www and every regional host:
/berita/<id>/<slug>, also without the slug on www; /news/... on en; /foto/... and /video/...
for pictures and films; AMP as /amp/berita/... on the same host, for www on m.antaranews.com.
Ids count per host, so a key is the bureau and the id; the slug may change and decides nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from crawler.bureaus import Bureau, bureau_at
from crawler.items import Kind

KIND_OF_WORD = {
    "berita": Kind.ARTICLE,
    "news": Kind.ARTICLE,
    "foto": Kind.PHOTO,
    "photo": Kind.PHOTO,
    "video": Kind.VIDEO,
    "videos": Kind.VIDEO,
}
"""What the first word of an article's path says about it."""

MAX_ARTICLE_ID = 10**12 - 1
"""Far above every id seen (5,678,453 on www in 2026-08), far below what SQLite holds."""

MAX_PAGE_NUMBER = 9_999
"""/news/2, /foto/2 and /video/2 are pages of a section's listing, not articles without a slug."""

_MAX_DIGITS = 24
_MAX_URL = 4_096
"""Characters of a canonical address: longer than servers read."""
_MAX_TEXT = 65_536
"""Characters looked at: a query may be long."""

_URL = re.compile(r"(?:https?:)?//([^/?#]*)([^?#]*)", re.IGNORECASE | re.ASCII)
_AUTHORITY = re.compile(r"([A-Za-z0-9.-]+)(?::(?:80|443)?)?")
_DROPPED = re.compile(r"[\t\n\r]")
_REFUSED = re.compile(r"[\x00-\x1f\x7f\\]")
_DIGITS = re.compile(r"[0-9]+")
_DOTS = frozenset({".", ".."})
_SLUG_SAFE = "%!$&'()*+,;=:@-._~"  # what a path may hold unescaped; "%" so nothing is escaped twice


@dataclass(frozen=True, slots=True)
class ArticleUrl:
    """What the address of an article says."""

    bureau: str
    """The bureau's short name; with `article_id` the key."""
    article_id: int
    kind: Kind
    canonical: str
    amp: bool
    """Whether the address as given is the AMP form; the canonical one never is."""


def identify(url: str) -> ArticleUrl | None:
    """Say which article an address names.

    Args:
        url: An absolute address, http or https, or one that begins with "//". Anything else
            is tolerated and no article: other sites, other ports, user names, relative paths.

    Returns:
        None if this is not the address of an article. The canonical address is https on the
        bureau's own host, without AMP prefix, query and fragment, its slug kept as found
        (characters that an address cannot hold are percent-encoded).
    """
    text = _as_browsers_do(url)
    found = _URL.match(text) if text is not None else None
    if found is None:
        return None
    bureau = _bureau(found[1])
    words = [word for word in found[2].split("/") if word]
    if bureau is None or len(words) < 2 or any(unquote(word) in _DOTS for word in words):
        return None
    amp = unquote(words[0]).lower() == "amp"
    if amp:
        del words[0]
    if len(words) < 2:
        return None
    # What follows the slug (the further pictures of a gallery) is a part of the same article.
    word, number, slug = unquote(words[0]).lower(), unquote(words[1]), "".join(words[2:3])
    kind, article_id = KIND_OF_WORD.get(word), _article_id(number)
    if kind is None or article_id is None:
        return None
    if not slug and word != "berita" and article_id <= MAX_PAGE_NUMBER:
        return None
    slug = quote(slug, safe=_SLUG_SAFE, errors="replace")
    canonical = f"https://{bureau.host}/{word}/{article_id}" + (f"/{slug}" if slug else "")
    if len(canonical) > _MAX_URL:
        return None
    return ArticleUrl(bureau.name, article_id, kind, canonical, amp)


def canonical_url(url: str) -> str | None:
    """Return the one address of the article that this address names, None if it names none.

    Idempotent: the canonical address of a canonical address is itself.
    """
    found = identify(url)
    return found.canonical if found else None


def _as_browsers_do(url: str) -> str | None:
    # Browsers drop tabs and line breaks inside an address and spaces around it. They also read
    # a backslash as a slash; here it is refused, because other software reads it otherwise.
    if len(url) > _MAX_TEXT:
        return None
    text = _DROPPED.sub("", url.strip())
    return None if _REFUSED.search(text) else text


@lru_cache(maxsize=256)
def _bureau(authority: str) -> Bureau | None:
    host = _AUTHORITY.fullmatch(authority)
    return bureau_at(host[1]) if host else None


def _article_id(number: str) -> int | None:
    if len(number) > _MAX_DIGITS or not _DIGITS.fullmatch(number):
        return None
    article_id = int(number)
    return article_id if 0 < article_id <= MAX_ARTICLE_ID else None
