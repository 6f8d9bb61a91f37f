"""`antara restore`: a backup put in an archive's place, the present one moved aside.

The backup is copied beside the archive and proved there, so that what is checked is what will
stand in the place. Then that copy is told what was decided since the backup was made, and at last
the two are exchanged: no archive stands in the place that does not know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.archive import copying, files, identity
from pipelines.archive.clock import utc_now
from pipelines.archive.connection import connect_quietly, connect_writer, transaction, translated
from pipelines.archive.copying import CopyUnsound, copy_archive
from pipelines.archive.errors import (
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    NotAnArchive,
    WrongOrigin,
)
from pipelines.archive.exchange import exchange
from pipelines.archive.lock import SideCarLock, lock_path
from pipelines.archive.migrations import latest_version
from pipelines.archive.rotation import newest_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelines.archive.copying import Copied, Tick
    from pipelines.archive.identity import Identity


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands in the archive's place now."""

    path: Path
    origin: str
    articles: int
    bytes: int
    aside: Path | None
    """What stood there before; None: nothing did."""
    older_schema: bool
    """`antara migrate`, or the next crawl, brings it up to date."""


def restore(
    file: Path,
    path: Path,
    *,
    clock: Callable[[], str] = utc_now,
    tick: Tick = copying.quiet,
    on_copy: Callable[[Path, str], None] = lambda copy, origin: None,
    in_place: Callable[[Path], None] = lambda place: None,
) -> Restored:
    """Put a copy of a backup, or of another archive, in the place of the archive at `path`.

    Args:
        file: The backup; it is only read.
        path: The archive; it need not exist.
        clock: Tells the time as YYYY-MM-DDTHH:MM:SSZ.
        tick: Told of each step.
        on_copy: Given the copy, and its origin, before it is put in the place; may write to it.
        in_place: Given the file in the place once it stands there, while the lock is still held.

    Raises:
        ArchiveMissing: There is no such backup.
        NotAnArchive: The backup is damaged, or another file.
        ArchiveNewer: It was made by a newer version.
        WrongOrigin: It is a sample, and real articles stand in the place.
        ArchiveLocked: A crawl or another program writes to the archive, or reads a part of it.
        ArchiveError: No such folder, no room, no permission. The archive is as it was.
    """
    backup = _look_at(file)
    if path.exists() and path.samefile(file):
        raise ArchiveError(f"{file} is the archive itself: name a backup of it, or another --to.")
    if not path.parent.is_dir():
        raise ArchiveError(f"There is no folder {path.parent} for the archive; make it.")
    lock = SideCarLock.take(path)
    try:
        place = path.resolve()
        _check_origin(backup, file, place)
        part = place.with_name(f".{place.name}.restore-part")
        files.remove(part)  # of a restore that was killed; the lock says that it is not going on
        lock_path(part).unlink(missing_ok=True)
        copied = _copy(file, part, clock, tick)
        try:
            on_copy(part, backup.origin)
            articles, older = _finish(part, copied.made_at)
            aside = exchange(part, place, copied.made_at)
        finally:
            files.remove(part)
        in_place(place)
    finally:
        lock.release()
    return Restored(
        path,
        backup.origin,
        articles,
        copied.bytes,
        aside,
        older,
    )


def _look_at(file: Path) -> Identity:
    if not file.exists():
        raise ArchiveMissing(f"There is no file {file} to restore.")
    if file.is_dir():
        try:
            newest = newest_in(file)
        except OSError as error:
            raise ArchiveError(
                f"{file} is a folder that cannot be read: {error.strerror}."
            ) from error
        has = f"the newest backup in it is {newest}" if newest else "no backup is in it"
        raise NotAnArchive(f"{file} is a folder; {has}. Nothing was changed: name a backup's file.")
    try:
        found = identity.look_at(file)
    except NotAnArchive as error:
        why = f" ({error.__cause__})" if error.__cause__ else ""
        raise NotAnArchive(
            f"{file} is damaged, or no archive of this software{why}; nothing was changed. Name a "
            "backup that 'antara backup' made."
        ) from error
    if found is None:
        raise NotAnArchive(f"{file} holds no archive; nothing was changed. Name a backup.")
    if found.derived:
        raise NotAnArchive(
            f"{identity.no_archive(file, found.derived)}, and takes no archive's place; nothing "
            "was changed. Name a backup that 'antara backup' made."
        )
    return found


def _check_origin(backup: Identity, file: Path, place: Path) -> None:
    """Refuse to put invented articles in the place of real ones."""
    if place.exists() and not place.is_file():
        raise NotAnArchive(f"{place} is no file; name a file for the archive.")
    try:
        present = identity.look_at(place)
    except ArchiveError:
        return  # damaged, newer or another file: a reason to restore, and it is moved aside
    if present is not None and present.origin == "live" and backup.origin == "sample":
        raise WrongOrigin(
            f"{file} is a sample, and {place} holds real articles; nothing was changed. Name "
            "another place with --to."
        )


def _finish(part: Path, moment: str) -> tuple[int, bool]:
    """Note in the copy when it is put in the place, and see that nothing of it is in a log.

    Its captures may be newer than it. Those are not what a killed crawl left: they were stored, and
    an archive that is made again from them has to read them.

    Returns:
        How many articles it holds, and whether it has the schema of an older version.
    """
    db = connect_writer(part)
    try:
        with translated(part):
            with transaction(db):
                db.conn.execute(
                    "INSERT INTO meta (key, value) VALUES ('restored_at', ?) "
                    "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (moment,),
                )
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            found = identity.identify(db, part)
            count = db.table("articles").count
    finally:
        db.close()
    if busy:
        raise ArchiveLocked(
            f"{part} is being read by another program; nothing was changed. Close that program and "
            "start again."
        )
    return count, found is not None and found.schema_version < latest_version()


def _copy(file: Path, part: Path, clock: Callable[[], str], tick: Tick) -> Copied:
    before = file.stat()
    try:
        # A backup stays as it is; where somebody writes to it, its log says so and is read.
        copied = copy_archive(file, part, clock, tick, connect_quietly)
    except CopyUnsound as error:
        raise NotAnArchive(
            f"{file} is damaged ({error.found}); nothing was changed. Take an older backup."
        ) from error
    after = file.stat()
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        files.remove(part)
        raise ArchiveLocked(
            f"{file} was written to while it was copied; nothing was changed. End what writes to "
            "it and start again."
        )
    return copied
