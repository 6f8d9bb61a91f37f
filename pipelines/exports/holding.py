"""Whether a data set that was exported still holds an article, in any format and however packed."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from pipelines.archive.keys import key_of
from pipelines.exports.errors import ExportRefused
from pipelines.exports.folder import unfinished
from pipelines.exports.needed import need
from pipelines.exports.verify import read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipelines.archive.keys import Key

_A_TIME: Final = 1024 * 1024
_LONGEST: Final = 500
"""Bytes that what is looked for has at the most: so much of each portion is looked at again."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a data set holds of some articles."""

    folder: Path
    keys: tuple[Key, ...] = ()
    """Those of the articles that are in it."""
    unseen: str | None = None
    """Why nobody can say that it holds none of the others; None: it holds no other."""


def holding(
    folder: Path, archive_id: str | None, addresses: Mapping[Key, re.Pattern[bytes]]
) -> Held | None:
    """Look for articles in a data set.

    Args:
        folder: where it was exported to.
        archive_id: of the archive; an export of another one is not looked at.
        addresses: by article, what its address looks like.

    Returns:
        None where no data set of this archive stands there, or it has none of the articles.
    """
    try:
        made = read_manifest(folder)
        if (made.get("archive") or {}).get("archive_id") != archive_id:
            return None
        names = {each["name"] for each in made["fields"]}
    except ExportRefused as error:
        return Held(folder, unseen=str(error)) if folder.is_dir() else None
    except (KeyError, TypeError, AttributeError):
        return Held(folder, unseen="its manifest is damaged, or of another version")
    if not names & {"key", "url"}:
        return Held(folder, unseen="its rows have neither key nor address")
    found: set[Key] = set()
    unseen = None
    for file in made["files"]:
        try:
            found |= _in_file(folder / file["name"], file["format"], "key" in names, addresses)
        except (OSError, EOFError, ValueError, ExportRefused) as error:
            unseen = f"{file['name']} cannot be looked into ({error})"
        except Exception as error:  # each reader of packed files has errors of its own
            unseen = f"{file['name']} cannot be looked into ({type(error).__name__})"
    return Held(folder, tuple(sorted(found)), unseen) if found or unseen else None


def left_behind(folder: Path) -> Held | None:
    """Return what a process that was killed left beside a folder that it was making, if anything.

    Args:
        folder: where it was to be exported to.
    """
    part = unfinished(folder)
    return (
        Held(part, unseen="an export that was killed left it; remove it") if part.exists() else None
    )


def _in_file(
    path: Path, format_: str, has_keys: bool, addresses: Mapping[Key, re.Pattern[bytes]]
) -> set[Key]:
    if format_ == "parquet":
        return _in_parquet(path, has_keys, addresses)
    if format_ not in _OF_A_KEY and format_ not in _BY_ADDRESS:
        raise ExportRefused(f"{format_} is no format of this version")
    wanted = {
        key: _pattern(key, format_) if has_keys and format_ in _OF_A_KEY else address
        for key, address in addresses.items()
    }
    found: set[Key] = set()
    with path.open("rb") as file:
        for portion in _portions(_unpacked(file, path.suffix)):
            found |= {key for key in wanted.keys() - found if wanted[key].search(portion)}
    return found


_OF_A_KEY: Final = {
    "jsonl": r'"key":"{}"',
    "csv": r'\n"?{}"?[,\r]',
    "tei": r'<idno type="key">{}<',
}
"""By format, what stands where a row's key does; elsewhere a key may be a story's name."""
_BY_ADDRESS: Final = ("sqlite",)
"""Formats that have each article's address, and its key in pieces only."""


def _pattern(key: Key, format_: str) -> re.Pattern[bytes]:
    return re.compile(_OF_A_KEY[format_].format(re.escape(f"{key[0]}/{key[1]}")).encode())


def _in_parquet(path: Path, has_keys: bool, addresses: Mapping[Key, re.Pattern[bytes]]) -> set[Key]:
    parquet: Any = need("pyarrow.parquet", "To look into Parquet")
    name = "key" if has_keys else "url"
    found: set[Key] = set()
    for batch in parquet.ParquetFile(path).iter_batches(columns=[name]):
        values = batch.column(0).to_pylist()
        if has_keys:
            found |= addresses.keys() & set(map(key_of, values))
        else:
            text = "\n".join(values).encode()
            found |= {key for key, address in addresses.items() if address.search(text)}
    return found


def _unpacked(file: BinaryIO, ending: str) -> Any:
    if ending == ".gz":
        return gzip.GzipFile(fileobj=file)
    if ending == ".zst":
        return need("zstandard", "zstd").ZstdDecompressor().stream_reader(file)
    return file


def _portions(file: Any) -> Iterator[bytes]:
    """Yield a file's bytes, each portion with the end of the one before it."""
    before = b""
    while data := file.read(_A_TIME):
        portion = before + data
        yield portion
        before = portion[-_LONGEST:]
