"""What the archive knows of its captures: `Captures`, which can change nothing.

Each question ends before its answer is used: a reader that keeps one open lets the log of a crawl
that writes meanwhile grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.archive import captures, captures_choice, captures_pack, runs
from pipelines.archive.captures import SELECT, Capture
from pipelines.archive.captures_pack import Pack, Wanted
from pipelines.archive.connection import translated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from pipelines.archive.captures_choice import Choice

_A_TIME = 1_000
_ROWS = f"{SELECT} WHERE file = ? AND offset > ? ORDER BY offset LIMIT ?"
_FILES = """\
SELECT file, count(*), sum(length), max(offset + length), min(id) FROM captures
GROUP BY file HAVING max(fetched_at) >= ? ORDER BY file"""
# The record itself, and the revisits whose body it has.
_CONCERNED = """\
WITH these (id) AS (SELECT ?1 UNION SELECT id FROM captures WHERE same_as = ?1)
SELECT bureau, article_id FROM articles WHERE capture IN these
UNION SELECT bureau, article_id FROM revisions JOIN articles ON articles.id = revisions.article
  WHERE revisions.capture IN these
UNION SELECT bureau, article_id FROM observations
  WHERE capture IN these AND bureau IS NOT NULL AND article_id IS NOT NULL
ORDER BY 1, 2"""
_POINTERS = {
    "articles": "SELECT {} FROM articles AS t WHERE {}",
    "revisions": "SELECT {} FROM revisions AS t WHERE {}",
    "observations": "SELECT {} FROM observations AS t WHERE {}",
}
_ASTRAY = (
    "t.capture IS NOT NULL AND NOT EXISTS (SELECT 1 FROM captures AS c WHERE c.id = t.capture)"
)
_MONTHS = """\
SELECT kind, substr(fetched_at, 1, 7), record, count(*), sum(length) FROM captures
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
_HELD = """\
SELECT count(*) FROM articles WHERE capture IS NOT NULL"""
_SPREAD = "SELECT file, offset, length FROM captures WHERE id % ? = 0 ORDER BY file, offset"


@dataclass(frozen=True, slots=True)
class CaptureFile:
    """What the rows say of a WARC file.

    `file` is relative to the archive's folder, `bytes` are those of the records that have a row,
    `end` is the first byte behind the last of them, `first` the oldest row's number.
    """

    file: str
    rows: int
    bytes: int
    end: int
    first: int


@dataclass(frozen=True, slots=True)
class Astray:
    """A row that points to a capture that is not there; `article` is its key, if it has one."""

    table: str
    row: int
    capture: int
    article: str | None


class Captures:
    """The captures of an open archive. All methods raise `ArchiveError`."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def last(self) -> int:
        """Return the number of the newest row; 0 when there is none."""
        return int(self._ask("SELECT coalesce(max(id), 0) FROM captures")[0][0])

    def files(self, since: str = "") -> list[CaptureFile]:
        """Return the files that rows name, by their names.

        Args:
            since: only those with an answer of this UTC time or later, YYYY-MM-DD or longer.
        """
        return [CaptureFile(*row) for row in self._ask(_FILES, since)]

    def rows(self, file: str) -> Iterator[Capture]:
        """Yield the rows of a file in the order of their records."""
        after = -1
        while found := self._ask(_ROWS, file, after, _A_TIME):
            yield from (rows := [Capture(*row) for row in found])
            after = rows[-1].offset

    def row(self, capture: int) -> Capture | None:
        """Return one row, None when there is none."""
        with translated(self._path):
            return captures.of_id(self._db, capture)

    def of_article(self, bureau: str, article_id: int) -> Capture | None:
        """Return the capture that a held article was read from, None without one."""
        sql = "SELECT capture FROM articles WHERE bureau = ? AND article_id = ?"
        found = self._ask(sql, bureau, article_id)
        return self.row(found[0][0]) if found and found[0][0] is not None else None

    def missing(self, folder: Path) -> list[CaptureFile]:
        """Return the files that rows name and that do not stand in the archive's folder."""
        return [each for each in self.files() if not (folder / each.file).is_file()]

    def concerned(self, capture: int) -> list[str]:
        """Return the keys of the articles that a capture is evidence of: sumsel/819013."""
        return [f"{bureau}/{number}" for bureau, number in self._ask(_CONCERNED, capture)]

    def astray(self) -> list[Astray]:
        """Return the rows that point to a capture that is not there; SQLite should refuse them."""
        key = "t.bureau || '/' || t.article_id"
        keys = {
            "articles": key,
            "revisions": "(SELECT a.bureau || '/' || a.article_id FROM articles AS a "
            "WHERE a.id = t.article)",
            "observations": key,
        }
        found = []
        for table, sql in _POINTERS.items():
            asked = sql.format(f"t.id, t.capture, {keys[table]}", _ASTRAY)
            found += [Astray(table, *row) for row in self._ask(asked)]
        return found

    def months(self) -> list[dict[str, Any]]:
        """Return what is kept by kind and month.

        Keys: kind, month (YYYY-MM, UTC), record (response or revisit), records, bytes.
        """
        names = ("kind", "month", "record", "records", "bytes")
        return [dict(zip(names, row, strict=True)) for row in self._ask(_MONTHS)]

    def no_pages(self) -> list[Capture]:
        """Return the answers with a body of their own that are of no article, by their places."""
        sql = (
            f"{SELECT} WHERE kind IN ('feed', 'listing', 'sitemap', 'other') "
            "AND record = 'response' ORDER BY file, offset"
        )
        return [Capture(*row) for row in self._ask(sql)]

    def articles_held(self) -> int:
        """Return how many articles have the page that they were read from."""
        return int(self._ask(_HELD)[0][0])

    def spread(self, most: int) -> list[tuple[str, int, int]]:
        """Return file, offset and length of records from everywhere, about `most` of them."""
        step = max(self.last() // most, 1)
        return [(file, offset, length) for file, offset, length in self._ask(_SPREAD, step)]

    def prunable(self, choice: Choice) -> tuple[list[tuple[str, str, int, int]], int]:
        """Return what a choice would give up, and how many chosen records are needed."""
        with translated(self._path):
            rows = captures_choice.prunable(self._db, choice)
            return rows, captures_choice.kept_back(self._db, choice)

    def pack(self, wanted: Wanted) -> Pack:
        """Return what is to be packed, as it is now: see `captures_pack.Pack`."""
        return Pack(self._db, self._path, wanted, self.last())

    def of_key(self, bureau: str, article_id: int) -> list[int]:
        """Return all captures that an article's rows point to: its own, revisions, observations."""
        with translated(self._path):
            return captures_pack.of_article(self._db, bureau, article_id)

    def with_number(self, article_id: int) -> Iterator[tuple[int, str]]:
        """Yield captures of articles in whose address a number stands, with that address."""
        with translated(self._path):
            yield from captures_pack.with_number(self._db, article_id)

    def crawl_under_way(self) -> bool:
        """Return whether a crawl is writing to the archive: its process holds it and lives."""
        with translated(self._path):
            return runs.under_way(self._db, self._path) is not None

    def _ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with translated(self._path):
            return list(self._db.execute(sql, values).fetchall())
