"""A Datasette plugin that keeps one visitor's query from taking the machine.

Datasette bounds the time that a query takes, not the memory.
"""

from __future__ import annotations

from typing import Any

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.utils.asgi import Response  # type: ignore[import-untyped]

HEAP_LIMIT = 200_000_000
"""Bytes that SQLite may take in this process. `select randomblob(900000000)` took 5.5 GB."""


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: Any) -> None:
    """Bound the memory; the limit is the whole process's, whichever connection sets it."""
    conn.execute(f"PRAGMA hard_heap_limit = {HEAP_LIMIT}")


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(exception: Exception) -> Response | None:
    """Answer a query that needs too much; Datasette alone would show an empty error 500."""
    if not isinstance(exception, MemoryError):
        return None
    return Response.text("This query needs too much memory.", status=400)
