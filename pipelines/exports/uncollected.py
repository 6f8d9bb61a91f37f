"""A long walk without the garbage collector, which would look at each row and find nothing."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Do without the collector: a sixth of an export's time. A function can be decorated with it.

    Rows hold nothing that holds them, so that each goes when it is written.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
