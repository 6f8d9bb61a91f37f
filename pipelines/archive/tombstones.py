"""What was taken out on request: asked by whoever reads, and by each way of bringing an article."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from pipelines.archive.keys import Key

_COLUMNS: Final = (
    "t.bureau, t.article_id, t.removed_at, t.reason, t.requested_by, "
    "e.erased_at, coalesce(e.answers, 0), e.finished_at"
)
_FROM: Final = "FROM tombstones AS t LEFT JOIN erasures AS e USING (bureau, article_id)"
_AMONG: Final = """\
SELECT t.bureau, t.article_id FROM json_each(?) AS k CROSS JOIN tombstones AS t
ON t.bureau = json_extract(k.value, '$[0]') AND t.article_id = json_extract(k.value, '$[1]')"""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that was withdrawn."""

    bureau: str
    article_id: int
    removed_at: str
    """UTC."""
    reason: str
    requested_by: str | None
    erased_at: str | None = None
    """UTC, when its text went out of the rows for good; None: it is kept, and can be restored."""
    answers: int = 0
    """How many answers of it were taken out of the captures."""
    finished_at: str | None = None
    """UTC, when the erasure was through; None: there is none, or it was interrupted."""

    @property
    def key(self) -> Key:
        """Bureau and article_id."""
        return self.bureau, self.article_id

    @property
    def unfinished(self) -> bool:
        """Whether it was erased from the rows, and something else may still hold its text."""
        return self.erased_at is not None and self.finished_at is None


def tombstone(db: Database, bureau: str, article_id: int) -> Tombstone | None:
    """Return what is on record of a withdrawn article, None of one that is not withdrawn."""
    row = db.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE t.bureau = ? AND t.article_id = ?",
        (bureau, article_id),
    ).fetchone()
    return Tombstone(*row) if row else None


def tombstones(db: Database) -> list[Tombstone]:
    """Return all of them, in the order of their keys."""
    rows = db.execute(f"SELECT {_COLUMNS} {_FROM} ORDER BY 1, 2").fetchall()
    return [Tombstone(*row) for row in rows]


def withdrawn_among(db: Database, keys: Iterable[Key]) -> set[Key]:
    """Return those of the articles that are withdrawn."""
    asked = json.dumps(sorted(set(keys)))
    return {(bureau, number) for bureau, number in db.execute(_AMONG, (asked,)).fetchall()}
