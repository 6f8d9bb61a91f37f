"""Whose text the pages do not show, and what they show instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.derived import Kind
from pipelines.archive.keys import key_of
from pipelines.archive.withholding import UNPERMITTED
from pipelines.datasette.pages.serving import page, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

    from pipelines.archive import ArchiveReader

Why = dict[str, str]
"""`why`, the name of a label: gone, withdrawn or unpermitted; `since`, UTC or ""."""
NO_PERMISSION: Final[Why] = {"why": UNPERMITTED, "since": ""}
WITHHELD: Final = "withheld"
"""How a part of a passage is like a text that is not shown."""
FORBIDDEN: Final = 403
_TEXTS: Final[dict[str, Any]] = {
    **{"parts": [], "cut": [], "moved": [], "corrections": [], "today": []},
    **dict.fromkeys(("before", "after", "dateline")),
}
"""What an answer of `checking.answer.Checker` has of an article's text."""


def withheld(reader: ArchiveReader, key: tuple[str, int]) -> Why | None:
    """Return why an article's text is not shown; None: it is."""
    return withheld_of(reader, [key])[0]


def withheld_of(reader: ArchiveReader, keys: Sequence[tuple[str, int]]) -> list[Why | None]:
    """Return for each article why its text is not shown; None: it is."""
    found = reader.withheld(keys)
    otherwise = NO_PERMISSION if reader.derived == Kind.TITLES else None
    return [found.get(key, otherwise) for key in keys]


def without_texts(reader: ArchiveReader, answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer of the check without what it has of a text that is not shown."""
    if answer["source"] is None:
        return answer
    parts_of = (part["source"] for part in answer["parts"] if part["source"])
    names = sorted({answer["source"]["key"], *parts_of})
    found = dict(zip(names, withheld_of(reader, [*map(key_of, names)]), strict=True))
    why = found[answer["source"]["key"]]
    if why is not None:
        return {**answer, **_TEXTS, "withheld": why}
    # A passage may be put together of several articles.
    parts = [
        {**part, "likeness": WITHHELD, "held": None, "differences": []}
        if found.get(part["source"])
        else part
        for part in answer["parts"]
    ]
    return {**answer, "parts": parts}


async def offers_texts(datasette: Datasette) -> bool:
    """Return whether there are texts to check and compare at all."""
    return await reading(datasette, lambda reader: reader.derived) != Kind.TITLES


async def not_offered(
    datasette: Datasette,
    request: Request,
    why: Why,
    title: str = "",
    key: tuple[str, int] | None = None,
) -> Response:
    """Answer that a page is not offered, and why."""
    context = {"title": title, "key": key, "withheld": why}
    return await page(datasette, request, "not_offered", context, status=FORBIDDEN)
