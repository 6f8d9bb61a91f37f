"""What the walks of a backfill have in common, whatever their listing is like. Pure.

A course reads one listing over a span of days. The spider asks what `next` says, tells what came
(`page`, `failed`, `refused`) and, where a course waits for it, when the articles of the page were
published (`judge`). What it needs to go on after an interruption is its `position`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from crawler.walk import Ask
    from crawler.ways import Link, ListingPage


class State(StrEnum):
    """How a course ended, as it stands in the archive's walks."""

    DONE = "done"
    FAILED = "failed"
    """Something did not come: the next run goes on."""
    NOTHING = "nothing"
    """There is no such listing, or it does not reach these days."""


@dataclass(frozen=True, slots=True)
class CourseEnd:
    """How a course ended."""

    state: State
    why: str
    """For a person."""
    reached: str | None = None
    """Where the listing ended before the first wanted day: the day that it reached, YYYY-MM-DD."""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A page with what the archive knows of it."""

    page: ListingPage
    own: Sequence[int]
    """The ids of the bureau's own articles, in the page's order."""
    settled: Collection[int] = ()
    """Those of them that had an outcome before."""
    others: Collection[object] = ()
    """Keys of other bureaus' articles."""


@dataclass(frozen=True, slots=True)
class DayRead:
    """What a date index said of one day."""

    day: str
    announced: int | None
    named: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """How much an article that a page names is wanted."""

    wanted: bool
    day: str | None = None
    """The day that it probably is of, by the listing."""


@dataclass(slots=True)
class Counts:
    """What a course has read so far."""

    pages: int = 0
    named: int = 0
    found_new: int = 0
    keys: set[int] = field(default_factory=set)

    def add(self, own: Collection[int]) -> None:
        """Count a page; an article that stood on one before counts once."""
        self.pages += 1
        self.named += len(set(own) - self.keys)
        self.keys.update(own)


class Course(Protocol):
    """One listing over a span of days; see the module for who calls what."""

    counts: Counts

    @property
    def position(self) -> dict[str, Any]:
        """What it goes on with after an interruption, as plain JSON values."""

    @property
    def end(self) -> CourseEnd | None:
        """How it ended; None while it goes on."""

    @property
    def waits(self) -> bool:
        """Whether `judge` has to be called before it goes on."""

    @property
    def to_judge(self) -> Sequence[int]:
        """The ids whose dates `judge` wants."""

    @property
    def needs_a_date(self) -> bool:
        """Whether one article has to be asked for, so that the page's time is known."""

    def wish(self, link: Link) -> Wish:
        """Return how much an article of the page that was asked for is wanted."""

    def next(self) -> Ask | None:
        """Return what to ask; None while it waits, and at its end."""

    def page(self, listed: Listed) -> None:
        """Take in the page that was asked for."""

    def failed(self, why: str, *, gone: bool = False) -> None:
        """Take in that it did not come, retries included; `gone`: there is no such page."""

    def refused(self, why: str) -> None:
        """Take in that it may not be asked for: robots.txt disallows it."""

    def judge(self, published: Mapping[int, str]) -> None:
        """Take in when the ids of `to_judge` were published, UTC, as far as known."""

    def days_read(self) -> list[DayRead]:
        """Return the days that were read since the last call."""
