"""What all spiders do: ask for what the frontier holds, host by host, and settle what comes.

The frontier in the archive is the only memory of what was asked. A spider leases one article
at a time, never has more than two under way at one host, and ends when nothing is due and
nothing is under way. An article's row leaves `pending` only in the transaction that writes its
outcome, so that a killed process loses nothing.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider, signals
from twisted.python.failure import Failure

from crawler.bureaus import choose_bureaus
from crawler.extensions import archive_of
from crawler.outcomes import Outcome, Verdict, classify
from crawler.spiders.lane import Lane, next_in_turn
from crawler.spiders.reading import read_article
from crawler.summary import RunSummary
from pipelines.archive import ArchiveError, Failed, Gone, Rejected, Stored

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterable
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.items import Article
    from pipelines.archive import ArchiveSession, Pending
    from pipelines.archive import Outcome as Settlement

MOST_AT_ONE_HOST = 2
"""One being answered and one waiting its turn, so that nothing is added to the host's delay."""
FAILURES_IN_A_ROW = 5
"""After so many articles in a row without a usable answer a host is left alone for this run."""
WATCH_SECONDS = 1.0
"""How often it is checked that what is said to be under way really is."""


class ArchiveSpider(Spider):
    """A spider over the archive's frontier; subclasses add the listings that fill it."""

    custom_settings: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        # One page gives one item: Scrapy would start a hundred workers for each page.
        "CONCURRENT_ITEMS": 1,
        # A longer address would be dropped in silence; the site's answer says what it is.
        "URLLENGTH_LIMIT": 0,
        "LOG_FORMATTER": "crawler.logformat.ItemLog",
    }
    arguments: tuple[str, ...] = ("bureau",)
    """What `-a name=value` may name."""
    session: ArchiveSession
    summary: RunSummary

    def __init__(self, bureau: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bureaus = choose_bureaus(bureau)
        self.lanes: list[Lane] = []
        self._turn = 0
        self._stopping = False
        self._leases: dict[int, tuple[Pending, Lane]] = {}
        self._under_way: set[Request] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take up the archive of the crawl."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        session = spider.session = archive_of(crawler)
        session.on_result = spider._on_result
        spider.summary = RunSummary(spider.name, session.origin, str(session.path))
        spider.lanes = [Lane(each, spider.summary.of(each.name)) for each in spider.bureaus]
        crawler.signals.connect(spider._item_error, signals.item_error)
        return spider

    def listing_request(self, lane: Lane) -> Request | None:
        """Return what to ask a bureau while none of its articles is due; None when done."""
        raise NotImplementedError

    def leave_alone(self, lane: Lane, why: str) -> None:
        """Ask nothing more of a bureau in this run, and say why in the summary."""
        lane.left_alone = True
        lane.counts.error(why)

    def stop_all(self, why: str) -> None:
        """End the run in order because of something that concerns all bureaus: a full disk."""
        self._stopping = True
        self.summary.fatal = self.summary.fatal or why

    # --- asking

    async def start(self) -> AsyncIterator[Any]:
        """Yield requests as places get free, and end when there is nothing left to ask."""
        self._wake = asyncio.Event()
        places = self.settings.getint("CONCURRENT_REQUESTS")
        while True:
            self._wake.clear()
            request = None
            free = len(self._under_way) < places and not self.crawler.engine.needs_backout()
            if free and not self._stopping:
                request = self._next_request()
            if request is not None:
                yield request
                continue
            if not self._under_way and (free or self._stopping):
                return
            try:
                await asyncio.wait_for(self._wake.wait(), WATCH_SECONDS)
            except TimeoutError:
                self._give_up_lost()

    def _next_request(self) -> Request | None:
        try:
            for lane in next_in_turn(self.lanes, MOST_AT_ONE_HOST):
                request = self._article_request(lane)
                if request is None and lane.in_flight == 0 and not lane.left_alone:
                    request = self.listing_request(lane)
                if request is not None:
                    self._turn += 1
                    lane.served = self._turn
                    lane.in_flight += 1
                    self._under_way.add(request)
                    return request
        except ArchiveError as error:
            self.stop_all(str(error))
        return None

    def _article_request(self, lane: Lane) -> Request | None:
        if lane.dry or not self.session.opened:
            return None
        for name in lane.frontier_names:
            pending = self.session.lease(name)
            if pending is not None:
                self._leases[pending.frontier_id] = (pending, lane)
                return self.request(lane, pending.url, self._article, self._no_article, pending)
        lane.dry = True
        return None

    def request(
        self,
        lane: Lane,
        url: str,
        read: Callable[[Response, Lane, Any], Iterable[Any]],
        missed: Callable[[Outcome, Lane, Any], None],
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
                yield from read(response, lane, about)
            except ArchiveError as error:
                self.stop_all(str(error))
            except Exception as error:
                # One page's fault must not end the run, nor pass unseen.
                self.logger.exception("Error while reading %s", response.url)
                why = f"{type(error).__name__}: {error}"
                lane.counts.error(f"{response.url} could not be read: {why}")
                missed(Outcome(Verdict.RETRY, "error", response.status, why), lane, about)
            finally:
                self._done(request, lane)

        def unanswered(failure: Failure) -> None:
            outcome = classify(failure)
            self.summary.responses += outcome.status is not None
            try:
                missed(outcome, lane, about)
            except ArchiveError as error:
                self.stop_all(str(error))
            finally:
                self._done(request, lane)

        request = Request(url, callback=answered, errback=unanswered)
        return request

    def _done(self, request: Request, lane: Lane) -> None:
        if request in self._under_way:
            self._under_way.remove(request)
            lane.in_flight -= 1
        self._wake.set()

    def _give_up_lost(self) -> None:
        """Free the places of requests that Scrapy knows nothing of.

        None is known to get lost. One that a component dropped in silence would keep the crawl
        waiting for ever.
        """
        engine = self.crawler.engine
        if not self._under_way or not engine.running or engine.scheduler is None:
            return
        scraper = engine.scraper.slot
        if engine.downloader.active or engine.scheduler.has_pending_requests():
            return
        if scraper is not None and not scraper.is_idle():
            return
        for request in list(self._under_way):
            self.logger.error("No component answered for %s", request.url)
            assert request.errback is not None
            lost = Failure(RuntimeError("the request was dropped"))  # type: ignore[no-untyped-call]
            request.errback(lost)

    # --- settling

    def _article(self, response: Response, lane: Lane, pending: Pending) -> Iterable[Article]:
        """Read an article's page; its outcome is written with the next batch."""
        lane.counts.fetched += 1
        lane.failures_in_a_row = 0
        reading = read_article(response, pending)
        if not isinstance(reading.outcome, Failed):
            self._remember(lane, pending)
        if reading.found is not None:
            # Another key answered. Known first, so that a kill between the two loses neither.
            self.session.add_found([reading.found])
        if reading.outcome is not None:
            self.session.queue(reading.outcome)
        article = reading.article
        if article is not None:
            counts = self.summary.of(article.bureau)
            counts.layouts[str(article.layout)] += 1
            if article.published_utc and article.bureau == lane.bureau.name:
                lane.published[article.article_id] = article.published_utc
            yield article

    def _no_article(self, outcome: Outcome, lane: Lane, pending: Pending) -> None:
        """Settle what gave no page, or leave it for a later run."""
        lane.counts.fetched += outcome.status is not None
        frontier_id = pending.frontier_id
        if outcome.kind is Verdict.GONE:
            self.session.queue(Gone(frontier_id, outcome.status))
        elif outcome.kind is Verdict.REJECTED:
            reason = str(outcome.reason)
            self.session.queue(Rejected(frontier_id, reason, outcome.text, outcome.status))
        elif outcome.kind is Verdict.LATER:
            # Not asked, so no try of it: it stays leased, and `wind_up` gives it back untouched.
            lane.counts.failed += 1
        else:
            why = f"{outcome.reason}: {outcome.text}"
            self.session.queue(Failed(frontier_id, why, outcome.status))
        if outcome.kind in (Verdict.GONE, Verdict.REJECTED):
            lane.failures_in_a_row = 0
            self._remember(lane, pending)
            return
        lane.failures_in_a_row += 1
        if lane.failures_in_a_row >= FAILURES_IN_A_ROW:
            self.leave_alone(
                lane,
                f"{FAILURES_IN_A_ROW} articles in a row gave no usable answer "
                f"(the last: {outcome.text}); left alone for this run",
            )

    def _remember(self, lane: Lane, pending: Pending) -> None:
        if pending.bureau == lane.bureau.name:
            lane.settled.add(pending.article_id)

    def _on_result(self, outcome: Settlement, result: str) -> None:
        """Count what the archive says of an outcome once it is written."""
        if isinstance(outcome, Stored):
            key = (outcome.article["bureau"], outcome.article["article_id"])
            self.summary.of(key[0]).add_result(result)
            for frontier_id, (pending, _) in list(self._leases.items()):
                if (pending.bureau, pending.article_id) == key:
                    del self._leases[frontier_id]
            return
        leased = self._leases.pop(outcome.frontier_id or 0, None)
        bureau = leased[0].bureau if leased else getattr(outcome, "bureau", None)
        if bureau is None:
            return
        counts = self.summary.of(bureau)
        if isinstance(outcome, Rejected):
            counts.rejected[outcome.reason] += 1
        elif isinstance(outcome, Gone):
            counts.gone += 1
        else:
            counts.failed += 1

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
        self.summary.answered = self.session.opened
        if not self.session.opened:
            return
        try:
            self.session.flush()
            for frontier_id in list(self._leases):
                self.session.release(frontier_id)
            self._leases.clear()
        except ArchiveError as error:
            self.stop_all(str(error))
