"""Withdrawing, restoring and erasing articles in a session, with the list beside the captures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive import derived, erasing, files, tombstone_file, tombstones, withdrawing
from pipelines.archive.auditing import Auditing
from pipelines.archive.connection import translated
from pipelines.archive.derived import Kind
from pipelines.archive.errors import ArchiveError
from pipelines.archive.kept_list import remove_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlite_utils import Database

    from pipelines.archive.keys import Key
    from pipelines.archive.tombstones import Tombstone


class Withdrawals(Auditing):
    """The part of `ArchiveSession` that knows of what was taken out on request.

    All methods raise `ArchiveError`; those that write need `open` before them. Nobody but the
    holder of an archive's lock withdraws anything, so that a crawl need not expect it.
    """

    _withdrawn: set[Key] | None = None

    def open(self) -> None:
        """Open the archive for writing, and withdraw what the lists beside its captures name.

        They may have come after it, as to another machine: nothing is written before they count.
        """
        opened = self.opened
        super().open()
        if not opened and self.keeps_lists:
            assert self.archive_id is not None
            remove_parts(self.path, self.archive_id)
            self._go_by_lists()

    def is_withdrawn(self, bureau: str, article_id: int) -> bool:
        """Return whether an article was taken out on request."""
        if self._withdrawn is None:
            self._withdrawn = {each.key for each in self.tombstones()}
        return (bureau, article_id) in self._withdrawn

    def tombstone(self, bureau: str, article_id: int) -> Tombstone | None:
        """Return what is on record of a withdrawn article: see `tombstones.tombstone`."""
        with self._reading() as db:
            return tombstones.tombstone(db, bureau, article_id) if db else None

    def tombstones(self) -> list[Tombstone]:
        """Return all that is on record of withdrawn articles."""
        with self._reading() as db:
            return tombstones.tombstones(db) if db else []

    def withdraw(
        self,
        keys: Mapping[Key, Iterable[int]],
        reason: str,
        requested_by: str | None = None,
        *,
        erase: Sequence[Key] = (),
    ) -> None:
        """Withdraw articles, and erase some, in one transaction: all or nothing.

        Args:
            keys: Of each article that is to be withdrawn the captures that are evidence of it.
            reason: Why.
            requested_by: Who asked for it.
            erase: Articles whose text goes for good, withdrawn now or before. `finish_erasures`
                has to follow, once the captures are rid of them.

        Raises:
            ArchiveRefused: One of them is not held, or withdrawn already.
        """
        now = self._clock()
        if erase and self._db is not None:
            with translated(self.path):
                erasing.overwrite_what_goes(self._db)
        # A key too many in the list of a killed process keeps out what was to be kept out anyhow.
        with self._writing() as db:
            withdrawing.withdraw(db, keys, reason, requested_by, now)
            if erase:
                erasing.erase_rows(db, erase, now)
            self._write_list(db)
        self._forget_copies()

    def withdraw_again(self, stones: Iterable[Tombstone]) -> list[Key]:
        """Withdraw what a list says was withdrawn, such as from an archive that was made again.

        An article that was erased is erased; its captures, if they are there, are left for
        `antara withdraw --erase`.

        Returns:
            The keys that were not withdrawn here before.
        """
        now = self._clock()
        new: list[Key] = []
        if self._db is not None:
            with translated(self.path):
                erasing.overwrite_what_goes(self._db)
        with self._writing() as db:
            for each in stones:
                if tombstones.tombstone(db, *each.key) is None:
                    new.append(each.key)
                    withdrawing.bury(db, each, now)
                if each.erased_at is not None:
                    erasing.erase_rows(db, [each.key], each.erased_at)
            self._write_list(db)
        self._forget_copies()
        return new

    def note_evidence(self, key: Key, captures: Iterable[int]) -> None:
        """Note captures that are evidence of a withdrawn article."""
        with self._writing() as db:
            withdrawing.note_evidence(db, key, captures)

    def answers_left(self, key: Key) -> int:
        """Return how many answers of an erased article are still in the captures."""
        with self._reading() as db:
            return erasing.answers_left(db, key) if db else 0

    def count_answers(self, counts: dict[Key, int]) -> None:
        """Note how many answers of erased articles went out of the captures."""
        with self._writing() as db:
            erasing.count_answers(db, counts)

    def restore_articles(self, keys: Collection[Key]) -> list[Key]:
        """Undo withdrawals, in one transaction: see `withdrawing.lift`.

        They go out of the lists of other archives beside these captures, too, such as one that was
        made again and thrown away: by those, the next restore or rebuild would undo this.

        Raises:
            ArchiveRefused: One of them is not withdrawn, or was erased.
        """
        tombstone_file.read(files.itself(self.path).parent, self.origin)  # before anything is done
        with self._writing() as db:
            nothing = withdrawing.lift(db, keys)
        # Only now: an article must not be missing in the list while it may still be withdrawn.
        with self._reading() as reading:
            assert reading is not None
            self._write_list(reading)
        tombstone_file.take_out(self.path, self.origin, keys)
        self._forget_copies()
        return nothing

    def finish_erasures(self) -> None:
        """Write the archive's file anew without a trace of what was erased.

        Raises:
            ArchiveError: No room, or somebody reads the archive. The same can be tried again.
        """
        if self._db is None:
            raise ArchiveError(f"{self.path} is not open for writing.")
        with translated(self.path):
            erasing.sweep(self._db, self.path, self._clock())

    def _go_by_lists(self) -> None:
        folder = files.itself(self.path).parent
        try:
            found = tombstone_file.unheeded(folder, self.origin, self.tombstones())
        except ArchiveError as error:  # the archive is the truth; 'antara verify' tells it as well
            self.notes.append(str(error))
            return
        if not found:
            return
        self.withdraw_again(found)
        keys = [f"{bureau}/{number}" for bureau, number in (each.key for each in found)]
        self.notes.append(f"Withdrawn by the list beside the captures: {', '.join(keys)}.")
        if left := [f"{each.bureau}/{each.article_id}" for each in found if each.erased_at]:
            self.notes.append(
                f"Erased, but captures and free space may still hold {', '.join(left)}: 'antara "
                f"withdraw {' '.join(left)} --erase' goes on with it."
            )

    def _write_list(self, db: Database) -> None:
        assert self.archive_id is not None
        if self.keeps_lists:
            tombstone_file.write(self.path, self.archive_id, self.origin, tombstones.tombstones(db))
        self._withdrawn = None

    def _forget_copies(self) -> None:
        """Remove the files that were made for others: the next server has them made anew."""
        for kind in Kind:
            derived.forget(self.path, kind)
