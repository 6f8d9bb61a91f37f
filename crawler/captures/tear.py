"""The torn end of a WARC file, which a kill or a power cut leaves: cut off before more is written.

A record is on the disk before a row names it, so what is torn has no row. Bytes that are written
behind a torn record could not be told from it, hence the cut. Whole records stay, also those that
no row came to name.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.captures.members import Damage, walk

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class CutResult:
    """What was done to a file.

    `size` are its bytes now, `cut` those that were cut off, `whole` the records behind the known
    ones that stay. `damages` lie in the middle, with records behind them, and were left as they
    are; a person should run `antara verify`. `missing` are bytes of known records that the file
    does not have: nothing is cut then.
    """

    path: Path
    size: int
    cut: int
    whole: int
    damages: tuple[Damage, ...]
    missing: int = 0


def cut_torn_tail(path: Path, known_good: int) -> CutResult:
    """Cut off what a killed writer left at a file's end, and put the file on the disk.

    To be called with the archive's lock held, before anything is appended.

    Args:
        path: the file.
        known_good: the end, in bytes, of the last record that the archive names; 0 when it names
            none. What lies before it is not read, and never cut.

    Raises:
        OSError: the file is missing, cannot be read, or cannot be written.
    """
    with path.open("r+b") as file:
        size = os.fstat(file.fileno()).st_size
        if known_good > size:
            return CutResult(path, size, 0, 0, (), known_good - size)
        whole, damages, torn = 0, [], None
        for found in walk(file, start=known_good, stop=size):
            if not isinstance(found, Damage):
                whole += 1
            elif found.after is None:
                torn = found
            else:
                damages.append(found)
        if torn is None:
            return CutResult(path, size, 0, whole, tuple(damages))
        file.truncate(torn.offset)
        os.fsync(file.fileno())
    return CutResult(path, torn.offset, size - torn.offset, whole, tuple(damages))
