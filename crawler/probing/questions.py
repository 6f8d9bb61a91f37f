"""What a bureau is asked, in the order of what matters most: eight may not be enough for all."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.probing.answers import (
    Named,
    feed_of,
    indeks_of,
    key_of,
    listing_of,
    moment_of,
    newest,
    published_days,
    sample_of,
    sections_of,
)
from crawler.probing.headers import conditions_of
from crawler.probing.report import Sample
from crawler.urls import identify
from crawler.ways import indeks_page, listing_page

if TYPE_CHECKING:
    from crawler.bureaus import Bureau
    from crawler.probing.asking import Asker
    from crawler.probing.report import BureauReport
    from crawler.ways import Link

USUAL_FEED = "rss/terkini.xml"
USUAL_LISTING = "terkini"
"""Paths that most hosts have: what a bureau is asked for whose block names none."""


async def ask_all(asker: Asker, bureau: Bureau, report: BureauReport) -> None:
    """Ask for feed, /terkini, newest article, the same again, date index and second page.

    What these show is put into the report as it comes. robots.txt is asked for by the way.

    Raises:
        Stopped: when the bureau may not be asked any more.
    """
    root = f"https://{bureau.host}/"
    feed = await _feed(asker, report, bureau.feeds[0] if bureau.feeds else root + USUAL_FEED)
    first = await _terkini(asker, report, bureau.terkini or root + USUAL_LISTING)
    links = [*feed.links, *first.links]
    keys = [key for link in links if (key := key_of(link))]
    report.newest_id = max((number for name, number in keys if name == bureau.name), default=None)
    if report.newest_id is None:
        report.names_only = sorted({name for name, _ in keys})
    url = newest(links, bureau)
    if url is not None:
        await _article(asker, report, url, feed.links)
    came = feed.listing.status is not None or first.listing.status is not None
    if came and not report.moved_to:
        await _indeks(asker, report, bureau, published_days(feed.links, bureau))
    if first.links:
        next_url = first.next_url or listing_page(first.listing.url, 2)
        answered = await asker.ask(next_url)
        report.second_page = (
            answered.as_listing()
            if answered.response is None
            else listing_of(answered.response, next_url, first.links).listing
        )


async def _feed(asker: Asker, report: BureauReport, url: str) -> Named:
    answered = await asker.ask(url)
    named = Named(answered.as_listing())
    if answered.response is not None:
        named = feed_of(answered.response, url)
        named.listing.leads_to = answered.leads_to
    report.feed = named.listing
    return named


async def _terkini(asker: Asker, report: BureauReport, url: str) -> Named:
    answered = await asker.ask(url)
    named = Named(answered.as_listing())
    if answered.response is not None:
        named = listing_of(answered.response, url)
        named.listing.leads_to = answered.leads_to
        report.sections = sections_of(answered.response)
    report.terkini = named.listing
    return named


async def _article(asker: Asker, report: BureauReport, url: str, fed: list[Link]) -> None:
    """Ask for an article, and once more with its validators."""
    answered = await asker.ask(url)
    if answered.response is None:
        report.article = Sample(url, answered.status, answered.trouble)
        return
    wanted = identify(url)
    moments = [
        moment_of(link)
        for link in fed
        if wanted and key_of(link) == (wanted.bureau, wanted.article_id)
    ]
    told = next(filter(None, moments), None)
    report.article = sample_of(answered.response, told.iso if told else None)
    conditions = conditions_of(answered.response)
    if conditions and report.article.layout is not None:
        again = await asker.ask(answered.response.url, conditions)
        if again.status is not None:
            report.article.answers_304 = again.status == 304


async def _indeks(
    asker: Asker, report: BureauReport, bureau: Bureau, published: dict[int, str]
) -> None:
    """Ask for the day before yesterday.

    Today's index may be empty yet; and soon after midnight yesterday's articles are the newest, so
    that a host which shows those whatever day is asked for would seem to answer rightly.
    """
    today = dt.datetime.now(ZoneInfo(bureau.zone)).date()
    day = (today - dt.timedelta(days=2)).isoformat()
    url = indeks_page(bureau, day)
    answered = await asker.ask(url)
    report.indeks = answered.as_listing()
    if answered.response is not None:
        report.indeks = indeks_of(answered.response, url, day, published)
        report.indeks.leads_to = answered.leads_to
