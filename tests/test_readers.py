"""Exports opened with what people use, by the calls of docs/datasets.md, are what the archive has.

Expected is what stands in the archive's tables, not what another format says.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.archive import ArchiveSession
from pipelines.exports.formats import Style
from tests import table_readers
from tests.archives import Clock, ask
from tests.command_line import REPOSITORY
from tests.exported import exported, keys, on_day, plan, store
from tests.test_readme import demo as demo

DOCUMENT = (REPOSITORY / "docs/datasets.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([a-z]+) \| `(.+?)` \| `(.+?)` \| `(.+?)` \|$", re.MULTILINE)
CALLS = {
    (match[1], format_): match[position]
    for match in ROW.finditer(DOCUMENT.partition("## Reading it")[2])
    for position, format_ in enumerate(("parquet", "jsonl", "csv"), 2)
}
"""By reader and format."""
READERS = sorted({reader for reader, _ in CALLS})
ENDINGS = {"none": "", "gzip": ".gz", "zstd": ".zst"}
FILES = {
    ("parquet", "none"): "articles.parquet",
    **{("jsonl", how): f"articles.jsonl{ending}" for how, ending in ENDINGS.items()},
    **{("csv", how): f"articles.csv{ending}" for how, ending in ENDINGS.items()},
}
"""By format and packing."""
TIMES = ("published_utc", "first_seen", "fetched_at", "missing_since")
NO_TEXTS = ("article_id", "is_press_release", "revisions")
LISTS = ("tags", "credits", "images", "flags")
TAKEN_FOR_MOMENTS = {
    *(("pyarrow", "jsonl"), ("datasets", "jsonl"), ("duckdb", "jsonl"), ("pyarrow", "csv")),
}
"""Where a text becomes a moment that looks like one."""
GUESS = ("pyarrow", "datasets")
"""The readers that cannot be told to take all of CSV as text."""


COLUMNS = (
    *("id", "bureau", "article_id", "url", "kind", "title", "subtitle", "text", "category"),
    *("published", "published_day", "is_press_release", *TIMES),
)


def held(archive: Path) -> list[dict[str, Any]]:
    """What the archive's tables have, in the order of exports."""
    rows = []
    for values in ask(
        archive,
        f"SELECT {', '.join(COLUMNS)} FROM articles ORDER BY bureau, published_utc, id",
    ):
        row = dict(zip(COLUMNS, values, strict=True))
        number = row.pop("id")
        row["key"] = f"{row['bureau']}/{row['article_id']}"
        row["is_press_release"] = bool(row["is_press_release"])
        (row["revisions"],) = ask(
            archive, "SELECT count(*) FROM revisions WHERE article = ?", number
        )[0]
        row["tags"] = [
            name
            for (name,) in ask(
                archive,
                "SELECT t.name FROM article_tags AS x JOIN tags AS t ON t.id = x.tag "
                "WHERE x.article = ? ORDER BY x.seq",
                number,
            )
        ]
        for table, columns in (
            ("credits", ("role", "name", "printed")),
            ("images", ("url", "caption", "credit")),
        ):
            found = ask(
                archive,
                f"SELECT {', '.join(columns)} FROM {table} WHERE article = ? ORDER BY seq",
                number,
            )
            row[table] = [dict(zip(columns, each, strict=True)) for each in found]
        found = ask(archive, "SELECT flag FROM flags WHERE article = ?", number)
        row["flags"] = sorted(flag for (flag,) in found)
        rows.append(row)
    return rows


def read_by_all(folders: dict[str, Path]) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """What each reader makes of each file, by reader, format and packing."""
    found = {}
    home = next(iter(folders.values())).parent / "home"
    for reader in READERS:
        asked: dict[str, list[str]] = {}
        for (format_, packing), name in FILES.items():
            asked.setdefault(CALLS[reader, format_], []).append(str(folders[packing] / name))
        done = subprocess.run(
            [sys.executable, "-W", "error::UserWarning", str(Path(table_readers.__file__))],
            input=json.dumps(asked),
            env={**os.environ, "HOME": str(home), "HF_HOME": str(home), "HF_HUB_OFFLINE": "1"},
            capture_output=True,
            text=True,
            timeout=110,
        )
        assert done.returncode == 0, done.stderr[-2_000:]
        told = json.loads(done.stdout)
        for (format_, packing), name in FILES.items():
            path = str(folders[packing] / name)
            found[reader, format_, packing] = told[CALLS[reader, format_]][path]
    return found


def moment(value: str | None) -> datetime | None:
    """A moment however it is written; without an offset it is in UTC, a mere day its beginning."""
    if not value:
        return None
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def compare(reader: str, format_: str, row: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Whether a row that was read is what the archive has."""
    row = dict(row)
    if format_ == "csv":  # all of it as text: null is empty, lists are JSON
        wanted = {
            name: value
            if name in (*LISTS, *TIMES)
            else None
            if value in (None, "")
            else told(value)
            for name, value in wanted.items()
        }
        row = {name: None if value == "" else value for name, value in row.items()}
        row |= {name: json.loads(row[name]) for name in LISTS}
        if reader in GUESS:
            row |= {name: None if row[name] is None else told(row[name]) for name in NO_TEXTS}
    for name, value in wanted.items():
        got, where = row[name], f"{reader} {format_} {wanted['key']} {name}"
        if name in TIMES:
            assert moment(got) == moment(value), where
            if format_ == "parquet" and got:  # of its own type, with a zone
                assert re.search(r"[+-]\d\d:\d\d$", got), where
        elif name == "published" and (reader, format_) in TAKEN_FOR_MOMENTS:
            assert moment(got) == moment(value), where
        elif name == "published_day":
            assert (got or "")[:10] == (value or ""), where
        elif name in LISTS:
            assert (sorted(got) if name == "flags" else got) == value, where
        else:
            assert (type(got), got) == (type(value), value), where


def told(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


HARD = (
    'Satu "dua", tiga;\r\n\r\nempat\nlima\ttujuh \U0001f600 é \u2028 \x85 \u202e=1+1\r\n,"\n'
    "NULL\nakhir\\ \\N"
)
CASES = (
    ("sumsel", 1, {**on_day("2026-11-03"), "title": "=1+1", "text": HARD, "dateline_place": None}),
    ("sumsel", 4, {**on_day("2026-11-03"), "title": "NA", "subtitle": "null", "category": "007"}),
    (
        "sumsel",
        5,
        {
            **on_day("1999-11-03"),
            "title": "2026-11-03",
            "subtitle": "true",
            "category": "1e5",
            "tags": ["NA", "a;b", '["x"]', "satu\ndua"],
        },
    ),
    ("bali", 2, {**on_day("2026-11-05"), "is_press_release": True, "subtitle": '"'}),
    (
        "bali",
        3,
        {
            **dict.fromkeys(("published", "published_utc", "published_day")),
            **dict.fromkeys(("text", "subtitle", "category")),
            **{"tags": [], "credits": [], "images": []},
        },
    ),
)


@pytest.fixture(scope="module")
def hard(tmp_path_factory) -> tuple[list[dict[str, Any]], dict]:
    """Articles that are hard to read, by the archive and by each reader."""
    folder = tmp_path_factory.mktemp("hard")
    with ArchiveSession.claim(folder / "archive.db", "live", clock=Clock()) as session:
        session.open()
        store(session, *CASES)
    folders = {}
    for packing in ENDINGS:
        folders[packing] = folder / packing
        asked = plan("parquet", "jsonl", "csv", style=Style(packing, raw_csv=True))
        exported(folder / "archive.db", folders[packing], asked)
    return held(folder / "archive.db"), read_by_all(folders)


def test_the_document_has_a_call_for_each_reader_and_format():
    assert READERS == ["datasets", "duckdb", "pandas", "polars", "pyarrow"]
    assert len(CALLS) == 3 * len(READERS)


@pytest.mark.parametrize(("format_", "packing"), FILES)
@pytest.mark.parametrize("reader", READERS)
def test_what_is_read_is_what_the_archive_has(hard, reader, format_, packing):
    wanted, found = hard
    rows = found[reader, format_, packing]
    assert keys(rows) == ["bali/3", "bali/2", "sumsel/5", "sumsel/1", "sumsel/4"]
    for row, expected in zip(rows, wanted, strict=True):
        compare(reader, format_, row, expected)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_demo_is_read_by_all(demo):
    folders = {}
    for packing in ENDINGS:
        folders[packing] = demo.folder / f"readers-{packing}"
        line = f"antara export {folders[packing]} --purpose research --raw-csv"
        line += " --format parquet,jsonl,csv"
        line += "" if packing == "none" else f" --compress {packing}"
        status, _, err = demo.run(line)
        assert status == 0, err
        for format_ in ("jsonl", "csv"):
            by_sqlite_utils(folders[packing] / FILES[format_, packing], format_)
    wanted = held(demo.folder / "archive.db")
    assert len(wanted) == 400
    for (reader, format_, _), rows in read_by_all(folders).items():
        for row, expected in zip(rows, wanted, strict=True):
            compare(reader, format_, row, expected)


# --- sqlite-utils


def by_sqlite_utils(file: Path, format_: str) -> list[tuple[Any, ...]]:
    """Insert a file as docs/datasets.md does; a packed one is unpacked into it."""
    import zstandard

    from tests.exported import jsonl

    data = file.read_bytes()
    if file.suffix == ".gz":
        data = gzip.decompress(data)
    elif file.suffix == ".zst":
        data = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    made = file.with_name(f"{file.name}.db")
    how = "--nl" if format_ == "jsonl" else "--csv"
    done = subprocess.run(
        [sys.executable, "-m", "sqlite_utils", "insert", str(made), "articles", "-", how],
        input=data,
        capture_output=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    found = ask(made, "SELECT key, title, text, tags, published_utc FROM articles ORDER BY rowid")
    made.unlink()
    if format_ == "jsonl":
        wanted = [
            (row["key"], row["title"], row["text"], row["tags"], row["published_utc"])
            for row in jsonl(file)
        ]
        assert [(*row[:3], json.loads(row[3]), row[4]) for row in found] == wanted
    else:
        rows = list(csv.DictReader(data.decode().splitlines(keepends=True), strict=True))
        assert len(found) == len(rows)
    return found
