"""Reading a whole archive in a fixed order, as it is at one moment: what exports are made of.

The order is bureau, published_utc, id (undated articles first within their bureau), along the index
articles_bureau_published and one bureau at a time: SQLite is built to sort in memory here, and a
million articles would not fit.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from pipelines.archive import audits, overview, permissions, tombstones
from pipelines.archive.connection import translated
from pipelines.archive.coverage import coverage
from pipelines.archive.exported_file import ExportedFile
from pipelines.archive.filters import first_only, where
from pipelines.archive.lists import lists_of
from pipelines.archive.outcomes import Filters
from pipelines.archive.rows import FIELDS
from pipelines.archive.searched import searched
from pipelines.archive.splits import YIELDS, Splits
from pipelines.archive.state import text_sha256, without_dateline
from pipelines.archive.surrogates import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from pipelines.archive.filters import Unique
    from pipelines.archive.search_notes import Note
    from pipelines.archive.searched import Searched
    from pipelines.archive.splits import Place
    from pipelines.archive.splitting import Shares

Revisions = Literal["latest", "all"]
Fate = Literal["held", "withdrawn", "other_split", "too_short", "copy"]
"""What becomes of an article that passes the filters; only what is `held` has rows, and what is
left out for its split has its particulars in one."""

Taken = tuple[str, Fate, list[dict[str, Any]]]
"""An article that passes the filters: its key, what becomes of it, its states that are wanted."""

COLUMNS: Final = (*FIELDS, "text_sha256", "first_seen", "last_seen", "missing_since")
"""The columns of articles that an export reads."""
_MOST_ROWS: Final = 200
_MOST_CHARACTERS: Final = 4_000_000
"""A batch ends with the article that brings it beyond one of these: texts can be of any length."""

_WITHDRAWN: Final = (
    "EXISTS (SELECT 1 FROM tombstones AS t "
    "WHERE t.bureau = {0}.bureau AND t.article_id = {0}.article_id)"
)
_ANY_WITHDRAWN: Final = "SELECT EXISTS (SELECT 1 FROM tombstones WHERE bureau = ?)"
_ANSWERS: Final = "answers({}.id)"
_LISTS: Final = ("credits", "tags", "images", "signals", "flags")
_STORIES: Final = (
    "SELECT m.article, s.bureau || '/' || s.article_id FROM story_members AS m "
    "JOIN stories AS s ON s.id = m.story WHERE m.article IN ({})"
)
# What one layout gave is the same for nearly all: a line each is read, and understood once.
_PROVENANCE: Final = (
    "SELECT article, json_group_object(field, source) FROM provenance "
    "WHERE article IN ({}) GROUP BY article"
)
# Of a group SQLite takes what is not counted from the row that has the greatest seq.
_NEWEST: Final = (
    "SELECT article, count(*), max(seq), first_seen, state_sha256 FROM revisions "
    "WHERE article IN ({}) GROUP BY article"
)
_NEWEST_NAMES: Final = ("revisions", "revision", "state_first_seen", "state_sha256")
_REVISIONS: Final = (
    "SELECT article, seq, first_seen, extractor_version, layout, updated, state_sha256, state "
    "FROM revisions WHERE article IN ({}) ORDER BY article, seq"
)
_REVISION_NAMES: Final = (
    *("seq", "first_seen", "extractor_version", "layout", "updated", "state_sha256", "state"),
)
_BUREAUS: Final = "SELECT name FROM bureaus"


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


class Snapshot:
    """An archive as it is at one moment; made by `ArchiveReader.snapshot`.

    While it is used, the archive's -wal file keeps all that is written meanwhile.
    """

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path
        self._found: tuple[str, Searched] | None = None

    def facts(self) -> dict[str, Any]:
        """Return what the archive is: its meta, counts and last run, as plain JSON values.

        Keys: archive_id, origin, schema_version, created_at, articles, states, by_bureau,
        withdrawn (tombstones), last_run.
        """
        with translated(self._path):
            meta = self._identity()
            by_bureau = {
                name: count
                for name, months in overview.by_month(self._db).items()
                if (count := sum(months.values()))
            }
            return {
                "archive_id": meta.get("archive_id"),
                "origin": meta["origin"],
                "schema_version": int(meta["schema_version"]),
                "created_at": meta.get("created_at"),
                "articles": sum(by_bureau.values()),
                "states": self._rows("revisions"),
                "by_bureau": by_bureau,
                "withdrawn": self._rows("tombstones"),
                "last_run": overview.last_run(self._db),
            }

    def _identity(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT key, value FROM meta").fetchall())

    def _rows(self, table: str) -> int:
        return int(self._db.execute(overview.ROWS.format(table)).fetchone()[0])

    def permissions(self) -> list[dict[str, Any]]:
        """Return what the rights' owner allowed: see `permissions.rows`."""
        with translated(self._path):
            return permissions.rows(self._db)

    def audits(self) -> list[dict[str, Any]]:
        """Return what a person found, comparing articles with their pages: see `audits.read`.

        The files that are made for others have none of it.
        """
        with translated(self._path):
            return [] if "derived" in self._identity() else audits.read(self._db)

    def count(self, choice: Choice) -> int:
        """Return how many articles pass the filters, whatever becomes of them."""
        condition, values = where(choice.filters)
        self.search_notes(choice)
        if choice.search is not None:
            condition += f" AND {_ANSWERS.format('a')}"
        with translated(self._path):
            (found,) = self._db.execute(
                f"SELECT count(*) FROM articles AS a WHERE {condition}",  # noqa: S608
                values,
            ).fetchone()
        return int(found)

    def search_notes(self, choice: Choice) -> tuple[Note, ...]:
        """Look for what answers to the choice's search; returns what a person has to know of it.

        Raises:
            ArchiveRefused: There is nothing to look for.
        """
        if choice.search is None:
            return ()
        if self._found is None or self._found[0] != choice.search:
            with translated(self._path):
                found = searched(self._db, choice.search)
            self._found = choice.search, found
            self._db.conn.create_function("answers", 1, found.__contains__, deterministic=True)
        return self._found[1].notes

    def withdrawn(self, choice: Choice) -> dict[str, str]:
        """Return the day (UTC) on which each article of the wanted bureaus was withdrawn, by key.

        Of one that was erased nothing says which day, kind or section it was of: no filter but that
        of the bureau can be asked of them. Why it was withdrawn is the keeper's to know.
        """
        with translated(self._path):
            stones = tombstones.tombstones(self._db)
        wanted = choice.filters.bureaus
        return {
            f"{each.bureau}/{each.article_id}": each.removed_at[:10]
            for each in stones
            if wanted is None or each.bureau in wanted
        }

    def batches(self, choice: Choice) -> Iterator[list[Taken]]:
        """Yield the articles that pass the filters, some at a time, in the order of exports.

        Each is its key, its fate and, where it is held, a dictionary for each state that is wanted:
        id (articles.id), the columns `COLUMNS`, credits, tags, images, signals, flags, story (a
        key, None for one in none), provenance (by field, what of today's page gave it), revision
        (seq), revisions (how many are held), state_first_seen (UTC, the first reading of this
        state), state_sha256. Of an earlier state title, subtitle, text, credits, tags, layout,
        extractor_version, updated and text_sha256 are its own; all else is today's.

        Of equal texts or of a story the first counts that is not withdrawn, is not left out for its
        split, and passes filters and `min_words`.

        With `shares` a state has also its place (`splits.Place`) and stands_for_story: whether the
        article is the first of its story that counts so. One that is left out for its split has a
        single dictionary, of its story and place.

        Raises:
            ArchiveError: It cannot be read.
        """
        self.search_notes(choice)
        splits = None
        if choice.shares is not None:
            with translated(self._path):
                splits = Splits(self._db, choice.shares)
        for bureau in self._bureaus(choice.filters):
            with translated(self._path):
                # Hardly any bureau has one, and it is asked of each article.
                any_withdrawn = self._db.execute(_ANY_WITHDRAWN, (bureau,)).fetchone()[0]
                sql, values = _query(choice, bureau, _WITHDRAWN if any_withdrawn else "0")
                cursor = self._db.execute(sql, values)
            while batch := self._some(cursor):
                yield self._inflated(batch, choice, splits)

    def _bureaus(self, filters: Filters) -> list[str]:
        with translated(self._path):
            held = overview.bureau_names(self._db)
        return held if filters.bureaus is None else [n for n in held if n in filters.bureaus]

    def _some(self, cursor: Any) -> list[Sequence[Any]]:
        batch: list[Sequence[Any]] = []
        characters = 0
        with translated(self._path):
            while len(batch) < _MOST_ROWS and characters < _MOST_CHARACTERS:
                row = cursor.fetchone()
                if row is None:
                    break
                batch.append(row)
                characters += len(row[_TEXT] or "")
        return batch

    def _inflated(
        self, batch: Sequence[Sequence[Any]], choice: Choice, splits: Splits | None
    ) -> list[Taken]:
        fates = [_fate(row, choice.min_words) for row in batch]
        held = [row[0] for row, fate in zip(batch, fates, strict=True) if fate == "held"]
        every = choice.revisions == "all"
        with translated(self._path):
            lists = lists_of(self._db, held, _LISTS)
            stories = _stories(self._db, held)
            sources = _provenance(self._db, held)
            newest = _newest(self._db, held)
            states = _states(self._db, held) if every else {}
            places: dict[int, Place] = {}
            if splits is not None:
                left = [r[0] for r, fate in zip(batch, fates, strict=True) if fate == "other_split"]
                places = splits.places([*held, *left])
                stories |= _stories(self._db, left)
        found: list[Taken] = []
        for row, fate in zip(batch, fates, strict=True):
            article = row[0]
            key = f"{row[_BUREAU]}/{row[_NUMBER]}"
            if fate == "other_split":
                left_out = {"story": stories.get(article), "place": places[article]}
                found.append((key, fate, [left_out]))
                continue
            if fate != "held":
                found.append((key, fate, []))
                continue
            # One dictionary, filled: this is done a million times.
            current: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
            for name, of in lists.items():
                current[name] = of.get(article) or []
            current["story"] = stories.get(article)
            current["provenance"] = sources.get(article) or {}
            none = (0, None, current["first_seen"], None)
            current.update(zip(_NEWEST_NAMES, newest.get(article, none), strict=True))
            if splits is not None:
                current["place"] = places[article]
            rows = [_earlier(current, state) for state in states.get(article, [])[:-1]]
            found.append((key, fate, [*rows, current]))
        return found

    def copy_into(
        self, path: Path, choice: Choice, *, texts: bool, facts: Mapping[str, str]
    ) -> ExportedFile:
        """Begin a smaller archive, which takes the articles that it is given.

        Args:
            path: of the file; nothing stands there.
            choice: whose states are wanted.
            texts: whether sentences of the articles are written.
            facts: for its table meta, beyond what is the archive's.

        Raises:
            OSError: it cannot be written.
        """
        return ExportedFile(
            self._db, self._path, path, texts=texts, revisions=choice.revisions, facts=facts
        )

    def coverage(self, choice: Choice) -> Iterator[dict[str, Any]] | None:
        """Yield what is held of each bureau and month, and what is missing and why.

        The bureaus and the days are those of the filters, else all of which anything is known;
        what else the filters ask for is left aside: it is the archive that has holes. What day it
        is, the last run says: the same archive gives the same answer on any day.

        Returns:
            Rows of `coverage.coverage`, one bureau after the other; None where the file does not
            hold what they are made of: nobody has run a crawl in it, or it was made for others.
        """
        with translated(self._path):
            meta = self._identity()
            run = overview.last_run(self._db)
        if run is None or "derived" in meta:
            return None
        return self._covered(choice.filters, run["finished_at"] or run["started_at"])

    def _covered(self, filters: Filters, now: str) -> Iterator[dict[str, Any]]:
        days = (filters.since, filters.until, now)
        with translated(self._path):
            known = {row[0] for row in self._db.execute(_BUREAUS)}
        # One at a time: the addresses without an article of all at once may not fit.
        for name in sorted(known if filters.bureaus is None else known & set(filters.bureaus)):
            with translated(self._path):
                found = list(coverage(self._db, [name], *days, from_first=True))
            yield from found


_NAMES: Final = ("id", "withdrawn", "first", "other_split", "stands_for_story", *COLUMNS)
_BEFORE: Final = _NAMES.index(COLUMNS[0])
"""The columns of `_query` before `COLUMNS`."""
_TEXT: Final = _BEFORE + COLUMNS.index("text")
_BUREAU: Final = _BEFORE + COLUMNS.index("bureau")
_NUMBER: Final = _BEFORE + COLUMNS.index("article_id")
_PLACE: Final = _BEFORE + COLUMNS.index("dateline_place")


@contextmanager
def snapshot(db: Database, path: Path) -> Iterator[Snapshot]:
    """Hold one state of an archive, whatever is written meanwhile.

    Args:
        db: A reader's connection, which nobody else uses for so long.
        path: The archive.
    """
    conn = db.conn
    factory = conn.text_factory
    # Of a text that is no UTF-8, which another program may have written, the rest is still read.
    conn.text_factory = partial(str, encoding="utf-8", errors="replace")
    conn.create_function("body_words", 2, body_words, deterministic=True)
    try:
        with translated(path):
            conn.execute("BEGIN")
        yield Snapshot(db, path)
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        conn.text_factory = factory


def body_words(text: str | None, dateline_place: str | None) -> int:
    """Return how many words a text has, parted by whitespace, its dateline not counted.

    >>> body_words("Palembang (ANTARA) - Harga beras naik.", "Palembang")
    3
    """
    return len(without_dateline(text, dateline_place).split()) if text else 0


def _query(choice: Choice, bureau: str, withdrawn: str = _WITHDRAWN) -> tuple[str, list[Any]]:
    """Return the walk over one bureau: id, withdrawn, first, other_split, stands, `COLUMNS`."""
    condition, values = where(replace(choice.filters, bureaus=[bureau]))
    # What is no candidate itself makes nothing a copy.
    also = f"NOT {_WITHDRAWN.format('e')}"
    if choice.min_words:
        also += f" AND body_words(e.text, e.dateline_place) >= {int(choice.min_words)}"
    if choice.search is not None:
        condition += f" AND {_ANSWERS.format('a')}"
        also += f" AND {_ANSWERS.format('e')}"
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


def _fate(row: Sequence[Any], min_words: int) -> Fate:
    _, withdrawn, first, other_split, *_ = row
    if withdrawn:
        return "withdrawn"
    if other_split:
        return "other_split"
    if not first:
        return "copy"
    if min_words and body_words(row[_TEXT], row[_PLACE]) < min_words:
        return "too_short"
    return "held"


def _stories(db: Database, articles: Sequence[int]) -> dict[int, str]:
    marks = ",".join("?" * len(articles))
    return dict(db.execute(_STORIES.format(marks), articles).fetchall())


def _provenance(db: Database, articles: Sequence[int]) -> dict[int, Mapping[str, str]]:
    marks = ",".join("?" * len(articles))
    return {row[0]: _known(row[1]) for row in db.execute(_PROVENANCE.format(marks), articles)}


@lru_cache(maxsize=1_000)
def _known(text: str) -> Mapping[str, str]:
    return MappingProxyType(json.loads(text))


def _newest(db: Database, articles: Sequence[int]) -> dict[int, tuple[int, int, str, str]]:
    """Return by article `_NEWEST_NAMES` of its states."""
    marks = ",".join("?" * len(articles))
    return {row[0]: row[1:] for row in db.execute(_NEWEST.format(marks), articles)}


def _states(db: Database, articles: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Return by article `_REVISION_NAMES` of each state, the oldest first."""
    marks = ",".join("?" * len(articles))
    found: dict[int, list[dict[str, Any]]] = {}
    for article, *values in db.execute(_REVISIONS.format(marks), articles):
        found.setdefault(article, []).append(dict(zip(_REVISION_NAMES, values, strict=True)))
    return found


def _earlier(current: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    said = whole(json.loads(state["state"]))
    return {
        **current,
        **{name: said.get(name) for name in ("title", "subtitle", "text")},
        "credits": said.get("credits") or [],
        "tags": said.get("tags") or [],
        "text_sha256": text_sha256(said.get("text"), current["dateline_place"]),
        "layout": state["layout"],
        "extractor_version": state["extractor_version"],
        "updated": state["updated"] or None,
        "revision": state["seq"],
        "state_first_seen": state["first_seen"],
        "state_sha256": state["state_sha256"],
    }
