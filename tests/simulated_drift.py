"""A simulated month in whose middle four bureaus change their markup, and a month of 60 quiet runs.

Each run is the real command at the site's time. In both months menus and counters change every
day, newsrooms are quiet at weekends, on holidays and on days of chance, and `revisit` asks again
for what is held. What a run tells of drift is compared with what the site did.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.at import Machine
from tests.replica import YEARS_BUREAUS, Site, running_site
from tests.simulated import Operator, Run, table

DAY = timedelta(days=1)
REDESIGNS = {"sumsel": "time", "jateng": "container", "bali": "credits", "gorontalo": "whole"}
WHAT = {
    "time": "no <time> any more, only the printed date",
    "container": "the container has another name",
    "credits": "the box with the credits has another name and element",
    "whole": "every name of a class is another one",
}
TOLD_BY = {
    "time": {("source", "published")},
    "container": {("layout", "layout")},
    "credits": {("missing", "credits")},
    "whole": {("layout", "layout")},
}
"""What has to be told, among other things that may be."""
MENDED = "gorontalo"
"""The bureau whose old markup comes back before the month is over."""


@dataclass(frozen=True)
class Months:
    """What happens in them."""

    a_day: int = 180
    """New articles of all bureaus on an average day."""
    days: int = 28
    changed: int = 18
    """The day on which the redesigns come, in the night: a Monday, the first day a Friday."""
    mended: int = 23
    quiet_runs: int = 60
    bureaus: tuple[str, ...] = YEARS_BUREAUS
    seed: int = 1
    revisit_every: int = 5
    """Days."""

    def site(self) -> Site:
        before = 40
        return Site(
            self.seed,
            self.a_day * before,
            self.bureaus,
            weight=1,
            years=before / 365.25,
            ahead=(max(self.days, self.quiet_runs // 2) + 2) * DAY,
        )


@dataclass
class Told:
    """What came of a month."""

    runs: list[tuple[int, datetime, Run]] = field(default_factory=list)
    """Each `latest` with its number and its time."""

    def drifts(self) -> Iterator[tuple[int, Run, dict[str, Any]]]:
        for number, _, run in self.runs:
            for each in run.summary["bureaus"].values():
                for drift in each["drifts"]:
                    yield number, run, drift

    def new_pages(self, number: int, bureau: str) -> int:
        (run,) = [run for n, _, run in self.runs if n == number]
        return int(run.summary["bureaus"][bureau]["stored"])

    def quiet(self) -> int:
        """How often a run read no new page of a bureau."""
        return sum(
            not each["stored"]
            for _, _, run in self.runs
            for each in run.summary["bureaus"].values()
        )

    def pages(self) -> int:
        return sum(
            each["stored"] for _, _, run in self.runs for each in run.summary["bureaus"].values()
        )


def play(months: Months, folder: Path) -> tuple[str, bool]:
    """Let both months pass; the report, and whether each redesign and nothing else was told."""
    with ThreadPoolExecutor(2) as both:
        of_changed = both.submit(_changed, months, folder)
        of_quiet = both.submit(_quiet, months, folder)
        return report(months, of_changed.result(), of_quiet.result())


def report(months: Months, changed: Told, quiet: Told) -> tuple[str, bool]:
    """Return the tables, and whether each redesign was told in its first run and nothing else."""
    rows, good = [], True
    for bureau, how in REDESIGNS.items():
        # A bureau may publish nothing on the first day: the first run is the one that reads some.
        first = next(
            number
            for number, at, _ in changed.runs
            if at >= _night(months, changed) and changed.new_pages(number, bureau)
        )
        told = [(n, each) for n, _, each in changed.drifts() if each["bureau"] == bureau]
        main = [(n, e) for n, e in told if (e["what"], e["field"]) in TOLD_BY[how]]
        number, drift = min(main, key=lambda one: one[0]) if main else (None, None)
        good &= number == first
        rows.append(
            (
                bureau,
                WHAT[how],
                changed.new_pages(first, bureau),
                "not" if number is None else _ordinal(number - first + 1),
                "–" if drift is None else f"{drift['what']}: {drift['field']}",
                "–" if drift is None else f"{drift['before_good']} of {drift['before_pages']}",
                "–" if drift is None else f"{drift['now_good']} of {drift['now_pages']}",
                len(told),
                len({n for n, _ in told}),
            )
        )
        things = {(e["what"], e["field"], e["kind"], e["layout"]) for _, e in told}
        good &= len(things) == len(told) and all(n >= first for n, _ in told)
    false = [(n, e) for n, _, e in changed.drifts() if e["bureau"] not in REDESIGNS]
    false_quiet = [(n, e) for n, _, e in quiet.drifts()]
    notes = [line for _, _, run in changed.runs for line in run.summary["notes"]]
    over = [line for line in notes if line.startswith(f"Drift over: {MENDED}: no layout")]
    good &= not false and not false_quiet and bool(over)
    heads = (
        *("bureau", "what changed", "new pages in the first run", "noticed in run", "as"),
        *("as it should be before", "and then", "drifts", "runs that told them"),
    )
    lines = [
        f"{months.days} days of daily `latest` on {len(months.bureaus)} bureaus, and every "
        f"{months.revisit_every} days `revisit`; in the night of day {months.changed} four bureaus "
        f"change their markup, and on day {months.mended} {MENDED} takes that back: "
        f"{'noticed' if over else 'NOT noticed'}.",
        "",
        table(heads, rows),
        "",
        table(
            ("month", "runs", "new pages", "runs without a new page of a bureau", "false alarms"),
            [
                ("with redesigns, of the other bureaus", *_counts(changed), len(false)),
                ("quiet", *_counts(quiet), len(false_quiet)),
            ],
        ),
        "",
        *[f"false alarm in run {n}: {e['bureau']}: {e['text']}" for n, e in false + false_quiet],
        *[f"> {e['bureau']}: {e['text']}" for _, _, e in changed.drifts()][-1:],
    ]
    return "\n".join(lines), good


def _counts(told: Told) -> tuple[int, int, int]:
    return len(told.runs), told.pages(), told.quiet()


def _ordinal(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")


def _night(months: Months, told: Told) -> datetime:
    return told.runs[0][1] + (months.changed - 1) * DAY - timedelta(hours=1)


def _changed(months: Months, folder: Path) -> Told:
    """Play the month with redesigns."""
    site = months.site()
    begin = site.now.replace(hour=22, minute=30)
    night = begin + (months.changed - 1) * DAY - timedelta(hours=20)
    for bureau, how in REDESIGNS.items():
        site.schedule(night, lambda bureau=bureau, how=how: site.redo(bureau, how))
    site.schedule(begin + (months.mended - 1) * DAY, lambda: site.redo(MENDED, None))
    times = [begin + n * DAY for n in range(months.days)]
    return _runs(months, site, times, folder / "changed")


def _quiet(months: Months, folder: Path) -> Told:
    """Play the quiet month: two runs a day."""
    site = months.site()
    begin = site.now.replace(hour=12, minute=30)
    times = [begin + n * DAY / 2 for n in range(months.quiet_runs)]
    return _runs(months, site, times, folder / "quiet")


def _runs(months: Months, site: Site, times: list[datetime], folder: Path) -> Told:
    told = Told()
    folder.mkdir(exist_ok=True)
    for day in range(months.days + 2):
        site.schedule(site.now + day * DAY, site.refurnish)
    with running_site(site) as server, Machine(folder) as machine:
        operator = Operator(site, server, machine, folder / "archive.db")
        for number, at in enumerate(times, 1):
            site.advance(max(at, site.now))
            told.runs.append((number, at, operator.crawl("latest")))
            if at.date() != times[number - 2].date() and at.day % months.revisit_every == 0:
                operator.crawl("revisit")
    return told
