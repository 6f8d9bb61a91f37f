"""The states of an article over time, and what changed between two of them."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.filters import where
from pipelines.archive.text_changes import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from pipelines.archive.outcomes import Filters

_STATES: Final = """\
SELECT r.seq, r.first_seen, r.last_seen, r.capture, r.updated, r.state FROM revisions AS r
JOIN articles AS a ON a.id = r.article WHERE a.bureau = ? AND a.article_id = ? ORDER BY r.seq"""
_CORRECTED: Final = """\
SELECT a.bureau, a.article_id, a.title, a.published_utc, r.seq, r.first_seen, r.updated, r.state,
  p.last_seen, p.state
FROM revisions AS r JOIN revisions AS p ON p.article = r.article AND p.seq = r.seq - 1
JOIN articles AS a ON a.id = r.article WHERE r.seq > 1 AND {} ORDER BY r.first_seen DESC, r.id DESC
LIMIT ?"""
TELLING: Final = ("ralat", "koreksi", "revisi", "diralat", "correction", "corrected")
"""Words with which a title begins that tells of a correction; a sign of `TOLD` follows."""
TOLD: Final = ":])(-"
_CORRECTION: Final = re.compile(rf"\W*(?:{'|'.join(TELLING)})\s*[{re.escape(TOLD)}]", re.IGNORECASE)
_HOW_MANY: Final = """\
SELECT count(*) FROM revisions WHERE article =
  (SELECT id FROM articles WHERE bureau = ? AND article_id = ?)"""
_NEWEST: Final = """\
SELECT seq, first_seen FROM revisions WHERE article =
  (SELECT id FROM articles WHERE bureau = ? AND article_id = ?) ORDER BY seq DESC LIMIT 1"""
FIELDS: Final = ("title", "subtitle", "text", "credits", "tags")


def states_of(db: Database, bureau: str, article_id: int) -> list[dict[str, Any]]:
    """Return an article's states, the oldest first; none where it is not held.

    Each has seq, first_seen and last_seen (UTC), capture, updated (the time of change that the
    page told with it), and the fields of a state: title, subtitle, text, credits, tags.
    """
    return [
        {
            "seq": seq,
            "first_seen": first,
            "last_seen": last,
            "capture": capture,
            "updated": updated,
            **json.loads(state),
        }
        for seq, first, last, capture, updated, state in db.execute(
            _STATES, (bureau, article_id)
        ).fetchall()
    ]


def how_many(db: Database, bureau: str, article_id: int) -> int:
    """Return how many states of an article are held."""
    return int(db.execute(_HOW_MANY, (bureau, article_id)).fetchone()[0])


def newest(db: Database, bureau: str, article_id: int) -> dict[str, Any]:
    """Return of an article's last state seq and first_seen (UTC); empty where none is held."""
    row = db.execute(_NEWEST, (bureau, article_id)).fetchone()
    return dict(zip(("seq", "first_seen"), row, strict=True)) if row else {}


def difference(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return what changed between two states, by field.

    A text's changes are a list of sentences, each with its kind (words, number, added, cut,
    moved), what it was and what it is; another field has its old and its new value. `kinds` names
    all that happened: those of the text, and title, subtitle, credits, tags.
    """
    found: dict[str, Any] = {}
    kinds: list[str] = []
    for name in FIELDS:
        one, other = old.get(name), new.get(name)
        if one == other:
            continue
        if name == "text":
            parts = changes(one, other)
            found[name] = [asdict(each) | {"kind": str(each.kind)} for each in parts]
            kinds += [str(each.kind) for each in parts] or ["spacing"]
        else:
            found[name] = {"old": one, "new": other}
            kinds.append(name)
    return {"kinds": sorted(set(kinds)), "fields": found}


def corrected(db: Database, filters: Filters, limit: int) -> Iterator[dict[str, Any]]:
    """Yield the changes of articles after they were first seen, the newest first.

    Each has key, title, published_utc, seq, seen_at (UTC of the first look at the new state),
    kinds, and silent: whether the page told no time of a change, or one before the old state was
    last seen; None where that is not known, of states from before schema 7.

    Args:
        db: The archive.
        filters: Which articles; since and until are days (UTC) on which the change was seen.
        limit: How many changes at most.
    """
    condition, values = where(replace(filters, since=None, until=None))
    for sign, day in ((">=", filters.since), ("<=", filters.until)):
        if day:
            condition += f" AND substr(r.first_seen, 1, 10) {sign} ?"
            values.append(day)
    rows = db.execute(_CORRECTED.format(condition), [*values, limit]).fetchall()
    for bureau, number, title, published, seq, seen_at, updated, state, before, old in rows:
        yield {
            "key": f"{bureau}/{number}",
            "title": title,
            "published_utc": published,
            "seq": seq,
            "seen_at": seen_at,
            "kinds": difference(json.loads(old), json.loads(state))["kinds"],
            "silent": _is_silent(updated, before, json.loads(state)["title"]),
        }


def history_of(db: Database, bureau: str, article_id: int) -> list[dict[str, Any]]:
    """Return how an article changed from each state to the next, the oldest change first.

    Each has seq (of the new state), seen_at (UTC of the first look at it), kinds, and silent as
    `corrected` has it.
    """
    states = states_of(db, bureau, article_id)
    return [
        {
            "seq": new["seq"],
            "seen_at": new["first_seen"],
            "kinds": difference(old, new)["kinds"],
            "silent": _is_silent(new["updated"], old["last_seen"], new["title"]),
        }
        for old, new in pairwise(states)
    ]


def _is_silent(updated: str | None, before: str, title: str | None) -> bool | None:
    """Whether a page told of no change since a moment; None where nobody knows.

    Args:
        updated: The time of change that it told, ISO 8601 with offset or a day only.
        before: UTC; the old state was last seen then.
        title: Of the new state: "Ralat: …" tells of a correction.
    """
    if _CORRECTION.match(title or ""):
        return False
    if updated is None:
        return True
    if not updated:
        return None
    try:
        return datetime.fromisoformat(updated) < datetime.fromisoformat(before)
    except (ValueError, TypeError):  # a day only
        return updated[:10] < before[:10]
