"""`antara import FILE…`: articles from WARC files that others wrote."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commandline import SAMPLE
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
    from crawler.captures.importing import Imported
    from crawler.captures.sources import Source

SHOWN = 10


class Command(AntaraCommand):
    """Read WARC files from elsewhere, offline."""

    summary = "read articles from WARC files that others wrote, such as a web archive"
    description = (
        "Read WARC files from elsewhere (.warc.gz, or a WACZ) without any network. Answers to "
        "ANTARA's article addresses are copied into the archive's own captures, marked with the "
        "file that they come from, and go through the same layouts and pipelines as a crawl's. A "
        "page that is older than what is held becomes an earlier revision; what is known already "
        "is passed over, so that an interrupted import goes on. Only import what you may keep: "
        "the texts stay ANTARA's. Exit status 1: a record is damaged, a page's place in an "
        "article's history could not be told, or another article is held under a page's key."
    )
    words = ("FILE…",)
    examples = (
        "antara import page.warc.gz",
        "antara import 2019/*.warc.gz --jobs 2",
        "antara import article.wacz --json",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add how many processes read, and `--json`."""
        add_jobs(parser)
        add_json(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read the files, then tell."""
        from crawler.captures.importing import COMMAND, Importing
        from crawler.config import archive_path, revisit_days_of
        from crawler.interrupts import Interrupts
        from crawler.steady import CopyBar
        from pipelines.archive import ArchiveSession
        from pipelines.archive.tokens import KEY_COLLISION

        assert self.settings is not None
        sources, origin = self._sources(args)
        path = archive_path(self.settings)
        self._check_origin(path, origin)
        size = sum(source.size() for source in sources)
        with ArchiveSession.claim(path, origin) as session:
            session.revisit_days = revisit_days_of(self.settings)
            session.open()
            complain(f"Archive: {session.path}{SAMPLE if origin == 'sample' else ''}")
            session.begin_run(COMMAND, {"files": [source.name for source in sources]})
            most = self.settings.getint("CAPTURES_FILE_SIZE")
            importing = Importing(
                session,
                most,
                opts.jobs or os.cpu_count() or 1,
                self.settings.getint("DOWNLOAD_MAXSIZE"),
            )
            with Interrupts() as interrupts, CopyBar() as bar:
                importing.read(
                    sources, lambda done: bar("read", done, size), lambda: interrupts.asked
                )
            status = INTERRUPTED if interrupts.asked else GOOD
            outcome = "interrupted" if interrupts.asked else "finished"
            session.finish_run(outcome, importing.done.bureaus)
            importing.files.close()
            notes = [*session.notes, *importing.files.notes]
        done = importing.done
        self._tell(done, notes, opts)
        if status == INTERRUPTED:
            complain("Interrupted; what was read is kept. The same command goes on.")
            return status
        wrong = done.damaged or done.unplaced or done.unread[KEY_COLLISION]
        return NEEDS_A_PERSON if wrong else GOOD

    @staticmethod
    def _check_origin(path: Path, origin: str) -> None:
        """Refuse to bring real and invented articles together; nothing is moved for an import."""
        from pipelines.archive import ArchiveReader

        if not path.exists():
            return
        with ArchiveReader(path) as reader:
            held = reader.origin
        if held != origin:
            what = {"live": "holds real articles", "sample": "is a sample of invented articles"}
            given = {"live": "say nothing of being invented", "sample": "are those of a sample"}
            raise Refusal(
                f"{path} {what[held]}, and the files {given[origin]}: name another archive with "
                "-s ARCHIVE_PATH=…"
            )

    @staticmethod
    def _sources(names: list[str]) -> tuple[list[Source], str]:
        """Return what is to be read, and its origin."""
        from crawler.captures.sources import (
            UNREADABLE,
            NoSourceError,
            origin_of,
            sources_of,
            unreadable,
        )

        sources, wrong = [], []
        for name in names:
            try:
                sources += sources_of(Path(name))
            except NoSourceError as error:
                wrong.append(str(error))
        if wrong:
            nothing = " Nothing was imported." if len(names) > 1 else ""
            raise Refusal(" ".join(wrong) + nothing)
        origins = []
        for source in sources:
            try:
                origins.append((source.name, origin_of(source)))
            except UNREADABLE as error:
                raise Refusal(str(unreadable(source.path, error))) from None
        if len({origin for _, origin in origins}) > 1:
            invented = next(name for name, origin in origins if origin == "sample")
            raise Refusal(
                f"{invented} holds invented articles of a sample, the others do not: import them "
                "one after the other."
            )
        return sources, origins[0][1]

    @staticmethod
    def _tell(done: Imported, notes: list[str], opts: argparse.Namespace) -> None:
        from crawler.captures.elsewhere import Skipped

        if opts.json:
            write_json(
                {
                    "records": done.records,
                    "results": dict(done.results),
                    "bureaus": {name: dict(counts) for name, counts in done.bureaus.items()},
                    "unread": dict(done.unread),
                    "skipped": {each.name.lower(): n for each, n in done.skipped.items()},
                    "damaged": done.damaged,
                    "unplaced": done.unplaced,
                    "notes": notes,
                }
            )
            return
        for note in notes:
            complain(f"Note: {note}")
        for each in done.damaged[:SHOWN]:
            complain(f"Damaged: {each}")
        for key in done.unplaced[:SHOWN]:
            complain(
                f"{key}: an older page of it is kept, but is no revision: one of the article's "
                "states has no capture, or its capture cannot be read."
            )
        for reason, count in done.unread.most_common():
            complain(f"{counted(count, 'page')} not read as an article: {reason}")
        for skipped, count in done.skipped.most_common():
            if skipped is Skipped.OTHER:  # requests and the like stand beside every answer
                continue
            complain(f"{counted(count, 'record')} passed over: {skipped}")
        results = done.results
        missing = results["missing"] + results["gone"]
        complain(
            f"{counted(done.records, 'record')}: {counted(results['stored'], 'new article')}, "
            f"{counted(results['revised'], 'revision')}, "
            f"{counted(results['unchanged'], 'page')} with nothing new, "
            + (f"{counted(missing, 'answer')} that there is no page, " if missing else "")
            + f"{counted(len(done.damaged), 'record')} damaged."
        )
