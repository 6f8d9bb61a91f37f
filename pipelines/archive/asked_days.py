"""Since which day a bureau's articles are wanted here: what nobody asked for is nobody's gap.

What is held reaches further back than what was asked for: listings show older articles, a walk
reads beyond its first day to know that it is there, imports bring articles of any year. If each
day since the first of these were a gap, each search for gaps would find new ones before them.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipelines.archive.runs import state
from pipelines.archive.verdicts import iso
from pipelines.archive.zones import DEFAULT_ZONE, day_at, ordinal, shift_of, shifts, start_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from pipelines.archive.verdicts import Gap

# A topic was asked for, not its days.
_WALKED: Final = "SELECT min(since) FROM walks WHERE bureau = ? AND way <> 'search'"
_REBUILT: Final = "SELECT EXISTS (SELECT 1 FROM runs WHERE command = 'rebuild')"
# To look for the letters first is quicker than to parse the options of years of runs.
_LATEST: Final = (
    "FROM runs WHERE command = 'crawl latest' "
    "AND instr(options, '\"' || :bureau || '\"') > 0 "
    "AND EXISTS (SELECT 1 FROM json_each(options, '$.bureaus') WHERE value = :bureau)"
)
# By a clock that was ahead none has begun: it would leave all days before that moment alone.
_FIRST_RUN: Final = f"SELECT started_at {_LATEST} AND started_at < :tomorrow ORDER BY id LIMIT 1"
_TOLD: Final = (
    f"SELECT min(options ->> '$.since') {_LATEST} "
    """AND instr(options, '"since": "') > 0"""
)
_ASKED: Final = (
    f"SELECT EXISTS (SELECT 1 {_LATEST}), EXISTS (SELECT 1 FROM runs WHERE command = "  # noqa: S608
    "'crawl latest') OR EXISTS (SELECT 1 FROM walks WHERE way <> 'search')"
)


def asked_since(db: Database, bureau: str, today: int) -> int | None:
    """Return the first day (ordinal) that runs of latest, or walks of listings, were to cover.

    Args:
        db: the archive.
        bureau: short name.
        today: ordinal of the bureau's day.

    Returns:
        Today for a bureau of which nothing was asked by days while it was of others. None where
        that cannot be told: nothing was ever asked for by days, or the archive was made again of
        its captures, which do not say what they were asked for.
    """
    walked = db.execute(_WALKED, (bureau,)).fetchone()[0]
    if walked is None and db.execute(_REBUILT).fetchone()[0]:
        return None
    shift = shifts(db).get(bureau, shift_of(DEFAULT_ZONE))
    tomorrow = start_of(today + 1, shift)
    values = {"bureau": bureau, "tomorrow": tomorrow}
    begun = db.execute(_FIRST_RUN, values).fetchone()
    told = db.execute(_TOLD, values).fetchone()[0]
    complete = state(db, bureau, tomorrow).complete_from
    days = []
    for moment in (walked, begun[0] if begun else None, told, complete):
        with suppress(ValueError):  # a moment that another program wrote and is none
            days += [day_at(moment, shift)] if moment else []
    if days:
        return min(days)
    of_it, of_any = db.execute(_ASKED, values).fetchone()
    # Others' listings have named its articles, and nobody has asked for its own.
    return today if of_any and not of_it else None


def asked_for(
    db: Database, bureau: str, found: Sequence[Gap], today: str
) -> tuple[list[Gap], str | None]:
    """Return what of gaps lies in days that somebody has asked for.

    Args:
        db: the archive.
        bureau: short name.
        found: of `coverage.gaps`.
        today: the bureau's day that is not over yet.

    Returns:
        The gaps, one that begins before the first such day cut; that day where anything was left
        out or cut, else None.
    """
    since = asked_since(db, bureau, ordinal(today))
    first = iso(since) if since is not None else ""
    cut = [replace(gap, first_day=max(gap.first_day, first)) for gap in found]
    kept = [gap for gap in cut if gap.first_day <= gap.last_day]
    return kept, first if kept != list(found) else None
