"""The course down a listing: from its search for the wanted days to where it ends."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.courses.course import State
from crawler.courses.descent import Descent
from tests.courses import ZONE, Shelf, Walked, day_of, walk

LISTING = "https://bali.antaranews.com/terkini"


def descent(since: str, until: str, position=None, *, seeks: bool = True) -> Descent:
    return Descent(
        LISTING,
        lambda number: LISTING if number == 1 else f"{LISTING}/{number}",
        ZONE,
        (since, until),
        position,
        seeks=seeks,
    )


def test_it_wants_the_days_and_asks_for_little_else():
    shelf = Shelf.of([40] * 200)
    course = descent("2020-02-01", "2020-02-03")
    walked = walk(course, shelf)
    assert course.end is not None
    assert course.end.state is State.DONE
    assert shelf.of_days("2020-02-01", "2020-02-03") <= walked.wanted
    # 12 pages hold the days; 664 pages lie before them.
    assert walked.asked < 45
    assert len(walked.sampled) < 25
    assert len(walked.wanted) < 120 + 50


def test_without_a_search_it_begins_with_the_first_page():
    shelf = Shelf.of([4] * 20)
    course = descent("2020-01-18", "2020-01-20", seeks=False)
    walked = walk(course, shelf)
    assert shelf.asked[0] == 1
    assert shelf.of_days("2020-01-18", "2020-01-20") <= walked.wanted
    assert not walked.sampled


@pytest.mark.parametrize("past_end", ["404", "repeat", "empty"])
def test_days_before_the_first_article_are_not_read_by_a_listing_that_ends(past_end):
    shelf = Shelf.of([7] * 30, past_end=past_end)
    course = descent("2019-06-01", "2020-01-31")
    walked = walk(course, shelf)
    assert course.end is not None
    # The day at which it ends may be cut off itself.
    assert (course.end.state, course.end.reached) == (State.DONE, "2020-01-02")
    assert walked.wanted == set(shelf.articles)


@pytest.mark.parametrize("past_end", ["404", "repeat", "empty"])
def test_a_listing_that_ends_before_it_reaches_the_days_proves_nothing(past_end):
    shelf = Shelf.of([10] * 400, past_end=past_end, depth=37)
    course = descent("2020-02-01", "2020-02-10")
    walk(course, shelf)
    assert course.end is not None
    assert course.end.state is State.NOTHING
    assert "ends at 2020-12-" in course.end.why or "ends at 2021-" in course.end.why


def test_a_listing_that_is_not_there_is_asked_once():
    shelf = Shelf.of([3], depth=0)
    course = descent("2020-01-01", "2020-01-31")
    walked = walk(course, shelf)
    assert course.end is not None
    assert course.end.state is State.NOTHING
    assert walked.asked == 1


def test_a_page_that_does_not_come_fails_the_walk_which_goes_on_there():
    shelf = Shelf.of([10] * 60, broken={20})
    course = descent("2020-01-20", "2020-02-20")
    walked = walk(course, shelf)
    assert course.end is not None
    assert course.end.state is State.FAILED
    assert "503" in course.end.why
    assert course.position["page"] == 20
    shelf.broken.clear()
    again = descent("2020-01-20", "2020-02-20", course.position)
    walked = walk(again, shelf, walked=walked)
    assert again.end is not None
    assert again.end.state is State.DONE
    assert shelf.of_days("2020-01-20", "2020-02-20") <= walked.wanted


@pytest.mark.parametrize("broken", [{4}, {32}, {48}, {4, 48}, {32, 33}])
def test_the_search_goes_round_pages_that_never_come(broken):
    shelf = Shelf.of([10] * 60, broken=broken)
    course = descent("2020-01-05", "2020-01-06")
    walked = walk(course, shelf)
    assert course.end is not None
    assert course.end.state is State.DONE
    assert shelf.of_days("2020-01-05", "2020-01-06") <= walked.wanted | walked.sampled
    assert walked.asked < 30


def test_the_search_gives_up_where_nothing_comes():
    shelf = Shelf.of([10] * 60, broken=set(range(2, 60)))
    course = descent("2020-01-05", "2020-01-06")
    walked = walk(course, shelf)
    assert course.end is not None
    assert course.end.state is State.FAILED
    assert walked.asked == 4


def test_robots_txt_ends_it():
    course = descent("2020-01-05", "2020-01-06")
    assert course.next() is not None
    course.refused("robots.txt disallows it")
    assert course.end is not None
    assert course.end.state is State.NOTHING


def test_a_listing_whose_articles_have_no_dates_is_walked_rather_than_searched():
    shelf = Shelf.of([10] * 30)
    course = descent("2020-01-01", "2020-01-05")
    walked = walk(course, shelf, undated=frozenset(shelf.articles))
    assert course.end is not None
    assert course.end.state is State.FAILED
    assert walked.asked > 20


@settings(max_examples=60)
@given(
    per_day=st.lists(st.integers(0, 25), min_size=1, max_size=60),
    span=st.tuples(st.integers(0, 59), st.integers(0, 20)),
    how=st.fixed_dictionaries(
        {
            "past_end": st.sampled_from(["404", "repeat", "empty"]),
            "size": st.integers(3, 12),
            "pager": st.booleans(),
        }
    ),
    sticky=st.sampled_from([None, "old", "new"]),
    seed=st.integers(0, 1_000),
)
def test_nothing_is_missed_however_often_it_is_interrupted(per_day, span, how, sticky, seed):
    """New articles push the others down meanwhile, and old or new cards stick to each page."""
    if sum(per_day) == 0:
        per_day = [*per_day, 3]
    shelf = Shelf.of(per_day, **how)
    if sticky is not None:
        shelf.sticky = max(shelf.articles) if sticky == "new" else min(shelf.articles)
    days = sorted({day_of(utc) for utc in shelf.articles.values()})
    since = days[min(span[0], len(days) - 1)]
    until = days[min(span[0] + span[1], len(days) - 1)]
    chance = Random(seed)
    wanted = shelf.of_days(since, until)
    course = descent(since, until)
    walked = Walked()
    for _ in range(300):
        walk(course, shelf, questions=chance.randint(1, 4), walked=walked)
        if course.end is not None:
            break
        if chance.random() < 0.3:
            shelf.publish(chance.randint(1, 2))
        if chance.random() < 0.5:
            course = descent(since, until, course.position)
    assert course.end is not None
    # Of the days on a listing's last page nobody knows whether they are whole.
    last = [shelf.articles[each] for each in shelf.ids_on(shelf.pages) if each != shelf.sticky]
    assert course.end.state is State.DONE or until <= max(map(day_of, last), default=until)
    assert wanted <= walked.wanted | walked.sampled


def test_a_page_that_is_missing_for_a_moment_is_read_by_the_next_run():
    class Flickering(Shelf):
        def ids_on(self, number):
            return None if number == self.gone else super().ids_on(number)

    shelf = Flickering.of([10] * 60)
    shelf.gone = 20
    course = descent("2020-01-20", "2020-02-20")
    walked = walk(course, shelf)
    assert course.end is not None
    assert course.end.state is State.FAILED
    assert course.position["page"] == 20
    shelf.gone = 0
    again = descent("2020-01-20", "2020-02-20", course.position)
    walk(again, shelf, walked=walked)
    assert shelf.of_days("2020-01-20", "2020-02-20") <= walked.wanted


def test_one_odd_old_article_does_not_make_a_listing_reach_back_to_it():
    shelf = Shelf.of([10] * 60, past_end="404", depth=30)
    odd = max(shelf.articles) - 250
    shelf.articles[odd] = "2010-05-05T05:00:00Z"
    order = sorted(shelf.articles, reverse=True)

    class Odd(Shelf):
        def ids_on(self, number):
            return order[(number - 1) * 10 : number * 10] if number <= 30 else None

    course = descent("2015-01-01", "2020-02-29", seeks=False)
    walk(course, Odd(shelf.articles, depth=30))
    assert course.end is not None
    assert course.end.reached is not None
    assert "2020-01-29" < course.end.reached < "2020-02-03"


def test_an_old_card_that_sticks_to_each_page_does_not_mislead_the_search():
    shelf = Shelf.of([40] * 100)
    shelf.sticky = 1
    course = descent("2020-02-01", "2020-02-03")
    # The sticky article is held, so its date is known from the start.
    walked = walk(course, shelf, walked=Walked(sampled={1}))
    assert course.end is not None
    assert course.end.state is State.DONE
    assert shelf.of_days("2020-02-01", "2020-02-03") <= walked.wanted | walked.sampled


def test_a_walk_by_query_goes_on_where_it_was_cut_off():
    shelf = Shelf.of([8] * 40, by_query=True)
    days = ("2020-01-01", "2020-02-09")
    first = descent(*days, seeks=False)
    walked = walk(first, shelf, questions=9)
    assert first.end is None
    second = descent(*days, first.position, seeks=False)
    walk(second, shelf, walked=walked)
    assert walked.wanted == set(shelf.articles)
    assert shelf.asked.count(9) == 2
    assert len(shelf.asked) < 36


def test_days_are_sought_by_the_addresses_of_the_pager():
    shelf = Shelf.of([40] * 200, by_query=True)
    course = descent("2020-02-01", "2020-02-03")
    walked = walk(course, shelf)
    assert shelf.of_days("2020-02-01", "2020-02-03") <= walked.wanted
    assert walked.asked < 45


def test_a_search_by_query_that_was_cut_off_goes_on():
    shelf = Shelf.of([40] * 200, by_query=True)
    first = descent("2020-02-01", "2020-02-03")
    walked = walk(first, shelf, questions=7)
    course = descent("2020-02-01", "2020-02-03", first.position)
    walk(course, shelf, walked=walked)
    assert shelf.of_days("2020-02-01", "2020-02-03") <= walked.wanted
    assert walked.asked < 50


def test_behind_a_page_that_fails_the_next_one_has_the_form_of_the_pager():
    shelf = Shelf.of([8] * 10, by_query=True, broken={4})
    course = descent("2020-01-01", "2020-01-10", seeks=False)
    walked = walk(course, shelf)
    assert shelf.asked[:6] == [1, 2, 3, 4, 5, 6]
    assert set(shelf.ids_on(6) or ()) <= walked.wanted
    assert course.position["page"] == 4


def test_a_position_says_nothing_of_addresses_that_are_computed_anyway():
    shelf = Shelf.of([8] * 10)
    course = descent("2020-01-01", "2020-01-10", seeks=False)
    walk(course, shelf, questions=3)
    assert course.position.keys() == {"page", "oldest"}


def test_a_page_that_came_without_its_list_is_read_by_the_next_run():
    shelf = Shelf.of([8] * 20, bare={6})
    days = ("2020-01-01", "2020-01-20")
    first = descent(*days, seeks=False)
    walked = walk(first, shelf)
    assert first.end is not None
    assert first.end.state is State.FAILED
    assert first.position["page"] == 6
    assert walked.wanted < set(shelf.articles)
    shelf.bare.clear()
    second = descent(*days, first.position, seeks=False)
    walk(second, shelf, walked=walked)
    assert second.end is not None
    assert second.end.state is State.DONE
    assert walked.wanted == set(shelf.articles)
