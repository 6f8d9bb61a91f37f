"""Writing a file that is exported: a smaller archive with the articles that were chosen.

It is built from nothing, in the order in which the articles come, so that what may not leave is
never written into it, no page keeps a remnant of something, and the same articles give the same
bytes. Which rows and columns it has, `exported_tables` says.
"""

from __future__ import annotations

import errno
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlite_utils import Database

from pipelines.archive import files, terms
from pipelines.archive.connection import explain, translated
from pipelines.archive.derived_columns import EXPORTED
from pipelines.archive.exported_tables import (
    AI_USE,
    NUMBERED_ANEW,
    ORDER,
    column_names,
    read_for_export,
)
from pipelines.archive.library import sqlite3
from pipelines.archive.migrations import MIGRATIONS, migrate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipelines.archive.export_walk import Revisions

_CACHE_KIB: Final = 32 * 1024
"""Of the indexes' pages in memory: keys come in no order."""
_TAKEN: Final = ("created_at", "archive_id")
"""The facts about an archive that are written into the file; it has others of its own."""
_LATEST: Final = "AND seq = (SELECT max(n.seq) FROM revisions AS n WHERE n.article = t.article)"


class ExportedFile:
    """A file that is being written; made by `exporting.Snapshot.copy_into`.

    Its articles have internal numbers of their own: 1 is the first that was taken.

    Args:
        source: a reader's connection, which holds one state of the archive.
        archive: its path.
        path: of the file; nothing stands there.
        texts: whether sentences of the articles are written.
        revisions: which states of the articles.
        facts: for meta, beyond what is the archive's.

    Raises:
        OSError: it cannot be written.
        ArchiveError: the archive cannot be read.
    """

    def __init__(
        self,
        source: Database,
        archive: Path,
        path: Path,
        *,
        texts: bool,
        revisions: Revisions,
        facts: Mapping[str, str],
    ) -> None:
        self._source = source
        self._archive = archive
        self._path = path
        self._read = read_for_export(texts=texts)
        self._which = _LATEST if revisions == "latest" else ""
        self._articles = 0
        self._bureaus: set[str] = set()
        with translated(archive):
            held = dict(source.execute("SELECT key, value FROM meta").fetchall())
        names = ("origin", *_TAKEN)
        said = {name: held[name] for name in names if name in held} | {"derived": EXPORTED}
        with self._onto_disk():
            conn = sqlite3.connect(str(path), isolation_level=None)
            self._db = Database(conn)
        try:
            with self._onto_disk():
                self._begin({**said, **facts})
        except BaseException:
            self.give_up()
            raise

    def _begin(self, facts: Mapping[str, str]) -> None:
        conn = self._db.conn
        # The file gets its name when it is whole: there is nothing that a journal could protect.
        for pragma in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF"):
            conn.execute(f"PRAGMA {pragma}")
        conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        conn.execute("BEGIN IMMEDIATE")
        # When it was made is noted with each migration, and must not be in it.
        conn.execute("PRAGMA secure_delete = ON")
        migrate(self._db)
        conn.execute(
            f"UPDATE {MIGRATIONS.migrations_table} SET applied_at = ?",  # noqa: S608
            (facts.get("created_at", ""),),
        )
        conn.execute("PRAGMA secure_delete = OFF")
        self._let_others_search()
        conn.execute(AI_USE)
        conn.executemany(
            "INSERT INTO meta (key, value) VALUES (?, ?)", [(k, facts[k]) for k in sorted(facts)]
        )

    def _let_others_search(self) -> None:
        """Make the full-text index anew in the words by which Datasette and sqlite-utils know it.

        They look for these two ways of naming its table, of which the archive's own is neither.
        """
        ((sql,),) = self._db.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_fts'")
        self._db.conn.execute("DROP TABLE articles_fts")
        self._db.conn.execute(sql.replace("content='articles'", 'content="articles"'))

    def take(self, articles: Iterable[tuple[int, str, Sequence[str]]]) -> None:
        """Write articles.

        Args:
            articles: of each articles.id in the archive, what it says of use for AI (reserved or
                unstated), and who says so; in the order in which they are to stand.

        Raises:
            OSError: it cannot be written.
            ArchiveError: the archive cannot be read.
        """
        taken = list(articles)
        new = {article: self._articles + n for n, (article, *_) in enumerate(taken, 1)}
        self._articles += len(new)
        rows = {table: self._own_rows(table, new) for table in self._read}
        stories = {row[1] for row in self._rows_of("story_members", ("article", "story"), new)}
        tags = {row[1] for row in self._rows_of("article_tags", ("article", "tag"), new)}
        self._write_named(stories, tags, rows["articles"])
        with self._onto_disk():
            for table, columns in self._read.items():
                self._insert(table, list(columns), rows[table])
            said = [(new[article], use, json.dumps(list(by))) for article, use, by in taken]
            self._insert("ai_use", ("article", "ai_use", "reserved_by"), said)
            terms.catch_up(self._db)
            # What a trigger lets wait to be grouped will never be.
            self._db.conn.execute("DELETE FROM story_queue")

    def _own_rows(self, table: str, new: Mapping[int, int]) -> list[list[Any]]:
        """Return what is written of a table, with the articles' new numbers, in their order."""
        columns = list(self._read[table])
        by = columns.index("id" if table == "articles" else "article")
        found = [list(row) for row in self._rows_of(table, self._read[table].values(), new)]
        for row in found:
            row[by] = new[row[by]]
        found.sort(key=lambda row: row[by])  # which leaves those of one article in their order
        return found

    def _rows_of(self, table: str, read: Iterable[str], articles: Iterable[int]) -> list[Any]:
        asked = list(articles)
        marks = ",".join("?" * len(asked))
        by = "id" if table == "articles" else "article"
        which = self._which if table == NUMBERED_ANEW else ""
        order = f"{by}, {ORDER[table]}" if table in ORDER else by
        sql = (
            f"SELECT {', '.join(read)} FROM {table} AS t WHERE {by} IN ({marks}) {which} "  # noqa: S608
            f"ORDER BY {order}"
        )
        with translated(self._archive):
            return self._source.execute(sql, asked).fetchall()

    def _write_named(
        self, stories: set[int], tags: set[int], articles: Sequence[Sequence[Any]]
    ) -> None:
        """Write what articles name and is not there yet, before them."""
        by = list(self._read["articles"]).index("bureau")
        held = self._rows_by("stories", "id", sorted(stories))
        # The member that gave a story its name may be in another bureau, and need not be here.
        first = column_names("stories").index("bureau")
        bureaus = {row[by] for row in articles} | {row[first] for row in held}
        new = sorted(bureaus - self._bureaus)
        self._bureaus.update(new)
        found = {
            "bureaus": self._rows_by("bureaus", "name", new),
            "tags": self._rows_by("tags", "id", sorted(tags)),
            "stories": held,
            "story_aliases": self._rows_by("story_aliases", "story", sorted(stories)),
        }
        with self._onto_disk():
            for table, rows in found.items():
                self._insert(table, column_names(table), rows, "ON CONFLICT DO NOTHING")

    def _rows_by(self, table: str, column: str, values: Sequence[Any]) -> list[Any]:
        if not values:
            return []
        columns = ", ".join(column_names(table))
        marks = ",".join("?" * len(values))
        sql = (
            f"SELECT {columns} FROM {table} WHERE {column} IN ({marks}) "  # noqa: S608
            "ORDER BY 1, 2"
        )
        with translated(self._archive):
            return self._source.execute(sql, values).fetchall()

    def _insert(
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        unless_there: str = "",
    ) -> None:
        marks = ", ".join("?" * len(columns))
        self._db.conn.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {unless_there}",  # noqa: S608
            rows,
        )

    def close(self) -> None:
        """End the file and put it on the disk.

        Raises:
            OSError: it cannot be written.
        """
        with self._onto_disk():
            self._db.conn.execute("COMMIT")
        self._db.close()
        with self._path.open("rb") as file:
            os.fsync(file.fileno())

    def give_up(self) -> None:
        """Close the file as it is; it will be removed. Never raises."""
        self._db.conn.close()

    @contextmanager
    def _onto_disk(self) -> Iterator[None]:
        """Turn what SQLite raises of the file into what any other file would raise."""
        try:
            yield
        except sqlite3.OperationalError as error:
            full = "full" in str(error) or files.is_full(self._path.parent)
            number = errno.ENOSPC if full else errno.EIO
            raise OSError(number, os.strerror(number) if full else str(error)) from error
        except sqlite3.Error as error:
            raise explain(error, self._path) from error
