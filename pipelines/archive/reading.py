"""Reading an archive: `ArchiveReader`, which can change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pipelines.archive import (
    checkup,
    exporting,
    files,
    named,
    permissions,
    requeue,
    rereading,
    search,
    status,
    stories,
    tombstone_file,
    tombstones,
    withdrawing,
    withholding,
)
from pipelines.archive.audits_read import Audits
from pipelines.archive.captures_read import Captures
from pipelines.archive.checking.answer import Checker
from pipelines.archive.connection import connect_reader, translated
from pipelines.archive.derived_columns import EXPORTED
from pipelines.archive.errors import ArchiveMissing, ArchiveOlder
from pipelines.archive.filters import first_only, walk, where
from pipelines.archive.identity import STAYS, identify
from pipelines.archive.lists import lists_of
from pipelines.archive.migrations import MIGRATIONS, latest_version
from pipelines.archive.outcomes import Filters
from pipelines.archive.reports import Reports
from pipelines.archive.rows import FIELDS
from pipelines.archive.sights import Sights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    from pipelines.archive.filters import Unique
    from pipelines.archive.keys import Key
    from pipelines.archive.tombstones import Tombstone

ARTICLE_FIELDS = (
    *FIELDS[: FIELDS.index("dateline_place")],
    "credits",
    *FIELDS[FIELDS.index("dateline_place") : FIELDS.index("language")],
    "tags",
    "language",
    "images",
    *FIELDS[FIELDS.index("pull_quote") : FIELDS.index("is_press_release")],
    "signals",
    *FIELDS[FIELDS.index("is_press_release") : FIELDS.index("fetched_at")],
    "ledger",
    "flags",
    "provenance",
    *FIELDS[FIELDS.index("fetched_at") :],
)
"""The fields of an article as it comes out of the archive, in the order of the Article."""

BESIDE = ("states", "first_seen", "last_seen", "missing_since")
"""What comes out with them: how many states are held, and when it was looked at."""

_MOST = 2**63 - 1
"""SQLite's greatest integer."""
_A_TIME = 200
"""Articles read at once, so that memory does not grow with the archive."""

_PROVENANCE = (
    "SELECT article, field, source FROM provenance WHERE article IN ({}) ORDER BY 1, rowid"
)
_STATES = "SELECT article, count(*) FROM revisions WHERE article IN ({}) GROUP BY article"
_NAMES = (*FIELDS, *BESIDE[1:])
_COLUMNS = ", ".join(f"a.{name}" for name in ("id", *_NAMES))
_ONE = f"SELECT {_COLUMNS} FROM articles AS a WHERE a.bureau = ? AND a.article_id = ?"  # noqa: S608
_ADDRESS_COLUMNS = ("url", "state", "reason", "next_try")
_ADDRESS = (
    f"SELECT {', '.join(_ADDRESS_COLUMNS)} FROM frontier "  # noqa: S608
    "WHERE bureau = ? AND article_id = ?"
)


class ArchiveReader(Sights, Reports):
    """An archive opened for reading only; a context manager.

    Args:
        path: The archive. It is never made.
        migrations: The schema that is understood.

    Raises:
        ArchiveMissing: There is none.
        NotAnArchive: Another file, or a damaged one.
        ArchiveNewer: Made by a newer version.
        ArchiveOlder: It has to be migrated first.
    """

    def __init__(self, path: Path, *, migrations: Migrations = MIGRATIONS) -> None:
        self.path = path
        self._db = connect_reader(path)
        try:
            found = identify(self._db, path, migrations)
            if found is None:
                raise ArchiveMissing(
                    f"{path} holds no archive yet; 'antara crawl latest' or 'make demo' makes one."
                )
            if found.schema_version < latest_version(migrations) and found.derived == EXPORTED:
                raise ArchiveOlder(f"{path} {STAYS}")
            if found.schema_version < latest_version(migrations):
                raise ArchiveOlder(
                    f"{path} has the schema of an older version ({found.schema_version}, this one "
                    f"needs {latest_version(migrations)}); 'antara migrate' brings it up to date."
                )
        except BaseException:
            self.close()
            raise
        self.origin = found.origin
        self.schema_version = found.schema_version
        self.archive_id = found.archive_id
        self.derived = found.derived
        """What a file made of an archive is, a `derived.Kind` or `derived_columns.EXPORTED`; None:
        the archive itself."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def articles(
        self, filters: Filters | None = None, unique: Unique | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield articles newest first, undated ones last, with the field names of the Article.

        After those fields each has `BESIDE`. Walks an index, so that the first comes at once and
        memory stays small. Of the ledger the archive holds the blocks that were removed or put
        back.

        Args:
            filters: Which articles; all by default.
            unique: "text": of equal texts only the one that was published first, of those that
                pass the filters; "story": the same for each story.
        """
        filters = filters or Filters()
        sql, values = article_query(filters, unique)
        with translated(self.path):
            cursor = self._db.execute(sql, values)
            while rows := cursor.fetchmany(_A_TIME):
                yield from _inflate(self._db, rows)

    def article(self, bureau: str, article_id: int) -> dict[str, Any] | None:
        """Return one article as `articles` yields it, or None when it is not held."""
        with translated(self.path):
            row = self._db.execute(_ONE, (bureau, article_id)).fetchone()
            return next(_inflate(self._db, [row])) if row else None

    def numbered(self, article_id: int) -> list[Key]:
        """Return the keys of held articles with a number, which counts for each bureau apart."""
        sql = "SELECT bureau, article_id FROM articles WHERE article_id = ? ORDER BY 1"
        with translated(self.path):
            return [(bureau, number) for bureau, number in self._db.execute(sql, (article_id,))]

    def ungrouped(self) -> int:
        """Return how many articles wait to be grouped into stories."""
        with translated(self.path):
            return stories.waiting(self._db)

    def withdrawn(self, bureau: str, article_id: int) -> dict[str, Any] | None:
        """Return what is on record of a withdrawn article: see `withdrawing.on_record`."""
        with translated(self.path):
            return withdrawing.on_record(self._db, bureau, article_id)

    def tombstone(self, bureau: str, article_id: int) -> Tombstone | None:
        """Return when and why an article was withdrawn, None of one that was not."""
        with translated(self.path):
            return tombstones.tombstone(self._db, bureau, article_id)

    def tombstones(self) -> list[Tombstone]:
        """Return all that is on record of withdrawn articles."""
        with translated(self.path):
            return tombstones.tombstones(self._db)

    def unheeded(self) -> list[Tombstone]:
        """Return what the lists beside the captures name as withdrawn and this archive does not.

        Raises:
            ArchiveError: A list cannot be read.
        """
        if self.derived is not None:
            return []
        return tombstone_file.unheeded(
            files.itself(self.path).parent, self.origin, self.tombstones()
        )

    def backups(self) -> list[tuple[str, str]]:
        """Return path and moment (UTC) of the copies that were made of this archive."""
        with translated(self.path):
            sql = "SELECT path, made_at FROM backups ORDER BY made_at, id"
            return [(path, made_at) for path, made_at in self._db.execute(sql).fetchall()]

    def permissions(self) -> list[dict[str, Any]]:
        """Return what the rights' owner allowed: see `permissions.rows`."""
        with translated(self.path):
            return permissions.rows(self._db)

    def snapshot(self) -> AbstractContextManager[exporting.Snapshot]:
        """Hold the archive as it is now, to read all of it in order: see `exporting.Snapshot`."""
        return exporting.snapshot(self._db, self.path)

    def checker(self, now: str) -> Checker:
        """Return what tells whether passages are ANTARA's: see `checking.answer.Checker`.

        Args:
            now: UTC.
        """
        return Checker(self._db, self.path, now)

    def address(self, bureau: str, article_id: int) -> dict[str, Any] | None:
        """Return what became of a key's address, or None when none is known.

        Keys: url, state (pending, stored, rejected, gone, failed), reason, next_try. Of one that
        was withdrawn: state (withdrawn), reason, and when (removed_at, erased_at).
        """
        with translated(self.path):
            stone = tombstones.tombstone(self._db, bureau, article_id)
            if stone is not None:
                moments = {"removed_at": stone.removed_at, "erased_at": stone.erased_at}
                return {"state": withholding.WITHDRAWN, "reason": stone.reason, **moments}
            row = self._db.execute(_ADDRESS, (bureau, article_id)).fetchone()
            return dict(zip(_ADDRESS_COLUMNS, row, strict=True)) if row else None

    def pending(self) -> dict[str, dict[str, Any]]:
        """Return the addresses without an outcome yet, by bureau: see `status.pending`."""
        with translated(self.path):
            return status.pending(self._db)

    def frontier(self, bureaus: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """Return how many addresses stand where: see `requeue.counts`."""
        with translated(self.path):
            return requeue.counts(self._db, bureaus)

    def search(
        self,
        typed: str,
        filters: Filters | None = None,
        limit: int = 20,
        unique: Unique | None = None,
    ) -> search.Hits:
        """Return the best hits for what a person typed: see `search.search`."""
        with translated(self.path):
            return search.search(self._db, typed, filters or Filters(), limit, unique)

    def held_names(self, what: str, typed: str) -> list[str]:
        """Return the reporters, sections or places that a typed name means."""
        with translated(self.path):
            return named.held_names(self._db, what, typed)

    def nearest_name(self, what: str, typed: str) -> str | None:
        """Return the reporter, section or place that was probably meant, None for none."""
        with translated(self.path):
            return named.nearest_name(self._db, what, typed)

    def status(self) -> dict[str, Any]:
        """Return what the archive holds, as plain JSON values: see `status.status`."""
        with translated(self.path):
            return status.status(self._db, self.path)

    def checkup(self) -> dict[str, Any]:
        """Return whether the file is sound, who permitted it, how fresh it is: see `checkup`."""
        with translated(self.path):
            return checkup.checkup(self._db)

    @property
    def captures(self) -> Captures:
        """The answers that were kept: see `captures_read.Captures`."""
        return Captures(self._db, self.path)

    @property
    def audits(self) -> Audits:
        """The samples that were compared with their pages: see `audits_read.Audits`."""
        return Audits(self._db, self.path)

    def to_reread(self, filters: Filters, version: str | None) -> tuple[int, int]:
        """Return how many articles there are to read again: see `rereading.how_many`."""
        with translated(self.path):
            return rereading.how_many(self._db, filters, version)

    def counts(self) -> dict[str, int]:
        """Return the number of articles by bureau."""
        with translated(self.path):
            return dict(self._db.execute("SELECT bureau, count(*) FROM articles GROUP BY bureau"))


def article_query(filters: Filters, unique: Unique | None = None) -> tuple[str, list[Any]]:
    """Return the statement that walks articles newest first, and its values."""
    condition, values = where(filters)
    if unique:
        first, more = first_only(filters, unique)
        condition, values = f"{condition} AND {first}", [*values, *more]
    sql = (
        f"SELECT {_COLUMNS} FROM articles AS a {walk(filters)} "  # noqa: S608
        f"WHERE {condition} ORDER BY a.published_utc DESC, a.id DESC LIMIT ?"
    )
    return sql, [*values, -1 if filters.limit is None else min(filters.limit, _MOST)]


def _inflate(db: Database, rows: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    ids = [row[0] for row in rows]
    marks = ",".join("?" * len(ids))
    lists = lists_of(db, ids)
    provenance: dict[int, dict[str, str]] = {}
    for article, field, source in db.execute(_PROVENANCE.format(marks), ids):
        provenance.setdefault(article, {})[field] = source
    states = dict(db.execute(_STATES.format(marks), ids).fetchall())
    for article, *values in rows:
        fields: dict[str, Any] = dict(zip(_NAMES, values, strict=True))
        fields["is_press_release"] = bool(fields["is_press_release"])
        fields["provenance"] = provenance.get(article, {})
        fields["states"] = states.get(article, 0)
        fields |= {name: held.get(article, []) for name, held in lists.items()}
        yield {name: fields[name] for name in (*ARTICLE_FIELDS, *BESIDE)}
