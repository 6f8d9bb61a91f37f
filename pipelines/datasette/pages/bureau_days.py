"""How complete the days of a bureau are, found once and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.clock import day_shifted, utc_now

if TYPE_CHECKING:
    from pipelines.archive import ArchiveReader

LATEST_GAPS: Final = 12
MOST_KEPT: Final = 100
_UNKNOWN: Final[dict[str, Any]] = {}
_coverage: dict[tuple[Any, ...], dict[str, Any] | None] = {}
"""What was found of bureaus, as long as nothing comes: judging ten years of days takes a while."""


def known_coverage(
    reader: ArchiveReader, bureau: str, facts: dict[str, Any]
) -> dict[str, Any] | None:
    """Return `coverage_of` a bureau, from memory unless a run or a day went by."""
    run = facts["run"] or {}
    told = (run.get("started_at"), run.get("finished_at"), sum(facts["months"].values()))
    key = (reader.archive_id, bureau, utc_now()[:10], *told)
    # Pages are made in threads: another one may clear it between two looks.
    found = _coverage.get(key, _UNKNOWN)
    if found is _UNKNOWN:
        if len(_coverage) >= MOST_KEPT:
            _coverage.clear()
        found = _coverage[key] = coverage_of(reader, bureau)
    return found


def coverage_of(reader: ArchiveReader, bureau: str) -> dict[str, Any] | None:
    """Return how complete a bureau is; None where no day of it is known.

    Keys: days, verdicts ({verdict: days}), first and last day's period, gaps (the latest
    `LATEST_GAPS` of them, newest first), gap_count.
    """
    years = reader.coverage([bureau], None, None, utc_now(), "year")
    rows = [row for row in years if row["period"]]
    if not rows:
        return None
    verdicts: dict[str, int] = {}
    for row in rows:
        for verdict, days in row["verdicts"].items():
            verdicts[verdict] = verdicts.get(verdict, 0) + days
    gaps = _joined([hole for row in rows for hole in row["holes"]])
    return {
        "days": sum(row["days"] for row in rows),
        "verdicts": verdicts,
        "first": rows[0]["period"],
        "last": rows[-1]["period"],
        "gaps": gaps[::-1][:LATEST_GAPS],
        "gap_count": len(gaps),
    }


def _joined(holes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return holes with those put together that New Year parts: they were found year by year."""
    found: list[dict[str, Any]] = []
    for hole in holes:
        last = found[-1] if found else None
        if (
            last is not None
            and last["verdict"] == hole["verdict"]
            and day_shifted(last["last_day"], 1) == hole["first_day"]
        ):
            found[-1] = {**last, "last_day": hole["last_day"]}
        else:
            found.append(hole)
    return found
