"""Each format opened with what people use: json, csv, pyarrow, duckdb."""

from __future__ import annotations

import csv
import gzip
import json
import re
from contextlib import closing
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3

from pipelines import formulas
from pipelines.archive import Filters
from pipelines.archive.export_walk import Choice
from pipelines.archive.surrogates import whole
from pipelines.exports import parquet as parquet_module
from pipelines.exports.errors import ExportRefused
from pipelines.exports.fields import ALL_FIELDS, BY_NAME, FIELDS, TYPES, chosen
from pipelines.exports.formats import FORMATS, Style
from pipelines.exports.needed import need
from pipelines.exports.parquet import Parquet
from pipelines.exports.rows import Rows, Shape
from pipelines.exports.shards import Shards
from pipelines.exports.sink import Sink, packed
from pipelines.formulas import _UNSEEN, harmless
from tests.exported import (
    ALL,
    KNOWN,
    commas,
    exported,
    jsonl,
    keys,
    on_day,
    parquet,
    plan,
    store,
    withdraw,
)

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]

NASTY = 'a\0b =x;=1+1 "q"\r\n\u2028,\té\U0001f600'


@pytest.fixture
def some(session, folder: Path) -> Path:
    undated = dict.fromkeys(("published", "published_utc", "published_day"))
    store(
        session,
        ("sumsel", 1, {**on_day("2026-11-03"), "title": "=1+1"}),
        ("bali", 2, {**on_day("2026-11-05"), "is_press_release": True}),
        ("bali", 3, {**undated, "text": None, "tags": [], "credits": [], "images": []}),
    )
    return folder


def made(folder: Path, *formats: str, **changes: Any) -> Path:
    exported(folder / "archive.db", folder / "out", plan(*formats, **changes))
    return folder / "out"


# --- the fields


def test_the_fields_are_told_of_and_in_a_fixed_order():
    assert len(BY_NAME) == len(ALL_FIELDS)
    for field in ALL_FIELDS:
        assert field.type in TYPES
        assert field.meaning
        assert field.source
        assert field.nullable or field.type not in ("time", "day"), field.name
        assert not field.nullable or field.type not in ("strings", "credits", "images")
    assert [f.name for f in chosen(["text", "key", "bureau"])] == ["key", "bureau", "text"]


def test_the_sources_are_columns_of_the_archive(session):
    known = {
        f"{table}.{column.name}"
        for table in session._db.table_names()
        for column in session._db[table].columns
    } | {"signals", "meta.origin"}
    named = {source for field in FIELDS for source in field.source.split(", ")}
    assert named - known == set()


@pytest.mark.parametrize(
    ("names", "with_text", "said"),
    [
        (["key", "titel"], True, "Unknown field 'titel'. Did you mean 'title'?"),
        (["zzzzzz"], True, "Unknown field 'zzzzzz'. Known: key, bureau, "),
        (["key", "text"], False, "Field 'text' has sentences of the article"),
        ([], True, "No field is left"),
    ],
)
def test_fields_that_cannot_be_had(names, with_text, said):
    with pytest.raises(ExportRefused) as error:
        chosen(names, with_text=with_text)
    assert said in str(error.value)


# --- what all formats have


def test_all_formats_say_the_same(some):
    out = made(some, *ALL)
    rows = jsonl(out / "articles.jsonl")
    assert keys(rows) == ["bali/3", "bali/2", "sumsel/1"]
    assert list(rows[0]) == [field.name for field in FIELDS]
    columns = parquet(out / "articles.parquet")
    cells = commas(out / "articles.csv")
    for row, typed, texts in zip(rows, columns, cells, strict=True):
        for field in FIELDS:
            value, got, cell = row[field.name], typed[field.name], texts[field.name]
            if field.type == "time" and value is not None:
                assert got == datetime.fromisoformat(value)
                assert got.tzinfo is not None
            elif field.type == "day" and value is not None:
                assert got == date.fromisoformat(value)
            else:
                assert got == value, field.name
            if value is None:
                assert cell == ""
            elif field.type == "boolean":
                assert cell == str(value).lower()
            elif field.type == "integer":
                assert int(cell) == value
            elif field.type in ("strings", "credits", "images"):
                assert json.loads(cell) == value
            else:
                assert cell == harmless(value)


def test_the_row_of_an_article(some):
    row = jsonl(made(some) / "articles.jsonl")[1]
    assert row["key"] == "bali/2"
    assert row["published_utc"] == "2026-11-05T00:30:00Z"
    assert row["credits"][0] == {
        "role": "reporter",
        "name": "Made Rekaan",
        "printed": "Pewarta : Made Rekaan",
    }
    assert row["tags"] == ["pasar", "denpasar"]
    assert row["is_press_release"] is True
    assert (row["ai_use"], row["reserved_by"], row["origin"]) == ("unstated", [], "live")
    assert row["text"].startswith("Denpasar (ANTARA) - Pasar 2 ")
    assert row["words"] == len(row["text"].split()) - 3
    assert row["characters"] == len(row["text"]) - len("Denpasar (ANTARA) - ")


def test_without_the_dateline(some):
    row = jsonl(made(some, shape=Shape(FIELDS, "live", with_dateline=False)) / "articles.jsonl")[1]
    assert row["text"].startswith("Pasar 2 dibuka")
    assert row["characters"] == len(row["text"])
    assert row["dateline_place"] == "Denpasar"


def test_a_sample_says_so_in_each_row(some):
    out = made(some, shape=Shape(FIELDS, "sample"))
    assert {row["origin"] for row in jsonl(out / "articles.jsonl")} == {"sample"}


def test_texts_that_are_hard_to_write(tmp_path):
    article = {
        **dict.fromkeys(BY_NAME),
        "credits": [],
        "tags": [NASTY],
        "flags": [],
        "bureau": "bali",
        "article_id": 1,
        "text": NASTY,
        "title": NASTY,
        "images": [{"url": NASTY, "caption": None, "credit": NASTY}],
        "is_press_release": 0,
        "published_utc": "2026-02-31T00:00:00Z",
        "first_seen": "yesterday",
        "published_day": "2026-1-1",
    }
    (row,) = Shape(FIELDS, "live").rows([article], [[]])
    assert (row["text"], row["title"], row["tags"]) == (NASTY, NASTY, [NASTY])
    assert row["images"] == [{"url": NASTY, "caption": None, "credit": NASTY}]
    assert (row["published_utc"], row["first_seen"], row["published_day"]) == (None, None, None)
    for name in ("url", "kind", "layout", "extractor_version"):
        row[name] = "x"
    row["revisions"] = 1
    style = Style(raw_csv=True)
    for each in [Shards(name, FORMATS[name], FIELDS, style, tmp_path, KNOWN) for name in ALL]:
        each.write(Rows([row]))
        each.close()
    assert jsonl(tmp_path / "articles.jsonl")[0]["text"] == NASTY
    assert parquet(tmp_path / "articles.parquet")[0]["text"] == NASTY
    # CSV has no place for a null byte.
    assert commas(tmp_path / "articles.csv")[0]["text"] == NASTY.replace("\0", "�")


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_half_a_character_becomes_one_that_can_be_written(text):
    made = whole({"title": text, "tags": [text], "n": 1, "subtitle": None})
    title = made["title"]
    assert made == {"title": title, "tags": [title], "n": 1, "subtitle": None}
    assert len(title) == len(text)
    title.encode()
    if not any("\ud800" <= each <= "\udfff" for each in text):
        assert title == text


def test_half_a_character_in_an_earlier_state(some):
    """Another program may have written a state with one: JSON can, SQLite's own texts cannot."""
    with closing(sqlite3.connect(some / "archive.db")) as db:
        (state,) = db.execute("SELECT state FROM revisions WHERE article = 1").fetchone()
        said = {**json.loads(state), "title": "Pasar \ud800", "tags": ["\udfff"]}
        db.execute(
            "INSERT INTO revisions (article, seq, state, state_sha256, extractor_version, layout, "
            "first_seen, last_seen) SELECT article, 2, state, state_sha256, extractor_version, "
            "layout, first_seen, last_seen FROM revisions WHERE article = 1"
        )
        db.execute(
            "UPDATE revisions SET state = ? WHERE article = 1 AND seq = 1", (json.dumps(said),)
        )
        db.commit()
    choice = Choice(Filters(), revisions="all")
    rows = jsonl(made(some, choice=choice) / "articles.jsonl")
    (row,) = [each for each in rows if each["key"] == "sumsel/1" and each["revision"] == 1]
    assert (row["title"], row["tags"]) == ("Pasar �", ["�"])


@pytest.mark.slow  # its words go into the index of the search
def test_a_text_of_50_megabytes(session, folder):
    long = "panjang sekali " * (50_000_000 // 15)
    store(session, ("bali", 1, {}), ("bali", 2, {"text": long}), ("bali", 3, {}))
    out = made(folder, "jsonl", "parquet", "csv")
    csv.field_size_limit(100_000_000)
    for rows in (
        jsonl(out / "articles.jsonl"),
        parquet(out / "articles.parquet"),
        commas(out / "articles.csv"),
    ):
        assert keys(rows) == ["bali/1", "bali/2", "bali/3"]
        assert rows[1]["text"] == long


# --- JSON Lines and CSV


@pytest.mark.parametrize("packing", ["none", "gzip", "zstd"])
def test_packed_lines(some, packing):
    out = made(some, "jsonl", "csv", style=Style(packing))
    ending = {"none": "", "gzip": ".gz", "zstd": ".zst"}[packing]
    assert len(jsonl(out / f"articles.jsonl{ending}")) == 3
    assert (out / f"articles.csv{ending}").exists()


def test_gzip_knows_neither_name_nor_time(tmp_path):
    sink = Sink(tmp_path / "x.gz")
    file = packed(sink, "gzip")
    file.write(b"abc")
    file.close()
    sink.close()
    data = (tmp_path / "x.gz").read_bytes()
    assert gzip.decompress(data) == b"abc"
    assert data[3:8] == b"\0" * 5


def test_csv_as_the_rfc_has_it(some):
    data = (made(some, "csv") / "articles.csv").read_bytes()
    header, _, rest = data.partition(b"\r\n")
    assert header.decode().split(",") == [field.name for field in FIELDS]
    assert rest.endswith(b"\r\n")
    assert data.count(b"\r\n") == 4


def test_a_text_of_line_ends_is_gone_through_once():
    """Each of them was once looked at with all that follow: nobody would see the end of it."""
    ends = "\n" * 1_000_000
    assert harmless(f"{ends}x") == f"{ends}x"
    assert harmless(f"x{ends}=1") == f"x{ends}'=1"


@given(st.text(st.sampled_from("ab1=+-@;\t\r\n \u200b\ufeff＝é²"), max_size=12))
def test_the_look_that_spares_most_texts_spares_no_formula(text):
    marked = formulas._WITHIN.sub(r"\1'\2", formulas._FIRST.sub(r"'\1", text))
    if formulas._is_plain(text):
        assert harmless(text) == marked == text


def test_all_that_is_unseen_may_stand_before_a_formula():
    every = [chr(each) for each in range(0x10000) if re.match(f"[{_UNSEEN}]", chr(each))]
    for sign in every:
        before = f"x;{sign}" if sign not in "\t\r\n" else f"x{sign}"
        assert harmless(f"{before}=1") == f"{before}'=1", ascii(sign)


def test_formulas_are_harmless_unless_asked_otherwise(some):
    assert commas(made(some, "csv") / "articles.csv")[2]["title"] == "'=1+1"
    assert jsonl(made_again(some, "jsonl") / "articles.jsonl")[2]["title"] == "=1+1"
    out = made_again(some, "csv", style=Style(raw_csv=True))
    assert commas(out / "articles.csv")[2]["title"] == "=1+1"


def made_again(folder: Path, *formats: str, **changes: Any) -> Path:
    target = folder / f"out-{len(list(folder.iterdir()))}"
    exported(folder / "archive.db", target, plan(*formats, **changes))
    return target


# --- Parquet


def test_parquet_is_typed_and_says_what_its_columns_mean(some):
    file = pyarrow.parquet.ParquetFile(made(some, "parquet") / "articles.parquet")
    schema = file.schema_arrow
    assert schema.field("published_utc").type == pa.timestamp("ms", "UTC")
    assert schema.field("published_day").type == pa.date32()
    assert schema.field("article_id").type == pa.int64()
    assert schema.field("is_press_release").type == pa.bool_()
    assert schema.field("tags").type == pa.list_(pa.string())
    assert {each.name for each in schema.field("credits").type.value_type} == {
        *("role", "name", "printed")
    }
    assert not schema.field("key").nullable
    assert schema.field("text").nullable
    assert b"bureau and number" in schema.field("key").metadata[b"meaning"]
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_parquet_by_sql(some):
    file = made(some, "parquet") / "articles.parquet"
    found = duckdb.sql(
        f"SELECT key, credits[1].name, len(tags), year(published_utc), published_day, ai_use "
        f"FROM '{file}' WHERE published_utc IS NOT NULL ORDER BY published_utc"
    ).fetchall()
    assert [row[0] for row in found] == ["sumsel/1", "bali/2"]
    assert found[1][1:] == ("Made Rekaan", 2, 2026, date(2026, 11, 5), "unstated")


def test_json_lines_and_csv_by_sql(some):
    out = made(some, "jsonl", "csv")
    for name in ("articles.jsonl", "articles.csv"):
        (found,) = duckdb.sql(
            f"SELECT title, published_utc FROM '{out / name}' WHERE key = 'bali/2'"
        ).fetchall()
        assert found[0].startswith("Pasar rekaan nomor 2")
        assert str(found[1]).startswith("2026-11-05")


def rows_of(numbers: range, text: str = "teks") -> list[dict[str, Any]]:
    blank: dict[str, Any] = {
        field.name: [] if field.type in ("strings", "credits", "images") else None
        for field in FIELDS
    }
    for field in FIELDS:
        if not field.nullable and blank[field.name] is None:
            blank[field.name] = {"string": "x", "integer": 1, "boolean": False}[field.type]
    return [{**blank, "key": f"bali/{n}", "text": f"{text} {n}"} for n in numbers]


def parquet_of(path: Path, steps: int, n: int = 2_500) -> bytes:
    sink = Sink(path)
    writer = Parquet(sink, FIELDS)
    rows = rows_of(range(n))
    for at in range(0, n, steps):
        writer.write(Rows(rows[at : at + steps]))
    writer.close()
    sink.close()
    return path.read_bytes()


def test_the_bytes_do_not_depend_on_how_rows_come(tmp_path):
    assert parquet_of(tmp_path / "a", 7) == parquet_of(tmp_path / "b", 2_500)


def test_row_groups_are_of_one_size_and_end_early_for_long_texts(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_module, "PORTION", 10)
    monkeypatch.setattr(parquet_module, "GROUP", 20)
    monkeypatch.setattr(parquet_module, "MOST_CHARACTERS", 1_000)
    sink = Sink(tmp_path / "x.parquet")
    writer = Parquet(sink, FIELDS)
    writer.write(Rows(rows_of(range(45))))
    writer.write(Rows(rows_of(range(45, 48), "x" * 600)))
    writer.close()
    sink.close()
    about = pyarrow.parquet.ParquetFile(tmp_path / "x.parquet").metadata
    groups = [about.row_group(n).num_rows for n in range(about.num_row_groups)]
    assert groups == [20, 20, 7, 1]
    assert keys(parquet(tmp_path / "x.parquet")) == [f"bali/{n}" for n in range(48)]


# --- the files and what they say of themselves


def test_a_new_file_after_so_many_rows(session, folder):
    store(session, *[("bali", n, {}) for n in range(1, 8)])
    out = made(folder, *ALL, style=Style(shard_size=3))
    for name, read in (("jsonl", jsonl), ("csv", commas), ("parquet", parquet)):
        files = sorted(out.glob(f"*.{name}"))
        assert [file.name for file in files] == [f"articles-0000{n}.{name}" for n in (1, 2, 3)]
        assert [len(read(file)) for file in files] == [3, 3, 1]
        assert keys([row for file in files for row in read(file)]) == [
            f"bali/{n}" for n in range(1, 8)
        ]


def test_the_manifest(some, session):
    withdraw(session, "sumsel", 1)
    found = exported(
        some / "archive.db",
        some / "out",
        plan("jsonl", choice=Choice(Filters(until="2026-12-31"))),
    )
    assert found == json.loads((some / "out" / "manifest.json").read_text())
    assert (found["rows"], found["articles"], found["left_out"]) == (1, 1, {})
    assert (found["first_day"], found["last_day"]) == ("2026-11-05", "2026-11-05")
    assert found["ai_use"] == {"reserved": 0, "unstated": 1}
    assert found["arguments"]["until"] == "2026-12-31"
    assert found["arguments"]["purpose"] == "research"
    assert found["archive"]["withdrawn"] == len(found["withdrawn"]) == 1
    filled = {each["name"]: each["filled"] for each in found["fields"]}
    assert (filled["key"], filled["title"], filled["missing_since"]) == (1, 1, 0)
    assert filled["is_press_release"] == 1
    (file,) = found["files"]
    assert file["bytes"] == (some / "out" / "articles.jsonl").stat().st_size


def test_nothing_to_export_leaves_nothing(some):
    with pytest.raises(ExportRefused, match="No article answers to that"):
        made(some, choice=Choice(Filters(kind="video")))
    with pytest.raises(ExportRefused, match=r"found none is left \(3 too short\)"):
        made(some, choice=Choice(Filters(), min_words=1000))
    assert [path.name for path in some.iterdir() if "out" in path.name] == []


def test_a_package_that_is_missing_is_named_with_what_installs_it():
    with pytest.raises(ExportRefused) as error:
        need("pyarrow_of_nobody", "Parquet")
    assert str(error.value) == (
        "Parquet needs pyarrow_of_nobody, which is not installed: 'make formats' in the folder of "
        "the repository installs it, or else, in that folder, pip install '.[export]'."
    )
