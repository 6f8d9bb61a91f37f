"""What `ArchiveReader` has to look around: overviews, lists, stories, states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import listing, overview, states, story_reading, withholding
from pipelines.archive.connection import translated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlite_utils import Database

    from pipelines.archive.listing import Listing, What
    from pipelines.archive.outcomes import Filters


class Sights:
    """What `ArchiveReader` returns to look around, most of it for the pages of a server.

    All raise `ArchiveError`.
    """

    path: Path
    _db: Database

    def overview(self, newest: int) -> dict[str, Any]:
        """Return what a front page says: months, newest and run; see `overview`."""
        with translated(self.path):
            return {
                "months": overview.by_month(self._db),
                "newest": overview.newest(self._db, newest),
                "run": overview.last_run(self._db),
            }

    def months(self) -> dict[str, dict[str, int]]:
        """Return how many articles each bureau has by month: see `overview.by_month`."""
        with translated(self.path):
            return overview.by_month(self._db)

    def bureaus(self) -> list[dict[str, Any]]:
        """Return the bureaus of which anything is held: see `overview.bureaus`."""
        with translated(self.path):
            return overview.bureaus(self._db)

    def bureau_names(self) -> list[str]:
        """Return the bureaus of which anything is held."""
        with translated(self.path):
            return overview.bureau_names(self._db)

    def bureau(self, name: str) -> dict[str, Any]:
        """Return what is known of a bureau: see `overview.bureau`."""
        with translated(self.path):
            return overview.bureau(self._db, name)

    def bureau_facts(self, name: str, most: int) -> dict[str, Any]:
        """Return of a bureau its months, its commonest names, and the last run of all.

        Args:
            name: short name.
            most: names of each kind.
        """
        with translated(self.path):
            return {
                "months": listing.months(self._db, name),
                "sections": listing.top(self._db, name, "section", most),
                "places": listing.top(self._db, name, "place", most),
                "reporters": listing.top(self._db, name, "reporter", most),
                "run": overview.last_run(self._db),
            }

    def listing(self, what: What, name: str, before: str | None, most: int) -> Listing:
        """Return a page of the articles of a bureau, section, place, reporter or tag.

        See `listing.listing`.

        Raises:
            ValueError: `before` is no key of a page.
        """
        with translated(self.path):
            return listing.listing(self._db, what, name, before, most)

    def names(self, what: What, most: int) -> dict[str, int]:
        """Return the commonest names of a kind: see `listing.names`."""
        with translated(self.path):
            return listing.names(self._db, what, most)

    def name_counts(self, what: What, name: str) -> dict[str, int]:
        """Return how many articles of each bureau have a name: see `listing.counts`."""
        with translated(self.path):
            return listing.counts(self._db, what, name)

    def matching(self, filters: Filters, skip: int, most: int) -> list[dict[str, Any]]:
        """Return articles that pass filters, newest first: see `listing.matching`.

        Raises:
            TookTooLongError: few pass, far back.
        """
        with translated(self.path):
            return listing.matching(self._db, filters, skip, most)

    def story(self, bureau: str, article_id: int) -> dict[str, Any] | None:
        """Return the story of an article: see `story_reading.story_of`."""
        with translated(self.path):
            return story_reading.story_of(self._db, bureau, article_id)

    def copies(self, bureau: str, article_id: int) -> list[dict[str, Any]]:
        """Return the other articles of an article's story: see `story_reading.copies_of`."""
        with translated(self.path):
            return story_reading.copies_of(self._db, bureau, article_id)

    def carried(self) -> list[tuple[str, str, int]]:
        """Return how much bureaus carry of each other: see `story_reading.carried`."""
        with translated(self.path):
            return story_reading.carried(self._db)

    def states(self, bureau: str, article_id: int) -> list[dict[str, Any]]:
        """Return an article's states over time: see `states.states_of`."""
        with translated(self.path):
            return states.states_of(self._db, bureau, article_id)

    def history(self, bureau: str, article_id: int) -> list[dict[str, Any]]:
        """Return an article's changes, oldest first, and which were silent: `states.history_of`."""
        with translated(self.path):
            return states.history_of(self._db, bureau, article_id)

    def newest_state(self, bureau: str, article_id: int) -> dict[str, Any]:
        """Return which state of an article is the last, and since when: see `states.newest`."""
        with translated(self.path):
            return states.newest(self._db, bureau, article_id)

    def state_count(self, bureau: str, article_id: int) -> int:
        """Return how many states of an article are held."""
        with translated(self.path):
            return states.how_many(self._db, bureau, article_id)

    def corrected(self, filters: Filters, limit: int) -> list[dict[str, Any]]:
        """Return what articles changed after they were first seen: see `states.corrected`."""
        with translated(self.path):
            return list(states.corrected(self._db, filters, limit))

    def withheld(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], dict[str, str]]:
        """Return which articles' texts are not shown, and why: see `withholding.withheld`."""
        with translated(self.path):
            return withholding.withheld(self._db, keys)
