"""`antara restore` where a disk fails it or a kill ends it: an archive stands there still."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.archive import (
    ArchiveReader,
    ArchiveWriteFailed,
)
from pipelines.archive.restore import restore
from tests.backups import NOW, at
from tests.hard import LIMITED
from tests.killed import told_by_killed
from tests.restores import backup_of_two, ids, make, names

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def archive(folder: Path) -> Path:
    """The archive as it is today."""
    return make(folder / "archive.db", 1, 2, 3)


@pytest.fixture
def backup(folder: Path) -> Path:
    """A backup with other articles than the archive has."""
    return backup_of_two(folder)


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


@pytest.mark.slow
def test_killed_at_any_instant_the_old_or_the_new_archive_stands_there(tmp_path: Path) -> None:
    told = told_by_killed("restore", tmp_path)
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
