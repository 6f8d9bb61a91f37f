"""Datasette's application on one archive, read-only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.datasette.metadata import DATABASE

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]

TEMPLATES = Path(__file__).parent / "templates"


def make_app(path: Path, origin: str, metadata: dict[str, Any], *, immutable: bool) -> Datasette:
    """Make Datasette's application on an archive.

    Args:
        path: the archive, which must exist.
        origin: "live" or "sample"; a sample says on every page that it is one.
        metadata: of `build_metadata`.
        immutable: read the file as if nobody ever wrote to it (SQLite's immutable=1), instead
            of read-only beside a writer (mode=ro).
    """
    from datasette import handle_exception  # type: ignore[import-untyped]
    from datasette.app import Datasette
    from datasette.database import Database  # type: ignore[import-untyped]
    from datasette.plugins import pm  # type: ignore[import-untyped]

    from pipelines.datasette import limits

    # With rich installed it prints a page of local variables for each mistyped address.
    handle_exception.rich = None
    if not pm.is_registered(limits):
        pm.register(limits)
    app = Datasette(
        [],
        metadata=metadata,
        template_dir=str(TEMPLATES / "sample") if origin == "sample" else None,
        settings={"default_page_size": 50},
    )
    app.add_database(Database(app, path=str(path), is_mutable=not immutable), name=DATABASE)
    return app


def must_be_immutable(path: Path) -> bool:
    """Return whether the archive lies where SQLite cannot make its -wal and -shm files.

    Even a reader of a WAL archive needs them; without, it fails with "attempt to write a
    readonly database".
    """
    return not (os.access(path.parent, os.W_OK) and os.access(path, os.R_OK))
