"""The walk as a state machine: driven by invented listings, without a network or a clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import settings
from crawler.enough import Ended
from crawler.reach import BEGINNING, Reach, Span
from crawler.walk import Walk
from tests.walked import (
    FEED,
    NOW,
    TERKINI,
    ZONE,
    Site,
    moment,
    one_page,
    reach_of,
    reach_of_settings,
    walk_site,
)


def test_feed_comes_first_then_the_pages_in_order() -> None:
    _, asked = walk_site(Site(35), reach=Reach(BEGINNING, chosen=True))
    assert asked[:4] == [FEED, TERKINI, f"{TERKINI}/2", f"{TERKINI}/3"]


def test_first_contact_reaches_back_two_days() -> None:
    assert reach_of(NOW, Span(), "Asia/Jakarta") == Reach(moment(48), chosen=False)


def test_later_walks_reach_back_to_the_last_good_one() -> None:
    span = Span(moment(900), moment(30))
    assert reach_of(NOW, span, "Asia/Jakarta").horizon == moment(30)


def test_later_walks_reach_back_seven_days_at_most() -> None:
    span = Span(moment(900), moment(800))
    assert reach_of(NOW, span, "Asia/Jakarta").horizon == moment(7 * 24)


def test_a_weekly_run_that_begins_late_reaches_back_to_the_one_before() -> None:
    hours = 7 * 24 + 4  # spread, and what cron needs to make up for a start that it missed
    reach = reach_of_settings(
        *(NOW, Span(moment(900), moment(hours)), "Asia/Jakarta"),
        reach_back_days=settings.REACH_BACK_DAYS,
        first_contact_days=settings.FIRST_CONTACT_DAYS,
    )
    assert reach.horizon == moment(hours)


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Jakarta", "2026-02-28T17:00:00Z"),
        ("Asia/Makassar", "2026-02-28T16:00:00Z"),
        ("Asia/Jayapura", "2026-02-28T15:00:00Z"),
    ],
)
def test_since_is_midnight_in_the_zone_of_the_bureau(zone: str, utc: str) -> None:
    assert reach_of(NOW, Span(), zone, since="2026-03-01") == Reach(utc, chosen=True)


def test_since_before_all_clocks_is_the_beginning() -> None:
    assert reach_of(NOW, Span(), "Asia/Jakarta", since="0001-01-01").horizon == BEGINNING


def test_walk_ends_behind_the_horizon() -> None:
    walk, asked = walk_site(Site(200))
    # Articles of 48 hours stand on pages 1 to 5; page 6 is older.
    assert asked[-1] == f"{TERKINI}/6"
    assert walk.end().ended is Ended.HORIZON
    assert walk.end().moves_to == (moment(48), NOW)


def test_every_article_since_the_horizon_is_found() -> None:
    site = Site(200)
    walk, _ = walk_site(site)
    wanted = {key for key, date in site.dates.items() if date >= moment(48)}
    assert wanted <= walk.frontier  # type: ignore[attr-defined]


def test_old_cards_that_stick_do_not_end_the_walk() -> None:
    site = Site(200)
    site.sticky = site.ids[-4:]
    walk, asked = walk_site(site)
    assert len(asked) == 1 + 6
    assert walk.end().complete


def test_new_cards_that_stick_do_not_keep_the_walk_going() -> None:
    site = Site(200)
    site.sticky = site.ids[:4]
    walk, asked = walk_site(site)
    assert len(asked) == 1 + 6
    assert walk.end().complete


def test_many_old_cards_do_not_outweigh_a_new_article() -> None:
    assert not one_page({1: moment(1), **{n: moment(500) for n in range(2, 20)}}).over


def test_one_old_card_among_articles_of_unknown_age_does_not_end_the_walk() -> None:
    assert not one_page({1: moment(500)}, undated=9).over
    assert one_page({n: moment(500) for n in range(1, 6)}, undated=5).over


def test_pages_limit_cuts_the_walk() -> None:
    walk, asked = walk_site(Site(200), pages=2)
    assert asked == [FEED, TERKINI, f"{TERKINI}/2"]
    assert walk.end().ended is Ended.PAGES_LIMIT
    assert walk.end().moves_to is None
    assert not walk.end().errors


def test_interrupted_walk_moves_nothing() -> None:
    walk, _ = walk_site(Site(200), stop_after=3)
    assert walk.end().ended is Ended.INTERRUPTED
    assert walk.end().moves_to is None


def test_spans_that_meet_are_joined() -> None:
    walk, _ = walk_site(Site(400), span=Span(moment(900), moment(30)))
    assert walk.end().moves_to == (moment(900), NOW)


def test_days_before_the_reach_are_named_when_the_last_good_run_is_too_long_ago() -> None:
    span = Span(moment(900), moment(15 * 24))
    walk, _ = walk_site(Site(400), span=span)
    assert walk.end().uncovered == ("2026-03-05", "2026-03-13")
    assert walk.end().moves_to == (moment(7 * 24), NOW)


def test_chosen_reach_that_leaves_a_gap_moves_nothing() -> None:
    span = Span(moment(900), moment(100))
    walk, _ = walk_site(Site(400), span=span, reach=Reach(moment(5), chosen=True))
    assert walk.end().complete
    assert walk.end().moves_to is None
    assert walk.end().uncovered is not None


def test_bureau_with_feeds_only_is_complete_when_they_reach_back() -> None:
    for hours, complete in ((10, False), (60, True)):
        walk = Walk((FEED,), None, ZONE)
        walk.begin(NOW, Span(), Reach(moment(48), chosen=False))
        walk.next()
        walk.feed([1, 2])
        assert walk.next() is None
        assert walk.to_judge == {1, 2}
        walk.judge({1: moment(1), 2: moment(hours)})
        assert walk.end().ended is Ended.FEEDS_ONLY
        assert walk.end().complete is complete


def test_articles_of_other_bureaus_neither_end_nor_date_a_walk() -> None:
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(moment(48), chosen=False))
    for number in range(1, 6):
        ask = walk.next()
        assert ask is not None
        walk.page([], [], others={("jogja", number)})
        walk.judge({})
    assert not walk.over


def test_listing_of_another_bureau_is_not_walked_for_ever() -> None:
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(moment(48), chosen=False))
    asked = 0
    while walk.next() is not None:
        asked += 1
        walk.page([], [], others={("jogja", asked)})
        walk.judge({})
    assert asked == 20
    assert walk.end().errors


@pytest.mark.parametrize(
    ("own", "others", "moved"), [([], 10, True), ([7], 30, False), ([], 9, False)]
)
def test_listings_without_an_article_of_their_own_tell_of_a_move(
    own: list[int], others: int, moved: bool
) -> None:
    listing = Walk((), TERKINI, ZONE)
    feed = Walk(("https://sumsel.antaranews.com/rss/terkini.xml",), None, ZONE)
    for walk in (listing, feed):
        walk.begin(NOW, Span(), Reach(moment(48), chosen=False))
        walk.next()
    listing.page(own, [], others=[("jogja", number) for number in range(others)])
    listing.judge(dict.fromkeys(own, moment(1)))
    while listing.next() is not None:
        listing.failed("HTTP status 404", gone=True)
    feed.feed(own, others)
    assert feed.next() is None
    feed.judge(dict.fromkeys(own, moment(1)))
    for walk in (listing, feed):
        told = [each for each in walk.end().errors if "other hosts only" in each]
        assert len(told) == moved


def test_stopped_walk_is_over_with_its_error() -> None:
    walk, _ = walk_site(Site(200), stop_after=2)
    walk.stop("the host does not answer")
    assert walk.next() is None
    assert walk.end().errors == ("the host does not answer",)


@given(
    articles=st.integers(1, 150),
    settled=st.sets(st.integers(0, 149)),
    reached=st.integers(0, 150),
    sticky=st.sets(st.integers(0, 149), max_size=4),
    killed_after=st.integers(1, 20),
    pager=st.booleans(),
    past=st.sampled_from(["repeat", "404", "empty"]),
)
def test_no_hole_is_stepped_over(
    articles: int,
    settled: set[int],
    reached: int,
    sticky: set[int],
    killed_after: int,
    pager: bool,
    past: str,
) -> None:
    """Whatever runs before were killed: after a walk that is complete nothing is missing."""
    site = Site(articles)
    site.past_the_end = past
    site.sticky = [site.ids[n] for n in sticky if n < articles]
    # What a good walk covered is settled; what killed ones found is settled here and there.
    site.settled = {site.ids[n] for n in settled if n < articles}
    site.settled |= {key for key, date in site.dates.items() if date <= moment(reached)}
    span = Span(BEGINNING, moment(reached))
    killed, _ = walk_site(site, span=span, stop_after=killed_after, pager=pager)
    assert not killed.over or killed.end().ended is not Ended.INTERRUPTED
    if killed.over:
        return
    site.settled = set(killed.frontier)  # type: ignore[attr-defined]
    walk, _ = walk_site(site, span=span, reach=Reach(BEGINNING, chosen=True), pager=pager)
    assert walk.over
    if walk.end().moves_to is not None:
        assert set(site.ids) <= walk.frontier  # type: ignore[attr-defined]
