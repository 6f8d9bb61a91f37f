"""`antara wacz`: what cannot be done, what is interrupted, and what takes long."""

from __future__ import annotations

import errno
import io
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.captures import packing, wacz
from crawler.captures.scan import records
from pipelines.archive import files
from pipelines.archive.library import sqlite3
from tests.captured import FIRST, SECOND, Captured, url
from tests.command_line import ANTARA, make_archive
from tests.hard import LIMITED, obeying_permissions, read_only, small_disk, started
from tests.old_archives import make_first_schema
from tests.packed import Unpacked
from tests.peak import run_and_weigh
from tests.wacz_packing import ALL, left_behind
from tests.warcs import DATE, Warc

pytest_plugins = ["tests.wacz_fixtures"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((), "'antara wacz' needs OUT.wacz."),
        (("out.wacz",), "Say what to pack: the key of an article, or --since and --until."),
        (("out.wacz", "--kind", "article"), "Say what to pack"),
        (("out.zip", *ALL), "'out.zip' does not end in .wacz: name the file to write first."),
        (("bali/21", "out.wacz"), "Did you mean 'antara wacz out.wacz bali/21'?"),
        (("bali/21", "ke luar.wacz"), "Did you mean \"antara wacz 'ke luar.wacz' bali/21\"?"),
        (("out.wacz", "bali/21", "bali/22"), "Surplus word 'bali/22'"),
        (("out.wacz", "bali/21", *ALL), "--since bounds a period, and 'bali/21' names an article"),
        (("taken.wacz", *ALL), "taken.wacz exists already; name a file that does not."),
        (("nowhere/out.wacz", *ALL), "There is no folder 'nowhere'."),
        (("out.wacz", "--since", "2026-11-02", "--until", "2026-11-01"), "no day lies between"),
        (("out.wacz", "--since", "kemarin"), "'kemarin' is not a day written YYYY-MM-DD"),
        (("out.wacz", *ALL, "--kind", "artikel"), "Did you mean 'article'?"),
        (("out.wacz", *ALL, "--bureau", "bal"), "Did you mean 'bali'?"),
        (("out.wacz", *ALL, "--untill", "2026-11-01"), "Did you mean '--until'?"),
        (("out.wacz", "--since", "2027-01-01"), "No answer was kept that fits this."),
        (("out.wacz", "bal/21"), "no bureau 'bal'. Did you mean 'bali'?"),
        (("out.wacz", "bali/4711"), "bali/4711 is not held."),
        (("out.wacz", "bali/98"), "bali/98 is known but not held: gone"),
        (("out.wacz", "sumsel/32"), "sumsel/32 is held, but no answer of it was kept"),
        (("out.wacz", "https://bali.antaranews.com/terkini"), "names no article: give its key"),
        (("out.wacz", "judul"), "'judul' names no article"),
    ],
)
def test_what_does_not_fit_is_one_line(antara, captured, tmp_path, monkeypatch, words, line):
    monkeypatch.chdir(tmp_path)
    Path("taken.wacz").write_text("milik orang lain")
    before = sorted(tmp_path.rglob("*wacz*"))
    result = antara("wacz", *words)
    assert (result.status, result.out) == (2, ""), result.err
    *rest, last = result.err.splitlines()
    assert line in last
    assert rest in ([], [f"Archive: {captured.archive}"])
    assert sorted(tmp_path.rglob("*wacz*")) == before
    assert Path("taken.wacz").read_text() == "milik orang lain"


def test_without_captures_there_is_nothing_to_pack(antara, tmp_path):
    assert "There is no archive at" in antara("wacz", str(tmp_path / "out.wacz"), *ALL).err
    make_archive(antara.archive)
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert (result.status, "No answer was kept" in result.err) == (2, True)
    assert list(tmp_path.glob("*wacz*")) == []


def test_an_older_archive_is_refused(antara, tmp_path):
    make_first_schema(antara.archive)
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert (result.status, "schema of an older version" in result.err) == (2, True)


def stop_at(monkeypatch, number: int, error: BaseException) -> None:
    """Let the index's line of an answer end the work."""
    made = packing.line
    count = [0]

    def line(*args, **keywords):
        count[0] += 1
        if count[0] == number:
            raise error
        return made(*args, **keywords)

    monkeypatch.setattr(packing, "line", line)


def test_ctrl_c_leaves_nothing(antara, captured, tmp_path, monkeypatch):
    stop_at(monkeypatch, 4, KeyboardInterrupt())
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert result.status == 130
    assert result.err.endswith("Interrupted.\n")
    assert list(tmp_path.glob("*wacz*")) == []


def test_a_disk_that_is_full_leaves_nothing(antara, captured, tmp_path, monkeypatch):
    full = OSError(errno.ENOSPC, "No space left on device")
    for number in (1, 5):
        with monkeypatch.context() as patched:
            stop_at(patched, number, full)
            result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
        assert result.status == 2
        assert "out.wacz cannot be written (No space left on device); nothing is left" in result.err
        assert list(tmp_path.glob("*wacz*")) == []

    def refuse(self, data):
        raise full

    monkeypatch.setattr(wacz.WaczFile, "finish", refuse)
    assert antara("wacz", str(tmp_path / "out.wacz"), *ALL).status == 2
    assert list(tmp_path.glob("*wacz*")) == []


def test_a_disk_without_enough_room_is_noticed_first(antara, captured, tmp_path, monkeypatch):
    usage = files.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(files.shutil, "disk_usage", lambda path: usage._replace(free=1000))
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert (result.status, "nothing was copied" in result.err) == (2, True)
    assert list(tmp_path.glob("*wacz*")) == []


def test_what_a_kill_left_is_written_anew(pack, tmp_path):
    (tmp_path / "out.wacz.unfinished").write_bytes(b"PK\3\4 setengah")
    assert pack(*ALL).kinds()


def test_a_name_that_is_taken_meanwhile_is_not_written_over(
    antara, captured, tmp_path, monkeypatch
):
    finish = wacz.WaczFile.finish

    def taken(self, facts):
        (tmp_path / "out.wacz").write_text("milik orang lain")
        finish(self, facts)

    monkeypatch.setattr(wacz.WaczFile, "finish", taken)
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert (result.status, "exists by now" in result.err) == (2, True)
    assert (tmp_path / "out.wacz").read_text() == "milik orang lain"
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("gone", [False, True])
def test_a_prune_meanwhile_makes_no_half_a_file(antara, captured, tmp_path, monkeypatch, gone):
    """Its rows move to another file while the old one is read."""
    made = packing.line

    def line(*args, **keywords):
        captured.do("UPDATE captures SET file = 'captures/new.warc.gz' WHERE file = ?", SECOND)
        if gone and captured.path(SECOND).exists():
            captured.path(SECOND).unlink()
        return made(*args, **keywords)

    monkeypatch.setattr(packing, "line", line)
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert result.status == 2
    assert f"{SECOND} was pruned while it was packed" in result.err
    assert list(tmp_path.glob("*wacz*")) == []


def test_a_crawl_that_goes_on_adds_nothing(antara, captured, tmp_path, monkeypatch):
    """What a row names that came after the beginning is not packed by halves."""
    made = packing.line
    added = []

    def line(*args, **keywords):
        if not added:
            grown = Warc(captured.path(SECOND).read_bytes())
            it = grown.page(url("bali"), b"<p>Baru saja.", date="2026-11-22T00:00:00Z")
            captured.path(SECOND).write_bytes(grown.data)
            added.append(captured.add("new", SECOND, it, "article", "2026-11-22T00:00:00Z"))
        return made(*args, **keywords)

    monkeypatch.setattr(packing, "line", line)
    assert antara("wacz", str(tmp_path / "out.wacz"), *ALL).status == 0
    assert len(Unpacked(tmp_path / "out.wacz").addresses()) == 7
    assert len(list(records(io.BytesIO(captured.path(SECOND).read_bytes())))) == 8


# ---- what takes long


def grown(archive: Path, count: int) -> Path:
    """An archive of so many answers of 20 KB."""
    archive.parent.mkdir()
    make_archive(archive, "live")
    (archive.parent / "captures").mkdir()
    made = Captured(archive)
    draw = random.Random(1)
    places = []
    with made.path(FIRST).open("wb") as file:
        for number in range(count):
            one = Warc()
            it = one.page(f"https://bali.antaranews.com/berita/{number}/x", draw.randbytes(20_000))
            places.append((FIRST, file.tell(), it.length, it.sha256, it.url, DATE))
            file.write(one.data)
    conn = sqlite3.connect(str(archive))
    with conn:
        conn.executemany(
            "INSERT INTO captures (file, offset, length, sha256, url, fetched_at, status, kind) "
            "VALUES (?, ?, ?, ?, ?, ?, 200, 'article')",
            places,
        )
    conn.close()
    return archive


@pytest.mark.slow
def test_memory_does_not_grow_with_the_period(tmp_path):
    peaks = []
    for count in (20, 2_000):
        archive = grown(tmp_path / str(count) / "archive.db", count)
        words = [str(ANTARA), "wacz", "out.wacz", "--since", "2026-01-01", "--json"]
        status, peak = run_and_weigh(
            [*words, "-s", f"ARCHIVE_PATH={archive}"],
            tmp_path / "peak",
            cwd=archive.parent,
            stdout=subprocess.DEVNULL,
        )
        assert status == 0
        assert len(Unpacked(archive.parent / "out.wacz").index) == count
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 12 * 1024, "forty megabytes went through"


@pytest.mark.slow
def test_a_folder_that_may_not_be_written(antara, captured, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    with read_only(folder):
        result = started(
            ["wacz", str(folder / "out.wacz"), *ALL],
            tmp_path,
            obeying_permissions(),
            ANTARA_ARCHIVE_PATH=str(captured.archive),
        )
    assert result.status == 2
    assert "out.wacz cannot be written (Permission denied)" in result.err
    assert list(folder.iterdir()) == []


@pytest.mark.slow
def test_a_disk_that_fills_up(captured, tmp_path):
    """Whatever is written when there is no room: records, index, pages, manifest."""
    with small_disk(tmp_path / "disk", 4 * 1024 * 1024) as disk:
        own = {"ANTARA_ARCHIVE_PATH": str(captured.archive)}
        for limit in range(1_000, 9_000, 1_600):
            words = [sys.executable, "-c", LIMITED, str(limit)]
            result = started(["wacz", str(disk / "out.wacz"), *ALL], tmp_path, words, **own)
            assert result.status == 2, limit
            assert "cannot be written (File too large); nothing is left" in result.err
            assert list(disk.iterdir()) == []


@pytest.mark.slow
def test_ctrl_c_at_a_terminal(tmp_path):
    archive = grown(tmp_path / "many" / "archive.db", 2_000)
    process = subprocess.Popen(
        [str(ANTARA), "wacz", "out.wacz", "--since", "2026-01-01"],
        cwd=archive.parent,
        env={**os.environ, "ANTARA_ARCHIVE_PATH": str(archive)},
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + 60
    part = archive.with_name("out.wacz.unfinished")
    while not (part.exists() and part.stat().st_size > 1_000_000):
        assert time.monotonic() < end
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.splitlines()[-1]) == (130, "Interrupted.")
    assert list(archive.parent.glob("*wacz*")) == []
