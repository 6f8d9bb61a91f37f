"""Pairs of invented news texts: is this one report that two bureaus carry, or are these two?

    python -m tests.story_pairs

prints how well the archive's judgement agrees, by grade, and names each pair that it misjudges.

Every text was written for this file; the persons, clubs, companies and events do not exist, only
places and public offices do. A base article is written out, a pair is made of it by edits that
stand here one by one. The grades say how hard a pair is meant to be, whatever any code does:

    plain   a copy, or two texts that share a topic at most
    light   a copy with the edits of an ordinary reprint; a template with nearly all values changed
    hard    a copy with a new lead, much cut or ten per cent of its words changed; two reports
            with shared background, boilerplate or quotations
    edge    where a person hesitates; a comment says why the pair counts as it does
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.archive.story_check import Likeness, likeness
from pipelines.archive.story_index import numbers_of
from pipelines.archive.story_text import report_of
from tests.story_different import DIFFERENT
from tests.story_edits import GRADES, Pair
from tests.story_same import SAME

PAIRS: list[Pair] = [*SAME, *DIFFERENT]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair as the archive sees it."""

    pair: Pair
    found: bool
    """Whether the index would let the two be compared at all."""
    likeness: Likeness

    @property
    def right(self) -> bool:
        return self.likeness.same == self.pair.same


def judge(pair: Pair) -> Judged:
    one, other = (
        report_of(text, place) for text, place in zip(pair.texts, pair.places, strict=True)
    )
    numbers = [
        set(numbers_of(report, title))
        for report, title in zip((one, other), pair.titles, strict=True)
    ]
    return Judged(pair, bool(numbers[0] & numbers[1]), likeness(one, other))


@dataclass(frozen=True, slots=True)
class Score:
    """What became of some pairs; a share of nothing is whole."""

    same: int
    different: int
    joined: int
    """Same pairs that are judged same."""
    confused: int
    """Different pairs that are judged same."""
    found: int
    """Same pairs that the index brings together."""
    both: int
    """Same pairs that the index brings together and the check joins."""

    @property
    def precision(self) -> float:
        called = self.joined + self.confused
        return self.joined / called if called else 1.0

    @property
    def recall(self) -> float:
        return self.joined / self.same if self.same else 1.0

    @property
    def index_recall(self) -> float:
        return self.found / self.same if self.same else 1.0

    @property
    def recall_of_both(self) -> float:
        return self.both / self.same if self.same else 1.0


def score(judged: Iterable[Judged]) -> Score:
    all_of_them = list(judged)
    same_ones = [each for each in all_of_them if each.pair.same]
    others = [each for each in all_of_them if not each.pair.same]
    return Score(
        same=len(same_ones),
        different=len(others),
        joined=sum(each.likeness.same for each in same_ones),
        confused=sum(each.likeness.same for each in others),
        found=sum(each.found for each in same_ones),
        both=sum(each.found and each.likeness.same for each in same_ones),
    )


def table(pairs: Iterable[Pair] = PAIRS) -> str:
    """Return precision and recall by grade as Markdown, and each misjudged pair."""
    judged = [judge(pair) for pair in pairs]
    lines = [
        "| grade | same | different | precision | recall | index recall | both |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    graded = [(grade, [each for each in judged if each.pair.grade == grade]) for grade in GRADES]
    for name, some in [*graded, ("all", judged)]:
        of = score(some)
        lines.append(
            f"| {name} | {of.same} | {of.different} | {of.precision:.3f} | {of.recall:.3f} "
            f"| {of.index_recall:.3f} | {of.recall_of_both:.3f} |"
        )
    wrong = [each for each in judged if not each.right]
    lines += ["", f"Misjudged: {len(wrong)} of {len(judged)}"]
    lines += [f"- {described(each)}" for each in wrong]
    lost = [each for each in judged if each.pair.same and not each.found]
    lines += ["", f"Same and not found by the index: {len(lost)}"]
    lines += [f"- {described(each)}" for each in lost]
    return "\n".join(lines)


def described(judged: Judged) -> str:
    """Return a pair's name and the values it was judged by."""
    pair, like = judged.pair, judged.likeness
    truth = "same" if pair.same else "different"
    return (
        f"{pair.grade}, {truth}: {pair.name} (of one {like.of_one:.2f}, of other "
        f"{like.of_other:.2f}, lead {like.lead:.2f}, dates {like.dates:.2f}, "
        f"numbers {like.numbers:.2f}, names {like.names_changed}, "
        f"renamed {like.renamed}, "
        f"shorter {like.shorter})"
    )


if __name__ == "__main__":
    print(table())
