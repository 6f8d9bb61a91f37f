"""What came of a simulated week: tables of requests, of changes noticed, and what went wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import mean
from typing import Any

from tests.simulated import Key, Operator, Run, by_bureau, key_of, kind_of, per, share, table

HOUR = timedelta(hours=1)
FAR = datetime.max.replace(tzinfo=UTC)
BUDGET = 120
"""Requests that a host gets at most in an hour: one every half minute. The first run is no part
of it."""


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


def report(heading: str, operator: Operator, truth: Truth) -> tuple[str, bool]:
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
    honest = {key for key in truth.lies if site.validators.get(key[0], "body") != "stale"}
    wrong = [*operator.wrong(), *needless(operator)]
    wrong += [f"304 for a changed article: {key}" for key in honest]
    new = len(truth.due) - len(missing) - len(unseen)
    lines = [
        f"{heading}: "
        f"{new:,} of {len(truth.due):,} new articles are held, {len(missing)} missed, "
        f"{len(unseen)} were taken away before they answered; {len(odd)} rows are no article's. "
        f"The archive shows {len(truth.shown) - len(stale):,} of {len(truth.shown):,} articles "
        f"as the last good answer did; of {len(truth.lies)} changed ones a host said that they "
        "had not.",
        "",
        _requests(operator, truth, articles, most),
        "",
    ]
    lines += [_alarms(operator), ""]
    if any(run.command == "revisit" for run in operator.runs):
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


def _alarms(operator: Operator) -> str:
    """Say how many runs asked for a person, and what for."""
    begun = [
        (run.at, run.command, name, each["alarm"])
        for run in operator.runs
        for name, each in run.summary["bureaus"].items()
        if each["alarm"] is not None
    ]
    calls = [run for run in operator.runs if run.status == 1]
    troubled = sum(any(each["errors"] for each in _bureaus(run)) for run in operator.runs)
    lines = [
        f"{len(calls)} of {len(operator.runs)} runs ended with exit status 1, at the beginning of "
        f"{len(begun)} states of a bureau; {troubled} runs met errors.",
        "",
        table(
            ("at", "run", "bureau", "what began"),
            [
                (f"{at:%m-%d %H:%M}", command, name, re.sub(r"https?://[^/ ]+", "", alarm))
                for at, command, name, alarm in begun
            ],
        ),
    ]
    return "\n".join(lines)


def needless(operator: Operator) -> list[str]:
    """Return the runs that asked for a person though no bureau's state changed."""
    return [
        f"{run.command} at {run.at} ended with status 1 for what was told before: "
        f"{[error for each in _bureaus(run) for error in each['errors']][:3]}"
        for run in operator.runs
        if run.status == 1
        and not any(
            each["alarm"] or each["drifts"] or each["rejected_by_reason"].get("key_collision")
            for each in _bureaus(run)
        )
    ]


def _bureaus(run: Run) -> list[dict[str, Any]]:
    return list(run.summary["bureaus"].values())


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
        ("came back", truth.returned, (200, 304)),
    ):
        counts: Counter[str] = Counter()
        late = []
        for key, at in ((key, at) for key, times in events.items() for at in times if key in held):
            undone = min(truth.returned.get(key, [FAR])) if name == "taken away" else FAR
            since = [each for each in answers.get(key, []) if at <= each[0] < undone]
            noticed = [when for when, status in since if status in good]
            if noticed:
                late.append((noticed[0] - at) / HOUR)
            counts[
                "noticed" if noticed else "not" if since else "undone" if undone < FAR else ""
            ] += 1
        mean_late = f"{mean(late):.0f} h" if late else "–"
        rows.append(
            (
                name,
                sum(counts.values()),
                counts["noticed"],
                mean_late,
                counts["not"],
                counts["undone"],
                counts[""],
            )
        )
    heads = (
        "articles",
        "changed",
        "noticed",
        "after, mean",
        "told to be unchanged",
        "undone before asked",
        "not asked since",
    )
    return table(heads, rows)
