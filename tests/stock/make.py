"""A stock of invented articles in an archive of its own, and its truth in a file beside it.

Everything goes through `ArchiveSession` by the calls of a crawl: what a listing named, what was
read, what visits saw of it later. Only the connection is told to keep more pages in memory and in
the log, and not to wait for the disk, which changes no row: a stock that a power cut spoils is made
again. Its file has another name until it is whole.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from crawler.bureaus import load_bureaus
from pipelines.archive import ArchiveSession, Found, Stored
from tests.stock import times
from tests.stock.articles import VISITS, articles
from tests.stock.places import DESKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pipelines.archive import Outcome
    from tests.stock.truth import Invented

BLOCK: Final = 900
"""Outcomes in one transaction: as many rows as fit into one statement of SQLite's 32,766 values."""
CACHE_KIB: Final = 128 * 1024
LOG_PAGES: Final = 16_384
"""Pages that are written to the log before they go to the file: 64 MiB, most of them many times."""
UNFINISHED: Final = ".unfinished"

Fields = dict[str, Any]


def truth_path(path: Path) -> Path:
    """Return where the truth about a stock stands: stock.truth.jsonl beside stock.db."""
    return path.with_suffix(".truth.jsonl")


def make_stock(
    path: Path,
    n: int,
    seed: int = 1,
    tick: Callable[[int], None] = lambda _: None,
    block: int = BLOCK,
) -> Counter[str]:
    """Make an archive of `n` invented articles at `path`, and its truth beside it.

    Args:
        path: The archive; it must not exist.
        n: How many articles.
        seed: The same seed, the same articles.
        tick: Told now and then how many articles are written.
        block: Outcomes in one transaction.

    Returns:
        What became of the outcomes: "stored", "revised".

    Raises:
        FileExistsError: There is something at `path`, or where the truth goes.
        KeyboardInterrupt: Ctrl-C; nothing is left of the stock.
    """
    for each in (path, truth_path(path)):
        if each.exists():
            raise FileExistsError(f"{each} exists; remove it, or give another name.")
    _remove_unfinished(path)
    try:
        with _unfinished(truth_path(path)).open("w", encoding="utf-8") as truth:
            counts = _fill(_unfinished(path), articles(seed, n), truth.write, tick, block)
        _unfinished(truth_path(path)).rename(truth_path(path))
        _unfinished(path).rename(path)
    finally:
        _remove_unfinished(path)
    return counts


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + UNFINISHED)


def _remove_unfinished(path: Path) -> None:
    """Remove what a stock that was not finished has left, by a kill too."""
    _unfinished(truth_path(path)).unlink(missing_ok=True)
    archive = _unfinished(path)
    for end in ("", "-wal", "-shm", ".lock"):
        archive.with_name(archive.name + end).unlink(missing_ok=True)


@dataclass(slots=True)
class _Clock:
    """The archive's clock: the time of what is read."""

    now: str = times.utc(times.midnight(times.FIRST_DAY))

    def __call__(self) -> str:
        return self.now


@dataclass(slots=True)
class _Tally:
    """What became of the outcomes, of a run by bureau and of all."""

    of_run: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    of_all: Counter[str] = field(default_factory=Counter)

    def __call__(self, outcome: Outcome, result: str) -> None:
        if isinstance(outcome, Stored):
            counts = self.of_run[outcome.article["bureau"]]
            counts["fetched"] += 1
            counts["listed"] += result == "stored"
            counts[result] += 1
        self.of_all[result] += 1


def _fill(
    path: Path,
    invented: Iterable[Invented],
    note: Callable[[str], object],
    tick: Callable[[int], None],
    block: int,
) -> Counter[str]:
    clock, tally = _Clock(), _Tally()
    with ArchiveSession.claim(path, "sample", clock=clock) as session:
        session.batch_size = block
        session.revisit_days = VISITS
        session.on_result = tally
        session.open()
        _hurry(session)
        session.save_bureaus(load_bureaus().values())
        year = None
        for readings in _blocks(_readings(invented, note), block):
            if readings[0]["fetched_at"][:4] != year:
                session.finish_run("finished", tally.of_run)
                tally.of_run.clear()
                year = readings[0]["fetched_at"][:4]
                clock.now = readings[0]["fetched_at"]
                session.begin_run("make stock", {"year": year})
            _write(session, readings, clock)
            tick(tally.of_all["stored"])
        for name in DESKS:
            session.finish_walk(name, times.utc(times.midnight(times.FIRST_DAY)), _end())
        session.finish_run("finished", tally.of_run)
    return tally.of_all


def _hurry(session: ArchiveSession) -> None:
    """Tell the connection not to wait for the disk; changes nothing of what is written."""
    db = session._db
    assert db is not None
    db.execute("PRAGMA synchronous = OFF")
    db.execute(f"PRAGMA cache_size = {-CACHE_KIB}")
    db.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")


def _end() -> str:
    return times.utc(times.midnight(times.LAST_DAY) + 86_399)


def _write(session: ArchiveSession, readings: list[Fields], clock: _Clock) -> None:
    """Write a block as a crawl does: what the listings named, then what was read."""
    clock.now = readings[0]["fetched_at"]
    session.add_found(
        Found(each["url"], each["bureau"], each["article_id"], each["kind"], "feed")
        for each in readings
        if each["first"]
    )
    clock.now = readings[-1]["fetched_at"]
    for each in readings:
        del each["first"]
        session.queue(Stored(None, each))
    session.flush()


def _readings(invented: Iterable[Invented], note: Callable[[str], object]) -> Iterator[Fields]:
    """Yield every state in the order in which it was read; its truth is noted on the way."""
    waiting: list[tuple[str, int, Fields]] = []
    number = 0
    for each in invented:
        note(json.dumps(each.truth.as_dict(), ensure_ascii=False) + "\n")
        while waiting and waiting[0][0] <= each.states[0]["published_utc"]:
            yield heapq.heappop(waiting)[2]
        for seq, state in enumerate(each.states):
            number += 1
            state["first"] = seq == 0
            heapq.heappush(waiting, (state["fetched_at"], number, state))
    while waiting:
        yield heapq.heappop(waiting)[2]


def _blocks(readings: Iterable[Fields], size: int) -> Iterator[list[Fields]]:
    """Yield readings in blocks; a year begins a block of its own."""
    block: list[Fields] = []
    for each in readings:
        if block and (len(block) == size or each["fetched_at"][:4] != block[0]["fetched_at"][:4]):
            yield block
            block = []
        block.append(each)
    if block:
        yield block
