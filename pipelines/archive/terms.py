"""The words of the archive: each stemmed once, and whether it is a name.

Filled behind the articles, up to `meta.terms_to`: in the transaction that stores articles, and in
the migration for those that were there before. Only a word that was never met costs anything to
speak of.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from pipelines.archive.tokens import REPORTERS
from pipelines.archive.words.folding import LONGEST, fold
from pipelines.archive.words.folding import words as words_of
from pipelines.archive.words.stemmer import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from sqlite_utils import Database

VERSION = "1"
"""Of the rules for stems and of exceptions.txt; another one than `meta.terms_by` makes all stems
again, with the next articles that are stored."""
MOST_COUNTED = 15
"""Articles after which a word's capitals are not counted any more."""
_A_TIME = 500
"""Articles read at once."""
_WORDS_A_TIME = 20_000
_FEW = 40
"""Words of an article up to which each is looked for in it."""
_MOST_KNOWN = 300_000
"""Words kept in memory that need no look into the table; some 30 MB."""

_STANDS: Final = (
    "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1",
    "SELECT 1 FROM revisions_fts WHERE revisions_fts MATCH ? LIMIT 1",
    "SELECT 1 FROM search_names WHERE ' ' || folded || ' ' LIKE ? LIMIT 1",
)
_CAPITAL: Final = re.compile(r"(?<=[^\W\d_][ ,])[A-ZÀ-Þ][^\W\d_]+")
"""A word with a capital behind another word: within a sentence, then."""
_SMALL: Final = re.compile(r"(?<![^\W_])[a-z0-9]+(?![^\W_])")


@dataclass(slots=True)
class _Known:
    """What a connection need not look up again."""

    words: set[str] = field(default_factory=set)
    """Words that stand in the table and have been counted enough."""
    last: int = 0
    """The greatest terms.id after the last writing."""


_known: WeakKeyDictionary[Database, _Known] = WeakKeyDictionary()


def catch_up(db: Database) -> int:
    """Take in the words and names of all articles that came since the last time.

    To be called inside the transaction that stored them.

    Returns:
        How many articles were read.
    """
    said = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('terms_to', 'terms_by')"))
    last = int(said.get("terms_to", 0))
    if said.get("terms_by") != VERSION:
        _stem_again(db)
    count = 0
    while articles := db.execute(
        "SELECT id, title, subtitle, text FROM articles WHERE id > ? ORDER BY id LIMIT ?",
        (last, _A_TIME),
    ).fetchall():
        first, last = articles[0][0], articles[-1][0]
        note(db, [article[1:] for article in articles], _names(db, first, last))
        count += len(articles)
    if count:
        _say(db, "terms_to", str(last))
    return count


def _say(db: Database, key: str, value: str) -> None:
    db.conn.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def _stem_again(db: Database) -> None:
    """Give each word the stem that it has by today's rules; some 30 s for a million words."""
    last = 0
    while words := db.execute(
        "SELECT id, term, stem FROM terms WHERE id > ? ORDER BY id LIMIT ?", (last, _WORDS_A_TIME)
    ).fetchall():
        last = words[-1][0]
        stems = [(row, held, stem(word), word) for row, word, held in words]
        db.conn.executemany(
            "UPDATE terms SET stem = ? WHERE id = ?",
            [
                (new if new != word else None, row)
                for row, held, new, word in stems
                if new != (held or word)
            ],
        )
    _known.pop(db, None)
    _say(db, "terms_by", VERSION)


def note_again(db: Database, article: int) -> None:
    """Take in the words and names of an article that was read again."""
    texts = db.execute(
        "SELECT title, subtitle, text FROM articles WHERE id = ?", (article,)
    ).fetchall()
    note(db, texts, _names(db, article, article))


def forget(db: Database, texts: Iterable[str]) -> None:
    """Take words out that stand nowhere any more: one may be somebody's name.

    Args:
        db: The archive, inside a transaction; the articles that had these texts are not in it
            any more.
        texts: What was taken out.
    """
    gone = [(word,) for word in dict.fromkeys(chain.from_iterable(map(words_of, texts)))]
    # Most words stand elsewhere, and the index tells so with its first hit.
    lost = [word for word in gone if not _stands_anywhere(db, *word)]
    db.conn.executemany("DELETE FROM terms WHERE term = ?", lost)
    _known.pop(db, None)


def _stands_anywhere(db: Database, word: str) -> bool:
    asked = f'"{word}"'
    return any(
        db.execute(sql, (value,)).fetchone()
        for sql, value in zip(_STANDS, (asked, asked, f"% {word} %"), strict=True)
    )


def note(db: Database, texts: Iterable[Sequence[str | None]], names: Iterable[str] = ()) -> None:
    """Take in the words of articles.

    Args:
        db: The archive, inside a transaction.
        texts: Title, subtitle and text of each article. Capitals count in the last one only:
            headlines have their own rules for them.
        names: Of people and places in these articles.
    """
    known = _known_to(db).words
    # In the order of the text: the same articles give the same table.
    met = [
        (
            dict.fromkeys(
                word
                for part in parts
                if part
                for word in words_of(part)
                if word not in known and len(word) <= LONGEST
            ),
            parts[-1] or "",
        )
        for parts in texts
    ]
    named = [word for name in names for word in words_of(name) if word not in known]
    seen = dict.fromkeys([*(word for words, _ in met for word in words), *named])
    if not seen:
        return
    new, counted = _looked_up(db, known, seen)
    capital, small = Counter(word for word in named if word in counted), Counter[str]()
    for words, body in met:
        big, little = _written(words.keys() & counted, body)
        capital.update(big)
        small.update(little)
    db.conn.executemany(
        "INSERT INTO terms (term, stem, capital, small) VALUES (?, ?, ?, ?)",
        [(word, stemmed, capital[word], small[word]) for word, stemmed in new.items()],
    )
    db.conn.executemany(
        "UPDATE terms SET capital = capital + ?, small = small + ? WHERE term = ?",
        [
            (capital[word], small[word], word)
            for word in seen
            if word in counted and word not in new and (capital[word] or small[word])
        ],
    )
    _known[db].last = _greatest(db)


def _looked_up(
    db: Database, known: set[str], seen: Iterable[str]
) -> tuple[dict[str, str | None], set[str]]:
    """Return the words that are new, with their stems, and those whose capitals count.

    Words of which neither is true are known from now on.
    """
    held = {
        term: (stemmed, counted)
        for term, stemmed, counted in db.execute(
            "SELECT term, stem, capital + small FROM terms "
            "WHERE term IN (SELECT value FROM json_each(?))",
            (json.dumps(list(seen)),),
        )
    }
    new: dict[str, str | None] = {}
    counting = set()
    for word in seen:
        if word in held:
            stemmed, counted = held[word]
            if stemmed is not None and counted < MOST_COUNTED:
                counting.add(word)
            elif len(known) < _MOST_KNOWN:
                known.add(word)
            continue
        made = stem(word)
        new[word] = made if made != word else None
        if made != word:
            counting.add(word)
    return new, counting


def _known_to(db: Database) -> _Known:
    """Return what this connection knows, which is nothing when words of it were rolled back."""
    held = _known.get(db)
    if held is None or _greatest(db) < held.last:
        held = _known[db] = _Known()
    return held


def _greatest(db: Database) -> int:
    return int(db.execute("SELECT coalesce(max(id), 0) FROM terms").fetchone()[0])


def _written(found: Set[str], body: str) -> tuple[set[str], set[str]]:
    """Return those of the words that have a capital within a sentence, and those that are small.

    A word at the beginning of a sentence is neither.
    """
    if len(found) > _FEW:
        big = {fold(word) for word in _CAPITAL.findall(body)} & found
        return big, set(_SMALL.findall(body)).intersection(found)
    # Most words of an article are known; a look for the others costs less than one at all words.
    return (
        {word for word in found if _stands(word.capitalize(), body, within=True)},
        {word for word in found if _stands(word, body, within=False)},
    )


def _stands(written: str, body: str, *, within: bool) -> bool:
    """Return whether a word stands in a text; if need be behind another word."""
    at = body.find(written)
    while at >= 0:
        end = at + len(written)
        if not body[end : end + 1].isalnum():
            if not within and not body[at - 1 : at].isalnum():
                return True
            if within and at > 1 and body[at - 1] in " ," and body[at - 2].isalpha():
                return True
        at = body.find(written, end)
    return False


def _names(db: Database, first: int, last: int) -> list[str]:
    """Write what articles can be asked for by; return who and where, once an article."""
    rows = db.execute(
        "SELECT 'section', category, id FROM articles WHERE id BETWEEN ?1 AND ?2 "  # noqa: S608
        "AND category IS NOT NULL UNION "
        "SELECT 'place', dateline_place, id FROM articles WHERE id BETWEEN ?1 AND ?2 "
        "AND dateline_place IS NOT NULL UNION "
        "SELECT 'reporter', name, article FROM credits WHERE article BETWEEN ?1 AND ?2 "
        f"AND role IN {REPORTERS}",
        (first, last),
    ).fetchall()
    db.conn.executemany(
        "INSERT INTO search_names (what, folded, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        # Once each and in a fixed order: the same articles give the same file.
        [
            (what, " ".join(words_of(name)), name)
            for what, name in dict.fromkeys(row[:2] for row in rows)
        ],
    )
    return [name for what, name, _ in rows if what != "section"]
