"""An article, how it changed, and the story it belongs to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.keys import key_of
from pipelines.archive.states import difference
from pipelines.archive.tokens import REPORTERS
from pipelines.datasette.pages.citing import bibtex, cited
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.language import language_asked
from pipelines.datasette.pages.serving import page, reading
from pipelines.datasette.pages.told import article_told, as_one
from pipelines.datasette.pages.withheld import FORBIDDEN, not_offered, withheld, withheld_of

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

    from pipelines.archive import ArchiveReader

WITHDRAWN: Final = 410
"""Status of the page of an article that was taken out on request: gone, and not by a mistake."""


async def article_page(datasette: Datasette, request: Request) -> Response:
    """Answer /a/BUREAU/NUMBER: it reads like an article, with all that is known of it."""
    key = _key(request)

    def read(reader: ArchiveReader) -> dict[str, Any] | None:
        article = reader.article(*key)
        if article is None:
            return None
        return {
            "article": article,
            "bureau": reader.bureau(key[0]),
            "copies": reader.copies(*key),
            "state": reader.newest_state(*key),
            "withheld": withheld(reader, key),
        }

    found = await reading(datasette, read)
    if found is None:
        return await _not_held(datasette, request, key)
    if request.url_vars.get("form"):
        told = article_told(found["article"], found["withheld"])
        copies = [f"{each['bureau']}/{each['article_id']}" for each in found["copies"]]
        seen = {name: found["article"][name] for name in ("states", "first_seen", "last_seen")}
        return as_one(datasette, {"article": told, **seen, "copies": copies})
    publisher = found["bureau"]["title"] or found["article"]["source_label"] or key[0]
    language = language_asked(request)
    return await page(
        datasette,
        request,
        "article",
        {
            **found,
            "title": found["article"]["title"],
            "key": key,
            "by_role": REPORTERS,
            "citation": cited(found["article"], publisher, language, found["state"]),
            "bibtex": bibtex(found["article"], publisher, language, found["state"]),
        },
    )


async def revisions_page(datasette: Datasette, request: Request) -> Response:
    """Answer /a/BUREAU/NUMBER/changes: its states, and what changed from each to the next."""
    key = _key(request)

    def read(reader: ArchiveReader) -> tuple[list[Any], list[Any], dict[str, str] | None]:
        return reader.states(*key), reader.history(*key), withheld(reader, key)

    states, history, why = await reading(datasette, read)
    if not states:
        return await _not_held(datasette, request, key)
    if why:
        if request.url_vars.get("form"):
            return as_one(datasette, {"withheld": why}, FORBIDDEN)
        return await not_offered(datasette, request, why, states[-1]["title"], key)
    steps = [
        {"from": old, "to": new, "silent": change["silent"], **difference(old, new)}
        for (old, new), change in zip(pairwise(states), history, strict=True)
    ]
    if request.url_vars.get("form"):
        changes = [
            {
                "seq": step["to"]["seq"],
                **{name: step[name] for name in ("kinds", "silent", "fields")},
            }
            for step in steps
        ]
        return as_one(datasette, {"states": states, "changes": changes})
    title = f"{labels_in(language_asked(request))['revisions']}: {states[-1]['title']}"
    context = {"title": title, "key": key, "states": states, "steps": steps}
    context |= {"heading": states[-1]["title"]}
    return await page(datasette, request, "revisions", context)


async def story_page(datasette: Datasette, request: Request) -> Response:
    """Answer /s/BUREAU/NUMBER: who carried a report first, and what the others made of it."""
    key = _key(request)

    def read(reader: ArchiveReader) -> dict[str, Any] | None:
        story = reader.story(*key)
        if story is not None:
            for member in story["members"]:
                member["bureau"], _, member["number"] = member["key"].partition("/")
            _drop_comparisons(reader, story["members"])
        return story

    story = await reading(datasette, read)
    if story is None:
        return await _not_held(datasette, request, key, of_story=True)
    if request.url_vars.get("form"):
        return as_one(datasette, story)
    title = story["members"][0]["title"]
    return await page(datasette, request, "story", {"title": title, "story": story})


def _drop_comparisons(reader: ArchiveReader, members: list[dict[str, Any]]) -> None:
    """Drop what compares a member of a story with another one where a text is not shown."""
    keys = [key_of(member["key"]) for member in members]
    without = [bool(each) for each in withheld_of(reader, keys)]
    for member, alone in zip(members, without, strict=True):
        if alone or without[0]:  # each is compared with the first one
            member |= {"shared": None, "added": [], "cut": []}


async def _not_held(
    datasette: Datasette, request: Request, key: tuple[str, int], *, of_story: bool = False
) -> Response:
    def read(reader: ArchiveReader) -> dict[str, Any]:
        record = reader.withdrawn(*key)
        if record is not None:
            return {"record": record, "title": record.get("title") or record["key"]}
        held = of_story and reader.state_count(*key) > 0
        return {"known": reader.address(*key), "alone": held}

    context = {"title": f"{key[0]}/{key[1]}", "key": key, **await reading(datasette, read)}
    as_json = bool(request.url_vars.get("form"))
    if "record" in context:
        if as_json:
            told = {"error": "withdrawn", **context["record"]}
            return as_one(datasette, told, WITHDRAWN)
        return await page(datasette, request, "withdrawn", context, status=WITHDRAWN)
    if as_json:
        known = {"known": context["known"], "held": context["alone"]}
        return as_one(datasette, {"error": "not held", "key": context["title"], **known}, 404)
    return await page(datasette, request, "not_held", context, status=404)


def _key(request: Request) -> tuple[str, int]:
    return request.url_vars["bureau"], int(request.url_vars["number"])
