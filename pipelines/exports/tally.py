"""What an export counts while its rows are written."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.rights import NOTICE
from pipelines.exports.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.exports.audited import Part

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
    first_day: str | None = None
    last_day: str | None = None

    @property
    def seen(self) -> int:
        """Articles that pass the filters, whatever became of them."""
        return self.articles + self.left_out.total()

    def take(
        self, article: Mapping[str, Any], use: str, carriers: Iterable[str], rows: int
    ) -> None:
        """Count an article that is written.

        Args:
            article: one of its states.
            use: of `rights.ai_use`.
            carriers: of `rights.reserved_by`.
            rows: how many of its states are written.
        """
        day = article["published_day"]
        self.articles += 1
        self.rows += rows
        self.by_bureau[article["bureau"]] += rows
        self.by_year[article["bureau"], (day or "")[:4]] += rows
        self.ai_use[use] += rows
        if language := article["language"]:
            self.languages[language] += rows
        for carrier in carriers:
            self.reserved_by[carrier] += rows
            if carrier == NOTICE:
                self._notice(" ".join(article["rights_notice"].split()), rows)
        self.sources.take(article)
        self.gone += article["missing_since"] is not None
        if day:
            self.first_day = min(self.first_day or day, day)
            self.last_day = max(self.last_day or day, day)

    def measure(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Count the lengths of rows, if they have any."""
        if rows and "words" in rows[0]:
            found = self.lengths = self.lengths or Counter()
            found.update(SPANS[bisect_right(SPANS, row["words"]) - 1] for row in rows)

    def _notice(self, words: str, rows: int) -> None:
        if words in self.notices or len(self.notices) < MOST_NOTICES:
            self.notices[words] += rows
        else:
            self.other_notices += rows
