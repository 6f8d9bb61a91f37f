"""The names of this software's WARC files, and the folder they stand in. Pure but for listing it.

`captures/antara-<mark>-<YYYYMMDDHHMMSS>-<serial>.warc.gz`: the mark is the archive's own, so that
the files of two archives can stand in one folder. What a prune leaves of a file has the same name
with the number of the prune behind the serial, and so the same place in the order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER: Final = "captures"
_NAME: Final = re.compile(r"antara-([0-9a-f]{6})-([0-9]{14})-([0-9]{5})(?:\.([0-9]+))?\.warc\.gz")


def is_own(file: str) -> bool:
    """Return whether a file, by its name, was written by this software.

    >>> is_own("captures/antara-a1b2c3-20261120010203-00001.warc.gz")
    True
    >>> is_own("captures/other.warc.gz")
    False
    """
    return _NAME.fullmatch(file.rpartition("/")[2]) is not None


def successor(file: str, taken: Iterable[str]) -> str:
    """Return the name for a new version of a file, which keeps its place in the order.

    >>> successor("captures/antara-a1b2c3-20261120010203-00001.warc.gz", [])
    'captures/antara-a1b2c3-20261120010203-00001.1.warc.gz'
    >>> successor("captures/antara-a1b2c3-20261120010203-00001.1.warc.gz", [])
    'captures/antara-a1b2c3-20261120010203-00001.2.warc.gz'
    """
    found = _NAME.fullmatch(file.rpartition("/")[2])
    stem = file.removesuffix(".warc.gz")
    number = 1
    if found is not None and found[4]:
        stem, number = stem.removesuffix(f".{found[4]}"), int(found[4]) + 1
    taken = set(taken)
    while (name := f"{stem}.{number}.warc.gz") in taken:
        number += 1
    return name


def newest_version(file: str, archive_folder: Path) -> str | None:
    """Return what a prune left last of a file, None where nothing newer is there.

    Args:
        file: relative to the archive's folder.
        archive_folder: where the archive stands.
    """
    folder, _, name = file.rpartition("/")
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    newer = [
        (int(other[4]), path.name)
        for path in (archive_folder / folder).glob("antara-*.warc.gz")
        if (other := _NAME.fullmatch(path.name))
        and other.groups()[:3] == found.groups()[:3]
        and int(other[4] or 0) > int(found[4] or 0)
    ]
    return f"{folder}/{max(newer)[1]}" if newer else None


def older_versions(file: str) -> list[str]:
    """Return the names that a file may have had before its last prune; none where there was none.

    >>> older_versions("captures/antara-a1b2c3-20261120010203-00001.2.warc.gz")
    ['captures/antara-a1b2c3-20261120010203-00001.1.warc.gz', \
'captures/antara-a1b2c3-20261120010203-00001.warc.gz']
    """
    found = _NAME.fullmatch(file.rpartition("/")[2])
    if found is None or not found[4]:
        return []
    stem = file.removesuffix(f".{found[4]}.warc.gz")
    numbers = range(int(found[4]) - 1, 0, -1)
    return [*(f"{stem}.{number}.warc.gz" for number in numbers), f"{stem}.warc.gz"]


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


def files_of(archive_folder: Path, archive_id: str | None = None) -> list[Path]:
    """Return the files of captures beside an archive, in the order in which they were written.

    Args:
        archive_folder: where the archive stands.
        archive_id: only those of this archive.
    """
    named = [
        (found[2], found[3], int(found[4] or 0), path)
        for path in (archive_folder / FOLDER).glob("antara-*.warc.gz")
        if (found := _NAME.fullmatch(path.name)) and archive_id in (None, found[1])
    ]
    return [path for *_, path in sorted(named)]


def mark_of(name: str) -> str | None:
    """Return the mark of the archive that a file's name carries, None where it has none."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None


def ids_in(archive_folder: Path) -> set[str]:
    """Return the marks of the archives whose captures stand beside an archive."""
    return {path.name.split("-")[1] for path in files_of(archive_folder)}


def name_after(last: str | None, archive_id: str, now: str) -> str:
    """Return the name of an archive's next file; it sorts behind the last, whatever the clock says.

    >>> name_after(None, "a1b2c3", "2026-11-20T01:02:03Z")
    'antara-a1b2c3-20261120010203-00001.warc.gz'
    >>> name_after("antara-a1b2c3-20261120010203-00004.warc.gz", "a1b2c3", "2020-01-01T00:00:00Z")
    'antara-a1b2c3-20261120010203-00005.warc.gz'

    Args:
        last: the name of its newest file, None without one.
        archive_id: its mark.
        now: UTC, YYYY-MM-DDTHH:MM:SSZ.
    """
    found = _NAME.fullmatch(last or "")
    moment, serial = re.sub(r"\D", "", now), 1
    if found is not None:
        moment, serial = max(moment, found[2]), int(found[3]) + 1
    return f"antara-{archive_id}-{moment}-{serial:05}.warc.gz"
