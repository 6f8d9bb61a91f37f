"""A short write beside a crawl: let in where the file cannot be exchanged, refused elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.archive import (
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveOlder,
    ArchiveRefused,
    ArchiveSession,
    NotAnArchive,
)
from pipelines.archive.beside import write_beside
from pipelines.archive.connection import connect_writer
from pipelines.archive.lock import SideCarLock
from tests.archives import Clock, ask, stored, value
from tests.old_archives import make_first_schema

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]

ADD = "INSERT INTO permissions (scope, granted_by, granted_at) VALUES ('all', 'x', '2026-01-01')"
COUNT = "SELECT count(*) FROM permissions"


@pytest.fixture
def closed(folder: Path, clock: Clock) -> Path:
    """An archive that nobody holds."""
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as made:
        made.open()
        made.begin_run("crawl latest", {})
        made.store([stored(1)])
        made.finish_run("finished", {})
    return path


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_the_lock_is_held_for_the_moment_of_the_write(closed: Path, folder: Path) -> None:
    with write_beside(closed) as db:
        db.execute(ADD)
        with pytest.raises(ArchiveLocked):
            SideCarLock.take(closed)
    assert ask(closed, COUNT) == [(1,)]
    assert names(folder) == {"archive.db"}


def test_what_is_raised_within_undoes_the_write(closed: Path, folder: Path) -> None:
    def write(last: str) -> None:
        with write_beside(closed) as db:
            db.execute(ADD)
            db.execute(last)

    with pytest.raises(ArchiveRefused):
        write("UPDATE permissions SET scope = NULL")
    with pytest.raises(ArchiveError, match="no such table: nowhere"):
        write("DELETE FROM nowhere")
    assert ask(closed, COUNT) == [(0,)]
    assert names(folder) == {"archive.db"}


def test_beside_a_crawl_both_writes_are_kept(session: ArchiveSession) -> None:
    session.queue(stored(1))
    with write_beside(session.path) as db:
        db.execute(ADD)
    session.flush()
    assert value(session, COUNT) == 1
    assert value(session, "SELECT count(*) FROM articles") == 1
    with pytest.raises(ArchiveLocked):
        SideCarLock.take(session.path)


def test_beside_a_crawl_only_the_crawl_checkpoints(session: ArchiveSession) -> None:
    with write_beside(session.path) as db:
        assert db.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 0
        db.execute(ADD)
    assert value(session, "PRAGMA wal_autocheckpoint") > 0


def test_alone_it_leaves_no_log_behind(closed: Path, folder: Path) -> None:
    with write_beside(closed) as db:
        assert db.execute("PRAGMA wal_autocheckpoint").fetchone()[0] > 0
        db.execute(ADD)
    assert names(folder) == {"archive.db"}


def test_a_crawl_in_the_midst_of_a_transaction_is_waited_for_and_then_named(
    session: ArchiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.archive.connection.BUSY_SECONDS", 0.05)
    with session._writing(), pytest.raises(ArchiveLocked), write_beside(session.path) as db:
        db.execute(ADD)
    assert value(session, COUNT) == 0


def test_whoever_may_exchange_the_file_is_not_written_beside(closed: Path) -> None:
    """A restore, say, which holds the lock and is no run."""
    lock = SideCarLock.take(closed)
    with pytest.raises(ArchiveLocked, match=f"process {lock_holder(closed)}"), write_beside(closed):
        pytest.fail("it was let in")
    lock.release()


def lock_holder(path: Path) -> str:
    return path.with_name(path.name + ".lock").read_text().strip()


def test_a_run_that_was_killed_does_not_let_anybody_in(closed: Path) -> None:
    db = connect_writer(closed)
    db.execute("UPDATE runs SET outcome = NULL, pid = 1")
    db.close()
    lock = SideCarLock.take(closed)
    with pytest.raises(ArchiveLocked), write_beside(closed):
        pytest.fail("it was let in")
    lock.release()


def test_an_archive_that_needs_a_migration_is_left_to_the_crawl(folder: Path) -> None:
    path = folder / "archive.db"
    make_first_schema(path)
    with pytest.raises(ArchiveOlder), write_beside(path):
        pytest.fail("it was let in")
    assert ask(path, "SELECT value FROM meta WHERE key = 'schema_version'") == [("1",)]
    assert names(folder) == {"archive.db"}


def test_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing), write_beside(tmp_path / "archive.db"):
        pytest.fail("it was let in")
    assert names(tmp_path) == set()
    (tmp_path / "notes.db").write_text("buku catatan\n" * 500)
    with pytest.raises(NotAnArchive), write_beside(tmp_path / "notes.db"):
        pytest.fail("it was let in")
    assert names(tmp_path) == {"notes.db"}
