"""Rows of an export turned into columns, and how many of them have something in each field."""

from __future__ import annotations

from pipelines.exports.fields import BY_NAME
from pipelines.exports.rows import Row, columns, count_filled

NAMES = ("key", "subtitle", "words", "published_utc", "tags", "is_press_release")
FIELDS = [BY_NAME[name] for name in NAMES]
ROWS = [
    Row(zip(NAMES, values, strict=True))
    for values in (
        ("bali/1", "Kisah", 0, None, ["pasar"], False),
        ("bali/2", "", 7, "2026-11-01T00:30:00Z", [], True),
        ("bali/3", None, 0, None, [""], False),
    )
]


def test_an_empty_text_and_an_empty_list_are_nothing_and_false_and_0_are_something() -> None:
    assert count_filled(FIELDS, ROWS) == {
        **{"key": 3, "subtitle": 1, "words": 3},
        **{"published_utc": 1, "tags": 2, "is_press_release": 3},
    }


def test_columns_are_in_the_order_of_the_fields() -> None:
    assert columns(ROWS)[:3] == [
        ("bali/1", "bali/2", "bali/3"),
        ("Kisah", "", None),
        (0, 7, 0),
    ]
