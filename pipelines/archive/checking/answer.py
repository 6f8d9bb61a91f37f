"""Whether ANTARA wrote a passage: the answer, with what it rests on.

The archive proves what is in it. What is not in it may have been published all the same, so "not
found" is said only of days of which all is held, and "cannot tell" otherwise.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.checking.candidates import held_words
from pipelines.archive.checking.comparing import HALF, LEAST_WORDS, Comparison
from pipelines.archive.checking.covered import covered
from pipelines.archive.checking.finding import Likeness
from pipelines.archive.checking.furniture import is_doubtful
from pipelines.archive.checking.passage import MOST_CHARACTERS, broken_words, read_passage
from pipelines.archive.checking.period import Span, spans_named
from pipelines.archive.checking.reasons import Reason, sentence
from pipelines.archive.checking.telling import (
    addressed_told,
    near_told,
    nothing,
    source_told,
    word_by_word,
)
from pipelines.archive.connection import translated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from pipelines.archive.checking.comparing import Other
    from pipelines.archive.checking.finding import Finding
    from pipelines.archive.checking.passage import Passage

_OF_HOST: Final = (
    "SELECT name FROM bureaus WHERE host IN (?1, 'www.' || ?1) OR name || '.antaranews.com' = ?1"
)


class Verdict(StrEnum):
    """What is said of a passage."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    PARTLY = "partly_found"
    NOT_FOUND = "not_found"
    CANNOT_TELL = "cannot_tell"


class Checker:
    """Answers for one passage after another.

    Args:
        db: The archive.
        path: Its file, for messages.
        now: UTC; what was published later is not known to be missing.
    """

    def __init__(self, db: Database, path: Path, now: str) -> None:
        self._db = db
        self._path = path
        self._now = now
        self._covered = lru_cache(maxsize=256)(
            lambda bureaus, spans, sure: covered(self._db, bureaus, spans, now, sure=sure)
        )

    def check(
        self,
        text: str,
        bureaus: Sequence[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> dict[str, Any]:
        """Return whether a passage is ANTARA's, as plain JSON values.

        Args:
            text: A headline or a passage, with what messages add to it.
            bureaus: Whose it is said to be: of them "not found" is said. All articles are looked
                through whatever is given.
            since: First day (YYYY-MM-DD) on which it is said to be published; None: unknown.
            until: The last one; None: today. It says nothing without the first. Of days that
                only the passage names nothing is called "not found".

        Returns:
            verdict (verbatim, altered, partly_found, not_found, cannot_tell), reason (a sentence,
            or None), why (its code, of `reasons.Reason`), words, share (of them that is found, 0
            to 1), source (the article and state it comes from, or None), parts (the passage cut
            up, each with given, likeness, held, field, source and differences), cut and moved
            (sentences), dateline (given and held, or None), before and after (the sentences around
            it in the article, or None), today (what the article says now instead), copies (in how
            many articles a sentence stands, counted to 5,000; None for more than one), first (who
            carried it first), carried_by (keys), story, corrections, near, coverage, not_compared
            (lines, and pieces of lines).

        Raises:
            ArchiveError: The archive cannot be read.
        """
        with translated(self._path):
            return self._answer(text, bureaus, since, until)

    def _answer(
        self, text: str, bureaus: Sequence[str] | None, since: str | None, until: str | None
    ) -> dict[str, Any]:
        words = held_words(self._db, broken_words(text))
        passage = read_passage(text, words)
        spans = self._spans(text, since, until)
        known = self._covered(self._asked(bureaus, passage), spans, since is not None)
        comparison = Comparison(self._db, passage)
        found = comparison.found() if passage.tokens else []
        if any(map(is_doubtful, passage.ignored)) and found and found[0].source.has_doubtful:
            # A number alone is no page number where the article has such lines itself.
            passage = read_passage(text, words, with_doubtful=True)
            comparison = Comparison(self._db, passage)
            found = comparison.found()
        return {
            **self._judged(passage, comparison, found, complete=known.complete),
            "coverage": known.as_dict(),
            "not_compared": [*passage.ignored],
        }

    def _spans(self, text: str, since: str | None, until: str | None) -> tuple[Span, ...]:
        if since:
            return (Span(since, max(until or self._now[:10], since)),)
        return spans_named(text[:MOST_CHARACTERS])

    def _asked(self, bureaus: Sequence[str] | None, passage: Passage) -> tuple[str, ...] | None:
        if bureaus is not None:
            return tuple(bureaus)
        # A host of which nothing is held stands for itself, and is a gap.
        named = [
            name
            for host in passage.hosts
            for (name,) in self._db.execute(_OF_HOST, (host,)).fetchall() or [(host,)]
        ]
        return tuple(dict.fromkeys(named)) or None

    def _judged(
        self,
        passage: Passage,
        comparison: Comparison,
        found: Sequence[Finding],
        *,
        complete: bool,
    ) -> dict[str, Any]:
        size = len(passage.tokens)
        if not size:
            return _wordless(passage, comparison)
        best = found[0] if found else None
        others: dict[int, Other] = {}
        if best is not None and not best.verbatim and comparison.holds(best):
            others = comparison.elsewhere(best, found)
        if (
            best is None
            or not comparison.holds(best)
            or (best.routine and not any(other.exact for other in others.values()))
        ):
            verdict, reason = _missing(best, size, complete=complete)
            return _said(verdict, reason, size, 0.0, near_told(comparison, found))
        verdict, reason = _held(best, others, cut=passage.cut)
        told = source_told(self._db, passage, comparison, found, others)
        return _said(verdict, reason, size, _share(best, others), told)


def _said(
    verdict: Verdict,
    reason: Reason | None,
    size: int,
    share: float,
    told: Mapping[str, Any],
    key: str = "",
) -> dict[str, Any]:
    return {
        "verdict": str(verdict),
        "reason": sentence(reason, key),
        "why": reason and str(reason),
        "words": size,
        "share": round(share, 3),
        **told,
    }


def _wordless(passage: Passage, comparison: Comparison) -> dict[str, Any]:
    """Return what is said of a passage without a word: an address, perhaps."""
    for article in sorted(comparison.named):
        near = addressed_told(comparison, article)
        key = near["near"][0]["key"]
        return _said(Verdict.CANNOT_TELL, Reason.ADDRESS_HELD, 0, 0.0, near, key)
    why = Reason.ONLY_AN_ADDRESS if passage.addresses else Reason.NO_WORD
    return _said(Verdict.CANNOT_TELL, why, 0, 0.0, nothing())


def _missing(best: Finding | None, size: int, *, complete: bool) -> tuple[Verdict, Reason | None]:
    """Return what is said where nothing held is the passage's source."""
    if size < LEAST_WORDS:
        return Verdict.CANNOT_TELL, Reason.TOO_SHORT
    routine = best is not None and best.routine
    if complete:
        return Verdict.NOT_FOUND, Reason.ROUTINE if routine else None
    return Verdict.CANNOT_TELL, Reason.OF_ANOTHER_DAY if routine else Reason.MAY_BE


def _held(
    best: Finding, others: Mapping[int, Other], *, cut: bool
) -> tuple[Verdict, Reason | None]:
    """Return what is said of a passage that comes from an article."""
    if best.verbatim and not cut:
        return Verdict.VERBATIM, None
    verdict = Verdict.PARTLY if best.verbatim or best.share < HALF else Verdict.ALTERED
    return verdict, Reason.TOO_LONG if cut else word_by_word(best, others)


def _share(best: Finding, others: Mapping[int, Other]) -> float:
    """Return the share of a passage that is found, in the best article or elsewhere."""
    also = sum(
        other.part.end - other.part.start
        for at, other in others.items()
        if best.parts[at].likeness is Likeness.MISSING
    )
    return min(best.share + also / best.size, 1.0)
