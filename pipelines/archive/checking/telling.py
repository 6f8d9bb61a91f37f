"""What is told of a checked passage, as plain JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.checking.comparing import FACTS
from pipelines.archive.checking.finding import Difference, Finding, Likeness, Part
from pipelines.archive.checking.reasons import Reason
from pipelines.archive.checking.source import Field
from pipelines.archive.checking.tokens import folded, plains, tokens_of
from pipelines.archive.states import history_of, states_of
from pipelines.archive.text_changes import changes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from pipelines.archive.checking.comparing import Comparison, Other
    from pipelines.archive.checking.passage import Passage

NEAR: Final = 3
"""Articles that are named where nothing was found."""
NEAR_SCORE: Final = 3.0
"""Words of the passage that such an article must have."""
_STORY: Final = (
    "SELECT s.bureau, s.article_id FROM story_members AS m JOIN stories AS s ON s.id = m.story "
    "WHERE m.article = ?"
)
_SEEN: Final = (
    "SELECT first_seen, last_seen, (SELECT max(seq) FROM revisions WHERE article = ?1) "
    "FROM revisions WHERE article = ?1 AND seq = ?2"
)


def nothing() -> dict[str, Any]:
    """Return what is told where nothing was found; the caller's own."""
    return {
        "source": None,
        "parts": [],
        "cut": [],
        "moved": [],
        "dateline": None,
        "before": None,
        "after": None,
        "today": [],
        "copies": None,
        "first": None,
        "carried_by": [],
        "story": None,
        "corrections": [],
        "near": [],
    }


def source_told(
    db: Database,
    passage: Passage,
    comparison: Comparison,
    found: Sequence[Finding],
    others: Mapping[int, Other],
) -> dict[str, Any]:
    """Return what is told of where a passage comes from.

    Args:
        db: The archive.
        passage: What was pasted.
        comparison: Which found it.
        found: The findings, the best one first.
        others: By the number of a part of the best one, where it stands instead.
    """
    best = found[0]
    row = comparison.row(best.source.article)
    first, last, states = db.execute(_SEEN, (best.source.article, best.source.seq)).fetchone()
    story = db.execute(_STORY, (best.source.article,)).fetchone()
    carriers = comparison.carriers(best, found)
    return {
        **nothing(),
        "source": {
            **{name: row[name] for name in ("key", *FACTS[1:])},
            "state": best.source.seq,
            "states": states,
            "first_seen": first,
            "last_seen": last,
        },
        "parts": [
            _part(passage, comparison, best, part, others.get(at))
            for at, part in enumerate(best.parts)
        ],
        "cut": [line.text for line in best.cut],
        "moved": [line.text for line in best.moved],
        "dateline": best.dateline and {"given": best.dateline.given, "held": best.dateline.held},
        **_around(best),
        "today": _today(db, best, row),
        "copies": comparison.copies() if best.verbatim else None,
        "first": {name: carriers[0][name] for name in ("key", "url", "title", "published")},
        "carried_by": [carrier["key"] for carrier in carriers],
        "story": f"{story[0]}/{story[1]}" if story else None,
        "corrections": history_of(db, row["bureau"], row["article_id"]),
    }


def near_told(comparison: Comparison, found: Sequence[Finding]) -> dict[str, Any]:
    """Return the articles that have most of a passage, where it is too little to say anything."""
    near: dict[int, dict[str, Any]] = {}
    for each in found:
        row = comparison.row(each.source.article)
        if each.score >= NEAR_SCORE and row["id"] not in near:
            near[row["id"]] = _near(row, each.share, each.differences)
    return {**nothing(), "near": list(near.values())[:NEAR]}


def addressed_told(comparison: Comparison, article: int) -> dict[str, Any]:
    """Return the article whose address is all that a passage is."""
    return {**nothing(), "near": [_near(comparison.row(article), 0.0, ())]}


def _near(row: dict[str, Any], share: float, differences: Sequence[Difference]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("key", "url", "title", "published_day")},
        "share": round(share, 3),
        "differences": [_difference(each) for each in differences],
    }


def _around(best: Finding) -> dict[str, str | None]:
    """Return the sentences before and after what was found: they may say the contrary."""
    met = [part.line.at for part in best.parts if part.line and part.line.field is Field.TEXT]
    if not met:
        return {"before": None, "after": None}
    lines = best.source.of_text()
    first, last = min(met), max(met)
    return {
        "before": lines[first - 1].text if first > 0 else None,
        "after": lines[last + 1].text if last + 1 < len(lines) else None,
    }


def _today(db: Database, best: Finding, row: dict[str, Any]) -> list[dict[str, str]]:
    """Return what became of the sentences that were found, where the article was corrected since.

    Each has old (as it was found), new (as it is, empty where it was cut), and kind.
    """
    states = states_of(db, row["bureau"], row["article_id"])
    old = next(each for each in states if each["seq"] == best.source.seq)
    new = states[-1]
    met = {part.line.plain for part in best.parts if part.line}
    found = [
        {"old": each.old, "new": each.new, "kind": str(each.kind)}
        for each in changes(old["text"], new["text"])
        if each.old and plains(tokens_of(folded(each.old))) in met
    ]
    for name in ("title", "subtitle"):
        if old[name] != new[name] and plains(tokens_of(folded(old[name] or ""))) in met:
            found.insert(0, {"old": old[name], "new": new[name] or "", "kind": name})
    return found


def word_by_word(best: Finding, others: Mapping[int, Other]) -> Reason | None:
    """Return the reason that says so, where nothing within a sentence differs; else None.

    Args:
        best: The finding that is told.
        others: By the number of a part of it, where it stands instead.
    """
    likenesses = {part.likeness for part in best.parts}
    if not likenesses <= {Likeness.SAME, Likeness.MISSING} or best.moved or best.dateline:
        return None
    if Likeness.MISSING not in likenesses:
        return Reason.LEFT_OUT_BETWEEN
    if best.cut:
        return None
    missing = {at for at, part in enumerate(best.parts) if part.likeness is Likeness.MISSING}
    if all(at in others and others[at].exact for at in missing):
        return Reason.OF_SEVERAL
    return Reason.PUT_BESIDE


def _part(
    passage: Passage, comparison: Comparison, best: Finding, part: Part, other: Other | None
) -> dict[str, Any]:
    where, found = (other.finding, other.part) if other else (best, part)
    return {
        "given": passage.words_of(part.start, part.end),
        "likeness": str(found.likeness),
        "held": found.line.text if found.line else None,
        "field": str(found.line.field) if found.line else None,
        "source": comparison.row(where.source.article)["key"] if found.line else None,
        "differences": [_difference(each) for each in found.differences],
    }


def _difference(each: Difference) -> dict[str, str]:
    return {"kind": str(each.kind), "given": each.given, "held": each.held}
