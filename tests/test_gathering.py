"""What is gathered of an article is right or not there, whoever changed the article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from crawler.items import Credit, Flag, Image, Role
from pipelines.archive import ArchiveSession, gathering
from pipelines.archive.library import sqlite3
from pipelines.archive.lists import lists_of
from tests.archives import Clock, ask, stored
from tests.old_archives import gathering_nothing
from tests.rightful import execute

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

pytest_plugins = ["tests.archive_fixtures"]

ODD: dict[int, dict[str, Any]] = {
    1: {},
    2: {"text": None, "tags": [], "images": [], "credits": [], "provenance": {}},
    3: {
        "dateline_place": "Gianyar",
        "text": "Gianyar, 29/11 (ANTARA) –\u2003Dua\u00a0kata\u2028dan \U0001f600",
        "tags": ['"', "\0"],
    },
    4: {"text": "  \n\t ", "images": [Image("https://a.example/x.jpg", None, None)] * 2},
    5: {"flags": [Flag.NO_DATE, Flag.GENERIC_LAYOUT, Flag.DATE_CONFLICT]},
    6: {"provenance": {"title": "b", "text": "a", "credits": 'c "d"'}},
    7: {"credits": [Credit(Role.WIRE, "KR-IWY/", "(KR-IWY/\\)")]},
}
MUCH_LONGER = (
    "INSERT OR REPLACE INTO gathered "
    "SELECT article, 777, characters, credits, tags, images, flags, sources FROM gathered"
)
"""Another reading of an article, as no rules of today's make it."""
WORDS = {1: 13, 2: 0, 3: 4, 4: 0}
"""Counted by hand, of the texts above; the first is that of `tests.archives`."""


@pytest.fixture
def archive(folder: Path, clock: Clock) -> Path:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.store([stored(number, **changes) for number, changes in ODD.items()])
    return path


def gathered(path: Path) -> dict[int, dict[str, Any]]:
    """What is gathered, by the article's number in its address."""
    rows = ask(
        path,
        "SELECT a.article_id, g.words, g.characters, g.credits, g.tags, g.images, g.flags, "
        "s.sources FROM gathered AS g JOIN articles AS a ON a.id = g.article "
        "JOIN gathered_sources AS s ON s.id = g.sources ORDER BY 1",
    )
    names = ("words", "characters", "credits", "tags", "images", "flags", "sources")
    return {
        number: {
            name: json.loads(value) if isinstance(value, str) else value
            for name, value in zip(names, values, strict=True)
        }
        for number, *values in rows
    }


def by_other_statements(path: Path) -> dict[int, dict[str, Any]]:
    """The same, as the pages of the archive and the rows of an export are made."""
    from sqlite_utils import Database

    db: Database = Database(path)
    found = {}
    names = ("credits", "tags", "images", "flags")
    for row, number, text, place in db.execute(
        "SELECT id, article_id, text, dateline_place FROM articles ORDER BY article_id"
    ).fetchall():
        lists = lists_of(db, [row], names)
        words, characters = gathering.length_of(text, place)
        found[number] = {
            "words": words,
            "characters": characters,
            **{name: lists[name].get(row, []) for name in names},
            "sources": dict(
                db.execute("SELECT field, source FROM provenance WHERE article = ?", (row,))
            ),
        }
    db.close()
    return found


def test_it_is_what_stands_in_the_other_tables(archive: Path) -> None:
    found = gathered(archive)
    assert list(found) == list(ODD)
    assert found == by_other_statements(archive)
    assert {number: found[number]["words"] for number in WORDS} == WORDS
    assert found[3]["characters"] == len("Dua\u00a0kata\u2028dan \U0001f600")
    assert found[5]["flags"] == ["no_date", "generic_layout", "date_conflict"]


def test_equal_sources_stand_once(archive: Path) -> None:
    assert ask(archive, "SELECT count(DISTINCT sources), count(*) FROM gathered") == [(3, 7)]
    assert ask(archive, "SELECT count(*) FROM gathered_sources") == [(3,)]


def test_a_new_state_another_reading_and_a_return_make_it_anew(archive: Path, clock: Clock) -> None:
    with ArchiveSession.claim(archive, "live", clock=clock) as session:
        session.open()
        changes = {"text": "Denpasar (ANTARA) - Empat kata yang baru.", "tags": ["baru"]}
        assert session.store([stored(1, **changes)]) == ["revised"]
        again = stored(2, extractor_version="2", **{**ODD[2], "flags": [Flag.NO_TEXT]})
        assert session.store([again]) == ["unchanged"]
        session.withdraw({("bali", 3): []}, "x")
        assert 3 not in gathered(archive)
        session.restore_articles([("bali", 3)])
    found = gathered(archive)
    assert found == by_other_statements(archive)
    assert (found[1]["words"], found[1]["tags"], found[3]["words"]) == (4, ["baru"], 4)


OTHERS = {
    "a text": "UPDATE articles SET text = 'lain' WHERE id = 1",
    "a place": "UPDATE articles SET dateline_place = NULL WHERE id = 1",
    "a new credit": "INSERT INTO credits VALUES (1, 9, 'editor', 'Lain', 'Editor : Lain')",
    "a credit": "UPDATE credits SET name = 'Lain' WHERE article = 1 AND seq = 0",
    "a credit's article": "UPDATE credits SET article = 1, seq = 9 WHERE article = 5 AND seq = 0",
    "no credit": "DELETE FROM credits WHERE article = 1 AND seq = 1",
    "a new tag": "INSERT INTO article_tags SELECT 1, 9, id FROM tags WHERE name = 'pasar'",
    "another order": "UPDATE article_tags SET seq = seq + 9 WHERE article = 1",
    "no tag": "DELETE FROM article_tags WHERE article = 1",
    "a tag's name": "UPDATE tags SET name = 'pekan' WHERE name = 'pasar'",
    "the row itself": "UPDATE gathered SET credits = '[]', words = 777 WHERE article = 1",
    "a tag in another's place": "REPLACE INTO tags (id, name) SELECT id, 'pekan' FROM tags "
    "WHERE name = 'pasar'",
    "a new image": "INSERT INTO images VALUES (1, 9, 'https://a.example/y.jpg', NULL, NULL)",
    "a caption": "UPDATE images SET caption = 'Lain' WHERE article = 1",
    "no image": "DELETE FROM images WHERE article = 1",
    "a new flag": "INSERT INTO flags VALUES (1, 'no_date')",
    "a flag": "UPDATE flags SET article = 1 WHERE article = 5 AND flag = 'no_date'",
    "no flag": "DELETE FROM flags WHERE article = 5 AND flag = 'no_date'",
    "a new source": "INSERT INTO provenance VALUES (1, 'updated', 'x')",
    "a source": "UPDATE provenance SET source = 'x' WHERE article = 6 AND field = 'title'",
    "no source": "DELETE FROM provenance WHERE article = 6",
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_another_program_changes_is_gathered_again(
    archive: Path, clock: Clock, what: str
) -> None:
    before = gathered(archive)
    execute(archive, OTHERS[what])
    assert gathered(archive).items() <= by_other_statements(archive).items()
    with ArchiveSession.claim(archive, "live", clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {})
        session.finish_run("finished", {})
    after = gathered(archive)
    assert after == by_other_statements(archive)
    assert (after == before) == (what in ("another order", "the row itself"))


def test_an_article_that_takes_anothers_place_has_none(archive: Path) -> None:
    """REPLACE deletes the one before without a word to any trigger, nor to the full-text index."""
    archive = archive.rename(archive.with_suffix(".other"))
    columns = ", ".join(
        name
        for (name,) in ask(archive, "SELECT name FROM pragma_table_info('articles')")
        if name != "text"
    )
    execute(
        archive,
        f"INSERT OR REPLACE INTO articles ({columns}, text) "
        f"SELECT {columns}, 'Lain sama sekali' FROM articles WHERE article_id = 1",
    )
    assert 1 not in gathered(archive)


def test_other_rules_make_all_of_it_anew(archive: Path, clock: Clock) -> None:
    execute(
        archive,
        "UPDATE meta SET value = '0' WHERE key = 'gathered_by'",
        MUCH_LONGER,
    )
    with ArchiveSession.claim(archive, "live", clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {})
        session.finish_run("finished", {})
    assert gathered(archive) == by_other_statements(archive)
    assert ask(archive, "SELECT value FROM meta WHERE key = 'gathered_by'") == [
        (gathering.VERSION,)
    ]


def test_a_text_that_is_no_utf8_is_left_alone(archive: Path, clock: Clock) -> None:
    execute(archive, "UPDATE articles SET text = CAST(x'41ff42' AS TEXT) WHERE article_id = 1")
    with ArchiveSession.claim(archive, "live", clock=clock) as session:
        session.open()
        assert gathering.catch_up(session._db) == 1  # type: ignore[arg-type]
    assert list(gathered(archive)) == [2, 3, 4, 5, 6, 7]


def test_many_are_gathered_some_at_a_time(
    archive: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_A_TIME", 2)
    execute(archive, "DELETE FROM gathered WHERE article <> 4")
    with ArchiveSession.claim(archive, "live", clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {})
        session.finish_run("finished", {})
    assert list(gathered(archive)) == list(ODD)


def test_the_rules_are_those_of_the_version() -> None:
    """Whoever changes a rule raises `gathering.VERSION`, and writes down here what it makes."""
    lengths = [
        gathering.length_of(text, place)
        for text, place in (
            ("Palembang (ANTARA) - Harga beras naik.", "Palembang"),
            ("Palembang, 20/11 (ANTARA News) – Harga\u00a0beras\n\nnaik.", "Palembang"),
            ("Palembang (20/11) (ANTARA) - Harga beras naik.", "Palembang"),
            ("Palembang - Harga beras naik.", "Palembang"),
            ("Palembang (ANTARA) - Harga beras naik.", None),
            ("Harga beras (ANTARA) - naik.", "Palembang"),
            ("\u200b", "Palembang"),
            (None, None),
        )
    ]
    assert (gathering.VERSION, lengths) == (
        "1",
        [(3, 17), (3, 18), (7, 46), (3, 17), (6, 38), (5, 28), (1, 1), (0, 0)],
    )


def test_nothing_is_gathered_beside_what_other_rules_made(archive: Path, clock: Clock) -> None:
    execute(archive, "UPDATE meta SET value = '0' WHERE key = 'gathered_by'")
    with ArchiveSession.claim(archive, "live", clock=clock) as session:
        session.open()
        session.store([stored(9)])
    assert list(gathered(archive)) == list(ODD)


def test_only_what_lacks_is_gathered(archive: Path, clock: Clock) -> None:
    execute(archive, f"{MUCH_LONGER} WHERE article = 4")
    with ArchiveSession.claim(archive, "live", clock=clock) as session:
        session.open()
        db: Database = session._db  # type: ignore[assignment]
        assert gathering.catch_up(db) == 0
        with gathering_nothing():
            session.store([stored(8)])
        assert gathering.catch_up(db) == 1
    assert gathered(archive)[4]["words"] == 777


def test_a_tag_that_is_gone_takes_it_away(archive: Path) -> None:
    archive = archive.rename(archive.with_suffix(".other"))  # it is not sound afterwards
    execute(archive, "DELETE FROM tags WHERE name = 'pasar'")
    assert list(gathered(archive)) == [2, 3]


@pytest.mark.parametrize("keys", ["ON", "OFF"])
def test_nothing_of_it_is_an_articles_that_is_gone(tmp_path: Path, keys: str) -> None:
    archive = tmp_path / "archive.other"  # without foreign keys it is not sound afterwards
    with ArchiveSession.claim(archive, "live", clock=Clock()) as session:
        session.open()
        session.store([stored(1, **ODD[2]), stored(2)])
    conn = sqlite3.connect(str(archive))
    conn.execute(f"PRAGMA foreign_keys = {keys}")
    conn.execute("DELETE FROM articles WHERE article_id = 1")
    conn.commit()
    conn.close()
    assert 1 not in gathered(archive)
