"""At most eight requests to each bureau, counted where they leave this machine."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.bureaus import bureau_at, load_bureaus
from crawler.errors import OverBudget
from crawler.manners import HostLedger

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request
    from scrapy.crawler import Crawler

MOST_REQUESTS = 8
"""To one bureau: robots.txt, redirects, and what it is asked for another bureau's sake included."""


class EightEach(HostLedger):
    """The ledger of a crawl, which also lets nothing leave for a bureau that has had its share.

    A request counts for the bureau whose host it is sent to, for one whose unproven alias that
    host is, and for each bureau whose redirect led there.
    """

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(crawler, clock)
        self.sent: Counter[str] = Counter()
        """Requests that left, by bureau; by host for what is no bureau's."""

    def left(self, bureau: str) -> int:
        """Return how many requests a bureau may still be sent."""
        return MOST_REQUESTS - self.sent[bureau]

    def began(self, request: Request, host: str) -> None:
        """Count a request that is about to be sent.

        Raises:
            OverBudget: when it must not be sent: a bureau has had its share, or Ctrl-C was pressed.
        """
        engine = self.crawler.engine
        if engine is None or not engine.running:
            raise OverBudget("the probe is ending")
        before = (urlsplit(url).hostname or "" for url in request.meta.get("redirect_urls", ()))
        names = set().union(*map(accounts_of, (host, *before)))
        for name in sorted(names):
            if self.left(name) <= 0:
                raise OverBudget(f"{name} has had its {MOST_REQUESTS} requests")
        super().began(request, host)
        self.sent.update(names)


def accounts_of(host: str) -> set[str]:
    """Return for which bureaus a request to a host counts; the host where it is nobody's.

    >>> sorted(accounts_of("papuabarat.antaranews.com"))
    ['papuabarat', 'papuatengah']
    """
    names = {each.name for each in load_bureaus().values() if host in each.unproven_aliases}
    own = bureau_at(host)
    return names | {own.name} if own else names or {host}
