"""A simulated backfill: ten years of eight bureaus, and what share of it is held at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.at import Machine
from tests.replica import YEARS_BUREAUS, Site, running_site
from tests.simulated import Key, Operator, by_bureau, kind_of, per, progress, share, table

WAYS = ("indeks", "terkini", "section", "tag", "sitemap")
MOST_RUNS = 5
"""A run that was cut short is started again, as a schedule would, so often at most."""


@dataclass(frozen=True)
class Past:
    """How large it is."""

    articles: int = 20_000
    years: float = 10
    bureaus: tuple[str, ...] = YEARS_BUREAUS
    seed: int = 1
    command: str = "backfill"
    """Or latest, which walks /terkini to its end and nothing else."""

    def site(self) -> Site:
        depth = {"www": 100} if self.articles > 4000 else {"www": 5}
        return Site(
            self.seed,
            self.articles,
            self.bureaus,
            weight=1,
            years=self.years,
            terkini_depth=depth,
        )

    def words(self, site: Site) -> list[str]:
        first = (site.now - timedelta(days=366 * self.years)).date().isoformat()
        if self.command == "latest":
            return ["--since", first]
        last = site.now.date().isoformat()
        return ["--since", first, "--until", last, "--ways", ",".join(WAYS), "--yes"]


def play(past: Past, folder: Path) -> tuple[str, bool]:
    """Run the backfill until nothing more comes; the report, and whether all was reached."""
    site = past.site()
    with running_site(site) as server, Machine(folder) as machine:
        operator = Operator(site, server, machine, folder / "past.db")
        held: set[Key] = set()
        with progress(lambda: f"the past: {len(server.requests):,} requests so far"):
            for _ in range(MOST_RUNS):
                operator.crawl(past.command, *past.words(site))
                before, held = held, set(operator.articles())
                if held == before or site.reachable() <= held:
                    break
        return report(past, operator, held)


def report(past: Past, operator: Operator, held: set[Key]) -> tuple[str, bool]:
    """Return the tables in Markdown, and whether nothing is missing and nothing too much."""
    site, named = operator.site, operator.site.named_by()
    asked = [one for run in operator.runs for one in run.asked]
    reachable = site.reachable()
    missing, surplus = reachable - held, held - reachable
    wrong = operator.wrong()
    lines = [
        f"Backfill of {past.articles:,} articles over {past.years:g} years: "
        f"{len(reachable - missing):,} of the {len(reachable):,} that any listing shows are held "
        f"({share(len(reachable - missing), len(reachable))}), {len(surplus)} that none shows; "
        f"{len(asked):,} requests in {len(operator.runs)} run(s).",
        "",
        _by_bureau(operator, asked, reachable, held),
        "",
        _by_way(operator, named),
        "",
    ]
    if missing:
        ways = Counter("+".join(sorted(named[key])) for key in missing)
        lines.append(f"Missing, by the ways that name them: {dict(ways.most_common())}")
        lines += [f"  {site.pieces[key].found_url}" for key in sorted(missing)[:5]]
    lines += wrong
    return "\n".join(lines), not (missing or surplus or wrong)


def _by_bureau(operator: Operator, asked: list[Any], reachable: set[Key], held: set[Key]) -> str:
    rows = []
    total = by_bureau(operator.site, asked)
    kinds = {
        kind: by_bureau(operator.site, (one for one in asked if kind_of(one.path) == kind))
        for kind in ("listing", "feed", "article")
    }
    for name in operator.site.bureaus:
        own = {key for key in reachable if key[0] == name}
        lists = kinds["listing"][name] + kinds["feed"][name]
        rows.append(
            (
                name,
                len(own),
                len(own & held),
                share(len(own & held), len(own)),
                total[name],
                lists,
                kinds["article"][name],
                per(total[name], len(own & held)),
            )
        )
    heads = (
        "bureau",
        "shown",
        "held",
        "share",
        "requests",
        "of them for listings",
        "for articles",
        "requests per article",
    )
    return table(heads, rows)


def _by_way(operator: Operator, named: dict[Key, set[str]]) -> str:
    """Compare what each way names with what the archive says that it found."""
    told = operator.ways()
    rows = []
    for way in ("feed", *WAYS):
        names = [ways for ways in named.values() if way in ways]
        found = [row for (_, one), row in told.items() if one == way]
        rows.append(
            (
                way,
                len(names),
                sum(row["found"] for row in found),
                sum(ways == {way} for ways in names),
                sum(row["only"] for row in found),
            )
        )
    heads = ("way", "names", "found", "names alone", "found alone")
    return table(heads, rows)
