"""Lists of articles by what they have in common: bureau, section, place, reporter or tag.

Newest first, those without a date last, a page at a time by the key at which the one before ended:
no page is dearer than the first. What is counted was counted as it was stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from pipelines.archive.filters import walk, where
from pipelines.archive.limited import no_longer_than

if TYPE_CHECKING:
    from sqlite_utils import Database

    from pipelines.archive.outcomes import Filters

Named = Literal["reporter", "tag", "place", "section"]
"""What has a name that is counted by bureau; see the table name_counts."""
What = Literal["bureau", Named]
NAMED: Final[tuple[Named, ...]] = get_args(Named)

COLUMNS: Final = (
    *("bureau", "article_id", "url", "kind", "title", "published", "published_utc"),
    *("published_day", "updated", "missing_since"),
)
"""What is known of each article of a list."""

_SHOWN: Final = ", ".join(f"a.{name}" for name in COLUMNS)
_ALONG_ARTICLES: Final = f"""\
SELECT a.published_utc, a.id, {_SHOWN} FROM articles AS a INDEXED BY {{index}}
WHERE a.{{column}} = ?1 AND {{where}}
ORDER BY a.published_utc DESC, a.id DESC LIMIT ?4"""  # noqa: S608 - names from above
_DATED: Final = "(a.published_utc, a.id) < (?2, ?3)"
_UNDATED: Final = "a.published_utc IS NULL AND ?2 IS NOT NULL AND a.id < ?3"
_ALONG_LIST: Final = f"""\
SELECT l.published_utc, l.article, {_SHOWN} FROM {{table}} AS l
CROSS JOIN articles AS a ON a.id = l.article
WHERE {{key}} = {{value}} AND (l.published_utc, l.article) < (?2, ?3)
ORDER BY l.published_utc DESC, l.article DESC LIMIT ?4"""  # noqa: S608 - names from above
_INDEXES: Final[dict[What, tuple[str, str]]] = {
    "bureau": ("bureau", "articles_bureau_published"),
    "section": ("category", "articles_section"),
    "place": ("dateline_place", "articles_place"),
}
STATEMENTS: Final[dict[What, tuple[str, ...]]] = {
    **{
        what: tuple(
            _ALONG_ARTICLES.format(index=index, column=column, where=where)
            for where in (_DATED, _UNDATED)
        )
        for what, (column, index) in _INDEXES.items()
    },
    "reporter": (_ALONG_LIST.format(table="reporter_articles", key="l.name", value="?1"),),
    "tag": (
        _ALONG_LIST.format(
            table="tag_articles", key="l.tag", value="(SELECT id FROM tags WHERE name = ?1)"
        ),
    ),
}
"""What is asked; where two statements stand, the second is for articles without a date."""

COUNTS: Final = """\
SELECT bureau, articles FROM name_counts WHERE bureau IN (SELECT name FROM bureaus)
AND what = ? AND name = ? AND articles > 0 ORDER BY articles DESC, bureau"""
TOP: Final = """\
SELECT name, articles FROM name_counts WHERE bureau = ? AND what = ? AND articles > 0
ORDER BY articles DESC, name LIMIT ?"""
NAMES: Final = """\
SELECT name, sum(articles) FROM name_counts WHERE what = ? AND articles > 0
GROUP BY name ORDER BY 2 DESC, 1 LIMIT ?"""
MONTHS: Final = """\
SELECT month, articles FROM month_counts WHERE bureau = ? AND articles > 0 ORDER BY month"""

SECONDS: Final = 1.0
"""Seconds after which a walk along articles ends with nothing."""
_KEY: Final = re.compile(r"([0-9TZ:-]{0,32}),([0-9]{1,18})")
_FIRST: Final = ("~", 2**63 - 1)
"""Behind every time, and SQLite's greatest integer."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list."""

    articles: list[dict[str, Any]]
    """Each with `COLUMNS`."""
    before: str | None
    """Key with which the next page begins; None when nothing follows."""


def listing(db: Database, what: What, name: str, before: str | None, most: int) -> Listing:
    """Return a page of the articles that have something in common, newest first.

    Args:
        db: the archive.
        what: bureau, section, place, reporter or tag.
        name: its name, just as articles have it.
        before: of the page before this one; None for the first.
        most: articles.

    Raises:
        ValueError: `before` is no such key.
    """
    moment, row = _key(before)
    rows: list[Any] = []
    for at, sql in enumerate(STATEMENTS[what]):
        wanted = most + 1 - len(rows)  # one more tells whether there are more
        if wanted <= 0 or (at == 0 and not moment and len(STATEMENTS[what]) > 1):
            continue
        place = row if at == 0 or not moment else _FIRST[1]
        rows += db.execute(sql, (name, moment, place, wanted)).fetchall()
    more = len(rows) > most
    shown = rows[:most]
    return Listing(
        [dict(zip(COLUMNS, values, strict=True)) for _, _, *values in shown],
        f"{shown[-1][0] or ''},{shown[-1][1]}" if more and shown else None,
    )


def matching(db: Database, filters: Filters, skip: int, most: int) -> list[dict[str, Any]]:
    """Return articles that pass filters, newest first, those without a date last.

    Args:
        db: the archive.
        filters: which articles; `limit` in them is not used.
        skip: articles that come before.
        most: articles.

    Returns:
        Each with `COLUMNS`.

    Raises:
        TookTooLongError: after `SECONDS`: few articles pass, far back.
    """
    condition, values = where(filters)
    sql = (
        f"SELECT {_SHOWN} FROM articles AS a {walk(filters)} WHERE {condition} "  # noqa: S608
        "ORDER BY a.published_utc DESC, a.id DESC LIMIT ? OFFSET ?"
    )
    with no_longer_than(db, SECONDS):
        rows = db.execute(sql, [*values, most, skip]).fetchall()
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def names(db: Database, what: What, most: int) -> dict[str, int]:
    """Return the commonest names of a kind in all bureaus, with how many articles have them."""
    return dict(db.execute(NAMES, (what, most)).fetchall())


def _key(before: str | None) -> tuple[str, int]:
    if before is None:
        return _FIRST
    found = _KEY.fullmatch(before)
    if found is None:
        raise ValueError(f"{before!r} is no key of a page: published_utc,id")
    return found.group(1), int(found.group(2))


def counts(db: Database, what: What, name: str) -> dict[str, int]:
    """Return by bureau how many articles have a reporter, tag, section or place, most first."""
    return dict(db.execute(COUNTS, (what, name)).fetchall())


def top(db: Database, bureau: str, what: What, most: int) -> dict[str, int]:
    """Return the commonest sections, places or reporters of a bureau, each with its articles."""
    return dict(db.execute(TOP, (bureau, what, most)).fetchall())


def months(db: Database, bureau: str) -> dict[str, int]:
    """Return by month (YYYY-MM; "" without a day) how many articles of a bureau are held."""
    return dict(db.execute(MONTHS, (bureau,)).fetchall())
