"""A Datasette plugin: addresses of Datasette's own that are of no use here.

They tell a stranger about this machine (/-/threads, where its files lie) or are for the person
who develops a Datasette.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from datasette import hookimpl  # type: ignore[import-untyped]

_OPEN: Final = r"(?:static|static-plugins|arsip)/|(?:databases|metadata)(?:\.json)?$"
_PAGES: Final = Path(__file__).parent / "templates" / "pages"


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    """Close them, after the pages that are ours have taken their addresses."""
    # Datasette answers /x with templates/pages/x.html, also with those of ours that are only
    # made to be filled; they would fail.
    names = "|".join(sorted(each.stem for each in _PAGES.glob("*.html")))
    return [(rf"^/-/(?!{_OPEN})", closed), (rf"^/(?:{names})$", closed)]


async def closed() -> None:
    """Answer that nothing is here.

    Raises:
        DatasetteError: always; a NotFound would make Datasette look for a template once more.
    """
    from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

    raise DatasetteError("Nothing is here.", title="Error 404", status=404)
