"""`antara rebuild NEW.db`: the archive made again from its captures alone."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.commands.base import (
    GOOD,
    INTERRUPTED,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_jobs,
    add_json,
    complain,
)
from crawler.terminal import counted, write_json

if TYPE_CHECKING:
    from crawler.captures.rebuild import Rebuilt
    from pipelines.archive.compare import Difference

SHOWN = 20
"""Differences that are told."""
UNFINISHED = ".unfinished"


class Command(AntaraCommand):
    """Make an archive from captures alone, offline."""

    summary = "make the archive again from its captures alone; --compare says what differs"
    description = (
        "Read the WARC files in the folder captures beside NEW.db and make a new archive of what "
        "is in them, with today's layouts and without any network. Articles, their revisions, "
        "credits, tags, pictures and ledgers are made again; the frontier, walks and runs are "
        "not, as no capture tells them; what was withdrawn stays so, the splits of data sets stay "
        "what they are and audits are taken over, by the lists beside the captures. NEW.db must "
        "not exist; until it is finished it is called NEW.db.unfinished. With --compare, say "
        "afterwards what differs from another archive, row by row. Exit status 1: a record could "
        "not be read, or something differs."
    )
    words = ("NEW.db",)
    examples = (
        "antara rebuild again.db",
        "antara rebuild again.db --compare archive.db",
        "antara rebuild again.db --id e076f4 --jobs 2",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add which captures, how many processes, and what to compare with."""
        parser.add_argument(
            "--id",
            metavar="ID,…",
            help="of which archives' captures, where the folder has those of several",
        )
        add_jobs(parser)
        parser.add_argument(
            "--compare", metavar="OLD.db", help="say what differs from this archive"
        )
        add_json(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Make the archive, then compare it."""
        from crawler.captures.heads import origins_of

        new = Path(args[0]).absolute()
        unfinished = new.with_name(new.name + UNFINISHED)
        if new.exists():
            raise Refusal(f"{new} exists already; name a file that does not.")
        files = self._files(new.parent, opts)
        origins = origins_of(files)
        if len(origins) != 1 or origins & {""}:
            raise Refusal(
                f"The captures in {new.parent}/captures do not say alike whether they are "
                f"real or invented ({', '.join(sorted(each or 'nothing' for each in origins))})."
            )
        (origin,) = origins
        self._clear(unfinished)
        try:
            done = self._make(unfinished, files, origin, opts)
        except KeyboardInterrupt:
            self._clear(unfinished)
            complain("Interrupted; nothing was made. The same command begins anew.")
            return INTERRUPTED
        for each in done.damaged[:SHOWN]:
            complain(f"Damaged: {each}")
        unfinished.rename(new)
        for lock in new.parent.glob(f"{unfinished.name}*"):
            lock.unlink(missing_ok=True)
        found = _differences(Path(opts.compare), new) if opts.compare else []
        return self._tell(new, done, found, opts)

    @staticmethod
    def _files(folder: Path, opts: argparse.Namespace) -> list[Path]:
        """Return the files to read, in the order in which they were written.

        To compare with an archive, those that it names, also where it was made again itself and
        so has files of another mark; and what a kill left of its own.
        """
        from crawler.captures.names import files_of, ids_in, mark_of
        from pipelines.archive import ArchiveReader

        chosen = set(opts.id.split(",")) if opts.id else None
        named: set[str] = set()
        if opts.compare:
            with ArchiveReader(Path(opts.compare)) as reader:
                if chosen is None and reader.archive_id is not None:
                    chosen = {reader.archive_id}
                    named = {Path(each.file).name for each in reader.captures.files()}
        ids = ids_in(folder)
        if chosen is None and len(ids) > 1:
            raise Refusal(
                f"{folder}/captures has those of several archives: {', '.join(sorted(ids))}. "
                "Choose with --id, several with commas between them."
            )
        files = [
            path
            for path in files_of(folder)
            if chosen is None or mark_of(path.name) in chosen or path.name in named
        ]
        if not files:
            which = f" of the archive {', '.join(sorted(chosen))}" if chosen else ""
            raise Refusal(f"There are no captures{which} in {folder}/captures.")
        return files

    def _make(
        self, path: Path, files: list[Path], origin: str, opts: argparse.Namespace
    ) -> Rebuilt:
        from crawler.captures.names import mark_of
        from crawler.captures.rebuild import Rebuild
        from crawler.steady import CopyBar
        from pipelines.archive import ArchiveSession, audit_file, splits_kept, tombstone_file

        jobs = opts.jobs or os.cpu_count() or 1
        withdrawn = tombstone_file.read(path.parent, origin)
        marks = {mark for each in files if (mark := mark_of(each.name)) is not None}
        audits = audit_file.read(path.parent, origin, marks)
        with ArchiveSession.claim(path, origin) as session:
            session.keeps_lists = False  # all that they would say is in those that are there
            session.open()
            session.begin_run("rebuild", {"files": len(files)})
            rebuild = Rebuild(session, path.parent, jobs, withdrawn, audits)
            size = sum(each.stat().st_size for each in files)
            with CopyBar() as bar:
                for done in rebuild.read(files):
                    bar("read", done.bytes, size)
            session.finish_run("finished", {})
        rebuild.done.splits = splits_kept.take_in(path, origin, listed=False)
        return rebuild.done

    @staticmethod
    def _clear(path: Path) -> None:
        """Take away what an earlier attempt left."""
        for suffix in ("", "-wal", "-shm", ".lock"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

    def _tell(
        self, new: Path, done: Rebuilt, found: list[Difference], opts: argparse.Namespace
    ) -> int:
        status = NEEDS_A_PERSON if found or done.damaged else GOOD
        if opts.json:
            write_json(
                {
                    "archive": str(new),
                    "records": done.records,
                    "articles": done.articles,
                    "withdrawn": done.withdrawn,
                    "splits": done.splits,
                    "audits": done.audits,
                    "damaged": done.damaged,
                    "differences": [_plain(each) for each in found] if opts.compare else None,
                }
            )
            return status
        complain(
            f"{new}: {done.records:,} records, {done.articles:,} readings of articles, "
            f"{len(done.damaged)} records damaged."
        )
        if done.withdrawn:
            complain(f"Withdrawn, as before: {counted(done.withdrawn, 'article')}.")
        if done.splits:
            complain(f"In the splits of data sets, as before: {counted(done.splits, 'article')}.")
        if done.audits:
            complain(f"Taken over with their answers: {counted(done.audits, 'audit')}.")
        for each in found[:SHOWN]:
            complain(_line(each))
        if len(found) > SHOWN:
            complain(f"… and {len(found) - SHOWN:,} more.")
        if opts.compare:
            complain(f"{len(found):,} differences from {opts.compare}.")
        return status


def _differences(old: Path, new: Path) -> list[Difference]:
    from pipelines.archive.compare import differences

    return list(differences(old, new))


def _plain(each: Difference) -> dict[str, Any]:
    return {
        "table": each.table,
        "key": each.key,
        "column": each.column or None,
        "old": each.one,
        "new": each.other,
    }


def _line(each: Difference) -> str:
    if not each.column:
        which = "only in the old one" if each.other is None else "only in the new one"
        return f"{each.key}: a row of {each.table}, {which}"
    return f"{each.key}: {each.table}.{each.column}: {_short(each.one)} → {_short(each.other)}"


def _short(value: object) -> str:
    text = re.sub(r"\s+", " ", repr(value))
    return text if len(text) <= 80 else f"{text[:77]}…'"
