"""Rows of an export turned into columns, and how many of them have something in each field."""

from __future__ import annotations

import orjson

from pipelines.archive import ArchiveReader, Filters
from pipelines.archive.export_walk import Choice
from pipelines.exports.fields import BY_NAME, chosen
from pipelines.exports.rows import Row, Rows, Shape, count_filled
from tests.exported import on_day, store

pytest_plugins = ["tests.archive_fixtures"]

NAMES = ("key", "subtitle", "words", "published_utc", "tags", "is_press_release")
FIELDS = [BY_NAME[name] for name in NAMES]
ROWS = Rows(
    Row(zip(NAMES, values, strict=True))
    for values in (
        ("bali/1", "Kisah", 0, None, ["pasar"], False),
        ("bali/2", "", 7, "2026-11-01T00:30:00Z", [], True),
        ("bali/3", None, 0, None, [""], False),
    )
)


def test_an_empty_text_and_an_empty_list_are_nothing_and_false_and_0_are_something() -> None:
    assert count_filled(FIELDS, ROWS) == {
        **{"key": 3, "subtitle": 1, "words": 3},
        **{"published_utc": 1, "tags": 2, "is_press_release": 3},
    }


def test_columns_are_in_the_order_of_the_fields() -> None:
    assert ROWS.columns[:3] == [
        ("bali/1", "bali/2", "bali/3"),
        ("Kisah", "", None),
        (0, 7, 0),
    ]


def test_rows_and_their_columns_are_made_of_the_same(session, folder) -> None:
    store(session, *[("bali", n, on_day(f"2026-11-{n:02}")) for n in range(1, 5)])
    store(session, ("bali", 2, {"title": "Judul kemudian", "text": None, "rights_notice": "Tidak"}))
    with ArchiveReader(folder / "archive.db") as reader, reader.snapshot() as snapshot:
        (batch,) = snapshot.batches(Choice(Filters(), revisions="all"))
    states = [state for _, __, of in batch for state in of]
    assert len(states) > 3
    carriers = [["rights_notice"] if state["rights_notice"] else [] for state in states]
    for shape in (
        Shape(chosen(None), "live"),
        Shape(chosen(None, with_text=False), "live", with_text=False),
        Shape(chosen(["words"]), "live"),
        Shape(chosen(["text", "tags"]), "live", with_dateline=False),
    ):
        made = shape.rows(states, carriers)
        assert [list(row) for row in made] == [[each.name for each in shape.fields]] * len(states)
        assert made.columns == Rows(made).columns
    assert shape.rows([], []) == []


def test_some_of_the_rows_have_their_own_columns_and_lines() -> None:
    made = ROWS.some([0, 2])
    assert [row["key"] for row in made] == ["bali/1", "bali/3"]
    assert made.columns[0] == ("bali/1", "bali/3")
    assert made.lines == [orjson.dumps(ROWS[0]), orjson.dumps(ROWS[2])]
    assert ROWS.some(range(3)) is ROWS
