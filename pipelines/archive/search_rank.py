"""The order of hits: where the words stand, how often, and how new the article is.

bm25 of FTS5 is not used: it reads all hits of each word and of each of its forms to learn how rare
it is, which takes seconds for common ones in a large archive. Here that is estimated from the last
hits, and words are counted in the texts of the most likely articles only.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from pipelines.archive.search_pool import HEAD, RANGE
from pipelines.archive.words.finding import Finder, Found
from pipelines.archive.words.folding import words as words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from pipelines.archive.search_pool import Pool
    from pipelines.archive.search_words import Match

READ = 60
"""Articles whose texts are read, at least; more when more hits are shown."""
_SAMPLE = 500
"""Last hits of a word from which its rarity is estimated."""
_MOST_IN_TITLE = 5_000
"""Titles with the rarest word that are found, and below, that are read."""
_MOST_READ = 1_200

IN_A_ROW, ALL_IN_TITLE, TITLE, SUBTITLE, EXACT, OFTEN, NEW = 4.0, 4.0, 3.0, 0.5, 2.0, 2.0, 2.0
"""What counts how much; docs/search.md has the formula."""
OTHER_FORM = 0.5
"""What another form of a word counts, against the word itself."""
HALF_DAYS = 180.0
"""Age in days at which half of `NEW` is left."""
USUAL_WORDS = 300.0
"""Words of a usual text."""
_TITLES: Final = "SELECT id, title FROM articles WHERE id IN (SELECT value FROM json_each(?))"
_TEXTS: Final = (
    "SELECT id, title, subtitle, text FROM articles WHERE id IN (SELECT value FROM json_each(?))"
)


@dataclass(slots=True)
class Ranked:
    """One hit with what is shown of its place."""

    id: int
    published: str
    score: float
    texts: tuple[str | None, str | None, str | None]
    """Text, subtitle, title: in the order in which a snippet is looked for."""


def rank(db: Database, match: Match, pool: Pool, limit: int) -> tuple[list[Ranked], Finder]:
    """Return the best of a pool, best first, equal ones newest first.

    Args:
        db: The archive.
        match: What was looked for.
        pool: The articles to rank.
        limit: How many are wanted.
    """
    finder = Finder([(part.exact, part.others) for part in match.wanted])
    newest = max(pool.published.values(), default="")
    weights = _weights(db, match) if len(match.wanted) > 1 else [1.0]
    chosen = _likely(db, match, weights, finder, pool, max(READ, limit))
    ranked = []
    for row, title, subtitle, text in db.execute(_TEXTS, (json.dumps(sorted(chosen)),)):
        published = pool.published[row]
        score = _score(finder, weights, (title, subtitle, text))
        score += NEW * _freshness(published, newest)
        ranked.append(Ranked(row, published, score, (text, subtitle, title)))
    ranked.sort(key=lambda hit: (hit.published, hit.id), reverse=True)
    ranked.sort(key=lambda hit: round(hit.score, 6), reverse=True)
    return ranked, finder


def _likely(
    db: Database,
    match: Match,
    weights: Sequence[float],
    finder: Finder,
    pool: Pool,
    most: int,
) -> list[int]:
    """Return the articles that can be the best ones: by their titles, then the newest.

    To find a phrase, or all words, in titles takes FTS5 as long as the whole search did. Some
    titles are read faster, and of many those with the rarest word.
    """
    newest = sorted(pool.published, key=lambda row: (pool.published[row], row), reverse=True)
    if len(newest) <= most:
        return newest
    read = newest
    if len(newest) > _MOST_READ:
        rarest = match.wanted[weights.index(max(weights))]
        values = (f"{{title}} : {rarest.expression}", min(newest), max(newest), _MOST_IN_TITLE)
        with_rarest = {row for (row,) in db.execute(RANGE, values)}
        read = [row for row in newest if row in with_rarest][:_MOST_READ]
    titled = {
        row
        for row, title in db.execute(_TITLES, (json.dumps(sorted(read)),))
        if finder.find(words_of(title)).all_parts()
    }
    first = [row for row in newest if row in titled]
    return [*first, *(row for row in newest if row not in titled)][:most]


def _weights(db: Database, match: Match) -> list[float]:
    """Return how much each part counts: rare ones more. They add up to 1."""
    (articles,) = db.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    rarity = []
    for part in match.wanted:
        hits = [row for (row,) in db.execute(HEAD, (part.expression, _SAMPLE))]
        share = 1.0 / (articles + 1)
        if hits:
            span = articles if len(hits) < _SAMPLE else hits[0] - hits[-1] + 1
            share = min(1.0, len(hits) / max(span, 1))
        rarity.append(math.log(1.0 + 1.0 / share))
    return [each / sum(rarity) for each in rarity]


def _score(finder: Finder, weights: Sequence[float], texts: tuple[str | None, ...]) -> float:
    title, subtitle, text = (words_of(each or "") for each in texts)
    in_title, in_subtitle, in_text = (finder.find(each) for each in (title, subtitle, text))
    score = IN_A_ROW * finder.in_a_row(title)
    if in_title.all_parts():
        score += ALL_IN_TITLE * _degree(in_title, weights)
    score += TITLE * _degree(in_title, weights) + SUBTITLE * _degree(in_subtitle, weights)
    for number, weight in enumerate(weights):
        every = (in_title, in_subtitle, in_text)
        score += EXACT * weight * any(found.exact[number] for found in every)
        often = in_text.exact[number] + OTHER_FORM * in_text.others[number]
        score += OFTEN * weight * often / (often + 0.5 + in_text.words / USUAL_WORDS)
    return score


def _degree(found: Found, weights: Sequence[float]) -> float:
    """Return how much of the query is there, from 0 to 1."""
    return sum(
        weight * (1.0 if exact else OTHER_FORM if other else 0.0)
        for weight, exact, other in zip(weights, found.exact, found.others, strict=True)
    )


def _freshness(published: str, newest: str) -> float:
    """Return 1 for the newest of the hits, half of it `HALF_DAYS` before, 0 where unknown."""
    try:
        age = (date.fromisoformat(newest[:10]) - date.fromisoformat(published[:10])).days
    except ValueError:
        return 0.0
    return HALF_DAYS / (HALF_DAYS + age)
