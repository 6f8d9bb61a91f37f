"""The states of an article over time, and what changed between two of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.filters import where
from pipelines.archive.text_changes import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from pipelines.archive.outcomes import Filters

_STATES: Final = """\
SELECT r.seq, r.first_seen, r.last_seen, r.capture, r.state FROM revisions AS r
JOIN articles AS a ON a.id = r.article WHERE a.bureau = ? AND a.article_id = ? ORDER BY r.seq"""
_CORRECTED: Final = """\
SELECT a.bureau, a.article_id, a.title, a.published_utc, a.updated, r.seq, r.first_seen, r.state,
  p.last_seen, p.state, EXISTS (SELECT 1 FROM revisions WHERE article = r.article AND seq > r.seq)
FROM revisions AS r JOIN revisions AS p ON p.article = r.article AND p.seq = r.seq - 1
JOIN articles AS a ON a.id = r.article WHERE r.seq > 1 AND {} ORDER BY r.first_seen DESC, r.id DESC
LIMIT ?"""
FIELDS: Final = ("title", "subtitle", "text", "credits", "tags")


def states_of(db: Database, bureau: str, article_id: int) -> list[dict[str, Any]]:
    """Return an article's states, the oldest first; none where it is not held.

    Each has seq, first_seen and last_seen (UTC), capture, and the fields of a state: title,
    subtitle, text, credits, tags.
    """
    return [
        {
            "seq": seq,
            "first_seen": first,
            "last_seen": last,
            "capture": capture,
            **json.loads(state),
        }
        for seq, first, last, capture, state in db.execute(_STATES, (bureau, article_id)).fetchall()
    ]


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
    last seen; None where that is not known, as the archive has only the time that the page told
    last, and that is of a later change.

    Args:
        db: The archive.
        filters: Which articles.
        limit: How many changes at most.
    """
    condition, values = where(filters)
    rows = db.execute(_CORRECTED.format(condition), [*values, limit]).fetchall()
    for bureau, number, title, published, updated, seq, seen_at, state, before, old, more in rows:
        yield {
            "key": f"{bureau}/{number}",
            "title": title,
            "published_utc": published,
            "seq": seq,
            "seen_at": seen_at,
            "kinds": difference(json.loads(old), json.loads(state))["kinds"],
            "silent": _is_silent(updated, before, seen_at if more else None),
        }


def _is_silent(updated: str | None, before: str, seen_at: str | None) -> bool | None:
    """Whether the page's time of change, ISO 8601 with offset, tells of none since a moment.

    Args:
        updated: What the page told last.
        before: UTC; the old state was last seen then.
        seen_at: UTC; where a later state is held, when the new one was first seen. What was told
            of after it may be of that later one.
    """
    if updated is None:
        return True
    try:
        told = datetime.fromisoformat(updated)
        if told < datetime.fromisoformat(before):
            return True
        later = seen_at is not None and told > datetime.fromisoformat(seen_at)
    except (ValueError, TypeError):  # a day only
        if updated[:10] < before[:10]:
            return True
        later = seen_at is not None and updated[:10] > seen_at[:10]
    return None if later else False
