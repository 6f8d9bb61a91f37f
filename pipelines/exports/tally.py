"""What an export counts while its rows are written."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.rights import NOTICE
from pipelines.exports.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipelines.exports.audited import Part
    from pipelines.exports.rows import Rows

    Written = tuple[Mapping[str, Any], str, Sequence[str], int]
    """One of an article's states, its `rights.ai_use` and `rights.reserved_by`, and how many of its
    states are written."""

SPANS: Final = (0, 1, 50, 100, 150, 200, 300, 400, 600, 800, 1200, 2000)
"""Words with which the spans begin in which lengths are counted."""
MOST_NOTICES: Final = 20
"""So many different notices are written out; what others say is counted together."""


@dataclass(slots=True)
class Tally:
    """What was written, and what was not."""

    articles: int = 0
    rows: int = 0
    by_bureau: Counter[str] = field(default_factory=Counter)
    """Rows."""
    by_year: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Rows by bureau and year; the year is "" without a day."""
    languages: Counter[str] = field(default_factory=Counter)
    """Rows by language, those of which it is known."""
    reserved_by: Counter[str] = field(default_factory=Counter)
    """Rows by who reserves them; one can be reserved by several."""
    notices: Counter[str] = field(default_factory=Counter)
    """Rows by the words of their notice."""
    other_notices: int = 0
    """Rows with a notice beyond `MOST_NOTICES`."""
    sources: Sources = field(default_factory=Sources)
    left_out: Counter[str] = field(default_factory=Counter)
    """Articles by reason: other_split, copy, too_short, reserved; unchanged since an export."""
    splits: Counter[str] = field(default_factory=Counter)
    """Rows by split; empty without splits."""
    ai_use: Counter[str] = field(default_factory=Counter)
    """Rows by what they say of use for AI."""
    gone: int = 0
    """Articles that the site does not have any more."""
    read_by: Counter[Part] = field(default_factory=Counter)
    """Rows by what has to be alike for an audit to count for them."""
    filled: Counter[str] = field(default_factory=Counter)
    """Rows by the fields that have something in them."""
    lengths: Counter[int] | None = None
    """Rows by the first number of words of their span; None where it is not known."""
    by_word: dict[str, Counter[str]] = field(default_factory=dict)
    """Rows by the words of each of the fields that have few and that the rows have."""
    first_day: str | None = None
    last_day: str | None = None

    @property
    def seen(self) -> int:
        """Articles that pass the filters, whatever became of them."""
        return self.articles + self.left_out.total()

    def take(self, articles: Sequence[Written]) -> None:
        """Count articles that are written, in the order of the export; one at least.

        One thing is counted of all before the next: it is done a million times.
        """
        states = [state for state, _, __, rows in articles for _ in range(rows)]
        days = [state["published_day"] or "" for state in states]
        self.articles += len(articles)
        self.rows += len(states)
        self.by_bureau.update([state["bureau"] for state in states])
        self.by_year.update(
            [(state["bureau"], day[:4]) for state, day in zip(states, days, strict=True)]
        )
        self.ai_use.update([use for _, use, __, rows in articles for _ in range(rows)])
        self.languages.update([of for state in states if (of := state["language"])])
        for state, _, carriers, rows in articles:
            for carrier in carriers:
                self.reserved_by[carrier] += rows
                if carrier == NOTICE:
                    self._notice(" ".join(state["rights_notice"].split()), rows)
        self.sources.take([state["provenance"] for state, *_ in articles])
        self.gone += sum(state["missing_since"] is not None for state, *_ in articles)
        if known := list(filter(None, days)):
            self.first_day = min([*known, self.first_day or known[0]])
            self.last_day = max([*known, self.last_day or known[0]])

    def measure(self, rows: Rows) -> None:
        """Count the lengths and the words of rows, as far as they have the fields.

        Args:
            rows: one at least.
        """
        if "words" in rows[0]:
            found = self.lengths = self.lengths or Counter()
            found.update([SPANS[bisect_right(SPANS, row["words"]) - 1] for row in rows])
        for name, words_of in _WORDS.items():
            if name in rows[0]:
                self.by_word.setdefault(name, Counter()).update(words_of(rows))

    def _notice(self, words: str, rows: int) -> None:
        if words in self.notices or len(self.notices) < MOST_NOTICES:
            self.notices[words] += rows
        else:
            self.other_notices += rows


_WORDS: Final[dict[str, Callable[[Rows], list[str]]]] = {
    "published_source": lambda rows: [of for row in rows if (of := row["published_source"])],
    "flags": lambda rows: [flag for row in rows for flag in row["flags"]],
}
"""What takes the words out of rows, by field; the archive knows few for each."""
