"""Blocks of paragraphs that stand twice in one article.

One article of November 2022 came with its paragraphs 2-8 printed again directly after the
original. Such a copy is dropped; "ujarnya." lines, refrains and other short repetitions are
the author's own and stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.layouts.blocks import visible

SENTENCE = 50
"""Characters without whitespace from which a paragraph counts as a sentence of its own."""


_MOST_COMPARISONS = 1_000_000
"""Comparisons of paragraphs after which the rest of a text is taken as it stands. An article
needs some hundreds; thousands of equal lines need the square of their number."""


def repeated_paragraphs(paragraphs: Sequence[str]) -> set[int]:
    """Return the numbers of the paragraphs that are a second copy of a block.

    A block is two or more paragraphs in a row, at least two of them as long as a sentence,
    that stand word for word (what cannot be seen aside) earlier in the article without
    overlapping.
    """
    keys = ["".join(visible(p).split()) for p in paragraphs]
    places: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        places.setdefault(key, []).append(number)
    dropped: set[int] = set()
    number = 0
    budget = _MOST_COMPARISONS
    while number < len(keys) and budget > 0:
        length, compared = _longest_copy(keys, places, number, dropped)
        budget -= compared
        if length:
            dropped.update(range(number, number + length))
            number += length
        else:
            number += 1
    return dropped


def _longest_copy(
    keys: list[str], places: dict[str, list[int]], number: int, dropped: set[int]
) -> tuple[int, int]:
    """Return how many paragraphs from `number` on copy an earlier block, 0 for none.

    And how many comparisons that took.
    """
    best = compared = 0
    # Paragraphs that stand hundreds of times are no article; the bound keeps this linear.
    for earlier in places[keys[number]][:20]:
        if earlier >= number:
            break
        if earlier in dropped:
            continue
        length = 0
        while (
            number + length < len(keys)
            and earlier + length < number
            and keys[earlier + length] == keys[number + length]
        ):
            length += 1
        compared += length + 1
        sentences = sum(1 for key in keys[number : number + length] if len(key) >= SENTENCE)
        if length >= 2 and sentences >= 2:
            best = max(best, length)
    return best, compared
