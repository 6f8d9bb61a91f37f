"""Where a crawl's archive stands, so that invented articles and real ones never meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from pipelines.archive import tokens
from pipelines.archive.connection import connect_writer, translated
from pipelines.archive.errors import ArchiveError, ArchiveLocked, WrongOrigin
from pipelines.archive.identity import look_at, no_archive
from pipelines.archive.lock import SideCarLock

if TYPE_CHECKING:
    from pathlib import Path

_COMPANIONS = ("-wal", "-shm")


@dataclass(slots=True)
class Place:
    """A locked place for an archive of one origin.

    `moves_to` is where the sample that stands there goes when a live archive is opened.
    """

    path: Path
    origin: str
    lock: SideCarLock
    exists: bool
    moves_to: Path | None = None
    notes: list[str] = field(default_factory=list)


def take_place(path: Path, origin: str) -> Place:
    """Lock the place for an archive of `origin` at or beside `path`; changes no archive.

    Raises:
        ValueError: Unknown origin.
        ArchiveError: See the classes of `errors`.
    """
    if origin not in tokens.ORIGINS:
        raise ValueError(f"Unknown origin {origin!r}; it is one of {', '.join(tokens.ORIGINS)}.")
    if not path.parent.is_dir():
        raise ArchiveError(
            f"There is no folder {path.parent} for the archive; make it, or set ARCHIVE_PATH."
        )
    notes: list[str] = []
    held = look_at(path)
    if held and held.origin == "live" and origin == "sample":
        beside = sample_path(path)
        notes.append(f"{path} holds real articles; the sample goes to {beside}.")
        path = beside
    if held and held.derived:
        raise ArchiveError(
            f"{no_archive(path, held.derived)}: nothing is written into it. Name the archive with "
            "ARCHIVE_PATH."
        )
    lock = SideCarLock.take(path)
    try:
        # Again, now that nobody else can change it.
        held = look_at(path)
        moves_to = None
        if held and held.origin != origin:
            if origin == "sample":
                raise WrongOrigin(
                    f"{path} holds real articles, so no sample can be made there; move it away."
                )
            moves_to = next(free for free in _sample_paths(path) if not free.exists())
        return Place(path, origin, lock, held is not None, moves_to, notes)
    except BaseException:
        lock.release()
        raise


def sample_path(path: Path) -> Path:
    """Return where the sample beside the archive at `path` stands: archive.sample.db."""
    return path.with_name(f"{path.stem}.sample{path.suffix}")


def _sample_paths(path: Path) -> list[Path]:
    first = sample_path(path)
    taken = next(
        n for n in count(2) if not path.with_name(f"{path.stem}.sample.{n}{path.suffix}").exists()
    )
    return [first, path.with_name(f"{path.stem}.sample.{taken}{path.suffix}")]


def clear(place: Place) -> None:
    """Move the sample aside that stands in a live archive's place, and leftovers of none.

    The sample's -wal and -shm go with it: a reader that has the old file open goes on using
    them, and a new archive that met them under its own name would be damaged.

    Raises:
        ArchiveLocked: A reader keeps the sample from being written out.
    """
    if place.moves_to is not None:
        db = connect_writer(place.path)
        with translated(place.path):
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            db.close()
        if busy:
            raise ArchiveLocked(
                f"{place.path} is a sample that another program is reading; close that program, "
                "then start again."
            )
        place.path.rename(place.moves_to)
        for companion in _COMPANIONS:
            left = place.path.with_name(place.path.name + companion)
            if left.exists():
                left.rename(place.moves_to.with_name(place.moves_to.name + companion))
        place.notes.append(
            f"{place.path} was a sample of invented articles; it is {place.moves_to} now."
        )
        place.moves_to = None
    if not place.path.exists():
        for companion in _COMPANIONS:
            place.path.with_name(place.path.name + companion).unlink(missing_ok=True)
