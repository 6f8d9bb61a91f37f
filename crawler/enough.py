"""When a walk through a bureau's listing is enough, judged page after page. Pure.

Old cards that stick to a first page and new ones that stick to an old page must not deceive,
so no rule hangs on one card: half of a page, or several pages in a row, have to agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crawler.reach import Reach, Span

STALE_PAGES = 3
"""So many pages in a row without an unsettled article end a walk, beyond what is complete."""
REPEATED_PAGES = 2
"""So many pages in a row that name nothing new to this walk are the end of the listing."""
UNDATED_PAGES = 20
"""After so many pages in a row without one known date, a walk gives up."""
FAILED_PAGES = 2


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
class ListedPage:
    """What one page named, by the ids of the bureau's own articles."""

    url: str
    keys: frozenset[int]
    settled: frozenset[int] = frozenset()
    """Those that had an outcome before the page came."""
    new: frozenset[int] = frozenset()
    """Those that no page before it had named."""
    nothing_new: bool = False
    """Whether pages before it had named all of it, other bureaus' articles included."""


@dataclass(slots=True)
class InRow:
    """How many pages in a row were so, the last one included."""

    failed: int = 0
    nothing_new: int = 0
    stale: int = 0
    undated: int = 0

    def add_failed(self) -> Ended | None:
        """Count a page that did not come; return whether that is enough."""
        self.failed += 1
        return Ended.FAILED if self.failed >= FAILED_PAGES else None

    def add(
        self, page: ListedPage, known: Mapping[int, str], span: Span, reach: Reach
    ) -> Ended | None:
        """Count a page that came, and return why it is the last one; None if it is not.

        Args:
            page: what it named.
            known: when its own articles were published, UTC, as far as known.
            span: what earlier walks completed.
            reach: how far back this walk goes.
        """
        self.nothing_new = self.nothing_new + 1 if page.nothing_new else 0
        if page.keys:
            self.stale = self.stale + 1 if _is_stale(page, known, span, reach) else 0
        # A host that has moved lists another bureau's articles only: no date ends such a walk.
        self.undated = 0 if known else self.undated + 1
        if _is_before(reach.horizon, page, known):
            return Ended.HORIZON
        if self.nothing_new >= REPEATED_PAGES:
            return Ended.END_OF_LISTING
        if self.stale >= STALE_PAGES:
            return Ended.STALE
        return Ended.UNDATED if self.undated >= UNDATED_PAGES else None


def reached(dates: Iterable[str]) -> str | None:
    """Return how far back a page reads: to the middle one of its dates.

    The oldest ones may be those of cards that have nothing to do with the page's time.

    Args:
        dates: of articles that no page before it had named; UTC, or any other text that sorts.
    """
    known = list(dates)
    return median_low(known) if known else None


def _is_before(horizon: str, page: ListedPage, known: Mapping[int, str]) -> bool:
    """Tell whether nothing new to the walk is younger and half of the page is known as older."""
    if not page.keys:
        return False
    younger = any(known[key] >= horizon for key in page.new if key in known)
    older = sum(date < horizon for date in known.values())
    return not younger and 2 * older >= len(page.keys)


def _is_stale(page: ListedPage, known: Mapping[int, str], span: Span, reach: Reach) -> bool:
    """Tell whether a page has nothing unsettled and lies beyond what is complete."""
    held_from, held_to = span.complete_from, span.complete_to
    if held_from is None or held_to is None or held_from > reach.horizon:
        return False
    beyond = sum(date <= held_to for date in known.values())
    return page.settled == page.keys and 2 * beyond >= len(page.keys)
