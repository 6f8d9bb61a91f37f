"""Finding the page of a long listing at which given days begin, without reading all before it.

A bureau has tens of thousands of listing pages, newest first. Pages are looked at in doubling
steps until one lies behind the wanted days, then by halving: some twenty questions instead of
weeks. Pure: the walk asks, and tells on what day a page lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MOST_BROKEN = 3
"""Pages that may fail to come before a search gives up for this run."""
CLOSE_ENOUGH = 1
"""Pages between the newest page known to be too new and the first one that is not."""


class Seek:
    """A search for the last page that is still newer than a day.

    New articles push the others down while it lasts, so that what was on a page is on a later one:
    to begin at the page that it finds repeats a little and misses nothing.

    Args:
        until: the last wanted day, YYYY-MM-DD.
        position: what `position` returned before an interruption.
    """

    def __init__(self, until: str, position: Mapping[str, Any] | None = None) -> None:
        self.until = until
        known = position or {}
        self._newer = int(known.get("newer", 0))
        """The last page that is known to be newer than `until`; 0: none."""
        self._behind: int | None = known.get("behind")
        """The first page that is known not to be."""
        self._seen: dict[int, frozenset[int]] = {}
        self._lost = False
        self._broken: set[int] = set()

    @property
    def given_up(self) -> bool:
        """Whether so many pages did not come that the host is to be left for now."""
        return len(self._broken) >= MOST_BROKEN

    def failed(self, number: int) -> None:
        """Take in that a page did not come: the one behind it will do as well."""
        self._broken.add(number)

    @property
    def position(self) -> dict[str, Any]:
        """What an interrupted search goes on with, as plain JSON values."""
        return {"newer": self._newer, "behind": self._behind}

    @property
    def page(self) -> int | None:
        """The page to look at; None when the search is over."""
        if self._lost:
            return None
        if self._behind is None:
            return self._whole(max(1, self._newer * 2))
        if self._behind - self._newer <= CLOSE_ENOUGH:
            return None
        page = self._whole((self._newer + self._behind) // 2)
        # Between the two all that is left is broken: begin before it.
        return page if page < self._behind else None

    def _whole(self, page: int) -> int:
        """Return this page, or the first one behind it that did not fail to come."""
        while page in self._broken:
            page += 1
        return page

    @property
    def start(self) -> int:
        """The page to begin at."""
        return max(1, self._newer)

    def saw(self, number: int, keys: Collection[int], day: str | None) -> None:
        """Take in a page.

        Args:
            number: of the page that was looked at.
            keys: the bureau's own articles on it; none for a page that is not there.
            day: on which most of them were published; None when that cannot be known.
        """
        own = frozenset(keys)
        # Some listings answer the last page again to whoever asks beyond it.
        repeats = any(own <= seen for page, seen in self._seen.items() if page < number)
        if not own or repeats:
            self._behind = number
        elif day is None:
            self._lost = True  # begin at what is known: more pages, and nothing missed
        elif day > self.until:
            self._newer = number
        else:
            self._behind = number
        self._seen[number] = own
