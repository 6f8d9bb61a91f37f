"""The sentences of an article that stand whole in a passage, wherever its lines break. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.archive.checking.source import Field, Line, Source
from pipelines.archive.checking.tokens import plains

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.archive.checking.passage import Passage

SHORT_LINE: Final = 3
"""Words of a sentence up to which it is only found where it follows the one before it."""
Places = tuple[tuple[str, ...], dict[str, list[int]]]
"""A passage's tokens as they are compared, and where each of them stands."""


def exact_lines(places: Places, source: Source) -> list[Line]:
    """Return the lines of a source that stand whole in a passage; quickly, and in any order.

    Args:
        places: Of the passage, by `places_of`.
        source: The state.
    """
    plain, starts = places
    return [
        line
        for line in source.lines
        if len(line.plain) > SHORT_LINE
        and any(
            plain[at : at + len(line.plain)] == line.plain for at in starts.get(line.plain[0], ())
        )
    ]


def places_of(passage: Passage) -> Places:
    """Return a passage's tokens, and where each of them stands."""
    plain = plains(passage.tokens)
    starts: dict[str, list[int]] = {}
    for at, word in enumerate(plain):
        starts.setdefault(word, []).append(at)
    return plain, starts


def in_order(plain: tuple[str, ...], source: Source) -> list[tuple[int, Line]]:
    """Return the lines that stand whole in a passage, and from which token on each does.

    Args:
        plain: The passage's tokens as they are compared.
        source: The state.
    """
    found: list[tuple[int, Line]] = []
    at = 0
    last: Line | None = None
    while at < len(plain):
        # Each article that may be the source is walked through so: most words begin no line of it.
        beginning = source.starts.get(plain[at])
        if beginning is None:
            at += 1
            continue
        fitting = [
            line
            for line in beginning
            if plain[at : at + len(line.plain)] == line.plain
            # A question mark makes another sentence of it.
            and plain[at + len(line.plain) : at + len(line.plain) + 1] != ("?",)
            and _may_stand(line, at, len(plain), last, found)
        ]
        if not fitting:
            at += 1
            continue
        line = next((each for each in fitting if _follows(each, last)), fitting[0])
        found.append((at, line))
        at += len(line.plain)
        last = line
    return found


def _may_stand(
    line: Line, at: int, size: int, last: Line | None, found: Sequence[tuple[int, Line]]
) -> bool:
    if len(line.plain) > SHORT_LINE or len(line.plain) == size:
        return True
    beside = bool(found) and found[-1][0] + len(found[-1][1].plain) == at
    return beside and (_follows(line, last) or line.field in (Field.SUBTITLE, Field.DATELINE))


def _follows(line: Line, last: Line | None) -> bool:
    if line.field is not Field.TEXT:
        return False
    if last is None or last.field is not Field.TEXT:
        return line.at == 0
    return line.at == last.at + 1
