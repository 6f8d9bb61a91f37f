"""Ctrl-C as a wish that is granted at the next good moment."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Self


class Interrupts:
    """While it is entered, the first Ctrl-C only sets `asked`; a second one interrupts at once.

    For work that keeps things in memory between two transactions: an exception could come
    between the writing of a thing and the forgetting of it.
    """

    def __init__(self) -> None:
        self.asked = False
        """Whether Ctrl-C was pressed."""

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._pressed)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _pressed(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
