"""What a person did wrong in a file that is no TOML, where that can be told; pure.

The library says where it stopped reading, and not why a person's line is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AT: Final = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_TABLE: Final = re.compile(r"\s*(\[[^\[\]]+\])\s*(?:#.*)?")
_PAIR: Final = re.compile(r"\s*([\w-]+)\s*=\s*(.*)")
_NO_TEXT: Final = ("Invalid value", "Expected newline or end of document")
_TWICE: Final = ("Cannot overwrite a value", "Cannot declare")
_CURLY: Final = "“”„‟‘’‚«»"
"""What some editors make of quotation marks."""
_BEGINS_ANOTHER: Final = tuple("\"'[{#")
"""What begins a value that is no text without quotes."""


def mistake(text: str, error: str) -> str:
    r"""Return what is wrong with a text, in words of its own lines; else what the library says.

    Args:
        text: of the file.
        error: what the library says of it.

    >>> mistake("contact = you@example.org", "Invalid value (at line 1, column 11)")
    'line 1: a text needs quotes, as in contact = "you@example.org".'
    >>> mistake("a = 1\nb = 2\na = 3", "Cannot overwrite a value (at end of document)")
    "'a' stands twice, lines 1 and 3."
    >>> mistake("a = ", "Invalid value (at line 1, column 5)")
    'Invalid value (at line 1, column 5)'
    """
    found = _AT.search(error)
    if found is None:
        return error
    lines = text.split("\n")  # as the library counts them
    number = int(found[1] or len(lines))
    if error.startswith(_TWICE):
        return _twice(lines, number) or error
    if error.startswith(_NO_TEXT):
        return _without_quotes(lines[number - 1], number) or error
    return error


def _twice(lines: Iterable[str], number: int) -> str | None:
    """Return which name stands on this line and on one before; None where it is not seen."""
    named = dict(_names(lines))
    first = next((line for line, name in named.items() if name == named.get(number)), number)
    if first == number:
        return None
    table, key = named[number]
    name = f"'{key}'" if key else table
    return f"{name} stands twice, lines {first} and {number}."


def _names(lines: Iterable[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield of each line that begins something its table and its key, "" for a table's own."""
    table = ""
    for number, line in enumerate(lines, 1):
        if heading := _TABLE.fullmatch(line):
            table = heading[1]
            yield number, (table, "")
        elif pair := _PAIR.fullmatch(line):
            yield number, (table, pair[1])


def _without_quotes(line: str, number: int) -> str | None:
    """Return how a line with a text is written; None where it has none."""
    pair = _PAIR.fullmatch(line)
    if pair is None or pair[2].startswith(_BEGINS_ANOTHER):
        return None
    value = re.sub(r"\s#.*", "", pair[2]).strip(_CURLY + " ")
    if not value or '"' in value or "\\" in value or not value.isprintable():
        return None
    return f'line {number}: a text needs quotes, as in {pair[1]} = "{value}".'
