"""What was really asked of each host in a run, counted where requests leave this machine.

So that the manners can be proved: by the archive's table run_hosts, or the summary's `hosts`.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.errors import OverBudget
from crawler.outcomes import classify
from pipelines.archive import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.budget import Budget

logger = logging.getLogger(__name__)

SAVED_EVERY = 60.0
"""Seconds; a killed run loses its counts since then."""
_COUNTED = "counted_attempts"
"""In `request.meta`: (retries, redirects) of its chain that are counted already."""


@dataclass
class HostCounts:
    """One host's part."""

    host: str
    requests: int = 0
    """Sent, whatever for: robots.txt, listings, articles, redirects and retries."""
    received: int = 0
    """Bytes of the answers' bodies as they were sent, so mostly compressed; without headers."""
    statuses: Counter[str] = field(default_factory=Counter)
    """By HTTP status, or a word such as "timeout" for what did not answer."""
    smallest_gap: float | None = None
    """Seconds between the beginnings of two requests; None before the second."""
    retries: int = 0
    redirects: int = 0
    """Requests that a redirect led to."""
    robots: int = 0
    """Requests for robots.txt, redirects of theirs not among them."""
    first: float = 0.0
    last: float = 0.0
    """When the first and the last request began, by the monotonic clock."""

    @property
    def mean_gap(self) -> float | None:
        """Seconds between the beginnings of two requests; None before the second."""
        if self.requests < 2:
            return None
        return (self.last - self.first) / (self.requests - 1)

    def began(self, at: float) -> None:
        """Count a request."""
        if self.requests:
            gap = at - self.last
            self.smallest_gap = gap if self.smallest_gap is None else min(self.smallest_gap, gap)
        else:
            self.first = at
        self.last = at
        self.requests += 1

    def row(self) -> dict[str, Any]:
        """Return it as a row of run_hosts; `statuses` is a dictionary."""
        return {
            "host": self.host,
            "requests": self.requests,
            "bytes": self.received,
            "statuses": dict(sorted(self.statuses.items())),
            "smallest_gap": _rounded(self.smallest_gap),
            "mean_gap": _rounded(self.mean_gap),
            "retries": self.retries,
        }


class HostLedger:
    """Counts what leaves for each host, and lets nothing leave once the budget is spent.

    The handler calls it around each request. A spider with a budget has it as `budget`.
    """

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = time.monotonic) -> None:
        self.crawler = crawler
        self.clock = clock
        self.hosts: dict[str, HostCounts] = {}
        self._saved = clock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Begin with nothing."""
        return cls(crawler)

    def began(self, request: Request, host: str) -> None:
        """Count a request that is about to be sent.

        Raises:
            OverBudget: when the run may send no more; then it must not be sent.
        """
        budget: Budget | None = getattr(self.crawler.spider, "budget", None)
        if budget is not None:
            spent = budget.spent()
            if spent is not None:
                raise OverBudget(spent)
            budget.note_request()
        counts = self.hosts.setdefault(host, HostCounts(host))
        counts.began(self.clock())
        before = request.meta.get(_COUNTED, (0, 0))
        now = (request.meta.get("retry_times", 0), request.meta.get("redirect_times", 0))
        counts.retries += now[0] > before[0]
        counts.redirects += now[1] > before[1]
        counts.robots += request.url.endswith("/robots.txt") and now[1] <= before[1]
        request.meta[_COUNTED] = now

    def received(self, host: str, size: int) -> None:
        """Count bytes of an answer's body."""
        if host in self.hosts:
            self.hosts[host].received += size

    def ended(self, host: str, result: int | BaseException) -> None:
        """Count how a request ended: with an HTTP status, or with an error."""
        word = str(result) if isinstance(result, int) else str(classify(result).reason)
        self.hosts[host].statuses[word] += 1
        if self.clock() - self._saved >= SAVED_EVERY:
            self.save()

    def rows(self) -> list[dict[str, Any]]:
        """Return the hosts asked so far, by name, as rows of run_hosts."""
        return [self.hosts[host].row() for host in sorted(self.hosts)]

    def view(self) -> dict[str, dict[str, Any]]:
        """Return the hosts asked so far, for the summary: with redirects and robots.txt."""
        return {
            host: {name: value for name, value in counts.row().items() if name != "host"}
            | {"redirects": counts.redirects, "robots": counts.robots}
            for host, counts in sorted(self.hosts.items())
        }

    def save(self) -> None:
        """Write the counts to the run's record, if there is one yet."""
        self._saved = self.clock()
        session: Any = getattr(self.crawler, "archive_session", None)
        if session is None or not session.opened or session.run is None or not self.hosts:
            return
        try:
            session.save_hosts(self.rows())
        except ArchiveError as error:
            # The spider ends the run when it cannot write; the next save has all of it.
            logger.error("what was asked of the hosts was not saved: %s", error)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
