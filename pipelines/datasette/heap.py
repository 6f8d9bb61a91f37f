"""A Datasette plugin for a process that does nothing but serve: its memory is bounded.

The limit is the whole process's, whichever connection sets it, and is never raised again: where
many archives are open, as in tests, it would be theirs together.
"""

from __future__ import annotations

from typing import Any

from datasette import hookimpl  # type: ignore[import-untyped]

from pipelines.datasette import limits


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: Any) -> None:
    """Bound what SQLite may take in this process."""
    conn.execute(f"PRAGMA hard_heap_limit = {limits.SERVER_HEAP}")
