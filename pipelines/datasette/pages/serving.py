"""What the pages share: reading the archive beside the server, and the frame around each."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlencode

from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.archive import ArchiveReader
from pipelines.datasette.metadata import DATABASE
from pipelines.datasette.pages import shown
from pipelines.datasette.pages.codes import enumerated, said, why_said
from pipelines.datasette.pages.coverage_line import coverage_line
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.language import COOKIE, LANGUAGES, language_asked
from pipelines.datasette.pages.links import link
from pipelines.datasette.visits import ClientLeftError, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request

Read = TypeVar("Read")
A_YEAR: Final = 365 * 86_400
"""Seconds for which a chosen language is remembered."""


async def reading(datasette: Datasette, read: Callable[[ArchiveReader], Read]) -> Read:
    """Read from the archive in a thread, with a connection of its own.

    Raises:
        ClientLeftError: nobody waits for it any more.
    """
    path = Path(datasette.get_database(DATABASE).path)
    asking = visit.get()

    def work() -> Read:
        if asking is not None and asking.left:
            raise ClientLeftError
        with ArchiveReader(path) as reader:
            return read(reader)

    return await asyncio.to_thread(work)


async def page(
    datasette: Datasette,
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    """Answer with one of the templates in templates/pages."""
    language = language_asked(request)
    html = await datasette.render_template(
        f"pages/{template}.html",
        {
            **framing(datasette, request),
            "day": partial(shown.day_in_words, language=language),
            "moment": partial(shown.moment_in_words, language=language),
            "second": partial(shown.moment_in_words, language=language, seconds=True),
            "lag": partial(shown.lag_in_words, words=labels_in(language)),
            "num": partial(shown.number, language=language),
            "bdi": shown.isolated,
            "paragraphs": shown.paragraphs,
            "is_web": shown.is_web,
            "changed_words": shown.changed_words,
            "said": partial(said, language=language),
            "why_said": partial(why_said, language=language),
            "coverage_line": partial(coverage_line, language=language),
            "enumerated": partial(enumerated, language=language),
            **context,
        },
        request=request,
    )
    answer = Response(html, status, content_type="text/html; charset=utf-8")
    if request.args.get("lang") in LANGUAGES:
        answer.set_cookie(COOKIE, language, max_age=A_YEAR)
    return answer


def framing(datasette: Datasette, request: Request) -> dict[str, Any]:
    """Return what stands around every page: its words, language, and where else one can go."""
    language = language_asked(request)
    other = next(each for each in LANGUAGES if each != language)
    return {
        "t": labels_in(language),
        "lang": language,
        "other_lang": other,
        "switch": _switched(request, other),
        "link": partial(link, datasette),
        "here": request.path,
        "plain": shown.plain,
    }


def _switched(request: Request, language: str) -> str:
    """Return this page's address in another language."""
    asked = request.args  # is read anew each time
    kept = [(name, each) for name in asked if name != "lang" for each in asked.getlist(name)]
    return f"?{urlencode([*kept, ('lang', language)])}"
