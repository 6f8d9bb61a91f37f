"""The names of this software's WARC files, and the folder they stand in. Pure but for listing it.

`captures/antara-<mark>-<YYYYMMDDHHMMSS>-<serial>.warc.gz`: the mark is the archive's own, so that
the files of two archives can stand in one folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER: Final = "captures"
_NAME: Final = re.compile(r"antara-([0-9a-f]{6})-([0-9]{14})-([0-9]{5})\.warc\.gz")


def is_own(file: str) -> bool:
    """Return whether a file, by its name, was written by this software.

    >>> is_own("captures/antara-a1b2c3-20261120010203-00001.warc.gz")
    True
    >>> is_own("captures/other.warc.gz")
    False
    """
    return _NAME.fullmatch(file.rpartition("/")[2]) is not None


def successor(file: str, taken: Iterable[str]) -> str:
    """Return the name for a new version of a file: the same with the next free serial number.

    >>> successor("captures/antara-a1b2c3-20261120010203-00001.warc.gz", [])
    'captures/antara-a1b2c3-20261120010203-00002.warc.gz'
    >>> successor("captures/other.warc.gz", ["captures/other-00001.warc.gz"])
    'captures/other-00002.warc.gz'
    """
    found = _NAME.fullmatch(file.rpartition("/")[2])
    stem = file.removesuffix(".warc.gz") if found is None else file[: -len("00000.warc.gz") - 1]
    taken = set(taken)
    number = int(found[3]) + 1 if found else 1
    while (name := f"{stem}-{number:05}.warc.gz") in taken:
        number += 1
    return name


def unnamed_files(archive_folder: Path, named: Iterable[str]) -> list[str]:
    """Return the files of an archive that none of its rows names, such as a kill can leave.

    They are told from another archive's by the mark that the named ones carry.

    Args:
        archive_folder: where the archive stands.
        named: the files that rows name.
    """
    named = set(named)
    marks = {
        found[1]
        for each in named
        if (found := _NAME.fullmatch(each.rpartition("/")[2])) is not None
    }
    there = []
    if (archive_folder / FOLDER).is_dir():
        for path in sorted((archive_folder / FOLDER).iterdir()):
            found = _NAME.fullmatch(path.name)
            if found and found[1] in marks and f"{FOLDER}/{path.name}" not in named:
                there.append(f"{FOLDER}/{path.name}")
    return there
