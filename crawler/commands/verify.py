"""`antara verify`: whether every capture is still what was written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crawler.commands.base import (
    GOOD,
    NEEDS_A_PERSON,
    AntaraCommand,
    add_json,
    complain,
    day,
)
from crawler.terminal import printable, write_json

if TYPE_CHECKING:
    import argparse


class Command(AntaraCommand):
    """Verify the captures."""

    summary = "read every capture, and say which are damaged and what they concern"
    description = (
        "Read every record of the WARC files beside the archive, to the end of its compressed "
        "stream, with its length and both digests, and compare each row of the archive with its "
        "record: any cut, hole or flipped bit is found and named, with the articles it concerns; "
        "so are erasures that were interrupted, and a list of withdrawn articles that differs. "
        "Changes nothing; a crawl may go on meanwhile. "
        f"Exit status: {GOOD} all good, {NEEDS_A_PERSON} something is damaged."
    )
    examples = ("antara verify", "antara verify --since 2026-11-01 --json")

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add from when on, how closely, and `--json`."""
        parser.add_argument(
            "--since",
            metavar="DATE",
            type=day,
            help="only files with an answer of this day (UTC) or later",
        )
        parser.add_argument(
            "--quick",
            action="store_true",
            help="do not look for flipped bits that change nothing of what is read",
        )
        add_json(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Check, and tell what was found."""
        from crawler.captures.checking import Check
        from crawler.captures.prune import leftovers
        from crawler.captures.withdrawn_checks import withdrawn_findings
        from crawler.steady import CopyBar
        from crawler.verify_view import damage_lines, note_lines, summary_line

        with self.archive() as reader, CopyBar() as bar:
            check = Check(
                reader.captures,
                reader.path.parent,
                exact=not opts.quick,
                skip=leftovers(reader.path) or (),
                tick=lambda done, total: bar("Verifying", done, total),
            )
            report = check.run(opts.since or "")
            report.findings += withdrawn_findings(reader)
        if opts.json:
            write_json(report.as_dict())
        else:
            for finding in report.findings:
                for line in damage_lines(finding):
                    indent = line[: len(line) - len(line.lstrip())]
                    sys.stdout.write(f"{indent}{printable(line)}\n")
            sys.stdout.write(f"{summary_line(report)}\n")
            for line in note_lines(report):
                complain(f"Note: {printable(line)}")
        return NEEDS_A_PERSON if report.findings else GOOD
