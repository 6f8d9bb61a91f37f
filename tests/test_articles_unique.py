"""`antara articles --unique`: one article for equal texts, or for a story."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from crawler.items import Credit, Kind, Role
from pipelines.archive import ArchiveReader, ArchiveSession, Filters
from pipelines.archive.library import sqlite3
from pipelines.archive.reading import article_query
from tests.archives import Clock, stored
from tests.command_line import CommandLine
from tests.searched import on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SAME = "Air sungai naik, warga pindah ke balai desa."
UNDATED: dict[str, Any] = {"published": None, "published_utc": None, "published_day": None}
BY = [Credit(Role.REPORTER, "Made Contoh", "Pewarta : Made Contoh")]
"""Who wrote only the second of the three."""


def carries(number: int, bureau: str, text: str | None, **changes: Any) -> Any:
    return stored(number, bureau, text=text, title=f"Kabar rekaan {number}", **changes)


HELD = [
    # One report three times, the later ones with another kind, layout and reporter.
    carries(1, "www", SAME, **on("2026-11-01"), category="Umum", dateline_place="Kota"),
    carries(2, "bali", SAME, **on("2026-11-03"), credits=BY, layout="g3", kind=Kind.PHOTO),
    carries(3, "ambon", SAME, **on("2026-11-05"), layout="g3", kind=Kind.PHOTO),
    carries(4, "ambon", SAME, **UNDATED),
    # One more that is told in other words each time, and stored before it was published first.
    carries(11, "bali", "Harga cabai naik di pasar pagi.", **on("2026-11-04")),
    carries(12, "www", "Harga cabai di pasar pagi naik lagi.", **on("2026-11-02")),
    # Alone.
    carries(21, "www", "Kapal bersandar.", **on("2026-11-06")),
    # Without text, or without a date and with one.
    carries(31, "www", None, **on("2026-11-07")),
    carries(32, "bali", None, **on("2026-11-08")),
    carries(41, "www", "Tanpa tanggal.", **UNDATED),
    carries(42, "bali", "Tanpa tanggal.", **UNDATED),
]
STORIES = {1: ("www/1", "bali/2", "ambon/3", "ambon/4"), 2: ("bali/11", "www/12")}
ALL = [
    *("bali/32", "www/31", "www/21", "ambon/3", "bali/11", "bali/2", "www/12", "www/1"),
    *("bali/42", "www/41", "ambon/4"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "archive.db"
    fill(made, HELD, STORIES)
    return made


@pytest.fixture
def reader(path: Path) -> Iterator[ArchiveReader]:
    with ArchiveReader(path) as made:
        yield made


def fill(path: Path, held: Sequence[Any], stories: dict[int, Sequence[str]]) -> None:
    """Store articles, and say which of them are stories."""
    with ArchiveSession.claim(path, "sample", clock=Clock()) as session:
        session.open()
        session.store(list(held))
    conn = sqlite3.connect(str(path))
    for table in ("story_members", "stories", "story_queue"):
        conn.execute(f"DELETE FROM {table}")
    for story, members in stories.items():
        rows = [
            conn.execute(
                "SELECT id, bureau, article_id FROM articles WHERE bureau || '/' || article_id = ?",
                (member,),
            ).fetchone()
            for member in members
        ]
        conn.execute("INSERT INTO stories VALUES (?, ?, ?, '2026-11-09')", (story, *rows[0][1:]))
        conn.executemany(
            "INSERT INTO story_members VALUES (?, ?, 1.0, '2026-11-09')",
            [(row[0], story) for row in rows],
        )
    conn.commit()
    conn.close()


def keys(reader: ArchiveReader, unique: Any, **filters: Any) -> list[str]:
    found = reader.articles(Filters(**filters), unique)
    return [f"{each['bureau']}/{each['article_id']}" for each in found]


def test_one_of_equal_texts_the_earliest_newest_first(reader: ArchiveReader) -> None:
    assert keys(reader, None) == ALL
    gone = {"ambon/3", "bali/2", "ambon/4", "bali/42"}
    assert keys(reader, "text") == [key for key in ALL if key not in gone]


def test_one_of_each_story_the_earliest_newest_first(reader: ArchiveReader) -> None:
    # The first that was stored, after which a story is called, may not be the first published.
    gone = {"ambon/3", "bali/2", "ambon/4", "bali/11"}
    assert keys(reader, "story") == [key for key in ALL if key not in gone]


@pytest.mark.parametrize("unique", ["text", "story"])
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"bureaus": ("bali", "ambon")}, "bali/2"),
        ({"bureaus": ("ambon",)}, "ambon/3"),
        ({"since": "2026-11-02"}, "bali/2"),
        ({"since": "2026-11-04"}, "ambon/3"),
        ({"until": "2026-11-04"}, "www/1"),
        ({"kind": "photo"}, "bali/2"),
        ({"layout": "g3"}, "bali/2"),
        ({"layout": "g3", "since": "2026-11-04"}, "ambon/3"),
        ({"reporters": ("Made Contoh",)}, "bali/2"),
        ({"reporters": ("Made Rekaan",), "kind": "photo"}, "ambon/3"),
        ({"sections": ("Ekonomi",)}, "bali/2"),
        ({"places": ("Denpasar",)}, "bali/2"),
    ],
    ids=str,
)
def test_the_earliest_is_one_that_passes_the_filters(
    reader: ArchiveReader, unique: str, filters: dict[str, Any], expected: str
) -> None:
    found = keys(reader, unique, **filters)
    assert [key for key in found if key in STORIES[1]] == [expected]
    assert found == [key for key in keys(reader, None, **filters) if key in found]


def test_a_copy_without_a_date_stands_for_all_where_there_is_no_other(tmp_path: Path) -> None:
    fill(tmp_path / "archive.db", HELD[3:5], {})
    with ArchiveReader(tmp_path / "archive.db") as reader:
        assert keys(reader, "text") == ["bali/11", "ambon/4"]


@pytest.mark.parametrize("unique", ["text", "story"])
def test_what_has_no_text_or_no_story_stands_for_itself(reader: ArchiveReader, unique: str) -> None:
    assert {"bali/32", "www/31", "www/21"} <= set(keys(reader, unique))


def test_of_copies_of_one_second_one_is_left(tmp_path: Path) -> None:
    held = [carries(n, "bali", SAME, **on("2026-11-01")) for n in (5, 4, 6)]
    fill(tmp_path / "archive.db", held, {1: ("bali/4", "bali/5", "bali/6")})
    with ArchiveReader(tmp_path / "archive.db") as reader:
        assert keys(reader, "text") == keys(reader, "story") == ["bali/5"]


def test_the_limit_counts_what_is_shown(reader: ArchiveReader) -> None:
    whole = keys(reader, "text")
    for limit in range(len(whole) + 1):
        assert keys(reader, "text", limit=limit) == whole[:limit]
    assert keys(reader, "story", limit=1, bureaus=("ambon",)) == ["ambon/3"]


@pytest.mark.parametrize("unique", ["text", "story"])
@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(bureaus=("bali",)),
        Filters(bureaus=("bali", "ambon"), since="2026-01-01", layout="g3", limit=10),
        Filters(sections=("Ekonomi",), kind="photo"),
        Filters(places=("Denpasar",), until="2026-11-30"),
    ],
    ids=str,
)
def test_copies_are_looked_up_in_indexes_and_nothing_is_sorted(
    reader: ArchiveReader, unique: Any, filters: Filters
) -> None:
    sql, values = article_query(filters, unique)
    walk, subquery, *steps = [
        row[3] for row in reader._db.execute(f"EXPLAIN QUERY PLAN {sql}", values)
    ]
    assert " a USING INDEX articles_" in walk
    assert subquery.startswith("CORRELATED")
    assert steps[-1].startswith("SEARCH e USING COVERING INDEX articles_search (id=?")
    assert all(step.startswith("SEARCH ") for step in steps)
    index = {"text": "articles_text_sha256", "story": "story_members_story"}[unique]
    assert f"o USING COVERING INDEX {index} " in steps[-2]


def test_unique_articles_are_a_stream(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.archive.reading._A_TIME", 2)
    with ArchiveReader(path) as reader:
        asked: list[str] = []
        reader._db.conn.set_trace_callback(asked.append)
        stream = reader.articles(unique="story")
        assert next(stream)["article_id"] == 32
        assert sum("FROM credits" in sql for sql in asked) == 1
        assert len(list(stream)) == 6
        assert sum("FROM credits" in sql for sql in asked) == 4
        reader._db.conn.set_trace_callback(None)


# The command


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(capsys, path)


def test_the_command_prints_a_table_or_whole_articles(run: CommandLine) -> None:
    done = run("articles", "--unique", "story", "--bureau", "ambon,bali", "--since", "2026-11-02")
    assert done.status == 0, done.err
    assert [line.split()[1] for line in done.out.splitlines()] == ["bali/32", "bali/11", "bali/2"]
    lines = run("articles", "--unique", "text", "--kind", "photo", "--json").out.splitlines()
    assert [json.loads(line)["article_id"] for line in lines] == [2]
    assert (
        lines
        == run("articles", "--kind", "photo", "--until", "2026-11-03", "--json").out.split("\n")[
            :-1
        ]
    )
    assert len(run("articles", "--unique", "text", "--limit", "3").out.splitlines()) == 3


@pytest.mark.parametrize("command", [["articles"], ["search", "kabar"]])
def test_what_is_not_grouped_yet_is_told_where_stories_are_asked_for(
    path: Path, run: CommandLine, command: list[str]
) -> None:
    told = "Not grouped yet: 2 articles; each crawl groups some."
    assert told not in run(*command, "--unique", "story").err
    conn = sqlite3.connect(str(path))
    conn.execute("INSERT INTO story_queue SELECT id FROM articles LIMIT 2")
    conn.commit()
    conn.close()
    done = run(*command, "--unique", "story")
    assert done.status == 0
    assert told in done.err.splitlines()
    assert told not in done.out
    assert told not in run(*command, "--unique", "text").err


@pytest.mark.parametrize("command", [["articles"], ["search", "kabar"]])
def test_another_word_behind_unique_is_refused(run: CommandLine, command: list[str]) -> None:
    done = run(*command, "--unique", "storie")
    assert (done.status, done.out) == (2, "")
    assert "'storie' is none of text, story, none. Did you mean 'story'?" in done.err
