"""What backfill and gaps do: read a bureau's listings over days, and ask for what they name.

Where a walk stands is a row of the archive, written after each page, so that whoever starts the
same command again goes on there. Which listings are walked is planned in `crawler.courses`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.captures.about import ABOUT
from crawler.courses.course import Listed, State
from crawler.courses.planning import Way
from crawler.courses.spans import day_after
from crawler.items import DropReason
from crawler.outcomes import RequestOutcome, Treatment, readable
from crawler.spiders.base import ArchiveSpider
from crawler.spiders.finding import Finding
from crawler.spiders.planner import Planner
from crawler.spiders.route import Route
from crawler.ways import is_robots_txt, read_indeks, read_listing, read_sections, read_sitemap
from pipelines.archive import BACKFILL, KNOWN_ONLY, ArchiveError, Want

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.bureaus import Bureau
    from crawler.courses.course import Course, CourseEnd
    from crawler.courses.planning import Planned
    from crawler.courses.spans import Days
    from crawler.spiders.lane import Lane
    from crawler.walk import Ask
    from crawler.ways import Link

ALL_STATES = ("open", "done", "failed", "nothing")


class WalkingSpider(ArchiveSpider):
    """A spider that walks listings over days; subclasses say which days."""

    want = Want(least=BACKFILL, oldest_first=True)
    ways: tuple[Way, ...]
    query: str | None = None
    open_since = False
    """Whether nobody said where to end."""
    finding: Finding
    planner: Planner
    routes: dict[str, Route]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take up the frontier."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        session = spider.session
        spider.finding = Finding(session, spider.lanes)
        spider.planner = Planner(
            session, spider.ways, spider.query, spider.open_since, spider.again_after_days
        )
        spider.routes = {}
        return spider

    def spans(self, lane: Lane) -> list[Days]:
        """Return the days of a bureau whose listings are to be walked, the oldest first."""
        raise NotImplementedError

    def again_after_days(self, bureau: Bureau, days: Days) -> int | None:
        """Return after how many days a listing is read over these days again; None: never."""
        return None

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
                request = self.request(lane, ask.url, self._listing, self._no_listing, ask)
                if route.planned is not None and route.planned.way == "sitemap":
                    kind = "robots" if is_robots_txt(ask.url) else "sitemap"
                    request.meta[ABOUT] = {"kind": kind}
                return request
            if course.end is None:
                return None
            self._save(lane, route)

    def _route(self, lane: Lane) -> Route:
        name = lane.bureau.name
        if name not in self.routes:
            spans = self.spans(lane)
            route = Route(spans, self.session.walks(name, ALL_STATES))
            self.planner.begin(lane.bureau, route)
            self.routes[name] = route
        return self.routes[name]

    def _begin_next(self, lane: Lane, route: Route) -> bool:
        """Take up the next course; return whether there is one."""
        if not route.plans and route.tags_left:
            self.planner.add_tags(lane.bureau, route)
        while route.plans:
            planned = route.plans.popleft()
            course = self.planner.course(lane.bureau, route, planned)
            if course is not None:
                route.begin(planned, course)
                return True
        return False

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
            for row in self.planner.waiting(lane.bureau, route):
                # In the words of the run that met it: an alarm that was told is not told anew.
                route.failed += 1
                lane.counts.error(row.ended or f"{row.listing}: its walk failed")
                self.summary.notes.append(
                    f"{row.listing} failed {row.tries} times in a row: its walk goes on from "
                    f"{row.next_try} on."
                )
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
        route = self.routes[lane.bureau.name]
        self.planner.add_sections(lane.bureau, route, [each.path for each in sections])
        return ()

    def _no_menu(self, outcome: RequestOutcome, lane: Lane, _: object) -> None:
        if self._closed(outcome, lane):
            return
        self.planner.add_sections(lane.bureau, self.routes[lane.bureau.name], ())
        lane.counts.error(f"https://{lane.bureau.host}/: {outcome.text}: its menu was not read")

    def _listing(self, response: Response, lane: Lane, ask: Ask) -> Iterable[Any]:
        route = self.routes[lane.bureau.name]
        course, planned = route.course, route.planned
        assert course is not None
        assert planned is not None
        # A sitemap is told by what it holds: plain text and packed files have types of all sorts.
        as_any_type = planned.way is Way.SITEMAP and response.status == 200
        unreadable = None if as_any_type else readable(response)
        if unreadable is not None:
            self._no_listing(unreadable, lane, ask)
            return ()
        page = read_page(planned, response)
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
        if course is None or planned is None:
            return
        if not self.session.opened:
            # Nothing has answered yet, so nothing is written: what ended now is told only.
            if course.end is not None:
                self._note_end(lane, route, course.end)
                route.done()
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
        self._note_end(lane, route, end)
        route.done()

    @staticmethod
    def _note_end(lane: Lane, route: Route, end: CourseEnd) -> None:
        """Count a course that failed, and tell its errors."""
        if end.state is State.FAILED:
            route.failed += 1
            for error in end.errors:
                lane.counts.error(error)

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


def read_page(planned: Planned, response: Response) -> Any:
    """Return what a listing page says, read by its way."""
    if planned.way is Way.SITEMAP:
        return read_sitemap(response.body, response.url)
    if planned.way is Way.INDEKS:
        return read_indeks(response.body, response.url)
    return read_listing(response.body, response.url)
