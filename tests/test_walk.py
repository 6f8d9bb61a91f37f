"""The walk as a state machine: driven by invented listings, without a network or a clock."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.enough import Ended
from crawler.reach import BEGINNING, Reach, Span
from crawler.reach import reach_of as reach_of_settings
from crawler.walk import Step, Walk

NOW = "2026-03-20T05:00:00Z"
FEED = "https://bali.antaranews.com/rss/terkini.xml"
TERKINI = "https://bali.antaranews.com/terkini"
ZONE = "Asia/Jakarta"
FIRST_ID = 1000
reach_of = partial(reach_of_settings, reach_back_days=7, first_contact_days=2)


def moment(hours_ago: float) -> str:
    then = dt.datetime.fromisoformat(NOW) - dt.timedelta(hours=hours_ago)
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


class Site:
    """A bureau with one article an hour, ten a page; the newest has the highest id."""

    def __init__(self, articles: int, *, size: int = 10) -> None:
        self.ids = list(range(FIRST_ID + articles, FIRST_ID, -1))
        self.dates = {key: moment(n) for n, key in enumerate(self.ids)}
        self.size = size
        self.settled: set[int] = set()
        self.undated: set[int] = set()
        self.sticky: list[int] = []
        self.broken: dict[int, str] = {}
        self.past_the_end = "repeat"

    @property
    def last(self) -> int:
        return -(-len(self.ids) // self.size)

    def page(self, number: int) -> list[int]:
        if number > self.last:
            number = self.last if self.past_the_end == "repeat" else number
        start = (number - 1) * self.size
        return [*self.sticky, *self.ids[start : start + self.size]]


def walk_site(
    site: Site,
    *,
    span: Span | None = None,
    reach: Reach | None = None,
    pages: int | None = None,
    pager: bool = True,
    stop_after: int | None = None,
) -> tuple[Walk, list[str]]:
    """Drive a walk as the spider does; returns it and what was asked for."""
    span = span or Span()
    walk = Walk((FEED,), TERKINI, "Asia/Makassar", pages)
    walk.begin(NOW, span, reach or reach_of(NOW, span, "Asia/Makassar", pages=pages))
    asked: list[str] = []
    frontier: set[int] = set(site.settled)
    for _ in range(500):
        ask = walk.next()
        if ask is None:
            break
        asked.append(ask.url)
        if stop_after is not None and len(asked) > stop_after:
            break
        if ask.step is Step.FEED:
            if 0 in site.broken:
                walk.failed(site.broken[0])
                continue
            keys = site.ids[:20]
            walk.feed(keys)
            frontier.update(keys)
            continue
        if ask.number in site.broken:
            walk.failed(site.broken[ask.number], gone=site.broken[ask.number] == "404")
            continue
        if ask.number > site.last and site.past_the_end == "404":
            walk.failed("HTTP status 404", gone=True)
            continue
        keys = site.page(ask.number)
        walk.page(
            keys,
            [key for key in keys if key in frontier],
            has_pager=pager,
            next_url=f"{TERKINI}/{ask.number + 1}" if pager and ask.number < site.last else None,
        )
        frontier.update(keys)
        if walk.to_judge is not None:
            walk.judge({key: site.dates[key] for key in keys if key not in site.undated})
    walk.frontier = frontier  # type: ignore[attr-defined]
    return walk, asked


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


def one_page(published: dict[int, str], undated: int = 0) -> Walk:
    """Return a walk after its first page, of dated and undated articles new to it."""
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(moment(48), chosen=False))
    walk.next()
    walk.page([*published, *range(5000, 5000 + undated)], [], has_pager=True)
    walk.judge(published)
    return walk


def test_many_old_cards_do_not_outweigh_a_new_article() -> None:
    assert not one_page({1: moment(1), **{n: moment(500) for n in range(2, 20)}}).over


def test_one_old_card_among_articles_of_unknown_age_does_not_end_the_walk() -> None:
    assert not one_page({1: moment(500)}, undated=9).over
    assert one_page({n: moment(500) for n in range(1, 6)}, undated=5).over


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
    assert walk.end().moves_to is None


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
