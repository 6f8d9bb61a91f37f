"""`antara reread`: held articles read again from their captures, by today's layouts."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from crawler.commandline import SAMPLE
from crawler.commands.base import (
    GOOD,
    INTERRUPTED,
    NEEDS_A_PERSON,
    AntaraCommand,
    add_filters,
    add_jobs,
    complain,
    read_filters,
)
from crawler.terminal import counted, write_json, write_rows

if TYPE_CHECKING:
    from crawler.captures.reread import Reread

PROBLEMS_SHOWN = 10


class Command(AntaraCommand):
    """Read articles again, offline."""

    summary = "read held articles again from their captures, by today's layouts"
    description = (
        "Read the captures of held articles again with today's layouts, without any network, and "
        "write what they say now in place of what was read before. A difference that comes of the "
        "reader is no revision: revisions are made again as if today's reader had read each "
        "capture. It says how many articles change in each field, with examples word by word; "
        "--dry-run says so and writes nothing. Articles that today's version has read are left "
        "out, so that an interrupted run goes on; --all reads them, too. Exit status 1: a capture "
        "could not be read, or is no article any more; such articles stay as they are."
    )
    examples = (
        "antara reread --dry-run",
        "antara reread --bureau sumsel --layout r",
        "antara reread --all --since 2026-11-01 --jobs 2",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add which articles, how many processes, and `--dry-run`."""
        add_filters(parser)
        parser.add_argument(
            "--all", action="store_true", help="also those that this version has read"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and write nothing"
        )
        add_jobs(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read them again, then tell."""
        from crawler.captures.reread import Rereading
        from crawler.config import archive_path
        from crawler.items import EXTRACTOR_VERSION
        from crawler.steady import Steady
        from pipelines.archive import ArchiveReader, ArchiveSession

        assert self.settings is not None
        path = archive_path(self.settings)
        filters = read_filters(opts)
        version = None if opts.all else EXTRACTOR_VERSION
        jobs = opts.jobs or os.cpu_count() or 1
        with ArchiveReader(path) as reader:
            sample = SAMPLE if reader.origin == "sample" else ""
            complain(f"Archive: {reader.path}{sample}")
            count, unkept = reader.to_reread(filters, version)
            origin = reader.origin
            status = GOOD
            with ArchiveSession.claim(path, origin) as session:
                if not opts.dry_run:
                    session.open()
                rereading = Rereading(session, str(path.parent), jobs, dry_run=opts.dry_run)
                try:
                    with Steady("articles", count) as shown:
                        for done in rereading.run(filters, version, reader.article):
                            shown.at(done.articles)
                except KeyboardInterrupt:
                    status = INTERRUPTED
        self._tell(rereading.done, unkept, opts)
        if status == INTERRUPTED:
            goes_on = not opts.dry_run and not opts.all
            again = "goes on with what is left" if goes_on else "begins anew"
            complain(f"Interrupted. The same command {again}.")
            return status
        return NEEDS_A_PERSON if rereading.done.problems else GOOD

    @staticmethod
    def _tell(done: Reread, unkept: int, opts: argparse.Namespace) -> None:
        from crawler.captures.reread import word_diff
        from crawler.items import EXTRACTOR_VERSION

        if opts.json:
            write_json(
                {
                    "articles": done.articles,
                    "unread": done.unread,
                    "changed": done.changed,
                    "without_capture": unkept,
                    "fields": dict(done.fields.most_common()),
                    "examples": {
                        name: [
                            {"key": each.key, "before": each.before, "after": each.after}
                            for each in examples
                        ]
                        for name, examples in done.examples.items()
                    },
                    "problems": done.problems,
                    "written": not opts.dry_run,
                }
            )
            return
        write_rows(done.fields.most_common(), ("FIELD", "ARTICLES"))
        for name, examples in done.examples.items():
            for each in examples:
                complain(f"{name}, {each.key}: {word_diff(each.before, each.after)}")
        for problem in done.problems[:PROBLEMS_SHOWN]:
            complain(f"Not read: {problem}")
        if len(done.problems) > PROBLEMS_SHOWN:
            complain(f"… and {len(done.problems) - PROBLEMS_SHOWN:,} more.")
        if unkept:
            complain(f"{unkept:,} articles have no capture and stay as they are.")
        verb = "would change" if opts.dry_run else "changed"
        read = counted(done.articles - done.unread, "article")
        unread = f", {done.unread:,} could not be read" if done.unread else ""
        complain(f"{read} read again, {done.changed:,} {verb}{unread}.")
        if not done.articles and not opts.all:
            complain(
                f"Version {EXTRACTOR_VERSION} of the reader has read all others; --all reads them "
                "once more."
            )
