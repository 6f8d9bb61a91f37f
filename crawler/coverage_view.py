"""The tables of `antara coverage`: rows as `ArchiveReader` gives them, as cells for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DAYS = ("BUREAU", "PERIOD", "HELD", "SAID", "NAMED", "PEND", "REJ", "GONE", "FAIL", "VERDICT")
IDS = ("BUREAU", "PERIOD", "FIRST", "LAST", "HELD", "SHARE")
RUNS = ("BUREAU", "FIRST", "LAST", "COUNT", "LIKELY DAYS")
WAYS = ("BUREAU", "WAY", "FOUND", "ONLY", "SHARE", "STORED", "FIRST", "LAST")

GOOD_VERDICTS = ("complete", "nothing_published", "not_over")


def day_cells(row: dict[str, Any]) -> list[object]:
    """Return the cells of a row of `ArchiveReader.coverage`."""
    return [
        row["bureau"],
        row["period"] or "no day",
        row["held"],
        _or_dash(row["announced"]),
        _or_dash(row["named"]),
        row["pending"],
        row["rejected"],
        row["gone"],
        row["failed"],
        verdict_of(row),
    ]


def verdict_of(row: dict[str, Any]) -> str:
    """Return a row's verdict in words: of several days how many are not whole, of one day why.

    >>> verdict_of({"days": 1, "verdict": "partial", "reason": "3 pending", "verdicts": {}})
    'partial: 3 pending'
    >>> verdict_of({"days": 31, "verdict": "low", "verdicts": {"complete": 29, "low": 2}})
    'low 2 of 31 days'
    >>> verdict_of({"days": 2, "verdict": "withdrawn", "verdicts": {"complete": 1, "withdrawn": 1}})
    'withdrawn 1 of 2 days'
    """
    word = str(row["verdict"]).replace("_", " ")
    if row["days"] == 1:
        said = row["reason"] and row["verdict"] not in ("nothing_published", "not_over")
        return f"{word}: {row['reason']}" if said else word
    told = {name: count for name, count in row["verdicts"].items() if name not in GOOD_VERDICTS}
    if not told:
        return word
    parts = [f"{name.replace('_', ' ')} {count:,}" for name, count in told.items()]
    return f"{', '.join(parts)} of {row['days']:,} days"


def hole_lines(rows: Iterable[dict[str, Any]], most: int) -> Iterator[str]:
    """Yield the first holes of all rows as lines, and the command that fills them.

    Args:
        rows: of `ArchiveReader.coverage`.
        most: lines at most.
    """
    holes = [(row["bureau"], hole) for row in rows for hole in row["holes"]]
    if not holes:
        return
    yield ""
    yield "HOLES"
    for bureau, hole in holes[:most]:
        first, last = hole["first_day"], hole["last_day"]
        span = first if first == last else f"{first} to {last}"
        yield f"{bureau}  {span}  {hole['reason']}"
    if len(holes) > most:
        yield f"and {len(holes) - most:,} more: --json tells them all."
    bureaus = ",".join(dict.fromkeys(bureau for bureau, _ in holes))
    yield f"antara crawl gaps --bureau {bureaus}"


def id_cells(report: dict[str, Any]) -> Iterator[list[object]]:
    """Yield the cells of a host's numbers: all of them, then by period."""
    yield [
        report["bureau"],
        "all",
        report["first"],
        report["last"],
        report["held"],
        percent(report["share"]),
    ]
    for each in report["periods"]:
        yield [
            report["bureau"],
            each["period"],
            each["first"],
            each["last"],
            each["held"],
            percent(each["share"]),
        ]


def id_lines(report: dict[str, Any]) -> Iterator[str]:
    """Yield what stands below the table about a host's numbers."""
    known = ", ".join(
        f"{report[name]:,} {name}"
        for name in ("pending", "rejected", "gone", "failed", "withdrawn")
        if report[name]
    )
    also = f", {known}" if known else ""
    yield (
        f"{report['bureau']}: of {report['numbers']:,} numbers {report['held']:,} held{also}; "
        f"of {report['missing']:,} nothing is known, in {report['missing_runs']:,} "
        f"{'run' if report['missing_runs'] == 1 else 'runs'}."
    )


def run_cells(report: dict[str, Any]) -> Iterator[list[object]]:
    """Yield the cells of a host's runs of missing numbers, the largest first."""
    for run in report["runs"]:
        first, last = run["first_day"], run["last_day"]
        days = "not known" if first is None else first if first == last else f"{first} to {last}"
        yield [report["bureau"], run["first"], run["last"], run["count"], days]


def way_cells(row: dict[str, Any]) -> list[object]:
    """Return the cells of a row of `ArchiveReader.ways`."""
    return [
        row["bureau"],
        row["way"],
        row["found"],
        row["only"],
        percent(row["share"]),
        row["stored"],
        row["first_found"][:10],
        row["last_found"][:10],
    ]


def percent(share: float) -> str:
    """Return a share for a person; what is not all is never 100 %.

    >>> percent(0.999999), percent(1.0), percent(0.000001)
    ('99.9 %', '100 %', '0.1 %')
    """
    if share >= 1:
        return "100 %"
    if share <= 0:
        return "0 %"
    return f"{min(max(share * 100, 0.1), 99.9):.1f} %"


def _or_dash(number: int | None) -> object:
    return "-" if number is None else number
