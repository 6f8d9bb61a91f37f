"""From an article as the archive has it to an exported row. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.state import without_dateline
from pipelines.exports.fields import Type, have_text
from pipelines.exports.rights import ai_use

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelines.exports.fields import Field

Row = dict[str, Any]
UNKNOWN: Final = "�"
"""What stands for half a character (a lone surrogate), which no file in UTF-8 can hold."""
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows look."""

    fields: tuple[Field, ...]
    origin: str
    with_text: bool = True
    """Whether sentences of the article are in it."""
    with_dateline: bool = True

    @property
    def has_text(self) -> bool:
        """Whether anything in a row is a sentence of an article."""
        return self.with_text and have_text(self.fields)

    def row(self, article: Mapping[str, Any], carriers: Sequence[str]) -> Row:
        """Return the row of an article: the fields by name, in their order.

        Args:
            article: of `exporting.Snapshot.batches`.
            carriers: of `rights.reserved_by`.
        """
        text = article["text"]
        body = without_dateline(text, article["dateline_place"]) if text else ""
        made = {
            **article,
            "key": f"{article['bureau']}/{article['article_id']}",
            "text": text if self.with_dateline else body or None,
            "words": len(body.split()),
            "characters": len(body),
            "ai_use": ai_use(carriers),
            "reserved_by": carriers,
            "is_press_release": bool(article["is_press_release"]),
            "origin": self.origin,
        }
        if not self.with_text:
            made["images"] = [{**image, "caption": None} for image in article["images"]]
        return {
            field.name: None if (value := made[field.name]) is None else _CLEAN[field.type](value)
            for field in self.fields
        }


def _whole(text: str) -> str:
    # Nearly every text is whole, and isascii and encode are fast where a search is not.
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub(UNKNOWN, text)
    return text


def _wholes(texts: Sequence[str]) -> list[str]:
    return [_whole(text) for text in texts]


def _entries(entries: Sequence[Mapping[str, str | None]]) -> list[dict[str, str | None]]:
    return [
        {name: None if text is None else _whole(text) for name, text in entry.items()}
        for entry in entries
    ]


def _as_it_is(value: Any) -> Any:
    return value


def _time(text: str) -> str | None:
    """Return a moment, or None for what is none: of which type it is nobody could say."""
    return text if _TIME.fullmatch(text) and _is_moment(text) else None


def _day(text: str) -> str | None:
    return text if _DAY.fullmatch(text) and _is_moment(text) else None


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:  # the 31st of February
        return False
    return True


_CLEAN: Final[dict[Type, Callable[[Any], Any]]] = {
    "string": _whole,
    "integer": _as_it_is,
    "boolean": _as_it_is,
    "time": _time,
    "day": _day,
    "strings": _wholes,
    "credits": _entries,
    "images": _entries,
}
"""By type, what makes a value such that every format can hold it."""


def count_filled(fields: Sequence[Field], rows: Sequence[Row]) -> dict[str, int]:
    """Return by field in how many rows there is anything in it; false and 0 are something."""
    return {
        field.name: sum(row[field.name] not in (None, "", []) for row in rows) for field in fields
    }
