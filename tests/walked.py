"""A listing that was invented, and a walk driven over it, without a network or a clock."""

from __future__ import annotations

import datetime as dt
from functools import partial

from crawler.reach import Reach, Span
from crawler.reach import reach_of as reach_of_settings
from crawler.walk import Step, Walk

NOW = "2026-03-20T05:00:00Z"
FEED = "https://bali.antaranews.com/rss/terkini.xml"
TERKINI = "https://bali.antaranews.com/terkini"
ZONE = "Asia/Jakarta"
FIRST_ID = 1000
reach_of = partial(reach_of_settings, reach_back_days=7, first_contact_days=2)


def moment(hours_ago: float) -> str:
    then = dt.datetime.fromisoformat(NOW) - dt.timedelta(hours=hours_ago)
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


class Site:
    """A bureau with one article an hour, ten a page; the newest has the highest id."""

    def __init__(self, articles: int, *, size: int = 10) -> None:
        self.ids = list(range(FIRST_ID + articles, FIRST_ID, -1))
        self.dates = {key: moment(n) for n, key in enumerate(self.ids)}
        self.size = size
        self.settled: set[int] = set()
        self.undated: set[int] = set()
        self.sticky: list[int] = []
        self.broken: dict[int, str] = {}
        self.instead: dict[int, list[int]] = {}
        """What pages show in the place of their own articles."""
        self.past_the_end = "repeat"

    @property
    def last(self) -> int:
        return -(-len(self.ids) // self.size)

    def page(self, number: int) -> list[int]:
        if number in self.instead:
            return self.instead[number]
        if number > self.last:
            number = self.last if self.past_the_end == "repeat" else number
        start = (number - 1) * self.size
        return [*self.sticky, *self.ids[start : start + self.size]]


def walk_site(
    site: Site,
    *,
    span: Span | None = None,
    reach: Reach | None = None,
    pages: int | None = None,
    pager: bool = True,
    stop_after: int | None = None,
) -> tuple[Walk, list[str]]:
    """Drive a walk as the spider does; returns it and what was asked for."""
    span = span or Span()
    walk = Walk((FEED,), TERKINI, "Asia/Makassar", pages)
    walk.begin(NOW, span, reach or reach_of(NOW, span, "Asia/Makassar", pages=pages))
    asked: list[str] = []
    frontier: set[int] = set(site.settled)
    for _ in range(500):
        ask = walk.next()
        if ask is None:
            break
        asked.append(ask.url)
        if stop_after is not None and len(asked) > stop_after:
            break
        if ask.step is Step.FEED:
            if 0 in site.broken:
                walk.failed(site.broken[0])
                continue
            keys = site.ids[:20]
            walk.feed(keys)
            frontier.update(keys)
            continue
        if ask.number in site.broken:
            walk.failed(site.broken[ask.number], gone=site.broken[ask.number] == "404")
            continue
        if ask.number > site.last and site.past_the_end == "404":
            walk.failed("HTTP status 404", gone=True)
            continue
        keys = site.page(ask.number)
        walk.page(
            keys,
            [key for key in keys if key in frontier],
            has_pager=pager,
            next_url=f"{TERKINI}/{ask.number + 1}" if pager and ask.number < site.last else None,
        )
        frontier.update(keys)
        if walk.to_judge is not None:
            walk.judge({key: site.dates[key] for key in keys if key not in site.undated})
    walk.frontier = frontier  # type: ignore[attr-defined]
    return walk, asked


def one_page(published: dict[int, str], undated: int = 0) -> Walk:
    """Return a walk after its first page, of dated and undated articles new to it."""
    walk = Walk((), TERKINI, ZONE)
    walk.begin(NOW, Span(), Reach(moment(48), chosen=False))
    walk.next()
    walk.page([*published, *range(5000, 5000 + undated)], [], has_pager=True)
    walk.judge(published)
    return walk
