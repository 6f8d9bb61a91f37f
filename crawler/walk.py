"""The walk through one bureau's listings: which page is asked next, and when it is enough.

A pure state machine: no request, no clock, no archive. The spider asks `next()`, tells what
came (`feed`, `page`, `failed`) and, once the articles of a listing page have been read, hands
over when they were published (`judge`). Where a page lies in time is known from its articles
only, never from a listing's "5 menit lalu". How far back a walk
goes is said in `crawler.reach`, when a page is the last one in `crawler.enough`.

What has to hold at the end: if `end().moves_to` is set, every article that the listings
showed between its two ends is in the frontier. Whatever is doubtful leaves it None, so that
the next run walks there again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.enough import (
    COMPLETE,
    REPEATED_PAGES,
    UNDATED_PAGES,
    Ended,
    InRow,
    ListedPage,
    reached,
)
from crawler.reach import Reach, Span, days_between, span_after
from crawler.ways.pager import form_of_page, numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from crawler.ways.pager import Numbered

MANY_OF_OTHERS = 10
"""Articles of other hosts that a bureau's listings do not name without one of its own, unless its
site has moved: regional lists have some of other bureaus between theirs."""


class Step(StrEnum):
    """What is asked for."""

    FEED = "feed"
    LISTING = "terkini"  # or any other listing that goes on page by page


@dataclass(frozen=True, slots=True)
class Ask:
    """A page to ask for."""

    url: str
    step: Step
    number: int
    """The listing page's number from 1 on; 0 for a feed."""


@dataclass(frozen=True, slots=True)
class WalkEnd:
    """How a walk ended."""

    ended: Ended
    complete: bool
    errors: tuple[str, ...]
    moves_to: tuple[str, str] | None
    """The span (from, to) that is complete now, UTC; None if what is held does not change."""
    uncovered: tuple[str, str] | None
    """First and last day, in the bureau's zone, between what was complete and this walk."""


@dataclass
class Walk:
    """One bureau's walk. Give it `begin` before the first `judge`."""

    feeds: Sequence[str]
    """Addresses, asked first and once each."""
    terkini: str | None
    """The listing's first page; page n is `<terkini>/<n>`. None: the bureau has feeds only."""
    zone: str
    """The bureau's IANA zone, for days that a person reads."""
    pages_limit: int | None = None
    page_url: Callable[[int], str] | None = None
    """Gives the address of a page where it is not `<terkini>/<n>`."""
    start: int = 1
    """The page to begin at."""
    form: Numbered | None = None
    """How the listing's own pager writes the addresses of its pages, once a link has shown it."""
    named: int = 0
    """Articles named so far, by feeds and pages together, repeats included."""
    pages: int = 0
    """Listing pages read."""
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._feeds = deque(self.feeds)
        self._own = 0
        self._feed_keys: set[int] = set()
        self._feeds_failed = 0
        """Errors of feeds: told, but a listing that was read names all that they would have."""
        self._reaches_back = False
        self._reach: Reach | None = None
        self._span = Span()
        self._now = ""
        self._asked: set[str] = set()
        self._outstanding: Ask | None = None
        self._open: ListedPage | None = None
        self._seen: set[object] = set()
        self._number = self.start
        self._next_url = None if self.terkini is None else self._address(self.start)
        self._listed = 0
        self._last_try = False
        self._missing: tuple[int, str] | None = None
        """Number of a page that was not there or named nothing new, and what to say if it was no
        end: if the listing goes on behind it."""
        self._in_row = InRow()
        self._oldest: str | None = None
        """How far back the pages were read, UTC; None while nothing is known."""
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
            self._open = ListedPage("", frozenset(self._feed_keys))
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
        self._own += len(keys)
        self._feed_keys.update(keys)
        if not keys and not others:
            self._feed_failed(ask, " names no article")

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
        self._in_row.failed = 0
        everything = {*keys, *others}
        self.named += len(everything)
        self._listed += len(everything)
        self._own += len(keys)
        new = everything - self._seen
        if new:
            if self._missing:
                self.errors.append(f"{self._missing[1]}, but the listing goes on behind it")
            self._missing = None
        else:
            # Its end, or a page that came without its list, or with another one, for a moment.
            self._missing = self._missing or (ask.number, f"{ask.url}: it names nothing new")
        self._seen |= everything
        own = frozenset(keys)
        self._open = ListedPage(ask.url, own, frozenset(settled) & own, own & new, not new)
        if self._last_try and not new:
            # The pager had already said that the page before was the last one.
            self._in_row.nothing_new = REPEATED_PAGES
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
            self._feed_failed(ask, f": {why}")
            return
        if gone and ask.number > 1:
            # The end, or one page that is missing for a moment: the page behind it tells.
            if self._missing or self._last_try:
                self._ended = Ended.END_OF_LISTING
                return
            self._missing = ask.number, f"{ask.url}: {why}"
            self._go_on(ask, None, has_pager=False)
            return
        self.errors.append(f"{ask.url}: {why}")
        self._ended = self._in_row.add_failed()
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
        if self.terkini is None:
            self._ended = Ended.FEEDS_ONLY
            self._reaches_back = any(date <= reach.horizon for date in known.values())
            return
        back = reached(known[key] for key in page.new if key in known)
        if back is not None:
            self._oldest = back if self._oldest is None else min(self._oldest, back)
        self._ended = self._in_row.add(page, known, self._span, reach) or self._ended
        if self._ended is Ended.UNDATED:
            self.errors.append(
                f"{page.url}: no article of {UNDATED_PAGES} pages in a row has a date, "
                "so where they lie in time is unknown"
            )

    @property
    def number(self) -> int:
        """The number of the page that is asked next."""
        return self._number

    @property
    def missing(self) -> int | None:
        """The number of the first page that is missing, unless the listing ends there."""
        return None if self._missing is None else self._missing[0]

    def stop(self, why: str) -> None:
        """End the walk from outside because of an error, such as a host that stopped answering.

        Args:
            why: for a person.
        """
        self._outstanding = self._open = None
        self.errors.append(why)
        self._ended = Ended.FAILED

    def end(self) -> WalkEnd:
        """Return how the walk ended, or stands: a walk that is not over was interrupted."""
        ended = self._ended or Ended.INTERRUPTED
        errors = list(self.errors)
        sound = len(errors) == self._feeds_failed
        if ended is not Ended.INTERRUPTED:
            if self.named == 0 and not errors:
                errors.append("the listings name no article")
            elif self.named >= MANY_OF_OTHERS and not self._own and sound:
                errors.append(
                    "the listings name articles of other hosts only: 'antara probe' says whether "
                    "its site has moved"
                )
            elif self.pages and not self._listed:
                errors.append(f"{self.terkini} names no article in its main column")
        if ended is Ended.FEEDS_ONLY:
            complete = not errors and self._reaches_back
        else:
            complete = len(errors) == self._feeds_failed and ended in COMPLETE
        moves_to = uncovered = None
        if self._reach is not None:
            reach = self._reach
            if ended is Ended.END_OF_LISTING and self._oldest is not None:
                # A listing may end before its bureau's first article: only what it showed is read.
                reach = replace(reach, horizon=max(reach.horizon, self._oldest))
            moves_to = span_after(self._span, reach, self._now) if complete else None
            uncovered = days_between(self._span, reach, self.zone)
        return WalkEnd(ended, complete, tuple(errors), moves_to, uncovered)

    def _address(self, number: int) -> str:
        """Return the address of a page; the first one has no number."""
        if number > 1 and self.form is not None:
            return self.form.at(number)
        if self.page_url is not None:
            return self.page_url(number)
        return str(self.terkini) if number == 1 else f"{self.terkini}/{number}"

    def _feed_failed(self, ask: Ask, why: str) -> None:
        self._feeds_failed += 1
        self.errors.append(f"{ask.url}{why}")

    def _answered(self, step: Step) -> Ask:
        ask = self._outstanding
        assert ask is not None
        assert ask.step is step
        self._outstanding = None
        return ask

    def _go_on(self, ask: Ask, next_url: str | None, *, has_pager: bool) -> None:
        """Set the next listing page: the pager's own link, else the number after this one."""
        self._number = ask.number + 1
        self.form = form_of_page(next_url, self._number) or self.form
        computed = self._address(self._number)
        if next_url is not None and (next_url in self._asked or _leads_astray(ask, next_url)):
            next_url = None
            has_pager = False  # it names pages, only not the next one: it says nothing of the end
        if next_url is not None:
            self._next_url, self._last_try = next_url, False
        elif computed not in self._asked:
            self._next_url, self._last_try = computed, has_pager
        else:
            self._ended = self._ended or Ended.END_OF_LISTING


def _leads_astray(ask: Ask, next_url: str) -> bool:
    """Tell whether a link leads to another page than the next one, by the addresses' numbers."""
    here, there = numbered(ask.url), numbered(next_url)
    if here is None or there is None or here.number != ask.number:
        return False
    return here.at(0) == there.at(0) and there.number != ask.number + 1
