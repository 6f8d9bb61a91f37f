"""The lists beside an archive's captures written anew, for one that was put in its place."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipelines.archive import audit_file, audits, derived, split_file, splits, tombstone_file
from pipelines.archive.connection import connect_quietly, translated
from pipelines.archive.derived import Kind
from pipelines.archive.errors import ArchiveWriteFailed
from pipelines.archive.identity import identify
from pipelines.archive.migrations import latest_version
from pipelines.archive.tombstones import tombstones

if TYPE_CHECKING:
    from pathlib import Path


def write_anew(path: Path, *, splits_too: bool, audits_too: bool) -> None:
    """Let the lists say what an archive holds, and remove what was made of the one before it.

    One of an older version has its list when `antara migrate`, or the next crawl, has brought it up
    to date.

    Args:
        path: The archive; its lock is held, and it is closed.
        splits_too: Whether it has splits that its own list may not have.
        audits_too: The same of audits.

    Raises:
        ArchiveWriteFailed: A list cannot be written.
    """
    db = connect_quietly(path)
    with closing(db), translated(path):
        found = identify(db, path)
        if found is None or found.schema_version < latest_version() or found.archive_id is None:
            return
        stones = tombstones(db)
        try:
            tombstone_file.write(path, found.archive_id, found.origin, stones)
            if splits_too:
                split_file.write(path, found.archive_id, found.origin, splits.everything(db))
            if audits_too:
                audit_file.write(path, found.archive_id, found.origin, audits.read(db))
        except ArchiveWriteFailed as error:
            raise ArchiveWriteFailed(
                f"{path} is in its place, and holds what the lists beside its captures say; but "
                f"such a list could not be written anew ({error.__cause__}). Mend that and start "
                "the same command again."
            ) from error
    if stones:
        for kind in Kind:
            derived.forget(path, kind)
