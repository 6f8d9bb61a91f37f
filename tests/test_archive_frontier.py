"""The frontier: each key once, leased newest first, never lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveSession, Failed, Found, Gone, Rejected
from pipelines.archive.again import is_amp
from pipelines.archive.clock import later
from tests.archives import NOW, Clock, found, rows, stored, value

if TYPE_CHECKING:
    from collections.abc import Callable

pytest_plugins = ["tests.archive_fixtures"]

LATER = "2026-11-24T10:00:00Z"
FRONTIER = "SELECT article_id, state, reason, tries FROM frontier ORDER BY article_id"


def ways(session: ArchiveSession, article_id: int, bureau: str = "bali") -> list[tuple[str, str]]:
    """The ways that found an address, and when each did first."""
    return rows(
        session,
        "SELECT way, w.found_at FROM findings AS w JOIN frontier AS f ON f.id = w.frontier "
        "WHERE bureau = ? AND article_id = ? ORDER BY way",
        bureau,
        article_id,
    )


def leased(session: ArchiveSession, bureau: str = "bali") -> list[int]:
    ids = []
    while row := session.lease(bureau):
        ids.append(row.article_id)
    return ids


def test_each_key_once(session: ArchiveSession) -> None:
    assert session.add_found([found(2), found(1), found(2, way="terkini")]) == ([2, 1], [])
    assert session.add_found([found(3), found(2), found(2)]) == ([3], [2])
    assert session.add_found([]) == ([], [])
    assert session.add_found([found(1, "ambon")]) == ([1], [])
    assert value(session, "SELECT count(*) FROM frontier") == 4
    assert ways(session, 2) == [("feed", NOW), ("terkini", NOW)]
    assert value(session, "SELECT found_at FROM frontier WHERE article_id = 3") == NOW


def test_each_way_once_with_its_first_time(session: ArchiveSession, clock: Clock) -> None:
    session.add_found([found(1)])
    clock.now = LATER
    session.add_found([found(1), found(1, way="terkini"), found(1, "ambon", way="indeks")])
    assert ways(session, 1) == [("feed", NOW), ("terkini", LATER)]
    assert ways(session, 1, "ambon") == [("indeks", LATER)]
    # Also once it is settled: what each way finds is counted over all addresses.
    session.store([stored(1)])
    session.add_found([found(1, way="section")])
    assert [way for way, _ in ways(session, 1)] == ["feed", "section", "terkini"]
    assert value(session, "SELECT found_at FROM frontier WHERE bureau = 'bali'") == NOW


def test_what_is_better_in_a_later_finding_is_taken_over(session: ArchiveSession) -> None:
    session.add_found([found(1, day="2026-11-20", priority=10), found(2, priority=30)])
    session.add_found([found(1, day="2026-11-21", priority=30)])
    session.add_found([found(1, priority=0), found(2, day="2026-11-22", priority=10)])
    assert rows(session, "SELECT article_id, day, priority FROM frontier ORDER BY article_id") == [
        (1, "2026-11-20", 30),
        (2, "2026-11-22", 30),
    ]


def test_thousands_at_once(session: ArchiveSession) -> None:
    new, known = session.add_found(found(n) for n in range(1, 2001))
    assert (len(new), known) == (2000, [])
    new, known = session.add_found(found(n) for n in range(1500, 2501))
    assert (len(new), len(known)) == (500, 501)
    assert len(session.settled("bali", range(1, 3000))) == 0


def test_newest_first_then_priority(session: ArchiveSession) -> None:
    session.add_found([found(1), found(5), found(3)])
    session._db.execute("UPDATE frontier SET priority = 31 WHERE article_id = 3")
    session.add_found([found(9, "ambon")])
    assert leased(session) == [3, 5, 1]
    assert leased(session, "ambon") == [9]
    assert leased(session, "nowhere") == []


def test_a_lease_gives_what_is_needed_to_ask(session: ArchiveSession) -> None:
    session.add_found([found(1, feed_published="Fri, 20 Nov 2026 08:30:00 +0800")])
    row = session.lease("bali")
    assert row is not None
    assert (row.bureau, row.article_id, row.kind, row.tries) == ("bali", 1, "article", 0)
    assert row.url == "https://bali.antaranews.com/berita/1/pasar-rekaan"
    assert row.feed_published == "Fri, 20 Nov 2026 08:30:00 +0800"


def is_due(session: ArchiveSession) -> bool:
    """Whether a lease would give something; what it gives is given back."""
    row = session.lease("bali")
    if row is not None:
        session.release(row.frontier_id)
    return row is not None


def test_a_lease_is_not_given_twice(session: ArchiveSession) -> None:
    session.add_found([found(1), found(2)])
    assert is_due(session)
    first = session.lease("bali")
    assert leased(session) == [1]
    assert not is_due(session)
    session.release(first.frontier_id)
    assert is_due(session)
    assert session.lease("bali") == first


def test_a_queued_outcome_is_not_leased_again(session: ArchiveSession) -> None:
    session.add_found([found(1)])
    row = session.lease("bali")
    session.queue(Gone(row.frontier_id, 404))
    assert not is_due(session)
    session.flush()
    assert session._leased == set()
    assert not is_due(session)


def test_a_desktop_address_takes_the_place_of_a_pending_amp_one(session: ArchiveSession) -> None:
    amp = "https://bali.antaranews.com/amp/berita/1/pasar-rekaan"
    session.add_found([found(1, url=amp), found(2)])
    session.add_found([found(1), found(2, url=amp.replace("/1/", "/2/"))])
    urls = rows(session, "SELECT url FROM frontier ORDER BY article_id")
    assert all("/amp/" not in url for (url,) in urls)


@pytest.mark.parametrize(
    ("strange", "wanted"),
    [
        ("amp/berita/1/pasar-rekaan", True),
        ("berita/1/pasar-rekaan?utm_source=antaranews", True),
        ("amp/berita/1/pasar-rekaan?page=2", True),
        ("berita/1/pasar-lama", False),  # another slug is no better address
    ],
)
@pytest.mark.parametrize("became", ["gone", "robots", "redirected", "failed"])
def test_a_better_address_takes_the_place_of_one_that_failed_at_once(
    session: ArchiveSession, strange: str, wanted: bool, became: str
) -> None:
    session.add_found([found(1, url=f"https://bali.antaranews.com/{strange}")])
    row = session.lease("bali").frontier_id
    if became == "failed":
        session.store([Failed(row, "timeout")] * 6)
    else:
        session.store([Gone(row, 404) if became == "gone" else Rejected(row, became, "x")])
    assert session.settled("bali", [1]) == {1}
    session.add_found([found(1)])
    again = session.lease("bali")
    assert (again is not None) is wanted
    if wanted:
        assert (again.url, again.tries) == (found(1).url, 0)
    # The worse address never takes its place again.
    session.add_found([found(1, url=f"https://bali.antaranews.com/{strange}")])
    assert ("utm" in value(session, "SELECT url FROM frontier")) is False


def test_a_held_article_keeps_its_address_and_is_not_asked_for_again(
    session: ArchiveSession, clock: Clock
) -> None:
    session.add_found([found(1, url="https://bali.antaranews.com/amp/berita/1/pasar-rekaan")])
    session.store([stored(1)])
    session.store([Gone(session.frontier_id("bali", 1), 404)])
    clock.now = LATER
    before = rows(session, "SELECT * FROM frontier")
    session.add_found([found(1)])
    assert rows(session, "SELECT * FROM frontier") == before
    assert session.lease("bali") is None


def asked_while_listed(session: ArchiveSession, clock: Clock, outcome: Callable) -> list[float]:
    """Hours after the first answer at which an address is asked for that is named every hour."""
    session.add_found([found(1)])
    start, hours = clock.now, []
    for hour in (*range(300), 1_000, 2_000):
        # Some seconds more or less are between two runs of a schedule.
        clock.now = later(start, hour * 3_600 - hour % 7)
        session.add_found([found(1), found(1, way="terkini")])
        while row := session.lease("bali"):
            hours.append(hour)
            session.store([outcome(row.frontier_id)])
            session.add_found([found(1, way="section")])
    return hours


@pytest.mark.parametrize(
    "outcome",
    [
        lambda row: Gone(row, 404),
        lambda row: Rejected(row, "robots", "x"),
        lambda row: Rejected(row, "http_error", "x", 400),
        lambda row: Rejected(row, "not_html", "x", 200),
        lambda row: Rejected(row, "soft_404", "x", 200),
        lambda row: Rejected(row, "off_site", "x", 302),
    ],
)
def test_a_dead_link_that_is_named_for_months_costs_six_requests(
    session: ArchiveSession, clock: Clock, outcome: Callable
) -> None:
    assert asked_while_listed(session, clock, outcome) == [0, 1, 7, 28, 89, 239]
    assert session.settled("bali", [1]) == {1}


@pytest.mark.parametrize("reason", ["redirected", "key_collision", "too_large", "no_key"])
def test_what_will_stay_so_is_not_asked_for_again(
    session: ArchiveSession, clock: Clock, reason: str
) -> None:
    hours = asked_while_listed(session, clock, lambda row: Rejected(row, reason, "x"))
    assert hours == [0]


def test_a_collision_is_not_asked_for_at_a_better_address_either(session: ArchiveSession) -> None:
    amp = "https://bali.antaranews.com/amp/berita/1/pasar-rekaan"
    session.add_found([found(1, url=amp)])
    session.store([Rejected(session.lease("bali").frontier_id, "key_collision", "x")])
    session.add_found([found(1)])
    assert session.lease("bali") is None


def test_an_article_that_comes_after_its_name_is_held_then(
    session: ArchiveSession, clock: Clock
) -> None:
    session.add_found([found(1)])
    session.store([Gone(session.lease("bali").frontier_id, 404)])
    clock.now = LATER
    # What is only noted, or is another kind's, is no reason to ask.
    session.add_found([found(1, priority=0), found(1, kind="photo")])
    assert session.lease("bali") is None
    session.add_found([found(1)])
    assert session.lease("bali").tries == 1
    assert session.store([stored(1)]) == ["stored"]
    assert rows(session, FRONTIER) == [(1, "stored", None, 0)]
    assert rows(session, "SELECT outcome FROM observations ORDER BY id") == [("gone",), ("stored",)]


def test_a_try_by_a_clock_that_was_ahead_does_not_keep_from_asking(
    session: ArchiveSession, clock: Clock
) -> None:
    session.add_found([found(1)])
    clock.now = "2027-11-23T10:00:00Z"
    session.store([Gone(session.lease("bali").frontier_id, 404)])
    clock.now = LATER
    session.add_found([found(1)])
    assert session.lease("bali").tries == 1


@pytest.mark.parametrize(
    ("url", "amp"),
    [
        ("https://m.antaranews.com/amp/berita/1/x", True),
        ("https://bali.antaranews.com/berita/1/amp/", False),
        ("https://bali.antaranews.com/berita/1/x?y=/amp/", False),
    ],
)
def test_amp_addresses(url: str, amp: bool) -> None:
    assert is_amp(url) is amp


def test_a_later_feed_gives_the_date_that_the_listing_had_not(session: ArchiveSession) -> None:
    session.add_found([found(1, way="terkini")])
    session.add_found([found(1, feed_published="Fri, 20 Nov 2026 08:30:00 +0800")])
    session.add_found([found(1, feed_published="another")])
    assert session.lease("bali").feed_published == "Fri, 20 Nov 2026 08:30:00 +0800"


def test_outcomes_settle(session: ArchiveSession) -> None:
    session.add_found([found(n) for n in range(1, 6)])
    rows_of = {n: session.frontier_id("bali", n) for n in range(1, 6)}
    results = session.store(
        [
            stored(1),
            Rejected(rows_of[2], "soft_404", "Halaman tidak ditemukan", 200),
            Gone(rows_of[3], 410),
            Failed(rows_of[4], "timeout"),
        ]
    )
    assert results == ["stored", "rejected", "gone", "retry"]
    assert rows(session, FRONTIER) == [
        (1, "stored", None, 0),
        (2, "rejected", "soft_404", 0),
        (3, "gone", None, 0),
        (4, "pending", "timeout", 1),
        (5, "pending", None, 0),
    ]
    assert session.settled("bali", range(1, 6)) == {1, 2, 3}
    assert session.published("bali", range(1, 6)) == {1: "2026-11-20T00:30:00Z"}
    assert rows(session, "SELECT article_id, run, asked_at, outcome, status FROM observations") == [
        (1, 1, NOW, "stored", 200),
        (2, 1, NOW, "rejected", 200),
        (3, 1, NOW, "gone", 410),
        (4, 1, NOW, "retry", None),
    ]
    assert rows(session, "SELECT article_id, reason, seen, status FROM rejected") == [
        (2, "soft_404", "Halaman tidak ditemukan", 200)
    ]


def test_failures_wait_longer_each_time_and_end(session: ArchiveSession, clock: Clock) -> None:
    session.add_found([found(1)])
    row = session.frontier_id("bali", 1)
    due = []
    for _ in range(5):
        assert session.store([Failed(row, "HTTP 500", 500)]) == ["retry"]
        clock.now = value(session, "SELECT next_try FROM frontier")
        due.append(clock.now)
        assert is_due(session)
    assert due == [
        "2026-11-23T10:10:00Z",
        "2026-11-23T11:10:00Z",
        "2026-11-23T17:10:00Z",
        "2026-11-24T17:10:00Z",
        "2026-11-27T17:10:00Z",
    ]
    assert session.store([Failed(row, "HTTP 503", 503)]) == ["failed"]
    assert rows(session, FRONTIER) == [(1, "failed", "HTTP 503", 6)]
    assert session.lease("bali") is None
    assert session.settled("bali", [1]) == {1}


def test_a_row_is_not_leased_before_it_is_due(session: ArchiveSession, clock: Clock) -> None:
    session.add_found([found(1)])
    session.store([Failed(session.lease("bali").frontier_id, "timeout")])
    assert session.lease("bali") is None
    clock.now = "2026-11-23T10:09:59Z"
    assert session.lease("bali") is None
    clock.now = "2026-11-23T10:10:00Z"
    assert session.lease("bali").tries == 1


def test_an_article_settles_its_row_whatever_failed_before(session: ArchiveSession) -> None:
    session.add_found([found(1)])
    session.store([Failed(session.frontier_id("bali", 1), "timeout")])
    assert session.store([stored(1)]) == ["stored"]
    assert rows(session, FRONTIER) == [(1, "stored", None, 0)]
    assert value(session, "SELECT etag FROM frontier") == '"a1"'


def test_a_stored_row_is_not_unsettled(session: ArchiveSession) -> None:
    session.store([stored(1)])
    row = session.frontier_id("bali", 1)
    session.store([Gone(row, 404), Failed(row, "timeout"), Rejected(row, "soft_404", "x")])
    assert rows(session, FRONTIER) == [(1, "stored", None, 0)]
    outcomes = rows(session, "SELECT outcome FROM observations ORDER BY id")
    assert outcomes == [("stored",), ("gone",), ("retry",), ("rejected",)]


def test_what_is_settled_stays_so(session: ArchiveSession) -> None:
    session.add_found([found(1)])
    row = session.frontier_id("bali", 1)
    session.store([Gone(row, 404), Rejected(row, "soft_404", "x"), Failed(row, "timeout")])
    assert rows(session, FRONTIER) == [(1, "gone", None, 0)]


def test_asking_again_for_a_held_article_does_not_lose_it(session: ArchiveSession) -> None:
    """A person's own SQL may put stored rows back to pending; the software never does."""
    session.store([stored(1)])
    session._db.execute(
        "UPDATE frontier SET state = 'pending', settled_at = NULL, revisit_at = NULL"
    )
    row = session.frontier_id("bali", 1)
    assert session.store([Rejected(row, "soft_404", "x", 200)]) == ["rejected"]
    assert rows(session, FRONTIER) == [(1, "stored", None, 0)]


def test_a_released_lease_is_not_left_in_the_file(session: ArchiveSession) -> None:
    session.add_found([found(1)])
    row = session.lease("bali").frontier_id
    session.add_found([found(2)])
    assert value(session, "SELECT lease_run FROM frontier WHERE article_id = 1") == session.run
    session.release(row)
    session.add_found([found(3)])
    assert value(session, "SELECT count(*) FROM frontier WHERE lease_run IS NOT NULL") == 0


def test_an_article_that_no_listing_named_gets_a_row(session: ArchiveSession) -> None:
    session.store([stored(7)])
    assert rows(session, "SELECT article_id, state FROM frontier") == [(7, "stored")]
    assert rows(session, "SELECT * FROM findings") == []


def test_a_row_that_redirects_to_another_key_is_settled(session: ArchiveSession) -> None:
    session.add_found([found(1)])
    asked = session.lease("bali").frontier_id
    outcome = stored(2)
    outcome.frontier_id = asked
    assert session.store([outcome]) == ["stored"]
    assert rows(session, FRONTIER) == [
        (1, "rejected", "redirected", 0),
        (2, "stored", None, 0),
    ]


def test_an_unknown_drop_reason_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="Unknown drop reason 'a whim'"):
        Rejected(1, "a whim", "x")


def test_a_drop_without_a_key_is_a_row_too(session: ArchiveSession) -> None:
    assert session.store([Rejected(None, "no_key", "https://bali.antaranews.com/x")]) == [
        "rejected"
    ]
    assert rows(session, "SELECT bureau, reason, seen FROM rejected") == [
        (None, "no_key", "https://bali.antaranews.com/x")
    ]


def test_the_number_of_a_held_article_under_another_kind_is_told_once(
    session: ArchiveSession,
) -> None:
    told = []
    session.on_result = lambda outcome, result: told.append((outcome, result))
    session.add_found([found(1)])
    session.store([stored(1)])
    photo = Found("https://bali.antaranews.com/foto/1/x", "bali", 1, "photo", "terkini")
    assert session.add_found([photo]) == ([], [1])
    assert session.add_found([photo]) == ([], [1])
    ((outcome, result),) = told
    assert (outcome.reason, outcome.bureau, result) == ("key_collision", "bali", "rejected")
    assert rows(session, "SELECT article_id, url, reason, seen FROM rejected") == [
        (1, "https://bali.antaranews.com/berita/1/pasar-rekaan", "key_collision", photo.url)
    ]
    assert rows(session, FRONTIER) == [(1, "stored", None, 0)]


def test_another_kind_under_a_pending_number_leaves_a_row(session: ArchiveSession) -> None:
    session.add_found([found(7)])
    photo = Found("https://bali.antaranews.com/foto/7/festival", "bali", 7, "photo", "terkini")
    session.add_found([photo])
    session.add_found([photo])  # met again: noted once
    seen = "SELECT count(*) FROM observations WHERE article_id = 7 AND outcome = 'key_collision'"
    assert value(session, seen) == 1
    assert value(session, "SELECT kind FROM frontier WHERE article_id = 7") == "article"


@pytest.mark.parametrize("named_meanwhile", [True, False])
def test_a_row_is_given_back_for_a_better_address_than_the_one_that_was_asked_for(
    session: ArchiveSession, named_meanwhile: bool
) -> None:
    own = "https://bali.antaranews.com/berita/7/kabar"
    amp = "https://bali.antaranews.com/amp/berita/7/kabar"
    session.add_found([replace(found(7), url=amp)])
    leased = session.lease("bali")
    assert leased is not None
    assert leased.url == amp
    if named_meanwhile:
        session.add_found([replace(found(7), url=own)])
    assert session.ask_instead(leased.frontier_id, own, amp)
    again = session.lease("bali")
    assert again is not None
    assert again.url == own
    assert not session.ask_instead(again.frontier_id, own, own)  # there is no better one
