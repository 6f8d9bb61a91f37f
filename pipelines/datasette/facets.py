"""A Datasette plugin: facets that are not cut off, however many rows there are.

Datasette counts the rows of a facet when it is asked for, and gives up after a while. Here what
the archive's own small tables know is read from them; what else takes too long is counted among
the first rows, and the page says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from datasette import facets, hookimpl  # type: ignore[import-untyped]

from pipelines.archive.facet_counts import BUREAU, FIRST_ROWS, SMALL, first_rows
from pipelines.archive.library import sqlite3
from pipelines.datasette import limits
from pipelines.datasette.apart import NotNowError, TooMuchError
from pipelines.datasette.visits import ClientLeftError

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTED: Final = "counted_rows"
"""The key of a facet's result that says so."""
_NO_FILTERS: Final = (
    *("_size", "_sort", "_sort_desc", "_sort_by_desc", "_next", "_col", "_nocol", "_all"),
    *("_labels", "_shape", "_nocount", "_json", "_trace", "lang"),
)


@hookimpl  # type: ignore[untyped-decorator]
def register_facet_classes() -> list[type]:
    """Return the facets: these take the place of Datasette's own."""
    return [ColumnFacet, DateFacet, ArrayFacet]


class _Bounded:
    """What is added to a facet of Datasette's."""

    ds: Any
    sql: str
    params: Any
    table: str | None
    _only: list[dict[str, Any]] | None = None

    def get_configs(self) -> list[dict[str, Any]]:
        """Return the columns to count, each once; while one is counted only that."""
        if self._only is not None:
            return self._only
        found: dict[str, dict[str, Any]] = {}
        for each in super().get_configs():  # type: ignore[misc]
            found.setdefault(str(each["config"]), each)
        return list(found.values())

    def get_facet_size(self) -> int:
        """Return how many values of a column are counted."""
        asked: int = super().get_facet_size()  # type: ignore[misc]
        return min(asked, limits.FACET_VALUES)

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Return the counts, and the columns that were too much even so."""
        found: list[dict[str, Any]] = []
        late: list[str] = []
        # Nothing may be raised here: Datasette has begun to count other facets by then, cannot
        # stop, and Python would complain of each on the terminal.
        ds, sql, params = self.ds, self.sql, self.params
        for config in self.get_configs():
            self._only = [config]
            if small := self._small(config["config"]):
                self.ds = _Instead(ds, *small)
            try:
                results, timed_out = await super().facet_results()  # type: ignore[misc]
                if timed_out:
                    self.ds, self.sql = ds, first_rows(sql)
                    results, timed_out = await super().facet_results()  # type: ignore[misc]
                    for each in results:
                        each[COUNTED] = FIRST_ROWS
            except (TooMuchError, NotNowError, ClientLeftError, sqlite3.Error):
                # A list that is none, say: it stands with what took too long.
                results, timed_out = [], [_column(config["config"])]
            found += results
            late += timed_out
            self.ds, self.sql, self.params = ds, sql, params
        self._only = None
        return found, late

    def _small(self, config: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """Return the statement and parameters that count without looking at the rows."""
        return None


def _column(config: Mapping[str, Any]) -> str:
    return str(config.get("column") or config.get("simple"))


class ColumnFacet(_Bounded, facets.ColumnFacet):  # type: ignore[misc]
    """How often each value of a column stands there."""

    def _small(self, config: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
        counts = SMALL.get((self.table or "", _column(config)))
        if counts is None:
            return None
        bureau = None
        for name, value in self.get_querystring_pairs():
            if name.startswith("_facet") or name in _NO_FILTERS:
                continue
            if bureau is not None or name.removesuffix("__exact") != BUREAU.get(self.table or ""):
                return None
            bureau = value
        size = self.get_facet_size() + 1
        return counts, {"bureau": bureau, "most": size}


class DateFacet(_Bounded, facets.DateFacet):  # type: ignore[misc]
    """How many rows each day has."""


class ArrayFacet(_Bounded, facets.ArrayFacet):  # type: ignore[misc]
    """How often each member of a JSON list stands there."""


class _Instead:
    """Datasette, but that it runs another statement than it is given."""

    def __init__(self, ds: Any, sql: str, params: dict[str, Any]) -> None:
        self._ds, self._sql, self._params = ds, sql, params

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ds, name)

    async def execute(self, database: str, sql: str, params: Any = None, **kwargs: Any) -> Any:
        """Run the statement; what it answers is read as the answer to the other."""
        return await self._ds.execute(database, self._sql, self._params, **kwargs)
