"""The splits of articles in the archive: read for an export, and written when it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.frontier import know_bureaus
from pipelines.archive.splitting import Fixed, settle, strongest, united

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlite_utils import Database

    from pipelines.archive.keys import Key
    from pipelines.archive.splitting import Shares, Split

Row = tuple["Key", Fixed]
"""What is kept of an article."""

YIELDS: Final = "yields"
"""The function of SQL by which a walk leaves out what yields: of articles.id, 0 or 1."""
_SIDES: Final = """\
SELECT m.story, m.article, x.split, x.yields_to
FROM story_members AS m INDEXED BY story_members_story
CROSS JOIN articles AS a NOT INDEXED ON a.id = m.article
CROSS JOIN splits AS x ON x.bureau = a.bureau AND x.article_id = a.article_id
ORDER BY m.story"""
_YIELDING: Final = """\
SELECT a.id FROM splits AS x CROSS JOIN articles AS a
ON a.bureau = x.bureau AND a.article_id = x.article_id WHERE x.yields_to IS NOT NULL"""
_ALONE: Final = """\
SELECT a.id, a.bureau, a.article_id, x.split, x.yields_to
FROM articles AS a LEFT JOIN splits AS x ON x.bureau = a.bureau AND x.article_id = a.article_id
WHERE a.id IN ({}) AND NOT EXISTS (SELECT 1 FROM story_members AS m WHERE m.article = a.id)"""
_MEMBERS: Final = """\
SELECT m.story, m.article, a.bureau, a.article_id, x.split, x.yields_to
FROM story_members AS m INDEXED BY story_members_story
CROSS JOIN articles AS a NOT INDEXED ON a.id = m.article
LEFT JOIN splits AS x ON x.bureau = a.bureau AND x.article_id = a.article_id
WHERE m.story IN (SELECT story FROM story_members WHERE article IN ({}))
ORDER BY m.story"""
_ANY: Final = "SELECT EXISTS (SELECT 1 FROM splits)"
_ALL: Final = "SELECT bureau, article_id, split, yields_to FROM splits ORDER BY 1, 2"
_ONE: Final = "SELECT split, yields_to FROM splits WHERE bureau = ? AND article_id = ?"
_KEEP: Final = """\
INSERT INTO splits (bureau, article_id, split, yields_to) VALUES (?, ?, ?, ?)
ON CONFLICT (bureau, article_id) DO UPDATE
SET split = excluded.split, yields_to = excluded.yields_to"""


@dataclass(frozen=True, slots=True)
class SplitPlace:
    """Where an article is to stand in an export."""

    split: Split
    """Of its story."""
    own: Fixed
    """What is to be kept of it; where it yields, it is left out."""
    new: Sequence[Row]
    """What is not kept yet of the articles of its story."""


class Splits:
    """The splits of an archive, as they are at one moment.

    Args:
        db: the archive, in a transaction.
        shares: of the splits, for stories that were never exported.
    """

    def __init__(self, db: Database, shares: Shares) -> None:
        self._db = db
        self._shares = shares
        # Known before the walk: what is left out must make no other article a copy.
        left_out = _left_out(db)
        db.conn.create_function(YIELDS, 1, left_out.__contains__, deterministic=True)

    def places(self, articles: Sequence[int]) -> dict[int, SplitPlace]:
        """Return the place of each article.

        Args:
            articles: articles.id of some.
        """
        marks = ",".join("?" * len(articles))
        found: dict[int, SplitPlace] = {}
        for row, *columns in self._db.execute(_ALONE.format(marks), articles):
            key, fixed = _read(columns)
            found |= self._settled({key: fixed}, {row: key})
        members = self._db.execute(_MEMBERS.format(marks), articles)
        for _, group in groupby(members, key=lambda each: each[0]):
            rows, fixed_of = {}, {}
            for _, row, *columns in group:
                rows[row], fixed_of[rows[row]] = _read(columns)
            found |= self._settled(fixed_of, rows)
        return found

    def _settled(
        self, members: dict[Key, Fixed | None], rows: dict[int, Key]
    ) -> dict[int, SplitPlace]:
        split, kept = settle(members, self._shares)
        new = [(key, fixed) for key, fixed in kept.items() if members[key] != fixed]
        return {row: SplitPlace(split, kept[key], new) for row, key in rows.items()}


def _left_out(db: Database) -> set[int]:
    """Return articles.id of all that yield, or will with the next export of their story."""
    if not db.execute(_ANY).fetchone()[0]:
        return set()
    found = {row[0] for row in db.execute(_YIELDING)}
    for _, group in groupby(db.execute(_SIDES), key=lambda each: each[0]):
        members = [(row, Fixed(split, yields_to)) for _, row, split, yields_to in group]
        side = strongest(fixed.side for _, fixed in members)
        found.update(row for row, fixed in members if fixed.split != side)
    return found


def _read(columns: Sequence[Any]) -> tuple[Key, Fixed | None]:
    bureau, article_id, split, yields_to = columns
    return (bureau, article_id), None if split is None else Fixed(split, yields_to)


def everything(db: Database) -> Iterator[Row]:
    """Yield what is kept, in the order of the keys."""
    for bureau, article_id, split, yields_to in db.execute(_ALL):
        yield (bureau, article_id), Fixed(split, yields_to)


def keep(db: Database, rows: Iterable[Row]) -> None:
    """Keep what an export settled; to be called inside a transaction.

    Args:
        db: the archive.
        rows: of `SplitPlace.new`, settled by what the archive has kept until now.
    """
    db.conn.executemany(_KEEP, [(*key, one.split, one.yields_to) for key, one in rows])


def unite(db: Database, rows: Iterable[Row]) -> int:
    """Keep what another record of the same articles says, too; to be called in a transaction.

    Args:
        db: the archive.
        rows: of the record.

    Returns:
        Of how many articles something else is kept now.
    """
    new: list[Row] = []
    for key, fixed in rows:
        held = db.execute(_ONE, key).fetchone()
        kept = united(Fixed(*held), fixed) if held else fixed
        if held is None or Fixed(*held) != kept:
            new.append((key, kept))
    know_bureaus(db, sorted({key[0] for key, _ in new}))
    keep(db, new)
    return len(new)
