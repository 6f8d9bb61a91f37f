"""Wanting what was only known: by its day, by its neighbours' days, by its name."""

from __future__ import annotations

import pytest

from pipelines.archive import BACKFILL, KNOWN_ONLY, ArchiveSession, Found, Gone, Want
from tests.archives import stored

URL = "https://bali.antaranews.com/berita/10/kabar"


@pytest.fixture
def session(tmp_path):
    with ArchiveSession.claim(tmp_path / "archive.db", "sample") as session:
        session.open()
        session.begin_run("crawl backfill", {})
        yield session


def known(session: ArchiveSession, number: int, day: str | None = None) -> None:
    url = f"https://bali.antaranews.com/berita/{number}/kabar"
    session.add_found([Found(url, "bali", number, "article", "terkini", None, day, KNOWN_ONLY)])


def held(session: ArchiveSession, number: int, day: str) -> None:
    session.store([stored(number, published_utc=f"{day}T03:00:00Z", published_day=day)])


def wanted(session: ArchiveSession) -> list[int]:
    """Return what a backfill would lease, in its order."""
    found = []
    while (pending := session.lease("bali", Want(least=BACKFILL, oldest_first=True))) is not None:
        found.append(pending.article_id)
    return found


def test_what_a_listing_put_on_these_days_is_wanted(session):
    for number, day in ((10, "2026-03-01"), (11, "2026-03-02"), (12, "2026-03-03")):
        known(session, number, day)
    assert wanted(session) == []
    assert session.want_days("bali", "2026-03-02", "2026-03-03") == 2
    assert session.want_days("bali", "2026-03-02", "2026-03-03") == 0
    assert wanted(session) == [11, 12]


def test_without_a_day_the_held_neighbours_tell(session):
    held(session, 100, "2026-03-01")
    held(session, 200, "2026-03-02")
    held(session, 300, "2026-03-05")
    held(session, 400, "2026-06-01")
    for number in (50, 120, 190, 210, 290, 350, 450):
        known(session, number)
    assert session.want_days("bali", "2026-03-02", "2026-03-03") == 2
    # 350 lies between neighbours that are three months apart: nobody knows its day.
    assert wanted(session) == [190, 210]


def test_other_bureaus_are_left_alone(session):
    known(session, 10, "2026-03-02")
    assert session.want_days("ambon", "2026-03-01", "2026-03-03") == 0
    assert wanted(session) == []


def test_what_failed_long_ago_is_asked_for_again(session):
    for number in (10, 11):
        known(session, number, "2026-03-02")
    held(session, 9, "2026-03-02")
    row = session.frontier_id("bali", 10)
    session._db.conn.execute(
        "UPDATE frontier SET state = 'failed', reason = 'timeout', settled_at = '2026-03-09', "
        "tries = 6, last_try = '2026-03-09T00:00:00Z' WHERE id = ?",
        (row,),
    )
    days = [("2026-02-01", "2026-02-03"), ("2026-03-01", "2026-03-03")]
    assert session.want_failed("bali", days, "2026-03-08T00:00:00Z") == 0
    assert session.want_failed("bali", days[:1], "2026-03-10T00:00:00Z") == 0
    assert session.want_failed("bali", days, "2026-03-10T00:00:00Z") == 1
    assert wanted(session) == [10]


def test_what_failed_is_of_the_day_that_its_feed_told(session):
    fed = Found(URL, "bali", 10, "article", "feed", "Mon, 02 Mar 2026 09:00:00 +0800")
    session.add_found([fed])
    session._db.conn.execute(
        "UPDATE frontier SET state = 'failed', reason = 'timeout', settled_at = '2026-03-09', "
        "tries = 6, last_try = '2026-03-09T00:00:00Z'"
    )
    before = "2026-03-10T00:00:00Z"
    assert session.want_failed("bali", [("2026-03-01", "2026-03-01")], before) == 0
    assert session.want_failed("bali", [("2026-03-02", "2026-03-02")], before) == 1


def test_a_named_address_is_asked_for_whatever_became_of_it(session):
    known(session, 10)
    known(session, 11)
    held(session, 12, "2026-03-02")
    session.store([Gone(session.frontier_id("bali", 11), 404)])
    assert session.want_keys("bali", [10, 11, 12, 13]) == {"pending": 1, "gone": 1, "stored": 1}
    assert wanted(session) == [10, 11]
