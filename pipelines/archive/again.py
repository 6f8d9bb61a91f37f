"""When an address that gave no article is asked for again because a listing names it again. Pure.

A listing, a feed or a sitemap that goes on naming an address says that there is an article: its
page may have come after its name, or the site may have been ill. What is held is not meant here:
revisits look after it.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from pipelines.archive import tokens
from pipelines.archive.clock import later

AGAIN_AFTER_SECONDS: Final = (3_000, 5 * 3_600, 20 * 3_600, 60 * 3_600, 150 * 3_600)
"""Delay after the first, second, … try that gave no article; one beyond them was the last.

Each a little less than an hour, six hours, a day …: the next hourly or daily crawl asks, also when
it comes to the address some minutes sooner than the one before it did. A dead link that is listed
for months costs so many requests more, in twelve days, and no other."""

PASSING: Final = frozenset(tokens.DROP_REASONS) - {
    tokens.KEY_COLLISION,  # it would collide again: a person has to look
    tokens.NO_KEY,  # what the address itself says does not change
    # Another article answered and has its row. A host that moved names thousands of such addresses.
    "redirected",
    "too_large",  # each try would cost megabytes
}
"""Why an address was rejected that may give an article later.

That a page is a listing, a picture, "not found", without a title, somebody else's, or leads off the
site or in a circle, is what a host says that is ill for an hour; robots.txt changes, and to obey it
costs no request."""


def is_amp(url: str) -> bool:
    """Say whether an address is that of an AMP page (/amp/berita/…)."""
    return urlsplit(url).path.startswith("/amp/")


def is_better(url: str, than: str) -> bool:
    """Say whether an address is rather the article's own than another one of it.

    >>> is_better("https://x/berita/1/a", "https://x/amp/berita/1/a?utm_source=feed")
    True
    >>> is_better("https://x/berita/1/a?utm_source=feed", "https://x/berita/1/b?page=2")
    False
    """
    return url != than and _strangeness(url) < _strangeness(than)


def _strangeness(url: str) -> tuple[bool, bool]:
    return is_amp(url), bool(urlsplit(url).query)


def may_be_there_now(
    state: str, reason: str | None, tries: int, last_try: str | None, now: str
) -> bool:
    """Say whether an address that gave no article is to be asked for again.

    Args:
        state: of its row of the frontier.
        reason: why it was rejected.
        tries: how many before the last one gave no article.
        last_try: UTC; one that lies ahead was by a clock that was wrong, and does not count.
        now: UTC.
    """
    if state != "gone" and not (state == "rejected" and reason in PASSING):
        return False
    if tries >= len(AGAIN_AFTER_SECONDS):
        return False
    return last_try is None or last_try > now or later(last_try, AGAIN_AFTER_SECONDS[tries]) <= now
