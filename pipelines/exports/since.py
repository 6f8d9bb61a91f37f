"""An export of what changed since an earlier one: which rows it has, and what is there no more.

The two of them make the data set that a full export would be now: docs/datasets.md says how.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pipelines.archive.keys import key_of
from pipelines.exports import index
from pipelines.exports.changes import KINDS, gone, judge
from pipelines.exports.comma import as_csv
from pipelines.exports.index import entry_of
from pipelines.exports.index_held import Articles, Bureaus
from pipelines.exports.papers import said
from pipelines.exports.papers.since import COLUMNS, NO_LONGER
from pipelines.exports.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipelines.exports.changes import Change
    from pipelines.exports.sides import Side


class Since:
    """What became of each article since an earlier export, told in the order of exports.

    Of the earlier one a bureau at a time is kept in memory.

    Args:
        earlier: the export.
        withdrawn: by key the day on which an article was withdrawn.
        folder: of the new export, which gets `NO_LONGER`.

    Raises:
        OSError: the folder cannot be written.
    """

    def __init__(self, earlier: Side, withdrawn: Mapping[str, str], folder: Path) -> None:
        self.changes: Counter[str] = Counter()
        """Articles by what became of them; those that are the same are not in the export."""
        self.no_longer: Counter[str] = Counter()
        """Articles that the earlier export has and this one would not, by reason."""
        self._earlier = earlier
        self._withdrawn = withdrawn
        self._bureaus = Bureaus(earlier.index)
        self._bureau = ""
        self._old = Articles()
        self._sink = Sink(folder / NO_LONGER)
        self._sink.write(as_csv([COLUMNS]).encode())

    def changed(self, key: str, lines: Sequence[Sequence[str]]) -> bool:
        """Return whether an article's rows are not those of the earlier export.

        Args:
            key: of the article.
            lines: of its rows, as the index has them.
        """
        old = self._taken(key)
        kind = judge(old, entry_of(lines)) if old is not None and old.rows else "added"
        self.changes[kind] += 1
        return kind != "same"

    def left(self, key: str, why: str) -> None:
        """Note that an article passes the filters and has no row."""
        old = self._taken(key)
        if old is not None and old.rows:
            self._note([gone(key, self._withdrawn, why)])

    def close(self) -> dict[str, Any]:
        """Note what was not met any more; returns name, bytes and sha256 of the list."""
        self._note(self._rest())
        self._bureaus.close()
        self._sink.close()
        return self._sink.as_paper()

    def give_up(self) -> None:
        """Close the files as they are."""
        self._bureaus.close()
        self._sink.give_up()

    def facts(self) -> dict[str, Any]:
        """Return what the manifest says of it: `since_export`."""
        of = self._earlier.facts
        before = of["since_export"]["builds_on"] if of.get("since_export") else []
        return {
            "builds_on": [
                *before,
                {
                    "digest": said.digest(of),
                    "index": next(p["sha256"] for p in of["papers"] if p["name"] == index.NAME),
                    "as_of": self._earlier.as_of,
                    "rows": of["rows"],
                },
            ],
            "changes": {kind: self.changes[kind] for kind in KINDS if self.changes[kind]},
            "no_longer": dict(sorted(self.no_longer.items())),
        }

    def _taken(self, key: str) -> index.Entry | None:
        bureau, number = key_of(key)
        if bureau != self._bureau:
            self._note(self._unmet())
            for name, held in self._bureaus.passed(bureau):
                self._note(self._gone(name, held))
            self._bureau, self._old = bureau, self._bureaus.held(bureau)
        return self._old.pop(number)

    def _unmet(self) -> Iterator[Change]:
        yield from self._gone(self._bureau, self._old)
        self._old = Articles()

    def _rest(self) -> Iterator[Change]:
        yield from self._unmet()
        for name, held in self._bureaus.passed():
            yield from self._gone(name, held)

    def _gone(self, bureau: str, held: Articles) -> Iterator[Change]:
        for number, entry in held.left():
            if entry.rows:
                yield gone(f"{bureau}/{number}", self._withdrawn)

    def _note(self, found: Iterator[Change] | Sequence[Change]) -> None:
        for each in found:
            self.no_longer[each.why] += 1
            self._sink.write(as_csv([(each.key, each.why, each.on)]).encode("utf-8", "replace"))
