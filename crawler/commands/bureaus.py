"""`antara bureaus`: which bureaus are known, and how much of each is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.commands.base import GOOD, AntaraCommand, add_json
from crawler.terminal import write_json, write_rows

if TYPE_CHECKING:
    import argparse


class Command(AntaraCommand):
    """List the bureaus of bureaus.toml."""

    summary = "list the bureaus: name, host, province, zone, articles held"
    description = (
        "List every bureau this software knows, in the order of crawler/bureaus.toml, with the "
        "number of its articles in the archive if there is one. The short name is what --bureau "
        "understands."
    )
    examples = ("antara bureaus", "antara bureaus --json")

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--json`."""
        add_json(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print one line a bureau."""
        from crawler.bureaus import load_bureaus

        held = self._held()
        bureaus = load_bureaus().values()
        if opts.json:
            for bureau in bureaus:
                write_json(
                    {
                        "name": bureau.name,
                        "host": bureau.host,
                        "title": bureau.title,
                        "province": bureau.province,
                        "zone": bureau.zone,
                        "language": bureau.language,
                        "articles": held.get(bureau.name, 0) if held is not None else None,
                    }
                )
            return GOOD
        write_rows(
            (
                (
                    bureau.name,
                    bureau.host,
                    bureau.province or "-",
                    bureau.zone,
                    "-" if held is None else held.get(bureau.name, 0),
                )
                for bureau in bureaus
            ),
            ("NAME", "HOST", "PROVINCE", "ZONE", "ARTICLES"),
        )
        return GOOD

    def _held(self) -> dict[str, int] | None:
        """Return the articles held by bureau; None when there is no archive yet."""
        from pipelines.archive import ArchiveMissing

        try:
            with self.archive() as reader:
                return reader.counts()
        except ArchiveMissing:
            return None
