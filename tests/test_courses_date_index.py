"""The course through a date index: which hosts have one, and what each day is worth."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.courses.course import DayRead, Listed, State
from crawler.courses.date_index import EMPTY_DAYS, PAGE_SIZE, SILENT_DAYS, DateIndex
from crawler.courses.spans import day_after
from crawler.ways import IndeksPage, Link, ListingShape
from tests.courses import ZONE, Shelf, day_of

INDEKS = "https://www.antaranews.com/indeks"


def each_day(first: str, last: str) -> list[str]:
    days = [first]
    while days[-1] < last:
        days.append(day_after(days[-1]))
    return days


class Index:
    """A date index over a shelf.

    Args:
        shelf: its articles.
        says: whether it states how many articles a day has, and which day it shows.
        empty: what it answers for a day without articles: page or 404.
        shift: days by which it misunderstands what it is asked for.
    """

    def __init__(self, shelf: Shelf, *, says=True, empty="page", shift=0, pager=False) -> None:
        self.says, self.empty, self.shift, self.pager = says, empty, shift, pager
        self.of: dict[str, list[int]] = defaultdict(list)
        for key, utc in shelf.articles.items():
            self.of[day_of(utc)].append(key)
        self.shelf = shelf
        self.asked: list[tuple[str, int]] = []
        self.broken: set[str] = set()
        self.bare: set[str] = set()
        """Days whose pages come without list and header."""
        self.extra = 0
        """How many articles more it announces than it shows; below 0: fewer."""
        self.size = PAGE_SIZE
        self.wanted: set[int] = set()

    def walk(self, course: DateIndex, questions: int = 100_000) -> list[DayRead]:
        read = course.days_read()
        while course.end is None:
            if course.waits:
                course.judge({key: self.shelf.articles[key] for key in course.to_judge})
                read += course.days_read()
                continue
            if questions <= 0:
                break
            questions -= 1
            ask = course.next()
            assert ask is not None
            self._answer(course, ask.url)
            read += course.days_read()
        return read

    def _answer(self, course: DateIndex, url: str) -> None:
        day, number = url.removeprefix(f"{INDEKS}/").split("/")
        self.asked.append((day, int(number)))
        shown = day_after(day, self.shift)
        ids = self.of[shown]
        part = ids[(int(number) - 1) * self.size : int(number) * self.size]
        if day in self.broken:
            course.failed("HTTP status 500")
        elif day in self.bare:
            course.page(Listed(IndeksPage([], None, False, ListingShape.NONE), []))
        elif not part and (int(number) > 1 or self.empty == "404"):
            course.failed("HTTP status 404", gone=True)
        else:
            links = [Link(f"https://www.antaranews.com/berita/{key}/kabar") for key in part]
            self.wanted |= {key for key in part if course.wish(Link("")).wanted}
            last = int(number) * self.size >= len(ids)
            more = f"{INDEKS}/{day}/{int(number) + 1}" if self.pager and not last else None
            page = IndeksPage(
                links,
                more,
                self.pager,
                ListingShape.G2 if part else ListingShape.NONE,
                announced=max(0, len(ids) + self.extra) if self.says else None,
                day=shown if self.says else None,
            )
            course.page(Listed(page, part))


def index_of(since: str, until: str, position=None, *, open_since=False) -> DateIndex:
    return DateIndex(
        lambda day, number: f"{INDEKS}/{day}/{number}",
        ZONE,
        (since, until),
        position,
        open_since=open_since,
    )


def end_of(course: DateIndex) -> tuple[State, str]:
    assert course.end is not None
    return course.end.state, course.end.why


@settings(max_examples=80)
@given(
    per_day=st.lists(st.integers(0, 33), min_size=1, max_size=25),
    how=st.fixed_dictionaries(
        {
            "says": st.booleans(),
            "pager": st.booleans(),
            "empty": st.sampled_from(["page", "404"]),
        }
    ),
    pause=st.integers(6, 15),
    cut=st.tuples(st.integers(0, 24), st.integers(0, 24)),
)
def test_each_day_is_read_to_its_end_however_often_it_is_interrupted(per_day, how, pause, cut):
    per_day = [*per_day, 4]
    index = Index(Shelf.of(per_day), **how)
    days = each_day("2020-01-01", day_after("2020-01-01", len(per_day) - 1))
    since, until = days[min(cut[0], len(days) - 1)], days[-1]
    read: dict[str, DayRead] = {}
    course = index_of(since, until)
    for _ in range(1_000):
        for day in index.walk(course, pause):
            read[day.day] = day
        if course.end is not None:
            break
        if cut[1] % 2:
            course = index_of(since, until, course.position)
    assert end_of(course)[0] is State.DONE
    assert index.shelf.of_days(since, until) <= index.wanted
    for day in each_day(since, until):
        count = len(index.of.get(day, []))
        assert read[day].named == count
        assert read[day].complete is (count > 0 or how["empty"] == "page")
        assert read[day].announced in (None, count)


@pytest.mark.parametrize("pager", [True, False])
@pytest.mark.parametrize("fewer", [1, 3, 99])
@pytest.mark.parametrize("count", [10, 12, 20, 25])
def test_a_full_page_is_followed_however_few_are_announced(count, fewer, pager):
    index = Index(Shelf.of([count, count]), pager=pager)
    index.extra = -fewer
    read = index.walk(index_of("2020-01-01", "2020-01-02"))
    assert index.shelf.of_days("2020-01-01", "2020-01-02") <= index.wanted
    assert [(each.named, each.complete) for each in read] == [(count, True)] * 2


def test_a_full_page_that_is_a_days_last_one_is_so_by_its_pager():
    index = Index(Shelf.of([10]), pager=True)
    index.walk(index_of("2020-01-01", "2020-01-01"))
    assert index.asked == [("2020-01-01", 1)]


def test_it_begins_with_the_last_day_and_then_with_the_first():
    index = Index(Shelf.of([3, 3, 3, 3]))
    index.walk(index_of("2020-01-01", "2020-01-04"))
    assert [day[-2:] for day, _ in index.asked] == ["04", "01", "02", "03"]


def test_a_host_that_shows_other_days_has_no_date_index():
    index = Index(Shelf.of([3] * 40), shift=-1)
    course = index_of("2020-01-10", "2020-01-20")
    assert index.walk(course) == []
    assert end_of(course) == (State.NOTHING, "asked for 2020-01-20, it shows 2020-01-19")


def test_a_host_that_ignores_the_date_in_silence_has_no_date_index():
    """Each day shows the newest articles: what it names is of another day."""
    shelf = Shelf.of([3] * 40)
    index = Index(shelf, says=False)
    index.of = defaultdict(lambda: list(shelf.of_days("2020-02-09", "2020-02-09")))
    course = index_of("2020-01-10", "2020-01-20")
    assert index.walk(course) == []
    state, why = end_of(course)
    assert state is State.NOTHING
    assert "articles of 2020-02-09" in why
    assert len(index.asked) == 1


PROVED = {"proved": True, "day": "2020-02-09", "upper": "2020-02-10"}


@pytest.mark.parametrize("position", [None, PROVED])
@pytest.mark.parametrize("since", ["2020-02-09", "2020-02-08", "2020-01-10"])
@pytest.mark.parametrize("size", [4, 10])
def test_the_newest_articles_for_any_day_are_no_date_index_though_they_are_of_yesterday(
    size: int, since: str, position: dict[str, object] | None
) -> None:
    """In the early morning; also where an earlier walk found that there was one."""
    shelf = Shelf.of([12] * 40)
    index = Index(shelf, says=False)
    index.size = size
    index.of = defaultdict(lambda: sorted(shelf.of_days("2020-02-09", "2020-02-09"))[:size])
    if position is not None:
        position = {**position, "day": since}
    course = index_of(since, "2020-02-09", position)
    assert index.walk(course) == []
    state, why = end_of(course)
    assert state is State.NOTHING
    assert "it names the same articles on" in why
    assert course.position == {}


def test_a_host_that_shows_the_newest_for_days_that_are_too_old_for_it_has_not_read_these() -> None:
    shelf = Shelf.of([7] * 60)
    index = Index(shelf, says=False)
    newest = sorted(shelf.of_days("2020-02-29", "2020-02-29"))
    for day in each_day("2020-01-01", "2020-01-20"):
        index.of[day] = newest
    course = index_of("2020-01-11", "2020-02-10")
    read = {each.day: each.complete for each in index.walk(course)}
    assert end_of(course)[0] is State.FAILED
    assert len(course.end.errors) == 1
    assert [day for day, complete in read.items() if not complete] == each_day(
        "2020-01-11", "2020-01-20"
    )
    again = index_of("2020-01-11", "2020-02-10", course.position)
    assert index.walk(again) == []
    assert end_of(again)[0] is State.NOTHING


def test_a_day_alone_is_compared_with_the_one_before_whose_articles_nobody_wants() -> None:
    index = Index(Shelf.of([4, 5]), says=False)
    course = index_of("2020-01-02", "2020-01-02")
    assert index.walk(course, questions=1) == []
    assert index.walk(course) == [DayRead("2020-01-02", None, 5, complete=True)]
    assert end_of(course)[0] is State.DONE
    assert [day[-2:] for day, number in index.asked if number == 1] == ["02", "01"]
    assert index.wanted == index.shelf.of_days("2020-01-02", "2020-01-02")


def test_a_day_alone_counts_not_while_the_one_before_does_not_come() -> None:
    index = Index(Shelf.of([4, 5]), says=False)
    index.broken = {"2020-01-01"}
    course = index_of("2020-01-02", "2020-01-02")
    assert index.walk(course) == []
    assert end_of(course) == (State.FAILED, f"{INDEKS}/2020-01-01/1: HTTP status 500")
    index.broken.clear()
    assert len(index.walk(index_of("2020-01-02", "2020-01-02", course.position))) == 1


def test_a_host_without_pages_for_the_last_days_has_no_date_index():
    index = Index(Shelf.of([0, 0, 0]), empty="404")
    course = index_of("2010-01-01", "2010-01-20")
    index.walk(course)
    assert end_of(course)[0] is State.NOTHING
    assert len(index.asked) == 2


def test_a_host_that_names_nothing_is_asked_for_some_days_only():
    index = Index(Shelf.of([1]), says=False)
    course = index_of("2010-01-01", "2012-01-20")
    index.walk(course)
    assert end_of(course)[0] is State.NOTHING
    assert len(index.asked) == SILENT_DAYS


def test_a_page_that_says_itself_that_a_day_has_none_is_a_date_index():
    index = Index(Shelf.of([1]))
    course = index_of("2011-01-01", "2011-01-03")
    read = index.walk(course)
    assert end_of(course)[0] is State.DONE
    assert [(day.announced, day.named, day.complete) for day in read] == [(0, 0, True)] * 3


def test_what_is_announced_and_not_shown_leaves_the_day_incomplete():
    index = Index(Shelf.of([14, 3]))
    index.extra = 2
    read = {day.day: day for day in index.walk(index_of("2020-01-01", "2020-01-02"))}
    assert read["2020-01-01"] == DayRead("2020-01-01", 16, 14, complete=False)
    assert read["2020-01-02"] == DayRead("2020-01-02", 5, 3, complete=False)


def test_a_day_that_does_not_come_is_read_by_the_next_run():
    index = Index(Shelf.of([2] * 10))
    index.broken = {"2020-01-04"}
    course = index_of("2020-01-01", "2020-01-10")
    read = index.walk(course)
    assert end_of(course) == (State.FAILED, f"{INDEKS}/2020-01-04/1: HTTP status 500")
    assert [day.day[-2:] for day in read if not day.complete] == ["04"]
    index.broken.clear()
    index.asked.clear()
    again = index_of("2020-01-01", "2020-01-10", course.position)
    read = index.walk(again)
    assert end_of(again)[0] is State.DONE
    assert index.asked[0] == ("2020-01-04", 1)
    assert [day.day for day in read if not day.complete] == []


def test_a_host_that_goes_on_failing_is_left_for_this_run():
    index = Index(Shelf.of([2] * 30))
    index.broken = {f"2020-01-{n:02}" for n in range(3, 29)}
    course = index_of("2020-01-01", "2020-01-30")
    index.walk(course)
    assert end_of(course)[0] is State.FAILED
    assert len(index.asked) == 6


def test_without_a_first_day_it_goes_back_until_nothing_comes_for_long():
    index = Index(Shelf.of([2] * 5))
    course = index_of("1995-01-01", "2020-01-05", open_since=True)
    read = index.walk(course)
    assert end_of(course)[0] is State.DONE
    assert len(read) == 5 + EMPTY_DAYS
    assert read[-1].day == day_after("2020-01-01", -EMPTY_DAYS)


def test_robots_txt_ends_it():
    course = index_of("2020-01-01", "2020-01-02")
    course.next()
    course.refused("robots.txt disallows it")
    assert end_of(course) == (State.NOTHING, "robots.txt disallows it")


@pytest.mark.parametrize("says", [True, False])
def test_one_day_alone(says):
    index = Index(Shelf.of([12]), says=says)
    course = index_of("2020-01-01", "2020-01-01")
    read = index.walk(course)
    assert read == [DayRead("2020-01-01", 12 if says else None, 12, complete=True)]
    assert end_of(course)[0] is State.DONE
    assert len(index.wanted) == 12


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True)])
def test_whoever_goes_on_with_a_walk_goes_on_in_its_direction(first, second):
    """With and without a first day: a walk that is taken up by the other kind of backfill."""
    index = Index(Shelf.of([2] * 30))
    course = index_of("2020-01-01", "2020-01-30", open_since=first)
    read = index.walk(course, 8)
    again = index_of("2020-01-01", "2020-01-30", course.position, open_since=second)
    read += index.walk(again)
    assert end_of(again)[0] is State.DONE
    assert {day.day for day in read} >= set(each_day("2020-01-01", "2020-01-30"))


@pytest.mark.parametrize("size", [1, 5, 9, 10, 20])
def test_a_page_as_full_as_any_need_not_be_the_last_one(size: int) -> None:
    shelf = Shelf.of([23, 4, 20, 10, 7, 9, 5, 0, 30, 3])
    index = Index(shelf, says=False)
    index.size = size
    course = index_of("2020-01-01", "2020-01-10")
    days = {each.day: each.named for each in index.walk(course)}
    assert index.wanted == set(shelf.articles)
    assert list(days.values()).count(0) == 1
    # At most one page a day was asked for in vain.
    pages = sum(-(-count // size) or 1 for count in (23, 4, 20, 10, 7, 9, 5, 0, 30, 3))
    assert len(index.asked) <= pages + 10


@pytest.mark.parametrize("says", [True, False])
def test_a_page_that_says_nothing_where_others_announce_proves_no_empty_day(says: bool) -> None:
    shelf = Shelf.of([5, 6, 7, 8, 9])
    index = Index(shelf, says=says)
    index.bare = {"2020-01-03"}
    read = {each.day: each for each in index.walk(index_of("2020-01-01", "2020-01-05"))}
    assert read["2020-01-03"] == DayRead("2020-01-03", None, 0, complete=not says)
    assert all(each.complete for day, each in read.items() if day != "2020-01-03")


def test_whether_a_host_announces_is_known_after_an_interruption() -> None:
    index = Index(Shelf.of([5, 6, 7, 8, 9]))
    first = index_of("2020-01-01", "2020-01-05")
    index.walk(first, questions=2)
    index.bare = {"2020-01-02", "2020-01-03"}
    read = index.walk(index_of("2020-01-01", "2020-01-05", first.position))
    assert [each.day for each in read if not each.complete] == ["2020-01-02", "2020-01-03"]
