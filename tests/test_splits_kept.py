"""What exports settle about splits is kept: by whom, when, and through rebuilds and restores."""

from __future__ import annotations

import errno
import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import (
    ArchiveError,
    ArchiveLocked,
    ArchiveReader,
    ArchiveSession,
    derived,
    split_file,
    splits_kept,
)
from pipelines.archive.derived_columns import Kind
from pipelines.archive.library import sqlite3
from pipelines.archive.lock import SideCarLock
from pipelines.archive.splits import everything
from pipelines.archive.splits_kept import keeping, take_in
from pipelines.archive.splitting import Fixed
from tests.archives import ask
from tests.command_line import REPOSITORY
from tests.exported import jsonl, store

if TYPE_CHECKING:
    from tests.command_line import CommandLine

pytest_plugins = ["tests.archive_fixtures", "tests.withdrawn_fixtures"]
RESEARCH = ("--purpose", "research", "--splits", "34,33,33")
KEPT = "SELECT bureau || '/' || article_id, split, yields_to FROM splits ORDER BY 1"
ONE = (("bali", 1), Fixed("train"))


def kept_in(path: Path) -> list[tuple[str, str, str | None]]:
    return ask(path, KEPT)


def rows_in(out: Path) -> dict[str, str]:
    return {
        row["key"]: row["split"] for path in out.glob("articles-*.jsonl") for row in jsonl(path)
    }


def put(path: Path, sql: str, *values: object) -> None:
    conn = sqlite3.connect(str(path))
    conn.execute(sql, values)
    conn.commit()
    conn.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dataset"


# --- the command


def test_the_command_keeps_what_it_says(held: CommandLine, out: Path):
    done = held("export", str(out), *RESEARCH)
    assert done.status == 0, done.err
    (said,) = [line for line in done.out.splitlines() if line.startswith("Splits: ")]
    rows = rows_in(out)
    counts = [sum(split == each for split in rows.values()) for each in ("train", "validation")]
    assert said.startswith(f"Splits: train {counts[0]}, validation {counts[1]}, test ")
    assert "; a story keeps the split of its first export, whatever" in said
    assert {key: split for key, split, _ in kept_in(held.archive)} == rows
    assert held("export", "--verify", str(out)).status == 0
    # Nothing is left in the log: the file alone has it.
    assert not held.archive.with_name("archive.db-wal").exists()
    beside = {path.name for path in out.parent.iterdir()}
    assert beside == {"archive.db", "archive.db-exports", "captures", "dataset"} | (
        beside & {"home", "scrapy.cfg"}
    )


def test_with_other_options(held: CommandLine, out: Path):
    done = held(
        *("export", str(out), "--no-text", "--unique", "story", "--splits", "80,10,10"),
        *("--format", "csv", "--shard-size", "2", "--revisions", "all", "--json"),
    )
    assert done.status == 0, done.err
    made = json.loads(done.out)
    assert made["arguments"]["splits"] == [80, 10, 10]
    assert sum(made["splits"].values()) == made["rows"]
    assert {"split", "stands_for_story"} <= {each["name"] for each in made["fields"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--splits", "90,5"), "'90,5' is not three whole numbers that make 100 together"),
        (("--splits", "90,5,6"), "train, validation and test, such as 90,5,5"),
        (("--splits", "a,b,c"), "is not three whole numbers"),
        (("--fields", "split"), "Field 'split' comes with splits: add --splits 90,5,5, say."),
        (("--verify", "--splits", "90,5,5"), "--splits says what to write: leave one out"),
    ],
)
def test_mistakes_are_one_line(held: CommandLine, out: Path, words, said):
    done = held("export", str(out), *(() if "--verify" in words else RESEARCH[:2]), *words)
    assert (done.status, said in done.err) == (2, True), done.err
    assert not out.exists()
    assert kept_in(held.archive) == []


@pytest.mark.parametrize("kind", Kind)
def test_a_file_for_others_keeps_nothing(held: CommandLine, out: Path, kind):
    shown = derived.make(held.archive, kind)
    where = ("-s", f"ARCHIVE_PATH={shown}")
    done = held("export", str(out), "--no-text", "--splits", "90,5,5", *where, archive=False)
    assert done.status == 2
    assert "was made by 'antara serve' to be looked at. Export from the archive itself" in done.err
    assert not out.exists()


def test_what_is_kept_is_in_no_file_for_others(held: CommandLine, out: Path):
    held("export", str(out), *RESEARCH)
    for kind in Kind:
        shown = derived.make(held.archive, kind)
        tables = {row[0] for row in ask(shown, "SELECT name FROM sqlite_master")}
        assert "splits" not in tables or kept_in(shown) == []


def test_an_archive_that_cannot_be_written(held: CommandLine, out: Path, monkeypatch):
    whole = os.open

    def refuse(path, flags, *more, **others):
        if str(path).endswith("archive.db.lock"):
            raise OSError(30, "Read-only file system", str(path))
        return whole(path, flags, *more, **others)

    monkeypatch.setattr("pipelines.archive.lock.os.open", refuse)
    done = held("export", str(out), *RESEARCH)
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith(
        "--splits keeps in the archive which split each article has, and that cannot be written: "
    )
    assert "Read-only file system" in done.err
    assert done.err.splitlines()[-1].endswith("Or leave --splits out.")
    assert not out.exists()


@pytest.mark.parametrize("when", ["at the beginning", "at the end"])
def test_where_splits_cannot_be_noted(held: CommandLine, out: Path, monkeypatch, when):
    """It is beside the archive: told of the export's folder, a person would free room there."""

    def full(*_, **__):
        if when == "at the beginning":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return Path("/dev/full").open("w+", encoding="utf-8")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    done = held("export", str(out), *RESEARCH)
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[-1] == (
        f"What an export settles about splits is noted beside {held.archive} until it is whole, "
        "and that cannot be written: No space left on device. Nothing was exported. Free some room "
        "there, or check its permissions, and start again."
    )
    assert not out.exists()
    assert list(out.parent.glob("*-splits*")) == []  # the lock was given back
    assert kept_in(held.archive) == []


def test_no_archive(antara: CommandLine, out: Path):
    done = antara("export", str(out), *RESEARCH)
    assert (done.status, "There is no archive at" in done.err) == (2, True)


# --- who else writes


def test_one_export_after_the_other(held: CommandLine, out: Path):
    with keeping(held.archive):
        done = held("export", str(out), *RESEARCH)
    assert done.status == 2
    assert "Another export of" in done.err
    assert "wait until it ends, and start again." in done.err
    assert not out.exists()
    assert held("export", str(out), *RESEARCH).status == 0


def test_beside_a_crawl(session: ArchiveSession):
    store(session, ("bali", 1, {}))
    with keeping(session.path) as keeper:
        keeper.note([ONE])
        assert kept_in(session.path) == []  # not before the export is whole
        keeper.keep()
    assert kept_in(session.path) == [("bali/1", "train", None)]


def test_beside_another_command_it_is_refused_at_the_beginning(held: CommandLine, out: Path):
    lock = SideCarLock.take(held.archive)
    done = held("export", str(out), *RESEARCH)
    lock.release()
    assert (done.status, "is being written by process" in done.err) == (2, True)
    assert not out.exists()


def test_at_the_end_another_command_is_waited_for(held: CommandLine, monkeypatch):
    waited = []
    with keeping(held.archive) as keeper:
        keeper.note([ONE])
        lock = SideCarLock.take(held.archive)

        def sleep(_: float) -> None:
            waited.append(1)
            if len(waited) == 3:
                lock.release()

        monkeypatch.setattr("pipelines.archive.splits_kept.time.sleep", sleep)
        keeper.keep()
    assert len(waited) == 3
    assert kept_in(held.archive) == [("bali/1", "train", None)]


def test_a_wait_without_an_end_leaves_no_export(held: CommandLine, out: Path, monkeypatch):
    monkeypatch.setattr(splits_kept, "PATIENCE", 0.0)
    whole = splits_kept.SplitKeeper.keep
    locks = []

    def locked(self):
        locks.append(SideCarLock.take(held.archive))
        whole(self)

    monkeypatch.setattr(splits_kept.SplitKeeper, "keep", locked)
    done = held("export", str(out), *RESEARCH)
    locks[0].release()
    assert (done.status, "is being written by process" in done.err) == (2, True)
    assert {path.name for path in out.parent.iterdir()} & {
        "dataset",
        ".dataset.unfinished",
    } == set()
    assert kept_in(held.archive) == []


def test_an_archive_that_was_exchanged_meanwhile_is_not_written(held: CommandLine, tmp_path: Path):
    with keeping(held.archive) as keeper:
        keeper.note([ONE])
        shutil.copy(held.archive, tmp_path / "other.db")
        (tmp_path / "other.db").rename(held.archive)
        with pytest.raises(ArchiveError, match="is another file than when the export began"):
            keeper.keep()
    assert kept_in(held.archive) == []


def test_many_are_kept_in_several_transactions(held: CommandLine, monkeypatch):
    monkeypatch.setattr(splits_kept, "A_TIME", 3)
    rows = [(("bali", n), Fixed("train", "test" if n % 2 else None)) for n in range(10)]
    with keeping(held.archive) as keeper:
        keeper.note(rows)
        keeper.note(rows[4:])
        keeper.keep()
    with ArchiveReader(held.archive) as reader:
        assert list(everything(reader._db)) == rows


KILLED = """
import os, signal, sys
from crawler.start import main
from pipelines.archive import split_file, splits_kept
from pipelines.exports import folder

whole = splits_kept.splits.keep

def end(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def second(*given):
    splits_kept.splits.keep = end
    return whole(*given)

splits_kept.A_TIME = 2
when = sys.argv.pop(1)
where = {"between": (split_file, "write"), "before": (splits_kept.splits, "keep"),
         "midway": (splits_kept.splits, "keep"), "after": (folder.files, "sync_folder")}
module, name = where[when]
setattr(module, name, second if when == "midway" else end)
sys.argv[0] = "antara"
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("where", ["before", "midway", "between", "after"])
def test_a_kill_leaves_no_export_whose_splits_are_not_kept(held: CommandLine, out: Path, where):
    words = [sys.executable, "-c", KILLED, where, "export", str(out), *RESEARCH]
    killed = subprocess.run(
        words,
        cwd=REPOSITORY,
        env={**os.environ, "ANTARA_ARCHIVE_PATH": str(held.archive)},
        capture_output=True,
        text=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not out.exists()
    before = kept_in(held.archive)
    assert bool(before) == (where != "before")
    assert held("export", str(out), *RESEARCH).status == 0
    kept = kept_in(held.archive)
    assert set(before) <= set(kept)
    assert {key: split for key, split, _ in kept} == rows_in(out)


def test_ctrl_c_keeps_nothing(held: CommandLine, out: Path, monkeypatch):
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.archive.splits_kept.splits.keep", pressed)
    done = held("export", str(out), *RESEARCH)
    assert done.status == 130
    assert not out.exists()
    assert kept_in(held.archive) == []
    monkeypatch.undo()
    assert held("export", str(out), *RESEARCH).status == 0


# --- the list beside the captures


def test_the_list_has_what_is_kept(held: CommandLine, out: Path):
    held("export", str(out), *RESEARCH)
    put(held.archive, "UPDATE splits SET yields_to = 'test' WHERE split = 'train'")
    splits_kept.write_list(held.archive)
    (path,) = split_file.LIST.all_in(held.archive.parent)
    with ArchiveReader(held.archive) as reader:
        kept = list(everything(reader._db))
    assert kept
    assert list(split_file.read(path, "sample")) == kept
    assert list(split_file.read(path, "live")) == []
    before = path.read_bytes()
    splits_kept.write_list(held.archive)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no gzip",
        gzip.compress(b"", mtime=0),
        gzip.compress(b"a,b\n", mtime=0),
        gzip.compress(b"origin,bureau,article_id,split,yields_to\nlive,bali,1,dev,\n", mtime=0),
        gzip.compress(b"origin,bureau,article_id,split,yields_to\nlive,bali,x,test,\n", mtime=0),
        gzip.compress(b"origin,bureau,article_id,split,yields_to\nlive,bali,1,test,\n", mtime=0)[
            :-9
        ],
    ],
)
def test_a_damaged_list_is_named(tmp_path: Path, data):
    path = tmp_path / "antara-a1b2c3-splits.csv.gz"
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match="the list of the splits of exported articles, cannot"):
        list(split_file.read(path, "live"))


@pytest.mark.slow
def test_a_rebuilt_archive_has_the_splits_of_the_old_one(
    antara: CommandLine, twice_crawled: Path, out: Path
):
    assert antara("export", str(out), *RESEARCH).status == 0
    before, rows = kept_in(twice_crawled), rows_in(out)
    assert before
    new = twice_crawled.with_name("new.db")
    done = antara("rebuild", str(new), "--jobs", "1")
    assert f"In the splits of data sets, as before: {len(before)} articles." in done.err
    assert kept_in(new) == before
    where = ("-s", f"ARCHIVE_PATH={new}")
    again = out.with_name("again")
    words = ("export", str(again), "--purpose", "research", "--splits", "0,0,100", *where)
    assert antara(*words, archive=False).status == 0
    assert rows_in(again) == rows
    assert len(split_file.LIST.all_in(twice_crawled.parent)) == 2


@pytest.mark.slow
def test_a_restored_backup_learns_what_was_fixed_after_it(
    antara: CommandLine, twice_crawled: Path, out: Path, tmp_path: Path
):
    folder = tmp_path / "backups"
    folder.mkdir()
    assert antara("backup", str(folder)).status == 0
    assert antara("export", str(out), *RESEARCH).status == 0
    before = kept_in(twice_crawled)
    (backup,) = folder.glob("*.db")
    done = antara("restore", str(backup))
    assert done.status == 0, done.err
    assert f"the list beside the captures: {len(before)} articles." in done.out
    assert kept_in(twice_crawled) == before
    assert take_in(twice_crawled, "live") == 0


def test_a_list_that_came_after_the_archive_is_gone_by(
    antara: CommandLine, twice_crawled: Path, out: Path
):
    """As on another machine, where the backup was put in its place before the captures came."""
    assert antara("export", str(out), *RESEARCH).status == 0
    before, rows = kept_in(twice_crawled), rows_in(out)
    put(twice_crawled, "DELETE FROM splits")
    again = out.with_name("again")
    words = ("export", str(again), "--purpose", "research", "--splits", "0,0,100")
    assert antara(*words).status == 0
    assert rows_in(again) == rows
    assert kept_in(twice_crawled) == before
    (path,) = split_file.LIST.all_in(twice_crawled.parent)
    path.write_bytes(b"no gzip")
    refused = antara(*words[:1], str(out.with_name("third")), *words[2:])
    assert refused.status == 2
    assert "Put a good copy in its place" in refused.err


def test_what_is_withdrawn_keeps_its_split(antara: CommandLine, twice_crawled: Path, out: Path):
    """A key only; so it is in no other split when it is restored."""
    assert antara("export", str(out), *RESEARCH).status == 0
    before = kept_in(twice_crawled)
    key = before[0][0]
    assert antara("withdraw", key, "--reason", "x").status == 0
    assert kept_in(twice_crawled) == before
    again = out.with_name("again")
    assert antara("export", str(again), *RESEARCH).status == 0
    assert key not in rows_in(again)
    assert rows_in(again).items() <= rows_in(out).items()


def test_a_lock_that_nobody_may_take_is_told(held: CommandLine):
    with keeping(held.archive), pytest.raises(ArchiveLocked), keeping(held.archive):
        pytest.fail("it was let in")
