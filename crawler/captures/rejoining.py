"""Rows of an older backup, and files that were written anew since it was made.

A prune or an erasure copies what stays of a file, byte for byte, into one with a higher number, and
removes the old one. The rows of a backup from before name the old one: what stayed they find again
by the records themselves, and what went is given up here as well.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from crawler.captures.names import FOLDER, files_of, older_versions
from crawler.captures.scan import Record, records
from pipelines.archive import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive.captures_prune import Pruning


def rejoin(pruning: Pruning) -> list[str]:
    """Let rows name the newer version of a file that is gone, where one is there.

    To be called with the archive's lock held, after `prune.clean`.

    Args:
        pruning: the locked archive.

    Returns:
        what a person should know of it, a line for each file.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    folder = pruning.path.parent
    notes = []
    for file, new in _moved(pruning, folder):
        going, places = _found_again(pruning, file, folder / new)
        try:
            pruning.swap(file, new, going, places)
        except ArchiveError as error:
            notes.append(f"{file} was written anew as {new}, which its rows cannot take: {error}")
            continue
        notes.append(
            f"{file} was written anew as {new} after this archive's backup was made: its rows go "
            f"by that, {len(places):,} of them; {len(going):,} answers were given up since."
        )
    return notes


def _moved(pruning: Pruning, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield files that rows name and that are gone, each with the version that took its place.

    The newest first, as a prune does: a revisit is newer than the record that has its body. Each
    crawl asks this, so only what was ever written anew is looked at, not all rows.
    """
    for path in reversed(files_of(folder)):
        new = f"{FOLDER}/{path.name}"
        for file in older_versions(new):
            gone = not (folder / file).is_file()
            if gone and pruning.has_rows(file) and not pruning.has_rows(new):
                yield file, new


def _found_again(pruning: Pruning, file: str, new: Path) -> tuple[set[int], list[tuple[int, int]]]:
    """Return the rows whose record is gone, and the number and new offset of each other one."""
    offsets: dict[tuple[int, str, str], deque[int]] = defaultdict(deque)
    with new.open("rb") as opened:
        for each in records(opened):
            if isinstance(each, Record) and each.kind in ("response", "revisit"):
                offsets[each.length, each.url or "", each.date].append(each.offset)
    going, places = set(), []
    for row in pruning.captures.rows(file):
        found = offsets[row.length, row.url, row.fetched_at]
        if found:
            places.append((row.id, found.popleft()))
        else:
            going.add(row.id)
    return going, places
