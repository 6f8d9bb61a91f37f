"""The process that runs a visitor's SQL: `apart` starts it, by this file's name.

SQLite looks at the clock between the steps of a query, not within a function of its own:
`instr()` of two long texts runs for days, and nothing in the same process can end it. This one
is ended by an alarm of the operating system. It imports next to nothing, to be there quickly.
"""

from __future__ import annotations

import contextlib
import pickle
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAP_LIMIT = 64_000_000
"""Bytes that SQLite may take here. TEMP_STORE is memory: what a query sorts counts too."""
MEMORY_LIMIT = 150_000_000
"""Bytes that this process may take beyond what it has at first, SQLite's among them: a text of
SQLite takes up to four times its bytes once it is one of Python's."""
MOST_TEXT = 16_000_000
"""Bytes of one answer, as JSON: the server makes a page of them, several times as large."""
MOST_CELLS = 100_000
STEPS = 200
"""Steps of SQLite's machine between two looks at the clock."""
GRACE = 0.3
"""Seconds after which the alarm ends what did not look at the clock."""
TOO_LARGE = "larger"
MEMORY, INTERRUPTED, REFUSED = "memory", "interrupted", "refused"
"""Why there is no answer; with REFUSED comes an error's class and text."""
_HIDDEN = "database_list"
"""The pragma that tells where the file lies."""


class TooLargeError(Exception):
    """The answer is larger than a page can be."""


def main() -> None:
    """Answer questions until there are no more."""
    conn = None
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _bound_memory()
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            question = pickle.load(questions)
        except EOFError:
            return
        _alarm(question[-1] / 1000 + GRACE)
        try:
            conn = conn or connected(Path(sys.argv[1]), immutable=sys.argv[2] == "immutable")
            answer = answered(conn, *question)
        except sqlite3.Error as error:  # no archive there any more
            answer = REFUSED, type(error).__name__, str(error)
        _alarm(0)
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def connected(path: Path, *, immutable: bool) -> Any:
    """Open an archive as Datasette does, with less that it may do."""
    how = "immutable=1" if immutable else "mode=ro"
    conn = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)
    conn.text_factory = lambda text: str(text, "utf-8", "replace")
    conn.create_function("escape_fts", 1, _escape_fts)
    conn.execute(f"PRAGMA hard_heap_limit = {HEAP_LIMIT}")
    conn.set_authorizer(_allowed)
    return conn


def answered(
    conn: Any, sql: str, params: Any, most_rows: int | None, milliseconds: int
) -> tuple[Any, ...]:
    """Return the rows, whether there are more, and the columns' names; or why there are none."""
    end = time.monotonic() + milliseconds / 1000
    conn.set_progress_handler(lambda: int(time.monotonic() > end), STEPS)
    cursor = conn.cursor()
    try:
        cursor.execute(sql, params)
        columns = [each[0] for each in cursor.description or ()]
        rows = _fetched(cursor, columns, most_rows)
        more = most_rows is not None and len(rows) > most_rows
        return rows[:most_rows], more, columns
    except MemoryError:
        return (MEMORY,)
    except TooLargeError:
        return (TOO_LARGE,)
    except Exception as error:
        if "interrupted" in error.args:
            return (INTERRUPTED,)
        return REFUSED, type(error).__name__, str(error) or type(error).__name__
    finally:
        with contextlib.suppress(sqlite3.Error):
            cursor.close()
        conn.set_progress_handler(None, STEPS)


def _fetched(cursor: Iterable[Any], columns: list[str], most_rows: int | None) -> list[Any]:
    rows: list[Any] = []
    size, names = 0, sum(map(len, columns))
    for row in cursor:
        size += names + sum(map(_size, row))
        rows.append(row)
        if size > MOST_TEXT or len(rows) * len(columns) > MOST_CELLS:
            raise TooLargeError
        if most_rows is not None and len(rows) > most_rows:
            break
    return rows


def _size(value: object) -> int:
    """Return about what a value takes, here or as JSON: what is not ASCII is escaped there."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return len(value)
        # One sign beyond the first 65,536 makes each sign of a text take four bytes.
        return max(sys.getsizeof(value), len(value.encode("unicode_escape", "replace")))
    return len(value) if isinstance(value, bytes) else 8


def _escape_fts(query: str) -> str:
    from datasette.utils import escape_fts  # type: ignore[import-untyped]

    return str(escape_fts(query))


def _allowed(action: int, first: str | None, *_: object) -> int:
    hidden = action == sqlite3.SQLITE_PRAGMA and first == _HIDDEN
    return int(sqlite3.SQLITE_DENY if hidden else sqlite3.SQLITE_OK)


def _alarm(seconds: float) -> None:
    """Have the system end this process after so many seconds; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory() -> None:
    """Bound what Python takes too, where the system can; the address space is what it bounds."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY_LIMIT
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
