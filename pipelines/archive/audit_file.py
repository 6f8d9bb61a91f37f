"""The list of audits beside the captures (`kept_list`), a sample a line.

It is written with each answer. It has no sentence of an article: what a person wrote down, and
digests of pages and records, stay in the archive.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.audits import ARTICLE, AUDIT, STRATUM, sampled
from pipelines.archive.kept_list import KeptList, json_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

LIST: Final = KeptList(
    "audits.jsonl",
    "audits",
    "; nothing was changed. Mend that and start again.",
    ". Put a good copy in its place, or move it away: then the archive that is made again has no "
    "audits.",
)
_OF_ARTICLES: Final = tuple(
    name for name in ARTICLE if name not in ("note", "page_sha256", "record_sha256")
)


def write(archive: Path, archive_id: str, origin: str, audits: Sequence[Mapping[str, Any]]) -> None:
    """Write an archive's list, whole or not at all.

    Args:
        archive: Its file.
        archive_id: Its mark.
        origin: live or sample: equal keys name different articles there.
        audits: Of `audits.read`.

    Raises:
        ArchiveWriteFailed: No room, no permission.
    """
    lines = "".join(f"{_line(each, origin)}\n" for each in reversed(audits))
    with LIST.written(archive, archive_id) as file:
        file.write(lines.encode())


def read(folder: Path, origin: str, marks: Collection[str]) -> list[dict[str, Any]]:
    """Return what the lists beside captures say, each sample once, the oldest first.

    Args:
        folder: The one that has the folder of captures.
        origin: live or sample.
        marks: Of the archives whose audits are meant: another one's say nothing of these pages.

    Raises:
        ArchiveError: A list cannot be read.
    """
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for mark in sorted(marks):
        path = LIST.of_mark(folder, mark)
        for each in _read(path, origin) if path.exists() else ():
            one = sampled(each)
            # An archive that was made again went on with it, perhaps.
            if one not in found or _answers([each]) > _answers([found[one]]):
                found[one] = each
    return [found[one] for one in sorted(found)]


def _answers(audits: Iterable[Mapping[str, Any]]) -> int:
    return sum(len(each["answers"]) for audit in audits for each in audit["drawn"])


def _line(audit: Mapping[str, Any], origin: str) -> str:
    told = {name: audit[name] for name in AUDIT if name != "id"}
    drawn = [
        {**{name: each[name] for name in _OF_ARTICLES}, "answers": each["answers"]}
        for each in audit["drawn"]
    ]
    return json.dumps({"origin": origin, **told, "strata": audit["strata"], "drawn": drawn})


def _read(path: Path, origin: str) -> list[dict[str, Any]]:
    with LIST.being_read(path):
        return [_checked(each) for each in json_lines(path, origin)]


def _checked(told: dict[str, Any]) -> dict[str, Any]:
    """Return a sample of a list, of which nothing is missing.

    Raises:
        KeyError: Something is.
        TypeError: Something is another thing.
    """
    audit = {name: told[name] for name in AUDIT if name != "id"}
    audit["strata"] = [{name: each[name] for name in STRATUM} for each in told["strata"]]
    audit["drawn"] = [
        {**{name: each[name] for name in _OF_ARTICLES}, "answers": dict(each["answers"])}
        for each in told["drawn"]
    ]
    return audit
