"""From what a host answered to the parts of a probe's report. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.bureaus import zone_of
from crawler.dates import feed_moment
from crawler.items import Article
from crawler.layouts import extract
from crawler.middlewares.robots_text import delay_of, judge
from crawler.outcomes import readable
from crawler.probing.printed import printed_zone
from crawler.probing.report import WANTED_FIELDS, Listing, Robots, Sample
from crawler.urls import identify
from crawler.ways import read_feed, read_indeks, read_listing, read_sections, sitemap_addresses
from crawler.ways.days import day_of_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scrapy.http import Response

    from crawler.bureaus import Bureau
    from crawler.dates import Moment
    from crawler.middlewares.robots_memory import Answer
    from crawler.ways import Link, ListingPage


@dataclass(frozen=True, slots=True)
class Named:
    """A listing's part of the report, and what the next questions need of it."""

    listing: Listing
    links: list[Link] = field(default_factory=list)
    next_url: str | None = None
    """Where its own pager goes on."""


def robots_of(answer: Answer) -> Robots:
    """Return what a robots.txt says to our token.

    Args:
        answer: as the middleware judged it.
    """
    robots = Robots(answer.status, answer.verdict)
    rules, _ = judge(answer.status or 0, answer.body)
    if rules is not None and not robots.closed:
        robots.crawl_delay = delay_of(rules)
        robots.sitemaps = sitemap_addresses(answer.body.decode(), f"https://{answer.host}/")
    return robots


def feed_of(response: Response, url: str) -> Named:
    """Return what a feed names.

    Args:
        response: as it came.
        url: as it was asked for; so in the functions below.
    """
    listing = Listing(url, response.status, trouble=_trouble(response))
    if listing.trouble:
        return Named(listing)
    links = read_feed(response.body, response.url).found
    listing.articles = len(links)
    listing.trouble = None if links else "it is no feed, or an empty one"
    dates = filter(None, map(moment_of, links))
    listing.offset = next((each.iso[19:] for each in dates if each.zone_known), None)
    return Named(listing, links)


def listing_of(response: Response, url: str, before: Iterable[Link] = ()) -> Named:
    """Return what a listing page names.

    Args:
        response: as it came.
        url: as it was asked for.
        before: what the page before it named.
    """
    listing = Listing(url, response.status, trouble=_trouble(response))
    if listing.trouble:
        return Named(listing)
    page = read_listing(response.body, response.url)
    _fill(listing, page)
    known = set(map(key_of, before))
    listing.repeats = bool(known and page.found) and set(map(key_of, page.found)) <= known
    return Named(listing, page.found, page.next_url)


def indeks_of(response: Response, url: str, day: str, published: Mapping[int, str]) -> Listing:
    """Return what a page of a date index names, and whether it is of the day asked for.

    Args:
        response: as it came.
        url: as it was asked for.
        day: YYYY-MM-DD.
        published: days of articles by their ids, as the feed tells them. Where the page does not
            say what day it lists, they do.
    """
    listing = Listing(url, response.status, trouble=_trouble(response))
    if listing.trouble:
        return listing
    if day_of_address(response.url) != day:
        listing.trouble = f"it leads to {response.url}"
        return listing
    page = read_indeks(response.body, response.url)
    _fill(listing, page)
    listing.announced = page.announced
    listing.day = page.day or _shown_day(page.found, day, published)
    if listing.announced == 0:
        listing.trouble = None
    if listing.day not in (None, day):
        listing.ignores_date = True
        listing.trouble = f"ignores its date: it shows {listing.day}"
    return listing


def sections_of(response: Response) -> list[str]:
    """Return the paths of the sections that a page's menu names."""
    if _trouble(response):
        return []
    return [section.path for section in read_sections(response.body, response.url)]


def newest(links: Iterable[Link], bureau: Bureau) -> str | None:
    """Return the canonical address of the bureau's own article with the highest id.

    Photos and videos hold little of what is to be looked at, so articles go first. Canonical,
    so that no alias, no AMP and no http costs a question.
    """
    own = [
        (article.kind == "article", article.article_id, article.canonical)
        for link in links
        if (article := identify(link.url)) is not None and article.bureau == bureau.name
    ]
    return max(own)[2] if own else None


def published_days(links: Iterable[Link], bureau: Bureau) -> dict[int, str]:
    """Return the days, by the feed, of the bureau's own articles, by their ids."""
    return {
        key[1]: moment.day
        for link in links
        if (key := key_of(link)) and key[0] == bureau.name and (moment := moment_of(link))
    }


def key_of(link: Link) -> tuple[str, int] | None:
    """Return the key of the article that a link leads to."""
    article = identify(link.url)
    return None if article is None else (article.bureau, article.article_id)


def moment_of(link: Link) -> Moment | None:
    """Return when a feed says that an article was published."""
    key = key_of(link)
    if key is None or link.published_raw is None:
        return None
    return feed_moment(link.published_raw, zone_of(key[0]))


def sample_of(response: Response, feed_published: str | None = None) -> Sample:
    """Return what an article's page shows, and which fields it leaves empty.

    Args:
        response: as it came.
        feed_published: when the feed says that it was published, ISO 8601.
    """
    sample = Sample(response.url, response.status, _trouble(response))
    if sample.trouble:
        return sample
    found = extract(response.body, response.url)
    if not isinstance(found, Article):
        sample.trouble = f"{found.reason}: {found.seen}"
        return sample
    fields = found.as_dict()
    sample.layout = str(found.layout)
    sample.filled = tuple(name for name in WANTED_FIELDS if fields[name])
    sample.missing = tuple(name for name in WANTED_FIELDS if not fields[name])
    sample.published = found.published
    sample.published_source = str(found.published_source) if found.published_source else None
    sample.feed_published = feed_published
    sample.printed_zone = printed_zone(response.body, found)
    sample.rights_notice = found.rights_notice is not None
    sample.etag = "ETag" in response.headers
    sample.last_modified = "Last-Modified" in response.headers
    return sample


def _trouble(response: Response) -> str | None:
    outcome = readable(response)
    return outcome.text if outcome else None


def _fill(listing: Listing, page: ListingPage) -> None:
    listing.articles = len(page.found)
    listing.shape = str(page.shape)
    if not page.found:
        listing.trouble = page.instead.seen if page.instead else "no article in its main column"


def _shown_day(links: Iterable[Link], day: str, published: Mapping[int, str]) -> str | None:
    """Return the day asked for if most articles whose day is known are of it, else the usual one.

    A card may stick to any page; what is newest may be of many days.
    """
    days = [published[key[1]] for link in links if (key := key_of(link)) and key[1] in published]
    others = [each for each in days if each != day]
    if 2 * len(others) < len(days):
        return day
    return max(others, key=others.count, default=None)
