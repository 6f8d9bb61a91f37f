"""Keeping articles: revisions, what is no revision, collisions, and batches that fail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crawler.items import Credit, Fate, Flag, Image, Kind, LedgerEntry, Residue, Role
from pipelines.archive import ArchiveSession, ArchiveWriteFailed, Failed, Gone, Stored
from pipelines.archive.library import sqlite3
from pipelines.archive.soundness import problems
from tests.archives import NOW, Clock, article, found, rows, stored, value

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]

LATER = "2026-11-24T10:00:00Z"
OTHER_TITLE = "Kapal feri tenggelam jauh di lautan"
OTHER_TEXT = "Ambon (ANTARA) - Regu penolong mencari korban kapal itu sejak subuh tadi."
REVISIONS = (
    "SELECT seq, json_extract(state, '$.title'), extractor_version, first_seen, last_seen "
    "FROM revisions ORDER BY seq"
)


def again(**changes: object) -> Stored:
    """The article 1, fetched a day later."""
    return stored(1, **{"fetched_at": LATER, **changes})


def article_row(session: ArchiveSession) -> dict[str, object]:
    """All columns of the only article."""
    cursor = session._db.execute("SELECT * FROM articles")
    ((*values,),) = cursor.fetchall()
    return dict(zip((column[0] for column in cursor.description), values, strict=True))


def test_everything_of_an_article_is_kept(session: ArchiveSession) -> None:
    assert session.store([stored(1), stored(2, "ambon", flags=[Flag.SHORT_TEXT])]) == [
        "stored",
        "stored",
    ]
    assert rows(session, "SELECT bureau, article_id, kind, layout, first_seen FROM articles") == [
        ("bali", 1, "article", "r", NOW),
        ("ambon", 2, "article", "r", NOW),
    ]
    assert rows(session, "SELECT seq, role, name, printed FROM credits WHERE article = 1") == [
        (0, "reporter", "Made Rekaan", "Pewarta : Made Rekaan"),
        (1, "editor", "Wayan Contoh", "Editor : Wayan Contoh"),
    ]
    assert rows(session, "SELECT name FROM tags") == [("pasar",), ("denpasar",)]
    assert value(session, "SELECT count(*) FROM article_tags") == 4
    assert rows(session, "SELECT seq, fate, reason FROM ledger WHERE article = 1") == [
        (1, "removed", "tags"),
        (2, "put_back", None),
    ]
    assert rows(session, "SELECT * FROM flags") == [(2, "short_text")]
    assert value(session, "SELECT count(*) FROM provenance") == 4
    assert value(session, "SELECT caption FROM images LIMIT 1") == "Pasar (ANTARA/Rekaan)"
    state = json.loads(value(session, "SELECT state FROM revisions WHERE article = 1"))
    assert set(state) == {"title", "subtitle", "text", "credits", "tags"}
    assert state["credits"][0]["name"] == "Made Rekaan"


def test_the_same_state_again_only_moves_last_seen(session: ArchiveSession) -> None:
    session.store([stored(1)])
    before = article_row(session)
    # A view count in the ledger changes with every look.
    entry = LedgerEntry(Fate.REMOVED, Residue.VIEW_COUNT, "700 Views", 8)
    assert session.store([again(etag='"a2"', ledger=[entry])]) == ["unchanged"]
    assert before["last_seen"] == NOW
    assert article_row(session) == {**before, "last_seen": LATER}
    assert rows(session, REVISIONS) == [(1, article(1).title, "1", NOW, LATER)]
    # The validators for the next asking are the newest ones.
    assert value(session, "SELECT etag FROM frontier") == '"a2"'


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Pasar rekaan nomor satu dibuka kembali"},
        {"subtitle": None},
        {"text": article(1).text + "\n\nKoreksi: nama pasar."},
        {"credits": [Credit(Role.REPORTER, "Ketut Contoh", "Pewarta : Ketut Contoh")]},
        {"tags": ["denpasar", "pasar"]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_by_the_newsroom_is_a_revision(session: ArchiveSession, change: dict) -> None:
    session.store([stored(1)])
    assert session.store([again(**change)]) == ["revised"]
    assert rows(session, "SELECT seq, first_seen, last_seen FROM revisions ORDER BY seq") == [
        (1, NOW, NOW),
        (2, LATER, LATER),
    ]
    changed = article(1, **change)
    assert rows(session, "SELECT title, subtitle, text FROM articles") == [
        (changed.title, changed.subtitle, changed.text)
    ]
    held = rows(session, "SELECT name FROM credits ORDER BY seq")
    assert held == [(credit.name,) for credit in changed.credits]
    held = rows(session, "SELECT name FROM article_tags JOIN tags ON tags.id = tag ORDER BY seq")
    assert held == [(tag,) for tag in changed.tags]
    # Seen once more: no third one.
    assert session.store([again(**change)]) == ["unchanged"]


def test_back_to_an_earlier_state_is_a_revision_too(session: ArchiveSession) -> None:
    session.store([stored(1)])
    session.store([again(subtitle="Lain")])
    assert session.store([again()]) == ["revised"]
    assert value(session, "SELECT count(*) FROM revisions") == 3


@pytest.mark.parametrize(
    "change",
    [
        {"category": "Olahraga"},
        {"images": [Image("https://img.antaranews.com/y.jpg", "Baru", None)]},
        {"published_utc": "2026-11-20T00:31:00Z"},
        {"flags": [Flag.DATE_CONFLICT]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_other_changes_are_taken_over_without_a_revision(
    session: ArchiveSession, change: dict
) -> None:
    session.store([stored(1)])
    assert session.store([again(**change)]) == ["unchanged"]
    assert value(session, "SELECT count(*) FROM revisions") == 1
    assert value(session, "SELECT last_seen FROM revisions") == LATER
    if "category" in change:
        assert value(session, "SELECT category FROM articles") == "Olahraga"
    if "images" in change:
        assert rows(session, "SELECT caption FROM images") == [("Baru",)]
    if "flags" in change:
        assert rows(session, "SELECT flag FROM flags") == [("date_conflict",)]


def test_another_extractor_changes_the_state_in_place(session: ArchiveSession) -> None:
    session.store([stored(1)])
    better = again(text=article(1).text + "\n\nYang hilang.", extractor_version="2")
    assert session.store([better]) == ["unchanged"]
    assert rows(session, REVISIONS) == [(1, article(1).title, "2", NOW, LATER)]
    assert value(session, "SELECT text FROM articles").endswith("Yang hilang.")
    state = json.loads(value(session, "SELECT state FROM revisions"))
    assert state["text"].endswith("Yang hilang.")
    # From now on version 2 tells revisions.
    changed = again(text="Denpasar (ANTARA) - Lain.", extractor_version="2")
    assert session.store([changed]) == ["revised"]


def test_only_the_newest_revision_is_changed_in_place(session: ArchiveSession) -> None:
    session.store([stored(1)])
    session.store([again(subtitle="Lain")])
    session.store([again(subtitle="Lain lagi", extractor_version="2")])
    subtitles = rows(
        session, "SELECT json_extract(state, '$.subtitle') FROM revisions ORDER BY seq"
    )
    assert subtitles == [("Warga menyambut",), ("Lain lagi",)]


def test_an_amp_twin_only_says_that_the_article_is_there(session: ArchiveSession) -> None:
    session.store([stored(1)])
    twin = again(text="Pasar 1 dibuka kembali.", layout="amp", credits=[])
    assert session.store([twin]) == ["unchanged"]
    assert rows(session, "SELECT layout, last_seen FROM articles") == [("r", LATER)]
    assert value(session, "SELECT text FROM articles") == article(1).text
    assert value(session, "SELECT count(*) FROM credits") == 2


def test_an_amp_page_gives_way_in_place(session: ArchiveSession) -> None:
    session.store([stored(1, text="Pasar 1 dibuka kembali.", layout="amp")])
    assert session.store([again()]) == ["unchanged"]
    assert rows(session, "SELECT layout, text FROM articles") == [("r", article(1).text)]
    assert rows(session, "SELECT seq, layout FROM revisions") == [(1, "r")]


def test_amp_pages_are_compared_with_each_other(session: ArchiveSession) -> None:
    session.store([stored(1, layout="amp")])
    assert session.store([again(layout="amp", subtitle=None)]) == ["revised"]


def test_an_old_capture_does_not_move_last_seen_back(session: ArchiveSession) -> None:
    session.store([again()])
    session.store([stored(1)])
    assert value(session, "SELECT last_seen FROM articles") == LATER


@pytest.mark.parametrize(
    "change",
    [{"kind": Kind.PHOTO}, {"title": OTHER_TITLE, "text": OTHER_TEXT}],
    ids=["kind", "title"],
)
def test_another_article_under_the_key_is_rejected(session: ArchiveSession, change: dict) -> None:
    session.store([stored(1)])
    before = rows(session, "SELECT * FROM articles")
    assert session.store([again(etag='"b1"', **change)]) == ["rejected"]
    assert rows(session, "SELECT * FROM articles") == before
    assert rows(session, "SELECT state, etag FROM frontier") == [("stored", '"a1"')]
    seen = f"{change.get('kind', 'article')}: {change.get('title', article(1).title)}"
    assert rows(session, "SELECT bureau, article_id, reason, seen, status FROM rejected") == [
        ("bali", 1, "key_collision", seen, 200)
    ]


def test_the_same_key_twice_in_a_batch(session: ArchiveSession) -> None:
    session.add_found([found(1), found(2)])
    outcomes = [
        stored(1),
        stored(2),
        again(),
        again(subtitle="Lain"),
        again(title=OTHER_TITLE, text=OTHER_TEXT),
    ]
    assert session.store(outcomes) == ["stored", "stored", "unchanged", "revised", "rejected"]
    assert value(session, "SELECT count(*) FROM articles") == 2


def test_an_outcome_after_an_article_sees_it(session: ArchiveSession) -> None:
    session.add_found([found(1)])
    row = session.frontier_id("bali", 1)
    assert session.store([stored(1), Gone(row, 404)]) == ["stored", "missing"]
    assert value(session, "SELECT state FROM frontier") == "stored"
    outcomes = rows(session, "SELECT outcome FROM observations ORDER BY id")
    assert outcomes == [("stored",), ("gone",)]


# The full-text index


def hits(session: ArchiveSession, word: str) -> list[int]:
    sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid"
    return [row[0] for row in rows(session, sql, word)]


def test_the_full_text_index_keeps_step(session: ArchiveSession) -> None:
    session.store([stored(n) for n in range(1, 30)])
    session.store([again(text="Denpasar (ANTARA) - Kalimat pengganti.")])
    assert hits(session, "pengganti") == [1]
    assert 1 not in hits(session, "pedagang")
    session._db.execute("DELETE FROM articles WHERE id = 2")
    assert 2 not in hits(session, "pedagang")
    for table in (
        *("revisions", "credits", "article_tags", "images", "provenance", "ledger"),
        *("story_members", "story_numbers"),
    ):
        session._db.execute(f"DELETE FROM {table} WHERE article = 3")
    session._db.execute("UPDATE articles SET id = 900 WHERE id = 3")
    assert 900 in hits(session, "pedagang")
    assert problems(session.path) == []


def test_an_index_out_of_step_is_found_out(session: ArchiveSession) -> None:
    session.store([stored(1)])
    session._db.execute("DROP TRIGGER articles_fts_update")
    session._db.execute("UPDATE articles SET title = 'Lain'")
    assert "full-text" in problems(session.path)[0]
    session._db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    assert problems(session.path) == []


def test_last_seen_alone_costs_no_index_update(session: ArchiveSession) -> None:
    session.store([stored(1)])
    before = rows(session, "SELECT * FROM articles_fts_data")
    session.store([again()])
    assert rows(session, "SELECT * FROM articles_fts_data") == before


# Batches


def test_a_batch_is_written_when_it_is_full(session: ArchiveSession) -> None:
    told = []
    session.on_result = lambda outcome, result: told.append(result)
    session.batch_size = 3
    session.queue(stored(1))
    session.queue(stored(2))
    assert (session.queued, told) == (2, [])
    session.queue(stored(3))
    assert (session.queued, told) == (0, ["stored"] * 3)
    session.flush()


def test_a_batch_is_one_transaction(session: ArchiveSession) -> None:
    statements: list[str] = []
    session._db.conn.set_trace_callback(statements.append)
    session.store([stored(n) for n in range(1, 101)])
    session._db.conn.set_trace_callback(None)
    assert [s for s in statements if s.startswith(("BEGIN", "COMMIT"))] == [
        "BEGIN IMMEDIATE",
        "COMMIT",
    ]
    # And one savepoint in it, of the stories: what goes wrong there must not lose an article.
    assert sum(s.startswith("SAVEPOINT") for s in statements) == 1
    # One statement with all rows; SQLite names it again at each row that fires a trigger.
    assert len({s for s in statements if s.startswith("INSERT INTO articles (")}) == 1


def check_nothing_lost(session: ArchiveSession, told: list[str]) -> None:
    """A batch of five failed: nothing of it is in the file, all of it still waits."""
    assert session.queued == 5
    assert told == []
    assert value(session, "SELECT count(*) FROM articles") == 0
    assert value(session, "SELECT count(*) FROM observations") == 0
    assert value(session, "SELECT count(*) FROM frontier WHERE state = 'pending'") == 5


def queue_five(session: ArchiveSession) -> list[str]:
    told: list[str] = []
    session.on_result = lambda outcome, result: told.append(result)
    session.add_found([found(n) for n in range(1, 6)])
    for n in range(1, 6):
        session.queue(stored(n, text=f"Denpasar (ANTARA) - {'kata ' * 9000}{n}"))
    return told


def test_a_full_disk_loses_nothing(session: ArchiveSession) -> None:
    told = queue_five(session)
    pages = value(session, "PRAGMA page_count")
    session._db.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(ArchiveWriteFailed, match=r"^No room left for .*free some space.*$"):
        session.flush()
    check_nothing_lost(session, told)
    with pytest.raises(ArchiveWriteFailed):  # whoever goes on with the crawl hears of it
        session.queue(stored(6))
    session._db.execute("PRAGMA max_page_count = 1000000")
    session.flush()
    assert told == ["stored"] * 6
    assert problems(session.path) == []


def test_a_file_that_cannot_be_written_loses_nothing(session: ArchiveSession) -> None:
    told = queue_five(session)
    session._db.execute("PRAGMA query_only = ON")
    with pytest.raises(ArchiveWriteFailed, match=r"cannot be written .*permissions"):
        session.flush()
    check_nothing_lost(session, told)
    session._db.execute("PRAGMA query_only = OFF")
    session.flush()
    assert told == ["stored"] * 5


def test_closing_gives_the_lock_back_even_if_the_batch_cannot_be_written(
    folder: Path, clock: Clock
) -> None:
    path = folder / "archive.db"
    broken = ArchiveSession.claim(path, "live", clock=clock)
    broken.open()
    queue_five(broken)
    broken._db.execute("PRAGMA query_only = ON")
    with pytest.raises(ArchiveWriteFailed):
        broken.close()
    with ArchiveSession.claim(path, "live", clock=clock) as again_open:
        again_open.open()
        again_open.begin_run("crawl latest", {})
        assert sum(1 for _ in iter(lambda: again_open.lease("bali"), None)) == 5


def test_an_error_in_the_middle_undoes_the_whole_batch(
    session: ArchiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = queue_five(session)

    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("pipelines.archive.writing.write_children", broken)
    with pytest.raises(ArchiveWriteFailed, match="check that the disk is sound"):
        session.flush()
    check_nothing_lost(session, told)


@pytest.mark.parametrize(
    "spoil",
    [
        {"layout": "Unheard of"},
        {"credits": [{"role": "witness", "name": "x", "printed": "x"}]},
        {"text": "\ud800 setengah"},
        {"status": "fine"},
        {"images": [{"caption": "no address"}]},
        {"is_press_release": 0, "published_precision": "week"},
    ],
    ids=lambda spoil: next(iter(spoil)),
)
def test_what_the_archive_refuses_is_told_and_keeps_nobody_waiting(
    session: ArchiveSession, spoil: dict
) -> None:
    told = []
    session.on_result = lambda outcome, result: told.append((type(outcome), result))
    session.add_found([found(n) for n in (1, 2, 3)])
    bad = stored(2)
    bad.article |= spoil
    for outcome in (stored(1), bad, stored(3)):
        session.queue(outcome)
    session.flush()
    assert told == [(Stored, "stored"), (Failed, "retry"), (Stored, "stored")]
    assert session.queued == 0
    assert rows(session, "SELECT article_id FROM articles") == [(1,), (3,)]
    ((state, reason),) = rows(session, "SELECT state, reason FROM frontier WHERE article_id = 2")
    assert state == "pending"
    assert reason.startswith("the archive refuses it: ")
    assert value(session, "SELECT count(*) FROM credits") == 4
