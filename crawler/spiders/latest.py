"""`antara crawl latest`: what each bureau has published since the last good run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.captures.about import ABOUT
from crawler.clock import utc_text
from crawler.items import DropReason
from crawler.outcomes import RequestOutcome, Treatment, readable
from crawler.reach import Reach, Span, reach_of
from crawler.spiders.base import ArchiveSpider
from crawler.spiders.finding import Finding
from crawler.walk import Ask, Step, Walk
from crawler.ways import read_feed, read_listing
from pipelines.archive import LATEST, ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.bureaus import Bureau
    from crawler.spiders.finding import Named
    from crawler.spiders.lane import Lane
    from crawler.ways import Link


@dataclass
class _Listings:
    """A bureau's walk, and when its first question was asked (UTC)."""

    walk: Walk
    began: str = ""
    told: bool = False


class LatestSpider(ArchiveSpider):
    """Walks each bureau's feed and /terkini pages, and asks for every article not held."""

    name = "latest"
    arguments = (*ArchiveSpider.arguments, "since", "pages")

    def __init__(
        self,
        bureau: str | None = None,
        since: str | None = None,
        pages: int | str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(bureau, **kwargs)
        self.since = since
        self.pages = int(pages) if pages is not None else None
        self.listings = {each.name: _Listings(self._walk(each)) for each in self.bureaus}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Read how far back a walk goes from the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.reach_back_days = crawler.settings.getint("REACH_BACK_DAYS")
        spider.first_contact_days = crawler.settings.getint("FIRST_CONTACT_DAYS")
        spider.finding = Finding(spider.session, spider.lanes)
        return spider

    reach_back_days: int
    first_contact_days: int
    finding: Finding

    def _walk(self, bureau: Bureau) -> Walk:
        return Walk(bureau.feeds, bureau.terkini, bureau.zone, self.pages)

    def listing_request(self, lane: Lane) -> Request | None:
        """Return the next page of the bureau's walk, once the page before it is understood."""
        listings = self.listings[lane.bureau.name]
        walk = listings.walk
        if walk.to_judge is not None and walk.begun:
            walk.judge(self._dates(lane, walk.to_judge))
        ask = walk.next()
        if ask is None and walk.to_judge is not None:
            # A bureau with feeds only: what they named is all there is to judge.
            if not walk.begun and not self._begin(lane):
                walk.stop("nothing answered")
            else:
                walk.judge(self._dates(lane, walk.to_judge))
        if ask is not None:
            listings.began = listings.began or utc_text(dt.datetime.now(dt.UTC))
            request = self.request(lane, ask.url, self._listing, self._no_listing, ask)
            request.meta[ABOUT] = {"kind": "feed" if ask.step is Step.FEED else "listing"}
            return request
        self._tell(lane)
        return None

    def _begin(self, lane: Lane) -> bool:
        """Give the walk its reach, as soon as the archive is open; return whether it has one."""
        listings = self.listings[lane.bureau.name]
        if listings.walk.begun:
            return True
        if not self.session.opened:
            return False
        state = self.session.state(lane.bureau.name)
        span = Span(state.complete_from, state.complete_to)
        listings.walk.begin(listings.began, span, self._reach(lane.bureau, listings.began, span))
        return True

    def _reach(self, bureau: Bureau, now: str, span: Span) -> Reach:
        return reach_of(
            now,
            span,
            bureau.zone,
            since=self.since,
            pages=self.pages,
            reach_back_days=self.reach_back_days,
            first_contact_days=self.first_contact_days,
        )

    def _dates(self, lane: Lane, ids: frozenset[int]) -> dict[int, str]:
        unknown = [each for each in ids if each not in lane.published]
        held = self.session.published(lane.bureau.name, unknown)
        return {each: lane.published[each] for each in ids if each in lane.published} | held

    # --- what came

    def _listing(self, response: Response, lane: Lane, ask: Ask) -> Iterable[Any]:
        lane.dry = False
        walk = self.listings[lane.bureau.name].walk
        self._begin(lane)
        unreadable = readable(response)
        if unreadable is not None:
            self._no_listing(unreadable, lane, ask)
        elif ask.step is Step.FEED:
            named = self._add(read_feed(response.body, response.url).found, lane, str(ask.step))
            walk.feed(named.own, len(named.others))
        else:
            page = read_listing(response.body, response.url)
            if page.instead is not None:
                # Maintenance answered with 200 has not ended a listing; "not found" has.
                gone = page.instead.reason is DropReason.SOFT_404
                walk.failed(f"{page.instead.reason}: {page.instead.seen}", gone=gone)
                return ()
            named = self._add(page.found, lane, str(ask.step))
            lane.counts.pages += 1
            lane.counts.shapes[str(page.shape)] += 1
            walk.page(
                named.own,
                named.settled,
                next_url=page.next_url,
                has_pager=page.has_pager,
                others=named.others,
            )
        return ()

    def _no_listing(self, outcome: RequestOutcome, lane: Lane, ask: Ask) -> None:
        lane.dry = False
        walk = self.listings[lane.bureau.name].walk
        self._begin(lane)
        if outcome.reason == "budget":
            return  # the page stays outstanding, and the walk unfinished
        if outcome.kind is Treatment.LATER:
            walk.stop(f"robots.txt cannot be read, nothing was asked: {outcome.text}")
            lane.left_alone = True
            self._tell(lane)
            return
        walk.failed(outcome.text, gone=outcome.kind is Treatment.GONE)

    def _add(self, links: Iterable[Link], lane: Lane, way: str) -> Named:
        return self.finding.add(links, lane, way, lambda _: (LATEST, None))

    # --- the end of a walk

    def _tell(self, lane: Lane) -> None:
        """Write how a walk ended, once: into the summary, and into the archive if it was good."""
        listings = self.listings[lane.bureau.name]
        if listings.told or not listings.walk.over:
            return
        listings.told = True
        end = listings.walk.end()
        lane.counts.ended = str(end.ended)
        lane.counts.complete = end.complete
        lane.counts.uncovered = end.uncovered
        for error in end.errors:
            lane.counts.error(error)
        if end.moves_to is not None and not lane.left_alone:
            self.session.flush()
            listing = listings.walk.terkini or listings.walk.feeds[0]
            self.session.finish_walk(lane.bureau.name, *end.moves_to, listing)

    def wind_up(self, reason: str) -> None:
        """Say of the walks that are not over that they were interrupted, then close."""
        for lane in self.lanes:
            try:
                self._tell(lane)
            except ArchiveError as error:
                self.stop_all(str(error))
            listings = self.listings[lane.bureau.name]
            if not listings.told:
                lane.counts.ended = self.unfinished(lane, reason)
                lane.counts.uncovered = listings.walk.end().uncovered
        super().wind_up(reason)
