"""Reading an archive: articles newest first, filters, status, and search for whatever is typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.items import Flag, Kind
from pipelines.archive import (
    ArchiveReader,
    ArchiveSession,
    Failed,
    Filters,
    Gone,
    Rejected,
)
from pipelines.archive.migrations import latest_version
from pipelines.archive.reading import BESIDE, article_query
from tests.archives import Clock, article, found, stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]


def day(number: int, **changes: object) -> dict[str, object]:
    moment = f"2026-11-{number:02}T04:00:00"
    return {
        "published": f"{moment}+08:00",
        "published_utc": f"2026-11-{number - 1:02}T20:00:00Z",
        "published_day": f"2026-11-{number:02}",
        **changes,
    }


HELD = [
    stored(1, "bali", **day(10)),
    stored(2, "bali", **day(12, title="Kapal feri karam", kind=Kind.PHOTO)),
    stored(
        1,
        "ambon",
        **day(
            11,
            text="Ambon (ANTARA) - Ombak tinggi di laut.",
            published_utc="2026-11-11T14:00:00Z",  # 23:00 in Ambon
        ),
    ),
    stored(3, "bali", **day(13, layout="g3", flags=[Flag.SHORT_TEXT])),
    stored(4, "bali", published=None, published_utc=None, published_day=None, flags=[Flag.NO_DATE]),
    stored(7, "kupang", **day(12, is_press_release=True, tags=[], credits=[], images=[])),
]
NEWEST_FIRST = ["bali/3", "kupang/7", "bali/2", "ambon/1", "bali/1", "bali/4"]


@pytest.fixture
def reader(folder: Path, clock: Clock) -> Iterator[ArchiveReader]:
    with ArchiveSession.claim(folder / "archive.db", "sample", clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {"bureaus": ["bali"]})
        session.add_found([found(n, "bali") for n in (20, 21, 22, 23)])
        rows = [session.frontier_id("bali", n) for n in (20, 21, 22)]
        session.store(
            [
                *HELD,
                Gone(rows[0], 404),
                Rejected(rows[1], "soft_404", "x"),
                Failed(rows[2], "timeout"),
            ]
        )
        session.finish_walk("bali", "2026-11-10T00:00:00Z", "2026-11-13T00:00:00Z")
        session.finish_run("finished", {"bali": {"stored": 4, "rejected": 1}})
    with ArchiveReader(folder / "archive.db") as made:
        yield made


def keys(reader: ArchiveReader, **filters: object) -> list[str]:
    return [f"{a['bureau']}/{a['article_id']}" for a in reader.articles(Filters(**filters))]


def test_newest_first_and_undated_last(reader: ArchiveReader) -> None:
    assert keys(reader) == NEWEST_FIRST
    assert [f"{a['bureau']}/{a['article_id']}" for a in reader.articles()] == NEWEST_FIRST


def test_articles_come_out_as_they_went_in(reader: ArchiveReader) -> None:
    held = {(a["bureau"], a["article_id"]): a for a in reader.articles()}
    for outcome in HELD:
        expected = json.loads(json.dumps(outcome.article))
        expected["ledger"] = [e for e in expected["ledger"] if e["fate"] != "kept"]
        got = held[expected["bureau"], expected["article_id"]]
        assert tuple(got)[-len(BESIDE) :] == BESIDE
        assert json.loads(json.dumps(got)) == got
        got = {name: value for name, value in got.items() if name not in BESIDE}
        assert got == expected
        assert list(got) == list(expected)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"bureaus": ("bali",)}, ["bali/3", "bali/2", "bali/1", "bali/4"]),
        ({"bureaus": ["bali", "kupang"], "limit": 2}, ["bali/3", "kupang/7"]),
        ({"bureaus": ()}, []),
        ({"bureaus": ("nowhere",)}, []),
        ({"since": "2026-11-12"}, ["bali/3", "kupang/7", "bali/2"]),
        ({"until": "2026-11-11"}, ["ambon/1", "bali/1"]),
        ({"since": "2026-11-11", "until": "2026-11-11"}, ["ambon/1"]),
        ({"kind": "photo"}, ["bali/2"]),
        ({"kind": Kind.PHOTO}, ["bali/2"]),
        ({"layout": "g3"}, ["bali/3"]),
        ({"limit": 1}, ["bali/3"]),
        ({"limit": 0}, []),
        ({"bureaus": ("bali",), "since": "2026-11-12", "kind": "article"}, ["bali/3"]),
    ],
)
def test_filters(reader: ArchiveReader, filters: dict, expected: list[str]) -> None:
    assert keys(reader, **filters) == expected


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(bureaus=("bali",)),
        Filters(bureaus=("bali", "ambon")),
        Filters(since="2026-01-01", until="2026-01-31"),
        Filters(bureaus=("bali",), since="2026-01-01", until="2026-01-31", kind="photo"),
        Filters(bureaus=("bali", "ambon"), since="2026-01-01", layout="g3", limit=10),
    ],
    ids=str,
)
def test_articles_walk_an_index_without_sorting(reader: ArchiveReader, filters: Filters) -> None:
    sql, values = article_query(filters)
    plan = [row[3] for row in reader._db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert len(plan) == 1, plan
    assert "USING INDEX articles_" in plan[0]
    assert ("bureau=?" in plan[0]) == (filters.bureaus == ("bali",))
    assert ("published_utc>?" in plan[0]) == bool(filters.since)


def test_reading_is_a_stream(folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.archive.reading._A_TIME", 10)
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.store([stored(n, **day(10)) for n in range(1, 36)])
    with ArchiveReader(path) as made:
        fetched: list[str] = []
        made._db.conn.set_trace_callback(fetched.append)
        stream = made.articles()
        assert next(stream)["article_id"] == 35
        assert sum("FROM credits" in sql for sql in fetched) == 1
        assert [a["article_id"] for a in stream] == list(range(34, 0, -1))
        assert sum("FROM credits" in sql for sql in fetched) == 4
        made._db.conn.set_trace_callback(None)


def test_a_reader_sees_what_a_writer_adds(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        with ArchiveReader(path) as made:
            assert keys(made) == []
            session.store([stored(1)])
            assert keys(made) == ["bali/1"]


# Status


def test_status(reader: ArchiveReader) -> None:
    status = reader.status()
    assert json.loads(json.dumps(status)) == status
    assert status["origin"] == reader.origin == "sample"
    assert status["schema_version"] == reader.schema_version == latest_version()
    assert status["articles"] == 6
    assert status["by_bureau"] == {
        "ambon": {"article": 1},
        "bali": {"article": 3, "photo": 1},
        "kupang": {"article": 1},
    }
    assert status["by_kind"] == {"article": 5, "photo": 1}
    assert status["layouts"] == {"r": 5, "g3": 1}
    assert status["flags"] == {"no_date": 1, "short_text": 1}
    assert (status["oldest"], status["newest"]) == ("2026-11-09T20:00:00Z", "2026-11-12T20:00:00Z")
    assert status["undated"] == 1
    assert status["revisions"] == 0
    assert status["frontier"] == {"stored": 6, "gone": 1, "rejected": 1, "pending": 2}
    assert status["frontier_reasons"] == {
        "pending": {"timeout": 1},
        "rejected": {"soft_404": 1},
    }
    assert status["rejected"] == {"soft_404": 1}
    assert status["complete"] == {"bali": ["2026-11-10T00:00:00Z", "2026-11-13T00:00:00Z"]}
    assert [run["outcome"] for run in status["runs"]] == ["finished"]
    assert status["runs"][0]["bureaus"] == {"bali": {"stored": 4, "rejected": 1}}
    assert status["bytes"] > 100_000
    assert reader.counts() == {"ambon": 1, "bali": 4, "kupang": 1}


def test_status_warns_of_an_old_library(
    reader: ArchiveReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.archive.library.version", lambda: "3.40.1")
    status = reader.status()
    assert status["sqlite_version"] == "3.40.1"
    assert "3.51.3" in status["sqlite_warning"]


def test_counting_reads_an_index_only(reader: ArchiveReader) -> None:
    for sql in (
        "SELECT bureau, kind, layout, count(*) FROM articles GROUP BY bureau, kind, layout",
        "SELECT bureau, count(*) FROM articles GROUP BY bureau",
        "SELECT flag, count(*) FROM flags GROUP BY flag",
        "SELECT state, reason, count(*) FROM frontier GROUP BY state, reason",
    ):
        plan = [row[3] for row in reader._db.execute(f"EXPLAIN QUERY PLAN {sql}")]
        assert len(plan) == 1, plan
        assert "COVERING INDEX" in plan[0]


# Search


def hits(reader: ArchiveReader, words: str, limit: int = 20, **filters: object) -> list[str]:
    results = reader.search(words, Filters(**filters), limit)
    return [f"{hit['bureau']}/{hit['article_id']}" for hit in results]


def test_all_words_must_occur(reader: ArchiveReader) -> None:
    assert hits(reader, "ombak") == ["ambon/1"]
    assert hits(reader, "OMBAK tinggi") == ["ambon/1"]
    assert hits(reader, "ombak gajah") == []
    assert hits(reader, "pasar", bureaus=("kupang",)) == ["kupang/7"]
    assert hits(reader, "made rekaan", kind="photo") == ["bali/2"]
    assert len(hits(reader, "pasar", limit=2)) == 2
    assert hits(reader, "pasar", limit=0) == []


def test_quoted_words_stand_side_by_side(reader: ArchiveReader) -> None:
    assert hits(reader, '"ombak tinggi"') == ["ambon/1"]
    assert hits(reader, '"tinggi ombak"') == []
    assert hits(reader, 'laut "ombak tinggi') == ["ambon/1"]


def test_a_word_in_the_title_counts_more(reader: ArchiveReader) -> None:
    results = reader.search("kapal")
    assert [hit["article_id"] for hit in results] == [2]
    assert hits(reader, "pasar")[-1] == "bali/2"  # the only one without it in its title


def test_equal_hits_come_newest_first(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        same = {"title": "Sama", "text": "Sama saja.", "subtitle": None}
        order = [12, 14, 11, 13]
        session.store([stored(n, **day(n, **same)) for n in order])
    with ArchiveReader(path) as made:
        assert hits(made, "sama") == ["bali/14", "bali/13", "bali/12", "bali/11"]


def test_a_hit_tells_where_the_words_stand(reader: ArchiveReader) -> None:
    (hit,) = reader.search("ombak")
    assert hit["snippet"] == "Ambon (ANTARA) - [Ombak] tinggi di laut."
    assert hit["title"] == article(1).title
    assert hit["score"] > 0
    assert json.loads(json.dumps(hit)) == hit
    assert set(hit) >= {"bureau", "article_id", "url", "kind", "published", "published_day"}


@given(st.text() | st.text(alphabet='"*^:()+-{} ANDORTNEpasar\0\ud800'))
@example('NEAR("a" "b", 2) OR title:^x* NOT (')
@example("a" * 100_000)
@example("pasar " * 5_000)
@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_that_is_typed_is_an_error(reader: ArchiveReader, typed: str) -> None:
    assert isinstance(reader.search(typed), list)
