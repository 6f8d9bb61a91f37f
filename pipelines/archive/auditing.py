"""Samples in a session, and what a person says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import audit_file, audits
from pipelines.archive.remembering import Remembering

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlite_utils import Database

    from pipelines.archive.audit_sample import Sample
    from pipelines.archive.audits import Judged
    from pipelines.archive.outcomes import Filters


class Auditing(Remembering):
    """The part of `ArchiveSession` that knows of audits; its methods raise `ArchiveError`."""

    def add_audit(self, sample: Sample, filters: Filters) -> int:
        """Write a sample that was drawn; returns its number."""
        with self._writing() as db:
            number = audits.add(db, sample, filters, self._clock())
            self._write_audits(db)
        return number

    def answer_audit(self, audit: int, seq: int, judged: Judged) -> None:
        """Write what a person said of an article: see `audits.answer`."""
        with self._writing() as db:
            audits.answer(db, audit, seq, judged, self._clock())
            self._write_audits(db)

    def put_audits_back(self, found: Iterable[Mapping[str, Any]]) -> int:
        """Write the audits of a list beside the captures; returns how many they are."""
        count = 0
        with self._writing() as db:
            for count, each in enumerate(found, 1):  # noqa: B007 - counts
                audits.put_back(db, each)
            if count:
                self._write_audits(db)
        return count

    def take_audits_in(self, found: Iterable[Mapping[str, Any]]) -> int:
        """Write what a list beside the captures has of audits, and an older backup has not.

        Returns:
            Of how many audits.
        """
        count = 0
        with self._writing() as db:
            held = {audits.sampled(each): each for each in audits.read(db)}
            for each in found:
                known = held.get(audits.sampled(each))
                if known is None:
                    audits.put_back(db, each)
                if known is None or audits.catch_up(db, known, each):
                    count += 1
            if count:
                self._write_audits(db)
        return count

    def _write_audits(self, db: Database) -> None:
        """Write the list within the transaction: if it cannot be written, nothing is changed."""
        assert self.archive_id is not None
        if self.keeps_lists:
            audit_file.write(self.path, self.archive_id, self.origin, audits.read(db))
