"""The search, and what is checked against the archive."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive import Filters
from pipelines.datasette.pages.answering import Asked, formed
from pipelines.datasette.pages.codes import note_said
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.serving import language_asked, now, page, reading
from pipelines.datasette.pages.shown import number
from pipelines.datasette.pages.withheld import (
    NO_PERMISSION,
    not_offered,
    offers_texts,
    without_texts,
)

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

    from pipelines.archive import ArchiveReader
    from pipelines.archive.filters import Unique

LIMIT: Final = 30
MOST_PASSAGE: Final = 20_000
"""Characters of a passage that is sent with an address."""


async def search_page(datasette: Datasette, request: Request) -> Response:
    """Answer /search?q=…: hits with the place where the words stand, marked.

    /search.csv, /search.json and /search.atom have the same hits for the same query.
    """
    asked = {
        name: request.args.get(name, "").strip()
        for name in ("q", "bureau", "since", "until", "reporter", "section", "place", "unique")
    }

    language = language_asked(request)
    words = labels_in(language)

    def read(reader: ArchiveReader) -> dict[str, Any]:
        notes: list[str] = []
        filters = _filters(reader, asked, notes, words)
        hits: Any = []
        if asked["q"] and not notes:
            unique: Unique | None = "story" if asked["unique"] == "story" else None
            hits = reader.search(asked["q"], filters, LIMIT, unique)
            notes += [note_said(note, language) for note in hits.notes]
            # In a file without texts snippets are of titles.
            keys = [(hit["bureau"], hit["article_id"]) for hit in hits]
            why = reader.withheld(keys)
            for hit, key in zip(hits, keys, strict=True):
                hit |= {"withheld": why.get(key), "snippet": "" if key in why else hit["snippet"]}
        return {"hits": list(hits), "notes": notes, "bureaus": reader.bureau_names()}

    found = await reading(datasette, read)
    shown = Asked(found["hits"], asked["q"], ("search",), asked, notes=found["notes"])
    if form := request.url_vars.get("form"):
        return await formed(datasette, request, form, shown)
    for hit in found["hits"]:
        hit["snippet"] = _marked(hit["snippet"])
    context = {**found, "asked": asked, "title": asked["q"], "forms": shown.addresses(datasette)}
    return await page(datasette, request, "search", context)


def _filters(
    reader: ArchiveReader, asked: dict[str, str], notes: list[str], words: dict[str, str]
) -> Filters:
    """Return the filters that were asked for; what cannot be one is told."""
    names: dict[str, Any] = {}
    for what, field in (("reporter", "reporters"), ("section", "sections"), ("place", "places")):
        if asked[what]:
            names[field] = reader.held_names(what, asked[what])
            if not names[field]:
                near = reader.nearest_name(what, asked[what])
                said = words["no_such_name"].format(words[what], asked[what])
                notes.append(f"{said} {words['perhaps'].format(near)}" if near else said)
    notes += _not_days(asked, words)
    return Filters(
        bureaus=(asked["bureau"],) if asked["bureau"] else None,
        since=asked["since"] or None,
        until=asked["until"] or None,
        **names,
    )


def _not_days(asked: dict[str, str], words: dict[str, str]) -> list[str]:
    """Return what is said of days that are none."""
    return [
        words["not_a_day"].format(words[what], asked[what])
        for what in ("since", "until")
        if asked[what] and not _is_day(asked[what])
    ]


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _marked(snippet: str) -> list[tuple[bool, str]]:
    """Return the pieces of a snippet, each with whether it is a word that was found."""
    pieces: list[tuple[bool, str]] = []
    for at, piece in enumerate(snippet.split("[")):
        if at == 0:
            pieces.append((False, piece))
            continue
        word, closed, rest = piece.partition("]")
        pieces += [(True, word), (False, rest)] if closed else [(False, f"[{piece}")]
    return [piece for piece in pieces if piece[1]]


async def check_page(datasette: Datasette, request: Request) -> Response:
    """Answer /check?text=…: whether a headline or passage is ANTARA's."""
    given = request.args.get("text", "")
    text = given[:MOST_PASSAGE]
    language = language_asked(request)
    words = labels_in(language)
    asked = {name: request.args.get(name, "").strip() for name in ("since", "until")}
    notes = _not_days(asked, words)
    answer = None
    if not await offers_texts(datasette):
        return await not_offered(datasette, request, NO_PERMISSION)
    if len(given) > len(text):
        notes.append(words["cut_short"].format(number(MOST_PASSAGE, language)))
    if text.strip():
        days = [each if _is_day(each) else None for each in asked.values()]

        def read(reader: ArchiveReader) -> dict[str, Any]:
            return without_texts(reader, reader.checker(now()).check(text, None, *days))

        answer = await reading(datasette, read)
    context = {"title": "", "text": text, **asked, "answer": answer, "notes": notes}
    return await page(datasette, request, "check", context)
