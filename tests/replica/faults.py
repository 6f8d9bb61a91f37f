"""How the sample site misbehaves on the network, on purpose and the same way each time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

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

ROBOTS_KINDS = ("drop", "timeout", "off_site", "utf16", "empty", "bom", "disallow")
"""What robots.txt may do besides answering a status."""


@dataclass
class Faults:
    """Which requests fail and how.

    Args:
        rate: The share of addresses that misbehave, 0 to 1.
        kinds: Of KINDS, those that occur.
        times: How often such an address fails before it answers well.
        seed: Another seed, other addresses.
        scope: "all", "articles" or "listings" (feeds included). Never robots.txt.
        robots: For a host, the status of its robots.txt or one of ROBOTS_KINDS.
        addresses: For an address (host and path), the kind that it fails with, every time.
        slow: For a host, how long each of its answers takes, in seconds.
        latency: How long every answer takes, in seconds.
        retry_after: Seconds that 429 and 503 ask for.
        hold: How long a timeout keeps the connection open, in seconds.
    """

    rate: float = 0.0
    kinds: tuple[str, ...] = KINDS
    times: int = 1
    seed: int = 1
    scope: str = "all"
    robots: dict[str, int | str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    latency: float = 0.0
    retry_after: int = 1
    hold: float = 60.0
    _seen: dict[str, int] = field(default_factory=dict, repr=False)

    def delay(self, host: str) -> float:
        """Return how long an answer of this host takes, in seconds."""
        return self.slow.get(host, self.latency)

    def pick(self, host: str, target: str) -> str | None:
        """Return how this request fails, None if it does not. Counts the asking."""
        address = host + target
        if target == "/robots.txt":
            answer = self.robots.get(host)
            return None if answer is None else f"robots:{answer}"
        if address in self.addresses:
            return self.addresses[address]
        if not self.rate or not self._in_scope(target):
            return None
        digest = hashlib.sha256(f"{self.seed}:{address}".encode()).digest()
        if int.from_bytes(digest[:4], "big") / 2**32 >= self.rate:
            return None
        asked = self._seen[address] = self._seen.get(address, 0) + 1
        return self.kinds[digest[4] % len(self.kinds)] if asked <= self.times else None

    def _in_scope(self, target: str) -> bool:
        words = ("/berita/", "/news/", "/foto/", "/video/")
        article = target.removeprefix("/amp").startswith(words)
        return self.scope == "all" or article == (self.scope == "articles")
