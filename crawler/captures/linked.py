"""Which articles a kept listing, feed or sitemap has links to. Pure.

A crawl recognises an article by `crawler.urls.identify`, whatever its address looks like: an old
domain, a port, escaped letters, leading zeros. Whoever erases an article has to find it in all of
these. Where in an answer a crawl would read a link depends on its kind and its markup; here every
piece of it that could be one is asked. A piece too many costs an answer that nothing was read from.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from crawler.ways.links import article_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipelines.archive.keys import Key

_SLASH: Final = re.compile(r"\\/|\\u002f", re.IGNORECASE)
"""As JSON may have it."""
_PIECES: Final = re.compile(r"[\"'<>\\]")
"""What ends an attribute, an element's text or a string, and is in no address."""
_WORDS: Final = re.compile(r"[\s=,;|()\[\]{}]+")
_BASE: Final = re.compile(r"<base\s[^>]{0,1000}?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_HEAD: Final = 16_384
"""Characters in which a <base> is looked for."""


def linked(body: bytes, url: str, keys: Collection[Key]) -> set[Key]:
    """Return those of the articles that a body has links to, or may have.

    Args:
        body: unpacked.
        url: of the answer.
        keys: of articles.
    """
    digits = {number: _digits(number) for _, number in keys}
    if not any(re.search(each.encode(), body) for each in digits.values()):
        return set()  # nearly all of them
    text = _SLASH.sub("/", html.unescape(body.decode("utf-8", "replace")))
    wanted = re.compile("|".join(digits.values()))
    said = _BASE.search(text[:_HEAD])
    bases = [url] if said is None else [url, said[1]]
    found = set()
    for link in dict.fromkeys(_links(text, wanted)):
        for base in bases:
            named = article_at(base, link)
            if named is not None:
                found.add((named[1].bureau, named[1].article_id))
    return found & set(keys)


def _digits(number: int) -> str:
    """Return a pattern of a number, of whose digits any may be escaped."""
    return "".join(f"(?:{digit}|%3{digit})" for digit in str(number))


def _links(text: str, wanted: re.Pattern[str]) -> Iterator[str]:
    """Yield what may be a link and has one of the numbers in it."""
    for piece in _PIECES.split(text):
        if not wanted.search(piece):
            continue
        yield piece
        for word in _WORDS.split(piece):
            if wanted.search(word):
                yield word
                yield word[max(word.find("//"), 0) :]
