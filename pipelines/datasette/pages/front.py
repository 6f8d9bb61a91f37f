"""The front page: what is held, in words and a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.datasette.pages.heat_map import heat_map
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.serving import language_asked, page, reading

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

    from pipelines.archive import ArchiveReader

NEWEST: Final = 12


async def front_page(datasette: Datasette, request: Request) -> Response:
    """Answer /."""

    def read(reader: ArchiveReader) -> dict[str, Any]:
        return reader.overview(NEWEST)

    found = await reading(datasette, read)
    months = found["months"]
    dated = sorted({month for each in months.values() for month in each if month})
    title = labels_in(language_asked(request))["held_by_month"]
    bureaus = []
    for name, counts in months.items():
        span = sorted(month for month in counts if month) or [""]
        total = sum(counts.values())
        bureaus.append({"name": name, "articles": total, "first": span[0], "last": span[-1]})
    context = {
        **found,
        "bureaus": bureaus,
        "title": "",
        "articles": sum(each["articles"] for each in bureaus),
        "first_month": dated[0] if dated else None,
        "last_month": dated[-1] if dated else None,
        "map": heat_map(months, title),
    }
    return await page(datasette, request, "front", context)
