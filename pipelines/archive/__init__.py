"""The archive: the only code that speaks SQL.

Writing goes through one `ArchiveSession` a process, reading through `ArchiveReader`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pipelines.archive.checking.answer import Checker
from pipelines.archive.describe import describe_schema
from pipelines.archive.errors import (
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveOlder,
    ArchiveRefused,
    ArchiveWriteFailed,
    NotAnArchive,
    WrongOrigin,
)
from pipelines.archive.outcomes import (
    BureauState,
    Failed,
    Filters,
    Found,
    Gone,
    NotModified,
    Outcome,
    Pending,
    Rejected,
    RobotsRow,
    Stored,
    WalkRow,
    Want,
)
from pipelines.archive.reading import ArchiveReader
from pipelines.archive.sameness import is_collision
from pipelines.archive.session import ArchiveSession
from pipelines.archive.state import text_sha256
from pipelines.archive.tokens import ASKED_FOR, BACKFILL, KNOWN_ONLY, LATEST

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = [
    "ASKED_FOR",
    "BACKFILL",
    "KNOWN_ONLY",
    "LATEST",
    "ArchiveError",
    "ArchiveLocked",
    "ArchiveMissing",
    "ArchiveNewer",
    "ArchiveOlder",
    "ArchiveReader",
    "ArchiveRefused",
    "ArchiveSession",
    "ArchiveWriteFailed",
    "BureauState",
    "Checker",
    "Failed",
    "Filters",
    "Found",
    "Gone",
    "NotAnArchive",
    "NotModified",
    "Outcome",
    "Pending",
    "Rejected",
    "RobotsRow",
    "Stored",
    "WalkRow",
    "Want",
    "WrongOrigin",
    "describe_schema",
    "is_collision",
    "session_of",
    "text_sha256",
]


def session_of(crawler: Crawler) -> ArchiveSession:
    """Return the session that the crawl put on the crawler as `archive_session`.

    Raises:
        ArchiveError: None was put there.
    """
    session = getattr(crawler, "archive_session", None)
    if session is None:
        raise ArchiveError(
            "This crawl has no archive: start it with 'antara crawl', or keep "
            "crawler.extensions.ArchiveExtension switched on."
        )
    return cast("ArchiveSession", session)
