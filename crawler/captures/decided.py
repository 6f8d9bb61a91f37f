"""What a person has decided since a backup was made, done again before the backup is in its place.

It stands in the lists beside the captures. All of it is written into the copy that is to take the
archive's place: so whatever instant a restore ends at, and whoever comes between, no archive stands
there in which an article is public that was withdrawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.captures.erasing import evidence_of
from pipelines.archive import (
    ArchiveSession,
    audit_file,
    kept_lists,
    split_file,
    splits_kept,
    tokens,
    tombstone_file,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive.keys import Key
    from pipelines.archive.tombstones import Tombstone


class Decided:
    """Does it again; what came of it can be asked afterwards.

    Args:
        folder: the one that has the folder of captures, and the archive's file itself.

    Raises:
        ArchiveError: the list of what was withdrawn cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.withdrawn: list[Key] = []
        """The articles that the backup did not know to be withdrawn."""
        self.unfinished: list[Key] = []
        """Those of which the captures may still hold what was erased."""
        self.splits = 0
        """Of how many articles the backup did not know the split."""
        self.audits = 0
        """Of how many audits it did not know them all."""
        for origin in tokens.ORIGINS:
            tombstone_file.read(folder, origin)

    def on_copy(self, copy: Path, origin: str) -> None:
        """Write into the copy what the lists say; nobody else knows of it.

        Args:
            copy: in the same folder as the archive.
            origin: live or sample.

        Raises:
            ArchiveError: a list cannot be read, or the copy not be written.
        """
        stones = tombstone_file.read(self.folder, origin)
        audits, splits = audit_file.LIST.all_in(self.folder), split_file.LIST.all_in(self.folder)
        if not (stones or audits or splits):
            return
        with ArchiveSession.claim(copy, origin) as session:
            session.keeps_lists = False
            session.open()  # of an older version it is brought up to date
            if stones:
                self._withdraw(session, stones)
            assert session.archive_id is not None
            found = audit_file.read(self.folder, origin, [session.archive_id])
            self.audits = session.take_audits_in(found)
        if splits:
            self.splits = splits_kept.take_in(copy, origin, listed=False)

    def in_place(self, place: Path) -> None:
        """Bring lists, and the files that were made for others, in step with the new archive.

        Args:
            place: where it stands now; its lock is held.

        Raises:
            ArchiveError: a list cannot be written.
        """
        kept_lists.write_anew(place, splits_too=bool(self.splits), audits_too=bool(self.audits))

    def _withdraw(self, session: ArchiveSession, stones: list[Tombstone]) -> None:
        self.withdrawn = session.withdraw_again(stones)
        captures = session.pruning().captures
        for key in self.withdrawn:
            session.note_evidence(key, evidence_of(captures, *key))
        if self.withdrawn or _unfinished(session):
            session.finish_erasures()
        self.unfinished = _unfinished(session)


def _unfinished(session: ArchiveSession) -> list[Key]:
    return [each.key for each in session.tombstones() if each.unfinished]
