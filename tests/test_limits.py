"""The numbers of docs/serving.md and of the texts are those that hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.datasette import limits, refusals
from pipelines.datasette.app import SETTINGS

TOLD = " ".join(Path("docs/serving.md").read_text("utf-8").split())
MB = 1_000_000


@pytest.mark.parametrize(
    "words",
    [
        f"longer than {limits.QUERY_MILLISECONDS / 1000} seconds ({limits.REQUEST_SECONDS} for all "
        f"queries of a page, and {limits.LATE_SECONDS} more",
        f"may take {limits.QUERY_HEAP // MB} MB for what SQLite holds",
        f"at most {limits.MOST_TEXT // MB} MB as JSON or {limits.MOST_CELLS:,} cells",
        f"larger than {limits.LARGE / MB} MB two are made",
        f"up to {limits.LARGE_SECONDS} seconds for its turn",
        f"at most {limits.MOST_ADDRESS:,} characters and {limits.MOST_PARAMETERS} parameters: a "
        f"statement in it {limits.MOST_SQL:,}, everything besides",
        f"a passage to check {limits.MOST_ELSE:,}.",
        f"Eight columns are counted on a page, {limits.FACET_VALUES} values of each",
        f"There are at most {limits.CONNECTIONS}. A header has to be whole "
        f"{limits.HEADER_SECONDS} seconds",
        f"between two requests {limits.IDLE_SECONDS} seconds may pass",
        f"comes once in {limits.SELDOM_SECONDS} seconds",
        f"what is being answered has {limits.END_SECONDS} seconds",
        f"SQLite may take {limits.SERVER_HEAP // MB} MB there",
        f"when all {limits.CONNECTIONS} connections are being answered",
    ],
)
def test_the_document_tells_the_numbers(words: str) -> None:
    assert words in TOLD


def test_the_numbers_in_words() -> None:
    assert (limits.MOST_FACETS, limits.LARGE_AT_ONCE) == (8, 2)


def test_the_texts_tell_the_numbers() -> None:
    assert "0.8 seconds that it may take (1.3 for all of a page)" in refusals.TOO_LONG
    assert "larger than 8 MB or 50,000 cells" in refusals.TOO_LARGE
    assert "the 64 MB that it may take" in refusals.TOO_MUCH


def test_datasette_has_the_same_numbers() -> None:
    assert SETTINGS["sql_time_limit_ms"] == limits.QUERY_MILLISECONDS
    assert SETTINGS["facet_time_limit_ms"] == limits.FACET_MILLISECONDS
    assert SETTINGS["truncate_cells_html"] == limits.SHOWN
