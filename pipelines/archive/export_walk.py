"""The walk over the articles of an export: which are taken, in what order, what becomes of each.

One statement a bureau, along the index articles_bureau_published: SQLite is built to sort in memory
here, and a million articles would not fit.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from pipelines.archive.filters import first_only, where
from pipelines.archive.rows import FIELDS
from pipelines.archive.splits import YIELDS
from pipelines.archive.state import without_dateline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from pipelines.archive.filters import Unique
    from pipelines.archive.outcomes import Filters
    from pipelines.archive.splitting import Shares

Revisions = Literal["latest", "all"]
Fate = Literal["held", "withdrawn", "other_split", "too_short", "copy"]
"""What becomes of an article that passes the filters; only what is `held` has rows, and what is
left out for its split has its particulars in one."""

COLUMNS: Final = (*FIELDS, "text_sha256", "first_seen", "last_seen", "missing_since")
"""The columns of articles that an export reads."""
NAMES: Final = ("id", "withdrawn", "first", "other_split", "stands_for_story", *COLUMNS)
"""The columns of `query`."""
_BEFORE: Final = NAMES.index(COLUMNS[0])
TEXT: Final = _BEFORE + COLUMNS.index("text")
BUREAU: Final = _BEFORE + COLUMNS.index("bureau")
NUMBER: Final = _BEFORE + COLUMNS.index("article_id")
PLACE: Final = _BEFORE + COLUMNS.index("dateline_place")
FIRST_SEEN: Final = _BEFORE + COLUMNS.index("first_seen")
"""Where some of them stand in a row."""
WITHDRAWN: Final = (
    "EXISTS (SELECT 1 FROM tombstones AS t "
    "WHERE t.bureau = {0}.bureau AND t.article_id = {0}.article_id)"
)
"""Tells whether an article is withdrawn; {} is the name of its table."""
ANSWERS: Final = "answers({}.id)"
"""Tells whether an article answers to a search, by the function that a snapshot makes."""
_MOST_ROWS: Final = 200
_MOST_CHARACTERS: Final = 4_000_000
"""A batch ends with the article that brings it beyond one of these: texts can be of any length."""

WORDS: Final = "body_words(CAST({0}.text AS BLOB), CAST({0}.dateline_place AS BLOB))"
"""How many words a text has, by the function that a snapshot makes: `words_in`. As bytes, since a
function of Python's is not given a text that is no UTF-8."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles an export takes, and which of their states."""

    filters: Filters
    min_words: int = 0
    """Words that the current text has at least, its dateline not counted."""
    unique: Unique | None = None
    revisions: Revisions = "latest"
    search: str | None = None
    """What they have to answer to, as a person typed it: see `searched`."""
    shares: Shares | None = None
    """Of the splits; None for none."""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values, what was not asked for left out."""
        chosen = {
            **asdict(self.filters),
            "search": self.search,
            "min_words": self.min_words,
            "unique": self.unique,
        }
        return {
            **{name: value for name, value in chosen.items() if value},
            "revisions": self.revisions,
            **({"splits": list(self.shares.as_tuple())} if self.shares else {}),
        }


def body_words(text: str | None, dateline_place: str | None) -> int:
    """Return how many words a text has, parted by whitespace, its dateline not counted.

    >>> body_words("Palembang (ANTARA) - Harga beras naik.", "Palembang")
    3
    """
    return len(without_dateline(text, dateline_place).split()) if text else 0


def words_in(text: bytes | None, dateline_place: bytes | None) -> int:
    """Return `body_words` of texts in UTF-8; of what is none, as they are read elsewhere here."""
    return body_words(
        *(
            None if each is None else each.decode(errors="replace")
            for each in (text, dateline_place)
        )
    )


def query(choice: Choice, bureau: str, withdrawn: str = WITHDRAWN) -> tuple[str, list[Any]]:
    """Return the walk over one bureau, and its values: a row of `NAMES` for each article.

    Args:
        choice: which articles.
        bureau: whose; of several in the filters one at a time.
        withdrawn: tells whether an article is withdrawn; "0" where none of the bureau's is.
    """
    condition, values = where(replace(choice.filters, bureaus=[bureau]))
    # What is no candidate itself makes nothing a copy.
    also = f"NOT {WITHDRAWN.format('e')}"
    if choice.min_words:
        also += f" AND {WORDS.format('e')} >= {int(choice.min_words)}"
    if choice.search is not None:
        condition += f" AND {ANSWERS.format('a')}"
        also += f" AND {ANSWERS.format('e')}"
    yields = "0"
    if choice.shares is not None:
        yields = f"{YIELDS}(a.id)"
        also += f" AND NOT {YIELDS}(e.id)"
    first, stands, more = "1", "1", list[Any]()
    if choice.unique is not None:
        first, more = first_only(choice.filters, choice.unique, also)
    if choice.shares is not None and choice.unique != "story":
        stands, of_stands = first_only(choice.filters, "story", also)
        more = [*more, *of_stands]
    columns = ", ".join(f"a.{name}" for name in COLUMNS)
    return (
        f"SELECT a.id, {withdrawn.format('a')}, {first}, {yields}, {stands}, {columns} "  # noqa: S608
        f"FROM articles AS a INDEXED BY articles_bureau_published WHERE {condition} "
        "ORDER BY a.published_utc, a.id"
    ), [*more, *values]


def rows_of(db: Database, articles: Sequence[int]) -> list[Sequence[Any]]:
    """Return a row of `NAMES` of each of some articles, all of which are held.

    Args:
        db: the archive.
        articles: articles.id of each, in the order of the rows; as many as SQLite takes values.
    """
    columns = ", ".join(f"a.{name}" for name in COLUMNS)
    rows = db.execute(
        f"SELECT a.id, 0, 1, 0, 1, {columns} FROM articles AS a "  # noqa: S608 - names from above
        f"WHERE a.id IN ({','.join('?' * len(articles))})",
        list(articles),
    ).fetchall()
    by_id = {row[0]: row for row in rows}
    return [by_id[article] for article in articles]


def fate(row: Sequence[Any], min_words: int) -> Fate:
    """Return what becomes of an article.

    Args:
        row: of `query`.
        min_words: of the choice; asked of no more articles than have to be.
    """
    _, withdrawn, first, other_split, *_ = row
    if withdrawn:
        return "withdrawn"
    if other_split:
        return "other_split"
    if not first:
        return "copy"
    if min_words and body_words(row[TEXT], row[PLACE]) < min_words:
        return "too_short"
    return "held"


class Walk:
    """The rows of one bureau, some at a time; what could not be read can be read again.

    Args:
        db: the archive.
        sql: of `query`.
        values: its values.
    """

    def __init__(self, db: Database, sql: str, values: Sequence[Any]) -> None:
        self._db = db
        self._order = sql, values
        self._read = 0
        self._cursor: Any = None

    def some(self) -> list[Sequence[Any]]:
        """Return the next rows, [] at the end."""
        if self._cursor is None:
            self._cursor = self._db.execute(*self._order)
            for _ in range(self._read):
                self._cursor.fetchone()
        batch: list[Sequence[Any]] = []
        characters = 0
        cursor, self._cursor = self._cursor, None  # lost, unless all goes well
        while len(batch) < _MOST_ROWS and characters < _MOST_CHARACTERS:
            row = cursor.fetchone()
            if row is None:
                break
            batch.append(row)
            characters += len(row[TEXT] or "")
        self._cursor = cursor
        self._read += len(batch)
        return batch
