"""Work over many captures on several cores, in their order, with little waiting in memory."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Given = TypeVar("Given")
Made = TypeVar("Made")

CHUNK = 16
"""Captures that a worker gets at once."""
AHEAD = 4
"""Chunks a worker that are read before their turn."""


def in_order(
    work: Callable[[str, Given], Made], folder: str, given: Iterable[Given], jobs: int
) -> Iterator[Made]:
    """Yield what `work` makes of each, in the order given.

    Args:
        work: a function of a module, so that other processes find it.
        folder: its first argument.
        given: one after the other its second argument.
        jobs: processes; with one, this process does it.
    """
    if jobs <= 1:
        for each in given:
            yield work(folder, each)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.__module__])
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[list[Made]]] = deque()
        try:
            for chunk in _chunks(given):
                with _deaf_to_ctrl_c():
                    waiting.append(pool.submit(_each, work, folder, chunk))
                if len(waiting) >= jobs * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Let processes that begin meanwhile never hear of Ctrl-C.

    A terminal sends it to all of them. This one ends them; they would print a traceback each.
    """
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _each(work: Callable[[str, Given], Made], folder: str, chunk: list[Given]) -> list[Made]:
    return [work(folder, each) for each in chunk]


def _chunks(given: Iterable[Given]) -> Iterator[list[Given]]:
    chunk: list[Given] = []
    for each in given:
        chunk.append(each)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
