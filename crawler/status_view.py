"""The numbers of an archive, as `ArchiveReader.status` gives them, as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.bureaus import is_declared, zone_of
from crawler.dates import zone_day
from crawler.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLD_OF_A_RUN = ("stored", "revised", "rejected", "gone", "failed")
KIB = 1024


def status_lines(status: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of `antara status`.

    Args:
        status: see `pipelines.archive.status`.
    """
    kinds = counted(status["by_kind"])
    yield f"Articles   {status['articles']:,}{f' ({kinds})' if kinds else ''}"
    if status["newest"]:
        undated = f", {status['undated']:,} without a date" if status["undated"] else ""
        yield f"Published  {status['oldest']} to {status['newest']}{undated}"
    states = status["articles"] + status["revisions"]
    yield (
        f"Revisions  {status['revisions']:,} by the newsroom; with each article's first state "
        f"{states:,} rows"
    )
    for name, key in (("Layouts", "layouts"), ("Flags", "flags")):
        if status[key]:
            yield f"{name:<10} {counted(status[key])}"
    yield f"Addresses  {counted(status['frontier']) or 'none'}"
    if status["rejected"]:
        yield f"Rejected   {counted(status['rejected'])}"
    yield (
        f"File       {size(status['bytes'])}, schema {status['schema_version']}, "
        f"SQLite {status['sqlite_version']}, made {status['created_at']}"
    )
    yield from bureau_lines(status)
    yield from run_lines(status)
    if looks := list(warnings_in(status)):
        yield ""
        yield "WHAT DESERVES A LOOK"
        yield from looks


def bureau_lines(status: dict[str, Any]) -> Iterator[str]:
    """Yield a line a bureau: how much is held, and what was walked without a hole.

    The walk's beginning is a day that was asked for, in the bureau's zone; its end is the moment
    of the last good run, which as a day of that zone could be tomorrow's.
    """
    bureaus = sorted({*status["by_bureau"], *status["complete"]})
    if not bureaus:
        return
    width = max(len("BUREAU"), *map(len, bureaus))
    yield ""
    yield f"{'BUREAU':<{width}}  ARTICLES  WALKED: FIRST DAY ASKED FOR, TO LAST GOOD RUN"
    for bureau in bureaus:
        articles = sum(status["by_bureau"].get(bureau, {}).values())
        start, end = status["complete"].get(bureau, (None, None))
        first = zone_day(start, zone_of(bureau)) if start else "the beginning"
        span = f"{first} to {minute(end)}" if end else "not yet"
        open_ones = status["pending"].get(bureau, {}).get("articles", 0)
        but = f", {open_ones:,} still to ask for" if open_ones else ""
        yield f"{bureau:<{width}}  {articles:>8,}  {span}{but}"


def run_lines(status: dict[str, Any]) -> Iterator[str]:
    """Yield a line a run, newest first."""
    if not status["runs"]:
        return
    yield ""
    yield "LAST RUNS"
    for run in status["runs"]:
        sums = {
            name: sum(counts.get(name) or 0 for counts in run["bureaus"].values())
            for name in TOLD_OF_A_RUN
        }
        did = counted({name: count for name, count in sums.items() if count}) or "nothing new"
        outcome = run["outcome"] or "under way"
        yield f"{run['started_at']}  {printable(run['command'])}: {outcome}, {did}"


def warnings_in(status: dict[str, Any]) -> Iterator[str]:
    """Yield what deserves a look."""
    if status["sqlite_warning"]:
        yield status["sqlite_warning"]
    yield from watch_lines(status["watch"])
    yield from drift_lines(status["drifts"])
    yield from pending_lines(status["pending"])
    if generic := status["layouts"].get("generic"):
        yield (
            f"{generic:,} articles were read by the generic layout: no layout knows their markup. "
            "See docs/reading.md."
        )
    if collisions := status["rejected"].get("key_collision"):
        yield f"{collisions:,} times a key was held with another article: see the view rejected."
    if status["runs"] and status["runs"][0]["outcome"] not in (None, "finished"):
        yield f"the last run ended so: {status['runs'][0]['outcome']}."


def watch_lines(watch: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line a bureau that alarms or is muted; a mute that is over says so by its day."""
    for each in watch:
        name = each["bureau"]
        if each["alarm"]:
            words = each["alarm"].partition(": ")[2].rstrip(".")
            yield f"{name} alarms since {each['since'][:10]}: {printable(words)}."
        if each["muted_until"]:
            yield f"{name} is muted until {each['muted_until']}: {printable(each['mute_reason'])}"


def drift_lines(drifts: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each drift that lasts."""
    from crawler.drifting import sentence
    from pipelines.archive.drift import Drift

    for each in drifts:
        yield f"{each['bureau']} drifts: {printable(sentence(Drift(**each)))}."


def pending_lines(pending: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield what is still to be asked for, and when.

    Args:
        pending: see `pipelines.archive.status.pending`.
    """
    ours = {name: each for name, each in pending.items() if is_declared(name)}
    waiting = sum(each["tried"] for each in ours.values())
    known = sum(each["known_only"] for each in ours.values())
    fresh = sum(each["articles"] for each in ours.values()) - waiting - known
    if waiting:
        first = min(each["next_try"] for each in ours.values() if each["next_try"])
        verb = "waits" if waiting == 1 else "wait"
        when = f"{'at' if waiting == 1 else 'the next at'} {minute(first)}"
        yield (
            f"{articles_of(waiting)} {verb} for another try, {when}: "
            f"crawls before that leave {'it' if waiting == 1 else 'them'}, later ones ask again."
        )
    if fresh:
        yield f"{articles_of(fresh)} found and not yet asked for: the next crawl does."
    if known:
        yield (
            f"{articles_of(known)} found outside of the days that crawls were for, and wanted by "
            "nobody yet: 'antara crawl backfill' over their days asks for them."
        )
    yield from _undeclared_lines(pending)


def _undeclared_lines(pending: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield what listings named of hosts that no bureau is declared for."""
    others = sorted(name for name in pending if not is_declared(name))
    if others:
        count = sum(pending[name]["articles"] for name in others)
        yield (
            f"{articles_of(count)} of {', '.join(map(printable, others))} found, and no crawl asks "
            "for them: no bureau is declared for these hosts. docs/ways.md says what to do."
        )


def articles_of(count: int) -> str:
    """Return a number of articles in words.

    >>> articles_of(1)
    '1 article'
    """
    return f"{count:,} article{'' if count == 1 else 's'}"


def minute(moment: str) -> str:
    """Return a moment of the archive to the minute.

    >>> minute("2026-11-23T20:04:59Z")
    '2026-11-23 20:04 UTC'
    """
    return f"{moment[:10]} {moment[11:16]} UTC"


def counted(counts: dict[str, int]) -> str:
    """Return counts as one text, the largest first.

    >>> counted({"g1": 3, "r": 1200})
    'r 1,200, g1 3'
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count:,}" for name, count in ordered)


def size(count: int) -> str:
    """Return a number of bytes for a person.

    >>> size(3 * 1024 * 1024)
    '3.0 MiB'
    """
    if count < KIB * KIB:
        return f"{count / KIB:.1f} KiB"
    return f"{count / KIB / KIB:,.1f} MiB"
