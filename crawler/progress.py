"""How a run is getting on: a bar on a terminal, a plain line a minute elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol, TextIO

from scrapy.utils.asyncio import create_looping_call

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress as Bar
    from rich.progress import TaskID
    from scrapy.utils.asyncio import AsyncioLoopingCall
    from twisted.internet.task import LoopingCall

    from crawler.summary import RunSummary

BAR_SECONDS = 0.25
LINE_SECONDS = 60.0
STOPPING = "Stopping: what is under way is finished; Ctrl-C once more ends it at once."


class _Shown(Protocol):
    def show(self, done: int, known: int, pages: int) -> None:
        """Show so many articles settled of so many known, and pages that came."""

    def say(self, line: str) -> None:
        """Tell whoever watches, and nobody who reads it later."""

    def close(self) -> None:
        """Leave nothing behind."""


class Progress:
    """Shows a run's counts while it runs, on standard error.

    Args:
        summary: Of the run.
        stream: Where to; standard error by default.
        is_stopping: Says whether the run was asked to end, as by Ctrl-C: that what is under way is
            waited for would look like a Ctrl-C that was not heard.
    """

    def __init__(
        self,
        summary: RunSummary,
        stream: TextIO | None = None,
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._summary = summary
        self._is_stopping = is_stopping
        self._told = False
        self._stream = sys.stderr if stream is None else stream
        self._shown: _Shown | None = None
        self._loop: AsyncioLoopingCall | LoopingCall | None = None

    def start(self) -> None:
        """Begin; needs a running event loop."""
        terminal = self._stream.isatty()
        self._shown = _RichBar(self._stream) if terminal else _Lines(self._stream)
        self._loop = create_looping_call(self._tick)
        self._loop.start(BAR_SECONDS if terminal else LINE_SECONDS, now=terminal)

    def stop(self) -> None:
        """End; may be called twice."""
        if self._loop is not None and self._loop.running:
            self._loop.stop()
        if self._shown is not None:
            self._shown.close()
            self._shown = None

    def _tick(self) -> None:
        if self._shown is not None:
            if not self._told and self._is_stopping():
                self._told = True
                self._shown.say(STOPPING)
            summary = self._summary
            done = sum(each.settled + each.failed for each in summary.bureaus.values())
            known = summary.total("listed") - summary.total("skipped")
            self._shown.show(done, max(done, known), summary.responses)


class _RichBar:
    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._began = time.monotonic()
        self._bar: Bar = RichProgress(
            TextColumn("articles"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.1f} pages/s"),
            TimeRemainingColumn(),
            console=Console(file=stream),
            transient=True,
            # The log's handler holds the stream itself; a bar that redraws by itself in a thread
            # would cut its lines. It is drawn at each tick instead.
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task: TaskID = self._bar.add_task("articles", total=None, rate=0.0)
        self._bar.start()

    def show(self, done: int, known: int, pages: int) -> None:
        rate = pages / max(time.monotonic() - self._began, 0.001)
        self._bar.update(self._task, completed=done, total=known or None, rate=rate, refresh=True)

    def say(self, line: str) -> None:
        self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        self._bar.stop()


class _Lines:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._began = time.monotonic()

    def show(self, done: int, known: int, pages: int) -> None:
        seconds = time.monotonic() - self._began
        self._stream.write(
            f"antara: {done} of {known} articles known so far, {pages} pages, "
            f"{pages / max(seconds, 0.001):.1f} a second, {seconds / 60:.0f} min\n"
        )
        self._stream.flush()

    def say(self, line: str) -> None:
        pass

    def close(self) -> None:
        pass
