"""Whether a folder is still the export that its manifest says it is."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.digest import digest_of
from pipelines.exports.errors import ExportRefused
from pipelines.exports.manifest import NAME, SUMS, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_PLAIN: Final = re.compile(r"[^/\\\0\ud800-\udfff]+")
"""A name of a file; with half a character it is none."""


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder; what is said of its files, and how many rows, is there.

    Raises:
        ExportRefused: there is none, or it is none of this software's.
    """
    path = folder / NAME
    try:
        made = json.loads(path.read_bytes())
        known = made["manifest"] == VERSION
        well = isinstance(made["rows"], int) and all(
            isinstance(each["bytes"], int)
            and isinstance(each["sha256"], str)
            and _PLAIN.fullmatch(each["name"])
            for each in (*made["files"], *made["papers"])
        )
    except OSError as error:
        raise ExportRefused(
            f"{folder} holds no export: {NAME} cannot be read ({error.strerror})."
        ) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ExportRefused(f"{path} is damaged, or no manifest of an export.") from error
    if not known or not well:
        raise ExportRefused(f"{path} was made by another version, or is no manifest of an export.")
    return dict(made)


def problems(
    folder: Path, made: dict[str, Any], tick: Callable[[str, int, int], None]
) -> list[str]:
    """Return what is wrong with an export, a line each; [] where nothing is.

    Args:
        folder: of the export.
        made: its manifest.
        tick: told the stage, the bytes that are through, and those of all files.
    """
    found: list[str] = []
    written = (*made["files"], *made["papers"])
    total, done = sum(each["bytes"] for each in written), 0
    for each in written:
        path = folder / each["name"]
        try:
            size = path.stat().st_size
            if size != each["bytes"]:
                found.append(f"{each['name']} has {size:,} bytes instead of {each['bytes']:,}.")
            elif digest_of(path, partial(_tell, tick, done, total)) != each["sha256"]:
                found.append(f"{each['name']} is not what was written: its SHA-256 differs.")
        except FileNotFoundError:
            found.append(f"{each['name']} is missing.")
        except OSError as error:
            found.append(f"{each['name']} cannot be read: {error.strerror}.")
        done += each["bytes"]
    wanted = {each["name"]: each["sha256"] for each in written}
    found += _of_sums(folder, wanted)
    try:
        surplus = {path.name for path in folder.iterdir()} - {*wanted, NAME, SUMS}
    except OSError as error:
        return [*found, f"What else is in {folder} cannot be seen: {error.strerror}."]
    return [*found, *(f"{name} does not belong to the export." for name in sorted(surplus))]


def _tell(tick: Callable[[str, int, int], None], before: int, total: int, read: int) -> None:
    tick("checking", before + read, total)


def _of_sums(folder: Path, wanted: dict[str, str]) -> list[str]:
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        wanted = {**wanted, NAME: digest_of(folder / NAME, lambda _: None)}
    except FileNotFoundError:
        return [f"{SUMS} is missing."]
    except (OSError, UnicodeDecodeError):
        return [f"{SUMS} cannot be read."]
    said = {match[2]: match[1] for line in lines if (match := _LINE.fullmatch(line))}
    if said == wanted:
        return []
    if said.get(NAME) != wanted[NAME]:
        return [f"{NAME} is not what was written: {SUMS} says another SHA-256."]
    return [f"{SUMS} does not say what {NAME} says."]
