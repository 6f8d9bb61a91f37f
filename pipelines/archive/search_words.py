"""From a query's words to an FTS5 expression, with the other forms of each word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.archive.words.names import is_name
from pipelines.archive.words.stemmer import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from pipelines.archive.words.query import Query, Unit

MOST_FORMS = 24
"""Other forms of one word that are looked for: those that came into the archive first."""
MOST_FORMS_IN_ALL = 96
"""The same for all words of a query."""
MOST_BEGUN = 60
"""Words that a prefix stands for."""

_FORMS = "SELECT term, capital, small FROM terms WHERE stem = ? ORDER BY id LIMIT ?"
_BEGUN = (
    "SELECT term FROM terms WHERE id IN (SELECT id FROM terms INDEXED BY sqlite_autoindex_terms_1 "
    "WHERE term >= ? AND term < ? ORDER BY id LIMIT ?) ORDER BY id"
)
_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A unit of the query, with all that stands for it."""

    exact: tuple[_Words, ...]
    """Words side by side."""
    others: tuple[str, ...] = ()
    """Other forms of the word."""
    cut: bool = False
    """Whether there were more of them."""

    @property
    def expression(self) -> str:
        """Return it for FTS5: quoted, so that nothing in it is an operator."""
        return _any([*self.exact, *((word,) for word in self.others)])


@dataclass(frozen=True, slots=True)
class Match:
    """What articles have to hold."""

    wanted: tuple[Part, ...]
    unwanted: tuple[Part, ...]

    @property
    def expression(self) -> str:
        """Return the whole for FTS5."""
        return _without(" AND ".join(part.expression for part in self.wanted), self.unwanted)


def understood(db: Database, query: Query) -> Match:
    """Return the query with the archive's own words.

    Words that are not wanted stand for themselves only: whoever leaves out "makan" did not ask to
    lose "makanan".
    """
    share = max(1, min(MOST_FORMS, MOST_FORMS_IN_ALL // max(1, len(query.wanted))))
    return Match(
        tuple(_part(db, unit, share) for unit in query.wanted),
        tuple(_part(db, unit, 0) for unit in query.unwanted),
    )


def _part(db: Database, unit: Unit, most: int) -> Part:
    if unit.prefix:
        ((begun,),) = unit.exact
        found = [
            term for (term,) in db.execute(_BEGUN, (begun, f"{begun}\U0010ffff", MOST_BEGUN + 1))
        ]
        exact = tuple((term,) for term in found[:MOST_BEGUN]) or unit.exact
        return Part(exact, cut=len(found) > MOST_BEGUN)
    if unit.word is None or most == 0:
        return Part(unit.exact)
    alone = {words[0] for words in unit.exact if len(words) == 1}
    forms = [word for word in other_forms(db, unit.word) if word not in alone]
    if unit.word not in alone:  # of a doubled word, the single one
        forms.insert(0, unit.word)
    return Part(unit.exact, tuple(forms[:most]), len(forms) > most)


def other_forms(db: Database, word: str) -> list[str]:
    """Return the words of the archive that have the stem of a folded word, itself aside.

    A name has no other forms, and is none.
    """
    held = db.execute("SELECT stem, capital, small FROM terms WHERE term = ?", (word,)).fetchone()
    stemmed, capital, small = held or (None, 0, 0)
    if is_name(word, capital, small):
        return []
    root = stemmed or (word if held else stem(word))
    found = [
        term
        for term, *counts in db.execute(_FORMS, (root, MOST_FORMS * 2))
        if not is_name(term, *counts)
    ]
    if not is_name(root, 0, 0):
        found.insert(0, root)
    return [term for term in found if term != word]


def _any(sequences: Iterable[_Words]) -> str:
    return f"({' OR '.join(quoted(words) for words in sequences)})"


def quoted(words: Sequence[str]) -> str:
    """Return folded words side by side for FTS5. They are letters and digits only."""
    return f'"{" ".join(words)}"'


def _without(expression: str, unwanted: Sequence[Part]) -> str:
    if not unwanted:
        return expression
    return f"({expression}) NOT ({' OR '.join(part.expression for part in unwanted)})"
