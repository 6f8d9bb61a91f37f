"""What tests of backups and restores share: their clock, folders and an archive to copy."""

from __future__ import annotations

from pathlib import Path

from pipelines.archive import ArchiveSession
from tests.archives import Clock, found, stored

NOW = "2026-11-24T06:00:00Z"
LATER = "2099-01-01T00:00:00Z"


def sixty_articles(folder: Path, clock: Clock) -> Path:
    """A live archive of 60 articles, closed."""
    clock.now = NOW
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {})
        session.add_found(found(n) for n in range(1, 90))
        session.store([stored(n) for n in range(1, 61)])
        session.finish_run("finished", {})
    return path


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def at(moment: str):
    return lambda: moment
