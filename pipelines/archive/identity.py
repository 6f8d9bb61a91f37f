"""What a file is: nothing yet, an archive of some origin and schema, or something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.archive import tokens
from pipelines.archive.connection import connect_quietly, translated
from pipelines.archive.derived_columns import EXPORTED
from pipelines.archive.errors import ArchiveNewer, NotAnArchive
from pipelines.archive.migrations import MIGRATIONS, latest_version

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

STAYS: Final = (
    "was exported and stays as it was written: nothing migrates it. Export anew from its archive; "
    "Datasette and sqlite-utils open it as it is."
)
"""What is said of an exported file whose schema is older, behind its path."""


@dataclass(slots=True, frozen=True)
class Identity:
    """Origin and schema version of an archive, and the name of its captures."""

    origin: str
    schema_version: int
    archive_id: str | None = None
    """Six letters and digits in the names of its files; None before it could keep captures."""
    derived: str | None = None
    """What a file that was made for others leaves out; None: an archive itself."""


def no_archive(path: Path, derived: str) -> str:
    """Return what a file is that is no archive itself, as a sentence without its end.

    Args:
        path: of the file.
        derived: what stands in its meta.derived.
    """
    why = "exported from one" if derived == EXPORTED else "made of one to show it to others"
    return f"{path} is not an archive but a file {why}"


def look_at(path: Path) -> Identity | None:
    """Say what stands at `path`, changing nothing; None where an archive can be made.

    An empty file, or a database without tables, is what a process leaves that was killed while
    it made an archive: it counts as nothing.

    Raises:
        NotAnArchive: Another file, or a damaged archive.
        ArchiveNewer: Made by a newer version of this software.
    """
    if not path.exists():
        return None
    if not path.is_file():
        raise NotAnArchive(f"{path} is no file; name a file for the archive.")
    if path.stat().st_size == 0:
        return None
    db = connect_quietly(path)
    try:
        return identify(db, path)
    finally:
        db.close()


def identify(db: Database, path: Path, migrations: Migrations = MIGRATIONS) -> Identity | None:
    """Say what the open database at `path` is; None for one without tables.

    Raises:
        NotAnArchive: It lacks what every archive has.
        ArchiveNewer: Made by a newer version of this software.
    """
    with translated(path):
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return None
        meta: dict[str, str] = {}
        if "meta" in tables and {c.name for c in db["meta"].columns} == {"key", "value"}:
            meta = dict(db.execute("SELECT key, value FROM meta").fetchall())
        origin, version = meta.get("origin"), str(meta.get("schema_version"))
        if origin not in tokens.ORIGINS or not version.isdigit():
            raise NotAnArchive(
                f"{path} is a database, but no archive of this software; nothing was changed. "
                "Name another file with ARCHIVE_PATH, or move this one away."
            )
        known = {migration.name for migration in migrations._migrations}
        applied = {migration.name for migration in migrations.applied(db)}
    if int(version) > latest_version(migrations) or not applied <= known:
        raise ArchiveNewer(
            f"{path} was made by a newer version (schema {version}, this version knows "
            f"{latest_version(migrations)}); nothing was changed. Upgrade arsip-antara to open it."
        )
    return Identity(str(origin), int(version), meta.get("archive_id"), meta.get("derived"))
