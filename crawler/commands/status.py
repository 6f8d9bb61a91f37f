"""`antara status`: what the archive holds, and what the last crawls did."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crawler.commands.base import GOOD, AntaraCommand, add_json
from crawler.terminal import wrapped, write_json

if TYPE_CHECKING:
    import argparse


HANGING = " " * 11
"""What a line goes on with where it is wider than the terminal: below its values."""


class Command(AntaraCommand):
    """Say what is held."""

    summary = "what the archive holds, and what the last crawls did"
    description = (
        "Say what the archive holds by bureau, kind and layout, what became of the addresses that "
        "were found, up to when each bureau is complete, what the last crawls did, and what "
        "deserves a look."
    )
    examples = ("antara status", "antara status --json")

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--json`."""
        add_json(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the archive's numbers."""
        from crawler.status_view import status_lines

        with self.archive() as reader:
            status = reader.status()
        if opts.json:
            write_json(status)
            return GOOD
        for line in status_lines(status):
            sys.stdout.write(f"{wrapped(line, hanging=HANGING)}\n")
        return GOOD
