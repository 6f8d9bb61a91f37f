"""A database of Datasette's whose queries run in processes of their own.

There they can be ended whatever they do, and take no memory of the server's; `asked` is what
runs there. What Datasette asks of a connection itself (which columns a table has) stays here.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from datasette.database import (  # type: ignore[import-untyped]
    Database,
    QueryInterrupted,
    Results,
)

from pipelines.archive.library import sqlite3
from pipelines.datasette import asked, limits
from pipelines.datasette.visits import ClientLeftError, Visit, visit

if TYPE_CHECKING:
    from collections.abc import Sequence


class TooMuchError(Exception):
    """A query needs more memory than it may take, or its answer is too large."""


class NotNowError(Exception):
    """A query was not run, or not to its end, and the visitor cannot help it."""


class NoProcessError(NotNowError):
    """A process of its own could not be started, or ended by itself."""


class BusyError(NotNowError):
    """Too many large answers are made already."""


class NoArchiveError(NotNowError):
    """There is no archive any more."""


class Row(tuple[Any, ...]):
    """A row as sqlite3.Row is one: by number and by name."""

    columns: Sequence[str]

    def __getitem__(self, at: Any) -> Any:
        """Return a value by its number, or its column's name in whatever case."""
        if not isinstance(at, str):
            return super().__getitem__(at)
        if at in self.columns:
            return super().__getitem__(self.columns.index(at))
        folded = [name.lower() for name in self.columns]
        if at.lower() not in folded:
            raise IndexError("No item with that key")
        return super().__getitem__(folded.index(at.lower()))

    def keys(self) -> list[str]:
        """Return the columns' names."""
        return list(self.columns)


class ApartDatabase(Database):  # type: ignore[misc]
    """Datasette's database on an archive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._idle: list[_Process] = []

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Any:
        """Run a query, as Datasette's own method does; what fails is not printed.

        Raises:
            QueryInterrupted: when it takes too long.
            TooMuchError: when it takes too much memory.
            NotNowError: when it is no fault of the query's.
            ClientLeftError: when nobody waits for it any more.
        """
        now = visit.get() or Visit(whole=True)
        most = min(custom_time_limit or sys.maxsize, self.ds.sql_time_limit_ms)
        milliseconds = now.milliseconds(max(most, 1))
        if not milliseconds:
            raise QueryInterrupted("interrupted", sql, params)
        most_rows = self.ds.max_returned_rows if truncate else None
        if most_rows is not None and most_rows == (page_size or self.ds.page_size):
            most_rows += 1
        # Neither a request's own dict of parameters nor a row of ours goes through a pipe.
        given = dict(params) if isinstance(params, dict) else tuple(params or ())
        question = (sql, given, most_rows, milliseconds)
        answer = await self._asked(question, now)
        if answer == _LATER and await now.wait():
            answer = await self._asked(question, now)
        match answer:
            case (asked.INTERRUPTED,):
                raise QueryInterrupted("interrupted", sql, params)
            case (asked.MEMORY | asked.TOO_LARGE as why,):
                raise TooMuchError(why)
            case ("later",):
                raise BusyError
            case (asked.MISSING,):
                raise NoArchiveError(self.path)
            case (asked.REFUSED, kind, text):
                error = getattr(sqlite3, kind, sqlite3.OperationalError)
                known = isinstance(error, type) and issubclass(error, sqlite3.DatabaseError)
                raise (error if known else sqlite3.OperationalError)(text)
        rows, more, columns = answer
        named = [Row(row) for row in rows]
        for row in named:
            row.columns = columns
        return Results(named, more, [(name, *[None] * 6) for name in columns])

    async def attached_databases(self) -> list[Any]:
        """Return none: nothing is attached, and the pragma that tells so tells the path too."""
        return []

    def close(self) -> None:
        """Close what is open, and end the processes that wait."""
        super().close()
        while self._idle:
            self._idle.pop().end()

    async def _asked(self, question: tuple[Any, ...], now: Visit) -> tuple[Any, ...]:
        loop = asyncio.get_running_loop()
        answer: tuple[Any, ...] = await loop.run_in_executor(
            self.ds.executor, self._ask, question, now
        )
        return answer

    def _ask(self, question: tuple[Any, ...], now: Visit) -> tuple[Any, ...]:
        """Have a process answer, in a thread."""
        if now.left:
            raise ClientLeftError
        used = self._used()
        process = used or _Process(self.path, immutable=not self.is_mutable)
        try:
            try:
                answer = process.ask(question, now)
            except NoProcessError:
                if used is None:
                    raise
                # It had ended while nobody asked it anything.
                process = _Process(self.path, immutable=not self.is_mutable)
                answer = process.ask(question, now)
        except BaseException:
            process.end()
            raise
        if process.large or answer[0] in _AT_AN_END or process.ended():
            process.end()
        else:
            self._idle.append(process)
        return answer

    def _used(self) -> _Process | None:
        """Return a process that has answered before and waits, if there is one."""
        with contextlib.suppress(IndexError):
            while True:
                process = self._idle.pop()
                if not process.ended():
                    return process
                process.end()
        return None


_AT_AN_END: Final = (asked.MEMORY, asked.TOO_LARGE, asked.MISSING)
"""Answers after which a process is ended, as after a large one: its memory goes back."""


class _Process:
    """One that runs `asked`; it ends with this object."""

    large = False
    """Whether its last answer was a large one."""

    def __init__(self, path: str, *, immutable: bool) -> None:
        words = [asked.__file__, path, "immutable" if immutable else "mutable"]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Ctrl-C is for the server, which ends this one.
                start_new_session=True,
            )
        except OSError as error:
            raise NoProcessError(f"A process for queries cannot be started: {error}") from error
        # Whenever it ends: nothing of it stays in the system's list.
        self._waits = threading.Thread(target=self._process.wait, daemon=True)
        self._waits.start()
        assert self._process.stdout is not None
        if self._process.stdout.read(len(asked.READY)) != asked.READY:
            self.end()
            raise NoProcessError(f"A process for queries did not start{self._how()}.")

    def ask(self, question: tuple[Any, ...], now: Visit) -> tuple[Any, ...]:
        """Return the answer; where it is large and it is not this request's turn, that it is not.

        Raises:
            NoProcessError: it ended, and it was not the alarm that ended it.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        began = time.monotonic()
        try:
            pickle.dump(question, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            (size,) = struct.unpack(asked.SIZE, self._process.stdout.read(_HEAD))
            self.large = size > limits.LARGE
            if self.large and not now.turn():
                self._throw_away(size)
                return _LATER
            now.seconds += time.monotonic() - began
            answer: tuple[Any, ...] = pickle.load(self._process.stdout)
        except (OSError, EOFError, struct.error, pickle.UnpicklingError):
            now.seconds += time.monotonic() - began
            self.end()
            if self._process.returncode == -_ALARM:
                return (asked.INTERRUPTED,)
            raise NoProcessError(f"A process for queries ended{self._how()}.") from None
        return answer if now.takes(size) else (asked.TOO_LARGE,)

    def _throw_away(self, size: int) -> None:
        assert self._process.stdout is not None
        while size and (piece := self._process.stdout.read(min(size, limits.PIECE))):
            size -= len(piece)

    def ended(self) -> bool:
        """Return whether it is over."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End it, if it goes on."""
        self._kill()
        self._waits.join(_A_WHILE)

    def _kill(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.kill()

    def _how(self) -> str:
        """Return how it ended, for whoever looks after the server."""
        code = self._process.returncode
        return f" (signal {-code})" if code < 0 else f" (status {code})"

    def __del__(self) -> None:
        # Without waiting: when the server ends the thread that waits has ended already.
        if hasattr(self, "_process"):
            self._kill()


_LATER: Final = ("later",)
"""In place of a large answer: others are made first."""
_A_WHILE: Final = 5
"""Seconds in which the system ends a process that is killed."""
_HEAD: Final = struct.calcsize(asked.SIZE)
_ALARM: Final = getattr(signal, "SIGALRM", 0)
