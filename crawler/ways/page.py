"""One page of a bureau, opened: its text, its tree, and the address that its links start from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.bureaus import bureau_at
from crawler.layouts.bounds import bounded
from crawler.layouts.decode import decode
from crawler.ways.links import absolute
from crawler.ways.places import Places

if TYPE_CHECKING:
    from crawler.bureaus import Bureau

MAX_LINKS = 20_000
"""More links than any page of ANTARA has; the rest of a page is not looked at."""
_MANY_TAGS = 25_000
"""Only beyond so many can a page be nested so deeply that its elements take minutes to find."""


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A parsed page."""

    text: str
    tree: LexborHTMLParser
    url: str
    base: str
    """What relative links are relative to: <base href>, else the page's address."""
    places: Places = field(default_factory=Places)

    @property
    def bureau(self) -> Bureau | None:
        """The bureau whose page this is; None for an address that is no bureau's."""
        return bureau_of(self.url)


def open_page(body: bytes | str, url: str) -> OpenPage | None:
    """Parse a page; None for what holds no markup, or is nested more than 10,000 deep.

    Args:
        body: the page, unpacked.
        url: its address.
    """
    text = decode(body)[0]
    usable = bounded(text) if text.count("<") > _MANY_TAGS else text
    if usable is None or "<" not in usable:
        return None
    tree = LexborHTMLParser(usable)
    element = tree.css_first("base[href]")
    base = absolute(url, element.attributes.get("href")) if element else None
    return OpenPage(usable, tree, url, base or url)


def host_of(url: str) -> str | None:
    """Return an address's host; None where it has a user name or a port of its own, or none."""
    try:
        parts = urlsplit(url)
        plain = parts.username is None and parts.port in (None, 80, 443)
        return parts.hostname if plain else None
    except ValueError:
        return None


def bureau_of(url: str) -> Bureau | None:
    """Return the bureau that an address belongs to."""
    return bureau_at(host_of(url) or "")


def own_path(page: OpenPage, href: str | None) -> str | None:
    """Return the path of a link to the page's own bureau, without slashes at its ends.

    Args:
        page: where the link stands.
        href: the attribute as it stands.

    Returns:
        None for other hosts and for what is no address. Query and fragment are dropped.
    """
    url = absolute(page.base, href)
    bureau = bureau_of(url) if url is not None else None
    if url is None or bureau is None or bureau != page.bureau:
        return None
    return urlsplit(url).path.strip("/")
