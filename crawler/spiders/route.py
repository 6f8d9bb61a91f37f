"""One bureau's way through its listings in a backfill: what is planned, walked and done."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.courses.course import Course
    from crawler.courses.planning import Planned
    from crawler.courses.spans import Days
    from pipelines.archive import WalkRow

MOST_SAMPLES = 3
"""Articles of one page that are asked for to learn on what day it lies."""


@dataclass
class Route:
    """A bureau's courses: those that wait, and the one that is walked."""

    spans: list[Days]
    """The wanted days."""
    rows: list[WalkRow]
    """The walks that the archive knew when the run began."""
    plans: deque[Planned] = field(default_factory=deque)
    menu_left: bool = False
    """Whether the bureau's menu is still to be read."""
    tags_left: bool = False
    """Whether the tags of what is held are still to be planned."""
    sweep_left: bool = True
    """Whether what was only known so far is still to be wanted, once all else is walked."""
    planned: Planned | None = None
    course: Course | None = None
    row: WalkRow | None = None
    """Of the course; None until its listing has answered."""
    found_new: int = 0
    tried: set[int] = field(default_factory=set)
    """Articles of the page that were asked for to learn its day."""
    failed: int = 0
    """Courses that did not end well."""
    told: bool = False

    def begin(self, planned: Planned, course: Course) -> None:
        """Take up a course."""
        self.planned, self.course, self.row = planned, course, planned.row
        self.found_new = 0
        self.tried.clear()

    def done(self) -> None:
        """Put the course away."""
        self.planned = self.course = self.row = None

    def samples(self) -> list[int]:
        """Return the articles that may tell the day of the page, those of its middle first.

        What stands first or last on a page may be an old card that sticks there.
        """
        assert self.course is not None
        ids = list(self.course.to_judge)
        middle = len(ids) // 2
        ranked = sorted(range(len(ids)), key=lambda place: abs(place - middle))
        left = MOST_SAMPLES - len(self.tried)
        return [ids[place] for place in ranked if ids[place] not in self.tried][: max(0, left)]
