"""Reading a whole archive in a fixed order, as it is at one moment: what exports are made of.

The order is bureau, published_utc, id (undated articles first within their bureau). `export_walk`
says which articles are taken, `export_states` puts their states together.
"""

from __future__ import annotations

from collections import deque
from contextlib import closing, contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pipelines.archive import audits, gathering, overview, permissions, tombstones
from pipelines.archive.connection import translated
from pipelines.archive.coverage import coverage
from pipelines.archive.export_lines import KNOWN, MOST_SOURCES, OLDEST, LineMaker, batches
from pipelines.archive.export_states import inflated
from pipelines.archive.export_walk import ANSWERS, WITHDRAWN, Walk, query, rows_of, words_in
from pipelines.archive.exported_file import ExportedFile
from pipelines.archive.filters import where
from pipelines.archive.library import sqlite3
from pipelines.archive.searched import searched
from pipelines.archive.splits import Splits
from pipelines.archive.working import working

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from pipelines.archive.export_lines import Lines
    from pipelines.archive.export_states import Taken
    from pipelines.archive.export_walk import Choice
    from pipelines.archive.outcomes import Filters
    from pipelines.archive.search_notes import Note
    from pipelines.archive.searched import Searched

_LENIENT: Final = partial(str, encoding="utf-8", errors="replace")
"""Makes a text of bytes, also of what is no UTF-8: another program may have written it."""
_AHEAD: Final = 3
"""Batches of lines that are made ahead; one of them has some megabytes."""
Read = TypeVar("Read")

_ANY_WITHDRAWN: Final = "SELECT EXISTS (SELECT 1 FROM tombstones WHERE bureau = ?)"
_BUREAUS: Final = "SELECT name FROM bureaus"


class Snapshot:
    """An archive as it is at one moment; made by `ArchiveReader.snapshot`.

    While it is used, the archive's -wal file keeps all that is written meanwhile.
    """

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path
        self._found: tuple[str, Searched] | None = None
        self._odd = False

    def facts(self) -> dict[str, Any]:
        """Return what the archive is: its meta, counts and last run, as plain JSON values.

        Keys: archive_id, origin, schema_version, created_at, articles, states, by_bureau, bureaus
        (of each of these what `overview.bureau` says), withdrawn (tombstones), last_run.
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
                "bureaus": overview.bureaus(self._db),
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
            condition += f" AND {ANSWERS.format('a')}"
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
        id (articles.id), the columns `COLUMNS`, words and characters (None where they have to be
        counted), credits, tags, images, flags, provenance (by field, what of today's page gave it),
        signals, story (a key, None for one in none), revisions (how many are held), revision (seq),
        state_first_seen (UTC, the first reading of this state), state_sha256. Of an earlier state
        title, subtitle, text, credits, tags, layout, extractor_version, updated and text_sha256 are
        its own; all else is today's.

        Of equal texts or of a story the first counts that is not withdrawn, is not left out for its
        split, and passes filters and `min_words`.

        With `shares` a state has also split_place (`splits.SplitPlace`) and stands_for_story:
        whether the article is the first of its story that counts so. One that is left out for its
        split has a single dictionary, of its story and split_place.

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
            walk = Walk(self._db, *query(choice, bureau, WITHDRAWN if any_withdrawn else "0"))
            while batch := self._quickly(walk.some):
                yield self._quickly(partial(self._inflated, batch, choice, splits))

    def makes_lines(self, choice: Choice, fields: Iterable[str]) -> bool:
        """Return whether `lines` can make these fields, and the choice looks at no single text."""
        chosen = (choice.min_words, choice.unique, choice.search, choice.shares)
        return (
            not any(chosen)
            and choice.revisions == "latest"
            and KNOWN.issuperset(fields)
            and self._gathered_today
            and gathering.count_sources(self._db) <= MOST_SOURCES
            and sqlite3.sqlite_version_info >= OLDEST
        )

    def lines(
        self, choice: Choice, fields: Sequence[str], origin: str
    ) -> Generator[Lines | list[Taken]]:
        """Yield what `batches` does, as lines of JSON wherever it can be done so.

        SQLite works ahead in a thread of its own; nothing else of the snapshot may be used
        meanwhile.

        Args:
            choice: Of what `makes_lines`.
            fields: Of the lines, in their order.
            origin: What they say of it.

        Raises:
            ArchiveError: It cannot be read.
        """
        maker = LineMaker(self._db, fields, origin)
        with translated(self._path):
            bureaus = self._bureaus(choice.filters)
        walk = ((of, *some) for of in bureaus for some in batches(self._db, choice.filters, of))

        def step() -> tuple[str, list[int], Sequence[Any] | None] | None:
            with translated(self._path):
                found = next(walk, None)
                if found is None:
                    return None
                bureau, articles, is_gathered = found
                return bureau, articles, maker.read(articles) if is_gathered else None

        with closing(walk), working(self._db.conn.interrupt) as do:
            ahead = deque(do(step) for _ in range(_AHEAD))
            while (found := ahead.popleft().result()) is not None:
                ahead.append(do(step))
                bureau, articles, read = found
                made = None if read is None else maker.lines(bureau, articles, read)
                yield made or do(partial(self._taken, articles, choice)).result()

    def _taken(self, articles: Sequence[int], choice: Choice) -> list[Taken]:
        """Return some articles that are held as `batches` does."""
        rows = self._quickly(partial(rows_of, self._db, articles))
        return self._quickly(partial(self._inflated, rows, choice, None))

    def _inflated(
        self, rows: Sequence[Sequence[Any]], choice: Choice, splits: Splits | None
    ) -> list[Taken]:
        return inflated(self._db, rows, choice, splits, gathered=self._gathered_today)

    @cached_property
    def _gathered_today(self) -> bool:
        """Whether what is gathered of articles is made by today's rules."""
        with translated(self._path):
            return gathering.is_todays(self._db)

    def sources(self) -> Mapping[int, Mapping[str, str]]:
        """Return what gathered_sources has by its number: the source of each field."""
        with translated(self._path):
            return gathering.sources(self._db)

    def _bureaus(self, filters: Filters) -> list[str]:
        with translated(self._path):
            held = overview.bureau_names(self._db)
        return held if filters.bureaus is None else [n for n in held if n in filters.bureaus]

    def _quickly(self, read: Callable[[], Read]) -> Read:
        """Read with SQLite's own way to make texts, and again with ours once a text is no UTF-8.

        Ours is called for each text: of a million articles a tenth of the time.
        """
        conn = self._db.conn
        with translated(self._path):
            if not self._odd:
                conn.text_factory = str
                try:
                    return read()
                except sqlite3.OperationalError as error:
                    if "decode" not in str(error):
                        raise
                    self._odd = True
                finally:
                    conn.text_factory = _LENIENT
            return read()

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
            now = overview.as_of(overview.last_run(self._db))
        if now is None or "derived" in meta:
            return None
        return self._covered(choice.filters, now)

    def _covered(self, filters: Filters, now: str) -> Iterator[dict[str, Any]]:
        days = (filters.since, filters.until, now)
        with translated(self._path):
            known = {row[0] for row in self._db.execute(_BUREAUS)}
        # One at a time: the addresses without an article of all at once may not fit.
        for name in sorted(known if filters.bureaus is None else known & set(filters.bureaus)):
            with translated(self._path):
                found = list(coverage(self._db, [name], *days, from_first=True))
            yield from found


@contextmanager
def snapshot(db: Database, path: Path) -> Iterator[Snapshot]:
    """Hold one state of an archive, whatever is written meanwhile.

    Args:
        db: A reader's connection, which nobody else uses for so long.
        path: The archive.
    """
    conn = db.conn
    factory = conn.text_factory
    conn.text_factory = _LENIENT
    conn.create_function("body_words", 2, words_in, deterministic=True)
    try:
        with translated(path):
            conn.execute("BEGIN")
        yield Snapshot(db, path)
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        conn.text_factory = factory
