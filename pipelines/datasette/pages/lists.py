"""Lists: a bureau, a section, a place, a reporter, a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote

from datasette.utils.asgi import Response  # type: ignore[import-untyped]
from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

from pipelines.datasette.pages.answering import Asked, formed
from pipelines.datasette.pages.bars import bars
from pipelines.datasette.pages.bureau_days import known_coverage
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.language import language_asked
from pipelines.datasette.pages.links import link
from pipelines.datasette.pages.serving import page, reading

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request

    from pipelines.archive import ArchiveReader
    from pipelines.archive.listing import Listing, What

LENGTH: Final = 30
"""Articles of a page."""
LONGEST_NAME: Final = 2_000
"""Letters; a longer one is none, wherever it came from."""
TOP: Final = 12
"""Names of each kind on a bureau's page."""


async def list_page(datasette: Datasette, request: Request) -> Response:
    """Answer /reporter/NAME, /tag/NAME, /place/NAME, /section/NAME: the articles, newest first."""
    what = cast("What", request.url_vars["what"])
    name = unquote(request.url_vars["name"])
    form = request.url_vars.get("form")

    def read(reader: ArchiveReader) -> dict[str, Any]:
        counts = reader.name_counts(what, name) if len(name) <= LONGEST_NAME else {}
        if not counts:
            known = [each for each in _spelled(reader, what, name) if each != name]
            return {"counts": {}, "meant": next(iter(known), None)}
        others = [each for each in _spelled(reader, what, name) if each != name]
        listing = reader.listing(what, name, _before(request), LENGTH)
        return {"counts": counts, "others": others, "list": listing}

    found = await _read(datasette, read)
    if not found["counts"]:
        if found["meant"]:
            address = link(datasette, what, found["meant"])
            asks = f"?{request.query_string}" if request.query_string else ""
            return Response.redirect(address + (f".{form}" if form else "") + asks)
        return await page(
            datasette, request, "no_list", {"title": name, "what": what, "name": name}, status=404
        )
    asked = _asked(request, (what, name), found["list"])
    if form:
        return await formed(datasette, request, form, asked)
    total = sum(found["counts"].values())
    title = f"{name} · {labels_in(language_asked(request))[what]}"
    context = {**found, "what": what, "name": name, "title": title, "total": total}
    context |= {"forms": asked.addresses(datasette), "since": _since(request)}
    return await page(datasette, request, "list", context)


def _spelled(reader: ArchiveReader, what: What, name: str) -> list[str]:
    """Return a name as it is held in whatever capitals, accents and signs."""
    return reader.held_names(what, name) if what != "tag" and len(name) <= LONGEST_NAME else []


async def bureau_page(datasette: Datasette, request: Request) -> Response:
    """Answer /b/BUREAU: what is held of it by month, how complete that is, and the newest."""
    name = request.url_vars["bureau"]
    form = request.url_vars.get("form")

    def read(reader: ArchiveReader) -> dict[str, Any]:
        facts = reader.bureau_facts(name, TOP)
        if not facts["months"]:
            return facts
        facts["list"] = reader.listing("bureau", name, _before(request), LENGTH)
        if form is None:
            facts["bureau"] = reader.bureau(name)
            facts["coverage"] = None if _before(request) else known_coverage(reader, name, facts)
        return facts

    found = await _read(datasette, read)
    if not found["months"]:
        context = {"title": name, "what": "bureau", "name": name}
        return await page(datasette, request, "no_list", context, status=404)
    asked = _asked(request, ("b", name), found["list"])
    if form:
        return await formed(datasette, request, form, asked)
    title = found["bureau"]["title"] or name
    drawn = labels_in(language_asked(request))["articles_by_month"]
    context = {
        **found,
        "name": name,
        "title": title,
        "total": sum(found["months"].values()),
        "chart": bars(found["months"], f"{title}: {drawn}"),
        "forms": asked.addresses(datasette),
        "since": _since(request),
        "top": TOP,
    }
    return await page(datasette, request, "bureau", context)


def _before(request: Request) -> str | None:
    if request.url_vars.get("form") == "atom":  # a feed is of the newest
        return None
    return request.args.get("before") or None


def _since(request: Request) -> str | None:
    """Return the time before which the articles of a page after the first are; None for that."""
    before = _before(request)
    return before.partition(",")[0] or "-" if before else None


async def _read(datasette: Datasette, read: Any) -> dict[str, Any]:
    try:
        return cast("dict[str, Any]", await reading(datasette, read))
    except ValueError as error:
        raise DatasetteError(str(error), status=400) from error


def _asked(request: Request, path: tuple[str, str], found: Listing) -> Asked:
    """Return what a list answers, in whatever form."""
    following = {"before": found.before} if found.before else None
    words = labels_in(language_asked(request))
    title = f"{words['bureau' if path[0] == 'b' else path[0]]} {path[1]}"
    return Asked(found.articles, title, path, {"before": _before(request)}, following)
