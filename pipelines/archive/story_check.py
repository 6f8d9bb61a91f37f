"""Whether two articles carry the same report: a check on the real texts. Pure.

A reprint keeps the words and the facts. What comes from a template every day (the weather, the
price of gold, times of prayer, an earthquake's notice) keeps the words and changes the facts. So
texts are aligned word by word, and what stands in one place of both is compared: dates, numbers,
names. The numbers below were set on pairs made by hand: see docs/stories.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import LCSseq

from pipelines.archive.story_text import Fact

if TYPE_CHECKING:
    from pipelines.archive.story_text import Report

LEAST_RUN: Final = 3
"""Words that have to agree in a row to count: two texts of one language share pairs of words."""
LEAST_SHARE: Final = 0.55
"""Share of the shorter text that the other one has."""
LEAST_LEAD: Final = 0.5
"""Share of the first sentence of one of them that the other one has."""
MOST_CHANGED: Final = 0.25
"""Share of the facts, weighed, that are others in the same place."""
WEIGHT: Final = {Fact.DATE: 3.0, Fact.NUMBER: 1.0, Fact.NAME: 1.0}
"""A report that is printed again keeps its day; one that is made every day changes it."""
SHORT: Final = 30
"""Words below which a text has to be nearly the same: captions."""
LEAST_SHARE_SHORT: Final = 0.85
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
    changed: float
    """Share of the facts, weighed, that are others in the same place."""
    shorter: int
    """Words of the shorter one."""

    @property
    def share(self) -> float:
        """Share of the shorter text."""
        return max(self.of_one, self.of_other)

    @property
    def same(self) -> bool:
        """Whether both carry the same report."""
        least = LEAST_SHARE if self.shorter >= SHORT else LEAST_SHARE_SHORT
        return self.share >= least and self.lead >= LEAST_LEAD and self.changed <= MOST_CHANGED


NOTHING: Final = Likeness(0.0, 0.0, 0.0, 0.0, 0)


def likeness(one: Report, other: Report) -> Likeness:
    """Compare two texts; the measure is symmetric."""
    if not one.words or not other.words:
        return NOTHING
    matched = lead_one = lead_other = 0
    kept: Counter[Fact] = Counter()
    changed: Counter[Fact] = Counter()
    gone: list[Fact | None] = []
    come: list[Fact | None] = []
    # The table of opcodes is computed by bits: a thousand words against a thousand take 0.1 ms.
    for code in LCSseq.opcodes(one.words, other.words):
        start, end, at, stop = code.src_start, code.src_end, code.dest_start, code.dest_end
        if code.tag != "equal":
            gone += one.facts[start:end]
            come += other.facts[at:stop]
            continue
        changed.update(_replaced(gone, come))
        gone, come = [], []
        if end - start >= LEAST_RUN:
            matched += end - start
            lead_one += max(0, min(end, one.lead) - start)
            lead_other += max(0, min(stop, other.lead) - at)
        kept.update(filter(None, one.facts[start:end]))
    changed.update(_replaced(gone, come))
    weigh = sum(WEIGHT[fact] * count for fact, count in changed.items())
    total = weigh + sum(WEIGHT[fact] * count for fact, count in kept.items())
    return Likeness(
        of_one=matched / len(one.words),
        of_other=matched / len(other.words),
        lead=max(lead_one / max(one.lead, 1), lead_other / max(other.lead, 1)),
        changed=weigh / total if total else 0.0,
        shorter=min(len(one.words), len(other.words)),
    )


def _replaced(gone: list[Fact | None], come: list[Fact | None]) -> Counter[Fact]:
    """Count the facts that stand for each other where the texts part, by kind."""
    if len(gone) > _REPLACED or len(come) > _REPLACED:
        return Counter()
    # Only what stands in both: a word put in changes nothing that was there.
    return Counter(filter(None, gone)) & Counter(filter(None, come))
