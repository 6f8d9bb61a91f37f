"""What becomes of articles that pass the filters: written or left out, noted and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.exports.audited import part_of
from pipelines.exports.index import INDEXED, lines_of
from pipelines.exports.noting import UNCHANGED
from pipelines.exports.outputs import Batch
from pipelines.exports.rights import ai_use, reserved_by
from pipelines.exports.rows import count_filled
from pipelines.exports.tally import COUNTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pipelines.archive import splits
    from pipelines.archive.export_states import Taken
    from pipelines.exports.noting import Noting
    from pipelines.exports.rights import AiUse
    from pipelines.exports.rows import Shape
    from pipelines.exports.split_list import LeftOut
    from pipelines.exports.tally import Tally


class _Judged(NamedTuple):
    """An article that passes the filters, and whether it may leave."""

    key: str
    why: str | None
    """Why it may not; None where it may."""
    states: Sequence[Mapping[str, Any]]
    carriers: Sequence[str]
    use: AiUse


@dataclass(frozen=True, slots=True)
class Taking:
    """Makes rows of articles, and tells of each whoever counts or notes."""

    shape: Shape
    may_leave: Callable[[AiUse], bool]
    """Of `rights.gate`."""
    with_splits: bool
    tally: Tally
    noting: Noting
    left_out: LeftOut
    note: Callable[[Iterable[splits.Row]], None]
    """Told of the splits that have to be kept."""

    def batches(self, articles: Sequence[Taken]) -> Iterator[Batch]:
        """Yield the articles that are written, those of a split together.

        Args:
            articles: a batch of `exporting.Snapshot.batches`; one at least.
        """
        judged = [self._judged(each) for each in articles]
        held = [(state, each) for each in judged if not each.why for state in each.states]
        states = [state for state, _ in held]
        made = self.shape.rows(states, [each.carriers for _, each in held])
        lines = lines_of([each.key for _, each in held], columns(states, INDEXED), made.lines)
        by_split, written = self._by_split(judged, lines)
        names = [each.name for each in self.shape.fields]
        if written:
            self._count(written)
        for split, (numbers, of_split) in by_split.items():
            rows = made.some(numbers)
            if split:
                self.tally.splits[split] += len(rows)
            self.tally.filled.update(count_filled(self.shape.fields, rows))
            self.tally.measure(dict(zip(names, rows.columns, strict=True)))
            told = [(each.states[0]["id"], each.use, each.carriers) for each in of_split]
            yield Batch(rows, told, split)

    def _judged(self, article: Taken) -> _Judged:
        key, fate, states = article
        if fate != "held":
            return _Judged(key, fate, states, (), "unstated")
        # What a page says of its text today holds for all that stood there before.
        carriers = reserved_by(states[0])
        use = ai_use(carriers)
        return _Judged(key, None if self.may_leave(use) else "reserved", states, carriers, use)

    def _by_split(
        self, judged: Sequence[_Judged], lines: Sequence[Sequence[str]]
    ) -> tuple[Mapping[str | None, tuple[Sequence[int], Sequence[_Judged]]], Sequence[_Judged]]:
        """Return by split the numbers of the rows that are written and their articles, and all.

        Args:
            judged: all articles; what is not written is noted with its reason.
            lines: of the index, of those that may leave.
        """
        whole = not self.with_splits and not any(each.why for each in judged)
        if whole and self.noting.takes_all(lines):  # as nearly always: no look at each
            return {None: (range(len(lines)), judged)}, judged
        at = 0
        by_split: dict[str | None, tuple[list[int], list[_Judged]]] = {}
        written: list[_Judged] = []
        for each in judged:
            if each.why:
                self._leave_out(each.key, each.why, each.states)
                continue
            mine = range(at, at + len(each.states))
            at = mine.stop
            place = each.states[0].get("split_place")
            if place:
                self.note(place.new)
            if not self.noting.takes(each.key, lines[mine.start : mine.stop]):
                self.tally.left_out[UNCHANGED] += 1
                continue
            numbers, of_split = by_split.setdefault(place.split if place else None, ([], []))
            numbers.extend(mine)
            of_split.append(each)
            written.append(each)
        return {**by_split}, written

    def _leave_out(self, key: str, why: str, states: Sequence[Mapping[str, Any]]) -> None:
        if why == "withdrawn":
            return  # counted with those of which no row is left
        if why == "other_split":
            self.left_out.write(key, states[0])
            self.note(states[0]["split_place"].new)
        self.tally.left_out[why] += 1
        self.noting.leave_out(key, why)

    def _count(self, written: Sequence[_Judged]) -> None:
        self.tally.take(
            columns([each.states[0] for each in written], COUNTED),
            [each.use for each in written],
            [each.carriers for each in written],
            [len(each.states) for each in written],
        )
        self.tally.read_by.update([part_of(state) for each in written for state in each.states])


def columns(states: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, list[Any]]:
    """Return the values of states by their name."""
    return {name: [state[name] for state in states] for name in names}
