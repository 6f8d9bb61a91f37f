"""The list of withdrawn articles beside the captures (`kept_list`), an object a line.

It is written with each withdrawal, and has nothing of a text: origin, bureau, article_id,
removed_at, reason, requested_by, erased_at.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from pipelines.archive import files
from pipelines.archive.kept_list import KeptList, json_lines
from pipelines.archive.tombstones import Tombstone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from pipelines.archive.keys import Key

LIST: Final = KeptList(
    "withdrawn.jsonl",
    "withdrawn articles",
    "; nothing was changed. Mend that and start again.",
    ": what it names might be brought back. Put a good copy in its place.",
)
_TOLD: Final = ("bureau", "article_id", "removed_at", "reason", "requested_by", "erased_at")


def write(archive: Path, archive_id: str, origin: str, stones: Sequence[Tombstone]) -> None:
    """Write an archive's list, whole or not at all; without tombstones there is none.

    Args:
        archive: Its file.
        archive_id: Its mark.
        origin: live or sample: equal keys name different articles there.
        stones: All of its tombstones.

    Raises:
        ArchiveWriteFailed: No room, no permission.
    """
    if not stones:
        LIST.remove(archive, archive_id)
        return
    with LIST.written(archive, archive_id) as file:
        file.write("".join(f"{_line(each, origin)}\n" for each in stones).encode())


def read(folder: Path, origin: str) -> list[Tombstone]:
    """Return what the lists beside captures say, each article once.

    Whichever archive they are of: what was withdrawn from one was not withdrawn to be brought
    back by another that has the same answers.

    Args:
        folder: The one that has the folder of captures.
        origin: live or sample.

    Raises:
        ArchiveError: A list cannot be read: without it something might be brought back.
    """
    found: dict[Key, Tombstone] = {}
    for path in LIST.all_in(folder):
        for each in _read(path, origin):
            # Who erased it meant more than who withdrew it.
            if each.key not in found or each.erased_at is not None:
                found[each.key] = each
    return [found[key] for key in sorted(found)]


def unheeded(folder: Path, origin: str, held: Iterable[Tombstone]) -> list[Tombstone]:
    """Return what the lists beside captures say that an archive does not know.

    So it is where captures came to an older archive after it was put in its place.

    Args:
        folder: The one that has the folder of captures.
        origin: live or sample.
        held: The archive's own tombstones.

    Raises:
        ArchiveError: A list cannot be read.
    """
    erased = {each.key: each.erased_at is not None for each in held}
    return [
        each
        for each in read(folder, origin)
        if each.key not in erased or (each.erased_at is not None and not erased[each.key])
    ]


def take_out(archive: Path, origin: str, keys: Collection[Key]) -> None:
    """Take articles out of all lists beside an archive's captures, but for those that were erased.

    Args:
        archive: Its file.
        origin: live or sample: what the other says stays.
        keys: Of the articles.

    Raises:
        ArchiveError: A list cannot be read, or not be written.
    """
    for path in LIST.all_in(files.itself(archive).parent):
        with LIST.being_read(path):
            lines = [line for line in path.read_bytes().decode().split("\n") if line]
            stay = [line for line in lines if not _names(json.loads(line), origin, keys)]
        mark = LIST.mark_of(path)
        if not stay:
            LIST.remove(archive, mark)
        elif stay != lines:
            with LIST.written(archive, mark) as file:
                file.write("".join(f"{line}\n" for line in stay).encode())


def _names(told: dict[str, object], origin: str, keys: Collection[Key]) -> bool:
    stone = _stone(told)
    return told["origin"] == origin and stone.erased_at is None and stone.key in keys


def _line(stone: Tombstone, origin: str) -> str:
    told = asdict(stone)
    told = {"origin": origin} | {name: told[name] for name in _TOLD}
    return json.dumps(told, ensure_ascii=False)


def _read(path: Path, origin: str) -> list[Tombstone]:
    with LIST.being_read(path):
        return [_stone(each) for each in json_lines(path, origin)]


def _stone(told: dict[str, object]) -> Tombstone:
    texts = {name: told[name] for name in _TOLD if name not in ("bureau", "article_id")}
    if not all(value is None or isinstance(value, str) for value in texts.values()):
        raise TypeError
    return Tombstone(str(told["bureau"]), int(str(told["article_id"])), **texts)  # type: ignore[arg-type]
