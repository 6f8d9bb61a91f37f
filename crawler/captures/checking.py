"""Checking the captures: every record of every file, and every row against its record.

Nothing is changed. A crawl may go on meanwhile: what its rows named when the check began has to be
there, whatever it appends later may still be growing. A prune may go on, too: the files that it
makes are checked when the others are through.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from crawler.captures.findings import (
    COPY,
    DATABASE,
    NEEDLESS,
    NEXT_CRAWL,
    REJOIN,
    RESTORE,
    SAID,
    Finding,
    Report,
    differences,
)
from crawler.captures.members import GZIP_HEADER, Damage
from crawler.captures.names import is_own, newest_version, unnamed_files
from crawler.captures.scan import Record, record_at, records, unresolved

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from pipelines.archive.captures import Capture
    from pipelines.archive.captures_read import CaptureFile, Captures

ROUNDS = 5
"""How often files are looked for that came while others were checked."""
_ANSWERS = ("response", "revisit")


class Check:
    """One check of an archive's captures.

    Args:
        captures: what the rows say.
        folder: the archive's, to which their files are relative.
        exact: also look for flipped bits that change nothing of what is read; takes longer.
        skip: files of a prune that is under way or was killed; unless a row names them, what
            stands in them stands in another one, too.
        tick: told the bytes that are through, and those there are.
    """

    def __init__(
        self,
        captures: Captures,
        folder: Path,
        *,
        exact: bool = True,
        skip: Collection[str] = (),
        tick: Callable[[int, int], None] | None = None,
    ) -> None:
        self._captures = captures
        self._folder = folder
        self.exact = exact
        """Whether records are compressed again."""
        self._skip = skip
        self._tick = tick or (lambda done, total: None)
        self._last = 0
        self._total = 0
        self.growing = False
        """Whether a crawl writes, so that a file may end within a record."""
        self.report = Report()
        self._body_of = lru_cache(maxsize=4096)(self._read_body)

    def run(self, since: str = "") -> Report:
        """Check everything, or the files with an answer of this UTC day or later.

        Raises:
            ArchiveError: the archive cannot be read.
        """
        self.growing = self._captures.crawl_under_way()
        self._last = self._captures.last()
        named = self._captures.files(since)
        others = [] if since else unnamed_files(self._folder, self._names())
        self._total = sum(self._size(each.file) for each in named)
        self._total += sum(self._size(each) for each in others)
        done: set[str] = set()
        for _ in range(ROUNDS):
            todo = [each for each in named if each.file not in done and each.first <= self._last]
            if not todo:
                break
            for each in todo:
                self._check_named(each)
                done.add(each.file)
            named = self._captures.files(since)
        for file in others:
            if file in self._skip:
                self.report.notes.append(f"{file} is left over from a prune, or one is under way.")
            elif file not in done and file not in self._names():
                self._check_file(file, iter(()))
        if not since:
            self._check_pointers()
        return self.report

    def _names(self) -> set[str]:
        return {each.file for each in self._captures.files()}

    def _check_named(self, named: CaptureFile) -> None:
        found = self.report.findings
        before = len(found)
        self._check_file(named.file, self._captures.rows(named.file), named)
        if len(found) > before and named.file not in self._names():
            # A prune has moved its rows to another file, which is checked later.
            del found[before:]
            self.report.notes.append(f"{named.file} was pruned meanwhile.")

    def _check_file(
        self, file: str, rows: Iterator[Capture], named: CaptureFile | None = None
    ) -> None:
        self.report.files += 1
        try:
            with (self._folder / file).open("rb") as opened:
                _File(self, file, opened, rows).check()
        except OSError as error:
            if named is not None:
                self._cannot_read(named, error)
            elif not isinstance(error, FileNotFoundError):
                self.report.notes.append(f"{file}, which no row names, cannot be read: {error}.")

    def _cannot_read(self, named: CaptureFile, error: OSError) -> None:
        articles: dict[str, None] = {}
        for row in self._captures.rows(named.file):
            if row.id <= self._last:
                articles.update(dict.fromkeys(self._captures.concerned(row.id)))
        why = "the file is missing" if isinstance(error, FileNotFoundError) else "it cannot be read"
        detail = "" if isinstance(error, FileNotFoundError) else f" ({error.strerror})"
        said = f"{why}{detail}, and {named.rows:,} rows name records of it"
        step = REJOIN if newest_version(named.file, self._folder) else RESTORE
        self.report.findings.append(
            Finding(named.file, None, None, "missing", said, step, articles=list(articles))
        )

    def _check_pointers(self) -> None:
        for each in self._captures.astray():
            said = f"row {each.row} of {each.table} points to capture {each.capture}, which is none"
            articles = [each.article] if each.article else []
            self.report.findings.append(
                Finding("", None, None, "astray", said, DATABASE, articles=articles)
            )

    def _size(self, file: str) -> int:
        try:
            return (self._folder / file).stat().st_size
        except OSError:
            return 0

    def _read_body(self, capture: int) -> Record | str:
        """Return the record that has a revisit's body, or why it has none; read once."""
        row = self._captures.row(capture)
        if row is None:
            return f"capture {capture}, which has its body, is none"
        place = f"the record that has its body, {row.file} at byte {row.offset:,}"
        try:
            with (self._folder / row.file).open("rb") as opened:
                found = record_at(opened, row.offset, row.length, header=None)
        except OSError:
            return f"{place}, cannot be read"
        if isinstance(found, Damage):
            return f"{place}, is damaged"
        return found

    def compare(self, row: Capture, record: Record) -> list[str]:
        """Return what is wrong between a row and the record at its place, as phrases."""
        said = differences(row, record)
        if row.record == "revisit" and record.kind == "revisit":
            if row.same_as is None:
                return [*said, "its row names no record that has its body"]
            body = self._body_of(row.same_as)
            if isinstance(body, str):
                return [*said, body]
            wrong = unresolved(record, body)
            said += [wrong] if wrong else []
        return said

    def required(self, row: Capture) -> bool:
        """Return whether a row was there when the check began."""
        return row.id <= self._last

    def passed(self, count: int) -> None:
        """Count bytes that are through."""
        self.report.bytes += count
        self._tick(self.report.bytes, max(self._total, self.report.bytes))

    def found(self, finding: Finding, row: Capture | None) -> None:
        """Add a damage; a row tells what it concerns."""
        if row is not None:
            finding.url, finding.fetched_at = row.url, row.fetched_at
            finding.articles = self._captures.concerned(row.id)
        self.report.findings.append(finding)


class _File:
    """The check of one file: what stands in it beside what its rows say, both in order."""

    def __init__(self, check: Check, file: str, opened: BinaryIO, rows: Iterator[Capture]) -> None:
        self._check = check
        self._file = file
        self._opened = opened
        self._rows = rows
        self._row = next(rows, None)
        self._size = os.fstat(opened.fileno()).st_size  # after the rows: they are the later ones
        self._before: str | None = None

    def check(self) -> None:
        """Look at everything in it."""
        own = GZIP_HEADER if is_own(self._file) else None
        exact = self._check.exact
        for found in records(self._opened, stop=self._size, header=own, exact=exact):
            rows = list(self._rows_up_to(found.offset + found.length))
            if isinstance(found, Record):
                self._look_at(found, rows)
            else:
                self._damaged(found, rows)
            self._check.passed(found.length)
        for row in self._rows_up_to(None):
            if self._check.required(row):
                said = f"the file ends before the record, with {self._size:,} bytes"
                self._found(row.offset, row.length, "cut", said, RESTORE, row)

    def _rows_up_to(self, end: int | None) -> Iterator[Capture]:
        while self._row is not None and (end is None or self._row.offset < end):
            yield self._row
            self._row = next(self._rows, None)

    def _look_at(self, record: Record, rows: list[Capture]) -> None:
        report = self._check.report
        report.records += 1
        report.uncompared += self._check.exact and not record.compared
        own = next(
            (row for row in rows if (row.offset, row.length) == (record.offset, record.length)),
            None,
        )
        for row in rows:
            if row is not own and self._check.required(row):
                said = "the row does not tell where the record begins and how long it is"
                self._found(row.offset, row.length, "place", said, RESTORE, row)
        if own is not None:
            report.rows += 1
        elif record.kind in _ANSWERS:
            report.unnamed += 1
        wrong = list(record.problems)
        if own is not None:
            wrong += self._check.compare(own, record)
        for said in wrong:
            self._found(record.offset, record.length, "content", said, RESTORE, own, record)
        if record.altered:
            place = ", ".join(f"{record.offset + each:,}" for each in record.altered)
            said = f"bits were flipped at byte {place}, which changes nothing of what is read"
            self._found(record.offset, record.length, "altered", said, COPY, own, record)
        self._before = f"{record.kind} at byte {record.offset:,}, {record.url or 'of no address'}"

    def _damaged(self, damage: Damage, rows: list[Capture]) -> None:
        said = SAID[damage.fault]
        concerned = [row for row in rows if self._check.required(row)]
        for row in concerned:
            self._found(row.offset, row.length, str(damage.fault), said, RESTORE, row)
        if concerned:
            return
        last = damage.after is None
        if last and self._check.growing:
            self._check.report.notes.append(f"{self._file}: a crawl is writing its last record.")
            return
        before = f"after the {self._before}" if self._before else "at the file's beginning"
        after = "up to the file's end" if last else f"before the record at byte {damage.after:,}"
        step = NEXT_CRAWL if last else NEEDLESS
        said = f"{said} ({before}, {after})"
        self._found(damage.offset, damage.length, str(damage.fault), said, step, None)

    def _found(
        self,
        offset: int,
        length: int,
        fault: str,
        said: str,
        step: str,
        row: Capture | None,
        record: Record | None = None,
    ) -> None:
        finding = Finding(self._file, offset, length, fault, said, step)
        if record is not None:
            finding.url, finding.fetched_at = record.url, record.date
        self._check.found(finding, row)
