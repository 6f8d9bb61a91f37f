"""From the links of a listing to rows of the frontier, each article under its own bureau."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.dates import feed_moment
from crawler.urls import identify
from pipelines.archive import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crawler.spiders.lane import Lane
    from crawler.ways import Link
    from pipelines.archive import ArchiveSession


@dataclass(slots=True)
class Named:
    """What a listing names, by what the archive knows of it."""

    own: list[int] = field(default_factory=list)
    """The ids of the bureau's own articles."""
    settled: set[int] = field(default_factory=set)
    """Those of them that had an outcome before."""
    others: set[tuple[str, int]] = field(default_factory=set)
    """The keys of other bureaus' articles."""
    new: int = 0
    """Articles, other bureaus' too, that no listing had named before."""


class Finding:
    """Puts what listings name into the frontier."""

    def __init__(self, session: ArchiveSession, lanes: Sequence[Lane]) -> None:
        self.session = session
        self.lanes = lanes

    def add(
        self,
        links: Iterable[Link],
        lane: Lane,
        way: str,
        wish: Callable[[Link], tuple[int, str | None]],
    ) -> Named:
        """Put what a listing of this lane's bureau names into the frontier.

        Args:
            links: as the way returned them.
            lane: whose listing it is.
            way: the kind of listing.
            wish: gives the priority of a link, and the day it probably is of.
        """
        named = Named()
        found = []
        for link in links:
            article = identify(link.url)
            if article is None:
                continue
            key = (article.bureau, article.article_id)
            priority, day = wish(link)
            kind = str(article.kind)
            found.append(Found(link.url, *key, kind, way, link.published_raw, day, priority))
            if article.bureau != lane.bureau.name:
                named.others.add(key)
                continue
            named.own.append(article.article_id)
            moment = feed_moment(link.published_raw or "", lane.bureau.zone)
            if moment is not None:
                lane.published.setdefault(article.article_id, moment.utc)
        new, _ = self.session.add_found(found)
        # Asked afterwards: what is asked for again because it was named again is not settled.
        named.settled = self.session.settled(lane.bureau.name, named.own)
        named.settled |= lane.settled.intersection(named.own)
        named.new = len(new)
        lane.dry = False
        for other in self.lanes:
            if any(bureau in other.frontier_names for bureau, _ in named.others):
                other.dry = False
        lane.name_articles(named.own, named.settled)
        return named
