"""Packing captures into a WACZ: their records byte for byte, an index, and a list of pages.

A record is read and compared with its row before it is copied. What is missing or damaged is told
and left out; so is a revisit whose body cannot be read: it proves nothing. With an answer go the
request for it, which stands behind it, and once for each run the record that says who asked.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from crawler.captures.cdxj import SortedLines, blocks, line
from crawler.captures.checking import Check
from crawler.captures.findings import RESTORE, SAID, Finding
from crawler.captures.members import Damage
from crawler.captures.scan import Record, record_at, records
from crawler.captures.wacz import INDEX, INDEX_OF_INDEX, PAGES, WaczFile
from pipelines.archive import ArchiveError
from pipelines.archive.files import beside, check_room, new_file, sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawler.captures.wacz import Entry
    from pipelines.archive.captures import Capture
    from pipelines.archive.captures_pack import Pack, PackedFile
    from pipelines.archive.captures_read import Captures

PART: Final = ".unfinished"
"""Ends the name of a file that is being written."""
_PORTION = 1024 * 1024
_ROOM = 1.2
"""How much larger a WACZ can be than the answers in it: requests, index, pages."""


@dataclass(slots=True)
class Packed:
    """What was packed, in records, and what was not.

    `answers` have a row; `outside` of them were not asked for, and have a body that one which was
    refers to. `first` and `last` are the times of the oldest and the newest answer asked for.
    """

    answers: int = 0
    outside: int = 0
    requests: int = 0
    heads: int = 0
    pages: int = 0
    bytes: int = 0
    first: str = ""
    last: str = ""
    findings: list[Finding] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the numbers of records and pages."""
        names = ("answers", "outside", "requests", "heads", "pages")
        return {name: getattr(self, name) for name in names}


class _Nothing(Exception):  # noqa: N818 - it names what there is
    """Not one record could be packed."""


def make_wacz(
    target: Path,
    *,
    captures: Captures,
    pack: Pack,
    archive: Path,
    warc: str,
    facts: Callable[[Packed], dict[str, Any]],
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Packed:
    """Write a WACZ; it gets its name when it is whole, and no other file is ever written over.

    Args:
        target: the new file.
        captures: what the rows say.
        pack: what to pack of them.
        archive: the archive's file, beside which the captures stand.
        warc: the name of the WARC file in it.
        facts: returns what its manifest says of what was packed.
        tick: told the bytes that are through, and how many there are about.

    Returns:
        what was packed; where not one answer could be, no file was made.

    Raises:
        ArchiveError: it cannot be written; nothing is left behind.
    """
    part = beside(target, PART)
    files = pack.files()
    try:
        check_room(target.parent, int(_ROOM * sum(each.bytes for each in files)))
        part.unlink(missing_ok=True)  # what a kill left
        with new_file(part, archive) as descriptor:
            try:
                with os.fdopen(descriptor, "w+b", closefd=False) as out, WaczFile(out) as wacz:
                    done = _Packing(wacz, target.parent, captures, pack, archive.parent, tick).run(
                        files, warc
                    )
                    wacz.finish(facts(done))
                sync_file(descriptor)
                if target.exists():
                    raise ArchiveError(f"{target} exists by now; nothing was written over it.")
                done.bytes = part.stat().st_size
                part.rename(target)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
        sync_folder(target.parent)
    except _Nothing as nothing:
        (left,) = nothing.args
        assert isinstance(left, Packed)
        return left
    except OSError as error:
        raise ArchiveError(
            f"{target} cannot be written ({error.strerror}); nothing is left of it. Free some "
            "room, mend the permissions, or name another folder."
        ) from error
    return done


class _Packing:
    """One WACZ while it is written."""

    def __init__(
        self,
        wacz: WaczFile,
        room: Path,
        captures: Captures,
        pack: Pack,
        folder: Path,
        tick: Callable[[int, int], None],
    ) -> None:
        self._wacz = wacz
        self._room = room
        self._captures = captures
        self._pack = pack
        self._folder = folder
        self._tick = tick
        self._check = Check(captures, folder, exact=False)
        self._done = Packed()
        self._warc = ""

    def run(self, files: list[PackedFile], warc: str) -> Packed:
        """Write all parts but the manifest."""
        done = self._done
        self._warc = warc
        total = sum(each.bytes for each in files)
        done.first, done.last = self._pack.span() or ("", "")
        with (
            SortedLines(self._room) as index,
            tempfile.TemporaryFile(dir=self._room) as pages,
        ):
            with self._wacz.entry(f"archive/{warc}", expected=2 * total) as entry:
                passed = 0
                for each in files:
                    _File(self, each, entry, index, pages).copy(passed, total)
                    passed += each.bytes
            if not done.answers:
                raise _Nothing(done)
            packed: list[str] = []
            with self._wacz.entry(INDEX) as entry:
                for block, told in blocks(index, INDEX.rpartition("/")[2]):
                    entry.write(block)
                    packed.append(told)
            with self._wacz.entry(INDEX_OF_INDEX, deflate=True) as entry:
                entry.write("".join(packed).encode())
            with self._wacz.entry(PAGES, deflate=True) as entry:
                head = {"format": "json-pages-1.0", "id": "pages", "title": "Articles"}
                entry.write(f"{json.dumps(head)}\n".encode())
                pages.seek(0)
                while data := pages.read(_PORTION):
                    entry.write(data)
        return done


class _File:
    """What is taken of one WARC file."""

    def __init__(
        self,
        packing: _Packing,
        named: PackedFile,
        entry: Entry,
        index: SortedLines,
        pages: BinaryIO,
    ) -> None:
        self._packing = packing
        self._pack = packing._pack
        self._done = packing._done
        self._named = named
        self._entry = entry
        self._index = index
        self._pages = pages
        self._runs: set[int | None] = set()

    def copy(self, passed: int, total: int) -> None:
        """Copy what is to be packed of it, in its order.

        Args:
            passed: bytes of the files before it.
            total: bytes of all.
        """
        try:
            opened = (self._packing._folder / self._named.file).open("rb")
        except OSError as error:
            self._cannot_open(error)
            return
        seen = 0
        with opened:
            for row, own in self._pack.rows(self._named.file):
                seen += 1
                self._answer(opened, row, own)
                passed += row.length
                self._packing._tick(min(passed, total), total)
        self._check_count(seen)

    def _check_count(self, seen: int) -> None:
        """Refuse to go on with half of what was to be packed."""
        if seen != self._named.rows:
            raise ArchiveError(
                f"{self._named.file} was pruned while it was packed; nothing is left of the new "
                "file. Start again."
            )

    def _answer(self, opened: BinaryIO, row: Capture, own: bool) -> None:
        try:
            found = record_at(opened, row.offset, row.length, header=None)
        except OSError as error:
            self._found(row, "unreadable", f"it cannot be read ({error.strerror})")
            return
        if isinstance(found, Damage):
            self._found(row, found.fault, SAID[found.fault])
            return
        wrong = [*found.problems, *self._packing._check.compare(row, found)]
        if wrong:
            self._found(row, "content", "; ".join(wrong))
            return
        if row.run not in self._runs:
            self._runs.add(row.run)
            self._head(opened, row)
        at = self._take(opened, found)
        self._index.add(line(found, offset=at, filename=self._packing._warc))
        self._done.answers += 1
        self._done.outside += not own
        if own and row.kind == "article" and row.status == 200:
            self._page(row, found)
        self._request(opened, row, found)

    def _head(self, opened: BinaryIO, row: Capture) -> None:
        """Take the record that says who asked: the last of its kind before the run's first."""
        start, stop = self._pack.before_run(row)
        found, damaged = None, False
        for each in records(opened, start=start, stop=stop, header=None):
            if isinstance(each, Damage) or each.problems:
                damaged = True
            elif each.kind == "warcinfo":
                found = each
        if found is not None:
            self._take(opened, found)
            self._done.heads += 1
        elif damaged:
            self._found(row, "head", "the record that says who asked is damaged", start, stop)

    def _request(self, opened: BinaryIO, row: Capture, answer: Record) -> None:
        """Take the request for an answer, which was written with it and has no row."""
        end = row.offset + row.length
        found = next(records(opened, start=end, header=None), None)
        if isinstance(found, Record) and not found.problems:
            if found.kind == "request" and answer.record_id in found.concurrent:
                self._take(opened, found)
                self._done.requests += 1
        elif found is not None and not self._pack.has_row(row.file, end):
            said = "the request for the answer before it is damaged"
            self._found(row, "request", said, end, end + found.length)

    def _take(self, opened: BinaryIO, record: Record) -> int:
        """Copy a record as it stands; return where it stands now."""
        at = self._entry.size
        opened.seek(record.offset)
        left = record.length
        while left:
            data = opened.read(min(left, _PORTION))
            if not data:
                raise ArchiveError(
                    f"{self._named.file} became shorter while it was packed; nothing is left of "
                    "the new file. Start again."
                )
            self._entry.write(data)
            left -= len(data)
        return at

    def _page(self, row: Capture, record: Record) -> None:
        page = {
            "id": record.record_id.strip("<>").removeprefix("urn:uuid:"),
            "url": row.url,
            "ts": record.date,
            "title": self._pack.title(row.id) or row.url,
        }
        self._pages.write(f"{json.dumps(page, ensure_ascii=False)}\n".encode())
        self._done.pages += 1

    def _cannot_open(self, error: OSError) -> None:
        gone = isinstance(error, FileNotFoundError)
        why = "the file is missing" if gone else f"it cannot be read ({error.strerror})"
        articles: dict[str, None] = {}
        seen = 0
        for row, _ in self._pack.rows(self._named.file):
            seen += 1
            articles.update(dict.fromkeys(self._packing._captures.concerned(row.id)))
        self._check_count(seen)
        said = f"{why}, and {self._named.rows:,} records of it were to be packed"
        self._done.findings.append(
            Finding(self._named.file, None, None, "missing", said, RESTORE, articles=list(articles))
        )

    def _found(
        self,
        row: Capture,
        fault: str,
        said: str,
        start: int | None = None,
        stop: int | None = None,
    ) -> None:
        at = row.offset if start is None else start
        end = row.offset + row.length if stop is None else stop
        self._done.findings.append(
            Finding(
                row.file,
                at,
                end - at,
                fault,
                said,
                RESTORE,
                url=row.url,
                fetched_at=row.fetched_at,
                articles=self._packing._captures.concerned(row.id),
            )
        )
