"""What an archive has been compared with: `Audits`, which can change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import audits
from pipelines.archive.connection import translated

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from sqlite_utils import Database

    from pipelines.archive.audit_sample import Sample
    from pipelines.archive.outcomes import Filters


class Audits:
    """The audits of an open archive. All methods raise `ArchiveError`."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def all(self) -> list[dict[str, Any]]:
        """Return the samples with their answers, the newest first: see `audits.read`."""
        with translated(self._path):
            return audits.read(self._db)

    def draw(self, filters: Filters, size: int, seed: int, files: Collection[str]) -> Sample:
        """Draw a sample, which is not written yet: see `audits.draw`."""
        with translated(self._path):
            self._db.conn.execute("BEGIN")  # both looks see the same
            try:
                return audits.draw(self._db, filters, size, seed, files)
            finally:
                self._db.conn.execute("ROLLBACK")
