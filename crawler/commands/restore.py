"""`antara restore FILE`: a backup put in the archive's place."""

from __future__ import annotations

import shlex
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commandline import SAMPLE
from crawler.commands.base import GOOD, AntaraCommand
from crawler.terminal import counted, program
from crawler.withdrawn_view import said

if TYPE_CHECKING:
    import argparse

    from pipelines.archive.restore import Restored


class Command(AntaraCommand):
    """Restore the archive."""

    summary = "put a backup, or an archive of another machine, in the archive's place"
    description = (
        "Copy FILE beside the archive, check the copy, and put it in the archive's place. What "
        "stands there now is moved aside to archive.before-restore-<UTC>.db and never overwritten. "
        "A damaged FILE, one of a newer version and one that is no archive are refused, and so is "
        "everything while a crawl writes to the archive. What was withdrawn after the backup was "
        "made is withdrawn again, by the list beside the captures, and so it is with the splits of "
        "data sets and the answers of audits. All of that stands in the copy before it is put "
        "in the place. Interrupted at any instant, either the old or the new archive stands there."
    )
    words = ("FILE",)
    examples = (
        "antara restore /mnt/backup/archive-20261124T060000Z.db",
        "antara restore archive-20261124T060000Z.db --to /srv/antara/archive.db",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add where to."""
        parser.add_argument(
            "--to", metavar="PATH", help="put it there instead of the archive's own place"
        )

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Restore and say what to do next."""
        from crawler.captures.decided import Decided
        from crawler.config import archive_path
        from crawler.steady import CopyBar
        from pipelines.archive import files
        from pipelines.archive.restore import restore

        assert self.settings is not None
        path = archive_path(self.settings)
        place = Path(opts.to).absolute() if opts.to else path
        # Read before anything is moved: a backup that it is not in has what was withdrawn still.
        decided = Decided(files.itself(place).parent)
        with CopyBar() as bar:
            done = restore(
                Path(args[0]).absolute(),
                place,
                tick=bar,
                on_copy=decided.on_copy,
                in_place=decided.in_place,
            )
        for line in told(done, elsewhere=place != path):
            sys.stdout.write(f"{line}\n")
        if decided.withdrawn:
            sys.stdout.write(
                f"Withdrawn again, by the list beside the captures: {said(decided.withdrawn)}.\n"
            )
        if decided.unfinished:
            sys.stdout.write(
                f"Erased, but captures may still hold {said(decided.unfinished)}: 'antara withdraw "
                f"{said(decided.unfinished).replace(',', '')} --erase' goes on with it.\n"
            )
        if decided.splits:
            sys.stdout.write(
                "In the splits of data sets again, by the list beside the captures: "
                f"{counted(decided.splits, 'article')}.\n"
            )
        if decided.audits:
            sys.stdout.write(
                "With their answers again, by the list beside the captures: "
                f"{counted(decided.audits, 'audit')}.\n"
            )
        for line in kept_since(done, elsewhere=place != path):
            sys.stdout.write(f"{line}\n")
        return GOOD


def kept_since(done: Restored, *, elsewhere: bool) -> list[str]:
    """Say what the captures have that the backup does not know of, and how it comes back.

    Args:
        done: what stands in the place now.
        elsewhere: whether commands need to be told of that place.
    """
    from crawler.captures.names import FOLDER, files_of
    from crawler.captures.unsettled import left_behind
    from pipelines.archive import ArchiveReader, files

    folder = files.itself(done.path).parent
    if done.older_schema or not files_of(folder):
        return []
    with ArchiveReader(done.path) as reader:
        mark = reader.archive_id
        ends = {each.file: each.end for each in reader.captures.files()}
    count = 0
    with suppress(OSError):  # 'antara verify' names it
        kept = files_of(folder, mark) if mark else []
        count = sum(1 for _ in left_behind(folder, kept, lambda file: ends.get(file, 0)))
    if not count:
        return []
    option = f" -s ARCHIVE_PATH={shlex.quote(str(done.path))}" if elsewhere else ""
    return [
        f"{counted(count, 'answer')} for articles were kept after this backup was made, and it "
        f"has nothing of them: '{program()} import{option} "
        f"{shlex.quote(str(folder / FOLDER))}/antara-{mark}-*.warc.gz' takes them in."
    ]


def told(done: Restored, *, elsewhere: bool) -> list[str]:
    """Return what a person reads after a restore.

    Args:
        done: what stands in the place now.
        elsewhere: whether commands need to be told of that place.
    """
    sample = SAMPLE if done.origin == "sample" else ""
    lines = [f"{done.path} holds {done.articles:,} articles now, checked and sound{sample}."]
    if done.aside is not None:
        lines.append(f"What stood there is {done.aside}; remove it once you are content.")
    if done.older_schema:
        lines.append("It has the schema of an older version; the next crawl brings it up to date.")
    option = f" -s ARCHIVE_PATH={shlex.quote(str(done.path))}" if elsewhere else ""
    lines.append(
        f"Next: {program()} status{option}; then start 'antara serve' again if it runs, and crawl: "
        "'latest' brings what was published since."
    )
    return lines
