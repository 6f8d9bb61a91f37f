"""An archive without splits, as the ninth schema has it, is opened by today's software."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlite_utils.migrations import Migrations

from pipelines.archive import ArchiveOlder, ArchiveReader, ArchiveSession
from pipelines.archive.migrations import MIGRATIONS
from pipelines.archive.soundness import problems
from pipelines.archive.splits import keep
from pipelines.archive.splits_kept import keeping
from pipelines.archive.splitting import Fixed
from tests.archives import Clock, ask, stored
from tests.old_archives import gathering_nothing
from tests.test_archive_upgrade import held_in, upgrade

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]


def ninth_schema_only() -> Migrations:
    """The migrations up to the one that let articles be withdrawn."""
    earlier = Migrations(MIGRATIONS.name)
    earlier._migrations.extend(MIGRATIONS._migrations[:9])
    return earlier


@pytest.fixture
def old(folder: Path, clock: Clock) -> Path:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock, migrations=ninth_schema_only()) as session:
        session.open()
        with gathering_nothing():
            session.begin_run("crawl latest", {})
            session.store([stored(n) for n in range(1, 6)])
            session.withdraw({("bali", 5): []}, "x")
            session.finish_run("finished", {})
    return path


def test_the_tenth_schema_adds_a_table_and_nothing_else(old: Path, clock: Clock) -> None:
    before = held_in(old)
    with pytest.raises(ArchiveOlder, match="'antara migrate'"), keeping(old):
        pytest.fail("it was let in")
    assert held_in(old) == before
    assert upgrade(old, clock)[0].startswith(f"{old} was migrated: 0010_splits")
    later = ("audit", "gathered", "berita")
    after = {
        name: rows for name, rows in held_in(old).items() if not any(of in name for of in later)
    }
    before.pop("berita")  # which counts words exactly, later
    assert after.pop("splits") == []
    assert after.pop("meta") != before.pop("meta")
    before.pop("_sqlite_migrations", None), after.pop("_sqlite_migrations", None)
    assert after == before
    assert problems(old) == []


def test_only_splits_are_kept_in_it(old: Path, clock: Clock) -> None:
    upgrade(old, clock)
    with keeping(old) as keeper:
        keeper.note([(("bali", 5), Fixed("train", "test")), (("bali", 1), Fixed("test"))])
        keeper.keep()
    assert ask(old, "SELECT * FROM splits") == [
        ("bali", 1, "test", None),
        ("bali", 5, "train", "test"),
    ]
    with ArchiveSession.claim(old, "live", clock=clock) as session:
        session.open()
        for wrong in (Fixed("dev"), Fixed("train", "train")):  # type: ignore[arg-type]
            with pytest.raises(Exception, match="CHECK constraint failed"):
                keep(session._db, [(("bali", 1), wrong)])
        session.restore_articles([("bali", 5)])
    assert problems(old) == []
    with ArchiveReader(old) as reader:
        assert reader.status()["articles"] == 5
