"""Chooses the template of an article's page and puts the page into bytes."""

from __future__ import annotations

import re

from tests.replica import national, older, regional
from tests.replica.chrome import Chrome
from tests.replica.pieces import Piece
from tests.replica.redesigns import redesigned

_PAGES = {
    "g1": older.g1,
    "g2": national.g2,
    "g3": national.g3,
    "r": regional.page,
    "amp": older.amp,
}

_COUNTER = re.compile(r"(\d[\d.]*)(</span> views| Views)")


def worn(html: str, edition: int) -> str:
    """Return a page with other counters and advertisements, as it is at each visit."""
    html = _COUNTER.sub(lambda found: f"{edition}.{found[1][-3:]}{found[2]}", html)
    html = html.replace('data-ad-slot="1234567"', f'data-ad-slot="{1234567 + edition}"')
    return html.replace("div-gpt-ad-1", f"div-gpt-ad-{edition}")


def article_page(piece: Piece, chrome: Chrome, *, redesign: str | None = None) -> bytes:
    """Return the bytes of an article's page.

    Args:
        piece: The article, its layout decides.
        chrome: The furniture of its host.
        redesign: One of `redesigns.KINDS`; AMP stays as it is.
    """
    html = _PAGES[piece.layout](piece, chrome)
    if redesign and piece.layout != "amp":
        html = redesigned(html, redesign)
    if chrome.edition:
        html = worn(html, chrome.edition)
    data = html.encode()
    if "latin1_body" in piece.traps:
        # A desk pasted Latin-1 into a UTF-8 page.
        data = data.replace("Café Señorita".encode(), "Café Señorita".encode("latin-1"))
    if "latin1_menu" in piece.traps:
        data = data.replace(b"Terpopuler", "Terpopulér".encode("latin-1"))
    return data
