"""All articles that answer to what a person typed: a search as a filter, without an order.

`search` ranks the best hits and ends in time; whoever exports wants every one. Which they are is
asked once for all bureaus, and kept as numbers: eight bytes an article. A walk along an index then
asks of each article whether its number is among them, and nothing is sorted.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.archive.errors import ArchiveRefused
from pipelines.archive.search_notes import Note, notes_of
from pipelines.archive.search_words import understood
from pipelines.archive.words.query import parse

if TYPE_CHECKING:
    from sqlite_utils import Database

# FTS5 gives hits in the order of their numbers.
HITS: Final = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid"
NOTHING: Final = "No word to search for."
ONLY_UNWANTED: Final = "Only words to leave out: add one to look for."
_A_TIME: Final = 10_000


@dataclass(frozen=True, slots=True)
class Searched:
    """What answers to a search."""

    ids: array[int]
    """articles.id, ascending."""
    notes: tuple[Note, ...]
    """What a person has to know about it."""

    def __contains__(self, article: int) -> bool:
        at = bisect_left(self.ids, article)
        return at < len(self.ids) and self.ids[at] == article


def lacking(typed: str) -> str | None:
    """Return what a search lacks to find anything, as a sentence; None: it lacks nothing.

    >>> lacking("banjir -jakarta"), lacking("-jakarta")
    (None, 'Only words to leave out: add one to look for.')
    """
    query = parse(typed)
    if query.wanted:
        return None
    return ONLY_UNWANTED if query.unwanted else NOTHING


def searched(db: Database, typed: str) -> Searched:
    """Return which articles answer to what was typed, as `search.search` understands it.

    Args:
        db: The archive.
        typed: What a person typed; see `words.query`.

    Raises:
        ArchiveRefused: There is nothing to look for.
    """
    if why := lacking(typed):
        raise ArchiveRefused(why)
    query = parse(typed)
    match = understood(db, query)
    ids = array("q")
    cursor = db.execute(HITS, (match.expression,))
    while rows := cursor.fetchmany(_A_TIME):
        ids.extend(row for (row,) in rows)
    return Searched(ids, tuple(notes_of(query, match)))
