"""An export is there whole or not at all, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveReader
from pipelines.archive.library import sqlite3
from pipelines.exports import folder as folder_module
from pipelines.exports import sink as sink_module
from pipelines.exports.errors import ExportFailed
from pipelines.exports.sink import ENDINGS
from pipelines.exports.verify import problems, read_manifest
from tests.command_line import ANTARA, make_archive, run_with_small_files
from tests.exported import ALL, jsonl, left_by, parquet, plan

if TYPE_CHECKING:
    from tests.command_line import CommandLine

RESEARCH = ("--purpose", "research")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dataset"


@pytest.mark.parametrize(
    ("name", "packing"),
    [(name, how) for name in ALL for how in ENDINGS if name != "parquet" or how == "none"],
)
@pytest.mark.parametrize("room", [0, 2_000])
def test_a_full_disk(held: CommandLine, out: Path, monkeypatch, name, room, packing):
    class Full(sink_module.Sink):
        def write(self, data):
            if not self.closed and self.bytes + len(data) > room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(data)

    monkeypatch.setattr("pipelines.exports.shards.Sink", Full)
    done = held("export", str(out), *RESEARCH, "--format", name, "--compress", packing)
    if room and packing != "none" and name != "tei":
        assert done.status == 0  # packed, it fits
        return
    assert (done.status, done.out) == (2, "")
    assert "could not be written: no room is left there. Nothing was left of it." in done.err
    assert left_by(out) == set()


def test_a_large_file_goes_to_the_disk_meanwhile(held: CommandLine, out: Path, monkeypatch):
    meanwhile: list[int] = []
    fsync = os.fsync

    def told(file):
        if threading.current_thread() is not threading.main_thread():
            meanwhile.append(file)
        fsync(file)

    monkeypatch.setattr(sink_module, "_BYTES_TO_SETTLE", 1_000)
    monkeypatch.setattr(sink_module.os, "fsync", told)
    assert held("export", str(out), *RESEARCH, "--format", "jsonl,csv").status == 0
    assert len(meanwhile) >= 2
    assert problems(out, read_manifest(out), lambda *_: None) == []


def test_a_disk_that_fails_meanwhile(held: CommandLine, out: Path, monkeypatch):
    fsync = os.fsync

    def broken(file):
        if threading.current_thread() is not threading.main_thread():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        fsync(file)

    monkeypatch.setattr(sink_module, "_BYTES_TO_SETTLE", 1_000)
    monkeypatch.setattr(sink_module.os, "fsync", broken)
    done = held("export", str(out), *RESEARCH)
    assert (done.status, done.out) == (2, "")
    assert "could not be written" in done.err
    assert left_by(out) == set()


def test_a_file_that_may_not_grow(held: CommandLine, tmp_path: Path):
    """A limit of the system's own, in a process of its own."""
    words = ("export", str(tmp_path / "out"), *RESEARCH)
    done = run_with_small_files(2000, *words, archive=held.archive, cwd=tmp_path)
    assert done.returncode == 2
    assert "could not be written: File too large. Nothing was left of it." in done.stderr
    assert "Traceback" not in done.stderr
    assert left_by(tmp_path / "out") == set()


def test_a_folder_that_cannot_be_written(held: CommandLine, out: Path, monkeypatch):
    def refuse(path, *_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    done = held("export", str(out), *RESEARCH)
    assert (done.status, done.out) == (2, "")
    assert "could not be written: Permission denied." in done.err
    assert left_by(out) == set()


def test_what_a_killed_process_left_is_removed(held: CommandLine, out: Path):
    part = out.with_name(".dataset.unfinished")
    part.mkdir()
    (part / "articles.jsonl").write_text("half")
    assert held("export", str(out), *RESEARCH).status == 0
    assert left_by(out) == {"dataset"}


def test_two_at_once_do_not_mix(held: CommandLine, out: Path):
    with folder_module.being_made(out) as part:
        done = held("export", str(out), *RESEARCH)
        assert done.status == 2
        assert "is being written by process" in done.err
        assert part.is_dir()


def test_something_that_is_put_there_meanwhile_stays(out: Path):
    making = folder_module.being_made(out)
    making.__enter__()
    out.mkdir()
    (out / "mine").write_text("x")
    with pytest.raises(ExportFailed, match="put there meanwhile"):
        making.__exit__(None, None, None)
    assert [path.name for path in out.iterdir()] == ["mine"]
    assert left_by(out) == {"dataset"}


@pytest.mark.parametrize(("way", "name"), [("lines", "jsonl"), ("batches", "csv")])
@pytest.mark.parametrize("after", [0, 1])
def test_ctrl_c_leaves_nothing(held: CommandLine, out: Path, monkeypatch, way, name, after):
    from pipelines.archive.exporting import Snapshot

    whole = getattr(Snapshot, way)

    def pressed(*given):
        found = whole(*given)
        for _ in range(after):
            yield next(found)
        os.kill(os.getpid(), signal.SIGINT)
        yield from found

    monkeypatch.setattr(Snapshot, way, pressed)
    threads = threading.active_count()
    done = held("export", str(out), *RESEARCH, "--format", name)
    assert (done.status, done.out) == (130, "")
    assert done.err.splitlines()[-1] == "Interrupted."
    assert left_by(out) == set()
    assert threading.active_count() == threads


def test_ctrl_c_pressed_twice_leaves_nothing_either(held: CommandLine, out: Path, monkeypatch):
    from pipelines.archive.exporting import Snapshot

    def pressed(*_):
        yield from ()
        raise KeyboardInterrupt

    rmtree = shutil.rmtree

    def pressed_again(folder, **given):
        os.kill(os.getpid(), signal.SIGINT)
        rmtree(folder, **given)

    monkeypatch.setattr(Snapshot, "lines", pressed)
    monkeypatch.setattr(folder_module.shutil, "rmtree", pressed_again)
    done = held("export", str(out), *RESEARCH)
    monkeypatch.undo()
    assert (done.status, done.out) == (130, "")
    assert left_by(out) == set()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("formats", [ALL, ("jsonl",)])
def test_a_crawl_may_write_meanwhile(held: CommandLine, out: Path, formats):
    """What another process writes after the export began is not in it, in no file."""
    with ArchiveReader(held.archive) as reader, reader.snapshot() as snapshot:
        snapshot.facts()
        with closing(sqlite3.connect(str(held.archive))) as conn:
            conn.execute("UPDATE articles SET title = 'Judul baru'")
            conn.commit()
        from pipelines.exports.run import export

        out.mkdir()
        export(snapshot, plan(*formats), out, {})
    titles = {row["title"] for row in jsonl(out / "articles.jsonl")}
    assert "Judul baru" not in titles
    if "parquet" in formats:
        assert titles == {row["title"] for row in parquet(out / "articles.parquet")}


@pytest.mark.slow
def test_a_killed_export_leaves_no_folder_of_that_name(tmp_path: Path):
    make_archive(tmp_path / "archive.db")
    out = tmp_path / "out"
    for wait in (0.5, 0.9, 1.2, 1.5):
        process = subprocess.Popen(
            [str(ANTARA), "export", "out", *RESEARCH, "--format", "jsonl,csv,parquet"],
            cwd=tmp_path,
            env={**os.environ, "ANTARA_ARCHIVE_PATH": str(tmp_path / "archive.db")},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        threading.Timer(wait, process.kill).start()
        process.wait(30)
        if out.exists():
            assert problems(out, read_manifest(out), lambda *_: None) == []
            break
    for path in tmp_path.glob(".out*"):
        assert path.name == ".out.unfinished"
