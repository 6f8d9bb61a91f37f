"""The course through the sitemaps that a host's robots.txt names. Pure, like all courses."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from crawler.courses.course import Counts, CourseEnd, DayRead, Listed, State, Wish
from crawler.walk import Ask, Step
from crawler.ways import is_robots_txt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crawler.ways import Link

MOST_FILES = 1_000
"""Files that one course reads: a map of maps may name itself, or half the web."""


class Sitemaps:
    """See `crawler.courses.course.Course`.

    Args:
        addresses: of the sitemaps that robots.txt names; its own, where it is to be read first.
        days: first and last wanted day.
        position: of an earlier run.
        all_days: whether the days are all there are: then no entry is of other ones.
    """

    needs_a_date = False
    waits = False

    def __init__(
        self,
        addresses: Iterable[str],
        days: tuple[str, str],
        position: Mapping[str, Any] | None = None,
        *,
        all_days: bool = False,
    ) -> None:
        known = position or {}
        self.all_days = all_days
        self.since, self.until = days
        self.counts = Counts()
        self._left = deque(known.get("left", addresses))
        self._seen = {*known.get("seen", ()), *self._left}
        self._asked: Ask | None = None
        # What was left unread is not read by going on: the walk says so each time.
        self._over = str(known.get("over", ""))
        self._errors = [self._over] if self._over else []
        self._redo: list[str] = []
        self._refused: list[str] = []
        self._read = int(known.get("read", 0))

    @property
    def position(self) -> dict[str, Any]:
        """The files that are left, those that failed among them."""
        asked = [self._asked.url] if self._asked is not None else []
        left = [*asked, *self._left, *self._redo]
        position = {"left": left, "seen": sorted(self._seen), "read": self._read}
        return {**position, "over": self._over} if self._over else position

    @property
    def end(self) -> CourseEnd | None:
        """How it ended; None while it goes on."""
        if self._left or self._asked is not None:
            return None
        if self._errors:
            return CourseEnd(State.FAILED, self._errors[0], errors=tuple(self._errors))
        if not self._read:
            why = self._refused[0] if self._refused else "robots.txt names no sitemap"
            return CourseEnd(State.NOTHING, why)
        return CourseEnd(State.DONE, f"{self._read} files were read")

    @property
    def to_judge(self) -> Sequence[int]:
        """None: a sitemap has no order in time."""
        return ()

    def wish(self, link: Link) -> Wish:
        """Want what is of the days by the sitemap's own word; know the rest.

        Where it tells no day of publication, the last change within the days is reason enough to
        ask; it is no likely day, because it may lie years after the publication.
        """
        day = getattr(link, "day", None)
        hint = day or (getattr(link, "lastmod", None) or "")[: len("2026-01-31")]
        return Wish(self.all_days or self.since <= hint <= self.until, day)

    def next(self) -> Ask | None:
        """Return the file to read."""
        if self._asked is not None or not self._left:
            return None
        self._asked = Ask(self._left.popleft(), Step.LISTING, 1)
        return self._asked

    def page(self, listed: Listed) -> None:
        """Take in a file, and the further ones that it names."""
        ask, self._asked = self._asked, None
        assert ask is not None
        self._read += not is_robots_txt(ask.url)
        self.counts.add(listed.own)
        for url in getattr(listed.page, "more", ()):
            if url in self._seen:
                continue
            if len(self._seen) >= MOST_FILES:
                if not self._over:
                    self._over = f"{url} and others were not read: there are over {MOST_FILES}"
                    self._errors.append(self._over)
                break
            self._seen.add(url)
            self._left.append(url)

    def failed(self, why: str, *, gone: bool = False) -> None:
        """Take in that a file did not come; one that is not there is not asked for again."""
        ask, self._asked = self._asked, None
        assert ask is not None
        if gone:
            self._refused.append(f"{ask.url}: {why}")
        else:
            self._errors.append(f"{ask.url}: {why}")
            self._redo.append(ask.url)

    def refused(self, why: str) -> None:
        """Take in that a file may not be asked for."""
        self.failed(why, gone=True)

    def judge(self, published: Mapping[int, str]) -> None:
        """Do nothing: nothing is waited for."""

    def days_read(self) -> list[DayRead]:
        """Return none: a file is not a day."""
        return []
