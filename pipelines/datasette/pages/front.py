"""The front page: what is held, in words and a picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pipelines.datasette.pages.answering import formed_link
from pipelines.datasette.pages.heat_map import heat_map
from pipelines.datasette.pages.indexes import span_of
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.language import language_asked
from pipelines.datasette.pages.links import link
from pipelines.datasette.pages.serving import page, reading

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
    labels = labels_in(language_asked(request))
    bureaus = [{"name": name, **span_of(counts)} for name, counts in months.items()]
    years = sorted({month[:4] for month in dated})
    by_year = {
        name: [sum(n for month, n in counts.items() if month[:4] == year) for year in years]
        for name, counts in months.items()
    }
    context = {
        **found,
        "bureaus": bureaus,
        "title": "",
        "articles": sum(each["articles"] for each in bureaus),
        "first_month": dated[0] if dated else None,
        "last_month": dated[-1] if dated else None,
        "map": heat_map(
            months, labels["held_by_month"], labels["bureaus"], partial(link, datasette, "b")
        ),
        "years": years,
        "by_year": by_year,
        "feed": formed_link(datasette, ("search",), "atom", {}),
    }
    return await page(datasette, request, "front", context)
