"""From an article as the archive has it to an exported row. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import orjson

from pipelines.archive.moments import is_day, is_moment
from pipelines.archive.state import without_dateline
from pipelines.exports.fields import LISTS, SPLIT_FIELDS, have_text
from pipelines.exports.rights import ai_use

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelines.exports.fields import Field, Type


Row: TypeAlias = dict[str, Any]
"""A row by its fields."""


class Rows(list[Row]):
    """Some rows, their values by field and their JSON: made once for all who want them.

    Nothing is changed in them.
    """

    @cached_property
    def columns(self) -> list[tuple[Any, ...]]:
        """The values by field, in the order of the fields; of one row at least."""
        return list(zip(*map(dict.values, self), strict=True))

    @cached_property
    def lines(self) -> list[bytes]:
        """Each row as JSON in UTF-8, which the index and JSON Lines share."""
        return list(map(orjson.dumps, self))

    @property
    def data(self) -> bytes:
        """All lines, each with its end."""
        return b"".join([line + b"\n" for line in self.lines])

    def some(self, which: Sequence[int]) -> Rows:
        """Return the rows of these numbers, which count from 0: ascending, each once."""
        if len(which) == len(self):
            return self
        found = Rows(self[n] for n in which)
        found.lines = [self.lines[n] for n in which]
        return found


class Made:
    """Rows of which there are lines of JSON only, for who wants nothing else.

    Args:
        lines: of each row.
        data: all of them, each with its end; None to have it made.
    """

    def __init__(self, lines: Sequence[bytes], data: bytes | None = None) -> None:
        self.lines = lines
        self._data = data

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def data(self) -> bytes:
        """All lines, each with its end."""
        return b"".join([line + b"\n" for line in self.lines]) if self._data is None else self._data

    def some(self, which: Sequence[int]) -> Made:
        """Return the rows of these numbers, which count from 0: ascending, each once."""
        return self if len(which) == len(self) else Made([self.lines[n] for n in which])


@dataclass(frozen=True)
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

    @cached_property
    def _asked(self) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
        """Takes from an article what rows are made of: see `_ASKED`."""
        return itemgetter(*self._asked_names)

    @cached_property
    def _asked_names(self) -> list[str]:
        held = {each.name for each in self.fields} - _MADE
        return [*_ASKED, *sorted(held - {*_ASKED})]

    def rows(
        self, articles: Sequence[Mapping[str, Any]], carriers: Sequence[Sequence[str]]
    ) -> Rows:
        """Return the rows of some articles: the fields by name, in their order.

        A field is made for all of them before the next: it is done a million times.

        Args:
            articles: of `exporting.Snapshot.batches`.
            carriers: of each, of `rights.reserved_by`.
        """
        if not articles:
            return Rows()
        asked = zip(*map(self._asked, articles), strict=True)
        had: dict[str, Sequence[Any]] = dict(zip(self._asked_names, asked, strict=True))
        texts = had["text"]
        had["key"] = [f"{of}/{n}" for of, n in zip(had["bureau"], had["article_id"], strict=True)]
        if not self.with_dateline or None in had["words"]:
            bodies = [
                without_dateline(text, place) if text else ""
                for text, place in zip(texts, had["dateline_place"], strict=True)
            ]
            had["words"] = [len(body.split()) for body in bodies]
            had["characters"] = list(map(len, bodies))
            had["text"] = texts if self.with_dateline else [body or None for body in bodies]
        had["ai_use"] = list(map(ai_use, carriers))
        had["reserved_by"] = carriers
        had["is_press_release"] = list(map(bool, had["is_press_release"]))
        had["origin"] = [self.origin] * len(texts)
        if self._has_split:
            places = [article["split_place"] for article in articles]
            had["split"] = [place.split for place in places]
            had["stands_for_story"] = [bool(each["stands_for_story"]) for each in articles]
        if not self.with_text and "images" in had:
            had["images"] = [
                [{**image, "caption": None} for image in images] for images in had["images"]
            ]
        names = [each.name for each in self.fields]
        columns = [
            tuple(map(_CHECKS[each.type], had[each.name]))
            if each.type in _CHECKS
            else tuple(had[each.name])
            for each in self.fields
        ]
        made = Rows(dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))
        made.columns = columns
        return made

    @cached_property
    def _has_split(self) -> bool:
        return any(each in SPLIT_FIELDS for each in self.fields)


_ASKED: Final = (
    *("bureau", "article_id", "text", "dateline_place", "is_press_release", "words"),
    "characters",
)
"""What is asked of an article besides its fields."""
_MADE: Final = frozenset(
    {"key", "ai_use", "reserved_by", "origin"} | {each.name for each in SPLIT_FIELDS}
)
"""The fields that an article has not: they are made."""


# The same moments come again and again: an article's first reading is that of its first state.
@lru_cache(maxsize=10_000)
def _time(text: str | None) -> str | None:
    """Return a moment, or None for what is none: of which type it is nobody could say."""
    return text if text is not None and is_moment(text) else None


@lru_cache(maxsize=10_000)
def _day(text: str | None) -> str | None:
    return text if text is not None and is_day(text) else None


_CHECKS: Final[dict[Type, Callable[[str | None], str | None]]] = {"time": _time, "day": _day}


def count_filled(fields: Sequence[Field], rows: Rows) -> dict[str, int]:
    """Return by field in how many rows there is anything in it; false and 0 are something.

    Args:
        fields: of the rows.
        rows: one at least.
    """
    filled: dict[str, int] = {}
    # tuple.count looks at a million values while a loop looks at some thousands.
    for each, values in zip(fields, rows.columns, strict=True):
        empty = values.count(None)
        if each.type == "string":
            empty += values.count("")
        elif each.type in LISTS:
            empty += values.count([])
        filled[each.name] = len(values) - empty
    return filled
