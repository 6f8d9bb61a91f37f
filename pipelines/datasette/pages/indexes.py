"""What there is to look at: all bureaus, the commonest names of a kind, the latest corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from pipelines.archive import Filters
from pipelines.archive.keys import key_of
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.language import language_asked
from pipelines.datasette.pages.serving import page, reading
from pipelines.datasette.pages.withheld import withheld_of

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

    from pipelines.archive import ArchiveReader
    from pipelines.archive.listing import What

MOST_NAMES: Final = 300
LATEST: Final = 60
"""Corrections."""


async def bureaus_page(datasette: Datasette, request: Request) -> Response:
    """Answer /b: the bureaus of which anything is held."""

    def read(reader: ArchiveReader) -> dict[str, Any]:
        return {"bureaus": reader.bureaus(), "months": reader.months()}

    found = await reading(datasette, read)
    found["bureaus"] = [
        {**each, **span_of(found["months"].get(each["name"], {}))} for each in found["bureaus"]
    ]
    title = labels_in(language_asked(request))["bureaus"]
    return await page(datasette, request, "bureaus", {**found, "title": title})


def span_of(months: dict[str, int]) -> dict[str, Any]:
    """Return how many articles, and from which month to which; empty for none."""
    dated = sorted(month for month, count in months.items() if month and count) or [""]
    return {"articles": sum(months.values()), "first": dated[0], "last": dated[-1]}


async def names_page(datasette: Datasette, request: Request) -> Response:
    """Answer /reporter, /tag, /place, /section: the commonest names."""
    what = cast("What", request.url_vars["what"])

    def read(reader: ArchiveReader) -> tuple[dict[str, int], bool]:
        names = reader.names(what, MOST_NAMES + 1)
        return names, bool(names or reader.months())

    names, any_held = await reading(datasette, read)
    shown = dict(list(names.items())[:MOST_NAMES])
    title = labels_in(language_asked(request))[f"{what}s"]
    context = {"title": title, "what": what, "names": shown, "more": len(names) > len(shown)}
    return await page(datasette, request, "names", {**context, "any_held": any_held})


async def corrections_page(datasette: Datasette, request: Request) -> Response:
    """Answer /changes: what articles changed after they were first seen, the newest first."""

    def read(reader: ArchiveReader) -> dict[str, Any]:
        changes = reader.corrected(Filters(), LATEST)
        for each in changes:
            each["bureau"], each["number"] = key_of(each["key"])
        keys = [(each["bureau"], each["number"]) for each in changes]
        for each, why in zip(changes, withheld_of(reader, keys), strict=True):
            each["withheld"] = why
        return {"changes": changes, "any_held": bool(changes or reader.months())}

    found = await reading(datasette, read)
    title = labels_in(language_asked(request))["corrections"]
    return await page(datasette, request, "corrections", {**found, "title": title})
