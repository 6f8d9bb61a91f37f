"""`antara restore`: proved before anything changes, and never without an archive in the place."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.archive import (
    ArchiveNewer,
    ArchiveReader,
    ArchiveSession,
)
from pipelines.archive.backup import make_backup
from pipelines.archive.connection import connect_writer
from pipelines.archive.restore import restore
from tests.archives import Clock, stored
from tests.backups import NOW, at
from tests.command_line import REPOSITORY, make_archive, run_antara
from tests.hard import damage, obeying_permissions, read_only, started
from tests.minisite import MiniSite, held
from tests.restores import ASIDE, backup_of_two, ids, make, names, newer
from tests.test_status_reports import schema_1

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def archive(folder: Path) -> Path:
    """The archive as it is today."""
    return make(folder / "archive.db", 1, 2, 3)


@pytest.fixture
def backup(folder: Path) -> Path:
    """A backup with other articles than the archive has."""
    return backup_of_two(folder)


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
    named = tmp_path / "arsip baru.db"
    again = antara("restore", str(tmp_path / "new.db"), "--to", str(named))
    assert f"-s ARCHIVE_PATH='{named}'" in again.out


@pytest.mark.parametrize("words", [("restore",), ("restore", "a", "b"), ("restore", "a", "--too")])
def test_mistyped(antara, words: tuple[str, ...]) -> None:
    result = antara(*words)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)


@pytest.mark.slow
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
