"""The table of terms: each word stemmed once, capitals counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveSession, rereading, terms
from pipelines.archive.library import sqlite3
from tests.archives import rows, value
from tests.searched import Archive, says

if TYPE_CHECKING:
    pass

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def archive(folder: Path) -> Archive:
    return Archive(folder / "archive.db")


# The table of terms


TERMS = "SELECT term, stem, capital, small FROM terms ORDER BY term"


def test_each_word_is_stemmed_once_and_counted(session: ArchiveSession) -> None:
    session.store([says(1, "Warga makan makanan. Kata Makanan itu.", title="Satu")])
    session.store([says(2, "Ada makanan.", title="Satu")])
    held = {term: rest for term, *rest in rows(session, TERMS)}
    assert held["makanan"] == ["makan", 1, 2]
    assert held["makan"] == [None, 0, 0]
    assert set(held) == {"warga", "makan", "makanan", "kata", "itu", "satu", "ada"}
    assert value(session, "SELECT value FROM meta WHERE key = 'terms_to'") == "2"


def test_counting_ends(session: ArchiveSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "MOST_COUNTED", 3)
    for n in range(1, 9):
        session.store([says(n, "Ada makanan.")])
    assert ("makanan", "makan", 0, 3) in rows(session, TERMS)


def test_what_an_article_says_later_is_found(session: ArchiveSession) -> None:
    session.store([says(1, "Hujan turun.")])
    session.store([says(1, "Hujan turun di pemukiman.")])
    assert ("pemukiman", "mukim", 0, 1) in rows(session, TERMS)


def test_words_of_a_failed_batch_are_not_taken_for_known(session: ArchiveSession) -> None:
    """What was rolled back has to come again: in memory it would be known already."""
    session.store([says(1, "Hujan.")])
    db = session._db
    for _ in range(2):  # the second time they are looked up and remembered
        db.conn.execute("BEGIN")
        terms.note(db, [("", "", "Gempa")])
        terms.note(db, [("", "", "Gempa")])
        assert ("gempa", None, 0, 0) in rows(session, TERMS)
        db.conn.execute("ROLLBACK")
    session.store([says(2, "Gempa.")])
    assert ("gempa", None, 0, 0) in rows(session, TERMS)


def test_what_a_newer_reader_reads_is_found(session: ArchiveSession) -> None:
    session.store([says(1, "Hujan turun.")])
    again = says(1, "Hujan turun di pemukiman.").article
    with session._writing() as db:
        rereading.write_again(db, 1, [again], "2026-11-24T00:00:00Z", whole=False)
    assert ("pemukiman", "mukim", 0, 1) in rows(session, TERMS)


def test_other_rules_make_all_stems_again(
    session: ArchiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.store([says(1, "Ada makanan di pasar.")])
    monkeypatch.setattr(terms, "VERSION", "2")
    monkeypatch.setattr(terms, "_WORDS_A_TIME", 2)
    monkeypatch.setattr(terms, "stem", lambda word: "makan" if word == "pasar" else word)
    session.store([says(2, "Ada.")])
    held = {term: stem for term, stem, *_ in rows(session, TERMS)}
    assert (held["makanan"], held["pasar"], held["ada"]) == (None, "makan", None)
    assert value(session, "SELECT value FROM meta WHERE key = 'terms_by'") == "2"


def test_articles_that_came_another_way_are_caught_up(archive: Archive) -> None:
    archive.store(says(1, "Hujan."))
    conn = sqlite3.connect(str(archive.path))
    columns = [row[1] for row in conn.execute("PRAGMA table_info(articles)")]
    rest = ", ".join(each for each in columns if each not in ("id", "article_id", "text"))
    conn.execute(
        f"INSERT INTO articles (article_id, text, {rest}) SELECT 2, 'Penambangan emas', {rest} "
        "FROM articles"
    )
    conn.commit()
    conn.close()
    archive.store(says(3, "Angin."))
    assert archive.found("tambang") == [2]
