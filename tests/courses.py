"""A listing without a site: what a course asks for is answered from a list of articles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.clock import utc_text
from crawler.courses.course import Listed
from crawler.ways.links import Link, ListingPage, ListingShape

if TYPE_CHECKING:
    from crawler.courses.course import Course, DayRead
    from crawler.walk import Ask

ZONE = "Asia/Jakarta"
WIB = dt.timezone(dt.timedelta(hours=7))
FIRST = dt.datetime(2020, 1, 1, 9, 0, tzinfo=WIB)


def day_of(utc: str) -> str:
    return dt.datetime.fromisoformat(utc).astimezone(WIB).date().isoformat()


@dataclass
class Shelf:
    """Articles by id with their time of publication, and how their listing behaves."""

    articles: dict[int, str] = field(default_factory=dict)
    size: int = 10
    past_end: str = "404"
    """404, repeat or empty."""
    depth: int | None = None
    """Pages that are shown at most."""
    sticky: int | None = None
    """An article on top of every page."""
    pager: bool = True
    by_query: bool = False
    """Whether its pages are /terkini?page=<n>, so that there is no /terkini/<n>."""
    broken: set[int] = field(default_factory=set)
    """Pages that do not come."""
    bare: set[int] = field(default_factory=set)
    """Pages that come without their articles."""
    asked: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, per_day: list[int], **how: Any) -> Shelf:
        """Put so many articles on each day from 1 January 2020 on."""
        articles: dict[int, str] = {}
        for number, count in enumerate(per_day):
            for nth in range(count):
                when = FIRST + dt.timedelta(days=number, minutes=nth)
                articles[len(articles) + 1] = utc_text(when)
        return cls(articles, **how)

    def of_days(self, since: str, until: str) -> set[int]:
        return {key for key, utc in self.articles.items() if since <= day_of(utc) <= until}

    def publish(self, count: int = 1) -> None:
        """Add articles of the last day."""
        last = max(self.articles.values())
        for _ in range(count):
            self.articles[max(self.articles) + 1] = last

    @property
    def pages(self) -> int:
        whole = max(1, -(-len(self.articles) // self.size))
        return whole if self.depth is None else min(whole, self.depth)

    def ids_on(self, number: int) -> list[int] | None:
        """Return the articles of a page, None when there is no such page."""
        if number in self.bare:
            return []
        if number > self.pages:
            if self.past_end == "404":
                return None
            if self.past_end == "empty":
                return []
            number = self.pages
        newest_first = sorted(self.articles, key=lambda key: (self.articles[key], key))[::-1]
        ids = newest_first[(number - 1) * self.size : number * self.size]
        return ids if self.sticky is None else [self.sticky, *ids]


@dataclass
class Walked:
    """What a course did."""

    wanted: set[int] = field(default_factory=set)
    """Articles that it wanted to be asked for."""
    sampled: set[int] = field(default_factory=set)
    asked: int = 0
    days: list[DayRead] = field(default_factory=list)


def page_of(ids: list[int], number: int, shelf: Shelf) -> ListingPage:
    links = [Link(f"https://bali.antaranews.com/berita/{each}/kabar") for each in ids]
    path = f"?page={number + 1}" if shelf.by_query else f"/{number + 1}"
    more = f"https://bali.antaranews.com/terkini{path}" if number < shelf.pages else None
    return ListingPage(links, more if shelf.pager else None, shelf.pager, ListingShape.G2)


def step(course: Course, shelf: Shelf, ask: Ask, walked: Walked, undated: set[int]) -> None:
    """Answer one question."""
    walked.asked += 1
    shelf.asked.append(ask.number)
    assert walked.asked < 3_000
    ids = shelf.ids_on(ask.number)
    if shelf.by_query and ask.number > 1 and "?page=" not in ask.url:
        ids = None
    if ask.number in shelf.broken:
        course.failed("HTTP status 503")
        return
    if ids is None:
        course.failed("HTTP status 404", gone=True)
        return
    page = page_of(ids, ask.number, shelf)
    walked.wanted |= {each for each in ids if course.wish(page.found[0]).wanted} - undated
    course.page(Listed(page, ids))


def walk(
    course: Course,
    shelf: Shelf,
    *,
    questions: int | None = None,
    undated: frozenset[int] = frozenset(),
    walked: Walked | None = None,
) -> Walked:
    """Let a course walk, at most so many questions far, as the spider does."""
    walked = walked or Walked()
    while course.end is None:
        if course.waits:
            ids = [each for each in course.to_judge if each not in undated]
            known = {each: shelf.articles[each] for each in ids if each in walked.wanted}
            known |= {each: shelf.articles[each] for each in ids if each in walked.sampled}
            if not known and course.needs_a_date and ids:
                walked.sampled.add(ids[len(ids) // 2])
                continue
            course.judge(known)
            walked.days += course.days_read()
            continue
        if questions is not None and questions <= 0:
            break
        ask = course.next()
        if ask is None:
            break
        step(course, shelf, ask, walked, set(undated))
        walked.days += course.days_read()
        questions = None if questions is None else questions - 1
    return walked
