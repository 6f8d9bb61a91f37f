"""A Datasette plugin that shows the addresses of a sample as text: nothing is behind them."""

from __future__ import annotations

from typing import Any

from datasette import hookimpl  # type: ignore[import-untyped]

from pipelines.datasette.metadata import PLUGIN


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, datasette: Any) -> str | None:
    """Return a sample's address as it is; Datasette would make it a link to the live site."""
    if not (isinstance(value, str) and value.startswith(("https://", "http://"))):
        return None
    told = datasette.plugin_config(PLUGIN) or {}
    return value if told.get("origin") == "sample" else None
