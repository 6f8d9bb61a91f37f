"""An archive made again from captures alone: `antara rebuild`.

The records are read in the order in which they were written, and what is made of them goes the way
of a crawl: read, normalise, validate, deduplicate, store. What no record tells stays empty: the
frontier of what was never asked, walks, and the runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from crawler.bureaus import load_bureaus
from crawler.captures.again import Place, ReadAgain, key_in, read_place
from crawler.captures.erasing import evidence_of
from crawler.captures.findings import SAID
from crawler.captures.heads import run_of
from crawler.captures.kept import CaptureUnreadableError, read_kept, response_of
from crawler.captures.pool import in_order
from crawler.captures.record import IMPORTED_FROM, KEY, KIND
from crawler.captures.scan import Record, records
from crawler.captures.taking import Taking
from crawler.captures.unsettled import unsettled_in
from crawler.errors import Refused
from crawler.middlewares.tdmrep import judge, text_of
from crawler.urls import identify
from pipelines.archive.captures import Capture
from pipelines.archive.tdmrep import RULES, TDMREP_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipelines.archive import ArchiveSession
    from pipelines.archive.keys import Key
    from pipelines.archive.tombstones import Tombstone

BATCH = 100
"""Articles in one transaction."""


@dataclass(frozen=True, slots=True)
class NewRun:
    """In the files another run begins here."""

    name: str
    first: int
    """captures.id that its first answer is to have."""


Step: TypeAlias = Place | Capture | NewRun
"""A page to read, an answer for a host's file of rules, or the beginning of a run: what has to be
done in its turn, while records are read ahead."""


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild did so far."""

    records: int = 0
    bytes: int = 0
    """Of the files, as far as they were read."""
    articles: int = 0
    """Pages that were read as articles, revisions and repeated ones among them."""
    withdrawn: int = 0
    """Articles that were withdrawn again."""
    splits: int = 0
    """Articles that are in the splits of data sets as before."""
    audits: int = 0
    """Samples that a person has judged, taken over with their answers."""
    damaged: list[str] = field(default_factory=list)
    """Records that could not be read, each with its place."""


class Rebuild:
    """Makes a new archive.

    Args:
        session: the new archive, open, with a run begun.
        folder: the folder that the captures' paths are relative to: the new archive's.
        jobs: processes that read pages.
        withdrawn: what lists beside the captures say was withdrawn.
        audits: and what they say a person has judged.
    """

    def __init__(
        self,
        session: ArchiveSession,
        folder: Path,
        jobs: int = 1,
        withdrawn: Sequence[Tombstone] = (),
        audits: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.session = session
        self.folder = folder
        self.jobs = jobs
        self.withdrawn = withdrawn
        self.audits = audits
        self.done = Rebuilt()
        self._taking = Taking(session, str(folder))
        self._unsettled: set[str] = set()
        self._passed: dict[Key, list[Place]] = {}
        """Unsettled answers behind which none of the same article has come yet."""
        self._runs: list[tuple[int, int]] = []
        """Of each run its number, and captures.id of its first answer."""

    def read(self, files: Iterable[Path]) -> Iterator[Rebuilt]:
        """Read files one after the other; yields what was done after each page.

        Args:
            files: WARC files below the folder, in the order in which they were written.

        Raises:
            ArchiveError: the new archive cannot be written.
        """
        files = list(files)
        self.session.save_bureaus(load_bureaus().values())
        self._unsettled = unsettled_in(self.folder / path for path in files)
        for each in in_order(read_step, str(self.folder), self._steps_of(files), self.jobs):
            if isinstance(each, ReadAgain):
                self._take(each)
            elif isinstance(each, Capture):
                self._note_tdmrep(each)
            else:
                self._begin_run(each)
            yield self.done
        self._taking.finish()
        for again in in_order(
            read_place, str(self.folder), self._told_by_nothing_else(), self.jobs
        ):
            self._take(again)
            yield self.done
        self._taking.finish()
        self.session.assign_captures(self._runs)
        self._withdraw_again()
        self.done.audits = self.session.put_audits_back(self.audits)

    def _told_by_nothing_else(self) -> list[Place]:
        """Return the unsettled answers of articles that no other record brought.

        What a killed crawl left was asked for again. Where it was not, as where somebody put an
        older archive in the place of the one that had stored it, it is all there is of its article.
        """
        return [
            place
            for key, places in self._passed.items()
            if self.session.held(*key) is None
            for place in places
        ]

    def _withdraw_again(self) -> None:
        """Take out what the lists beside the captures say was withdrawn.

        Last of all: so an article that was not erased can be restored here, too.
        """
        stones = self.withdrawn
        self.session.withdraw_again(stones)
        captures = self.session.pruning().captures
        for each in stones:
            evidence = evidence_of(captures, *each.key)
            self.session.note_evidence(each.key, evidence)
            self.done.withdrawn += 1
            if each.erased_at is not None and evidence:
                key = f"{each.bureau}/{each.article_id}"
                self.done.damaged.append(
                    f"{key} was erased, and {len(evidence):,} answers of it are in these files: "
                    f"'antara withdraw {key} --erase' takes them out"
                )

    def _begin_run(self, run: NewRun) -> None:
        """Begin a run where one began: what a host says counts for the articles of its run."""
        self._taking.finish()
        self.session.finish_run("finished", {})
        self._runs.append((self.session.begin_run("rebuild", {"of": run.name}), run.first))

    def _steps_of(self, files: Iterable[Path]) -> Iterator[Step]:
        """Write the row of each capture, and yield what has to be done with it in its turn."""
        run = ""
        for path in files:
            name = path.relative_to(self.folder).as_posix() if path.is_absolute() else str(path)
            with (self.folder / name).open("rb") as file:
                for found in records(file):
                    if not isinstance(found, Record):
                        where = f"{name} at byte {found.offset}"
                        self.done.damaged.append(f"{where}: {SAID[found.fault]}")
                        continue
                    self.done.records += 1
                    self.done.bytes += found.length
                    if (
                        found.kind == "warcinfo"
                        and (of := run_of(self.folder / name, found)) != run
                    ):
                        run = of
                        yield NewRun(run, self.session.next_capture_id())
                    step = self._keep(name, found)
                    if step is not None:
                        yield step

    def _keep(self, name: str, record: Record) -> Step | None:
        """Write a record's row; None where nothing else is to be done with it."""
        if record.kind not in ("response", "revisit") or record.url is None:
            return None
        kind = record.headers.get(KIND.lower()) or ("article" if identify(record.url) else "other")
        sha256, body = record.sha256, None
        if record.kind == "revisit":
            digest = record.headers.get("warc-payload-digest", "").removeprefix("sha256:")
            target = record.headers.get("warc-refers-to-target-uri") or record.url
            original = self.session.capture_with_body(target, digest)
            if original is None:
                self.done.damaged.append(
                    f"{name} at byte {record.offset}: the body that it refers to is not in these "
                    "files"
                )
                return None
            sha256, body = original.sha256, original
        capture = Capture(
            id=self.session.next_capture_id(),
            file=name,
            offset=record.offset,
            length=record.length,
            sha256=sha256,
            url=record.url,
            fetched_at=record.date,
            status=record.status,
            kind=kind,
            record=record.kind,
            same_as=body.id if body else None,
            imported_from=record.headers.get(IMPORTED_FROM.lower()),
        )
        self.session.add_capture(capture)
        if kind == "robots":
            return capture
        key = key_in(record.url, record.headers.get(KEY.lower()))
        if kind != "article" or key is None:
            return None
        where = (body.file, body.offset, body.length) if body else None
        place = Place(capture.id, name, record.offset, record.length, where)
        if record.record_id in self._unsettled:
            # The crawl was killed before it made anything of it.
            self._passed.setdefault(key, []).append(place)
            return None
        self._passed.pop(key, None)  # it was asked for again
        return place

    def _take(self, each: ReadAgain) -> None:
        """Write what was made of one capture."""
        if each.problem is not None:
            self.done.damaged.append(each.problem)
        else:
            self.done.articles += self._taking.take(each)

    def _note_tdmrep(self, capture: Capture) -> None:
        """Keep what a host said of automatic use, which is written to its articles."""
        parts = urlsplit(capture.url)
        if parts.path != f"/{TDMREP_FILE}" or parts.hostname is None or capture.status is None:
            return
        source = (capture.file, capture.offset, capture.length)
        try:
            kept = read_kept(self.folder, *source)
            body = response_of(kept, kept.body, 1 << 20).body
        except (CaptureUnreadableError, Refused) as error:
            self.done.damaged.append(str(error))
            return
        self.session.flush()  # what was stored before did not know of it
        text = text_of(body)
        verdict = judge(capture.status, text)
        self.session.save_robots(
            parts.hostname,
            capture.fetched_at,
            capture.status,
            text.encode() if verdict == RULES else b"",
            verdict,
            file=TDMREP_FILE,
        )


def read_step(folder: str, step: Step) -> ReadAgain | Capture | NewRun:
    """Read a page; hand on what is no page. For worker processes."""
    return read_place(folder, step) if isinstance(step, Place) else step
