"""The numbers of an archive, as `ArchiveReader.status` gives them, as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.bureaus import DEFAULT_ZONE, bureau_named
from crawler.dates import zone_day
from crawler.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLD_OF_A_RUN = ("stored", "revised", "rejected", "gone", "failed")
KIB = 1024


def status_lines(status: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of `antara status`, warnings left out.

    Args:
        status: see `pipelines.archive.status`.
    """
    kinds = counted(status["by_kind"])
    yield f"Articles   {status['articles']:,}{f' ({kinds})' if kinds else ''}"
    if status["newest"]:
        undated = f", {status['undated']:,} without a date" if status["undated"] else ""
        yield f"Published  {status['oldest']} to {status['newest']}{undated}"
    yield f"Revisions  {status['revisions']:,} by the newsroom"
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


def bureau_lines(status: dict[str, Any]) -> Iterator[str]:
    """Yield a line a bureau: how much is held, and the days that were walked without a hole."""
    bureaus = sorted({*status["by_bureau"], *status["complete"]})
    if not bureaus:
        return
    width = max(len("BUREAU"), *map(len, bureaus))
    yield ""
    yield f"{'BUREAU':<{width}}  ARTICLES  COMPLETE"
    for bureau in bureaus:
        articles = sum(status["by_bureau"].get(bureau, {}).values())
        start, end = (
            zone_day(moment, zone_of(bureau)) if moment else None
            for moment in status["complete"].get(bureau, (None, None))
        )
        span = f"{start or 'the beginning'} to {end}" if end else "not yet"
        yield f"{bureau:<{width}}  {articles:>8,}  {span}"


def zone_of(bureau: str) -> str:
    """Return the zone in which a bureau's days are counted."""
    known = bureau_named(bureau)
    return known.zone if known else DEFAULT_ZONE


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
    if generic := status["layouts"].get("generic"):
        yield (
            f"{generic:,} articles were read by the generic layout: no layout knows their markup. "
            "See docs/reading.md."
        )
    if collisions := status["rejected"].get("key_collision"):
        yield f"{collisions:,} times a key was held with another article: see the view rejected."
    if status["runs"] and status["runs"][0]["outcome"] not in (None, "finished"):
        yield f"the last run ended so: {status['runs'][0]['outcome']}."


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
