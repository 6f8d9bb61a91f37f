"""What an export counts while its rows are written."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.rights import NOTICE
from pipelines.exports.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipelines.exports.audited import Part

    Columns = Mapping[str, Sequence[Any]]
    """Values by name, those of one article or row at the same place in each."""

COUNTED: Final = (
    *("bureau", "published_day", "language", "rights_notice", "provenance", "missing_since"),
)
"""What `Tally.take` is told of each article."""
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

    def take(
        self,
        articles: Columns,
        uses: Sequence[str],
        carriers: Sequence[Sequence[str]],
        rows: Sequence[int] | None = None,
    ) -> None:
        """Count articles that are written, in the order of the export; one at least.

        One thing is counted of all before the next: it is done a million times.

        Args:
            articles: what `COUNTED` names of one state of each.
            uses: of each `rights.ai_use`.
            carriers: of each `rights.reserved_by`.
            rows: how many of its states are written, of each; None for one.
        """

        def by_row(values: Sequence[Any]) -> Sequence[Any]:
            if rows is None:
                return values
            return [value for value, n in zip(values, rows, strict=True) for _ in range(n)]

        days = [day or "" for day in by_row(articles["published_day"])]
        bureaus = by_row(articles["bureau"])
        self.articles += len(uses)
        self.rows += len(days)
        self.by_bureau.update(bureaus)
        self.by_year.update(zip(bureaus, [day[:4] for day in days], strict=True))
        self.ai_use.update(by_row(uses))
        self.languages.update(filter(None, by_row(articles["language"])))
        for n, by in enumerate(carriers):
            for carrier in by:
                count = rows[n] if rows else 1
                self.reserved_by[carrier] += count
                if carrier == NOTICE:
                    self._notice(" ".join(articles["rights_notice"][n].split()), count)
        self.sources.take(articles["provenance"])
        missing = articles["missing_since"]
        self.gone += len(missing) - missing.count(None)
        if known := list(filter(None, days)):
            self.first_day = min([*known, self.first_day or known[0]])
            self.last_day = max([*known, self.last_day or known[0]])

    def measure(self, rows: Columns) -> None:
        """Count the lengths and the words of rows, as far as they have the fields.

        Args:
            rows: their values by field; of others than `MEASURED` nothing is asked.
        """
        if "words" in rows:
            found = self.lengths = self.lengths or Counter()
            found.update([SPANS[bisect_right(SPANS, words) - 1] for words in rows["words"]])
        for name, words_of in _WORDS.items():
            if name in rows:
                self.by_word.setdefault(name, Counter()).update(words_of(rows[name]))

    def _notice(self, words: str, rows: int) -> None:
        if words in self.notices or len(self.notices) < MOST_NOTICES:
            self.notices[words] += rows
        else:
            self.other_notices += rows


_WORDS: Final[dict[str, Callable[[Sequence[Any]], Iterable[str]]]] = {
    "published_source": lambda values: filter(None, values),
    "flags": chain.from_iterable,
}
"""What takes the words out of the values of a field; the archive knows few for each."""
MEASURED: Final = frozenset({"words", *_WORDS})
"""The fields that `Tally.measure` looks at."""
