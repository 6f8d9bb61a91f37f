"""What a front page says of an archive: how much is held, of whom, from when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

ROWS: Final = "SELECT count(*) FROM [{}]"
"""How many rows a table has, for whoever has a connection of its own."""
ARTICLES: Final = "SELECT coalesce(sum(articles), 0) FROM month_counts"
"""The same of articles, without counting them."""
_BUREAU: Final = "SELECT name, host, title, province, zone FROM bureaus WHERE name = ?"
_BUREAUS: Final = (
    "SELECT m.bureau, b.host, b.title, b.province, b.zone "
    "FROM (SELECT DISTINCT bureau FROM month_counts WHERE articles > 0) AS m "
    "LEFT JOIN bureaus AS b ON b.name = m.bureau ORDER BY m.bureau"
)
_FACTS: Final = ("name", "host", "title", "province", "zone")
_NAMES: Final = "SELECT DISTINCT bureau FROM month_counts WHERE articles > 0 ORDER BY bureau"
_MONTHS: Final = (
    "SELECT bureau, month, articles FROM month_counts WHERE articles > 0 ORDER BY bureau, month"
)
_NEWEST: Final = (
    "SELECT bureau, article_id, title, published, published_day FROM articles "
    "INDEXED BY articles_published WHERE published_utc IS NOT NULL "
    "ORDER BY published_utc DESC, id DESC LIMIT ?"
)
_LAST_RUN: Final = (
    "SELECT command, started_at, finished_at, outcome FROM runs ORDER BY id DESC LIMIT 1"
)


def bureau(db: Database, name: str) -> dict[str, Any]:
    """Return a bureau's name, host, title, province and zone; all but the name may be None."""
    row = db.execute(_BUREAU, (name,)).fetchone() or (name, None, None, None, None)
    return dict(zip(_FACTS, row, strict=True))


def bureaus(db: Database) -> list[dict[str, Any]]:
    """Return what `bureau` returns of each bureau of which anything is held, by name."""
    return [dict(zip(_FACTS, row, strict=True)) for row in db.execute(_BUREAUS).fetchall()]


def bureau_names(db: Database) -> list[str]:
    """Return the bureaus of which anything is held, by name."""
    return [row[0] for row in db.execute(_NAMES).fetchall()]


def by_month(db: Database) -> dict[str, dict[str, int]]:
    """Return how many articles are held of each bureau by month (YYYY-MM; "" without a day)."""
    found: dict[str, dict[str, int]] = {}
    for name, month, count in db.execute(_MONTHS).fetchall():
        found.setdefault(name, {})[month] = count
    return found


def newest(db: Database, most: int) -> list[dict[str, Any]]:
    """Return the newest articles by publication."""
    names = ("bureau", "article_id", "title", "published", "published_day")
    return [dict(zip(names, row, strict=True)) for row in db.execute(_NEWEST, (most,)).fetchall()]


def last_run(db: Database) -> dict[str, Any] | None:
    """Return the last run: command, started_at, finished_at (UTC), outcome; None before any."""
    row = db.execute(_LAST_RUN).fetchone()
    names = ("command", "started_at", "finished_at", "outcome")
    return dict(zip(names, row, strict=True)) if row else None


def as_of(run: Mapping[str, Any] | None) -> str | None:
    """Return the moment (UTC) of which an archive knows after its last run; None before any.

    Args:
        run: of `last_run`.
    """
    return (run["finished_at"] or run["started_at"]) if run else None
