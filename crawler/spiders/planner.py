"""Which listings of a bureau a backfill walks, and the course through each of them."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.clock import days_before, utc_text
from crawler.courses.date_index import DateIndex
from crawler.courses.descent import Descent
from crawler.courses.planning import Planned, Way, learnt_sections, plan_listing, waits
from crawler.courses.sitemap import Sitemaps
from crawler.courses.spans import day_after, meet
from crawler.dates import zone_day
from crawler.ways import (
    indeks_page,
    listing_page,
    search_page,
    section_address,
    sitemap_addresses,
    tag_address,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from crawler.bureaus import Bureau
    from crawler.courses.course import Course
    from crawler.courses.spans import Days
    from crawler.spiders.route import Route
    from pipelines.archive import ArchiveSession, WalkRow

RECENT_DAYS = 3
"""Wanted days that begin so lately are not sought: they are on the first pages."""
ROBOTS_DAYS = 1
"""A robots.txt that named no sitemap so many days ago may name one now."""
MOST_TAGS = 300
"""Tags that are walked for one span of days, the most used first."""


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans a run's routes."""

    session: ArchiveSession
    ways: tuple[Way, ...]
    query: str | None
    """Words for the bureaus' own search: then nothing else is walked."""
    open_since: bool
    """Whether nobody said where to end."""
    again_after_days: Callable[[Bureau, Days], int | None]
    """Tells after how many days a listing is read over these days once more; None: never."""

    def begin(self, bureau: Bureau, route: Route) -> None:
        """Plan what can be planned before anything has answered."""
        if self.query is not None:
            for span in route.spans:
                self._add(
                    bureau, route, Way.SEARCH, search_page(bureau, self.query, *span, 1), span
                )
            return
        first_pages = {
            Way.TERKINI: bureau.terkini,
            # What is asked for there is named day by day, and by robots.txt.
            Way.INDEKS: f"https://{bureau.host}/indeks",
            Way.SITEMAP: f"https://{bureau.host}/robots.txt",
        }
        for way in self.ways:
            listing = first_pages.get(way)
            for span in route.spans if listing else ():
                self._add(bureau, route, way, str(listing), span)
        route.menu_left = Way.SECTION in self.ways and bool(route.spans)
        route.tags_left = Way.TAG in self.ways

    def add_sections(self, bureau: Bureau, route: Route, paths: Iterable[str]) -> None:
        """Plan the sections that the bureau's menu names, and those that it once named."""
        named = [section_address(bureau, path) for path in paths]
        for listing in dict.fromkeys([*named, *learnt_sections(route.rows)]):
            for span in route.spans:
                self._add(bureau, route, Way.SECTION, listing, span)

    def add_tags(self, bureau: Bureau, route: Route) -> None:
        """Plan the tags of the articles that are held by now."""
        route.tags_left = False
        for span in route.spans:
            for tag, _ in self.session.tags_of(bureau.name, *span)[:MOST_TAGS]:
                with suppress(ValueError):  # a tag without a Latin letter has no such address
                    self._add(bureau, route, Way.TAG, tag_address(bureau, tag), span)

    def _add(self, bureau: Bureau, route: Route, way: Way, listing: str, span: Days) -> None:
        latest = self.session.state(bureau.name) if way is Way.TERKINI else None
        plans = plan_listing(
            *(way, listing, span, route.rows, bureau, _now(), latest),
            again_after_days=self.again_after_days(bureau, span),
        )
        known = {(plan.listing, plan.days) for plan in route.plans}
        route.plans.extend(plan for plan in plans if (plan.listing, plan.days) not in known)

    def waiting(self, bureau: Bureau, route: Route) -> list[WalkRow]:
        """Return the walks of the wanted days that failed and are not gone on with in this run."""
        return [
            row
            for row in route.rows
            if row.way in self.ways
            and any(
                meet((row.since, row.until), span)
                and waits(row, _now(), self.again_after_days(bureau, span))
                for span in route.spans
            )
        ]

    def course(self, bureau: Bureau, route: Route, planned: Planned) -> Course | None:
        """Return the course through a planned listing, None where there is nothing to walk."""
        position = planned.row.position if planned.row is not None else {}
        if planned.way is Way.SITEMAP:
            named = self._sitemaps(bureau, planned.listing)
            today = zone_day(_now(), bureau.zone)
            all_days = self.open_since and planned.days[1] >= today
            return Sitemaps(named, planned.days, position, all_days=all_days) if named else None
        if planned.way is Way.INDEKS:
            return self._date_index(bureau, route, planned)
        since, until = planned.days
        listing, query = planned.listing, self.query
        if planned.way is Way.SEARCH and query is not None:
            return Descent(
                listing,
                lambda number: search_page(bureau, query, since, until, number),
                bureau.zone,
                planned.days,
                position,
                seeks=False,
            )
        return Descent(
            listing,
            lambda number: listing_page(listing, number),
            bureau.zone,
            planned.days,
            position,
            seeks=until < day_after(zone_day(_now(), bureau.zone), -RECENT_DAYS),
        )

    def _sitemaps(self, bureau: Bureau, robots_txt: str) -> list[str]:
        """Return the sitemaps that robots.txt names, or itself where it was not read lately."""
        kept = self.session.robots(bureau.host)
        body = (kept.body or "") if kept is not None else ""
        named = sitemap_addresses(body, f"https://{bureau.host}/")
        fresh = kept is not None and kept.last_seen > days_before(_now(), ROBOTS_DAYS)
        # An answer without a status, or one that means "not now", names none because it was none.
        read = fresh and kept is not None and kept.status in (200, 404, 410)
        return named if named or read else [robots_txt]

    def _date_index(self, bureau: Bureau, route: Route, planned: Planned) -> Course:
        position = planned.row.position if planned.row is not None else {}
        since, until = planned.days
        proved = any(row.way == Way.INDEKS and row.state == "done" for row in route.rows)
        if proved and not position:
            first = until if self.open_since else since
            position = {"proved": True, "day": first, "upper": day_after(until)}
        return DateIndex(
            lambda day, number: indeks_page(bureau, day, number),
            bureau.zone,
            planned.days,
            position,
            open_since=self.open_since,
        )


def _now() -> str:
    return utc_text(dt.datetime.now(dt.UTC))
