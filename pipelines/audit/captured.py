"""A captured page such that a browser shows it and asks nobody for anything.

It stands in an <iframe sandbox>, and its answer has a policy that allows no script, no form and
nothing to be loaded. What no policy reaches is taken out of its markup here: a browser looks up
names, and opens connections, for <link rel=preconnect> and its like, for frames, and for a link as
soon as a mouse button is pressed on it, before any policy is asked. An animation of SVG, which no
policy stops, could give a link its address back.
"""

from __future__ import annotations

import re
from typing import Final

POLICY: Final = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        # Its own attributes only: they may hide what a reader of the site does not see.
        "style-src 'unsafe-inline'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
TITLE: Final = "judul"
"""The id of the page's first heading: what stands before it are menus of a screen and more."""
_HEADING: Final = re.compile(r"<h1(?=[\s/>])", re.IGNORECASE)
_VOID: Final = re.compile(r"<(?:link|embed)(?=[\s/>])", re.IGNORECASE)
_FRAME: Final = re.compile(
    r"(</?)(iframe|frame|frameset|fencedframe|object|portal)(?=[\s/>])", re.IGNORECASE
)
_EQUIV: Final = re.compile(r"http-equiv", re.IGNORECASE)
_HREF: Final = re.compile(r"href(?=\s*=)", re.IGNORECASE)
_ANIMATED: Final = re.compile(r"attributeName(?=\s*=)", re.IGNORECASE)


def harmless(html: str) -> str:
    """Return a page that asks for nothing: without links that lead anywhere, and without frames.

    <link> and <embed> become a <meta>, which may stand wherever they may, is as void, and means
    nothing without a name; a frame becomes an element that nobody knows; an animation has nothing
    to animate. So the page keeps its tree, and its words.

    Args:
        html: the page, without null bytes.

    >>> harmless('<LINK rel="preconnect" href="//a.example"><p>Pasar <iframe src=x></iframe>')
    '<meta rel="preconnect" data-href="//a.example"><p>Pasar <x-iframe src=x></x-iframe>'
    """
    html = _FRAME.sub(r"\1x-\2", _VOID.sub("<meta", html))
    html = _ANIMATED.sub("data-attribute", _EQUIV.sub("data-equiv", html))
    return _HREF.sub("data-href", html)


def marked(html: str) -> str:
    """Return a page whose first <h1> can be gone to by its id `TITLE`.

    >>> marked('<h1 id="a">Pasar</h1><h1>Dua</h1>')
    '<h1 id="judul" id="a">Pasar</h1><h1>Dua</h1>'
    """
    # Of two attributes of one name the first one counts.
    return _HEADING.sub(rf'\g<0> id="{TITLE}"', html, count=1)
