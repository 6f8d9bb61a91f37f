"""A simulated week: `latest` every hour, `revisit` several times a day, while the site changes.

Newsrooms correct, take away and bring back; menus change every day; some hosts are away for
hours, one answers badly for a while, the machine itself sleeps for a night.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

from tests.at import Machine
from tests.replica import YEARS_BUREAUS, Faults, Site, SiteServer, running_site
from tests.simulated import (
    Key,
    Operator,
    Run,
    by_bureau,
    key_of,
    kind_of,
    per,
    share,
    table,
)

HOUR = timedelta(hours=1)
VALIDATORS = {
    **{"www": "etag", "sumsel": "right", "jateng": "date", "kalteng": "weak"},
    **{"bali": "body", "ambon": "none", "papuatengah": "stale", "gorontalo": "right"},
}
"""One host's validators lie; one host has none; those of one change with its menus."""
BUDGET = 60
"""Requests that a host gets at most in an hour, the first run and its catching up left out."""
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


@dataclass
class Truth:
    """What the site did, and what its answers showed to whoever asked."""

    due: set[Key] = field(default_factory=set)
    """Articles that a feed or /terkini named at the time of a run that could read it."""
    shown: dict[Key, tuple[str, str | None]] = field(default_factory=dict)
    """The title and the text that the last good answer showed."""
    corrected: dict[Key, list[datetime]] = field(default_factory=dict)
    deleted: dict[Key, list[datetime]] = field(default_factory=dict)
    returned: dict[Key, list[datetime]] = field(default_factory=dict)
    lies: set[Key] = field(default_factory=set)
    """Changed articles of which a host said that they had not."""


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


def play(week: Week, folder: Path, tell: Any = None) -> tuple[str, bool]:
    """Let the week pass; the report, and whether all was as promised."""
    site = week.site()
    truth, begin = Truth(), site.now
    plan(week, site, truth)
    with running_site(site, faults=week.faults(site)) as server, Machine(folder) as machine:
        operator = Operator(site, server, machine, folder / "week.db")
        for hour in range(week.hours + 1):
            site.advance(begin + hour * HOUR)
            if week.asleep[0] <= hour < week.asleep[1]:
                continue
            note_due(site, server, truth, begin)
            note_answers(site, operator.crawl("latest"), truth)
            if week.revisit_every and hour % week.revisit_every == week.revisit_every - 1:
                note_answers(site, operator.crawl("revisit"), truth)
            if tell:
                tell(f"hour {hour} of {week.hours}: {len(server.requests)} requests so far")
        site.advance(begin + week.hours * HOUR)
        for _ in range(week.after if week.revisit_every else 0):
            site.advance(site.now + 24 * HOUR)
            note_answers(site, operator.crawl("revisit"), truth)
        return report(week, operator, truth)


def note_due(site: Site, server: SiteServer, truth: Truth, begin: datetime) -> None:
    """Note what a run that begins now can see, of what appeared since the first one."""
    for bureau, shelf in site.shelves.items():
        if server.faults._is_out(shelf.host.host, site.now):
            continue
        for key, ways in site.named_by(bureau).items():
            usual = key not in site.odd and key not in site.withdrawn
            if usual and ways & {"feed", "terkini"} and site.pieces[key].when >= begin:
                truth.due.add(key)


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


# --- what came of it


def report(week: Week, operator: Operator, truth: Truth) -> tuple[str, bool]:
    """Return the tables in Markdown, and whether nothing was missed and each budget kept."""
    site, articles = operator.site, operator.articles()
    missing = {key for key in truth.due - set(articles) if key not in truth.deleted}
    unseen = {key for key in truth.due - set(articles) if key in truth.deleted}
    odd = {key for key in articles if key in site.odd or key not in site.pieces}
    stale = {
        key
        for key, (title, text) in truth.shown.items()
        if key not in articles
        or (articles[key]["title"], _text(articles[key]["text"])) != (title, _text(text))
    }
    most = busiest(operator, first=False)
    over = {name: count for name, count in most.items() if count > BUDGET}
    wrong = operator.wrong()
    new = len(truth.due) - len(missing) - len(unseen)
    lines = [
        f"A week of hourly `latest` and, every {week.revisit_every} hours, `revisit` on "
        f"{len(site.bureaus)} bureaus, then {week.after} days of `revisit` alone: "
        f"{new:,} of {len(truth.due):,} new articles are held, {len(missing)} missed, "
        f"{len(unseen)} were taken away before they answered; {len(odd)} rows are no article's. "
        f"The archive shows {len(truth.shown) - len(stale):,} of {len(truth.shown):,} articles "
        "as the last good answer did.",
        "",
        _requests(operator, truth, articles, most),
        "",
    ]
    if week.revisit_every:
        lines += [_revisits(operator), "", _changes(operator, truth), ""]
    lines += [f"missed: {site.pieces[key].url}" for key in sorted(missing)[:5]]
    lines += [f"not as it was shown: {site.pieces[key].url}" for key in sorted(stale)[:5]]
    lines += [f"over the budget of {BUDGET} an hour: {name}, {n}" for name, n in over.items()]
    lines += wrong
    return "\n".join(lines), not (missing or odd or stale or over or wrong)


def _text(text: str | None) -> str:
    return " ".join((text or "").split())


def hours(operator: Operator) -> Iterator[tuple[datetime, list[Run]]]:
    """Yield the runs hour by hour."""
    grouped: dict[datetime, list[Run]] = {}
    for run in operator.runs:
        grouped.setdefault(run.at, []).append(run)
    yield from grouped.items()


def busiest(operator: Operator, *, first: bool) -> dict[str, int]:
    """Return for each bureau the most requests of one hour, `latest` and `revisit` together."""
    most = dict.fromkeys(operator.site.bureaus, 0)
    for number, (_, runs) in enumerate(hours(operator)):
        if number == 0 and not first:
            continue
        counted = by_bureau(operator.site, (one for run in runs for one in run.asked))
        most = {name: max(most[name], counted[name]) for name in most}
    return most


def _requests(
    operator: Operator, truth: Truth, articles: dict[Key, Any], most: dict[str, int]
) -> str:
    runs = [run for run in operator.runs if run.command == "latest"][1:]
    rows = []
    for name in operator.site.bureaus:
        asked = [one for run in runs for one in run.asked if by_bureau(operator.site, [one])[name]]
        new = sum(key[0] == name and key in articles for key in truth.due)
        kinds = Counter(kind_of(one.path) for one in asked)
        hourly = [by_bureau(operator.site, run.asked)[name] for run in runs]
        rows.append(
            (
                name,
                new,
                len(asked),
                kinds["robots"],
                kinds["feed"] + kinds["listing"],
                kinds["article"],
                per(len(asked), new),
                f"{mean(hourly):.1f}",
                most[name],
                BUDGET,
            )
        )
    heads = (
        "bureau",
        "new articles",
        "requests of latest",
        "robots.txt",
        "listings",
        "articles",
        "per new article",
        "per hour, mean",
        "most, with revisit",
        "budget",
    )
    return table(heads, rows)


def _revisits(operator: Operator) -> str:
    asked = [
        (key[0], one.status)
        for run in operator.runs
        if run.command == "revisit"
        for one in run.asked
        if (key := key_of(operator.site, one))
    ]
    rows = []
    for name in operator.site.bureaus:
        counted = Counter(status for bureau, status in asked if bureau == name)
        total = sum(counted.values())
        gone = counted[404] + counted[410]
        rest = total - counted[200] - counted[304] - gone
        policy = operator.site.validators.get(name, "body")
        rows.append(
            (
                name,
                policy,
                total,
                counted[200],
                counted[304],
                gone,
                rest,
                share(counted[304], total),
            )
        )
    heads = (
        "bureau",
        "validators",
        "asked again",
        "200",
        "304",
        "404, 410",
        "other",
        "share of 304",
    )
    return table(heads, rows)


def _changes(operator: Operator, truth: Truth) -> str:
    """Say how many changes were noticed, of those to articles that are held."""
    answers: dict[Key, list[tuple[datetime, int]]] = {}
    for run in operator.runs:
        for one in run.asked:
            key = key_of(operator.site, one)
            if key and one.status:
                answers.setdefault(key, []).append((run.at, one.status))
    held = operator.articles()
    rows = []
    for name, events, good in (
        ("corrected", truth.corrected, (200,)),
        ("taken away", truth.deleted, (404, 410)),
        ("came back", truth.returned, (200,)),
    ):
        of = [(key, at) for key, times in events.items() for at in times if key in held]
        after = [[each for each in answers.get(key, []) if each[0] >= at] for key, at in of]
        seen = [
            (next(when for when, status in each if status in good) - at) / HOUR
            for (_, at), each in zip(of, after, strict=True)
            if any(status in good for _, status in each)
        ]
        lied = sum(bool(each) and all(status not in good for _, status in each) for each in after)
        late = f"{mean(seen):.0f} h" if seen else "–"
        rows.append((name, len(of), len(seen), late, lied, sum(not each for each in after)))
    heads = (
        "articles",
        "changed",
        "noticed",
        "after, mean",
        "answered otherwise",
        "not asked since",
    )
    return table(heads, rows)
