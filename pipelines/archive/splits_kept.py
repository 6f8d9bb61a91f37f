"""Keeping in the archive what an export settled about splits, while a crawl may be writing to it.

Exports with splits of one archive go one after the other, so that what one of them read of the
splits is still so when it keeps its own. Rows come by the hundred thousand at a first export: they
wait in a file without a name, and are kept in several short transactions, for none of which a crawl
has to wait long. What a kill leaves of them is harmless: the story has the same split at the next
export. What is never left is an export whose splits are not kept: the folder gets its name last.
"""

from __future__ import annotations

import json
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipelines.archive import files, split_file, splits
from pipelines.archive.beside import write_beside
from pipelines.archive.connection import connect_reader, translated
from pipelines.archive.derived_columns import made_as
from pipelines.archive.errors import ArchiveError, ArchiveLocked, ArchiveWriteFailed
from pipelines.archive.lock import SideCarLock
from pipelines.archive.reading import ArchiveReader
from pipelines.archive.splitting import Fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from sqlite_utils import Database

    from pipelines.archive.splits import Row

A_TIME: Final = 20_000
"""Rows in one transaction: a fifth of a second, of which a crawl would wait five."""
PATIENCE: Final = 60.0
"""Seconds that are waited for another writer at the end, when an hour's work may be lost."""
_LOOKS: Final = 0.2


class SplitKeeper:
    """Takes down what an export settles, and keeps it when the export is whole.

    Args:
        path: The archive.

    Raises:
        ArchiveWriteFailed: no room, no permission.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _identity(path)
        folder = files.itself(path).parent  # /tmp may be memory
        try:
            self._notes: TextIO = tempfile.TemporaryFile(  # noqa: SIM115 - closed by `close`
                "w+", encoding="utf-8", dir=folder
            )
        except OSError as error:
            raise self._unwritten(error) from error
        self._held = 0

    def note(self, rows: Iterable[Row]) -> None:
        """Take rows down; an article may come again, with the same.

        Raises:
            ArchiveWriteFailed: no room for them.
        """
        try:
            for (bureau, article_id), fixed in rows:
                noted = [bureau, article_id, fixed.split, fixed.yields_to]
                self._notes.write(f"{json.dumps(noted)}\n")
                self._held += 1
        except OSError as error:
            raise self._unwritten(error) from error

    def keep(self) -> None:
        """Write all of them into the archive, and the list beside its captures.

        To be called when the files of the export are whole, before anybody can see them.

        Raises:
            ArchiveLocked: another command writes to the archive, and did not end in time.
            ArchiveError: it cannot be written, or another one was put in its place meanwhile.
        """
        if self._held:
            try:
                self._notes.seek(0)  # which writes what is still in memory
            except OSError as error:
                raise self._unwritten(error) from error
            while rows := list(islice(self._noted(), A_TIME)):
                _patiently(self._path, partial(self._write, rows))
        write_list(self._path)

    def close(self) -> None:
        """Forget what was taken down."""
        with suppress(OSError):  # nobody needs what is still in memory
            self._notes.close()

    def _unwritten(self, error: OSError) -> ArchiveWriteFailed:
        """Return what to say: the export's own folder may be on another disk."""
        return ArchiveWriteFailed(
            f"What an export settles about splits is noted beside {self._path} until it is whole, "
            f"and that cannot be written: {error.strerror}. Nothing was exported. Free some room "
            "there, or check its permissions, and start again."
        )

    def _noted(self) -> Iterator[Row]:
        while line := self._notes.readline():
            bureau, article_id, split, yields_to = json.loads(line)
            yield (bureau, article_id), Fixed(split, yields_to)

    def _write(self, rows: Iterable[Row], db: Database) -> None:
        if _identity(self._path) != self._file:
            raise ArchiveError(
                f"{self._path} is another file than when the export began: somebody restored a "
                "backup meanwhile. Nothing was exported; start again."
            )
        splits.keep(db, rows)


@contextmanager
def keeping(path: Path) -> Iterator[SplitKeeper]:
    """Let nobody else export this archive with splits, and yield what keeps them.

    What the lists beside its captures say is kept first: they may have come after the archive, from
    another machine, and what they fixed was handed on.

    Raises:
        ArchiveLocked: another such export is going on, or another command writes to the archive.
        ArchiveError: the archive cannot be written, or is none; a list cannot be read.
    """
    origin = _check(path)
    try:
        lock = SideCarLock.take(files.beside(path, "-splits"))
    except ArchiveLocked as error:
        raise ArchiveLocked(
            f"Another export of {path} with --splits is going on, and one reads what the other "
            "keeps: wait until it ends, and start again."
        ) from error
    try:
        take_in(path, origin)
        with closing(SplitKeeper(path)) as keeper:
            yield keeper
    finally:
        lock.release()


def take_in(path: Path, origin: str, *, listed: bool = True) -> int:
    """Keep what the lists beside an archive's captures say, too.

    For an archive that was made again, or put in its place from an older backup.

    Args:
        path: The archive; nobody else writes to it.
        origin: live or sample.
        listed: Whether its own list is written, too.

    Returns:
        Of how many articles something else is kept now.

    Raises:
        ArchiveError: a list cannot be read, or the archive not be written.
    """
    changed = 0
    for each in split_file.LIST.all_in(files.itself(path).parent):
        rows = split_file.read(each, origin)
        while some := list(islice(rows, A_TIME)):
            with write_beside(path) as db:
                changed += splits.unite(db, some)
    if changed and listed:
        write_list(path)
    return changed


def write_list(path: Path) -> None:
    """Write the list beside an archive's captures anew.

    Raises:
        ArchiveError: it cannot be written, or the archive not be read.
    """
    with ArchiveReader(path) as reader:
        mark, origin = reader.archive_id, reader.origin
    db = connect_reader(path)
    with closing(db.conn), translated(path):
        if mark is not None:
            split_file.write(path, mark, origin, splits.everything(db))


def _check(path: Path) -> str:
    """Refuse before an hour's work what could not be kept at its end; returns the origin."""
    with ArchiveReader(path) as reader:
        derived, origin = reader.derived, reader.origin
    if derived is not None:
        raise ArchiveError(
            f"--splits keeps in the archive which split each article has, and {path} "
            f"{made_as(derived)}. Export from the archive itself, or leave --splits out."
        )
    try:
        with write_beside(path):
            pass
    except ArchiveLocked:
        raise
    except ArchiveError as error:
        raise ArchiveError(
            f"--splits keeps in the archive which split each article has, and that cannot be "
            f"written: {error} Or leave --splits out."
        ) from error
    return origin


def _patiently(path: Path, work: Callable[[Database], None]) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with write_beside(path) as db:
                work(db)
            return
        except ArchiveLocked:
            if time.monotonic() > end:
                raise
        time.sleep(_LOOKS)


def _identity(path: Path) -> tuple[int, int]:
    held = path.stat()
    return held.st_dev, held.st_ino
