"""Archives to export from, exports made in this process, and their files read again."""

from __future__ import annotations

import csv
import gzip
import io
import json
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet
import zstandard

from pipelines.archive import ArchiveReader, Filters
from pipelines.archive.export_walk import Choice
from pipelines.exports.fields import FIELDS
from pipelines.exports.folder import being_made
from pipelines.exports.formats import Style
from pipelines.exports.rows import Shape
from pipelines.exports.run import Plan, export
from pipelines.exports.sides import opened
from pipelines.exports.since import Since
from tests.archives import stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.archive import ArchiveSession

TODAY = "2026-11-23"
ALL = ("parquet", "jsonl", "csv", "tei")
FIGURES = ("figure-by-year.svg", "figure-lengths.svg", "figure-coverage.svg")
PAPERS = (
    "README.md",
    "datapackage.json",
    "croissant.json",
    "CITATION.cff",
    "rows.csv.gz",
    *FIGURES,
)
BESIDE = {*PAPERS, "manifest.json", "SHA256SUMS"}
"""What stands in each export, whatever its formats."""


def plan(*formats: str, **changes: Any) -> Plan:
    """What is exported when nothing else is said: everything, for research."""
    made = Plan(
        formats or ("jsonl",),
        Choice(Filters()),
        Shape(FIELDS, "live"),
        Style(),
        "research",
        TODAY,
    )
    return replace(made, **changes)


def exported(
    archive: Path, target: Path, asked: Plan, earlier: Path | None = None
) -> dict[str, Any]:
    """Export, all or what changed since an earlier export; returns the manifest."""
    with (
        ArchiveReader(archive) as reader,
        being_made(target) as part,
        reader.snapshot() as snapshot,
        ExitStack() as stack,
    ):
        since = None
        if earlier is not None:
            since = Since(opened(earlier), snapshot.withdrawn(asked.choice), part)
            stack.callback(since.give_up)
        return export(snapshot, asked, part, {"arsip-antara": "test"}, since=since)


def left_by(out: Path) -> set[str]:
    """What an export, ended or not, left in the folder of its archive."""
    return {path.name for path in out.parent.iterdir() if not path.name.startswith("archive.")}


def applied(rows: list[dict[str, Any]], changes: Path) -> list[dict[str, Any]]:
    """Rows of an export brought up to date, as the card of an export of changes says."""
    new = changes / "articles.jsonl"
    return applied_rows(rows, jsonl(new) if new.exists() else [], changes)


def applied_rows(
    rows: list[dict[str, Any]], new: list[dict[str, Any]], changes: Path
) -> list[dict[str, Any]]:
    """The same, of an export of changes whose rows are in several files."""
    drop = {*keys(commas(changes / "no-longer.csv")), *keys(new)}
    return [row for row in rows if row["key"] not in drop] + new


def in_order(rows: list[dict[str, Any]]) -> list[str]:
    """Rows as texts, in an order that no export has a say in."""
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def jsonl(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON Lines, packed or not."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        data = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
    # Not splitlines, which knows more ends of lines than JSON Lines has.
    lines = data.decode().split("\n")
    assert lines.pop() == ""
    return [json.loads(line) for line in lines]


def commas(path: Path) -> list[dict[str, str]]:
    """The rows of a file of CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def parquet(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file."""
    return pyarrow.parquet.read_table(path).to_pylist()


def paper(path: Path) -> str:
    """What a file that is no file of rows says, packed or not."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode()


def keys(found: Sequence[dict[str, Any]]) -> list[str]:
    return [row["key"] for row in found]


def store(session: ArchiveSession, *articles: tuple[str, int, dict[str, Any]]) -> None:
    """Store invented articles: bureau, number, and what differs."""
    session.store([stored(number, bureau, **changes) for bureau, number, changes in articles])


def on_day(day: str) -> dict[str, str]:
    return {
        "published": f"{day}T08:30:00+08:00",
        "published_utc": f"{day}T00:30:00Z",
        "published_day": day,
    }


def withdraw(session: ArchiveSession, bureau: str, number: int) -> None:
    session.withdraw({(bureau, number): []}, "permintaan")


def make_story(session: ArchiveSession, *members: tuple[str, int]) -> None:
    """Put articles into one story, named after the first."""
    db = session._db
    db.execute("DELETE FROM story_queue")
    (number,) = db.execute(
        "INSERT INTO stories (bureau, article_id, made_at) VALUES (?, ?, '') RETURNING id",
        members[0],
    ).fetchone()
    for bureau, article in members:
        db.execute(
            "INSERT OR REPLACE INTO story_members SELECT id, ?, 1.0, '' FROM articles "
            "WHERE bureau = ? AND article_id = ?",
            (number, bureau, article),
        )


KNOWN: dict[str, Any] = {
    "origin": "live",
    "arguments": plan("tei").as_dict(),
    "versions": {},
    "archive": {"archive_id": None, "created_at": None, "last_run": None},
    "permission": None,
}
"""What an export knows before its first row."""
