"""From the archive and bureaus.toml to the estimate of a backfill, and how it is shown."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

from crawler.clock import utc_text
from crawler.courses.planning import USUAL_WAYS, Way, plan_listing
from crawler.courses.spans import day_after
from crawler.dates import zone_day
from crawler.estimate import Estimate, Known, estimate, in_bytes, in_hours, lines_of
from crawler.spiders.backfill import BEGINNING
from pipelines.archive import ArchiveMissing, ArchiveReader, BureauState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from crawler.bureaus import Bureau

HEADINGS = ("BUREAU", "DAYS", "ARTICLES", "REQUESTS", "TIME", "DISK")


def estimates_of(
    bureaus: Iterable[Bureau],
    archive: Path,
    delay: float,
    *,
    since: str | None,
    until: str | None,
    ways: str | None,
    query: str | None,
    anew: bool,
    now: dt.datetime,
) -> list[Estimate]:
    """Return the estimate of each bureau.

    Args:
        bureaus: that are to be asked.
        archive: its path; there need not be one yet.
        delay: seconds between two requests to a host.
        since: first wanted day; None for the first article.
        until: last wanted day; None for today.
        ways: as of `--ways`.
        query: as of `--query`; then nothing can be told.
        anew: as of `--anew`.
        now: aware.
    """
    chosen = [Way(word) for word in ways.split(",")] if ways else list(USUAL_WAYS)
    text = utc_text(now)
    try:
        reader = ArchiveReader(archive)
    except ArchiveMissing:
        reader = None
    try:
        found = []
        bytes_each = None if reader is None else reader.bytes_an_article()
        for bureau in bureaus:
            today = zone_day(text, bureau.zone)
            days = (since or first_day(bureau), min(until or today, today))
            spans = [days] if days[0] <= days[1] else []
            latest, rows = BureauState(None, None), []
            if reader is not None:
                latest, rows = reader.state(bureau.name, text), reader.walks(bureau.name)
            if bureau.terkini and Way.TERKINI in chosen and query is None:
                plans = plan_listing(
                    *(Way.TERKINI, bureau.terkini, days, rows, bureau, text, latest),
                    again_after_days=0 if anew else None,
                )
                spans = [plan.days for plan in plans]
            known = Known() if reader is None else _known(reader, bureau, spans, text, bytes_each)
            far = days[1] < day_after(today, -3)
            words = [str(way) for way in chosen]
            found.append(estimate(bureau.name, spans, known, delay, words, far=far))
        return found
    finally:
        if reader is not None:
            reader.close()


def first_day(bureau: Bureau) -> str:
    """Return the first day of which anything is known of a bureau: `since` may be a month."""
    return f"{bureau.since}-01-01"[: len(BEGINNING)] if bureau.since else BEGINNING


def _known(
    reader: ArchiveReader,
    bureau: Bureau,
    spans: Sequence[tuple[str, str]],
    now: str,
    bytes_each: float | None,
) -> Known:
    held = sum(reader.held_of_days(bureau.name, *span) for span in spans)
    return Known(held, reader.a_day(bureau.name, now), bytes_each)


def table_of(found: Sequence[Estimate]) -> Iterator[str]:
    """Yield the table of a backfill's estimates, headings first."""
    rows = [HEADINGS, *map(_cells, found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True)]
        yield "  ".join([f"{first:<{widths[0]}}", *cells])


def _cells(found: Estimate) -> Sequence[str]:
    about = "~" if found.days else ""
    return (
        found.bureau,
        f"{found.days:,}",
        f"{about}{found.articles:,}",
        f"{about}{found.requests:,}",
        in_hours(found.hours) if found.hours else "-",
        in_bytes(found.bytes) if found.bytes else "-",
    )


def lines_below(found: Sequence[Estimate], archive: Path) -> Iterator[str]:
    """Yield what is said below the table."""
    folder = archive.parent
    yield from lines_of(found, shutil.disk_usage(folder).free if folder.is_dir() else 0)
