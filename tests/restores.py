"""What tests of restoring share: archives of a few articles, and what stands in a folder."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils.migrations import Migrations

from pipelines.archive import ArchiveSession
from pipelines.archive.migrations import MIGRATIONS
from tests.archives import Clock, ask, found, stored

ASIDE = "archive.before-restore-20261124T060000Z.db"


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir() if each.is_file()}


def make(path: Path, *ids: int, origin: str = "live") -> Path:
    with ArchiveSession.claim(path, origin, clock=Clock()) as session:
        session.open()
        session.begin_run("crawl latest", {})
        session.add_found(found(n) for n in ids)
        session.store([stored(n) for n in ids])
        session.finish_run("finished", {})
    return path


def ids(path: Path) -> list[int]:
    return [row[0] for row in ask(path, "SELECT article_id FROM articles ORDER BY 1")]


def backup_of_two(folder: Path) -> Path:
    """A backup with other articles than `make(…, 1, 2, 3)` has."""
    (folder / "kept").mkdir()
    return make(folder / "kept" / "archive-20261101T000000Z.db", 1, 2)


def newer(path: Path) -> None:
    later = Migrations(MIGRATIONS.name)
    later._migrations.extend(MIGRATIONS._migrations)
    later(name="9999_later")(lambda db: None)
    with ArchiveSession.claim(path, "live", migrations=later) as session:
        session.open()
