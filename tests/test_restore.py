"""`antara restore`: proved before anything changes, and never without an archive in the place."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils.migrations import Migrations

from pipelines.archive import (
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveReader,
    ArchiveSession,
    ArchiveWriteFailed,
    NotAnArchive,
    WrongOrigin,
)
from pipelines.archive.backup import make_backup
from pipelines.archive.connection import connect_reader, connect_writer
from pipelines.archive.lock import SideCarLock
from pipelines.archive.migrations import MIGRATIONS
from pipelines.archive.restore import restore
from tests.archives import Clock, ask, found, stored
from tests.command_line import REPOSITORY, make_archive, run_antara
from tests.hard import LIMITED, foreign_writer, obeying_permissions, read_only, started
from tests.minisite import MiniSite, held
from tests.test_backup import damage
from tests.test_status_reports import schema_1

pytest_plugins = ["tests.archive_fixtures"]

NOW = "2026-11-24T06:00:00Z"
ASIDE = "archive.before-restore-20261124T060000Z.db"


def at(moment: str):
    return lambda: moment


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


@pytest.fixture
def archive(folder: Path) -> Path:
    """The archive as it is today."""
    return make(folder / "archive.db", 1, 2, 3)


@pytest.fixture
def backup(folder: Path) -> Path:
    """A backup with other articles than the archive has."""
    (folder / "kept").mkdir()
    return make(folder / "kept" / "archive-20261101T000000Z.db", 1, 2)


# ---- what is restored


def test_a_backup_takes_the_place_and_the_old_one_stays(archive: Path, backup: Path) -> None:
    before = archive.read_bytes()
    done = restore(backup, archive, clock=at(NOW))
    assert (done.path, done.articles, done.origin, done.older_schema) == (archive, 2, "live", False)
    assert done.aside == archive.with_name(ASIDE)
    assert ids(archive) == [1, 2]
    assert done.aside.read_bytes() == before
    assert names(archive.parent) == {"archive.db", ASIDE}
    with ArchiveReader(archive) as reader:
        assert len(list(reader.search("pasar"))) == 2


def test_where_nothing_stood_nothing_is_moved(folder: Path, backup: Path) -> None:
    (folder / "archive.db-wal").write_bytes(b"of no file")
    done = restore(backup, folder / "archive.db")
    assert done.aside is None
    assert names(folder) == {"archive.db"}
    assert ids(folder / "archive.db") == [1, 2]


def test_the_backup_is_only_read(archive: Path, backup: Path) -> None:
    """A look that left a -wal file would make it somebody's archive."""
    before = backup.read_bytes(), backup.stat().st_mtime_ns
    restore(backup, archive)
    assert (backup.read_bytes(), backup.stat().st_mtime_ns) == before
    assert names(backup.parent) == {backup.name}


def test_a_backup_in_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    file = make(tmp_path / "kept" / "archive-20261101T000000Z.db", 1, 2)
    with read_only(file, file.parent):
        result = started(
            ["restore", str(file)],
            tmp_path,
            obeying_permissions(),
            ANTARA_ARCHIVE_PATH=str(tmp_path / "archive.db"),
        )
    assert result.status == 0, result.err
    assert ids(tmp_path / "archive.db") == [1, 2]
    assert stat.S_IMODE((tmp_path / "archive.db").stat().st_mode) & stat.S_IWUSR


def test_a_file_whose_last_rows_are_in_its_log(folder: Path, archive: Path) -> None:
    """An archive that was killed, copied from another machine with its -wal file."""
    whole = make(folder / "whole.db", 1)
    writer = connect_writer(whole)
    writer.execute("UPDATE articles SET article_id = 77")
    (folder / "other").mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{whole}{ending}", folder / "other" / f"archive.db{ending}")
    writer.close()
    restore(folder / "other" / "archive.db", archive)
    assert ids(archive) == [77]


def test_permissions_stay_as_they_were(archive: Path, backup: Path) -> None:
    archive.chmod(0o640)
    restore(backup, archive)
    assert stat.S_IMODE(archive.stat().st_mode) == 0o640


def test_an_archive_behind_a_link_is_exchanged_where_it_is(
    folder: Path, archive: Path, backup: Path
) -> None:
    (folder / "data").mkdir()
    archive.rename(folder / "data" / "real.db")
    archive.symlink_to(folder / "data" / "real.db")
    done = restore(backup, archive, clock=at(NOW))
    assert archive.is_symlink()
    assert ids(folder / "data" / "real.db") == [1, 2]
    assert done.aside == folder / "data" / "real.before-restore-20261124T060000Z.db"
    assert ids(done.aside) == [1, 2, 3]


def test_an_older_schema_is_restored_and_migrated_by_the_next_crawl(
    folder: Path, archive: Path
) -> None:
    schema_1(folder / "older.db")
    assert restore(folder / "older.db", archive).older_schema
    with ArchiveSession.claim(archive, "live") as session:
        session.open()
        assert "was migrated" in session.notes[0]


def test_what_was_moved_aside_is_never_overwritten(archive: Path, backup: Path) -> None:
    for _ in range(3):
        restore(backup, archive, clock=at(NOW))
    aside = sorted(name for name in names(archive.parent) if "before-restore" in name)
    assert aside == [ASIDE.replace(".db", ".1.db"), ASIDE.replace(".db", ".2.db"), ASIDE]
    assert [ids(archive.with_name(name)) for name in aside] == [[1, 2], [1, 2], [1, 2, 3]]


def test_an_archive_of_a_newer_version_may_make_room(folder: Path, backup: Path) -> None:
    """As when somebody goes back to an older version of the software."""
    newer(folder / "archive.db")
    done = restore(backup, folder / "archive.db")
    assert done.aside is not None
    assert ids(folder / "archive.db") == [1, 2]
    with pytest.raises(ArchiveNewer):
        ArchiveReader(done.aside)


def test_a_sample_may_make_room_for_real_articles(folder: Path, backup: Path) -> None:
    sample = make(folder / "archive.db", 9, origin="sample")
    assert restore(backup, sample).origin == "live"
    assert restore(sample.with_name(restore_aside(folder)), folder / "new.db").origin == "sample"


def restore_aside(folder: Path) -> str:
    return next(name for name in names(folder) if "before-restore" in name)


# ---- what stands in the place


def test_a_damaged_archive_is_moved_with_its_log(tmp_path: Path) -> None:
    """The case that restoring is for; what its log holds may still be wanted."""
    archive = make(tmp_path / "archive.db", *range(1, 40))
    (tmp_path / "kept").mkdir()
    file = make(tmp_path / "kept" / "archive-20261101T000000Z.db", 1, 2)
    damage(archive, 1)
    (tmp_path / "archive.db-wal").write_bytes(b"a log")
    before = archive.read_bytes()
    done = restore(file, archive, clock=at(NOW))
    assert done.aside is not None
    assert done.aside.read_bytes() == before
    assert done.aside.with_name(f"{ASIDE}-wal").read_bytes() == b"a log"
    assert not {"archive.db-wal", "archive.db-shm"} & names(tmp_path)
    assert ids(archive) == [1, 2]


def test_the_log_of_a_killed_crawl_goes_into_what_is_moved_aside(
    folder: Path, archive: Path, backup: Path
) -> None:
    code = """if 1:
        import os, sys
        from pipelines.archive.connection import connect_writer
        from pathlib import Path
        db = connect_writer(Path(sys.argv[1]))
        db.execute("UPDATE articles SET article_id = 33 WHERE article_id = 3")
        os.kill(os.getpid(), 9)
    """
    subprocess.run([sys.executable, "-c", code, str(archive)], cwd=REPOSITORY)
    assert (folder / "archive.db-wal").stat().st_size > 0
    done = restore(backup, archive)
    assert done.aside is not None
    assert ids(done.aside) == [1, 2, 33]
    assert ids(archive) == [1, 2]


def test_whoever_reads_the_old_archive_goes_on_with_it(archive: Path, backup: Path) -> None:
    """`antara serve` must not meet the log of the new archive under the name of the old."""
    with ArchiveReader(archive) as reader:
        assert len(list(reader.articles())) == 3
        restore(backup, archive, clock=at(NOW))
        with ArchiveSession.claim(archive, "live", clock=Clock()) as session:
            session.open()
            session.store([stored(n) for n in range(100, 160)])
            assert len(list(reader.articles())) == 3
            assert f"{ASIDE}-shm" in names(archive.parent)
    assert len(ids(archive)) == 62


@pytest.mark.parametrize("text", ["catatan belanja\n" * 99, ""])
def test_a_file_of_somebody_else_in_the_place_is_moved_aside(
    tmp_path: Path, backup: Path, text: str
) -> None:
    (tmp_path / "archive.db").write_text(text)
    done = restore(backup, tmp_path / "archive.db")
    assert done.aside is not None
    assert done.aside.read_text() == text
    done.aside.unlink()  # no archive, for the fixture that checks all of them
    assert ids(tmp_path / "archive.db") == [1, 2]


# ---- refusals: all is as it was


def newer(path: Path) -> None:
    later = Migrations(MIGRATIONS.name)
    later._migrations.extend(MIGRATIONS._migrations)
    later(name="9999_later")(lambda db: None)
    with ArchiveSession.claim(path, "live", migrations=later) as session:
        session.open()


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


@pytest.mark.parametrize(
    ("spoil", "error", "said"),
    [
        (lambda path: path.write_text("catatan belanja\n" * 999), NotAnArchive, "no archive of"),
        (lambda path: path.write_bytes(b""), NotAnArchive, "holds no archive"),
        (lambda path: path.mkdir(), NotAnArchive, "damaged, or no archive"),
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


# ---- failures and interruptions


@pytest.mark.parametrize("links", [True, False])
def test_a_place_that_cannot_be_exchanged_is_as_it_was(
    archive: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def refuses(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", refuses)
    monkeypatch.setattr(Path, "replace", refuses)
    before = archive.read_bytes()
    with ArchiveReader(archive) as reader:  # whose -shm file moves and comes back
        there = names(archive.parent)
        with pytest.raises(ArchiveWriteFailed, match="it is as it was"):
            restore(backup, archive)
        assert names(archive.parent) == there
        assert len(list(reader.articles())) == 3
    assert archive.read_bytes() == before


def test_a_file_system_without_second_names(
    archive: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuses)
    done = restore(backup, archive, clock=at(NOW))
    assert done.aside is not None
    assert (ids(archive), ids(done.aside)) == ([1, 2], [1, 2, 3])


def test_a_disk_that_fills_up_changes_nothing(tmp_path: Path) -> None:
    make(tmp_path / "archive.db", 1, 2, 3)
    file = make(tmp_path / "backup.db", 1, 2)
    before = (tmp_path / "archive.db").read_bytes()
    antara = Path(sys.executable).with_name("antara")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "200000", str(antara), "restore", str(file)],
        cwd=tmp_path,
        env={**os.environ, "ANTARA_ARCHIVE_PATH": str(tmp_path / "archive.db")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2, done.stderr
    assert "could not be copied" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "archive.db").read_bytes() == before
    assert names(tmp_path) == {"archive.db", "backup.db"}


def test_killed_at_any_instant_the_old_or_the_new_archive_stands_there(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed", "restore", str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) > 12
    assert [each["killed"] for each in told] == [True] * (len(told) - 1) + [False]
    stood = []
    for each in told:
        after = each["after"]
        assert after["problems"] == [], each
        (word,) = after["archives"]["archive.db"]
        stood.append(word)
        if word == "new":  # and then the old one is kept
            assert ["old"] in after["archives"].values(), each
        if each["killed"]:
            again = each["again"]
            assert again["archives"]["archive.db"] == ["new"], each
            assert sum(word == ["old"] for word in again["archives"].values()) == 1, each
            assert not any("part" in name or "lock" in name for name in again["names"]), each
    assert stood == sorted(stood, reverse=True)  # old, old, … new, new
    assert {"old", "new"} == set(stood)


def test_a_file_left_by_a_killed_restore_is_used_again(archive: Path, backup: Path) -> None:
    """Killed behind the second name: the archive has two, and needs no third."""
    os.link(archive, archive.with_name("archive.before-restore-20200101T000000Z.db"))
    done = restore(backup, archive, clock=at(NOW))
    assert done.aside is not None
    assert done.aside.name == "archive.before-restore-20200101T000000Z.db"
    assert names(archive.parent) == {"archive.db", done.aside.name}
    assert ids(done.aside) == [1, 2, 3]


# ---- the command, and moving to another machine


def test_the_command_says_what_stands_where_and_what_comes_next(antara, tmp_path: Path) -> None:
    make_archive(antara.archive, "live")
    make(tmp_path / "backup.db", 1, 2)
    result = antara("restore", str(tmp_path / "backup.db"))
    assert result.status == 0, result.err
    first, second, third = result.out.splitlines()
    assert first == f"{antara.archive} holds 2 articles now, checked and sound."
    assert "archive.before-restore-" in second
    assert third.startswith("Next: ")
    assert "ARCHIVE_PATH" not in third


def test_the_command_puts_it_elsewhere(antara, tmp_path: Path) -> None:
    make(tmp_path / "backup.db", 1, 2, origin="sample")
    result = antara("restore", str(tmp_path / "backup.db"), "--to", str(tmp_path / "new.db"))
    assert result.status == 0
    assert "a sample: its articles are invented" in result.out
    assert f"-s ARCHIVE_PATH={tmp_path / 'new.db'}" in result.out
    assert names(tmp_path) == {"backup.db", "new.db"}


@pytest.mark.parametrize("words", [("restore",), ("restore", "a", "b"), ("restore", "a", "--too")])
def test_mistyped(antara, words: tuple[str, ...]) -> None:
    result = antara(*words)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)


def test_from_one_machine_to_another_and_the_crawl_goes_on(tmp_path: Path) -> None:
    """Backup there, restore here; what was asked there is not asked again."""
    there, here, stick = (tmp_path / each for each in ("there", "here", "stick"))
    for each in (there, here, stick):
        each.mkdir()
    with MiniSite(count=12) as site:
        site.crawl(there / "archive.db")
        made = make_backup(there / "archive.db", stick)
        place = here / "archive.db"
        moved = run_antara("restore", str(made.path), cwd=here, ANTARA_ARCHIVE_PATH=str(place))
        assert moved.status == 0, moved.err
        site.publish("bali", 2)
        site.forget()
        crawled = site.crawl(place)
    assert crawled.status == 0, crawled.log
    assert len(site.asked()) == 2
    assert held(place) == site.keys()
