"""The course down a listing that goes on page by page, newest first: /terkini, a section, a tag.

First it seeks the page at which the wanted days begin, then it walks from there to their end.
Pure, like all courses.
"""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING, Any

from crawler.courses.course import Counts, CourseEnd, DayRead, Listed, State, Wish
from crawler.courses.seek import Seek
from crawler.courses.spans import day_after
from crawler.dates import zone_day
from crawler.enough import Ended, reached
from crawler.reach import Reach, Span, reach_of
from crawler.walk import Ask, Step, Walk
from crawler.ways.pager import form_of_page, numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from crawler.ways import Link


class Descent:
    """See `crawler.courses.course.Course`.

    Args:
        listing: the address of the first page.
        page_url: gives the address of each page by its number.
        zone: the bureau's IANA zone.
        days: first and last wanted day.
        position: of an earlier run.
        seeks: whether the listing holds other days, so that the wanted ones must be found.
    """

    def __init__(
        self,
        listing: str,
        page_url: Callable[[int], str],
        zone: str,
        days: tuple[str, str],
        position: Mapping[str, Any] | None = None,
        *,
        seeks: bool = True,
    ) -> None:
        known = position or {}
        self.listing = listing
        self.page_url = page_url
        self.zone = zone
        self.since, self.until = days
        self.counts = Counts()
        self._oldest: str | None = known.get("oldest")
        self._redo: int | None = None
        self._asked: Ask | None = None
        self._refused: str | None = None
        self._failed: str | None = None
        self._on_page: list[int] = []
        self._fresh: set[int] = set()
        """Those of them that no page before had named; none on the first page."""
        self._looked_at = 0
        """The number of the page that was sought last."""
        self._seek: Seek | None = Seek(self.until, known.get("seek"))
        self._walk: Walk | None = None
        self._form = numbered(known.get("form", ""))
        """How the listing's own pager writes the addresses of its pages; None until it is known."""
        if "page" in known:
            self._begin(int(known["page"]))
        elif not seeks:
            self._begin(1)

    def _begin(self, page: int) -> None:
        """Walk from this page on."""
        walk = Walk(
            (), self.listing, self.zone, page_url=self.page_url, start=page, form=self._form
        )
        walk.begin("", Span(), self._reach())
        self._walk, self._seek = walk, None

    def _reach(self) -> Reach:
        return reach_of(
            "", Span(), self.zone, since=self.since, reach_back_days=0, first_contact_days=0
        )

    @property
    def position(self) -> dict[str, Any]:
        """Where it goes on: with the search, or at the page that was read last."""
        form = self._form if self._walk is None else self._walk.form
        own = {} if form is None or form.at(2) == self.page_url(2) else {"form": form.at(2)}
        if self._walk is None:
            return {} if self._seek is None else {"seek": self._seek.position, **own}
        page = max(1, self._walk.number - 1) if self._redo is None else self._redo
        return {"page": page, "oldest": self._oldest, **own}

    @property
    def end(self) -> CourseEnd | None:
        """How it ended; None while it goes on."""
        if self._refused is not None:
            return CourseEnd(State.NOTHING, self._refused)
        if self._failed is not None:
            return CourseEnd(State.FAILED, self._failed, errors=(self._failed,))
        if self._walk is None or not self._walk.over:
            return None
        ended, errors = self._walk.end().ended, tuple(self._walk.errors)
        if errors or ended not in (Ended.HORIZON, Ended.END_OF_LISTING):
            errors = errors or (f"{self.listing}: {ended}",)
            return CourseEnd(State.FAILED, errors[0], errors=errors)
        if ended is Ended.HORIZON:
            return CourseEnd(State.DONE, "it was read to the first wanted day")
        return self._at_the_end()

    def _at_the_end(self) -> CourseEnd:
        """Say how far a listing reached that ended by itself.

        Whether older articles never were, or are not listed any more, it does not say: so only
        the days down to its oldest article count as read.
        """
        if self._oldest is None:
            return CourseEnd(State.NOTHING, "it names no article")
        why = f"the listing ends at {self._oldest}"
        # That day itself may be cut off.
        reached = day_after(self._oldest)
        if reached > self.until:
            return CourseEnd(State.NOTHING, why)
        return CourseEnd(State.DONE, why, None if reached <= self.since else reached)

    @property
    def to_judge(self) -> Sequence[int]:
        """The ids of the page that was read last."""
        if self.end is not None:
            return ()
        if self._walk is not None:
            waits = self._walk.to_judge
            return [] if waits is None else [key for key in self._on_page if key in waits]
        # A card that sticks to each page says nothing of this one.
        fresh = [key for key in self._on_page if key in self._fresh]
        return fresh or self._on_page

    @property
    def waits(self) -> bool:
        """Whether a page was read that is not judged yet."""
        if self._walk is not None:
            return self._walk.to_judge is not None
        return bool(self._on_page)

    @property
    def needs_a_date(self) -> bool:
        """Whether it is seeking: there no article of the page was asked for."""
        return self._walk is None and bool(self._on_page)

    def wish(self, link: Link) -> Wish:
        """Want what is found while walking; what is seen while seeking is known only."""
        return Wish(self._walk is not None)

    def next(self) -> Ask | None:
        """Return the page to look at, or to read."""
        if self.end is not None or self._asked is not None or self.waits:
            return None
        if self._walk is None:
            assert self._seek is not None
            page = self._seek.page
            if page is not None:
                form = self._form if page > 1 else None
                url = self.page_url(page) if form is None else form.at(page)
                self._asked = Ask(url, Step.LISTING, page)
                return self._asked
            self._begin(self._seek.start)
        assert self._walk is not None
        self._asked = self._walk.next()
        return self._asked

    def page(self, listed: Listed) -> None:
        """Take in the page."""
        ask, self._asked = self._asked, None
        assert ask is not None
        # What sticks to each page is on the first one already.
        self._fresh = set(listed.own) - self.counts.keys if self.counts.pages else set()
        self.counts.add(listed.own)
        self._on_page = list(dict.fromkeys(listed.own))
        if self._walk is not None:
            errors, missing = len(self._walk.errors), self._walk.missing
            self._walk.page(
                listed.own,
                listed.settled,
                next_url=listed.page.next_url,
                has_pager=listed.page.has_pager,
                others=listed.others,
            )
            if len(self._walk.errors) > errors and missing is not None:
                # It was missing for a moment only: the next run reads it.
                self._redo = min(missing, self._redo or missing)
            return
        self._form = form_of_page(listed.page.next_url, ask.number + 1) or self._form
        if not self._on_page:
            assert self._seek is not None
            self._seek.saw(ask.number, (), None)
        else:
            self._looked_at = ask.number

    def failed(self, why: str, *, gone: bool = False) -> None:
        """Take in that the page did not come."""
        ask, self._asked = self._asked, None
        assert ask is not None
        self._on_page = []
        if gone and ask.number == 1:
            self._refused = f"{ask.url}: {why}"
        elif self._walk is not None:
            if not gone:
                self._redo = min(ask.number, self._redo or ask.number)
            self._walk.failed(why, gone=gone)
        else:
            assert self._seek is not None
            if gone:
                self._seek.saw(ask.number, (), None)
                return
            self._seek.failed(ask.number)
            if self._seek.given_up:
                self._failed = f"{ask.url}: {why}"

    def refused(self, why: str) -> None:
        """Take in that the listing may not be asked for."""
        self._asked = None
        self._refused = why

    def judge(self, published: Mapping[int, str]) -> None:
        """Take in when the articles of the page were published, UTC."""
        known = [published[key] for key in self._on_page if key in published]
        day = zone_day(median_low(known), self.zone) if known else None
        if self._walk is not None:
            back = reached(published[key] for key in self._fresh if key in published)
            oldest = day if back is None else zone_day(back, self.zone)
            if oldest is not None:
                self._oldest = oldest if self._oldest is None else min(self._oldest, oldest)
            self._walk.judge(published)
        else:
            assert self._seek is not None
            times = [published[key] for key in self.to_judge if key in published]
            day = zone_day(median_low(times), self.zone) if times else None
            self._seek.saw(self._looked_at, self._on_page, day)
        self._on_page = []

    def days_read(self) -> list[DayRead]:
        """Return none: a page is not a day."""
        return []
