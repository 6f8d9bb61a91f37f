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

    def __post_init__(self) -> None:
        if self.reason not in tokens.DROP_REASONS:
            raise ValueError(f"Unknown drop reason {self.reason!r}.")


@dataclass(slots=True)
class Gone:
    """The site says that there is no such page (404, 410)."""

    frontier_id: int | None
    status: int | None = None


@dataclass(slots=True)
class Failed:
    """No usable answer this time; asked again later, until the tries are used up."""

    frontier_id: int | None
    why: str
    status: int | None = None


Outcome: TypeAlias = Stored | Rejected | Gone | Failed


@dataclass(slots=True, frozen=True)
class Filters:
    """Which articles. Days are days of the bureau's zone (YYYY-MM-DD), both included."""

    bureaus: Sequence[str] | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    layout: str | None = None
    limit: int | None = None
