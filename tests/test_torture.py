"""The short form of `make torture`, and that the campaign would see what it looks for."""

from __future__ import annotations

import pytest

from tests.captured import SECOND, make_captured
from tests.command_line import make_archive
from tests.kept_rows import rows_of
from tests.torture import Round, compare, look, prove, report, run_round, upper_bound

from sqlite_utils.utils import sqlite3  # isort: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ["latest", "backfill"])
@pytest.mark.timeout(400)
def test_a_crawl_that_is_killed_again_and_again_loses_nothing(tmp_path, name):
    found = run_round(77, name, kills=4, folder=tmp_path, articles=150)
    assert found.good, found
    assert found.kills == 4
    assert found.articles == 150


DAMAGE = {
    "limbo": "UPDATE frontier SET settled_at = NULL WHERE state = 'stored'",
    "twice": "INSERT INTO observations (bureau, article_id, outcome, asked_at) "
    "SELECT bureau, article_id, outcome, asked_at FROM observations WHERE outcome = 'stored'",
    "unsound": "UPDATE articles_fts_data SET block = x'00' WHERE id > 10",
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_what_is_wrong_with_an_archive_is_seen(tmp_path, kind):
    path = tmp_path / "archive.db"
    make_archive(path)
    found = Round(1, "latest", status=0)
    look(path, found)
    assert found.good, found
    connection = sqlite3.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(DAMAGE[kind])
    connection.close()
    look(path, found)
    assert getattr(found, kind)
    assert not found.good


@pytest.mark.slow
def test_a_row_without_its_record_and_a_damaged_one_are_seen(tmp_path):
    made = make_captured(tmp_path / "archive.db")
    file = made.path(SECOND)
    data = file.read_bytes()
    (row,) = rows_of(made.archive, "url LIKE '%sumsel%'")
    file.write_bytes(data[: row["offset"] + 9])
    found = Round(1, "latest", status=0)
    look(made.archive, found)
    assert found.evidence
    found = Round(1, "latest", status=0)
    file.write_bytes(data[:300] + bytes([data[300] ^ 1]) + data[301:])
    prove(made.archive, found)
    assert found.evidence
    assert "BAD" in report([found])


def test_articles_that_are_missing_or_unknown_are_seen(tmp_path):
    class Truth:
        def truth(self):
            return [{"bureau": "bali", "article_id": number} for number in (21, 22, 23)]

    path = tmp_path / "archive.db"
    make_archive(path)
    found = Round(1, "latest", status=0)
    compare(path, Truth(), found)
    assert found.missing == ["bali/23"]
    assert "sumsel/31" in found.unknown
    assert "BAD" in report([found])


def test_the_upper_bound_of_what_was_not_seen():
    assert upper_bound(0) == 1.0
    assert upper_bound(300) == pytest.approx(0.00994, abs=1e-5)
