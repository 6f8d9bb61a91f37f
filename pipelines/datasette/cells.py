"""A Datasette plugin for cells: keys and numbers lead to the page of their article.

The addresses of a sample are shown as text: nothing is behind them.
"""

from __future__ import annotations

import re
from typing import Any, Final

from datasette import hookimpl  # type: ignore[import-untyped]
from markupsafe import Markup

from pipelines.archive.keys import key_of
from pipelines.datasette.metadata import PLUGIN
from pipelines.datasette.pages.links import KEY, link

KEYS: Final = ("kunci", "pertama", "salinan")
"""The columns of the questions in which an article's key stands."""
_NUMBERS: Final = {"articles": ("bureau", "article_id"), "berita": ("biro", "nomor")}
"""The columns of a table that are together the key of an article; the second leads to it."""


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(
    row: Any, value: Any, column: str, table: str | None, datasette: Any
) -> str | Markup | None:
    """Return a key as a link to the article, a sample's address as it is.

    Datasette would make the latter a link to the live site.
    """
    if (names := _NUMBERS.get(table or "")) and column == names[1]:
        bureau = row[names[0]]
        if isinstance(bureau, dict):  # a foreign key with its label
            bureau = bureau["value"]
        address = link(datasette, "a", bureau, value)
        return Markup('<a href="{}">{}</a>').format(address, value)
    if column in KEYS and isinstance(value, str) and re.fullmatch(KEY, value):
        address = link(datasette, "a", *key_of(value))
        return Markup('<a href="{}">{}</a>').format(address, value)
    if not (isinstance(value, str) and value.startswith(("https://", "http://"))):
        return None
    told = datasette.plugin_config(PLUGIN) or {}
    return value if told.get("origin") == "sample" else None
