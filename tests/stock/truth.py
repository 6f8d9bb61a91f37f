"""What the stock knows of its own articles: their stories, copies and changes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """What the newsroom did between the state before and the state `seq`."""

    seq: int
    kinds: tuple[str, ...]
    """Of `tests.stock.copies.REVISIONS`."""
    silent: bool
    """Whether the page states no time of update for it."""
    at: str
    """UTC; a visit sees it later."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One article's."""

    key: str
    story: str
    """Key of the story's original; the article's own where nobody copied it."""
    source: str | None
    """Key of the article that it was copied from."""
    copy: tuple[str, ...]
    """How, of `tests.stock.copies.COPIES`; empty for what is no copy."""
    words_changed: float | None
    """Share of the source's words, for a copy of the kind "words"."""
    template: str | None
    """Of `tests.stock.routine.TEMPLATES`: such an article is a story of its own."""
    revisions: tuple[Change, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        # Not asdict(), which copies what it meets and would cost more than writing the line.
        values = {name: getattr(self, name) for name in self.__slots__}
        values["revisions"] = [asdict(each) for each in self.revisions]
        return values


@dataclass(frozen=True, slots=True)
class Invented:
    """An article that nobody wrote."""

    states: tuple[dict[str, Any], ...]
    """Fields of `Article.as_dict()` as each visit read them, the first reading first."""
    truth: Truth
