"""What a stock costs while it is made: processor time by share, step by step.

Other work on a machine makes the same work cost more processor time: two programs share a core's
units, its caches and the memory. Inventing an article is always the same work, and is done between
storing the others. So it is the yardstick: what storing costs is told in times of inventing, too.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive import opening, stories, terms, writing
from tests.stock import make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import ModuleType

YARDSTICK: Final = "inventing"
"""The share of what is invented."""

_clock = time.process_time


@dataclass(frozen=True, slots=True)
class Step:
    """What some articles more cost."""

    articles: int
    """In the archive, at the end of the step."""
    added: int
    processor: float
    """Seconds; so are the shares."""
    wall: float
    """Seconds."""
    shares: dict[str, float]
    memory: int
    """Bytes, the most that the process had until now."""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)


class Meter:
    """Counts the processor time of functions, each without that of the watched ones it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    def timed(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, with its time counted under a label."""

        def measured(*args: Any, **named: Any) -> Any:
            began = _clock()
            self._inner.append(0.0)
            try:
                return function(*args, **named)
            finally:
                took = _clock() - began
                self.seconds[label] += took - self._inner.pop()
                if self._inner:
                    self._inner[-1] += took

        return measured

    def watch(self, module: ModuleType, name: str, label: str) -> None:
        """Put the timed function in the place of one of a module's, for good."""
        setattr(module, name, self.timed(label, getattr(module, name)))


def meter_of_storing() -> Meter:
    """Return a meter that watches what storing consists of; for a process that does nothing else.

    The rest of a step is what is not watched: frontier, observations, revisions, lists.
    """
    meter = Meter()
    meter.watch(stories, "group", "grouping")
    meter.watch(terms, "catch_up", "words")
    meter.watch(terms, "note_again", "words")
    meter.watch(writing, "insert_articles", "rows and index")
    meter.watch(writing, "replace_article", "rows and index")
    _replace(opening, "transaction", partial(_transaction, meter))
    _replace(make, "articles", partial(_invented, meter))
    return meter


def _replace(module: ModuleType, name: str, by: Callable[..., Any]) -> None:
    """Put a function, which is given the one that it replaces, in the place of a module's."""
    setattr(module, name, partial(by, getattr(module, name)))


def _invented(
    meter: Meter, articles: Callable[[int, int], Iterator[Any]], seed: int, n: int
) -> Iterator[Any]:
    """Yield what `articles` does, with the time that it takes counted."""
    following = meter.timed(YARDSTICK, articles(seed, n).__next__)
    while True:
        try:
            each = following()
        except StopIteration:
            return
        yield each


@contextmanager
def _transaction(
    meter: Meter, transaction: Callable[[Any], AbstractContextManager[None]], db: Any
) -> Iterator[None]:
    """Do what `transaction` does, with its COMMIT counted: the index is flushed in it."""
    block = transaction(db)
    block.__enter__()
    try:
        yield
    except BaseException:
        block.__exit__(*sys.exc_info())
        raise
    meter.timed("commit", block.__exit__)(None, None, None)


def peak() -> int:
    """Return the most memory that this process has had, in bytes."""
    # Linux counts in KiB, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


class Record:
    """The steps of a stock that is being made.

    Args:
        meter: Of this process.
        every: Articles of a step, at the least.
        note: Told of each step when it is done, so that a run that is ended tells what it saw.
    """

    def __init__(self, meter: Meter, every: int, note: Callable[[Step], object]) -> None:
        self._meter = meter
        self._every = every
        self._note = note
        self.steps: list[Step] = []
        self._begin(0)

    def _begin(self, stored: int) -> None:
        self._stored = stored
        self._meter.seconds.clear()
        self._processor, self._wall = _clock(), time.monotonic()

    def tick(self, stored: int) -> None:
        """Take note that so many articles are stored."""
        if stored - self._stored >= self._every:
            self.end(stored)

    def end(self, stored: int) -> None:
        """End the step that was begun, if anything was stored in it."""
        if stored == self._stored:
            return
        step = Step(
            articles=stored,
            added=stored - self._stored,
            processor=_clock() - self._processor,
            wall=time.monotonic() - self._wall,
            shares=dict(self._meter.seconds),
            memory=peak(),
        )
        self.steps.append(step)
        self._note(step)
        self._begin(stored)


def stock_in_steps(path: Path, n: int, every: int, note: Callable[[Step], object]) -> list[Step]:
    """Make a stock of `n` articles at `path`; return what each step cost.

    To be called once, in a process of its own: functions of the archive are replaced by timed ones.
    """
    record = Record(meter_of_storing(), every, note)
    counts = make.make_stock(path, n, tick=record.tick)
    record.end(counts["stored"])
    return record.steps
