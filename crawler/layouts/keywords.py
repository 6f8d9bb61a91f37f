"""What a tag is, and which line lists some. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from crawler.layouts.blocks import squash

BOILERPLATE = re.compile(
    r"(?:berita\s+(?:terkini|indonesia|online|terbaru|hari\s+ini|antara|nasional\s+terkini)|"
    r"portal\s+(?:indonesia|berita)|antara(?:\s*news(?:\.com)?)?|antaranews\.com|kantor\s+berita|"
    r"lkbn\s+antara|indonesia\s+news|latest\s+news|news|kantor\s+berita\s+antara)$|"
    r"(?:news|editor|pewarta|reporter|penulis)\s*:",
    re.IGNORECASE,
)
"""Words of the site and of its newsrooms that stand among tags, and are none."""
_KEYWORD_LINE = re.compile(r"(?:id|en)\s+(\S.*)$")
# "id bus desa,pelajar"; in 2017 also "id #bus desa #pelajar".
_BETWEEN_KEYWORDS = re.compile(r"[,;]|\s(?=#)")
_ABBREVIATED = re.compile(r"(?:^|\W)[A-Z]\w{0,3}$")
"""Before a stop that ends no sentence: "H.", "No.", "Prof."."""


def tags_of(raw: Iterable[str]) -> list[str] | None:
    """Return tags cleaned: "#" and the site's boilerplate words cut off, each once."""
    tags: list[str] = []
    seen: set[str] = set()
    for text in raw:
        tag = squash(text).lstrip("#").strip(" ,;")
        if tag and tag.casefold() not in seen and not BOILERPLATE.match(tag):
            seen.add(tag.casefold())
            tags.append(tag)
    return tags or None


def keywords_of(lines: Iterable[str]) -> list[str] | None:
    """Return the keywords of the first of some lines that is "id <keyword>,<keyword>,..."."""
    for line in lines:
        match = _KEYWORD_LINE.match(line)
        if match and not _ends_a_sentence(match[1]):
            return tags_of(_BETWEEN_KEYWORDS.split(match[1]))
    return None


def _ends_a_sentence(text: str) -> bool:
    """Tell whether a stop of a text ends a sentence, as none of a keyword does."""
    return text.endswith(".") or any(
        after[:1].isupper() and not _ABBREVIATED.search(before[-6:])
        for before, after in pairwise(text.split(". "))
    )
