"""The rows of `gathered`: how long each article is, and its lists, as an export writes them.

They are made where an article's lists are written, and for whatever has none at the end of a run:
another program may have changed an article. A row that is missing is no error: whoever reads makes
its own then.
"""

from __future__ import annotations

import json
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import orjson

from pipelines.archive.state import without_dateline

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlite_utils import Database

VERSION: Final = "1"
"""Of the rules for lists and lengths, those of `state.without_dateline` among them; another one
than `meta.gathered_by` makes all rows anew. A test holds it to what it stands for."""
_A_TIME: Final = 500
"""Articles at once."""
_TEXTS: Final = "SELECT id, CAST(text AS BLOB), CAST(dateline_place AS BLOB) FROM articles"
_SOURCES: Final = (
    "(SELECT json_group_object(field, source) FROM "
    "(SELECT field, source FROM provenance WHERE article = {} ORDER BY field))"
)
_NEW_SOURCES: Final = (
    f"INSERT INTO gathered_sources (sources) SELECT {_SOURCES.format('value')} "  # noqa: S608
    "FROM json_each(?) WHERE true ON CONFLICT DO NOTHING"
)
# The migration makes rows by it, too: it asks for what schema 12 has, and for nothing else.
_ROW: Final = f"""\
INSERT OR REPLACE INTO gathered SELECT ?1, ?2, ?3,
(SELECT json_group_array(json_object('role', role, 'name', name, 'printed', printed))
  FROM (SELECT * FROM credits WHERE article = ?1 ORDER BY seq)),
(SELECT json_group_array(name) FROM (SELECT name FROM article_tags JOIN tags ON tags.id = tag
  WHERE article = ?1 ORDER BY seq)),
(SELECT json_group_array(json_object('url', url, 'caption', caption, 'credit', credit))
  FROM (SELECT * FROM images WHERE article = ?1 ORDER BY seq)),
(SELECT json_group_array(flag) FROM (SELECT flag FROM flags WHERE article = ?1 ORDER BY rowid)),
(SELECT id FROM gathered_sources WHERE sources = {_SOURCES.format("?1")})"""  # noqa: S608
_HELD: Final = (
    "SELECT article, words, characters, credits, tags, images, flags, sources FROM gathered "
    "WHERE article IN ({})"
)
_MISSING: Final = (
    "SELECT count(*) <> (SELECT count(*) FROM gathered) FROM articles",
    f"{_TEXTS} WHERE id > ? AND id NOT IN (SELECT article FROM gathered) "  # noqa: S608
    "ORDER BY id LIMIT ?",
)


def length_of(text: str | None, dateline_place: str | None) -> tuple[int, int]:
    """Return how many words a text has, parted by whitespace, and how many Unicode code points.

    Its dateline is not counted; without a text both are 0.

    >>> length_of("Palembang (ANTARA) - Harga beras naik.", "Palembang")
    (3, 17)
    """
    body = without_dateline(text, dateline_place) if text else ""
    return len(body.split()), len(body)


def gather(db: Database, articles: Sequence[int]) -> None:
    """Make the rows of articles whose lists are written; to be called inside a transaction.

    An article whose text is no UTF-8, which another program wrote, gets none. Where other rules
    made the rows that there are, none is made: that is for `catch_up`.

    Args:
        db: The archive.
        articles: articles.id of each.
    """
    if not is_todays(db):
        return
    for at in range(0, len(articles), _A_TIME):
        some = articles[at : at + _A_TIME]
        marks = ",".join("?" * len(some))
        _write(db, db.execute(f"{_TEXTS} WHERE id IN ({marks})", list(some)).fetchall())


class Gathered(NamedTuple):
    """What is gathered of an article."""

    words: int
    characters: int
    credits: list[dict[str, Any]]
    tags: list[str]
    images: list[dict[str, Any]]
    flags: list[str]
    provenance: Mapping[str, str]
    """Source by field; one object for all that have the same."""


def is_todays(db: Database) -> bool:
    """Return whether today's rules made the rows that an archive has."""
    by = db.execute("SELECT value FROM meta WHERE key = 'gathered_by'").fetchone()
    return bool(by == (VERSION,))


def gathered(db: Database, articles: Sequence[int]) -> dict[int, Gathered]:
    """Return what is gathered of some articles, by articles.id; of some there may be nothing.

    Args:
        db: The archive.
        articles: articles.id of each; as many as SQLite takes values.
    """
    marks = ",".join("?" * len(articles))
    rows = db.execute(_HELD.format(marks), list(articles)).fetchall()
    from_where = sources(db, {row[-1] for row in rows})
    return {  # another program may have taken the sources away
        article: Gathered(
            *(words, characters, _list(credits), _list(tags), _list(images), _list(flags)),
            from_where[number],
        )
        for article, words, characters, credits, tags, images, flags, number in rows
        if number in from_where
    }


def sources(db: Database, numbers: Collection[int] | None = None) -> dict[int, Mapping[str, str]]:
    """Return by the number of gathered_sources which source gave which field.

    Args:
        db: The archive.
        numbers: which ones; None for all.
    """
    which = "" if numbers is None else f"WHERE id IN ({','.join('?' * len(numbers))})"
    rows = db.execute(f"SELECT id, sources FROM gathered_sources {which}", list(numbers or ()))  # noqa: S608
    return {number: known(text) for number, text in rows}


@lru_cache(maxsize=1_000)
def known(text: str) -> Mapping[str, str]:
    """Return the source of each field, of JSON: one object for all that have the same."""
    return MappingProxyType(json.loads(text))


def _list(text: str) -> list[Any]:
    return [] if text == "[]" else orjson.loads(text)


def catch_up(db: Database) -> int:
    """Make the rows that are missing, or all where other rules made them; inside a transaction.

    Returns:
        How many articles had none.
    """
    if not is_todays(db):
        db.conn.execute("DELETE FROM gathered")
        db.conn.execute(
            "INSERT INTO meta (key, value) VALUES ('gathered_by', ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (VERSION,),
        )
    is_any, some = _MISSING
    last, count = 0, 0
    if not db.execute(is_any).fetchone()[0]:
        return count
    while articles := db.execute(some, (last, _A_TIME)).fetchall():
        _write(db, articles)
        last = articles[-1][0]
        count += len(articles)
    return count


def forget_sources(db: Database) -> None:
    """Take out the sources that no article has any more; inside a transaction."""
    db.conn.execute("DELETE FROM gathered_sources WHERE id NOT IN (SELECT sources FROM gathered)")


def count_sources(db: Database) -> int:
    """Return how many different sets of sources there are."""
    return int(db.execute("SELECT count(*) FROM gathered_sources").fetchone()[0])


def _write(db: Database, articles: Sequence[tuple[int, bytes | None, bytes | None]]) -> None:
    rows = []
    for article, text, place in articles:
        try:
            rows.append((article, *length_of(_decoded(text), _decoded(place))))
        except UnicodeDecodeError:
            continue
    db.conn.execute(_NEW_SOURCES, (json.dumps([row[0] for row in rows]),))
    db.conn.executemany(_ROW, rows)


def _decoded(text: bytes | None) -> str | None:
    return None if text is None else text.decode()
