"""The file that is shown to others: made of an archive, without what they may not see.

Whoever serves an archive beyond the own machine serves such a file and never the archive, so that
no page, table, query or export can show what the file does not hold. There are two, of `Kind`;
what each holds stands in `derived_columns`, how it is written in `deriving`. docs/rights.md says
the same to people.
"""

from __future__ import annotations

import os
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipelines.archive import copying, files
from pipelines.archive.clock import utc_now
from pipelines.archive.connection import connect_reader
from pipelines.archive.derived_columns import EXPORTED as EXPORTED
from pipelines.archive.derived_columns import Kind as Kind
from pipelines.archive.derived_columns import recipe
from pipelines.archive.deriving import write
from pipelines.archive.errors import ArchiveError, ArchiveLocked, ArchiveWriteFailed
from pipelines.archive.identity import look_at
from pipelines.archive.library import sqlite3
from pipelines.archive.lock import SideCarLock
from pipelines.archive.migrations import latest_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.archive.copying import Tick

NAMES: Final = {Kind.TITLES: "metadata-only", Kind.PERMITTED: "permitted"}
"""What stands in the name of a file of each kind."""
_LOOKS_A_SECOND: Final = 5
"""How often it is looked whether another process has made the file."""


def path_for(archive: Path, kind: Kind, *, apart: bool = False) -> Path:
    """Return where the file made of an archive is: beside it, or else in the user's cache folder.

    Args:
        archive: The archive.
        kind: What is left out.
        apart: In the cache folder in any case.

    >>> path_for(Path("/nowhere/at/all/archive.db"), Kind.TITLES).name
    'archive.metadata-only-4a36e7b8.db'
    """
    archive = files.itself(archive.absolute())
    if not apart and os.access(archive.parent, os.W_OK):
        return archive.with_name(f"{archive.stem}.{NAMES[kind]}.db")
    # Archives of one name in several folders share the cache.
    mark = sha256(str(archive).encode()).hexdigest()[:8]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "arsip-antara"
    return cache / f"{archive.stem}.{NAMES[kind]}-{mark}.db"


def fingerprint(archive: Path) -> str:
    """Return what changes with every write into an archive, and with what is left out of it."""
    parts: list[object] = [recipe(), latest_version(), sqlite3.sqlite_version]
    for ending in ("", "-wal"):
        path = files.beside(archive, ending)
        held = path.stat() if path.exists() else None
        # An empty log is what a mere reader leaves.
        parts += [held.st_ino, held.st_size, held.st_mtime_ns] if held and held.st_size else [0]
    return ":".join(map(str, parts))


def is_current(made: Path, archive: Path, kind: Kind) -> bool:
    """Return whether the file was made of an archive as it is now."""
    if not made.is_file():
        return False
    try:
        held = _meta_of(made)
    except (ArchiveError, sqlite3.Error):  # damaged, or something else
        return False
    return (held.get("derived"), held.get("derived_of")) == (kind, fingerprint(archive))


def make(
    archive: Path,
    kind: Kind,
    *,
    clock: Callable[[], str] = utc_now,
    tick: Tick = copying.quiet,
    patience: float = 0.0,
    waiting: Callable[[ArchiveLocked], None] | None = None,
    apart: bool = False,
) -> Path:
    """Return the file for others, made anew unless it is of the archive as it is now.

    It is written beside its name and gets it once it is whole and on the disk: nobody is ever
    served half of one. A crawl may be writing to the archive meanwhile.

    Args:
        archive: The archive; an `ArchiveReader` has accepted it.
        kind: What is left out.
        clock: Tells the time as YYYY-MM-DDTHH:MM:SSZ.
        tick: Told now and then how far it is: articles of titles, bytes of the permitted file.
        patience: Seconds to wait for another process that is making it.
        waiting: Told once who that is, if there is something to wait for.
        apart: Not beside the archive: see `path_for`.

    Raises:
        ArchiveLocked: Another process is making it, and has not come to an end.
        ArchiveError: No room, no permission; the archive cannot be read; what stands in the
            file's place is none of these files.
    """
    made = path_for(archive, kind, apart=apart)
    if is_current(made, archive, kind):
        return made
    try:
        made.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveWriteFailed(
            f"There is no place for the file that others are shown: {made.parent} cannot be made "
            f"({error.strerror}). Set XDG_CACHE_HOME to a folder that can be written."
        ) from error
    _refuse_another(made)  # before waiting for whoever writes to it
    lock = _locked(made, patience, waiting)
    part = made.with_name(f".{made.name}.part")
    try:
        if is_current(made, archive, kind):  # who held the lock has made it
            return made
        _refuse_another(made)
        files.remove(part)  # of a process that was killed; the lock says that it is not going on
        write(kind, archive, part, fingerprint(archive), clock, tick)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(made)
        files.sync_folder(made.parent)
    except OSError as error:
        raise ArchiveWriteFailed(f"{made} cannot be written: {error.strerror}.") from error
    finally:
        files.remove(part)
        lock.release()
    return made


def forget(archive: Path, kind: Kind, *, apart: bool = False) -> None:
    """Remove the file of a kind, if it was made of this archive; nothing else in its place.

    Args:
        archive: The archive.
        kind: What it leaves out.
        apart: See `path_for`.
    """
    made = path_for(archive, kind, apart=apart)
    try:
        if look_at(made) is not None and _meta_of(made).get("derived") == kind:
            files.remove(made)
    except ArchiveError:
        return


def _locked(
    made: Path, patience: float, waiting: Callable[[ArchiveLocked], None] | None
) -> SideCarLock:
    end = time.monotonic() + patience
    while True:
        try:
            return SideCarLock.take(made)
        except ArchiveLocked as error:
            if time.monotonic() >= end:
                raise
            if waiting is not None:
                waiting(error)
                waiting = None
        time.sleep(1 / _LOOKS_A_SECOND)


def _refuse_another(made: Path) -> None:
    """Refuse to put the file where something stands that is not one of these files.

    Raises:
        ArchiveError: Naming it.
    """
    if not (made.exists() or made.is_symlink()):
        return
    try:
        found = _meta_of(made).get("derived")
    except (ArchiveError, sqlite3.Error):
        found = None
    if found not in set(Kind):
        raise ArchiveError(
            f"{made} stands where the file for others belongs, and was not made for them: nothing "
            "was changed. Move it away, or give it another name, and start again."
        )


def _meta_of(made: Path) -> dict[str, str]:
    with closing(connect_reader(made, immutable=True).conn) as conn:
        return dict(conn.execute("SELECT key, value FROM meta").fetchall())
