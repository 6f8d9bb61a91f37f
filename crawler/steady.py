"""How long work is getting on: a bar on a terminal, nothing in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, TaskID


class _Bar:
    """A context manager; on anything but a terminal it shows nothing.

    Args:
        stream: A terminal; anything else is left alone. Standard error by default.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._bar: Progress | None = None

    def _columns(self) -> list[ProgressColumn]:
        """Return what stands between the bar and the time left."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        if self._stream.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                *self._columns(),
                TimeRemainingColumn(),
                console=Console(file=self._stream),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


class Steady(_Bar):
    """Shows how many of a known number are done, their rate and the time left.

    Args:
        what: What is counted, such as "articles".
        total: How many there are; None where nobody knows.
        stream: As of `_Bar`.
    """

    def __init__(self, what: str, total: int | None, stream: TextIO | None = None) -> None:
        super().__init__(stream)
        self._what = what
        self._total = total
        self._task: TaskID | None = None
        self._began = time.monotonic()

    def _columns(self) -> list[ProgressColumn]:
        from rich.progress import MofNCompleteColumn, TextColumn

        return [MofNCompleteColumn(), TextColumn("{task.fields[rate]:.0f} a second")]

    def at(self, done: int) -> None:
        """Show that so many are done."""
        if self._bar is None:
            return
        if self._task is None:
            self._task = self._bar.add_task(self._what, total=self._total, rate=0.0)
        rate = done / max(time.monotonic() - self._began, 0.001)
        self._bar.update(self._task, completed=done, rate=rate)


class CopyBar(_Bar):
    """Shows the bytes that are through, their rate and the time left.

    Called as `pipelines.archive.copying.Tick`. The checks run inside SQLite, which does not say how
    far they are: a bar without an end stands for them.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        super().__init__(stream)
        self._tasks: dict[str, TaskID] = {}

    def _columns(self) -> list[ProgressColumn]:
        from rich.progress import DownloadColumn, TransferSpeedColumn

        return [DownloadColumn(), TransferSpeedColumn()]

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` bytes are through a stage."""
        if self._bar is None:
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total if done else None)
        self._bar.update(self._tasks[stage], completed=done)
