"""Where a walk ends: listings that repeat, stop or fail, pages that bring nothing new."""

from __future__ import annotations

import pytest

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
    walk_site,
)


def test_failed_pages_that_are_not_neighbours_do_not_end_the_walk() -> None:
    site = Site(200)
    site.broken = {2: "timeout", 4: "timeout"}
    _, asked = walk_site(site)
    assert asked[-1] == f"{TERKINI}/6"


def test_end_of_the_listing_is_a_page_that_repeats() -> None:
    walk, asked = walk_site(Site(35), reach=Reach(BEGINNING, chosen=True))
    # The pager of page 4 has no next; page 5 is tried once and repeats.
    assert asked[-1] == f"{TERKINI}/5"
    assert walk.end().ended is Ended.END_OF_LISTING
    # What lies before its last articles it did not show: nobody knows whether there was more.
    oldest = Site(35).dates
    assert walk.end().moves_to is not None
    start, end = walk.end().moves_to
    assert min(oldest.values()) <= start <= sorted(oldest.values())[5]
    assert end == NOW


@pytest.mark.parametrize("everywhere", [True, False])
def test_several_old_cards_do_not_make_a_listing_reach_back_to_them(everywhere: bool) -> None:
    site = Site(95)
    old = dict.fromkeys(range(1, 31), "2019-05-05T05:00:00Z")
    site.dates |= old
    if everywhere:
        site.sticky = [1, 2, 3]
    else:
        for number in range(1, 11):  # other ones on each page
            site.instead[number] = [*site.page(number), *(3 * number - n for n in range(3))]
    walk, _ = walk_site(site, reach=Reach(BEGINNING, chosen=True))
    assert walk.end().ended is Ended.END_OF_LISTING
    assert walk.end().moves_to is not None
    assert moment(95) <= walk.end().moves_to[0] <= moment(85)


def test_without_a_pager_two_repeats_are_needed() -> None:
    _, asked = walk_site(Site(35), reach=Reach(BEGINNING, chosen=True), pager=False)
    assert asked[-1] == f"{TERKINI}/6"


def test_end_of_the_listing_is_a_404() -> None:
    site = Site(35)
    site.past_the_end = "404"
    walk, asked = walk_site(site, reach=Reach(BEGINNING, chosen=True))
    assert asked[-1] == f"{TERKINI}/5"
    assert walk.end().complete


def test_page_that_is_missing_for_a_moment_is_no_end() -> None:
    site = Site(95)
    site.past_the_end = "404"
    site.broken = {3: "404"}
    walk, asked = walk_site(site, reach=Reach(BEGINNING, chosen=True))
    assert asked[-1] == f"{TERKINI}/11"  # the pages after it are walked all the same
    assert any(f"{TERKINI}/3" in error for error in walk.end().errors)
    assert walk.end().moves_to is None


def test_end_of_the_listing_is_two_empty_pages() -> None:
    site = Site(35)
    site.past_the_end = "empty"
    walk, asked = walk_site(site, reach=Reach(BEGINNING, chosen=True), pager=False)
    assert asked[-1] == f"{TERKINI}/6"
    assert walk.end().complete


def test_pager_without_next_does_not_end_the_walk_while_pages_bring_new_articles() -> None:
    site = Site(35)
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(BEGINNING, chosen=True))
    asked = []
    while (ask := walk.next()) is not None:
        asked.append(ask.number)
        walk.page(site.page(ask.number), [], has_pager=True, next_url=None)
        walk.judge(site.dates)
    assert asked == [1, 2, 3, 4, 5]


def test_own_addresses_of_the_pager_are_followed() -> None:
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(BEGINNING, chosen=True))
    walk.next()
    walk.page([1], [], has_pager=True, next_url=f"{TERKINI}?page=2")
    walk.judge({1: moment(1)})
    ask = walk.next()
    assert ask is not None
    assert ask.url == f"{TERKINI}?page=2"


def test_pager_that_leads_in_circles_is_left() -> None:
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(BEGINNING, chosen=True))
    for number in range(1, 50):
        ask = walk.next()
        if ask is None:
            break
        walk.page([number], [], has_pager=True, next_url=TERKINI)
        walk.judge({})
    assert walk.over


def test_a_pager_that_passes_over_pages_is_not_followed() -> None:
    site = Site(100)
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(BEGINNING, chosen=True))
    asked = []
    while (ask := walk.next()) is not None:
        asked.append(ask.number)
        # It takes every page for the fourth, or leads to the last one.
        astray = 5 if ask.number % 2 else 10
        url = None if ask.number == 1 else f"{TERKINI}/{astray}"
        walk.page(site.page(ask.number), [], has_pager=True, next_url=url)
        walk.judge(site.dates)
    assert asked[:10] == [*range(1, 11)]
    assert walk.end().complete


def test_a_page_missing_for_a_moment_is_no_end_where_the_pager_passes_over_it() -> None:
    site = Site(100)
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(BEGINNING, chosen=True))
    while (ask := walk.next()) is not None:
        if ask.number == 6:
            walk.failed("HTTP status 404", gone=True)
            continue
        url = f"{TERKINI}/10" if ask.number == 5 else None
        walk.page(site.page(ask.number), [], has_pager=url is not None, next_url=url)
        walk.judge(site.dates)
    assert not walk.end().complete


def test_nothing_unsettled_for_three_pages_ends_a_walk_beyond_what_is_complete() -> None:
    site = Site(300)
    site.settled = set(site.ids[20:])
    span = Span(BEGINNING, moment(20))
    walk, asked = walk_site(site, span=span, reach=Reach(BEGINNING, chosen=True))
    assert asked[-1] == f"{TERKINI}/5"
    assert walk.end().ended is Ended.STALE
    assert walk.end().moves_to == (BEGINNING, NOW)


def test_first_contact_never_ends_by_staleness() -> None:
    site = Site(100)
    site.settled = set(site.ids)
    walk, asked = walk_site(site, reach=Reach(BEGINNING, chosen=True))
    assert f"{TERKINI}/10" in asked
    assert walk.end().ended is Ended.END_OF_LISTING


def test_settled_pages_after_complete_to_do_not_end_a_walk() -> None:
    # A run was killed after reading pages 1 to 5; what it had not reached lies behind them.
    site = Site(300)
    site.settled = set(site.ids[:50])
    span = Span(moment(280), moment(200))
    walk, _ = walk_site(site, span=span, reach=Reach(moment(280), chosen=True))
    missing = {key for key, date in site.dates.items() if date >= moment(200)} - walk.frontier  # type: ignore[attr-defined]
    assert not missing


def test_staleness_needs_a_span_that_reaches_the_horizon() -> None:
    site = Site(100)
    site.settled = set(site.ids)
    span = Span(moment(40), moment(1))
    walk, asked = walk_site(site, span=span, reach=Reach(BEGINNING, chosen=True))
    assert f"{TERKINI}/10" in asked
    assert walk.end().ended is Ended.END_OF_LISTING


def test_articles_whose_dates_are_unknown_do_not_end_a_walk_early() -> None:
    site = Site(200)
    site.undated = set(site.ids[20:100])
    walk, asked = walk_site(site)
    assert f"{TERKINI}/11" in asked
    assert walk.end().complete


def test_walk_gives_up_after_twenty_pages_without_a_date() -> None:
    site = Site(400)
    site.undated = set(site.ids)
    walk, asked = walk_site(site)
    assert len(asked) == 1 + 20
    assert walk.end().ended is Ended.UNDATED
    assert walk.end().moves_to is None
    assert "has a date" in walk.end().errors[0]


def test_failed_page_is_stepped_over_but_the_walk_is_not_complete() -> None:
    site = Site(200)
    site.broken = {3: "timeout"}
    walk, asked = walk_site(site)
    assert asked[-1] == f"{TERKINI}/6"
    assert walk.end().moves_to is None
    assert walk.end().errors == (f"{TERKINI}/3: timeout",)


def test_two_failed_pages_in_a_row_end_the_walk() -> None:
    site = Site(200)
    site.broken = {2: "timeout", 3: "timeout"}
    walk, asked = walk_site(site)
    assert asked[-1] == f"{TERKINI}/3"
    assert walk.end().ended is Ended.FAILED


def test_failed_first_page_is_an_error_even_as_404() -> None:
    site = Site(200)
    site.broken = {1: "404"}
    walk, _ = walk_site(site)
    assert walk.end().errors == (f"{TERKINI}: 404",)
    assert not walk.end().complete


def test_failed_feed_is_an_error_but_the_walk_goes_on() -> None:
    site = Site(200)
    site.broken = {0: "HTTP status 503"}
    walk, asked = walk_site(site)
    assert asked[-1] == f"{TERKINI}/6"
    assert walk.end().errors == (f"{FEED}: HTTP status 503",)
    # The listing names it all: a feed that is gone for good must not cost this walk each time.
    assert walk.end().complete
    assert walk.end().moves_to == (moment(48), NOW)


def test_a_failed_feed_hides_no_error_of_the_listing() -> None:
    site = Site(200)
    site.broken = {0: "HTTP status 404", 2: "HTTP status 503"}
    walk, _ = walk_site(site)
    assert len(walk.end().errors) == 2
    assert (walk.end().complete, walk.end().moves_to) == (False, None)


def test_without_a_listing_a_failed_feed_leaves_the_walk_incomplete() -> None:
    walk = Walk((FEED, f"{FEED}2"), None, ZONE)
    walk.begin(NOW, Span(), Reach(moment(48), chosen=False))
    walk.next()
    walk.failed("HTTP status 503")
    walk.next()
    walk.feed([1, 2])
    assert walk.next() is None
    walk.judge({1: moment(1), 2: moment(60)})
    assert not walk.end().complete


def test_listing_that_names_no_article_is_an_error() -> None:
    walk = Walk((FEED,), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(moment(48), chosen=False))
    walk.next()
    walk.feed([1, 2])
    while walk.next() is not None:
        walk.page([], [])
        walk.judge({})
    assert walk.end().errors == (f"{TERKINI} names no article in its main column",)


def test_bureau_that_names_nothing_at_all_is_an_error() -> None:
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(moment(48), chosen=False))
    while walk.next() is not None:
        walk.page([], [])
        walk.judge({})
    assert walk.end().errors
    assert walk.end().moves_to is None


def test_empty_feed_is_an_error() -> None:
    walk = Walk((FEED,), TERKINI, ZONE)
    walk.next()
    walk.feed([])
    assert walk.errors == [f"{FEED} names no article"]


@pytest.mark.parametrize("shows", ["nothing", "page 1"])
@pytest.mark.parametrize("pager", [True, False])
@pytest.mark.parametrize("past_the_end", ["404", "repeat", "empty"])
def test_a_page_without_its_list_is_no_page_that_was_read(
    shows: str, pager: bool, past_the_end: str
) -> None:
    site = Site(95)
    site.past_the_end = past_the_end
    site.instead = {3: [] if shows == "nothing" else site.page(1)}
    walk, asked = walk_site(site, reach=Reach(BEGINNING, chosen=True), pager=pager)
    assert f"{TERKINI}/10" in asked
    end = walk.end()
    assert end.errors == (f"{TERKINI}/3: it names nothing new, but the listing goes on behind it",)
    assert (end.complete, end.moves_to) == (False, None)


def test_the_first_page_may_come_without_its_list_too() -> None:
    site = Site(95)
    site.instead = {1: []}
    walk, _ = walk_site(site, reach=Reach(BEGINNING, chosen=True))
    assert not walk.end().complete
