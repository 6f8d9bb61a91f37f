"""What the pages of an audit read from the archive, and how an answer is written into it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive import ArchiveError, ArchiveLocked, ArchiveReader, ArchiveSession
from pipelines.archive.audit_rates import record_sha256
from pipelines.archive.audit_report import is_looked_at
from pipelines.archive.audits import Judged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PageOf = Callable[[ArchiveReader, int], str]
"""Returns the page of a capture as text; raises `NoPageError`."""
Opened = Callable[[], AbstractContextManager[ArchiveSession]]
"""Opens the archive for writing; raises `ArchiveError`."""
_TRIES: Final = 5
_BETWEEN: Final = 0.2
"""How often, and after how many seconds, the lock is asked for: another answer holds it briefly."""


class NoPageError(Exception):
    """A captured page cannot be shown; the text says why."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An article of the sample, as it is now."""

    drawn: Mapping[str, Any]
    """Of `audits.read`."""
    article: Mapping[str, Any] | None
    """Of `ArchiveReader.article`; None: it is gone."""
    no_page: str | None
    """Why its page cannot be shown; None: it can be."""
    page_sha256: str
    record_sha256: str
    looked_at: int
    """How many articles of the sample were looked at ..."""
    of: int
    """... and of how many."""
    sample: bool
    """Whether the archive is one."""

    @property
    def mark(self) -> str:
        """What says that answers are about this page and this record."""
        return f"{self.record_sha256}.{self.page_sha256}"

    def judged(self, answers: Mapping[str, str], note: str | None) -> Judged:
        """Return what was said of it, to be written."""
        assert self.article is not None
        by = (self.article["layout"], self.article["extractor_version"])
        return Judged(answers, *by, self.page_sha256, self.record_sha256, note)


class Store:
    """One audit of an archive. All methods raise `ArchiveError`; they may block.

    Args:
        path: the archive.
        number: of the audit.
        page_of: reads a captured page.
        opened: opens the archive for writing, for the moment in which an answer is written.
    """

    def __init__(self, path: Path, number: int, page_of: PageOf, opened: Opened) -> None:
        self.number = number
        self._path = path
        self._page_of = page_of
        self._opened = opened

    def audit(self) -> tuple[dict[str, Any], bool]:
        """Return the audit, of `audits.read`, and whether the archive is a sample."""
        with ArchiveReader(self._path) as reader:
            return self._found(reader), reader.origin == "sample"

    def page(self, seq: int) -> str | None:
        """Return the captured page of an article as text; None: it cannot be shown."""
        with ArchiveReader(self._path) as reader:
            drawn = _of(self._found(reader), seq)
            article = drawn and reader.article(drawn["bureau"], drawn["article_id"])
            if not article or article["capture"] is None:
                return None
            try:
                return self._page_of(reader, article["capture"])
            except NoPageError:
                return None

    def shown(self, seq: int) -> Shown | None:
        """Return an article of the sample as it is now; None: the sample has no such one."""
        with ArchiveReader(self._path) as reader:
            audit = self._found(reader)
            drawn = _of(audit, seq)
            if drawn is None:
                return None
            counts = (sum(map(is_looked_at, audit["drawn"])), len(audit["drawn"]))
            sample = reader.origin == "sample"
            article = reader.article(drawn["bureau"], drawn["article_id"])
            if article is None:
                return Shown(drawn, None, None, "", "", *counts, sample)
            page, why = self._looked(reader, article["capture"])
            return Shown(drawn, article, why, page, record_sha256(article), *counts, sample)

    def write(self, seq: int, judged: Judged) -> None:
        """Write answers.

        Raises:
            ArchiveLocked: another process holds the archive, and does not come to an end.
        """
        for left in range(_TRIES - 1, -1, -1):
            try:
                with self._opened() as session:
                    session.open()
                    session.answer_audit(self.number, seq, judged)
                return
            except ArchiveLocked:
                if not left:
                    raise
            time.sleep(_BETWEEN)

    def _found(self, reader: ArchiveReader) -> dict[str, Any]:
        for each in reader.audits.all():
            if each["id"] == self.number:
                return each
        raise ArchiveError(f"{reader.path} has no audit {self.number} any more.")

    def _looked(self, reader: ArchiveReader, capture: int | None) -> tuple[str, str | None]:
        """Return the digest of a captured page, and why it cannot be shown."""
        found = reader.captures.row(capture) if capture is not None else None
        if found is None:
            return "", "it was given up"
        try:
            self._page_of(reader, found.id)
        except NoPageError as error:
            return found.sha256, str(error)
        return found.sha256, None


def _of(audit: Mapping[str, Any], seq: int) -> dict[str, Any] | None:
    return next((each for each in audit["drawn"] if each["seq"] == seq), None)
