"""`antara doctor`: whether this installation can do its work, and what to do if not."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

from crawler.commands.base import GOOD, NEEDS_A_PERSON, AntaraCommand, add_json
from crawler.terminal import printable, wrapped, write_json

if TYPE_CHECKING:
    import argparse

HANGING = " " * 22


class Command(AntaraCommand):
    """Check the installation."""

    summary = "check the installation, and say what to do"
    description = (
        "Check versions, time zones, the contact, disk room, the folder and the last run of "
        "scheduled backups, the clock, the archive's file and its SQLite library, the permission "
        "on record and each bureau's last good run. Asks nothing of any network "
        "('antara probe' does) and changes nothing. "
        f"Exit status: {GOOD} nothing is in a crawl's way, {NEEDS_A_PERSON} something is bad."
    )
    examples = ("antara doctor", "antara doctor --json")

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--json`."""
        add_json(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print each finding."""
        from crawler.doctor import Verdict, examine

        assert self.settings is not None
        bad = False
        findings = []
        for finding in examine(self.settings, dt.datetime.now(dt.UTC)):
            bad = bad or finding.verdict is Verdict.BAD
            findings.append(finding.as_dict())
            if opts.json:
                continue
            line = f"{finding.verdict:<5} {finding.check:<15} {printable(finding.found)}"
            sys.stdout.write(wrapped(line, hanging=HANGING) + "\n")
            if finding.step:
                sys.stdout.write(wrapped(f"-> {finding.step}", indent=HANGING) + "\n")
        if opts.json:
            write_json({"findings": findings})
        return NEEDS_A_PERSON if bad else GOOD
