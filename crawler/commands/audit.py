"""`antara audit`: a sample of articles beside their pages, judged field by field by a person."""

from __future__ import annotations

import argparse
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from crawler.audit_choice import SEED, of_id, seed_of, to_go_on, to_report
from crawler.audit_view import drawn_said, say_left, write_list, write_report
from crawler.commands.base import (
    AntaraCommand,
    Refusal,
    add_filters,
    complain,
    positive,
    read_filters,
)
from crawler.listening import listen, port_number, say_serving
from crawler.needed import need_to_serve
from crawler.terminal import counted

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from pipelines.archive import ArchiveReader

HOST, PORT = "127.0.0.1", 8002
MOST = 10_000
"""Articles of a sample; nobody looks at more."""
TOLD = ("list", "report")
DRAWS = ("seed", "bureau", "since", "until", "kind", "layout")
"""Options that say what is drawn."""


class Command(AntaraCommand):
    """Find out how right the archive is."""

    summary = "how right is it? compare a sample of articles with their pages, field by field"
    description = (
        "Draw a sample of the articles that pass the filters, by bureau, year and layout, and show "
        "each in the browser: the page as it came, from its capture, beside what was read off it. "
        "A person says of each field whether it is right, wrong or cannot be told. Answers are "
        "kept in the archive at once: end with Ctrl-C at any time, 'antara audit' goes on. The "
        "rates, with Wilson's 95 % intervals, stand in the card of each data set that is exported; "
        "--report prints them. Served to this machine only, and nothing is asked of any other. A "
        "crawl may run meanwhile; so long no answer can be saved. docs/audit.md says how to do one."
    )
    examples = (
        "antara audit --sample 200 --seed 1",
        "antara audit --sample 50 --bureau bali --since 2026-01-01",
        "antara audit",
        "antara audit --list",
        "antara audit --report --json",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what is drawn, what is told, and where the pages are."""
        parser.add_argument(
            "--sample",
            metavar="N",
            type=sample_size,
            help="draw so many articles; the same N, seed and filters go on with an open audit",
        )
        parser.add_argument(
            "--seed",
            metavar="N",
            type=seed,
            help=f"of the draw: the same one draws the same articles ({SEED})",
        )
        parser.add_argument(
            "--id", metavar="N", type=positive, help="this audit; by default the newest open one"
        )
        parser.add_argument("--list", action="store_true", help="list the audits of the archive")
        parser.add_argument(
            "--report",
            action="store_true",
            help="print what the answers say; by default of the newest audit with any",
        )
        parser.add_argument(
            "--port",
            metavar="N",
            type=port_number,
            default=PORT,
            help=f"port ({PORT}); 0 takes a free one",
        )
        parser.add_argument("--open", action="store_true", help="open it in a browser")
        add_filters(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse options that contradict each other."""
        super().check(args, opts)
        told = [name for name in TOLD if getattr(opts, name)]
        if len(told) > 1:
            raise Refusal(f"--list and --report are two questions: ask one. {self._see_help()}")
        if opts.sample is None:
            given = [name for name in DRAWS if getattr(opts, name) is not None]
            if given:
                raise Refusal(
                    f"--{given[0]} says what is drawn, and --sample that something is: add it. "
                    + self._see_help()
                )
        elif told or opts.id is not None:
            other = f"--{told[0]}" if told else "--id"
            raise Refusal(
                f"--sample draws a new sample, {other} is about one that was drawn: leave one out. "
                + self._see_help()
            )
        if opts.json and not told:
            raise Refusal(f"--json belongs to --list and --report. {self._see_help()}")
        if told == ["list"] and opts.id is not None:
            raise Refusal(f"--list lists all: leave --id out. {self._see_help()}")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """List, report, or serve the pages of an audit until Ctrl-C."""
        if opts.list or opts.report:
            with self.archive() as reader:
                audits = reader.audits.all()
            if opts.list:
                return write_list(audits, as_json=opts.json)
            return write_report(to_report(audits, opts.id), as_json=opts.json)
        # Nothing is drawn that could not be shown then.
        need_to_serve("audit")
        with closing(listen(HOST, opts.port, "audit")) as listener:
            path, origin, audit = self._begin(opts)
            with suppress(KeyboardInterrupt):
                self._serve(path, origin, audit, listener, open_it=opts.open)
        return say_left(path, audit)

    def _begin(self, opts: argparse.Namespace) -> tuple[Path, str, int]:
        """Find or draw the audit that is meant; returns the archive, its origin, the number."""
        from pipelines.archive.audit_report import report
        from pipelines.archive.derived_columns import made_as

        with self.archive() as reader:
            if reader.derived is not None:
                raise Refusal(
                    f"{reader.path} {made_as(reader.derived)}, and has no pages to compare with: "
                    "name the archive itself."
                )
            found = to_go_on(reader.audits.all(), opts) or self._drawn(reader, opts)
            complain(f"Audit {found['id']}: {drawn_said(report(found))}")
            return reader.path, reader.origin, int(found["id"])

    def _drawn(self, reader: ArchiveReader, opts: argparse.Namespace) -> dict[str, Any]:
        """Draw a sample and write it.

        Raises:
            Refusal: there is nothing to draw from.
        """
        from pipelines.archive import ArchiveSession

        folder = reader.path.parent
        there = {each.file for each in reader.captures.files() if (folder / each.file).is_file()}
        filters = read_filters(opts)
        sample = reader.audits.draw(filters, opts.sample, seed_of(opts), there)
        if not sample.chosen:
            why = (
                "No article answers to that."
                if not sample.articles
                else f"Of {counted(sample.articles, 'article')} the page is kept of none: see "
                "'antara captures'."
            )
            raise Refusal(f"{why} Nothing was drawn.")
        with ArchiveSession.claim(reader.path, reader.origin) as session:
            session.open()
            number = session.add_audit(sample, filters)
        if len(sample.chosen) < opts.sample:
            complain(f"There are no more than {counted(len(sample.chosen), 'article')} to draw.")
        return of_id(reader.audits.all(), number)

    def _serve(
        self, path: Path, origin: str, audit: int, listener: socket.socket, *, open_it: bool
    ) -> None:
        from crawler.captures.kept import CaptureUnreadableError
        from crawler.errors import Refused
        from crawler.kept_page import page_kept
        from crawler.layouts.decode import decode
        from pipelines.archive import ArchiveSession
        from pipelines.audit.app import AuditApp
        from pipelines.audit.store import NoPageError, Store
        from pipelines.datasette import connections

        most = int(self.setting("DOWNLOAD_MAXSIZE"))

        def page_of(reader: ArchiveReader, capture: int) -> str:
            found = reader.captures.row(capture)
            if found is None:
                raise NoPageError("it was given up")
            try:
                return decode(page_kept(reader, found, most).body)[0]
            except (CaptureUnreadableError, Refused) as error:
                raise NoPageError(str(error)) from error

        store = Store(path, audit, page_of, lambda: ArchiveSession.claim(path, origin))
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        begun = partial(say_serving, address, open_it=open_it)
        connections.Server(AuditApp(store), begun).run(sockets=[listener])


def sample_size(value: str) -> int:
    """Check `--sample`.

    Raises:
        argparse.ArgumentTypeError: for what is no number of articles, or more than are looked at.
    """
    number = positive(value)
    if number > MOST:
        raise argparse.ArgumentTypeError(f"'{value}' is more than {MOST:,}")
    return number


def seed(value: str) -> int:
    """Check `--seed`.

    Raises:
        argparse.ArgumentTypeError: for anything but a whole number, 0 or more.
    """
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise argparse.ArgumentTypeError(f"'{value}' is not a whole number of at most 18 digits")
    return int(value)
