"""Lists: a bureau, a section, a place, a reporter, a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote

from datasette.utils.asgi import Response  # type: ignore[import-untyped]
from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

from pipelines.archive.clock import day_shifted
from pipelines.datasette.pages.answering import Asked, formed
from pipelines.datasette.pages.bars import bars
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.serving import language_asked, link, now, page, reading

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
LATEST_GAPS: Final = 12
MOST_KEPT: Final = 100
_UNKNOWN: Final[dict[str, Any]] = {}
_coverage: dict[tuple[Any, ...], dict[str, Any] | None] = {}
"""What was found of bureaus, as long as nothing comes: judging ten years of days takes a while."""


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
            facts["coverage"] = None if _before(request) else _known_coverage(reader, name, facts)
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
    }
    return await page(datasette, request, "bureau", context)


def _known_coverage(
    reader: ArchiveReader, bureau: str, facts: dict[str, Any]
) -> dict[str, Any] | None:
    """Return `coverage_of` a bureau, from memory unless a run or a day went by."""
    run = facts["run"] or {}
    told = (run.get("started_at"), run.get("finished_at"), sum(facts["months"].values()))
    key = (reader.archive_id, bureau, now()[:10], *told)
    # Pages are made in threads: another one may clear it between two looks.
    found = _coverage.get(key, _UNKNOWN)
    if found is _UNKNOWN:
        if len(_coverage) >= MOST_KEPT:
            _coverage.clear()
        found = _coverage[key] = coverage_of(reader, bureau)
    return found


def coverage_of(reader: ArchiveReader, bureau: str) -> dict[str, Any] | None:
    """Return how complete a bureau is; None where no day of it is known.

    Keys: days, verdicts ({verdict: days}), first and last day's period, gaps (the latest
    `LATEST_GAPS` of them, newest first), gap_count.
    """
    rows = [row for row in reader.coverage([bureau], None, None, now(), "year") if row["period"]]
    if not rows:
        return None
    verdicts: dict[str, int] = {}
    for row in rows:
        for verdict, days in row["verdicts"].items():
            verdicts[verdict] = verdicts.get(verdict, 0) + days
    gaps = _joined([hole for row in rows for hole in row["holes"]])
    return {
        "days": sum(row["days"] for row in rows),
        "verdicts": verdicts,
        "first": rows[0]["period"],
        "last": rows[-1]["period"],
        "gaps": gaps[::-1][:LATEST_GAPS],
        "gap_count": len(gaps),
    }


def _joined(holes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return holes with those put together that New Year parts: they were found year by year."""
    found: list[dict[str, Any]] = []
    for hole in holes:
        last = found[-1] if found else None
        if (
            last is not None
            and last["verdict"] == hole["verdict"]
            and day_shifted(last["last_day"], 1) == hole["first_day"]
        ):
            found[-1] = {**last, "last_day": hole["last_day"]}
        else:
            found.append(hole)
    return found


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
