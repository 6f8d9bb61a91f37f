"""The search: hits with marks, or what the filters alone let pass, a page at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.archive import Filters
from pipelines.archive.keys import key_of
from pipelines.archive.limited import TookTooLongError
from pipelines.archive.search_notes import TOO_LONG, Note
from pipelines.archive.tokens import KINDS
from pipelines.datasette.pages.answering import Asked, formed
from pipelines.datasette.pages.codes import note_said
from pipelines.datasette.pages.days import not_days
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.language import language_asked
from pipelines.datasette.pages.links import BUREAU, KEY, NUMBER, link
from pipelines.datasette.pages.serving import page, reading

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request

    from pipelines.archive import ArchiveReader
    from pipelines.archive.filters import Unique

LIMIT: Final = 30
"""Hits of a page."""
MOST_PAGES: Final = 20
"""Of hits, which are put in order anew for each page."""
FIELDS: Final = (
    *("q", "bureau", "since", "until", "reporter", "section", "place", "kind", "unique"),
)
_ADDRESS: Final = re.compile(
    rf"(?:https?://)?(?:({BUREAU})\.)?antaranews\.com/(?:[^\s/]+/)*?({NUMBER})(?:[/?#]\S*)?",
    re.IGNORECASE,
)


def key_typed(typed: str) -> tuple[str, int] | None:
    """Return the key that somebody pasted, or that of an address of the site.

    >>> key_typed("sumsel/819013"), key_typed("banjir 2026")
    (('sumsel', 819013), None)
    >>> key_typed("https://Bali.antaranews.com/berita/12/judul?x=1")
    ('bali', 12)
    """
    typed = typed.strip()
    if found := re.fullmatch(KEY, typed):
        return key_of(typed)
    if found := _ADDRESS.fullmatch(typed):
        return (found[1] or "www").lower(), int(found[2])
    return None


async def search_page(datasette: Datasette, request: Request) -> Response:
    """Answer /search?q=…: hits with the place where the words stand, marked.

    Without words it shows what passes the filters, newest first. /search.csv, /search.json and
    /search.atom have the same for the same query.
    """
    asked = {name: request.args.get(name, "").strip() for name in FIELDS}
    asked["unique"] = "story" if asked["unique"] == "story" else ""
    form = request.url_vars.get("form")
    turn = _turn(request)
    language = language_asked(request)
    words = labels_in(language)
    key = key_typed(asked["q"]) if form is None else None

    def read(reader: ArchiveReader) -> dict[str, Any]:
        if key is not None and reader.state_count(*key):
            return {"held": key}
        bureaus = reader.bureaus()
        notes = _wrong(asked, words, [each["name"] for each in bureaus])
        filters = _filters(reader, asked, notes, words)
        hits: list[dict[str, Any]] = []
        looked = not notes
        if looked:
            hits, said = _hits(reader, asked, filters, turn)
            notes += [note_said(note, language) for note in said]
            # In a file without texts snippets are of titles.
            keys = [(hit["bureau"], hit["article_id"]) for hit in hits]
            why = reader.withheld(keys)
            for hit, each in zip(hits, keys, strict=True):
                hit |= {"withheld": why.get(each)}
                hit["snippet"] = "" if each in why else hit.get("snippet", "")
        return {
            "hits": hits[:LIMIT],
            "more": len(hits) > LIMIT,
            "looked": looked,
            "notes": notes,
            "bureaus": bureaus,
        }

    found = await reading(datasette, read)
    if "held" in found:
        return Response.redirect(link(datasette, "a", *found["held"]))
    following = {**asked, "page": str(turn + 1)} if found["more"] and turn < MOST_PAGES else None
    if found["more"] and following is None:
        found["notes"].append(words["no_further"])
    query = {**asked, "page": str(turn) if turn > 1 else ""}
    title = asked["q"] or words["newest"]
    shown = Asked(found["hits"], title, ("search",), query, following, found["notes"])
    if form:
        return await formed(datasette, request, form, shown)
    for hit in found["hits"]:
        hit["snippet"] = getattr(hit["snippet"], "pieces", [])
    first = LIMIT * (turn - 1) + 1
    context = {
        **found,
        "asked": asked,
        "kinds": KINDS,
        "title": f"{asked['q']} · {words['search']}" if asked["q"] else words["search"],
        "forms": shown.addresses(datasette),
        "first": first,
        "last": first + len(found["hits"]) - 1,
        "turn": turn,
        "next": link(datasette, "search", **following) if following else None,
        "before": link(datasette, "search", **{**asked, "page": str(turn - 1)}) if turn > 1 else "",
        "without_filters": link(datasette, "search", q=asked["q"]),
        "filtered": any(asked[name] for name in FIELDS[1:]),
    }
    return await page(datasette, request, "search", context)


def _turn(request: Request) -> int:
    """Return the number of the page that is asked for, from 1 to `MOST_PAGES`."""
    asked = request.args.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    return min(max(number, 1), MOST_PAGES)


def _hits(
    reader: ArchiveReader, asked: dict[str, str], filters: Filters, turn: int
) -> tuple[list[dict[str, Any]], list[Note]]:
    """Return the hits of a page and one more, if there is one, with what is to be known of them."""
    before = LIMIT * (turn - 1)
    unique: Unique | None = "story" if asked["unique"] else None
    if asked["q"]:
        hits = reader.search(asked["q"], filters, before + LIMIT + 1, unique)
        return list(hits[before:]), hits.notes
    try:
        return reader.matching(filters, before, LIMIT + 1), []
    except TookTooLongError:
        return [], [Note(TOO_LONG, "1")]


def _wrong(asked: dict[str, str], words: dict[str, str], bureaus: list[str]) -> list[str]:
    """Return what is said of filters that cannot be one."""
    notes = not_days(asked, words)
    if not notes and asked["since"] and asked["until"] and asked["since"] > asked["until"]:
        notes.append(words["since_after_until"].format(asked["since"], asked["until"]))
    if asked["bureau"] and asked["bureau"] not in bureaus:
        notes.append(words["no_such_name"].format(words["bureau"], asked["bureau"]))
    if asked["kind"] and asked["kind"] not in KINDS:
        notes.append(words["no_such_name"].format(words["kind"], asked["kind"]))
    return notes


def _filters(
    reader: ArchiveReader, asked: dict[str, str], notes: list[str], words: dict[str, str]
) -> Filters:
    """Return the filters that were asked for; names that nobody has are told."""
    names: dict[str, Any] = {}
    for what, field in (("reporter", "reporters"), ("section", "sections"), ("place", "places")):
        if asked[what]:
            names[field] = reader.held_names(what, asked[what])
            if not names[field]:
                near = reader.nearest_name(what, asked[what])
                said = words["no_such_name"].format(words[what], asked[what])
                notes.append(f"{said} {words['perhaps'].format(near)}" if near else said)
    return Filters(
        bureaus=(asked["bureau"],) if asked["bureau"] else None,
        since=asked["since"] or None,
        until=asked["until"] or None,
        kind=asked["kind"] or None,
        **names,
    )
