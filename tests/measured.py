"""Measurements by hand, and histories of quiet weeks drawn by chance, for tests of drift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from pipelines.archive.drift_checks import MISSING, Check
from pipelines.archive.drift_verdicts import Candidate
from pipelines.archive.measurements import Measured
from pipelines.archive.measuring import Measurement, Stratum

BEGAN = datetime(2026, 11, 1, 5, tzinfo=UTC)
TIME = "header time[datetime]"
PRINTED = "header span"


def at(run: int, hours: int = 0) -> str:
    """When a run began, UTC: one a day, numbered from 1."""
    return (BEGAN + timedelta(days=run - 1, hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def counted(
    pages: int,
    lacking: Mapping[str, int] | None = None,
    *,
    printed: int = 0,
    generic: int = 0,
    words: Sequence[int] = (),
    first: int = 1000,
) -> Measurement:
    """Pages with a title, a time and credits, but for what is said.

    Args:
        pages: how many.
        lacking: field to how many lack it.
        printed: how many have their time by its printed form only.
        generic: how many no layout knew.
        words: of the first pages; of the others 300.
        first: number of the page that is named where something is missing.
    """
    fields = {"title": {"h1": [pages, first]}}
    for field, source in (("published", TIME), ("credits", "footer"), ("tags", "ul a")):
        lacks = (lacking or {}).get(field, 0)
        tally = {source: [pages - lacks - (printed if field == "published" else 0), first]}
        if field == "published" and printed:
            tally[PRINTED] = [printed, first + 1]
        if lacks:
            tally[""] = [lacks, first + 2]
        fields[field] = {name: each for name, each in tally.items() if each[0]}
    tally: dict[str, list[int]] = {}
    for number in [*words, *[300] * (pages - len(words))]:
        tally.setdefault(str(number), [0, first + 3])[0] += 1
    one = {"6": [pages, first]}
    return Measurement(pages, generic, fields, tally, one, {"0": [pages, first]})


def measured(
    run: int,
    counts: Measurement,
    *,
    bureau: str = "sumsel",
    kind: str = "article",
    layout: str = "r",
    began: str | None = None,
) -> Measured:
    return Measured(run, began or at(run), Stratum(bureau, kind, layout), counts)


def weeks(runs: int = 20, pages: int = 10, **counts: int) -> list[Measured]:
    """So many runs, one a day, that were as they should be."""
    return [measured(run, counted(pages, **counts)) for run in range(1, runs + 1)]


def quiet_history(
    rng: Random, share: float, runs: int, most: int, spread: float = 0.0
) -> list[Candidate]:
    """One field's candidates of each run of some weeks in which nothing changed.

    Args:
        rng: chance.
        share: of pages that have it.
        runs: one a day.
        most: pages of a run; quiet days have none.
        spread: how alike the pages of a run are: intra-class correlation.
    """
    check = Check("article", "r", MISSING, "credits", "footer")
    points = []
    for run in range(1, runs + 1):
        pages = rng.randint(0, most)
        if not pages:
            continue
        of_run = share
        if spread:
            precision = 1 / spread - 1
            of_run = rng.betavariate(share * precision, (1 - share) * precision)
        good = sum(rng.random() < of_run for _ in range(pages))
        points.append((run, at(run), good, pages, None))
    found = []
    for n in range(10, len(points)):
        for width in (1, 3):
            before = tuple(points[max(0, n - 27) : n - width + 1])
            found.append(Candidate(check, before, tuple(points[n - width + 1 : n + 1])))
    return found
