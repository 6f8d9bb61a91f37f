"""Articles that a passage may come from, through the index.

A sentence is looked for as it is first. Where nothing has it so, by its rarest words and by words
in a row: an altered sentence has most of them still, and articles are counted by how many they
have. Of common words only, all but one of them are looked for together.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.checking.exact import exact_lines, places_of
from pipelines.archive.checking.source import Source, source_of
from pipelines.archive.checking.tokens import plains
from pipelines.archive.publication import first_to_last
from pipelines.archive.words.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlite_utils import Database

    from pipelines.archive.checking.exact import Places
    from pipelines.archive.checking.passage import Passage, Sentence

OF_EACH: Final = 8
"""Articles that a sentence brings."""
MOST_COPIES: Final = 5_000
"""Articles in which a sentence stands just so that are counted."""
MOST_SO: Final = 60
"""Articles in which a sentence stands just so that are looked at."""
MOST_WORDS: Final = (6, 14)
"""Words of a sentence that are looked for, the rarest: of a long passage, of a short one."""
MOST_RUNS: Final = (3, 5)
"""Runs of `IN_A_ROW` words that are looked for, those with the rarest words: likewise."""
SHORT: Final = 3
"""Sentences up to which a passage is a short one."""
IN_A_ROW: Final = 3
MOST_HITS: Final = 2_000
"""Hits from which a word says too little."""
MOST_HITS_OF_A_RUN: Final = 500
OF_A_CAPTION: Final = 3
"""Words of a caption that are looked for, the longest."""
LEAST_TOLD: Final = 3
"""Words and runs that have to say enough, or all but one word are looked for together."""
ALL_BUT_ONE: Final = 12
"""Words of a sentence up to which that is done."""
OF_A_TITLE: Final = 3_000
"""Votes for a title that has all words but one: more than its single words give to other texts."""
COMMON: Final = 400
"""Numbers in the table of words up to which a word is a common one: they came first."""
SHARE_COMMON: Final = 0.02
"""In a small archive common words are no more than this share of all."""
COMMON_WEIGHT: Final = 0.4

_TERMS: Final = "SELECT term, id FROM terms WHERE term IN (SELECT value FROM json_each(?))"
_HOW_MANY: Final = (
    "SELECT (SELECT coalesce(max(id), 0) FROM articles), (SELECT coalesce(max(id), 0) FROM terms)"
)
_CURRENT: Final = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?"
_EARLIER: Final = (
    "SELECT r.article FROM revisions_fts AS f JOIN revisions AS r ON r.id = f.rowid "
    "WHERE revisions_fts MATCH ? LIMIT ?"
)
_IN_ORDER: Final = (
    "SELECT a.id FROM articles AS a INDEXED BY articles_search "  # noqa: S608 - of `publication`
    f"WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY {first_to_last('a')}"
)
_ARTICLES: Final = (
    "SELECT id, dateline_place, coalesce(dateline_day, published_day) FROM articles "
    "WHERE id IN (SELECT value FROM json_each(?))"
)
_OF_CAPTIONS: Final = "SELECT DISTINCT article FROM images WHERE {} LIMIT ?"
_WHOLE: Final = re.compile(r"[a-z0-9]+")
"""LIKE knows capitals of these letters only."""
_STATES: Final = (
    "SELECT article, seq, state FROM revisions "
    "WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, seq DESC"
)
_CAPTIONS: Final = (
    "SELECT article, caption FROM images WHERE caption IS NOT NULL "
    "AND article IN (SELECT value FROM json_each(?)) ORDER BY article, seq"
)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare the words of a passage are; common ones came into the archive first."""

    ids: Mapping[str, int]
    """terms.id of each word that the archive has."""
    articles: int
    """How many articles there are, about."""
    common: int
    """Numbers below which a word is a common one."""

    def weight(self, word: str) -> float:
        """Return how much a word tells, 0 to 1."""
        return COMMON_WEIGHT if self.ids.get(word, self.common) < self.common else 1.0


def rarity_of(db: Database, sentences: Sequence[Sentence]) -> Rarity:
    """Look up the words of a passage, once."""
    all_of_them = dict.fromkeys(word for each in sentences for word in words(each.text))
    ids = dict(db.execute(_TERMS, (json.dumps(list(all_of_them)),)).fetchall())
    articles, terms = db.execute(_HOW_MANY).fetchone()
    return Rarity(ids, articles, min(COMMON, int(terms * SHARE_COMMON)))


def held_words(db: Database, asked: Iterable[str]) -> frozenset[str]:
    """Return those of some words that the archive has."""
    rows = db.execute(_TERMS, (json.dumps(list(asked)),)).fetchall()
    return frozenset(term for term, _ in rows)


class Candidates:
    """Finds articles, and remembers them prepared for comparison.

    Args:
        db: The archive.
        rarity: Of the words of all passages that are asked for.
    """

    def __init__(self, db: Database, rarity: Rarity) -> None:
        self._db = db
        self._rarity = rarity
        self._sources: dict[int, list[Source]] = {}

    def of(self, passage: Passage, first: Iterable[int] = ()) -> list[int]:
        """Return articles.id of those that a passage may come from, the likest first.

        Args:
            passage: What was pasted.
            first: Articles that it names.
        """
        places = places_of(passage)
        total: Counter[int] = Counter()
        held: dict[tuple[str, ...], None] = {}
        brought = dict.fromkeys(first)
        for row in brought:
            self._note(row, places, held)
        for sentence in passage.sentences:
            # What stands in an article that was found already need not be looked for.
            if plains(sentence.tokens) in held:
                continue
            votes = self._votes(sentence, thorough=len(passage.sentences) <= SHORT)
            total.update(votes)
            found = _ranked(votes)[:OF_EACH]
            brought |= dict.fromkeys(found)
            self._load(found)
            for row in found:
                self._note(row, places, held)
        return sorted(brought, key=lambda row: (-total[row], row))

    def with_caption(self, passage: Passage) -> list[int]:
        """Return the articles of which a caption may be the passage; captions have no index.

        All of them are read: a tenth of a second for 200,000 articles. So it is asked last.
        """
        found = {word for each in passage.sentences for word in _WHOLE.findall(each.text.lower())}
        longest = sorted(found, key=lambda word: (-len(word), word))[:OF_A_CAPTION]
        if len(passage.sentences) > SHORT or len(longest) < OF_A_CAPTION:
            return []
        sql = _OF_CAPTIONS.format(" AND ".join(["caption LIKE ?"] * len(longest)))
        words = [f"%{word}%" for word in longest]
        return [row for (row,) in self._db.execute(sql, (*words, MOST_SO)).fetchall()]

    def sources(self, rows: Sequence[int]) -> list[Source]:
        """Return all states of some articles, in their order, the newest state first."""
        self._load(rows)
        return [source for row in rows for source in self._sources.get(row, ())]

    def _note(self, row: int, places: Places, held: dict[tuple[str, ...], None]) -> None:
        for source in self.sources([row]):
            for line in exact_lines(places, source):
                held[line.plain] = None

    def _load(self, rows: Sequence[int]) -> None:
        wanted = [row for row in rows if row not in self._sources]
        if wanted:
            for row in wanted:
                self._sources[row] = []
            for source in _sources(self._db, wanted):
                self._sources[source.article].append(source)

    def _votes(self, sentence: Sentence, *, thorough: bool) -> Counter[int]:
        found = words(sentence.text)
        if not found:
            return Counter()
        so = self._so(f'"{" ".join(found)}"')
        if so:
            # Of many the first by publication: it may be the one that the others took it from.
            whole = 1000 * len(found)
            return Counter({row: whole - min(at, 999) for at, row in enumerate(so)})
        votes: Counter[int] = Counter()
        told = 0
        for expression, most, bonus in _asked(found, self._rarity, thorough=thorough):
            rows = self._hits(expression, most)
            if len(rows) <= most:
                told += 1
                rare = log((self._rarity.articles + 1) / (len(rows) + 1) + 1)
                votes.update(dict.fromkeys(rows, round(100 * (bonus + rare))))
        if thorough:
            for expression in _all_but_one(found, self._rarity):
                # Common words stand together in many texts, and in few titles.
                titles = self._hits(f"{{title subtitle}} : ({expression})", MOST_SO)
                votes.update(dict.fromkeys(titles, OF_A_TITLE))
                if told < LEAST_TOLD:
                    votes.update(dict.fromkeys(self._hits(expression, MOST_SO), 500))
        return votes

    def copies(self, sentence: Sentence) -> int:
        """Return in how many articles a sentence stands just so, as the index sees it.

        Counted to `MOST_COPIES`.
        """
        found = words(sentence.text)
        return len(self._so(f'"{" ".join(found)}"')) if found else 0

    def _so(self, expression: str) -> list[int]:
        """Return the articles in which words stand in a row, the first by publication first."""
        hits = self._hits(expression, MOST_COPIES - 1)
        rows = self._db.execute(_IN_ORDER, (json.dumps(sorted(hits)),)).fetchall()
        return [row for (row,) in rows]

    def _hits(self, expression: str, most: int) -> set[int]:
        """Return the articles that match now or did in an earlier state; one more than `most`."""
        return {
            row
            for sql in (_CURRENT, _EARLIER)
            for (row,) in self._db.execute(sql, (expression, most + 1)).fetchall()
        }


def _ranked(votes: Counter[int]) -> list[int]:
    return [row for row, _ in sorted(votes.items(), key=lambda each: (-each[1], each[0]))]


def _asked(
    found: Sequence[str], rarity: Rarity, *, thorough: bool
) -> Iterator[tuple[str, int, float]]:
    """Yield what a sentence is looked for by: for FTS5, hits it may have, what it adds."""
    most_words, most_runs = MOST_WORDS[thorough], MOST_RUNS[thorough]
    ids = rarity.ids
    rarest = sorted({word for word in found if word in ids}, key=lambda word: (-ids[word], word))
    for word in rarest[:most_words]:
        yield f'"{word}"', MOST_HITS, 0.0
    in_a_row = (tuple(found[at : at + IN_A_ROW]) for at in range(len(found) - IN_A_ROW + 1))
    runs = {
        run: sum(ids[word] for word in run) for run in in_a_row if all(word in ids for word in run)
    }
    # Neighbours of the rarest word would all be lost with it.
    spread: list[tuple[str, ...]] = []
    for run in sorted(runs, key=lambda run: (-runs[run], run)):
        if len(spread) < most_runs and not any(set(run) & set(each) for each in spread):
            spread.append(run)
    for run in spread:
        yield f'"{" ".join(run)}"', MOST_HITS_OF_A_RUN, 1.0


def _all_but_one(found: Sequence[str], rarity: Rarity) -> Iterator[str]:
    """Yield, for FTS5, all known words of a short sentence together, then all but each one."""
    known = [word for word in dict.fromkeys(found) if word in rarity.ids]
    if not IN_A_ROW <= len(known) <= ALL_BUT_ONE:
        return
    yield " AND ".join(f'"{word}"' for word in known)
    for left_out in known:
        yield " AND ".join(f'"{word}"' for word in known if word != left_out)


def _sources(db: Database, rows: Sequence[int]) -> Iterator[Source]:
    ids = json.dumps(list(rows))
    datelines = {row: (place, day) for row, place, day in db.execute(_ARTICLES, (ids,))}
    captions: dict[int, list[str]] = {}
    for article, caption in db.execute(_CAPTIONS, (ids,)):
        captions.setdefault(article, []).append(caption)
    states: dict[int, list[tuple[int, Any]]] = {}
    for article, seq, state in db.execute(_STATES, (ids,)):
        states.setdefault(article, []).append((seq, json.loads(state)))
    for row in rows:
        for seq, state in states.get(row, ()) if row in datelines else ():
            place, day = datelines[row]
            yield source_of(row, seq, state, place, day, captions.get(row, ()))
