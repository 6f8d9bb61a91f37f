"""An archive of the previous schema, with rows in every table, is opened by today's software."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pipelines.archive import (
    ArchiveError,
    ArchiveOlder,
    ArchiveReader,
    ArchiveSession,
    Filters,
    gathering,
    schema_articles,
    schema_audits,
    schema_captures,
    schema_crawl,
    schema_drift,
    schema_gathered,
    schema_pages,
    schema_search,
    schema_states,
    schema_stories,
    schema_unattended,
    schema_withdrawals,
    stories,
    terms,
)
from pipelines.archive.library import sqlite3
from pipelines.archive.migrations import MIGRATIONS, latest_version, migrate
from pipelines.archive.revisits import PLAN, next_revisit
from pipelines.archive.soundness import problems
from tests.archives import Clock, ask, rows, stored, value
from tests.old_archives import (
    PUBLISHED,
    SEEN,
    first_schema_only,
    gathering_nothing,
    make_first_schema,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["tests.archive_fixtures"]

CHECKOUT = Path(__file__).parent.parent
KEY = ("bureau", "article_id")
PLANNED = "SELECT bureau, article_id, revisit_at FROM frontier WHERE revisit_at IS NOT NULL"
FINDINGS = (
    "SELECT bureau, article_id, group_concat(way, ' '), count(DISTINCT f.found_at = w.found_at) "
    "FROM frontier AS f JOIN findings AS w ON w.frontier = f.id GROUP BY f.id ORDER BY 1, 2"
)


@pytest.fixture
def old(folder: Path) -> Path:
    """A closed archive of the first schema."""
    path = folder / "archive.db"
    make_first_schema(path)
    return path


def held_in(path: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables and views, the full-text index's own aside."""
    conn = sqlite3.connect(str(path))
    conn.row_factory = sqlite3.Row
    try:
        names = [
            row[0]
            for row in conn.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE '%!_fts%' ESCAPE '!' AND name NOT LIKE '%sqlite_%'"
            )
        ]
        return {
            name: sorted(map(dict, conn.execute(f"SELECT * FROM {name}")), key=repr)
            for name in names
        }
    finally:
        conn.close()


def upgrade(path: Path, clock: Clock) -> list[str]:
    """Open the archive with today's software; returns what that says."""
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        return session.notes


def test_the_old_archive_has_rows_in_every_table(old: Path) -> None:
    assert [name for name, held in held_in(old).items() if not held] == []
    assert problems(old) == []


FROZEN = {
    schema_articles: "989f372ad0c5785334100ffc513356c2ffbbc6074276a52bac679990927018e8",
    schema_crawl: "4398c6acdd3faaf6c7ff1fe367b987d8f1dd78ce31518f5b8b814fab1ccf05d9",
    schema_unattended: "5b4991c4655d727ca9dc9df4600af0889712e15efd70cd2af2290353c34b8ec1",
    schema_captures: "86a82747abb8fca143a7acf97337f76ee2f87ecd044b6045d878fd331e761bd9",
    schema_drift: "56180dd1816dd61b5d9819b14e94c77f961b0b65ff69cab3fba3431fc4697732",
    schema_stories: "51c2a1044b8628c1a0be16c2d7c48bacb14aa8c70d4888a17f1b12ea15124685",
    schema_search: "59a968e16d82ed1dac1328866277f26c5459fe7df19fc821f6678217ffc30954",
    schema_audits: "ac63e280eff732f1b6aebd565ca9496e7d14134213baededca76a393941095ec",
    schema_states: "d441d44322c02b442d6771557efa867139f58f595308212ba3a6260494a779e2",
    schema_pages: "73ad5fdbbda4a157ccbdae9ff6980fa898d86dd6c0b5f11c08f3645102bda4ea",
    schema_gathered: "29c7eaefd9c93bf200ca89f110ce880f585e7d01be1a336e2e20d1dceb1db495",
    schema_withdrawals: "6a5735eb0d94d4dc7bd0513a78fb268c9116c519d15b70d3c3dd45834f8a5680",
}


@pytest.mark.parametrize("module", FROZEN, ids=lambda module: module.__name__)
def test_an_old_schema_is_frozen(module: Any) -> None:
    """Archives were made with these statements; a change is a new migration."""
    text = "\0".join(module.STATEMENTS)
    assert hashlib.sha256(text.encode()).hexdigest() == FROZEN[module]


def test_an_upgrade_is_told_and_asked_for(old: Path, clock: Clock) -> None:
    with pytest.raises(ArchiveOlder, match="'antara migrate' brings it up to date"):
        ArchiveReader(old)
    assert upgrade(old, clock) == [
        f"{old} was migrated: 0002_unattended, 0003_evidence, 0004_layouts, "
        "0005_stories, 0006_search, 0007_states, 0008_pages, 0009_withdrawals, 0010_splits, "
        "0011_audits, 0012_gathered."
    ]
    assert upgrade(old, clock) == []
    with ArchiveReader(old) as reader:
        assert reader.schema_version == latest_version() == 12
        assert reader.status()["articles"] == len(PUBLISHED)


def test_every_row_is_found_again(old: Path, clock: Clock) -> None:
    before = held_in(old)
    upgrade(old, clock)
    after = held_in(old)
    assert problems(old) == []  # the index of words is in step, and no key points nowhere
    # Nothing ever filled the tables of stories; they are made anew.
    for table in before.keys() - {"meta", "frontier", *STORIES}:
        columns = before[table][0].keys()
        assert [{name: row[name] for name in columns} for row in after[table]] == before[table]
    changed = {row["key"]: row["value"] for row in after["meta"]}
    assert changed.pop("schema_version") == "12"
    assert changed.pop("terms_to") == str(len(PUBLISHED))
    assert changed.pop("terms_by") == terms.VERSION
    assert changed.pop("gathered_by") == gathering.VERSION
    assert changed.items() <= {row["key"]: row["value"] for row in before["meta"]}.items()
    new = after.keys() - before.keys()
    assert {name for name in new if after[name]} == {
        *("findings", "terms", "search_names", "story_queue", "month_counts", "berita"),
        *("name_counts", "reporter_articles", "tag_articles", "gathered", "gathered_sources"),
    }
    assert len(after["gathered"]) == len(after["articles"])
    assert len(after["story_queue"]) == len(after["articles"])


def test_the_new_columns_say_what_is_not_known(old: Path, clock: Clock) -> None:
    upgrade(old, clock)
    assert ask(old, "SELECT DISTINCT missing_since FROM articles") == [(None,)]
    assert ask(old, "SELECT DISTINCT conditional FROM observations") == [(None,)]
    assert ask(old, "SELECT DISTINCT file, sha256 FROM robots") == [("robots.txt", None)]


def test_the_frontier_is_found_again(old: Path, clock: Clock) -> None:
    before = {row["id"]: row for row in held_in(old)["frontier"]}
    upgrade(old, clock)
    after = {row["id"]: row for row in held_in(old)["frontier"]}
    assert after.keys() == before.keys()
    assert {row["state"] for row in after.values()} == {
        *("pending", "stored", "rejected", "gone", "failed")
    }
    for number, row in before.items():
        kept = {name: value for name, value in row.items() if name not in ("ways", "priority")}
        # All of it had been found by the latest listings.
        assert after[number].items() >= {**kept, "priority": max(row["priority"], 30)}.items()
        assert after[number]["revisits"] == 0
        assert after[number]["day"] is None


def test_each_way_becomes_a_row(old: Path, clock: Clock) -> None:
    ways = {
        tuple(row[name] for name in KEY): row["ways"]
        for row in held_in(old)["frontier"]
        if row["ways"]
    }
    upgrade(old, clock)
    found = {(bureau, number): words for bureau, number, words, _ in ask(old, FINDINGS)}
    assert {key: set(words.split()) for key, words in found.items()} == {
        key: set(words.split()) for key, words in ways.items()
    }
    assert found["bali", 1].split() == ["feed", "redirect", "terkini"]
    assert ("bali", 26) not in found  # no listing had named it
    assert {same for *_, same in ask(old, FINDINGS)} == {1}


def test_held_articles_get_the_revisit_that_their_plan_would_have_given(
    old: Path, clock: Clock
) -> None:
    upgrade(old, clock)
    planned = {(bureau, number): moment for bureau, number, moment in ask(old, PLANNED)}
    assert planned == {
        key: next_revisit(published, SEEN, 0, SEEN, PLAN) for key, published in PUBLISHED.items()
    }
    assert planned["bali", 1] == "2026-11-02T08:00:00Z"
    assert planned["bali", 2] == "2026-11-05T10:00:00Z"
    assert planned["bali", 4] == "2026-11-08T10:00:00Z"


def test_planning_looks_each_article_up(old: Path) -> None:
    """A walk over all articles for each of them would take hours."""
    db = Database(memory=True)
    migrate(db)
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {schema_unattended._REVISITS}")]
    db.close()
    assert any(step.startswith("SEARCH articles USING INDEX") for step in plan), plan
    assert not any(step.startswith("SCAN articles") for step in plan), plan


def test_the_crawl_goes_on_where_the_old_version_was(old: Path, clock: Clock) -> None:
    with ArchiveSession.claim(old, "live", clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {})
        ended = "SELECT outcome FROM runs ORDER BY id"
        assert rows(session, ended) == [("finished",), ("interrupted",), (None,)]
        assert value(session, "SELECT count(*) FROM frontier WHERE lease_run IS NOT NULL") == 0
        # 21 stood higher and was leased by the killed run; 22 waits for its next try.
        assert [session.lease("bali").article_id for _ in range(2)] == [21, 20]
        assert session.lease("bali") is None
        clock.now = "2026-11-23T12:00:00Z"
        again = session.lease("bali")
        assert (again.article_id, again.tries) == (22, 2)
        held = session.lease_revisit("bali")
        assert (held.article_id, held.held, held.etag) == (1, True, '"0"')
    with ArchiveReader(old) as reader:
        assert [hit["article_id"] for hit in reader.search("kunci2")] == [2]
        assert {row["way"]: row["only"] for row in reader.ways(["ambon"])} == {
            "terkini": 0,
            "feed": 1,
        }


# A kill in between

KILLED = """
import os, signal, sys
from pathlib import Path
from pipelines.archive import ArchiveSession, opening, schema_unattended

path, after = Path(sys.argv[1]), int(sys.argv[2])
whole = schema_unattended.STATEMENTS

class Deadly:
    def __iter__(self):
        yield from whole[:after]
        os.kill(os.getpid(), signal.SIGKILL)

connect = opening.connect_writer

def connect_with_little_memory(path):
    db = connect(path)
    db.execute("PRAGMA cache_size = 5")  # so that much of it is on the disk when the kill comes
    return db

opening.connect_writer = connect_with_little_memory
schema_unattended.STATEMENTS = Deadly()
ArchiveSession.claim(path, "live").open()
"""
RENAMED, COPIED, ALL = 2, 4, len(schema_unattended.STATEMENTS)


@pytest.mark.parametrize("after", [RENAMED, COPIED, ALL])
def test_a_kill_in_between_leaves_the_old_schema(folder: Path, clock: Clock, after: int) -> None:
    path = folder / "archive.db"
    make_first_schema(path, copies=500)
    before = held_in(path)
    killed = subprocess.run([sys.executable, "-c", KILLED, path, str(after)], cwd=CHECKOUT)
    assert killed.returncode == -signal.SIGKILL
    if after > RENAMED:  # it was well under way
        assert path.with_name("archive.db-wal").stat().st_size > 50_000
    assert held_in(path) == before
    assert problems(path) == []
    assert ask(path, "SELECT count(*) FROM sqlite_master WHERE name = 'findings'") == [(0,)]
    with ArchiveReader(path, migrations=first_schema_only()) as reader:
        assert reader.schema_version == 1
    assert upgrade(path, clock) == [
        f"{path} was migrated: 0002_unattended, 0003_evidence, 0004_layouts, "
        "0005_stories, 0006_search, 0007_states, 0008_pages, 0009_withdrawals, 0010_splits, "
        "0011_audits, 0012_gathered."
    ]
    ways = sum(len((row["ways"] or "").split()) for row in before["frontier"])
    assert ask(path, "SELECT count(*) FROM findings") == [(ways,)]


@contextmanager
def written_by_todays_code(session: ArchiveSession) -> Iterator[None]:
    """Lend an older schema the column that today's code writes beside each state.

    What it gathers of articles, in a table that is not there yet, it leaves to the migration.
    """
    session._db.execute("ALTER TABLE revisions ADD COLUMN updated TEXT")
    with gathering_nothing():
        yield
    session._db.execute("ALTER TABLE revisions DROP COLUMN updated")


STORIES = ("stories", "story_members", "story_aliases")


def third_schema_only() -> Migrations:
    """The migrations up to the one that took the list of layouts out of the schema."""
    earlier = Migrations(MIGRATIONS.name)
    earlier._migrations.extend(MIGRATIONS._migrations[:3])
    return earlier


def schema_of(path: Path) -> list[tuple[Any, ...]]:
    return ask(path, "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")


def test_the_third_schema_lists_layouts_and_the_fourth_does_not(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, new = folder / "archive.db", folder / "new.db"
    older = ArchiveSession.claim(path, "live", clock=clock, migrations=third_schema_only())
    with older as session, monkeypatch.context() as patch:
        patch.setattr(stories, "group_safely", lambda *_: None)  # a later schema has its tables
        patch.setattr(ArchiveSession, "GROUPING", 0.0)
        patch.setattr(terms, "catch_up", lambda _: 0)
        session.open()
        session.begin_run("crawl latest", {})
        with written_by_todays_code(session):
            session.store([stored(1), stored(2)])
            session.store([stored(3, layout="r2")])
        held = rows(session, "SELECT article_id FROM articles ORDER BY 1")
        assert held == [(1,), (2,)]
        with gathering_nothing():
            session.finish_run("finished", {})
    before = held_in(path)
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        assert session.notes == [
            f"{path} was migrated: 0004_layouts, 0005_stories, 0006_search, 0007_states, "
            "0008_pages, 0009_withdrawals, 0010_splits, 0011_audits, "
            "0012_gathered."
        ]
        session.begin_run("crawl latest", {})
        session.store([stored(3, layout="r2")])  # this connection knows the new schema already
        session.finish_run("finished", {})
    with ArchiveSession.claim(new, "live", clock=clock) as session:
        session.open()
    assert schema_of(path) == schema_of(new)
    after = held_in(path)
    assert [row for row in after["articles"] if row["layout"] == "r"] == before["articles"]
    assert [row["article_id"] for row in after["articles"] if row["layout"] == "r2"] == [3]
    assert {row["layout"] for row in after["measurements"]} == {"r", "r2"}


def test_a_schema_that_is_another_one_is_not_written_over(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock, migrations=third_schema_only()) as session:
        session.open()
    conn = sqlite3.connect(str(path))
    conn.execute("DROP TABLE class_names")
    conn.close()
    before = schema_of(path)
    with (
        ArchiveSession.claim(path, "live", clock=clock) as session,
        pytest.raises(ArchiveError, match="table class_names is not as"),
    ):
        session.open()
    assert schema_of(path) == before


# The fifth schema: words and names for the search


def fifth_schema_only() -> Migrations:
    """The migrations up to the one that let a search know words."""
    earlier = Migrations(MIGRATIONS.name)
    earlier._migrations.extend(MIGRATIONS._migrations[:5])
    return earlier


SEARCHED = (
    "SELECT term, stem, capital, small FROM terms ORDER BY term",
    "SELECT * FROM search_names",
)


def test_the_sixth_schema_takes_in_the_words_of_all_articles(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [stored(n, text=f"Denpasar (ANTARA) - Pembangunan {n}.") for n in range(1, 12)]
    path, new = folder / "archive.db", folder / "new.db"
    # Before, nobody took in words.
    with monkeypatch.context() as before:
        before.setattr("pipelines.archive.terms.catch_up", lambda db: 0)
        with ArchiveSession.claim(
            path, "live", clock=clock, migrations=fifth_schema_only()
        ) as session:
            session.open()
            with written_by_todays_code(session):
                session.store(articles)
    held = held_in(path)
    monkeypatch.setattr("pipelines.archive.terms._A_TIME", 3)
    assert upgrade(path, clock) == [
        f"{path} was migrated: 0006_search, 0007_states, 0008_pages, 0009_withdrawals, "
        "0010_splits, 0011_audits, 0012_gathered."
    ]
    with ArchiveSession.claim(new, "live", clock=clock) as session:
        session.open()
        for each in articles:
            session.store([each])
    assert schema_of(path) == schema_of(new)
    for sql in SEARCHED:
        assert ask(path, sql) == ask(new, sql)
    assert ("pembangunan", "bangun", 0, 0) in ask(path, SEARCHED[0])
    after = held_in(path)
    for name in held.keys() - {"meta"}:
        columns = held[name][0].keys() if held[name] else ()
        # A later schema has another column.
        assert [{each: row[each] for each in columns} for row in after[name]] == held[name]
    with ArchiveReader(path) as reader:
        assert len(reader.search("membangun")) == 11


# The sixth schema: earlier states that nobody could find


def sixth_schema_only() -> Migrations:
    """The migrations up to the one that let earlier states be found."""
    earlier = Migrations(MIGRATIONS.name)
    earlier._migrations.extend(MIGRATIONS._migrations[:6])
    return earlier


EARLIER = (
    "SELECT a.article_id, r.seq FROM revisions_fts AS f JOIN revisions AS r ON r.id = f.rowid "
    "JOIN articles AS a ON a.id = r.article WHERE revisions_fts MATCH ? ORDER BY 1, 2"
)


CHANGED = "2026-11-23T18:00:00+08:00"


def corrected(number: int, *words: str) -> list[Any]:
    """An article in several states, each with its word."""
    return [
        stored(number, text=f"Denpasar (ANTARA) - Kabar {word}.", updated=CHANGED) for word in words
    ]


def test_the_seventh_schema_lets_earlier_states_be_found(folder: Path, clock: Clock) -> None:
    path, new = folder / "archive.db", folder / "new.db"
    states = (*corrected(1, "alpa", "beta", "gama"), *corrected(2, "delta"))
    with ArchiveSession.claim(path, "live", clock=clock, migrations=sixth_schema_only()) as session:
        session.open()
        with written_by_todays_code(session):
            for state in states:
                session.store([state])
    with ArchiveSession.claim(new, "live", clock=clock) as session:
        session.open()
        for state in states:
            session.store([state])
    assert upgrade(path, clock) == [
        f"{path} was migrated: 0007_states, 0008_pages, 0009_withdrawals, 0010_splits, "
        "0011_audits, 0012_gathered."
    ]
    assert problems(path) == problems(new) == []
    # Of the newest state the page's own time is known, of earlier ones nobody kept it.
    told = "SELECT article, seq, updated FROM revisions ORDER BY 1, 2"
    assert ask(path, told) == [(1, 1, ""), (1, 2, ""), (1, 3, CHANGED), (2, 1, None)]
    assert ask(new, told) == [(1, 1, CHANGED), (1, 2, CHANGED), (1, 3, CHANGED), (2, 1, CHANGED)]
    with ArchiveReader(path) as reader:
        assert [each["silent"] for each in reader.corrected(Filters(), 9)] == [False, None]
    for each in (path, new):
        assert ask(each, EARLIER, "alpa") == [(1, 1)]
        assert ask(each, EARLIER, "beta") == [(1, 2)]
        assert ask(each, EARLIER, "gama OR delta") == []  # the index of articles has these
    assert schema_of(path) == schema_of(new)


def test_earlier_states_follow_what_becomes_of_revisions(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        for state in corrected(1, "alpa", "beta", "gama"):
            session.store([state])
        db = session._db
        db.execute("UPDATE revisions SET state = json_set(state, '$.text', 'omega') WHERE seq = 1")
        assert ask(path, EARLIER, "alpa") == []
        assert ask(path, EARLIER, "omega") == [(1, 1)]
        db.execute("UPDATE revisions SET state = json_set(state, '$.text', 'sigma') WHERE seq = 3")
        assert ask(path, EARLIER, "sigma") == []
        db.execute("DELETE FROM revisions WHERE seq = 1")
        assert ask(path, EARLIER, "omega") == []
    assert problems(path) == []
