"""The file that others are shown: when it is made anew, by whom, and what it never overwrites."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import (
    ArchiveError,
    ArchiveLocked,
    ArchiveReader,
    ArchiveSession,
    derived,
    files,
)
from pipelines.archive.connection import connect_writer
from pipelines.archive.derived import Kind
from pipelines.archive.derived_columns import (
    BLANKS,
    FATES,
    Fate,
    recipe,
)
from pipelines.archive.library import sqlite3
from pipelines.archive.lock import SideCarLock
from tests.archives import ask
from tests.rightful import (
    SHOWN,
    execute,
    make_rightful,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    make_rightful(path)
    return path


@pytest.mark.parametrize("kind", [Kind.TITLES, Kind.PERMITTED])
def test_it_is_made_anew_when_the_archive_has_changed_and_only_then(
    archive: Path, kind: str
) -> None:
    first = derived.make(archive, kind).stat()
    with ArchiveReader(archive) as reader:  # to look changes nothing
        assert reader.derived is None
    assert derived.make(archive, kind).stat().st_ino == first.st_ino
    execute(archive, "UPDATE articles SET title = 'Judul yang baru' WHERE article_id = 1")
    made = derived.make(archive, kind)
    assert made.stat().st_ino != first.st_ino
    assert ("Judul yang baru",) in ask(made, "SELECT title FROM articles")
    assert not list(archive.parent.glob(".*.part*"))


def test_what_a_crawl_has_committed_is_seen_before_it_reaches_the_file(archive: Path) -> None:
    derived.make(archive, Kind.TITLES)
    with ArchiveSession.claim(archive, "live") as session:
        session.open()
        session._db.conn.execute("UPDATE articles SET title = 'Masih di dalam log'")
        made = derived.make(archive, Kind.TITLES)
        assert ("Masih di dalam log",) in ask(made, "SELECT title FROM articles")


def test_half_of_one_is_never_there(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = derived.path_for(archive, Kind.TITLES)

    def killed(stage: str, done: int, total: int) -> None:
        assert not made.exists()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        derived.make(archive, Kind.TITLES, tick=killed)
    assert not [
        each.name for each in archive.parent.iterdir() if derived.NAMES[Kind.TITLES] in each.name
    ]
    # A process that was killed outright leaves its part, which the next one takes away.
    part = made.with_name(f".{made.name}.part")
    part.write_bytes(b"half")
    assert derived.make(archive, Kind.TITLES) == made
    assert not part.exists()


def test_two_do_not_make_it_at_once(archive: Path) -> None:
    lock = SideCarLock.take(derived.path_for(archive, Kind.TITLES))
    try:
        with pytest.raises(ArchiveLocked, match="is being written by process"):
            derived.make(archive, Kind.TITLES)
    finally:
        lock.release()


def test_who_waits_takes_what_the_other_has_made(archive: Path) -> None:
    """The second one begins while the first is at it, and does not make it again."""
    told: list[str] = []
    begun, heard = threading.Event(), threading.Event()

    def slow(*_: object) -> None:
        begun.set()
        assert heard.wait(20)

    def note(held: ArchiveLocked) -> None:
        told.append(str(held))
        heard.set()

    first = threading.Thread(
        target=derived.make, args=(archive, Kind.TITLES), kwargs={"tick": slow}
    )
    first.start()
    assert begun.wait(20)
    made = derived.make(archive, Kind.TITLES, tick=never, patience=20, waiting=note)
    first.join()
    assert made.is_file()
    assert len(told) == 1
    assert "is being written by process" in told[0]


def never(*_: object) -> None:
    raise AssertionError("it was made again")


def test_patience_ends(archive: Path) -> None:
    lock = SideCarLock.take(derived.path_for(archive, Kind.TITLES))
    told: list[ArchiveLocked] = []
    try:
        with pytest.raises(ArchiveLocked):
            derived.make(archive, Kind.TITLES, patience=0.5, waiting=told.append)
    finally:
        lock.release()
    assert len(told) == 1


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("what", ["text", "database", "archive", "open archive", "folder", "link"])
def test_another_file_in_its_place_is_left_alone(
    archive: Path, tmp_path: Path, what: str, kind: Kind
) -> None:
    place = derived.path_for(archive, kind)
    with contextlib.ExitStack() as stack:
        if what == "text":
            place.write_text("somebody's own")
        elif what == "database":
            execute(place, "CREATE TABLE meta (key, value)")
        elif what == "archive":
            make_rightful(place)
        elif what == "open archive":
            stack.enter_context(ArchiveSession.claim(place, "live")).open()
        elif what == "folder":
            place.mkdir()
        else:
            place.symlink_to(tmp_path / "nowhere")
        before = None if what in ("folder", "link") else place.read_bytes()
        with pytest.raises(ArchiveError) as refused:
            derived.make(archive, kind)
        assert str(place) in str(refused.value)
        assert "Move it away" in str(refused.value)
        assert before is None or place.read_bytes() == before
        assert not list(tmp_path.glob(".*.part*"))


@pytest.mark.parametrize("other", list(Kind))
def test_files_of_our_own_are_replaced(archive: Path, other: Kind) -> None:
    derived.make(archive, other).rename(derived.path_for(archive, Kind.TITLES))
    execute(archive, "UPDATE articles SET title = 'Judul yang baru'")
    made = derived.make(archive, Kind.TITLES)
    assert derived.is_current(made, archive, Kind.TITLES)
    assert not derived.is_current(made, archive, Kind.PERMITTED)


@pytest.mark.parametrize(
    "rule",
    [
        lambda patch: patch.setitem(FATES["captures"], "url", Fate.PRIVATE),
        lambda patch: patch.setitem(BLANKS, "runs.pid", "1"),
        lambda patch: patch.setattr("pipelines.archive.withholding.ROWS", "SELECT 1 AS id"),
        lambda patch: patch.setattr("pipelines.archive.derived_columns.META", ("origin",)),
        lambda patch: patch.setattr("pipelines.archive.derived_columns.WORDS", ()),
        lambda patch: patch.setattr("pipelines.archive.derived_columns.CONTENTS", ()),
        lambda patch: patch.setattr("pipelines.archive.derived.latest_version", lambda: 99),
        lambda patch: patch.setattr("pipelines.archive.derived.sqlite3", OtherSqlite),
    ],
)
def test_other_rules_make_it_anew(
    archive: Path, monkeypatch: pytest.MonkeyPatch, rule: Callable[[pytest.MonkeyPatch], None]
) -> None:
    made = derived.make(archive, Kind.TITLES)
    assert derived.is_current(made, archive, Kind.TITLES)
    rule(monkeypatch)
    assert not derived.is_current(made, archive, Kind.TITLES)


class OtherSqlite:
    sqlite_version = "3.99.0"
    Error = sqlite3.Error


def test_the_same_rules_are_the_same_in_another_process() -> None:
    code = "from pipelines.archive.derived_columns import recipe; print(recipe())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == recipe()


@pytest.mark.parametrize("kind", list(Kind))
def test_it_is_of_one_moment_whatever_is_written_meanwhile(
    archive: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    monkeypatch.setattr("pipelines.archive.deriving._A_TIME", 1)
    monkeypatch.setattr("pipelines.archive.copying.STEP_PAGES", 1)
    writer = connect_writer(archive)
    written = 0

    def write(stage: str, *_: int) -> None:
        nonlocal written
        if stage in (Kind.TITLES, "copying"):
            written += 1
            writer.conn.execute(f"UPDATE articles SET title = 'Sesudah {written}'")
            writer.conn.execute(f"INSERT OR REPLACE INTO flags VALUES ({SHOWN}, 'no_date')")

    titles = ask(archive, "SELECT title FROM articles ORDER BY id")
    flags = ask(archive, "SELECT * FROM flags ORDER BY 1, 2")
    try:
        made = derived.make(archive, kind, tick=write)
        assert written >= 2
        assert ask(made, "SELECT title FROM articles ORDER BY id") == titles
        assert ask(made, "SELECT * FROM flags ORDER BY 1, 2") == flags
        assert not derived.is_current(made, archive, kind)  # the next start makes it anew
    finally:
        writer.close()


def test_its_name_is_put_on_the_disk_once_it_has_it(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, synced = derived.path_for(archive, Kind.TITLES), []
    monkeypatch.setattr(files, "sync_folder", lambda folder: synced.append((folder, made.exists())))
    derived.make(archive, Kind.TITLES)
    assert synced == [(archive.parent, True)]


def test_nobody_writes_into_it(archive: Path) -> None:
    made = derived.make(archive, Kind.TITLES)
    before = made.read_bytes()
    with pytest.raises(ArchiveError, match="not an archive but a file made of one"):
        ArchiveSession.claim(made, "live")
    assert made.read_bytes() == before


def test_beside_an_archive_that_cannot_be_written_it_goes_to_the_cache(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    made = derived.make(archive, Kind.TITLES)
    assert made.parent == tmp_path / "cache" / "arsip-antara"
    assert made.name.startswith("archive.metadata-only-")
    assert made != derived.path_for(tmp_path / "other" / "archive.db", Kind.TITLES)
