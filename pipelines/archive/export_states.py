"""The states of some articles of an export, put together from all the tables that have a part."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive import gathering
from pipelines.archive.export_walk import BUREAU, FIRST_SEEN, NAMES, NUMBER, fate
from pipelines.archive.lists import lists_of
from pipelines.archive.state import text_sha256
from pipelines.archive.surrogates import whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from pipelines.archive.export_walk import Choice, Fate
    from pipelines.archive.splits import SplitPlace, Splits

    Taken = tuple[str, Fate, list[dict[str, Any]]]
    """An article that passes the filters: its key, what becomes of it, its wanted states."""

_LISTS: Final = ("credits", "tags", "images", "flags")
_MADE: Final = ("words", "characters", *_LISTS, "provenance")
"""The names of what may be gathered, as `Gathered` has them."""
_STORIES: Final = (
    "SELECT m.article, s.bureau || '/' || s.article_id FROM story_members AS m "
    "JOIN stories AS s ON s.id = m.story WHERE m.article IN ({})"
)
# What one layout gave is the same for nearly all: a line each is read, and understood once.
_PROVENANCE: Final = (
    "SELECT article, json_group_object(field, source) FROM provenance "
    "WHERE article IN ({}) GROUP BY article"
)
# Of a group SQLite takes what is not counted from the row that has the greatest seq.
_NEWEST: Final = (
    "SELECT article, count(*), max(seq), first_seen, state_sha256 FROM revisions "
    "WHERE article IN ({}) GROUP BY article"
)
_NEWEST_NAMES: Final = ("revisions", "revision", "state_first_seen", "state_sha256")
_ALL_NAMES: Final = (*NAMES, *_MADE, "signals", "story", *_NEWEST_NAMES)
_REVISIONS: Final = (
    "SELECT article, seq, first_seen, extractor_version, layout, updated, state_sha256, state "
    "FROM revisions WHERE article IN ({}) ORDER BY article, seq"
)
_REVISION_NAMES: Final = (
    *("seq", "first_seen", "extractor_version", "layout", "updated", "state_sha256", "state"),
)


def inflated(
    db: Database,
    batch: Sequence[Sequence[Any]],
    choice: Choice,
    splits: Splits | None,
    *,
    gathered: bool,
) -> list[Taken]:
    """Return some articles with their states: see `exporting.Snapshot.batches`.

    Args:
        db: the archive.
        batch: rows of `export_walk.query`, as many as SQLite takes values.
        choice: by which it was made.
        splits: of the archive; None where there are to be none.
        gathered: whether what is gathered of articles is right.
    """
    fates = [fate(row, choice.min_words) for row in batch]
    held = [row[0] for row, of in zip(batch, fates, strict=True) if of == "held"]
    made = _made(db, held, gathered=gathered)
    signals = lists_of(db, held, ("signals",))["signals"]
    stories = _stories(db, held)
    newest = _newest(db, held)
    states = _states(db, held) if choice.revisions == "all" else {}
    places: dict[int, SplitPlace] = {}
    if splits is not None:
        left = [row[0] for row, of in zip(batch, fates, strict=True) if of == "other_split"]
        places = splits.places([*held, *left])
        stories |= _stories(db, left)
    found: list[Taken] = []
    for row, becomes in zip(batch, fates, strict=True):
        article = row[0]
        key = f"{row[BUREAU]}/{row[NUMBER]}"
        if becomes == "other_split":
            left_out = {"story": stories.get(article), "split_place": places[article]}
            found.append((key, becomes, [left_out]))
            continue
        if becomes != "held":
            found.append((key, becomes, []))
            continue
        # One dictionary, made at once: this is done a million times.
        values = (
            *row,
            *made[article],
            signals.get(article) or [],
            stories.get(article),
            *(newest.get(article) or (0, None, row[FIRST_SEEN], None)),
        )
        current: dict[str, Any] = dict(zip(_ALL_NAMES, values, strict=True))
        if splits is not None:
            current["split_place"] = places[article]
        rows = [_earlier(current, state) for state in states.get(article, [])[:-1]]
        found.append((key, becomes, [*rows, current]))
    return found


def _made(db: Database, articles: Sequence[int], *, gathered: bool) -> dict[int, tuple[Any, ...]]:
    """Return `_MADE` of each article; the lengths are None where they have to be counted."""
    held = gathering.gathered(db, articles) if gathered else {}
    rest = [article for article in articles if article not in held]
    found: dict[int, tuple[Any, ...]] = {**held}
    if rest:
        lists = [lists_of(db, rest, [name])[name] for name in _LISTS]
        sources = _provenance(db, rest)
        for article in rest:
            of_article = [each.get(article) or [] for each in lists]
            found[article] = (None, None, *of_article, sources.get(article) or {})
    return found


def _stories(db: Database, articles: Sequence[int]) -> dict[int, str]:
    marks = ",".join("?" * len(articles))
    return dict(db.execute(_STORIES.format(marks), articles).fetchall())


def _provenance(db: Database, articles: Sequence[int]) -> dict[int, Mapping[str, str]]:
    marks = ",".join("?" * len(articles))
    return {
        row[0]: gathering.known(row[1]) for row in db.execute(_PROVENANCE.format(marks), articles)
    }


def _newest(db: Database, articles: Sequence[int]) -> dict[int, tuple[int, int, str, str]]:
    """Return by article `_NEWEST_NAMES` of its states."""
    marks = ",".join("?" * len(articles))
    return {row[0]: row[1:] for row in db.execute(_NEWEST.format(marks), articles)}


def _states(db: Database, articles: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Return by article `_REVISION_NAMES` of each state, the oldest first."""
    marks = ",".join("?" * len(articles))
    found: dict[int, list[dict[str, Any]]] = {}
    for article, *values in db.execute(_REVISIONS.format(marks), articles):
        found.setdefault(article, []).append(dict(zip(_REVISION_NAMES, values, strict=True)))
    return found


def _earlier(current: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    said = whole(json.loads(state["state"]))
    return {
        **current,
        **{name: said.get(name) for name in ("title", "subtitle", "text")},
        "credits": said.get("credits") or [],
        "tags": said.get("tags") or [],
        "words": None,
        "characters": None,
        "text_sha256": text_sha256(said.get("text"), current["dateline_place"]),
        "layout": state["layout"],
        "extractor_version": state["extractor_version"],
        "updated": state["updated"] or None,
        "revision": state["seq"],
        "state_first_seen": state["first_seen"],
        "state_sha256": state["state_sha256"],
    }
