"""The batch of outcomes that waits to be written, and what happens when it cannot be."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pipelines.archive.connection import REFUSALS
from pipelines.archive.errors import ArchiveRefused
from pipelines.archive.outcomes import Failed, Outcome, Stored
from pipelines.archive.revisits import PLAN
from pipelines.archive.writing import write_outcomes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from sqlite_utils import Database

logger = logging.getLogger(__name__)

_UNFIT = (ArchiveRefused, ValueError, TypeError, KeyError, OverflowError)
"""What a value that does not fit the schema raises, unlike a full disk or a lock."""


class Batch:
    """Outcomes in the order they came.

    Args:
        size: Written by itself when it holds so many.
        writing: Opens a transaction.
        report: Told of each outcome what became of it, after the commit.
    """

    def __init__(
        self,
        size: int,
        writing: Callable[[], AbstractContextManager[Database]],
        report: Callable[[Outcome, str], None],
    ) -> None:
        self.size = size
        self._writing = writing
        self._report = report
        self.plan: Sequence[float] = PLAN
        """Days from publication at which a held article is asked for again."""
        self._waiting: list[Outcome] = []
        self._failed = False

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, outcome: Outcome) -> bool:
        """Add an outcome; True when the batch should be written now.

        That is when it is full, or when it could not be written the last time: whoever goes on
        with the crawl has to hear of it.
        """
        self._waiting.append(outcome)
        return self._failed or len(self._waiting) >= self.size

    def write(self, run: int | None, now: str) -> set[int]:
        """Write what waits; returns the frontier rows that were settled or put off.

        Raises:
            ArchiveError: It could not be written. All of it still waits.
        """
        outcomes = list(self._waiting)
        if not outcomes:
            return set()
        try:
            written, touched = self.store(outcomes, run, now)
        except BaseException:
            self._failed = True
            raise
        self._failed = False
        del self._waiting[: len(outcomes)]
        for outcome, result in written:
            self._report(outcome, result)
        return touched

    def store(
        self, outcomes: Sequence[Outcome], run: int | None, now: str
    ) -> tuple[list[tuple[Outcome, str]], set[int]]:
        """Write outcomes in one transaction.

        One that does not fit the schema must not keep the others from being written, nor vanish:
        it is written as a failed try that says why.

        Returns:
            The outcomes as they were written, each with its result, and the frontier rows.
        """
        try:
            with self._writing() as db:
                results, touched = write_outcomes(db, outcomes, run, now, self.plan)
            return list(zip(outcomes, results, strict=True)), touched
        except _UNFIT:
            pass
        written: list[tuple[Outcome, str]] = []
        touched = set()
        with self._writing() as db:
            for outcome in outcomes:
                fit, result, rows = _write_alone(db, outcome, run, now, self.plan)
                written.append((fit, result))
                touched |= rows
        return written, touched


def _write_alone(
    db: Database, outcome: Outcome, run: int | None, now: str, plan: Sequence[float]
) -> tuple[Outcome, str, set[int]]:
    """Write one outcome in a savepoint, as a failed try where it does not fit."""
    try:
        with db.atomic():
            results, touched = write_outcomes(db, [outcome], run, now, plan)
        return outcome, results[0], touched
    except (*_UNFIT, *REFUSALS) as error:
        why = f"the archive refuses it: {type(error).__name__}: {error}"
    frontier_id = outcome.frontier_id
    if isinstance(outcome, Stored):
        frontier_id = frontier_id or _row_of(db, outcome)
        logger.error("%s: %s", outcome.article.get("url"), why)
    else:
        logger.error("%r: %s", outcome, why)
    failed = Failed(frontier_id, why.encode("ascii", "backslashreplace").decode())
    with db.atomic():
        results, touched = write_outcomes(db, [failed], run, now, plan)
    return failed, results[0], touched


def _row_of(db: Database, outcome: Stored) -> int | None:
    """Return the frontier row of an article that may lack anything."""
    key = (str(outcome.article.get("bureau")), str(outcome.article.get("article_id")))
    row = db.execute("SELECT id FROM frontier WHERE bureau = ? AND article_id = ?", key).fetchone()
    return row[0] if row else None
