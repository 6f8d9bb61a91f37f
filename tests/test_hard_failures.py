"""Disk full, archive locked or read-only, clock wrong: a clear line, and the next run goes on.

What `antara backup` and `antara restore` do then stands in their own tests, what a limit of file
sizes does to a crawl in test_crawl_command.py.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveError
from pipelines.archive.backup import make_backup
from pipelines.archive.connection import connect_writer
from pipelines.archive.lock import SideCarLock
from pipelines.archive.restore import restore
from pipelines.archive.soundness import problems
from tests.archives import ask
from tests.at import Machine
from tests.command_line import REPOSITORY, Result, make_archive
from tests.hard import (
    fill,
    foreign_writer,
    obeying_permissions,
    read_only,
    resize,
    small_disk,
    started,
)
from tests.minisite import MiniSite, held, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.servers import Asked, Reply

WORDS = ["crawl", "latest", "--bureau", "bali", "--since", "2000-01-01"]
HURRIED = """
import sys
import pipelines.archive.connection
pipelines.archive.connection.BUSY_SECONDS = float(sys.argv[1])
from crawler.__main__ import main
main(sys.argv[2:])
"""
"""antara, waiting less long for another program's lock."""


def environment(site: MiniSite, archive: Path) -> dict[str, str]:
    return {
        "ANTARA_DOWNLOAD_DELAY": "0",
        "ANTARA_RETRY_TIMES": "0",
        "ANTARA_BACKOFF_MAX": "0",
        "ANTARA_GATEWAY": site.server.gateway,
        "ANTARA_ARCHIVE_PATH": str(archive),
    }


def crawl(site: MiniSite, archive: Path, before: list[str] | None = None) -> Result:
    """Crawl with the real command, behind the words of another program."""
    return started(WORDS, REPOSITORY, before, **environment(site, archive))


def hurried_crawl(site: MiniSite, archive: Path, seconds: float) -> Result:
    done = subprocess.run(
        [sys.executable, "-c", HURRIED, str(seconds), *WORDS],
        cwd=REPOSITORY,
        env=environment(site, archive),
        capture_output=True,
        text=True,
        timeout=90,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def answering_at(number: int, act: Callable[[], None], site: MiniSite) -> None:
    """Let something happen when the site is asked for its so-manieth article."""
    asked_for: list[str] = []

    def reply(asked: Asked) -> Reply:
        if "/berita/" in asked.url:
            asked_for.append(asked.url)
            if len(asked_for) == number:
                act()
        return site.usual(asked)

    site.replies[""] = reply


def clear(result: Result) -> bool:
    return "Traceback" not in result.out + result.err


def goes_on(site: MiniSite, archive: Path) -> None:
    """The next crawl gets what is missing, and asks for nothing that is held."""
    before = held(archive) if archive.exists() else set()
    site.replies.clear()
    site.forget()
    result = crawl(site, archive)
    assert result.status == 0, result.out + result.err
    assert held(archive) == site.keys()
    assert len(site.asked()) == len(site.keys() - before)
    assert problems(archive) == []


# ---- disk full


def test_a_disk_that_fills_up_in_a_crawl(tmp_path: Path) -> None:
    with MiniSite(count=60) as site, small_disk(tmp_path / "disk", 900_000) as disk:
        archive = disk / "archive.db"
        result = crawl(site, archive)
        assert (result.status, clear(result)) == (1, True), result.err
        assert "Error: No room left for" in result.out
        assert 0 < len(held(archive)) < 60
        resize(disk, 8_000_000)
        goes_on(site, archive)


def test_a_disk_that_is_full_already_is_noticed_before_anything_is_asked(tmp_path: Path) -> None:
    with MiniSite(count=5) as site, small_disk(tmp_path / "disk", 1_000_000) as disk:
        make_archive(disk / "archive.db", "live")
        before = (disk / "archive.db").read_bytes()
        filler = fill(disk)
        result = crawl(site, disk / "archive.db")
        assert (result.status, result.out, clear(result)) == (2, "", True)
        assert "No space left on device" in result.err
        assert "free some room" in result.err
        assert site.server.asked == []
        assert (disk / "archive.db").read_bytes() == before
        assert sorted(each.name for each in disk.iterdir()) == ["archive.db", "filler"]
        filler.unlink()


def test_an_archive_on_a_full_disk_can_be_saved_to_another_one(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    with small_disk(tmp_path / "disk", 1_000_000) as disk:
        archive = disk / "archive.db"
        make_archive(archive, "live")
        fill(disk)
        made = make_backup(archive, tmp_path / "kept")
    assert made.articles == 6
    assert restore(made.path, tmp_path / "archive.db").articles == 6


def test_a_backup_that_fills_its_disk_leaves_the_older_one(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    with small_disk(tmp_path / "disk", 4_000_000) as disk:
        first = make_backup(archive, disk, clock=lambda: "2099-01-01T00:00:00Z")

        def tick(stage: str, done: int, total: int) -> None:
            if stage == "copying":
                fill(disk)  # another program does

        for when in (tick, lambda *_: None):  # meanwhile, and before
            with pytest.raises(ArchiveError, match="no room is left there|MB free"):
                make_backup(archive, disk, 1, tick=when)
            there = {each.name for each in disk.iterdir()}
            assert there == {first.path.name, "filler"}
        (disk / "filler").unlink()
        assert make_backup(archive, disk, 1, clock=lambda: "2099-01-02T00:00:00Z").removed


def test_a_restore_that_fills_the_disk_leaves_the_archive(tmp_path: Path) -> None:
    make_archive(tmp_path / "backup.db", "live")
    with small_disk(tmp_path / "disk", 2_000_000) as disk:
        make_archive(disk / "archive.db", "live")
        before = (disk / "archive.db").read_bytes()

        def tick(stage: str, done: int, total: int) -> None:
            if stage == "checking":
                fill(disk)

        with pytest.raises(ArchiveError):
            restore(tmp_path / "backup.db", disk / "archive.db", tick=tick)
        (disk / "filler").unlink()
        assert (disk / "archive.db").read_bytes() == before
        assert [each.name for each in disk.iterdir()] == ["archive.db"]
        restore(tmp_path / "backup.db", disk / "archive.db")


# ---- another writer


def test_a_foreign_writer_before_a_crawl(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    rows_before = ask(archive, "SELECT count(*) FROM runs")
    with MiniSite(count=5) as site:
        with foreign_writer(archive):
            result = hurried_crawl(site, archive, 0.2)
        assert (result.status in (1, 2), clear(result)) == (True, True), result.err
        assert "is locked by another program that writes to it" in result.out + result.err
        assert ask(archive, "SELECT count(*) FROM runs") == rows_before
        assert not (tmp_path / "archive.db.lock").exists()
        result = crawl(site, archive)
    assert result.status == 0, result.err
    assert site.keys() < held(archive)


def test_a_foreign_writer_that_comes_in_the_middle_of_a_crawl(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with MiniSite(count=40) as site, ExitStack() as until_the_end:
        answering_at(15, lambda: until_the_end.enter_context(threaded_writer(archive)), site)
        result = hurried_crawl(site, archive, 0.2)
        until_the_end.close()
        assert (result.status, clear(result)) == (1, True), result.err
        assert "is locked by another program that writes to it" in result.out
        assert len(held(archive)) < 40
        goes_on(site, archive)
        assert rows(archive, "SELECT outcome FROM runs")[-1] == ("finished",)


def test_a_foreign_writer_that_goes_again_costs_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with MiniSite(count=30) as site:
        until = ExitStack()
        answering_at(10, lambda: until.enter_context(threaded_writer(archive, 1.0)), site)
        result = crawl(site, archive)
        until.close()
        assert result.status == 0, result.out + result.err
        assert held(archive) == site.keys()


class threaded_writer:  # noqa: N801 - a context manager, as `foreign_writer`
    """A `foreign_writer` that holds its lock until it is left, or so many seconds.

    In a thread, because SQLite's connections stay in the thread that made them.
    """

    def __init__(self, path: Path, seconds: float = 60) -> None:
        self._left, self._holds = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold, args=(path, seconds))

    def _hold(self, path: Path, seconds: float) -> None:
        with foreign_writer(path):
            self._holds.set()
            self._left.wait(seconds)

    def __enter__(self) -> None:
        self._thread.start()
        assert self._holds.wait(20)

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._thread.join()


def test_a_second_crawl_that_is_killed_leaves_the_first_its_lock(tmp_path: Path) -> None:
    """The lock is the kernel's: what a killed process left in the file holds nobody back."""
    archive = tmp_path / "archive.db"
    (tmp_path / "archive.db.lock").write_text("999999\n")
    with MiniSite(count=5) as site:
        result = crawl(site, archive)
        assert result.status == 0, result.err
        holder = SideCarLock.take(archive)
        site.forget()
        refused = crawl(site, archive)
        holder.release()
        assert (refused.status, refused.out, refused.err.count("\n")) == (2, "", 1)
        assert "is being written by process" in refused.err
        assert site.server.asked == []
        assert held(archive) == site.keys()


def test_a_backup_does_not_mind_a_foreign_writer_but_cannot_be_noted(
    antara, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.archive.connection.BUSY_SECONDS", 0.05)
    make_archive(antara.archive, "live")
    (tmp_path / "kept").mkdir()
    with foreign_writer(antara.archive):
        result = antara("backup", str(tmp_path / "kept"))
    assert result.status == 1
    assert "The backup is good, but" in result.err
    assert "locked by another program" in result.err
    assert ", 6 articles, checked and sound" in result.out


# ---- read-only


def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    before = archive.read_bytes()
    with MiniSite(count=5) as site:
        with read_only(archive):
            result = crawl(site, archive, obeying_permissions())
        assert (result.status in (1, 2), clear(result)) == (True, True), result.err
        assert "check the permissions of the file and its folder" in result.out + result.err
        assert archive.read_bytes() == before
        result = crawl(site, archive)
    assert result.status == 0, result.err
    assert site.keys() < held(archive)


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    archive = tmp_path / "closed" / "archive.db"
    make_archive(archive, "live")
    before = archive.read_bytes()
    with MiniSite(count=5) as site:
        with read_only(archive.parent):
            crawled = crawl(site, archive, obeying_permissions())
            restored = started(
                ["restore", str(archive), "--to", str(archive.with_name("new.db"))],
                tmp_path,
                obeying_permissions(),
            )
            looked = started(
                ["status"], tmp_path, obeying_permissions(), ANTARA_ARCHIVE_PATH=str(archive)
            )
        for result in (crawled, restored):
            assert (result.status, result.out, clear(result)) == (2, "", True), result.err
            assert "cannot be locked for writing: Permission denied" in result.err
        assert site.server.asked == []
        assert looked.status == 0, looked.err  # reading goes on
        assert archive.read_bytes() == before
        assert [each.name for each in archive.parent.iterdir()] == ["archive.db"]
        assert crawl(site, archive).status == 0


def test_a_folder_that_becomes_read_only_in_the_middle_of_a_crawl(tmp_path: Path) -> None:
    """As a disk does that the kernel remounts read-only when it fails."""
    with MiniSite(count=40) as site, small_disk(tmp_path / "disk", 8_000_000) as disk:
        archive = disk / "archive.db"

        def remount(how: str) -> None:
            subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=False)

        answering_at(15, lambda: fill(disk), site)
        result = crawl(site, archive)
        assert (result.status, clear(result)) == (1, True), result.out + result.err
        remount("ro")
        refused = crawl(site, archive)
        assert (refused.status, refused.out, clear(refused)) == (2, "", True), refused.err
        remount("rw")
        (disk / "filler").unlink()
        goes_on(site, archive)


# ---- the clock


def moment(days: float) -> str:
    when = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock_loses_nothing(tmp_path: Path, days: int) -> None:
    """Set back, or far ahead in one run and right again in the next."""
    archive = tmp_path / "archive.db"
    with MiniSite(count=12) as site, Machine(tmp_path) as machine:
        given = environment(site, archive)
        first = machine.run(moment(0), *WORDS, **given)
        assert first.status == 0, first.err
        site.publish("bali", 3)
        wrong = machine.run(moment(days), *WORDS[:4], **given)
        assert wrong.status in (0, 1), wrong.err
        assert "Traceback" not in wrong.err
        site.publish("bali", 3)
        site.forget()
        right = machine.run(moment(0.1), *WORDS[:4], **given)
        told = wrong if days < 0 else right
        assert "check the clock" in " ".join((told.out + told.err).split())
        assert right.status in (0, 1), right.err
        assert held(archive) == site.keys()
        again = machine.run(moment(0.2), *WORDS[:4], **given)
        assert again.status == 0, again.out + again.err
        assert held(archive) == site.keys()
    assert problems(archive) == []


def test_a_wrong_clock_neither_hides_a_good_run_nor_spoils_a_backup(antara, tmp_path: Path) -> None:
    make_archive(antara.archive, "live")
    conn = connect_writer(antara.archive)
    conn.execute("UPDATE runs SET started_at = ?, finished_at = ?", [moment(300)] * 2)
    conn.close()
    assert antara("status", "--expect", "26h").status == 0
    (tmp_path / "kept").mkdir()
    assert antara("backup", str(tmp_path / "kept"), "--keep", "1").status == 0
    doctor = antara("doctor")
    assert doctor.status == 1
    assert "bad   clock" in doctor.out
