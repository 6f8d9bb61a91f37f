"""What a run's summary and the commands say of permissions on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from crawler.clock import utc_text
from crawler.dates import zone_day
from pipelines.archive.permissions import CRAWL, OVER, allowing, state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from crawler.summary import RunSummary
    from pipelines.archive import ArchiveSession

AT_ANTARA: Final = "Asia/Jakarta"
NONE: Final = (
    "No permission to crawl is on record: ask ANTARA for one, then 'antara permission add'."
)


def day_at_antara(now: datetime) -> str:
    """Return the day in Jakarta, by which permissions begin and end (YYYY-MM-DD).

    >>> from datetime import UTC, datetime
    >>> day_at_antara(datetime(2026, 11, 23, 17, 30, tzinfo=UTC))
    '2026-11-24'
    """
    return zone_day(utc_text(now), AT_ANTARA)


def note_permission(session: ArchiveSession, summary: RunSummary, now: datetime) -> None:
    """Say in a live run's summary by which permission it crawled, or that there is none.

    Args:
        session: the open archive.
        summary: of the run; a sample needs no permission.
        now: with a zone.

    Raises:
        ArchiveError: it cannot be read.
    """
    if summary.origin == "live":
        summary.notes.append(said(session.permissions(), day_at_antara(now)))


def said(rows: Sequence[Mapping[str, Any]], today: str) -> str:
    """Return the line about crawling by permission.

    Args:
        rows: on record.
        today: YYYY-MM-DD, at ANTARA's.
    """
    row = allowing(rows, CRAWL, today)
    if row is not None:
        until = f" until {row['valid_until']}" if row["valid_until"] else ""
        return f"Permission to crawl: {row['granted_by']}, {row['granted_at']}{until}."
    of_crawls = [row for row in rows if row["scope"] == CRAWL and state(row, today) == OVER]
    if ended := max((row["valid_until"] for row in of_crawls), default=""):
        return f"The permission to crawl ended on {ended}: ask ANTARA for a new one."
    return NONE
