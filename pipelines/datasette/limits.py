"""A Datasette plugin: what a visitor's query may take, and what is said when that is too much.

`apart` bounds queries themselves; here is what bounds the server's own connections, and what
turns a refusal into a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl  # type: ignore[import-untyped]

from pipelines.datasette import asked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

HEAP_LIMIT = 200_000_000
"""Bytes that SQLite may take in the server's process, for the archive's own pages."""
TOO_MUCH = (
    f"This query needs more memory than the {asked.HEAP_LIMIT // 1_000_000} MB that it may take. "
    "Ask for less: fewer rows or columns, or a LIMIT."
)
TOO_LARGE = (
    f"The answer is larger than {asked.MOST_TEXT // 1_000_000} MB or {asked.MOST_CELLS:,} cells. "
    "Ask for less: fewer rows or columns, or a LIMIT."
)
TOO_LONG = (
    "This query takes longer than the 0.8 seconds that it may take. Ask for less: fewer rows, or a "
    "condition on a column that is indexed, such as bureau or published_utc."
)
NO_SQL = (
    "SQL of your own is off: this archive is served to others than its own machine. "
    "Tables, their filters, the search and downloads work; the owner of the archive can "
    "run any SQL with 'antara serve' at home."
)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: Any) -> None:
    """Bound the memory; the limit is the whole process's, whichever connection sets it."""
    conn.execute(f"PRAGMA hard_heap_limit = {HEAP_LIMIT}")


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, Any]:
    """Answer a query that needs too much with Datasette's page for a refused one.

    A wrapper, because Datasette asks its own handler even when another one has answered, and
    that would print a traceback.
    """
    outcome = yield
    said = _said(exception)
    if said is not None:
        from datasette import handle_exception as own
        from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

        refused = DatasetteError(said, status=400)
        outcome.force_result([own.handle_exception(datasette, request, refused)])


def _said(exception: Exception) -> str | None:
    """Return what is told of what a visitor can mend, None for a mistake of ours."""
    from datasette.database import QueryInterrupted  # type: ignore[import-untyped]
    from datasette.views.base import DatasetteError

    from pipelines.archive.library import sqlite3
    from pipelines.datasette.apart import TooMuchError

    if isinstance(exception, TooMuchError):
        return TOO_LARGE if asked.TOO_LARGE in exception.args else TOO_MUCH
    if isinstance(exception, MemoryError):
        return TOO_MUCH
    # Datasette's own page for it has a script, which the policy does not allow.
    if isinstance(exception, QueryInterrupted) or (
        isinstance(exception, DatasetteError) and exception.title == "SQL Interrupted"
    ):
        return TOO_LONG
    if isinstance(exception, sqlite3.DatabaseError):
        return str(exception) or type(exception).__name__
    # An unknown column to sort by, say, is no failure of the server's.
    if isinstance(exception, DatasetteError) and exception.status == 500:
        return str(exception.message)
    # A number in the address that is none.
    if isinstance(exception, ValueError) and _in_datasette(exception):
        return f"Datasette cannot make sense of this address: {exception}"
    return None


def _in_datasette(exception: Exception) -> bool:
    """Return whether it was raised by Datasette's own reading of an address."""
    trace = exception.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    module = trace.tb_frame.f_globals.get("__name__", "") if trace is not None else ""
    return str(module).startswith("datasette.views")


@hookimpl  # type: ignore[untyped-decorator]
def forbidden(datasette: Any, request: Any, message: str) -> Callable[[], Awaitable[Any]] | None:
    """Say why there is no SQL; Datasette says "execute-sql"."""
    if message != "execute-sql":
        return None

    async def answer() -> Any:
        from datasette.utils.asgi import Response  # type: ignore[import-untyped]

        told = {"ok": False, "error": NO_SQL, "status": 403, "title": "Forbidden"}
        if request.path.endswith(".json"):
            return Response.json(told, status=403)
        return Response.html(
            await datasette.render_template("error.html", told, request=request), status=403
        )

    return answer
