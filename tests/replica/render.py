"""Chooses the template of an article's page and puts the page into bytes."""

from __future__ import annotations

import re

from tests.replica import national, older, regional
from tests.replica.chrome import Chrome
from tests.replica.pieces import Piece

_PAGES = {
    "g1": older.g1,
    "g2": national.g2,
    "g3": national.g3,
    "r": regional.page,
    "amp": older.amp,
}

_RENAMED = (
    ("wrap__article-detail", "rx-entry"),
    ("post-content", "rx-text"),
    ("print_content", "rx-sheet"),
    ("post-header", "rx-head"),
    ("post-title", "rx-title"),
    ("article-date", "rx-when"),
    ("post-meta", "rx-after"),
    ("tags-wrapper", "rx-labels"),
    ("tags-widget", "rx-words"),
    ("blog-tags", "rx-words"),
    ("content_news", "rx-text"),
    ("bjbrt", "rx-entry"),
    ("caption_news", "rx-caption"),
    ("image_news", "rx-picture"),
    ("image-overlay", "rx-picture"),
    ("wp-caption", "rx-caption"),
    ("post-wrapper", "rx-entry"),
    ("text-muted", "rx-fine"),
    ("main-content", "rx-main"),
    ("mag-content", "rx-main"),
    ("breadcrumbs", "rx-path"),
    ("simple-here", "rx-when"),
    ("font17", "rx-size"),
    ("quote_old", "rx-quote"),
    ("descriptions", "rx-text"),
    ('itemprop="articleBody"', 'data-part="text"'),
    ("itemprop='articleBody'", "data-part='text'"),
    ("itemprop=articleBody", "data-part=text"),
)


_COUNTER = re.compile(r"(\d[\d.]*)(</span> views| Views)")


def worn(html: str, edition: int) -> str:
    """Return a page with other counters and advertisements, as it is at each visit."""
    html = _COUNTER.sub(lambda found: f"{edition}.{found[1][-3:]}{found[2]}", html)
    html = html.replace('data-ad-slot="1234567"', f'data-ad-slot="{1234567 + edition}"')
    return html.replace("div-gpt-ad-1", f"div-gpt-ad-{edition}")


def article_page(piece: Piece, chrome: Chrome, *, redesign: bool = False) -> bytes:
    """Return the bytes of an article's page.

    Args:
        piece: The article, its layout decides.
        chrome: The furniture of its host.
        redesign: Rename what layouts go by; AMP stays as it is.
    """
    html = _PAGES[piece.layout](piece, chrome)
    if redesign and piece.layout != "amp":
        for old, new in _RENAMED:
            html = html.replace(old, new)
    if chrome.edition:
        html = worn(html, chrome.edition)
    data = html.encode()
    if "latin1_body" in piece.traps:
        # A desk pasted Latin-1 into a UTF-8 page.
        data = data.replace("Café Señorita".encode(), "Café Señorita".encode("latin-1"))
    if "latin1_menu" in piece.traps:
        data = data.replace(b"Terpopuler", "Terpopulér".encode("latin-1"))
    return data
