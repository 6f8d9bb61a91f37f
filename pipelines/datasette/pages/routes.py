"""A Datasette plugin: which address is which page."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.datasette.pages.article import article_page, revisions_page, story_page
from pipelines.datasette.pages.front import front_page
from pipelines.datasette.pages.lists import bureau_page, list_page
from pipelines.datasette.pages.searching import check_page, search_page

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]

STYLES = Path(__file__).parent.parent / "static" / "pages.css"
_FORM = r"(?:\.(?P<form>csv|json|atom))?"
_KEY = r"(?P<bureau>[a-z0-9-]{1,40})/(?P<number>[0-9]{1,18})"


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Datasette) -> list[tuple[str, Any]]:
    """Return the pages by the form of their addresses."""
    return [
        (r"^/$", front_page),
        (rf"^/a/{_KEY}$", article_page),
        (rf"^/a/{_KEY}/changes$", revisions_page),
        (rf"^/s/{_KEY}$", story_page),
        (rf"^/b/(?P<bureau>[a-z0-9-]{{1,40}}){_FORM}$", bureau_page),
        (rf"^/(?P<what>reporter|tag|place|section)/(?P<name>[^/]+?){_FORM}$", list_page),
        (rf"^/search{_FORM}$", search_page),
        (r"^/check$", check_page),
        (r"^/-/arsip/pages\.css$", styles),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars() -> dict[str, str]:
    """Let the pages name their style sheet by what is in it."""
    return {"css_hash": css_hash()}


async def styles() -> Response:
    """Answer with the style sheet."""
    return Response(
        STYLES.read_text("utf-8"),
        content_type="text/css; charset=utf-8",
        headers={"cache-control": "max-age=31536000, immutable"},
    )


@cache
def css_hash() -> str:
    """Return what changes with the style sheet."""
    return sha256(STYLES.read_bytes()).hexdigest()[:10]
