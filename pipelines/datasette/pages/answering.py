"""What is shown, in the form that was asked for: CSV, JSON or an Atom feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.datasette.pages.forms import FORMS, as_atom, as_csv, as_json
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.language import language_asked
from pipelines.datasette.pages.links import link
from pipelines.datasette.pages.serving import reading
from pipelines.datasette.pages.shown import is_web

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request


@dataclass(frozen=True, slots=True)
class Asked:
    """Articles that are shown, and the addresses of other forms of the same."""

    rows: Sequence[Mapping[str, Any]]
    title: str
    """Of a feed: what was asked for."""
    path: tuple[str, ...]
    """The parts of the page's address."""
    query: Mapping[str, str | None]
    next: Mapping[str, str | None] | None = None
    """The query of the next page, None when nothing follows."""
    notes: Sequence[str] = field(default=())

    def addresses(self, datasette: Datasette) -> dict[str, str]:
        """Return the address of each form."""
        return {form: formed_link(datasette, self.path, form, self.query) for form in FORMS}


def formed_link(
    datasette: Datasette, path: tuple[str, ...], form: str, query: Mapping[str, str | None]
) -> str:
    """Return the address of a page in another form; a feed is always of the newest."""
    kept = {name: each for name, each in query.items() if form != "atom" or name != "before"}
    bare, asks, rest = link(datasette, *path, **kept).partition("?")
    return f"{bare}.{form}{asks}{rest}"


async def formed(datasette: Datasette, request: Request, form: str, asked: Asked) -> Response:
    """Answer with articles in a form of `FORMS`; `?raw=1` leaves cells of CSV as they are."""
    rows = [
        {
            **row,
            "page": datasette.absolute_url(
                request, link(datasette, "a", row["bureau"], row["article_id"])
            ),
        }
        for row in asked.rows
    ]
    sample = bool(datasette.jinja_env.globals["sample"])
    follows = (
        datasette.absolute_url(request, formed_link(datasette, asked.path, form, asked.next))
        if asked.next is not None
        else None
    )
    headers = {"link": f'<{follows}>; rel="next"'} if follows else {}
    if form == "csv":
        body = as_csv(rows, raw=request.args.get("raw") == "1")
    elif form == "json":
        told = {"title": asked.title, "sample": sample, "notes": list(asked.notes), "next": follows}
        body = as_json(rows, told)
    else:
        words = labels_in(language_asked(request))
        headers = {}
        archive = await reading(datasette, lambda reader: reader.archive_id)
        kept = sorted((name, each) for name, each in asked.query.items() if each)
        body = as_atom(
            rows,
            title=f"{words['site']}: {asked.title}" if asked.title else words["site"],
            key=repr((archive, asked.path, kept)),
            own=datasette.absolute_url(
                request, formed_link(datasette, asked.path, form, asked.query)
            ),
            page=datasette.absolute_url(request, link(datasette, *asked.path, **asked.query)),
            language=language_asked(request),
            rights=" ".join([words["sample"], words["rights"]] if sample else [words["rights"]]),
            linked=lambda address: not sample and is_web(address),
        )
    return Response(body, headers=headers, content_type=FORMS[form])
