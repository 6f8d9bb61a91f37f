"""The way of the tags: /tag/<slug>[/<n>], and from 2017 to 2024 also /tag/<number>/<slug>.

The second form cannot be computed, so a tag is better taken from a page that shows it. Past the
end of a tag's pages the last one repeats.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from crawler.ways.page import MAX_LINKS, open_page, own_path

if TYPE_CHECKING:
    from crawler.bureaus import Bureau

_PATH = re.compile(
    r"(tag/(?:[0-9]+/(?![0-9]+(?:/|$))[^/]+|[^/]+))(?:/[0-9]{1,6})?", re.IGNORECASE | re.ASCII
)
"""The tag's own path, without a page's number behind it."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a bureau."""

    path: str
    """Without slashes at the ends: "tag/pasar-ikan", "tag/78/pasar-ikan"."""
    title: str
    """As the page writes it, without "#"."""


def tag_address(bureau: Bureau, tag: str) -> str:
    """Return the address of a tag's first page; `listing_page` counts on from it.

    Args:
        bureau: whose.
        tag: as a person writes it: "Gempa 6,2 SR" is /tag/gempa-62-sr. Accents are left out,
            which is a guess.

    Raises:
        ValueError: for a tag without a letter or digit.
    """
    plain = unicodedata.normalize("NFKD", tag).encode("ascii", "ignore").decode().lower()
    # As the titles and addresses of 2015 to 2017 show: punctuation goes, what parts words stays.
    words = re.sub(r"[^a-z0-9\s/_-]", "", plain)
    slug = re.sub(r"[\s/_-]+", "-", words).strip("-")
    if not slug:
        raise ValueError(f"tag {tag!r} has no letter or digit of the Latin alphabet")
    return f"https://{bureau.host}/tag/{slug}"


def read_tags(body: bytes | str, url: str) -> list[Tag]:
    """Return the tags that a page names outside its menus and side bars.

    Args:
        body: an article's or a listing's page.
        url: its address; only links to the same bureau count.

    Returns:
        each once, in the page's order.
    """
    page = open_page(body, url)
    if page is None or page.bureau is None:
        return []
    found: dict[str, Tag] = {}
    for anchor in page.tree.css("a[href*='tag/' i]")[:MAX_LINKS]:
        path = own_path(page, anchor.attributes.get("href"))
        match = _PATH.fullmatch(quote(path, safe="/%")) if path else None
        if match is None or page.places.of(anchor).far_aside:
            continue
        title = " ".join(anchor.text(deep=True).split()).lstrip("# ")
        title = title or " ".join((anchor.attributes.get("title") or "").split())
        tag = Tag(match[1], title or match[1].rpartition("/")[2])
        found.setdefault(tag.path.lower(), tag)
    return list(found.values())
