"""A simulated week: `latest` every hour, `revisit` several times a day, while the site changes.

Newsrooms correct, take away and bring back; menus change every day; some hosts are away for
hours, one answers badly for a while, the machine itself sleeps for a night.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from random import Random
from typing import Any

from crawler.bureaus import load_bureaus
from tests.at import Machine
from tests.replica import YEARS_BUREAUS, Faults, Site, SiteServer, running_site
from tests.simulated import (
    Key,
    Operator,
    Run,
    key_of,
    progress,
)
from tests.simulated_report import HOUR, Truth, report

VALIDATORS = {
    **{"www": "etag", "sumsel": "right", "jateng": "date", "kalteng": "weak"},
    **{"bali": "body", "ambon": "none", "papuatengah": "stale", "gorontalo": "right"},
}
"""One host's validators lie; one host has none; those of one change with its menus."""
AFTER = 8
"""Days after the week on which only `revisit` runs: each article of the week comes due."""


@dataclass(frozen=True)
class Week:
    """What happens in it."""

    articles: int = 6000
    years: float = 0.1
    hours: int = 168
    bureaus: tuple[str, ...] = YEARS_BUREAUS
    seed: int = 1
    revisit_every: int = 6
    """Hours; 0 for never."""
    after: int = AFTER
    corrected: float = 0.08
    deleted: float = 0.02
    asleep: tuple[int, int] = (100, 109)
    """From which hour to which one no command runs."""

    def site(self) -> Site:
        ahead = self.hours * HOUR + timedelta(days=self.after)
        return Site(
            self.seed,
            self.articles,
            self.bureaus,
            weight=1,
            years=self.years,
            ahead=ahead,
            validators=VALIDATORS,
        )

    def faults(self, site: Site) -> Faults:
        """Three hosts are away for a while, and one answer in fifty fails once."""
        begin = site.now
        away = {"kalteng": [(20, 23)], "bali": [(40, 66)], "gorontalo": [(12, 13), (60, 61)]}
        outage: dict[str, Any] = {
            f"{name}.antaranews.com": [(begin + a * HOUR, begin + b * HOUR) for a, b in spans]
            for name, spans in away.items()
            if name in self.bureaus
        }
        kinds = ("500", "503", "drop", "truncated", "empty", "cut_gzip")
        how = {"kalteng": "drop", "bali": "503", "gorontalo": "500"}
        return Faults(
            rate=0.02,
            kinds=kinds,
            outage=outage,
            outage_as={f"{name}.antaranews.com": kind for name, kind in how.items()},
        )


def plan(week: Week, site: Site, truth: Truth) -> None:
    """Schedule what newsrooms do to the articles of the week and of the two days before."""
    rng = Random(f"week:{week.seed}")
    begin, end = site.now, site.now + week.hours * HOUR
    for bureau, shelf in site.shelves.items():
        for one in shelf.entries:
            key = (bureau, one.number)
            usual = one.only != "menu" and key not in site.odd
            if not usual or not begin - timedelta(days=2) <= one.when < end:
                continue
            at = max(begin, one.when) + timedelta(minutes=rng.uniform(5, 5 * 1440))
            chance = rng.random()
            if chance < week.corrected:
                site.schedule(at, _correction(site, truth, key, rng.randrange(6)))
            elif chance < week.corrected + week.deleted:
                back = at + timedelta(hours=rng.uniform(4, 60)) if rng.random() < 0.4 else None
                _delete(site, truth, key, at, back, rng)
    for day in range(week.hours // 24 + 1):
        site.schedule(begin + timedelta(days=day, hours=15), site.refurnish)


def _correction(site: Site, truth: Truth, key: Key, how: int) -> Any:
    def deed() -> None:
        if key in site.withdrawn:
            return
        title = site.pieces[key].title
        site.revise(
            *key,
            title=f"{title} (diperbarui)" if how % 2 else None,
            add=None if how in (1, 3) else "Pihaknya memperbaiki angka itu kemudian menjadi 217.",
            stamp=how in (0, 1, 5),
            new_slug=how == 5,
        )
        truth.corrected.setdefault(key, []).append(site.now)

    return deed


def _delete(
    site: Site, truth: Truth, key: Key, at: datetime, back: datetime | None, rng: Random
) -> None:
    status, listed = rng.choice((404, 410)), rng.random() < 0.5

    def deed() -> None:
        site.withdraw(*key, status=status, listed=listed)
        truth.deleted.setdefault(key, []).append(site.now)

    def undone() -> None:
        site.restore(*key)
        truth.returned.setdefault(key, []).append(site.now)

    site.schedule(at, deed)
    if back:
        site.schedule(back, undone)


def play(week: Week, folder: Path) -> tuple[str, bool]:
    """Let the week pass; the report, and whether all was as promised."""
    site = week.site()
    truth, begin = Truth(), site.now
    plan(week, site, truth)
    with running_site(site, faults=week.faults(site)) as server, Machine(folder) as machine:
        operator = Operator(site, server, machine, folder / "week.db")
        with progress(lambda: f"{site.now:%d %B %H:%M}: {len(server.requests):,} requests so far"):
            for hour in range(week.hours + 1):
                site.advance(begin + hour * HOUR)
                if not week.asleep[0] <= hour < week.asleep[1]:
                    _hour(week, operator, truth, begin, hour)
            for _ in range(week.after if week.revisit_every else 0):
                site.advance(site.now + 24 * HOUR)
                note_answers(site, operator.crawl("revisit"), truth)
        return report(_heading(week, site), operator, truth)


def _hour(week: Week, operator: Operator, truth: Truth, begin: datetime, hour: int) -> None:
    site = operator.site
    note_due(site, operator.server, truth, begin)
    note_answers(site, operator.crawl("latest"), truth)
    if week.revisit_every and hour % week.revisit_every == week.revisit_every - 1:
        note_answers(site, operator.crawl("revisit"), truth)


def note_due(site: Site, server: SiteServer, truth: Truth, begin: datetime) -> None:
    """Note what a run that begins now can see, of what appeared since the first one.

    That is what /terkini and the feeds of bureaus.toml name; a site has more feeds.
    """
    bureaus = load_bureaus()
    for name, shelf in site.shelves.items():
        if server.faults.is_out(shelf.host.host, site.now):
            continue
        numbers = set(site.listings.newest(name).numbers())
        for feed in bureaus[name].feeds:
            there = site.listings.feed(name, PurePosixPath(feed).stem)
            numbers |= {one.article_id for one in there}
        keys = {(name, number) for number in numbers} - set(site.odd) - set(site.withdrawn)
        truth.due |= {key for key in keys if site.pieces[key].when >= begin}


def note_answers(site: Site, run: Run, truth: Truth) -> None:
    """Note what the answers to a run showed; the site did not change while it ran."""
    for one in run.asked:
        key = key_of(site, one)
        if key is None or key not in site.pieces or key in site.odd:
            continue
        fact = (site.pieces[key].title, "\n\n".join(site.pieces[key].paragraphs) or None)
        if one.status == 200 and key not in site.withdrawn:
            truth.shown[key] = fact
        elif one.status == 304 and truth.shown.get(key) != fact:
            truth.lies.add(key)


def _heading(week: Week, site: Site) -> str:
    """Say what was played."""
    revisits = f" and, every {week.revisit_every} hours, `revisit`" if week.revisit_every else ""
    after = f", then {week.after} days of `revisit` alone" if week.revisit_every else ""
    return f"{week.hours} hours of hourly `latest`{revisits} on {len(site.bureaus)} bureaus{after}"
