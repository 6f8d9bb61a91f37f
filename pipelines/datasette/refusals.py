"""A Datasette plugin: what is said when a visitor asks for too much, or something fails.

`limits` has the numbers, `apart` and `addresses` hold to them; here is what turns a refusal into a
page.
"""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING, Any, Final

from datasette import hookimpl  # type: ignore[import-untyped]

from pipelines.datasette import asked, limits

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

_LESS: Final = "Ask for less: fewer rows or columns, or a LIMIT."
TOO_MUCH: Final = (
    f"This query needs more memory than the {limits.QUERY_HEAP // 1_000_000} MB that it may take. "
    f"{_LESS}"
)
TOO_LARGE: Final = (
    f"The answer is larger than {limits.MOST_TEXT // 1_000_000} MB or {limits.MOST_CELLS:,} cells. "
    f"{_LESS}"
)
TOO_LONG: Final = (
    f"This query takes longer than the {limits.QUERY_MILLISECONDS / 1000} seconds that it may take "
    f"({limits.REQUEST_SECONDS} for all of a page). Ask for less: fewer rows, or a condition on a "
    "column that is indexed, such as bureau or published_utc."
)
NO_SQL: Final = (
    "SQL of your own is off: this archive is served to others than its own machine. "
    "Tables, their filters, the search and downloads work; the owner of the archive can "
    "run any SQL with 'antara serve' at home."
)
METHOD: Final = "Nothing can be written here: only GET and HEAD are answered."
ADDRESS: Final = f"This address is longer than {limits.MOST_ADDRESS:,} characters. Ask for less."
STATEMENT: Final = (
    f"This statement is longer than {limits.MOST_SQL:,} characters. Ask in several, or with a "
    "sqlite3 of your own."
)
ELSE: Final = (
    f"What is asked for is longer than {limits.MOST_ELSE:,} characters (a statement in sql= may "
    "have more). Ask with fewer or shorter conditions."
)
PARAMETERS: Final = (
    f"This address has more than {limits.MOST_PARAMETERS} parameters. Ask with fewer."
)
FACETS: Final = f"More than {limits.MOST_FACETS} columns are to be counted. Ask for fewer facets."
BUSY: Final = (
    "Too many large answers are being made at this moment. Ask again in a minute, or for less."
)
NO_ARCHIVE: Final = "The archive cannot be read at this moment. Its owner can see why."
NO_PROCESS: Final = (
    "This query was not run to its end: the process for it did not start, or ended by itself. "
    "Ask again later."
)
FAILED: Final = "This page cannot be made: a mistake of this program's. Its owner can see which."
UNREADABLE: Final = "Datasette cannot make sense of this address: {}"
CANNOT_OPEN: Final = "unable to open database file"
"""SQLite's own words for an archive that is not there."""
_MISTAKES: Final = (ValueError, LookupError, TypeError, RecursionError)
"""What Datasette's reading of an address fails with."""


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, Any]:
    """Answer what was refused or failed with Datasette's page for a refused query.

    A wrapper, because Datasette asks its own handler even when another one has answered, and
    that would print a traceback.
    """
    outcome = yield
    told = told_of(exception)
    if told is not None:
        from datasette import handle_exception as own
        from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

        status, said = told
        refused = DatasetteError(said, status=status)
        outcome.force_result([own.handle_exception(datasette, request, refused)])


def told_of(exception: Exception) -> tuple[int, str] | None:
    """Return the status and text of what is answered; None where Datasette's own will do.

    What the owner has to see is written to the terminal: there a path may stand.
    """
    from datasette.database import QueryInterrupted  # type: ignore[import-untyped]
    from datasette.utils import InvalidSql  # type: ignore[import-untyped]
    from datasette.utils.asgi import Base400  # type: ignore[import-untyped]
    from datasette.views.base import DatasetteError

    from pipelines.archive import ArchiveError
    from pipelines.archive.library import sqlite3
    from pipelines.datasette.apart import BusyError, NoArchiveError, NoProcessError, TooMuchError
    from pipelines.datasette.visits import ClientLeftError

    match exception:
        case TooMuchError():
            return 400, TOO_LARGE if asked.TOO_LARGE in exception.args else TOO_MUCH
        case MemoryError():
            return 400, TOO_MUCH
        # Datasette's own page for it has a script, which the policy does not allow.
        case QueryInterrupted() | DatasetteError(title="SQL Interrupted"):
            return 400, TOO_LONG
        case BusyError() | ClientLeftError():
            return 503, BUSY
        case NoProcessError():
            _complain(str(exception))
            return 503, NO_PROCESS
        case NoArchiveError() | ArchiveError() | OSError():
            _complain(f"The archive cannot be read: {exception}")
            return 503, NO_ARCHIVE
        case _ if CANNOT_OPEN in str(exception):
            _complain(f"The archive cannot be read: {exception}")
            return 503, NO_ARCHIVE
        case sqlite3.DatabaseError() | InvalidSql():
            return 400, str(exception) or type(exception).__name__
        # An unknown column to sort by, say, is no failure of the server's.
        case DatasetteError(status=500):
            return 400, str(exception.message)
        case DatasetteError() | Base400():
            return None
        # A number in the address that is none.
        case _ if isinstance(exception, _MISTAKES) and _in_datasette(exception):
            return 400, UNREADABLE.format(exception)
        case _:
            traceback.print_exception(exception)
            return 500, FAILED


def _complain(text: str) -> None:
    sys.stderr.write(" ".join(text.split()) + "\n")
    sys.stderr.flush()


def _in_datasette(exception: BaseException) -> bool:
    """Return whether it was raised by Datasette's reading of an address, or for it.

    What comes last counts that is Datasette's or ours: Python's own json is neither.
    """
    last, trace = "", exception.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] in {"datasette", "pipelines"}:
            last = module
        trace = trace.tb_next
    return last.startswith("datasette.")


@hookimpl  # type: ignore[untyped-decorator]
def forbidden(datasette: Any, request: Any, message: str) -> Callable[[], Awaitable[Any]] | None:
    """Say why there is no SQL; Datasette says "execute-sql"."""
    if message != "execute-sql":
        return None

    async def answer() -> Any:
        from datasette.utils.asgi import Response

        told = {"ok": False, "error": NO_SQL, "status": 403, "title": "Forbidden"}
        if request.path.endswith(".json"):
            return Response.json(told, status=403)
        return Response.html(
            await datasette.render_template("error.html", told, request=request), status=403
        )

    return answer
