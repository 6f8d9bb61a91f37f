"""What `antara restore` refuses, with everything as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.archive import (
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveNewer,
    NotAnArchive,
    WrongOrigin,
)
from pipelines.archive.connection import connect_reader, connect_writer
from pipelines.archive.lock import SideCarLock
from pipelines.archive.restore import restore
from tests.command_line import make_archive
from tests.hard import damage, foreign_writer
from tests.restores import backup_of_two, ids, make, names, newer

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def archive(folder: Path) -> Path:
    """The archive as it is today."""
    return make(folder / "archive.db", 1, 2, 3)


@pytest.fixture
def backup(folder: Path) -> Path:
    """A backup with other articles than the archive has."""
    return backup_of_two(folder)


def out_of_step(path: Path) -> None:
    make(path, 1, 2)
    conn = connect_writer(path)
    conn.execute("DELETE FROM articles_fts_docsize WHERE id = 1")
    conn.close()


def half(path: Path) -> None:
    """A copy that was broken off, as by a full disk."""
    make(path, *range(1, 40))
    os.truncate(path, path.stat().st_size // 2)


def pointing_nowhere(path: Path) -> None:
    make(path, 1)
    conn = connect_writer(path)
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("DELETE FROM articles")
    conn.close()


def test_a_folder_of_backups_is_told_with_the_newest(folder: Path, archive: Path) -> None:
    kept = backup_of_two(folder).parent
    make(kept / "archive-20261102T000000Z.db", 1)
    make(kept / "archive.before-restore-20261103T000000Z.db", 1)
    make(kept / "z.db", 1)
    newest = kept / "archive-20261102T000000Z.db"
    with pytest.raises(NotAnArchive) as refused:
        restore(kept, archive)
    assert str(refused.value) == (
        f"{kept} is a folder; the newest backup in it is {newest}. Nothing was changed: name a "
        "backup's file."
    )
    assert ids(archive) == [1, 2, 3]


@pytest.mark.parametrize(
    ("spoil", "error", "said"),
    [
        (lambda path: path.write_text("catatan belanja\n" * 999), NotAnArchive, "no archive of"),
        (lambda path: path.write_bytes(b""), NotAnArchive, "holds no archive"),
        (lambda path: path.mkdir(), NotAnArchive, "is a folder; no backup is in it. Nothing was"),
        (lambda path: None, ArchiveMissing, "no file"),
        (newer, ArchiveNewer, "newer version"),
        (out_of_step, NotAnArchive, "is damaged .*full-text index"),
        (pointing_nowhere, NotAnArchive, "is damaged .*points to no row"),
        (half, NotAnArchive, "damaged"),
        (lambda path: (make(path, *range(1, 40)), damage(path, 20)), NotAnArchive, "damaged"),
    ],
)
def test_a_file_that_is_not_sound_is_refused(
    tmp_path: Path, spoil, error: type[ArchiveError], said: str
) -> None:
    archive = make(tmp_path / "archive.db", 1, 2, 3)
    before = archive.read_bytes(), archive.stat().st_mtime_ns
    spoil(tmp_path / "spoilt.db")
    there = names(tmp_path)
    with pytest.raises(error, match=rf"^[^\n]*{said}[^\n]*$"):
        restore(tmp_path / "spoilt.db", archive)
    assert (archive.read_bytes(), archive.stat().st_mtime_ns) == before
    assert names(tmp_path) == there


def test_invented_articles_never_take_the_place_of_real_ones(folder: Path, archive: Path) -> None:
    sample = make(folder / "sample.db", 9, origin="sample")
    with pytest.raises(WrongOrigin, match="--to"):
        restore(sample, archive)
    assert names(folder) == {"archive.db", "sample.db"}
    assert ids(archive) == [1, 2, 3]


def test_the_archive_itself_is_no_backup(folder: Path, archive: Path) -> None:
    (folder / "link.db").symlink_to(archive)
    for file in (archive, folder / "link.db"):
        with pytest.raises(ArchiveError, match="the archive itself"):
            restore(file, archive)
    assert names(folder) == {"archive.db", "link.db"}


def test_a_place_without_a_folder_or_that_is_one(folder: Path, backup: Path) -> None:
    with pytest.raises(ArchiveError, match="no folder"):
        restore(backup, folder / "nowhere" / "archive.db")
    with pytest.raises(NotAnArchive, match="is no file"):
        restore(backup, folder / "kept")
    assert names(folder) == set()


def test_while_a_crawl_writes_it_is_named(antara, tmp_path: Path) -> None:
    make_archive(antara.archive, "live")
    make_archive(tmp_path / "backup.db", "live")
    holder = SideCarLock.take(antara.archive)
    result = antara("restore", str(tmp_path / "backup.db"))
    holder.release()
    assert (result.status, result.out) == (2, "")
    assert f"being written by process {os.getpid()}" in result.err
    assert names(tmp_path) == {"archive.db", "backup.db"}


def test_another_program_that_writes(
    archive: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.archive.connection.BUSY_SECONDS", 0.05)
    with foreign_writer(archive), pytest.raises(ArchiveLocked, match="program that writes to it"):
        restore(backup, archive)
    assert ids(archive) == [1, 2, 3]
    assert not any("before-restore" in each or "part" in each for each in names(archive.parent))


def test_another_program_that_reads_what_only_the_log_holds(
    archive: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.archive.connection.BUSY_SECONDS", 0.05)
    writer, reader = connect_writer(archive), connect_reader(archive)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM articles").fetchone()
    writer.execute("UPDATE articles SET category = 'x'")
    with pytest.raises(ArchiveLocked, match="being read by another program"):
        restore(backup, archive)
    reader.close()
    writer.close()
    assert ids(archive) == [1, 2, 3]


def test_a_file_that_is_written_to_meanwhile(archive: Path, backup: Path) -> None:
    """Read without its locks, it may have been copied half before and half behind a change."""

    def tick(stage: str, done: int, total: int) -> None:
        if stage == "copying" and done == total:
            writer = connect_writer(backup)
            writer.execute("UPDATE articles SET category = 'x'")
            writer.close()

    with pytest.raises(ArchiveLocked, match="written to while it was copied"):
        restore(backup, archive, tick=tick)
    assert names(archive.parent) == {"archive.db"}
    assert ids(archive) == [1, 2, 3]
