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
from pipelines.datasette.pages.lists import bureau_page, list_page
from pipelines.datasette.pages.searching import search_page
from pipelines.datasette.pages.serving import link

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request

STYLES = Path(__file__).parent.parent / "static" / "pages.css"
_FORM = r"(?:\.(?P<form>csv|json|atom))?"
_ONE = r"(?P<form>\.json)?"
_ANY_CASE = r"(?P<bureau>(?=[^/]*[A-Z])[A-Za-z0-9-]{1,40})/(?P<number>[0-9]{1,18})"
_KEY = r"(?P<bureau>[a-z0-9-]{1,40})/(?P<number>[0-9]{1,18})"


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Datasette) -> list[tuple[str, Any]]:
    """Return the pages by the form of their addresses."""
    return [
        (r"^/$", front_page),
        (r"^/b/?$", bureaus_page),
        (r"^/changes/?$", corrections_page),
        (r"^/(?P<what>reporter|tag|place|section)/?$", names_page),
        (rf"^/(?P<where>[as])/{_ANY_CASE}(?P<rest>/changes)?$", in_small_letters),
        (r"^/a/(?P<bureau>[A-Za-z0-9-]{1,40})/?$", to_bureau),
        (r"^/b/(?P<bureau>(?=[^/]*[A-Z])[A-Za-z0-9-]{1,40})/?$", to_bureau),
        (rf"^/a/{_KEY}{_ONE}$", article_page),
        (rf"^/a/{_KEY}/changes{_ONE}$", revisions_page),
        (rf"^/s/{_KEY}{_ONE}$", story_page),
        (rf"^/b/(?P<bureau>[a-z0-9-]{{1,40}}){_FORM}$", bureau_page),
        (rf"^/(?P<what>reporter|tag|place|section)/(?P<name>[^/]+?){_FORM}$", list_page),
        (rf"^/search{_FORM}$", search_page),
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
