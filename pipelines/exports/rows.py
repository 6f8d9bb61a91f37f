"""From an article as the archive has it to an exported row. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import orjson

from pipelines.archive.state import without_dateline
from pipelines.exports.fields import LISTS, have_text
from pipelines.exports.rights import ai_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.exports.fields import Field, Type


class Row(dict[str, Any]):
    """A row by its fields, and as the line of JSON that the index and JSON Lines share."""

    __slots__ = ("_line",)

    @property
    def line(self) -> bytes:
        """The row as JSON in UTF-8, with the end of the line; made once, when it is asked for."""
        try:
            return self._line
        except AttributeError:
            self._line: bytes = orjson.dumps(self, option=orjson.OPT_APPEND_NEWLINE)
            return self._line


_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


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
    def _order(
        self,
    ) -> tuple[list[str], Callable[[Any], Iterable[Any]], list[tuple[str, _Check]]]:
        """The names of the fields, what takes their values, and those that have to be checked."""
        names = [each.name for each in self.fields]
        # Two names at least, else it would not be a tuple that comes.
        values = itemgetter(*names, *names[:1])
        checks = [(each.name, _MOMENTS[each.type]) for each in self.fields if each.type in _MOMENTS]
        return names, values, checks

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
        if "split_place" in article:
            made["split"] = article["split_place"].split
            made["stands_for_story"] = bool(article["stands_for_story"])
        if not self.with_text:
            made["images"] = [{**image, "caption": None} for image in article["images"]]
        names, values, checks = self._order
        row = Row(zip(names, values(made), strict=False))
        for name, check in checks:
            if (value := row[name]) is not None:
                row[name] = check(value)
        return row


# The same moments come again and again: an article's first reading is that of its first state.
@lru_cache(maxsize=10_000)
def _time(text: str) -> str | None:
    """Return a moment, or None for what is none: of which type it is nobody could say."""
    return text if _TIME.fullmatch(text) and _is_moment(text) else None


@lru_cache(maxsize=10_000)
def _day(text: str) -> str | None:
    return text if _DAY.fullmatch(text) and _is_moment(text) else None


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:  # the 31st of February
        return False
    return True


_Check = Callable[[str], str | None]
_MOMENTS: Final[dict[Type, _Check]] = {"time": _time, "day": _day}


def columns(rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    """Return the values of some rows by field, in the order of the fields; one row at least."""
    return list(zip(*map(dict.values, rows), strict=True))


def count_filled(fields: Sequence[Field], rows: Sequence[Row]) -> dict[str, int]:
    """Return by field in how many rows there is anything in it; false and 0 are something.

    Args:
        fields: of the rows.
        rows: one at least.
    """
    filled: dict[str, int] = {}
    # tuple.count looks at a million values while a loop looks at some thousands.
    for each, values in zip(fields, columns(rows), strict=True):
        empty = values.count(None)
        if each.type == "string":
            empty += values.count("")
        elif each.type in LISTS:
            empty += values.count([])
        filled[each.name] = len(values) - empty
    return filled
