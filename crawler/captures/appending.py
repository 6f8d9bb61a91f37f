"""The files of captures while one process appends to them: opened, mended, with a head a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.captures.names import files_of
from crawler.captures.prune import clean
from crawler.captures.record import pack_info
from crawler.captures.rejoining import rejoin
from crawler.captures.unsettled import FIELD, Left, ids_of, left_behind
from crawler.captures.writer import CaptureWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.archive import ArchiveSession


class Appender:
    """Appends records to an archive's files, for a crawl or an import.

    Nothing is opened or made before the first record. Then what a killed process left is mended:
    a prune is finished, a torn record is cut off, and the first head names the answers of which
    nothing was made.

    Args:
        session: of the archive, open once records are appended.
        most: bytes after which a file is full.
        facts: what the heads say besides the run and the archive's origin.
        imports: whether these are an import's: it takes up the records that a killed one had
            copied, so that heads do not name them as unsettled.
    """

    def __init__(
        self,
        session: ArchiveSession,
        most: int,
        facts: Mapping[str, str],
        *,
        imports: bool = False,
    ) -> None:
        self.session = session
        self.most = most
        self.facts = facts
        self._writer: CaptureWriter | None = None
        self._run: int | None = None
        self._unsettled: list[str] = []
        self._imports = imports
        self._left: dict[tuple[str, str, str, bool], Left] = {}

    @property
    def notes(self) -> list[str]:
        """What a person should know of the files, for the summary."""
        return self._writer.notes if self._writer else []

    def place(self, now: str) -> tuple[str, int]:
        """Return where the next record begins: its file, relative to the folder, and the byte.

        Args:
            now: UTC, YYYY-MM-DDTHH:MM:SSZ; a new file is named after it.

        Raises:
            ArchiveError: there is no place: no permission, a full disk.
        """
        writer = self._writer or self._open(now)
        file, offset = writer.place(now)
        if self._run != self.session.run or offset == 0:
            facts = {
                **self.facts,
                "isPartOf": f"{self.session.path.name}, run {self.session.run}",
                "origin": self.session.origin,
            }
            if self._unsettled:
                facts[FIELD] = " ".join(self._unsettled)
                self._unsettled = []
            writer.append(pack_info(file, offset, now, facts))
            self._run = self.session.run
            file, offset = writer.place(now)
        return file, offset

    def take_left(self, url: str, date: str, sha256: str, *, revisit: bool) -> Left | None:
        """Return a record that a killed import had copied and no row names, once.

        Args:
            url: of the answer.
            date: UTC.
            sha256: of its body.
            revisit: whether it refers to another record for its body.
        """
        return self._left.pop((url, date, sha256, revisit), None)

    def append(self, record: bytes) -> None:
        """Write records where `place` said.

        Raises:
            ArchiveError: they could not be written; a part of one is taken away again.
        """
        assert self._writer is not None
        self._writer.append(record)

    def close(self) -> None:
        """Put everything on disk and close the file.

        Raises:
            ArchiveError: it could not be put there.
        """
        if self._writer is not None:
            self._writer.close()

    def _open(self, now: str) -> CaptureWriter:
        session = self.session
        assert session.archive_id is not None
        folder = session.path.parent
        clean(session.pruning())
        session.notes.extend(rejoin(session.pruning()))
        writer = CaptureWriter(folder, session.archive_id, self.most, session.captures_end_in)
        session.sync_captures = writer.sync
        writer.place(now)  # cuts off what is torn
        files = files_of(folder, session.archive_id)
        # What is older than a restore was stored by then, and the backup did not know of it yet.
        since = session.restored_at()
        for left in left_behind(folder, files, session.captures_end_in):
            if left.imported and self._imports:
                self._left[left.url, left.date, left.sha256, left.revisit] = left
            elif left.date > since:
                self._unsettled.append(left.record_id)
        rows = [each for each in session.unsettled_captures() if each.fetched_at > since]
        self._unsettled += ids_of(folder, rows)
        self._writer = writer
        return writer
