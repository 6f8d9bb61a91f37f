"""What all spiders do: ask for what the frontier holds, host by host, and settle what comes.

The frontier in the archive is the only memory of what was asked. A spider leases one article
at a time, never has more than two requests under way at one host, and ends when nothing is due
and nothing is under way. What was asked and is not dealt with stands in `asking.UnderWay`, what
becomes of an article in `settling.Settling`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider, signals

from crawler.bureaus import choose_bureaus
from crawler.extensions import archive_of
from crawler.outcomes import RequestOutcome, Treatment, classify
from crawler.spiders.asking import UnderWay
from crawler.spiders.lane import Lane, next_in_turn
from crawler.spiders.settling import Settling
from crawler.summary import RunSummary
from pipelines.archive import ArchiveError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterable
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.items import Article
    from pipelines.archive import ArchiveSession

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
    arguments: tuple[str, ...] = ("bureau",)
    """What `-a name=value` may name."""
    session: ArchiveSession
    summary: RunSummary
    settling: Settling

    def __init__(self, bureau: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bureaus = choose_bureaus(bureau)
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
        spider.settling = Settling(session, spider.summary)
        spider.lanes = [Lane(each, spider.summary.of(each.name)) for each in spider.bureaus]
        crawler.signals.connect(spider._item_error, signals.item_error)
        return spider

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
            if free and not self._stopping:
                request = self._next_request()
            if request is not None:
                yield request
                continue
            if not self._under_way and (free or self._stopping):
                return
            await self._under_way.change(self.crawler.engine)

    def _next_request(self) -> Request | None:
        try:
            for lane in next_in_turn(self.lanes, MOST_AT_ONE_HOST):
                request = self._article_request(lane)
                if request is None and lane.in_flight == 0 and not lane.left_alone:
                    request = self.listing_request(lane)
                if request is not None:
                    self._turn += 1
                    lane.served = self._turn
                    self._under_way.add(request, lane)
                    return request
        except ArchiveError as error:
            self.stop_all(str(error))
        return None

    def _article_request(self, lane: Lane) -> Request | None:
        pending = self.settling.lease(lane)
        if pending is None:
            return None
        settling = self.settling
        return self.request(lane, pending.url, settling.answer, settling.no_answer, pending)

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
            outcome = classify(failure)
            self.summary.responses += outcome.status is not None
            try:
                missed(outcome, lane, about)
            except ArchiveError as error:
                self.stop_all(str(error))
            finally:
                self._under_way.done(request)

        request = Request(url, callback=answered, errback=unanswered)
        return request

    # --- the end

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
            self.settling.give_back()
        except ArchiveError as error:
            self.stop_all(str(error))
