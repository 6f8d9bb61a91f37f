"""Which captures may be given up: a choice by kind and age, and what is needed all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

_USED = """\
EXISTS (SELECT 1 FROM articles WHERE articles.capture = {0}.id)
OR EXISTS (SELECT 1 FROM revisions WHERE revisions.capture = {0}.id)
OR EXISTS (SELECT 1 FROM withdrawn_captures AS w WHERE w.capture = {0}.id)"""
_ERASED = """\
{0}.id IN (SELECT w.capture FROM withdrawn_captures AS w
  JOIN erasures USING (bureau, article_id))"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which captures are to go.

    `kinds` are some of `tokens.CAPTURE_KINDS`, all when empty; `before` is a UTC day, YYYY-MM-DD,
    None
    for any age; `with_articles` lets those go, too, that an article or a revision was read from.
    With `erased` just those of erased articles.
    """

    kinds: tuple[str, ...] = ()
    before: str | None = None
    with_articles: bool = False
    erased: bool = False

    def own(self, name: str) -> tuple[str, list[Any]]:
        """Return what a row under this name has to meet, no revisit considered, and its values."""
        if self.erased:
            return _ERASED.format(name), []
        parts, values = ["1"], list[Any](self.kinds)
        if self.kinds:
            parts.append(f"{name}.kind IN ({','.join('?' * len(self.kinds))})")
        if self.before is not None:
            parts.append(f"{name}.fetched_at < ?")
            values.append(self.before)
        if not self.with_articles:
            parts.append(f"NOT ({_USED.format(name)})")
        return " AND ".join(parts), values


def prunable(db: Database, choice: Choice) -> list[tuple[str, str, int, int]]:
    """Return file, kind, number and bytes of the records that would go.

    A record whose body a revisit needs stays as long as that revisit stays.
    """
    going, values = condition(choice)
    sql = (
        "SELECT c.file, c.kind, count(*), sum(c.length) FROM captures AS c "  # noqa: S608
        f"WHERE {going} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return list(db.execute(sql, values).fetchall())


def kept_back(db: Database, choice: Choice) -> int:
    """Return how many records were chosen by kind and age, and stay because they are needed."""
    plain, values = Choice(choice.kinds, choice.before, with_articles=True).own("c")
    total = db.execute(f"SELECT count(*) FROM captures AS c WHERE {plain}", values).fetchone()[0]  # noqa: S608
    return int(total) - sum(row[2] for row in prunable(db, choice))


def condition(choice: Choice, *, within_file: bool = False) -> tuple[str, list[Any]]:
    """Return what a row of captures AS c has to meet to go, and its values.

    Args:
        choice: which are to go.
        within_file: whether only the revisits of the same file go with it, and not yet those of
            others.
    """
    wanted, values = choice.own("c")
    also, more = choice.own("r")
    if within_file:
        also = f"r.file = c.file AND {also}"
    needed = f"SELECT 1 FROM captures AS r WHERE r.same_as = c.id AND NOT ({also})"  # noqa: S608
    return f"{wanted} AND NOT EXISTS ({needed})", values + more
