"""Datasette's CSV, so that a spreadsheet shows it and does not run it; see `pipelines.formulas`."""

from __future__ import annotations

import csv
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from pipelines.formulas import FORMULAS, harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FORMULAS", "as_they_are", "guard", "harmless"]

as_they_are: ContextVar[bool] = ContextVar("as_they_are", default=False)
"""Whether the request that is being answered asks for texts without the mark."""


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
