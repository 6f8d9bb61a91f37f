"""The list of withdrawn articles beside the captures, from which an archive can be made again.

An archive that is made of captures alone would hold what was withdrawn. So each archive keeps a
copy of its tombstones where its captures are, and travels, in a file with its own mark:
`captures/antara-<mark>-withdrawn.jsonl`, an object a line. The archive itself is the truth; the
list is written with each withdrawal, and has nothing of a text.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from pipelines.archive import files
from pipelines.archive.errors import ArchiveError, ArchiveWriteFailed
from pipelines.archive.tombstones import Tombstone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER: Final = "captures"
_TOLD: Final = ("bureau", "article_id", "removed_at", "reason", "requested_by", "erased_at")


def list_path(archive: Path, archive_id: str) -> Path:
    """Return where an archive's list is.

    Args:
        archive: Its file.
        archive_id: Its mark.
    """
    return files.itself(archive).parent / FOLDER / f"antara-{archive_id}-withdrawn.jsonl"


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
    path = list_path(archive, archive_id)
    part = path.with_name(f".{path.name}.part")
    try:
        if not stones:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(exist_ok=True)
        part.unlink(missing_ok=True)  # of a process that was killed
        lines = "".join(f"{_line(each, origin)}\n" for each in stones)
        with files.new_file(part, archive) as descriptor:
            with os.fdopen(descriptor, "wb", closefd=False) as file:
                file.write(lines.encode())
            os.fsync(descriptor)
        part.replace(path)
        files.sync_folder(path.parent)
    except OSError as error:
        raise ArchiveWriteFailed(
            f"The list of withdrawn articles, {path}, cannot be written ({error.strerror}); "
            "nothing was changed. Mend that and start again."
        ) from error


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
    found: dict[tuple[str, int], Tombstone] = {}
    for path in sorted((folder / FOLDER).glob("antara-*-withdrawn.jsonl")):
        for each in _read(path, origin):
            # Who erased it meant more than who withdrew it.
            if each.key not in found or each.erased_at is not None:
                found[each.key] = each
    return [found[key] for key in sorted(found)]


def _line(stone: Tombstone, origin: str) -> str:
    told = asdict(stone)
    told = {"origin": origin} | {name: told[name] for name in _TOLD}
    return json.dumps(told, ensure_ascii=False)


def _read(path: Path, origin: str) -> list[Tombstone]:
    try:
        told = [json.loads(line) for line in path.read_bytes().decode().split("\n") if line]
        return [_stone(each) for each in told if each["origin"] == origin]
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = getattr(error, "strerror", None) or "it is damaged"
        raise ArchiveError(
            f"{path}, the list of articles that were withdrawn, cannot be read ({why}): what it "
            "names might be brought back. Put a good copy in its place."
        ) from error


def _stone(told: dict[str, object]) -> Tombstone:
    texts = {name: told[name] for name in _TOLD if name not in ("bureau", "article_id")}
    if not all(value is None or isinstance(value, str) for value in texts.values()):
        raise TypeError
    return Tombstone(str(told["bureau"]), int(str(told["article_id"])), **texts)  # type: ignore[arg-type]
