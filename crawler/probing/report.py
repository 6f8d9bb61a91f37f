"""What a probe learnt of one bureau, and what of it differs from bureaus.toml. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from crawler.bureaus import Bureau

WANTED_FIELDS = ("title", "text", "published", "credits", "tags", "category", "copyright")
"""What an article of a regional host is expected to show; pictures and places may be missing."""


@dataclass(slots=True)
class Robots:
    """The host's robots.txt."""

    status: int | None
    verdict: str
    crawl_delay: float | None = None
    """Seconds."""
    sitemaps: int = 0
    """Sitemap lines."""


@dataclass(slots=True)
class Listing:
    """One listing page or feed."""

    url: str
    status: int | None
    articles: int = 0
    shape: str | None = None
    """The markup that named them; None for a feed."""
    trouble: str | None = None
    """Why there is nothing to read."""
    repeats: bool = False
    """Whether it names what the page before it named, and nothing else."""

    @property
    def answers(self) -> bool:
        """Whether it names articles."""
        return self.articles > 0


@dataclass(slots=True)
class Sample:
    """The newest article that a listing named."""

    url: str
    status: int | None
    layout: str | None = None
    filled: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    published: str | None = None
    published_source: str | None = None
    printed_zone: str | None = None
    """WIB, WITA or WIT, as the page prints it."""
    rights_notice: bool = False
    etag: bool = False
    last_modified: bool = False
    answers_304: bool | None = None
    """Whether the same question with its validators gave 304; None: there are none to ask with."""
    trouble: str | None = None


@dataclass(slots=True)
class BureauReport:
    """Everything that one bureau answered."""

    bureau: str
    host: str
    requests: int = 0
    """All that were sent, robots.txt and redirects included."""
    robots: Robots | None = None
    feed: Listing | None = None
    terkini: Listing | None = None
    second_page: Listing | None = None
    indeks: Listing | None = None
    article: Sample | None = None
    newest_id: int | None = None
    moved_to: str | None = None
    """Another host that answered in its place."""
    differences: list[str] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        """Whether anything came at all."""
        parts = (self.robots, self.feed, self.terkini)
        return any(part is not None and part.status is not None for part in parts)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self) | {"answered": self.answered}


def differences(bureau: Bureau, report: BureauReport) -> list[str]:
    """Return what differs from the bureau's block, each as a line that says what to do.

    Args:
        bureau: what is expected.
        report: what came.
    """
    found: list[str] = []
    robots = report.robots
    if robots is not None and robots.verdict.startswith("not now"):
        found.append(f"robots.txt: {robots.verdict}; a crawl asks nothing of this host")
        return found
    if not report.answered:
        found.append("nothing answered")
        return found
    if report.moved_to:
        found.append(f"{report.moved_to} answers in its place: an alias, or a new name")
    found += _of_listings(bureau, report)
    found += _of_article(bureau, report.article)
    if bureau.highest_id and report.newest_id and report.newest_id < bureau.highest_id:
        found.append(
            f"its newest article has id {report.newest_id}, below {bureau.highest_id}, which was "
            "seen before: ids may have begun anew"
        )
    return found


def _of_listings(bureau: Bureau, report: BureauReport) -> list[str]:
    found = []
    for name, listing in (("feed", report.feed), ("terkini", report.terkini)):
        if listing is not None and not listing.answers:
            found.append(f"{name}: {listing.url} names no article ({listing.trouble})")
    if report.terkini is not None and report.terkini.shape == "generic":
        found.append(f"terkini: {report.terkini.url} is in markup that is not known")
    second = report.second_page
    if second is not None and (second.repeats or not second.answers):
        found.append(f"terkini: {second.url} does not go on ({second.trouble or 'repeats page 1'})")
    indeks = report.indeks
    if indeks is not None and indeks.answers is not bureau.indeks:
        found.append(
            f"date index: {indeks.url} answers; set indeks = true in its block"
            if indeks.answers
            else f"date index: {indeks.url} names no article ({indeks.trouble})"
        )
    return found


def _of_article(bureau: Bureau, article: Sample | None) -> list[str]:
    if article is None:
        return []
    if article.layout is None:
        return [f"article: {article.url} was not read ({article.trouble})"]
    found = []
    if bureau.layout and article.layout != bureau.layout:
        found.append(f"article: layout {article.layout}, expected {bureau.layout}: {article.url}")
    if article.missing:
        found.append(f"article: no {', '.join(article.missing)}: {article.url}")
    if article.published and not _in_zone(article.published, bureau.zone):
        found.append(f"article: {article.published} is not the time of {bureau.zone}")
    return found


def _in_zone(published: str, zone: str) -> bool:
    moment = dt.datetime.fromisoformat(published)
    if moment.tzinfo is None:
        return True  # a day only
    return moment.utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset()
