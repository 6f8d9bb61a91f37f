"""From a typed name to the names that the archive has: reporters, sections, places."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pipelines.archive.words.folding import words

if TYPE_CHECKING:
    from sqlite_utils import Database

_EQUAL = "SELECT name FROM search_names WHERE what = ? AND folded = ? ORDER BY name"
_ALL = "SELECT folded, name FROM search_names WHERE what = ?"


def held_names(db: Database, what: str, typed: str) -> list[str]:
    """Return the names that are the typed one, without regard to capitals, accents and signs."""
    folded = " ".join(words(typed))
    return [name for (name,) in db.execute(_EQUAL, (what, folded))] if folded else []


def nearest_name(db: Database, what: str, typed: str) -> str | None:
    """Return the held name that was probably meant, or None: near in letters, or part of it."""
    folded = " ".join(words(typed))
    known = dict(db.execute(_ALL, (what,)).fetchall())
    if near := difflib.get_close_matches(folded, known, n=1, cutoff=0.7):
        return str(known[near[0]])
    parts = set(folded.split())
    within = [name for each, name in known.items() if parts and parts <= set(each.split())]
    return min(within, key=lambda name: (len(name), name), default=None)
