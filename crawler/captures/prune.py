"""Giving captures up: what stays is copied byte for byte, then rows and files are swapped.

In an order that a kill cannot harm. A note of what is about to happen comes first; the new file is
on the disk before one transaction moves the rows to it; the old file goes last. Whoever begins next
reads the note: where no row names the old file any more, the transaction was written and the old
file goes, else the new one goes.

No record is packed again: what an answer looked like, and its digests, must not depend on this.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Final

from crawler.captures.members import Damage, Member, walk
from crawler.captures.names import FOLDER, successor
from crawler.captures.scan import Record, records
from pipelines.archive import ArchiveError
from pipelines.archive.files import beside, check_room, new_file, sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipelines.archive.captures_choice import Choice
    from pipelines.archive.captures_prune import Pruning

NOTE: Final = "-pruning"
"""Ends the name of the file that says which file is being replaced: archive.db-pruning."""
_PART: Final = f"{NOTE}-part"
_PORTION = 1024 * 1024


@dataclass(slots=True)
class Pruned:
    """What became of the files; bytes are those of whole files. `refused` says why, by file."""

    records: int = 0
    rewritten: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    bytes_before: int = 0
    bytes_after: int = 0
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Plan:
    """What is to be copied of a file, and where each row's record will be."""

    pieces: list[tuple[int, int]] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    size: int = 0
    only_head: bool = True


class _Unfit(Exception):  # noqa: N818 - it names what a file is
    """A file that must not be rewritten; says why."""


def prune(
    pruning: Pruning,
    choice: Choice,
    tick: Callable[[int, int], None] = lambda done, total: None,
    unnamed: Callable[[Record], bool] = lambda record: False,
) -> Pruned:
    """Give up the captures of a choice; `clean` has been called before.

    Args:
        pruning: the locked archive.
        choice: which.
        tick: told how many files are through, and how many there are.
        unnamed: says which answers go that no row names, such as a kill leaves, from files that
            are written anew anyhow.

    Raises:
        ArchiveError: the disk is full, or the archive cannot be written; whatever was done before
            stays done, nothing is half done.
    """
    done = Pruned()
    before = -1
    # More than once where a body stands in a newer file than the revisit that refers to it.
    while before < done.records:
        before = done.records
        files = [each for each in pruning.files(choice) if each not in done.refused]
        for number, file in enumerate(files):
            tick(number, len(files))
            try:
                _prune_file(pruning, file, choice, done, unnamed)
            except _Unfit as why:
                done.refused[file] = str(why)
            except OSError as error:
                raise ArchiveError(
                    f"{file} could not be pruned: {error.strerror}. Whatever was begun is finished "
                    "or undone by the next start; mend that and start again."
                ) from error
    return done


def leftovers(archive: Path) -> tuple[str, str] | None:
    """Return the old and the new file of a prune that was killed, None when none was."""
    try:
        noted = json.loads(beside(archive, NOTE).read_text("utf-8"))
        return str(noted["old"]), str(noted["new"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def clean(pruning: Pruning) -> str | None:
    """Finish or undo a prune that was killed; to be called with the archive's lock held.

    Returns:
        the file that was removed, None when there was nothing to do.
    """
    found = leftovers(pruning.path)
    removed = None
    if found is not None:
        # A file is only replaced when at least one of its rows goes, so it has rows until then.
        file = found[0] if not pruning.has_rows(found[0]) else found[1]
        path = pruning.path.parent / file
        if path.is_file() and not pruning.has_rows(file):
            path.unlink()
            sync_folder(path.parent)
            removed = file
    for ending in (NOTE, _PART):  # also a half-written one: nothing had begun then
        beside(pruning.path, ending).unlink(missing_ok=True)
    return removed


def _prune_file(
    pruning: Pruning,
    file: str,
    choice: Choice,
    done: Pruned,
    unnamed: Callable[[Record], bool],
) -> None:
    folder = pruning.path.parent
    going = pruning.going(file, choice)
    if not going:
        return
    old = folder / file
    try:
        opened = old.open("rb")
    except OSError as error:
        raise _Unfit(f"it cannot be read ({error.strerror})") from error
    with opened:
        plan = _plan(opened, pruning, file, going, unnamed)
        new = successor(file, _taken(folder, file))
        check_room(old.parent, plan.size)
        size = os.fstat(opened.fileno()).st_size
        try:
            _write_note(pruning.path, file, new)
            if not plan.only_head:
                _copy(opened, old, folder / new, plan)
            pruning.swap(file, new, going, plan.places)
        except BaseException:
            with suppress(OSError, ArchiveError):  # else the next start does it
                clean(pruning)
            raise
    done.bytes_before += size
    old.unlink()
    sync_folder(old.parent)
    beside(pruning.path, NOTE).unlink()
    done.records += len(going)
    done.bytes_after += 0 if plan.only_head else plan.size
    if file in done.rewritten:
        done.rewritten.remove(file)
    if plan.only_head:
        done.deleted.append(file)
    else:
        done.rewritten.append(new)


def _taken(folder: Path, file: str) -> list[str]:
    """Return the names in a file's folder, as rows write them."""
    place = file.rpartition("/")[0] or FOLDER
    return [f"{place}/{each.name}" for each in (folder / place).iterdir()]


def _plan(
    opened: BinaryIO,
    pruning: Pruning,
    file: str,
    going: set[int],
    unnamed: Callable[[Record], bool],
) -> _Plan:
    """Read a file once and say what stays of it.

    With an answer its request goes, which no row names.

    Raises:
        _Unfit: the file is damaged, or is not what its rows say.
    """
    rows = {row.offset: row for row in pruning.captures.rows(file)}
    given_up: set[str] = set()
    theirs: set[str] = set()
    found: list[tuple[Record, bool]] = []
    seen = 0
    for record in _whole(opened, max(row.offset + row.length for row in rows.values())):
        row = rows.get(record.offset)
        if row is not None:
            seen += 1
            if row.length != record.length:
                raise _Unfit("its rows do not tell where its records end")
        goes = row.id in going if row is not None else unnamed(record)
        if goes:
            given_up.add(record.record_id)
            theirs.update(record.concurrent)
        found.append((record, goes))
    if seen < len(rows):
        raise _Unfit("its rows do not tell where its records begin")
    plan = _Plan()
    for record, goes in found:
        row = rows.get(record.offset)
        with_it = record.record_id in theirs or not given_up.isdisjoint(record.concurrent)
        if goes or (row is None and with_it):
            continue
        if row is not None:
            plan.places.append((row.id, plan.size))
        if record.kind != "warcinfo":
            plan.only_head = False
        plan.pieces.append((record.offset, record.length))
        plan.size += record.length
    return plan


def _whole(opened: BinaryIO, end: int) -> Iterator[Record]:
    """Yield the records of a file that has no damage up to the end of the last row's."""
    for found in records(opened, header=None):
        if isinstance(found, Damage):
            if found.after is None and found.offset >= end:
                return  # what a killed crawl left
            raise _Unfit("it is damaged; 'antara verify' says where")
        if found.problems:
            raise _Unfit("a record of it is not what it says; 'antara verify' says which")
        yield found


def _write_note(archive: Path, old: str, new: str) -> None:
    note = beside(archive, NOTE)
    part = beside(archive, _PART)
    part.unlink(missing_ok=True)
    with new_file(part, archive) as descriptor:
        os.write(descriptor, json.dumps({"old": old, "new": new}).encode())
        os.fsync(descriptor)
    part.replace(note)
    sync_folder(note.parent)


def _copy(opened: BinaryIO, old: Path, new: Path, plan: _Plan) -> None:
    """Copy what stays, put it on the disk, and read it again."""
    with new_file(new, old) as descriptor:
        for offset, length in plan.pieces:
            opened.seek(offset)
            left = length
            while left:
                data = opened.read(min(left, _PORTION))
                if not data:
                    raise _Unfit("it became shorter meanwhile")
                _write_all(descriptor, data)
                left -= len(data)
        sync_file(descriptor)
    sync_folder(new.parent)
    with new.open("rb") as copied:
        lengths = [found.length for found in walk(copied) if isinstance(found, Member)]
    if lengths != [length for _, length in plan.pieces]:
        new.unlink()
        raise _Unfit("its copy could not be read again")


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
