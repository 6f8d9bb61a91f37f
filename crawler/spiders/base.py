"""What all spiders do: ask for what the frontier holds, host by host, and settle what comes.

The frontier in the archive is the only memory of what was asked. A spider leases one article
at a time, never has more than two requests under way at one host, and ends when nothing is due
and nothing is under way. What was asked and is not dealt with stands in `asking.UnderWay`, what
becomes of an article in `settling.Settling`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider, signals

from crawler.budget import Budget
from crawler.bureaus import choose_bureaus
from crawler.captures.about import ABOUT, CAPTURE, FETCHED_AT
from crawler.config import hours_of
from crawler.extensions import archive_of
from crawler.items import DropReason
from crawler.outcomes import RequestOutcome, Treatment, classify
from crawler.spiders.asking import UnderWay
from crawler.spiders.lane import Lane, next_in_turn
from crawler.spiders.refused import ask_refused_again
from crawler.spiders.settling import FAILURES_IN_A_ROW, Settling, refused_unasked
from crawler.summary import RunSummary
from crawler.urls import canonical_url
from pipelines.archive import ArchiveError, Want

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterable, Mapping
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.items import Article
    from pipelines.archive import ArchiveSession, Pending

MOST_AT_ONE_HOST = 2
"""One being answered and one waiting its turn, so that nothing is added to the host's delay."""


class ArchiveSpider(Spider):
    """A spider over the archive's frontier; subclasses add the listings that fill it."""

    custom_settings: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        # One page gives one item: Scrapy would start a hundred workers for each page.
        "CONCURRENT_ITEMS": 1,
        # A longer address would be dropped in silence; the site's answer says what it is.
        "URLLENGTH_LIMIT": 0,
        "LOG_FORMATTER": "crawler.logformat.ItemLog",
    }
    arguments: tuple[str, ...] = ("bureau", "max_requests", "max_minutes")
    """What `-a name=value` may name."""
    want: Want = Want()
    """Which of the pending addresses it asks for."""
    opens_at_once: ClassVar[bool] = False
    """Whether the archive is opened before anything answers, because what is asked stands there."""
    doubts_lost: ClassVar[bool] = True
    """Whether lost articles, one after the other, say that it is the host that is ill."""
    session: ArchiveSession
    summary: RunSummary
    settling: Settling

    def __init__(
        self,
        bureau: str | None = None,
        max_requests: int | str | None = None,
        max_minutes: float | str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.bureaus = choose_bureaus(bureau)
        self.max_requests = None if max_requests is None else int(max_requests)
        self.max_minutes = None if max_minutes is None else float(max_minutes)
        self.budget = Budget(self.max_requests, self.max_minutes)
        self.lanes: list[Lane] = []
        self._turn = 0
        self._stopping = False
        self._under_way = UnderWay()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take up the archive of the crawl."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        session = spider.session = archive_of(crawler)
        spider.summary = RunSummary(spider.name, session.origin, str(session.path))
        spider.settling = Settling(
            session, spider.summary, spider.lease, doubts_lost=spider.doubts_lost
        )
        spider.lanes = [
            Lane(each, spider.summary.of(each.name), hours_of(crawler.settings, each.name))
            for each in spider.bureaus
        ]
        crawler.signals.connect(spider._item_error, signals.item_error)
        return spider

    def lease(self, bureau: str) -> Pending | None:
        """Take the next address to ask a bureau for; None when nothing is due."""
        return self.session.lease(bureau, self.want)

    def listing_request(self, lane: Lane) -> Request | None:
        """Return what to ask a bureau while none of its articles is due; None when done."""
        raise NotImplementedError

    def stop_all(self, why: str) -> None:
        """End the run in order because of something that concerns all bureaus: a full disk."""
        self._stopping = True
        self.summary.fatal = self.summary.fatal or why

    # --- asking

    async def start(self) -> AsyncIterator[Any]:
        """Yield requests as places get free, and end when there is nothing left to ask."""
        places = self.settings.getint("CONCURRENT_REQUESTS")
        while True:
            self._under_way.forget_changes()
            request = None
            free = len(self._under_way) < places and not self.crawler.engine.needs_backout()
            if free and not self._stopping and not self._is_spent():
                request = self._next_request()
            if request is not None:
                yield request
                continue
            if not self._under_way and (free or self._stopping):
                return
            await self._under_way.change(self.crawler.engine)

    def _is_spent(self) -> bool:
        """End the run in order when its budget is spent, and say so."""
        spent = self.budget.spent()
        if spent is None:
            return False
        self._stopping = True
        self.summary.stopped = "budget"
        self.summary.notes.append(f"Stopped: {spent}. The same command goes on from here.")
        return True

    def _next_request(self) -> Request | None:
        now = dt.datetime.now(dt.UTC)
        try:
            for lane in next_in_turn(self.lanes, MOST_AT_ONE_HOST):
                outside = lane.close_outside_hours(now)
                if lane.closed:
                    self.summary.notes.append(outside or "")
                    continue
                request = self._request_of(lane)
                if request is not None:
                    self._turn += 1
                    lane.served = self._turn
                    self._under_way.add(request, lane)
                    self.summary.asked += 1
                    return request
        except ArchiveError as error:
            self.stop_all(str(error))
        return None

    def _request_of(self, lane: Lane) -> Request | None:
        """Return what to ask a lane's host: a due article first, else a listing."""
        try:
            request = self._article_request(lane)
            if request is None and lane.in_flight == 0 and not lane.left_alone:
                request = self.listing_request(lane)
        except ArchiveError:
            raise
        except Exception as error:
            # One bureau's fault must not end the others', nor pass unseen.
            self.logger.exception("Error while choosing what to ask %s", lane.bureau.name)
            lane.leave_alone(f"left alone by an error: {type(error).__name__}: {error}")
            return None
        return request

    def _article_request(self, lane: Lane) -> Request | None:
        pending = self.settling.lease(lane)
        return None if pending is None else self.article_request(lane, pending)

    def article_request(self, lane: Lane, pending: Pending) -> Request:
        """Make the request for an article that was leased, with its validators where they count."""
        read = self.settling.answer
        request = self.request(lane, pending.url, read, self._no_article, pending)
        request.meta[ABOUT] = {
            "kind": "article",
            "key": f"{pending.bureau}/{pending.article_id}",
            "feed_published": pending.feed_published,
        }
        if pending.conditional:
            request.meta["handle_httpstatus_list"] = [304]
            for name, value in validators(pending).items():
                request.headers[name] = value
        return request

    def _no_article(self, outcome: RequestOutcome, lane: Lane, pending: Pending) -> None:
        """Settle what gave no page.

        Where robots.txt forbids an AMP page, or an address with a query, the article's own address
        is asked for instead; what it says of that one counts.
        """
        if outcome.reason == DropReason.ROBOTS and not pending.held:
            own = canonical_url(pending.url)
            frontier_id, asked = pending.frontier_id, pending.url
            if own is not None and self.session.ask_instead(frontier_id, own, asked):
                lane.dry = False
                return
        self.settling.no_answer(outcome, lane, pending)

    def request(
        self,
        lane: Lane,
        url: str,
        read: Callable[[Response, Lane, Any], Iterable[Any]],
        missed: Callable[[RequestOutcome, Lane, Any], None],
        about: Any,
    ) -> Request:
        """Make a request whose answer frees the lane's place, whatever comes of it.

        Args:
            lane: whose turn it is.
            url: what to ask for.
            read: called with the response, the lane and `about`; returns items.
            missed: called with what became of it when there is no response.
            about: handed on.
        """

        def answered(response: Response) -> Generator[Any, None, None]:
            self.summary.responses += 1
            try:
                self._look_at_refused(lane)
                yield from read(response, lane, about)
            except ArchiveError as error:
                self.stop_all(str(error))
            except Exception as error:
                # One page's fault must not end the run, nor pass unseen.
                self.logger.exception("Error while reading %s", response.url)
                why = f"{type(error).__name__}: {error}"
                lane.counts.error(f"{response.url} could not be read: {why}")
                outcome = RequestOutcome(Treatment.RETRY, "error", response.status, why)
                missed(outcome, lane, about)
            finally:
                self._under_way.done(request)

        def unanswered(failure: Failure) -> None:
            asked = getattr(failure, "request", request).meta
            outcome = replace(
                classify(failure), capture=asked.get(CAPTURE), at=asked.get(FETCHED_AT)
            )
            self.summary.responses += outcome.status is not None and not refused_unasked(outcome)
            try:
                self._look_at_refused(lane)
                missed(outcome, lane, about)
            except ArchiveError as error:
                self.stop_all(str(error))
            finally:
                self._under_way.done(request)

        request = Request(url, callback=answered, errback=unanswered)
        request.meta[ABOUT] = {"kind": "listing"}
        return request

    def _look_at_refused(self, lane: Lane) -> None:
        """Take up again, once a run, what the host's robots.txt had refused and now allows."""
        if lane.rules_known or not self.session.opened:
            return
        lane.rules_known = True
        if ask_refused_again(self.session, lane.bureau):
            lane.dry = False

    # --- the end

    def unfinished(self, lane: Lane, reason: str) -> str:
        """Return the word for a lane that was not done when the spider closed.

        Args:
            lane: whose.
            reason: Scrapy's word for why the spider closed.
        """
        if reason == "shutdown":
            return "interrupted"
        if lane.closed:
            return "hours"
        return "failed" if lane.left_alone or not self.summary.stopped else self.summary.stopped

    def _item_error(self, item: Article, failure: Failure) -> None:
        """A pipeline broke on an article: its row stays pending, and the summary says so."""
        line = f"{item.url} could not be stored: {failure.value}"
        if isinstance(failure.value, ArchiveError):
            self.stop_all(line)
        self.summary.of(item.bureau).error(line)

    def wind_up(self, reason: str) -> None:
        """Write what is queued and give back what was leased; called once, at the very end.

        Args:
            reason: Scrapy's word for why the spider closed.
        """
        self.summary.interrupted = reason == "shutdown"
        if not self.session.opened:
            return
        try:
            self.settling.give_back()
        except ArchiveError as error:
            self.stop_all(str(error))
        for lane in self.lanes:
            refused = lane.counts.rejected[DropReason.ROBOTS]
            if refused >= FAILURES_IN_A_ROW and not lane.counts.fetched:
                lane.counts.error(
                    "robots.txt forbids every article that was to be asked for; "
                    "they are asked for once it allows them"
                )


def validators(pending: Pending) -> Mapping[str, str]:
    """Return the headers of a conditional request; RFC 9110, 13.1, prefers the ETag."""
    headers = {"If-None-Match": pending.etag, "If-Modified-Since": pending.last_modified}
    return {name: value for name, value in headers.items() if value}
