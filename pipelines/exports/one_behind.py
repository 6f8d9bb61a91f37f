"""A thread that works off what is behind, while what comes next is made."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class OneBehind:
    """Does one work after the other, one at a time: so much, and no more, is kept in memory.

    To pack, to digest and to write need no turn of Python's. What went wrong once is said each time
    from then on, and nothing more is done. Whoever gives up an export need not wait for the thread:
    what is being written then goes nowhere, and it ends with this object.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._working: Future[object] | None = None

    def do(self, work: Callable[[], object]) -> None:
        """Let it be done; returns when the work before it is.

        Raises:
            Exception: what a work before it raised; this one is not done.
        """
        self.wait()
        self._working = self._thread.submit(work)

    def wait(self) -> None:
        """Return when all is done.

        Raises:
            Exception: what a work raised.
        """
        if self._working is not None:
            self._working.result()
            self._working = None

    def close(self) -> None:
        """End the thread when all is done.

        Raises:
            Exception: what a work raised.
        """
        self._thread.shutdown()
        self.wait()
