"""WARC files from elsewhere, read into an archive: `antara import`.

Each answer that tells of an article is copied into the archive's own files, with where it came
from, and from there it is read like any other capture. Its row is written in its turn, with what
was made of it: an interrupted import goes on, and what is known already is passed over.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO, Final

from crawler.bureaus import load_bureaus
from crawler.captures.again import Place, read_place
from crawler.captures.appending import Appender
from crawler.captures.elsewhere import Foreign, Skipped, passed_over, read_foreign
from crawler.captures.extension import LEAST_BODY
from crawler.captures.findings import SAID
from crawler.captures.heads import origin_in
from crawler.captures.members import Damage, Fault
from crawler.captures.originals import original_of
from crawler.captures.pool import in_order
from crawler.captures.record import (
    FEED_PUBLISHED,
    IMPORTED_FROM,
    IMPORTED_RECORD,
    KEY,
    KIND,
    pack_imported,
)
from crawler.captures.scan import Record, records
from crawler.captures.taking import Taking, refused
from crawler.clock import utc_text
from crawler.urls import identify
from pipelines.archive import ArchiveError, Failed, Rejected, Stored
from pipelines.archive.captures import Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crawler.captures.again import ReadAgain
    from crawler.captures.sources import Source
    from pipelines.archive import ArchiveSession, Outcome

COMMAND: Final = "import"
FACTS: Final = {
    "description": (
        "Answers that were copied from WARC files from elsewhere, with the headers of the site and "
        f"without transfer encoding. Each record names the file ({IMPORTED_FROM}) and the record "
        f"({IMPORTED_RECORD}) that it was taken from."
    )
}
"""What the heads say of imported records."""
_HEADS: Final = 1024 * 1024
"""Bytes of a record's heads at the most, beside the page."""
_REFERENCES: Final = 200_000
"""Bodies of this import that a later, repeated answer may refer to; older ones are forgotten."""


@dataclass(slots=True)
class Imported:
    """What was done so far."""

    records: int = 0
    bytes: int = 0
    """Of the files, as far as they were read."""
    results: Counter[str] = field(default_factory=Counter)
    """What became of pages: stored, revised, unchanged, missing …"""
    bureaus: dict[str, Counter[str]] = field(default_factory=dict)
    skipped: Counter[Skipped] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    """Pages at an article's address that gave none, by reason."""
    damaged: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    """See `Taking.unplaced`."""


class Importing:
    """Reads files from elsewhere into an archive.

    Args:
        session: of the archive, open, with a run begun.
        most: bytes after which a file of captures is full.
        jobs: processes that read pages.
        page: bytes of a page at the most, packed or unpacked; larger ones are passed over.
    """

    def __init__(self, session: ArchiveSession, most: int, jobs: int, page: int) -> None:
        self.session = session
        self.files = Appender(session, most, FACTS, imports=True)
        self.done = Imported()
        self._folder = session.path.parent
        self._jobs = jobs
        self._page = page
        self._taking = Taking(session, str(self._folder))
        self._next = 0
        self._waiting: dict[int, Capture] = {}
        """Copied and not yet written: in the order of their numbers."""
        self._bodies: dict[tuple[str, str], Capture] = {}
        """By address and the digest that the other writer computed."""
        session.on_result = self._note
        self.done.unplaced = self._taking.unplaced

    def read(
        self,
        sources: Iterable[Source],
        tick: Callable[[int], None],
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """Read files one after the other.

        Args:
            sources: in any order; a page that is older than what is held becomes an earlier state.
            tick: told of the bytes that are through.
            stopped: asked often whether to end; what was copied by then is still read and written.

        Raises:
            ArchiveError: the archive, or its captures, cannot be written.
        """
        self.session.save_bureaus(load_bureaus().values())
        self._next = self.session.next_capture_id()
        places = self._places(sources, tick, stopped)
        for each in in_order(read_copy, str(self._folder), places, self._jobs):
            self._take(each)
        self._taking.finish()
        self.session.flush()

    def _places(
        self,
        sources: Iterable[Source],
        tick: Callable[[int], None],
        stopped: Callable[[], bool],
    ) -> Iterator[Place]:
        """Copy each answer that tells of an article, and yield where it stands now."""
        for source in sources:
            before = self.done.bytes
            with source.opened() as file:
                for found in records(file, header=None, most=self._page + _HEADS):
                    if stopped():
                        return
                    self.done.bytes = before + found.offset + found.length
                    tick(self.done.bytes)
                    if isinstance(found, Damage) and found.fault is Fault.TOO_LARGE:
                        self.done.skipped[Skipped.LARGE] += 1
                        continue
                    if isinstance(found, Damage):
                        where = f"{source.name}, byte {found.offset}"
                        self.done.damaged.append(f"{where}: {SAID[found.fault]}")
                        continue
                    self.done.records += 1
                    place = self._place_of(source, file, found)
                    if place is not None:
                        yield place

    def _place_of(self, source: Source, file: BinaryIO, record: Record) -> Place | None:
        where = f"{source.name}, byte {record.offset}"
        if record.kind == "warcinfo":
            self._check_origin(source, file, record)
        wrong = [each for each in record.problems if each not in record.habits]
        if wrong:
            self.done.damaged.append(f"{where}: {'; '.join(wrong)}")
            return None
        if (reason := passed_over(record.kind, record.url)) is not None:
            self.done.skipped[reason] += 1
            return None
        file.seek(record.offset)
        found = read_foreign(file.read(record.length), source.name, self._page)
        if isinstance(found, Skipped):
            self.done.skipped[found] += 1
            return None
        named = identify(found.kept.url)
        if named is not None and self.session.is_withdrawn(named.bureau, named.article_id):
            self.done.skipped[Skipped.WITHDRAWN] += 1
            return None
        if found.kept.date > _now():
            self.done.skipped[Skipped.AHEAD] += 1
            return None
        copied = self._copy(found)
        if isinstance(copied, Skipped):
            self.done.skipped[copied] += 1
            return None
        return copied

    def _check_origin(self, source: Source, file: BinaryIO, record: Record) -> None:
        """Stop where a file that begins as a real one goes on with invented articles."""
        file.seek(record.offset)
        if origin_in(file.read(record.length)) == "sample" and self.session.origin != "sample":
            raise ArchiveError(
                f"{source.name} holds invented articles of a sample from byte {record.offset:,} "
                "on; nothing from there on was read."
            )

    def _copy(self, foreign: Foreign) -> Place | Skipped:
        """Append an answer to the archive's own files, unless it is there."""
        kept = foreign.kept
        has_body = self._with_body(foreign)
        if kept.record == "revisit" and has_body is None:
            return Skipped.ELSEWHERE
        sha256 = has_body.sha256 if has_body else hashlib.sha256(kept.body).hexdigest()
        body = (has_body.file, has_body.offset, has_body.length) if has_body else None
        if self._is_waiting(kept.url, kept.date, sha256):
            return Skipped.KNOWN
        if (held := self.session.same_capture(kept.url, kept.date, sha256)) is not None:
            capture, settled = held
            self._remember(foreign, has_body or capture)
            # Of an own one a later run knows better whether anything was to be made of it.
            if settled or capture.imported_from is None:
                return Skipped.KNOWN
            # Interrupted between its row and what was made of it.
            return Place(capture.id, capture.file, capture.offset, capture.length, body)
        original = original_of(self._folder, has_body) if has_body else None
        if kept.record == "revisit" and original is None:
            return Skipped.ELSEWHERE
        file, offset = self.files.place(_now())
        left = self.files.take_left(kept.url, kept.date, sha256, revisit=original is not None)
        if left is not None:
            file, offset = left.file, left.offset
        capture = Capture(
            id=self._next,
            file=file,
            offset=offset,
            length=0,
            sha256=sha256,
            url=kept.url,
            fetched_at=kept.date,
            status=kept.status,
            kind="article",
            record="revisit" if original else "response",
            same_as=original.capture.id if original else None,
            run=self.session.run,
            imported_from=kept.imported_from,
        )
        facts = {
            KIND: "article",
            KEY: kept.key or "",
            FEED_PUBLISHED: kept.feed_published or "",
            IMPORTED_FROM: kept.imported_from or "",
            IMPORTED_RECORD: foreign.record_id,
        }
        if left is not None:
            length = left.length
        else:
            packed = pack_imported(
                capture,
                kept,
                facts={name: value for name, value in facts.items() if value},
                original=original,
            )
            self.files.append(packed)
            length = len(packed)
        capture = replace(capture, length=length)
        self._next += 1
        self._waiting[capture.id] = capture
        self._remember(foreign, has_body if original and has_body else capture)
        return Place(capture.id, file, offset, length, body if original else None)

    def _remember(self, foreign: Foreign, capture: Capture) -> None:
        """Note which capture has the body that a later, repeated answer may refer to."""
        if foreign.payload_digest and capture.record == "response":
            self._bodies[foreign.kept.url, foreign.payload_digest] = capture
            if len(self._bodies) > _REFERENCES:
                del self._bodies[next(iter(self._bodies))]

    def _with_body(self, foreign: Foreign) -> Capture | None:
        """Return the capture that has an answer's body already."""
        kept, digest = foreign.kept, foreign.payload_digest or ""
        if kept.record == "revisit":
            address = foreign.refers_to or kept.url
            known = self._bodies.get((address, digest)) or self._bodies.get((kept.url, digest))
            return known or self.session.capture_with_body(address, digest.removeprefix("sha256:"))
        if len(kept.body) < LEAST_BODY:
            return None
        sha256 = hashlib.sha256(kept.body).hexdigest()
        for each in self._waiting.values():
            if (each.url, each.sha256, each.record) == (kept.url, sha256, "response"):
                return each
        return self.session.capture_with_body(kept.url, sha256)

    def _is_waiting(self, url: str, date: str, sha256: str) -> bool:
        asked = (url, date, sha256)
        waiting = self._waiting.values()
        return any((each.url, each.fetched_at, each.sha256) == asked for each in waiting)

    def _take(self, each: ReadAgain) -> None:
        """Write the row of one answer, and what was made of it.

        Whatever that is, an observation tells it: by that an answer is known to be settled, and an
        import that was interrupted before takes it up again.
        """
        if (capture := self._waiting.pop(each.place.capture, None)) is not None:
            self.session.add_capture(capture)
        if each.problem is not None:
            self.done.damaged.append(each.problem)
            return
        self._taking.take(each)
        outcome = refused(each)
        if outcome is not None:
            self.session.queue(outcome)

    def _note(self, outcome: Outcome, result: str) -> None:
        """Count what became of an outcome."""
        if isinstance(outcome, Rejected):
            self.done.unread[outcome.reason] += 1
        elif isinstance(outcome, Failed):
            self.done.unread[outcome.why.partition(":")[0]] += 1
        else:
            self.done.results[result] += 1
        bureau = outcome.article["bureau"] if isinstance(outcome, Stored) else None
        bureau = outcome.bureau if isinstance(outcome, Rejected) else bureau
        if bureau is not None:
            self.done.bureaus.setdefault(str(bureau), Counter())[result] += 1


def _now() -> str:
    return utc_text(dt.datetime.now(dt.UTC))


def read_copy(folder: str, place: Place) -> ReadAgain:
    """Read a copied answer; for worker processes."""
    return read_place(folder, place)
