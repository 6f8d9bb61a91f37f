"""The plain values that go into an archive and come out of its frontier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pipelines.archive import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True, frozen=True)
class Found:
    """An article's address that a listing named."""

    url: str
    bureau: str
    article_id: int
    kind: str
    """By the address: article, photo or video."""
    way: str
    """The way that found it, such as "feed" or "terkini"."""
    feed_published: str | None = None
    """The publication time as a feed prints it."""
    day: str | None = None
    """The day that it probably is of, in the bureau's zone: by the listing that named it."""
    priority: int = tokens.LATEST
    """One of `tokens.LATEST`, `ASKED_FOR`, `BACKFILL`, `KNOWN_ONLY`; the highest one stays."""


@dataclass(slots=True, frozen=True)
class Want:
    """Which rows of the frontier a crawl asks for, and in which order."""

    least: int = tokens.LATEST
    """The lowest priority wanted."""
    most: int | None = None
    """The highest one; None: no limit."""
    oldest_first: bool = False
    """The lowest priority and the oldest id first; else the highest and the newest."""


@dataclass(slots=True, frozen=True)
class Pending:
    """A leased row of the frontier: an address to ask for now."""

    frontier_id: int
    url: str
    bureau: str
    article_id: int
    kind: str
    feed_published: str | None
    tries: int
    """How often it was tried without an outcome."""
    held: bool = False
    """Whether the article is held, so that this asks what became of it."""
    revisits: int = 0
    """How often it was asked again before."""
    etag: str | None = None
    """The ETag of the last good answer."""
    last_modified: str | None = None
    """The Last-Modified of the last good answer."""
    conditional: bool = False
    """Whether to send the validators. Now and then they are left out, as some servers' lie."""


@dataclass(slots=True, frozen=True)
class WalkRow:
    """A listing walked, or to be walked, over a span of days; a row of walks."""

    id: int
    bureau: str
    way: str
    listing: str
    """Address of its first page."""
    since: str
    until: str
    state: str
    """One of `tokens.WALK_STATES`."""
    ended: str | None
    position: dict[str, Any]
    """The walk's own memory: where it goes on."""
    pages: int
    named: int
    found_new: int
    tries: int
    next_try: str | None
    """UTC; not gone on with before. None: at once."""
    made_at: str
    updated_at: str


@dataclass(slots=True, frozen=True)
class RobotsRow:
    """What a host last answered for robots.txt, or for another file of rules."""

    fetched_at: str
    """UTC, when this answer was first seen."""
    last_seen: str
    """UTC, when it was last seen."""
    status: int | None
    body: str | None
    verdict: str


@dataclass(slots=True, frozen=True)
class BureauState:
    """The span over which the bureau's listings were walked without a hole; None = never."""

    complete_from: str | None
    complete_to: str | None


@dataclass(slots=True)
class Stored:
    """A page was read as an article. `article` holds the fields of `Article.as_dict()`."""

    frontier_id: int | None
    article: dict[str, Any]
    conditional: bool = False
    """Whether it was asked with validators, so that 304 could have answered."""
    names: tuple[str, ...] = ()
    """Names of classes and ids around the page's container: see `measurements`."""
    imported: bool = False
    """Whether the page comes from a WARC file from elsewhere, and not from asking the site."""

    @property
    def capture(self) -> int | None:
        """captures.id of the page, None where none was kept."""
        return self.article.get("capture")


@dataclass(slots=True)
class Rejected:
    """An address that gives no article, for good, and what was seen that says so.

    Raises:
        ValueError: `reason` is none of `tokens.DROP_REASONS`.
    """

    frontier_id: int | None
    reason: str
    seen: str
    status: int | None = None
    bureau: str | None = None
    """Filled in where the archive knows whose it is, for whoever counts; not written."""
    conditional: bool = False
    capture: int | None = None
    """captures.id of the answer, here and below; None where none came or none was kept."""
    at: str | None = None
    """UTC of the answer, here and below; None: the time of writing."""
    key: tuple[str, int] | None = None
    """Of what was asked for, here and below, where no row of the frontier says it."""

    def __post_init__(self) -> None:
        if self.reason not in tokens.DROP_REASONS:
            raise ValueError(f"Unknown drop reason {self.reason!r}.")


@dataclass(slots=True)
class Gone:
    """The site says that there is no such page (404, 410)."""

    frontier_id: int | None
    status: int | None = None
    conditional: bool = False
    capture: int | None = None
    at: str | None = None
    key: tuple[str, int] | None = None


@dataclass(slots=True)
class Failed:
    """No usable answer this time; asked again later, until the tries are used up."""

    frontier_id: int | None
    why: str
    status: int | None = None
    conditional: bool = False
    capture: int | None = None
    at: str | None = None
    key: tuple[str, int] | None = None


@dataclass(slots=True)
class NotModified:
    """304: a held article is as it was when it was last read."""

    frontier_id: int | None
    status: int = 304
    conditional: bool = True
    capture: int | None = None
    at: str | None = None


Outcome: TypeAlias = Stored | Rejected | Gone | Failed | NotModified


@dataclass(slots=True, frozen=True)
class Filters:
    """Which articles. Days are days of the bureau's zone (YYYY-MM-DD), both included."""

    bureaus: Sequence[str] | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    layout: str | None = None
    limit: int | None = None
    reporters: Sequence[str] | None = None
    """Names as the archive has them, any of which wrote it: see `named.held_names`."""
    sections: Sequence[str] | None = None
    places: Sequence[str] | None = None
