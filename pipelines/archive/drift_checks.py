"""What may drift: each thing that is judged, as a share of pages that are as they should be. Pure.

Pages are compared with those of the same bureau, kind and layout only: a video has no dateline,
and what two layouts print may differ. Whether any layout reads them is judged by kind alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.archive.measuring import LACKS, NOT_NOTED, Measurement
from pipelines.archive.odds import band

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.archive.measurements import Measured

DRIFTS: Final = ("layout", "missing", "source", "few", "many")
LAYOUT, MISSING, SOURCE, FEW, MANY = DRIFTS
GENERIC: Final = "generic"
NARROWEST: Final = {"words": 0.2, "paragraphs": 0.25, "put_back": 0.35}
"""The numbers of a page that are judged, each with the narrowest band that is believed."""
LEAST_SHARE: Final = 0.5
"""What fewer pages have may well lack for days: it is not judged."""

Point = tuple[int, str, int, int, int | None]
"""A run, its start (UTC), its good pages, all its pages, and the number of one that is not good."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is judged of a bureau's pages."""

    kind: str
    layout: str
    """The layout of the pages; for LAYOUT the one that read most of them."""
    what: str
    field: str
    selector: str | None = None
    bounds: tuple[float, float] = (0.0, 0.0)
    """Of FEW and MANY: between them a page's number is usual."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """By what a drift is known again. Of LAYOUT whatever layout it was before."""
        layout = "" if self.what == LAYOUT else self.layout
        return (self.kind, layout, self.what, self.field)

    def covers(self, one: Measured) -> bool:
        """Tell whether a measurement is of the pages that are judged."""
        if one.stratum.kind != self.kind:
            return False
        return self.what == LAYOUT or one.stratum.layout == self.layout

    def good(self, counts: Measurement) -> tuple[int | None, int | None]:
        """Return how many pages are as they should be, and the number of one that is not.

        (None, None) where it was not counted, by an earlier version.
        """
        if self.what == LAYOUT:
            title = counts.fields.get("title") or {LACKS: [0, 0]}
            return counts.pages - counts.generic, max(number for _, number in title.values())
        if self.what in (FEW, MANY):
            return self._in_band(counts)
        tally = counts.fields.get(self.field)
        if tally is None:
            return None, None
        if self.what == MISSING:
            count, number = tally.get(LACKS, (0, None))
            return counts.pages - count, number
        others = [number for source, (_, number) in tally.items() if source != self.selector]
        return tally.get(str(self.selector), [0])[0], max(others, default=None)

    def _in_band(self, counts: Measurement) -> tuple[int, int | None]:
        low, high = self.bounds
        bad, example = 0, None
        for number, (pages, article) in getattr(counts, self.field).items():
            if (int(number) < low) if self.what == FEW else (int(number) > high):
                bad, example = bad + pages, article
        return counts.pages - bad, example


def points(check: Check, measured: Iterable[Measured]) -> list[Point]:
    """Return what is counted for a check, run by run, oldest first."""
    found: dict[int, Point] = {}
    for one in measured:
        if not check.covers(one):
            continue
        good, example = check.good(one.counts)
        if good is None:
            continue
        _, _, held, pages, shown = found.get(one.run, (0, "", 0, 0, None))
        bad = example if good < one.counts.pages else None
        found[one.run] = (
            *(one.run, one.started_at, held + good, pages + one.counts.pages),
            bad or shown,
        )
    return [found[run] for run in sorted(found)]


def checks_of(before: Sequence[Measured]) -> list[Check]:
    """Return what may be judged of a bureau, by what the weeks before had. Pure.

    Args:
        before: the measurements of those weeks.
    """
    checks: list[Check] = []
    for kind in sorted({one.stratum.kind for one in before}):
        by_layout: dict[str, Measurement] = {}
        for one in before:
            if one.stratum.kind == kind:
                by_layout.setdefault(one.stratum.layout, Measurement()).add(one.counts)
        known = {name: each for name, each in by_layout.items() if name != GENERIC}
        if known:
            usual = max(known, key=lambda name: known[name].pages)
            checks.append(Check(kind, usual, LAYOUT, LAYOUT))
        for layout, counts in by_layout.items():
            checks += _of_stratum(kind, layout, counts)
    return checks


def _of_stratum(kind: str, layout: str, counts: Measurement) -> Iterable[Check]:
    least = LEAST_SHARE * counts.pages
    for field, tally in counts.fields.items():
        there = {source: pages for source, (pages, _) in tally.items() if source != LACKS}
        lacking = tally.get(LACKS, [0])[0]
        if not there:
            continue
        usual = max(there, key=lambda source: there[source])
        selector = usual if usual != NOT_NOTED else None
        if counts.pages - lacking >= least:
            yield Check(kind, layout, MISSING, field, selector)
        if selector is not None and there[usual] >= least:
            yield Check(kind, layout, SOURCE, field, selector)
    for field, narrowest in NARROWEST.items():
        tally = getattr(counts, field)
        bounds = band({int(number): pages for number, (pages, _) in tally.items()}, narrowest)
        for what in (FEW, MANY):
            if not (what == FEW and bounds[0] < 1):  # less than nothing no page has
                yield Check(kind, layout, what, field, bounds=bounds)
