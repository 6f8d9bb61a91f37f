"""The way of the sections: /<kanal>[/<sub>], learnt from a bureau's own menu.

No list of sections is kept: they differ from host to host and change. Any page of a bureau
carries its menu, a page that is not found too. /terkini, /top-news, tags, searches and the date
index are ways of their own; what tells of the newsroom, not of the news, is no section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from crawler.ways.page import MAX_LINKS, open_page, own_path
from crawler.ways.places import ancestors

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from crawler.bureaus import Bureau

_SEGMENT = re.compile(r"[A-Za-z0-9_~%-]+")
"""Without a dot: what has one is a file."""
_COUNT = re.compile(r"[0-9-]+")
"""A page of a listing, or a day: /ekonomi/2, /12-01-2025."""
_OTHER_WAYS = frozenset(
    (
        *("terkini", "top-news", "terpopuler", "populer", "indeks", "index", "tag", "tags"),
        *("search", "cari", "pencarian", "rss", "feed", "feeds", "sitemap", "amp", "en"),
    )
)
_NO_NEWS = re.compile(
    r"(?:ajax|ucnews|api|page|pages|halaman|static|assets|img|css|js|user|users|akun|account|"
    r"member|profile|author|penulis|log-?in|log-?out|masuk|daftar|register|"
    r"redaksi|susunan-redaksi|kode-etik|karir|karier|careers?|iklan|faq|bantuan|help|copyright|"
    r"hak-cipta|disclaimer|terms|"
    r"(?:tentang|about|pedoman|kebijakan|ketentuan|syarat|privacy|kontak|contact|hubungi|terms|"
    r"advert\w*|cookie)(?:-.*)?)",
    re.IGNORECASE,
)
_MENU = re.compile(r"menu|dropdown|offcanvas|nav(?:$|[-_\d]|bar|igation|igasi)", re.IGNORECASE)
_NO_MENU = re.compile(
    r"footer|breadcrumb|pagination|^pager|card__post|simple-post|article__entry", re.IGNORECASE
)
_MENU_TAGS = frozenset({"nav", "header", "menu"})
_DEEPEST = 50
"""Elements around a menu's entry."""
_NO_MENU_TAGS = frozenset({"footer", "article"})


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a bureau."""

    path: str
    """One or two segments, without slashes at the ends: "kabar-daerah/pulang-pisau"."""
    title: str
    """As the menu calls it."""


def section_address(bureau: Bureau, path: str) -> str:
    """Return the address of a section's first page; `listing_page` counts on from it."""
    return f"https://{bureau.host}/{path.strip('/')}"


def read_sections(body: bytes | str, url: str) -> list[Section]:
    """Return the sections that the menu of a bureau's page names, parents and children.

    Args:
        body: any page of the bureau.
        url: its address; only links to the same bureau count.

    Returns:
        each once, in the order of the menu.
    """
    page = open_page(body, url)
    if page is None or page.bureau is None:
        return []
    titles: dict[str, list[str]] = {}
    paths: dict[str, str] = {}
    for anchor in page.tree.css("a[href]")[:MAX_LINKS]:
        path = _section_path(own_path(page, anchor.attributes.get("href")) or "")
        if path is not None and _in_menu(anchor):
            key = path.lower()
            paths.setdefault(key, path)
            titles.setdefault(key, []).append(_title(anchor))
    return [Section(path, next(filter(None, titles[key]), path)) for key, path in paths.items()]


def _section_path(path: str) -> str | None:
    """Return a path as a section's; None for what is none."""
    path = quote(path, safe="/%~")
    words = path.split("/")
    if len(words) > 2 or not all(_SEGMENT.fullmatch(word) for word in words):
        return None
    if words[0].lower() in _OTHER_WAYS or any(_NO_NEWS.fullmatch(word) for word in words):
        return None
    if any(_COUNT.fullmatch(word) for word in words):
        return None
    return path


def _in_menu(anchor: LexborNode) -> bool:
    """Tell whether a link is an entry of a menu, and not a part of a card shown in it."""
    found = False
    for node in islice(ancestors(anchor), _DEEPEST):
        if node.tag == "body":
            break
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".split()
        if node.tag in _NO_MENU_TAGS or any(_NO_MENU.search(name) for name in names):
            return False
        found = found or (
            node.tag in _MENU_TAGS
            or node.attributes.get("role") in ("navigation", "menu", "menubar")
            or any(_MENU.search(name) for name in names)
        )
    return found


def _title(anchor: LexborNode) -> str:
    text = " ".join(anchor.text(deep=True).split())
    return text or " ".join((anchor.attributes.get("title") or "").split())
