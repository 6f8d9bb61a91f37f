"""One page that says of a month that all is well, or what is not: 80 columns of plain text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from crawler.status_view import articles_of, size
from crawler.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.archive.watch_verdicts import Watch

WIDTH = 80
MOST_GAPS = 10
REFUSALS = ("403", "429", "503")
"""Statuses by which a host says that it is asked too much."""
GOOD_OUTCOMES = ("finished",)
MOST_DAYS_WITHOUT = 2
"""A month whose last good run ended longer before its end than this is not well."""


def alarms_and_mutes(
    watches: Iterable[Watch],
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the alarms that count and the mutes, each with bureau and text. Pure."""
    alarms, mutes = [], []
    for each in watches:
        alarm = (each.alarm or "").partition(": ")[2]
        since = f", since {each.since[:10]}" if each.since else ""
        if each.muted_until:
            also = f"; it alarms: {alarm}{since}" if alarm else ""
            text = f"until {each.muted_until} ({each.mute_reason}){also}"
            mutes.append({"bureau": each.bureau, "text": text})
        elif alarm:
            alarms.append({"bureau": each.bureau, "text": f"{alarm}{since}"})
    return alarms, mutes


def problems(facts: dict[str, Any]) -> list[str]:
    """Return what is not well in a month, each as a line; empty when all is well. Pure.

    Args:
        facts: of `ArchiveReader.month`, with `alarms`, `mutes` and `drifts` (lists of `bureau`,
            `text`) and `stale_days` (days between the last good run and the month's end, or now;
            None when there was none).
    """
    if too_early(facts):
        return []
    found = []
    good = sum(facts["runs"].get(each, {}).get("runs", 0) for each in GOOD_OUTCOMES)
    if not good:
        found.append("No run ended well.")
    elif facts["stale_days"] is None or facts["stale_days"] > MOST_DAYS_WITHOUT:
        found.append(f"The last good run is {facts['stale_days']} days old.")
    found += [f"Alarm: {each['bureau']}: {each['text']}." for each in facts["alarms"]]
    found += [f"Drift: {each['bureau']}: {each['text']}." for each in facts.get("drifts", ())]
    holes = {name: each for name, each in facts["bureaus"].items() if each["holes"]}
    if holes:
        days = sum(each["holes"] for each in holes.values())
        found.append(
            f"Holes: {days} {'day' if days == 1 else 'days'} at {', '.join(sorted(holes))}."
        )
    if failed := sum(each["failed"] for each in facts["bureaus"].values()):
        waiting = sum(each["pending"] for each in facts["bureaus"].values())
        if waiting:
            verb = "waits" if waiting == 1 else "wait"
            tries = "1 try" if failed == 1 else f"{failed:,} tries"
            found.append(f"{tries} failed and {articles_of(waiting)} still {verb}.")
    for host in facts["hosts"]:
        refused = sum(host["statuses"].get(status, 0) for status in REFUSALS)
        if refused:
            found.append(f"{host['host']} refused {refused:,} of {host['requests']:,} requests.")
    return found


def too_early(facts: dict[str, Any]) -> bool:
    """Return whether a month was over before the archive was begun: nothing can be said of it."""
    return bool(facts.get("began")) and facts["month"] < facts["began"][: len("2026-01")]


def page(facts: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the page, none wider than 80 characters.

    Args:
        facts: as for `problems`, with `archive`, `bytes`, `articles` and `origin` of the archive,
            and `backup` (a line, or None when nothing is known).
    """
    for line in _lines(facts):
        yield from textwrap.wrap(
            line,
            WIDTH,
            subsequent_indent="  ",
            break_on_hyphens=False,
            drop_whitespace=True,
        ) or [""]


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    wrong = problems(facts)
    sample = " (a sample: its articles are invented)" if facts["origin"] == "sample" else ""
    if wrong:
        count = "1 thing" if len(wrong) == 1 else f"{len(wrong)} things"
        yield f"NOT WELL: {facts['month']}, {count} to look at{sample}."
    elif too_early(facts):
        yield f"Nothing to judge: {facts['month']} was over before {facts['began'][:10]}{sample}."
        yield "That is when the archive was begun."
    else:
        yield f"All is well: {facts['month']}{sample}."
    yield f"Archive: {facts['archive']}"
    yield from (f"- {printable(each)}" for each in wrong)
    yield ""
    yield from _runs(facts)
    yield _disk(facts)
    yield f"Backup: {facts['backup'] or 'nothing is known here of one; see antara backup'}."
    yield from (f"Muted: {each['bureau']} {printable(each['text'])}" for each in facts["mutes"])
    yield ""
    yield from _bureaus(facts["bureaus"])
    yield from _gaps(facts["bureaus"])
    yield ""
    yield from _hosts(facts["hosts"])


def _runs(facts: dict[str, Any]) -> Iterator[str]:
    runs = facts["runs"]
    total = sum(each["runs"] for each in runs.values())
    hours = sum(each["hours"] for each in runs.values())
    parts = [f"{each['runs']:,} {name.replace('_', ' ')}" for name, each in sorted(runs.items())]
    said = f" ({', '.join(parts)})" if parts else ""
    yield f"Runs: {total:,}{said}, {hours:,.1f} hours."
    last = facts["last_good"]
    yield f"Last good run: {last['finished_at']}, {last['command']}." if last else "No good run."


def _disk(facts: dict[str, Any]) -> str:
    new = sum(each["stored"] for each in facts["bureaus"].values())
    share = min(new / facts["articles"], 1.0) if facts["articles"] else 0.0
    grown = f"; about {size(int(facts['bytes'] * share))} of it by this month's" if new else ""
    return f"Disk: {size(facts['bytes'])}{grown}, {facts['articles']:,} articles."


def _bureaus(bureaus: dict[str, dict[str, Any]]) -> Iterator[str]:
    head = ("BUREAU", "NEW", "BEFORE", "PUBLISHED", "REVISED", "GONE", "FAILED", "HOLES")
    names = ("stored", "before", "published", "revised", "gone", "failed", "holes")
    rows = [[name, *(f"{each[key]:,}" for key in names)] for name, each in bureaus.items()]
    if not rows:
        yield "No bureau was crawled."
        return
    sums = [f"{sum(each[key] for each in bureaus.values()):,}" for key in names]
    yield from _table([list(head), *rows, *([["together", *sums]] if len(rows) > 1 else [])])


def _gaps(bureaus: dict[str, dict[str, Any]]) -> Iterator[str]:
    holes = [(name, gap) for name, each in bureaus.items() for gap in each["gaps"]]
    if not holes:
        return
    yield ""
    for name, gap in holes[:MOST_GAPS]:
        first, last = gap["first_day"], gap["last_day"]
        yield f"Hole: {name} {first if first == last else f'{first} to {last}'}: {gap['reason']}"
    if len(holes) > MOST_GAPS:
        yield f"and {len(holes) - MOST_GAPS:,} more: antara coverage --by day"


def _hosts(hosts: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not hosts:
        yield "Nothing is known of what was asked of the hosts."
        return
    rows = [
        [
            host["host"],
            f"{host['requests']:,}",
            size(host["bytes"]),
            _seconds(host["smallest_gap"]),
            _seconds(host["mean_gap"]),
            f"{sum(host['statuses'].get(status, 0) for status in REFUSALS):,}",
        ]
        for host in hosts
    ]
    yield from _table([["HOST", "ASKED", "BYTES", "LEAST GAP", "MEAN GAP", "REFUSED"], *rows])


def _seconds(gap: float | None) -> str:
    return "-" if gap is None else f"{gap:.1f} s"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield aligned lines: the first column to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths[0] = min(widths[0], WIDTH - sum(widths[1:]) - 2 * len(widths[1:]))
    for first, *rest in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True)]
        yield "  ".join([f"{first[: widths[0]]:<{widths[0]}}", *cells])
