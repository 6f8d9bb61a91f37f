"""One thread that works for another, one thing after the other."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Done = TypeVar("Done")


class Do(Protocol):
    """Lets something be done in the thread, after all that was given to it before."""

    def __call__(self, work: Callable[[], Done], /) -> Future[Done]:
        """Return at once what will know when it is done, and with what result."""


@contextmanager
def working(stop: Callable[[], None]) -> Iterator[Do]:
    """Keep a thread that does what it is given.

    At the end, whatever the reason, what waits is not begun, and what is being done is told to stop
    and waited for.

    Args:
        stop: ends what may be being done, from another thread.
    """
    thread = ThreadPoolExecutor(1)
    try:
        yield thread.submit
    finally:
        thread.shutdown(wait=False, cancel_futures=True)
        stop()
        thread.shutdown()
