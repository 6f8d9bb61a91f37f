"""A Datasette plugin: which address is which page."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.datasette.pages.article import article_page, revisions_page, story_page
from pipelines.datasette.pages.checked import check_page
from pipelines.datasette.pages.front import front_page
from pipelines.datasette.pages.indexes import bureaus_page, corrections_page, names_page
from pipelines.datasette.pages.links import BUREAU, FORM, KEY, NUMBER, WHAT, link
from pipelines.datasette.pages.lists import bureau_page, list_page
from pipelines.datasette.pages.searching import search_page

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request

STYLES = Path(__file__).parent.parent / "static" / "pages.css"
_ONE = r"(?P<form>\.json)?"
_ANY_CASE = f"(?P<bureau>(?ai:{BUREAU}))"
_CAPITALS = f"(?=[^/]*[A-Z]){_ANY_CASE}"
"""A bureau's name with capitals, which it never has."""
_KEY_IN_CAPITALS = f"{_CAPITALS}/(?P<number>{NUMBER})"


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Datasette) -> list[tuple[str, Any]]:
    """Return the pages by the form of their addresses."""
    return [
        (r"^/$", front_page),
        (r"^/b/?$", bureaus_page),
        (r"^/changes/?$", corrections_page),
        (rf"^/{WHAT}/?$", names_page),
        (rf"^/(?P<where>[as])/{_KEY_IN_CAPITALS}(?P<rest>/changes)?$", in_small_letters),
        (rf"^/a/{_ANY_CASE}/?$", to_bureau),
        (rf"^/b/{_CAPITALS}/?$", to_bureau),
        (rf"^/a/{KEY}{_ONE}$", article_page),
        (rf"^/a/{KEY}/changes{_ONE}$", revisions_page),
        (rf"^/s/{KEY}{_ONE}$", story_page),
        (rf"^/b/(?P<bureau>{BUREAU}){FORM}$", bureau_page),
        (rf"^/{WHAT}/(?P<name>[^/]+?){FORM}$", list_page),
        (rf"^/search{FORM}$", search_page),
        (rf"^/check{_ONE}$", check_page),
        (r"^/-/arsip/pages\.css$", styles),
    ]


async def in_small_letters(datasette: Datasette, request: Request) -> Response:
    """Lead from an address with a bureau in capitals to the one that is meant."""
    asked = request.url_vars
    parts = [asked["where"], asked["bureau"].lower(), asked["number"]]
    rest = ["changes"] if asked.get("rest") else []
    return Response.redirect(link(datasette, *parts, *rest))


async def to_bureau(datasette: Datasette, request: Request) -> Response:
    """Lead to a bureau's page."""
    return Response.redirect(link(datasette, "b", request.url_vars["bureau"].lower()))


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
