"""`antara crawl backfill`: a bureau's past, from the listings that still show it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from crawler.clock import utc_text
from crawler.courses.planning import USUAL_WAYS, Way
from crawler.dates import zone_day
from crawler.spiders.walking import WalkingSpider
from pipelines.archive import ASKED_FOR, Want

if TYPE_CHECKING:
    from crawler.bureaus import Bureau
    from crawler.courses.spans import Days
    from crawler.spiders.lane import Lane

BEGINNING = "1995-01-01"
"""Before every article of a web site of ANTARA: where a backfill without a first day ends."""


class BackfillSpider(WalkingSpider):
    """Walks the listings of the days that a person wants and that were not walked yet."""

    name = "backfill"
    arguments = (*WalkingSpider.arguments, "since", "until", "ways", "query", "anew")

    def __init__(
        self,
        bureau: str | None = None,
        since: str | None = None,
        until: str | None = None,
        ways: str | None = None,
        query: str | None = None,
        anew: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(bureau, **kwargs)
        self.since, self.until, self.query, self.anew = since, until, query, bool(anew)
        self.open_since = since is None
        self.ways = tuple(map(Way, ways.split(","))) if ways else USUAL_WAYS
        if query is not None:
            # What other backfills have left is not of the topic.
            self.want = Want(least=ASKED_FOR, most=ASKED_FOR, oldest_first=True)

    def again_after_days(self, bureau: Bureau, days: Days) -> int | None:
        """Read again at once what a person wants anew, else never."""
        return 0 if self.anew else None

    def spans(self, lane: Lane) -> list[Days]:
        """Return the wanted days; the day that is not over is the last one."""
        today = zone_day(utc_text(dt.datetime.now(dt.UTC)), lane.bureau.zone)
        span = (self.since or BEGINNING, min(self.until or today, today))
        return [span] if span[0] <= span[1] else []
