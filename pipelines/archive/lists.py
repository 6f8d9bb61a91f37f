"""The lists that belong to articles, of many articles at once: credits, tags, images and others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlite_utils import Database


def _named(*names: str) -> Callable[[Sequence[Any]], dict[str, Any]]:
    return lambda values: dict(zip(names, values, strict=True))


def _first(values: Sequence[Any]) -> Any:
    return values[0]


# Lists without a seq stand in the order in which they were written.
_LISTS: Final[dict[str, tuple[str, Callable[[Sequence[Any]], Any]]]] = {
    "credits": (
        "SELECT article, role, name, printed FROM credits WHERE article IN ({}) ORDER BY 1, seq",
        _named("role", "name", "printed"),
    ),
    "tags": (
        "SELECT article, name FROM article_tags JOIN tags ON tags.id = tag "
        "WHERE article IN ({}) ORDER BY 1, seq",
        _first,
    ),
    "images": (
        "SELECT article, url, caption, credit FROM images WHERE article IN ({}) ORDER BY 1, seq",
        _named("url", "caption", "credit"),
    ),
    "signals": (
        "SELECT article, carrier, value FROM signals WHERE article IN ({}) ORDER BY 1, carrier",
        _named("carrier", "value"),
    ),
    "ledger": (
        "SELECT article, fate, reason, text, characters FROM ledger "
        "WHERE article IN ({}) ORDER BY 1, seq",
        _named("fate", "reason", "text", "characters"),
    ),
    "flags": (
        "SELECT article, flag FROM flags WHERE article IN ({}) ORDER BY 1, rowid",
        _first,
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
        held = found[name] = {}
        for article, *values in db.execute(sql.format(marks), articles):
            held.setdefault(article, []).append(make(values))
    return found
