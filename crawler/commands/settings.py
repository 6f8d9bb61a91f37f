"""`antara settings`: each setting, its value, where that came from, what it means."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from crawler.commands.base import GOOD, AntaraCommand, add_json, complain
from crawler.terminal import for_a_person, printable, wrapped, write_json, write_rows

if TYPE_CHECKING:
    import argparse


LONGEST_VALUE = 24
"""Characters to which values are padded on a terminal."""


class Command(AntaraCommand):
    """Print the settings that a person may want to change."""

    summary = "print each setting, its value, where it came from and what it means"
    description = (
        "Print each setting with its value and its origin: the default, antara.toml beside the "
        "archive (which one is said on standard error), the environment (ANTARA_NAME), or -s "
        "NAME=VALUE of this command line. The later ones win."
    )
    examples = ("antara settings", "antara settings -s DOWNLOAD_DELAY=10", "antara settings --json")

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--json`."""
        add_json(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print each setting; on a terminal its meaning stands below it."""
        from crawler.origins import archive_folder, toml_path
        from crawler.settings import describe

        settings = describe(self.settings)
        if not opts.json:
            toml = toml_path(os.environ, archive_folder())
            complain(f"Read: {toml}" if toml.is_file() else f"There is no {toml}.")
        if opts.json:
            write_json({info.name.lower(): asdict(info) for info in settings})
        elif for_a_person():
            rows = [(info.name, printable(info.value) or "-", info.origin) for info in settings]
            name, value = (max(len(row[n]) for row in rows) for n in (0, 1))
            # A long path must not push every origin off the screen.
            value = min(value, LONGEST_VALUE)
            for row, meaning in zip(
                [("SETTING", "VALUE", "ORIGIN"), *rows],
                ["", *(info.help for info in settings)],
                strict=True,
            ):
                sys.stdout.write(f"{row[0]:<{name}}  {row[1]:<{value}}  {row[2]}\n")
                if meaning:
                    sys.stdout.write(f"{wrapped(meaning, '    ')}\n")
        else:
            write_rows(
                ((info.name, info.value, info.origin, info.help) for info in settings),
                ("NAME", "VALUE", "ORIGIN", "MEANING"),
            )
        return GOOD
