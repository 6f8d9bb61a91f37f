"""CSV that a spreadsheet shows and does not run.

Excel and LibreOffice take a cell that begins with one of a few signs for a formula, also in a
file that came from elsewhere, and a formula can send what stands in other cells to a stranger.
"""

from __future__ import annotations

import csv
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMULAS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
MARK: Final = "'"
as_they_are: ContextVar[bool] = ContextVar("as_they_are", default=False)
"""Whether the request that is being answered asks for texts without the mark."""


def harmless(value: Any) -> Any:
    """Return a text that no spreadsheet takes for a formula; numbers stay numbers.

    >>> harmless("=1+1"), harmless(" -x"), harmless("a=b"), harmless(-5)
    ("'=1+1", "' -x", 'a=b', -5)
    """
    if not isinstance(value, str):
        return value
    bare = value.lstrip("\0 \t\r\n\ufeff\xa0")
    # A tab or a carriage return at the beginning may hide one from whoever looks for it.
    return MARK + value if bare.startswith(FORMULAS) or value.startswith(("\t", "\r")) else value


class _Writer:
    """A writer of CSV, as far as Datasette uses one."""

    def __init__(self, file: Any) -> None:
        self._writer = csv.writer(file)

    def writerow(self, row: Iterable[Any]) -> Any:
        """Write a row; Datasette awaits what its own file returns."""
        return self._writer.writerow(row if as_they_are.get() else [harmless(each) for each in row])


class _Csv:
    """What stands for the module csv in Datasette's views."""

    writer = _Writer


def guard() -> None:
    """Let Datasette write its CSV so. It has no hook for that: its own format comes first."""
    from datasette.views import base  # type: ignore[import-untyped]

    base.csv = _Csv
