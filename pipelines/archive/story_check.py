"""Whether two articles carry the same report: a check on the real texts. Pure.

A reprint keeps the words and the facts. What comes from a template every day (the weather, the
price of gold, times of prayer, an earthquake's notice) keeps the words and changes the facts. So
texts are aligned word by word, and what stands in one place of both is compared: dates, numbers,
names. The numbers below were set on pairs made by hand: see docs/stories.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from pipelines.archive.story_text import Fact

if TYPE_CHECKING:
    from pipelines.archive.story_text import Report

LEAST_RUN: Final = 3
"""Words that have to agree in a row to count: two texts of one language share pairs of words."""
LEAST_SHARE: Final = 0.5
"""Share of the shorter text that the other one has."""
LEAST_LEAD: Final = 0.5
"""Share of the first sentence of one of them that the other one has."""
WITHOUT_LEAD: Final = 0.75
"""Share of both texts with which another first sentence does no harm."""
MOST_NUMBERS: Final = 0.35
MOST_NAMES: Final = 0.2
"""Shares of the numbers and of the names that may be others in the same place."""
FEW_NAMES: Final = 1
"""Names that may be others however few there are."""
SHORT: Final = 45
"""Words below which a text has to be nearly the same: captions."""
LEAST_SHARE_SHORT: Final = 0.85
SPELT: Final = 85
"""Likeness of two names, of 100, from which they are one that is spelt in two ways."""
_FACTS: Final = frozenset(Fact)
_REPLACED: Final = 6
"""Words that stand for each other: more are a rewritten sentence."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are; shares are 0 to 1."""

    of_one: float
    """Share of the first one's words that the second one has."""
    of_other: float
    lead: float
    """Share of a first sentence that the other text has: of the one that has more."""
    dates: float
    """Share of the dates that are others in the same place; so for the next two."""
    numbers: float
    names: float
    names_changed: int
    renamed: bool
    """Whether one name is another one in several places: the subject is another."""
    shorter: int
    """Words of the shorter one."""

    @property
    def share(self) -> float:
        """Share of the shorter text."""
        return max(self.of_one, self.of_other)

    @property
    def facts(self) -> bool:
        """Whether the facts are those of one report.

        One that is printed again keeps its day; one that is made every day changes it.
        """
        if self.dates or self.numbers > MOST_NUMBERS or self.renamed:
            return False
        return self.names <= MOST_NAMES or self.names_changed <= FEW_NAMES

    @property
    def same(self) -> bool:
        """Whether both carry the same report."""
        least = LEAST_SHARE if self.shorter >= SHORT else LEAST_SHARE_SHORT
        led = self.lead >= LEAST_LEAD or min(self.of_one, self.of_other) >= WITHOUT_LEAD
        return self.share >= least and led and self.facts


NOTHING: Final = Likeness(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, False, 0)


def likeness(one: Report, other: Report, *, whole: bool = True) -> Likeness:
    """Compare two texts; which one comes first changes nothing.

    Args:
        one: A text.
        other: Another one.
        whole: False: it ends at the first date that is another one. `same` and `facts` are then
            what they would be, the shares are those of what came before. Of a template's
            articles, whose date stands in the first sentence, that saves most of the work.
    """
    if not one.words or not other.words:
        return NOTHING
    if other.words < one.words:  # of equally good alignments one is taken, always the same
        turned = likeness(other, one, whole=whole)
        return replace(turned, of_one=turned.of_other, of_other=turned.of_one)
    matched = lead_one = lead_other = 0
    kept: Counter[Fact] = Counter()
    changed: Counter[tuple[Fact, str, str]] = Counter()
    gone = come = 0
    """To here both texts were looked at."""
    # The table of opcodes is computed by bits: a thousand words against a thousand take 0.1 ms.
    for block in LCSseq.opcodes(one.words, other.words).as_matching_blocks():
        start, at, size = block.a, block.b, block.size
        replaced = _replaced(one, gone, start, other, come, at)
        changed.update(replaced)
        if not whole and any(fact is Fact.DATE for fact, _, _ in replaced):
            break
        gone, come = start + size, at + size
        if size >= LEAST_RUN:
            matched += size
            lead_one += max(0, min(gone, one.lead) - start)
            lead_other += max(0, min(come, other.lead) - at)
        kept.update(filter(None, one.facts[start:gone]))

    others = Counter(dict.fromkeys(Fact, 0))
    for (fact, _, _), count in changed.items():
        others[fact] += count

    def share(fact: Fact) -> float:
        return others[fact] / max(others[fact] + kept[fact], 1)

    return Likeness(
        of_one=matched / len(one.words),
        of_other=matched / len(other.words),
        lead=max(lead_one / max(one.lead, 1), lead_other / max(other.lead, 1)),
        dates=share(Fact.DATE),
        numbers=share(Fact.NUMBER),
        names=share(Fact.NAME),
        names_changed=others[Fact.NAME],
        renamed=any(fact is Fact.NAME and count > 1 for (fact, _, _), count in changed.items()),
        shorter=min(len(one.words), len(other.words)),
    )


def _replaced(
    one: Report, gone: int, start: int, other: Report, come: int, at: int
) -> list[tuple[Fact, str, str]]:
    """Return the facts that stand for each other where the texts part.

    Args:
        one: The first text.
        gone: Where they part, in its words.
        start: Where they agree again.
        other: The second text.
        come: Where they part, in its words.
        at: Where they agree again.
    """
    # Only what stands in both: a word put in changes nothing that was there.
    if not 0 < start - gone <= _REPLACED or not 0 < at - come <= _REPLACED:
        return []
    were, are = one.facts[gone:start], other.facts[come:at]
    found = []
    for fact in _FACTS.intersection(were, are):
        old = [word for word, each in zip(one.words[gone:start], were, strict=True) if each is fact]
        new = [word for word, each in zip(other.words[come:at], are, strict=True) if each is fact]
        found += [
            (fact, *pair)
            for pair in zip(old, new, strict=False)
            if fact is not Fact.NAME or ratio(*pair) < SPELT
        ]
    return found
