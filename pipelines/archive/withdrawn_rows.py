"""A withdrawn article's rows: taken out of their tables, kept packed, and brought back.

Out of its tables it is gone from every list, count, search, comparison and file that is made of
them, today's and those to come, without any of them having to think of it. What is kept of it is
packed, so that no table shows a sentence of it. A migration that changes one of these tables in
more than a new column has to change what is kept here, too.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive import gathering, stories, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlite_utils import Database

Rows = dict[str, list[dict[str, Any]]]
"""By table, each row by column; of article_tags the tag's name in place of its number."""

CHILDREN: Final = ("revisions", "credits", "images", "provenance", "ledger", "flags", "signals")
"""The tables whose rows belong to an article by their column `article`, in the order in which they
are brought back; article_tags besides."""
MADE_ANEW: Final = ("story_members", "story_numbers", "story_queue", "gathered")
"""Those that are made of the article when it is brought back."""
_TAGS: Final = (
    "SELECT x.seq, t.name FROM article_tags AS x JOIN tags AS t ON t.id = x.tag "
    "WHERE x.article = ? ORDER BY x.seq"
)
_LAST: Final = """\
UPDATE meta SET value = (SELECT coalesce(max(id), 0) FROM articles)
WHERE key = 'terms_to' AND CAST(value AS INTEGER) > (SELECT coalesce(max(id), 0) FROM articles)"""
_COUNTED: Final = (
    "DELETE FROM name_counts WHERE what = ?1 AND name = ?2 AND articles = 0",
    "DELETE FROM search_names WHERE what = ?1 AND name = ?2 AND NOT EXISTS "
    "(SELECT 1 FROM name_counts WHERE what = ?1 AND name = ?2)",
)


def take_out(db: Database, row: int, now: str) -> bytes:
    """Take an article's rows out of all tables; to be called inside a transaction.

    Words, names and tags that stood nowhere else go with it.

    Args:
        db: The archive.
        row: articles.id.
        now: UTC.

    Returns:
        The rows, packed.
    """
    rows = _read(db, row)
    (article,) = rows["articles"]
    stories.leave(db, row, now)
    db.conn.execute("DELETE FROM articles WHERE id = ?", (row,))
    db.conn.execute(
        "DELETE FROM frontier WHERE bureau = ? AND article_id = ?",
        (article["bureau"], article["article_id"]),
    )
    # The number of the last article may be given again, and its words have to be taken in then.
    db.conn.execute(_LAST)
    names = list(_names(rows))
    db.conn.executemany(
        "DELETE FROM tags WHERE name = ?1 AND NOT EXISTS "
        "(SELECT 1 FROM article_tags WHERE tag = tags.id)",
        [(name,) for what, name in names if what == "tag"],
    )
    for statement in _COUNTED:
        db.conn.executemany(statement, names)
    terms.forget(db, [*_texts(rows), *(name for _, name in names)])
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass"), 9)


def bring_back(db: Database, packed: bytes) -> int:
    """Put an article's rows into their tables again; to be called inside a transaction.

    It gets the number that it had, where that is free, and waits for its story.

    Args:
        db: The archive, in which no tombstone names the article any more.
        packed: Of `take_out`.

    Returns:
        articles.id.
    """
    rows = unpack(packed)
    (article,) = rows["articles"]
    taken = db.execute("SELECT 1 FROM articles WHERE id = ?", (article["id"],)).fetchone()
    if taken:
        del article["id"]
    _forget_lost_captures(db, rows)
    row = _insert(db, "articles", article)
    for table in CHILDREN:
        for each in rows[table]:
            each.pop("id", None)
            _insert(db, table, {**each, "article": row})
    for each in rows["article_tags"]:
        db.conn.execute(
            "INSERT INTO tags (name) VALUES (?) ON CONFLICT DO NOTHING", (each["name"],)
        )
        db.conn.execute(
            "INSERT INTO article_tags SELECT ?, ?, id FROM tags WHERE name = ?",
            (row, each["seq"], each["name"]),
        )
    gathering.gather(db, [row])
    for each in rows["frontier"]:
        each.pop("id", None)
        found = _insert(db, "frontier", {**each, "lease_run": None})
        for finding in rows["findings"]:
            _insert(db, "findings", {**finding, "frontier": found})
    # It is called by the article again, if it joins.
    key = (article["bureau"], article["article_id"])
    db.conn.execute("DELETE FROM story_aliases WHERE bureau = ? AND article_id = ?", key)
    terms.note_again(db, row)
    terms.note(db, [_of_state(each) for each in rows["revisions"]])
    return row


def unpack(packed: bytes) -> Rows:
    """Return the rows that were kept of a withdrawn article."""
    rows: Rows = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return rows


def _read(db: Database, row: int) -> Rows:
    rows: Rows = {"articles": list(_rows(db, "articles", "id", row))}
    for table in CHILDREN:
        rows[table] = list(_rows(db, table, "article", row))
    rows["article_tags"] = [
        {"seq": seq, "name": name} for seq, name in db.execute(_TAGS, (row,)).fetchall()
    ]
    (article,) = rows["articles"]
    rows["frontier"] = list(
        _rows(
            db, "frontier", "bureau", article["bureau"], f"article_id = {article['article_id']:d}"
        )
    )
    rows["findings"] = [
        finding
        for each in rows["frontier"]
        for finding in _rows(db, "findings", "frontier", each["id"])
    ]
    return rows


def _rows(
    db: Database, table: str, column: str, value: Any, also: str = "1"
) -> Iterator[dict[str, Any]]:
    """Yield rows in the order in which they were written."""
    order = "way" if table == "findings" else "rowid"  # which has none, being ordered by its key
    if table == "signals":
        order = "carrier"
    cursor = db.execute(
        f"SELECT * FROM {table} WHERE {column} = ? AND {also} ORDER BY {order}",  # noqa: S608
        (value,),
    )
    names = [each[0] for each in cursor.description]
    yield from (dict(zip(names, values, strict=True)) for values in cursor.fetchall())


def _insert(db: Database, table: str, row: Mapping[str, Any]) -> int:
    marks = ", ".join("?" * len(row))
    cursor = db.conn.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608 - own columns
        list(row.values()),
    )
    return int(cursor.lastrowid or 0)


def _forget_lost_captures(db: Database, rows: Rows) -> None:
    """Let nothing point to a capture that was given up meanwhile."""
    for each in (*rows["articles"], *rows["revisions"]):
        held = db.execute("SELECT 1 FROM captures WHERE id = ?", (each["capture"],)).fetchone()
        if held is None:
            each["capture"] = None


def _names(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield what an article is counted by, and the names."""
    (article,) = rows["articles"]
    found = [
        ("section", article["category"]),
        ("place", article["dateline_place"]),
        *(("reporter", each["name"]) for each in rows["credits"]),
        *(("tag", each["name"]) for each in rows["article_tags"]),
    ]
    yield from dict.fromkeys((what, name) for what, name in found if name)


def _texts(rows: Rows) -> Iterator[str]:
    """Yield whatever of an article has words in `terms`: today's and earlier states'."""
    (article,) = rows["articles"]
    for each in (article, *(json.loads(revision["state"]) for revision in rows["revisions"])):
        yield from (each[name] for name in ("title", "subtitle", "text") if each.get(name))


def _of_state(revision: Mapping[str, Any]) -> tuple[str | None, ...]:
    state = json.loads(revision["state"])
    return state.get("title"), state.get("subtitle"), state.get("text")
