"""An archive reached through a link: all that belongs to it is beside the archive itself."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from scrapy.settings import Settings

from crawler.commands.schedule import Command
from crawler.config import archive_path, typed_archive_path
from pipelines.archive import ArchiveLocked, ArchiveSession, derived
from pipelines.archive.connection import connect_quietly, connect_writer
from pipelines.archive.derived import Kind
from pipelines.archive.files import remove
from pipelines.archive.lock import SideCarLock
from tests.archives import ask
from tests.hard import obeying_permissions, read_only, started
from tests.rightful import NOW, SHOWN, WORDS, make_rightful, permit
from tests.served import Serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OTHERS = ("--host", "0.0.0.0", "-s", "CONTACT=arsip@example.org")
WITHDRAW = f"INSERT INTO tombstones VALUES ('bali', {SHOWN}, '{NOW}', 'diminta', NULL)"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    path = tmp_path / "disk" / "real.db"
    make_rightful(path)
    return path


@pytest.fixture
def link(archive: Path, tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    path.symlink_to(archive)
    return path


@contextmanager
def log_with(path: Path, *statements: str) -> Iterator[None]:
    """An archive that somebody holds open, whose last statements stand in its log only."""
    writer = connect_writer(path)
    try:
        for statement in statements:
            writer.conn.execute(statement)
        yield
    finally:
        writer.close()


def test_the_path_of_an_archive_is_where_it_is_itself(archive: Path, link: Path) -> None:
    settings = {"ARCHIVE_PATH": str(link)}
    assert archive_path(settings) == archive
    assert typed_archive_path(settings) == link  # what a schedule is installed for
    assert archive_path({"ARCHIVE_PATH": str(archive)}) == archive


def test_jobs_are_called_by_the_name_that_was_given(link: Path) -> None:
    command = Command()
    command.settings = Settings({"ARCHIVE_PATH": str(link)})
    assert command._home().archive == link


def test_a_log_is_seen_through_a_link(archive: Path, link: Path) -> None:
    with log_with(archive, WITHDRAW):
        db = connect_quietly(link)
        try:
            assert db.execute("SELECT count(*) FROM tombstones").fetchone() == (2,)
        finally:
            db.close()


def test_what_is_locked_by_one_name_is_locked_by_the_other(archive: Path, link: Path) -> None:
    with ArchiveSession.claim(link, "live"), pytest.raises(ArchiveLocked):
        SideCarLock.take(archive)
    with SideCarLockHeld(archive), pytest.raises(ArchiveLocked):
        ArchiveSession.claim(link, "live")


class SideCarLockHeld:
    def __init__(self, path: Path) -> None:
        self.lock = SideCarLock.take(path)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self.lock.release()


def test_to_remove_a_link_leaves_the_file(archive: Path, link: Path) -> None:
    remove(link)
    assert not link.is_symlink()
    assert archive.exists()


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_in_the_log_makes_the_file_for_others_anew(
    archive: Path, link: Path, kind: Kind
) -> None:
    permit(archive)
    made = derived.make(link, kind)
    assert made == derived.path_for(archive, kind)
    assert ask(made, "SELECT count(*) FROM tombstones") == [(1,)]
    with log_with(archive, WITHDRAW):
        assert not derived.is_current(made, link, kind)
        derived.make(link, kind)
        assert ask(made, "SELECT count(*) FROM tombstones") == [(2,)]


@pytest.mark.slow
def test_a_server_through_a_link_shows_nothing_that_was_withdrawn_in_the_log(
    archive: Path, link: Path
) -> None:
    permit(archive)
    with Serving(link, *OTHERS) as served:
        assert WORDS[SHOWN] in served.get(f"a/bali/{SHOWN}")[1]
    with log_with(archive, WITHDRAW), Serving(link, *OTHERS) as served:
        status, page = served.get(f"a/bali/{SHOWN}")
        assert status == 200
        assert WORDS[SHOWN] not in page


# ---- where the folder cannot be written


OPEN = """
import sys
from pathlib import Path
from pipelines.archive import ArchiveError
from pipelines.archive.connection import connect_reader, read_as_immutable
path = Path(sys.argv[1])
try:
    held = connect_reader(path).execute("SELECT count(*) FROM tombstones").fetchone()[0]
    print(read_as_immutable(path), held)
except ArchiveError as error:
    print(error)
"""


def opened(path: Path) -> str:
    """What a process finds that may not write to the archive's folder."""
    import subprocess

    words = [*obeying_permissions(), sys.executable, "-c", OPEN, str(path)]
    with read_only(path, path.parent):
        done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def test_a_closed_archive_is_immutable_where_nothing_can_be_written(archive: Path) -> None:
    assert opened(archive) == "True 1"


@pytest.mark.parametrize("through_link", [False, True])
def test_one_with_a_log_is_not(archive: Path, link: Path, *, through_link: bool) -> None:
    with log_with(archive, WITHDRAW):
        assert opened(link if through_link else archive) == "False 2"


def test_where_the_log_cannot_be_read_it_is_refused_with_what_helps(
    archive: Path, tmp_path: Path
) -> None:
    copied = tmp_path / "copied"
    copied.mkdir()
    with log_with(archive, WITHDRAW):
        for ending in ("", "-wal"):  # as somebody copies them, without the -shm
            name = f"real.db{ending}"
            (copied / name).write_bytes((archive.parent / name).read_bytes())
    path = copied / "real.db"
    told = opened(path)
    for words in (
        "was not closed",
        "real.db-wal",
        f"where {copied} can be written",
        "ARCHIVE_PATH",
    ):
        assert words in told
    with read_only(path, copied):
        words = ["serve", "--port", "0", "-s", f"ARCHIVE_PATH={path}"]
        result = started(words, tmp_path, obeying_permissions())
    assert result.status == 2
    assert told in result.err
    assert "Traceback" not in result.err


def test_datasettes_tables_read_the_log_as_our_pages_do(archive: Path) -> None:
    with (
        log_with(archive, WITHDRAW),
        read_only(archive, archive.parent),
        Serving(archive, before=obeying_permissions()) as served,
    ):
        assert not any("immutable" in line for line in served.said)
        rows = served.get("archive/tombstones.json?_shape=array")[1]
        assert rows.count("removed_at") == 2
        assert WORDS[SHOWN] not in served.get(f"a/bali/{SHOWN}")[1]
