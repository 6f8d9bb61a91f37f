"""What backfill and gaps do: read a bureau's listings over days, and ask for what they name.

Where a walk stands is a row of the archive, written after each page, so that whoever starts the
same command again goes on there. Which listings are walked is planned in `crawler.courses`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from crawler.clock import utc_text
from crawler.courses.course import Listed, State
from crawler.courses.date_index import DateIndex
from crawler.courses.descent import Descent
from crawler.courses.planning import Planned, Way, learnt_sections, plan_listing
from crawler.courses.sitemap import Sitemaps
from crawler.courses.spans import day_after
from crawler.dates import zone_day
from crawler.items import DropReason
from crawler.outcomes import RequestOutcome, Treatment, readable
from crawler.spiders.base import ArchiveSpider
from crawler.spiders.finding import Finding
from crawler.spiders.route import Route
from crawler.ways import (
    indeks_page,
    listing_page,
    read_indeks,
    read_listing,
    read_sections,
    read_sitemap,
    search_page,
    section_address,
    sitemap_addresses,
    tag_address,
)
from pipelines.archive import BACKFILL, KNOWN_ONLY, ArchiveError, Want

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.bureaus import Bureau
    from crawler.courses.course import Course
    from crawler.courses.spans import Days
    from crawler.spiders.lane import Lane
    from crawler.walk import Ask
    from crawler.ways import Link

RECENT_DAYS = 3
"""Wanted days that begin so lately are not sought: they are on the first pages."""
MOST_TAGS = 300
"""Tags that are walked for one span of days, the most used first."""
ALL_STATES = ("open", "done", "failed", "nothing")


class WalkingSpider(ArchiveSpider):
    """A spider that walks listings over days; subclasses say which days."""

    want: ClassVar[Want] = Want(least=BACKFILL, oldest_first=True)
    ways: tuple[Way, ...]
    query: str | None = None
    open_since = False
    """Whether nobody said where to end."""
    finding: Finding
    routes: dict[str, Route]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take up the frontier."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.finding = Finding(spider.session, spider.lanes)
        spider.routes = {}
        return spider

    def spans(self, lane: Lane) -> list[Days]:
        """Return the days of a bureau whose listings are to be walked, the oldest first."""
        raise NotImplementedError

    def reads_again(self, days: Days) -> bool:
        """Tell whether listings are read over these days although that was done before."""
        return False

    def swept(self, lane: Lane, route: Route) -> bool:
        """Want what was only known of these days; return whether anything was."""
        if not self.session.opened:
            return False
        name = lane.bureau.name
        return sum(self.session.want_days(name, *span) for span in route.spans) > 0

    # --- what to ask

    def listing_request(self, lane: Lane) -> Request | None:
        """Return the next listing page of the bureau, once the page before it is understood."""
        route = self._route(lane)
        while True:
            if route.menu_left:
                route.menu_left = False
                url = f"https://{lane.bureau.host}/"
                return self.request(lane, url, self._menu, self._no_menu, None)
            if route.course is None and not self._begin_next(lane, route):
                return self._at_the_end(lane, route)
            course = route.course
            assert course is not None
            if course.waits:
                request = self._judge(lane, route, course)
                if request is not None:
                    return request
                continue
            ask = course.next()
            if ask is not None:
                return self.request(lane, ask.url, self._listing, self._no_listing, ask)
            if course.end is None:
                return None
            self._save(lane, route)

    def _route(self, lane: Lane) -> Route:
        name = lane.bureau.name
        if name not in self.routes:
            spans = self.spans(lane)
            route = Route(spans, self.session.walks(name, ALL_STATES))
            self._plan(lane.bureau, route)
            self.routes[name] = route
        return self.routes[name]

    def _plan(self, bureau: Bureau, route: Route) -> None:
        if self.query is not None:
            for span in route.spans:
                first = search_page(bureau, self.query, *span, 1)
                self._add_plans(bureau, route, Way.SEARCH, first, span)
            return
        for way in self.ways:
            for span in route.spans:
                if way is Way.TERKINI and bureau.terkini:
                    self._add_plans(bureau, route, way, bureau.terkini, span)
                elif way is Way.INDEKS:
                    self._add_plans(bureau, route, way, f"https://{bureau.host}/indeks", span)
                elif way is Way.SITEMAP:
                    self._add_plans(bureau, route, way, f"https://{bureau.host}/robots.txt", span)
        route.menu_left = Way.SECTION in self.ways and bool(route.spans)
        route.tags_left = Way.TAG in self.ways

    def _add_plans(self, bureau: Bureau, route: Route, way: Way, listing: str, span: Days) -> None:
        latest = self.session.state(bureau.name) if way is Way.TERKINI else None
        now = utc_text(dt.datetime.now(dt.UTC))
        anew = self.reads_again(span)
        plans = plan_listing(way, listing, span, route.rows, bureau, now, latest, anew=anew)
        known = {(plan.listing, plan.days) for plan in route.plans}
        route.plans.extend(plan for plan in plans if (plan.listing, plan.days) not in known)

    def _begin_next(self, lane: Lane, route: Route) -> bool:
        """Take up the next course; return whether there is one."""
        if not route.plans and route.tags_left:
            route.tags_left = False
            for span in route.spans:
                for tag, _ in self.session.tags_of(lane.bureau.name, *span)[:MOST_TAGS]:
                    address = tag_address(lane.bureau, tag)
                    self._add_plans(lane.bureau, route, Way.TAG, address, span)
        while route.plans:
            planned = route.plans.popleft()
            course = self._course(lane.bureau, route, planned)
            if course is not None:
                route.begin(planned, course)
                return True
        return False

    def _course(self, bureau: Bureau, route: Route, planned: Planned) -> Course | None:
        """Return the course through a planned listing, None where there is nothing to walk."""
        position = planned.row.position if planned.row is not None else {}
        since, until = planned.days
        if planned.way is Way.SITEMAP:
            kept = self.session.robots(bureau.host)
            root = f"https://{bureau.host}/"
            named = sitemap_addresses(kept.body or "", root) if kept is not None else []
            return Sitemaps(named, planned.days, position) if named else None
        if planned.way is Way.INDEKS:
            if not position and any(
                row.way == "indeks" and row.state == "done" for row in route.rows
            ):
                position = {"proved": True, "day": since, "upper": day_after(until)}
            return DateIndex(
                lambda day, number: indeks_page(bureau, day, number),
                bureau.zone,
                planned.days,
                position,
                open_since=self.open_since,
            )
        if planned.way is Way.SEARCH:
            query = self.query or ""
            return Descent(
                planned.listing,
                lambda number: search_page(bureau, query, since, until, number),
                bureau.zone,
                planned.days,
                position,
                seeks=False,
            )
        today = zone_day(utc_text(dt.datetime.now(dt.UTC)), bureau.zone)
        return Descent(
            planned.listing,
            lambda number: listing_page(planned.listing, number),
            bureau.zone,
            planned.days,
            position,
            seeks=until < day_after(today, -RECENT_DAYS),
        )

    def _judge(self, lane: Lane, route: Route, course: Course) -> Request | None:
        """Tell the course when its page's articles were published; ask for one if none is known."""
        ids = list(course.to_judge)
        unknown = [each for each in ids if each not in lane.published]
        dates = {each: lane.published[each] for each in ids if each in lane.published}
        dates |= self.session.published(lane.bureau.name, unknown)
        if not dates and course.needs_a_date:
            for article_id in route.samples():
                route.tried.add(article_id)
                pending = self.settling.lease_key(lane, article_id)
                if pending is not None:
                    return self.article_request(lane, pending)
        route.tried.clear()
        course.judge(dates)
        self._save(lane, route)
        return None

    def _at_the_end(self, lane: Lane, route: Route) -> Request | None:
        """Ask for what the walks have made likely, then say that the bureau is done."""
        if route.sweep_left:
            route.sweep_left = False
            if self.swept(lane, route):
                lane.dry = False
                request = self._article_request(lane)
                if request is not None:
                    return request
        if not route.told:
            route.told = True
            lane.counts.ended = "failed" if route.failed else "walked"
            lane.counts.complete = not route.failed
        return None

    # --- what came

    def _menu(self, response: Response, lane: Lane, _: object) -> Iterable[Any]:
        unreadable = readable(response)
        if unreadable is not None:
            self._no_menu(unreadable, lane, _)
            return ()
        sections = read_sections(response.body, response.url)
        addresses = [section_address(lane.bureau, section.path) for section in sections]
        self._plan_sections(lane, addresses)
        return ()

    def _no_menu(self, outcome: RequestOutcome, lane: Lane, _: object) -> None:
        if self._closed(outcome, lane):
            return
        self._plan_sections(lane, [])
        lane.counts.error(f"https://{lane.bureau.host}/: {outcome.text}: its menu was not read")

    def _plan_sections(self, lane: Lane, urls: list[str]) -> None:
        route = self.routes[lane.bureau.name]
        for url in dict.fromkeys([*urls, *learnt_sections(route.rows)]):
            for span in route.spans:
                self._add_plans(lane.bureau, route, Way.SECTION, url, span)

    def _listing(self, response: Response, lane: Lane, ask: Ask) -> Iterable[Any]:
        unreadable = readable(response)
        if unreadable is not None:
            self._no_listing(unreadable, lane, ask)
            return ()
        route = self.routes[lane.bureau.name]
        course, planned = route.course, route.planned
        assert course is not None
        assert planned is not None
        page: Any
        if planned.way is Way.SITEMAP:
            page = read_sitemap(response.body, response.url)
        elif planned.way is Way.INDEKS:
            page = read_indeks(response.body, response.url)
        else:
            page = read_listing(response.body, response.url)
        instead = getattr(page, "instead", None)
        if instead is not None and getattr(page, "announced", None) is None:
            gone = instead.reason is DropReason.SOFT_404
            course.failed(f"{instead.reason}: {instead.seen}", gone=gone)
        else:
            lane.counts.pages += 1
            if shape := getattr(page, "shape", None):
                lane.counts.shapes[str(shape)] += 1

            def wish(link: Link) -> tuple[int, str | None]:
                wished = course.wish(link)
                return (self.want.least if wished.wanted else KNOWN_ONLY), wished.day

            named = self.finding.add(page.found, lane, str(planned.way), wish)
            route.found_new += named.new
            course.page(Listed(page, named.own, named.settled, named.others))
        self._save(lane, route)
        return ()

    def _no_listing(self, outcome: RequestOutcome, lane: Lane, ask: Ask) -> None:
        if self._closed(outcome, lane):
            return
        route = self.routes[lane.bureau.name]
        assert route.course is not None
        if outcome.kind is Treatment.REJECTED and outcome.reason is DropReason.ROBOTS:
            route.course.refused(f"{ask.url}: {outcome.text}")
        else:
            route.course.failed(outcome.text, gone=outcome.kind is Treatment.GONE)
        self._save(lane, route)

    def _closed(self, outcome: RequestOutcome, lane: Lane) -> bool:
        """Leave a host alone that may not be asked now; its walks go on with the next run."""
        if outcome.kind is not Treatment.LATER:
            return False
        if outcome.reason != "budget":
            lane.leave_alone(f"robots.txt cannot be read, nothing was asked: {outcome.text}")
        return True

    # --- what is remembered

    def _save(self, lane: Lane, route: Route) -> None:
        """Write where the course stands and, once it is over, how it ended."""
        course, planned = route.course, route.planned
        if course is None or planned is None or not self.session.opened:
            return
        name = lane.bureau.name
        if route.row is None:
            route.row = self.session.open_walk(name, planned.way, planned.listing, *planned.days)
            if route.row.state != "open":
                self.session.reopen_walk(route.row.id)
                route.row = replace(route.row, pages=0, named=0, found_new=0)
        if route.row.state == State.FAILED:
            self.session.resume_walk(route.row.id)
            route.row = replace(route.row, state="open")
        row, counts = route.row, course.counts
        for day in course.days_read():
            said = (day.announced, day.named, day.complete)
            self.session.save_listed_day(name, day.day, str(planned.way), *said)
        self.session.save_walk(
            row.id,
            course.position,
            row.pages + counts.pages,
            row.named + counts.named,
            row.found_new + route.found_new,
        )
        end = course.end
        if end is None:
            return
        if end.reached is not None:
            before = day_after(end.reached, -1)
            self.session.narrow_walk(row.id, end.reached, before, end.why)
        else:
            self.session.end_walk(row.id, str(end.state), end.why)
        if end.state is State.FAILED:
            route.failed += 1
            for error in end.errors:
                lane.counts.error(error)
        route.done()

    def wind_up(self, reason: str) -> None:
        """Say of the bureaus that are not done why, then close."""
        for lane in self.lanes:
            route = self.routes.get(lane.bureau.name)
            if route is None or not route.told:
                lane.counts.ended = self.unfinished(lane, reason)
            if route is not None and route.course is not None:
                try:
                    self._save(lane, route)
                except ArchiveError as error:
                    self.stop_all(str(error))
        super().wind_up(reason)
