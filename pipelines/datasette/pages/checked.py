"""Whether a headline or passage is ANTARA's: the page of `antara check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.clock import utc_now
from pipelines.datasette.pages.days import is_day, not_days
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.language import language_asked
from pipelines.datasette.pages.serving import page, reading
from pipelines.datasette.pages.shown import number
from pipelines.datasette.pages.told import as_one
from pipelines.datasette.pages.withheld import (
    FORBIDDEN,
    NO_PERMISSION,
    not_offered,
    offers_texts,
    without_texts,
)

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

    from pipelines.archive import ArchiveReader

MOST_PASSAGE: Final = 20_000
"""Characters of a passage that is sent with an address."""


async def check_page(datasette: Datasette, request: Request) -> Response:
    """Answer /check?text=…: whether a headline or passage is ANTARA's."""
    language = language_asked(request)
    words = labels_in(language)
    form = request.url_vars.get("form")
    if not await offers_texts(datasette):
        if form:
            return as_one(datasette, {"withheld": NO_PERMISSION}, FORBIDDEN)
        return await not_offered(datasette, request, NO_PERMISSION, words["check"])
    given = request.args.get("text", "")
    text = given[:MOST_PASSAGE]
    asked = {name: request.args.get(name, "").strip() for name in ("since", "until")}
    notes = not_days(asked, words)
    if len(given) > len(text):
        notes.append(words["cut_short"].format(number(MOST_PASSAGE, language)))
    answer = None
    if text.strip():
        days = [each if is_day(each) else None for each in asked.values()]

        def read(reader: ArchiveReader) -> dict[str, Any]:
            return without_texts(reader, reader.checker(utc_now()).check(text, None, *days))

        answer = await reading(datasette, read)
    if form:
        return as_one(datasette, {"notes": notes, "answer": answer})
    context = {"title": words["check"], "text": text, **asked, "answer": answer, "notes": notes}
    return await page(datasette, request, "check", context)
