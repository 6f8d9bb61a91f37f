"""The stock as an archive, and the command that makes it."""

from __future__ import annotations

import json

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from crawler.bureaus import load_bureaus
from pipelines.archive import ArchiveSession, Found, Stored
from pipelines.archive.soundness import problems
from tests.stock import articles, times
from tests.stock.__main__ import main
from tests.stock.make import make_stock, truth_path
from tests.stocked import SOME, by_key, some

# The archive


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    path = tmp_path_factory.mktemp("stock") / "stock.db"
    make_stock(path, SOME)
    return path


def rows(path, sql):
    db = Database(sqlite3.connect(str(path)))
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


@pytest.mark.slow
def test_the_archive_is_sound_and_a_sample(stock):
    assert problems(stock) == []
    assert rows(stock, "SELECT value FROM meta WHERE key = 'origin'") == [("sample",)]
    assert {path.name for path in stock.parent.iterdir()} <= {
        *(stock.name, truth_path(stock).name, f"{stock.name}-wal", f"{stock.name}-shm")
    }


@pytest.mark.slow
def test_the_archive_holds_what_was_invented(stock):
    held = dict(
        rows(stock, "SELECT bureau || '/' || article_id, json_array(title, text) FROM articles")
    )
    told = {
        key: [each.states[-1][name] for name in ("title", "text")] for key, each in by_key().items()
    }
    assert {key: json.loads(value) for key, value in held.items()} == told
    found = rows(stock, "SELECT state, count(*) FROM frontier GROUP BY state")
    assert found == [("stored", SOME)]


@pytest.mark.slow
def test_the_truth_agrees_with_the_rows(stock):
    truth = [json.loads(line) for line in truth_path(stock).read_text().splitlines()]
    assert truth == [json.loads(json.dumps(each.truth.as_dict())) for each in some()]
    revisions = dict(
        rows(
            stock,
            "SELECT bureau || '/' || article_id, count(*) FROM revisions AS r "
            "JOIN articles AS a ON a.id = r.article GROUP BY a.id",
        )
    )
    assert revisions == {each["key"]: 1 + len(each["revisions"]) for each in truth}


@pytest.mark.slow
def test_a_session_without_haste_writes_the_same(stock, tmp_path):
    """The plain way of a crawl: a hundred at a time, every address found before it is read."""
    path, few = tmp_path / "plain.db", 400
    quick = tmp_path / "quick.db"
    make_stock(quick, few)
    events = sorted(
        (state["fetched_at"], seq > 0, number, state)
        for number, each in enumerate(articles(1, few))
        for seq, state in enumerate(each.states)
    )
    clock = times.utc(times.midnight(times.FIRST_DAY))
    with ArchiveSession.claim(path, "sample", clock=lambda: clock) as session:
        session.revisit_days = (0.25, 1.0, 7.0)
        session.open()
        session.save_bureaus(load_bureaus().values())
        for seen, again, _, state in events:
            clock = seen
            if not again:
                session.add_found(
                    [
                        Found(
                            state["url"],
                            state["bureau"],
                            state["article_id"],
                            state["kind"],
                            "feed",
                        )
                    ]
                )
            session.queue(Stored(None, state))
    for what in (
        "articles", "revisions", "credits", "tags", "article_tags", "images", "provenance",
        "ledger", "flags", "bureaus",
    ):  # fmt: skip
        assert rows(quick, f"SELECT * FROM {what}") == rows(path, f"SELECT * FROM {what}"), what
    for what in (
        "SELECT id, bureau, article_id, url, kind, state, last_status, last_try, revisits, "
        "revisit_at FROM frontier",
        "SELECT id, bureau, article_id, asked_at, outcome, status FROM observations",
        "SELECT frontier, way FROM findings",
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'harga' ORDER BY rank",
    ):
        assert rows(quick, what) == rows(path, what), what


# The command


def test_the_command_says_what_it_made(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["40", "--name", "mine"]) == 0
    told = capsys.readouterr()
    assert "mine.db: 40 invented articles" in told.out
    assert "mine.truth.jsonl" in told.out
    assert told.err == ""
    assert main(["40", "--name", "mine.db"]) == 2
    assert "exists" in capsys.readouterr().err


def test_ctrl_c_leaves_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def interrupted(seed, n):
        yield from articles(seed, 30)
        raise KeyboardInterrupt

    monkeypatch.setattr("tests.stock.make.articles", interrupted)
    assert main(["40"]) == 130
    assert "not finished" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_left_is_removed(tmp_path, monkeypatch):
    for name in ("stock-40.db.unfinished", "stock-40.db.unfinished-wal"):
        (tmp_path / name).write_text("half a stock")
    monkeypatch.chdir(tmp_path)
    assert main(["40"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "stock-40.db",
        "stock-40.truth.jsonl",
    ]
