"""What comes of a comparison: the parts of a passage, and how each stands to what is held. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rapidfuzz.fuzz import ratio

if TYPE_CHECKING:
    from pipelines.archive.checking.source import Line, Source

MANY_NUMBERS: Final = 4
MOSTLY: Final = 0.8
"""So many numbers, and of all that differs this share, are rather those of another day."""


class Likeness(StrEnum):
    """How a part of a passage stands to what is held."""

    SAME = "same"
    ALTERED = "altered"
    CLIPPED = "clipped"
    """Word by word, but its sentence begins earlier or goes on."""
    MISSING = "missing"


class Kind(StrEnum):
    """What kind of difference it is."""

    WORD = "word"
    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the passage, and what in its place is held; one of them may be empty."""

    kind: Kind
    given: str
    held: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the passage."""

    start: int
    end: int
    """Tokens of the passage."""
    likeness: Likeness
    line: Line | None = None
    """None where it is missing."""
    differences: tuple[Difference, ...] = ()
    same: float = 0.0
    """Tokens that agree."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage compared with one state of an article."""

    source: Source
    parts: tuple[Part, ...]
    cut: tuple[Line, ...] = ()
    """Sentences that stand between those that the passage has."""
    moved: tuple[Line, ...] = ()
    """Sentences that stand in another order."""
    dateline: Difference | None = None
    size: int = 0
    """Tokens of the passage."""

    @property
    def verbatim(self) -> bool:
        """Whether the whole passage stands there so, in whole sentences, in this order."""
        return (
            bool(self.parts)
            and all(part.likeness is Likeness.SAME for part in self.parts)
            and not (self.cut or self.moved or self.dateline)
        )

    @property
    def share(self) -> float:
        """Share of the passage that is found, altered or not; 0 to 1."""
        found = sum(p.end - p.start for p in self.parts if p.likeness is not Likeness.MISSING)
        return found / self.size if self.size else 0.0

    @property
    def score(self) -> float:
        """Tokens that agree: by it the best of several states is taken."""
        return sum(part.same for part in self.parts)

    @property
    def differences(self) -> list[Difference]:
        """All that differs within sentences."""
        found = [each for part in self.parts for each in part.differences]
        return [*([self.dateline] if self.dateline else []), *found]

    @property
    def spelt_alike(self) -> float:
        """How near to each other the words that differ are written, 0 to 100 on average."""
        pairs = [(each.given, each.held) for each in self.differences]
        return sum(ratio(*pair) for pair in pairs) / len(pairs) if pairs else 100.0

    @property
    def routine(self) -> bool:
        """Whether it is rather another report from the same template.

        What an office sends out every day keeps its words, and changes its day and its numbers.
        """
        kinds = [each.kind for each in self.differences]
        numbers = kinds.count(Kind.NUMBER)
        return (Kind.DATE in kinds and numbers > 0) or (
            numbers >= MANY_NUMBERS and numbers >= MOSTLY * len(kinds)
        )
