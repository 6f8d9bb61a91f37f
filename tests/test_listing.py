"""Lists of articles by bureau, section, place, reporter and tag, and the counts kept for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crawler.items import Credit, Role
from pipelines.archive import ArchiveReader, ArchiveSession
from pipelines.archive import listing as listing_module
from pipelines.archive.migrations import MIGRATIONS, migrate
from pipelines.archive.tokens import REPORTERS, ROLES
from tests.archives import Clock, ask, stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LISTED = {
    "reporter": (
        "SELECT name, published_utc, article FROM reporter_articles ORDER BY 1, 2, 3",
        "SELECT DISTINCT name, coalesce(published_utc, ''), a.id FROM credits "
        "JOIN articles AS a ON a.id = article WHERE name <> '' "
        "AND role IN ('reporter', 'author', 'translator', 'photographer') ORDER BY 1, 2, 3",
    ),
    "tag": (
        "SELECT tag, published_utc, article FROM tag_articles ORDER BY 1, 2, 3",
        "SELECT DISTINCT tag, coalesce(published_utc, ''), a.id FROM article_tags "
        "JOIN articles AS a ON a.id = article ORDER BY 1, 2, 3",
    ),
    "counts": (
        "SELECT bureau, what, name, articles FROM name_counts WHERE articles <> 0 ORDER BY 1, 2, 3",
        "SELECT bureau, 'reporter' AS what, name, count(DISTINCT a.id) FROM credits "
        "JOIN articles AS a ON a.id = article WHERE name <> '' "
        "AND role IN ('reporter', 'author', 'translator', 'photographer') GROUP BY 1, 3 "
        "UNION ALL SELECT bureau, 'tag', name, count(DISTINCT a.id) FROM article_tags "
        "JOIN articles AS a ON a.id = article JOIN tags ON tags.id = tag GROUP BY 1, 3 "
        "UNION ALL SELECT bureau, 'section', category, count(*) FROM articles "
        "WHERE category <> '' GROUP BY 1, 3 "
        "UNION ALL SELECT bureau, 'place', dateline_place, count(*) FROM articles "
        "WHERE dateline_place <> '' GROUP BY 1, 3 ORDER BY 1, 2, 3",
    ),
}
"""What the pipeline keeps, and what it has to be."""


def at(number: int, minute: int | None, bureau: str = "bali", **changes: Any) -> Any:
    moment = None if minute is None else f"2026-01-05T01:{minute:02}:00Z"
    dated = {"published": moment, "published_utc": moment, "published_day": moment and moment[:10]}
    return stored(number, bureau, **dated, **changes)


def credits(*names: str, role: Role = Role.REPORTER) -> list[Credit]:
    return [Credit(role, name, name) for name in names]


def holds_true(path: Path) -> None:
    for kept, true in LISTED.values():
        assert ask(path, kept) == ask(path, true)
        assert ask(path, true)


def test_lists_follow_what_becomes_of_articles(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    both = [*credits("Rani Contoh"), *credits("Rani Contoh", role=Role.PHOTOGRAPHER)]
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store(
            [
                at(1, 1),
                at(2, 2, credits=both, tags=["pasar", "pasar"]),
                at(3, None, credits=[*both, *credits("", "Wayan")], tags=[]),
                at(4, 4, "sumsel", category=None, dateline_place="", tags=["ikan"]),
            ]
        )
        holds_true(path)
        # Another time, another reporter, another section and place, fewer tags.
        session.store([at(1, 30), at(2, 31, credits=credits("Made Rekaan"), tags=["ikan"])])
        session.store([at(3, 5, category="Umum", dateline_place="Gianyar", credits=both)])
        holds_true(path)
        session._db.execute("DELETE FROM credits WHERE article = 3 AND seq = 0")
        session._db.execute("DELETE FROM article_tags WHERE article = 1 AND seq = 0")
        session._db.execute("DELETE FROM articles WHERE article_id = 2")
        holds_true(path)
        assert not ask(path, "SELECT 1 FROM reporter_articles WHERE article = 2")
        assert ask(path, "SELECT count(*) FROM name_counts WHERE articles < 0") == [(0,)]
        session._db.execute("DELETE FROM articles")
        assert ask(path, "SELECT count(*), sum(articles) FROM name_counts")[0][1] == 0


def test_an_older_archive_gets_its_lists(tmp_path: Path) -> None:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    path = tmp_path / "archive.db"
    old = Migrations(MIGRATIONS.name)
    old._migrations = MIGRATIONS._migrations[:-1]
    db = Database(path)
    migrate(db, old)
    values = [(n, "bali", n, "u", "article", f"t{n}", "r", "1", "x", "x") for n in (1, 2)]
    db.execute("INSERT INTO bureaus (name) VALUES ('bali')")
    db.conn.executemany(
        "INSERT INTO articles (id, bureau, article_id, url, kind, title, layout, "
        "extractor_version, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    db.execute("UPDATE articles SET published_utc = '2026-01-01T00:00:00Z' WHERE id = 1")
    db.execute("UPDATE articles SET category = 'Umum', dateline_place = 'Ubud'")
    db.execute("INSERT INTO tags VALUES (7, 'ikan')")
    for row in (1, 2):
        db.execute("INSERT INTO article_tags VALUES (?, 0, 7)", (row,))
        db.execute("INSERT INTO credits VALUES (?, 0, 'author', 'Rani', 'Rani')", (row,))
        db.execute("INSERT INTO credits VALUES (?, 1, 'editor', 'Wayan', 'Wayan')", (row,))
    migrate(db)
    db.conn.commit()
    db.close()
    holds_true(path)
    assert len(ask(path, LISTED["counts"][0])) == 4


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ArchiveReader]:
    """Eleven articles: two of one minute, two without a date."""
    path = tmp_path / "archive.db"
    minutes = [*range(1, 8), 7, 9, None, None]
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store([at(number, minute) for number, minute in enumerate(minutes, 1)])
        session.store(
            [
                at(
                    50,
                    3,
                    "sumsel",
                    category="Lain",
                    dateline_place="Palembang",
                    tags=["lain"],
                    credits=credits("Lain"),
                )
            ]
        )
    with ArchiveReader(path) as opened:
        yield opened


NAMES = {
    "bureau": "bali",
    "section": "Ekonomi",
    "place": "Denpasar",
    "reporter": "Made Rekaan",
    "tag": "pasar",
}


@pytest.mark.parametrize("what", NAMES)
@pytest.mark.parametrize("most", [1, 2, 3, 4, 11, 20])
def test_pages_follow_each_other_without_a_hole(
    reader: ArchiveReader, what: Any, most: int
) -> None:
    found: list[int] = []
    before = None
    for _ in range(20):
        page = reader.listing(what, NAMES[what], before, most)
        assert len(page.articles) <= most
        found += [each["article_id"] for each in page.articles]
        before = page.before
        if before is None:
            break
    assert found == [9, 8, 7, 6, 5, 4, 3, 2, 1, 11, 10]


def test_what_is_not_held_is_an_empty_list_and_a_wrong_key_an_error(reader: ArchiveReader) -> None:
    for what in NAMES:
        page = reader.listing(what, "nobody", None, 5)  # type: ignore[arg-type]
        assert (page.articles, page.before) == ([], None)
    for wrong in (
        "x",
        "2026-01-01T00:00:00Z",
        ",",
        "2026,x",
        "2026,1' OR 1",
        ",1234567890123456789",
    ):
        with pytest.raises(ValueError, match="no key of a page"):
            reader.listing("bureau", "bali", wrong, 5)


def test_counts_come_by_bureau(reader: ArchiveReader) -> None:
    assert reader.name_counts("reporter", "Made Rekaan") == {"bali": 11}
    assert reader.name_counts("reporter", "Wayan Contoh") == {}, "an editor wrote nothing"
    assert reader.name_counts("tag", "lain") == {"sumsel": 1}
    facts = reader.bureau_facts("bali", 5)
    assert facts["months"] == {"": 2, "2026-01": 9}
    assert facts["sections"] == {"Ekonomi": 11}
    assert facts["places"] == {"Denpasar": 11}
    assert facts["reporters"] == {"Made Rekaan": 11}


@pytest.mark.parametrize("what", NAMES)
def test_a_page_walks_an_index_and_sorts_nothing(reader: ArchiveReader, what: Any) -> None:
    for sql in listing_module.STATEMENTS[what]:
        values = (NAMES[what], "2026-01-05T01:05:00Z", 5, 3)
        steps = [row[3] for row in reader._db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert steps
        assert not [step for step in steps if "SCAN" in step or "TEMP B-TREE" in step], steps
        assert any("(" in step and "published_utc" in step for step in steps), steps


def test_counting_looks_up_few_rows(reader: ArchiveReader) -> None:
    for sql, values in (
        (listing_module.COUNTS, ("tag", "pasar")),
        (listing_module.TOP, ("bali", "section", 5)),
        (listing_module.MONTHS, ("bali",)),
    ):
        steps = [row[3] for row in reader._db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert any("USING PRIMARY KEY" in step for step in steps), steps
        assert not [step for step in steps if "articles" in step], steps
        assert not [step for step in steps if "SCAN name_counts" in step], steps


def test_the_frozen_schema_means_the_same_by_whose_work_an_article_is(tmp_path: Path) -> None:
    """Its statements have the roles of `REPORTERS` written out."""
    path = tmp_path / "archive.db"
    credits = [Credit(Role(role), role, role) for role in ROLES]
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store([stored(1, credits=credits)])
    listed = [row[0] for row in ask(path, "SELECT name FROM reporter_articles")]
    assert sorted(listed) == sorted(REPORTERS)
    ((flat,),) = ask(path, "SELECT pewarta FROM berita")
    assert sorted(flat.split("; ")) == sorted(REPORTERS)
