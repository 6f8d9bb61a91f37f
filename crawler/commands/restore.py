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

    from pipelines.archive import ArchiveSession
    from pipelines.archive.keys import Key
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
        "data sets and the answers of audits. Interrupted at any instant, either the old or the "
        "new archive stands in its place."
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
        from crawler.config import archive_path
        from crawler.steady import CopyBar
        from pipelines.archive.restore import restore

        assert self.settings is not None
        path = archive_path(self.settings)
        place = Path(opts.to).absolute() if opts.to else path
        look_at_lists(place)
        with CopyBar() as bar:
            done = restore(Path(args[0]).absolute(), place, tick=bar)
        withdrawn, unfinished = withdraw_again(done)
        splits = splits_again(done)
        audits = audits_again(done)
        for line in told(done, elsewhere=place != path):
            sys.stdout.write(f"{line}\n")
        if withdrawn:
            sys.stdout.write(
                f"Withdrawn again, by the list beside the captures: {said(withdrawn)}.\n"
            )
        if unfinished:
            sys.stdout.write(
                f"Erased, but captures may still hold {said(unfinished)}: 'antara withdraw "
                f"{said(unfinished).replace(',', '')} --erase' goes on with it.\n"
            )
        if splits:
            sys.stdout.write(
                "In the splits of data sets again, by the list beside the captures: "
                f"{counted(splits, 'article')}.\n"
            )
        if audits:
            sys.stdout.write(
                "With their answers again, by the list beside the captures: "
                f"{counted(audits, 'audit')}.\n"
            )
        for line in kept_since(done, elsewhere=place != path):
            sys.stdout.write(f"{line}\n")
        return GOOD


def look_at_lists(place: Path) -> None:
    """Read what was withdrawn before anything is moved: a backup that it is not in has it still.

    Args:
        place: where the archive is to be.

    Raises:
        ArchiveError: a list cannot be read.
    """
    from pipelines.archive import files, tokens, tombstone_file

    for origin in tokens.ORIGINS:
        tombstone_file.read(files.itself(place).parent, origin)


def audits_again(done: Restored) -> int:
    """Write the answers that were given after the backup was made, by the list beside the captures.

    Args:
        done: what stands in the place now.

    Returns:
        Of how many audits the backup did not know them all.
    """
    from pipelines.archive import ArchiveSession, audit_file, files

    folder = files.itself(done.path).parent
    if not audit_file.LIST.all_in(folder):
        return 0
    with ArchiveSession.claim(done.path, done.origin) as session:
        session.open()  # of an older version it is brought up to date
        assert session.archive_id is not None
        found = audit_file.read(folder, done.origin, [session.archive_id])
        return session.take_audits_in(found)


def splits_again(done: Restored) -> int:
    """Keep the splits that were fixed after the backup was made, by the list beside the captures.

    Args:
        done: what stands in the place now.

    Returns:
        Of how many articles the backup did not know it.
    """
    from pipelines.archive import ArchiveSession, files, split_file, splits_kept

    if not split_file.LIST.all_in(files.itself(done.path).parent):
        return 0
    with ArchiveSession.claim(done.path, done.origin) as session:
        session.open()  # of an older version it is brought up to date
    return splits_kept.take_in(done.path, done.origin)


def withdraw_again(done: Restored) -> tuple[list[Key], list[Key]]:
    """Withdraw what was withdrawn after the backup was made, by the list beside the captures.

    Args:
        done: what stands in the place now.

    Returns:
        The articles that the backup did not know to be withdrawn, and those of which the captures
        may still hold what was erased.
    """
    from crawler.captures.erasing import evidence_of
    from pipelines.archive import ArchiveSession, files, tombstone_file

    stones = tombstone_file.read(files.itself(done.path).parent, done.origin)
    if not stones:
        return [], []
    with ArchiveSession.claim(done.path, done.origin) as session:
        session.open()
        new = session.withdraw_again(stones)
        captures = session.pruning().captures
        for key in new:
            session.note_evidence(key, evidence_of(captures, *key))
        if new or _unfinished(session):
            session.finish_erasures()
        return new, _unfinished(session)


def _unfinished(session: ArchiveSession) -> list[Key]:
    return [each.key for each in session.tombstones() if each.unfinished]


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
    option = f" -s ARCHIVE_PATH={done.path}" if elsewhere else ""
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
    option = f" -s ARCHIVE_PATH={done.path}" if elsewhere else ""
    lines.append(
        f"Next: {program()} status{option}; then start 'antara serve' again if it runs, and crawl: "
        "'latest' brings what was published since."
    )
    return lines
