"""The same rows and nothing else: what somebody writes who needs one file, once.

    PYTHONPATH=. python benchmarks/export_alone.py ARCHIVE FILE.parquet
    PYTHONPATH=. python benchmarks/export_alone.py ARCHIVE FILE.jsonl

A walk along the same index, the lists of each 1,000 articles by a statement each, columns; then row
groups by pyarrow, or lines by orjson. Nothing is checked, left out, counted or told, nothing is
digested, there is no progress and no paper: this is what `bench_export.py` holds `antara export`
against. It compares what the two wrote: the rows of a Parquet file, the bytes of JSON Lines.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from sqlite_utils.utils import sqlite3

from pipelines.archive.state import without_dateline

PORTION = 1_000
PORTIONS = 4
"""Of a row group."""
PLAIN = (
    *("url", "kind", "language", "title", "subtitle", "pull_quote", "published"),
    *("published_precision", "published_source", "updated", "dateline_place", "dateline_day"),
    *("source_label", "category", "copyright", "rights_notice", "text_sha256"),
    *("content_sha256", "layout", "extractor_version"),
)
TIMES = ("published_utc", "first_seen", "last_seen", "missing_since", "fetched_at")
COLUMNS = ("id", "bureau", "article_id", "text", "published_day", "is_press_release")
LISTS = {
    "credits": "SELECT article, role, name, printed FROM credits WHERE article IN ({}) "
    "ORDER BY article, seq",
    "tags": "SELECT article, name FROM article_tags JOIN tags ON tags.id = tag "
    "WHERE article IN ({}) ORDER BY article, seq",
    "images": "SELECT article, url, caption, credit FROM images WHERE article IN ({}) "
    "ORDER BY article, seq",
    "signals": "SELECT article, carrier, value FROM signals WHERE article IN ({}) "
    "ORDER BY article, carrier",
    "flags": "SELECT article, flag FROM flags WHERE article IN ({}) ORDER BY article, rowid",
    "story": "SELECT m.article, s.bureau || '/' || s.article_id FROM story_members AS m "
    "JOIN stories AS s ON s.id = m.story WHERE m.article IN ({})",
    "revisions": "SELECT article, seq, first_seen FROM revisions WHERE article IN ({}) "
    "ORDER BY article, seq",
}


def columns(db: Any, rows: list[tuple[Any, ...]], origin: str) -> dict[str, list[Any]]:
    """Return the columns of some articles by name, moments and days as texts."""
    had = dict(zip((*COLUMNS, *PLAIN, *TIMES), map(list, zip(*rows, strict=True)), strict=True))
    marks = ",".join("?" * len(rows))
    lists: dict[str, dict[int, list[Any]]] = {}
    for name, sql in LISTS.items():
        held = lists[name] = defaultdict(list)
        for article, *values in db.execute(sql.format(marks), had["id"]):
            held[article].append(values)
    each = [{name: held[article] for name, held in lists.items()} for article in had["id"]]
    bodies = [
        without_dateline(text, place) if text else ""
        for text, place in zip(had["text"], had["dateline_place"], strict=True)
    ]
    carriers = [
        sorted(
            {
                carrier
                for carrier, value in of["signals"]
                if carrier != "tdm_policy" and value != "0"
            }
            | ({"rights_notice"} if notice else set())
        )
        for of, notice in zip(each, had["rights_notice"], strict=True)
    ]
    return {
        **{name: had[name] for name in PLAIN},
        **{name: had[name] for name in TIMES},
        "key": [f"{b}/{n}" for b, n in zip(had["bureau"], had["article_id"], strict=True)],
        "bureau": had["bureau"],
        "article_id": had["article_id"],
        "story": [of["story"][0][0] if of["story"] else None for of in each],
        "text": had["text"],
        "words": [len(body.split()) for body in bodies],
        "characters": [len(body) for body in bodies],
        "published_day": had["published_day"],
        "credits": [
            [
                {"role": role, "name": name, "printed": printed}
                for role, name, printed in of["credits"]
            ]
            for of in each
        ],
        "tags": [[name for (name,) in of["tags"]] for of in each],
        "images": [
            [{"url": url, "caption": text, "credit": who} for url, text, who in of["images"]]
            for of in each
        ],
        "ai_use": ["reserved" if found else "unstated" for found in carriers],
        "reserved_by": carriers,
        "is_press_release": [bool(value) for value in had["is_press_release"]],
        "revision": [of["revisions"][-1][0] if of["revisions"] else None for of in each],
        "revisions": [len(of["revisions"]) for of in each],
        "state_first_seen": [
            of["revisions"][-1][1] if of["revisions"] else first
            for of, first in zip(each, had["first_seen"], strict=True)
        ],
        "flags": [[flag for (flag,) in of["flags"]] for of in each],
        "origin": [origin] * len(rows),
    }


def schema() -> Any:
    """Return the types of the columns, in the order of the export."""
    text, number, time = pa.string(), pa.int64(), pa.timestamp("ms", tz="UTC")
    entry = {
        "credits": ("role", "name", "printed"),
        "images": ("url", "caption", "credit"),
    }
    types = {
        **dict.fromkeys(("article_id", "words", "characters", "revision", "revisions"), number),
        **dict.fromkeys((*TIMES, "state_first_seen"), time),
        **dict.fromkeys(("tags", "reserved_by", "flags"), pa.list_(text)),
        **{
            of: pa.list_(pa.struct([(name, text) for name in names])) for of, names in entry.items()
        },
        "published_day": pa.date32(),
        "is_press_release": pa.bool_(),
    }
    order = (
        "key bureau article_id url kind language story title subtitle text pull_quote words "
        "characters published published_utc published_day published_precision published_source "
        "updated dateline_place dateline_day source_label category credits tags images copyright "
        "rights_notice ai_use reserved_by is_press_release revision revisions state_first_seen "
        "first_seen last_seen missing_since text_sha256 content_sha256 fetched_at layout "
        "extractor_version flags origin"
    ).split()
    return pa.schema([(name, types.get(name, text)) for name in order])


def portions(archive: str) -> Iterator[dict[str, list[Any]]]:
    """Yield the columns of all articles, some of them at a time, in the order of the export."""
    db = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    (origin,) = db.execute("SELECT value FROM meta WHERE key = 'origin'").fetchone()
    wanted = ", ".join((*COLUMNS, *PLAIN, *TIMES))
    bureaus = [row[0] for row in db.execute("SELECT DISTINCT bureau FROM articles ORDER BY bureau")]
    for bureau in bureaus:
        cursor = db.execute(
            f"SELECT {wanted} FROM articles INDEXED BY articles_bureau_published "  # noqa: S608
            "WHERE bureau = ? ORDER BY published_utc, id",
            (bureau,),
        )
        while rows := cursor.fetchmany(PORTION):
            yield columns(db, rows, origin)


def array(values: list[Any], of: Any) -> Any:
    """Return a column as pyarrow has it."""
    if pa.types.is_timestamp(of):
        values = [None if text is None else datetime.fromisoformat(text) for text in values]
    elif pa.types.is_date(of):
        values = [None if text is None else date.fromisoformat(text) for text in values]
    return pa.array(values, of)


def parquet(archive: str, file: str) -> None:
    """Write the file by pyarrow."""
    types = schema()
    plain = ("key", "url", "title", "subtitle", "text", "pull_quote", "text_sha256")
    repeated = [each.name for each in types if each.type == pa.string() and each.name not in plain]
    options = {"compression": "zstd", "compression_level": 3, "use_dictionary": repeated}
    with pq.ParquetWriter(file, types, **options) as writer:
        batches: list[Any] = []
        for made in portions(archive):
            arrays = [array(made[each.name], each.type) for each in types]
            batches.append(pa.RecordBatch.from_arrays(arrays, schema=types))
            if len(batches) == PORTIONS:
                writer.write_table(pa.Table.from_batches(batches))
                batches = []
        if batches:
            writer.write_table(pa.Table.from_batches(batches))


def json_lines(archive: str, file: str) -> None:
    """Write the file by orjson."""
    names = [each.name for each in schema()]
    with Path(file).open("wb") as out:
        for made in portions(archive):
            rows = zip(*(made[name] for name in names), strict=True)
            lines = [
                orjson.dumps(dict(zip(names, row, strict=True)), option=orjson.OPT_APPEND_NEWLINE)
                for row in rows
            ]
            out.write(b"".join(lines))


def main(archive: str, file: str) -> None:
    """Write the file."""
    if file.endswith(".parquet"):
        parquet(archive, file)
    else:
        json_lines(archive, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
