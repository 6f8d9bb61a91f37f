"""A passage compared with what is held: the articles it may come from, the best of them, others."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.checking.align import compare
from pipelines.archive.checking.candidates import Candidates, rarity_of
from pipelines.archive.checking.exact import exact_lines, places_of
from pipelines.archive.checking.finding import Finding, Likeness, Part
from pipelines.archive.checking.passage import Passage, Sentence
from pipelines.archive.publication import first_to_last
from pipelines.archive.words.folding import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from pipelines.archive.checking.tokens import Token

MOST_COMPARED: Final = 12
"""Articles that are compared word by word, those with the most sentences just so."""
MOST_MEMBERS: Final = 60
"""Articles of a story that are compared, to tell who carried a passage first."""
HALF: Final = 0.5
"""Share of a passage, or of a part of it, from which it comes from an article."""
LEAST_RARITY: Final = 4.0
"""Words, common ones counting less, that the greatest found part must have."""
LEAST_SHARE: Final = 0.75
"""Of a short passage, the share of its words that this part must have instead."""
LEAST_WORDS: Final = 4
"""Words below which only a whole title or sentence tells anything."""
LOOKED_FOR_AGAIN: Final = 5
"""Words of a part that is missing in the best article from which others are searched for it."""
MOST_AGAIN: Final = 12
"""Parts that are searched for."""
FOR_A_PART: Final = 3
"""Articles that are compared with such a part."""
_AS_GOOD: Final = 0.01

FACTS: Final = (
    *("id", "bureau", "article_id", "url", "title"),
    *("published", "published_utc", "published_day", "missing_since"),
)
"""What is told of an article."""
_ROWS: Final = (
    f"SELECT {', '.join(FACTS)} FROM articles "  # noqa: S608
    "WHERE id IN (SELECT value FROM json_each(?))"
)
_NAMED: Final = (
    "SELECT a.id FROM articles AS a JOIN bureaus AS b ON b.name = a.bureau "
    "WHERE b.host = ? AND a.article_id = ?"
)
_MEMBERS: Final = (
    "SELECT m.article FROM story_members AS m "  # noqa: S608 - of `publication`
    "JOIN articles AS a ON a.id = m.article "
    "WHERE m.story = (SELECT story FROM story_members WHERE article = ?) "
    f"ORDER BY {first_to_last('a')} LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Other:
    """Where a part stands that the best article does not have so."""

    part: Part
    finding: Finding
    exact: bool
    """Whether it stands there word by word."""


class Comparison:
    """One passage among all that is held.

    Args:
        db: The archive.
        passage: What was pasted.
    """

    def __init__(self, db: Database, passage: Passage) -> None:
        self._db = db
        self._passage = passage
        rarity = rarity_of(db, passage.sentences)
        self._candidates = Candidates(db, rarity)
        self._weights = {
            token.plain: min((rarity.weight(word) for word in words(token.surface)), default=1)
            for token in passage.tokens
        }
        self._searches = 0
        self._rows: dict[int, dict[str, Any]] = {}
        self.named = {
            row
            for host, number in passage.addresses
            for (row,) in db.execute(_NAMED, (host, number)).fetchall()
        }
        """articles.id of those whose addresses stand in the passage."""

    def row(self, article: int) -> dict[str, Any]:
        """Return what is told of an article: `FACTS`, and its key."""
        if article not in self._rows:
            self._look_up([article])
        return self._rows[article]

    def found(self) -> list[Finding]:
        """Compare the passage with the articles that it may come from, the best finding first."""
        rows = self._candidates.of(self._passage, sorted(self.named))
        found = self._compare(rows, self._passage, MOST_COMPARED)
        if found and self.holds(found[0]):
            return found
        more = [row for row in self._candidates.with_caption(self._passage) if row not in rows]
        both = [*found, *self._compare(more, self._passage, MOST_COMPARED)]
        return sorted(both, key=self._worth)

    def holds(self, best: Finding) -> bool:
        """Whether what was found is enough to say that the passage comes from there."""
        if best.verbatim:
            return True
        if best.size < LEAST_WORDS:
            return False
        whole = self._weight(self._passage.tokens)
        return self._greatest(best, self._passage) >= min(LEAST_RARITY, LEAST_SHARE * whole)

    def elsewhere(self, best: Finding, found: Sequence[Finding]) -> dict[int, Other]:
        """Look in other articles for the parts that the best one has otherwise or not at all.

        Returns:
            By the number of the part.
        """
        others: dict[int, Other] = {}
        for at, part in enumerate(best.parts):
            if part.likeness is not Likeness.SAME:
                other = self._just_so(part, best, found) or self._looked_for(part)
                if other is not None:
                    others[at] = other
        return others

    def carriers(self, best: Finding, found: Sequence[Finding]) -> list[dict[str, Any]]:
        """Return the articles that have the passage as the best one has it, the first one first."""
        compared = {each.source.article for each in found}
        members = [
            row
            for (row,) in self._db.execute(_MEMBERS, (best.source.article, MOST_MEMBERS)).fetchall()
            if row not in compared
        ]
        all_of_them = [*found, *self._compare(members, self._passage, len(members))]
        like = {
            each.source.article
            for each in all_of_them
            if each.verbatim == best.verbatim
            and each.score >= best.score - _AS_GOOD
            # An article that differs elsewhere is no carrier of the same words.
            and each.differences == best.differences
            and [line.plain for line in each.cut] == [line.plain for line in best.cut]
        }
        return sorted(
            map(self.row, like),
            key=lambda row: (row["published_utc"] is None, row["published_utc"] or "", row["id"]),
        )

    def copies(self) -> int | None:
        """Return in how many articles the passage stands; None: it is more than one sentence."""
        if len(self._passage.sentences) != 1:
            return None
        return self._candidates.copies(self._passage.sentences[0])

    def _compare(self, rows: Sequence[int], passage: Passage, most: int) -> list[Finding]:
        states = self._candidates.sources(rows)
        order = {row: at for at, row in enumerate(rows)}
        places = places_of(passage)
        exact = {
            id(each): sum(len(line.plain) for line in exact_lines(places, each)) for each in states
        }
        ranked = sorted(states, key=lambda each: (-exact[id(each)], order[each.article]))
        # Of each article all states or none: which state it is is the question.
        chosen = list(dict.fromkeys(each.article for each in ranked))[:most]
        self._look_up(chosen)
        found = [compare(passage, each, self._weights) for each in states if each.article in chosen]
        return sorted(found, key=self._worth)

    def _worth(self, finding: Finding) -> tuple[Any, ...]:
        row = self._rows[finding.source.article]
        return (
            not finding.verbatim,
            -round(finding.score, 2),
            -round(finding.spelt_alike),
            len(finding.differences) + len(finding.cut) + len(finding.moved),
            row["id"] not in self.named,
            row["published_utc"] is None,
            row["published_utc"] or "",
            row["id"],
        )

    def _weight(self, tokens: Sequence[Token]) -> float:
        return sum(self._weights[token.plain] for token in tokens)

    def _greatest(self, finding: Finding, passage: Passage) -> float:
        """Return how much the greatest part that was found tells."""
        tokens = passage.tokens
        return max(
            (
                self._weight(tokens[part.start : part.end])
                for part in finding.parts
                if part.likeness is not Likeness.MISSING
            ),
            default=0.0,
        )

    def _just_so(self, part: Part, best: Finding, found: Sequence[Finding]) -> Other | None:
        """Return where a part stands word by word, among the articles that were compared."""
        place = (part.start, part.end)
        for each in found:
            if each.source.article == best.source.article:
                continue  # another state of it is no other article
            for same in each.parts:
                if (same.start, same.end) == place and same.likeness is Likeness.SAME:
                    return Other(same, each, exact=True)
        return None

    def _looked_for(self, part: Part) -> Other | None:
        """Search the archive for a part that is missing."""
        if part.likeness is not Likeness.MISSING or part.end - part.start < LOOKED_FOR_AGAIN:
            return None
        self._searches += 1
        if self._searches > MOST_AGAIN:
            return None
        piece = _piece(self._passage, part)
        found = self._compare(self._candidates.of(piece), piece, FOR_A_PART)
        if not found:
            return None
        other = found[0]
        if other.share < HALF or other.routine or self._greatest(other, piece) < LEAST_RARITY:
            return None
        there = next(each for each in other.parts if each.likeness is not Likeness.MISSING)
        if there.likeness is Likeness.SAME and not other.verbatim:
            there = replace(there, likeness=Likeness.ALTERED)
        return Other(there, other, exact=other.verbatim)

    def _look_up(self, articles: Sequence[int]) -> None:
        wanted = [article for article in articles if article not in self._rows]
        for values in self._db.execute(_ROWS, (json.dumps(wanted),)).fetchall():
            row: dict[str, Any] = dict(zip(FACTS, values, strict=True))
            row["key"] = f"{row['bureau']}/{row['article_id']}"
            self._rows[row["id"]] = row


def _piece(passage: Passage, part: Part) -> Passage:
    """Return a part of a passage as one of its own."""
    tokens = tuple(passage.tokens[part.start : part.end])
    sentence = Sentence(passage.words_of(part.start, part.end), tokens)
    return replace(passage, sentences=(sentence,), dateline=None, addresses=())
