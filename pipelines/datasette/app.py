"""Datasette's application on one archive, read-only."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.archive.derived_columns import EXPORTED
from pipelines.archive.questions import QUESTIONS
from pipelines.datasette import limits
from pipelines.datasette.keeper import NOBODY, Keeper
from pipelines.datasette.labelled import labelled
from pipelines.datasette.metadata import DATABASE, FIRST_COLUMNS, FIRST_TABLES, build_metadata

if TYPE_CHECKING:
    from collections.abc import Collection

    from datasette.app import Datasette  # type: ignore[import-untyped]

TEMPLATES = Path(__file__).parent / "templates"
SETTINGS = {
    "default_page_size": 50,
    "truncate_cells_html": limits.SHOWN,
    # Two dozen for articles would fill a screen; a column's menu has them.
    "suggest_facets": False,
    # What takes longer is counted among the first rows.
    "facet_time_limit_ms": limits.FACET_MILLISECONDS,
    "sql_time_limit_ms": limits.QUERY_MILLISECONDS,
    # Of an immutable archive Datasette would give the whole file away.
    "allow_download": False,
}

TO_OTHERS = {"allow_download": False, "allow_csv_stream": False}
"""To be shown texts is not to be handed all of them in a file: that is another permission."""


def make_app(
    path: Path,
    origin: str,
    *,
    immutable: bool,
    any_sql: bool = True,
    keeper: Keeper = NOBODY,
    derived: str | None = None,
    names: Collection[str] | None = None,
    bounded: bool = False,
) -> Datasette:
    """Make Datasette's application on an archive.

    Args:
        path: the archive, which must exist.
        origin: "live" or "sample"; a sample says on every page that it is one.
        immutable: read the file as if nobody ever wrote to it (SQLite's immutable=1), instead
            of read-only beside a writer (mode=ro).
        any_sql: let visitors write SQL of their own; not where others than the owner come.
        keeper: who runs it; named on every page.
        derived: of `ArchiveReader.derived`: how the file was made, None for an archive itself.
        bounded: bound SQLite's memory in this process, for good.
        names: of hosts, in small letters: what asks for another is refused; None for any.
    """
    # First, and whole: it registers Datasette's own plugins. Were handle_exception imported
    # before it, that module would be registered while it is still empty, and each page that is
    # not found would be an error 500.
    from datasette.app import Datasette  # isort: skip
    from datasette import handle_exception  # type: ignore[import-untyped]
    from datasette.plugins import pm  # type: ignore[import-untyped]

    from pipelines.datasette import (
        addresses,
        cells,
        closed,
        facets,
        framed,
        headers,
        heap,
        hosts,
        refusals,
        spreadsheets,
        statements,
        visits,
    )
    from pipelines.datasette.archive_database import ArchiveDatabase
    from pipelines.datasette.pages import routes

    # With rich installed it prints a page of local variables for each mistyped address.
    handle_exception.rich = None
    spreadsheets.guard()
    statements.guard()
    if pm.has_plugin("datasette.facets"):
        pm.unregister(name="datasette.facets")  # ours are these, and more
    # Of those that stand around the application a later one is within an earlier one.
    around = (headers, visits, addresses, framed, hosts)
    for plugin in (*around, cells, refusals, facets, closed, routes, *([heap] if bounded else [])):
        if not pm.is_registered(plugin):
            pm.register(plugin)
    to_others = derived is not None and derived != EXPORTED
    settings = {**SETTINGS, "default_allow_sql": any_sql} | (TO_OTHERS if to_others else {})
    app = Datasette(
        [], metadata=build_metadata(origin), template_dir=str(TEMPLATES), settings=settings
    )
    # Without a file named at its making it adds an empty database.
    app.remove_database("_memory")
    app.add_database(ArchiveDatabase(app, path=str(path), is_mutable=not immutable), name=DATABASE)
    app.jinja_env.filters["labelled"] = labelled
    app.jinja_env.globals |= {
        "sample": origin == "sample",
        "database_name": DATABASE,
        "first_tables": FIRST_TABLES,
        "first_columns": FIRST_COLUMNS,
        "no_sql": None if any_sql else refusals.NO_SQL,
        "keeper": keeper,
        "derived": derived,
        "names": names,
        "frame": partial(framed.frame, app),
        "css_hash": routes.css_hash(),
        "examples": {question.name: question.example for question in QUESTIONS},
    }
    return app
