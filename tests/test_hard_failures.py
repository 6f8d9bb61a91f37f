"""Disk full, archive locked or read-only, clock wrong: a clear line, and the next run goes on.

What `antara backup` and `antara restore` do then stands in their own tests, what a limit of file
sizes does to a crawl in test_crawl_command.py.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import threading
from pathlib import Path
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
from tests.command_line import Result, make_archive
from tests.hard import (
    Hurried,
    fill,
    foreign_writer,
    obeying_permissions,
    read_only,
    remount,
    resize,
    small_disk,
    started,
)
from tests.minisite import Crawled, Crawling, MiniSite, held, rows
from tests.servers import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers import Asked, Reply

WORDS = ["crawl", "latest", "--bureau", "bali", "--since", "2000-01-01"]


def environment(site: MiniSite, archive: Path) -> dict[str, str]:
    return {
        "ANTARA_DOWNLOAD_DELAY": "0",
        "ANTARA_RETRY_TIMES": "0",
        "ANTARA_BACKOFF_MAX": "0",
        "ANTARA_GATEWAY": site.server.gateway,
        "ANTARA_ARCHIVE_PATH": str(archive),
    }


def crawl(site: MiniSite, archive: Path, words: list[str] = WORDS) -> Crawled:
    """Crawl in a process of its own; its output goes to another disk than the archive's."""
    with tempfile.TemporaryDirectory() as folder:
        return Crawling(words, Path(folder), environment(site, archive)).end()


def hurried_crawl(site: MiniSite, archive: Path) -> Crawled:
    """The same, waiting less long for another program's lock."""
    with tempfile.TemporaryDirectory() as folder:
        return Hurried(WORDS, Path(folder), environment(site, archive)).end()


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


def said(result: Crawled | Result) -> str:
    """All that a command said, none of which is a traceback."""
    text = result.out + (result.log if isinstance(result, Crawled) else result.err)
    assert "Traceback" not in text, text
    return text


def goes_on(site: MiniSite, archive: Path) -> None:
    """The next crawl gets what is missing, and asks for nothing that is held."""
    before = held(archive)
    site.replies.clear()
    site.forget()
    result = crawl(site, archive)
    assert result.status == 0, said(result)
    assert site.keys() <= held(archive)
    asked = [("bali", int(url.split("/")[2])) for url in site.asked()]
    assert len(asked) == len(set(asked))
    assert not before & set(asked)
    assert problems(archive) == []


# ---- disk full


@pytest.mark.slow
def test_a_disk_that_fills_up_in_a_crawl(tmp_path: Path) -> None:
    with MiniSite(count=30) as site, small_disk(tmp_path / "disk", 1_200_000) as disk:
        answering_at(12, lambda: fill(disk), site)
        result = crawl(site, disk / "archive.db")
        assert result.status == 1, said(result)
        assert "No room left for" in said(result)
        assert len(held(disk / "archive.db")) < 30
        (disk / "filler").unlink()
        resize(disk, 8_000_000)
        goes_on(site, disk / "archive.db")


@pytest.mark.slow
def test_what_ends_a_run_here_is_no_alarm_of_a_bureau(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    alarms = "SELECT bureau, alarm, since FROM bureau_watch"
    with MiniSite(count=5) as site:
        (tmp_path / "captures").touch()  # no folder: no answer can be kept, but rows be written
        result = crawl(site, archive)
        assert result.status == 1, said(result)
        assert "cannot be written" in result.out
        assert "Alarm" not in said(result)
        assert rows(archive, "SELECT outcome FROM runs") == [("failed",)]
        assert rows(archive, alarms) == []
        (tmp_path / "captures").unlink()
        site.replies["bali.antaranews.com"] = answer(b"", 503)
        assert crawl(site, archive).status == 1
        (began,) = rows(archive, alarms)
        assert began[1].startswith("left_alone: ")
        (tmp_path / "captures").rename(tmp_path / "kept")
        (tmp_path / "captures").touch()
        site.replies.clear()
        crawl(site, archive)
        assert rows(archive, alarms) == [began]  # nor is one over that there was


def test_a_disk_that_is_full_already_is_noticed_before_anything_is_asked(tmp_path: Path) -> None:
    with MiniSite(count=5) as site, small_disk(tmp_path / "disk", 2_000_000) as disk:
        make_archive(disk / "archive.db", "live")
        before = (disk / "archive.db").read_bytes()
        filler = fill(disk)
        result = crawl(site, disk / "archive.db")
        assert (result.status, result.out) == (2, "")
        assert "No space left on device" in said(result)
        assert "free some room" in said(result)
        assert site.server.asked == []
        assert (disk / "archive.db").read_bytes() == before
        assert sorted(each.name for each in disk.iterdir()) == ["archive.db", "filler"]
        filler.unlink()


def test_an_archive_on_a_full_disk_can_be_saved_to_another_one(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    with small_disk(tmp_path / "disk", 2_000_000) as disk:
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
            with pytest.raises(ArchiveError, match=r"no room is left there|MB free"):
                make_backup(archive, disk, 1, tick=when)
            there = {each.name for each in disk.iterdir()}
            assert there == {first.path.name, "filler"}
        (disk / "filler").unlink()
        assert make_backup(archive, disk, 1, clock=lambda: "2099-01-02T00:00:00Z").removed


def test_a_restore_that_fills_the_disk_leaves_the_archive(tmp_path: Path) -> None:
    make_archive(tmp_path / "backup.db", "live")
    with small_disk(tmp_path / "disk", 3_000_000) as disk:
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


@pytest.mark.slow
def test_a_foreign_writer_before_a_crawl(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    with MiniSite(count=5) as site:
        with foreign_writer(archive):
            result = hurried_crawl(site, archive)
        assert result.status in (1, 2), said(result)
        assert "is locked by another program that writes to it" in said(result)
        assert ask(archive, "SELECT count(*) FROM runs") == [(1,)]  # as it was
        assert not (tmp_path / "archive.db.lock").exists()
        goes_on(site, archive)


@pytest.mark.slow
def test_a_foreign_writer_that_comes_in_the_middle_of_a_crawl(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with MiniSite(count=30) as site:
        writer = Holding(archive)
        answering_at(15, writer.start, site)
        result = hurried_crawl(site, archive)
        writer.end()
        assert result.status == 1, said(result)
        assert "is locked by another program that writes to it" in said(result)
        assert len(held(archive)) < 30
        goes_on(site, archive)
        assert rows(archive, "SELECT outcome FROM runs")[-1] == ("finished",)


@pytest.mark.slow
def test_a_foreign_writer_that_goes_again_costs_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with MiniSite(count=20) as site:
        writer = Holding(archive, 1.0)
        answering_at(10, writer.start, site)
        result = crawl(site, archive)
        writer.end()
        assert result.status == 0, said(result)
        assert held(archive) == site.keys()


class Holding:
    """A `foreign_writer` in a thread, from `start` to `end`, or for so many seconds."""

    def __init__(self, path: Path, seconds: float = 60) -> None:
        self._end, self._holds = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold, args=(path, seconds))

    def _hold(self, path: Path, seconds: float) -> None:
        with foreign_writer(path):
            self._holds.set()
            self._end.wait(seconds)

    def start(self) -> None:
        self._thread.start()
        assert self._holds.wait(20)

    def end(self) -> None:
        self._end.set()
        self._thread.join()


def test_a_lock_that_a_killed_process_left_holds_nobody_back(tmp_path: Path) -> None:
    """It is the kernel's; what stands in its file is for people."""
    archive = tmp_path / "archive.db"
    (tmp_path / "archive.db.lock").write_text("999999\n")
    with MiniSite(count=5) as site:
        assert crawl(site, archive).status == 0
        assert held(archive) == site.keys()
        holder = SideCarLock.take(archive)
        site.forget()
        refused = crawl(site, archive)
        assert (refused.status, refused.out) == (2, "")
        assert f"is being written by process {os.getpid()}" in said(refused)
        assert site.server.asked == []
        holder.release()


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


@pytest.mark.slow
def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    before = archive.read_bytes()
    with MiniSite(count=5) as site:
        with read_only(archive):
            result = started(WORDS, tmp_path, obeying_permissions(), **environment(site, archive))
        assert result.status in (1, 2), said(result)
        assert "check the permissions of the file and its folder" in said(result)
        assert archive.read_bytes() == before
        goes_on(site, archive)


@pytest.mark.slow
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    archive = tmp_path / "closed" / "archive.db"
    make_archive(archive, "live")
    before = archive.read_bytes()
    with MiniSite(count=5) as site, read_only(archive.parent):
        given = environment(site, archive)
        for words in (WORDS, ["restore", str(archive), "--to", str(archive.with_name("new.db"))]):
            result = started(words, tmp_path, obeying_permissions(), **given)
            assert (result.status, result.out) == (2, ""), said(result)
            assert "cannot be locked for writing: Permission denied" in said(result)
        assert site.server.asked == []
        looked = started(["status"], tmp_path, obeying_permissions(), **given)
        assert looked.status == 0, said(looked)  # reading goes on
    assert archive.read_bytes() == before
    assert [each.name for each in archive.parent.iterdir()] == ["archive.db"]


def test_a_disk_that_is_mounted_read_only_after_it_failed(tmp_path: Path) -> None:
    """What a kernel does with a disk that has errors."""
    with MiniSite(count=20) as site, small_disk(tmp_path / "disk", 8_000_000) as disk:
        archive = disk / "archive.db"
        make_archive(archive, "live")
        remount(disk, "ro")
        refused = crawl(site, archive)
        assert (refused.status, refused.out) == (2, "")
        assert "Read-only file system" in said(refused)
        assert site.server.asked == []
        remount(disk, "rw")
        goes_on(site, archive)


# ---- the clock


def moment(days: float) -> str:
    when = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.slow
@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock_loses_nothing(tmp_path: Path, days: int) -> None:
    """Set back, or far ahead in one run and right again in the next."""
    archive = tmp_path / "archive.db"
    with MiniSite(count=12) as site, Machine(tmp_path) as machine:
        given = environment(site, archive)
        assert machine.run(moment(0), *WORDS, **given).status == 0
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
