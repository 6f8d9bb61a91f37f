"""What robots.txt and tdmrep.json share: each is asked of a host about once a day, and kept."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from scrapy import signals

from crawler.middlewares.robots_memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from scrapy.crawler import Crawler


class AskedDaily:
    """A middleware that asks each host for one file of its own and remembers the answer.

    Args:
        crawler: Whose engine asks.
        max_age: Seconds for which an answer holds.
        retry_after: Seconds after which a host that gave none is asked again.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        crawler: Crawler,
        max_age: float,
        retry_after: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.crawler = crawler
        self.max_age = max_age
        self.retry_after = retry_after
        self.clock = clock
        self.memory = Memory(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the ages from ROBOTS_MAX_AGE and ROBOTS_RETRY_AFTER."""
        middleware = cls(
            crawler,
            crawler.settings.getfloat("ROBOTS_MAX_AGE"),
            crawler.settings.getfloat("ROBOTS_RETRY_AFTER"),
        )
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def spider_closed(self) -> None:
        """End what still waits."""
        raise NotImplementedError
