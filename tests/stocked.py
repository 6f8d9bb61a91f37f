"""Articles of the stock, drawn once for the tests that look at them."""

from __future__ import annotations

import re
from functools import cache

from pipelines.archive.state import without_dateline
from tests.stock import articles

SOME = 2_000


@cache
def some(seed: int = 1, n: int = SOME):
    return tuple(articles(seed, n))


@cache
def by_key():
    return {each.truth.key: each for each in some()}


def first(each):
    return each.states[0]


def body_of(fields) -> str:
    return without_dateline(fields["text"], fields["dateline_place"])


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def likeness(one: str, other: str) -> float:
    a, b = runs(one), runs(other)
    return len(a & b) / len(a | b)


def pairs(kind: str):
    """Copies of just this kind, each with its source."""
    return [(each, by_key()[each.truth.source]) for each in some() if each.truth.copy == (kind,)]
