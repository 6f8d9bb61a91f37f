"""What the archive holds of the period in question: without it "not found" means nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.coverage import coverage
from pipelines.archive.verdicts import NOT_OVER, iso
from pipelines.archive.zones import DEFAULT_ZONE, day_at, shift_of, shifts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlite_utils import Database

    from pipelines.archive.checking.period import Span

UNHELD: Final = ("pending", "failed", "gone", "withdrawn")
"""What became of articles that were named and whose text is not held. A rejected page was read,
and is no article."""
TOLD: Final = 3
"""Holes that the line names."""
_BUREAUS: Final = """\
SELECT name FROM bureaus WHERE host IS NOT NULL
OR EXISTS (SELECT 1 FROM articles WHERE bureau = name) ORDER BY name"""
"""All that there are; one without a host is a mere alias, unless articles were stored of it."""
_HELD: Final = """\
SELECT (SELECT count(*) FROM articles), (SELECT count(DISTINCT bureau) FROM articles),
  (SELECT min(published_day) FROM articles INDEXED BY articles_published
   WHERE published_utc = (SELECT min(published_utc) FROM articles)),
  (SELECT max(published_day) FROM articles INDEXED BY articles_published
   WHERE published_utc = (SELECT max(published_utc) FROM articles))"""


@dataclass(frozen=True, slots=True)
class Covered:
    """What is held of the period in question."""

    line: str
    """For a person."""
    complete: bool
    """Whether all is held that the site showed: only then "not found" can be said."""
    spans: tuple[Span, ...]
    bureaus: int
    held: int
    """Articles."""
    holes: tuple[dict[str, Any], ...]
    """Each with bureau, first_day, last_day, verdict (its code), reason."""
    sure: bool = False
    """Whether these are the days, and are not only named in the passage."""
    holding: tuple[str, ...] = ()
    """The bureaus of which articles of these days are held."""
    unheld: tuple[tuple[str, int], ...] = ()
    """What became of articles that were named and are not held (`UNHELD`), and how many."""
    first: str | None = None
    """First day of all that is held, where no days are in question; `last` is the last one."""
    last: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "line": self.line,
            "complete": self.complete,
            "period": [{"since": each.since, "until": each.until} for each in self.spans],
            "sure": self.sure,
            "bureaus": self.bureaus,
            "holding": [*self.holding],
            "held": self.held,
            "unheld": dict(self.unheld),
            "first": self.first,
            "last": self.last,
            "holes": [*self.holes],
        }


def covered(
    db: Database, bureaus: Sequence[str] | None, spans: Sequence[Span], now: str, *, sure: bool
) -> Covered:
    """Return what is held of some days.

    Args:
        db: The archive.
        bureaus: short names; None for all that there are.
        spans: the days; none where nobody named any.
        now: UTC.
        sure: whether it is known that these are the days, and not only that they are named.
    """
    if not spans:
        return _unknown(db)
    names = list(bureaus) if bureaus is not None else [row[0] for row in db.execute(_BUREAUS)]
    held = 0
    of_whom: set[str] = set()
    holes: list[dict[str, Any]] = []
    unheld: Counter[str] = Counter()
    zones = shifts(db)
    for span in spans:
        for row in coverage(db, names, span.since, span.until, now, "year"):
            if row["period"] and row["held"]:
                held += row["held"]
                of_whom.add(row["bureau"])
            today = iso(day_at(now, zones.get(row["bureau"], shift_of(DEFAULT_ZONE))))
            holes += _holes(row, span, today)
            # Without a day they may be of these days; what can still be asked for is a gap.
            counted = UNHELD if row["period"] else ("pending", "failed")
            unheld.update({name: row[name] for name in counted if row[name]})
    said = " and ".join(
        each.since if each.since == each.until else f"{each.since} to {each.until}"
        for each in spans
    )
    of = names[0] if len(names) == 1 else f"{len(of_whom):,} of {len(names):,} bureaus"
    line = f"Of {said} the archive holds {held:,} {_articles(held)} of {of}"
    gaps = [_told(holes)] if holes else []
    if unheld:
        counts = ", ".join(f"{count:,} {name}" for name, count in sorted(unheld.items()))
        gaps.append(f"the texts of articles that were named are not held ({counts})")
    if not sure:
        line = f"Around the days that the passage names, {line[:1].lower()}{line[1:]}"
    guessed = (
        "" if sure else " It may have been published on others: --since and --until name them."
    )
    end = f", with gaps: {'; '.join(gaps)}." if gaps else "; every day is complete."
    return Covered(
        f"{line}{end}{guessed}",
        complete=bool(names) and sure and not gaps,
        spans=tuple(spans),
        bureaus=len(names),
        held=held,
        holes=tuple(holes),
        sure=sure,
        holding=tuple(sorted(of_whom)),
        unheld=tuple(sorted(unheld.items())),
    )


def _holes(row: dict[str, Any], span: Span, today: str) -> Iterator[dict[str, Any]]:
    for hole in row["holes"]:
        yield {"bureau": row["bureau"], **{name: hole[name] for name in _OF_A_HOLE}}
    if row["verdicts"].get(NOT_OVER):
        yield {
            "bureau": row["bureau"],
            "first_day": max(today, span.since),
            "last_day": span.until,
            "verdict": NOT_OVER,
            "reason": "not over",
        }


def _articles(count: int) -> str:
    return "article" if count == 1 else "articles"


_OF_A_HOLE: Final = ("first_day", "last_day", "verdict", "reason")


def _told(holes: Sequence[dict[str, Any]]) -> str:
    first = [
        f"{hole['bureau']} {hole['first_day']}"
        + ("" if hole["first_day"] == hole["last_day"] else f" to {hole['last_day']}")
        + f" ({hole['reason']})"
        for hole in holes[:TOLD]
    ]
    more = len(holes) - len(first)
    return "; ".join(first) + (f"; and {more:,} more" if more else "")


def _unknown(db: Database) -> Covered:
    """Return the answer where no day is in question: what is held at all."""
    count, bureaus, first, last = db.execute(_HELD).fetchone()
    if not count:
        line = "The archive holds no article."
    else:
        line = (
            "No days were given (--since, --until), and the passage names none with its year. "
            f"The archive holds {count:,} {_articles(count)} of {bureaus:,} "
            f"{'bureau' if bureaus == 1 else 'bureaus'}, "
            f"published from {first or 'unknown days'} to {last or 'unknown days'}; "
            "it may have gaps there, and ANTARA wrote before and elsewhere."
        )
    return Covered(line, False, (), bureaus or 0, count, (), first=first, last=last)
