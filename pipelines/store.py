"""The last pipeline: puts articles into the archive's batch and sees that it is written soon."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

from itemadapter import ItemAdapter
from scrapy.utils.asyncio import create_looping_call

from pipelines.archive import ArchiveError, Stored, session_of
from pipelines.archive.revisits import plan_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pipelines.archive import ArchiveSession

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 1.0
"""The longest that an outcome waits to be written."""


class Store:
    """Queues articles; the session writes full batches, a timer and the end write the rest.

    A batch that cannot be written stays queued. The timer only logs that; the next item or
    outcome raises it, which is where the crawl can be ended in order.
    """

    def __init__(self, session: ArchiveSession, flush_seconds: float = FLUSH_SECONDS) -> None:
        self.session = session
        self.flush_seconds = flush_seconds
        self._timer = create_looping_call(self.flush)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take up the archive of the crawl, BATCH_SIZE and REVISIT_DAYS."""
        session = session_of(crawler)
        days = crawler.settings.get("REVISIT_DAYS")
        if days is not None:
            session.revisit_days = plan_of(str(days))
        session.batch_size = crawler.settings.getint("BATCH_SIZE", session.batch_size)
        return cls(session)

    def open_spider(self) -> None:
        """Start the timer."""
        self._timer.start(self.flush_seconds, now=False)

    def process_item(self, item: Any) -> Any:
        """Queue an article.

        Raises:
            ArchiveError: The batch could not be written; the article is in it all the same.
        """
        self.session.queue(Stored(None, ItemAdapter(item).asdict()))
        return item

    def flush(self) -> None:
        """Write what waits; log what keeps it from being written."""
        if not self.session.queued or not self.session.opened:
            return
        try:
            self.session.flush()
        except ArchiveError as error:
            logger.error("%s", error)

    def close_spider(self) -> None:
        """Stop the timer and write what waits."""
        if self._timer.running:
            self._timer.stop()
        self.flush()
