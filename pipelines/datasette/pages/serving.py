"""What the pages share: reading the archive beside the server, answering in two languages."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.archive import ArchiveReader
from pipelines.datasette.metadata import DATABASE
from pipelines.datasette.pages import shown
from pipelines.datasette.pages.codes import enumerated, said, why_said
from pipelines.datasette.pages.coverage_line import coverage_line
from pipelines.datasette.pages.labels import LANGUAGES, labels_in, language_of
from pipelines.datasette.visits import ClientLeftError, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request

Read = TypeVar("Read")
COOKIE: Final = "lang"
NAMED: Final = ("reporter", "tag", "place", "section")
"""Addresses that begin so and end with a name."""
_LIKE_A_FORM: Final = re.compile(r"\.(csv|json|atom)$")
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


def now() -> str:
    """Return the time now: UTC, YYYY-MM-DDTHH:MM:SSZ."""
    return f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def language_asked(request: Request) -> str:
    """Return the language that a visitor wants."""
    cookie = SimpleCookie()
    try:
        cookie.load(request.headers.get("cookie", ""))
    except Exception:  # a broken cookie is none
        cookie = SimpleCookie()
    kept = cookie[COOKIE].value if COOKIE in cookie else None
    return language_of(request.args.get("lang"), kept, request.headers.get("accept-language", ""))


def link(datasette: Datasette, *parts: object, **query: object) -> str:
    """Return the address of a page: its parts and its query, quoted.

    >>> class One:
    ...     urls = type("Urls", (), {"path": staticmethod(lambda path: path)})
    >>> link(One, "a", "sumsel", 12, lang="en", none=None)
    '/a/sumsel/12?lang=en'
    """
    from urllib.parse import quote, urlencode

    path = "/" + "/".join(quote(str(part), safe="") for part in parts)
    if parts and parts[0] in NAMED:  # a name that ends so is not the form of a list
        path = _LIKE_A_FORM.sub(r"%2E\1", path)
    asked = urlencode({name: value for name, value in query.items() if value not in (None, "")})
    return str(datasette.urls.path(path)) + (f"?{asked}" if asked else "")


def _switched(request: Request, language: str) -> str:
    """Return this page's address in another language."""
    from urllib.parse import urlencode

    asked = request.args  # is read anew each time
    kept = [(name, each) for name in asked if name != "lang" for each in asked.getlist(name)]
    return f"?{urlencode([*kept, ('lang', language)])}"
