"""`antara backup` when it must not or cannot: nothing gets a name, nothing is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.steady import CopyBar
from pipelines.archive import (
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveWriteFailed,
    NotAnArchive,
    files,
    soundness,
)
from pipelines.archive.backup import make_backup
from pipelines.archive.connection import connect_writer
from pipelines.archive.lock import SideCarLock
from tests.archives import Clock
from tests.backups import LATER, NOW, at, names, sixty_articles
from tests.command_line import make_archive
from tests.hard import LIMITED, damage, obeying_permissions, read_only, started
from tests.killed import told_by_killed

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def archive(folder: Path, clock: Clock) -> Path:
    """A live archive of 60 articles, closed."""
    return sixty_articles(folder, clock)


# ---- what is not sound gets no name


def test_a_damaged_archive_makes_no_backup(archive: Path, kept: Path) -> None:
    """Wherever the damage is: SQLite notices it while it copies, or the checks do."""
    first = make_backup(archive, kept, clock=at(NOW))
    intact = archive.read_bytes()
    pages = len(intact) // 4096
    for page in [*range(2, pages, 7), pages]:
        damage(archive, page)
        with pytest.raises(NotAnArchive, match=r"^[^\n]*(not sound|damaged)[^\n]*$"):
            make_backup(archive, kept, 1, clock=at(LATER))
        assert names(kept) == {first.path.name}, page
        archive.write_bytes(intact)


def test_an_index_that_is_out_of_step_makes_no_backup(archive: Path, kept: Path) -> None:
    """integrity_check says ok of it."""
    conn = connect_writer(archive)
    conn.execute("DELETE FROM articles_fts_docsize WHERE id = 7")
    with pytest.raises(NotAnArchive, match="full-text index"):
        make_backup(archive, kept)
    assert names(kept) == set()
    conn.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    conn.close()


def test_rows_that_got_lost_on_the_way_make_no_backup(archive: Path, kept: Path) -> None:
    def tick(stage: str, done: int, total: int) -> None:
        if stage == "checking":
            part = next(kept.glob(".*part"))
            lossy = connect_writer(part)
            lossy.execute("DELETE FROM frontier WHERE article_id = 80")
            lossy.close()

    with pytest.raises(NotAnArchive, match="does not hold the same rows"):
        make_backup(archive, kept, tick=tick)
    assert names(kept) == set()


# ---- refusals and failures leave nothing behind


def test_a_folder_that_is_missing_is_not_made(antara, tmp_path: Path) -> None:
    """Where a disk is not mounted, a new folder would fill the one below."""
    make_archive(antara.archive, "live")
    result = antara("backup", str(tmp_path / "nowhere"))
    assert (result.status, result.out) == (2, "")
    assert "mount the disk" in result.err.splitlines()[-1]
    assert not (tmp_path / "nowhere").exists()
    result = antara("backup", str(antara.archive))
    assert (result.status, "is no folder" in result.err) == (2, True)


def test_without_an_archive_there_is_nothing_to_back_up(antara, kept: Path) -> None:
    result = antara("backup", str(kept))
    assert (result.status, "There is no archive" in result.err) == (2, True)
    (antara.archive).touch()
    with pytest.raises(ArchiveMissing, match="holds no archive"):
        make_backup(antara.archive, kept)
    assert names(kept) == set()


def test_what_is_no_archive_is_not_backed_up(antara, kept: Path) -> None:
    antara.archive.write_text("catatan belanja\n" * 999)
    result = antara("backup", str(kept))
    assert (result.status, "is no archive" in result.err) == (2, True)
    assert names(kept) == set()


@pytest.mark.slow
def test_a_folder_that_may_not_be_written(tmp_path: Path, kept: Path) -> None:
    make_archive(tmp_path / "archive.db", "live")
    with read_only(kept):
        result = started(
            ["backup", str(kept)],
            tmp_path,
            obeying_permissions(),
            ANTARA_ARCHIVE_PATH=str(tmp_path / "archive.db"),
        )
    assert (result.status, result.out) == (2, "")
    assert str(kept) in result.err
    assert "Permission denied" in result.err
    assert names(kept) == set()


def test_two_backups_at_once_into_one_folder(archive: Path, kept: Path) -> None:
    holder = SideCarLock.take(kept / "archive.backup")
    with pytest.raises(ArchiveLocked, match=f"process {os.getpid()}"):
        make_backup(archive, kept)
    holder.release()
    make_backup(archive, kept)


def test_too_little_room_is_seen_before(
    archive: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = archive.stat().st_size + files.SPARE_BYTES - 1

    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: Usage)
    with pytest.raises(ArchiveWriteFailed, match=r"needs 2 MB, and .*kept has 2 MB free"):
        make_backup(archive, kept)
    assert names(kept) == set()
    Usage.free += 1
    make_backup(archive, kept)


def test_a_disk_that_fills_up_meanwhile_leaves_the_older_backup(tmp_path: Path, kept: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    first = make_backup(archive, kept)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LIMITED,
            "200000",
            shutil.which("antara", path=bin_of()),
            "backup",
            kept,
        ],
        cwd=tmp_path,
        env={**os.environ, "ANTARA_ARCHIVE_PATH": str(archive)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "could not be copied into" in done.stderr.splitlines()[-1]
    assert names(kept) == {first.path.name}


def bin_of() -> str:
    return str(Path(sys.executable).parent)


@pytest.mark.parametrize("stage", ["copying", "checking"])
def test_ctrl_c_leaves_nothing(antara, kept: Path, monkeypatch, stage: str) -> None:
    make_archive(antara.archive, "live")
    if stage == "copying":
        monkeypatch.setattr(CopyBar, "__call__", lambda *_: signal.raise_signal(signal.SIGINT))
    else:  # within SQLite, where Python hears it in a callback only
        monkeypatch.setattr(soundness, "STEPS", 50)
        monkeypatch.setattr(soundness, "_go_on", lambda: signal.raise_signal(signal.SIGINT) or 0)
    result = antara("backup", str(kept))
    assert (result.status, result.out) == (130, "")
    assert result.err.splitlines()[-1] == "Interrupted."
    assert names(kept) == set()


@pytest.mark.slow
def test_killed_at_any_instant_no_half_backup_has_a_name(tmp_path: Path) -> None:
    told = told_by_killed("backup", tmp_path)
    assert len(told) > 12
    assert [each["killed"] for each in told] == [True] * (len(told) - 1) + [False]
    for each in told:
        assert each["after"]["problems"] == []
        assert set(map(tuple, each["after"]["archives"].values())) == {("old",)}, each
        backups = [name for name in each["after"]["backups"] if name.endswith(".db")]
        assert backups, each  # the older one goes only when the new one stands
        if each["killed"]:
            assert each["again"]["backups"] == ["archive-20990202T000000Z.db"], each
    assert told[-1]["after"]["backups"] == ["archive-20990201T000000Z.db"]


def test_errors_are_of_one_line(archive: Path, kept: Path) -> None:
    """What a person reads when the name is taken: two backups within one second."""
    make_backup(archive, kept, clock=at(NOW))
    with pytest.raises(ArchiveError, match=r"^[^\n]+exists already and was left alone[^\n]+$"):
        make_backup(archive, kept, clock=at(NOW))
    assert names(kept) == {"archive-20261124T060000Z.db"}
