"""What a probe learnt of one bureau: plain data, filled as answers come."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.middlewares.robots_memory import NOT_NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

WANTED_FIELDS = ("title", "text", "published", "credits", "tags", "category", "copyright")
"""What an article of a bureau is expected to show; pictures and places may be missing."""
INTERRUPTED = "interrupted"
"""What `BureauReport.stopped` says after Ctrl-C."""


@dataclass(slots=True)
class Robots:
    """The host's robots.txt."""

    status: int | None
    """Redirects followed; None when nothing answered."""
    verdict: str
    """"rules", "no rules", or "not now: " and why."""
    crawl_delay: float | None = None
    """Seconds between two requests that it asks for."""
    sitemaps: list[str] = field(default_factory=list)
    """Addresses on hosts of ANTARA; none is asked."""

    @property
    def closed(self) -> bool:
        """Whether nothing else on the host may be asked now."""
        return self.verdict.startswith(NOT_NOW)


@dataclass(slots=True)
class Listing:
    """One listing page, day of the date index, or feed."""

    url: str
    """As asked."""
    status: int | None = None
    """None when it was not asked, or nothing answered."""
    articles: int = 0
    trouble: str | None = None
    """Why there is nothing to read."""
    leads_to: str | None = None
    """Where a redirect led; to another host it is not followed."""
    denied: bool = False
    """Whether robots.txt disallows it, so that it was not asked."""
    shape: str | None = None
    """The markup that named the articles; None for a feed."""
    repeats: bool = False
    """Whether it names what the page before it named, and nothing else."""
    offset: str | None = None
    """Of a feed's first date, as it stands there: +07:00."""
    announced: int | None = None
    """How many articles a day of the date index says that it has."""
    day: str | None = None
    """The day that a date index shows, YYYY-MM-DD, where anything tells."""
    ignores_date: bool = False
    """Whether a date index shows another day than was asked for."""

    @property
    def answers(self) -> bool:
        """Whether it names articles; a day of the date index, whether it is of that day."""
        return (self.articles > 0 or self.announced == 0) and not self.ignores_date

    @property
    def leaves(self) -> bool:
        """Whether a redirect leads to another host."""
        return self.leads_to is not None and _host(self.leads_to) != _host(self.url)


@dataclass(slots=True)
class Sample:
    """The newest article that a listing named."""

    url: str
    status: int | None = None
    trouble: str | None = None
    """Why it was not read."""
    layout: str | None = None
    filled: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    published: str | None = None
    """ISO 8601 with offset, or a day."""
    published_source: str | None = None
    feed_published: str | None = None
    """The same by the feed, where it names the article."""
    printed_zone: str | None = None
    """As the page prints it beside that time: WIB, WITA, WIT …"""
    rights_notice: bool = False
    etag: bool = False
    last_modified: bool = False
    answers_304: bool | None = None
    """Whether the same question with its validators gave 304; None: it was not asked again."""


@dataclass(slots=True)
class BureauReport:
    """Everything that one bureau answered."""

    bureau: str
    host: str
    requests: int = 0
    """All that were sent, robots.txt and redirects included."""
    stopped: str | None = None
    """Why not all was asked; None when it was."""
    failed: bool = False
    """Whether it stopped because of a fault of this program."""
    server: str | None = None
    """The software, by its own header."""
    seconds: list[float] = field(default_factory=list)
    """From each question to the beginning of its answer."""
    skew: float | None = None
    """Seconds that the site's clock is ahead of this machine's; None when it does not say."""
    robots: Robots | None = None
    feed: Listing | None = None
    terkini: Listing | None = None
    second_page: Listing | None = None
    indeks: Listing | None = None
    sections: list[str] = field(default_factory=list)
    """Paths that the menu on /terkini names."""
    article: Sample | None = None
    newest_id: int | None = None
    """The highest of its own that its listings name."""
    names_only: list[str] = field(default_factory=list)
    """The bureaus whose articles its listings name, where none is its own."""
    differences: list[str] = field(default_factory=list)

    @property
    def listings(self) -> Iterator[tuple[str, Listing]]:
        """Yield what was asked for of the listings, by name."""
        parts = {
            "feed": self.feed,
            "terkini": self.terkini,
            "indeks": self.indeks,
            "page 2": self.second_page,
        }
        yield from ((name, part) for name, part in parts.items() if part is not None)

    @property
    def answered(self) -> bool:
        """Whether anything came at all."""
        parts = (self.robots, *(listing for _, listing in self.listings))
        return any(part is not None and part.status is not None for part in parts)

    @property
    def asked(self) -> bool:
        """Whether it was asked anything; outside its hours it is not."""
        return self.requests > 0 or self.stopped is None or self.failed

    @property
    def was_cut_off(self) -> bool:
        """Whether Ctrl-C ended its questions."""
        return self.stopped == INTERRUPTED

    @property
    def moved_to(self) -> list[str]:
        """Other hosts that its listings lead to."""
        there = (_host(part.leads_to or "") for _, part in self.listings if part.leaves)
        return list(dict.fromkeys(there))

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self) | {"answered": self.answered, "moved_to": self.moved_to}


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
