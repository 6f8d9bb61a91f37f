"""What an export says of itself: manifest.json, its papers, and SHA256SUMS for `sha256sum -c`.

Nothing in it depends on when or where the export was made: the same archive, the same arguments and
the same versions give the same bytes.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.overview import as_of
from pipelines.archive.splitting import SPLITS
from pipelines.exports.audited import audited
from pipelines.exports.papers import PAPERS
from pipelines.exports.tally import SPANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pipelines.exports.fields import Field
    from pipelines.exports.shards import File
    from pipelines.exports.tally import Tally

NAME: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
NO_PERMISSION: Final = "no permission on record"
VERSION: Final = 1
"""Of the manifest: changes when a key changes its meaning or goes."""
MOST_HOLES: Final = 20_000
"""So many holes are named; of the months after that only their days are counted."""


def permission_of(scope: str, row: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return by which permission the texts leave.

    Args:
        scope: that counts.
        row: of `permissions.allowing`; None for none.

    Returns:
        scope; said ("no permission on record" where there is none); on_record: its id, granted_by,
        granted_at and valid_until, or None.
    """
    names = ("id", "granted_by", "granted_at", "valid_until")
    return {
        "scope": scope,
        "said": NO_PERMISSION if row is None else f"permission {row['id']}",
        "on_record": None if row is None else {name: row[name] for name in names},
    }


def manifest(
    *,
    arguments: Mapping[str, Any],
    versions: Mapping[str, str],
    archive: Mapping[str, Any],
    fields: Sequence[Field],
    tally: Tally,
    files: Sequence[File],
    permission: Mapping[str, Any] | None,
    coverage: Iterable[Mapping[str, Any]] | None,
    audits: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the manifest of an export, its papers left out, which are made of it.

    Args:
        arguments: exactly what was asked for.
        versions: of the software, by name.
        archive: of `exporting.Snapshot.facts`.
        fields: of the rows.
        tally: what was counted.
        files: that were written.
        permission: of `permission_of`; None where no text leaves.
        coverage: of `exporting.Snapshot.coverage`.
        audits: of `exporting.Snapshot.audits`.
    """
    run = archive["last_run"]
    with_splits = "splits" in arguments
    return {
        "manifest": VERSION,
        "origin": archive["origin"],
        "rows": tally.rows,
        "articles": tally.articles,
        "first_day": tally.first_day,
        "last_day": tally.last_day,
        "gone_from_the_site": tally.gone,
        "by_bureau": dict(sorted(tally.by_bureau.items())),
        "by_year": _years(tally.by_year),
        "languages": dict(sorted(tally.languages.items())),
        "lengths": _lengths(tally.lengths),
        "by_word": {name: dict(sorted(of.items())) for name, of in sorted(tally.by_word.items())},
        "ai_use": {use: tally.ai_use[use] for use in ("reserved", "unstated")},
        "reserved_by": dict(sorted(tally.reserved_by.items())),
        "rights_notices": [
            {"said": said, "rows": rows}
            for said, rows in sorted(tally.notices.items(), key=lambda each: (-each[1], each[0]))
        ],
        "other_rights_notices": tally.other_notices,
        "left_out": dict(sorted(tally.left_out.items())),
        **({"splits": {name: tally.splits[name] for name in SPLITS}} if with_splits else {}),
        "permission": permission,
        "arguments": dict(arguments),
        "versions": dict(versions),
        "archive": dict(archive),
        "fields": [
            {
                **each.as_dict(),
                "filled": tally.filled[each.name],
                "known_from": tally.sources.of(each.name),
            }
            for each in fields
        ],
        "coverage": None
        if coverage is None or run is None
        else {"as_of": as_of(run), **_months(coverage)},
        "audit": audited(audits, tally.read_by),
        "files": [
            {name: value for name, value in asdict(each).items() if value is not None}
            for each in files
        ],
    }


def _lengths(counts: Mapping[int, int] | None) -> list[dict[str, int | None]] | None:
    if counts is None:
        return None
    ends = (*SPANS[1:], None)
    return [
        {"from": first, "below": below, "rows": counts.get(first, 0)}
        for first, below in zip(SPANS, ends, strict=True)
    ]


def _years(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (bureau, year), rows in sorted(counts.items()):
        found.setdefault(bureau, {})[year] = rows
    return found


def _months(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the months with their holes, no more of these than can be kept in memory."""
    months: list[dict[str, Any]] = []
    named = unnamed = 0
    for row in rows:
        holes = row["holes"]
        if named + len(holes) > MOST_HOLES:
            unnamed += len(holes)
            holes = []
        named += len(holes)
        months.append(
            {
                "bureau": row["bureau"],
                "month": row["period"],
                "days": row["days"],
                "held": row["held"],
                "announced": row["announced"],
                "pending": row["pending"],
                "failed": row["failed"],
                "withdrawn": row["withdrawn"],
                "verdict": row["verdict"],
                "verdicts": dict(sorted(row["verdicts"].items())),
                "holes": [
                    {name: each[name] for name in ("first_day", "last_day", "reason")}
                    for each in holes
                ],
            }
        )
    return {"months": months, "holes_not_named": unnamed}


def write_papers(
    folder: Path, facts: Mapping[str, Any], beside: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Write the papers, manifest.json and SHA256SUMS, and put them on the disk.

    Args:
        folder: of the export.
        facts: of `manifest`.
        beside: name, bytes and sha256 of papers that were written with the rows.

    Returns:
        The manifest with the papers in it.

    Raises:
        OSError: the folder cannot be written.
    """
    papers = [dict(each) for each in beside]
    for name, paper in PAPERS.items():
        data = paper(facts).encode("utf-8", "replace")
        _write(folder / name, data)
        papers.append({"name": name, "bytes": len(data), "sha256": sha256(data).hexdigest()})
    made = {**facts, "papers": papers}
    text = (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    _write(folder / NAME, text)
    sums = {each["name"]: each["sha256"] for each in (*made["files"], *papers)}
    sums[NAME] = sha256(text).hexdigest()
    _write(folder / SUMS, "".join(f"{of}  {name}\n" for name, of in sorted(sums.items())).encode())
    return made


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
