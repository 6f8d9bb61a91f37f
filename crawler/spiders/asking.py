"""What was given to Scrapy and has not been dealt with: the places that a crawl has taken."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from twisted.python.failure import Failure

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.engine import ExecutionEngine

    from crawler.spiders.lane import Lane

logger = logging.getLogger(__name__)

WATCH_SECONDS = 1.0
"""How often it is checked that what is said to be under way really is."""


class UnderWay:
    """The requests under way, each of which takes a place of its lane until it is done."""

    def __init__(self) -> None:
        self._lanes: dict[Request, Lane] = {}
        self._wake = asyncio.Event()

    def __len__(self) -> int:
        return len(self._lanes)

    def add(self, request: Request, lane: Lane) -> None:
        """Take a place of the lane."""
        lane.in_flight += 1
        self._lanes[request] = lane

    def done(self, request: Request) -> None:
        """Free a request's place, once; whoever waits for a change goes on."""
        lane = self._lanes.pop(request, None)
        if lane is not None:
            lane.in_flight -= 1
        self._wake.set()

    def forget_changes(self) -> None:
        """Let `change` wait for what is done from now on."""
        self._wake.clear()

    async def change(self, engine: ExecutionEngine) -> None:
        """Wait until a request is done; meanwhile free the places of lost ones.

        Args:
            engine: Scrapy's, which knows what is really under way.
        """
        try:
            await asyncio.wait_for(self._wake.wait(), WATCH_SECONDS)
        except TimeoutError:
            self._give_up_lost(engine)

    def _give_up_lost(self, engine: ExecutionEngine) -> None:
        """Free the places of requests that Scrapy knows nothing of.

        None is known to get lost. One that a component dropped in silence would keep the crawl
        waiting for ever.
        """
        if not self._lanes or not engine.running or engine.scheduler is None:
            return
        scraper = engine.scraper.slot
        if engine.downloader.active or engine.scheduler.has_pending_requests():
            return
        if scraper is not None and not scraper.is_idle():
            return
        for request in list(self._lanes):
            logger.error("No component answered for %s", request.url)
            assert request.errback is not None
            lost = Failure(RuntimeError("the request was dropped"))  # type: ignore[no-untyped-call]
            request.errback(lost)
