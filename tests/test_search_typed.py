"""Whatever is typed is a query, and is asked along an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.archive import ArchiveReader, Filters, search_pool
from pipelines.archive.library import sqlite3
from tests.archives import ask
from tests.searched import Archive, says

if TYPE_CHECKING:
    pass

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def archive(folder: Path) -> Archive:
    return Archive(folder / "archive.db")


# Nothing typed is an error


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "archive.db"
    Archive(path).store(
        *(says(n, f"Pasar ikan, Rp9 triliun. Anak-anak {n}.") for n in range(1, 30))
    )
    return path


@given(
    st.text() | st.text(alphabet='"*^:()+-{} ANDORTNErp9.,0pasar2\0\ud800'),
    st.sampled_from([None, "text", "story"]),
)
@example('NEAR("a" "b", 2) OR title:^x* NOT (', None)
@example("a" * 100_000, None)
@example("pasar " * 20_000, "text")
@example("'; DROP TABLE articles; --", None)
@example("rowid:1 articles_fts rank", None)
@example("\x00\x01\x1b[2J \u202e\ufeff", None)
@example("pasar -ikan NOT", "story")
@example("p* a* s*", None)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_is_an_error(filled: Path, typed: str, unique: Any) -> None:
    with ArchiveReader(filled) as reader:
        hits = reader.search(typed, None, 5, unique)
        assert len(hits) <= 5
        assert all(isinstance(note, str) for note in hits.notes)
        for what in ("reporter", "section", "place"):
            assert isinstance(reader.held_names(what, typed), list)
    assert ask(filled, "SELECT count(*) FROM articles") == [(29,)]


# How it is asked


def plan(path: Path, sql: str, values: Any) -> str:
    conn = sqlite3.connect(str(path))
    try:
        steps = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        return "\n".join(steps)
    finally:
        conn.close()


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "articles_published"),
        ({"bureaus": ("bali",)}, "articles_bureau_published"),
        ({"bureaus": ("bali", "ambon")}, "articles_bureau_published"),
        ({"places": ("Denpasar",)}, "articles_place"),
        ({"sections": ("Ekonomi",), "since": "2026-01-01"}, "articles_section"),
        ({"reporters": ("André",)}, "credits_name"),
        ({"since": "2026-01-01", "until": "2026-01-31", "kind": "article"}, "articles_published"),
        ({"since": "2026-01-01", "kind": "photo"}, "articles_other_kinds"),
    ],
)
def test_the_walk_is_along_an_index(filled: Path, filters: dict[str, Any], index: str) -> None:
    steps = plan(filled, *search_pool.walked(Filters(**filters)))
    assert index in steps
    assert "TEMP B-TREE" not in steps or "reporters" in filters


def test_what_is_checked_is_never_read_from_the_articles(filled: Path) -> None:
    everything = Filters(
        bureaus=("bali",),
        since="2026-01-01",
        until="2026-02-01",
        kind="photo",
        layout="r",
        sections=("x",),
        places=("y",),
    )
    sql, values = search_pool.checked(everything)
    assert "COVERING INDEX articles_search" in plan(filled, sql, ["[1]", *values])
