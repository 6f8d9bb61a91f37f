"""How the sample site misbehaves on the network, on purpose and the same way each time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

KINDS = (
    "500",
    "503",
    "429",
    "timeout",
    "drop",
    "truncated",
    "truncated_chunked",
    "empty",
    "cut_gzip",
)
"""Statuses; no answer; a closed connection; a body shorter than its Content-Length; chunks
without an end; 200 without a body; a gzip stream without its end."""

HOSTILE = (
    "503_date",
    "429_date",
    "slow_first_byte",
    "endless",
    "endless_slow",
    "gzip_bomb",
    "loop",
    "loop_of_two",
    "chain",
    "off_site",
    "private",
    "localhost",
    "wrong_type",
)
"""Retry-After as a date; a good answer after a long silence; a body that never ends, sent as
fast as it is taken or in drops; a small gzip stream that unpacks to very much; redirects to
itself, between two addresses, to ever new ones, to another site, to this machine by number and
by name; a page that calls itself a picture. Not among what a rate draws from unless named."""

ROBOTS_KINDS = ("drop", "timeout", "off_site", "utf16", "empty", "bom", "disallow")
"""What robots.txt may do besides answering a status."""

ROUND = "?putaran="
"""Marks the further addresses of redirects that go round."""

Span = tuple[datetime, datetime]


@dataclass
class Faults:
    """Which requests fail and how.

    Args:
        rate: The share of addresses that misbehave, 0 to 1.
        kinds: Of KINDS and HOSTILE, those that occur.
        times: How often such an address fails before it answers well.
        seed: Another seed, other addresses.
        scope: "all", "articles" or "listings" (feeds included). Never robots.txt.
        robots: For a host, the status of its robots.txt or one of ROBOTS_KINDS.
        addresses: For an address (host and path), the kind that it fails with, every time.
        outage: For a host, when nothing of it answers, robots.txt included: from and to in the
            site's time, a list of such pairs, or for how many requests more.
        outage_as: What such a host does, one of KINDS; or that for each host.
        slow: For a host, how long each of its answers takes, in seconds.
        latency: How long every answer takes, in seconds.
        retry_after: Seconds that 429 and 503 ask for.
        clock: What time it is for Retry-After as a date.
        hold: How long a timeout keeps the connection open, in seconds.
        silence: How long a slow first byte takes, in seconds.
        drip: Seconds between the drops of an endless slow body.
        bomb: Bytes to which a gzip bomb unpacks.
    """

    rate: float = 0.0
    kinds: tuple[str, ...] = KINDS
    times: int = 1
    seed: int = 1
    scope: str = "all"
    robots: dict[str, int | str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    outage: dict[str, int | Span | list[Span]] = field(default_factory=dict)
    outage_as: str | dict[str, str] = "drop"
    slow: dict[str, float] = field(default_factory=dict)
    latency: float = 0.0
    retry_after: int = 1
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    hold: float = 60.0
    silence: float = 5.0
    drip: float = 0.2
    bomb: int = 300 * 1024 * 1024
    _seen: dict[str, int] = field(default_factory=dict, repr=False)

    def delay(self, host: str) -> float:
        """Return how long an answer of this host takes, in seconds."""
        return self.slow.get(host, self.latency)

    def pick(self, host: str, target: str, now: datetime | None = None) -> str | None:
        """Return how this request fails, None if it does not. Counts the asking.

        Args:
            host: As asked.
            target: Path and query.
            now: The site's time, for outages.
        """
        if self.is_out(host, now):
            left = self.outage[host]
            if isinstance(left, int):
                self.outage[host] = left - 1
            return self.outage_as if isinstance(self.outage_as, str) else self.outage_as[host]
        if target == "/robots.txt":
            answer = self.robots.get(host)
            return None if answer is None else f"robots:{answer}"
        # A redirect that goes round leads to further addresses of the same one.
        address = (host + target).partition(ROUND)[0]
        if address in self.addresses:
            return self.addresses[address]
        if not self.rate or not self._in_scope(target):
            return None
        digest = hashlib.sha256(f"{self.seed}:{address}".encode()).digest()
        if int.from_bytes(digest[:4], "big") / 2**32 >= self.rate:
            return None
        asked = self._seen[address] = self._seen.get(address, 0) + 1
        return self.kinds[digest[4] % len(self.kinds)] if asked <= self.times else None

    def is_out(self, host: str, now: datetime | None) -> bool:
        """Tell whether nothing of a host answers at a time of the site."""
        when = self.outage.get(host, 0)
        if isinstance(when, int):
            return when > 0
        spans = when if isinstance(when, list) else [when]
        return now is not None and any(begin <= now < end for begin, end in spans)

    def _in_scope(self, target: str) -> bool:
        words = ("/berita/", "/news/", "/foto/", "/video/")
        article = target.removeprefix("/amp").startswith(words)
        return self.scope == "all" or article == (self.scope == "articles")
