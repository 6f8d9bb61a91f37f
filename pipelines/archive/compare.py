"""What two archives say differently of the same articles, row by row.

Internal numbers are left out: an article is its key, a capture its place in a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.connection import connect_reader, translated
from pipelines.archive.rows import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

_ARTICLE = (
    *(name for name in FIELDS if name != "capture"),
    *("text_sha256", "details_sha256", "first_seen", "last_seen", "missing_since"),
)
_CAPTURE = "(SELECT file || ' ' || offset FROM captures WHERE id = {}.capture) AS capture"
_BY_KEY = "ORDER BY a.bureau, a.article_id"
TABLES: Final[dict[str, str]] = {
    "articles": (
        f"SELECT a.bureau, a.article_id, {', '.join('a.' + name for name in _ARTICLE)}, "  # noqa: S608
        f"{_CAPTURE.format('a')} FROM articles AS a {_BY_KEY}"
    ),
    "revisions": (
        "SELECT a.bureau, a.article_id, r.seq, r.state, r.state_sha256, r.extractor_version, "  # noqa: S608
        f"r.layout, r.updated, r.first_seen, r.last_seen, {_CAPTURE.format('r')} "
        f"FROM articles AS a JOIN revisions AS r ON r.article = a.id {_BY_KEY}, r.seq"
    ),
    "article_tags": (
        "SELECT a.bureau, a.article_id, x.seq, t.name FROM articles AS a "  # noqa: S608
        "JOIN article_tags AS x ON x.article = a.id JOIN tags AS t ON t.id = x.tag "
        f"{_BY_KEY}, x.seq"
    ),
    **{
        table: (
            f"SELECT a.bureau, a.article_id, {columns} FROM articles AS a "  # noqa: S608
            f"JOIN {table} AS x ON x.article = a.id {_BY_KEY}, {order}"
        )
        for table, columns, order in (
            ("credits", "x.seq, x.role, x.name, x.printed", "x.seq"),
            ("images", "x.seq, x.url, x.caption, x.credit", "x.seq"),
            ("provenance", "x.field, x.source", "x.field"),
            ("ledger", "x.seq, x.fate, x.reason, x.text, x.characters", "x.seq"),
            ("flags", "x.flag", "x.flag"),
            ("signals", "x.carrier, x.value", "x.carrier"),
        )
    },
}
"""What is compared of each table: key first, in the order of the keys."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that only one archive has, or a value that is another one."""

    table: str
    key: str
    """Of the article, bureau/number."""
    column: str
    """Empty for a whole row."""
    one: Any
    other: Any


def differences(one: Path, other: Path) -> Iterator[Difference]:
    """Yield what differs, table by table, in the order of the keys.

    Args:
        one: An archive of today's schema.
        other: Another one.

    Raises:
        ArchiveError: One of them cannot be read.
    """
    with translated(one):
        first = connect_reader(one)
        try:
            second = connect_reader(other)
            try:
                for table, sql in TABLES.items():
                    yield from _of_table(first, second, table, sql)
            finally:
                second.close()
        finally:
            first.close()


def _of_table(one: Database, other: Database, table: str, sql: str) -> Iterator[Difference]:
    cursor = one.execute(sql)
    names = [column[0] for column in cursor.description]
    for mine, theirs in _by_article(cursor, other.execute(sql)):
        key = "/".join(map(str, (mine or theirs)[0][:2]))
        for left, right in zip_longest(mine, theirs):
            if left is None or right is None:
                row = dict(zip(names, left or right, strict=True))
                yield Difference(table, key, "", row if left else None, row if right else None)
                continue
            for name, a, b in zip(names, left, right, strict=True):
                if a != b:
                    yield Difference(table, key, name, a, b)


def _by_article(
    one: Iterator[tuple[Any, ...]], other: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]]:
    """Yield the rows of both, article by article; an article that one lacks has none there."""
    mine, theirs = _grouped(one), _grouped(other)
    left, right = next(mine, None), next(theirs, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0][:2] < right[0][:2]):
            assert left is not None
            yield left, []
            left = next(mine, None)
        elif left is None or right[0][:2] < left[0][:2]:
            yield [], right
            right = next(theirs, None)
        else:
            yield left, right
            left, right = next(mine, None), next(theirs, None)


def _grouped(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    group: list[tuple[Any, ...]] = []
    for row in rows:
        if group and group[0][:2] != row[:2]:
            yield group
            group = []
        group.append(row)
    if group:
        yield group
