"""The walk through one bureau's listings: which page is asked next, and when it is enough.

A pure state machine: no request, no clock, no archive. The spider asks `next()`, tells what
came (`feed`, `page`, `failed`) and, once the articles of a listing page have been read, hands
over when they were published (`judge`). Where a page lies in time is known from its articles
only, never from a listing's "5 menit lalu".

What has to hold at the end: if `verdict().moves_to` is set, every article that the listings
showed between its two ends is in the frontier. Whatever is doubtful leaves it None, so that
the next run walks there again.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

REACH_BACK_DAYS = 7
FIRST_CONTACT_DAYS = 2
STALE_PAGES = 3
"""So many pages in a row without an unsettled article end a walk, beyond what is complete."""
REPEATED_PAGES = 2
"""So many pages in a row that name nothing new to this walk are the end of the listing."""
UNDATED_PAGES = 20
"""After so many pages in a row without one known date, a walk gives up."""
FAILED_PAGES = 2
BEGINNING = "1970-01-01T00:00:00Z"
"""The horizon of a walk that has none: before every article."""


class Step(StrEnum):
    """What is asked for."""

    FEED = "feed"
    LISTING = "terkini"


class Ended(StrEnum):
    """Why a walk is over."""

    HORIZON = "horizon"  # the pages lie before the horizon
    STALE = "stale"  # nothing unsettled for some pages, and the rest is known to be complete
    END_OF_LISTING = "end_of_listing"
    PAGES_LIMIT = "pages_limit"  # --pages
    FEEDS_ONLY = "feeds_only"  # the bureau has no listing
    UNDATED = "undated"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


COMPLETE = frozenset({Ended.HORIZON, Ended.STALE, Ended.END_OF_LISTING})


@dataclass(frozen=True, slots=True)
class Ask:
    """A page to ask for."""

    url: str
    step: Step
    number: int
    """The listing page's number from 1 on; 0 for a feed."""


@dataclass(frozen=True, slots=True)
class Span:
    """What earlier walks completed without a hole, UTC; both None before the first one."""

    complete_from: str | None = None
    complete_to: str | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a walk goes."""

    horizon: str
    """UTC, "YYYY-MM-DDTHH:MM:SSZ"."""
    chosen: bool
    """Whether a person chose it (--since, --pages)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a walk ended."""

    ended: Ended
    complete: bool
    errors: tuple[str, ...]
    moves_to: tuple[str, str] | None
    """The span (from, to) that is complete now, UTC; None if what is held does not change."""
    uncovered: tuple[str, str] | None
    """First and last day, in the bureau's zone, between what was complete and this walk."""


@dataclass(slots=True)
class _Page:
    ask: Ask
    keys: frozenset[int]
    settled: frozenset[int]
    new: frozenset[int]
    nothing_new: bool


def reach_of(
    now: str,
    span: Span,
    zone: str,
    *,
    since: str | None = None,
    pages: int | None = None,
    reach_back_days: int = REACH_BACK_DAYS,
    first_contact_days: int = FIRST_CONTACT_DAYS,
) -> Reach:
    """Return how far back a walk goes.

    Args:
        now: the walk's start, UTC.
        span: what earlier walks completed.
        zone: the bureau's IANA zone, in which `since` is a day.
        since: a day, YYYY-MM-DD, both ends included.
        pages: the number of listing pages asked for; without `since` the only limit.
        reach_back_days: the most that is made up for since the last good walk.
        first_contact_days: how far back a bureau's first walk goes.
    """
    if since is not None:
        midnight = dt.datetime.fromisoformat(since).replace(tzinfo=ZoneInfo(zone))
        # Years that no clock of the site has seen would not survive the conversion.
        if midnight.year < 1970:
            return Reach(BEGINNING, chosen=True)
        return Reach(_utc(midnight), chosen=True)
    if pages is not None:
        return Reach(BEGINNING, chosen=True)
    if span.complete_to is None:
        return Reach(_days_before(now, first_contact_days), chosen=False)
    return Reach(max(span.complete_to, _days_before(now, reach_back_days)), chosen=False)


@dataclass
class Walk:
    """One bureau's walk. Give it `begin` before the first `judge`."""

    feeds: Sequence[str]
    """Addresses, asked first and once each."""
    terkini: str | None
    """The listing's first page; page n is `<terkini>/<n>`. None: the bureau has feeds only."""
    zone: str = "Asia/Jakarta"
    pages_limit: int | None = None
    named: int = 0
    """Articles named so far, by feeds and pages together, repeats included."""
    pages: int = 0
    """Listing pages read."""
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._feeds = deque(self.feeds)
        self._feed_keys: set[int] = set()
        self._reaches_back = False
        self._reach: Reach | None = None
        self._span = Span()
        self._now = ""
        self._asked: set[str] = set()
        self._outstanding: Ask | None = None
        self._open: _Page | None = None
        self._seen: set[object] = set()
        self._number = 1
        self._next_url = self.terkini
        self._listed = 0
        self._last_try = False
        self._failed_in_row = 0
        self._nothing_new_in_row = 0
        self._stale_in_row = 0
        self._undated_in_row = 0
        self._ended: Ended | None = None

    def begin(self, now: str, span: Span, reach: Reach) -> None:
        """Say when the walk began, what is complete already, and how far back it goes.

        Args:
            now: UTC; what was published after it is the next walk's.
            span: what earlier walks completed.
            reach: from `reach_of`.
        """
        self._now, self._span, self._reach = now, span, reach

    @property
    def begun(self) -> bool:
        """Whether `begin` was called."""
        return self._reach is not None

    @property
    def over(self) -> bool:
        """Whether nothing more is asked."""
        return self._ended is not None

    @property
    def to_judge(self) -> frozenset[int] | None:
        """The articles whose dates `judge` waits for; None if it waits for nothing."""
        return None if self._open is None else self._open.keys

    def next(self) -> Ask | None:
        """Return what to ask for next; None while something is outstanding, and at the end."""
        if self.over or self._outstanding is not None or self._open is not None:
            return None
        if self._feeds:
            self._outstanding = Ask(self._feeds.popleft(), Step.FEED, 0)
        elif self.terkini is None:
            self._open = _Page(
                Ask("", Step.FEED, 0), frozenset(self._feed_keys), frozenset(), frozenset(), False
            )
            return None
        elif self.pages_limit is not None and self._number > self.pages_limit:
            self._ended = Ended.PAGES_LIMIT
            return None
        else:
            assert self._next_url is not None
            self._asked.add(self._next_url)
            self._outstanding = Ask(self._next_url, Step.LISTING, self._number)
        return self._outstanding

    def feed(self, keys: Collection[int], others: int = 0) -> None:
        """Take in the feed that was asked for.

        Args:
            keys: the ids of the bureau's own articles.
            others: the number of other bureaus' articles.
        """
        ask = self._answered(Step.FEED)
        self.named += len(keys) + others
        self._feed_keys.update(keys)
        if not keys and not others:
            self.errors.append(f"{ask.url} names no article")

    def page(
        self,
        keys: Collection[int],
        settled: Collection[int],
        *,
        next_url: str | None = None,
        has_pager: bool = False,
        others: Collection[object] = (),
    ) -> None:
        """Take in the listing page that was asked for.

        Args:
            keys: the ids of the bureau's own articles.
            settled: those of them that had an outcome before the page came.
            next_url: where the page's pager goes on.
            has_pager: whether there is one.
            others: keys of other bureaus' articles, told apart by value.
        """
        ask = self._answered(Step.LISTING)
        self.pages += 1
        self._failed_in_row = 0
        everything = {*keys, *others}
        self.named += len(everything)
        self._listed += len(everything)
        new = everything - self._seen
        self._seen |= everything
        own = frozenset(keys)
        self._open = _Page(ask, own, frozenset(settled) & own, own & new, not new)
        if self._last_try and not new:
            # The pager had already said that the page before was the last one.
            self._nothing_new_in_row = REPEATED_PAGES
        self._go_on(ask, next_url, has_pager=has_pager)

    def failed(self, why: str, *, gone: bool = False) -> None:
        """Take in that what was asked for did not come, retries included.

        Args:
            why: for a person, without the address.
            gone: whether the site says that there is no such page (404, 410).
        """
        ask = self._outstanding
        assert ask is not None
        self._outstanding = None
        if ask.step is Step.FEED:
            self.errors.append(f"{ask.url}: {why}")
            return
        if gone and ask.number > 1:
            self._ended = Ended.END_OF_LISTING
            return
        self.errors.append(f"{ask.url}: {why}")
        self._failed_in_row += 1
        if self._failed_in_row >= FAILED_PAGES:
            self._ended = Ended.FAILED
        self._go_on(ask, None, has_pager=False)

    def judge(self, published: Mapping[int, str]) -> None:
        """Decide whether the page that was taken in is the last one.

        Args:
            published: for the ids of `to_judge` when they were published, UTC, as far as known.
        """
        page, reach = self._open, self._reach
        assert page is not None
        assert reach is not None
        self._open = None
        known = {key: published[key] for key in page.keys if key in published}
        if page.ask.step is Step.FEED:
            self._ended = Ended.FEEDS_ONLY
            self._reaches_back = any(date <= reach.horizon for date in known.values())
            return
        if page.nothing_new:
            self._nothing_new_in_row += 1
        else:
            self._nothing_new_in_row = 0
        if page.keys:
            self._stale_in_row = self._stale_in_row + 1 if self._is_stale(page, known) else 0
        # A host that has moved lists another bureau's articles only: no date ends such a walk.
        self._undated_in_row = 0 if known else self._undated_in_row + 1
        if _before(reach.horizon, page, known):
            self._ended = Ended.HORIZON
        elif self._nothing_new_in_row >= REPEATED_PAGES:
            self._ended = Ended.END_OF_LISTING
        elif self._stale_in_row >= STALE_PAGES:
            self._ended = Ended.STALE
        elif self._undated_in_row >= UNDATED_PAGES:
            self._ended = Ended.UNDATED
            self.errors.append(
                f"{page.ask.url}: no article of {UNDATED_PAGES} pages in a row has a date, "
                "so where they lie in time is unknown"
            )

    def stop(self, why: str) -> None:
        """End the walk from outside because of an error, such as a host that stopped answering.

        Args:
            why: for a person.
        """
        self._outstanding = self._open = None
        self.errors.append(why)
        self._ended = Ended.FAILED

    def verdict(self) -> Verdict:
        """Return how the walk ended, or stands: a walk that is not over was interrupted."""
        ended = self._ended or Ended.INTERRUPTED
        errors = list(self.errors)
        if ended is not Ended.INTERRUPTED:
            if self.named == 0 and not errors:
                errors.append("the listings name no article")
            elif self.pages and not self._listed:
                errors.append(f"{self.terkini} names no article in its main column")
        complete = not errors and (
            ended in COMPLETE or (ended is Ended.FEEDS_ONLY and self._reaches_back)
        )
        return Verdict(
            ended,
            complete,
            tuple(errors),
            self._moves_to() if complete else None,
            self._uncovered(),
        )

    def _answered(self, step: Step) -> Ask:
        ask = self._outstanding
        assert ask is not None
        assert ask.step is step
        self._outstanding = None
        return ask

    def _go_on(self, ask: Ask, next_url: str | None, *, has_pager: bool) -> None:
        """Set the next listing page: the pager's own link, else the number after this one."""
        self._number = ask.number + 1
        computed = f"{self.terkini}/{self._number}"
        if next_url is not None and next_url not in self._asked:
            self._next_url, self._last_try = next_url, False
        elif computed not in self._asked:
            self._next_url, self._last_try = computed, has_pager
        else:
            self._ended = self._ended or Ended.END_OF_LISTING

    def _is_stale(self, page: _Page, known: Mapping[int, str]) -> bool:
        """Tell whether a page has nothing unsettled and lies beyond what is complete."""
        held_from, held_to = self._span.complete_from, self._span.complete_to
        assert self._reach is not None
        if held_from is None or held_to is None or held_from > self._reach.horizon:
            return False
        beyond = sum(date <= held_to for date in known.values())
        return page.settled == page.keys and 2 * beyond >= len(page.keys)

    def _moves_to(self) -> tuple[str, str] | None:
        assert self._reach is not None
        horizon, span = self._reach.horizon, self._span
        if span.complete_from is None or span.complete_to is None:
            return horizon, self._now
        if horizon <= span.complete_to:
            return min(span.complete_from, horizon), max(span.complete_to, self._now)
        # A person asked for less than what is missing: the next plain run makes up for it.
        return None if self._reach.chosen else (horizon, self._now)

    def _uncovered(self) -> tuple[str, str] | None:
        held_to = self._span.complete_to
        if self._reach is None or held_to is None or self._reach.horizon <= held_to:
            return None
        return _day(held_to, self.zone), _day(self._reach.horizon, self.zone)


def _before(horizon: str, page: _Page, known: Mapping[int, str]) -> bool:
    """Tell whether a page lies before the horizon.

    Old cards that stick to a first page and new ones that stick to an old page must not
    deceive: nothing new to this walk is younger, and half of the page is known to be older.
    """
    if not page.keys:
        return False
    younger = any(known[key] >= horizon for key in page.new if key in known)
    older = sum(date < horizon for date in known.values())
    return not younger and 2 * older >= len(page.keys)


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _parsed(utc: str) -> dt.datetime:
    return dt.datetime.fromisoformat(utc)


def _days_before(utc: str, days: int) -> str:
    return _utc(_parsed(utc) - dt.timedelta(days=days))


def _day(utc: str, zone: str) -> str:
    return _parsed(utc).astimezone(ZoneInfo(zone)).date().isoformat()
