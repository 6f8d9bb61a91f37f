"""A Datasette plugin that keeps one visitor's query from taking the machine.

Datasette bounds the time that a query takes, not the memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Generator

HEAP_LIMIT = 200_000_000
"""Bytes that SQLite may take in this process. `select randomblob(900000000)` took 5.5 GB."""
TOO_MUCH = (
    f"This query needs more memory than the {HEAP_LIMIT // 1_000_000} MB that it may take. "
    "Ask for less: fewer rows or columns, or a LIMIT."
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
    if isinstance(exception, MemoryError):
        from datasette import handle_exception as own
        from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

        refused = DatasetteError(TOO_MUCH, status=400)
        outcome.force_result([own.handle_exception(datasette, request, refused)])
