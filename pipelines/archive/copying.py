"""An archive copied as it is at one moment, whatever goes on in it, and the copy proved.

The copy is made by SQLite's backup API inside one read transaction. Without it the API begins
anew whenever another connection commits: beside a crawl that committed five times a second, 690 MB
were begun 131 times in half a minute and not done; inside it they took three seconds, and no
commit waited. The price is that the archive's -wal file keeps all that is written meanwhile, so
that the transaction ends before the copy is checked.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from pipelines.archive import files
from pipelines.archive.connection import connect_quietly, connect_reader, translated
from pipelines.archive.errors import ArchiveError, ArchiveMissing, ArchiveWriteFailed, NotAnArchive
from pipelines.archive.identity import Identity, identify
from pipelines.archive.library import sqlite3
from pipelines.archive.soundness import problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

STEP_PAGES: Final = 1024
"""Pages copied at once: 4 MiB, so that Ctrl-C is heard at once."""
PAUSE_SECONDS: Final = 0.01
"""Rest after each step, for whoever shares the disk and the processor."""
SYNC_STEPS: Final = 16
"""Steps after which the copy is put on its disk: a crawl's commits must not wait for gigabytes."""


class CopyUnsound(NotAnArchive):
    """The copy is not sound, for what `found` says, and was removed.

    Its source is damaged, or a disk is. Callers tell a person what to do.
    """

    def __init__(self, source: Path, found: str) -> None:
        super().__init__(f"The copy of {source} is not sound ({found}); it was removed.")
        self.found = found


class Tick(Protocol):
    """Is told now and then how a copy is getting on."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Hear that `done` of `total` bytes are through a stage: "copying" or "checking"."""


def quiet(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: the state of an archive at one moment."""

    identity: Identity
    meta: dict[str, str]
    made_at: str
    """UTC, the moment whose state the copy holds."""
    bytes: int
    rows: dict[str, int]
    """Rows by table."""


def copy_archive(
    source: Path,
    target: Path,
    clock: Callable[[], str],
    tick: Tick,
    opened: Callable[[Path], Database] = connect_reader,
) -> Copied:
    """Copy an archive into a new file, put it on the disk, and prove the copy equal and sound.

    Args:
        source: An archive or a backup; somebody may be writing to it.
        target: A name at which nothing stands. After a failure nothing stands there either.
        clock: Tells the time as YYYY-MM-DDTHH:MM:SSZ.
        tick: Told of each step.
        opened: How the source is opened: `connect_quietly` leaves no trace beside it.

    Raises:
        CopyUnsound: The copy failed its checks.
        ArchiveMissing: There is no archive to copy.
        NotAnArchive: Another file, or a damaged one.
        ArchiveNewer: Made by a newer version.
        ArchiveWriteFailed: No room, no permission, a broken disk.
    """
    try:
        with _writable(source, target):
            copied = _copy(source, opened(source), target, clock, tick)
            tick("checking", 0, copied.bytes)
            _prove(source, target, copied)
        return copied
    except BaseException:
        files.remove(target)
        raise


def rows_of(db: Database) -> dict[str, int]:
    """Return the number of rows of each table, those of the full-text indexes left out.

    These have a check of their own.
    """
    own = ("articles_fts", "revisions_fts", "sqlite_")
    names = [name for name in db.table_names() if not name.startswith(own)]
    return {name: db.table(name).count for name in sorted(names)}


def meta_of(db: Database) -> dict[str, str]:
    """Return the facts that an archive holds about itself."""
    return dict(db.execute("SELECT key, value FROM meta").fetchall())


def _copy(source: Path, db: Database, target: Path, clock: Callable[[], str], tick: Tick) -> Copied:
    try:
        db.conn.execute("BEGIN")  # the state that the first SELECT sees is the one that is copied
        identity = identify(db, source)
        if identity is None:
            raise ArchiveMissing(f"{source} holds no archive: nothing was copied.")
        made_at = clock()
        pages, size = (
            db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
        )
        files.check_room(target.parent, pages * size)
        meta, rows = meta_of(db), rows_of(db)
        with files.new_file(target, source) as descriptor:
            _copy_pages(db, target, descriptor, size, tick)
    finally:
        db.close()
    return Copied(identity, meta, made_at, target.stat().st_size, rows)


def _copy_pages(db: Database, target: Path, descriptor: int, size: int, tick: Tick) -> None:
    steps = 0

    def step(_: int, remaining: int, total: int) -> None:
        nonlocal steps
        steps += 1
        if steps % SYNC_STEPS == 0:
            os.fsync(descriptor)
        tick("copying", (total - remaining) * size, total * size)
        time.sleep(PAUSE_SECONDS)

    out = sqlite3.connect(str(target), isolation_level=None)
    try:
        # Nothing is there that a journal could protect; the file is put on the disk below.
        out.execute("PRAGMA journal_mode = OFF")
        out.execute("PRAGMA synchronous = OFF")
        db.conn.backup(out, pages=STEP_PAGES, progress=step)
    finally:
        out.close()
    files.sync_file(descriptor)


def _prove(source: Path, target: Path, copied: Copied) -> None:
    try:
        found = problems(target)
    except ArchiveError as error:
        if isinstance(error, ArchiveWriteFailed) and error.__cause__:
            raise error.__cause__ from error  # for `_writable`, which names both places
        raise CopyUnsound(source, str(error.__cause__ or error)) from error
    if not found:
        db = connect_quietly(target)
        with translated(target):
            if (meta_of(db), rows_of(db)) != (copied.meta, copied.rows):
                found = ["it does not hold the same rows"]
            db.close()
    if found:
        raise CopyUnsound(source, found[0])


@contextmanager
def _writable(source: Path, target: Path) -> Iterator[None]:
    """Turn what the target's disk refuses into an `ArchiveWriteFailed`."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        text = getattr(error, "strerror", None) or str(error)
        if "not a database" in text or "malformed" in text:
            raise NotAnArchive(
                f"{source} is damaged ({text}); nothing was copied. See docs/operating.md."
            ) from error
        if files.is_full(target.parent):  # SQLite says "disk I/O error" of some of its files
            text, step = "no room is left there", "free some room"
        else:
            step = "check both disks"
        raise ArchiveWriteFailed(
            f"{source} could not be copied into {target.parent}: {text}. Nothing was left there, "
            f"and the archive is as it was. Next: {step}, or name another folder."
        ) from error
