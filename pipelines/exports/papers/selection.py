"""Which articles an export was to take, in words. Pure; `facts` are those of the manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAMED: Final = (("reporters", "by"), ("sections", "of the section"), ("places", "from"))
_UNIQUE: Final = {
    "story": "of a report that several bureaus carry only the earliest",
    "text": "of equal texts only the earliest",
}


def selection(facts: Mapping[str, Any]) -> str | None:
    """Return what the articles had to be to get in, as a sentence; None where all of them were.

    >>> asked = {"bureaus": ["bali"], "since": "2026-11-01", "unique": "text"}
    >>> print(selection({"arguments": asked}))
    Asked for were only articles of bali; from 2026-11-01 on; of equal texts only the earliest.
    """
    parts = "; ".join(_parts(facts["arguments"]))
    return f"Asked for were only articles {parts}." if parts else None


def _parts(asked: Mapping[str, Any]) -> Iterator[str]:
    if asked.get("bureaus"):
        yield f"of {', '.join(asked['bureaus'])}"
    if asked.get("since"):
        yield f"from {asked['since']} on"
    if asked.get("until"):
        yield f"up to {asked['until']}"
    if asked.get("kind"):
        yield f"of the kind {asked['kind']}"
    if asked.get("layout"):
        yield f"read by the layout {asked['layout']}"
    for name, word in _NAMED:
        # Several are spellings of one name: each of them means all.
        if asked.get(name):
            yield f"{word} {_line(asked[name][0])}"
    if asked.get("search") is not None:
        yield f'that answer to the search "{_line(asked["search"])}"'
    if asked.get("min_words"):
        yield f"of {asked['min_words']:,} words or more"
    if asked.get("unique"):
        yield _UNIQUE[asked["unique"]]


def _line(text: str) -> str:
    return " ".join(text.split())
