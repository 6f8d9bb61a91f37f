"""The process that runs a visitor's SQL: `apart` starts it, by this file's name.

SQLite looks at the clock between the steps of a query, not within a function of its own:
`instr()` of two long texts runs for days, and nothing in the same process can end it. This one
is ended by an alarm of the operating system. It imports next to nothing, to be there quickly.
"""

from __future__ import annotations

import contextlib
import pickle
import signal
import struct
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

if __name__ == "__main__":

    def _by_its_file(file: Path) -> Any:
        """Import a module alone: its package would take three times as long."""
        spec = spec_from_file_location(file.stem, file)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    limits: Any = _by_its_file(Path(__file__).with_name("limits.py"))
    library: Any = _by_its_file(Path(__file__).parents[1] / "archive/library.py")
else:
    from pipelines.archive import library
    from pipelines.datasette import limits

sqlite3 = library.sqlite3

READY = b"+"
"""What comes first: the process has begun."""
SIZE = ">Q"
"""How many bytes an answer has; stands before it."""
TOO_LARGE = "larger"
MEMORY, INTERRUPTED, REFUSED, MISSING = "memory", "interrupted", "refused", "missing"
"""Why there is no answer; with REFUSED comes an error's class and text. MISSING: no archive."""
_AROUND_BASE64 = 32
_IN_HTML, _MORE = "<>&'\"", 4
"""Signs that a page writes with up to so many more."""
_EMPTY = sys.getsizeof("")
_NUMBER = 24
"""Bytes that a number can have as JSON."""
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
    answers.write(READY)
    answers.flush()
    while True:
        try:
            question = pickle.load(questions)
        except EOFError:
            return
        _alarm(question[-1] / 1000 + limits.GRACE)
        answer: tuple[Any, ...]
        try:
            conn = conn or connected(Path(sys.argv[1]), immutable=sys.argv[2] == "immutable")
        except (sqlite3.Error, OSError):  # no archive there any more
            answer = (MISSING,)
        else:
            answer = answered(conn, *question)
        whole = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        _alarm(0)
        answers.write(struct.pack(SIZE, len(whole)))
        answers.write(whole)
        answers.flush()


def connected(path: Path, *, immutable: bool) -> Any:
    """Open an archive as Datasette does, with less that it may do."""
    how = "immutable=1" if immutable else "mode=ro"
    conn = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)
    conn.text_factory = lambda text: str(text, "utf-8", "replace")
    conn.create_function("escape_fts", 1, _escape_fts)
    conn.execute(f"PRAGMA hard_heap_limit = {limits.QUERY_HEAP}")
    conn.set_authorizer(_allowed)
    return conn


def answered(
    conn: Any, sql: str, params: Any, most_rows: int | None, milliseconds: int
) -> tuple[Any, ...]:
    """Return the rows, whether there are more, and the columns' names; or why there are none."""
    end = time.monotonic() + milliseconds / 1000
    conn.set_progress_handler(lambda: int(time.monotonic() > end), limits.STEPS)
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
        conn.set_progress_handler(None, limits.STEPS)


def _fetched(cursor: Iterable[Any], columns: list[str], most_rows: int | None) -> list[Any]:
    rows: list[Any] = []
    size, names = 0, sum(map(_size, columns))
    for row in cursor:
        size += names + sum(map(_size, row))
        rows.append(row)
        if size > limits.MOST_TEXT or len(rows) * len(columns) > limits.MOST_CELLS:
            raise TooLargeError
        if most_rows is not None and len(rows) > most_rows:
            break
    return rows


def _size(value: object) -> int:
    r"""Return what a value takes, here or as JSON, whichever is more; so about in CSV and HTML.

    >>> _size("aku"), _size('"'), _size(bytes(1000)), _size(b"\xff" * 900)
    (5, 8, 6002, 1232)
    """
    if isinstance(value, bytes):
        if len(value) > limits.MOST_TEXT:
            return len(value)
        try:
            # Datasette shows as text what can be one, and base64 of anything else.
            value = value.decode()
        except UnicodeDecodeError:
            return len(value) * 4 // 3 + _AROUND_BASE64
        return len(encode_basestring_ascii(value))
    if isinstance(value, str):
        # One sign beyond the first 65,536 makes each sign of a text take four bytes.
        here = sys.getsizeof(value) - _EMPTY
        if here > limits.MOST_TEXT:
            return here
        head = value[: limits.SHOWN]
        written = len(encode_basestring_ascii(value)) + sum(map(head.count, _IN_HTML)) * _MORE
        return max(here, written)
    return _NUMBER


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
        most = pages * resource.getpagesize() + limits.QUERY_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
