"""`antara import`, interrupted and killed; and a file that a real wget wrote."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from crawler.captures.taking import Taking
from pipelines.archive import ArchiveReader
from pipelines.archive.compare import differences
from tests.command_line import ANTARA, CommandLine
from tests.foreign import page, warc_of
from tests.kept_rows import files, records
from tests.minisite import MiniSite, rows

COUNT = 400
HELD = "SELECT count(*) FROM articles"


@pytest.fixture
def run(capsys, tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path / "archive.db")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Articles, of every fourth an older state behind it."""
    pages = [(n, "2020-01-01T00:00:00Z", page(f"Kabar {n} baru")) for n in range(1, COUNT + 1)]
    pages += [(n, "2019-03-05T00:00:00Z", page(f"Kabar {n}")) for n in range(1, COUNT + 1, 4)]
    return warc_of(tmp_path / "many.warc.gz", pages)


def stopped(archive: Path, path: Path, how: signal.Signals) -> int:
    """Begin an import, stop it when it has written something; returns its exit status."""
    process = subprocess.Popen(
        [ANTARA, "import", path, "--jobs", "2", "-s", f"ARCHIVE_PATH={archive}"],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    limit = time.monotonic() + 60
    while time.monotonic() < limit and process.poll() is None:
        if archive.exists() and archive.with_name("archive.db-wal").exists():
            try:
                if rows(archive, HELD) > [(0,)]:
                    break
            except Exception:  # it is being made
                pass
        time.sleep(0.01)
    os.killpg(process.pid, how)
    _, err = process.communicate(timeout=60)
    if how is signal.SIGINT:
        assert b"The same command goes on." in err, err
        assert b"Traceback" not in err
    return process.returncode


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_what_was_stopped_goes_on_and_is_the_same_in_the_end(
    run: CommandLine, tmp_path: Path, many: Path, how: signal.Signals, status: int
) -> None:
    assert stopped(run.archive, many, how) == status
    (held,) = rows(run.archive, HELD)[0]
    assert 0 < held < COUNT
    done = run("import", str(many), "--jobs", "1")
    assert done.status == 0, done.err
    assert run("verify").status == 0
    other = tmp_path / "other"
    other.mkdir()
    whole = other / "archive.db"
    done = run("import", str(many), "--jobs", "1", "-s", f"ARCHIVE_PATH={whole}", archive=False)
    assert done.status == 0, done.err
    # The captures stand at other places: each beginning writes a head.
    found = [each for each in differences(whole, run.archive) if each.column != "capture"]
    assert not found
    copied = [path for each in files(run.archive) for path in records(each)]
    assert sum(kind == "response" for kind, _, _ in copied) == COUNT + COUNT // 4
    assert rows(run.archive, "SELECT count(*) FROM revisions") == [(COUNT + COUNT // 4,)]
    again = tmp_path / "again.db"
    done = run("rebuild", str(again), "--compare", str(run.archive), "--jobs", "1", archive=False)
    assert done.status == 0, done.err


@pytest.mark.slow
def test_ctrl_c_prints_no_traceback_whenever_it_comes(tmp_path: Path, many: Path) -> None:
    for number in range(14):
        archive = tmp_path / str(number) / "archive.db"
        archive.parent.mkdir()
        process = subprocess.Popen(
            [ANTARA, "import", many, "--jobs", "2", "-s", f"ARCHIVE_PATH={archive}"],
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        time.sleep(0.15 + 0.25 * number)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert b"Traceback" not in err, (number, err.decode())
        over = b"records damaged." in err and process.returncode == -signal.SIGINT
        assert over or process.returncode in (0, 130), (number, err.decode())


def test_an_answer_whose_row_was_written_and_nothing_else_is_read_the_next_time(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [(n, "2020-01-01T00:00:00Z", page(f"Kabar {n}")) for n in range(1, 6)]
    path = warc_of(tmp_path / "x.warc.gz", pages)
    taken: list[object] = []

    class KilledError(Exception):
        pass

    def killed(self: Taking, each: object) -> bool:
        taken.append(each)
        if len(taken) == 3:
            self.session.flush()
            raise KilledError
        return take(self, each)

    take = Taking.take
    with monkeypatch.context() as patch:
        patch.setattr(Taking, "take", killed)
        with pytest.raises(KilledError):
            run("import", str(path), "--jobs", "1")
    assert rows(run.archive, "SELECT count(*) FROM captures") == [(3,)]
    assert rows(run.archive, HELD) == [(2,)]
    done = run("import", str(path), "--jobs", "1")
    assert done.status == 0, done.err
    assert rows(run.archive, HELD) == [(5,)]
    assert rows(run.archive, "SELECT count(*) FROM captures") == [(5,)]


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
def test_what_wget_wrote_is_read(run: CommandLine, tmp_path: Path) -> None:
    with MiniSite(("bali",), count=3) as site:
        addresses = [
            f"http://bali.antaranews.com/berita/{number}/kabar-{number}"
            for number in site.articles["bali"]
        ]
        subprocess.run(
            [
                *["wget", "-q", "--tries=1", "--no-cookies", "--warc-file=got", "-O", "got.html"],
                *addresses,
            ],
            cwd=tmp_path,
            env={"http_proxy": f"http://127.0.0.1:{site.server.port}", "PATH": os.environ["PATH"]},
            check=True,
            timeout=60,
        )
    done = run("import", str(tmp_path / "got.warc.gz"), "--jobs", "1")
    assert done.status == 0, done.err
    assert "3 new articles" in done.err
    with ArchiveReader(run.archive) as reader:
        found = reader.article("bali", min(site.articles["bali"]))
    assert found is not None
    assert found["url"].startswith("https://bali.antaranews.com/berita/")
