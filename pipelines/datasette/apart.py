"""A database of Datasette's whose queries run in processes of their own.

There they can be ended whatever they do, and take no memory of the server's; `asked` is what
runs there. What Datasette asks of a connection itself (which columns a table has) stays here.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import subprocess
import sys
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from datasette.database import (  # type: ignore[import-untyped]
    Database,
    QueryInterrupted,
    Results,
)

from pipelines.archive.library import sqlite3
from pipelines.datasette import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

REQUEST_SECONDS = 1.3
"""For all the queries of a request; a page of a table asks several."""
LEAST_MILLISECONDS = 50
"""What each may take however late it is."""
ends: ContextVar[float | None] = ContextVar("ends", default=None)
"""Until when the request that is being answered may ask."""


class TooMuchError(Exception):
    """A query needs more memory than it may take, or its answer is too large."""


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
        """
        milliseconds = min(custom_time_limit or sys.maxsize, self.ds.sql_time_limit_ms)
        end = ends.get()
        if end is not None:
            left = int(1000 * (end - time.monotonic()))
            milliseconds = max(min(milliseconds, left), min(milliseconds, LEAST_MILLISECONDS))
        most_rows = self.ds.max_returned_rows if truncate else None
        if most_rows is not None and most_rows == (page_size or self.ds.page_size):
            most_rows += 1
        # Neither a request's own dict of parameters nor a row of ours goes through a pipe.
        given = dict(params) if isinstance(params, dict) else tuple(params or ())
        question = (sql, given, most_rows, milliseconds)
        answer = await asyncio.get_running_loop().run_in_executor(
            self.ds.executor, self._ask, question
        )
        match answer:
            case (asked.INTERRUPTED,):
                raise QueryInterrupted("interrupted", sql, params)
            case (asked.MEMORY | asked.TOO_LARGE as why,):
                raise TooMuchError(why)
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

    def _ask(self, question: tuple[Any, ...]) -> tuple[Any, ...]:
        process = None
        with contextlib.suppress(IndexError):
            process = self._idle.pop()
        if process is None or process.ended():
            process = _Process(self.path, immutable=not self.is_mutable)
        answer = process.ask(question)
        if answer[0] in (asked.MEMORY, asked.TOO_LARGE) or process.ended():
            process.end()  # its memory goes back
        else:
            self._idle.append(process)
        return answer


class _Process:
    """One that runs `asked`; it ends with this object."""

    def __init__(self, path: str, *, immutable: bool) -> None:
        words = [asked.__file__, path, "immutable" if immutable else "mutable"]
        self._process = subprocess.Popen(
            [sys.executable, "-P", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C is for the server, which ends this one.
            start_new_session=True,
        )

    def ask(self, question: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the answer; where the process ended instead, it was the alarm that ended it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(question, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            answer: tuple[Any, ...] = pickle.load(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            return (asked.INTERRUPTED,)
        return answer

    def ended(self) -> bool:
        """Return whether it is over."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End it, if it goes on."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.kill()
        self._process.wait()

    def __del__(self) -> None:
        if hasattr(self, "_process"):
            self.end()
