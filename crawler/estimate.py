"""What a backfill will cost, said before it asks for anything. Pure.

Nobody knows how much a bureau published. What is held tells best; next the numbers of articles,
which grow by one an article or more; without either a usual day is assumed, and it says so.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from crawler.courses.spans import length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crawler.courses.spans import Days

PAGE_SIZE = 10
"""Articles on a listing page."""
USUAL_A_DAY = 40.0
"""Articles of a bureau and day where nothing is known: an assumption, and said to be one."""
USUAL_BYTES = 8_300 + 15_000
"""Bytes on the disk for an article. In the archive: 165 MB for 19,988 of the sample site, ten years
of them. In captures: pages of 2015 to 2017 pack to some 12,000, and each has its share of listings
and requests."""
SEEK_REQUESTS = 30
"""Questions to find the first wanted day in a long listing, articles included: an assumption."""
USUAL_SECTIONS = 15


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive tells of a bureau."""

    articles: int = 0
    """Held, of the wanted days."""
    a_day: float | None = None
    """Articles of a complete day, on average; None where too few days are complete."""
    bytes_each: float | None = None
    """Bytes on the disk for an article, captures among them."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one bureau will cost."""

    bureau: str
    days: int
    articles: int
    """To be asked for: those that are held are not."""
    requests: int
    hours: float
    """At the set delay, one request after the other."""
    bytes: int
    assumed: bool
    """Whether nothing is known of how much the bureau published."""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)


def estimate(
    bureau: str,
    spans: Sequence[Days],
    known: Known,
    delay: float,
    ways: Iterable[str],
    *,
    far: bool,
) -> Estimate:
    """Return what the wanted days of a bureau will cost.

    Args:
        bureau: short name.
        spans: the days that are to be walked.
        known: what the archive tells.
        delay: seconds between two requests to a host.
        ways: the listings that are walked.
        far: whether the last wanted day lies behind others, so that it has to be found.
    """
    days = sum(map(length, spans))
    listed = math.ceil(days * (USUAL_A_DAY if known.a_day is None else known.a_day))
    articles = max(0, listed - known.articles)
    requests = articles + sum(_pages(way, days, listed, far=far) for way in ways) if days else 0
    each = known.bytes_each or USUAL_BYTES
    return Estimate(
        bureau,
        days,
        articles,
        requests,
        requests * delay / 3600,
        round(articles * each),
        known.a_day is None,
    )


def _pages(way: str, days: int, listed: int, *, far: bool) -> int:
    """Return the listing pages that a way asks for; a tag's cannot be told."""
    pages = math.ceil(listed / PAGE_SIZE)
    seek = SEEK_REQUESTS if far else 0
    if way == "terkini":
        return pages + seek
    if way == "section":
        # Each article stands in one section, perhaps in a child of it too.
        return pages + USUAL_SECTIONS * (1 + seek)
    if way == "indeks":
        return 2  # one or two questions tell whether the host has one; few are known to
    return 1


def lines_of(estimates: Sequence[Estimate], free: int) -> Iterator[str]:
    """Yield the lines below the table.

    Args:
        estimates: of the bureaus, which are asked side by side.
        free: bytes that are free where the archive is.
    """
    requests = sum(each.requests for each in estimates)
    longest = max((each.hours for each in estimates), default=0.0)
    size = sum(each.bytes for each in estimates)
    took = in_hours(longest) if longest else "as long as the answers take"
    yield (
        f"About {requests:,} requests, {took} at the set delay (bureaus are asked "
        f"side by side), {in_bytes(size)} of disk ({in_bytes(free)} are free)."
    )
    assumed = [each.bureau for each in estimates if each.assumed and each.days]
    if assumed:
        yield (
            f"Too few days of {', '.join(assumed)} are complete to tell how much was published: "
            f"{USUAL_A_DAY:.0f} articles a day are assumed. It may be several times as much."
        )
    if size > free:
        yield "That is more than is free: it will end with a full disk, and go on with more room."


def in_hours(hours: float) -> str:
    """Return a time for a person.

    >>> in_hours(0.2), in_hours(7.25), in_hours(100.0)
    ('12 minutes', '7.2 hours', '4.2 days')
    """
    if hours < 1:
        return f"{math.ceil(hours * 60)} minutes"
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.1f} days"


def in_bytes(size: float) -> str:
    """Return a size for a person.

    >>> in_bytes(900), in_bytes(2_500_000), in_bytes(7.5e9)
    ('0.0 MB', '2.5 MB', '7.5 GB')
    """
    return f"{size / 1e6:.1f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"
