"""The archive as Datasette sees it: cheap to list."""

from __future__ import annotations

from datasette.database import QueryInterrupted  # type: ignore[import-untyped]

from pipelines.archive.library import sqlite3
from pipelines.archive.overview import ARTICLES, ROWS
from pipelines.datasette.apart import ApartDatabase
from pipelines.datasette.metadata import FIRST_TABLES


class ArchiveDatabase(ApartDatabase):
    """Datasette's database, but that it does not count every table for each look at their list.

    Datasette gives five milliseconds to each of forty tables, and cannot keep to that where the
    file is not in memory: its list took 7 s at first, with 200,000 articles.
    """

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """Return how many rows the tables have that come first; None: not known, or too many.

        Args:
            limit: milliseconds that counting one may take.
        """
        counts: dict[str, int | None] = dict.fromkeys(await self.table_names())
        for name in FIRST_TABLES:
            if name not in counts:
                continue
            sql = ARTICLES if name == "articles" else ROWS.format(name)
            try:
                found = await self.execute(sql, custom_time_limit=limit)
            except (QueryInterrupted, sqlite3.Error):
                continue
            counts[name] = found.rows[0][0]
        return counts
