"""What is judged of an article, with which words, and what rates the answers make. Pure."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title",),
    "subtitle": ("subtitle",),
    "text": ("text",),
    "published": ("published", "published_precision", "published_source"),
    "credits": ("credits",),
    "tags": ("tags",),
    "dateline": ("dateline_place", "dateline_day", "source_label"),
    "category": ("category",),
    "images": ("images",),
}
"""What is judged, and what of the record is shown for it."""
RIGHT: Final = "right"
WRONG: Final = "wrong"
UNCLEAR: Final = "unclear"
ANSWERS: Final = (RIGHT, WRONG, UNCLEAR)
"""Unclear: the page as it is kept does not tell."""
Z: Final = 1.959963984540054
"""Of the normal distribution: 95 % lie within so many standard deviations of its middle."""
INTERVAL: Final = "Wilson, 95 %"


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Return the interval in which the share lies, by E. B. Wilson (1927), without a correction.

    Args:
        right: how often it was right.
        judged: how often it was right or wrong; 0 says nothing: 0 to 1.

    Raises:
        ValueError: there is no such share.

    >>> ["%.4f" % each for each in wilson(8, 10)]
    ['0.4902', '0.9433']
    """
    if not 0 <= right <= judged:
        raise ValueError(f"{right} of {judged} is no share.")
    if not judged:
        return 0.0, 1.0
    share, square = right / judged, Z * Z
    middle = share + square / (2 * judged)
    reach = Z * sqrt(share * (1 - share) / judged + square / (4 * judged * judged))
    whole = 1 + square / judged
    # What rounding makes of the ends that are exact.
    low = 0.0 if not right else max(0.0, (middle - reach) / whole)
    high = 1.0 if right == judged else min(1.0, (middle + reach) / whole)
    return low, high


def rates(answers: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return what the answers say of each field, as plain JSON values.

    Each article counts once, whatever stratum it is of. Keys: field, n (answers), right, wrong,
    unclear, rate (right of right and wrong; None where both are 0), low and high (of `wilson`).

    Args:
        answers: of each article the answers by field.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for each in answers:
        counts.update(each.items())
    found = []
    for name in FIELDS:
        right, wrong, unclear = (counts[name, answer] for answer in ANSWERS)
        low, high = wilson(right, right + wrong)
        found.append(
            {
                "field": name,
                "n": right + wrong + unclear,
                "right": right,
                "wrong": wrong,
                "unclear": unclear,
                "rate": round(right / (right + wrong), 6) if right + wrong else None,
                "low": round(low, 6) if right + wrong else None,
                "high": round(high, 6) if right + wrong else None,
            }
        )
    return found


def record_sha256(article: Mapping[str, Any]) -> str:
    """Return a digest of what is shown of an article: other values make another one.

    Args:
        article: of `ArchiveReader.article`.
    """
    shown = {part: article[part] for parts in FIELDS.values() for part in parts}
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
