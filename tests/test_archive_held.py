"""Answers about articles that are held: there, changed, missing, not fetched, back again."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.items import Kind
from pipelines.archive import ArchiveSession, Failed, Gone, NotModified, Rejected, Stored
from pipelines.archive.clock import later
from pipelines.archive.leasing import MAX_TRIES, RETRY_AFTER_SECONDS
from tests.archives import NOW, Clock, article, found, rows, stored, value

pytest_plugins = ["tests.archive_fixtures"]

OUT = "2026-11-23T09:00:00Z"
FIRST, SECOND = "2026-11-24T09:00:00Z", "2026-11-30T09:00:00Z"
"""The plan's two points, for what came out an hour before it was read."""
OTHER = {"title": "Kapal feri tenggelam jauh di lautan", "text": "Ambon (ANTARA) - Regu penolong."}
MISSING = "SELECT missing_since FROM articles"
FRONTIER = "SELECT state, reason, tries, revisits, revisit_at, last_status FROM frontier"
OBSERVED = "SELECT outcome, status, reason, conditional FROM observations ORDER BY id"


@pytest.fixture
def row(session: ArchiveSession) -> int:
    """The frontier row of an article that was just read for the first time."""
    session.add_found([found(1)])
    assert session.store([stored(1, published_utc=OUT)]) == ["stored"]
    return session.frontier_id("bali", 1)


def asked(session: ArchiveSession, clock: Clock, moment: str) -> int:
    """Lease what is due at a moment."""
    clock.now = moment
    pending = session.lease_revisit("bali")
    assert pending is not None, f"nothing is due at {moment}"
    return pending.frontier_id


def page(clock: Clock, **changes: Any) -> Stored:
    """The article's page, fetched now."""
    return stored(1, **{"published_utc": OUT, "fetched_at": clock.now, **changes})


def test_304_says_that_it_is_there_and_as_it_was(
    session: ArchiveSession, clock: Clock, row: int
) -> None:
    before = rows(session, "SELECT title, text, etag, first_seen FROM articles")
    assert asked(session, clock, FIRST) == row
    assert session.store([NotModified(row)]) == ["not_modified"]
    assert rows(session, "SELECT title, text, etag, first_seen FROM articles") == before
    assert rows(session, "SELECT last_seen, missing_since FROM articles") == [(FIRST, None)]
    assert rows(session, "SELECT seq, last_seen FROM revisions") == [(1, FIRST)]
    assert rows(session, FRONTIER) == [("stored", None, 0, 1, SECOND, 304)]
    asked(session, clock, SECOND)
    session.store([NotModified(row)])
    assert rows(session, FRONTIER) == [("stored", None, 0, 2, None, 304)]
    assert rows(session, OBSERVED)[1:] == [("not_modified", 304, None, 1)] * 2


def test_304_is_of_the_newest_revision(session: ArchiveSession, clock: Clock, row: int) -> None:
    asked(session, clock, FIRST)
    assert session.store([page(clock, subtitle="Lain")]) == ["revised"]
    asked(session, clock, SECOND)
    session.store([NotModified(row)])
    assert rows(session, "SELECT seq, last_seen FROM revisions ORDER BY seq") == [
        (1, NOW),
        (2, SECOND),
    ]


def test_304_for_what_is_not_held_is_a_failed_try(session: ArchiveSession) -> None:
    session.add_found([found(1)])
    row = session.lease("bali").frontier_id
    assert session.store([NotModified(row)]) == ["retry"]
    assert rows(session, "SELECT state, reason FROM frontier") == [
        ("pending", "http_304: nothing is held")
    ]


@pytest.mark.parametrize("status", [404, 410])
def test_missing_and_back_again(
    session: ArchiveSession, clock: Clock, row: int, status: int
) -> None:
    """There on one day, not there on another: the archive can say both, and holds the text."""
    text = value(session, "SELECT text FROM articles")
    asked(session, clock, FIRST)
    assert session.store([Gone(row, status, conditional=True)]) == ["missing"]
    assert rows(session, "SELECT missing_since, last_seen FROM articles") == [(FIRST, NOW)]
    assert rows(session, FRONTIER) == [("stored", None, 0, 1, SECOND, status)]
    asked(session, clock, SECOND)
    assert session.store([page(clock)]) == ["unchanged"]
    assert rows(session, "SELECT missing_since, last_seen, text FROM articles") == [
        (None, SECOND, text)
    ]
    assert [observed[:3] for observed in rows(session, OBSERVED)] == [
        ("stored", 200, None),
        ("gone", status, None),
        ("unchanged", 200, None),
    ]


def test_missing_twice_is_missing_since_the_first_time(
    session: ArchiveSession, clock: Clock, row: int
) -> None:
    for moment in (FIRST, SECOND):
        asked(session, clock, moment)
        session.store([Gone(row, 404)])
    assert value(session, MISSING) == FIRST


BACK = {
    "as it was": {},
    "with another text": {"text": article(1).text + "\n\nRalat: nama pasar."},
    "with another picture": {"images": []},
    "read by another version": {"extractor_version": "2", "subtitle": None},
    "as an AMP page": {"layout": "amp", "credits": []},
}


@pytest.mark.parametrize("changes", BACK.values(), ids=BACK)
def test_whatever_its_page_says_it_is_there_again(
    session: ArchiveSession, clock: Clock, row: int, changes: dict
) -> None:
    asked(session, clock, FIRST)
    session.store([Gone(row, 404)])
    asked(session, clock, SECOND)
    session.store([page(clock, **changes)])
    assert value(session, MISSING) is None
    assert value(session, "SELECT last_seen FROM articles") == SECOND


def test_304_brings_it_back_too(session: ArchiveSession, clock: Clock, row: int) -> None:
    asked(session, clock, FIRST)
    session.store([Gone(row, 404)])
    asked(session, clock, SECOND)
    assert session.store([NotModified(row)]) == ["not_modified"]
    assert value(session, MISSING) is None


NO_WORD = {
    "timeout": lambda row: Failed(row, "timeout: 30 s"),
    "server error": lambda row: Failed(row, "http_503: HTTP status 503", 503),
    "no page that this is": lambda row: Rejected(row, "soft_404", "Halaman tidak ditemukan", 200),
    "maintenance": lambda row: Rejected(row, "maintenance", "Sedang dalam perbaikan", 200),
    "robots": lambda row: Rejected(row, "robots", "Disallow: /berita/"),
    "off site": lambda row: Rejected(row, "off_site", "https://example.com/", 301),
    "redirected": lambda row: Rejected(row, "redirected", "bali/2", 200),
}


@pytest.mark.parametrize("outcome", NO_WORD.values(), ids=NO_WORD)
@pytest.mark.parametrize("missing", [False, True])
def test_what_could_not_be_fetched_is_not_called_missing_nor_back(
    session: ArchiveSession, clock: Clock, row: int, outcome: Any, missing: bool
) -> None:
    asked(session, clock, FIRST)
    if missing:
        session.store([Gone(row, 404)])
    before = rows(session, "SELECT * FROM articles")
    clock.now = SECOND
    (result,) = session.store([outcome(row)])
    assert result in ("retry", "rejected")
    assert rows(session, "SELECT * FROM articles") == before
    assert value(session, MISSING) == (FIRST if missing else None)
    assert value(session, "SELECT state FROM frontier") == "stored"
    assert value(session, "SELECT count(*) FROM observations WHERE asked_at = ?", SECOND) == 1


def test_failed_tries_wait_longer_each_time_and_then_for_the_next_point(
    session: ArchiveSession, clock: Clock, row: int
) -> None:
    moment = FIRST
    for tries, seconds in enumerate(RETRY_AFTER_SECONDS, start=1):
        assert asked(session, clock, moment) == row
        assert session.store([Failed(row, "timeout")]) == ["retry"]
        moment = later(moment, seconds)
        assert rows(session, FRONTIER) == [("stored", None, tries, 0, moment, None)]
        assert session.lease_revisit("bali") is None
    assert asked(session, clock, moment) == row
    assert session.store([Failed(row, "http_500: x", 500)]) == ["failed"]
    assert rows(session, FRONTIER) == [("stored", None, 0, 1, SECOND, 500)]
    assert [outcome for outcome, *_ in rows(session, OBSERVED)] == [
        "stored",
        *["retry"] * (MAX_TRIES - 1),
        "failed",
    ]
    assert session.lease("bali") is None  # nor does it stand among what was never read


def test_an_answer_ends_a_row_of_failures(session: ArchiveSession, clock: Clock, row: int) -> None:
    for outcome in (NotModified(row), Gone(row, 404), page(clock), Rejected(row, "empty", "x")):
        session.store([Failed(row, "timeout")])
        assert value(session, "SELECT tries FROM frontier") == 1
        session.store([outcome])
        assert value(session, "SELECT tries FROM frontier") == 0


def test_a_failure_plans_no_revisit_where_none_was_left(
    session: ArchiveSession, clock: Clock, row: int
) -> None:
    """A person's own list may name an article that is held and done with."""
    session._db.execute("UPDATE frontier SET revisit_at = NULL")
    assert session.store([Failed(row, "timeout")]) == ["retry"]
    assert value(session, "SELECT revisit_at FROM frontier") is None


@pytest.mark.parametrize(
    "collision",
    [{"kind": Kind.PHOTO}, OTHER],
    ids=["another kind", "another article"],
)
def test_another_article_under_the_key_is_refused_and_not_asked_for_for_ever(
    session: ArchiveSession, clock: Clock, row: int, collision: dict
) -> None:
    before = rows(session, "SELECT * FROM articles")
    asked(session, clock, FIRST)
    assert session.store([page(clock, etag='"b1"', **collision)]) == ["rejected"]
    assert rows(session, "SELECT * FROM articles") == before
    assert rows(session, FRONTIER) == [("stored", None, 0, 1, SECOND, 200)]
    assert value(session, "SELECT etag FROM frontier") == '"a1"'
    assert rows(session, OBSERVED)[-1][:3] == ("key_collision", 200, "key_collision")
    assert session.lease_revisit("bali") is None
    asked(session, clock, SECOND)
    session.store([page(clock, **collision)])
    assert value(session, "SELECT revisit_at FROM frontier") is None


def test_a_collision_does_not_say_that_a_missing_article_is_back(
    session: ArchiveSession, clock: Clock, row: int
) -> None:
    asked(session, clock, FIRST)
    session.store([Gone(row, 404)])
    asked(session, clock, SECOND)
    session.store([page(clock, **OTHER)])
    assert value(session, MISSING) == FIRST


def test_a_redirect_to_another_key_leaves_the_article_and_reads_the_other(
    session: ArchiveSession, clock: Clock, row: int
) -> None:
    asked(session, clock, FIRST)
    moved = stored(2, fetched_at=FIRST)
    moved.frontier_id = row
    assert session.store([moved]) == ["stored"]
    assert rows(session, "SELECT article_id, state, reason, revisits FROM frontier") == [
        (1, "stored", None, 1),
        (2, "stored", None, 0),
    ]
    assert value(session, "SELECT revisit_at FROM frontier WHERE article_id = 1") == SECOND
    assert session.lease_revisit("bali") is None


def test_changed_markup_alone_is_no_revision(
    session: ArchiveSession, clock: Clock, row: int
) -> None:
    asked(session, clock, FIRST)
    other_markup = page(
        clock,
        layout="g3",
        content_sha256="1" * 64,
        etag='"a2"',
        ledger=[],
        provenance={"title": "h1.judul"},
    )
    assert session.store([other_markup]) == ["unchanged"]
    assert rows(session, "SELECT seq, last_seen FROM revisions") == [(1, FIRST)]
    assert rows(session, OBSERVED)[-1][:2] == ("unchanged", 200)
    assert value(session, "SELECT etag FROM frontier") == '"a2"'


def test_a_correction_is_a_revision_and_counts_as_an_answer(
    session: ArchiveSession, clock: Clock, row: int
) -> None:
    asked(session, clock, FIRST)
    changed = page(clock, text=article(1).text + "\n\nRalat: nama pasar.")
    assert session.store([changed]) == ["revised"]
    assert rows(session, "SELECT seq FROM revisions ORDER BY seq") == [(1,), (2,)]
    assert rows(session, FRONTIER) == [("stored", None, 0, 1, SECOND, 200)]


def test_a_page_that_came_although_it_was_asked_with_validators_is_noted(
    session: ArchiveSession, clock: Clock, row: int
) -> None:
    """The pipelines hand pages on and know nothing of validators: the session does."""
    assert asked(session, clock, FIRST) == row
    session.queue(page(clock))
    session.flush()
    assert rows(session, OBSERVED)[-1] == ("unchanged", 200, None, 1)


def test_the_first_reading_is_no_revisit(session: ArchiveSession, row: int) -> None:
    assert rows(session, FRONTIER) == [("stored", None, 0, 0, FIRST, 200)]


def test_a_plan_of_the_sessions_own_counts(session: ArchiveSession, clock: Clock) -> None:
    session.revisit_days = (0.25, 2)
    session.store([stored(1, published_utc=OUT)])
    row = asked(session, clock, "2026-11-23T15:00:00Z")
    session.store([NotModified(row)])
    asked(session, clock, "2026-11-25T09:00:00Z")
    session.revisit_days = ()
    session.store([Gone(row, 404)])
    assert value(session, "SELECT revisit_at FROM frontier") is None


def test_what_was_gone_before_it_was_read_is_not_held(session: ArchiveSession) -> None:
    session.add_found([found(1)])
    assert session.store([Gone(session.lease("bali").frontier_id, 404)]) == ["gone"]
    assert rows(session, FRONTIER) == [("gone", None, 0, 0, None, 404)]
    assert session.lease_revisit("bali") is None
