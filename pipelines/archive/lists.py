"""The lists that belong to articles, of many articles at once: credits, tags, images and others."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlite_utils import Database


Row = tuple[Any, ...]


_text: Final[Callable[[Row], Any]] = itemgetter(1)
# Lists without a seq stand in the order in which they were written.
_LISTS: Final[dict[str, tuple[str, Callable[[Row], Any]]]] = {
    "credits": (
        "SELECT article, role, name, printed FROM credits WHERE article IN ({}) ORDER BY 1, seq",
        lambda row: {"role": row[1], "name": row[2], "printed": row[3]},
    ),
    "tags": (
        "SELECT article, name FROM article_tags JOIN tags ON tags.id = tag "
        "WHERE article IN ({}) ORDER BY 1, seq",
        _text,
    ),
    "images": (
        "SELECT article, url, caption, credit FROM images WHERE article IN ({}) ORDER BY 1, seq",
        lambda row: {"url": row[1], "caption": row[2], "credit": row[3]},
    ),
    "signals": (
        "SELECT article, carrier, value FROM signals WHERE article IN ({}) ORDER BY 1, carrier",
        lambda row: {"carrier": row[1], "value": row[2]},
    ),
    "ledger": (
        "SELECT article, fate, reason, text, characters FROM ledger "
        "WHERE article IN ({}) ORDER BY 1, seq",
        lambda row: {"fate": row[1], "reason": row[2], "text": row[3], "characters": row[4]},
    ),
    "flags": (
        "SELECT article, flag FROM flags WHERE article IN ({}) ORDER BY 1, rowid",
        _text,
    ),
}
ALL: Final = tuple(_LISTS)
"""The names of the lists."""


def lists_of(
    db: Database, articles: Sequence[int], wanted: Iterable[str] = ALL
) -> dict[str, dict[int, list[Any]]]:
    """Return by name and article the lists that are not empty, each in its own order.

    Args:
        db: The archive.
        articles: articles.id of each; as many as SQLite takes values.
        wanted: Some of `ALL`.

    Returns:
        tags and flags are texts, all others dictionaries by column.
    """
    marks = ",".join("?" * len(articles))
    found: dict[str, dict[int, list[Any]]] = {}
    for name in wanted:
        sql, make = _LISTS[name]
        held: defaultdict[int, list[Any]] = defaultdict(list)
        for row in db.execute(sql.format(marks), articles):
            held[row[0]].append(make(row))
        found[name] = held
    return found
