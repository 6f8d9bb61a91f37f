"""Writing a batch of outcomes, to be called inside one transaction.

New articles of a batch go in with one statement of many rows: the full-text triggers are nearly
twice as fast that way. An article whose key stands twice in a batch is settled in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive import measurements, settling, signals, stories, terms, tokens
from pipelines.archive.frontier import know_bureaus
from pipelines.archive.outcomes import Outcome, Stored
from pipelines.archive.revisits import PLAN
from pipelines.archive.rows import Reading, insert_articles, replace_article, write_children
from pipelines.archive.sameness import Deed, Held, decide
from pipelines.archive.tombstones import withdrawn_among

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

BACKLOG = 20
"""Articles of earlier days that are looked at with each batch, where some wait to be grouped."""
_HELD = (
    "SELECT a.bureau, a.article_id, a.id, a.kind, a.title, a.text, a.text_sha256, "
    "a.details_sha256, a.layout, r.id, r.seq, r.state_sha256, r.extractor_version "
    "FROM articles AS a JOIN revisions AS r ON r.article = a.id "
    "WHERE a.bureau = ? AND a.article_id = ? ORDER BY r.seq DESC LIMIT 1"
)


def held_article(db: Database, bureau: str, article_id: int) -> Held | None:
    """Return what is held under a key, with its newest revision."""
    row = db.execute(_HELD, (bureau, article_id)).fetchone()
    return Held(*row[2:]) if row else None


def write_outcomes(
    db: Database,
    outcomes: Sequence[Outcome],
    run: int | None,
    now: str,
    plan: Sequence[float] = PLAN,
) -> tuple[list[str], set[int]]:
    """Write a batch.

    Args:
        db: The archive, inside a transaction.
        outcomes: In the order in which they came.
        run: The run that asked.
        now: UTC.
        plan: Days from publication at which a held article is asked for again.

    Returns:
        For each outcome what became of it, and the frontier rows that were settled or put off.
    """
    results: list[str] = [""] * len(outcomes)
    touched: set[int] = set()
    waiting: dict[tuple[str, int], tuple[int, Stored, Reading]] = {}
    know_bureaus(db, (str(o.article["bureau"]) for o in outcomes if isinstance(o, Stored)))
    withdrawn = withdrawn_among(db, (_key(o) for o in outcomes if isinstance(o, Stored)))

    def insert_waiting() -> None:
        _insert_new(db, [reading for _, _, reading in waiting.values()], now)
        for index, outcome, reading in waiting.values():
            results[index] = "stored"
            touched.update(settling.settle_article(db, outcome, reading, "stored", run, now, plan))
        waiting.clear()

    for index, outcome in enumerate(outcomes):
        if not isinstance(outcome, Stored):
            if waiting:
                insert_waiting()
            results[index] = settling.settle(db, outcome, run, outcome.at or now, plan)
            if outcome.frontier_id is not None:
                touched.add(outcome.frontier_id)
            continue
        if _key(outcome) in withdrawn:
            results[index] = "withdrawn"
            touched.update(settling.settle_withdrawn(db, outcome, _key(outcome), run, now, plan))
            continue
        reading = Reading.of(outcome.article, now)
        if reading.key in waiting:
            insert_waiting()
        held = held_article(db, *reading.key)
        if held is None:
            waiting[reading.key] = (index, outcome, reading)
            continue
        results[index] = meet(db, held, reading, now)
        touched.update(
            settling.settle_article(db, outcome, reading, results[index], run, now, plan)
        )
        if results[index] == tokens.KEY_COLLISION:
            results[index] = "rejected"
    insert_waiting()
    terms.catch_up(db)
    read = [
        (outcome.article, result, outcome.names)
        for outcome, result in zip(outcomes, results, strict=True)
        if isinstance(outcome, Stored) and result not in ("rejected", "withdrawn")
    ]
    signals.note_tdmrep(db, [(a["bureau"], a["article_id"], a["url"]) for a, _, _ in read])
    measurements.note(db, run, now, read)
    if read:
        stories.group_safely(db, now, len(read) + BACKLOG)
    return results, touched


def _key(outcome: Stored) -> tuple[str, int]:
    return str(outcome.article["bureau"]), int(outcome.article["article_id"])


def _insert_new(db: Database, readings: Sequence[Reading], now: str) -> None:
    if not readings:
        return
    ids = insert_articles(db, readings, now)
    db.conn.executemany(
        "INSERT INTO revisions (article, seq, state, state_sha256, extractor_version, layout, "
        "updated, capture, first_seen, last_seen) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(ids[r.key], *r.revision(), r.seen_at, r.seen_at) for r in readings],
    )
    write_children(db, [(ids[r.key], r.article) for r in readings])


def meet(db: Database, held: Held, reading: Reading, now: str) -> str:
    """Write a reading of an article that is held already."""
    deed = decide(
        held,
        reading.article,
        text_sha256=reading.text_sha256,
        state_sha256=reading.state_sha256,
        details=reading.details_sha256,
    )
    if deed is Deed.REFUSE:
        return tokens.KEY_COLLISION
    if deed is Deed.SEEN:
        capture = reading.article.get("capture")
        for table, row in (("articles", held.id), ("revisions", held.revision)):
            _move(db, table, row, reading.seen_at)
            if capture is not None and _proves(held, reading):
                prove = f"UPDATE {table} SET capture = ? WHERE id = ? AND capture IS NULL"  # noqa: S608
                db.conn.execute(prove, (capture, row))
        return "unchanged"
    replace_article(db, held.id, reading)
    terms.note_again(db, held.id)
    if deed is Deed.REVISE:
        db.conn.execute(
            "INSERT INTO revisions (article, seq, state, state_sha256, extractor_version, layout, "
            "updated, capture, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (held.id, held.seq + 1, *reading.revision(), reading.seen_at, reading.seen_at),
        )
        return "revised"
    db.conn.execute(
        # A time that the page tells later says nothing of this change.
        "UPDATE revisions SET state = ?1, state_sha256 = ?2, extractor_version = ?3, layout = ?4, "
        "updated = CASE WHEN state_sha256 = ?2 THEN updated ELSE ?5 END, capture = ?6 "
        "WHERE id = ?7",
        (*reading.revision(), held.revision),
    )
    _move(db, "revisions", held.revision, reading.seen_at)
    return "unchanged"


def _proves(held: Held, reading: Reading) -> bool:
    """Whether a page shows the very state that is held, so that it can stand for a lost proof."""
    return held.state_sha256 == reading.state_sha256


def _move(db: Database, table: str, row: int, seen_at: str) -> None:
    """Move last_seen on; an old capture that is read late does not move it back."""
    db.conn.execute(
        f"UPDATE {table} SET last_seen = max(last_seen, ?) WHERE id = ?",  # noqa: S608
        (seen_at, row),
    )
