"""What one robots.txt says; pure."""

from __future__ import annotations

import contextlib

from protego import Protego

from crawler import DISTRIBUTION
from crawler.middlewares.robots_groups import rules_for

NOT_NOW = frozenset({401, 403, 429})
"""4xx that close the host. RFC 9309 would open it; a site that refuses us its rules, or is
busy, is not crawled. All others (404, 410 …) mean that there are no rules."""

MOST_READ = 512 * 1024
"""Bytes of a robots.txt that are read; what stands behind them is as if it were not there.
RFC 9309, 2.5, asks for at least 500 KiB."""


def judge(status: int, body: bytes, token: str = DISTRIBUTION) -> tuple[Protego | None, str]:
    """Read the answer to a request for robots.txt, after redirects.

    Args:
        status: of the HTTP answer.
        body: unpacked.
        token: the product token that speaks for the crawler in a line User-agent.

    Returns:
        The crawler's rules and what they are called; None and why when they cannot be known: a
        status that is not 2xx or a plain 4xx, a web page in place of rules, binary data.
    """
    if status == 204 or (400 <= status < 500 and status not in NOT_NOW):
        return Protego.parse(""), "no rules"
    if status != 200:
        return None, f"HTTP status {status}"
    text = text_of(body)
    if text is None:
        return None, "not a text"
    if text.lstrip()[:1] == "<":
        return None, "a web page instead of rules"
    return Protego.parse(rules_for(text, token)), "rules" if text.strip() else "no rules"


def delay_of(rules: Protego) -> float | None:
    """Return the seconds between two requests that the rules ask for, None without a wish.

    Crawl-delay, and Request-rate where that is slower; neither stands in RFC 9309.
    """
    rate = rules.request_rate(DISTRIBUTION)
    wishes = [rules.crawl_delay(DISTRIBUTION), rate and rate.seconds / rate.requests]
    return max((each for each in wishes if each), default=None)


def text_of(body: bytes) -> str | None:
    """Return what is read of a robots.txt: whole lines, at most `MOST_READ` bytes of them.

    None for what is no text, and for a first line that is longer than that.
    """
    text = decode(body[:MOST_READ])
    if text is None or len(body) <= MOST_READ:
        return text
    end = max(text.rfind("\n"), text.rfind("\r"))
    return text[: end + 1] or None


def decode(body: bytes) -> str | None:
    """Return the text of a robots.txt, None when it is none.

    UTF-8 as RFC 9309 has it, with or without a byte order mark (which would hide the first
    group from the parser); UTF-16 and UTF-32 by their mark or, for UTF-16, by the zero bytes
    of its ASCII letters; stray bytes that are no UTF-8 are replaced.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _clean(body, encoding)
    if b"\0" in body:
        high = body[1::2].count(0) > body[0::2].count(0)
        return _clean(body, "utf-16-le" if high else "utf-16-be")
    return _clean(body, "utf-8")


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def _clean(body: bytes, encoding: str) -> str | None:
    errors = "replace" if encoding == "utf-8" else "strict"
    text: str | None = None
    with contextlib.suppress(UnicodeDecodeError):
        text = body.decode(encoding, errors).lstrip("\ufeff")
    if text is None or any(ord(char) < 32 and char not in "\t\n\v\f\r\x1a" for char in text):
        return None
    wrong = text.count("\ufffd")
    return None if wrong > 8 and wrong * 4 > len(text) else text
