"""What a redesign does to the article pages of a host: one thing, or everything at once.

AMP pages stay as they are.
"""

from __future__ import annotations

import re

WHOLE = (
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
CONTAINER = (
    ("wrap__article-detail-content", "rx-body"),
    ("post-content", "rx-body"),
    ('itemprop="articleBody"', 'data-part="text"'),
    ("itemprop='articleBody'", "data-part='text'"),
    ("itemprop=articleBody", "data-part=text"),
)
_TIME = re.compile(r"<time [^>]*>(.*?)</time>", re.DOTALL)
_STAMPS = (("article:published_time", "rx:published"), ("datePublished", "rxPublished"))
_FOOT = re.compile(r'<footer class="post-meta">(.*?)</footer>', re.DOTALL)

KINDS = ("time", "container", "credits", "whole")
"""time: no <time> and no <meta> say when, the printed date stays; container: the body's box has
another name; credits: the box below the body that names people moves; whole: every name changes."""


def redesigned(html: str, how: str) -> str:
    """Return a page as it is after a redesign, one of `KINDS`."""
    if how == "time":
        html = _TIME.sub(r'<span class="rx-when">\1</span>', html)
        return _renamed(html, _STAMPS)
    if how == "credits":
        # Out of its box, and with other names: only its words tell what it is.
        moved = '<div class="rx-people">\\1</div>'
        html = _FOOT.sub(moved, html)
        return _renamed(html, (("tags-wrapper", "rx-names"), ("text-muted", "rx-fine")))
    return _renamed(html, CONTAINER if how == "container" else WHOLE)


def _renamed(html: str, names: tuple[tuple[str, str], ...]) -> str:
    for old, new in names:
        html = html.replace(old, new)
    return html
