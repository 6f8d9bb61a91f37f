"""The course through a date index, /indeks/DD-MM-YYYY: day by day, each read to its end. Pure.

Which hosts answer a date index is not known. So it begins with the last wanted days, backwards,
until one shows articles of its own day: whoever has no page for them, or shows other days'
articles, has no date index. From then on it goes forwards from the first wanted day.

Whoever shows the newest articles for any day shows yesterday's in the early morning, so that they
are of the day that was asked for. So what was read counts once another day has shown other ones.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from crawler.courses.course import Counts, CourseEnd, DayRead, Listed, State, Wish
from crawler.courses.spans import day_after
from crawler.dates import zone_day
from crawler.walk import Ask, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from crawler.ways import Link

PAGE_SIZE = 10
"""Articles on a page, as www had them from 2019 to 2022: a shorter page is a day's last one."""
EMPTY_DAYS = 120
"""After so many days in a row without an article, a course without a first day is at its end."""
FAILED_DAYS = 3
"""After so many days in a row that did not come, a course gives up for this run."""
MISSING_DAYS = 2
"""So many of the last days have to be missing for a host to have no date index."""
FEW = 3
"""Articles from which on two days that name the same ones are a fault of the host's."""
SILENT_DAYS = 15
"""So many of the last days without an article, and without a proof, are no date index."""


class DateIndex:
    """See `crawler.courses.course.Course`.

    Args:
        page_url: gives the address of a page by day and number.
        zone: the bureau's IANA zone.
        days: first and last wanted day.
        position: of an earlier run.
        open_since: whether nobody said where to end: then it goes backwards.
    """

    def __init__(
        self,
        page_url: Callable[[str, int], str],
        zone: str,
        days: tuple[str, str],
        position: Mapping[str, Any] | None = None,
        *,
        open_since: bool = False,
    ) -> None:
        known = position or {}
        self.page_url = page_url
        self.zone = zone
        self.since, self.until = days
        self.open_since = open_since
        self.counts = Counts()
        self._proved = bool(known.get("proved"))
        """Whether the host has shown the articles of a day that it was asked for."""
        self._differs = False
        """Whether two days have shown different articles in this run, or a page has said its day.
        Until then nothing of the days is told, and no position: the next run begins here again."""
        self._before: tuple[str, frozenset[object]] | None = None
        """The last day that named articles, and what its first page named."""
        self._repeated = False
        """Whether a day named the articles of the one before, which is told once."""
        self._control = False
        """Whether it asks for the day before the wanted ones, only to compare."""
        self._day: str = known.get("day") or self.until
        self._upper: str = known.get("upper") or day_after(self.until)
        """From this day on all is read."""
        # Whoever goes on with another's walk goes on in its direction.
        self._backwards = bool(known.get("backwards", open_since or not self._proved))
        self._turns = not open_since and not (self._proved and self._backwards)
        """Whether it goes forwards once the index is proved."""
        self._number = 1
        self._next_url: str | None = None
        self._asked: Ask | None = None
        self._named: set[object] = set()
        self._announced: int | None = None
        self._announces = bool(known.get("announces"))
        """Whether a page has said how many articles its day has."""
        self._fullest = 0
        """Articles on the fullest page so far. A host may put fewer than ten on each: where nothing
        else tells, a page that is not shorter than all before it need not be the last one."""
        self._to_judge: list[int] = []
        self._judged_day = ""
        self._empty = self._missing = self._failures = 0
        self._redo: str | None = None
        self._errors: list[str] = []
        self._read: list[DayRead] = []
        self._over = False
        self._nothing: str | None = None
        self._gave_up = False

    @property
    def position(self) -> dict[str, Any]:
        """The day to go on with: the first one that failed, if any did."""
        if not (self._proved and self._differs):
            return {}
        return {
            "proved": True,
            "day": self._redo or self._day,
            "upper": self._upper,
            "backwards": self._backwards,
            "announces": self._announces,
        }

    @property
    def end(self) -> CourseEnd | None:
        """How it ended; None while it goes on."""
        if self._nothing is not None:
            return CourseEnd(State.NOTHING, self._nothing)
        if self.waits or not (self._over or self._gave_up):
            return None
        if self._errors:
            return CourseEnd(State.FAILED, self._errors[0], errors=tuple(self._errors))
        if not (self._proved and self._differs):
            return CourseEnd(State.NOTHING, "it names no article on these days")
        return CourseEnd(State.DONE, "each day was read")

    @property
    def waits(self) -> bool:
        """Whether the first day's articles have to show that the host keeps to the date."""
        return bool(self._to_judge)

    @property
    def to_judge(self) -> Sequence[int]:
        """The ids of the first day's first page."""
        return self._to_judge

    @property
    def needs_a_date(self) -> bool:
        """Never: the articles of a day are asked for."""
        return False

    def wish(self, link: Link) -> Wish:
        """Want everything, as of the day that was asked for."""
        sure = self._proved and self._differs
        return Wish(not self._control, self._day if sure else None)

    def next(self) -> Ask | None:
        """Return the page to read."""
        if self._asked is not None or self.waits or self.end is not None:
            return None
        url = self._next_url or self.page_url(self._day, self._number)
        self._asked = Ask(url, Step.LISTING, self._number)
        return self._asked

    def page(self, listed: Listed) -> None:
        """Take in a page of the day."""
        self._asked = None
        self._failures = 0
        self.counts.add(listed.own)
        shown = getattr(listed.page, "day", None)
        if shown is not None and shown != self._day:
            if self._proved and not self._control:
                self._day_failed(f"{self.page_url(self._day, 1)} shows {shown}")
            else:
                self._nothing = f"asked for {self._day}, it shows {shown}"
            return
        if self._announced is None:
            self._announced = getattr(listed.page, "announced", None)
            self._announces |= self._announced is not None
        if shown is not None and self._announced is not None:
            self._proved = True  # it says which day it shows, and how much: "(0 berita)" too
        everything = {*listed.own, *listed.others}
        if self._number == 1 and not self._compare(everything, says=shown is not None):
            return
        if self._control:
            self._over = True
            return
        new = everything - self._named
        self._named |= everything
        if not self._proved and listed.own:
            self._to_judge, self._judged_day = list(dict.fromkeys(listed.own)), self._day
        is_last = self._is_last(listed, new)
        self._fullest = max(self._fullest, len(listed.page.found))
        if is_last:
            self._day_done()
        else:
            self._number += 1
            self._next_url = listed.page.next_url

    def _compare(self, named: set[object], *, says: bool) -> bool:
        """Compare what the first page of a day names with that of the day read before.

        Returns:
            Whether the day counts, as far as that can be told by now.
        """
        before = self._before
        if named:
            self._before = self._day, frozenset(named)
        self._differs |= says
        if says or before is None:
            return True
        day, other = before
        # Some may have come out between the two.
        if not named or 2 * len(named & other) < max(len(named), len(other)):
            self._differs = True
            return True
        why = f"it names the same articles on {self._day} as on {day}"
        if not self._differs:
            self._nothing = why
        elif len(named) >= FEW:
            # Days that are too old for it, for instance: then the one before was none either.
            self._errors += [] if self._repeated else [why]
            self._repeated = True
            self._redo = self._redo or day
            self._read += [DayRead(each, None, 0, complete=False) for each in (day, self._day)]
            self._go_on()
        else:
            return True
        return False

    def _is_last(self, listed: Listed, new: set[object]) -> bool:
        """Tell whether nothing of the day is left to read; what it announces may be too little."""
        if not new:
            return True
        full = len(listed.page.found) >= PAGE_SIZE
        if self._announced is not None and (not full or len(self._named) < self._announced):
            return len(self._named) >= self._announced
        if listed.page.has_pager:
            return listed.page.next_url is None
        return not full and len(listed.page.found) < self._fullest

    def failed(self, why: str, *, gone: bool = False) -> None:
        """Take in that a page did not come."""
        ask, self._asked = self._asked, None
        assert ask is not None
        if self._control and gone:
            self._differs = self._over = True
        elif not gone:
            self._day_failed(f"{ask.url}: {why}")
        elif ask.number > 1:
            # A page that the one before it had promised is missing, not the end.
            self._day_done(whole=self._next_url is None)
        elif self._proved:
            # Perhaps a day without articles, perhaps one that is missing: not proved either way.
            self._read.append(DayRead(self._day, None, 0, complete=False))
            self._empty += 1
            self._go_on()
        else:
            self._missing += 1
            self._read.append(DayRead(self._day, None, 0, complete=False))
            if self._missing >= MISSING_DAYS or self._day <= self.since:
                self._nothing = f"{ask.url}: {why}"
            else:
                self._go_on()

    def refused(self, why: str) -> None:
        """Take in that the listing may not be asked for."""
        self._asked = None
        self._nothing = why

    def judge(self, published: Mapping[int, str]) -> None:
        """Compare the articles of the first day with the day that was asked for."""
        days = [zone_day(published[key], self.zone) for key in self._to_judge if key in published]
        self._to_judge = []
        day, known = self._judged_day, Counter(days)
        if known and 2 * known[day] < known.total():
            other = known.most_common(1)[0][0]
            self._nothing = f"asked for {day}, it names articles of {other}"
        elif known:
            self._proved = True
            if self._day != day and self._turns:
                self._turn()
            self._compare_at_last()

    def days_read(self) -> list[DayRead]:
        """Return the days that were read since the last call; none before they are proved."""
        if not (self._proved and self._differs):
            return []
        read, self._read = self._read, []
        return read

    def _day_done(self, *, whole: bool = True) -> None:
        named = len(self._named)
        if self._announced is not None:
            complete = named >= self._announced
        else:
            # A host that says how many a day has, and then does not, may have shown no index.
            complete = whole and (named > 0 or not self._announces)
        self._read.append(DayRead(self._day, self._announced, named, complete))
        self._empty = 0 if named else self._empty + 1
        self._go_on()

    def _day_failed(self, why: str) -> None:
        self._errors.append(why)
        self._redo = self._redo or self._day
        self._read.append(DayRead(self._day, self._announced, len(self._named), complete=False))
        self._failures += 1
        if self._failures >= FAILED_DAYS or not self._proved or self._control:
            self._gave_up = True
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Set the next day, and after the last one the control, where that is still needed."""
        self._number, self._next_url = 1, None
        self._named, self._announced = set(), None
        self._set_day()
        self._compare_at_last()

    def _compare_at_last(self) -> None:
        """Ask for one day more where no other one was there to compare with."""
        if self._over and self._proved and not self._differs and self._before is not None:
            self._over, self._control = False, True
            self._day = day_after(self.since, -1)

    def _set_day(self) -> None:
        """Set the next day: backwards up to the proof, then forwards from the first one."""
        if not self._backwards:
            self._day = day_after(self._day)
            self._over = self._day >= self._upper
            return
        self._upper = self._day
        if self._proved and self._turns:
            self._turn()
            return
        self._day = day_after(self._day, -1)
        self._over = self._day < self.since or self._empty >= EMPTY_DAYS
        if not self._proved and not self.waits and self._empty >= SILENT_DAYS:
            self._nothing = f"it names no article on {self._empty} days in a row"

    def _turn(self) -> None:
        """Go forwards from the first wanted day, once one of the last has proved the index."""
        self._backwards = False
        self._day = self.since
        self._over = self._day >= self._upper
