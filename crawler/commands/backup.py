"""`antara backup DIR`: a checked copy of the archive, while a crawl may go on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commandline import SAMPLE
from crawler.commands.base import (
    GOOD,
    NEEDS_A_PERSON,
    AntaraCommand,
    add_json,
    complain,
    positive,
)
from crawler.terminal import write_json

if TYPE_CHECKING:
    import argparse

    from pipelines.archive.backup import Backup


class Command(AntaraCommand):
    """Back the archive up."""

    summary = "make a checked copy of the archive in a folder, and keep the newest ones"
    description = (
        "Copy the archive into DIR as archive-<UTC>.db, as it is at one moment; a crawl may go on "
        "meanwhile. The copy gets its name once it is on the disk, was opened and found sound, "
        "its full-text index too. Of the backups of this archive in DIR the newest are kept; no "
        "other file is ever removed. DIR is not made, and should be on another disk. "
        "'antara restore FILE' puts a backup in the archive's place. "
        f"Exit status: {GOOD} good, {NEEDS_A_PERSON} the backup is good, but the archive could not "
        "be told of it."
    )
    words = ("DIR",)
    examples = ("antara backup /mnt/backup", "antara backup /mnt/backup --keep 30")

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add how many to keep, and `--json`."""
        from pipelines.archive.backup import KEEP

        parser.add_argument(
            "--keep",
            metavar="N",
            type=positive,
            default=KEEP,
            help=f"how many backups to keep in DIR, the new one included ({KEEP})",
        )
        add_json(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Make the backup, note it in the archive, say what it is."""
        from crawler.config import archive_path
        from crawler.steady import CopyBar
        from pipelines.archive.backup import make_backup

        assert self.settings is not None
        path = archive_path(self.settings)
        complain(f"Archive: {path}")
        with CopyBar() as bar:
            made = make_backup(path, Path(args[0]).absolute(), opts.keep, tick=bar)
        noted = note(path, made)
        self._tell(made, opts)
        return GOOD if noted else NEEDS_A_PERSON

    @staticmethod
    def _tell(made: Backup, opts: argparse.Namespace) -> None:
        from crawler.status_view import size

        for text in made.notes:
            complain(f"Note: {text}")
        if opts.json:
            names = ("made_at", "verified_at", "bytes", "articles", "origin")
            facts = {name: getattr(made, name) for name in names}
            write_json(
                {"path": str(made.path), **facts, "removed": [str(each) for each in made.removed]}
            )
            return
        sample = SAMPLE if made.origin == "sample" else ""
        sys.stdout.write(
            f"{made.path}: {size(made.bytes)}, {made.articles:,} articles, checked and "
            f"sound{sample}.\n"
        )
        for each in made.removed:
            sys.stdout.write(f"Removed {each}: {opts.keep} are kept.\n")


def note(path: Path, made: Backup) -> bool:
    """Write the backup down in the archive; say why if that cannot be done.

    Returns:
        whether nobody need look: an archive of an older schema has no place for it yet.
    """
    from pipelines.archive import ArchiveError, ArchiveOlder
    from pipelines.archive.backup_log import note_backup
    from pipelines.archive.beside import write_beside

    try:
        with write_beside(path) as db:
            note_backup(db, made)
    except ArchiveOlder:
        return True
    except ArchiveError as error:
        complain(f"The backup is good, but 'antara status' does not know of it: {error}")
        return False
    return True
