"""`antara crawl gaps`: what `antara coverage` shows to be missing of wanted days, no more."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from crawler.clock import days_before, utc_text
from crawler.courses.planning import Way
from crawler.dates import zone_day
from crawler.spiders.walking import WalkingSpider

if TYPE_CHECKING:
    from crawler.bureaus import Bureau
    from crawler.courses.spans import Days
    from crawler.spiders.lane import Lane
    from crawler.spiders.route import Route
    from pipelines.archive.verdicts import Gap

READ_AGAIN_DAYS = 7
"""A listing that leaves a gap however often it is read is read once in so many days."""
FAILED_BEFORE_DAYS = 7
"""Failed addresses are asked for again so many days after their last try."""


class GapsSpider(WalkingSpider):
    """Asks for the addresses known of each gap's days, and walks the listings that prove a day."""

    name = "gaps"
    arguments = (*WalkingSpider.arguments, "since", "until")
    opens_at_once = True
    ways = (Way.INDEKS, Way.TERKINI)

    def __init__(
        self,
        bureau: str | None = None,
        since: str | None = None,
        until: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(bureau, **kwargs)
        self.since, self.until = since, until
        self.gaps: dict[str, list[Gap]] = {}
        self.asked_since: dict[str, str] = {}
        """By bureau the first day that anybody asked for, where there are gaps before it."""

    def spans(self, lane: Lane) -> list[Days]:
        """Want what is known of all gaps; return those whose listings are to be walked."""
        name = lane.bureau.name
        now = utc_text(dt.datetime.now(dt.UTC))
        gaps = self.gaps[name] = self._gaps(lane, now)
        days = [(gap.first_day, gap.last_day) for gap in gaps]
        for span in days:
            self.session.want_days(name, *span)
        self.session.want_failed(name, days, days_before(now, FAILED_BEFORE_DAYS))
        lane.dry = False
        return [span for span, gap in zip(days, gaps, strict=True) if needs_a_walk(gap)]

    def again_after_days(self, bureau: Bureau, days: Days) -> int | None:
        """Read days again, once a week, that are low or were not read to their end."""
        read = any(
            (gap.first_day, gap.last_day) == days and gap.verdict != "not_walked"
            for gap in self.gaps.get(bureau.name, ())
        )
        return READ_AGAIN_DAYS if read else None

    def swept(self, lane: Lane, route: Route) -> bool:
        """Want what the walks have made likely to be of the gaps."""
        name = lane.bureau.name
        days = [(gap.first_day, gap.last_day) for gap in self.gaps.get(name, ())]
        return sum(self.session.want_days(name, *span) for span in days) > 0

    def wind_up(self, reason: str) -> None:
        """Say how many of the gaps are left."""
        super().wind_up(reason)
        if not self.session.opened:
            return
        now = utc_text(dt.datetime.now(dt.UTC))
        for lane in self.lanes:
            before = self.gaps.get(lane.bureau.name)
            if before:
                left = len(self._gaps(lane, now))
                self.summary.notes.append(f"{lane.bureau.name}: {_left(len(before), left)}")
        if self.asked_since:
            self.summary.notes.append(_left_alone(self.asked_since))

    def _gaps(self, lane: Lane, now: str) -> list[Gap]:
        name, today = lane.bureau.name, zone_day(now, lane.bureau.zone)
        if self.since:
            return self.session.gaps(name, self.since, self.until, today)
        # What the walks below read beyond their days is held then, and would be the first day next.
        gaps, first = self.session.gaps_asked_for(name, self.until, today)
        if first:
            self.asked_since[name] = first
        return gaps


def needs_a_walk(gap: Gap) -> bool:
    """Tell whether a gap's days are not proved, rather than only some addresses not settled."""
    return gap.verdict != "partial" or "listing" in gap.reason


def _left(before: int, left: int) -> str:
    gaps = f"{before} gap{'' if before == 1 else 's'}"
    return f"{gaps}, {left} left." if left else f"{gaps}, none left."


def _left_alone(asked_since: dict[str, str]) -> str:
    """Return what is said of gaps before the first days that were asked for, by bureau."""
    of_day: dict[str, list[str]] = {}
    for name, day in sorted(asked_since.items()):
        of_day.setdefault(day, []).append(name)
    days = "; ".join(f"{day} ({', '.join(of_day[day])})" for day in sorted(of_day))
    return f"Nobody has asked for what is before {days}: it is left alone, --since takes it in."
