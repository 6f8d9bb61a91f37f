"""Which captures go into a pack: those of a period or of an article, and the bodies they need.

Questions end before their answer is used and each row is looked at once, in the order of the files:
memory does not grow with what is packed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.archive.captures import SELECT, Capture
from pipelines.archive.clock import day_shifted
from pipelines.archive.connection import translated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

_A_TIME = 1_000
_HOST = (
    "substr({0}.url, instr({0}.url, '://') + 3, "
    "instr(substr({0}.url, instr({0}.url, '://') + 3) || '/', '/') - 1)"
)
_OF_ARTICLE = """\
SELECT capture FROM articles WHERE bureau = ?1 AND article_id = ?2 AND capture IS NOT NULL
UNION SELECT r.capture FROM revisions AS r JOIN articles AS a ON a.id = r.article
  WHERE a.bureau = ?1 AND a.article_id = ?2 AND r.capture IS NOT NULL
UNION SELECT capture FROM observations
  WHERE bureau = ?1 AND article_id = ?2 AND capture IS NOT NULL
ORDER BY 1"""
_WITH_NUMBER = """\
SELECT id, url FROM captures
WHERE kind = 'article' AND (instr(url, ?) OR instr(url, '%3')) AND id > ? ORDER BY id LIMIT ?"""
# The state that a capture was read as, else the one that was in force then, else today's: an
# answer "unchanged" makes no revision, and one that could not be read has no state of its own.
_TITLE = """\
WITH it (article, at) AS (
  SELECT coalesce(
    (SELECT id FROM articles WHERE capture = ?1),
    (SELECT article FROM revisions WHERE capture = ?1),
    (SELECT a.id FROM observations AS o JOIN articles AS a
      ON a.bureau = o.bureau AND a.article_id = o.article_id WHERE o.capture = ?1)),
  (SELECT fetched_at FROM captures WHERE id = ?1))
SELECT coalesce(
  (SELECT json_extract(state, '$.title') FROM revisions WHERE capture = ?1),
  (SELECT json_extract(r.state, '$.title') FROM revisions AS r, it
    WHERE r.article = it.article AND r.first_seen <= it.at ORDER BY r.seq DESC LIMIT 1),
  (SELECT title FROM articles, it WHERE articles.id = it.article))"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which captures are asked for.

    With `ids` just those. Else those whose answer came on the UTC days `since` to `until`, both
    included, from one of `hosts` and of one of `kinds`, where these are not empty. What is evidence
    of withdrawn articles is left out.
    """

    since: str = ""
    until: str = ""
    hosts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    ids: tuple[int, ...] | None = None

    def own(self, name: str) -> tuple[str, list[Any]]:
        """Return what a row under this name has to meet to be asked for, and its values."""
        shown = f"NOT EXISTS (SELECT 1 FROM withdrawn_captures AS w WHERE w.capture = {name}.id)"  # noqa: S608
        if self.ids is not None:
            ids = json.dumps(self.ids)
            return f"{name}.id IN (SELECT value FROM json_each(?)) AND {shown}", [ids]  # noqa: S608
        parts, values = [shown], list[Any]()
        if self.since:
            parts.append(f"{name}.fetched_at >= ?")
            values.append(self.since)
        if self.until:
            parts.append(f"{name}.fetched_at < ?")
            values.append(day_shifted(self.until, 1))
        for chosen, column in ((self.hosts, _HOST.format(name)), (self.kinds, f"{name}.kind")):
            if chosen:
                parts.append(f"{column} IN ({','.join('?' * len(chosen))})")
                values += chosen
        return " AND ".join(parts), values


@dataclass(frozen=True, slots=True)
class PackedFile:
    """What is to be packed of a WARC file: records that have a row, and their bytes."""

    file: str
    rows: int
    bytes: int


class Pack:
    """What is to be packed, as it was when this was made. All methods raise `ArchiveError`.

    Args:
        db: the archive.
        path: its file.
        wanted: what is asked for.
        last: the newest captures.id that counts: a crawl may go on meanwhile.
    """

    def __init__(self, db: Database, path: Path, wanted: Wanted, last: int) -> None:
        self._db = db
        self._path = path
        own, self._values = wanted.own("c")
        also, more = wanted.own("r")
        self._own = f"({own} AND c.id <= {int(last)})"
        # A revisit without its body proves nothing.
        self._wanted = (
            f"({self._own} OR EXISTS (SELECT 1 FROM captures AS r "  # noqa: S608
            f"WHERE r.same_as = c.id AND {also} AND r.id <= {int(last)}))"
        )
        self._wanted_values = self._values + more

    def files(self) -> list[PackedFile]:
        """Return the files in which something stands that is to be packed, by their names."""
        sql = (
            "SELECT c.file, count(*), sum(c.length) FROM captures AS c "  # noqa: S608
            f"WHERE {self._wanted} GROUP BY c.file ORDER BY c.file"
        )
        return [PackedFile(*row) for row in self._ask(sql, *self._wanted_values)]

    def span(self) -> tuple[str, str] | None:
        """Return the times of the oldest and the newest answer asked for, None without any."""
        sql = f"SELECT min(c.fetched_at), max(c.fetched_at) FROM captures AS c WHERE {self._own}"  # noqa: S608
        first, last = self._ask(sql, *self._values)[0]
        return None if first is None else (first, last)

    def rows(self, file: str) -> Iterator[tuple[Capture, bool]]:
        """Yield the rows of a file in the order of their records.

        With each, whether it was asked for; else it has a body that such a one refers to.
        """
        columns, _, table = SELECT.partition(" FROM ")
        sql = (
            f"{columns}, {self._own} FROM {table} WHERE c.file = ? AND c.offset > ? "
            f"AND {self._wanted} ORDER BY c.offset LIMIT ?"
        )
        after = -1
        while found := self._ask(sql, *self._values, file, after, *self._wanted_values, _A_TIME):
            for *columns_of_row, own in found:
                yield Capture(*columns_of_row), bool(own)
            after = found[-1][2]

    def before_run(self, row: Capture) -> tuple[int, int]:
        """Return between which bytes of a row's file the head of its run stands.

        From the end of the last record that has a row and belongs to an earlier run, to the
        beginning of the first one of this run.
        """
        sql = "SELECT min(offset) FROM captures WHERE file = ? AND run IS ?"
        first = int(self._ask(sql, row.file, row.run)[0][0])
        sql = (
            "SELECT offset + length FROM captures WHERE file = ? AND offset < ? "
            "ORDER BY offset DESC LIMIT 1"
        )
        before = self._ask(sql, row.file, first)
        return (int(before[0][0]) if before else 0), first

    def has_row(self, file: str, offset: int) -> bool:
        """Return whether a row names the record at a place."""
        sql = "SELECT 1 FROM captures WHERE file = ? AND offset = ?"
        return bool(self._ask(sql, file, offset))

    def title(self, capture: int) -> str | None:
        """Return the title of the article at the time of one of its captures, None without one."""
        found: str | None = self._ask(_TITLE, capture)[0][0]
        return found

    def _ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with translated(self._path):
            return list(self._db.execute(sql, values).fetchall())


def of_article(db: Database, bureau: str, article_id: int) -> list[int]:
    """Return captures.id of all that is evidence of an article by its rows."""
    return [row[0] for row in db.execute(_OF_ARTICLE, (bureau, article_id)).fetchall()]


def with_number(db: Database, article_id: int) -> Iterator[tuple[int, str]]:
    """Yield captures.id and address of answers whose address has a number of an article in it.

    Zeros may stand before it, and its digits may be escaped.

    Redirects and broken answers have no row that points to them.
    """
    after = 0
    while found := db.execute(_WITH_NUMBER, (str(article_id), after, _A_TIME)).fetchall():
        yield from found
        after = found[-1][0]
