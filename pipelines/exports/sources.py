"""From which place of its page a field is known: counted while rows are written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PUBLISHED: Final = (
    *("published", "published_utc", "published_day", "published_precision", "published_source"),
)
NOTED: Final[dict[str, str]] = {
    **{name: name for name in ("title", "subtitle", "text", "pull_quote", "updated", "category")},
    **dict.fromkeys(_PUBLISHED, "published"),
    **{name: name for name in ("credits", "tags", "images", "copyright", "rights_notice")},
}
"""The fields whose source is noted, and under which name the archive has it."""
_NAMES: Final = frozenset(NOTED.values())
MOST: Final = 500
"""So many different sources are told apart: what is imported may name any."""
OTHERS: Final = "others"


class Sources:
    """How often which source gave which field."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def take(self, provenances: Sequence[Mapping[str, str]]) -> None:
        """Count the sources of articles, each of which has them by field, in their order.

        What one layout gave is often the same object, which is looked at once.
        """
        counts = self._counts
        different = {id(each): each for each in provenances}
        for which, times in Counter(map(id, provenances)).items():
            for pair in different[which].items():
                if pair in counts or (len(counts) < MOST and pair[0] in _NAMES):
                    counts[pair] += times
                elif pair[0] in _NAMES:
                    counts[pair[0], OTHERS] += times

    def of(self, field: str) -> dict[str, int] | None:
        """Return how many articles have a field from which source, the most frequent first.

        None where no source is noted: the field has one only, or does not come from the page.
        Of several places that gave a part each, each gave it.
        """
        if field not in NOTED:
            return None
        found: Counter[str] = Counter()
        for (name, source), count in self._counts.items():
            if name == NOTED[field]:
                for each in source.split(" + "):
                    found[each] += count
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))
