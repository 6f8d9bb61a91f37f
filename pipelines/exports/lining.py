"""Articles that come as lines of JSON: counted and noted as rows are, without a row of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from pipelines.archive.permissions import AI_TRAINING
from pipelines.exports.audited import parts_of
from pipelines.exports.formats import lines_alone
from pipelines.exports.index import lines_of
from pipelines.exports.outputs import Batch
from pipelines.exports.rights import NOTICE, ai_use, reserved_by
from pipelines.exports.rows import Made
from pipelines.exports.tally import MEASURED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelines.archive.export_lines import Lines
    from pipelines.exports.fields import Field
    from pipelines.exports.noting import Noting
    from pipelines.exports.run import Plan
    from pipelines.exports.tally import Tally


def are_enough(plan: Plan) -> bool:
    """Return whether lines of whole articles are all that an export is made of.

    Where texts may have to stay, or something is left out of them, rows are made.
    """
    shape = plan.shape
    return (
        lines_alone(plan.formats)
        and plan.purpose not in (None, AI_TRAINING)
        and shape.with_text
        and shape.with_dateline
    )


@dataclass(frozen=True, slots=True)
class Lining:
    """Takes lines, and tells of each article whoever counts or notes."""

    fields: Sequence[Field]
    sources: Mapping[int, Mapping[str, str]]
    """Of `exporting.Snapshot.sources`."""
    tally: Tally
    noting: Noting

    def batch(self, found: Lines) -> Batch:
        """Return the articles of some lines, all of which are written.

        Args:
            found: of `exporting.Snapshot.lines`.
        """
        facts = {
            **found.facts,
            "bureau": [found.bureau] * len(found.lines),
            "provenance": [self.sources[each] for each in found.facts["sources"]],
        }
        of_rights = zip(facts["rights_notice"], facts["signals"], strict=True)
        carriers = [
            reserved_by({"rights_notice": notice, "signals": signals})
            for notice, signals in of_rights
        ]
        uses = list(map(ai_use, carriers))
        rows = _reserved(found, carriers)
        keys = [f"{found.bureau}/{number}" for number in facts["article_id"]]
        self.noting.takes_all(lines_of(keys, facts, rows.lines))
        self.tally.take(facts, uses, carriers)
        self.tally.read_by.update(parts_of(facts))
        self.tally.filled.update(self._filled(found, carriers))
        wanted = MEASURED & {each.name for each in self.fields}
        self.tally.measure({name: facts[name] for name in wanted})
        return Batch(rows, list(zip(facts["id"], uses, carriers, strict=True)))

    def _filled(self, found: Lines, carriers: Sequence[Sequence[str]]) -> dict[str, int]:
        filled = {each.name: found.filled.get(each.name, len(carriers)) for each in self.fields}
        if "reserved_by" in filled:
            filled["reserved_by"] = sum(map(bool, carriers))
        return filled


def _reserved(found: Lines, carriers: Sequence[Sequence[str]]) -> Made:
    """Return the lines with all that reserves their articles.

    SQLite has made them by the notice alone, since what a signal says has to be understood: where
    one reserves a text, its line is changed here.
    """
    lines = list(found.lines)
    is_whole = True
    for n, (notice, by) in enumerate(zip(found.facts["rights_notice"], carriers, strict=True)):
        known = [NOTICE] if notice else []
        if by != known:
            is_whole = False
            for name, had, value in (
                ("ai_use", ai_use(known), ai_use(by)),
                ("reserved_by", known, by),
            ):
                # No text can look so: a quote within a text is escaped.
                old, new = (b'"%b":%b' % (name.encode(), orjson.dumps(it)) for it in (had, value))
                lines[n] = lines[n].replace(old, new, 1)
    return Made(lines, found.data if is_whole else None)
